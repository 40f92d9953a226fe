package reports

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
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
	if r.NextStep.Owner != api.NextStepOwnerCommittee || !r.NextStep.DueAt.Equal(time.Date(2026, 11, 23, 16, 0, 0, 0, china)) {
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
		{"no place", v.wang, func(d *api.ReportDraft) { d.Place = api.Place{Words: pointer("门口")} }, ErrPlace},
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

func TestALifeFromThePhoneToConfirmed(t *testing.T) {
	v := newVillage(t)
	id := v.file(t, v.wang).ID
	f := v.walk(t, id, walked{v.chair, api.ReportActAccept}, walked{v.chair, api.ReportActAssign}, walked{v.company, api.ReportActStart},
		walked{v.chair, api.ReportActHandOver}, walked{v.chair, api.ReportActResume}, walked{v.company, api.ReportActResolve},
		walked{v.wang, api.ReportActReopen}, walked{v.chair, api.ReportActAssign}, walked{v.company, api.ReportActResolve}, walked{v.wang, api.ReportActVerify})
	if f.State != verified || !f.Confirmed || f.Reopened != 1 || len(f.Photos) != 3 || f.Photos[0].Kind != api.PhotoKindBefore {
		t.Errorf("at the end: %+v", f.Report)
	}
	if n := v.count(t, `SELECT count(*) FROM media m JOIN report_photos p ON p.media_id = m.id WHERE report_id = $1 AND level = 'public'`, id); n != 3 {
		t.Errorf("%d photos are public, want 3", n)
	}
	if n := v.count(t, `SELECT count(*) FROM audit_entries WHERE subject_id = $1`, id); n != 11 {
		t.Errorf("%d entries in the log, want 11", n)
	}
	for kind, want := range map[string]int{"report_accepted": 1, "report_assigned": 4, "report_in_progress": 3, "report_waiting_external": 1,
		"report_resolved": 2, "report_reopened": 3, "report_verified": 3} {
		if n := v.count(t, `SELECT count(*) FROM inbox WHERE subject_id = $1 AND kind = $2`, id, kind); n != want {
			t.Errorf("%d notices %s, want %d", n, kind, want)
		}
	}
	v.pass(24 * time.Hour)
	if err := v.CloseRipe(t.Context()); err != nil {
		t.Fatal(err)
	}
	seen, err := v.See(t.Context(), v.wang, id)
	if err != nil || seen.State != closed || !*seen.toAPI(t.Context()).Confirmed {
		t.Errorf("a day later: %s, %v", seen.State, err)
	}
}

func TestTheClockClosesWhatNobodyAnswersOnceAndOnlyThen(t *testing.T) {
	v := newVillage(t)
	id := v.file(t, v.wang).ID
	v.walk(t, id, walked{v.chair, api.ReportActAccept}, walked{v.chair, api.ReportActAssign}, walked{v.company, api.ReportActResolve})
	v.pass(closesAfter)
	if err := v.CloseRipe(t.Context()); err != nil || v.count(t, `SELECT count(*) FROM reports WHERE state = 'closed'`) != 0 {
		t.Fatalf("closed early, %v", err)
	}
	v.pass(time.Second)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if err := v.CloseRipe(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	seen, err := v.See(t.Context(), v.wang, id)
	if err != nil || seen.State != closed || *seen.toAPI(t.Context()).Confirmed {
		t.Errorf("after a week: %s, %v", seen.State, err)
	}
	if n := v.count(t, `SELECT count(*) FROM report_events WHERE report_id = $1 AND act = 'close'`, id); n != 1 {
		t.Errorf("closed %d times", n)
	}
	if _, err := v.step(t, id, v.wang, api.ReportActReopen); !errors.Is(err, ErrWindowOver) {
		t.Errorf("reopening a closed report: %v", err)
	}
}

func TestARejectedReportIsObjectedToOnce(t *testing.T) {
	v := newVillage(t)
	id := v.file(t, v.wang).ID
	f := v.walk(t, id, walked{v.grid, api.ReportActReject}, walked{v.wang, api.ReportActObject}, walked{v.member, api.ReportActReject})
	if f.RejectReason == nil || !f.Objected {
		t.Errorf("rejected again: %+v", f.Report)
	}
	if _, err := v.step(t, id, v.wang, api.ReportActObject); !errors.Is(err, ErrNotNow) {
		t.Errorf("a second objection: %v", err)
	}
	if _, err := v.See(t.Context(), v.li, id); !errors.Is(err, ErrNotFound) {
		t.Errorf("a neighbour sees what was rejected: %v", err)
	}
}

func TestAStepThatIsNotRightSaysWhyAndChangesNothing(t *testing.T) {
	v := newVillage(t)
	id := v.file(t, v.wang).ID
	law := func() uuid.UUID {
		d := v.paper(t, v.wang)
		d.Class = "0101"
		f, _, err := v.File(t.Context(), v.wang, d)
		if err != nil {
			t.Fatal(err)
		}
		v.walk(t, f.ID, walked{v.chair, api.ReportActAccept})
		return f.ID
	}()
	to := func(kind api.AssigneeKind, account *uuid.UUID) func(*api.ReportMove) {
		return func(m *api.ReportMove) { m.Assignee = &api.Assignee{Kind: kind, Name: "某某", AccountID: account} }
	}
	for _, c := range []struct {
		name   string
		id     uuid.UUID
		who    uuid.UUID
		act    api.ReportAct
		change func(*api.ReportMove)
		want   error
	}{
		{"the reporter accepts", id, v.wang, api.ReportActAccept, nil, ErrNotAllowed},
		{"a neighbour sees nothing to accept", id, v.li, api.ReportActAccept, nil, ErrNotFound},
		{"a chair of another community sees nothing", id, v.foreign, api.ReportActAccept, nil, ErrNotFound},
		{"who watches does not act", id, v.watcher, api.ReportActReject, nil, ErrNotAllowed},
		{"the state is another by now", id, v.chair, api.ReportActAccept, func(m *api.ReportMove) { m.From = rejected }, ErrChanged},
		{"no audience", id, v.chair, api.ReportActAccept, func(m *api.ReportMove) { m.PhotoAudience = nil }, errNeedsAudience},
		{"a headline that deceives", id, v.chair, api.ReportActAccept, func(m *api.ReportMove) { m.Headline = pointer("a\u202eb") }, fault.ErrText},
		{"photos where none belong", id, v.chair, api.ReportActAccept, func(m *api.ReportMove) { m.PhotoIds = &[]uuid.UUID{newID(t)} }, fault.ErrInvalid},
		{"a note of blanks", id, v.chair, api.ReportActReject, func(m *api.ReportMove) { m.Note = pointer("  ") }, errNeedsNote},
		{"assigning what is not accepted", id, v.chair, api.ReportActAssign, nil, ErrNotNow},
		{"an illegal structure to the company", law, v.chair, api.ReportActAssign, nil, ErrUnsuitable},
		{"an illegal structure to a volunteer", law, v.chair, api.ReportActAssign, to(api.AssigneeKindVolunteer, &v.li), ErrUnsuitable},
		{"a department with an account", law, v.chair, api.ReportActAssign, to(api.AssigneeKindDepartment, &v.li), ErrUnsuitable},
		{"a report of another community", law, v.foreign, api.ReportActAssign, to(api.AssigneeKindTown, nil), ErrNotAllowed},
	} {
		t.Run(c.name, func(t *testing.T) {
			changes := []func(*api.ReportMove){}
			if c.change != nil {
				changes = append(changes, c.change)
			}
			if _, err := v.step(t, c.id, c.who, c.act, changes...); !errors.Is(err, c.want) {
				t.Errorf("Move = %v, want %v", err, c.want)
			}
		})
	}
	if n := v.count(t, `SELECT count(*) FROM report_events WHERE report_id = $1`, id); n != 1 {
		t.Errorf("%d lines in the timeline, want 1", n)
	}
	for _, c := range []struct {
		name string
		to   func(*api.ReportMove)
		want error
	}{
		{"a grid worker without an account", to(api.AssigneeKindGridWorker, nil), ErrUnsuitable},
		{"somebody who is no grid worker", to(api.AssigneeKindGridWorker, &v.li), ErrUnsuitable},
		{"a volunteer who is not verified", to(api.AssigneeKindVolunteer, &v.newcomer), ErrUnsuitable},
		{"somebody of another community", to(api.AssigneeKindVolunteer, &v.foreigner), ErrUnsuitable},
		{"a verified volunteer", to(api.AssigneeKindVolunteer, &v.li), nil},
		{"the company as such", to(api.AssigneeKindPropertyCompany, nil), nil},
		{"the town officer", to(api.AssigneeKindTown, &v.town), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			id := v.file(t, v.wang).ID
			v.walk(t, id, walked{v.chair, api.ReportActAccept})
			f, err := v.step(t, id, v.chair, api.ReportActAssign, c.to)
			if !errors.Is(err, c.want) {
				t.Errorf("assign = %v, want %v", err, c.want)
			}
			if err == nil && f.AssigneeID != nil && f.AssigneeName == "某某" {
				t.Error("the name of an account was taken from the request")
			}
		})
	}
}

func TestAcceptAndRejectAtOnceLeaveOne(t *testing.T) {
	v := newVillage(t)
	for range 5 {
		id := v.file(t, v.wang).ID
		errs := make([]error, 2)
		var wg sync.WaitGroup
		wg.Go(func() {
			_, errs[0] = v.Move(t.Context(), v.chair, id, api.ReportMove{Act: api.ReportActAccept, From: submitted, PhotoAudience: pointer(api.PhotoAudienceStaff)})
		})
		wg.Go(func() {
			_, errs[1] = v.Move(t.Context(), v.member, id, api.ReportMove{Act: api.ReportActReject, From: submitted,
				Reason: pointer(api.RejectReasonDuplicate), Note: pointer("重复")})
		})
		wg.Wait()
		if (errs[0] == nil) == (errs[1] == nil) || !errors.Is(errors.Join(errs...), ErrChanged) {
			t.Errorf("accept: %v, reject: %v", errs[0], errs[1])
		}
		if n := v.count(t, `SELECT count(*) FROM report_events WHERE report_id = $1`, id); n != 2 {
			t.Errorf("%d lines in the timeline, want 2", n)
		}
	}
}

func TestTwentyWhoResolveAtOnceResolveOnce(t *testing.T) {
	v := newVillage(t)
	id := v.file(t, v.wang).ID
	v.walk(t, id, walked{v.chair, api.ReportActAccept}, walked{v.chair, api.ReportActAssign})
	var wg sync.WaitGroup
	var mu sync.Mutex
	won := 0
	for range 20 {
		photo := v.snap(t, v.company)
		wg.Go(func() {
			_, err := v.Move(t.Context(), v.company, id, api.ReportMove{Act: api.ReportActResolve, From: given, Note: pointer("好了"), PhotoIds: &[]uuid.UUID{photo}})
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				won++
			} else if !errors.Is(err, ErrChanged) {
				t.Errorf("resolve: %v", err)
			}
		})
	}
	wg.Wait()
	if n := v.count(t, `SELECT count(*) FROM report_photos WHERE report_id = $1 AND kind = 'after'`, id); won != 1 || n != 1 {
		t.Errorf("%d resolved, with %d photos", won, n)
	}
}

