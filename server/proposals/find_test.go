package proposals_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
)

func TestTheQueueIsReadInPagesWithAFixedNumberOfStatements(t *testing.T) {
	a := settled(t)
	p := proposes(t, a, "resident", "加装电梯", nil)
	queue := apptest.Scenario{As: "chair", Do: fmt.Sprintf("GET /communities/%s/moderation?limit=2", a.World.Own), Status: 200}
	flagged := func(o api.Opinion) {
		a.Run(t, apptest.Scenario{Name: "flag", As: "building_head", Do: "POST /opinions/" + o.ID.String() + "/flags", Status: 204, Body: object{"reason": "insult"}})
	}
	flagged(says(t, a, "neighbour", p, "第一条"))
	one := len(a.Statements(t, queue))
	for i := range 4 {
		flagged(says(t, a, "neighbour", p, fmt.Sprint("又一条", i)))
	}
	if many := len(a.Statements(t, queue)); many != one || many > 8 {
		t.Errorf("%d statements for many, %d for one", many, one)
	}
	seen := map[uuid.UUID]bool{}
	for address := queue.Do; address != ""; {
		page := apptest.JSON[api.ModerationPage](t, a, apptest.Scenario{As: "chair", Do: address, Status: 200})
		for _, item := range page.Items {
			seen[item.Opinion.ID] = true
		}
		if address = ""; page.Next != nil {
			address = queue.Do + "&after=" + *page.Next
		}
	}
	if len(seen) != 5 {
		t.Errorf("the pages have %d of 5", len(seen))
	}
	a.Run(t,
		apptest.Scenario{Name: "a mark that is none", As: "chair", Do: queue.Do + "&after=%25", Status: 400},
		apptest.Scenario{Name: "a resident", As: "resident", Do: queue.Do, Status: 403},
		apptest.Scenario{Name: "the foreign committee", As: "foreign_committee", Do: queue.Do, Status: 403},
	)
}

func TestWhatPeopleTypeToBreakASearch(t *testing.T) {
	a := settled(t)
	proposes(t, a, "resident", "加装电梯", nil)
	search := fmt.Sprintf("GET /communities/%s/proposals?q=", a.World.Own)
	base := len(a.Statements(t, apptest.Scenario{As: "neighbour", Do: search + "电梯", Status: 200}))
	for range 3 {
		proposes(t, a, "neighbour", "加装电梯", nil)
	}
	if n := len(a.Statements(t, apptest.Scenario{As: "neighbour", Do: search + "电梯", Status: 200})); n != base || n > 6 {
		t.Errorf("a search takes %d statements, with fewer found %d", n, base)
	}
	for _, q := range []string{"%27%3B%20DROP%20TABLE%20proposals%3B--", "%25_%5C", strings.Repeat("a", 40), "梯", "%F0%9F%98%80", "{电梯}", "%22"} {
		a.Run(t, apptest.Scenario{Name: "search " + q, As: "guest", Do: search + q, Status: 200, Has: []string{`"items":[`}},
			apptest.Scenario{Name: "similar " + q, Do: fmt.Sprintf("GET /communities/%s/similar-proposals?text=%s", a.World.Own, q), Status: 200})
	}
	a.Run(t, apptest.Scenario{Name: "a word turned around", Do: search + "%E2%80%AE%E6%A2%AF", Status: 400, Has: []string{"invalid_text"}},
		apptest.Scenario{Name: "too long", Do: search + strings.Repeat("a", 41), Status: 400},
		apptest.Scenario{Name: "200 characters are similar to something", Do: fmt.Sprintf("GET /communities/%s/similar-proposals?text=%s", a.World.Own, strings.Repeat("电梯", 100)),
			Status: 200, Has: []string{"加装电梯"}},
		apptest.Scenario{Name: "201 are too many", Do: fmt.Sprintf("GET /communities/%s/similar-proposals?text=%s", a.World.Own, strings.Repeat("a", 201)), Status: 400},
		apptest.Scenario{Name: "areas", Do: "GET /programme-areas", Status: 200, Has: []string{"老旧小区改造", "2025-12-31", "住房城乡建设厅", "1000个"}},
		apptest.Scenario{Name: "areas in English", Do: "GET /programme-areas", Header: map[string]string{"Accept-Language": "en"}, Status: 200, Has: []string{"Renewal of old estates"}, HasNot: []string{"老旧"}},
	)
}
