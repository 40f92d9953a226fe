package disclosures

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/china"
	"wugong/server/fault"
	"wugong/server/identity"
	"wugong/server/media"
)

// acting locks a disclosure for somebody who wants to do something with it.
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

// again reads a disclosure anew after an act.
func (s *Service) again(ctx context.Context, tx *gorm.DB, w whole, actor uuid.UUID) (whole, error) {
	r, err := load(ctx, tx, w.ID)
	if err != nil {
		return w, err
	}
	return s.seen(ctx, tx, r, actor, w.now)
}

// posted is the row of a photo on a board.
type posted struct {
	ID, DisclosureID, MediaID uuid.UUID
	PostedOn                  time.Time
	Place                     string
	PosterID                  *uuid.UUID
	At                        time.Time
}

// TableName is disclosure_postings.
func (posted) TableName() string { return "disclosure_postings" }

// postingOf loads a posting; found is false for none.
func postingOf(ctx context.Context, tx *gorm.DB, id uuid.UUID) (p posted, found bool, err error) {
	p, err = gorm.G[posted](tx).Where("id = ?", id).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return p, false, nil
	}
	return p, err == nil, err
}

// Post shows by a photo that a disclosure hangs on a board. Sent again it changes nothing, and made is false.
func (s *Service) Post(ctx context.Context, actor, id uuid.UUID, d api.BoardPostingDraft) (w whole, made bool, err error) {
	place, err := fault.Line("place", d.Place)
	if err != nil {
		return w, false, err
	}
	err = s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if w, err = s.acting(ctx, tx, actor, id); err != nil {
			return err
		}
		if !w.facts.Writes {
			return fault.ErrForbidden
		}
		old, found, err := postingOf(ctx, tx, d.ID)
		if err != nil {
			return err
		}
		if found {
			if old.DisclosureID != id || old.PosterID == nil || *old.PosterID != actor {
				return fault.ErrIDTaken
			}
			return nil
		}
		if err := CanAct(api.DisclosureActPost, w.facts); err != nil {
			return err
		}
		if err := CheckPostedOn(china.Day(d.PostedOn.Time), w.PublishedAt, w.now); err != nil {
			return err
		}
		if err := media.AttachPublic(ctx, tx, actor, []uuid.UUID{d.PhotoID}, w.CommunityID); err != nil {
			return err
		}
		p := posted{ID: d.ID, DisclosureID: id, MediaID: d.PhotoID, PostedOn: d.PostedOn.Time, Place: place, PosterID: &actor, At: w.now}
		if err := gorm.G[posted](tx).Create(ctx, &p); err != nil {
			if errors.Is(err, gorm.ErrDuplicatedKey) {
				return fault.ErrIDTaken
			}
			return err
		}
		made = true
		if w, err = s.again(ctx, tx, w, actor); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Community: w.CommunityID, Actor: actor, Action: "disclosure.post", Subject: id,
			Detail: map[string]any{"posting": d.ID, "photo": d.PhotoID}})
	})
	return w, made && err == nil, err
}

// Check notes that the supervision committee has checked a disclosure. Sent again by the same person it changes nothing.
func (s *Service) Check(ctx context.Context, actor, id uuid.UUID, c api.DisclosureCheck) (w whole, err error) {
	note := c.Note
	if note != nil {
		line, err := fault.Line("note", *note)
		if err != nil {
			return w, err
		}
		if err := NoNumbers("note", line); err != nil {
			return w, err
		}
		note = &line
	}
	err = s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if w, err = s.acting(ctx, tx, actor, id); err != nil {
			return err
		}
		if w.facts.Checks && w.CheckedBy != nil && *w.CheckedBy == actor {
			return nil
		}
		if err := CanAct(api.DisclosureActCheck, w.facts); err != nil {
			return err
		}
		err := gorm.G[any](tx).Exec(ctx, `UPDATE disclosures SET checked_at = ?, checked_by = ?, check_note = ? WHERE id = ?`, w.now, actor, note, id)
		if err != nil {
			return err
		}
		if w, err = s.again(ctx, tx, w, actor); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Community: w.CommunityID, Actor: actor, Action: "disclosure.check", Subject: id,
			Detail: map[string]any{"noted": note != nil}})
	})
	return w, err
}
