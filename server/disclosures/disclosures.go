// Package disclosures is what the committee must lay open (居务公开, 村务公开): accounts, fees and subsidies, aid, what it
// does for the government, projects, land and collective assets, decisions, elections. The law says what, and how often:
// most of it at least every quarter, the accounts every month where much money moves, great matters at once. Whoever
// reads the community's pages reads them, guests too. What is laid open stands on display until the end of the 15th day
// after, and can neither be changed nor withdrawn: a correction that says what was wrong takes its place, and both stay to
// be read. Sums are computed from the lines, never typed. It also hangs on paper, and a photo shows it there. A verified
// resident asks, and is answered within 7 days, for everybody to read and without the name. The supervision committee
// notes what it has checked. What is owed for which period follows from the law and the dates; the committee is told
// when a period is over, and those who watch it as well when the date has passed.
package disclosures

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/china"
	"wugong/server/communities"
	"wugong/server/fault"
	"wugong/server/identity"
	"wugong/server/media"
	"wugong/server/notifications"
)

// Service holds what the use cases need.
type Service struct {
	DB        *gorm.DB
	Now       func() time.Time
	PublicURL string // before /disclosures/<id> in the code on paper
}

func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Microsecond) }

// offices see photos for members beside the verified residents and staff.
var offices = []media.Office{{Role: api.RoleTownOfficer}}

// seen is a disclosure for somebody.
func (s *Service) seen(ctx context.Context, tx *gorm.DB, r row, actor uuid.UUID, now time.Time) (whole, error) {
	standing, err := communities.StandingOf(ctx, tx, r.CommunityID, actor, now)
	if err != nil {
		return whole{}, err
	}
	return whole{row: r, facts: r.facts(standing), now: now, link: strings.TrimSuffix(s.PublicURL, "/") + "/disclosures/" + r.ID.String(),
		inner: standing.Verified || standing.Staff() || standing.Has(api.RoleTownOfficer)}, nil
}

// See gives a disclosure; it is for everybody.
func (s *Service) See(ctx context.Context, actor, id uuid.UUID) (whole, error) {
	r, err := load(ctx, s.DB, id)
	if err != nil {
		return whole{}, err
	}
	return s.seen(ctx, s.DB, r, actor, s.now())
}

// Create lays something open. Sent again by the same person it gives what the first time made, and made is false.
func (s *Service) Create(ctx context.Context, actor, community uuid.UUID, d api.DisclosureDraft) (w whole, made bool, err error) {
	err = s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := identity.Hold(ctx, tx, actor); err != nil {
			return err
		}
		now := s.now()
		if _, err := load(ctx, tx, d.ID); errors.Is(err, ErrNotFound) {
			if made, err = create(ctx, tx, actor, community, d, now); err != nil {
				return err
			}
		} else if err != nil {
			return err
		}
		r, err := load(ctx, tx, d.ID)
		if err != nil {
			return err
		}
		if r.AuthorID == nil || *r.AuthorID != actor || r.CommunityID != community {
			return fault.ErrIDTaken
		}
		w, err = s.seen(ctx, tx, r, actor, now)
		return err
	})
	return w, made, err
}

// create inserts what is drafted, takes its photos and tells the community.
func create(ctx context.Context, tx *gorm.DB, actor, community uuid.UUID, draft api.DisclosureDraft, now time.Time) (made bool, err error) {
	d, lines, err := drafted(ctx, tx, actor, community, draft, now)
	if err != nil {
		return false, err
	}
	if made, err = insert(ctx, tx, &d, lines); err != nil || !made {
		return made, err
	}
	if err := attach(ctx, tx, actor, d, api.Value(draft.Photos)); err != nil {
		return made, err
	}
	kind := api.NoticeKindDisclosurePublished
	if d.CorrectsID != nil {
		kind = api.NoticeKindDisclosureCorrected
	}
	query, args := communities.Audience{Community: community, Unverified: true, Except: actor}.Accounts(now)
	err = notifications.QueueAll(ctx, tx, notifications.Notice{Kind: kind, Community: community, Subject: d.ID, At: now,
		Link: "/disclosures/" + d.ID.String(), Args: map[string]string{"title": d.Title}}, query, args)
	if err != nil {
		return made, err
	}
	return made, audit.Record(ctx, tx, audit.Entry{Community: community, Actor: actor, Action: "disclosure.publish", Subject: d.ID,
		Detail: map[string]any{"category": d.Category, "period": d.PeriodKind, "start": d.PeriodStart.Format(time.DateOnly),
			"lines": len(lines), "corrects": d.CorrectsID}})
}

