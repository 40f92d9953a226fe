package proposals

import (
	"context"
	"errors"
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

// shownOpinion is an opinion with the name of its author, where that was wished, and its answers.
type shownOpinion struct {
	Opinion
	Name    string
	Answers []shownOpinion `gorm:"serializer:json"`
}

// opinions are a page of them, with the mark of where it goes on.
type opinions struct {
	rows []shownOpinion
	next string
}

const opinionVisible = `(o.state <> 'held' OR o.author_id = @actor OR @looks)`

// opinionsSQL lists opinions with their answers, as far as the caller may know of them.
const opinionsSQL = `
SELECT o.*, CASE WHEN o.named THEN w.display_name ELSE '' END AS name, (
  SELECT coalesce(jsonb_agg(jsonb_build_object('ID', x.id, 'ProposalID', x.proposal_id, 'AuthorID', x.author_id, 'Party', x.party,
    'Named', x.named, 'Text', x.text, 'State', x.state, 'At', x.at, 'HiddenAt', x.hidden_at, 'HiddenReason', x.hidden_reason,
    'HiddenNote', x.hidden_note, 'Name', x.name) ORDER BY x.at, x.id), '[]')
  FROM (SELECT o.*, CASE WHEN o.named THEN v.display_name ELSE '' END AS name FROM proposal_opinions o LEFT JOIN accounts v ON v.id = o.author_id
    WHERE o.answers_id = top.id AND ` + opinionVisible + ` ORDER BY o.at, o.id LIMIT @answers) x) AS answers
FROM proposal_opinions top JOIN proposal_opinions o ON o.id = top.id LEFT JOIN accounts w ON w.id = o.author_id
WHERE top.proposal_id = @proposal AND top.answers_id IS NULL AND ` + opinionVisible

// looks tells whether somebody sees what is held.
func (f Facts) looks() bool { return f.Replies || f.Moderates || f.Watches }

// opinionsOf lists the opinions on a proposal, oldest first, from behind the last one seen.
func opinionsOf(ctx context.Context, tx *gorm.DB, p Proposal, f Facts, actor uuid.UUID, limit int, seen uuid.UUID) (all opinions, err error) {
	sql := opinionsSQL
	if seen != uuid.Nil {
		sql += ` AND (top.at, top.id) > (SELECT s.at, s.id FROM proposal_opinions s WHERE s.id = @seen AND s.proposal_id = @proposal)`
	}
	all.rows, err = db.Rows[shownOpinion](ctx, tx, sql+` ORDER BY top.at, top.id LIMIT @limit`, map[string]any{"proposal": p.ID, "actor": actor,
		"looks": f.looks(), "answers": mostAnswers, "seen": seen, "limit": limit + 1})
	if err != nil {
		return all, fmt.Errorf("list opinions: %w", err)
	}
	if len(all.rows) > limit {
		all.rows = all.rows[:limit]
		all.next = mark{id: all.rows[limit-1].ID}.text()
	}
	return all, nil
}

// Opinions gives the opinions on a proposal as somebody may see them.
func (s *Service) Opinions(ctx context.Context, actor, id uuid.UUID, limit int, after *string) (api.OpinionPage, error) {
	none := api.OpinionPage{Items: []api.Opinion{}}
	seen, err := markOf(after)
	if err != nil {
		return none, err
	}
	p, err := proposalOf(ctx, s.DB, id)
	if err != nil {
		return none, err
	}
	standing, err := communities.StandingOf(ctx, s.DB, p.CommunityID, actor, s.Now())
	if err != nil {
		return none, err
	}
	f := factsOf(p, standing)
	switch SightOf(f) {
	case Nothing:
		return none, ErrNotFound
	case Shell:
		return none, nil
	}
	all, err := opinionsOf(ctx, s.DB, p, f, actor, limit, seen.id)
	return all.toAPI(p, f, actor), err
}

// opinionOf loads an opinion; not found is a fault.
func opinionOf(ctx context.Context, tx *gorm.DB, id uuid.UUID, options ...clause.Expression) (Opinion, error) {
	o, err := gorm.G[Opinion](tx, options...).Where("id = ?", id).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return o, ErrOpinion
	}
	return o, err
}

// Say gives an opinion, or answers one. Sent again by the same person it gives the record of the first time.
func (s *Service) Say(ctx context.Context, actor, id uuid.UUID, d api.OpinionDraft) (shown api.Opinion, made bool, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		made = false
		p, err := proposalOf(ctx, tx, id)
		if err != nil {
			return err
		}
		standing, err := communities.StandingOf(ctx, tx, p.CommunityID, actor, now)
		if err != nil {
			return err
		}
		f := factsOf(p, standing)
		if SightOf(f) == Nothing {
			return ErrNotFound
		}
		o, err := opinionOf(ctx, tx, d.ID)
		if errors.Is(err, ErrOpinion) {
			o, made, err = s.say(ctx, tx, p, f, standing, d, now)
		}
		if err != nil {
			return err
		}
		if !is(o.AuthorID, actor) || o.ProposalID != p.ID {
			return fault.ErrIDTaken
		}
		shown, err = s.showOpinion(ctx, tx, p, f, o, actor)
		return err
	})
	return shown, made && err == nil, err
}

