package proposals_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/db"
)

type object = map[string]any

func settled(t *testing.T) *apptest.App {
	t.Helper()
	a := apptest.New(t)
	a.Settle(t)
	return a
}

func proposes(t *testing.T, a *apptest.App, who, title string, more object) api.Proposal {
	t.Helper()
	body := object{"id": uuid.New(), "community_id": a.World.Own, "title": title, "text": "六楼的老人一年下不了几次楼。", "area": "G3"}
	for k, v := range more {
		body[k] = v
	}
	return apptest.JSON[api.Proposal](t, a, apptest.Scenario{As: who, Do: "POST /proposals", Status: 201, Body: body})
}

func says(t *testing.T, a *apptest.App, who string, p api.Proposal, text string) api.Opinion {
	t.Helper()
	return apptest.JSON[api.Opinion](t, a, apptest.Scenario{As: who, Do: "POST /proposals/" + p.ID.String() + "/opinions", Status: 201,
		Body: object{"id": uuid.New(), "stance": "against", "text": text}})
}

func sees(t *testing.T, a *apptest.App, who string, id uuid.UUID) api.Proposal {
	t.Helper()
	return apptest.JSON[api.Proposal](t, a, apptest.Scenario{As: who, Do: "GET /proposals/" + id.String(), Status: 200})
}

func checks(t *testing.T, a *apptest.App, who string) []api.ModerationItem {
	t.Helper()
	return apptest.JSON[api.ModerationPage](t, a, apptest.Scenario{As: who, Do: fmt.Sprintf("GET /communities/%s/moderation", a.World.Own), Status: 200}).Items
}

func news(t *testing.T, a *apptest.App, who string, kind api.NoticeKind) (texts []string) {
	t.Helper()
	for _, item := range apptest.JSON[api.InboxPage](t, a, apptest.Scenario{As: who, Do: "GET /inbox", Status: 200}).Items {
		if item.Kind == kind {
			texts = append(texts, item.Text)
			if strings.Contains(item.Title+item.Text, "{") {
				t.Errorf("%s reads %q", who, item.Text)
			}
		}
	}
	return texts
}

func move(p api.Proposal, as string, status int, body object, has ...string) apptest.Scenario {
	return apptest.Scenario{Name: fmt.Sprint(as, " ", body["act"]), As: as, Do: "POST /proposals/" + p.ID.String() + "/moves", Status: status, Body: body, Has: has}
}

var hide = object{"act": "hide", "from": "open", "reason": "insult", "note": "标题里骂了邻居，请改了再提。"}

