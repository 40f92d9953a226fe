package evaluations_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
)

func TestOneHouseholdAnswersOnce(t *testing.T) {
	a := settled(t)
	id := open(t, a, nil)
	if e := see(t, a, id, "resident"); e.Mine != api.EvaluationMineMay || e.Eligible < 10 || e.Needed != 10 {
		t.Errorf("a resident sees %+v", e)
	}
	a.Run(t, answer(id, "resident", 4, "", 200), answer(id, "resident", 1, "", 409),
		answer(id, "minor", 4, "", 403), answer(id, "unverified", 4, "", 403), answer(id, "property", 4, "", 403), answer(id, "stranger", 4, "", 403),
		answer(id, "guest", 4, "", 401), answer(id, "neighbour", 0, "只有话", 422))
	if e := see(t, a, id, "resident"); e.Mine != api.EvaluationMineAnswered || e.Answers != 1 {
		t.Errorf("after answering a resident sees %+v", e)
	}
	if e := see(t, a, id, "minor"); e.Mine != api.EvaluationMineNone {
		t.Errorf("a minor sees %+v", e)
	}
	a.Move(8 * day)
	a.Run(t, answer(id, "neighbour", 5, "", 409))
	if e := see(t, a, id, "guest"); e.State != api.EvaluationStateCounting {
		t.Errorf("after the last day it is %s", e.State)
	}
}

func TestASurveyOfABuildingAsksItsPeople(t *testing.T) {
	a := settled(t)
	id := open(t, a, object{"building_id": a.World.Building, "unit": "person"})
	a.Run(t, answer(id, "neighbour", 4, "", 403), answer(id, "resident", 4, "", 200),
		apptest.Scenario{Name: "a building of others", As: "committee", Do: "POST " + list(a), Body: draft(a, object{"building_id": a.World.ForeignBuilding}), Status: 422, Has: []string{"evaluation_building"}},
		apptest.Scenario{Name: "six days", As: "committee", Do: "POST " + list(a), Body: draft(a, object{"closes_on": date(a, 6)}), Status: 422, Has: []string{"evaluation_dates"}},
		apptest.Scenario{Name: "told", As: "resident", Do: "GET /inbox", Status: 200, Has: []string{"evaluation_opened"}},
		apptest.Scenario{Name: "not told", As: "neighbour", Do: "GET /inbox", Status: 200, HasNot: []string{"evaluation_opened"}})
}

