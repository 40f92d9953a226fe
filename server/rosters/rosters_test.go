package rosters_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/china"
	"wugong/server/db"
	"wugong/server/rosters"
)

type object = map[string]any

const day = 24 * time.Hour

func date(a *apptest.App, days int) string {
	return a.Now().In(china.Zone).AddDate(0, 0, days).Format(time.DateOnly)
}

func list(a *apptest.App) string { return "/communities/" + a.World.Own.String() + "/rosters" }

func draft(a *apptest.App, more object) object {
	body := object{"id": uuid.New(), "title": "小花园轮值", "area": "扫步道、浇花", "starts_on": date(a, 0), "ends_on": date(a, 20),
		"weekdays": []int{1, 2, 3, 4, 5, 6, 7}, "holders": []object{{"household_id": a.World.Household, "name": "1号楼 101"}, {"name": "志愿者老周"}}}
	for k, v := range more {
		body[k] = v
	}
	return body
}

func turns(t *testing.T, a *apptest.App, who string, from, to int) []api.DutyTurn {
	t.Helper()
	return apptest.JSON[api.DutyTurnList](t, a, apptest.Scenario{As: who, Do: fmt.Sprintf("GET /communities/%s/duty-turns?from=%s&to=%s", a.World.Own, date(a, from), date(a, to)), Status: 200}).Items
}

func mark(id uuid.UUID, who string, done bool, status int) apptest.Scenario {
	return apptest.Scenario{Name: who + " marks", As: who, Do: "POST /duty-turns/" + id.String() + "/mark", Body: object{"done": done}, Status: status}
}

func TestTurnsGoRoundAndAreMarkedByTheirHousehold(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	body := draft(a, nil)
	made := apptest.Scenario{Name: "made", As: "committee", Do: "POST " + list(a), Body: body, Status: 201}
	again := made
	again.Status = 200
	foreign := object{"holders": []object{{"household_id": uuid.New(), "name": "没有这户"}}}
	a.Run(t, made, again,
		apptest.Scenario{Name: "another's id", As: "chair", Do: "POST " + list(a), Body: body, Status: 409},
		apptest.Scenario{Name: "by a resident", As: "resident", Do: "POST " + list(a), Body: draft(a, nil), Status: 403},
		apptest.Scenario{Name: "a household of nobody", As: "chair", Do: "POST " + list(a), Body: draft(a, foreign), Status: 422},
		apptest.Scenario{Name: "yesterday", As: "chair", Do: "POST " + list(a), Body: draft(a, object{"starts_on": date(a, -1)}), Status: 422},
		apptest.Scenario{Name: "for the community", As: "stranger", Do: "GET " + list(a), Status: 403},
		apptest.Scenario{Name: "my duty today", As: "resident", Do: "GET /home?community=" + a.World.Own.String(), Status: 200, Has: []string{"duty_today"}})
	all := turns(t, a, "resident", 0, 30)
	if len(all) != 21 || all[0].Name != "1号楼 101" || all[1].Name != "志愿者老周" || all[2].Name != "1号楼 101" || !all[0].Mine || all[1].Mine {
		t.Fatalf("the turns: %+v", all)
	}
	a.Run(t, mark(all[0].ID, "neighbour", true, 403), mark(all[0].ID, "stranger", true, 404), mark(all[2].ID, "resident", true, 409),
		mark(all[0].ID, "resident", true, 200), mark(all[0].ID, "chair", false, 200), mark(all[0].ID, "resident", true, 200),
		apptest.Scenario{Name: "no duty left today", As: "resident", Do: "GET /home?community=" + a.World.Own.String(), Status: 200, HasNot: []string{"duty_today"}},
		apptest.Scenario{Name: "two months at most", As: "resident", Do: fmt.Sprintf("GET /communities/%s/duty-turns?from=%s&to=%s", a.World.Own, date(a, 0), date(a, 63)), Status: 422})
	if got := turns(t, a, "neighbour", 0, 0); got[0].State != api.DutyTurnStateDone || got[0].MayMark {
		t.Errorf("a neighbour sees %+v", got[0])
	}
	a.Move(2 * day)
	end := apptest.Scenario{Name: "ended", As: "chair", Do: "POST /rosters/" + made.Body.(object)["id"].(uuid.UUID).String() + "/ending", Status: 200}
	twice := end
	twice.Status = 409
	a.Run(t, end, twice)
	if left := turns(t, a, "resident", -5, 40); len(left) != 3 {
		t.Errorf("%d turns are left, want those until today", len(left))
	}
}

func TestAHouseholdIsRemindedOnceAndByDay(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	a.Run(t, apptest.Scenario{Name: "made", As: "committee", Do: "POST " + list(a), Body: draft(a, object{"starts_on": date(a, 1)}), Status: 201})
	morning := china.Midnight(a.Now()).Add(9 * time.Hour)
	at := func(now time.Time) *rosters.Service {
		return &rosters.Service{DB: a.DB.Gorm, Now: func() time.Time { return now }}
	}
	told := func() int {
		n, err := db.Row[struct{ N int }](t.Context(), a.DB.Gorm, `SELECT count(*) AS n FROM inbox WHERE kind = 'duty_tomorrow'`)
		if err != nil {
			t.Fatal(err)
		}
		return n.N
	}
	if err := at(morning.Add(-2 * time.Hour)).Remind(t.Context()); err != nil || told() != 0 {
		t.Errorf("%d are told at seven: %v", told(), err)
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if err := at(morning).Remind(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if n := told(); n != 1 {
		t.Errorf("four workers told %d", n)
	}
	a.Run(t, apptest.Scenario{Name: "the household", As: "resident", Do: "GET /inbox", Status: 200, Has: []string{"duty_tomorrow", "小花园轮值"}})
}

func TestTheListTakesTheSameStatementsForOneAndForMany(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	add := func() {
		a.Run(t, apptest.Scenario{Name: "make", As: "committee", Do: "POST " + list(a), Body: draft(a, nil), Status: 201})
	}
	add()
	a.Token(t, "resident")
	for _, do := range []string{"GET " + list(a), fmt.Sprintf("GET /communities/%s/duty-turns?from=%s&to=%s", a.World.Own, date(a, 0), date(a, 60))} {
		ask := apptest.Scenario{As: "resident", Do: do, Status: 200}
		one := a.Statements(t, ask)
		add()
		add()
		if many := a.Statements(t, ask); len(many) != len(one) || len(one) > 3 {
			t.Errorf("%s: %d statements for one, %d for more\n%v", do, len(one), len(many), many)
		}
	}
}
