// Package complaints takes complaints and suggestions (投诉与建议) and sees to it that each is answered with the reason.
//
// Whoever is signed in may complain, also who is not verified yet or belongs to no community: about personal data, about
// something shown here, about the app, about the conduct of somebody who holds an office in the community or in the town,
// or about anything else; five times a day at most. Nobody learns who complained unless the complainant ticks that the
// one who answers may see the name.
//
// The chair of the committee answers what concerns data, content and the app in a community. What concerns conduct never
// goes to those it may be about: conduct in the community goes to the officer of the town, and whoever holds an office in
// that community neither sees nor answers it; conduct in the town goes to the administrator of the platform. Without a
// community the administrator of the platform answers. Where nobody sits at a desk, or only who complained, the next one
// up answers. The supervision committee sees complaints about conduct in its community, without the name.
//
// The answer is due at the end of the fifteenth calendar day after the day of the complaint. That is our choice, and
// shorter than the fifteen working days that the authorities allow apps for requests about data; the Personal Information
// Protection Law (article 50) wants requests handled and refusals given reasons, without a number of days. What the
// committee leaves unanswered past the date, the town may answer as well. An answer is given once. Who complained may ask
// once more; the next desk up answers within the same time, never who answered first – but for the platform, above which
// there is nobody. The second answer is the last.
//
// A deleted account takes the complainant from a complaint, and of an answered one the words as well; the words of an open
// one go when it is answered.
package complaints

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/communities"
	"wugong/server/fault"
	"wugong/server/identity"
	"wugong/server/notifications"
	"wugong/server/numbers"
)

// Service holds what the use cases need.
type Service struct {
	DB  *gorm.DB
	Now func() time.Time
}

// Number shows the n-th complaint as "T-00AK7-X".
func Number(n int64) string { return numbers.Say("T", n) }

// write runs a use case in one transaction with the moment at which it happens; the actor's account stays until its end.
func (s *Service) write(ctx context.Context, actor uuid.UUID, do func(tx *gorm.DB, now time.Time) error) error {
	now := s.Now().UTC().Truncate(time.Microsecond)
	return s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := identity.Hold(ctx, tx, actor); err != nil {
			return err
		}
		return do(tx, now)
	})
}

// Lodge takes a complaint. Sent again by the same person it gives the record of the first time, and made is false.
func (s *Service) Lodge(ctx context.Context, actor uuid.UUID, d api.ComplaintDraft) (f full, made bool, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		made = false
		c, err := complaintOf(ctx, tx, d.ID)
		if errors.Is(err, ErrNotFound) {
			c, made, err = s.lodge(ctx, tx, actor, d, now)
		}
		if err != nil {
			return err
		}
		if !made && !is(c.ComplainantID, actor) {
			return fault.ErrIDTaken
		}
		f, err = look(ctx, tx, c, actor, now)
		return err
	})
	return f, made && err == nil, err
}

func (s *Service) lodge(ctx context.Context, tx *gorm.DB, actor uuid.UUID, d api.ComplaintDraft, now time.Time) (c Complaint, made bool, err error) {
	lodged, err := countToday(ctx, tx, actor, now)
	if err != nil {
		return c, false, err
	}
	if c, err = complaintOf(ctx, tx, d.ID); !errors.Is(err, ErrNotFound) {
		return c, false, err // the other copy was faster
	}
	if lodged >= lodgedADay {
		return c, false, ErrDailyLimit.Retry(untilTomorrow(now))
	}
	c = Complaint{ID: d.ID, ComplainantID: &actor, Named: d.Named != nil && *d.Named, Topic: d.Topic, CommunityID: d.CommunityID,
		ReportID: d.ReportID, State: api.ComplaintStateReceived, LodgedAt: now, DueAt: DueOf(now)}
	if c.Text, err = said(d.Text); err != nil {
		return c, false, err
	}
	if c.CommunityID != nil {
		if _, err := communities.CommunityOf(ctx, tx, *c.CommunityID); err != nil {
			return c, false, err
		}
	}
	desk, to, err := deskFrom(ctx, tx, c, firstDesk(c.Topic, c.CommunityID != nil), now)
	if err != nil {
		return c, false, err
	}
	c.Desk, c.FirstDesk = desk, desk
	if made, err = insertComplaint(ctx, tx, &c); err != nil {
		return c, false, err
	}
	if !made { // somebody else's, and committed by now
		c, err = complaintOf(ctx, tx, d.ID)
		return c, false, err
	}
	if err := record(ctx, tx, c, actor, "complaint.lodge"); err != nil {
		return c, false, err
	}
	return c, true, notifications.Queue(ctx, tx, c.notice(api.NoticeKindComplaintLodged, now, to))
}