func TestPapersAreKeyedTwiceByTwo(t *testing.T) {
	a := settled(t)
	id := open(t, a, nil)
	paper, batch := houses(t, a, 3), uuid.New()
	at := "/evaluations/" + id.String() + "/batches"
	keyed := []object{marks(5, ""), marks(4, "灯太暗"), marks(3, "")}
	wrong := []object{marks(5, ""), marks(2, "灯太暗"), marks(3, "")}
	key := func(who string, status int, more object) apptest.Scenario {
		body := object{"id": batch, "subjects": paper, "sheets": keyed}
		for k, v := range more {
			body[k] = v
		}
		return apptest.Scenario{Name: "key " + who, As: who, Do: "POST " + at, Body: body, Status: status}
	}
	check := func(who string, status int, sheets []object) apptest.Scenario {
		return apptest.Scenario{Name: "check " + who, As: who, Do: "POST /evaluation-batches/" + batch.String() + "/check", Body: object{"sheets": sheets}, Status: status}
	}
	a.Run(t, key("resident", 403, nil), key("other_head", 422, nil), key("building_head", 422, object{"sheets": keyed[:2]}),
		key("building_head", 422, object{"subjects": []uuid.UUID{paper[0], paper[0], paper[1]}}),
		key("building_head", 422, object{"subjects": []uuid.UUID{paper[0], paper[1], uuid.New()}}),
		key("building_head", 201, nil), key("building_head", 200, nil), key("committee", 409, nil),
		key("committee", 409, object{"id": uuid.New(), "subjects": paper[:1], "sheets": keyed[:1]}))
	if e := see(t, a, id, "chair"); e.Answers != 0 {
		t.Errorf("%d answers are counted after the first keying", e.Answers)
	}
	for _, reader := range apptest.Names() {
		for _, do := range []string{"GET " + at, "GET /evaluations/" + id.String() + "/takers?building=" + a.World.Building.String()} {
			if w := a.Do(t, apptest.Scenario{As: reader, Do: do}); strings.Contains(w.Body.String(), "灯太暗") || strings.Contains(w.Body.String(), `"clean"`) {
				t.Errorf("%s reads a sheet: %s", reader, w.Body)
			}
		}
	}
	differs := check("committee", 409, wrong)
	differs.Has, differs.HasNot = []string{"sheets.1"}, []string{"sheets.0", "sheets.2", "灯太暗"}
	a.Run(t, check("building_head", 403, keyed), check("grid_worker", 403, keyed), differs)
	for range 4 {
		a.Run(t, check("chair", 409, wrong))
	}
	a.Run(t, check("committee", 409, keyed), // five tries are over, even for the right one
		apptest.Scenario{Name: "another's", As: "committee", Do: "PUT /evaluation-batches/" + batch.String(), Body: object{"subjects": paper, "sheets": keyed}, Status: 403},
		apptest.Scenario{Name: "anew", As: "building_head", Do: "PUT /evaluation-batches/" + batch.String(), Body: object{"subjects": paper[:2], "sheets": keyed[:2]}, Status: 200},
		check("committee", 200, keyed[:2]), check("committee", 200, keyed[:2]), check("chair", 409, keyed[:2]))
	if e := see(t, a, id, "chair"); e.Answers != 2 || e.Papers != 2 {
		t.Errorf("%d answers, %d papers; want two", e.Answers, e.Papers)
	}
	page := apptest.JSON[api.EvaluationTakerPage](t, a, apptest.Scenario{As: "building_head", Do: "GET /evaluations/" + id.String() + "/takers?building=" + a.World.Building.String(), Status: 200})
	got := map[uuid.UUID]bool{}
	for _, taker := range page.Items {
		got[taker.SubjectID] = taker.Answered
	}
	if !got[paper[0]] || !got[paper[1]] || got[paper[2]] {
		t.Errorf("who has answered: %+v", got)
	}
	last := uuid.New()
	a.Run(t, key("building_head", 201, object{"id": last, "subjects": paper[2:], "sheets": keyed[2:]}))
	count(t, a)
	if e := see(t, a, id, "guest"); e.Unkeyed != 1 || e.Answers != 2 || e.State != api.EvaluationStateCounted {
		t.Errorf("a paper keyed once: %+v", e)
	}
}

func TestTheFirstOfTwoAtOnceCounts(t *testing.T) {
	a := settled(t)
	id := open(t, a, nil)
	one := answer(id, "resident", 4, "", 0)
	if got := together(t, a, one, one, one, one); got[200] != 1 || got[409] != 3 {
		t.Errorf("four copies of an answer: %v", got)
	}
	all := make([]apptest.Scenario, 0, 8)
	for _, who := range neighbours[1:] {
		all = append(all, answer(id, who, 3, "同时"+who, 0))
	}
	if got := together(t, a, all...); got[200] != 8 {
		t.Errorf("eight who answer at once: %v", got)
	}
	if e := see(t, a, id, "guest"); e.Answers != 9 {
		t.Errorf("%d answers, want 9", e.Answers)
	}
	paper, batch := houses(t, a, 1), uuid.New()
	key := apptest.Scenario{As: "building_head", Do: "POST /evaluations/" + id.String() + "/batches", Body: object{"id": batch, "subjects": paper, "sheets": []object{marks(2, "")}}}
	if got := together(t, a, key, key); got[201] != 1 || got[200] != 1 {
		t.Errorf("a batch sent twice at once: %v", got)
	}
	check := func(who string) apptest.Scenario {
		return apptest.Scenario{As: who, Do: "POST /evaluation-batches/" + batch.String() + "/check", Body: object{"sheets": []object{marks(2, "")}}}
	}
	if got := together(t, a, check("committee"), check("chair")); got[200] != 1 || got[409] != 1 {
		t.Errorf("two who check at once: %v", got)
	}
	count(t, a)
	if e := see(t, a, id, "guest"); e.Answers != 10 || fmt.Sprint(e.Results[0].Counts) != "[0 1 8 1 0]" {
		t.Errorf("counted: %+v", e)
	}
	if n := number(t, a, `SELECT count(*) AS n FROM inbox WHERE kind = 'evaluation_counted' AND account_id = ?`, a.Person(t, "resident").Account); n != 1 {
		t.Errorf("told %d times", n)
	}
	count(t, a)
	if n := number(t, a, `SELECT count(*) AS n FROM audit_entries WHERE action = 'evaluation.count'`); n != 1 {
		t.Errorf("counted %d times", n)
	}
}

