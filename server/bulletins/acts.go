package bulletins

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/identity"
	"wugong/server/notifications"
)

// acting locks a notice for somebody who wants to do something with it, and says why they may not.
func (s *Service) acting(ctx context.Context, tx *gorm.DB, actor, id uuid.UUID) (w whole, err error) {
	if err := identity.Hold(ctx, tx, actor); err != nil {
		return w, err
	}
	r, err := lock(ctx, tx, id)
	if err != nil {
		return w, err
	}
	return s.seen(ctx, tx, r, actor, s.now())
}

// Change changes a notice that is not published yet. Who changes an older version than the last one is told.
func (s *Service) Change(ctx context.Context, actor, id uuid.UUID, d api.BulletinChange) (w whole, err error) {
	err = s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if w, err = s.acting(ctx, tx, actor, id); err != nil {
			return err
		}
		if err := CanAct(api.BulletinActEdit, w.facts, w.now); err != nil {
			return err
		}
		if d.Version != w.Version {
			return ErrChanged
		}
		b, buildings, err := s.changed(ctx, tx, w, actor, d)
		if err != nil {
			return err
		}
		if err := save(ctx, tx, b); err != nil {
			return err
		}
		if err := publishes(ctx, tx, b, buildings, actor, "bulletin.change"); err != nil {
			return err
		}
		fresh, err := load(ctx, tx, id)
		if err != nil {
			return err
		}
		w, err = s.seen(ctx, tx, fresh, actor, w.now)
		return err
	})
	return w, err
}

// changed is a notice after a change. A correction keeps whom it is meant for; what is not said of the dates stays.
func (s *Service) changed(ctx context.Context, tx *gorm.DB, w whole, actor uuid.UUID, d api.BulletinChange) (b Bulletin, buildings []uuid.UUID, err error) {
	standing, err := communities.StandingOf(ctx, tx, w.CommunityID, actor, w.now)
	if err != nil {
		return b, nil, err
	}
	b, buildings = w.Bulletin, w.houses()
	if b.CorrectsID == nil {
		b.Audience, buildings = d.Audience, given(d.BuildingIds)
	}
	if err := officeOf(standing).CanAddress(b.Issuer, b.Audience, buildings); err != nil {
		return b, nil, err
	}
	if err := b.say(d.Title, d.Text); err != nil {
		return b, nil, err
	}
	publish, until := d.PublishAt, d.Until
	if publish == nil {
		publish = &b.PublishAt
	}
	if until == nil {
		until = &b.Until
	}
	b.Urgent, b.Version = d.Urgent != nil && *d.Urgent, b.Version+1
	b.PublishAt, b.Until, err = Dates(publish, until, w.now)
	return b, buildings, err
}

// Withdraw takes a notice back with a reason. Who was told of it is told that too; sent again by the same person it
// changes nothing.
func (s *Service) Withdraw(ctx context.Context, actor, id uuid.UUID, reason string) (w whole, err error) {
	if reason, err = fault.Line("reason", reason); err != nil {
		return w, err
	}
	err = s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if w, err = s.acting(ctx, tx, actor, id); err != nil {
			return err
		}
		if w.WithdrawnBy != nil && *w.WithdrawnBy == actor {
			return nil
		}
		if err := CanAct(api.BulletinActWithdraw, w.facts, w.now); err != nil {
			return err
		}
		at := w.now
		if w.AnnouncedAt != nil && at.Before(w.PublishAt) {
			at = w.PublishAt // the clock of the server that announced it was ahead
		}
		err := db.Exec(ctx, tx, `UPDATE bulletins SET withdrawn_at = ?, withdrawn_by = ?, reason = ? WHERE id = ?`, at, actor, reason, id)
		if err != nil {
			return err
		}
		if w.AnnouncedAt != nil {
			if err := tell(ctx, tx, w.row, api.NoticeKindBulletinWithdrawn, actor, at); err != nil {
				return err
			}
		}
		fresh, err := load(ctx, tx, id)
		if err != nil {
			return err
		}
		if w, err = s.seen(ctx, tx, fresh, actor, at); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Community: w.CommunityID, Actor: actor, Action: "bulletin.withdraw", Subject: id,
			Detail: map[string]any{"announced": w.AnnouncedAt != nil}})
	})
	return w, err
}

// tell puts a line into the inbox of everybody the notice is meant for, in one statement.
func tell(ctx context.Context, tx *gorm.DB, r row, kind api.NoticeKind, except uuid.UUID, at time.Time) error {
	query, args := communities.Audience{Community: r.CommunityID, Unverified: r.Audience == api.BulletinAudiencePublic,
		Buildings: r.houses(), Except: except}.Accounts(at)
	return notifications.QueueAll(ctx, tx, notifications.Notice{Kind: kind, Community: r.CommunityID, Subject: r.ID, At: at,
		Link: "/bulletins/" + r.ID.String(), Args: map[string]string{"title": r.Title}}, query, args)
}
