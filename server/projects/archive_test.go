package projects_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/projects/archive"
)

func TestTheArchiveOpensAndIsVerified(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	m := begin(t, a)
	m.record("committee", "funding_plan", object{"funding_plan": object{"estimate": 900, "lines": []object{{"source": "reward", "amount": 900}}}}, nil)
	m.do("chair", "POST", "/gates", 200, object{"gate": "G1", "reason": "情况特殊，先行推进，后补材料"})
	point := m.record("committee", "photo_point", object{"photo_point": object{"name": "单元门口"}}, nil)
	for _, moment := range []string{"before", "after"} {
		m.record("resident", "progress", object{"progress": object{"percent": 100, "text": "修好了<script>"}}, object{"photos": []object{{"id": a.Photo(t, "resident"), "kind": "picture", "point_id": point.ID, "moment": moment}}})
	}
	apptest.JSON[api.FundEntry](t, a, m.money("committee", "in", 5000, ""))
	apptest.JSON[api.FundEntry](t, a, m.money("committee", "out", 3000, a.Photo(t, "committee")))
	if missing := m.codes("chair"); missing["photo_before"] || missing["photo_after"] || !missing["acceptance"] || !missing["fund_approval"] {
		t.Errorf("missing of G2: %v", missing)
	}
	accepted := m.record("committee", "acceptance", object{"acceptance": object{"held_on": today(a), "attendees": []object{{"actors": "residents", "count": 2}},
		"items": []object{{"item": "坡度", "passed": true}}, "passed": true}}, nil)
	for _, who := range []string{"resident", "neighbour"} {
		apptest.JSON[api.ProjectRecord](t, a, apptest.Scenario{As: who, Do: "PUT /project-records/" + accepted.ID.String() + "/signature", Status: 200})
	}
	if missing := m.codes("chair"); missing["acceptance"] || missing["acceptance_signatures"] {
		t.Errorf("accepted and signed, and yet missing: %v", missing)
	}
	for n := 2; n <= 4; n++ {
		m.do("chair", "POST", "/gates", 200, object{"gate": fmt.Sprintf("G%d", n), "reason": "情况特殊，先行推进，后补材料"})
	}
	if !m.see("guest").RewardDue {
		t.Error("past G4 the reward is due")
	}
	story := m.record("resident", "case_story", object{"case_story": object{"title": "坡道", "problem": "上不去", "tried": "修了", "lesson": "早修", "copy": "坡度", "contact": "居委会"}}, nil)
	apptest.JSON[api.ProjectRecord](t, a, apptest.Scenario{As: "neighbour", Do: "PUT /project-records/" + story.ID.String() + "/signature", Status: 200})
	m.do("chair", "POST", "/archive", 201, object{"id": uuid.New()})
	if missing := m.codes("chair"); len(missing) != 0 {
		t.Errorf("of G5 is missing: %v", missing)
	}
	zip := a.Do(t, apptest.Scenario{As: "supervision", Do: "GET " + m.path("/archive"), Status: 200}).Body.Bytes()
	report, err := archive.Verify(bytes.NewReader(zip), int64(len(zip)))
	if err != nil {
		t.Fatalf("verify: %v", err)
	}
	if report.Entries != 2 || report.Balance != 2000 || report.Records < 5 || report.Files < 5 {
		t.Errorf("the report is %+v", report)
	}
	if bytes.Contains(zip, []byte("<script")) {
		t.Error("the page of the archive holds a script")
	}
	damaged := bytes.Replace(bytes.Clone(zip), []byte("单元口修坡道"), []byte("单元口修车棚"), 1)
	if _, err := archive.Verify(bytes.NewReader(damaged), int64(len(damaged))); err == nil {
		t.Error("a changed archive is verified")
	}
	a.Run(t, apptest.Scenario{Name: "residents do not download it", As: "resident", Do: "GET " + m.path("/archive"), Status: 403},
		apptest.Scenario{Name: "the village takes it up", As: "foreign_chair", Do: "POST /communities/" + a.World.Foreign.String() + "/project-reuses", Status: 201,
			Body: object{"id": uuid.New(), "project_id": m.id, "title": "村口修坡道", "changes": "换成石板"}, Has: []string{"单元口修坡道", `"stage":"plan"`}},
		apptest.Scenario{Name: "and it is counted", Do: "GET " + m.path(""), Status: 200, Has: []string{`"reuses":1`}})
	m.do("chair", "POST", "/gates", 200, object{"gate": "G5"})
	if p := m.see("guest"); p.Stage != "closed" || p.NextGate != nil {
		t.Errorf("it is at %s", p.Stage)
	}
}

func TestListsTakeTheSameStatementsForOneAndForMany(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	m := led(t, a, 1)
	more := func() {
		m.record("resident", "progress", object{"progress": object{"percent": 10, "text": "挖好了"}}, nil)
		m.record("resident", "photo_point", object{"photo_point": object{"name": "门口"}}, nil)
		apptest.JSON[api.FundEntry](t, a, m.money("committee", "in", 100, ""))
		apptest.JSON[api.Contribution](t, a, apptest.Scenario{As: "resident", Do: "POST " + m.path("/contributions"), Status: 201,
			Body: object{"id": uuid.New(), "kind": "labour", "quantity": 10, "what": "搬沙", "given_on": today(a), "display": "real"}})
	}
	more()
	asks := []string{m.path(""), m.path("/records"), m.path("/funds"), m.path("/contributions"), m.path("/timeline"), "/communities/" + a.World.Own.String() + "/projects"}
	var one []int
	for _, ask := range asks {
		one = append(one, len(a.Statements(t, apptest.Scenario{As: "chair", Do: "GET " + ask, Status: 200})))
	}
	for range 5 {
		more()
		begin(t, a)
	}
	for i, ask := range asks {
		if many := len(a.Statements(t, apptest.Scenario{As: "chair", Do: "GET " + ask, Status: 200})); many != one[i] {
			t.Errorf("%s: %d statements for one, %d for many", ask, one[i], many)
		}
	}
}