// attach gives a disclosure its photos, each to whom it is meant for.
func attach(ctx context.Context, tx *gorm.DB, actor uuid.UUID, d Disclosure, photos []api.DisclosurePhotoDraft) error {
	by := map[api.DisclosureAudience][]uuid.UUID{}
	seen := map[uuid.UUID]bool{}
	for _, p := range photos {
		if seen[p.ID] {
			return media.ErrInUse
		}
		seen[p.ID] = true
		by[p.Audience] = append(by[p.Audience], p.ID)
	}
	if err := media.AttachPublic(ctx, tx, actor, by[api.DisclosureAudiencePublic], d.CommunityID); err != nil {
		return err
	}
	a := media.Audience{Community: d.CommunityID, Level: media.Community, Offices: offices}
	if err := media.Attach(ctx, tx, actor, by[api.DisclosureAudienceMembers], a); err != nil {
		return err
	}
	return picture(ctx, tx, d.ID, photos)
}

// drafted makes a disclosure of a draft, for somebody who may lay it open.
func drafted(ctx context.Context, tx *gorm.DB, actor, community uuid.UUID, draft api.DisclosureDraft, now time.Time) (d Disclosure, lines []Line, err error) {
	if _, err := mayWrite(ctx, tx, community, actor, now); err != nil {
		return d, nil, err
	}
	place, err := communities.CommunityOf(ctx, tx, community)
	if err != nil {
		return d, nil, err
	}
	d = Disclosure{ID: draft.ID, CommunityID: community, AuthorID: &actor, Category: draft.Category, PeriodKind: draft.Period.Kind,
		PeriodStart: draft.Period.Start.Time, Opening: draft.Opening, PublishedAt: now, Until: Until(now)}
	if err := d.correct(ctx, tx, draft, actor, now); err != nil {
		return d, nil, err
	}
	c, known := categoryOf(d.Category, place.Kind, now)
	if !known {
		return d, nil, ErrCategory.On("category", ErrCategory.Code)
	}
	if err := CheckPeriod(Period{d.PeriodKind, china.Day(d.PeriodStart)}, c.Frequency, now); err != nil && d.CorrectsID == nil {
		return d, nil, err
	}
	if lines, err = d.say(draft); err != nil {
		return d, nil, err
	}
	if d.Category == api.DisclosureCategoryCodeFinance && len(lines) == 0 {
		return d, nil, ErrLines.On("lines", ErrLines.Code)
	}
	n, err := written(ctx, tx, actor, now.Add(-24*time.Hour))
	if err == nil && n >= perDay {
		err = ErrTooMany.Retry(24 * time.Hour)
	}
	return d, lines, err
}

// mayWrite gives the standing of somebody who speaks for the committee; for others the community is there, or not.
func mayWrite(ctx context.Context, tx *gorm.DB, community, actor uuid.UUID, now time.Time) (communities.Standing, error) {
	standing, err := communities.StandingOf(ctx, tx, community, actor, now)
	if err == nil && !communities.Can(standing, api.PermissionDisclosureWrite) {
		err = fault.ErrForbidden
	}
	return standing, err
}

// correct takes over from what is corrected what it is about; it must say what was wrong.
func (d *Disclosure) correct(ctx context.Context, tx *gorm.DB, draft api.DisclosureDraft, actor uuid.UUID, now time.Time) error {
	if (draft.Corrects == nil) != (draft.Reason == nil) {
		return ErrReason.On("reason", ErrReason.Code)
	}
	if draft.Corrects == nil {
		return nil
	}
	old, err := lock(ctx, tx, *draft.Corrects)
	if err != nil {
		return err
	}
	if old.CommunityID != d.CommunityID {
		return ErrNotFound
	}
	standing, err := communities.StandingOf(ctx, tx, d.CommunityID, actor, now)
	if err != nil {
		return err
	}
	twin := old.CorrectionID != nil && *old.CorrectionID == d.ID // sent twice at once
	if err := CanAct(api.DisclosureActCorrect, old.facts(standing)); err != nil && !twin {
		return err
	}
	reason, err := fault.Line("reason", *draft.Reason)
	if err != nil {
		return err
	}
	d.CorrectsID, d.Reason, d.Category, d.PeriodKind, d.PeriodStart = &old.ID, &reason, old.Category, old.PeriodKind, old.PeriodStart
	return NoNumbers("reason", reason)
}

// say checks the words.
func (d *Disclosure) say(draft api.DisclosureDraft) (lines []Line, err error) {
	if d.Title, err = fault.Line("title", draft.Title); err != nil {
		return nil, err
	}
	if d.Text, err = fault.Text("text", draft.Text); err == nil && d.Text == "" {
		err = fault.ErrText.On("text", api.ProblemCodeInvalidText)
	}
	if err == nil {
		err = NoNumbers("title", d.Title)
	}
	if err == nil {
		err = NoNumbers("text", d.Text)
	}
	if err != nil {
		return nil, err
	}
	for _, l := range api.Value(draft.Lines) {
		item, err := fault.Line("lines", l.Item)
		if err == nil {
			err = NoNumbers("lines", item)
		}
		if err != nil {
			return nil, err
		}
		lines = append(lines, Line{l.Side, item, l.Amount})
	}
	return lines, nil
}
