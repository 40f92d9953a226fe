package ballots_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/db"
)

// seat records a body with some of the world's people as members.
func (h house) seat(kind api.BodyKind, names ...string) uuid.UUID {
	h.t.Helper()
	body, chair := uuid.New(), h.Person(h.t, "chair").Account
	h.exec(`INSERT INTO bodies (id, community_id, kind, name, term_from, term_to, created_by, created_at)
		VALUES (?, ?, ?, ?, current_date - 90, current_date + 900, ?, now())`,
		body, h.World.Own, kind, "本届"+string(kind), chair)
	for _, name := range names {
		h.exec(`INSERT INTO body_members (id, community_id, body_id, seat, name, person_id, woman, kin, created_by, valid_from)
			SELECT ?, community_id, ?, 'representative', name, id, false, false, ?, now() - interval '80 days' FROM persons WHERE name = ? AND community_id = ? LIMIT 1`,
			uuid.New(), body, chair, name, h.World.Own)
	}
	return body
}

// id is the one that a statement answers.
func (h house) id(sql string, args ...any) uuid.UUID {
	h.t.Helper()
	row, err := db.Row[struct{ ID uuid.UUID }](h.t.Context(), h.DB.Gorm, sql, args...)
	if err != nil {
		h.t.Fatalf("%s: %v", sql, err)
	}
	return row.ID
}

func TestAMeetingOfRepresentativesIsAskedByItsOwnMembersOnly(t *testing.T) {
	h := newHouse(t)
	meeting := h.seat(api.BodyKindResidentRepMeeting, "resident", "neighbour", "chair")
	board := h.seat(api.BodyKindCouncil, "resident")
	convention := func(body any) object {
		return object{"matter": "resident_convention", "profile": "resident_rep_meeting", "electorate": object{"kind": "members", "body_id": body}}
	}
	b := h.noticed(convention(meeting))
	if b.Roll.Count != 3 || !strings.Contains(b.Electorate.Name, "本届resident_rep_meeting") {
		t.Errorf("on the roll %d, named %q", b.Roll.Count, b.Electorate.Name)
	}
	text := apptest.JSON[api.BallotNotice](t, h.App, apptest.Scenario{As: "chair", Do: "GET /ballots/" + b.ID.String() + "/notice", Status: http.StatusOK}).Zh
	if !strings.Contains(text, "本届resident_rep_meeting的成员") {
		t.Errorf("the notice does not name the meeting:\n%s", text)
	}
	draft := func(more object) apptest.Scenario {
		body := object{"id": uuid.New(), "community_id": h.World.Own, "kind": "decision", "title": "公约", "text": "修订"}
		for k, v := range more {
			body[k] = v
		}
		return apptest.Scenario{As: "chair", Do: "POST /ballots", Body: body}
	}
	h.refuse(draft(convention(board)), http.StatusUnprocessableEntity, api.ProblemCodeBallotElectorateUnfit)
	h.refuse(draft(convention(uuid.New())), http.StatusNotFound, api.ProblemCodeBodyNotFound)
	h.refuse(draft(object{"matter": "elevator", "electorate": object{"kind": "owners"}}), http.StatusUnprocessableEntity, api.ProblemCodeBallotElectorateUnfit)
	asked := h.draft(object{"electorate": object{"kind": "members", "body_id": board}}) // a consultation asks any body
	if asked.RollNow == nil || asked.RollNow.Count != 1 || len(*asked.Hinders) != 0 {
		t.Errorf("a council of one: %+v %v", asked.RollNow, asked.Hinders)
	}
}

func TestAnEstateOrGroupVotesAloneAndAForeignOneNever(t *testing.T) {
	h := newHouse(t)
	whole := h.draft(nil)
	estate := h.id(`SELECT estate_id AS id FROM buildings WHERE id = ?`, h.World.Building)
	foreign := h.id(`SELECT estate_id AS id FROM buildings WHERE id = ?`, h.World.ForeignBuilding)
	want := h.number(`SELECT count(*) FROM persons p JOIN households h ON h.id = p.household_id JOIN buildings b ON b.id = h.building_id
		WHERE b.estate_id = ? AND p.adult AND p.valid_to IS NULL`, estate)
	if got := h.draft(object{"electorate": object{"kind": "adults", "estate_id": estate}}); got.RollNow.Count != want || got.RollNow.Count > whole.RollNow.Count {
		t.Errorf("%d of the estate, want %d of %d", got.RollNow.Count, want, whole.RollNow.Count)
	}
	for name, electorate := range map[string]object{"foreign": {"kind": "adults", "estate_id": foreign},
		"with a building": {"kind": "adults", "estate_id": estate, "building_id": h.World.Building}} {
		t.Run(name, func(t *testing.T) {
			h.refuse(apptest.Scenario{As: "chair", Do: "POST /ballots", Body: object{"id": uuid.New(), "community_id": h.World.Own, "kind": "decision",
				"matter": "other", "title": "灯", "text": "换", "electorate": electorate}}, http.StatusUnprocessableEntity, api.ProblemCodeBallotElectorateUnfit)
		})
	}
}

