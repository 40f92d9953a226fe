package bulletins

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/riverqueue/river"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/db"
)

// PublishArgs is the job that tells the audience of a notice at the moment of its publication.
type PublishArgs struct {
	Bulletin uuid.UUID `json:"bulletin"`
}

// Kind is bulletins_publish.
func (PublishArgs) Kind() string { return "bulletins_publish" }

type publisher struct {
	river.WorkerDefaults[PublishArgs]
	service *Service
}

// Work announces the notice; where the clock of this server is behind, it comes again.
func (w *publisher) Work(ctx context.Context, job *river.Job[PublishArgs]) error {
	wait, err := w.service.Announce(ctx, job.Args.Bulletin)
	if err == nil && wait > 0 {
		return river.JobSnooze(wait)
	}
	return err
}

// AddWorkers registers the jobs of notices.
func (s *Service) AddWorkers(w *river.Workers) { river.AddWorker(w, &publisher{service: s}) }

// Announce tells everybody a published notice is meant for, once: a notice that was announced, was withdrawn, or is gone
// stays as it is. Of one that is not due it gives how long to wait.
func (s *Service) Announce(ctx context.Context, id uuid.UUID) (wait time.Duration, err error) {
	err = s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		r, err := lock(ctx, tx, id)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		now := s.now()
		switch {
		case r.AnnouncedAt != nil || r.WithdrawnAt != nil:
			return nil
		case now.Before(r.PublishAt):
			wait = r.PublishAt.Sub(now)
			return nil
		}
		if err := db.Exec(ctx, tx, `UPDATE bulletins SET announced_at = ? WHERE id = ?`, now, id); err != nil {
			return err
		}
		author := uuid.Nil
		if r.AuthorID != nil {
			author = *r.AuthorID
		}
		if err := tell(ctx, tx, r, news(r.Urgent, r.CorrectsID != nil), author, r.PublishAt); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Community: r.CommunityID, Action: "bulletin.publish", Subject: id,
			Detail: map[string]any{"audience": api.BulletinAudience(r.Audience), "version": r.Version}})
	})
	return wait, err
}
