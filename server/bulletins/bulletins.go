// Package bulletins is the community's notice board (通知). Notices are written by the committee, by a building head for the
// own building, and by the property company in its own name; for everybody, for members, or for some buildings; to be
// published at once or at a moment of the next 90 days. Until then they can be changed; afterwards never: a notice is
// withdrawn with a reason, or a later one corrects it, and both stay to be read. Whether it is planned, on the board or
// past follows from its dates; a job, added in the transaction that sets the date, only tells the audience. Whom it is not
// meant for it does not exist.
package bulletins

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/identity"
)

// Service holds what the use cases need.
type Service struct {
	DB        *gorm.DB
	Now       func() time.Time
	PublicURL string // before /bulletins/<id> in the code on paper
}

func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Microsecond) }

// seen is a notice for somebody who sees it; for others it does not exist.
func (s *Service) seen(ctx context.Context, tx *gorm.DB, r row, actor uuid.UUID, now time.Time) (whole, error) {
	standing, err := communities.StandingOf(ctx, tx, r.CommunityID, actor, now)
	if err != nil {
		return whole{}, err
	}
	w := whole{row: r, facts: r.facts(standing, now), now: now, link: strings.TrimSuffix(s.PublicURL, "/") + "/bulletins/" + r.ID.String()}
	if !CanSee(w.facts, now) {
		return whole{}, ErrNotFound
	}
	return w, nil
}

// See gives a notice to whom it is meant for.
func (s *Service) See(ctx context.Context, actor, id uuid.UUID) (whole, error) {
	r, err := load(ctx, s.DB, id)
	if err != nil {
		return whole{}, err
	}
	return s.seen(ctx, s.DB, r, actor, s.now())
}

// Create writes a notice. Sent again by the same person it gives the notice of the first time, and made is false.
func (s *Service) Create(ctx context.Context, actor, community uuid.UUID, d api.BulletinDraft) (w whole, made bool, err error) {
	err = s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := identity.Hold(ctx, tx, actor); err != nil {
			return err
		}
		now := s.now()
		if old, err := load(ctx, tx, d.ID); err == nil {
			w, err = s.again(ctx, tx, old, actor, community, now)
			return err
		} else if !errors.Is(err, ErrNotFound) {
			return err
		}
		b, buildings, err := drafted(ctx, tx, actor, community, d, now)
		if err != nil {
			return err
		}
		if made, err = insert(ctx, tx, &b); err != nil {
			return err
		}
		if made {
			if err := publishes(ctx, tx, b, buildings, actor, "bulletin.create"); err != nil {
				return err
			}
		}
		fresh, err := load(ctx, tx, b.ID)
		if err != nil {
			return err
		}
		w, err = s.again(ctx, tx, fresh, actor, community, now)
		return err
	})
	return w, made, err
}

// again gives a notice back to who wrote it.
func (s *Service) again(ctx context.Context, tx *gorm.DB, r row, actor, community uuid.UUID, now time.Time) (whole, error) {
	if r.AuthorID == nil || *r.AuthorID != actor || r.CommunityID != community {
		return whole{}, fault.ErrIDTaken
	}
	return s.seen(ctx, tx, r, actor, now)
}

// publishes gives a notice its buildings, its job and its line in the log.
func publishes(ctx context.Context, tx *gorm.DB, b Bulletin, buildings []uuid.UUID, actor uuid.UUID, action string) error {
	if err := b.house(ctx, tx, buildings); err != nil {
		return err
	}
	if err := db.Enqueue(ctx, tx, PublishArgs{Bulletin: b.ID}, b.PublishAt); err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{Community: b.CommunityID, Actor: actor, Action: action, Subject: b.ID, Detail: map[string]any{
		"issuer": b.Issuer, "audience": b.Audience, "urgent": b.Urgent, "version": b.Version, "publish_at": b.PublishAt, "corrects": b.CorrectsID}})
}

// drafted makes a notice of a draft, for somebody who may write it.
func drafted(ctx context.Context, tx *gorm.DB, actor, community uuid.UUID, d api.BulletinDraft, now time.Time) (b Bulletin, buildings []uuid.UUID, err error) {
	standing, err := communities.StandingOf(ctx, tx, community, actor, now)
	if err != nil {
		return b, nil, err
	}
	if !communities.Can(standing, api.PermissionBulletinWrite) {
		if len(standing.Roles) == 0 {
			return b, nil, communities.ErrNoCommunity
		}
		return b, nil, fault.ErrForbidden
	}
	office := officeOf(standing)
	issuer, err := office.IssuerOf()
	if err != nil {
		return b, nil, err
	}
	b = Bulletin{ID: d.ID, CommunityID: community, AuthorID: &actor, Issuer: issuer, Audience: d.Audience, Version: 1,
		CreatedAt: now, Urgent: d.Urgent != nil && *d.Urgent}
	buildings = given(d.BuildingIds)
	if d.Corrects != nil {
		if buildings, err = b.correct(ctx, tx, standing, *d.Corrects, now); err != nil {
			return b, nil, err
		}
	}
	if err := office.CanAddress(b.Issuer, b.Audience, buildings); err != nil {
		return b, nil, err
	}
	if err := b.say(d.Title, d.Text); err != nil {
		return b, nil, err
	}
	if b.PublishAt, b.Until, err = Dates(d.PublishAt, d.Until, now); err != nil {
		return b, nil, err
	}
	n, err := written(ctx, tx, actor, now.Add(-24*time.Hour))
	if err == nil && n >= perDay {
		err = ErrTooMany.Retry(24 * time.Hour)
	}
	return b, buildings, err
}

// correct takes over from the notice that is corrected whom it was meant for: they read the wrong thing.
func (b *Bulletin) correct(ctx context.Context, tx *gorm.DB, standing communities.Standing, id uuid.UUID, now time.Time) ([]uuid.UUID, error) {
	old, err := lock(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	f := old.facts(standing, now)
	if old.CommunityID != b.CommunityID || !CanSee(f, now) {
		return nil, ErrNotFound
	}
	if err := CanAct(api.BulletinActCorrect, f, now); err != nil {
		return nil, err
	}
	b.CorrectsID, b.Issuer, b.Audience = &old.ID, old.Issuer, old.Audience
	return old.houses(), nil
}

// say checks the words.
func (b *Bulletin) say(title, text string) (err error) {
	if b.Title, err = fault.Line("title", title); err != nil {
		return err
	}
	if b.Text, err = fault.Text("text", text); err == nil && b.Text == "" {
		err = fault.ErrText.On("text", api.ProblemCodeInvalidText)
	}
	return err
}

// given are the buildings of a request, each once.
func given(ids *api.BuildingIds) []uuid.UUID {
	if ids == nil {
		return nil
	}
	all := slices.Clone(*ids)
	slices.SortFunc(all, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
	return slices.Compact(all)
}
