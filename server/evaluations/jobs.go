package evaluations

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/riverqueue/river"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/communities"
	"wugong/server/db"
)

// CountArgs is the job that counts the surveys that are over.
type CountArgs struct{}

// Kind is evaluations_count.
func (CountArgs) Kind() string { return "evaluations_count" }

// InsertOpts keeps a second server from queueing the same run.
func (CountArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{UniqueOpts: river.UniqueOpts{ByPeriod: countEvery}}
}

const countEvery = time.Minute

type counter struct {
	river.WorkerDefaults[CountArgs]
	service *Service
}

// Work counts what is over.
func (w *counter) Work(ctx context.Context, _ *river.Job[CountArgs]) error {
	return w.service.CountDue(ctx)
}

// AddWorkers registers the jobs of surveys.
func (s *Service) AddWorkers(w *river.Workers) { river.AddWorker(w, &counter{service: s}) }

// PeriodicJobs are queued by whichever server leads, also at its start.
func PeriodicJobs() []*river.PeriodicJob {
	return []*river.PeriodicJob{river.NewPeriodicJob(river.PeriodicInterval(countEvery),
		func() (river.JobArgs, *river.InsertOpts) { return CountArgs{}, nil }, &river.PeriodicJobOpts{RunOnStart: true})}
}

// CountDue counts every survey whose time is over, each once and in a transaction of its own.
func (s *Service) CountDue(ctx context.Context) error {
	for {
		due, err := db.Rows[struct{ ID uuid.UUID }](ctx, s.DB, `SELECT id FROM evaluations WHERE counted_at IS NULL AND counts_at < ?
			ORDER BY counts_at LIMIT 100`, s.now())
		if err != nil {
			return fmt.Errorf("surveys that are over: %w", err)
		}
		for _, d := range due {
			if err := s.count(ctx, d.ID); err != nil {
				return err
			}
		}
		if len(due) < 100 {
			return nil
		}
	}
}

// count empties the boxes of a survey into its result.
func (s *Service) count(ctx context.Context, id uuid.UUID) error {
	return s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := db.Exec(ctx, tx, `SELECT FROM evaluations WHERE id = ? FOR UPDATE`, id); err != nil {
			return err
		}
		now := s.now()
		r, _, err := load(ctx, tx, id, uuid.Nil, now)
		if err != nil || r.CountedAt != nil || !now.After(r.CountsAt) {
			return err
		}
		for _, sql := range []string{countSQL, wordsSQL, `DELETE FROM evaluation_boxes WHERE evaluation_id = @id`,
			`DELETE FROM evaluation_batches WHERE evaluation_id = @id AND NOT counted`} {
			if err := db.Exec(ctx, tx, sql, map[string]any{"id": id, "now": now}); err != nil {
				return fmt.Errorf("count a survey: %w", err)
			}
		}
		if r, _, err = load(ctx, tx, id, uuid.Nil, now); err != nil {
			return err
		}
		to := communities.Audience{Community: r.CommunityID}
		if r.BuildingID != nil {
			to.Buildings = []uuid.UUID{*r.BuildingID}
		}
		if err := tell(ctx, tx, r.Evaluation, api.NoticeKindEvaluationCounted, to, now); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Community: r.CommunityID, Action: "evaluation.count", Subject: id,
			Detail: map[string]any{"answers": r.answers(), "papers": r.Papers, "unkeyed": r.Unkeyed}})
	})
}

const countSQL = `UPDATE evaluations SET counted_at = @now,
  counts = (SELECT array_agg(n ORDER BY i) FROM (SELECT x.i, sum(x.n)::int AS n FROM evaluation_boxes o
    CROSS JOIN LATERAL unnest(o.counts) WITH ORDINALITY x(n, i) WHERE o.evaluation_id = @id GROUP BY x.i) summed),
  unkeyed = coalesce((SELECT sum(amount) FROM evaluation_batches WHERE evaluation_id = @id AND NOT counted), 0)
WHERE id = @id`

// wordsSQL keeps the words where at least ten answered, in the order of their characters.
const wordsSQL = `INSERT INTO evaluation_words (evaluation_id, position, text)
SELECT @id, row_number() OVER (ORDER BY w COLLATE "C"), w FROM evaluation_boxes o CROSS JOIN LATERAL unnest(o.words) w
WHERE o.evaluation_id = @id AND (SELECT sum(n) FROM evaluations e CROSS JOIN LATERAL unnest(e.counts[1:6]) n WHERE e.id = @id) >= 10`
