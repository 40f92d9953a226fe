package ballots_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
)

func TestPagesTakeTheSameStatementsForOneAndForMany(t *testing.T) {
	h := newHouse(t)
	b := h.opened(nil)
	h.over(h.opened(nil).ID)
	at, own := "/ballots/"+b.ID.String(), "/communities/"+h.World.Own.String()
	apptest.JSON[api.PrintRun](t, h.App, apptest.Scenario{As: "committee", Do: "POST " + at + "/print-runs", Body: object{"id": uuid.New()}, Status: http.StatusCreated})
	asks := []string{own + "/ballots", own + "/ballots?shelf=mine", own + "/ballots?shelf=closed", own + "/ballot-desk", own + "/calls", at, at + "/roll", at + "/doors",
		at + "/turnout", at + "/papers", at + "/batches", at + "/objections", at + "/reconciliation", "/home"}
	count := func() (n []int) {
		for _, ask := range asks {
			n = append(n, len(h.Statements(t, apptest.Scenario{As: "chair", Do: "GET " + ask, Status: http.StatusOK})))
		}
		return n
	}
	one := count()
	for i := range 4 {
		more := h.opened(nil)
		h.vote("resident", more.ID, "yes")
		if i%2 == 0 {
			h.over(more.ID)
		}
		h.Run(t, apptest.Scenario{Name: "object", As: everybody[i], Do: "POST /ballots/" + h.noticed(nil).ID.String() + "/objections", Status: 201,
			Body: object{"id": uuid.New(), "about": "roll", "text": "漏了人"}},
			h.paper("committee", b.ID, i+1, "return"),
			apptest.Scenario{Name: "call", As: everybody[i], Do: "POST /calls", Status: 201, Body: object{"id": uuid.New(), "community_id": h.World.Own,
				"meeting": "resident_assembly", "title": "开会", "text": "商量"}})
		apptest.JSON[api.Batch](t, h.App, apptest.Scenario{As: "committee", Do: "POST " + at + "/batches", Body: object{"id": uuid.New()}, Status: http.StatusCreated})
	}
	for i, n := range count() {
		if n != one[i] || n > 19 && asks[i] != "/home" { // how many Home takes, its own tests say
			t.Errorf("%s: %d statements for one, %d for many", asks[i], one[i], n)
		}
	}
}

func TestListsGoOnWhereTheyEnded(t *testing.T) {
	h := newHouse(t)
	for range 3 {
		h.noticed(nil)
	}
	own := "/communities/" + h.World.Own.String()
	for _, list := range []string{own + "/ballots", own + "/ballot-desk", own + "/ballots?shelf=mine"} {
		seen, after := map[string]bool{}, ""
		for range 3 {
			mark := "?"
			if strings.Contains(list, "?") {
				mark = "&"
			}
			p := apptest.JSON[struct {
				Items []object `json:"items"`
				Next  string   `json:"next"`
			}](t, h.App, apptest.Scenario{As: "chair", Do: "GET " + list + mark + "limit=1" + after, Status: http.StatusOK})
			if len(p.Items) != 1 {
				t.Fatalf("%s: a page of %d", list, len(p.Items))
			}
			seen[fmt.Sprint(p.Items[0])] = true
			after = "&after=" + p.Next
			if p.Next == "" {
				after = ""
			}
		}
		if len(seen) != 3 {
			t.Errorf("%s: %d of three", list, len(seen))
		}
	}
}

func TestHostileInputIsRefusedWithASentence(t *testing.T) {
	h := newHouse(t)
	b := h.opened(nil)
	at := "/ballots/" + b.ID.String()
	voter := h.voter("resident", b.ID).String()
	for name, s := range map[string]apptest.Scenario{
		"a cursor that is none":     {Do: "GET " + at + "/objections?after=AAAA", Status: 400},
		"a place that is none":      {Do: "GET " + at + "/roll?after=AAAA", Status: 400},
		"SQL for a name":            {Do: "GET " + at + "/roll?q=%27%20OR%201%3D1--", Status: 200, HasNot: []string{"resident"}},
		"a pattern for a name":      {Do: "GET " + at + "/roll?q=%25", Status: 200, HasNot: []string{"resident"}},
		"a server's field":          {Do: "POST /ballots", Status: 400, Body: object{"id": uuid.New(), "community_id": h.World.Own, "kind": "decision", "matter": "other", "title": "x", "text": "y", "electorate": object{"kind": "adults"}, "notice_at": h.Now()}},
		"a title that lies":         {Do: "POST /ballots", Status: 400, Body: object{"id": uuid.New(), "community_id": h.World.Own, "kind": "decision", "matter": "other", "title": "a\u202eb", "text": "y", "electorate": object{"kind": "adults"}}},
		"a foreign building":        {Do: "POST /ballots", Status: 404, Body: object{"id": uuid.New(), "community_id": h.World.Own, "kind": "decision", "matter": "other", "title": "x", "text": "y", "electorate": object{"kind": "adults", "building_id": h.World.ForeignBuilding}}},
		"a proposal that is not":    {Do: "POST /ballots", Status: 400, Body: object{"id": uuid.New(), "community_id": h.World.Own, "kind": "decision", "matter": "other", "title": "x", "text": "y", "electorate": object{"kind": "adults"}, "proposal_id": uuid.New()}},
		"a nonce that is short":     {Do: "PUT " + at + "/votes/" + voter, Status: 400, Body: object{"mark": "yes", "nonce": "00"}},
		"mark and choices":          {Do: "PUT " + at + "/votes/" + voter, Status: 422, Body: object{"mark": "yes", "choices": []uuid.UUID{}, "nonce": nonce()}},
		"neither mark nor choices":  {Do: "PUT " + at + "/votes/" + voter, Status: 422, Body: object{"nonce": nonce()}},
		"a paper that is not":       {Do: "PUT " + at + "/papers/999999/return", Status: 404},
		"a number out of range":     {Do: "PUT " + at + "/papers/0/return", Status: 400},
		"a batch of what is not":    {Do: "POST " + at + "/batches", Status: 409, Body: object{"id": uuid.New(), "numbers": []int{7}}},
		"a reconciliation too soon": {Do: "PUT " + at + "/reconciliation", Status: 409, Body: object{"note": "早了"}},
	} {
		t.Run(name, func(t *testing.T) {
			s.As = "chair"
			w := h.Do(t, s)
			if w.Code != s.Status {
				t.Errorf("%s: %d, want %d\n%s", s.Do, w.Code, s.Status, w.Body)
			}
			for _, piece := range s.HasNot {
				if strings.Contains(w.Body.String(), piece) {
					t.Errorf("%s shows %q", s.Do, piece)
				}
			}
		})
	}
}
