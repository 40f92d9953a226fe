// Package evaluations asks the people how a result is rated (满意度调查), and keeps what is put right after it (整改).
//
// The committee opens a survey: four dimensions (clean, comfortable, safe, beautiful), three senses (gain, happiness,
// security), each from 1 to 5 or left out, and words. Each household answers once, or each adult; in the app, or on paper.
// It stays open for at least seven days, and nobody sees anything of the answers before it was counted. Fewer than ten
// answers are never shown, nor is a measure that fewer than ten rated.
//
// An answer cannot be traced. Who has answered (evaluation_takers) and what was answered (evaluation_boxes) have no key, no
// time and no order in common; an answer is no row but is added to counts, in one of sixteen boxes drawn by lot, and its
// words are put among the others in the order of their characters. It is in no log, no audit entry and no export, and no
// operation gives it back: so it can be neither changed nor withdrawn. When a survey is counted, its boxes are emptied.
// Whoever has the database under their hands while it runs could still watch it being written; the page says so.
//
// Papers are keyed twice by two people. The second keys unseen; the server compares, names the sheets that differ, and after
// five tries the batch must be keyed anew. Then both lists of the batch are gone. Papers that were not keyed twice within
// three days of the last day are not counted, and their number is shown.
//
// What people wrote is read by the committee and the supervision committee, without scores. What is found wanting becomes a
// rectification with an owner and a date, for everybody to see, closed with a photo.
package evaluations

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/communities"
	"wugong/server/fault"
	"wugong/server/identity"
	"wugong/server/notifications"
)

// Service holds what the use cases need.
type Service struct {
	DB        *gorm.DB
	Now       func() time.Time
	PublicURL string // before /evaluations/<id> in the code on paper
}

func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Microsecond) }

// write runs a use case in one transaction with the moment at which it happens; the account stays open meanwhile.
func (s *Service) write(ctx context.Context, actor uuid.UUID, do func(tx *gorm.DB, now time.Time) error) error {
	return s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := identity.Hold(ctx, tx, actor); err != nil {
			return err
		}
		return do(tx, s.now())
	})
}

// See gives a survey; it is for everybody.
func (s *Service) See(ctx context.Context, actor, id uuid.UUID) (whole, error) {
	return s.seen(ctx, s.DB, actor, id, s.now())
}

func (s *Service) seen(ctx context.Context, tx *gorm.DB, actor, id uuid.UUID, now time.Time) (whole, error) {
	r, standing, err := load(ctx, tx, id, actor, now)
	if err != nil {
		return whole{}, err
	}
	return whole{row: r, standing: standing, now: now, link: strings.TrimSuffix(s.PublicURL, "/") + "/evaluations/" + id.String()}, nil
}

// Create opens a survey. Sent again by the same person it gives the survey of the first time, and made is false.
func (s *Service) Create(ctx context.Context, actor, community uuid.UUID, d api.EvaluationDraft) (w whole, made bool, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		if _, _, err := load(ctx, tx, d.ID, actor, now); errors.Is(err, ErrNotFound) {
			if made, err = create(ctx, tx, actor, community, d, now); err != nil {
				return err
			}
		} else if err != nil {
			return err
		}
		if w, err = s.seen(ctx, tx, actor, d.ID, now); err != nil {
			return err
		}
		if w.AuthorID == nil || *w.AuthorID != actor || w.CommunityID != community {
			return fault.ErrIDTaken
		}
		return nil
	})
	return w, made && err == nil, err
}

func create(ctx context.Context, tx *gorm.DB, actor, community uuid.UUID, d api.EvaluationDraft, now time.Time) (made bool, err error) {
	if err := allowed(ctx, tx, community, actor, now, api.PermissionEvaluationManage); err != nil {
		return false, err
	}
	e := Evaluation{ID: d.ID, CommunityID: community, ProjectID: d.ProjectID, BuildingID: d.BuildingID, AuthorID: &actor, Unit: d.Unit,
		Paper: d.Paper, OpensAt: now}
	if e.Title, err = fault.Line("title", d.Title); err != nil {
		return false, err
	}
	if e.Text, err = fault.Text("text", api.Value(d.Text)); err != nil {
		return false, err
	}
	if e.ClosesAt, e.CountsAt, err = Dates(d.ClosesOn.Time, now, d.Paper); err != nil {
		return false, err
	}
	if err := communities.CheckProject(ctx, tx, e.ProjectID, community); err != nil {
		return false, err
	}
	if err := inCommunity(ctx, tx, e); err != nil {
		return false, err
	}
	if n, err := opened(ctx, tx, actor, now.Add(-24*time.Hour)); err != nil || n >= perDay {
		return false, orTooMany(err)
	}
	asked, err := rollOf(ctx, tx, e, now)
	if err != nil {
		return false, err
	}
	if e.Eligible = len(asked); e.Eligible == 0 {
		return false, ErrNobody
	}
	if made, err = insert(ctx, tx, e); err != nil || !made {
		return made, err
	}
	audience := communities.Audience{Community: community, Except: actor}
	if e.BuildingID != nil {
		audience.Buildings = []uuid.UUID{*e.BuildingID}
	}
	if err := tell(ctx, tx, e, api.NoticeKindEvaluationOpened, audience, now); err != nil {
		return made, err
	}
	return made, audit.Record(ctx, tx, audit.Entry{Community: community, Actor: actor, Action: "evaluation.open", Subject: e.ID,
		Detail: map[string]any{"unit": e.Unit, "paper": e.Paper, "eligible": e.Eligible}})
}

