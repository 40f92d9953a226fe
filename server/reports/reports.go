// Package reports carries a photo report (随手拍) from a resident's phone to "fixed".
//
// A member of a community, verified or not, files a report: a class, one to six own photos, and a place – a point, or a
// spot on the community's plan. Staff and building heads may file for somebody without a phone. The committee, or the
// grid worker of the reporter's building, accepts it and chooses whether its photos are public or for staff only, or
// rejects it with a reason, against which the reporter may object once. What is accepted is given to somebody: law
// enforcement and danger to a department or the town, never to neighbours. It may be handed to an outside body, with
// its case number; then the clock stands still. Who works on it, or the committee, says that it is resolved, with a
// photo and a note. For five days it is the reporter's to confirm or reopen it; then, until the seventh day, a verified
// neighbour or a building head may answer as well; after that it is closed as "not confirmed". Whoever resolved a report
// does not confirm it. It is reopened twice at most, then the town decides. A confirmed report is closed after a day.
//
// Dates are on the working calendar: four working hours to accept, a working day to find somebody, then the days of the
// class, which begin when the report is accepted, and again when it is reopened.
//
// Nobody is told who filed a report: not the public, not the staff. The record says "the reporter", and there is no way
// to ask for more. The public sees accepted reports only: class, headline, rough place (50 m), state, days; photos where
// the committee made them public; dates without the time of day, in any order or mark of a page. An id made by a phone
// should therefore be random (UUID version 4), because one made from the clock would tell the minute.
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

// Service holds what the use cases need.
type Service struct {
	DB  *gorm.DB
	Now func() time.Time
	// Exact tells whether the exact place may be kept, not only a rough one; the domain of privacy provides it.
	Exact func(ctx context.Context, tx *gorm.DB, reporter uuid.UUID) (bool, error)
}

// managers are the roles that handle a community's reports.
var managers = []api.Role{api.RoleCommitteeMember, api.RoleCommitteeChair}

// aids are the roles that look after a building.
var aids = []api.Role{api.RoleGridWorker, api.RoleBuildingHead}

// write runs a use case in one transaction with the moment at which it happens.
func (s *Service) write(ctx context.Context, do func(tx *gorm.DB, now time.Time) error) error {
	now := s.Now().UTC().Truncate(time.Microsecond)
	return s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error { return do(tx, now) })
}

// File files a report. Sent again by the same person it gives the record of the first time, and made is false.
func (s *Service) File(ctx context.Context, actor uuid.UUID, d api.ReportDraft) (f full, made bool, err error) {
	err = s.write(ctx, func(tx *gorm.DB, now time.Time) error {
		if err := identity.Hold(ctx, tx, actor); err != nil {
			return err
		}
		if again, err := reportOf(ctx, tx, d.ID); err == nil {
			f, err = s.again(ctx, tx, again, actor, now)
			return err
		} else if !errors.Is(err, ErrNotFound) {
			return err
		}
		r, err := s.draft(ctx, tx, actor, d, now)
		if err != nil {
			return err
		}
		if made, err = insertReport(ctx, tx, &r); err != nil {
			return err
		}
		if !made { // the other copy was faster, and is committed by now
			if r, err = reportOf(ctx, tx, d.ID); err != nil {
				return err
			}
			f, err = s.again(ctx, tx, r, actor, now)
			return err
		}
		if err := s.filed(ctx, tx, r, d.PhotoIds); err != nil {
			return err
		}
		f, err = s.look(ctx, tx, r, actor, now)
		return err
	})
	return f, made && err == nil, err
}

// again answers a report that was filed before, to the person who did.
func (s *Service) again(ctx context.Context, tx *gorm.DB, r Report, actor uuid.UUID, now time.Time) (full, error) {
	if r.ReporterID != actor {
		return full{}, fault.ErrIDTaken
	}
	return s.look(ctx, tx, r, actor, now)
}

// draft checks what was sent and makes the report of it.
func (s *Service) draft(ctx context.Context, tx *gorm.DB, actor uuid.UUID, d api.ReportDraft, now time.Time) (r Report, err error) {
	standing, err := communities.StandingOf(ctx, tx, d.CommunityID, actor, now)
	if err != nil {
		return r, err
	}
	c, known := classByCode[d.Class]
	filer := Filer{
		Member: standing.Member, Staff: communities.Can(standing, api.PermissionReportWork),
		Assisting: communities.Can(standing, api.PermissionReportWork) && !standing.Has(api.RolePropertyCompany),
	}
	filer.Member = filer.Member || communities.Can(standing, api.PermissionReportFile)
	if err := CanFile(filer, !known || c.Hidden, d.OnBehalf != nil); err != nil {
		return r, err
	}
	if !known {
		return r, ErrClass.On("class", ErrClass.Code)
	}
	if len(d.PhotoIds) < 1 || len(d.PhotoIds) > 6 {
		return r, ErrPhotos.On("photo_ids", ErrPhotos.Code)
	}
	r = Report{
		ID: d.ID, CommunityID: d.CommunityID, ReporterID: actor, OnBehalf: d.OnBehalf, Class: d.Class,
		State: api.ReportStateSubmitted, FiledAt: now,
	}
	if standing.Building != uuid.Nil {
		r.BuildingID = &standing.Building
	}
	if r.AssetID, err = keptHere(ctx, tx, d); err != nil {
		return r, err
	}
	if d.Text != nil {
		if r.Text, err = fault.Text("text", *d.Text); err != nil {
			return r, err
		}
	}
	spot, err := s.Locate(ctx, tx, r.CommunityID, r.ReporterID, d.Place)
	if err != nil {
		return r, err
	}
	r.lies(spot)
	r.setDues(Dues{}.After(china.Workdays, api.ReportActSubmit, r.State, c.Days, now))
	return r, nil
}

