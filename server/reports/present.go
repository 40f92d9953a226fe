package reports

import (
	"context"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/words"
)

// toAPI shows a report as far as the caller sees it.
func (f full) toAPI(ctx context.Context) api.Report {
	r := api.Report{
		ID: f.ID, Number: Number(f.Number), CommunityID: f.CommunityID, CommunityName: &f.Community,
		Class: f.Class, ClassName: classByCode[f.Class].name(words.Lang(ctx)), Headline: api.Maybe(f.Headline),
		State: f.State, FiledAt: f.FiledAt, ClosedAt: f.ClosedAt, DaysUsed: daysUsed(f.FiledAt, f.ClosedAt, f.Now),
		Mine: f.Facts.Parties&Reporter != 0, Photos: []api.Photo{}, PhotoAudience: f.PhotoAudience,
		NextStep: nextStep(f.State, f.AssigneeKind != nil, f.DueAt, f.Now), Acts: Acts(f.Facts, f.Now),
		Place: place(f.Lat, f.Lon, f.SpotX, f.SpotY).rough(), Timeline: make([]api.TimelineEntry, 0, len(f.Events)),
	}
	if f.State == api.ReportStateClosed {
		r.Confirmed = &f.Confirmed
	}
	if f.Asset != nil {
		r.Asset = &api.ReportAsset{ID: f.Asset.ID, Number: f.Asset.Say(), Name: f.Asset.Name}
	}
	if f.AssigneeKind != nil {
		r.Assignee = &api.Assignee{Kind: *f.AssigneeKind, Name: kindName(ctx, *f.AssigneeKind, f.Kind)}
	}
	for _, p := range f.Photos {
		r.Photos = append(r.Photos, p.toAPI())
	}
	if f.Sight == AsPublic {
		r.FiledAt = china.Midnight(f.FiledAt).UTC()
		if f.ClosedAt != nil {
			r.ClosedAt = pointer(china.Midnight(*f.ClosedAt).UTC())
		}
	} else {
		f.inside(&r)
	}
	for _, e := range f.Events {
		if entry, visible := f.entry(e); visible {
			r.Timeline = append(r.Timeline, entry)
		}
	}
	return r
}

// inside adds what the reporter and staff see.
func (f full) inside(r *api.Report) {
	r.Text, r.OnBehalf, r.RejectReason, r.CaseNumber = api.Maybe(f.Text), f.OnBehalf, f.RejectReason, api.Maybe(f.CaseNumber)
	r.Place = place(f.Lat, f.Lon, f.SpotX, f.SpotY).exact(f.Accuracy, f.PlaceWords)
	if r.Assignee != nil {
		r.Assignee.Name = f.AssigneeName
		if f.Sight == AsStaff {
			r.Assignee.AccountID = f.AssigneeID
		}
	}
}

// entry shows a line of the timeline. The public sees parties and days, and what was said when it was resolved; only
// staff see the names of staff.
func (f full) entry(e event) (api.TimelineEntry, bool) {
	line := api.TimelineEntry{Act: e.Act, State: e.State, At: e.At, By: e.Party}
	if f.Sight == AsPublic {
		line.At = china.Midnight(e.At).UTC()
		if e.Act == api.ReportActResolve {
			line.Note = api.Maybe(e.Note)
		}
		return line, e.Act != api.ReportActReject && e.Act != api.ReportActObject
	}
	line.Note, line.Reason, line.Assignee, line.CaseNumber = api.Maybe(e.Note), e.Reason, api.Maybe(e.Assignee), api.Maybe(e.CaseNumber)
	if e.Party == api.TimelineActorCommittee || e.Party == api.TimelineActorAssignee {
		line.Name = api.Maybe(f.Names[api.Value(e.ActorID)])
	}
	return line, true
}

// toAPI shows a page of a list.
func (p page) toAPI(ctx context.Context) api.ReportPage {
	items := make([]api.ReportSummary, len(p.lines))
	for i, l := range p.lines {
		items[i] = p.summary(ctx, l)
	}
	return api.ReportPage{Items: items, Next: api.Maybe(p.next), Counts: p.counts}
}

func (p page) summary(ctx context.Context, l line) api.ReportSummary {
	where := place(l.Lat, l.Lon, l.SpotX, l.SpotY)
	s := api.ReportSummary{
		ID: l.ID, Number: Number(l.Number), Class: l.Class, ClassName: classByCode[l.Class].name(words.Lang(ctx)),
		Headline: api.Maybe(l.Headline), State: l.State, FiledAt: china.Midnight(l.FiledAt).UTC(),
		DaysUsed: daysUsed(l.FiledAt, l.ClosedAt, p.now), Mine: p.actor != uuid.Nil && l.ReporterID == p.actor, Place: pointer(where.rough()),
		NextStep: nextStep(l.State, l.AssigneeKind != nil, l.DueAt, p.now),
	}
	if p.exact {
		s.FiledAt, s.Place = l.FiledAt, pointer(where.exact(l.Accuracy, l.PlaceWords))
	}
	for _, photo := range p.photos[l.ID] {
		switch {
		case photo.Kind == api.PhotoKindAfter:
			s.After = pointer(photo.toAPI())
		case s.Cover == nil:
			s.Cover = pointer(photo.toAPI())
		}
	}
	return s
}

func (p shown) toAPI() api.Photo {
	return api.Photo{ID: p.MediaID, Width: p.Width, Height: p.Height, Kind: p.Kind}
}

func daysUsed(filed time.Time, closed *time.Time, now time.Time) int {
	if closed != nil {
		now = *closed
	}
	return china.DaysBetween(filed, now)
}

// whereabouts is a place as it was sent.
type whereabouts struct {
	point *api.Point
	spot  *api.PlanSpot
}

func place(lat, lon *float64, x, y *int) (w whereabouts) {
	if lat != nil && lon != nil {
		w.point = &api.Point{Lat: *lat, Lon: *lon}
	}
	if x != nil && y != nil {
		w.spot = &api.PlanSpot{X: *x, Y: *y}
	}
	return w
}

// exact is a place for the reporter and staff.
func (w whereabouts) exact(accuracy *int, in string) api.Place {
	return api.Place{Point: w.point, Spot: w.spot, Accuracy: accuracy, Words: api.Maybe(in)}
}

// rough is a place for everybody.
func (w whereabouts) rough() api.Place {
	p := api.Place{Rough: pointer(true)}
	if w.point != nil {
		lat, lon := Snap(w.point.Lat, w.point.Lon)
		p.Point = &api.Point{Lat: lat, Lon: lon}
	}
	if w.spot != nil {
		p.Spot = &api.PlanSpot{X: SnapSpot(w.spot.X), Y: SnapSpot(w.spot.Y)}
	}
	return p
}
