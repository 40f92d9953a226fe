// Package ballots holds votes and consultations, from the draft to the result, and calls for a meeting.
//
// What a vote is about decides which rules of the law fit (law.go); the vote keeps a frozen copy of the one chosen. At the
// notice the register is copied into the roll, whose count and hash are published, and from then on nothing of the vote
// changes: its state follows from its dates (rules.go). The roll may be objected to for five days and until voting begins;
// an upheld objection takes the lines it names from the register anew and makes a new version with a hash of its own.
//
// Casting is one transaction that locks no row which voters share (casting.go); votes of the same moment share one
// (together.go). The first recorded vote of a voter stands,
// in the app or on paper; an advisory one may be changed in the app until closing, and the last stands. Where co-owners
// choose differently neither counts until one withdraws. Paper is numbered, marked on the roll when it comes back, keyed by
// two people independently, and reconciled (paper_*.go).
//
// After closing one job counts, once (closing.go); everybody reads the row it writes. A recorded vote stays provisional
// until the chair and the supervision committee have confirmed the signed minutes or the number of the official platform.
// Then the result is shown for objections, and is final when the time is over and all of them are answered.
package ballots

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/communities"
	"wugong/server/fault"
	"wugong/server/identity"
	"wugong/server/media"
)

// Service holds what the use cases need. Pool is the database once more, for casting: its statement holds MayWrite, which is
// SQL that is true while the session @session of the account @account may write. WhyNotWrite names the reason where it may not.
type Service struct {
	DB          *gorm.DB
	Pool        *pgxpool.Pool
	Now         func() time.Time
	PublicURL   string
	MayWrite    string
	WhyNotWrite func(ctx context.Context) error

	once       sync.Once
	statements casts
	waiting    waiting
}

func (s *Service) casts() *casts {
	s.once.Do(func() { s.statements = castsOf(s.MayWrite) })
	return &s.statements
}

func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Microsecond) }

// write runs a use case in one transaction with the moment at which it happens; the actor's account stays until its end.
func (s *Service) write(ctx context.Context, actor uuid.UUID, do func(tx *gorm.DB, now time.Time) error) error {
	now := s.now()
	return s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := identity.Hold(ctx, tx, actor); err != nil {
			return err
		}
		return do(tx, now)
	})
}

// Create drafts a vote. Sent again by the same person it gives the record of the first time, and made is false.
func (s *Service) Create(ctx context.Context, actor uuid.UUID, d api.BallotDraft) (w whole, made bool, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		made = false
		b, err := ballotOf(ctx, tx, d.ID)
		if errors.Is(err, ErrNotFound) {
			if made, err = s.create(ctx, tx, actor, d, now); err != nil {
				return err
			}
			b, err = ballotOf(ctx, tx, d.ID)
		}
		if err != nil {
			return err
		}
		if b.CreatedBy == nil || *b.CreatedBy != actor || b.CommunityID != d.CommunityID {
			return fault.ErrIDTaken
		}
		w, err = s.look(ctx, tx, b, actor, now)
		return err
	})
	return w, made && err == nil, err
}

// create writes a new draft, unless its id is there by now.
func (s *Service) create(ctx context.Context, tx *gorm.DB, actor uuid.UUID, d api.BallotDraft, now time.Time) (made bool, err error) {
	standing, err := communities.StandingOf(ctx, tx, d.CommunityID, actor, now)
	if err != nil {
		return false, err
	}
	if !communities.Can(standing, api.PermissionBallotManage) {
		if len(standing.Roles) == 0 {
			return false, communities.ErrNoCommunity
		}
		return false, fault.ErrForbidden
	}
	b := Ballot{ID: d.ID, CommunityID: d.CommunityID, CreatedBy: &actor, Version: 1, CreatedAt: now}
	options, err := s.fill(ctx, tx, &b, d, now)
	if err != nil {
		return false, err
	}
	if made, err = insertBallot(ctx, tx, &b); err != nil || !made {
		return made, err
	}
	if err := saveOptions(ctx, tx, actor, b, options); err != nil {
		return false, err
	}
	return true, audit.Record(ctx, tx, audit.Entry{Community: b.CommunityID, Actor: actor, Action: "ballot.draft", Subject: b.ID,
		Detail: map[string]any{"kind": b.Kind, "matter": b.Matter, "profile": b.Rule.Profile}})
}