func TestWhatIsHiddenIsNowhere(t *testing.T) {
	a := settled(t)
	photo := a.Photo(t, "resident")
	p := proposes(t, a, "resident", "加装电梯请某户让路", object{"photo_ids": []string{photo}})
	other := proposes(t, a, "neighbour", "路灯换成亮的", object{"text": "晚上看不清台阶。"})
	o := says(t, a, "neighbour", p, "一楼采光怎么办")
	own := "GET /communities/" + a.World.Own.String()
	places := func(found bool) []apptest.Scenario {
		var all []apptest.Scenario
		for _, who := range []string{"guest", "neighbour", "unverified", "stranger", "resident", "chair"} {
			for _, do := range []string{"/proposals", "/proposals?order=wanted", "/proposals?order=waiting", "/proposals?state=open", "/proposals?area=G3",
				"/proposals?q=电梯", "/proposals?q=梯", "/similar-proposals?text=想加装电梯"} {
				s := apptest.Scenario{Name: who + " " + do, As: who, Do: own + do, Status: 200, HasNot: []string{p.Title}}
				if found {
					s.Has, s.HasNot = []string{p.Title}, nil
				}
				all = append(all, s)
			}
		}
		return all
	}
	a.Run(t, places(true)...)
	a.Run(t,
		move(p, "resident", 403, hide, "move_not_allowed"), // the author
		move(p, "neighbour", 403, hide, "move_not_allowed"),
		move(p, "supervision", 403, hide, "move_not_allowed"),
		move(p, "chair", 422, object{"act": "hide", "from": "open", "note": "批评我们"}, "hide_needs_reason", "批评"),
		move(p, "chair", 422, object{"act": "hide", "from": "open", "reason": "insult"}, "hide_needs_note"),
		move(p, "chair", 422, object{"act": "hide", "from": "open", "reason": "insult", "note": "  "}, "hide_needs_note"),
		move(p, "chair", 400, object{"act": "hide", "from": "open", "reason": "criticism", "note": "批评我们"}),
		move(p, "chair", 409, object{"act": "show", "from": "open"}, "move_not_now"),
		move(p, "chair", 409, object{"act": "leave", "from": "open"}, "move_not_now"),
		move(p, "chair", 200, hide, `"reason":"insult"`),
		move(p, "committee", 409, hide, "move_not_now"),
	)
	a.Run(t, places(false)...)
	for _, who := range []string{"guest", "neighbour", "unverified", "stranger", "property"} {
		shell := apptest.Scenario{Name: who + " sees that it is hidden", As: who, Do: "GET /proposals/" + p.ID.String(), Status: 200,
			Has: []string{`"title":""`, `"text":""`, `"reason":"insult"`, "请改了再提"}, HasNot: []string{p.Title, "一年下不了", photo, "一楼采光", o.ID.String()}}
		a.Run(t, shell, apptest.Scenario{Name: who + " sees no opinion", As: who, Do: "GET /proposals/" + p.ID.String() + "/opinions", Status: 200, HasNot: []string{"一楼采光"}},
			apptest.Scenario{Name: who + " sees no photo", As: who, Do: "GET /media/" + photo, Status: 404})
	}
	for _, who := range []string{"resident", "chair", "town", "supervision", "admin"} {
		if seen := sees(t, a, who, p.ID); seen.Title != p.Title || seen.Hidden == nil {
			t.Errorf("%s does not see what was hidden: %+v", who, seen)
		}
		a.Run(t, apptest.Scenario{Name: who + " sees the photo", As: who, Do: "GET /media/" + photo, Status: 200})
	}
	texts := news(t, a, "resident", api.NoticeKindProposalHidden)
	if len(texts) != 1 || !strings.Contains(texts[0], "辱骂") || !strings.Contains(texts[0], "批评意见不是隐藏的理由") || strings.Contains(texts[0], p.Title) {
		t.Errorf("the author reads %q", texts)
	}
	a.Run(t,
		apptest.Scenario{Name: "nobody supports it", As: "neighbour", Do: "PUT /proposals/" + p.ID.String() + "/support", Status: 409},
		apptest.Scenario{Name: "nothing is merged into it", As: "chair", Do: "POST /proposals/" + other.ID.String() + "/moves", Status: 409,
			Body: object{"act": "merge", "from": "open", "into_id": p.ID}, Has: []string{"merge_into_closed"}},
		apptest.Scenario{Name: "the export of others does not have it", As: "neighbour", Do: "GET /me/export", Status: 200, HasNot: []string{p.Title, "一年下不了"}},
		apptest.Scenario{Name: "Home does not", As: "neighbour", Do: "GET /home", Status: 200, HasNot: []string{p.Title}},
		move(p, "resident", 403, object{"act": "show", "from": "open"}, "move_not_allowed"),
		move(p, "town", 200, object{"act": "show", "from": "open"}),
	)
	a.Run(t, places(true)...)
	a.Run(t, apptest.Scenario{Name: "the photo is back", As: "guest", Do: "GET /media/" + photo, Status: 200})
	if len(news(t, a, "resident", api.NoticeKindProposalShown)) != 1 {
		t.Error("the author is not told that it is shown again")
	}
	for _, action := range []string{"proposal.hide", "proposal.show"} {
		if n := count(t, a, `SELECT count(*) AS n FROM audit_entries WHERE action = ? AND subject_id = ?`, action, p.ID); n != 1 {
			t.Errorf("%s stands %d times in the log", action, n)
		}
	}
	a.Run(t, move(p, "resident", 200, object{"act": "withdraw", "from": "open"}))
	a.Run(t, slices.DeleteFunc(places(false), func(s apptest.Scenario) bool { return s.As == "resident" })...)
	a.Run(t, apptest.Scenario{Name: "nor the photo of what was withdrawn", As: "guest", Do: "GET /media/" + photo, Status: 404})
}

