package home_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
)

type object = map[string]any

// file files a report and gives its id.
func file(t *testing.T, a *apptest.App, who string) uuid.UUID {
	t.Helper()
	id := uuid.New()
	apptest.JSON[api.Report](t, a, apptest.Scenario{As: who, Do: "POST /reports", Status: 201, Body: object{"id": id, "community_id": a.World.Own,
		"class": "0102", "text": "楼下垃圾没人管", "photo_ids": []string{a.Photo(t, who)}, "place": object{"words": "三单元门口"}}})
	return id
}

func move(t *testing.T, a *apptest.App, who string, id uuid.UUID, body object) {
	t.Helper()
	apptest.JSON[api.Report](t, a, apptest.Scenario{As: who, Do: "POST /reports/" + id.String() + "/moves", Body: body, Status: 200})
}

func home(t *testing.T, a *apptest.App, who, query string) api.Home {
	t.Helper()
	return apptest.JSON[api.Home](t, a, apptest.Scenario{As: who, Do: "GET /home" + query, Status: 200})
}

// counts are the sums of the tasks by kind.
func counts(h api.Home) map[api.HomeTaskKind]int {
	sums := map[api.HomeTaskKind]int{}
	for _, task := range h.Tasks {
		sums[task.Kind] = task.Count
	}
	return sums
}

func want(t *testing.T, who string, h api.Home, tasks map[api.HomeTaskKind]int) {
	t.Helper()
	got := counts(h)
	for _, kind := range []api.HomeTaskKind{api.HomeTaskKindReportConfirm, api.HomeTaskKindReportAccept, api.HomeTaskKindReportWork,
		api.HomeTaskKindReportOverdue, api.HomeTaskKindMemberVerify} {
		if got[kind] != tasks[kind] {
			t.Errorf("%s: %d × %s, want %d", who, got[kind], kind, tasks[kind])
		}
	}
}

func TestHomeTellsEachWhatWaits(t *testing.T) {
	a := apptest.New(t)
	w := a.Settle(t)
	fresh, fixed := file(t, a, "resident"), file(t, a, "resident")
	move(t, a, "committee", fixed, object{"act": "accept", "from": "submitted", "photo_audience": "public", "headline": "三单元旁的垃圾"})
	move(t, a, "chair", fixed, object{"act": "assign", "from": "accepted", "assignee": object{"kind": "property_company", "name": "物业"}})
	want(t, "property", home(t, a, "property", ""), map[api.HomeTaskKind]int{api.HomeTaskKindReportWork: 1})
	move(t, a, "property", fixed, object{"act": "start", "from": "assigned"})
	move(t, a, "property", fixed, object{"act": "resolve", "from": "in_progress", "note": "清运了", "photo_ids": []string{a.Photo(t, "property")}})

	mine := home(t, a, "resident", "")
	want(t, "resident", mine, map[api.HomeTaskKind]int{api.HomeTaskKindReportConfirm: 1})
	if s := mine.Tasks[0].SubjectID; s == nil || *s != fixed {
		t.Errorf("the one report to confirm is %v, want %s", s, fixed)
	}
	if mine.Community == nil || mine.Community.ID != w.Own || len(mine.Memberships) != 1 || mine.Standing == nil || !mine.Standing.Verified {
		t.Errorf("the resident is at home nowhere: %+v", mine)
	}
	if len(mine.Notices) != 3 || mine.Unread < 3 {
		t.Errorf("%d notices of %d unread, want the newest three", len(mine.Notices), mine.Unread)
	}
	want(t, "committee", home(t, a, "committee", ""), map[api.HomeTaskKind]int{api.HomeTaskKindReportAccept: 1, api.HomeTaskKindMemberVerify: 1})
	want(t, "building head", home(t, a, "building_head", ""), map[api.HomeTaskKind]int{api.HomeTaskKindMemberVerify: 1})
	want(t, "neighbour", home(t, a, "neighbour", ""), nil)

	a.Move(40 * 24 * time.Hour) // past every date
	want(t, "committee, late", home(t, a, "committee", ""), map[api.HomeTaskKind]int{api.HomeTaskKindReportOverdue: 1, api.HomeTaskKindMemberVerify: 1})
	for _, r := range home(t, a, "neighbour", "").Recent {
		if r.ID == fresh {
			t.Error("a report nobody accepted is on a neighbour's page")
		}
	}
}

func TestHomeOfAGuestShowsWhatEverybodyMaySee(t *testing.T) {
	a := apptest.New(t)
	w := a.Settle(t)
	file(t, a, "resident")
	open := file(t, a, "resident")
	move(t, a, "committee", open, object{"act": "accept", "from": "submitted", "photo_audience": "public", "headline": "三单元旁的垃圾"})
	for name, query := range map[string]string{"asked for": "?community_id=" + w.Own.String(), "the demo's": ""} {
		h := home(t, a, "guest", query)
		if h.Community == nil || h.Community.ID != w.Own || h.Standing != nil || len(h.Tasks)+len(h.Notices)+len(h.Memberships)+h.Unread != 0 {
			t.Errorf("%s: a guest sees %+v", name, h)
		}
		if len(h.Recent) != 1 || h.Recent[0].ID != open || h.Figures.ReportsOpen != 1 || h.Figures.ReportsFixed != 0 {
			t.Errorf("%s: recent %+v, figures %+v", name, h.Recent, h.Figures)
		}
	}
	a.Run(t,
		apptest.Scenario{Name: "an unknown community", Do: "GET /home?community_id=" + uuid.NewString(), Status: 404, Has: []string{"community_not_found"}},
		apptest.Scenario{Name: "an id that is none", Do: "GET /home?community_id=1%27--", Status: 400, Has: []string{"invalid_request"}},
		apptest.Scenario{Name: "a foreign member sees no more than a guest", As: "foreign_chair", Do: "GET /home?community_id=" + w.Own.String(), Status: 200,
			Has: []string{`"tasks":[]`}, HasNot: []string{"三单元门口", "没人管"}},
	)
}

func TestHomeWithoutAnyCommunity(t *testing.T) {
	a := apptest.New(t)
	h := home(t, a, "guest", "")
	if h.Community != nil || h.Figures != nil || len(h.Recent) != 0 {
		t.Errorf("an empty platform shows %+v", h)
	}
}

func TestHomeTakesTheSameStatementsForOneAndForMany(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	ask := apptest.Scenario{As: "committee", Do: "GET /home", Status: 200}
	fill := func() {
		id := file(t, a, "committee")
		move(t, a, "chair", id, object{"act": "accept", "from": "submitted", "photo_audience": "public", "headline": "三单元旁的垃圾"})
		a.Run(t, apptest.Scenario{As: "chair", Do: "POST /communities/" + a.World.Own.String() + "/bulletins", Status: 201,
			Body: object{"id": uuid.New(), "title": "停水", "text": "明天停水", "audience": "members"}})
	}
	fill()
	one := a.Statements(t, ask)
	for range 6 {
		fill()
	}
	if many := a.Statements(t, ask); len(many) != len(one) || len(one) > 24 {
		t.Errorf("%d statements for one report, %d for seven; 24 at most\n%v", len(one), len(many), many)
	}
}
