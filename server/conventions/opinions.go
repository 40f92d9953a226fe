package conventions

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/notifications"
)

// Opinion is what somebody wants in a convention, or says about a draft. AuthorID is who said it in the app or entered it from
// paper, nil once the account is deleted.
type Opinion struct {
	ID, VersionID, CommunityID uuid.UUID
	Phase                      api.ConventionPhase
	Channel                    api.ConventionChannel
	AuthorID                   *uuid.UUID
	Topic                      *api.ConventionTopic
	ClauseID                   *uuid.UUID
	Text                       string
	At                         time.Time
	Verdict                    *api.ConventionAnswerVerdict
	Reason                     *string
	AnswerClauseID             *uuid.UUID
	AnsweredAt                 *time.Time
	AnsweredBy                 *uuid.UUID
	Hidden                     *api.ModerationReason
	Held                       bool // its author was not verified: for them and who works on it, until it is answered
}

func (o Opinion) toAPI(s communities.Standing) api.ConventionOpinion {
	mine := s.Account != uuid.Nil && o.AuthorID != nil && *o.AuthorID == s.Account && o.Channel == api.ConventionChannelApp
	shown := api.ConventionOpinion{ID: o.ID, VersionID: o.VersionID, Phase: o.Phase, Channel: o.Channel, Topic: o.Topic, ClauseID: o.ClauseID, Hidden: o.Hidden,
		At: o.At, Mine: mine, Held: o.Held && o.Verdict == nil, Verdict: o.Verdict, Reason: o.Reason, AnswerClauseID: o.AnswerClauseID, AnsweredAt: o.AnsweredAt}
	if o.Hidden == nil || mine || works(s) {
		shown.Text = &o.Text
	}
	return shown
}

// opinionOf loads an opinion; not found is a fault.
func opinionOf(ctx context.Context, tx *gorm.DB, id uuid.UUID, locked bool) (Opinion, error) {
	return oneOf[Opinion](ctx, tx, `SELECT * FROM convention_opinions WHERE id = ?`, id, locked, ErrNoOpinion)
}

// Opine takes an opinion while a version collects or its draft is shown. Sent again by the same person it gives the opinion of
// the first time, and made is false.
func (s *Service) Opine(ctx context.Context, actor, id uuid.UUID, d api.ConventionOpinionDraft) (out api.ConventionOpinion, made bool, err error) {
	text, err := plain("text", d.Text, 2)
	if err != nil {
		return out, false, err
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		made = false
		// One after the other, so that two at once are not both the last of a day.
		if err := db.Exec(ctx, tx, `SELECT pg_advisory_xact_lock(hashtextextended(?, 7736402))`, actor.String()); err != nil {
			return err
		}
		v, err := shareVersion(ctx, tx, id)
		if err != nil {
			return err
		}
		standing, err := communities.StandingOf(ctx, tx, v.CommunityID, actor, now)
		if err != nil {
			return err
		}
		if _, err := opinionOf(ctx, tx, d.ID, false); errors.Is(err, ErrNoOpinion) {
			o := Opinion{ID: d.ID, VersionID: id, CommunityID: v.CommunityID, Channel: api.ConventionChannelApp, AuthorID: &actor, Topic: d.Topic,
				ClauseID: d.ClauseID, Text: text, At: now}
			if d.Channel != nil {
				o.Channel = *d.Channel
			}
			if made, err = s.opine(ctx, tx, v, o, standing); err != nil {
				return err
			}
		} else if err != nil {
			return err
		}
		o, err := opinionOf(ctx, tx, d.ID, false)
		if err != nil {
			return err
		}
		if o.AuthorID == nil || *o.AuthorID != actor || o.VersionID != id {
			return fault.ErrIDTaken
		}
		out = o.toAPI(standing)
		return nil
	})
	return out, made && err == nil, err
}

// opine inserts an opinion, by who may say one or enter it for somebody.
func (s *Service) opine(ctx context.Context, tx *gorm.DB, v row, o Opinion, by communities.Standing) (made bool, err error) {
	may := api.PermissionConventionOpine
	if o.Channel != api.ConventionChannelApp {
		may = api.PermissionConventionWrite
	}
	if !communities.Can(by, may) {
		return false, fault.ErrForbidden
	}
	phase, ok := PhaseOf(v.State)
	if !ok {
		return false, ErrNotNow
	}
	o.Phase, o.Held = phase, o.Channel == api.ConventionChannelApp && !by.Verified && !communities.Can(by, api.PermissionConventionSigns)
	if o.ClauseID != nil {
		text, _, err := revisionOf(ctx, tx, v.ID, v.ShownRevision)
		if err != nil {
			return false, err
		}
		if !text.has(*o.ClauseID) {
			return false, ErrClause.On("clause_id", ErrClause.Code)
		}
	}
	if o.Channel == api.ConventionChannelApp {
		n, err := db.Row[struct{ N int }](ctx, tx, `SELECT count(*) AS n FROM convention_opinions WHERE author_id = ? AND at > ? AND channel = 'app'`,
			by.Account, o.At.Add(-24*time.Hour))
		if err != nil {
			return false, fmt.Errorf("opinions of a day: %w", err)
		}
		if n.N >= opinionsPerDay {
			return false, ErrManyOpinions.Retry(24 * time.Hour)
		}
	}
	rows, err := db.Rows[struct{ ID uuid.UUID }](ctx, tx, `INSERT INTO convention_opinions (id, version_id, community_id, phase, channel, author_id, topic,
		clause_id, text, at, held) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING RETURNING id`,
		o.ID, o.VersionID, o.CommunityID, o.Phase, o.Channel, o.AuthorID, o.Topic, o.ClauseID, o.Text, o.At, o.Held)
	if err != nil {
		return false, fmt.Errorf("an opinion: %w", err)
	}
	if len(rows) == 0 {
		return false, nil
	}
	return true, s.noted(ctx, tx, v.Version, by.Account, "opine", map[string]any{"opinion": o.ID, "channel": o.Channel})
}

