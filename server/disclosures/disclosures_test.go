package disclosures_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/china"
	"wugong/server/disclosures"
)

type object = map[string]any

func service(a *apptest.App) *disclosures.Service {
	return &disclosures.Service{DB: a.DB.Gorm, Now: a.Now, PublicURL: "https://wugong.test"}
}

func board(a *apptest.App) string { return "/communities/" + a.World.Own.String() + "/disclosures" }

// today is an event's period.
func today(a *apptest.App) object {
	return object{"kind": "event", "start": a.Now().In(china.Zone).Format(time.DateOnly)}
}

// last is the last quarter that is over.
func last(a *apptest.App) object {
	q := disclosures.PeriodOf(api.DisclosureFrequencyQuarter, a.Now())
	return object{"kind": "quarter", "start": q.Start.AddDate(0, -3, 0).Format(time.DateOnly)}
}

func draft(a *apptest.App, more object) object {
	body := object{"id": uuid.New(), "category": "projects", "period": today(a), "title": "楼道灯改造询价", "text": "三家报价，选了最低的。"}
	for k, v := range more {
		body[k] = v
	}
	return body
}

// open lays something open and gives it.
func open(t *testing.T, a *apptest.App, who string, more object) api.Disclosure {
	t.Helper()
	return apptest.JSON[api.Disclosure](t, a, apptest.Scenario{As: who, Do: "POST " + board(a), Body: draft(a, more), Status: 201})
}

func ask(t *testing.T, a *apptest.App, who string, about uuid.UUID) api.DisclosureQuestion {
	t.Helper()
	return apptest.JSON[api.DisclosureQuestion](t, a, apptest.Scenario{As: who, Do: "POST /disclosures/" + about.String() + "/questions", Status: 201,
		Body: object{"id": uuid.New(), "text": "灯是什么牌子的？"}})
}

func count(t *testing.T, a *apptest.App, sql string, args ...any) int {
	t.Helper()
	row, err := gorm.G[struct{ N int }](a.DB.Gorm).Raw(sql, args...).Take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return row.N
}

func told(t *testing.T, a *apptest.App, subject uuid.UUID, kind string) int {
	t.Helper()
	return count(t, a, `SELECT count(*) AS n FROM inbox WHERE subject_id = ? AND kind = ?`, subject, kind)
}

var accounts = []object{{"side": "income", "item": "党群服务经费", "amount": 5000000}, {"side": "expense", "item": "楼道灯 24 盏", "amount": 192000}}

func TestAccountsAreSummedAndReadByEverybody(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	d := open(t, a, "committee", object{"category": "finance", "period": last(a), "opening": 100, "lines": accounts})
	if d.Sums == nil || *d.Sums != (api.DisclosureSums{Opening: 100, Income: 5000000, Expense: 192000, Balance: 4808100}) {
		t.Errorf("the sums are %+v", d.Sums)
	}
	if left := d.Until.Sub(d.PublishedAt); left < 15*24*time.Hour {
		t.Errorf("it is on display for %s", left)
	}
	for _, who := range []string{"guest", "newcomer", "resident", "stranger", "supervisor"} {
		a.Run(t, apptest.Scenario{Name: who, As: who, Do: "GET /disclosures/" + d.ID.String(), Status: 200, Has: []string{"楼道灯 24 盏", `"balance":4808100`, `"acts":[`}},
			apptest.Scenario{Name: who + " in the list", As: who, Do: "GET " + board(a), Status: 200, Has: []string{d.ID.String(), `"balance":4808100`}},
			apptest.Scenario{Name: who + " in the past", As: who, Do: "GET " + board(a) + "?shelf=past", Status: 200, HasNot: []string{d.ID.String()}})
	}
	if n := told(t, a, d.ID, "disclosure_published"); n < 8 {
		t.Errorf("%d were told", n)
	}
	a.Move(16 * 24 * time.Hour)
	a.Run(t, apptest.Scenario{Name: "still to be read", Do: "GET /disclosures/" + d.ID.String(), Status: 200, Has: []string{`"state":"ended"`}},
		apptest.Scenario{Name: "off the board", Do: "GET " + board(a), Status: 200, HasNot: []string{d.ID.String()}},
		apptest.Scenario{Name: "in the past", Do: "GET " + board(a) + "?shelf=past&category=finance", Status: 200, Has: []string{d.ID.String()}},
		apptest.Scenario{Name: "of another category", Do: "GET " + board(a) + "?shelf=past&category=fees", Status: 200, HasNot: []string{d.ID.String()}})
}

