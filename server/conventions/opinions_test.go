package conventions_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/uuid"

	"wugong/server/apptest"
	"wugong/server/db"
)

func TestOfTwoEditorsTheSecondIsToldAndNothingIsLost(t *testing.T) {
	h := newHall(t)
	v := h.drafting(nil)
	text := "PUT " + on(v.Summary.ID) + "/text"
	first, second := textOf(v, clause("甲写的。")), textOf(v, clause("乙写的。"))
	h.do("committee", text, 200, first)
	h.do("committee", text, 200, first) // sent again
	h.refused("the second", "chair", text, 409, "convention_changed_meanwhile", second)
	now := h.see("chair", v.Summary.ID)
	if now.Revision != v.Revision+1 || now.Clauses[0].Text != "甲写的。" {
		t.Errorf("now it is %d: %+v", now.Revision, now.Clauses)
	}
	before := h.do("chair", "GET "+on(v.Summary.ID)+"?revision=1", 200, nil)
	if before.Fingerprint != v.Fingerprint || before.Newest != now.Revision {
		t.Errorf("the one edited before: %+v", before)
	}
	h.refused("not public", "guest", "GET "+on(v.Summary.ID)+"?revision=1", 404, "convention_version_not_found", nil)
	second["revision"] = now.Revision
	if got := h.together(apptest.Scenario{As: "chair", Do: text, Body: second}, apptest.Scenario{As: "committee", Do: text, Body: textOf(now, clause("丙写的。"))}); got[200] != 1 || got[409] != 1 {
		t.Errorf("two at once: %v", got)
	}
	if n := h.number(`SELECT count(*) FROM convention_revisions WHERE version_id = ?`, v.Summary.ID); n != now.Revision+1 {
		t.Errorf("%d texts are kept", n)
	}
}

func TestOpinionsAreAnsweredForAllAndWithoutAName(t *testing.T) {
	h := newHall(t)
	v := h.begin(nil)
	opinions, said := "POST "+on(v.Summary.ID)+"/opinions", object{"id": uuid.New(), "text": "垃圾房晚上锁门，早上七点开", "topic": "waste"}
	for _, who := range []string{"newcomer", "stranger", "town"} {
		h.refused(who, who, opinions, 403, "forbidden", said)
	}
	h.Run(t, apptest.Scenario{Name: "who is not verified yet", As: "unverified", Do: opinions, Status: 201, Body: object{"id": uuid.New(), "text": "想要一个充电棚"}},
		apptest.Scenario{Name: "a resident", As: "resident", Do: opinions, Status: 201, Body: said, Has: []string{`"mine":true`}},
		apptest.Scenario{Name: "a resident for somebody", As: "resident", Do: opinions, Status: 403, Body: object{"id": uuid.New(), "text": "代人写的", "channel": "paper"}},
		apptest.Scenario{Name: "a clause where there is none", As: "resident", Do: opinions, Status: 422, Body: object{"id": uuid.New(), "text": "第一条不好", "clause_id": uuid.New()}},
		apptest.Scenario{Name: "a number of an identity card", As: "resident", Do: opinions, Status: 422, Body: object{"id": uuid.New(), "text": "张三 610102194801011234"}, Has: []string{"convention_id_number"}})
	answer := "POST /convention-opinions/" + said["id"].(uuid.UUID).String() + "/answer"
	h.refused("a resident answers", "resident", answer, 403, "forbidden", object{"verdict": "adopted"})
	h.refused("no without a reason", "committee", answer, 422, "convention_reason_missing", object{"verdict": "not_adopted"})
	h.Run(t, apptest.Scenario{Name: "an answer", As: "committee", Do: answer, Status: 200, Body: object{"verdict": "not_adopted", "reason": "消防不让锁门"}},
		apptest.Scenario{Name: "sent again", As: "committee", Do: answer, Status: 200, Body: object{"verdict": "not_adopted", "reason": "消防不让锁门"}},
		apptest.Scenario{Name: "another one", As: "chair", Do: answer, Status: 409, Body: object{"verdict": "adopted"}, Has: []string{"convention_opinion_answered"}},
		apptest.Scenario{Name: "a guest reads both", Do: "GET " + on(v.Summary.ID) + "/opinions", Status: 200, Has: []string{"早上七点", "消防不让锁门", `"mine":false`},
			HasNot: []string{h.Person(t, "resident").Account.String(), "resident\"", "充电棚"}},
		apptest.Scenario{Name: "what is held, its author", As: "unverified", Do: "GET " + on(v.Summary.ID) + "/opinions", Status: 200, Has: []string{"充电棚", `"held":true`}},
		apptest.Scenario{Name: "and the committee", As: "committee", Do: "GET " + on(v.Summary.ID) + "/opinions", Status: 200, Has: []string{"充电棚"}},
		apptest.Scenario{Name: "the words taken away later", As: "chair", Do: answer, Status: 200, Body: object{"verdict": "not_adopted", "reason": "消防不让锁门", "hides": "personal_data"}},
		apptest.Scenario{Name: "from the public", Do: "GET " + on(v.Summary.ID) + "/opinions", Status: 200, Has: []string{"消防不让锁门"}, HasNot: []string{"早上七点"}})
	if h.told(said["id"].(uuid.UUID), "convention_answered") != 1 {
		t.Error("who said it was not told once")
	}
	insult := uuid.New()
	h.Run(t, apptest.Scenario{Name: "an insult", As: "neighbour", Do: opinions, Status: 201, Body: object{"id": insult, "text": "某某是个混蛋"}},
		apptest.Scenario{Name: "is hidden", As: "committee", Do: "POST /convention-opinions/" + insult.String() + "/answer", Status: 200, Body: object{"verdict": "not_adopted", "reason": "骂人的话不公开", "hides": "insult"}},
		apptest.Scenario{Name: "from everybody", Do: "GET " + on(v.Summary.ID) + "/opinions", Status: 200, Has: []string{"骂人的话不公开", `"hidden":"insult"`}, HasNot: []string{"混蛋"}},
		apptest.Scenario{Name: "but its author", As: "neighbour", Do: "GET " + on(v.Summary.ID) + "/opinions", Status: 200, Has: []string{"混蛋"}})
	h.hang(v.Summary.ID)
	h.later(v.Summary.ID, 12)
	h.move("committee", v, "start_drafting", nil)
	h.refused("too late", "resident", opinions, 409, "convention_not_now", object{"id": uuid.New(), "text": "还有一句"})
}

