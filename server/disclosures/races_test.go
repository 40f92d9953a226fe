package disclosures_test

import (
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/china"
	"wugong/server/disclosures"
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

func TestWhatIsSentTwiceIsThereOnce(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	send := apptest.Scenario{As: "committee", Do: "POST " + board(a), Body: draft(a, object{"lines": accounts})}
	if got := together(t, a, send, send, send); got[201] != 1 || got[200] != 2 {
		t.Errorf("three copies at once: %v", got)
	}
	if n := count(t, a, `SELECT count(*) AS n FROM disclosure_lines`); n != len(accounts) {
		t.Errorf("%d lines", n)
	}
	d := open(t, a, "committee", nil)
	fix := apptest.Scenario{As: "committee", Do: "POST " + board(a), Body: draft(a, object{"corrects": d.ID, "reason": "写错了"})}
	if got := together(t, a, fix, fix); got[201] != 1 || got[200] != 1 {
		t.Errorf("two copies of a correction at once: %v", got)
	}
	e := open(t, a, "committee", nil)
	question := apptest.Scenario{As: "resident", Do: "POST /disclosures/" + e.ID.String() + "/questions", Body: object{"id": uuid.New(), "text": "什么时候装"}}
	if got := together(t, a, question, question, question); got[201] != 1 || got[200] != 2 {
		t.Errorf("three copies of a question at once: %v", got)
	}
	hang := apptest.Scenario{As: "committee", Do: "POST /disclosures/" + e.ID.String() + "/postings", Body: object{"id": uuid.New(), "photo_id": a.Photo(t, "committee"), "posted_on": today(a)["start"], "place": "东门"}}
	if got := together(t, a, hang, hang); got[201] != 1 || got[200] != 1 {
		t.Errorf("two copies of a posting at once: %v", got)
	}
}

func TestOfTwoAtOnceOneIsFirst(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	d := open(t, a, "committee", nil)
	fix := func(who string) apptest.Scenario {
		return apptest.Scenario{As: who, Do: "POST " + board(a), Body: draft(a, object{"corrects": d.ID, "reason": "写错了"})}
	}
	if got := together(t, a, fix("committee"), fix("chair")); got[201] != 1 || got[409] != 1 {
		t.Errorf("two corrections of one: %v", got)
	}
	q := ask(t, a, "resident", open(t, a, "committee", nil).ID)
	answer := func(who, text string) apptest.Scenario {
		return apptest.Scenario{As: who, Do: "POST /disclosure-questions/" + q.ID.String() + "/answer", Body: object{"text": text}}
	}
	if got := together(t, a, answer("committee", "甲"), answer("chair", "乙")); got[200] != 1 || got[409] != 1 {
		t.Errorf("two answers to one: %v", got)
	}
	if n := told(t, a, q.ID, "disclosure_answered"); n != 1 {
		t.Errorf("told %d times", n)
	}
	var many []apptest.Scenario
	for range 9 {
		many = append(many, apptest.Scenario{As: "neighbour", Do: "POST /disclosures/" + q.DisclosureID.String() + "/questions", Body: object{"id": uuid.New(), "text": "再问一句"}})
	}
	if got := together(t, a, many...); got[201] != 5 || got[429] != 4 {
		t.Errorf("nine questions at once: %v", got)
	}
}

// open since long ago, so that something is owed whatever the day.
func sinceLong(t *testing.T, a *apptest.App) {
	t.Helper()
	if err := gorm.G[any](a.DB.Gorm).Exec(t.Context(), `UPDATE communities SET opened_at = opened_at - interval '200 days'`); err != nil {
		t.Fatal(err)
	}
}

func duties(t *testing.T, a *apptest.App, who string) api.DisclosureCalendar {
	t.Helper()
	return apptest.JSON[api.DisclosureCalendar](t, a, apptest.Scenario{As: who, Do: "GET /communities/" + a.World.Own.String() + "/disclosure-calendar", Status: 200})
}

func tasks(t *testing.T, a *apptest.App, who string) map[api.HomeTaskKind]int {
	t.Helper()
	found := map[api.HomeTaskKind]int{}
	for _, task := range apptest.JSON[api.Home](t, a, apptest.Scenario{As: who, Do: "GET /home?community_id=" + a.World.Own.String(), Status: 200}).Tasks {
		found[task.Kind] = task.Count
	}
	return found
}

func TestWhatIsOverdueIsSeenByThoseWhoWatch(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	sinceLong(t, a)
	before := duties(t, a, "supervision")
	if before.Overdue < 4 || before.MaySet || len(before.Events) != 5 {
		t.Fatalf("%d overdue, may set %v, %d events", before.Overdue, before.MaySet, len(before.Events))
	}
	for _, who := range []string{"committee", "supervision", "town"} {
		if n := tasks(t, a, who)[api.HomeTaskKindDisclosureOverdue]; n != before.Overdue {
			t.Errorf("Home of %s shows %d overdue, want %d", who, n, before.Overdue)
		}
	}
	if n := tasks(t, a, "resident")[api.HomeTaskKindDisclosureOverdue]; n != 0 {
		t.Errorf("a resident's Home shows %d overdue", n)
	}
	late := before.Duties[len(before.Duties)-1]
	d := open(t, a, "committee", object{"category": late.Category, "period": object{"kind": late.Period.Kind, "start": late.Period.Start.Format(time.DateOnly)}, "lines": accounts})
	after := duties(t, a, "town")
	if after.Overdue != before.Overdue-1 || after.Duties[len(after.Duties)-1].DisclosureID == nil || *after.Duties[len(after.Duties)-1].DisclosureID != d.ID {
		t.Errorf("laid open: %d overdue after %d", after.Overdue, before.Overdue)
	}
	q := ask(t, a, "resident", d.ID)
	if n, m := tasks(t, a, "chair")[api.HomeTaskKindDisclosureAnswer], tasks(t, a, "supervision")[api.HomeTaskKindDisclosureAnswer]; n != 1 || m != 0 {
		t.Errorf("a question waits: %d for the chair, %d for who watches", n, m)
	}
	a.Move(8 * 24 * time.Hour)
	if n := tasks(t, a, "supervision")[api.HomeTaskKindDisclosureAnswer]; n != 1 {
		t.Errorf("a late answer to %s is seen %d times by who watches", q.ID, n)
	}
}

func TestTheRhythmOfTheAccountsIsSetByTheCommittee(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	set := func(who string, monthly bool, status int) apptest.Scenario {
		return apptest.Scenario{Name: who, As: who, Do: "PUT /communities/" + a.World.Own.String() + "/disclosure-calendar", Status: status, Body: object{"finance_monthly": monthly}}
	}
	a.Run(t, set("supervision", true, 403), set("committee", true, 200))
	month := disclosures.PeriodOf(api.DisclosureFrequencyMonth, a.Now()).Start.Format(time.DateOnly)
	has := func() (is bool) {
		for _, d := range duties(t, a, "chair").Duties {
			is = is || d.Category == "finance" && d.Period.Kind == "month" && d.Period.Start.Format(time.DateOnly) == month
		}
		return is
	}
	if !has() {
		t.Error("the accounts of this month are not owed")
	}
	a.Run(t, set("chair", false, 200))
	if has() {
		t.Error("the accounts of this month are still owed")
	}
}

func TestEachIsRemindedOnce(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	sinceLong(t, a)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if err := service(a).Remind(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for who, want := range map[string]int{"chair": 1, "committee": 1, "supervision": 1, "town": 1, "resident": 0, "party": 0} {
		n := count(t, a, `SELECT count(*) AS n FROM inbox WHERE account_id = ? AND subject_id = ? AND kind = 'disclosure_overdue'`, a.Person(t, who).Account, a.World.Own)
		if n != want {
			t.Errorf("%s was told %d times, want %d", who, n, want)
		}
	}
	before := told(t, a, a.World.Own, "disclosure_due")
	q := disclosures.PeriodOf(api.DisclosureFrequencyQuarter, a.Now())
	a.Move(q.Next().Start.In(china.Zone).Add(time.Hour).Sub(a.Now()))
	if err := service(a).Remind(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := told(t, a, a.World.Own, "disclosure_due"); n != before+2 {
		t.Errorf("at the end of the quarter %d were told that it is due, want the two of the committee after %d", n, before)
	}
}

func TestListsTakeTheSameStatementsForOneAndForMany(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	d := open(t, a, "committee", object{"lines": accounts})
	ask(t, a, "resident", d.ID)
	asks := []apptest.Scenario{{As: "resident", Do: "GET " + board(a), Status: 200}, {As: "resident", Do: "GET /disclosures/" + d.ID.String(), Status: 200},
		{As: "chair", Do: "GET /disclosures/" + d.ID.String() + "/questions", Status: 200}, {As: "chair", Do: "GET /communities/" + a.World.Own.String() + "/disclosure-questions", Status: 200},
		{As: "chair", Do: "GET /communities/" + a.World.Own.String() + "/disclosure-calendar", Status: 200}, {As: "chair", Do: "GET /home", Status: 200}}
	var one []int
	for _, s := range asks {
		one = append(one, len(a.Statements(t, s)))
	}
	for range 5 {
		open(t, a, "committee", object{"lines": accounts, "photos": []object{{"id": a.Photo(t, "committee"), "audience": "public"}}})
		ask(t, a, "neighbour", d.ID)
	}
	for i, s := range asks {
		if many := len(a.Statements(t, s)); many != one[i] {
			t.Errorf("%s: %d statements for one, %d for six", s.Do, one[i], many)
		}
	}
	page := apptest.JSON[api.DisclosurePage](t, a, apptest.Scenario{Do: "GET " + board(a) + "?limit=4", Status: 200})
	rest := apptest.JSON[api.DisclosurePage](t, a, apptest.Scenario{Do: "GET " + board(a) + "?limit=4&after=" + *page.Next, Status: 200})
	if len(page.Items) != 4 || len(rest.Items) != 2 || rest.Next != nil {
		t.Errorf("pages of %d and %d", len(page.Items), len(rest.Items))
	}
	list := "GET /disclosures/" + d.ID.String() + "/questions?limit=4"
	few := apptest.JSON[api.DisclosureQuestionPage](t, a, apptest.Scenario{As: "chair", Do: list, Status: 200})
	last := apptest.JSON[api.DisclosureQuestionPage](t, a, apptest.Scenario{As: "chair", Do: list + "&after=" + *few.Next, Status: 200})
	if len(few.Items) != 4 || len(last.Items) != 2 || last.Next != nil {
		t.Errorf("pages of %d and %d questions", len(few.Items), len(last.Items))
	}
}
