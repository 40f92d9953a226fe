package reports

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/communities"
	"wugong/server/fault"
	"wugong/server/media"
)

func TestAReportIsFiledOnceWithItsPhotosItsLogAndWordToThoseWhoDecide(t *testing.T) {
	v := newVillage(t)
	d := v.paper(t, v.wang)
	f, made, err := v.File(t.Context(), v.wang, d)
	if err != nil || !made {
		t.Fatalf("File: made %v, %v", made, err)
	}
	r := f.toAPI(t.Context())
	if r.State != submitted || !r.Mine || len(r.Photos) != 1 || *r.Text != "楼下垃圾没人管" || r.Place.Rough != nil || r.Number == Number(0) {
		t.Errorf("filed: %+v", r)
	}
	if r.NextStep.Owner != api.NextStepOwnerCommittee || !r.NextStep.DueAt.Equal(time.Date(2026, 11, 23, 16, 0, 0, 0, china.Zone)) {
		t.Errorf("next step: %+v", r.NextStep)
	}
	if again, made, err := v.File(t.Context(), v.wang, d); err != nil || made || again.Number != f.Number {
		t.Errorf("sent again: made %v, %v", made, err)
	}
	if _, _, err := v.File(t.Context(), v.li, d); !errors.Is(err, fault.ErrIDTaken) {
		t.Errorf("the id of another: %v", err)
	}
	for what, want := range map[string]int{
		`SELECT count(*) FROM report_events WHERE report_id = $1 AND act = 'submit'`:                                                           1,
		`SELECT count(*) FROM audit_entries WHERE subject_id = $1 AND action = 'report.submit'`:                                                1,
		`SELECT count(*) FROM inbox WHERE subject_id = $1 AND kind = 'report_submitted'`:                                                       4, // chair, member, grid worker, building head
		`SELECT count(*) FROM media m JOIN report_photos p ON p.media_id = m.id WHERE report_id = $1 AND level = 'parties'`:                    1,
		`SELECT count(*) FROM inbox i JOIN reports r ON r.id = i.subject_id WHERE r.id = $1 AND i.args::text LIKE '%' || r.reporter_id || '%'`: 0,
	} {
		if got := v.count(t, what, d.ID); got != want {
			t.Errorf("%s = %d, want %d", what, got, want)
		}
	}
}

func TestWhatIsWrongWithAReportIsSaid(t *testing.T) {
	v := newVillage(t)
	used := v.file(t, v.wang).Photos[0].MediaID
	for _, c := range []struct {
		name string
		who  uuid.UUID
		bend func(*api.ReportDraft)
		want error
	}{
		{"a class nobody knows", v.wang, func(d *api.ReportDraft) { d.Class = "9901" }, ErrClass},
		{"a large class", v.wang, func(d *api.ReportDraft) { d.Class = "01" }, ErrClass},
		{"a class for staff", v.wang, func(d *api.ReportDraft) { d.Class = "0502" }, ErrClass},
		{"no photo", v.wang, func(d *api.ReportDraft) { d.PhotoIds = nil }, ErrPhotos},
		{"seven photos", v.wang, func(d *api.ReportDraft) { d.PhotoIds = make([]uuid.UUID, 7) }, ErrPhotos},
		{"another's photo", v.wang, func(d *api.ReportDraft) { d.PhotoIds[0] = v.snap(t, v.li) }, media.ErrInUse},
		{"a photo used before", v.wang, func(d *api.ReportDraft) { d.PhotoIds[0] = used }, media.ErrInUse},
		{"the same photo twice", v.wang, func(d *api.ReportDraft) { d.PhotoIds = append(d.PhotoIds, d.PhotoIds[0]) }, media.ErrInUse},
		{"no place", v.wang, func(d *api.ReportDraft) { d.Place = api.Place{Words: pointer("  ")} }, ErrPlace},
		{"a place far away", v.wang, func(d *api.ReportDraft) { d.Place.Point.Lat = 34.6 }, ErrFar},
		{"NUL in the text", v.wang, func(d *api.ReportDraft) { d.Text = pointer("a\x00b") }, fault.ErrText},
		{"bidi override in the place", v.wang, func(d *api.ReportDraft) { d.Place.Words = pointer("a\u202eb") }, fault.ErrText},
		{"a stranger", v.stranger, func(*api.ReportDraft) {}, ErrMemberOnly},
		{"somebody of another community", v.foreigner, func(*api.ReportDraft) {}, ErrMemberOnly},
		{"a community that does not exist", v.wang, func(d *api.ReportDraft) { d.CommunityID = newID(t) }, communities.ErrNoCommunity},
		{"a resident on behalf", v.wang, func(d *api.ReportDraft) { d.OnBehalf = pointer(api.OnBehalfChannelPhone) }, fault.ErrForbidden},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := v.paper(t, c.who)
			c.bend(&d)
			if _, _, err := v.File(t.Context(), c.who, d); !errors.Is(err, c.want) {
				t.Errorf("File = %v, want %v", err, c.want)
			}
			if n := v.count(t, `SELECT count(*) FROM reports WHERE id = $1`, d.ID); n != 0 {
				t.Error("a refused report was kept")
			}
		})
	}
	for name, who := range map[string]uuid.UUID{"not verified yet": v.newcomer, "town officer": v.town, "company": v.company} {
		if _, _, err := v.File(t.Context(), who, v.paper(t, who)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	d := v.paper(t, v.head)
	d.OnBehalf, d.Place = pointer(api.OnBehalfChannelVisit), api.Place{Spot: &api.PlanSpot{X: 487, Y: 12}}
	if f, _, err := v.File(t.Context(), v.head, d); err != nil || *f.toAPI(t.Context()).OnBehalf != api.OnBehalfChannelVisit {
		t.Errorf("a building head on behalf, on the plan: %v", err)
	}
}

func TestTwoCopiesAtOnceLeaveOneReport(t *testing.T) {
	v := newVillage(t)
	d := v.paper(t, v.wang)
	var wg sync.WaitGroup
	var mu sync.Mutex
	makes := 0
	for range 8 {
		wg.Go(func() {
			f, made, err := v.File(t.Context(), v.wang, d)
			mu.Lock()
			defer mu.Unlock()
			if err != nil || f.ID != d.ID {
				t.Errorf("File: %v", err)
			}
			if made {
				makes++
			}
		})
	}
	wg.Wait()
	if n := v.count(t, `SELECT count(*) FROM report_events WHERE report_id = $1`, d.ID); makes != 1 || n != 1 {
		t.Errorf("%d were made, with %d lines", makes, n)
	}
}
