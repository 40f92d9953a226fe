package proposals_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
)

func TestAcceptedAndDeclinedAtOnceOneWins(t *testing.T) {
	a := settled(t)
	p := proposes(t, a, "resident", "加装电梯", nil)
	supports(t, a, "neighbour", p.ID)
	acts := []string{"accept", "decline"}
	for _, who := range []string{"chair", "committee"} {
		a.Token(t, who)
	}
	codes := make([]int, 2)
	together(2, func(i int) {
		w := a.Do(t, move(p, []string{"chair", "committee"}[i], 0, object{"act": acts[i], "from": "open", "note": "请看说明"}))
		codes[i] = w.Code
		if w.Code == http.StatusConflict && !strings.Contains(w.Body.String(), "proposal_changed_meanwhile") {
			t.Errorf("the slower one is told %s", w.Body)
		}
	})
	if codes[0]+codes[1] != http.StatusOK+http.StatusConflict {
		t.Errorf("both at once: %v", codes)
	}
	if n := count(t, a, `SELECT count(*) AS n FROM proposal_events WHERE proposal_id = ? AND act IN ('accept', 'decline')`, p.ID); n != 1 {
		t.Errorf("%d answers stand in the timeline", n)
	}
	for _, who := range []string{"resident", "neighbour"} {
		if n := len(news(t, a, who, api.NoticeKindProposalAccepted)) + len(news(t, a, who, api.NoticeKindProposalDeclined)); n != 1 {
			t.Errorf("%s is told %d times", who, n)
		}
	}
}

func TestMadeTwiceAtOnceIsOne(t *testing.T) {
	a := settled(t)
	a.Token(t, "resident")
	body := object{"id": uuid.New(), "community_id": a.World.Own, "title": "加装电梯", "text": "老人下楼难", "area": "G3"}
	made := make([]int, 8)
	together(8, func(i int) {
		made[i] = a.Do(t, apptest.Scenario{As: "resident", Do: "POST /proposals", Body: body}).Code
	})
	created := 0
	for _, code := range made {
		if code == http.StatusCreated {
			created++
		} else if code != http.StatusOK {
			t.Errorf("status %d", code)
		}
	}
	if n := count(t, a, `SELECT count(*) AS n FROM proposals`); created != 1 || n != 1 {
		t.Errorf("%d made, %d kept", created, n)
	}
	a.Run(t, apptest.Scenario{Name: "the id of somebody else", As: "neighbour", Do: "POST /proposals", Status: 409, Body: body, Has: []string{"id_taken"}})
}