func TestHouseholdsSignAndWhoDoesNotLeavesNoTrace(t *testing.T) {
	h := newHall(t)
	v := h.posted(nil)
	sign := on(v.Summary.ID) + "/signature"
	for _, who := range []string{"newcomer", "stranger", "unverified", "minor", "town"} {
		h.refused(who, who, "PUT "+sign, 403, "forbidden", nil)
	}
	before := h.number(`SELECT count(*) FROM audit_entries`)
	v = h.do("resident", "PUT "+sign, 200, nil)
	v = h.do("resident", "PUT "+sign, 200, nil)
	if v.Signatures.App != 1 || !v.Signatures.Mine || v.Signatures.Households < 5 {
		t.Errorf("signed: %+v", v.Signatures)
	}
	v = h.do("resident", "DELETE "+sign, 200, nil)
	if v.Signatures.App != 0 || v.Signatures.Mine || h.number(`SELECT count(*) FROM convention_signatures`) != 0 || h.number(`SELECT count(*) FROM audit_entries`) != before {
		t.Errorf("taken back: %+v", v.Signatures)
	}
	paper := on(v.Summary.ID) + "/paper-signatures"
	other := h.household("neighbour")
	body := object{"household_ids": []uuid.UUID{h.World.Household}}
	h.refused("a resident enters no paper", "resident", "POST "+paper, 403, "forbidden", body)
	h.refused("in another building", "building_head", "POST "+paper, 422, "convention_household_missing", object{"household_ids": []uuid.UUID{h.World.Household, other}})
	v = h.do("building_head", "POST "+paper, 200, body)
	v = h.do("committee", "POST "+paper, 200, object{"household_ids": []uuid.UUID{h.World.Household, other}})
	if v.Signatures.Paper != 2 {
		t.Errorf("on paper: %+v", v.Signatures)
	}
	all, _ := json.Marshal(h.see("neighbour", v.Summary.ID))
	if strings.Contains(string(all), h.World.Household.String()) {
		t.Error("who signed is shown")
	}
}

func (h hall) household(who string) uuid.UUID {
	h.t.Helper()
	row, err := db.Row[struct{ HouseholdID uuid.UUID }](h.t.Context(), h.DB.Gorm,
		`SELECT p.household_id FROM memberships m JOIN persons p ON p.id = m.person_id WHERE m.account_id = ?`, h.Person(h.t, who).Account)
	if err != nil {
		h.t.Fatal(err)
	}
	return row.HouseholdID
}