// Answer says what became of an opinion, for everybody to read; who said it in the app is told. Sent again by the same person
// it changes nothing; said again with a reason to hide it, the words are taken from the public.
func (s *Service) Answer(ctx context.Context, actor, id uuid.UUID, a api.ConventionAnswer) (out api.ConventionOpinion, err error) {
	var reason *string
	if a.Reason != nil {
		text, err := plain("reason", *a.Reason, 2)
		if err != nil {
			return out, err
		}
		reason = &text
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		o, err := opinionOf(ctx, tx, id, true)
		if err != nil {
			return err
		}
		standing, err := communities.StandingOf(ctx, tx, o.CommunityID, actor, now)
		if err != nil {
			return err
		}
		if !communities.Can(standing, api.PermissionConventionWrite) {
			return fault.ErrForbidden
		}
		if a.Verdict != api.ConventionAnswerVerdictAdopted && reason == nil {
			return ErrReason.On("reason", ErrReason.Code)
		}
		first := o.Verdict == nil
		if !first {
			mine := o.AnsweredBy != nil && *o.AnsweredBy == actor || a.Hides != nil
			if !mine || *o.Verdict != a.Verdict || api.Value(o.Reason) != api.Value(reason) {
				return ErrAnswered
			}
			if a.Hides == nil || o.Hidden != nil {
				out = o.toAPI(standing)
				return nil
			}
		}
		if o.Hidden = a.Hides; first {
			o.Verdict, o.Reason, o.AnswerClauseID, o.AnsweredAt, o.AnsweredBy = &a.Verdict, reason, a.ClauseID, &now, &actor
		}
		out = o.toAPI(standing)
		return s.answer(ctx, tx, o, actor, first, now)
	})
	return out, err
}

// answer writes the answer of an opinion that is locked; first tells that it had none.
func (s *Service) answer(ctx context.Context, tx *gorm.DB, o Opinion, actor uuid.UUID, first bool, now time.Time) error {
	v, err := versionOf(ctx, tx, o.VersionID)
	if err != nil {
		return err
	}
	if first && o.AnswerClauseID != nil {
		text, _, err := revisionOf(ctx, tx, v.ID, v.Revision)
		if err != nil {
			return err
		}
		if !text.has(*o.AnswerClauseID) {
			return ErrClause.On("clause_id", ErrClause.Code)
		}
	}
	err = db.Exec(ctx, tx, `UPDATE convention_opinions SET verdict = ?, reason = ?, answer_clause_id = ?, answered_at = ?, answered_by = ?, hidden = ? WHERE id = ?`,
		o.Verdict, o.Reason, o.AnswerClauseID, o.AnsweredAt, o.AnsweredBy, o.Hidden, o.ID)
	if err != nil {
		return fmt.Errorf("answer an opinion: %w", err)
	}
	if o.AuthorID != nil && o.Channel == api.ConventionChannelApp && first {
		err := notifications.Queue(ctx, tx, notifications.Notice{To: []uuid.UUID{*o.AuthorID}, Kind: api.NoticeKindConventionAnswered,
			Community: o.CommunityID, Subject: o.ID, At: now, Link: linkOf(v.Version), Args: map[string]string{"title": v.Title}})
		if err != nil {
			return err
		}
	}
	return s.noted(ctx, tx, v.Version, actor, "answer", map[string]any{"opinion": o.ID, "verdict": o.Verdict, "hidden": o.Hidden})
}

// Opinions are those about a version, the newest first.
func (s *Service) Opinions(ctx context.Context, actor, id uuid.UUID, q api.ListConventionOpinionsParams) (p api.ConventionOpinionPage, err error) {
	tx := s.DB.WithContext(ctx)
	v, err := versionOf(ctx, tx, id)
	if err != nil {
		return p, err
	}
	standing, err := communities.StandingOf(ctx, tx, v.CommunityID, actor, s.now())
	if err != nil {
		return p, err
	}
	seen, err := readMark(api.Value(q.After))
	if err != nil {
		return p, err
	}
	condition := `WHERE version_id = @version AND (@inner OR NOT held OR verdict IS NOT NULL OR author_id = @actor)`
	if q.Phase != nil {
		condition += ` AND phase = @phase`
	}
	if api.Value(q.Waiting) {
		condition += ` AND verdict IS NULL`
	}
	if seen != uuid.Nil {
		condition += ` AND (at, id) < (SELECT x.at, x.id FROM convention_opinions x WHERE x.id = @seen)`
	}
	limit := api.LimitOf(q.Limit)
	rows, err := db.Rows[Opinion](ctx, tx, `SELECT * FROM convention_opinions `+condition+` ORDER BY at DESC, id DESC LIMIT @limit`,
		map[string]any{"version": id, "inner": works(standing), "actor": actor, "phase": api.Value(q.Phase), "seen": seen, "limit": limit + 1})
	if err != nil {
		return p, fmt.Errorf("opinions: %w", err)
	}
	p.Items = []api.ConventionOpinion{}
	if len(rows) > limit {
		rows = rows[:limit]
		p.Next = mark(rows[limit-1].ID)
	}
	for _, o := range rows {
		p.Items = append(p.Items, o.toAPI(standing))
	}
	return p, nil
}