func TestACorrectionTakesItsPlaceAndBothStay(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	d := open(t, a, "committee", object{"category": "finance", "period": last(a), "lines": accounts})
	fix := open(t, a, "chair", object{"corrects": d.ID, "reason": "灯的数量写错了", "lines": accounts[1:]})
	if fix.Category != d.Category || fix.Period.Start != d.Period.Start || fix.Period.Kind != "quarter" {
		t.Errorf("a correction is about %s %v", fix.Category, fix.Period)
	}
	a.Run(t, apptest.Scenario{Name: "the first", Do: "GET /disclosures/" + d.ID.String(), Status: 200, Has: []string{`"state":"corrected"`, fix.ID.String(), "党群服务经费"}},
		apptest.Scenario{Name: "the second", Do: "GET /disclosures/" + fix.ID.String(), Status: 200, Has: []string{"灯的数量写错了", d.ID.String()}},
		apptest.Scenario{Name: "twice", As: "committee", Do: "POST " + board(a), Status: 409, Body: draft(a, object{"corrects": d.ID, "reason": "又写错了"}), Has: []string{"disclosure_corrected"}},
		apptest.Scenario{Name: "nobody asks about what was corrected", As: "resident", Do: "POST /disclosures/" + d.ID.String() + "/questions", Status: 409, Body: object{"id": uuid.New(), "text": "为什么"}})
	if n := told(t, a, fix.ID, "disclosure_corrected"); n < 8 {
		t.Errorf("%d were told of the correction", n)
	}
	for _, method := range []string{"PUT", "DELETE", "PATCH"} {
		if code := a.Do(t, apptest.Scenario{As: "chair", Do: method + " /disclosures/" + d.ID.String()}).Code; code != http.StatusMethodNotAllowed && code != http.StatusNotFound {
			t.Errorf("%s gives %d", method, code)
		}
	}
}

func TestAQuestionIsAnsweredForAllAndWithoutAName(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	d := open(t, a, "committee", nil)
	list := "GET /disclosures/" + d.ID.String() + "/questions"
	q := ask(t, a, "resident", d.ID)
	me := a.Person(t, "resident").Account.String()
	for who, sees := range map[string]bool{"resident": true, "committee": true, "supervision": true, "town": true, "neighbour": false, "guest": false, "foreign_chair": false} {
		s := apptest.Scenario{Name: who, As: who, Do: list, Status: 200, HasNot: []string{me, `"resident"`}}
		if sees {
			s.Has = []string{q.ID.String()}
		} else {
			s.HasNot = append(s.HasNot, q.ID.String())
		}
		a.Run(t, s, apptest.Scenario{Name: who + " sees that one waits", As: who, Do: "GET /disclosures/" + d.ID.String(), Status: 200, Has: []string{`"waiting":1`}})
	}
	if n := told(t, a, q.ID, "disclosure_asked"); n != 2 {
		t.Errorf("%d of the committee were told", n)
	}
	a.Move(8 * 24 * time.Hour)
	answer := apptest.Scenario{Name: "answered", As: "committee", Do: "POST /disclosure-questions/" + q.ID.String() + "/answer", Status: 200, Body: object{"text": "国标 LED 灯，质保三年。"}}
	other := answer
	other.Name, other.Status, other.As = "answered by another", 409, "chair"
	a.Run(t, apptest.Scenario{Name: "overdue", As: "supervision", Do: "GET /communities/" + a.World.Own.String() + "/disclosure-questions", Status: 200, Has: []string{`"state":"overdue"`, q.ID.String()}},
		answer, answer, other,
		apptest.Scenario{Name: "read by a guest", Do: list, Status: 200, Has: []string{"质保三年", "什么牌子", `"mine":false`}, HasNot: []string{me}},
		apptest.Scenario{Name: "nothing waits", As: "chair", Do: "GET /communities/" + a.World.Own.String() + "/disclosure-questions", Status: 200, HasNot: []string{q.ID.String()}})
	if n := told(t, a, q.ID, "disclosure_answered"); n != 1 {
		t.Errorf("told %d times of the answer", n)
	}
}