func count(t *testing.T, a *apptest.App, sql string, args ...any) int {
	t.Helper()
	row, err := db.Row[struct{ N int }](t.Context(), a.DB.Gorm, sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	return row.N
}

func TestFlagsAreOneOfAPersonAndAreLookedAt(t *testing.T) {
	a := settled(t)
	p := proposes(t, a, "resident", "加装电梯", nil)
	flag := func(name, as string, status int, reason string, has ...string) apptest.Scenario {
		return apptest.Scenario{Name: name, As: as, Do: "POST /proposals/" + p.ID.String() + "/flags", Status: status, Body: object{"reason": reason, "note": "说的是我家"}, Has: has}
	}
	a.Run(t,
		flag("a guest signs in first", "guest", 401, "insult"),
		flag("who belongs elsewhere", "stranger", 403, "insult", "member_only"),
		flag("the author", "resident", 403, "insult", "move_not_allowed"),
		flag("a word that is none", "neighbour", 400, "criticism"),
		flag("once", "neighbour", 204, "insult"),
		flag("sent again", "neighbour", 204, "insult"),
		flag("twice", "neighbour", 409, "flooding", "flagged_already"),
		flag("somebody not verified", "unverified", 204, "personal_data"),
		flag("a minor", "minor", 204, "insult"),
		apptest.Scenario{Name: "none such", As: "neighbour", Do: "POST /proposals/" + uuid.NewString() + "/flags", Status: 404, Body: object{"reason": "insult"}},
		apptest.Scenario{Name: "no opinion", As: "neighbour", Do: "POST /opinions/" + uuid.NewString() + "/flags", Status: 404, Body: object{"reason": "insult"}},
	)
	for who, want := range map[string]int{"chair": 1, "committee": 1, "resident": 0, "town": 0} {
		if got := len(news(t, a, who, api.NoticeKindContentFlagged)); got != want {
			t.Errorf("%s is told %d times", who, got)
		}
	}
	for _, who := range []string{"chair", "committee", "town", "admin", "supervision"} {
		list := checks(t, a, who)
		if len(list) != 1 || list[0].Flags != 3 || list[0].Held || list[0].Opinion != nil || len(list[0].Reasons) != 2 || len(*list[0].Notes) != 1 {
			t.Errorf("%s has in the queue %+v", who, list)
		}
	}
	if f := sees(t, a, "chair", p.ID); f.Flags == nil || *f.Flags != 3 || !slices.Contains(f.Acts, api.ProposalActLeave) || !slices.Contains(f.Acts, api.ProposalActHide) {
		t.Errorf("the chair sees %v and may %v", f.Flags, f.Acts)
	}
	if f := sees(t, a, "neighbour", p.ID); f.Flags != nil {
		t.Error("the neighbour sees how often it was flagged")
	}
	if home := apptest.JSON[api.Home](t, a, apptest.Scenario{As: "committee", Do: "GET /home", Status: 200}); !slices.ContainsFunc(home.Tasks,
		func(task api.HomeTask) bool { return task.Kind == api.HomeTaskKindContentCheck && task.Count == 1 }) {
		t.Errorf("the committee's tasks: %+v", home.Tasks)
	}
	a.Run(t, move(p, "supervision", 403, object{"act": "leave", "from": "open"}), move(p, "chair", 200, object{"act": "leave", "from": "open"}),
		flag("after it was looked at", "neighbour", 409, "insult", "flagged_already"))
	if list := checks(t, a, "chair"); len(list) != 0 {
		t.Errorf("it still waits: %+v", list)
	}
	if steps := sees(t, a, "neighbour", p.ID).Timeline; len(steps) != 1 {
		t.Errorf("the timeline tells of flags: %+v", steps)
	}
}

func TestTwoHundredFlagsAtOnceLeaveOne(t *testing.T) {
	a := settled(t)
	p := proposes(t, a, "resident", "加装电梯", nil)
	a.Token(t, "neighbour")
	var wait sync.WaitGroup
	codes := make([]int, 200)
	for i := range codes {
		wait.Go(func() {
			reason := []string{"insult", "flooding"}[i%2]
			codes[i] = a.Do(t, apptest.Scenario{As: "neighbour", Do: "POST /proposals/" + p.ID.String() + "/flags", Body: object{"reason": reason}}).Code
		})
	}
	wait.Wait()
	for _, code := range codes {
		if code != http.StatusNoContent && code != http.StatusConflict {
			t.Fatalf("a flag got %d", code)
		}
	}
	if list := checks(t, a, "chair"); len(list) != 1 || list[0].Flags != 1 {
		t.Errorf("the queue: %+v", list)
	}
	if n := len(news(t, a, "chair", api.NoticeKindContentFlagged)); n != 1 {
		t.Errorf("the chair is told %d times", n)
	}
}

func TestFirstWordsOfSomebodyNotVerifiedAreLookedAtFirst(t *testing.T) {
	a := settled(t)
	p := proposes(t, a, "resident", "加装电梯", nil)
	held := says(t, a, "unverified", p, "一楼也要出钱吗")
	if held.State != api.OpinionStateHeld {
		t.Fatalf("it is %s", held.State)
	}
	act := func(as string, status int, body object, has ...string) apptest.Scenario {
		return apptest.Scenario{Name: fmt.Sprint(as, " ", body["act"]), As: as, Do: "POST /opinions/" + held.ID.String() + "/moves", Status: status, Body: body, Has: has}
	}
	page := func(as string, shown bool) apptest.Scenario {
		s := apptest.Scenario{Name: as + " reads", As: as, Do: "GET /proposals/" + p.ID.String() + "/opinions", Status: 200, Has: []string{"一楼也要出钱吗"}}
		if !shown {
			s.Has, s.HasNot = nil, s.Has
		}
		return s
	}
	release := object{"act": "release", "from": "held"}
	a.Run(t,
		page("guest", false), page("neighbour", false), page("resident", false), page("unverified", true), page("chair", true), page("supervision", true),
		act("guest", 401, release), act("neighbour", 404, release, "opinion_not_found"), act("unverified", 403, release, "move_not_allowed"),
		act("supervision", 403, release), act("stranger", 404, release), act("chair", 409, object{"act": "release", "from": "shown"}, "proposal_changed_meanwhile"),
		act("chair", 409, object{"act": "show", "from": "held"}, "move_not_now"),
		apptest.Scenario{Name: "what is held is not flagged", As: "neighbour", Do: "POST /opinions/" + held.ID.String() + "/flags", Status: 404, Body: object{"reason": "insult"}},
	)
	if list := checks(t, a, "committee"); len(list) != 1 || !list[0].Held || list[0].Opinion == nil || !slices.Contains(list[0].Opinion.Acts, api.OpinionActRelease) {
		t.Errorf("the queue: %+v", list)
	}
	if sees(t, a, "guest", p.ID).Counts.Against != 0 {
		t.Error("what is held is counted")
	}
	a.Run(t, act("committee", 200, release, `"state":"shown"`), act("committee", 409, release, "proposal_changed_meanwhile"),
		page("guest", true))
	if sees(t, a, "guest", p.ID).Counts.Against != 1 || len(checks(t, a, "chair")) != 0 || len(news(t, a, "unverified", api.NoticeKindOpinionReleased)) != 1 ||
		len(news(t, a, "resident", api.NoticeKindProposalOpinion)) != 1 {
		t.Error("it is not counted, or still waits, or its author or the proposal's is not told")
	}
	if next := says(t, a, "unverified", p, "电梯声音大不大"); next.State != api.OpinionStateShown {
		t.Errorf("the second words are %s", next.State)
	}
	gone := object{"act": "hide", "from": "shown", "reason": "personal_data", "note": "写了邻居的门牌。"}
	a.Run(t, act("committee", 200, gone, `"state":"hidden"`), page("guest", false), page("unverified", true),
		apptest.Scenario{Name: "in its place stands why", As: "guest", Do: "GET /proposals/" + p.ID.String() + "/opinions", Status: 200, Has: []string{"写了邻居的门牌", "personal_data"}})
	if c := sees(t, a, "guest", p.ID).Counts.Against; c != 1 {
		t.Errorf("%d are against", c)
	}
	if texts := news(t, a, "unverified", api.NoticeKindOpinionHidden); len(texts) != 1 || !strings.Contains(texts[0], "个人信息") || strings.Contains(texts[0], "一楼也要") {
		t.Errorf("the author reads %q", texts)
	}
	a.Run(t, act("town", 200, object{"act": "show", "from": "hidden"}, `"state":"shown"`), page("guest", true))
	if c := sees(t, a, "guest", p.ID).Counts.Against; c != 2 {
		t.Errorf("%d are against", c)
	}
}
