package disclosures

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/riverqueue/river"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/notifications"
)

// RemindArgs is the job that tells of what must be laid open.
type RemindArgs struct{}

// Kind is disclosures_remind.
func (RemindArgs) Kind() string { return "disclosures_remind" }

// InsertOpts keeps a second server from queueing the same run.
func (RemindArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{UniqueOpts: river.UniqueOpts{ByPeriod: remindEvery}}
}

const (
	remindEvery = time.Hour
	remindBatch = 500 // communities a transaction
)

type reminder struct {
	river.WorkerDefaults[RemindArgs]
	service *Service
}

// Work reminds.
func (w *reminder) Work(ctx context.Context, _ *river.Job[RemindArgs]) error {
	return w.service.Remind(ctx)
}

// AddWorkers registers the jobs of disclosures.
func (s *Service) AddWorkers(w *river.Workers) { river.AddWorker(w, &reminder{service: s}) }

// PeriodicJobs are queued by whichever server leads, also at its start: the hour begins anew with each leader.
func PeriodicJobs() []*river.PeriodicJob {
	return []*river.PeriodicJob{river.NewPeriodicJob(river.PeriodicInterval(remindEvery),
		func() (river.JobArgs, *river.InsertOpts) { return RemindArgs{}, nil }, &river.PeriodicJobOpts{RunOnStart: true})}
}

// Remind tells the committees once that a period is over, and once, with those who watch them, that the date has passed.
func (s *Service) Remind(ctx context.Context) error {
	now := s.now()
	for last, more := uuid.Nil, true; more; {
		err := s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
			found, err := ledgers(ctx, tx, `c.id > @last ORDER BY c.id LIMIT @limit`, map[string]any{"last": last, "limit": remindBatch}, now)
			if err != nil {
				return err
			}
			if more = len(found) == remindBatch; more {
				last = found[len(found)-1].ID
			}
			for _, l := range found {
				if err := remind(ctx, tx, l, now); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// told are the roles that hear of each stage.
var told = map[api.DisclosureDutyState][]api.Role{
	api.DisclosureDutyStateDue:     {api.RoleCommitteeChair, api.RoleCommitteeMember},
	api.DisclosureDutyStateOverdue: {api.RoleCommitteeChair, api.RoleCommitteeMember, api.RoleSupervision, api.RoleTownOfficer},
}

// remind tells of what one community owes and was not told of yet: one line in an inbox for each stage, however much it is.
func remind(ctx context.Context, tx *gorm.DB, l ledger, now time.Time) error {
	first := map[api.DisclosureDutyState]Owed{}
	for _, o := range l.missing(now) {
		stage, result := o.StateOf(now), gorm.WithResult()
		err := gorm.G[any](tx, result).Exec(ctx, `INSERT INTO disclosure_reminders (community_id, category, period_kind, period_start, stage, at)
			VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, l.ID, o.Category, o.Period.Kind, o.slot().start, stage, now)
		if err != nil {
			return err
		}
		if old, is := first[stage]; result.RowsAffected == 1 && (!is || o.DueAt.Before(old.DueAt)) {
			first[stage] = o
		}
	}
	for stage, o := range first {
		to, err := communities.HoldersOf(ctx, tx, l.ID, now, told[stage]...)
		if err != nil {
			return err
		}
		kind := map[api.DisclosureDutyState]api.NoticeKind{api.DisclosureDutyStateDue: api.NoticeKindDisclosureDue,
			api.DisclosureDutyStateOverdue: api.NoticeKindDisclosureOverdue}[stage]
		c, _ := categoryOf(o.Category, l.Kind, now)
		err = notifications.Queue(ctx, tx, notifications.Notice{To: to, Kind: kind, Community: l.ID, Subject: l.ID, At: now,
			Link: "/disclosures/calendar", Args: map[string]string{"what": c.Name.Zh, "date": o.DueAt.Format(time.DateOnly)},
			English: map[string]string{"what": c.Name.En}})
		if err != nil {
			return err
		}
	}
	return nil
}
