package projects_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/china"
	"wugong/server/evaluations"
)

const days = 24 * time.Hour

func date(a *apptest.App, n int) string {
	return a.Now().Add(time.Duration(n) * days).In(china.Zone).Format(time.DateOnly)
}

// put sends what must succeed to a community, and gives its id.
func (m matter) put(who, what string, body object) uuid.UUID {
	m.t.Helper()
	id := uuid.New()
	body["id"] = id
	apptest.JSON[object](m.t, m.a, apptest.Scenario{As: who, Do: "POST /communities/" + m.a.World.Own.String() + what, Status: 201, Body: body})
	return id
}

// pass leads a project through gates with a reason.
func (m matter) pass(gates ...string) {
	m.t.Helper()
	for _, g := range gates {
		m.do("chair", "POST", "/gates", 200, object{"gate": g, "reason": "情况特殊，先行推进，后补材料"})
	}
}

func (m matter) lacks(when string, want ...string) {
	m.t.Helper()
	got := m.codes("chair")
	for _, code := range want {
		if !got[code] {
			m.t.Errorf("%s: %s is not missing", when, code)
		}
		delete(got, code)
	}
	if len(got) > 0 {
		m.t.Errorf("%s: also missing: %v", when, got)
	}
}

func TestWhatIsKeptAndRatedCountsAtTheGates(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	m := begin(t, a)
	m.record("committee", "funding_plan", object{"funding_plan": object{"estimate": 900, "lines": []object{{"source": "reward", "amount": 900}}}}, nil)
	m.pass("G1", "G2")
	m.lacks("after the works", "stewardship_plan", "roster")
	m.record("property", "stewardship_plan", object{"stewardship_plan": object{"assets": []object{{"name": "坡道"}},
		"tasks": []object{{"what": "扫雪", "how_often": "下雪天", "who": "物业"}}, "money": "物业费", "fallback": "居委会接手"}}, nil)
	m.lacks("somebody must look after it", "custodian", "roster")
	again := m.see("chair").Missing[0]
	if again.About == nil || *again.About != "坡道" {
		t.Errorf("the gate names what has no custodian: %+v", again)
	}
	old := apptest.JSON[api.ProjectRecordPage](t, a, apptest.Scenario{Do: "GET " + m.path("/records?type=stewardship_plan"), Status: 200}).Items[0]
	m.record("property", "stewardship_plan", object{"stewardship_plan": object{"assets": []object{{"name": "坡道", "custodian": "物业公司"}},
		"tasks": []object{{"what": "扫雪", "how_often": "下雪天", "who": "物业"}}, "money": "物业费", "fallback": "居委会接手"}}, object{"supersedes": old.ID, "reason": "写上管护人"})
	m.lacks("the next ninety days", "roster")
	asset := m.put("committee", "/assets", object{"kind": "ramp", "name": "一单元坡道", "place": "一单元门口", "custodian": "物业公司", "project_id": m.id})
	roster := func(from, to int) {
		m.put("committee", "/rosters", object{"title": "坡道清扫", "area": "一单元门口", "project_id": m.id, "starts_on": date(a, from), "ends_on": date(a, to),
			"weekdays": []int{1, 2, 3, 4, 5, 6, 7}, "holders": []object{{"name": "志愿队"}}})
	}
	roster(0, 40)
	m.lacks("forty days are not ninety", "roster")
	roster(41, 91)
	m.lacks("two rosters that follow each other reach far enough")
	m.do("committee", "POST", "/gates", 200, object{"gate": "G3"})

	reward := apptest.Scenario{Name: "a reward before the effect is rated", As: "committee", Do: "POST " + m.path("/funds"), Status: 409, Has: []string{"fund_reward_early"},
		Body: object{"id": uuid.New(), "side": "in", "amount": 900, "source": "reward", "party": "街道办", "moved_on": date(a, 0)}}
	a.Run(t, reward)
	m.lacks("nobody was asked", "survey")
	survey := m.put("committee", "/evaluations", object{"title": "坡道修得怎么样", "unit": "household", "closes_on": date(a, 7), "paper": true, "project_id": m.id})
	m.lacks("just opened", "survey_days", "survey_results")
	if missing := m.see("chair").Missing[0]; missing.SubjectID == nil || *missing.SubjectID != survey {
		t.Errorf("the gate names the survey: %+v", missing)
	}
	for _, who := range []string{"resident", "neighbour", "building_head", "grid_worker", "committee", "chair", "party", "supervision", "other_head"} {
		a.Do(t, apptest.Scenario{As: who, Do: "POST /evaluations/" + survey.String() + "/answer", Status: 204, Body: object{"clean": 5, "comfortable": 4, "safe": 5, "beautiful": 4, "gain": 4, "happiness": 4, "security": 5}})
	}
	a.Move(11 * days)
	if err := (&evaluations.Service{DB: a.DB.Gorm, Now: a.Now}).CountDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	m.lacks("nine answers", "survey_answers")
	if missing := m.see("chair").Missing[0]; missing.Have == nil || *missing.Have != 9 || *missing.Need != 10 {
		t.Errorf("nine of ten answers are told as %+v", missing)
	}
	a.Run(t, apptest.Scenario{Name: "a note", As: "committee", Do: "PUT /evaluations/" + survey.String() + "/note", Status: 200, Body: object{"text": "只有九户常住"}})
	m.lacks("with a note why not more")
	wanting := m.put("committee", "/rectifications", object{"finding": "坡面雨天打滑", "owner": "物业公司", "due_on": date(a, 3), "evaluation_id": survey})
	m.lacks("dated")
	a.Move(5 * days)
	m.lacks("its day is over", "rectification")
	a.Run(t, apptest.Scenario{Name: "put right", As: "committee", Do: "POST /rectifications/" + wanting.String() + "/closing", Status: 200, Body: object{"note": "铺了防滑条", "photo_id": a.Photo(t, "committee")}})
	m.lacks("put right")
	if m.see("guest").RewardDue {
		t.Error("the reward is due before G4")
	}
	m.do("committee", "POST", "/gates", 200, object{"gate": "G4"})
	if !m.see("guest").RewardDue {
		t.Error("the reward is not due past G4")
	}
	reward.Name, reward.Status, reward.Has = "past G4 the reward may come in", 201, []string{`"source":"reward"`}
	a.Run(t, reward, apptest.Scenario{Name: "the whole story leads on", Do: "GET " + m.path("/timeline"), Status: 200,
		Has: []string{`"kind":"asset"`, "/assets/" + asset.String(), `"kind":"survey"`, "/evaluations/" + survey.String(), "铺了防滑条"}})
}