// filed does what goes with a new report: its photos, its first line, the log, and word to those who decide.
func (s *Service) filed(ctx context.Context, tx *gorm.DB, r Report, photos []uuid.UUID) error {
	if err := media.Attach(ctx, tx, r.ReporterID, photos, r.audience()); err != nil {
		return err
	}
	if err := addPhotos(ctx, tx, r.ID, api.PhotoKindBefore, photos, 0); err != nil {
		return err
	}
	return s.submitted(ctx, tx, r, r.ReporterID, api.TimelineActorReporter)
}

// submitted writes the first line of a report and the log, and tells those who decide.
func (s *Service) submitted(ctx context.Context, tx *gorm.DB, r Report, actor uuid.UUID, as api.TimelineActor) error {
	if err := record(ctx, tx, event{ReportID: r.ID, Act: api.ReportActSubmit, State: r.State, At: r.FiledAt, Party: as, ActorID: &actor}); err != nil {
		return err
	}
	entry := audit.Entry{Community: r.CommunityID, Actor: actor, Action: "report.submit", Subject: r.ID, Detail: map[string]any{"class": r.Class}}
	if err := audit.Record(ctx, tx, entry); err != nil {
		return err
	}
	to, err := s.deciders(ctx, tx, r, r.FiledAt)
	if err != nil {
		return err
	}
	return notifications.Queue(ctx, tx, r.notice(api.NoticeKindReportSubmitted, r.FiledAt, without(without(to, r.ReporterID), actor)))
}

// deciders are the accounts that look at a new report: the committee, and who looks after the building.
func (s *Service) deciders(ctx context.Context, tx *gorm.DB, r Report, now time.Time) ([]uuid.UUID, error) {
	to, err := communities.HoldersOf(ctx, tx, r.CommunityID, now, managers...)
	if err != nil {
		return nil, err
	}
	near, err := s.near(ctx, tx, r, now)
	return append(to, near...), err
}

// near are the accounts that look after the building of a report; without a building, those bound to none.
func (s *Service) near(ctx context.Context, tx *gorm.DB, r Report, now time.Time) ([]uuid.UUID, error) {
	building := uuid.Max
	if r.BuildingID != nil {
		building = *r.BuildingID
	}
	return communities.HoldersIn(ctx, tx, r.CommunityID, building, now, aids...)
}

// audience is who sees the photos of a report now: everybody where the committee said so, otherwise the reporter, those
// who look after the building or work on the report while they hold their office, and staff. The reporter sees them in
// any case, to be able to confirm.
func (r Report) audience() media.Audience {
	a := media.Audience{Community: r.CommunityID, Level: media.Public}
	if r.PhotoAudience != nil && *r.PhotoAudience == api.PhotoAudiencePublic {
		return a
	}
	a.Level = media.Parties
	if r.ReporterID != uuid.Nil {
		a.Persons = []uuid.UUID{r.ReporterID}
	}
	for _, role := range aids {
		a.Offices = append(a.Offices, media.Office{Role: role, Building: api.Value(r.BuildingID)})
	}
	if r.AssigneeKind != nil {
		for _, role := range officesOf(*r.AssigneeKind) {
			a.Offices = append(a.Offices, media.Office{Role: role, Account: api.Value(r.AssigneeID)})
		}
	}
	return a
}

// notice is news about a report. Nothing in it tells who filed it or where.
func (r Report) notice(kind api.NoticeKind, at time.Time, to []uuid.UUID) notifications.Notice {
	c := classByCode[r.Class]
	return notifications.Notice{
		To: to, Kind: kind, At: at, Community: r.CommunityID, Subject: r.ID, Link: "/reports/" + r.ID.String(),
		Args:    map[string]string{"number": Number(r.Number), "class": c.Zh, "assignee": r.AssigneeName, "case_number": r.CaseNumber},
		English: map[string]string{"class": c.En},
	}
}

func (r *Report) setDues(d Dues) {
	r.DueAt, r.WorkDueAt, r.WorkLeft = d.Step, d.Work, int64(d.Left/time.Second)
}

func (r Report) dues() Dues {
	return Dues{Work: r.WorkDueAt, Step: r.DueAt, Left: time.Duration(r.WorkLeft) * time.Second}
}

func without(ids []uuid.UUID, one uuid.UUID) []uuid.UUID {
	rest := make([]uuid.UUID, 0, len(ids))
	for _, id := range ids {
		if id != one {
			rest = append(rest, id)
		}
	}
	return rest
}
