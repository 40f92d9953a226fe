package conventions_test

import (
	"net/http"
	"testing"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
)

func TestClass7AConventionOfAnotherCommunityIsNotTouched(t *testing.T) {
	h := newHall(t)
	v := h.drafting(nil)
	id := v.Summary.ID
	for _, s := range []struct {
		do   string
		body object
	}{
		{"POST " + on(id) + "/moves", moveOf(v, "submit", nil)}, {"PUT " + on(id) + "/text", textOf(v, clause("外人写的"))},
		{"POST " + on(id) + "/postings", object{"id": uuid.New(), "photo_id": h.Photo(t, "foreign_chair"), "posted_on": day(h.Now()), "place": "东巷"}},
		{"POST " + on(id) + "/filing", object{"act": "send"}}, {"POST " + h.own() + "/conventions", draftOf(object{"title": "别的"})},
		{"POST /conventions/" + v.Summary.ConventionID.String() + "/versions", object{"id": uuid.New(), "kind": "amendment", "proposer": "committee", "reason": "外人要改"}},
	} {
		h.refused(s.do, "foreign_chair", s.do, 403, "forbidden", s.body)
	}
	taken := draftOf(object{"id": v.Summary.ConventionID})
	h.refused("an id that is taken", "committee", "POST "+h.own()+"/conventions", 409, "id_taken", taken)
}

func TestOfTwoAtOnceOneIsFirst(t *testing.T) {
	h := newHall(t)
	begin := apptest.Scenario{As: "chair", Do: "POST " + h.own() + "/conventions", Body: draftOf(nil)}
	if got := h.together(begin, begin, begin); got[201] != 1 || got[200] != 2 {
		t.Errorf("three copies at once: %v", got)
	}
	v := h.posted(object{"title": "养犬公约"})
	open := func(who string) apptest.Scenario {
		return apptest.Scenario{As: who, Do: "POST /conventions/" + v.Summary.ConventionID.String() + "/versions",
			Body: object{"id": uuid.New(), "kind": "amendment", "proposer": "committee", "reason": "各改各的"}}
	}
	if got := h.together(open("chair"), open("committee")); got[201] != 1 || got[409] != 1 {
		t.Errorf("two amendments at once: %v", got)
	}
	sign := apptest.Scenario{As: "resident", Do: "PUT " + on(v.Summary.ID) + "/signature"}
	if got := h.together(sign, sign, sign, sign); got[200] != 4 || h.number(`SELECT count(*) FROM convention_signatures`) != 1 {
		t.Errorf("four signatures of one household: %v", got)
	}
	w := h.move("committee", h.drafting(object{"title": "停车公约"}), "submit", nil)
	h.do("party", "POST "+on(w.Summary.ID)+"/reviews", 201, reviewOf(w, "party", "fit"))
	h.do("town", "POST "+on(w.Summary.ID)+"/reviews", 201, reviewOf(w, "town", "fit"))
	move := func(act string, more object) apptest.Scenario {
		return apptest.Scenario{As: "committee", Do: "POST " + on(w.Summary.ID) + "/moves", Body: moveOf(w, act, more)}
	}
	if got := h.together(move("publicise", nil), move("withdraw", object{"reason": "先不办"}), move("publicise", nil)); got[200] != 1 || got[409] != 2 {
		t.Errorf("three moves at once: %v", got)
	}
}

func TestPagesTakeTheSameStatementsForOneAndForMany(t *testing.T) {
	h := newHall(t)
	v := h.begin(nil)
	var asks []apptest.Scenario
	for _, path := range []string{h.own() + "/conventions", h.own() + "/convention-desk", "/conventions/" + v.Summary.ConventionID.String() + "/versions",
		on(v.Summary.ID) + "/opinions", on(v.Summary.ID), on(v.Summary.ID) + "/revisions"} {
		asks = append(asks, apptest.Scenario{As: "committee", Do: "GET " + path, Status: http.StatusOK})
	}
	h.do("resident", "POST "+on(v.Summary.ID)+"/opinions", 201, object{"id": uuid.New(), "text": "第一句"})
	one := make([]int, len(asks))
	for i, ask := range asks {
		one[i] = len(h.Statements(t, ask))
	}
	for range 5 {
		h.begin(object{"title": uuid.NewString()})
		h.do("resident", "POST "+on(v.Summary.ID)+"/opinions", 201, object{"id": uuid.New(), "text": "又一句"})
		h.hang(v.Summary.ID)
	}
	for i, ask := range asks {
		if many := h.Statements(t, ask); len(many) != one[i] {
			t.Errorf("%s: %d statements for one, %d for many\n%v", ask.Do, one[i], len(many), many)
		}
	}
	page := apptest.JSON[api.ConventionPage](t, h.App, apptest.Scenario{Do: "GET " + h.own() + "/conventions?limit=4", Status: http.StatusOK})
	rest := apptest.JSON[api.ConventionPage](t, h.App, apptest.Scenario{Do: "GET " + h.own() + "/conventions?limit=4&after=" + *page.Next, Status: http.StatusOK})
	if len(page.Items) != 4 || len(rest.Items) != 2 || rest.Next != nil {
		t.Errorf("pages of %d and %d", len(page.Items), len(rest.Items))
	}
}

func TestClass24NobodyFloods(t *testing.T) {
	h := newHall(t)
	v := h.begin(nil)
	for range 10 {
		h.do("resident", "POST "+on(v.Summary.ID)+"/opinions", 201, object{"id": uuid.New(), "text": "一句话"})
	}
	h.refused("an eleventh", "resident", "POST "+on(v.Summary.ID)+"/opinions", 429, "convention_opinions_many", object{"id": uuid.New(), "text": "一句话"})
	for range 6 {
		h.hang(v.Summary.ID)
	}
	h.refused("a seventh photo", "committee", "POST "+on(v.Summary.ID)+"/postings", 409, "convention_postings_full", h.posting())
	h.later(v.Summary.ID, 1)
	v = h.begin(object{"title": "另一份"})
	h.refused("a board of tomorrow", "committee", "POST "+on(v.Summary.ID)+"/postings", 422, "convention_posted_on_invalid", merged(h.posting(), object{"posted_on": day(h.Now().AddDate(0, 0, 1))}))
}
