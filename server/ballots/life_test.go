package ballots_test

import (
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
)

func TestADecisionOfOwnersFromTheNoticeToTheFinalResult(t *testing.T) {
	h := newHouse(t)
	b := h.owners()
	if b.Roll == nil || b.Roll.Count != 4 || *b.Roll.Area != 32000 || b.LegalEffect != api.LegalEffectRecorded || b.Rule.Number == nil || *b.Rule.Number != "R1" {
		t.Fatalf("%+v %+v", b.Roll, b.Rule)
	}
	receipt := h.vote("resident", b.ID, "yes")
	h.vote("neighbour", b.ID, "no")
	if p := h.get("neighbour", b.ID).Progress; p == nil || *p.Participating.People != 2 || *p.Needed.People != 3 || *p.Needed.Area != 21334 {
		t.Errorf("progress %+v", p)
	}
	h.refuse(apptest.Scenario{As: "chair", Do: "GET /ballots/" + b.ID.String() + "/result"}, http.StatusConflict, api.ProblemCodeBallotNoResult)
	h.vote("chair", b.ID, "yes")
	h.over(b.ID)
	h.count(b.ID) // again: it is written once
	r := h.result(b.ID)
	// three of four heads and 27,000 of 32,000; two of three agree, with 19,000 of 27,000
	if r.Outcome != api.BallotOutcomePassed || !r.Provisional || len(r.Measures) != 2 || *r.Measures[1].AgreeNeeded != 13501 || r.NotVoted != 1 || !r.Small {
		t.Fatalf("%+v", r)
	}
	file := h.recounted("resident", "GET", "/ballots/"+b.ID.String()+"/document")
	panel := h.recounted("supervision", "POST", "/ballots/"+b.ID.String()+"/panel-document")
	for _, key := range []string{"outcome", "quorum", "agree", "aggregates"} {
		if !reflect.DeepEqual(file[key], panel[key]) {
			t.Errorf("%s: the public file says %v, the panel's %v", key, file[key], panel[key])
		}
	}
	if file["outcome"] != string(r.Outcome) || fmt.Sprint(file["aggregates"].(object)["agree"]) != fmt.Sprint(object{"area": 19000, "people": 2}) {
		t.Errorf("recount: %v, result %+v", file, r.Measures)
	}
	list := apptest.JSON[api.BallotReceipts](t, h.App, apptest.Scenario{As: "resident", Do: "GET /ballots/" + b.ID.String() + "/receipts", Status: http.StatusOK})
	if !slices.Contains(list.Items, receipt.Receipt) || !slices.IsSorted(list.Items) || list.Hash != r.ReceiptsHash {
		t.Errorf("%s is not among %v", receipt.Receipt, list)
	}
	h.minutes(b.ID)
	h.objected(b.ID)
}

// minutes are confirmed by the chair and by the supervision committee.
func (h house) minutes(id uuid.UUID) {
	h.t.Helper()
	say := func(who string, more object) apptest.Scenario {
		body := object{"act": "enter_minutes", "from": "provisional"}
		for k, v := range more {
			body[k] = v
		}
		return apptest.Scenario{As: who, Do: "POST /ballots/" + id.String() + "/moves", Body: body, Status: http.StatusOK}
	}
	h.refuse(say("chair", nil), http.StatusUnprocessableEntity, api.ProblemCodeBallotMinutesMissing)
	h.refuse(say("committee", object{"minutes": "会议记录"}), http.StatusForbidden, api.ProblemCodeForbidden)
	b := apptest.JSON[api.Ballot](h.t, h.App, say("chair", object{"minutes": "业主大会会议记录，三人签字。"}))
	if b.State != api.BallotStateProvisional || b.Minutes.Chair == nil || b.Minutes.Supervision != nil {
		h.t.Errorf("after the chair: %s %+v", b.State, b.Minutes)
	}
	h.refuse(say("chair", nil), http.StatusConflict, api.ProblemCodeBallotNotNow)
	b = apptest.JSON[api.Ballot](h.t, h.App, say("supervision", nil))
	if b.State != api.BallotStatePublicity || b.PublicityUntil == nil || b.PublicityUntil.Before(h.Now().AddDate(0, 0, 15)) {
		h.t.Errorf("after both: %s until %v", b.State, b.PublicityUntil)
	}
}

