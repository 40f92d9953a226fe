package projects_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/china"
	"wugong/server/db"
)

type object = map[string]any

// matter is a project under way, and who drives it.
type matter struct {
	t  *testing.T
	a  *apptest.App
	id uuid.UUID
}

func (m matter) path(rest string) string { return "/projects/" + m.id.String() + rest }

func today(a *apptest.App) string { return a.Now().In(china.Zone).Format(time.DateOnly) }

// begin makes a project of a proposal that the committee has accepted.
func begin(t *testing.T, a *apptest.App) matter {
	t.Helper()
	proposal, m := uuid.New(), matter{t, a, uuid.New()}
	apptest.JSON[object](t, a, apptest.Scenario{As: "resident", Do: "POST /proposals", Status: 201, Body: object{"id": proposal, "community_id": a.World.Own,
		"title": "单元口修坡道", "text": "轮椅和婴儿车上不去", "area": "G3", "place": object{"words": "一单元门口"}}})
	apptest.JSON[object](t, a, apptest.Scenario{As: "chair", Do: "POST /proposals/" + proposal.String() + "/moves", Status: 200, Body: object{"act": "accept", "from": "open", "note": "列入计划"}})
	apptest.JSON[api.Project](t, a, apptest.Scenario{As: "chair", Do: "POST /communities/" + a.World.Own.String() + "/projects", Status: 201,
		Body: object{"id": m.id, "proposal_id": proposal, "path": "full"}})
	return m
}

// led is a project that the chair led through n gates with a reason.
func led(t *testing.T, a *apptest.App, n int) matter {
	t.Helper()
	m := begin(t, a)
	for i := 1; i <= n; i++ {
		m.do("chair", "POST", "/gates", 200, object{"gate": fmt.Sprintf("G%d", i), "reason": "情况特殊，先行推进，后补材料"})
	}
	return m
}

func (m matter) do(who, method, rest string, status int, body any) object {
	m.t.Helper()
	return apptest.JSON[object](m.t, m.a, apptest.Scenario{As: who, Do: method + " " + m.path(rest), Status: status, Body: body})
}

func (m matter) see(who string) api.Project {
	m.t.Helper()
	return apptest.JSON[api.Project](m.t, m.a, apptest.Scenario{As: who, Do: "GET " + m.path(""), Status: 200})
}

// record adds a record; more are fields beside the body.
func (m matter) record(who, kind string, body object, more object) api.ProjectRecord {
	m.t.Helper()
	draft := object{"id": uuid.New(), "type": kind, "body": body}
	for k, v := range more {
		draft[k] = v
	}
	return apptest.JSON[api.ProjectRecord](m.t, m.a, apptest.Scenario{As: who, Do: "POST " + m.path("/records"), Status: 201, Body: draft})
}

func (m matter) codes(who string) map[string]bool {
	m.t.Helper()
	found := map[string]bool{}
	for _, one := range m.see(who).Missing {
		if one.Text == "" {
			m.t.Errorf("%s has no sentence", one.Code)
		}
		found[string(one.Code)] = true
	}
	return found
}

var option = object{"option": object{"title": "混凝土坡道", "text": "一比十二，带扶手", "cost": 980000, "land": false, "private_parts": false}}

func plan(fen int) object {
	return object{"funding_plan": object{"estimate": fen, "lines": []object{{"source": "fiscal", "amount": fen - 100}, {"source": "donation", "amount": 100}}}}
}

func TestAMatterGoesThroughItsGates(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	m := begin(t, a)
	if p := m.see("guest"); p.Stage != "plan" || p.Proposal == nil || len(p.Gates) != 1 || len(p.Acts) != 0 || len(p.RecordTypes) != 0 {
		t.Errorf("a guest sees %+v", p)
	}
	day := today(a)
	m.record("committee", "deliberation", object{"deliberation": object{"form": "council", "topic": "修坡道", "notice_on": day, "held_on": day, "place": "活动室", "chair": "主任",
		"attendees": []object{{"actors": "committee", "count": 3}}, "minutes": "同意修"}}, nil)
	m.record("expert", "option", option, nil)
	m.record("committee", "funding_plan", plan(980000), nil)
	publicity := m.record("committee", "publicity", object{"publicity": object{"content": "修坡道", "starts_on": day, "ends_on": a.Now().AddDate(0, 0, 16).In(china.Zone).Format(time.DateOnly), "board": true}}, nil)
	objection := m.record("neighbour", "objection", object{"answer": object{"about_id": publicity.ID, "text": "会不会挡住自行车棚"}}, nil)
	missing := m.codes("chair")
	for code, want := range map[string]bool{"deliberation": false, "resident_attendee": true, "option": false, "funding_plan": false, "decision": true, "publicity": false,
		"publicity_days": true, "objection_reply": true, "signoff": false} {
		if missing[code] != want {
			t.Errorf("%s is missing: %v, want %v", code, missing[code], want)
		}
	}
	m.record("committee", "objection_reply", object{"answer": object{"about_id": objection.ID, "text": "不会，留了一米二"}}, nil)
	a.Move(8 * 24 * time.Hour)
	if missing := m.codes("chair"); missing["objection_reply"] || missing["publicity_days"] {
		t.Errorf("still missing: %v", missing)
	}
	a.Run(t, apptest.Scenario{Name: "not while something is missing", As: "committee", Do: "POST " + m.path("/gates"), Status: 409, Body: object{"gate": "G1"}, Has: []string{"gate_missing"}},
		apptest.Scenario{Name: "the chair's reason is long enough", As: "chair", Do: "POST " + m.path("/gates"), Status: 400, Body: object{"gate": "G1", "reason": "急"}})
	m.do("chair", "POST", "/gates", 200, object{"gate": "G1", "reason": "雨季要到了，先开工，补开居民会议"})
	p := m.see("guest")
	if p.Stage != "build" || !p.Gates[1].Overridden || p.Gates[1].Reason == nil || len(p.Gates[1].Missing) == 0 {
		t.Errorf("everybody reads the reason: %+v", p.Gates)
	}
	a.Run(t, apptest.Scenario{Name: "and the timeline tells it", Do: "GET " + m.path("/timeline"), Status: 200, Has: []string{"雨季要到了", "单元口修坡道", `"kind":"proposal"`, "会不会挡住"}},
		apptest.Scenario{Name: "the plan is closed now", As: "committee", Do: "POST " + m.path("/records"), Status: 409, Body: object{"id": uuid.New(), "type": "option", "body": option}, Has: []string{"record_type_unfit"}})
}

