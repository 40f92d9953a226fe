package disclosures

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
	"wugong/server/fault"
	"wugong/server/identity"
	"wugong/server/notifications"
)

// Question is what a resident asked about a disclosure. AskerID is nil once the account is deleted.
type Question struct {
	ID, DisclosureID, CommunityID uuid.UUID
	AskerID                       *uuid.UUID
	Text                          string
	AskedAt, DueAt                time.Time
	Answer                        *string
	AnsweredAt                    *time.Time
	AnsweredBy                    *uuid.UUID
	Hidden                        *api.ModerationReason
}

// TableName is disclosure_questions.
func (Question) TableName() string { return "disclosure_questions" }

// about is a question with the title of what it is about.
type about struct {
	Question
	Title string
}

// asked joins a question with what somebody is to it.
func (q Question) asked(s communities.Standing) Asked {
	return Asked{DueAt: q.DueAt, Answered: q.Answer != nil, Hidden: q.Hidden != nil,
		Mine:   s.Account != uuid.Nil && q.AskerID != nil && *q.AskerID == s.Account,
		Writes: communities.Can(s, api.PermissionDisclosureWrite), Watches: communities.Can(s, api.PermissionDisclosureWatch)}
}

func (q about) toAPI(s communities.Standing, now time.Time) api.DisclosureQuestion {
	f := q.asked(s)
	shown := api.DisclosureQuestion{ID: q.ID, DisclosureID: q.DisclosureID, Disclosure: q.Title, Hidden: q.Hidden, State: QuestionState(f, now),
		AskedAt: q.AskedAt, DueAt: q.DueAt, Mine: f.Mine, Answer: q.Answer, AnsweredAt: q.AnsweredAt}
	if CanReadWords(f) {
		shown.Text = &q.Text
	}
	return shown
}

const questionSQL = `SELECT q.*, d.title FROM disclosure_questions q JOIN disclosures d ON d.id = q.disclosure_id `

func questions(ctx context.Context, tx *gorm.DB, condition string, args map[string]any) ([]about, error) {
	rows, err := gorm.G[about](tx).Raw(questionSQL+condition, args).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("read questions: %w", err)
	}
	return rows, nil
}

// questionOf loads a question; not found is a fault.
func questionOf(ctx context.Context, tx *gorm.DB, id uuid.UUID) (about, error) {
	rows, err := questions(ctx, tx, `WHERE q.id = @id`, map[string]any{"id": id})
	if err == nil && len(rows) == 0 {
		err = ErrNoQuestion
	}
	if err != nil {
		return about{}, err
	}
	return rows[0], nil
}