// objected says that a result with an objection is not final until it is answered.
func (h house) objected(id uuid.UUID) {
	h.t.Helper()
	objection := uuid.New()
	h.Run(h.t,
		apptest.Scenario{Name: "an owner objects", As: "neighbour", Do: "POST /ballots/" + id.String() + "/objections", Status: 201, Body: object{"id": objection, "about": "result", "text": "公告没有贴到二单元"}},
		apptest.Scenario{Name: "once", As: "neighbour", Do: "POST /ballots/" + id.String() + "/objections", Status: 200, Body: object{"id": objection, "about": "result", "text": "公告没有贴到二单元"}},
		apptest.Scenario{Name: "a stranger does not see it", As: "stranger", Do: "GET /ballots/" + id.String() + "/objections", Status: 404},
		apptest.Scenario{Name: "a neighbour does not answer", As: "resident", Do: "POST /objections/" + objection.String() + "/answer", Status: 403, Body: object{"text": "有照片", "upheld": false}})
	h.exec(`UPDATE ballots SET publicity_from = now() - interval '20 days', publicity_until = now() - interval '1 hour' WHERE id = ?`, id)
	if s := h.get("resident", id).State; s != api.BallotStatePublicity {
		h.t.Errorf("with an open objection the result is %s", s)
	}
	h.Run(h.t, apptest.Scenario{Name: "answered", As: "committee", Do: "POST /objections/" + objection.String() + "/answer", Status: 200, Has: []string{`"upheld":false`},
		Body: object{"text": "二单元的公告有照片，见附件。", "upheld": false}},
		apptest.Scenario{Name: "once only", As: "chair", Do: "POST /objections/" + objection.String() + "/answer", Status: 409, Body: object{"text": "再答一次", "upheld": false}})
	if s := h.get("resident", id).State; s != api.BallotStateFinal {
		h.t.Errorf("when all is answered the result is %s", s)
	}
}

// options makes n options; cost names what each costs.
func options(costs ...int) (list []object, keys []uuid.UUID) {
	for i, c := range costs {
		o := object{"id": uuid.New(), "title": fmt.Sprintf("方案%d", i+1)}
		if c > 0 {
			o["cost"] = c
		}
		list, keys = append(list, o), append(keys, o["id"].(uuid.UUID))
	}
	return list, keys
}

var everybody = []string{"resident", "neighbour", "building_head", "other_head", "grid_worker", "committee", "chair", "party", "supervision"}

// eleventh lets a tenth person vote, so that the ballots may be published.
func (h house) tenth(id uuid.UUID, choice any) {
	h.t.Helper()
	h.exec(`UPDATE memberships SET state = 'verified', decided_at = now(), decided_by = account_id,
		person_id = (SELECT id FROM persons WHERE name = 'unverified' LIMIT 1) WHERE account_id = ? AND state = 'requested'`, h.Person(h.t, "unverified").Account)
	h.vote("unverified", id, choice)
}

func TestAChoiceIsRecountedFromItsFile(t *testing.T) {
	h := newHouse(t)
	list, keys := options(0, 0, 0)
	b := h.opened(object{"kind": "choice", "matter": "options", "options": list, "max_choices": 2})
	h.refuse(h.ballot("resident", b.ID, h.voter("resident", b.ID), keys), http.StatusUnprocessableEntity, api.ProblemCodeVoteChoiceInvalid)
	h.refuse(h.ballot("resident", b.ID, h.voter("resident", b.ID), []uuid.UUID{uuid.New()}), http.StatusUnprocessableEntity, api.ProblemCodeVoteChoiceInvalid)
	for i, who := range everybody {
		h.vote(who, b.ID, []uuid.UUID{keys[i%3]})
	}
	h.tenth(b.ID, []uuid.UUID{keys[1], keys[2]})
	h.vote("chair", b.ID, []uuid.UUID{})
	h.over(b.ID)
	r := h.result(b.ID)
	got := h.recounted("resident", "GET", "/ballots/"+b.ID.String()+"/document")
	votes := got["votes"].(object)
	for _, o := range r.Options {
		if votes[o.Option.String()] != float64(o.Votes) || slices.Contains(got["elected"].([]any), any(o.Option.String())) != o.Elected {
			t.Errorf("option %s: %d votes, elected %v; recount %v", o.Option, o.Votes, o.Elected, got)
		}
	}
	if r.Small || got["valid"] != float64(*r.Valid) || got["blank"] != float64(*r.Blank) || *r.Blank != 1 || r.Outcome == "" {
		t.Errorf("%+v, recount %v", r, got)
	}
}

