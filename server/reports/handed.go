package reports

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/communities"
	"wugong/server/fault"
	"wugong/server/media"
)

// Located is where something lies, as it was sent and found right; the zero value is nowhere.
type Located struct {
	Lat, Lon     *float64 // WGS-84
	Accuracy     *int     // metres
	SpotX, SpotY *int     // thousandths of the plan picture
	Words        string
}

// Locate checks where something lies: by position, on the plan or in words, and not on the other side of the country
// (report_place_missing, report_place_far). Who told it without the consent to exact places has told a rough one.
func (s *Service) Locate(ctx context.Context, tx *gorm.DB, community, teller uuid.UUID, p api.Place) (l Located, err error) {
	if p.Words != nil {
		if l.Words, err = fault.Text("place.words", *p.Words); err != nil {
			return l, err
		}
	}
	if p.Point == nil && p.Spot == nil && l.Words == "" {
		return l, ErrPlace.On("place", ErrPlace.Code)
	}
	if p.Spot != nil {
		l.SpotX, l.SpotY = &p.Spot.X, &p.Spot.Y
	}
	if p.Point == nil {
		return l, nil
	}
	l.Lat, l.Lon, l.Accuracy = &p.Point.Lat, &p.Point.Lon, p.Accuracy
	if s.Exact != nil {
		exact, err := s.Exact(ctx, tx, teller)
		if err != nil {
			return l, err
		}
		if !exact {
			lat, lon := Snap(*l.Lat, *l.Lon)
			l.Lat, l.Lon, l.Accuracy = &lat, &lon, nil
		}
	}
	c, err := communities.CommunityOf(ctx, tx, community)
	if err != nil {
		return l, err
	}
	if c.Lat != nil && c.Lon != nil && metresBetween(*c.Lat, *c.Lon, *l.Lat, *l.Lon) > farMetres {
		return l, ErrFar.On("place.point", ErrFar.Code)
	}
	return l, nil
}

// Nowhere tells whether no place is known.
func (l Located) Nowhere() bool { return l.Lat == nil && l.SpotX == nil && l.Words == "" }

// Shown is the place for those who see it exactly, or as everybody sees it.
func (l Located) Shown(exactly bool) api.Place {
	where := place(l.Lat, l.Lon, l.SpotX, l.SpotY)
	if exactly {
		return where.exact(l.Accuracy, l.Words)
	}
	return where.rough()
}

func (r *Report) lies(l Located) {
	r.Lat, r.Lon, r.Accuracy, r.SpotX, r.SpotY, r.PlaceWords = l.Lat, l.Lon, l.Accuracy, l.SpotX, l.SpotY, l.Words
}

// Handed is a matter of another domain that becomes a report.
type Handed struct {
	ID, Community uuid.UUID
	Reporter      uuid.UUID // whose report it is
	By            uuid.UUID // who of the committee said so
	Class         string
	Text          string // cut to 500 characters
	Place         Located
	Photos        []uuid.UUID // attached already; they stay as visible as they are until somebody accepts the report
}

// HandIn files a report for a matter of another domain, in its transaction: the report is the reporter's and waits to be
// accepted like any other.
func (s *Service) HandIn(ctx context.Context, tx *gorm.DB, h Handed, now time.Time) error {
	c, known := classByCode[h.Class]
	if !known {
		return ErrClass.On("class", ErrClass.Code)
	}
	if h.Place.Nowhere() {
		return ErrPlace.On("place", ErrPlace.Code)
	}
	standing, err := communities.StandingOf(ctx, tx, h.Community, h.Reporter, now)
	if err != nil {
		return err
	}
	r := Report{ID: h.ID, CommunityID: h.Community, ReporterID: h.Reporter, Class: h.Class, State: api.ReportStateSubmitted, FiledAt: now}
	if standing.Building != uuid.Nil {
		r.BuildingID = &standing.Building
	}
	text := []rune(h.Text)
	r.Text = string(text[:min(len(text), 500)])
	r.lies(h.Place)
	r.setDues(Dues{}.After(china.Workdays, api.ReportActSubmit, r.State, c.Days, now))
	made, err := insertReport(ctx, tx, &r)
	if err != nil {
		return err
	}
	if !made {
		return fault.ErrIDTaken
	}
	if len(h.Photos) > 0 {
		if err := addPhotos(ctx, tx, r.ID, api.PhotoKindBefore, h.Photos, 0); err != nil {
			return err
		}
	}
	return s.submitted(ctx, tx, r, h.By, api.TimelineActorCommittee)
}

// ShowPhotos lets the photos of a report be seen by whom the report lets see them: until somebody has decided that,
// everybody, since they came with what was public.
func ShowPhotos(ctx context.Context, tx *gorm.DB, report uuid.UUID) error {
	r, err := reportOf(ctx, tx, report)
	if err != nil {
		return err
	}
	photos, err := photosOf(ctx, tx, report)
	if err != nil {
		return err
	}
	var before []uuid.UUID
	for _, p := range photos {
		if p.Kind == api.PhotoKindBefore {
			before = append(before, p.MediaID)
		}
	}
	a := r.audience()
	if r.PhotoAudience == nil && r.State == api.ReportStateSubmitted {
		a = media.Audience{Community: r.CommunityID, Level: media.Public}
	}
	return media.SetAudience(ctx, tx, before, a)
}