func TestHiddenWordsAreReadByWhomTheyConcernOnly(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	d := open(t, a, "committee", nil)
	q := ask(t, a, "resident", d.ID)
	a.Run(t, apptest.Scenario{Name: "answered and hidden", As: "chair", Do: "POST /disclosure-questions/" + q.ID.String() + "/answer", Status: 200, Body: object{"text": "请不要写邻居的电话。", "hides": "personal_data"}})
	list := "GET /disclosures/" + d.ID.String() + "/questions"
	for who, reads := range map[string]bool{"resident": true, "supervision": true, "neighbour": false, "guest": false} {
		s := apptest.Scenario{Name: who, As: who, Do: list, Status: 200, Has: []string{"请不要写", "personal_data"}}
		if reads {
			s.Has = append(s.Has, "什么牌子")
		} else {
			s.HasNot = []string{"什么牌子"}
		}
		a.Run(t, s)
	}
}

func TestPhotosAreSeenByWhomTheyAreFor(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	all, members := a.Photo(t, "committee"), a.Photo(t, "committee")
	d := open(t, a, "committee", object{"photos": []object{{"id": all, "audience": "public"}, {"id": members, "audience": "members"}}})
	for who, inner := range map[string]bool{"guest": false, "unverified": false, "stranger": false, "resident": true, "town": true, "supervision": true} {
		see := apptest.Scenario{Name: who, As: who, Do: "GET /disclosures/" + d.ID.String(), Status: 200, Has: []string{all}}
		status := 404
		if inner {
			see.Has, status = append(see.Has, members), 200
		} else {
			see.HasNot = []string{members}
		}
		a.Run(t, see, apptest.Scenario{Name: who + " opens all's", As: who, Do: "GET /media/" + all, Status: 200},
			apptest.Scenario{Name: who + " opens the members'", As: who, Do: "GET /media/" + members, Status: status})
	}
	for name, photos := range map[string][]object{"used": {{"id": all, "audience": "public"}}, "another's": {{"id": a.Photo(t, "resident"), "audience": "public"}},
		"unknown": {{"id": uuid.New(), "audience": "members"}}} {
		a.Run(t, apptest.Scenario{Name: name, As: "committee", Do: "POST " + board(a), Status: 409, Body: draft(a, object{"photos": photos})})
	}
	twice := a.Photo(t, "committee")
	a.Run(t, apptest.Scenario{Name: "twice", As: "committee", Do: "POST " + board(a), Status: 409, Body: draft(a, object{"photos": []object{{"id": twice, "audience": "public"}, {"id": twice, "audience": "members"}}})})
}

func TestItHangsOnTheBoardAndIsChecked(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	d := open(t, a, "committee", nil)
	day := today(a)["start"]
	hang := func(name string, id uuid.UUID, who, photo string, day any, status int) apptest.Scenario {
		return apptest.Scenario{Name: name, As: who, Do: "POST /disclosures/" + d.ID.String() + "/postings", Status: status,
			Body: object{"id": id, "photo_id": photo, "posted_on": day, "place": "南门公告栏"}}
	}
	id, photo := uuid.New(), a.Photo(t, "committee")
	a.Run(t, hang("before it was laid open", id, "committee", photo, a.Now().AddDate(0, 0, -2).Format(time.DateOnly), 422),
		hang("tomorrow", id, "committee", photo, a.Now().AddDate(0, 0, 2).Format(time.DateOnly), 422),
		hang("a photo of nobody", id, "committee", uuid.NewString(), day, 409),
		hang("today", id, "committee", photo, day, 201), hang("again", id, "committee", photo, day, 200), hang("by another", id, "chair", photo, day, 409),
		apptest.Scenario{Name: "seen", Do: "GET /disclosures/" + d.ID.String(), Status: 200, Has: []string{"南门公告栏", photo}},
		apptest.Scenario{Name: "the photo", Do: "GET /media/" + photo, Status: 200})
	check := apptest.Scenario{Name: "checked", As: "supervision", Do: "POST /disclosures/" + d.ID.String() + "/check", Status: 200, Body: object{"note": "票据齐全"}, Has: []string{"票据齐全"}}
	a.Run(t, check, check, apptest.Scenario{Name: "read by all", Do: "GET /disclosures/" + d.ID.String(), Status: 200, Has: []string{"票据齐全"}, HasNot: []string{a.Person(t, "supervision").Account.String()}})
	for n := range 5 {
		a.Run(t, hang("another board", uuid.New(), "chair", a.Photo(t, "chair"), day, 201))
		if n == 4 {
			a.Run(t, hang("a seventh", uuid.New(), "chair", a.Photo(t, "chair"), day, 409))
		}
	}
}