// tell puts news of a survey into the inboxes of those who are asked.
func tell(ctx context.Context, tx *gorm.DB, e Evaluation, kind api.NoticeKind, to communities.Audience, now time.Time) error {
	query, args := to.Accounts(now)
	return notifications.QueueAll(ctx, tx, notifications.Notice{Kind: kind, Community: e.CommunityID, Subject: e.ID, At: now,
		Link: "/evaluations/" + e.ID.String(), Args: map[string]string{"title": e.Title, "date": e.ClosesAt.Format(time.DateOnly)}}, query, args)
}

// rollOf are the households or adults that are asked, as of a moment.
func rollOf(ctx context.Context, tx *gorm.DB, e Evaluation, now time.Time) ([]communities.Voter, error) {
	electorate := communities.Electorate{Community: e.CommunityID, Kind: api.ElectorateKindHouseholds}
	if e.Unit == api.EvaluationUnitPerson {
		electorate.Kind = api.ElectorateKindAdults
	}
	if e.BuildingID != nil {
		electorate.Building = *e.BuildingID
	}
	return communities.VotersOf(ctx, tx, electorate, now)
}

// allowed refuses who may not; for whom the community does not exist, it does not.
func allowed(ctx context.Context, tx *gorm.DB, community, actor uuid.UUID, now time.Time, may api.Permission) error {
	standing, err := communities.StandingOf(ctx, tx, community, actor, now)
	if err == nil && !communities.Can(standing, may) {
		err = fault.ErrForbidden
	}
	return err
}

func orTooMany(err error) error {
	if err == nil {
		err = ErrTooMany.Retry(24 * time.Hour)
	}
	return err
}

// Answer takes an answer. It leaves who answered in one place and what in another, and nothing else: no audit entry, no
// notice, no time.
func (s *Service) Answer(ctx context.Context, actor, id uuid.UUID, sheet api.EvaluationSheet) (w whole, err error) {
	if sheet, err = said("", sheet); err != nil {
		return w, err
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		if err := hold(ctx, tx, id); err != nil {
			return err
		}
		r, standing, err := load(ctx, tx, id, actor, now)
		if err != nil {
			return err
		}
		if err := CanAct(api.EvaluationActAnswer, r.facts(standing), now); err != nil {
			return err
		}
		if n, err := take(ctx, tx, id, []uuid.UUID{r.subject(standing)}); err != nil || n == 0 {
			return orAnswered(err)
		}
		if err := drop(ctx, tx, id, []api.EvaluationSheet{sheet}); err != nil {
			return err
		}
		w, err = s.seen(ctx, tx, actor, id, now)
		return err
	})
	return w, err
}

func orAnswered(err error) error {
	if err == nil {
		err = ErrAnswered
	}
	return err
}

// said checks a sheet and its words.
func said(field string, sheet api.EvaluationSheet) (api.EvaluationSheet, error) {
	if err := CheckSheet(field+"clean", sheet); err != nil {
		return sheet, err
	}
	words, err := fault.Text(field+"words", api.Value(sheet.Words))
	if err != nil {
		return sheet, err
	}
	if sheet.Words = nil; words != "" {
		sheet.Words = &words
	}
	return sheet, nil
}

// Note says to everybody what is made of the result, or why so few answered. It replaces an earlier one.
func (s *Service) Note(ctx context.Context, actor, id uuid.UUID, n api.EvaluationNote) (w whole, err error) {
	text, err := fault.Text("text", n.Text)
	if err == nil && len([]rune(text)) < 2 {
		err = fault.ErrText.On("text", api.ProblemCodeInvalidText)
	}
	if err != nil {
		return w, err
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		r, standing, err := load(ctx, tx, id, actor, now)
		if err != nil {
			return err
		}
		if err := CanAct(api.EvaluationActNote, r.facts(standing), now); err != nil {
			return err
		}
		if err := setNote(ctx, tx, id, text); err != nil {
			return err
		}
		if w, err = s.seen(ctx, tx, actor, id, now); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Community: r.CommunityID, Actor: actor, Action: "evaluation.note", Subject: id})
	})
	return w, err
}
