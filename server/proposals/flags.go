package proposals

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
)

// flag is one person's word that something breaks the law or hurts somebody.
type flag struct {
	ID          uuid.UUID
	CommunityID uuid.UUID
	ProposalID  uuid.UUID
	OpinionID   *uuid.UUID
	AccountID   *uuid.UUID
	Reason      api.ModerationReason
	Note        string
	At          time.Time
	SettledAt   *time.Time
}

// TableName is content_flags.
func (flag) TableName() string { return "content_flags" }

// thing is a proposal, or an opinion on it.
type thing struct {
	Proposal
	opinion *Opinion
}

func (t thing) subject() uuid.UUID {
	if t.opinion != nil {
		return t.opinion.ID
	}
	return t.Proposal.ID
}

func (t thing) author() *uuid.UUID {
	if t.opinion != nil {
		return t.opinion.AuthorID
	}
	return t.AuthorID
}

// noun is what the log calls it.
func (t thing) noun() string {
	if t.opinion != nil {
		return "opinion."
	}
	return "proposal."
}

// FlagProposal notes that somebody finds a proposal unlawful or hurtful. The same word again changes nothing; another one
// of the same person is one too many (flagged_already).
func (s *Service) FlagProposal(ctx context.Context, actor, id uuid.UUID, w api.Flag) error {
	return s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		p, err := proposalOf(ctx, tx, id, clause.Locking{Strength: "SHARE"})
		if err != nil {
			return err
		}
		return s.flag(ctx, tx, thing{Proposal: p}, actor, w, now)
	})
}

// FlagOpinion does it for an opinion.
func (s *Service) FlagOpinion(ctx context.Context, actor, id uuid.UUID, w api.Flag) error {
	return s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		t, err := opinionAt(ctx, tx, id, "SHARE")
		if err != nil {
			return err
		}
		return s.flag(ctx, tx, t, actor, w, now)
	})
}

// opinionAt loads an opinion, locked, with its proposal.
func opinionAt(ctx context.Context, tx *gorm.DB, id uuid.UUID, strength string) (thing, error) {
	o, err := opinionOf(ctx, tx, id, clause.Locking{Strength: strength})
	if err != nil {
		return thing{}, err
	}
	p, err := proposalOf(ctx, tx, o.ProposalID)
	return thing{Proposal: p, opinion: &o}, err
}

// seen tells what the rules need to know of somebody who sees a thing; what they do not see does not exist.
func (t thing) seen(ctx context.Context, tx *gorm.DB, actor uuid.UUID, now time.Time) (Facts, error) {
	standing, err := communities.StandingOf(ctx, tx, t.CommunityID, actor, now)
	if err != nil {
		return Facts{}, err
	}
	f := factsOf(t.Proposal, standing)
	sight := SightOf(f)
	switch {
	case t.opinion == nil && sight == Nothing:
		return f, ErrNotFound
	case t.opinion == nil:
		return f, nil
	case sight < Whole, t.opinion.State == api.OpinionStateHeld && !f.looks() && !is(t.opinion.AuthorID, actor):
		return f, ErrOpinion
	}
	return f, nil
}