// Answer answers a round of a complaint, once. The same answer sent again by the same person changes nothing.
func (s *Service) Answer(ctx context.Context, actor, id uuid.UUID, a api.ComplaintAnswer) (f full, err error) {
	text, err := said(a.Text)
	if err != nil {
		return full{}, err
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		c, facts, err := lockFor(ctx, tx, actor, id, now)
		if err != nil {
			return err
		}
		if a.Round == 1 && facts.Answered && c.Answer == text || a.Round == 2 && facts.AnsweredSecond && c.Second == text {
			f, err = look(ctx, tx, c, actor, now)
			return err
		}
		if err := CanAnswer(facts, a.Round); err != nil {
			return err
		}
		c.answered(facts, actor, text, now)
		if err := save(ctx, tx, c); err != nil {
			return err
		}
		if err := record(ctx, tx, c, actor, "complaint.answer"); err != nil {
			return err
		}
		to := []uuid.UUID{api.Value(c.ComplainantID)}
		if err := notifications.Queue(ctx, tx, c.notice(api.NoticeKindComplaintAnswered, now, to)); err != nil {
			return err
		}
		f, err = look(ctx, tx, c, actor, now)
		return err
	})
	return f, err
}

// answered puts an answer where it belongs, and under the desk that gave it.
func (c *Complaint) answered(f Facts, actor uuid.UUID, text string, now time.Time) {
	c.Desk, _ = f.Place()
	c.State = api.ComplaintStateAnswered
	if f.Round == 2 {
		c.Second, c.SecondAt, c.SecondBy = text, &now, &actor
	} else {
		c.Answer, c.AnsweredAt, c.AnsweredBy, c.FirstDesk = text, &now, &actor, c.Desk
	}
	if c.ComplainantID == nil {
		c.Text, c.Again = "", ""
	}
}

// AskAgain lets who complained ask once more. The same words sent again change nothing.
func (s *Service) AskAgain(ctx context.Context, actor, id uuid.UUID, words string) (f full, err error) {
	text, err := said(words)
	if err != nil {
		return full{}, err
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		c, facts, err := lockFor(ctx, tx, actor, id, now)
		if err != nil {
			return err
		}
		if facts.Mine && facts.Round == 2 && c.Again == text {
			f, err = look(ctx, tx, c, actor, now)
			return err
		}
		if err := CanAskAgain(facts); err != nil {
			return err
		}
		c.State, c.Again, c.AgainAt, c.DueAt = api.ComplaintStateReceived, text, &now, DueOf(now)
		var to []uuid.UUID
		if c.Desk, to, err = deskFrom(ctx, tx, c, above(c.Desk), now); err != nil {
			return err
		}
		if err := save(ctx, tx, c); err != nil {
			return err
		}
		if err := record(ctx, tx, c, actor, "complaint.ask_again"); err != nil {
			return err
		}
		if err := notifications.Queue(ctx, tx, c.notice(api.NoticeKindComplaintAskedAgain, now, to)); err != nil {
			return err
		}
		f, err = look(ctx, tx, c, actor, now)
		return err
	})
	return f, err
}

// lockFor locks a complaint for somebody; what they may not see does not exist.
func lockFor(ctx context.Context, tx *gorm.DB, actor, id uuid.UUID, now time.Time) (Complaint, Facts, error) {
	c, err := lockComplaint(ctx, tx, id)
	if err != nil {
		return c, Facts{}, err
	}
	s, err := seatsOf(ctx, tx, actor, now)
	if err != nil {
		return c, Facts{}, err
	}
	facts := s.facts(c, now)
	if !facts.Sees() {
		return c, facts, ErrNotFound
	}
	return c, facts, nil
}

func record(ctx context.Context, tx *gorm.DB, c Complaint, actor uuid.UUID, action string) error {
	return audit.Record(ctx, tx, audit.Entry{Community: api.Value(c.CommunityID), Actor: actor, Action: action, Subject: c.ID,
		Detail: map[string]any{"topic": string(c.Topic), "desk": string(c.Desk), "round": c.round()}})
}

// notice is news about a complaint. Nothing in it tells who complained, or of what.
func (c Complaint) notice(kind api.NoticeKind, at time.Time, to []uuid.UUID) notifications.Notice {
	return notifications.Notice{To: to, Kind: kind, Community: api.Value(c.CommunityID), Subject: c.ID, At: at,
		Link: "/complaints/" + c.ID.String(), Args: map[string]string{"number": Number(c.Number)},
		Words: map[string]string{"topic": "complaint.topic." + string(c.Topic)}}
}

// said checks what somebody wrote; nothing but spaces is nothing.
func said(text string) (string, error) {
	text, err := fault.Text("text", text)
	if err == nil && text == "" {
		err = fault.ErrText.On("text", api.ProblemCodeInvalidText)
	}
	return text, err
}