// Ask asks about a disclosure. Sent again by the same person it gives the question of the first time, and made is false.
func (s *Service) Ask(ctx context.Context, actor, disclosure uuid.UUID, d api.DisclosureQuestionDraft) (shown api.DisclosureQuestion, made bool, err error) {
	text, err := fault.Text("text", d.Text)
	if err == nil && len([]rune(text)) < 2 {
		err = fault.ErrText.On("text", api.ProblemCodeInvalidText)
	}
	if err == nil {
		err = NoNumbers("text", text)
	}
	if err != nil {
		return shown, false, err
	}
	err = s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := identity.Hold(ctx, tx, actor); err != nil {
			return err
		}
		// One after the other, so that two at once are not both the fifth.
		if err := gorm.G[any](tx).Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended(?, 7736401))`, actor.String()); err != nil {
			return err
		}
		r, err := load(ctx, tx, disclosure)
		if err != nil {
			return err
		}
		now := s.now()
		standing, err := communities.StandingOf(ctx, tx, r.CommunityID, actor, now)
		if err != nil {
			return err
		}
		if _, err := questionOf(ctx, tx, d.ID); errors.Is(err, ErrNoQuestion) {
			q := Question{ID: d.ID, DisclosureID: r.ID, CommunityID: r.CommunityID, AskerID: &actor, Text: text, AskedAt: now, DueAt: AnswerBy(now)}
			if made, err = ask(ctx, tx, r, q, standing); err != nil {
				return err
			}
		} else if err != nil {
			return err
		}
		q, err := questionOf(ctx, tx, d.ID)
		if err != nil {
			return err
		}
		if q.AskerID == nil || *q.AskerID != actor || q.DisclosureID != disclosure {
			return fault.ErrIDTaken
		}
		shown = q.toAPI(standing, now)
		return nil
	})
	return shown, made, err
}

// ask inserts a question and tells the committee.
func ask(ctx context.Context, tx *gorm.DB, r row, q Question, standing communities.Standing) (made bool, err error) {
	if err := CanAct(api.DisclosureActAsk, r.facts(standing)); err != nil {
		return false, err
	}
	n, err := gorm.G[Question](tx).Where("asker_id = ? AND asked_at > ?", standing.Account, q.AskedAt.Add(-24*time.Hour)).Count(ctx, "id")
	if err != nil {
		return false, err
	}
	if n >= askedPerDay {
		return false, ErrManyAsked.Retry(24 * time.Hour)
	}
	result := gorm.WithResult()
	err = gorm.G[Question](tx, clause.OnConflict{DoNothing: true, Columns: []clause.Column{{Name: "id"}}}, result).Create(ctx, &q)
	if err != nil || result.RowsAffected == 0 {
		return false, err
	}
	to, err := communities.HoldersOf(ctx, tx, q.CommunityID, q.AskedAt, api.RoleCommitteeChair, api.RoleCommitteeMember)
	if err != nil {
		return false, err
	}
	err = notifications.Queue(ctx, tx, notifications.Notice{To: to, Kind: api.NoticeKindDisclosureAsked, Community: q.CommunityID,
		Subject: q.ID, At: q.AskedAt, Link: "/disclosures/" + r.ID.String(), Args: map[string]string{"title": r.Title}})
	if err != nil {
		return false, err
	}
	return true, audit.Record(ctx, tx, audit.Entry{Community: q.CommunityID, Actor: standing.Account, Action: "disclosure.ask", Subject: q.ID,
		Detail: map[string]any{"disclosure": r.ID}})
}

// Answer answers a question for everybody to read; who asked is told. Sent again by the same person it changes nothing.
func (s *Service) Answer(ctx context.Context, actor, id uuid.UUID, a api.DisclosureAnswer) (shown api.DisclosureQuestion, err error) {
	text, err := fault.Text("text", a.Text)
	if err == nil && text == "" {
		err = fault.ErrText.On("text", api.ProblemCodeInvalidText)
	}
	if err == nil {
		err = NoNumbers("text", text)
	}
	if err != nil {
		return shown, err
	}
	err = s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := identity.Hold(ctx, tx, actor); err != nil {
			return err
		}
		if err := gorm.G[any](tx).Exec(ctx, `SELECT FROM disclosure_questions WHERE id = ? FOR NO KEY UPDATE`, id); err != nil {
			return err
		}
		q, err := questionOf(ctx, tx, id)
		if err != nil {
			return err
		}
		now := s.now()
		standing, err := communities.StandingOf(ctx, tx, q.CommunityID, actor, now)
		if err != nil {
			return err
		}
		if err := CanAnswer(q.asked(standing)); err != nil {
			if !errors.Is(err, ErrAnswered) || q.AnsweredBy == nil || *q.AnsweredBy != actor || *q.Answer != text {
				return err
			}
			shown = q.toAPI(standing, now)
			return nil
		}
		q.Answer, q.AnsweredAt, q.AnsweredBy, q.Hidden = &text, &now, &actor, a.Hides
		shown = q.toAPI(standing, now)
		return answer(ctx, tx, q, now)
	})
	return shown, err
}

// answer writes the answer of a question that is locked.
func answer(ctx context.Context, tx *gorm.DB, q about, now time.Time) error {
	err := gorm.G[any](tx).Exec(ctx, `UPDATE disclosure_questions SET answer = ?, answered_at = ?, answered_by = ?, hidden = ? WHERE id = ?`,
		q.Answer, now, q.AnsweredBy, q.Hidden, q.ID)
	if err != nil {
		return err
	}
	if q.AskerID != nil {
		err := notifications.Queue(ctx, tx, notifications.Notice{To: []uuid.UUID{*q.AskerID}, Kind: api.NoticeKindDisclosureAnswered,
			Community: q.CommunityID, Subject: q.ID, At: now, Link: "/disclosures/" + q.DisclosureID.String(), Args: map[string]string{"title": q.Title}})
		if err != nil {
			return err
		}
	}
	return audit.Record(ctx, tx, audit.Entry{Community: q.CommunityID, Actor: *q.AnsweredBy, Action: "disclosure.answer", Subject: q.ID,
		Detail: map[string]any{"disclosure": q.DisclosureID, "hidden": q.Hidden, "late": now.After(q.DueAt)}})
}

// Questions are those about a disclosure which the caller may read, the newest first.
func (s *Service) Questions(ctx context.Context, actor, disclosure uuid.UUID, limit int, after string) (p api.DisclosureQuestionPage, err error) {
	r, err := load(ctx, s.DB, disclosure)
	if err != nil {
		return p, err
	}
	standing, err := communities.StandingOf(ctx, s.DB, r.CommunityID, actor, s.now())
	if err != nil {
		return p, err
	}
	all := communities.Can(standing, api.PermissionDisclosureWrite) || communities.Can(standing, api.PermissionDisclosureWatch)
	return s.page(ctx, standing, limit, after, `WHERE q.disclosure_id = @disclosure AND (@all OR q.answer IS NOT NULL OR q.asker_id = @actor)`,
		`(q.asked_at, q.id) < (SELECT x.asked_at, x.id FROM disclosure_questions x WHERE x.id = @seen)`, `q.asked_at DESC, q.id DESC`,
		map[string]any{"disclosure": disclosure, "all": all, "actor": uuid.NullUUID{UUID: actor, Valid: actor != uuid.Nil}})
}

// Waiting are the questions of a community that nobody answered, what is due first on top; for the committee and those who
// watch it.
func (s *Service) Waiting(ctx context.Context, actor, community uuid.UUID, limit int, after string) (p api.DisclosureQuestionPage, err error) {
	standing, err := watching(ctx, s.DB, community, actor, s.now())
	if err != nil {
		return p, err
	}
	return s.page(ctx, standing, limit, after, `WHERE q.community_id = @community AND q.answer IS NULL`,
		`(q.due_at, q.id) > (SELECT x.due_at, x.id FROM disclosure_questions x WHERE x.id = @seen)`, `q.due_at, q.id`,
		map[string]any{"community": community})
}

// page reads one page of questions in an order.
func (s *Service) page(ctx context.Context, standing communities.Standing, limit int, after, condition, behind, order string, args map[string]any) (p api.DisclosureQuestionPage, err error) {
	seen, err := readMark(after)
	if err != nil {
		return p, err
	}
	if seen != uuid.Nil {
		condition += ` AND ` + behind
	}
	args["seen"], args["limit"] = seen, limit+1
	rows, err := questions(ctx, s.DB, condition+` ORDER BY `+order+` LIMIT @limit`, args)
	if err != nil {
		return p, err
	}
	p.Items = []api.DisclosureQuestion{}
	if len(rows) > limit {
		rows = rows[:limit]
		p.Next = mark(rows[limit-1].ID)
	}
	for _, q := range rows {
		p.Items = append(p.Items, q.toAPI(standing, s.now()))
	}
	return p, nil
}