// Change changes a draft. Who changes an older version than the last one is told.
func (s *Service) Change(ctx context.Context, actor, id uuid.UUID, d api.BallotChange) (w whole, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		if w, err = s.acting(ctx, tx, actor, id, now); err != nil {
			return err
		}
		if err := CanAct(api.BallotActChange, w.facts); err != nil {
			return err
		}
		if d.Version != w.Version {
			return ErrChanged
		}
		b := w.Ballot
		options, err := s.fill(ctx, tx, &b, asDraft(d), now)
		if err != nil {
			return err
		}
		b.Version++
		if err := saveDraft(ctx, tx, b); err != nil {
			return err
		}
		if err := saveOptions(ctx, tx, actor, b, options); err != nil {
			return err
		}
		if err := s.noted(ctx, tx, b, actor, "change", map[string]any{"version": b.Version, "matter": b.Matter, "profile": b.Rule.Profile}); err != nil {
			return err
		}
		w, err = s.again(ctx, tx, id, actor, now)
		return err
	})
	return w, err
}

func asDraft(d api.BallotChange) api.BallotDraft {
	return api.BallotDraft{Kind: d.Kind, Matter: d.Matter, Profile: d.Profile, LegalEffect: d.LegalEffect, Title: d.Title, Text: d.Text,
		Electorate: d.Electorate, Options: d.Options, Seats: d.Seats, MaxChoices: d.MaxChoices, MinChoices: d.MinChoices, Budget: d.Budget,
		InvalidParticipates: d.InvalidParticipates, Silence: d.Silence, IncludeParking: d.IncludeParking, OpensAt: d.OpensAt,
		ClosesAt: d.ClosesAt, ProposalID: d.ProposalID}
}

// acting locks a vote for somebody who wants to do something with it; what they do not see is not found.
func (s *Service) acting(ctx context.Context, tx *gorm.DB, actor, id uuid.UUID, now time.Time) (whole, error) {
	b, err := lockBallot(ctx, tx, id)
	if err != nil {
		return whole{}, err
	}
	return s.look(ctx, tx, b, actor, now)
}

func (s *Service) again(ctx context.Context, tx *gorm.DB, id, actor uuid.UUID, now time.Time) (whole, error) {
	b, err := ballotOf(ctx, tx, id)
	if err != nil {
		return whole{}, err
	}
	return s.look(ctx, tx, b, actor, now)
}

// noted writes an act into the log.
func (s *Service) noted(ctx context.Context, tx *gorm.DB, b Ballot, actor uuid.UUID, act string, detail map[string]any) error {
	return audit.Record(ctx, tx, audit.Entry{Community: b.CommunityID, Actor: actor, Action: "ballot." + act, Subject: b.ID, Detail: detail})
}

// saveOptions replaces the options of a draft; new photos are shown to everybody.
func saveOptions(ctx context.Context, tx *gorm.DB, actor uuid.UUID, b Ballot, options []Option) error {
	old, err := optionsOf(ctx, tx, b.ID)
	if err != nil {
		return err
	}
	had := map[uuid.UUID]bool{}
	for _, o := range old {
		if o.MediaID != nil {
			had[*o.MediaID] = true
		}
	}
	var fresh []uuid.UUID
	for _, o := range options {
		if o.MediaID != nil && !had[*o.MediaID] {
			fresh = append(fresh, *o.MediaID)
		}
	}
	if err := media.AttachPublic(ctx, tx, actor, fresh, b.CommunityID); err != nil {
		return err
	}
	if _, err := gorm.G[Option](tx).Where("ballot_id = ?", b.ID).Delete(ctx); err != nil {
		return fmt.Errorf("options: %w", err)
	}
	if len(options) == 0 {
		return nil
	}
	err = gorm.G[Option](tx).CreateInBatches(ctx, &options, len(options))
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return fault.ErrIDTaken.On("options", fault.ErrIDTaken.Code)
	}
	return err
}
