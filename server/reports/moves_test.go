package reports

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/fault"
)

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
	law := v.file(t, v.wang, func(d *api.ReportDraft) { d.Class = "0101" }).ID
	v.walk(t, law, walked{v.chair, api.ReportActAccept})
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
}

func to(kind api.AssigneeKind, account *uuid.UUID) func(*api.ReportMove) {
	return func(m *api.ReportMove) { m.Assignee = &api.Assignee{Kind: kind, Name: "某某", AccountID: account} }
}

func TestAnAssigneeHoldsTheOfficeThatIsNamed(t *testing.T) {
	v := newVillage(t)
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

func TestTheTimelineCannotBeRewritten(t *testing.T) {
	v := newVillage(t)
	id := v.file(t, v.wang).ID
	for _, sql := range []string{`UPDATE report_events SET note = 'x' WHERE report_id = $1`, `DELETE FROM report_events WHERE report_id = $1`} {
		if _, err := v.db.Pool.Exec(t.Context(), sql, id); err == nil || !strings.Contains(err.Error(), "permission denied") {
			t.Errorf("%s: %v", sql, err)
		}
	}
}