func TestWhatPeopleProposeIsChecked(t *testing.T) {
	a := settled(t)
	send := func(name string, status int, code string, more object) apptest.Scenario {
		body := object{"id": uuid.New(), "community_id": a.World.Own, "title": "加装电梯", "text": "老人下楼难", "area": "G3"}
		for k, v := range more {
			body[k] = v
		}
		return apptest.Scenario{Name: name, As: "resident", Do: "POST /proposals", Status: status, Body: body, Has: []string{code}}
	}
	a.Run(t,
		send("letters that run backwards", 400, "invalid_text", object{"title": "电\u202e梯"}),
		send("letters without width", 400, "invalid_text", object{"title": "电\u200b梯"}),
		send("nothing but spaces", 400, "invalid_text", object{"text": "  "}),
		send("an area that is none", 400, "invalid_request", object{"area": "G9"}),
		send("a photo of nobody", 409, "media_in_use", object{"photo_ids": []uuid.UUID{uuid.New()}}),
		send("reports, but not of them", 400, "report_ids", object{"report_ids": []uuid.UUID{uuid.New()}}),
		send("no community", 404, "community_not_found", object{"community_id": uuid.New()}),
		send("what only the server sets", 400, "invalid_request", object{"state": "accepted"}),
	)
	p := proposes(t, a, "resident", "加装电梯", nil)
	do, list := "/proposals/"+p.ID.String()+"/opinions", "GET /communities/"+a.World.Own.String()+"/proposals"
	a.Run(t,
		apptest.Scenario{Name: "no stance", As: "neighbour", Do: "POST " + do, Status: 422, Has: []string{"opinion_stance_missing"}, Body: object{"id": uuid.New(), "text": "好"}},
		apptest.Scenario{Name: "an answer to nothing", As: "neighbour", Do: "POST " + do, Status: 404, Has: []string{"opinion_not_found"},
			Body: object{"id": uuid.New(), "text": "好", "answers_id": uuid.New()}},
		apptest.Scenario{Name: "a mark that is none", Do: list + "?after=abc", Status: 400, Has: []string{"invalid_request"}},
		apptest.Scenario{Name: "a mark at the end of time", Do: list + "?order=waiting&after=" + strings.Repeat("_", 32), Status: 400},
		apptest.Scenario{Name: "a community that is none", Do: "GET /communities/" + uuid.NewString() + "/proposals", Status: 404, Has: []string{"community_not_found"}},
		apptest.Scenario{Name: "merged into itself", As: "chair", Do: "POST /proposals/" + p.ID.String() + "/moves", Status: 422, Has: []string{"merge_into_self"},
			Body: object{"act": "merge", "from": "open", "into_id": p.ID}},
		apptest.Scenario{Name: "merged into nothing", As: "chair", Do: "POST /proposals/" + p.ID.String() + "/moves", Status: 422, Has: []string{"merge_into_missing"},
			Body: object{"act": "merge", "from": "open"}},
		move(p, "chair", 422, object{"act": "decline", "from": "open"}, "move_needs_note"),
		move(p, "chair", 409, object{"act": "accept", "from": "declined", "note": "好"}, "proposal_changed_meanwhile"),
	)
}

func TestNobodySeesWhoProposed(t *testing.T) {
	a := settled(t)
	hidden, named := proposes(t, a, "resident", "加装电梯", nil), proposes(t, a, "resident", "装扶手", object{"named": true})
	says(t, a, "resident", hidden, "我来补充")
	for _, who := range []string{"guest", "neighbour", "chair", "property"} {
		account := a.Person(t, "resident").Account.String()
		a.Run(t, apptest.Scenario{Name: who, As: who, Do: "GET /proposals/" + hidden.ID.String(), Status: 200,
			Has: []string{`"by":"author"`, `"proposed_at":"2026-11-23T16:00:00Z"`}, HasNot: []string{account, `"name":"resident"`}})
		if n := sees(t, a, who, named.ID).Name; n == nil || *n != "resident" {
			t.Errorf("%s does not see the name that was to be seen", who)
		}
	}
}

func TestAProposalBecomesAReportOfItsAuthor(t *testing.T) {
	a := settled(t)
	photo := a.Photo(t, "resident")
	p := proposes(t, a, "resident", "垃圾桶坏了", object{"photo_ids": []string{photo}})
	turned := object{"act": "turn_into_report", "from": "open", "note": "这是要修的", "class": "0102", "place": object{"words": "三单元门口"}}
	a.Run(t,
		move(p, "chair", 422, object{"act": "turn_into_report", "from": "open", "class": "0102"}, "report_place_missing"),
		move(p, "chair", 422, object{"act": "turn_into_report", "from": "open", "place": object{"words": "门口"}}, "report_class_unknown"),
	)
	got := apptest.JSON[api.Proposal](t, a, move(p, "chair", 200, turned))
	if got.ReportID == nil || got.State != api.ProposalStateTurned || got.Reply == nil {
		t.Fatalf("turned: %+v", got)
	}
	r := apptest.JSON[api.Report](t, a, apptest.Scenario{As: "resident", Do: "GET /reports/" + got.ReportID.String(), Status: 200})
	if !r.Mine || len(r.Photos) != 1 || r.Text == nil || !strings.HasPrefix(*r.Text, "垃圾桶坏了") {
		t.Errorf("the report: %+v", r)
	}
	a.Run(t, apptest.Scenario{Name: "its photo is still there", Do: "GET /media/" + photo, Status: 200})
}

