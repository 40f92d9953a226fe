package proposals

import (
	"context"
	"fmt"
	"time"

	"github.com/riverqueue/river"
	"gorm.io/gorm"

	"wugong/server/db"
)

const (
	foldEvery = 2 * time.Second
	foldBatch = 5000
)

// foldSQL moves the oldest rows of ±1 into the counts. Both happen in one statement, so that no reader sees a row twice or
// not at all.
const foldSQL = `
WITH gone AS (
  DELETE FROM proposal_deltas WHERE id IN (SELECT id FROM proposal_deltas ORDER BY id LIMIT @batch)
  RETURNING proposal_id, persons, households, said_for, said_against, said_concern
), sums AS (
  SELECT proposal_id, sum(persons) AS persons, sum(households) AS households, sum(said_for) AS said_for,
    sum(said_against) AS said_against, sum(said_concern) AS said_concern FROM gone GROUP BY proposal_id)
UPDATE proposal_counts c SET persons = c.persons + s.persons, households = c.households + s.households,
  said_for = c.said_for + s.said_for, said_against = c.said_against + s.said_against, said_concern = c.said_concern + s.said_concern
FROM sums s WHERE c.proposal_id = s.proposal_id`

// Fold folds what has come since the last time. It may run at any time; a second one at the same time does nothing.
func (s *Service) Fold(ctx context.Context) error {
	for more := true; more; {
		err := s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
			rows, err := db.Rows[struct{ Alone, More bool }](ctx, tx, `SELECT pg_try_advisory_xact_lock(7736303) AS alone,
				EXISTS (SELECT FROM proposal_deltas OFFSET ?) AS more`, foldBatch)
			if err != nil {
				return err
			}
			if more = rows[0].Alone && rows[0].More; !rows[0].Alone {
				return nil
			}
			return db.Exec(ctx, tx, foldSQL, map[string]any{"batch": foldBatch})
		})
		if err != nil {
			return fmt.Errorf("fold counts: %w", err)
		}
	}
	return nil
}

type foldArgs struct{}

// Kind names the job.
func (foldArgs) Kind() string { return "proposals_fold" }

// AddWorkers tells the queue who folds.
func (s *Service) AddWorkers(workers *river.Workers) {
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, _ *river.Job[foldArgs]) error { return s.Fold(ctx) }))
}

// PeriodicJobs fold every two seconds. The next one makes good for a failed one, so there is no second try.
func PeriodicJobs() []*river.PeriodicJob {
	return []*river.PeriodicJob{river.NewPeriodicJob(river.PeriodicInterval(foldEvery), func() (river.JobArgs, *river.InsertOpts) {
		return foldArgs{}, &river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByPeriod: foldEvery}}
	}, &river.PeriodicJobOpts{RunOnStart: true})}
}