func TestADraftSaysWhyItsNoticeCannotBeGiven(t *testing.T) {
	h := newHouse(t)
	b := h.draft(object{"matter": "repair_fund_use", "electorate": object{"kind": "owners"}, "opens_at": h.Now().AddDate(0, 0, 2), "closes_at": h.Now().AddDate(0, 0, 9)})
	fields := []string{}
	for _, one := range *b.Hinders {
		fields = append(fields, one.Field)
		if one.Message == "" {
			t.Errorf("%s without a sentence", one.Field)
		}
	}
	if strings.Join(fields, " ") != "electorate opens_at" || b.RollNow.Count != 0 {
		t.Errorf("hindered by %v with %+v on the roll", fields, b.RollNow)
	}
	h.refuse(apptest.Scenario{As: "chair", Do: "POST /ballots/" + b.ID.String() + "/moves", Body: object{"act": "give_notice", "from": "draft", "version": 1}},
		http.StatusUnprocessableEntity, api.ProblemCodeBallotNoticeShort)
	h.own("101", 9000, "resident")
	again := h.get("committee", b.ID)
	if again.RollNow.Count != 1 || *again.RollNow.Area != 9000 || len(*again.Hinders) != 1 {
		t.Errorf("with an owner: %+v %+v", again.RollNow, again.Hinders)
	}
	if seen := h.get("supervision", b.ID); seen.RollNow != nil || seen.Hinders != nil {
		t.Errorf("who only watches is told %+v", seen.RollNow)
	}
}

func TestAGuestReadsWhatHangsOnTheDoor(t *testing.T) {
	h := newHouse(t)
	b := h.opened(object{"matter": "assembly_matter", "profile": "resident_assembly", "legal_effect": "recorded"})
	for _, who := range everybody {
		h.vote(who, b.ID, "yes")
	}
	h.over(b.ID)
	for who, more := range map[string]object{"chair": {"minutes": "会议记录，三人签字。"}, "supervision": {"minutes": "会议记录，三人签字。"}} {
		more["act"], more["from"] = "enter_minutes", "provisional"
		h.Run(t, apptest.Scenario{Name: who + " confirms", As: who, Do: "POST /ballots/" + b.ID.String() + "/moves", Body: more, Status: 200})
	}
	at, own := "/ballots/"+b.ID.String(), "/communities/"+h.World.Own.String()+"/ballots"
	h.own("9901", 9000, "resident")
	h.own("9902", 8000, "neighbour")
	unit := h.id(`SELECT id FROM units WHERE door = '9901' AND community_id = ?`, h.World.Own)
	near := h.noticed(object{"matter": "business_use", "title": "101改成小卖部", "electorate": object{"kind": "affected", "without_unit_id": unit, "building_id": h.World.Building}})
	for _, who := range []string{"guest", "newcomer", "stranger"} {
		h.Run(t,
			apptest.Scenario{Name: who + " reads the list", As: who, Do: "GET " + own + "?shelf=closed", Status: 200, Has: []string{b.ID.String()}},
			apptest.Scenario{Name: who + " is not told of a flat", As: who, Do: "GET " + own, Status: 200, HasNot: []string{"101改成小卖部"}},
			apptest.Scenario{Name: who + " reads the vote", As: who, Do: "GET " + at, Status: 200, Has: []string{`"my_voters":[]`, `"acts":[]`}, HasNot: []string{`"minutes"`}},
			apptest.Scenario{Name: who + " reads the notice", As: who, Do: "GET " + at + "/notice", Status: 200},
			apptest.Scenario{Name: who + " reads the result", As: who, Do: "GET " + at + "/result", Status: 200, Has: []string{`"outcome":"passed"`}},
			apptest.Scenario{Name: who + " counts again", As: who, Do: "GET " + at + "/document", Status: 200, Has: []string{`"aggregates"`}},
			apptest.Scenario{Name: who + " finds receipts", As: who, Do: "GET " + at + "/receipts", Status: 200, Has: []string{`"items":["`}},
			apptest.Scenario{Name: who + " does not see a vote about a flat", As: who, Do: "GET /ballots/" + near.ID.String(), Status: 404},
			apptest.Scenario{Name: who + " does not see its notice", As: who, Do: "GET /ballots/" + near.ID.String() + "/notice", Status: 404})
	}
	h.refuse(apptest.Scenario{As: "guest", Do: "GET " + own + "?shelf=mine"}, http.StatusUnauthorized, api.ProblemCodeUnauthenticated)
	h.refuse(apptest.Scenario{As: "stranger", Do: "GET " + at + "/objections"}, http.StatusNotFound, api.ProblemCodeBallotNotFound)
	h.refuse(apptest.Scenario{As: "guest", Do: "GET /ballots/" + h.draft(nil).ID.String()}, http.StatusNotFound, api.ProblemCodeBallotNotFound)
}

func TestOfALargeRollTheTurnoutIsWhatAJobAddedUp(t *testing.T) {
	h := newHouse(t)
	b := h.opened(nil)
	h.vote("resident", b.ID, "yes")
	h.exec(`INSERT INTO ballot_rolls SELECT ballot_id, 2, 5001, area, hash, made_at, ? FROM ballot_rolls WHERE ballot_id = ?`, uuid.New(), b.ID)
	h.exec(`UPDATE ballots SET roll_version = 2 WHERE id = ?`, b.ID)
	if p := h.get("chair", b.ID).Progress; p != nil {
		t.Errorf("nobody has added up: %+v", p)
	}
	for range 2 {
		if err := h.s.AddUp(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if p := h.get("guest", b.ID).Progress; p == nil || *p.Participating.People != 1 || *p.Total.People != 5001 {
		t.Errorf("added up: %+v", p)
	}
}