func TestABudgetIsRecountedFromItsFileAndExplained(t *testing.T) {
	h := newHouse(t)
	list, keys := options(3_000_000, 2_000_000, 2_500_000, 4_000_000, 9_000_000)
	b := h.opened(object{"kind": "budget", "matter": "budget_poll", "options": list, "budget": object{"budget": 6_000_000}})
	if b.Budget.Method != api.BudgetMethodMes || b.Budget.Lot == nil || len(*b.Budget.Lot) != 5 || b.Budget.Increment == nil {
		t.Fatalf("%+v", b.Budget)
	}
	for i, who := range everybody {
		h.vote(who, b.ID, []uuid.UUID{keys[i%4], keys[(i+1)%4]})
	}
	h.tenth(b.ID, []uuid.UUID{keys[0]})
	h.over(b.ID)
	r := h.result(b.ID)
	got := h.recounted("neighbour", "GET", "/ballots/"+b.ID.String()+"/document")
	if got["total_cost"] != float64(*r.TotalCost) || got["final_endowment"] != *r.FinalEndowment {
		t.Errorf("recount %v, result %+v", got, r)
	}
	for _, p := range r.Projects {
		if slices.Contains(got["winners"].([]any), any(p.Project.String())) != p.Chosen || p.Chosen == (p.Why != nil) {
			t.Errorf("%+v, recount %v", p, got["winners"])
		}
	}
	if last := r.Projects[4]; *last.Why != api.LoserWhyAboveBudget {
		t.Errorf("what costs more than all: %+v", last)
	}
}

func TestBelowTenBallotsOnlyTotalsArePublished(t *testing.T) {
	h := newHouse(t)
	list, keys := options(0, 0)
	b := h.opened(object{"kind": "choice", "matter": "options", "options": list})
	h.vote("resident", b.ID, []uuid.UUID{keys[0]})
	h.over(b.ID)
	h.refuse(apptest.Scenario{As: "resident", Do: "GET /ballots/" + b.ID.String() + "/document"}, http.StatusConflict, api.ProblemCodeDocumentSmall)
	if got := h.recounted("chair", "POST", "/ballots/"+b.ID.String()+"/panel-document"); got["valid"] != float64(1) {
		t.Errorf("the panel's file: %v", got)
	}
	if n := h.number(`SELECT count(*) FROM audit_entries WHERE action = 'ballot.panel_document'`); n != 1 {
		t.Errorf("%d downloads in the log", n)
	}
}