// say checks what was said and writes it, with what goes with it.
func (s *Service) say(ctx context.Context, tx *gorm.DB, p Proposal, f Facts, standing communities.Standing, d api.OpinionDraft, now time.Time) (o Opinion, made bool, err error) {
	if err := CanComment(f); err != nil {
		return o, false, err
	}
	actor := standing.Account
	o = Opinion{ID: d.ID, ProposalID: p.ID, CommunityID: p.CommunityID, AuthorID: &actor, Party: partyOf(standing, false),
		Named: d.Named != nil && *d.Named, Stance: d.Stance, AnswersID: d.AnswersID, State: api.OpinionStateShown, At: now}
	if o.Text, err = written("text", d.Text); err != nil {
		return o, false, err
	}
	above, err := answered(ctx, tx, o, f)
	if err != nil {
		return o, false, err
	}
	speaker := Speaker{Member: standing.Member && o.Party == api.ProposalPartyResident, Verified: standing.Verified}
	if !Shown(speaker) {
		if speaker.Released, err = released(ctx, tx, o); err != nil {
			return o, false, err
		}
	}
	if !Shown(speaker) {
		o.State = api.OpinionStateHeld
	}
	result := gorm.WithResult()
	err = gorm.G[Opinion](tx, clause.OnConflict{DoNothing: true, Columns: []clause.Column{{Name: "id"}}}, result).Create(ctx, &o)
	if err != nil {
		return o, false, fmt.Errorf("keep an opinion: %w", err)
	}
	if result.RowsAffected == 0 { // the other copy was faster, and is committed by now
		o, err = opinionOf(ctx, tx, d.ID)
		return o, false, err
	}
	return o, true, s.heardOf(ctx, tx, p, o, above, now)
}

// answered checks what an opinion answers, if anything; above is who said that.
func answered(ctx context.Context, tx *gorm.DB, o Opinion, f Facts) (above *uuid.UUID, err error) {
	if o.AnswersID == nil {
		if o.Stance == nil {
			return nil, ErrStance
		}
		return nil, nil
	}
	if o.Stance != nil {
		return nil, fault.ErrInvalid.On("stance", api.ProblemCodeInvalidRequest)
	}
	to, err := opinionOf(ctx, tx, *o.AnswersID)
	switch {
	case err != nil:
		return nil, err
	case to.ProposalID != o.ProposalID, to.State == api.OpinionStateHeld && !f.looks() && !is(to.AuthorID, *o.AuthorID):
		return nil, ErrOpinion
	case to.State != api.OpinionStateShown, to.AnswersID != nil:
		return nil, ErrOpinionClosed
	}
	n, err := gorm.G[Opinion](tx).Where("answers_id = ?", to.ID).Count(ctx, "id")
	if err == nil && n >= mostAnswers {
		err = ErrOpinionClosed
	}
	return to.AuthorID, err
}

// released tells whether words of somebody are shown in the community already.
func released(ctx context.Context, tx *gorm.DB, o Opinion) (bool, error) {
	n, err := gorm.G[Opinion](tx).Where("author_id = ? AND community_id = ? AND state = 'shown'", *o.AuthorID, o.CommunityID).Count(ctx, "id")
	return n > 0, err
}

// heardOf does what goes with a new opinion: the counts, the log, and word to those it is for.
func (s *Service) heardOf(ctx context.Context, tx *gorm.DB, p Proposal, o Opinion, above *uuid.UUID, now time.Time) error {
	entry := audit.Entry{Community: o.CommunityID, Actor: *o.AuthorID, Action: "opinion.say", Subject: o.ID, Detail: map[string]any{"state": string(o.State)}}
	if err := audit.Record(ctx, tx, entry); err != nil {
		return err
	}
	if o.State == api.OpinionStateHeld {
		to, err := communities.HoldersOf(ctx, tx, p.CommunityID, now, committee...)
		if err != nil {
			return err
		}
		return p.tell(ctx, tx, api.NoticeKindOpinionHeld, now, *o.AuthorID, to)
	}
	return p.appeared(ctx, tx, o, above, now)
}

// appeared counts an opinion that everybody sees from now on, and tells the author of the proposal and who is answered.
func (p Proposal) appeared(ctx context.Context, tx *gorm.DB, o Opinion, above *uuid.UUID, now time.Time) error {
	if d, counts := heard(o, 1); counts {
		if err := bump(ctx, tx, d); err != nil {
			return err
		}
	}
	author := api.Value(o.AuthorID)
	if o.AnswersID != nil && above != nil {
		if err := p.tell(ctx, tx, api.NoticeKindOpinionAnswered, now, author, []uuid.UUID{*above}); err != nil {
			return err
		}
		if is(p.AuthorID, *above) {
			return nil
		}
	}
	return p.tell(ctx, tx, api.NoticeKindProposalOpinion, now, author, []uuid.UUID{api.Value(p.AuthorID)})
}

// showOpinion shows one opinion as somebody sees it.
func (s *Service) showOpinion(ctx context.Context, tx *gorm.DB, p Proposal, f Facts, o Opinion, actor uuid.UUID) (api.Opinion, error) {
	args := map[string]any{"proposal": p.ID, "actor": actor, "looks": f.looks(), "answers": mostAnswers, "id": o.ID}
	sql := opinionsSQL + ` AND top.id = @id`
	if o.AnswersID != nil {
		sql = `SELECT o.*, CASE WHEN o.named THEN w.display_name ELSE '' END AS name, '[]' AS answers
			FROM proposal_opinions o LEFT JOIN accounts w ON w.id = o.author_id WHERE o.id = @id`
	}
	rows, err := db.Rows[shownOpinion](ctx, tx, sql, args)
	if err != nil {
		return api.Opinion{}, fmt.Errorf("read an opinion: %w", err)
	}
	if len(rows) == 0 {
		return api.Opinion{}, ErrOpinion
	}
	return rows[0].toAPI(p, f, actor), nil
}