func TestThePublicSeesNeitherTheReporterNorTheirWordsNorTheMinute(t *testing.T) {
	v := newVillage(t)
	id := v.file(t, v.wang).ID
	v.walk(t, id, walked{v.chair, api.ReportActAccept}, walked{v.chair, api.ReportActAssign})
	seen, err := v.See(t.Context(), uuid.Nil, id)
	if err != nil {
		t.Fatal(err)
	}
	r := seen.toAPI(t.Context())
	if r.Text != nil || r.Place.Words != nil || r.Place.Accuracy != nil || !*r.Place.Rough || r.Mine || r.Assignee.AccountID != nil ||
		r.Assignee.Name != "物业公司" || len(r.Acts) != 0 || len(r.Photos) != 1 {
		t.Errorf("the public sees %+v", r)
	}
	if day := midnight(monday); !r.FiledAt.Equal(day) || !r.Timeline[0].At.Equal(day) || r.Timeline[1].Name != nil {
		t.Errorf("the public sees %s and %+v", r.FiledAt, r.Timeline)
	}
	if lat, lon := Snap(34.26581, 108.95417); r.Place.Point.Lat != lat || r.Place.Point.Lon != lon {
		t.Errorf("the public sees %+v", r.Place.Point)
	}
	for name, who := range map[string]uuid.UUID{"chair": v.chair, "watcher": v.watcher, "building head": v.head, "assignee": v.company} {
		seen, err := v.See(t.Context(), who, id)
		if err != nil {
			t.Fatal(err)
		}
		r := seen.toAPI(t.Context())
		if r.Text == nil || *r.Place.Words != "三单元门口" || r.Timeline[0].Name != nil || *r.Timeline[1].Name != "赵主任" || r.Mine {
			t.Errorf("the %s sees %+v", name, r)
		}
	}
	own, err := v.See(t.Context(), v.wang, id)
	if err != nil {
		t.Fatal(err)
	}
	if r := own.toAPI(t.Context()); !r.Mine || r.Text == nil || r.Timeline[1].Name != nil || *r.Timeline[2].Assignee != "吴物业" || r.Assignee.AccountID != nil {
		t.Errorf("the reporter sees %+v", r)
	}
}