func TestHomeTellsTheCommitteeWhatWaitsForAReply(t *testing.T) {
	a := settled(t)
	p := proposes(t, a, "resident", "加装电梯", nil)
	proposes(t, a, "chair", "装扶手", nil)
	tasks := func(who string) (all string) {
		for _, task := range apptest.JSON[api.Home](t, a, apptest.Scenario{As: who, Do: "GET /home", Status: 200}).Tasks {
			if strings.HasPrefix(string(task.Kind), "proposal") {
				all += fmt.Sprint(task.Kind, task.Count, task.SubjectID != nil && *task.SubjectID == p.ID, " ")
			}
		}
		return all
	}
	if got := tasks("chair") + tasks("committee") + tasks("neighbour"); got != "proposal_reply1 true proposal_reply2 false " {
		t.Errorf("waits: %s", got)
	}
	a.Move(8 * 24 * time.Hour)
	if got := tasks("chair"); got != "proposal_overdue1 true " {
		t.Errorf("eight days later waits: %s", got)
	}
	if seen := sees(t, a, "guest", p.ID); !seen.Overdue {
		t.Error("nobody sees that the reply is late")
	}
	a.Run(t, move(p, "chair", 200, object{"act": "accept", "from": "open", "note": "列入计划"}, `"act":"accept"`))
	if got := tasks("chair"); got != "" {
		t.Errorf("answered, and yet waits: %s", got)
	}
}

func TestListsAndPagesTakeTheSameStatementsForOneAndForMany(t *testing.T) {
	a := settled(t)
	own := "GET /communities/" + a.World.Own.String()
	asked := map[string]apptest.Scenario{}
	for _, order := range []string{"newest", "wanted", "waiting"} {
		asked[order] = apptest.Scenario{As: "neighbour", Do: own + "/proposals?limit=2&order=" + order, Status: 200}
	}
	p := proposes(t, a, "resident", "加装电梯", object{"photo_ids": []string{a.Photo(t, "resident")}})
	asked["mine"] = apptest.Scenario{As: "resident", Do: "GET /proposals/mine", Status: 200}
	asked["queue"] = apptest.Scenario{As: "chair", Do: own + "/proposal-queue", Status: 200}
	asked["page"] = apptest.Scenario{As: "neighbour", Do: "GET /proposals/" + p.ID.String(), Status: 200}
	most := map[string]int{"newest": 2, "wanted": 2, "waiting": 2, "mine": 1, "queue": 2, "page": 3}
	before := map[string]int{}
	for name, s := range asked {
		a.Token(t, s.As)
		before[name] = len(a.Statements(t, s))
		if before[name] > most[name] {
			t.Errorf("%s takes %d statements, want %d: %q", name, before[name], most[name], a.Statements(t, s))
		}
	}
	for i := range 5 {
		q := proposes(t, a, "resident", fmt.Sprint("第", i, "件"), object{"photo_ids": []string{a.Photo(t, "resident")}})
		supports(t, a, "party", q.ID)
		o := says(t, a, "neighbour", p, fmt.Sprint("意见", i))
		apptest.JSON[api.Opinion](t, a, apptest.Scenario{As: "resident", Do: "POST /proposals/" + p.ID.String() + "/opinions", Status: 201,
			Body: object{"id": uuid.New(), "text": "谢谢", "answers_id": o.ID}})
	}
	fold(t, a)
	for name, s := range asked {
		if n := len(a.Statements(t, s)); n != before[name] {
			t.Errorf("%s takes %d statements with more rows, %d before", name, n, before[name])
		}
	}
	for _, order := range []string{"newest", "wanted", "waiting"} {
		seen, after := map[uuid.UUID]bool{}, ""
		for range 6 {
			page := apptest.JSON[api.ProposalPage](t, a, apptest.Scenario{As: "neighbour", Do: asked[order].Do + after, Status: 200})
			for _, l := range page.Items {
				seen[l.ID] = true
			}
			if page.Next == nil {
				break
			}
			after = "&after=" + *page.Next
		}
		if len(seen) != 6 {
			t.Errorf("%s in pages of two gives %d proposals, want 6", order, len(seen))
		}
	}
}
