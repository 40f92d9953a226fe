package projects_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/db"
)

// together sends all at once and gives how often each status came.
func together(t *testing.T, a *apptest.App, all ...apptest.Scenario) map[int]int {
	t.Helper()
	for _, s := range all {
		a.Token(t, s.As)
	}
	var group sync.WaitGroup
	codes := make(chan int, len(all))
	for _, s := range all {
		group.Go(func() { codes <- a.Do(t, s).Code })
	}
	group.Wait()
	close(codes)
	got := map[int]int{}
	for code := range codes {
		got[code]++
	}
	return got
}

func (m matter) money(who, side string, fen int, photo string) apptest.Scenario {
	body := object{"id": uuid.New(), "side": side, "amount": fen, "party": "街道办", "moved_on": today(m.a)}
	if side == "in" {
		body["source"] = "fiscal"
	} else {
		body["kind"], body["photos"] = "materials", []object{{"id": photo, "kind": "voucher"}}
	}
	return apptest.Scenario{As: who, Do: "POST " + m.path("/funds"), Status: 201, Body: body}
}

// Class 10 and 23: whatever comes at once, the balance is that of the entries, and never below nothing.
func TestAStormOfMoneyKeepsTheBalance(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	m := led(t, a, 1)
	var all []apptest.Scenario
	for i := range 6 {
		all = append(all, m.money("committee", "in", 100+i, ""), m.money("chair", "in", 1000, ""))
	}
	all = append(all, all[0], all[0])
	if got := together(t, a, all...); got[201] != 12 || got[200] != 2 {
		t.Fatalf("twelve entries and two copies: %v", got)
	}
	balance := 6*1000 + 100 + 101 + 102 + 103 + 104 + 105
	var out []apptest.Scenario
	for range 5 {
		out = append(out, m.money("committee", "out", balance/3, a.Photo(t, "committee")))
	}
	if got := together(t, a, out...); got[201] != 3 || got[409] != 2 {
		t.Errorf("five payments of a third each: %v", got)
	}
	page := apptest.JSON[api.FundPage](t, a, apptest.Scenario{Do: "GET " + m.path("/funds"), Status: 200})
	if page.Income != int64(balance) || page.Balance != int64(balance-3*(balance/3)) || page.Waiting != 15 || len(page.Items) != 15 {
		t.Errorf("in %d, out %d, left %d, %d waiting", page.Income, page.Expense, page.Balance, page.Waiting)
	}
	for i, e := range page.Items {
		if e.Seq != 15-i || i > 0 && page.Items[i-1].Before != e.After {
			t.Fatalf("entry %d does not follow the one before", e.Seq)
		}
	}
	if err := db.Exec(t.Context(), a.DB.Gorm, `UPDATE project_funds SET after = after + 1 WHERE seq = 3`); err == nil {
		t.Error("the server's role can change a balance")
	}
	if err := db.Exec(t.Context(), a.DB.Gorm, `INSERT INTO project_funds (id, project_id, community_id, seq, prev, side, amount, before, after, source, party, moved_on, recorded_at)
		SELECT gen_random_uuid(), project_id, community_id, seq + 1, seq, 'in', 5, after + 1, after + 6, 'fiscal', '某', moved_on, recorded_at FROM project_funds ORDER BY seq DESC LIMIT 1`); err == nil {
		t.Error("an entry that does not begin where the last one ended can be stored")
	}
}