func (s *Service) flag(ctx context.Context, tx *gorm.DB, t thing, actor uuid.UUID, w api.Flag, now time.Time) error {
	f, err := t.seen(ctx, tx, actor, now)
	if err != nil {
		return err
	}
	away := t.HiddenAt != nil || t.opinion != nil && t.opinion.State != api.OpinionStateShown
	if err := CanFlag(f, is(t.author(), actor), away); err != nil {
		return err
	}
	g := flag{CommunityID: t.CommunityID, ProposalID: t.Proposal.ID, AccountID: &actor, Reason: w.Reason, At: now}
	if t.opinion != nil {
		g.OpinionID = &t.opinion.ID
	}
	if w.Note != nil {
		if g.Note, err = fault.Text("note", *w.Note); err != nil {
			return err
		}
	}
	if g.ID, err = uuid.NewV7(); err != nil {
		return err
	}
	before, err := openFlags(ctx, tx, t)
	if err != nil {
		return err
	}
	result := gorm.WithResult()
	if err := gorm.G[flag](tx, clause.OnConflict{DoNothing: true}, result).Create(ctx, &g); err != nil {
		return fmt.Errorf("flag: %w", err)
	}
	if result.RowsAffected == 0 {
		return again(ctx, tx, g)
	}
	entry := audit.Entry{Community: t.CommunityID, Actor: actor, Action: t.noun() + "flag", Subject: t.subject(), Detail: map[string]any{"reason": string(w.Reason)}}
	if err := audit.Record(ctx, tx, entry); err != nil || before > 0 {
		return err // whoever looks after it knows already
	}
	to, err := communities.HoldersOf(ctx, tx, t.CommunityID, now, committee...)
	if err != nil {
		return err
	}
	return t.tell(ctx, tx, api.NoticeKindContentFlagged, now, actor, without(to, api.Value(t.author())))
}

// again answers a flag that is there already: the same word is one, another one is refused.
func again(ctx context.Context, tx *gorm.DB, g flag) error {
	n, err := gorm.G[flag](tx).Where("proposal_id = ? AND opinion_id IS NOT DISTINCT FROM ? AND account_id = ? AND reason = ? AND settled_at IS NULL",
		g.ProposalID, g.OpinionID, g.AccountID, g.Reason).Count(ctx, "id")
	if err == nil && n == 0 {
		err = ErrFlagged
	}
	return err
}

// of keeps the flags of a thing.
func (t thing) of(tx *gorm.DB) gorm.ChainInterface[flag] {
	if t.opinion != nil {
		return gorm.G[flag](tx).Where("opinion_id = ? AND settled_at IS NULL", t.opinion.ID)
	}
	return gorm.G[flag](tx).Where("proposal_id = ? AND opinion_id IS NULL AND settled_at IS NULL", t.Proposal.ID)
}

func openFlags(ctx context.Context, tx *gorm.DB, t thing) (int, error) {
	n, err := t.of(tx).Count(ctx, "id")
	return int(n), err
}

// lookedAt closes the flags of a thing: somebody has looked at it.
func lookedAt(ctx context.Context, tx *gorm.DB, t thing, now time.Time) error {
	if _, err := t.of(tx).Update(ctx, "settled_at", now); err != nil {
		return fmt.Errorf("settle flags: %w", err)
	}
	return nil
}

func without(ids []uuid.UUID, one uuid.UUID) (rest []uuid.UUID) {
	for _, id := range ids {
		if id != one {
			rest = append(rest, id)
		}
	}
	return rest
}

// exportedFlag is one's own flag.
type exportedFlag struct {
	ProposalID uuid.UUID            `json:"proposal_id"`
	OpinionID  *uuid.UUID           `json:"opinion_id,omitempty"`
	Reason     api.ModerationReason `json:"reason"`
	Note       string               `json:"note,omitempty"`
	At         time.Time            `json:"at"`
}

// exportFlags gives what somebody has flagged.
func exportFlags(ctx context.Context, tx *gorm.DB, account uuid.UUID) ([]exportedFlag, error) {
	rows, err := gorm.G[flag](tx).Where("account_id = ?", account).Order("at, id").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("export flags: %w", err)
	}
	all := make([]exportedFlag, len(rows))
	for i, g := range rows {
		all[i] = exportedFlag{ProposalID: g.ProposalID, OpinionID: g.OpinionID, Reason: g.Reason, Note: g.Note, At: g.At}
	}
	return all, nil
}

// forgetFlags takes whose flags they were, and of the settled ones the words as well.
func forgetFlags(ctx context.Context, tx *gorm.DB, account uuid.UUID) error {
	err := db.Exec(ctx, tx, `UPDATE content_flags SET account_id = NULL, note = CASE WHEN settled_at IS NULL THEN note ELSE '' END
		WHERE account_id = ?`, account)
	if err != nil {
		return fmt.Errorf("forget flags: %w", err)
	}
	return nil
}