func TestWhatIsWantingIsPutRight(t *testing.T) {
	a := settled(t)
	id, promise := open(t, a, nil), uuid.New()
	at := "/communities/" + a.World.Own.String() + "/rectifications"
	body := object{"id": promise, "evaluation_id": id, "finding": "亭子边的灯不亮", "owner": "物业公司", "due_on": date(a, 5)}
	a.Run(t, apptest.Scenario{Name: "a resident", As: "resident", Do: "POST " + at, Body: body, Status: 403},
		apptest.Scenario{Name: "promised", As: "committee", Do: "POST " + at, Body: body, Status: 201},
		apptest.Scenario{Name: "again", As: "committee", Do: "POST " + at, Body: body, Status: 200},
		apptest.Scenario{Name: "another", As: "chair", Do: "POST " + at, Body: body, Status: 409},
		apptest.Scenario{Name: "elsewhere", As: "foreign_chair", Do: "POST /communities/" + a.World.Foreign.String() + "/rectifications", Status: 404,
			Body: object{"id": uuid.New(), "evaluation_id": id, "finding": "别处的", "owner": "物业", "due_on": date(a, 5)}},
		apptest.Scenario{Name: "past", As: "committee", Do: "POST " + at, Status: 422, Body: object{"id": uuid.New(), "finding": "昨天的", "owner": "物业", "due_on": date(a, -1)}},
		apptest.Scenario{Name: "read", Do: "GET " + at + "?evaluation=" + id.String(), Status: 200, Has: []string{"亭子边的灯不亮", `"state":"open"`}},
		apptest.Scenario{Name: "a task", As: "chair", Do: "GET /home?community=" + a.World.Own.String(), Status: 200, Has: []string{"rectification_due"}})
	a.Move(6 * day)
	photo := a.Photo(t, "chair")
	done := object{"note": "换了三盏灯", "photo_id": photo}
	a.Run(t, apptest.Scenario{Name: "late", Do: "GET " + at, Status: 200, Has: []string{`"state":"overdue"`}},
		apptest.Scenario{Name: "by a resident", As: "resident", Do: "POST /rectifications/" + promise.String() + "/closing", Body: done, Status: 403},
		apptest.Scenario{Name: "closed", As: "chair", Do: "POST /rectifications/" + promise.String() + "/closing", Body: done, Status: 200},
		apptest.Scenario{Name: "again", As: "chair", Do: "POST /rectifications/" + promise.String() + "/closing", Body: done, Status: 200},
		apptest.Scenario{Name: "by another", As: "committee", Do: "POST /rectifications/" + promise.String() + "/closing", Body: object{"note": "也换了", "photo_id": a.Photo(t, "committee")}, Status: 409},
		apptest.Scenario{Name: "seen", Do: "GET " + at, Status: 200, Has: []string{`"state":"closed"`, photo}},
		apptest.Scenario{Name: "the photo", Do: "GET /media/" + photo, Status: 200})
}

func TestListsTakeTheSameStatementsForOneAndForMany(t *testing.T) {
	a := settled(t)
	open(t, a, nil)
	promise := func() {
		a.Run(t, apptest.Scenario{Name: "promise", As: "chair", Do: "POST /communities/" + a.World.Own.String() + "/rectifications", Status: 201,
			Body: object{"id": uuid.New(), "finding": "灯不亮", "owner": "物业", "due_on": date(a, 5)}})
	}
	promise()
	for _, do := range []string{"GET " + list(a), "GET /communities/" + a.World.Own.String() + "/rectifications"} {
		ask := apptest.Scenario{As: "resident", Do: do, Status: 200}
		a.Token(t, "resident")
		one := a.Statements(t, ask)
		for range 3 {
			open(t, a, nil)
			promise()
		}
		if many := a.Statements(t, ask); len(many) != len(one) || len(one) > 3 {
			t.Errorf("%s: %d statements for one, %d for more\n%v", do, len(one), len(many), many)
		}
	}
	page := apptest.JSON[api.EvaluationPage](t, a, apptest.Scenario{As: "resident", Do: "GET " + list(a) + "?limit=2", Status: 200})
	if len(page.Items) != 2 || page.Next == nil {
		t.Fatalf("a page of two: %+v", page)
	}
	next := apptest.JSON[api.EvaluationPage](t, a, apptest.Scenario{As: "resident", Do: "GET " + list(a) + "?after=" + *page.Next, Status: 200})
	if len(next.Items) != 5 || next.Items[0].ID == page.Items[1].ID || next.Next != nil {
		t.Errorf("behind it: %+v", next)
	}
}
