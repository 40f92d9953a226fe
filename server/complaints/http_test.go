package complaints_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"wugong/api"
	"wugong/server/apptest"
)

type object = map[string]any

func lodge(t *testing.T, a *apptest.App, who, topic string, more object) api.Complaint {
	t.Helper()
	body := object{"id": uuid.New(), "topic": topic, "text": "请说明为什么这样处理", "community_id": a.World.Own}
	for k, v := range more {
		body[k] = v
		if v == nil {
			delete(body, k)
		}
	}
	return apptest.JSON[api.Complaint](t, a, apptest.Scenario{As: who, Do: "POST /complaints", Status: 201, Body: body})
}

func answer(t *testing.T, a *apptest.App, who string, c api.Complaint, round int, text string) api.Complaint {
	t.Helper()
	return apptest.JSON[api.Complaint](t, a, apptest.Scenario{As: who, Do: "POST /complaints/" + c.ID.String() + "/answer",
		Status: 200, Body: object{"text": text, "round": round}})
}

func again(t *testing.T, a *apptest.App, who string, c api.Complaint) api.Complaint {
	t.Helper()
	return apptest.JSON[api.Complaint](t, a, apptest.Scenario{As: who, Do: "POST /complaints/" + c.ID.String() + "/again",
		Status: 200, Body: object{"text": "还是没有说清楚"}})
}

func queue(t *testing.T, a *apptest.App, who string) (ids []uuid.UUID) {
	t.Helper()
	for _, c := range apptest.JSON[api.ComplaintPage](t, a, apptest.Scenario{As: who, Do: "GET /complaints/queue", Status: 200}).Items {
		ids = append(ids, c.ID)
	}
	return ids
}

func told(t *testing.T, a *apptest.App, who string, kind api.NoticeKind) (n int) {
	t.Helper()
	for _, item := range apptest.JSON[api.InboxPage](t, a, apptest.Scenario{As: who, Do: "GET /inbox", Status: 200}).Items {
		if item.Kind == kind {
			n++
			if strings.Contains(item.Text+item.Title, "resident") || strings.Contains(item.Text, "{") {
				t.Errorf("%s is told %q", who, item.Text)
			}
		}
	}
	return n
}

func TestSentAgainAndTooMany(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	id := uuid.New()
	body := object{"id": id, "topic": "other", "text": "建议加一张长椅", "community_id": a.World.Own}
	send := func(name, as string, status int, has string, more object) apptest.Scenario {
		sent := object{}
		for _, from := range []object{body, more} {
			for k, v := range from {
				sent[k] = v
			}
		}
		return apptest.Scenario{Name: name, As: as, Do: "POST /complaints", Status: status, Body: sent, Has: []string{has}}
	}
	a.Run(t,
		send("once", "resident", 201, id.String(), nil),
		send("again", "resident", 200, id.String(), nil),
		send("by another", "neighbour", 409, "id_taken", nil),
		send("two", "resident", 201, "T-", object{"id": uuid.New()}),
		send("three", "resident", 201, "T-", object{"id": uuid.New()}),
		send("four", "resident", 201, "T-", object{"id": uuid.New()}),
		send("five", "resident", 201, "T-", object{"id": uuid.New()}),
		send("six is too many", "resident", 429, "一天最多提 5 件", object{"id": uuid.New()}),
		send("what was sent is still there", "resident", 200, id.String(), nil),
		send("others may", "neighbour", 201, "T-", object{"id": uuid.New()}),
	)
	a.Move(14 * time.Hour) // midnight in China
	a.Run(t, send("the next day", "resident", 201, "T-", object{"id": uuid.New()}))
}