func TestNobodyNamesAProjectOfAnotherCommunity(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	m := begin(t, a)
	there := "POST /communities/" + a.World.Foreign.String()
	for what, body := range map[string]object{
		"/assets":         {"kind": "ramp", "name": "坡道", "place": "村口", "custodian": "村委会"},
		"/rosters":        {"title": "轮值", "area": "村口", "starts_on": date(a, 0), "ends_on": date(a, 91), "weekdays": []int{1}, "holders": []object{{"name": "志愿队"}}},
		"/evaluations":    {"title": "怎么样", "unit": "household", "closes_on": date(a, 7), "paper": true},
		"/rectifications": {"finding": "坡面打滑", "owner": "村委会", "due_on": date(a, 3)},
	} {
		body["id"], body["project_id"] = uuid.New(), m.id
		a.Run(t, apptest.Scenario{Name: what, As: "foreign_chair", Do: there + what, Status: 404, Body: body, Has: []string{"project_not_found", `"project_id"`}})
	}
}

// The way on from a report: the project of the proposal it went into, and the project that built what it is about.
func TestAReportLeadsToItsProjects(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	m := begin(t, a)
	asset := m.put("committee", "/assets", object{"kind": "ramp", "name": "一单元坡道", "place": "一单元门口", "custodian": "物业公司", "project_id": m.id})
	report := uuid.New()
	apptest.JSON[object](t, a, apptest.Scenario{As: "resident", Do: "POST /reports", Status: 201, Body: object{"id": report, "community_id": a.World.Own, "class": "X05", "text": "坡道裂了",
		"place": object{"words": "一单元门口"}, "photo_ids": []string{a.Photo(t, "resident")}, "asset_id": asset}})
	ask := func(name string, has, hasNot string) apptest.Scenario {
		s := apptest.Scenario{Name: name, Do: "GET /projects?report=" + report.String(), Status: 200}
		if has != "" {
			s.Has = []string{has}
		}
		if hasNot != "" {
			s.HasNot = []string{hasNot}
		}
		return s
	}
	a.Run(t, ask("what is not accepted yet leads nowhere", `"items":[]`, m.id.String()))
	apptest.JSON[object](t, a, apptest.Scenario{As: "committee", Do: "POST /reports/" + report.String() + "/moves", Status: 200, Body: object{"act": "accept", "from": "submitted", "photo_audience": "public"}})
	a.Run(t, ask("accepted, it leads to the project", m.id.String(), ""),
		apptest.Scenario{Name: "and the project tells of it", Do: "GET " + m.path("/timeline"), Status: 200, Has: []string{"/reports/" + report.String(), "扫管护码上报"}},
		apptest.Scenario{Name: "nothing asked, nothing found", Do: "GET /projects", Status: 200, Has: []string{`"items":[]`}})
}