func TestWhatIsNotAcceptedDoesNotExistForOthers(t *testing.T) {
	v := newVillage(t)
	id := v.file(t, v.wang).ID
	for name, who := range map[string]uuid.UUID{"guest": uuid.Nil, "neighbour": v.li, "foreign chair": v.foreign, "company": v.company, "town": v.town} {
		if _, err := v.See(t.Context(), who, id); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := v.See(t.Context(), v.wang, newID(t)); !errors.Is(err, ErrNotFound) {
		t.Errorf("a report that is not: %v", err)
	}
}

func TestStaffOnlyPhotosAreInNoPublicListAndNotOnThePage(t *testing.T) {
	v := newVillage(t)
	id := v.file(t, v.wang).ID
	if _, err := v.step(t, id, v.chair, api.ReportActAccept, func(m *api.ReportMove) { m.PhotoAudience = pointer(api.PhotoAudienceStaff) }); err != nil {
		t.Fatal(err)
	}
	v.walk(t, id, walked{v.chair, api.ReportActAssign}, walked{v.company, api.ReportActResolve})
	seen, err := v.See(t.Context(), v.li, id)
	if err != nil || len(seen.toAPI(t.Context()).Photos) != 0 {
		t.Errorf("a neighbour sees %d photos, %v", len(seen.Photos), err)
	}
	p, err := v.List(t.Context(), v.li, v.here, nil, nil, 30, "")
	if s := p.toAPI(t.Context()).Items; err != nil || len(s) != 1 || s[0].Cover != nil || s[0].After != nil {
		t.Errorf("the list shows %+v, %v", s, err)
	}
	bucketless := &media.Service{DB: v.DB, Now: v.Now}
	for name, c := range map[string]struct {
		who  uuid.UUID
		sees bool
	}{"reporter": {v.wang, true}, "chair": {v.chair, true}, "grid worker": {v.grid, true}, "assignee": {v.company, true}, "neighbour": {v.li, false}, "guest": {uuid.Nil, false}} {
		own, err := v.See(t.Context(), v.chair, id)
		if err != nil {
			t.Fatal(err)
		}
		for _, photo := range own.Photos {
			if _, err := bucketless.See(t.Context(), c.who, photo.MediaID); (err == nil) != c.sees {
				t.Errorf("%s, %s photo: %v, want seen %v", name, photo.Kind, err, c.sees)
			}
		}
	}
}

func TestListsGoOnBehindTheLastAndCostTheSameForManyRows(t *testing.T) {
	v := newVillage(t)
	statements := map[string]int{}
	lists := map[string]func(ctx context.Context, limit int, after string) (page, error){
		"public": func(ctx context.Context, limit int, after string) (page, error) {
			return v.List(ctx, v.li, v.here, nil, nil, limit, after)
		},
		"mine": func(ctx context.Context, limit int, after string) (page, error) {
			return v.Mine(ctx, v.wang, limit, after)
		},
		"queue": func(ctx context.Context, limit int, after string) (page, error) {
			return v.Queue(ctx, v.chair, v.here, limit, after)
		},
	}
	for _, rows := range []int{2, 7} {
		for v.count(t, `SELECT count(*) FROM reports`) < rows {
			v.walk(t, v.file(t, v.wang).ID, walked{v.chair, api.ReportActAccept})
			v.pass(time.Minute)
		}
		for name, list := range lists {
			ctx, log := db.WithLog(t.Context())
			if p, err := list(ctx, 30, ""); err != nil || len(p.lines) != rows || p.toAPI(ctx).Next != nil || p.toAPI(ctx).Items[0].Cover == nil {
				t.Fatalf("%s: %d lines, %v", name, len(p.lines), err)
			}
			n := len(log.Sent())
			if before, known := statements[name]; known && before != n || n > 3 {
				t.Errorf("%s: %d statements for %d rows, %d before", name, n, rows, before)
			}
			statements[name] = n
		}
	}
	for name, list := range lists {
		seen, after := map[uuid.UUID]bool{}, ""
		for range 4 {
			p, err := list(t.Context(), 2, after)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range p.lines {
				seen[l.ID] = true
			}
			after = p.next
		}
		if len(seen) != 7 || after != "" {
			t.Errorf("%s: %d of 7 in pages of two, then %q", name, len(seen), after)
		}
		if name == "public" {
			p, _ := list(t.Context(), 2, "")
			if len(p.next) != 22 {
				t.Errorf("the mark of the public list holds more than an id: %q", p.next)
			}
		}
	}
}

func TestTheQueueHoldsWhatIsOnesOwn(t *testing.T) {
	v := newVillage(t)
	late, soon, taken := v.file(t, v.wang).ID, v.file(t, v.li).ID, v.file(t, v.wang).ID
	v.walk(t, late, walked{v.chair, api.ReportActAccept})
	v.walk(t, taken, walked{v.chair, api.ReportActAccept}, walked{v.chair, api.ReportActAssign})
	v.exec(t, `UPDATE reports SET building_id = $1 WHERE id = $2`, v.nextDoor, late)
	for name, c := range map[string]struct {
		who  uuid.UUID
		want []uuid.UUID
	}{
		"chair": {v.chair, []uuid.UUID{soon, taken, late}}, "watcher": {v.watcher, []uuid.UUID{soon, taken, late}},
		"grid worker": {v.grid, []uuid.UUID{soon, taken}}, "building head": {v.head, []uuid.UUID{soon, taken}},
		"company": {v.company, []uuid.UUID{taken}}, "resident": {v.wang, nil}, "town": {v.town, nil},
	} {
		p, err := v.Queue(t.Context(), c.who, v.here, 30, "")
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(p.lines) != len(c.want) || len(c.want) > 0 && p.lines[0].ID != c.want[0] {
			t.Errorf("%s has %d reports waiting, want %d", name, len(p.lines), len(c.want))
		}
		for i, l := range p.lines {
			if i > 0 && l.DueAt.Before(*p.lines[i-1].DueAt) {
				t.Errorf("%s: what is due first is not on top", name)
			}
		}
	}
	for name, who := range map[string]uuid.UUID{"stranger": v.stranger, "foreign chair": v.foreign, "newcomer": v.newcomer} {
		if _, err := v.Queue(t.Context(), who, v.here, 30, ""); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnOfficeThatEndedEndsTheWork(t *testing.T) {
	v := newVillage(t)
	id := v.file(t, v.wang).ID
	v.walk(t, id, walked{v.chair, api.ReportActAccept}, walked{v.chair, api.ReportActAssign})
	v.exec(t, `UPDATE role_grants SET valid_to = $1 WHERE account_id = $2`, monday, v.company)
	if _, err := v.step(t, id, v.company, api.ReportActStart); !errors.Is(err, ErrNotAllowed) {
		t.Errorf("start: %v", err)
	}
	if seen, err := v.See(t.Context(), v.company, id); err != nil || seen.Sight != AsPublic {
		t.Errorf("sees it as %d, %v", seen.Sight, err)
	}
	if p, err := v.Queue(t.Context(), v.company, v.here, 30, ""); err != nil || len(p.lines) != 0 {
		t.Errorf("%d reports wait, %v", len(p.lines), err)
	}
}

func TestAssigneesAreForThoseWhoAssign(t *testing.T) {
	v := newVillage(t)
	list, err := v.Assignees(t.Context(), v.chair, v.here)
	if err != nil {
		t.Fatal(err)
	}
	names := ""
	for _, a := range list {
		if a.Name == "" {
			t.Errorf("an assignee without a name: %+v", a)
		}
		names += a.Name + " "
	}
	for _, want := range []string{"居（村）委会", "街道（乡镇）", "有关部门", "钱网格", "吴物业", "孙委员", "赵主任"} {
		if !strings.Contains(names, want) {
			t.Errorf("%s is not among %s", want, names)
		}
	}
	for name, who := range map[string]uuid.UUID{"resident": v.wang, "grid worker": v.grid, "foreign chair": v.foreign, "guest": uuid.Nil} {
		if _, err := v.Assignees(t.Context(), who, v.here); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheTimelineCannotBeRewritten(t *testing.T) {
	v := newVillage(t)
	id := v.file(t, v.wang).ID
	for _, sql := range []string{`UPDATE report_events SET note = 'x' WHERE report_id = $1`, `DELETE FROM report_events WHERE report_id = $1`} {
		if _, err := v.db.Pool.Exec(t.Context(), sql, id); err == nil || !strings.Contains(err.Error(), "permission denied") {
			t.Errorf("%s: %v", sql, err)
		}
	}
}
