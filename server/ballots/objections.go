package ballots

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/notifications"
)

// objection is somebody's word against the roll or the result.
type objection struct {
	ID          uuid.UUID
	BallotID    uuid.UUID
	About       api.ObjectionAbout
	AuthorID    *uuid.UUID // none once the account is deleted
	Text        string
	At, DueAt   time.Time
	Answer      *string
	Upheld      *bool
	AnsweredAt  *time.Time
	AnsweredBy  *uuid.UUID
	RollVersion *int
}

// TableName is ballot_objections.
func (objection) TableName() string { return "ballot_objections" }

func (o objection) toAPI(actor uuid.UUID, manages bool) api.Objection {
	mine := o.AuthorID != nil && *o.AuthorID == actor
	return api.Objection{ID: o.ID, BallotID: o.BallotID, About: o.About, Text: o.Text, Mine: mine, At: o.At, DueAt: o.DueAt, Answer: o.Answer,
		Upheld: o.Upheld, AnsweredAt: o.AnsweredAt, RollVersion: o.RollVersion, CanAnswer: manages && o.AnsweredAt == nil && !mine}
}

// Object notes an objection. Sent again by the same person it gives the record of the first time, and made is false.
func (s *Service) Object(ctx context.Context, actor, ballot uuid.UUID, d api.ObjectionDraft) (out api.Objection, made bool, err error) {
	text, err := fault.Text("text", d.Text)
	if err != nil || text == "" {
		return out, false, fault.ErrText.On("text", api.ProblemCodeInvalidText)
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		b, err := ballotOf(ctx, tx, ballot, clause.Locking{Strength: "SHARE"})
		if err != nil {
			return err
		}
		w, err := s.look(ctx, tx, b, actor, now)
		if err != nil {
			return err
		}
		old, err := gorm.G[objection](tx).Where("id = ?", d.ID).Take(ctx)
		if err == nil {
			if old.AuthorID == nil || *old.AuthorID != actor || old.BallotID != ballot {
				return fault.ErrIDTaken
			}
			out = old.toAPI(actor, w.facts.Office.Manages)
			return nil
		}
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		act := api.BallotActObjectRoll
		if d.About == api.ObjectionAboutResult {
			act = api.BallotActObjectResult
		}
		if err := CanAct(act, w.facts); errors.Is(err, ErrNotNow) {
			return ErrWindowOver
		} else if err != nil {
			return err
		}
		o := objection{ID: d.ID, BallotID: ballot, About: d.About, AuthorID: &actor, Text: text, At: now, DueAt: china.Workdays.EndOfPeriod(now, answerDays)}
		result := gorm.WithResult()
		if err := gorm.G[objection](tx, clause.OnConflict{DoNothing: true}, result).Create(ctx, &o); err != nil {
			return fmt.Errorf("object: %w", err)
		}
		if made = result.RowsAffected == 1; !made {
			return fault.ErrIDTaken
		}
		out = o.toAPI(actor, w.facts.Office.Manages)
		return s.objected(ctx, tx, b, o, actor, now)
	})
	return out, made && err == nil, err
}

func (s *Service) objected(ctx context.Context, tx *gorm.DB, b Ballot, o objection, actor uuid.UUID, now time.Time) error {
	to, err := communities.HoldersOf(ctx, tx, b.CommunityID, now, api.RoleCommitteeMember, api.RoleCommitteeChair)
	if err != nil {
		return err
	}
	n := b.news(api.NoticeKindBallotObjected, now)
	n.To = without(to, actor)
	if err := notifications.Queue(ctx, tx, n); err != nil {
		return err
	}
	return s.noted(ctx, tx, b, actor, "object", map[string]any{"about": o.About, "objection": o.ID})
}

func without(accounts []uuid.UUID, one uuid.UUID) (rest []uuid.UUID) {
	for _, id := range accounts {
		if id != one {
			rest = append(rest, id)
		}
	}
	return rest
}