func TestMoneyPassesThroughThreeHands(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	m := led(t, a, 1)
	e := apptest.JSON[api.FundEntry](t, a, m.money("committee", "in", 5000, ""))
	put := func(name, who, what string, status int, has string) apptest.Scenario {
		return apptest.Scenario{Name: name, As: who, Do: "PUT /fund-entries/" + e.ID.String() + "/" + what, Status: status, Has: []string{has}}
	}
	a.Run(t, put("supervision waits", "supervision", "countersign", 409, "fund_not_approved"), put("not the recorder", "committee", "approval", 403, "fund_same_person"),
		put("the chair", "chair", "approval", 200, `"approved":true`), put("again it changes nothing", "chair", "approval", 200, `"approved":true`),
		put("supervision", "supervision", "countersign", 200, `"countersigned":true`),
		apptest.Scenario{Name: "a wrong one is reversed", As: "chair", Do: "POST " + m.path("/funds"), Status: 201, Has: []string{`"side":"out"`, `"after":0`},
			Body: object{"id": uuid.New(), "side": "in", "amount": 1, "party": "不看", "moved_on": today(a), "reverses": e.ID, "note": "记重了"}},
		apptest.Scenario{Name: "once", As: "chair", Do: "POST " + m.path("/funds"), Status: 409, Has: []string{"fund_reversed"},
			Body: object{"id": uuid.New(), "side": "in", "amount": 1, "party": "不看", "moved_on": today(a), "reverses": e.ID, "note": "记重了"}},
		apptest.Scenario{Name: "no account numbers", As: "chair", Do: "POST " + m.path("/funds"), Status: 422, Has: []string{"disclosure_id_number"},
			Body: object{"id": uuid.New(), "side": "in", "amount": 1, "source": "fiscal", "party": "6222020200012345678", "moved_on": today(a)}},
		apptest.Scenario{Name: "a payment has its voucher", As: "chair", Do: "POST " + m.path("/funds"), Status: 422, Has: []string{"fund_unfit"},
			Body: object{"id": uuid.New(), "side": "out", "amount": 1, "kind": "fees", "party": "某店", "moved_on": today(a)}})
}

func TestAContributionIsSeenByTwoHouseholds(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	m := led(t, a, 1)
	g := apptest.JSON[api.Contribution](t, a, apptest.Scenario{As: "resident", Do: "POST " + m.path("/contributions"), Status: 201,
		Body: object{"id": uuid.New(), "kind": "land", "quantity": 1200, "what": "让出菜地边", "parcel": "一单元东侧三分地", "given_on": today(a), "display": "household"}})
	if g.Name == nil || !strings.Contains(*g.Name, "101") || g.Parcel == nil {
		t.Errorf("who gave it sees %+v", g)
	}
	step := func(name, who, do string, status int, body any, has string) apptest.Scenario {
		return apptest.Scenario{Name: name, As: who, Do: strings.Replace(do, " ", " /contributions/"+g.ID.String(), 1), Status: status, Body: body, Has: []string{has}}
	}
	a.Run(t, step("not the own", "resident", "PUT /witness", 403, nil, "contribution_own"), step("a neighbour", "neighbour", "PUT /witness", 200, nil, `"needs":1`),
		step("twice is once", "neighbour", "PUT /witness", 200, nil, `"needs":1`),
		step("one is not enough", "chair", "POST /moves", 409, object{"act": "confirm"}, "contribution_witnesses"),
		step("another household", "other_head", "PUT /witness", 200, nil, `"needs":0`),
		step("the committee confirms", "chair", "POST /moves", 200, object{"act": "confirm"}, `"state":"confirmed"`),
		apptest.Scenario{Name: "a guest reads the door, not the parcel", Do: "GET " + m.path("/contributions"), Status: 200, Has: []string{"101", "让出菜地边", `"quantity":1200`}, HasNot: []string{"三分地", `"resident"`}},
		apptest.Scenario{Name: "staff read the parcel", As: "supervision", Do: "GET " + m.path("/contributions"), Status: 200, Has: []string{"三分地"}})
	apptest.JSON[api.Deletion](t, a, apptest.Scenario{As: "resident", Do: "POST /me/deletion", Status: 200, Body: object{"word": "注销"}})
	a.Run(t, apptest.Scenario{Name: "who leaves is no longer named", Do: "GET " + m.path("/contributions"), Status: 200, Has: []string{"让出菜地边", `"display":"anonymous"`}, HasNot: []string{`"name"`}})
}
