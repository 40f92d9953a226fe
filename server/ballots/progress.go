package ballots

import (
	"context"
	"fmt"
	"time"

	"github.com/riverqueue/river"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
)

// addedUp bounds what is added up for a page; of larger rolls the page shows what a job added up within the last minute.
const addedUp = 5000

// progressOf tells how many have taken part so far, never how; nil where a large roll has not been added up yet.
func progressOf(ctx context.Context, tx *gorm.DB, b Ballot, r roll, now time.Time) (*api.BallotProgress, error) {
	sum := `SELECT now() AS as_of, count(*) AS people, coalesce(sum(l.area), 0) AS area FROM ballot_votes v
		JOIN ballot_roll l ON l.ballot_id = v.ballot_id AND l.voter_id = v.voter_id WHERE v.ballot_id = ?`
	large := r.Count > addedUp
	if large {
		sum = `SELECT as_of, people, area FROM ballot_turnout WHERE ballot_id = ?`
	}
	rows, err := db.Rows[struct {
		AsOf         time.Time
		People, Area int64
	}](ctx, tx, sum, b.ID)
	if err != nil {
		return nil, fmt.Errorf("turnout: %w", err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	if large {
		now = rows[0].AsOf.UTC()
	}
	return b.progress(r, rows[0].People, rows[0].Area, now), nil
}

const addUpSQL = `
INSERT INTO ballot_turnout (ballot_id, as_of, people, area)
SELECT b.id, clock_timestamp(), count(v.voter_id), coalesce(sum(l.area), 0)
FROM ballots b JOIN ballot_rolls r ON r.ballot_id = b.id AND r.version = b.roll_version AND r.count > ?
LEFT JOIN ballot_votes v ON v.ballot_id = b.id
LEFT JOIN ballot_roll l ON l.ballot_id = v.ballot_id AND l.voter_id = v.voter_id
WHERE b.notice_at IS NOT NULL AND b.done_at IS NULL AND b.opens_at <= now()
GROUP BY b.id
ON CONFLICT (ballot_id) DO UPDATE SET as_of = EXCLUDED.as_of, people = EXCLUDED.people, area = EXCLUDED.area`

// AddUp adds up who has taken part in the votes with a large roll that are open or being counted.
func (s *Service) AddUp(ctx context.Context) error {
	if err := db.Exec(ctx, s.DB, addUpSQL, addedUp); err != nil {
		return fmt.Errorf("add up turnout: %w", err)
	}
	return nil
}

// AddUpArgs is the job that does so every minute.
type AddUpArgs struct{}

// Kind is ballots_add_up.
func (AddUpArgs) Kind() string { return "ballots_add_up" }

type adder struct {
	river.WorkerDefaults[AddUpArgs]
	service *Service
}

// Work adds up.
func (w *adder) Work(ctx context.Context, _ *river.Job[AddUpArgs]) error { return w.service.AddUp(ctx) }

// PeriodicJobs are this domain's.
func PeriodicJobs() []*river.PeriodicJob {
	return []*river.PeriodicJob{river.NewPeriodicJob(river.PeriodicInterval(time.Minute), func() (river.JobArgs, *river.InsertOpts) {
		return AddUpArgs{}, nil
	}, &river.PeriodicJobOpts{RunOnStart: true})}
}

func (b Ballot) progress(r roll, people, area int64, now time.Time) *api.BallotProgress {
	p := api.BallotProgress{AsOf: now, Total: b.amounts(int64(r.Count), r.Area), Participating: b.amounts(people, area)}
	if t := b.Rule.Quorum.People; t != nil {
		p.Needed.People = new(t.Least(int64(r.Count)))
	}
	if t := b.Rule.Quorum.Area; t != nil {
		p.Needed.Area = new(t.Least(r.Area))
	}
	return &p
}

// amounts names area only where the rule does.
func (b Ballot) amounts(people, area int64) api.Amounts {
	a := api.Amounts{People: &people}
	if b.Rule.Tally().CountsArea() {
		a.Area = &area
	}
	return a
}