// Answer answers an objection, once, and never the own one. One to the roll that is upheld before voting begins takes the
// lines it names from the register anew.
func (s *Service) Answer(ctx context.Context, actor, id uuid.UUID, a api.ObjectionAnswer) (out api.Objection, err error) {
	text, err := fault.Text("text", a.Text)
	if err != nil || text == "" {
		return out, fault.ErrText.On("text", api.ProblemCodeInvalidText)
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		o, err := gorm.G[objection](tx).Where("id = ?", id).Take(ctx)
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return ErrNoObjection
		}
		if err != nil {
			return err
		}
		w, err := s.acting(ctx, tx, actor, o.BallotID, now)
		if errors.Is(err, ErrNotFound) {
			return ErrNoObjection
		}
		if err != nil {
			return err
		}
		if o, err = gorm.G[objection](tx).Where("id = ?", id).Take(ctx); err != nil { // as it is now that the vote is locked
			return err
		}
		if err := canAnswer(o, w.facts.Office, actor); err != nil {
			return err
		}
		o.Answer, o.Upheld, o.AnsweredAt, o.AnsweredBy = &text, &a.Upheld, &now, &actor
		if a.Upheld && o.About == api.ObjectionAboutRoll {
			if err := s.redo(ctx, tx, w, &o, api.Value(a.VoterIds), now); err != nil {
				return err
			}
		}
		out = o.toAPI(actor, true)
		return s.answered(ctx, tx, w, o, actor, now)
	})
	return out, err
}

func canAnswer(o objection, office Office, actor uuid.UUID) error {
	switch {
	case !office.Manages:
		return fault.ErrForbidden
	case o.AnsweredAt != nil:
		return ErrAnswered
	case o.AuthorID != nil && *o.AuthorID == actor:
		return ErrOwnObjection
	}
	return nil
}

// redo makes the new version of the roll, while nobody can vote.
func (s *Service) redo(ctx context.Context, tx *gorm.DB, w whole, o *objection, voters []uuid.UUID, now time.Time) error {
	if w.state != api.BallotStateNotice {
		return ErrFixed
	}
	if err := db.Exec(ctx, tx, lockAlone, w.ID.String(), lockBallots); err != nil {
		return fmt.Errorf("redo the roll: %w", err)
	}
	r, err := redraw(ctx, tx, w.Ballot, voters, o.ID, now)
	if err != nil {
		return err
	}
	o.RollVersion = &r.Version
	set := map[string]any{"version": r.Version, "id": w.ID}
	if err := db.Exec(ctx, tx, `UPDATE ballots SET roll_version = @version WHERE id = @id`, set); err != nil {
		return fmt.Errorf("redo the roll: %w", err)
	}
	return s.noted(ctx, tx, w.Ballot, uuid.Nil, "roll", map[string]any{"version": r.Version, "voters": r.Count, "area": r.Area, "hash": hexed(r.Hash), "objection": o.ID})
}

func (s *Service) answered(ctx context.Context, tx *gorm.DB, w whole, o objection, actor uuid.UUID, now time.Time) error {
	err := db.Exec(ctx, tx, `UPDATE ballot_objections SET answer = ?, upheld = ?, answered_at = ?, answered_by = ?, roll_version = ? WHERE id = ?`,
		o.Answer, o.Upheld, o.AnsweredAt, o.AnsweredBy, o.RollVersion, o.ID)
	if err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	n := w.news(api.NoticeKindBallotObjectionAnswered, now)
	n.To = []uuid.UUID{api.Value(o.AuthorID)}
	if err := notifications.Queue(ctx, tx, n); err != nil {
		return err
	}
	if w.PublicityUntil != nil && !now.Before(*w.PublicityUntil) { // the last answer may make the result final
		if err := db.Enqueue(ctx, tx, TellArgs{Ballot: w.ID, News: api.NoticeKindBallotFinal}, now); err != nil {
			return err
		}
	}
	return s.noted(ctx, tx, w.Ballot, actor, "answer", map[string]any{"objection": o.ID, "upheld": *o.Upheld})
}

// Objections are those to a vote, oldest first. Everybody who sees the vote reads them; who raised one is not told.
func (s *Service) Objections(ctx context.Context, actor, ballot uuid.UUID, limit int, after *string) (p api.ObjectionPage, err error) {
	w, err := s.inside(ctx, actor, ballot)
	if err != nil {
		return p, err
	}
	from, err := markOf(after, lowest)
	if err != nil {
		return p, err
	}
	rows, err := gorm.G[objection](s.DB).Where("ballot_id = ? AND (at, id) > (?, ?)", ballot, from.at, from.id).Order("at, id").Limit(limit + 1).Find(ctx)
	if err != nil {
		return p, fmt.Errorf("objections: %w", err)
	}
	if len(rows) > limit {
		rows = rows[:limit]
		p.Next = mark{rows[limit-1].At, rows[limit-1].ID}.cursor()
	}
	p.Items = make([]api.Objection, len(rows))
	for i, o := range rows {
		p.Items[i] = o.toAPI(actor, w.facts.Office.Manages)
	}
	return p, nil
}