func TestARecordIsSupersededNeverChanged(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	m := begin(t, a)
	first := m.record("committee", "funding_plan", plan(980000), nil)
	send := func(name, who string, status int, has string, more object) apptest.Scenario {
		draft := object{"id": uuid.New(), "type": "funding_plan", "body": plan(900000)}
		for k, v := range more {
			draft[k] = v
		}
		return apptest.Scenario{Name: name, As: who, Do: "POST " + m.path("/records"), Status: status, Body: draft, Has: []string{has}}
	}
	a.Run(t, send("a second plan says what it supersedes", "chair", 422, "record_supersede_unfit", nil),
		send("and why", "chair", 422, "record_reason", object{"supersedes": first.ID}),
		send("lines that do not add up", "chair", 422, "record_sum", object{"supersedes": first.ID, "reason": "降价", "body": object{"funding_plan": object{"estimate": 5, "lines": []object{{"source": "fiscal", "amount": 4}}}}}),
		send("a body of another type", "chair", 422, "record_body_unfit", object{"supersedes": first.ID, "reason": "降价", "body": option}),
		send("a resident does not correct the committee", "resident", 403, "forbidden", object{"supersedes": first.ID, "reason": "降价"}),
		send("the chair does", "chair", 201, `"version":2`, object{"supersedes": first.ID, "reason": "谈下来的价"}),
		send("once", "committee", 409, "record_superseded", object{"supersedes": first.ID, "reason": "又降价"}),
		apptest.Scenario{Name: "both stay", Do: "GET " + m.path("/records?type=funding_plan"), Status: 200, Has: []string{first.ID.String(), "谈下来的价", `"in_force":false`, `"in_force":true`}})
	err := db.Exec(t.Context(), a.DB.Gorm, `UPDATE project_records SET body = '{}' WHERE id = ?`, first.ID)
	if err == nil {
		t.Error("the server's role can change what a record says")
	}
	if err := db.Exec(t.Context(), a.DB.Gorm, `DELETE FROM project_records WHERE id = ?`, first.ID); err == nil {
		t.Error("the server's role can delete a record")
	}
}

func TestWhoSeesWhatOfARecord(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	m := begin(t, a)
	sheet, day := a.Photo(t, "committee"), today(a)
	m.record("committee", "deliberation", object{"deliberation": object{"form": "visit", "topic": "挨家问", "notice_on": day, "held_on": day, "place": "各家", "chair": "主任",
		"attendees": []object{{"actors": "residents", "count": 9}}, "minutes": "都同意"}}, object{"photos": []object{{"id": sheet, "kind": "sign_in"}}, "source": "visit", "on_behalf_of": "王奶奶"})
	stake := m.record("committee", "stakeholder", object{"stakeholder": object{"name": "李四", "kind": "land_holder", "must_agree": true, "stake": "菜地边"}}, nil)
	share := m.record("committee", "cost_share", object{"cost_share": object{"total": 100, "rule": "area", "units": []object{
		{"label": "1-101", "household_id": a.World.Household, "area": 8000}, {"label": "1-102", "area": 4000}}}}, nil)
	for who, inner := range map[string]bool{"guest": false, "neighbour": false, "stranger": false, "committee": true, "supervision": true, "town": true} {
		has, hasNot := []string{"挨家问", stake.ID.String()}, []string{sheet, "王奶奶", "李四", "菜地边", share.ID.String()}
		if inner {
			has, hasNot = append(has, hasNot...), nil
		}
		a.Run(t, apptest.Scenario{Name: who, As: who, Do: "GET " + m.path("/records"), Status: 200, Has: has, HasNot: hasNot})
	}
	a.Run(t, apptest.Scenario{Name: "a household sees its own share", As: "resident", Do: "GET /project-records/" + share.ID.String(), Status: 200, Has: []string{`"amount":67`, "1-101"}, HasNot: []string{"1-102", `"amount":33`}},
		apptest.Scenario{Name: "staff see all", As: "supervision", Do: "GET /project-records/" + share.ID.String(), Status: 200, Has: []string{`"amount":67`, `"amount":33`}},
		apptest.Scenario{Name: "for a neighbour it is not there", As: "neighbour", Do: "GET /project-records/" + share.ID.String(), Status: 404},
		apptest.Scenario{Name: "nor the sheet", As: "resident", Do: "GET /media/" + sheet, Status: 404},
		apptest.Scenario{Name: "a record of another project is nothing here", As: "committee", Do: "POST " + begin(t, a).path("/records"), Status: 422,
			Body: object{"id": uuid.New(), "type": "signoff", "body": object{"signoff": object{"stakeholder_id": stake.ID, "agrees": true, "signed_on": day}}}, Has: []string{"record_reference"}})
}
