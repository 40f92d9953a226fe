package bulletins_test

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/bulletins"
	"wugong/server/db"
)

type object = map[string]any

func service(a *apptest.App) *bulletins.Service {
	return &bulletins.Service{DB: a.DB.Gorm, Now: a.Now, PublicURL: "https://wugong.test"}
}

// write writes a notice and gives it.
func write(t *testing.T, a *apptest.App, who string, more object) api.Bulletin {
	t.Helper()
	body := object{"id": uuid.New(), "title": "停水通知", "text": "明天检修水管，请提前接水。", "audience": "members"}
	for k, v := range more {
		body[k] = v
	}
	return apptest.JSON[api.Bulletin](t, a, apptest.Scenario{As: who, Do: "POST /communities/" + a.World.Own.String() + "/bulletins", Body: body, Status: 201})
}

func told(t *testing.T, a *apptest.App, id uuid.UUID, kind string) int {
	t.Helper()
	row, err := db.Row[struct{ N int }](t.Context(), a.DB.Gorm, `SELECT count(*) AS n FROM inbox WHERE subject_id = ? AND kind = ?`, id, kind)
	if err != nil {
		t.Fatal(err)
	}
	return row.N
}

func announce(t *testing.T, a *apptest.App, id uuid.UUID) time.Duration {
	t.Helper()
	wait, err := service(a).Announce(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return wait
}

func TestANoticeExistsForWhomItIsMeant(t *testing.T) {
	a := apptest.New(t)
	w := a.Settle(t)
	later := a.Now().Add(time.Hour)
	house := []uuid.UUID{w.OtherBuilding}
	for name, c := range map[string]struct {
		by   string
		more object
		sees []string
		not  []string
	}{
		"public":    {"committee", object{"audience": "public"}, []string{"guest", "newcomer", "unverified", "stranger", "admin"}, nil},
		"members":   {"committee", nil, []string{"resident", "minor", "property", "town"}, []string{"guest", "newcomer", "unverified", "stranger", "foreign_chair", "supervisor", "admin", "expert"}},
		"buildings": {"chair", object{"audience": "buildings", "building_ids": house}, []string{"neighbour", "other_head", "grid_worker", "party", "town"}, []string{"guest", "resident", "building_head", "property", "stranger"}},
		"a head's":  {"other_head", object{"audience": "buildings", "building_ids": house}, []string{"neighbour", "committee"}, []string{"resident", "building_head"}},
		"planned":   {"committee", object{"audience": "public", "publish_at": later}, []string{"committee", "chair"}, []string{"guest", "resident", "property", "building_head", "town", "foreign_chair"}},
	} {
		b := write(t, a, c.by, c.more)
		for status, people := range map[int][]string{200: c.sees, 404: c.not} {
			for _, who := range people {
				a.Run(t, apptest.Scenario{Name: name + " as " + who, As: who, Do: "GET /bulletins/" + b.ID.String(), Status: status})
				s := apptest.Scenario{As: who, Do: "GET /communities/" + w.Own.String() + "/bulletins", Status: 200}
				if name != "planned" {
					s.Name, s.Has = name+" listed for "+who, []string{b.ID.String()}
					if status == 404 {
						s.Has, s.HasNot = nil, []string{b.ID.String()}
					}
					a.Run(t, s)
				}
			}
		}
	}
}

func TestTheAudienceIsToldOnceAtItsTime(t *testing.T) {
	a := apptest.New(t)
	w := a.Settle(t)
	b := write(t, a, "committee", object{"publish_at": a.Now().Add(2 * time.Hour), "urgent": true})
	if wait := announce(t, a, b.ID); wait != 2*time.Hour || told(t, a, b.ID, "bulletin_urgent") != 0 {
		t.Errorf("told before its time; wait %s", wait)
	}
	a.Move(2 * time.Hour)
	announce(t, a, b.ID)
	first := told(t, a, b.ID, "bulletin_urgent")
	announce(t, a, b.ID)
	if again := told(t, a, b.ID, "bulletin_urgent"); first < 8 || again != first {
		t.Errorf("%d were told, then %d", first, again)
	}
	house := write(t, a, "committee", object{"audience": "buildings", "building_ids": []uuid.UUID{w.OtherBuilding}})
	announce(t, a, house.ID)
	if n := told(t, a, house.ID, "bulletin_published"); n != 3 { // neighbour, grid worker, other head
		t.Errorf("%d were told of what is for building 2, want 3", n)
	}
	a.Run(t, apptest.Scenario{Name: "withdrawn", As: "chair", Do: "POST /bulletins/" + b.ID.String() + "/withdrawal",
		Body: object{"reason": "抢修提前完成"}, Status: 200, Has: []string{`"state":"withdrawn"`, "抢修提前完成"}},
		apptest.Scenario{Name: "still to be read", As: "resident", Do: "GET /bulletins/" + b.ID.String(), Status: 200, Has: []string{"抢修提前完成"}},
		apptest.Scenario{Name: "by another again", As: "committee", Do: "POST /bulletins/" + b.ID.String() + "/withdrawal", Body: object{"reason": "再来"}, Status: 409})
	if n := told(t, a, b.ID, "bulletin_withdrawn"); n < 8 {
		t.Errorf("%d were told that it is withdrawn", n)
	}
}

func TestWhatIsPublishedIsCorrectedNeverChanged(t *testing.T) {
	a := apptest.New(t)
	w := a.Settle(t)
	b := write(t, a, "committee", object{"publish_at": a.Now().Add(time.Hour)})
	change := func(as string, version, status int) apptest.Scenario {
		return apptest.Scenario{Name: as, As: as, Do: "PUT /bulletins/" + b.ID.String(), Status: status,
			Body: object{"version": version, "title": "停水改期", "text": "改到后天。", "audience": "public"}}
	}
	a.Run(t, change("chair", 1, 200), change("committee", 1, 409), change("property", 2, 404), change("committee", 2, 200))
	a.Move(time.Hour)
	a.Run(t, change("committee", 3, 409))
	fix := write(t, a, "chair", object{"corrects": b.ID, "audience": "members"})
	if fix.Audience != api.BulletinAudiencePublic {
		t.Errorf("a correction is for %s", fix.Audience)
	}
	a.Run(t, apptest.Scenario{Name: "both are shown", As: "guest", Do: "GET /bulletins/" + b.ID.String(), Status: 200, Has: []string{`"state":"corrected"`, fix.ID.String()}},
		apptest.Scenario{Name: "twice", As: "committee", Do: "POST /communities/" + w.Own.String() + "/bulletins", Status: http.StatusConflict,
			Body: object{"id": uuid.New(), "title": "又更正", "text": "又更正", "audience": "public", "corrects": b.ID}, Has: []string{"bulletin_corrected"}})
}

func TestDeceptiveWordsAndImpossibleDatesAreRefused(t *testing.T) {
	a := apptest.New(t)
	w := a.Settle(t)
	for name, c := range map[string]struct {
		more   object
		status int
	}{
		"bidi in the title": {object{"title": "停\u202e水"}, 400}, "line break in the title": {object{"title": "停\n水"}, 400},
		"NUL": {object{"text": "a\x00b"}, 400}, "only spaces": {object{"text": "   "}, 400}, "too far": {object{"publish_at": a.Now().Add(91 * 24 * time.Hour)}, 422},
		"past": {object{"publish_at": a.Now().Add(-2 * time.Hour)}, 422}, "ends before": {object{"until": a.Now().Add(-time.Minute)}, 422},
		"no buildings": {object{"audience": "buildings"}, 422}, "buildings for all": {object{"building_ids": []uuid.UUID{w.Building}}, 422},
		"foreign building": {object{"audience": "buildings", "building_ids": []uuid.UUID{w.ForeignBuilding}}, 404},
		"server's field":   {object{"issuer": "committee"}, 400}, "unknown to correct": {object{"corrects": uuid.New()}, 404},
	} {
		body := object{"id": uuid.New(), "title": "停水", "text": "停水", "audience": "members"}
		for k, v := range c.more {
			body[k] = v
		}
		a.Run(t, apptest.Scenario{Name: name, As: "committee", Do: "POST /communities/" + w.Own.String() + "/bulletins", Body: body, Status: c.status})
	}
}

// TestPublicationAndWithdrawalMeet: whoever is first, nobody is told of a notice that was never published.
func TestPublicationAndWithdrawalMeet(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	for range 8 {
		b := write(t, a, "committee", nil)
		var both sync.WaitGroup
		both.Go(func() { _, _ = service(a).Announce(t.Context(), b.ID) })
		both.Go(func() { _, _ = service(a).Withdraw(t.Context(), a.Person(t, "chair").Account, b.ID, "发错了") })
		both.Wait()
		if p, w := told(t, a, b.ID, "bulletin_published"), told(t, a, b.ID, "bulletin_withdrawn"); (p == 0) != (w == 0) {
			t.Errorf("%d were told of it, %d of its withdrawal", p, w)
		}
	}
}

func TestTwoEditorsOneIsTold(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	b := write(t, a, "committee", object{"publish_at": a.Now().Add(time.Hour)})
	var both sync.WaitGroup
	failed := make(chan error, 2)
	for _, who := range []string{"committee", "chair"} {
		account := a.Person(t, who).Account
		both.Go(func() {
			_, err := service(a).Change(t.Context(), account, b.ID, api.BulletinChange{Version: 1, Title: who, Text: who, Audience: b.Audience})
			failed <- err
		})
	}
	both.Wait()
	if one, other := <-failed, <-failed; (one == nil) == (other == nil) {
		t.Errorf("two editors of one version: %v, %v", one, other)
	}
}

func TestAListTakesTheSameStatementsForOneAndForMany(t *testing.T) {
	a := apptest.New(t)
	w := a.Settle(t)
	ask := apptest.Scenario{As: "resident", Do: "GET /communities/" + w.Own.String() + "/bulletins", Status: 200}
	write(t, a, "committee", nil)
	one := len(a.Statements(t, ask))
	for range 5 {
		write(t, a, "committee", object{"audience": "buildings", "building_ids": []uuid.UUID{w.Building, w.OtherBuilding}})
	}
	if many := len(a.Statements(t, ask)); many != one {
		t.Errorf("%d statements for one, %d for six", one, many)
	}
	page := apptest.JSON[api.BulletinPage](t, a, apptest.Scenario{As: "resident", Do: ask.Do + "?limit=4", Status: 200})
	rest := apptest.JSON[api.BulletinPage](t, a, apptest.Scenario{As: "resident", Do: ask.Do + "?limit=4&after=" + *page.Next, Status: 200})
	if len(page.Items) != 4 || len(rest.Items) != 2 || rest.Next != nil {
		t.Errorf("pages of %d and %d", len(page.Items), len(rest.Items))
	}
}

func TestTheAudienceIsToldOnceByManyWorkers(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	b := write(t, a, "committee", nil)
	var all sync.WaitGroup
	for range 12 {
		all.Go(func() {
			if _, err := service(a).Announce(t.Context(), b.ID); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	row, err := db.Row[struct{ N, People int }](t.Context(), a.DB.Gorm, `SELECT count(*) AS n, count(DISTINCT account_id) AS people FROM inbox WHERE subject_id = ?`, b.ID)
	if err != nil || row.N == 0 || row.N != row.People {
		t.Errorf("%d lines for %d people, %v", row.N, row.People, err)
	}
}

func TestClass24NobodyFloodsTheInboxesOfACommunity(t *testing.T) {
	a := apptest.New(t)
	w := a.Settle(t)
	for range 20 {
		write(t, a, "property", nil)
	}
	again := func(who string, status int) apptest.Scenario {
		return apptest.Scenario{Name: who, As: who, Do: "POST /communities/" + w.Own.String() + "/bulletins", Status: status,
			Body: object{"id": uuid.New(), "title": "停水", "text": "停水", "audience": "members"}}
	}
	a.Run(t, again("property", http.StatusTooManyRequests), again("committee", http.StatusCreated))
	a.Move(24*time.Hour + time.Second)
	a.Run(t, again("property", http.StatusCreated))
}

func TestANoticeSentTwiceIsWrittenOnce(t *testing.T) {
	a := apptest.New(t)
	w := a.Settle(t)
	send := func(who, title string, id uuid.UUID, status int) apptest.Scenario {
		return apptest.Scenario{Name: who + " " + title, As: who, Do: "POST /communities/" + w.Own.String() + "/bulletins", Status: status,
			Body: object{"id": id, "title": title, "text": "停水", "audience": "members"}}
	}
	id := uuid.New()
	a.Run(t, send("committee", "停水", id, 201), send("committee", "停水", id, 200), send("chair", "停水", id, 409))
	var both sync.WaitGroup
	twin := uuid.New()
	codes := make(chan int, 2)
	a.Token(t, "committee")
	for range 2 {
		both.Go(func() { codes <- a.Do(t, send("committee", "停电", twin, 0)).Code })
	}
	both.Wait()
	if sum := <-codes + <-codes; sum != 401 { // 200 and 201
		t.Errorf("two copies at once: %d in sum", sum)
	}
}

func TestHomeShowsWhatStillHolds(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	home := func() api.Home {
		return apptest.JSON[api.Home](t, a, apptest.Scenario{As: "resident", Do: "GET /home", Status: 200})
	}
	shown := func(want ...uuid.UUID) {
		t.Helper()
		found := home().Bulletins
		if len(found) != len(want) {
			t.Fatalf("%d notices on Home, want %d", len(found), len(want))
		}
		for i, b := range found {
			if b.ID != want[i] {
				t.Errorf("notice %d on Home: %s", i, b.Title)
			}
		}
	}
	urgent := write(t, a, "committee", object{"urgent": true})
	a.Move(time.Minute)
	wrong := write(t, a, "committee", nil)
	a.Move(time.Minute)
	back := write(t, a, "committee", nil)
	before := home()
	announce(t, a, back.ID)
	shown(urgent.ID, back.ID, wrong.ID)
	if h := home(); h.Unread != before.Unread+1 || len(h.Notices) != len(before.Notices) {
		t.Errorf("the board stands on Home once: %d unread after %d, %d among the news", h.Unread, before.Unread, len(h.Notices))
	}
	fix := write(t, a, "committee", object{"corrects": wrong.ID, "publish_at": a.Now().Add(time.Hour)})
	shown(urgent.ID, back.ID, wrong.ID)
	a.Run(t, apptest.Scenario{As: "chair", Do: "POST /bulletins/" + back.ID.String() + "/withdrawal", Body: object{"reason": "改日"}, Status: 200})
	a.Move(time.Hour)
	shown(urgent.ID, fix.ID)
}
