package reports

import (
	"context"
	"errors"
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

// turn is one step being taken.
type turn struct {
	act   api.ReportAct
	from  api.ReportState
	actor uuid.UUID // uuid.Nil for the clock
	as    Party
	now   time.Time
	note  string
	api.ReportMove
}

// Move takes a report one step on from the state that the caller saw.
func (s *Service) Move(ctx context.Context, actor, id uuid.UUID, m api.ReportMove) (f full, err error) {
	err = s.write(ctx, func(tx *gorm.DB, now time.Time) error {
		if err := identity.Hold(ctx, tx, actor); err != nil {
			return err
		}
		r, err := lockReport(ctx, tx, id)
		if err != nil {
			return err
		}
		standing, err := communities.StandingOf(ctx, tx, r.CommunityID, actor, now)
		if err != nil {
			return err
		}
		facts := factsOf(r, standing)
		if SightOf(facts) == Nothing {
			return ErrNotFound
		}
		if m.From != r.State {
			return ErrChanged
		}
		t := turn{act: m.Act, from: r.State, actor: actor, now: now, ReportMove: m}
		if err := s.take(ctx, tx, &r, t, facts); err != nil {
			return err
		}
		if f, err = s.look(ctx, tx, r, actor, now); err != nil {
			return err
		}
		return f.Report.end(ctx, tx)
	})
	return f, err
}

// take decides and writes one step, with everything that belongs to it.
func (s *Service) take(ctx context.Context, tx *gorm.DB, r *Report, t turn, facts Facts) error {
	next, as, err := Next(t.act, facts, t.now)
	if err != nil {
		return err
	}
	t.as = as
	if err := t.tidy(); err != nil {
		return err
	}
	if err := next.Missing(t.given()); err != nil {
		return err
	}
	if t.act == api.ReportActAssign {
		if err := s.assign(ctx, tx, r, *t.Assignee, t.now); err != nil {
			return err
		}
	}
	r.apply(t, next.to)
	if err := saveMove(ctx, tx, *r, t.from); err != nil {
		return err
	}
	if err := s.photos(ctx, tx, *r, t); err != nil {
		return err
	}
	return s.note(ctx, tx, *r, t)
}

// tidy checks the texts of a step, and that it brings no photos where none belong.
func (t *turn) tidy() (err error) {
	if t.Note != nil {
		if t.note, err = fault.Text("note", *t.Note); err != nil {
			return err
		}
	}
	for field, text := range map[string]**string{"headline": &t.Headline, "case_number": &t.CaseNumber} {
		if *text == nil {
			continue
		}
		line, err := fault.Line(field, **text)
		if err != nil {
			return err
		}
		*text = &line
	}
	if t.PhotoIds != nil && len(*t.PhotoIds) > 0 && t.act != api.ReportActResolve {
		return fault.ErrInvalid.On("photo_ids", api.ProblemCodeInvalidRequest)
	}
	return nil
}

func (t turn) given() Given {
	return Given{
		Note: t.note != "", Reason: t.Reason != nil, Photo: len(t.photoIDs()) > 0, Assignee: t.Assignee != nil,
		Audience: t.PhotoAudience != nil, CaseNumber: t.CaseNumber != nil,
	}
}

func (t turn) photoIDs() []uuid.UUID {
	if t.PhotoIds == nil {
		return nil
	}
	return *t.PhotoIds
}

// apply changes a report by a step that was found right.
func (r *Report) apply(t turn, to api.ReportState) {
	switch t.act {
	case api.ReportActAccept:
		r.PhotoAudience = t.PhotoAudience
		if t.Headline != nil {
			r.Headline = *t.Headline
		}
	case api.ReportActReject:
		r.RejectReason = t.Reason
	case api.ReportActObject:
		r.RejectReason, r.Objected = nil, true
	case api.ReportActHandOver:
		r.CaseNumber = *t.CaseNumber
	case api.ReportActResolve:
		r.ResolvedAt, r.ResolvedBy = &t.now, &t.actor
	case api.ReportActVerify:
		r.VerifiedAt, r.Confirmed = &t.now, true
	case api.ReportActReopen:
		r.Reopened++
	case api.ReportActClose:
		r.ClosedAt = &t.now
	}
	r.setDues(r.dues().After(china.Workdays, t.act, to, classByCode[r.Class].Days, t.now))
	r.State = to
}

// photos gives the photos of a report the audience that follows from a step, and takes those that came with it.
func (s *Service) photos(ctx context.Context, tx *gorm.DB, r Report, t turn) error {
	if t.act != api.ReportActAccept && t.act != api.ReportActAssign && t.act != api.ReportActResolve {
		return nil
	}
	there, err := photosOf(ctx, tx, r.ID)
	if err != nil {
		return err
	}
	if t.act != api.ReportActResolve {
		ids := make([]uuid.UUID, len(there))
		for i, p := range there {
			ids[i] = p.MediaID
		}
		return media.SetAudience(ctx, tx, ids, r.audience())
	}
	if err := media.Attach(ctx, tx, t.actor, t.photoIDs(), r.audience()); err != nil {
		return err
	}
	behind := 0
	for _, p := range there {
		if p.Kind == api.PhotoKindAfter {
			behind++
		}
	}
	return addPhotos(ctx, tx, r.ID, api.PhotoKindAfter, t.photoIDs(), behind)
}

// note writes a step into the timeline and the log, and tells those concerned.
func (s *Service) note(ctx context.Context, tx *gorm.DB, r Report, t turn) error {
	e := event{ReportID: r.ID, Act: t.act, State: r.State, At: t.now, Party: partyName(t.as), Note: t.note}
	if t.actor != uuid.Nil {
		e.ActorID = &t.actor
	}
	switch t.act {
	case api.ReportActReject:
		e.Reason = t.Reason
	case api.ReportActAssign:
		e.Assignee = r.AssigneeName
	case api.ReportActHandOver:
		e.CaseNumber = r.CaseNumber
	}
	if err := record(ctx, tx, e); err != nil {
		return err
	}
	entry := audit.Entry{Community: r.CommunityID, Actor: t.actor, Action: "report." + string(t.act), Subject: r.ID,
		Detail: map[string]any{"from": string(t.from), "to": string(r.State)}}
	if err := audit.Record(ctx, tx, entry); err != nil {
		return err
	}
	kind, to, err := s.concerned(ctx, tx, r, t)
	if err != nil {
		return err
	}
	return notifications.Queue(ctx, tx, r.notice(kind, t.now, without(to, t.actor)))
}

// newsOf says which news a step is.
var newsOf = map[api.ReportAct]api.NoticeKind{
	api.ReportActAccept: api.NoticeKindReportAccepted, api.ReportActReject: api.NoticeKindReportRejected,
	api.ReportActObject: api.NoticeKindReportObjected, api.ReportActAssign: api.NoticeKindReportAssigned,
	api.ReportActStart: api.NoticeKindReportInProgress, api.ReportActResume: api.NoticeKindReportInProgress,
	api.ReportActHandOver: api.NoticeKindReportWaitingExternal, api.ReportActResolve: api.NoticeKindReportResolved,
	api.ReportActVerify: api.NoticeKindReportVerified, api.ReportActReopen: api.NoticeKindReportReopened,
	api.ReportActClose: api.NoticeKindReportClosed,
}

// concerned are those who are told of a step.
func (s *Service) concerned(ctx context.Context, tx *gorm.DB, r Report, t turn) (kind api.NoticeKind, to []uuid.UUID, err error) {
	kind = newsOf[t.act]
	switch t.act {
	case api.ReportActObject:
		to, err = s.deciders(ctx, tx, r, t.now)
		return kind, to, err
	case api.ReportActAssign, api.ReportActResume:
		to, err = s.assigned(ctx, tx, r, t.now)
		return kind, append(to, r.ReporterID), err
	case api.ReportActVerify, api.ReportActReopen:
		if to, err = s.assigned(ctx, tx, r, t.now); err != nil {
			return kind, nil, err
		}
		committee, err := communities.HoldersOf(ctx, tx, r.CommunityID, t.now, managers...)
		return kind, append(to, committee...), err
	}
	return kind, []uuid.UUID{r.ReporterID}, nil
}

// partyName is what the timeline calls the party that somebody acted as: the nearest to the matter.
func partyName(as Party) api.TimelineActor {
	switch {
	case as&Reporter != 0:
		return api.TimelineActorReporter
	case as&Assignee != 0:
		return api.TimelineActorAssignee
	case as&(Committee|Grid) != 0:
		return api.TimelineActorCommittee
	case as&Neighbour != 0:
		return api.TimelineActorNeighbour
	}
	return api.TimelineActorSystem
}

// closeBatch is how many reports the clock closes before it looks again.
const closeBatch = 200

// CloseRipe closes what was confirmed a day ago, and what nobody answered for a week. It may run at any time, twice or
// on two servers at once; each report is its own transaction.
func (s *Service) CloseRipe(ctx context.Context) error {
	for {
		ids, err := ripe(ctx, s.DB, s.Now().UTC(), closeBatch)
		if err != nil || len(ids) == 0 {
			return err
		}
		for _, id := range ids {
			if err := s.closeOne(ctx, id); err != nil {
				return err
			}
		}
	}
}

func (s *Service) closeOne(ctx context.Context, id uuid.UUID) error {
	return s.write(ctx, func(tx *gorm.DB, now time.Time) error {
		r, err := lockReport(ctx, tx, id)
		if err != nil {
			return err
		}
		facts := factsOf(r, communities.Standing{})
		facts.Parties = System
		err = s.take(ctx, tx, &r, turn{act: api.ReportActClose, from: r.State, now: now}, facts)
		if errors.Is(err, ErrNotNow) { // answered or closed meanwhile
			return nil
		}
		if err != nil {
			return err
		}
		return r.end(ctx, tx)
	})
}
