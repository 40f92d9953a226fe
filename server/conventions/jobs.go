package conventions

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/riverqueue/river"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
)

// effect is the one thing to wake for that is no news.
const effect api.NoticeKind = "effect"

// WakeArgs is the job that looks at a version when a time is over: News says which.
type WakeArgs struct {
	Version uuid.UUID      `json:"version"`
	News    api.NoticeKind `json:"news"`
}

// Kind is conventions_wake.
func (WakeArgs) Kind() string { return "conventions_wake" }

type waker struct {
	river.WorkerDefaults[WakeArgs]
	service *Service
}

// Work looks.
func (w *waker) Work(ctx context.Context, job *river.Job[WakeArgs]) error {
	return w.service.Wake(ctx, job.Args.Version, job.Args.News)
}

// AddWorkers registers the jobs of conventions.
func (s *Service) AddWorkers(w *river.Workers) { river.AddWorker(w, &waker{service: s}) }

// wakeAt plans a look at a version just after a moment.
func wakeAt(ctx context.Context, tx *gorm.DB, version uuid.UUID, news api.NoticeKind, at time.Time) error {
	return db.Enqueue(ctx, tx, WakeArgs{Version: version, News: news}, at.Add(time.Second))
}

// Wake does what a time that is over asks for, if it still does: a version that went on meanwhile, or was filed, asks nothing.
func (s *Service) Wake(ctx context.Context, id uuid.UUID, news api.NoticeKind) error {
	now := s.now()
	return s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		v, err := lockVersion(ctx, tx, id)
		if errors.Is(err, ErrNoVersion) {
			return nil
		}
		if err != nil {
			return err
		}
		committee := []api.Role{api.RoleCommitteeChair, api.RoleCommitteeMember}
		args := map[string]string{"title": v.Title}
		state, overdue := FilingStateOf(v.filing(), now)
		switch {
		case news == effect:
			return s.effective(ctx, tx, v, now)
		case news == api.NoticeKindConventionReady && v.Until != nil && now.After(*v.Until):
			return tell(ctx, tx, v.Version, news, args, now, committee...)
		case news == api.NoticeKindConventionFilingDue && state != api.ConventionFilingStateFiled && v.SentAt == nil && v.FilingDueAt != nil:
			args["date"] = dayOf(*v.FilingDueAt)
			return tell(ctx, tx, v.Version, news, args, now, committee...)
		case news == api.NoticeKindConventionFilingOverdue && overdue:
			args["date"] = dayOf(*v.FilingDueAt)
			return tell(ctx, tx, v.Version, news, args, now, append(committee, api.RoleSupervision, api.RoleTownOfficer)...)
		}
		return nil
	})
}
