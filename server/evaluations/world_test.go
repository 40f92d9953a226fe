package evaluations_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/china"
	"wugong/server/db"
	"wugong/server/evaluations"
)

type object = map[string]any

const day = 24 * time.Hour

// neighbours are nine households that answer in the app.
var neighbours = []string{"resident", "neighbour", "building_head", "grid_worker", "committee", "chair", "party", "supervision", "other_head"}

func settled(t *testing.T) *apptest.App {
	t.Helper()
	a := apptest.New(t)
	a.Settle(t)
	return a
}

func marks(score int, words string) object {
	m := object{"clean": score, "comfortable": score, "safe": score, "beautiful": score, "gain": score, "happiness": score, "security": score}
	if words != "" {
		m["words"] = words
	}
	return m
}

func date(a *apptest.App, days int) string {
	return a.Now().In(china.Zone).AddDate(0, 0, days).Format(time.DateOnly)
}

func draft(a *apptest.App, more object) object {
	body := object{"id": uuid.New(), "title": "小花园改造，您满意吗", "text": "亭子、步道和灯", "unit": "household", "closes_on": date(a, 7), "paper": true}
	for k, v := range more {
		body[k] = v
	}
	return body
}

func list(a *apptest.App) string { return "/communities/" + a.World.Own.String() + "/evaluations" }

// open opens a survey and gives its id.
func open(t *testing.T, a *apptest.App, more object) uuid.UUID {
	t.Helper()
	return apptest.JSON[api.Evaluation](t, a, apptest.Scenario{As: "committee", Do: "POST " + list(a), Body: draft(a, more), Status: 201}).ID
}

func answer(id uuid.UUID, who string, score int, words string, status int) apptest.Scenario {
	return apptest.Scenario{Name: who, As: who, Do: "POST /evaluations/" + id.String() + "/answer", Body: marks(score, words), Status: status}
}

func see(t *testing.T, a *apptest.App, id uuid.UUID, who string) api.Evaluation {
	t.Helper()
	return apptest.JSON[api.Evaluation](t, a, apptest.Scenario{As: who, Do: "GET /evaluations/" + id.String(), Status: 200})
}

// count lets the time of a survey pass and counts it.
func count(t *testing.T, a *apptest.App) {
	t.Helper()
	a.Move(11 * day)
	if err := (&evaluations.Service{DB: a.DB.Gorm, Now: a.Now}).CountDue(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// houses adds households without an account to a building, and gives their ids.
func houses(t *testing.T, a *apptest.App, n int) (ids []uuid.UUID) {
	t.Helper()
	var b strings.Builder
	b.WriteString("小区,楼栋,单元,门牌,姓名,成年,手机,户代表,面积\n")
	for i := range n {
		fmt.Fprintf(&b, "梧桐苑小区,1号楼,,80%d,老人%d,是,,否,80.00\n", i, i)
	}
	a.Do(t, apptest.Scenario{As: "chair", Do: "POST /communities/" + a.World.Own.String() + "/register", Body: b.String(), Header: map[string]string{"Content-Type": "text/csv"}})
	rows, err := db.Rows[struct{ ID uuid.UUID }](t.Context(), a.DB.Gorm, `SELECT id FROM households WHERE building_id = ? AND door LIKE '80%' ORDER BY door`, a.World.Building)
	if err != nil || len(rows) != n {
		t.Fatalf("%d households, want %d: %v", len(rows), n, err)
	}
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return ids
}

func number(t *testing.T, a *apptest.App, sql string, args ...any) int {
	t.Helper()
	row, err := db.Row[struct{ N int }](t.Context(), a.DB.Gorm, sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	return row.N
}

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