func TestANoticeIsRefusedWhereTheLawDoes(t *testing.T) {
	h := newHouse(t)
	move := func(b api.Ballot) apptest.Scenario {
		return apptest.Scenario{As: "chair", Do: "POST /ballots/" + b.ID.String() + "/moves", Body: object{"act": "give_notice", "from": "draft", "version": b.Version}}
	}
	ordinary := object{"matter": "repair_fund_use", "electorate": object{"kind": "owners"}}
	h.refuse(move(h.draft(ordinary)), http.StatusUnprocessableEntity, api.ProblemCodeBallotRegisterEmpty)
	h.own("101", 9000, "resident")
	short := object{"matter": "repair_fund_use", "electorate": object{"kind": "owners"}, "opens_at": h.Now().AddDate(0, 0, 14)}
	h.refuse(move(h.draft(short)), http.StatusUnprocessableEntity, api.ProblemCodeBallotNoticeShort)
	for name, c := range map[string]struct {
		more object
		code api.ProblemCode
	}{
		"secret":       {object{"kind": "secret"}, api.ProblemCodeBallotSecretLater},
		"other rule":   {object{"matter": "repair_fund_use", "profile": "owner_major", "electorate": object{"kind": "owners"}}, api.ProblemCodeBallotRuleUnfit},
		"a village's":  {object{"matter": "levy", "electorate": object{"kind": "households"}}, api.ProblemCodeBallotRuleUnfit},
		"other voters": {object{"matter": "repair_fund_use"}, api.ProblemCodeBallotElectorateUnfit},
		"binding":      {object{"matter": "repair_fund_use", "electorate": object{"kind": "owners"}, "legal_effect": "binding_online"}, api.ProblemCodeBallotLocalRuleMissing},
		"no options":   {object{"kind": "choice", "matter": "options"}, api.ProblemCodeBallotOptionsMissing},
		"a poll binds": {object{"legal_effect": "recorded"}, api.ProblemCodeBallotEffectUnfit},
		"too long":     {object{"closes_at": h.Now().AddDate(0, 0, 200)}, api.ProblemCodeBallotWindowInvalid},
	} {
		body := object{"id": uuid.New(), "community_id": h.World.Own, "kind": "decision", "matter": "other", "title": name, "text": "说明", "electorate": object{"kind": "adults"},
			"opens_at": h.Now().AddDate(0, 0, 35), "closes_at": h.Now().AddDate(0, 0, 45)}
		for k, v := range c.more {
			body[k] = v
		}
		h.refuse(apptest.Scenario{As: "chair", Do: "POST /ballots", Body: body}, http.StatusUnprocessableEntity, c.code)
	}
}

func TestAnUpheldObjectionMakesANewRollWithItsOwnHash(t *testing.T) {
	h := newHouse(t)
	b := h.noticed(nil)
	person := uuid.New()
	h.exec(`INSERT INTO persons (id, community_id, household_id, name, adult, created_by, valid_from) VALUES (?, ?, ?, '漏了的人', true, ?, now() - interval '1 day')`,
		person, h.World.Own, h.World.Household, h.Person(t, "chair").Account)
	d := apptest.JSON[api.RollDifferences](t, h.App, apptest.Scenario{As: "chair", Do: "GET /ballots/" + b.ID.String() + "/roll-differences", Status: 200})
	if len(d.Items) != 1 || d.Items[0].VoterID != person || d.Items[0].Change != api.RollChangeKindAdd {
		t.Fatalf("%+v", d)
	}
	objection := uuid.New()
	h.Run(t, apptest.Scenario{Name: "object", As: "resident", Do: "POST /ballots/" + b.ID.String() + "/objections", Status: 201, Body: object{"id": objection, "about": "roll", "text": "漏了我家老人"}},
		apptest.Scenario{Name: "nobody named", As: "committee", Do: "POST /objections/" + objection.String() + "/answer", Status: 409, Has: []string{"roll_unchanged"}, Body: object{"text": "已补上", "upheld": true}},
		apptest.Scenario{Name: "upheld", As: "committee", Do: "POST /objections/" + objection.String() + "/answer", Status: 200, Has: []string{`"roll_version":2`},
			Body: object{"text": "已补上", "upheld": true, "voter_ids": []uuid.UUID{person}}})
	now := h.get("resident", b.ID)
	if now.Roll.Version != 2 || now.Roll.Count != b.Roll.Count+1 || now.Roll.Hash == b.Roll.Hash {
		t.Errorf("the roll is %+v, it was %+v", now.Roll, b.Roll)
	}
	h.shift(b.ID, -time.Hour, time.Hour)
	h.refuse(apptest.Scenario{As: "neighbour", Do: "POST /ballots/" + b.ID.String() + "/objections", Body: object{"id": uuid.New(), "about": "roll", "text": "太晚了"}},
		http.StatusConflict, api.ProblemCodeObjectionWindowOver)
}