func TestBadInputGetsASentenceAndChangesNothing(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	line := func(side, item string, amount any) []object {
		return []object{{"side": side, "item": item, "amount": amount}}
	}
	next := object{"kind": "quarter", "start": a.Now().AddDate(0, 3, 0).Format(time.DateOnly)}
	for name, c := range map[string]struct {
		more   object
		status int
	}{
		"bidi in the title": {object{"title": "公\u202e开"}, 400}, "line break in the title": {object{"title": "公\n开"}, 400}, "NUL": {object{"text": "a\x00"}, 400},
		"only spaces": {object{"text": "  "}, 400}, "a future period": {object{"category": "fees", "period": next}, 422}, "no lines": {object{"category": "finance", "period": last(a)}, 422},
		"an event by quarter": {object{"period": last(a)}, 422}, "an unknown category": {object{"category": "gossip"}, 400}, "nothing paid": {object{"lines": line("income", "租金", 0)}, 400},
		"less than nothing": {object{"lines": line("income", "租金", -1)}, 400}, "too much": {object{"lines": line("income", "租金", 1e13+1)}, 400}, "parts of a fen": {object{"lines": line("income", "租金", 1.5)}, 400},
		"a third side": {object{"lines": line("loan", "租金", 1)}, 400}, "a nameless line": {object{"lines": line("income", " ", 1)}, 400},
		"an identity card": {object{"text": "低保户 610104197203051234"}, 422}, "one in a line": {object{"lines": line("expense", "付 6222021234567890123", 1)}, 422},
		"a typed sum": {object{"sums": object{"balance": 1}}, 400}, "a shorter display": {object{"until": a.Now()}, 400}, "a reason without a correction": {object{"reason": "没有错"}, 422},
		"a correction without a reason": {object{"corrects": uuid.New()}, 422}, "unknown to correct": {object{"corrects": uuid.New(), "reason": "写错了"}, 404},
	} {
		a.Run(t, apptest.Scenario{Name: name, As: "committee", Do: "POST " + board(a), Body: draft(a, c.more), Status: c.status})
	}
	if n := count(t, a, `SELECT count(*) AS n FROM disclosures`); n != 0 {
		t.Errorf("%d disclosures are there", n)
	}
}

// Another community's disclosure is no place to correct, and its committee has nothing to say here.
func TestClass7ADisclosureOfAnotherCommunityIsNotTouched(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	d := open(t, a, "committee", nil)
	foreign := "POST /communities/" + a.World.Foreign.String() + "/disclosures"
	a.Run(t, apptest.Scenario{Name: "corrected from elsewhere", As: "foreign_chair", Do: foreign, Status: 404, Body: draft(a, object{"corrects": d.ID, "reason": "不是我们的"})},
		apptest.Scenario{Name: "posted from elsewhere", As: "foreign_chair", Do: "POST /disclosures/" + d.ID.String() + "/postings", Status: 403,
			Body: object{"id": uuid.New(), "photo_id": a.Photo(t, "foreign_chair"), "posted_on": today(a)["start"], "place": "村口"}},
		apptest.Scenario{Name: "the id is taken", As: "foreign_chair", Do: foreign, Status: 409, Body: draft(a, object{"id": d.ID})})
}

func TestClass24NobodyFloods(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	d := open(t, a, "committee", nil)
	for range 49 {
		open(t, a, "committee", nil)
	}
	for range 5 {
		ask(t, a, "resident", d.ID)
	}
	question := func(who string, status int) apptest.Scenario {
		return apptest.Scenario{Name: who, As: who, Do: "POST /disclosures/" + d.ID.String() + "/questions", Status: status, Body: object{"id": uuid.New(), "text": "还有吗"}}
	}
	a.Run(t, apptest.Scenario{Name: "too many", As: "committee", Do: "POST " + board(a), Body: draft(a, nil), Status: 429},
		question("resident", 429), question("neighbour", 201))
	a.Move(24*time.Hour + time.Second)
	a.Run(t, question("resident", 201))
}
