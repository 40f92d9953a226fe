package identity

import (
	"context"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"wugong/server/db"
)

// Sweep removes what sign-in needs no more: codes of days past, counts of hours past, refresh tokens that can
// neither be used nor tell a copy, and sessions that ended or that nothing can refresh. It is harmless to repeat.
func (s *Service) Sweep(ctx context.Context) error {
	now := s.Now()
	args := map[string]any{
		"now": now, "day": chinaDay(now), "hour": now.Add(-2 * time.Hour),
		"used": now.Add(-rememberUsed), "ended": now.Add(-rememberEnded),
	}
	for _, sql := range []string{
		`DELETE FROM sign_in_codes WHERE expires_at < @now AND day < @day`,
		`DELETE FROM sign_in_addresses WHERE hour < @hour`,
		`DELETE FROM sessions WHERE ended_at < @ended`,
		`DELETE FROM refresh_tokens WHERE used_at < @used`,
		`WITH old AS (DELETE FROM refresh_tokens WHERE expires_at < @now RETURNING session_id)
		 DELETE FROM sessions s USING old WHERE s.id = old.session_id
		   AND NOT EXISTS (SELECT FROM refresh_tokens t WHERE t.session_id = s.id AND t.expires_at >= @now)`,
	} {
		if err := db.Exec(ctx, s.DB, sql, args); err != nil {
			return fmt.Errorf("sweep sign-in: %w", err)
		}
	}
	return nil
}

type sweepArgs struct{}

// Kind names the job.
func (sweepArgs) Kind() string { return "identity_sweep" }

// AddWorkers tells the queue who does this domain's jobs.
func (s *Service) AddWorkers(workers *river.Workers) {
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, _ *river.Job[sweepArgs]) error { return s.Sweep(ctx) }))
}

// PeriodicJobs are this domain's.
func PeriodicJobs() []*river.PeriodicJob {
	every := river.PeriodicInterval(time.Hour)
	return []*river.PeriodicJob{river.NewPeriodicJob(every, func() (river.JobArgs, *river.InsertOpts) {
		return sweepArgs{}, &river.InsertOpts{UniqueOpts: river.UniqueOpts{ByPeriod: time.Hour}}
	}, &river.PeriodicJobOpts{RunOnStart: true})}
}