func TestWhatIsSentMustMakeSense(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	c := lodge(t, a, "resident", "app", nil)
	post := func(name, as, to string, status int, has string, body object) apptest.Scenario {
		return apptest.Scenario{Name: name, As: as, Do: "POST /complaints" + to, Status: status, Body: body, Has: []string{has}}
	}
	here := "/" + c.ID.String()
	draft := func(k string, v any) object {
		body := object{"id": uuid.New(), "topic": "app", "text": "好"}
		body[k] = v
		return body
	}
	a.Run(t,
		post("a guest", "", "", 401, "unauthenticated", draft("topic", "app")),
		post("no such topic", "resident", "", 400, "invalid_request", draft("topic", "bribe")),
		post("nothing said", "resident", "", 400, "text", draft("text", "")),
		post("only spaces", "resident", "", 400, "invalid_text", draft("text", " \n\t ")),
		post("a direction override", "resident", "", 400, "invalid_text", draft("text", "请\u202e看")),
		post("a NUL", "resident", "", 400, "invalid_text", draft("text", "请\x00看")),
		post("too long", "resident", "", 400, "text", draft("text", strings.Repeat("字", 1001))),
		post("as long as may be", "resident", "", 201, "T-", draft("text", strings.Repeat("字", 1000))),
		post("an id that is none", "resident", "", 400, "id", draft("id", "1' OR '1'='1")),
		post("no such community", "resident", "", 404, "community_not_found", draft("community_id", uuid.New())),
		post("more than was asked", "resident", "", 400, "invalid_request", draft("desk", "platform")),
		post("markup is words", "resident", "", 201, `\u003cscript\u003e`, draft("text", "<script>alert(1)</script>")),
		post("an answer by who complained", "resident", here+"/answer", 403, "forbidden", object{"text": "好", "round": 1}),
		post("an answer by a neighbour", "neighbour", here+"/answer", 404, "complaint_not_found", object{"text": "好", "round": 1}),
		post("an empty answer", "chair", here+"/answer", 400, "invalid_text", object{"text": "  ", "round": 1}),
		post("no round", "chair", here+"/answer", 400, "round", object{"text": "好"}),
		post("a third round", "chair", here+"/answer", 400, "round", object{"text": "好", "round": 3}),
		post("the second round too early", "chair", here+"/answer", 409, "complaint_answered", object{"text": "好", "round": 2}),
		post("asked again before the answer", "resident", here+"/again", 409, "complaint_not_answered", object{"text": "好"}),
		post("asked again by the chair", "chair", here+"/again", 403, "forbidden", object{"text": "好"}),
		post("asked again by a neighbour", "neighbour", here+"/again", 404, "complaint_not_found", object{"text": "好"}),
		post("no such complaint", "chair", "/"+uuid.NewString()+"/answer", 404, "complaint_not_found", object{"text": "好", "round": 1}),
		apptest.Scenario{Name: "a mark that is none", As: "resident", Do: "GET /complaints/mine?after=AAAA", Status: 400, Has: []string{"invalid_request"}},
		apptest.Scenario{Name: "a mark before all times", As: "chair", Do: "GET /complaints/queue?after=" + strings.Repeat("_", 32), Status: 400, Has: []string{"invalid_request"}},
		apptest.Scenario{Name: "no page of thousands", As: "chair", Do: "GET /complaints/queue?limit=5000", Status: 400, Has: []string{"invalid_request"}},
	)
}

func TestListsGoOnAndTakeTheSameStatements(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	mine := apptest.Scenario{As: "resident", Do: "GET /complaints/mine?limit=2", Status: 200}
	wait := apptest.Scenario{As: "chair", Do: "GET /complaints/queue?limit=2", Status: 200}
	lodge(t, a, "resident", "app", nil)
	a.Token(t, "chair")
	oneMine, oneWait := a.Statements(t, mine), a.Statements(t, wait)
	for range 4 {
		lodge(t, a, "resident", "app", nil)
	}
	if many := a.Statements(t, mine); len(many) != len(oneMine) || len(many) > 3 {
		t.Errorf("my list: %d statements for one, %d for five\n%s", len(oneMine), len(many), strings.Join(many, "\n"))
	}
	if many := a.Statements(t, wait); len(many) != len(oneWait) || len(many) > 4 {
		t.Errorf("the queue: %d statements for one, %d for five\n%s", len(oneWait), len(many), strings.Join(many, "\n"))
	}
	for _, s := range []apptest.Scenario{mine, wait} {
		seen, do := map[uuid.UUID]bool{}, s.Do
		for range 4 {
			p := apptest.JSON[api.ComplaintPage](t, a, s)
			for _, c := range p.Items {
				if seen[c.ID] {
					t.Errorf("%s shows %s twice", do, c.Number)
				}
				seen[c.ID] = true
			}
			if p.Next == nil {
				break
			}
			s.Do = do + "&after=" + *p.Next
		}
		if len(seen) != 5 {
			t.Errorf("%s: %d of 5", do, len(seen))
		}
	}
}

func TestADeletedAccountLeavesNoComplainant(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	open, done := lodge(t, a, "resident", "app", object{"named": true}), lodge(t, a, "resident", "content", object{"text": "旧话"})
	answer(t, a, "chair", done, 1, "已处理")
	export := apptest.Scenario{Name: "a copy", As: "resident", Do: "GET /me/export", Status: 200, Has: []string{"旧话", "已处理", open.Number}}
	others := apptest.Scenario{Name: "nobody else's copy", As: "chair", Do: "GET /me/export", Status: 200, HasNot: []string{"旧话", open.Number}}
	page := apptest.Scenario{Name: "to read", As: "resident", Do: "GET /me/export?form=html", Status: 200, Has: []string{"投诉与建议", "软件使用", "等待答复"}}
	a.Run(t, export, others, page,
		apptest.Scenario{Name: "deleted", As: "resident", Do: "POST /me/deletion", Status: 200, Body: object{"word": "注销"}, Has: []string{"投诉人"}},
		apptest.Scenario{Name: "the open one waits on, without a name", As: "chair", Do: "GET /complaints/" + open.ID.String(), Status: 200,
			Has: []string{"请说明"}, HasNot: []string{`"name"`, "resident"}},
		apptest.Scenario{Name: "the words of the answered one are gone", As: "chair", Do: "GET /complaints/" + done.ID.String(), Status: 200, HasNot: []string{"旧话"}},
	)
	if got := answer(t, a, "chair", open, 1, "已改"); got.Timeline[0].Text != "" {
		t.Errorf("words of somebody who left stay after the answer: %q", got.Timeline[0].Text)
	}
}
