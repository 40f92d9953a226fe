package proposals

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/identity"
)

// turn is one step being taken.
type turn struct {
	api.ProposalMove
	step
	actor uuid.UUID
	now   time.Time
	note  string
	other Proposal // to merge into, or to part from
}

// Move takes a proposal one step on from the state that the caller saw.
func (s *Service) Move(ctx context.Context, actor, id uuid.UUID, m api.ProposalMove) (f full, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		t := turn{ProposalMove: m, actor: actor, now: now}
		p, err := t.lock(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := s.taken(ctx, tx, p, t); err != nil {
			return err
		}
		f, err = s.look(ctx, tx, id, actor, now)
		return err
	})
	return f, err
}

// taken takes a step of the proposal's life, or one of moderation.
func (s *Service) taken(ctx context.Context, tx *gorm.DB, p Proposal, t turn) error {
	f, err := t.decide(ctx, tx, p)
	switch {
	case err != nil:
		return err
	case judges(t.Act):
		return s.judge(ctx, tx, p, f, t)
	}
	return s.take(ctx, tx, &p, t)
}

// lock locks the proposal and the other one, where there is one, in an order that everybody keeps: first the author's
// account, then the supporters out, then the rows.
func (t *turn) lock(ctx context.Context, tx *gorm.DB, id uuid.UUID) (p Proposal, err error) {
	if p, err = proposalOf(ctx, tx, id); err != nil {
		return p, err
	}
	ids := []uuid.UUID{id}
	switch t.Act {
	case api.ProposalActTurnIntoReport: // the report is the author's
		if p.AuthorID != nil && !is(p.AuthorID, t.actor) {
			if err := identity.Hold(ctx, tx, *p.AuthorID); err != nil && !errors.Is(err, identity.ErrSessionEnded) {
				return p, err
			}
		}
	case api.ProposalActMerge:
		if t.IntoID != nil && *t.IntoID != id {
			ids = append(ids, *t.IntoID)
		}
	case api.ProposalActUnmerge:
		if p.MergedInto != nil {
			ids = append(ids, *p.MergedInto)
		}
	}
	if len(ids) > 1 {
		if err := enterAlone(ctx, tx, slices.Clone(ids)...); err != nil {
			return p, err
		}
	}
	rows, err := db.Rows[Proposal](ctx, tx, `SELECT * FROM proposals WHERE id = ANY (CAST(? AS uuid[])) ORDER BY id FOR NO KEY UPDATE`, db.UUIDArray(ids))
	if err != nil {
		return p, fmt.Errorf("lock proposals: %w", err)
	}
	for _, row := range rows {
		if row.ID == id {
			p = row
		} else {
			t.other = row
		}
	}
	return p, nil
}

// decide finds out whether the actor may take the step now; of moderation only whether they saw what is there.
func (t *turn) decide(ctx context.Context, tx *gorm.DB, p Proposal) (f Facts, err error) {
	standing, err := communities.StandingOf(ctx, tx, p.CommunityID, t.actor, t.now)
	if err != nil {
		return f, err
	}
	f = factsOf(p, standing)
	if SightOf(f) == Nothing {
		return f, ErrNotFound
	}
	if t.From != p.State || p.MergedInto != nil && *p.MergedInto != t.other.ID && t.Act == api.ProposalActUnmerge {
		return f, ErrChanged
	}
	if judges(t.Act) {
		return f, nil
	}
	if f.Alone, err = alone(ctx, tx, f, standing, t.now); err != nil {
		return f, err
	}
	into, err := gorm.G[Proposal](tx).Where("merged_into = ?", p.ID).Count(ctx, "id")
	if err != nil {
		return f, err
	}
	f.Heads = into > 0
	if t.step, err = Next(t.Act, f); err != nil {
		return f, err
	}
	return f, t.given(p)
}

// given checks what came with a step.
func (t *turn) given(p Proposal) (err error) {
	if t.Note != nil {
		if t.note, err = fault.Text("note", *t.Note); err != nil {
			return err
		}
	}
	if t.noted && t.note == "" {
		return errNeedsNote
	}
	if t.Act != api.ProposalActMerge {
		return nil
	}
	itself := t.IntoID != nil && *t.IntoID == p.ID
	if !itself && t.other.ID == uuid.Nil {
		return ErrMergeMissing.On("into_id", ErrMergeMissing.Code)
	}
	return CanMerge(Facts{State: t.other.State, Hidden: t.other.HiddenAt != nil}, itself, t.other.CommunityID == p.CommunityID)
}

// newsOf says which news a step is; of a withdrawal nobody is told.
var newsOf = map[api.ProposalAct]api.NoticeKind{
	api.ProposalActAccept: api.NoticeKindProposalAccepted, api.ProposalActDecline: api.NoticeKindProposalDeclined,
	api.ProposalActMerge: api.NoticeKindProposalMerged, api.ProposalActUnmerge: api.NoticeKindProposalUnmerged,
	api.ProposalActTurnIntoReport: api.NoticeKindProposalTurned,
}

// take writes one step, with everything that belongs to it.
func (s *Service) take(ctx context.Context, tx *gorm.DB, p *Proposal, t turn) error {
	e := event{ProposalID: p.ID, Act: t.Act, At: t.now, Party: api.ProposalPartyCommittee, ActorID: &t.actor, Note: t.note}
	if t.by == byAuthor {
		e.Party = api.ProposalPartyAuthor
	}
	to, err := concerned(ctx, tx, *p)
	if err != nil {
		return err
	}
	before := p.State
	p.State = t.to
	switch t.Act {
	case api.ProposalActMerge, api.ProposalActUnmerge:
		if err := s.join(ctx, tx, p, t, &e); err != nil {
			return err
		}
		to = append(to, api.Value(t.other.AuthorID))
	case api.ProposalActTurnIntoReport:
		if err := s.handOver(ctx, tx, p, t); err != nil {
			return err
		}
		e.ReportID = p.ReportID
	}
	if t.Act != api.ProposalActMerge && t.Act != api.ProposalActUnmerge {
		if err := saveMove(ctx, tx, *p); err != nil {
			return err
		}
		if t.Act == api.ProposalActWithdraw {
			if err := appear(ctx, tx, *p); err != nil {
				return err
			}
		}
	}
	if err := s.noted(ctx, tx, *p, e, map[string]any{"from": string(before), "to": string(p.State)}); err != nil {
		return err
	}
	kind, told := newsOf[t.Act]
	if !told {
		return nil
	}
	return p.tell(ctx, tx, kind, t.now, t.actor, to)
}

// concerned are those who are told of a step: the author, who supports it or what was merged into it, and who gave an
// opinion that is shown.
func concerned(ctx context.Context, tx *gorm.DB, p Proposal) ([]uuid.UUID, error) {
	rows, err := db.Rows[struct{ AccountID uuid.UUID }](ctx, tx, `
		SELECT s.account_id FROM proposal_supports s WHERE s.withdrawn_at IS NULL AND s.proposal_id IN `+together+`
		UNION SELECT o.author_id FROM proposal_opinions o WHERE o.proposal_id = @proposal AND o.state = 'shown' AND o.author_id IS NOT NULL
		UNION SELECT m.author_id FROM proposals m WHERE m.merged_into = @proposal AND m.author_id IS NOT NULL`,
		map[string]any{"proposal": p.ID})
	if err != nil {
		return nil, fmt.Errorf("find whom it concerns: %w", err)
	}
	to := []uuid.UUID{api.Value(p.AuthorID)}
	for _, row := range rows {
		to = append(to, row.AccountID)
	}
	return to, nil
}
