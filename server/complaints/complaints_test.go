package complaints_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/communities"
)

func TestAComplaintFromTheFirstWordToTheLast(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	c := lodge(t, a, "resident", "personal_data", object{"named": true})
	if c.State != "received" || c.Desk != "committee" || c.Round != 1 || !strings.HasPrefix(c.Number, "T-") || len(c.Acts) != 0 ||
		c.DueAt.Format(time.RFC3339) != "2026-12-09T15:59:59Z" || !c.Mine || c.Name != nil {
		t.Errorf("lodged: %+v", c)
	}
	if told(t, a, "chair", "complaint_lodged") != 1 || told(t, a, "committee", "complaint_lodged") != 0 {
		t.Error("not the chair alone is told")
	}
	if q := queue(t, a, "chair"); len(q) != 1 || q[0] != c.ID {
		t.Errorf("the chair's queue: %v", q)
	}
	seen := apptest.JSON[api.Complaint](t, a, apptest.Scenario{As: "chair", Do: "GET /complaints/" + c.ID.String(), Status: 200})
	if seen.Name == nil || *seen.Name != "resident" || len(seen.Acts) != 1 {
		t.Errorf("the chair sees %+v", seen)
	}
	a.Move(time.Hour)
	answer(t, a, "chair", c, 1, "已经删除，理由是不再需要。")
	if told(t, a, "resident", "complaint_answered") != 1 || len(queue(t, a, "chair")) != 0 {
		t.Error("the resident is not told, or it still waits")
	}
	a.Move(time.Hour)
	asked := again(t, a, "resident", c)
	if asked.Desk != "town" || asked.State != "received" || asked.Round != 2 || told(t, a, "town", "complaint_asked_again") != 1 {
		t.Errorf("asked again: %+v", asked)
	}
	a.Run(t, apptest.Scenario{Name: "the chair does not answer twice", As: "chair", Do: "POST /complaints/" + c.ID.String() + "/answer", Status: 403,
		Body: object{"text": "同上", "round": 2}, Has: []string{"forbidden"}})
	last := answer(t, a, "town", c, 2, "已到现场核实，资料已删除。")
	if len(last.Timeline) != 4 || last.Timeline[1].By != "committee" || last.Timeline[3].By != "town" || last.State != "answered" {
		t.Errorf("the last word: %+v", last.Timeline)
	}
	a.Run(t,
		apptest.Scenario{Name: "nobody asks three times", As: "resident", Do: "POST /complaints/" + c.ID.String() + "/again", Status: 409,
			Body: object{"text": "再问"}, Has: []string{"complaint_asked_again"}},
		apptest.Scenario{Name: "mine", As: "resident", Do: "GET /complaints/mine", Status: 200, Has: []string{c.Number, `"state":"answered"`}},
		apptest.Scenario{Name: "nobody else's", As: "neighbour", Do: "GET /complaints/mine", Status: 200, HasNot: []string{c.Number}},
	)
}

func TestWhereAComplaintGoes(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	for _, c := range []struct {
		name, who, topic, community string
		desk                        api.ComplaintDesk
		told                        string
	}{
		{"about the app", "unverified", "app", "own", "committee", "chair"},
		{"by somebody who belongs nowhere", "newcomer", "content", "own", "committee", "chair"},
		{"without a community", "newcomer", "other", "", "platform", "admin"},
		{"about conduct", "resident", "staff", "own", "town", "town"},
		{"about conduct in the town", "resident", "town_staff", "own", "platform", "admin"},
		{"by the chair", "chair", "app", "own", "town", "town"},
		{"by the town's officer about conduct", "town", "staff", "own", "platform", "admin"},
		{"where the town has no officer", "stranger", "staff", "foreign", "platform", "admin"},
	} {
		t.Run(c.name, func(t *testing.T) {
			more := object{"community_id": a.World.Own}
			switch c.community {
			case "":
				more["community_id"] = nil
			case "foreign":
				more["community_id"] = a.World.Foreign
			}
			before := told(t, a, c.told, "complaint_lodged")
			got := lodge(t, a, c.who, c.topic, more)
			if got.Desk != c.desk || told(t, a, c.told, "complaint_lodged") != before+1 {
				t.Errorf("desk %s, want %s; %s is told %d times more", got.Desk, c.desk, c.told, told(t, a, c.told, "complaint_lodged")-before)
			}
			if told(t, a, c.who, "complaint_lodged") > 0 && c.who != "chair" && c.who != "town" {
				t.Errorf("%s is told of their own complaint", c.who)
			}
		})
	}
}

func TestConductIsSeenByTheTownAndTheSupervisionOnly(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	c := lodge(t, a, "resident", "staff", object{"named": true, "text": "委员态度不好"})
	allowed := map[string]int{"resident": 200, "town": 200, "supervision": 200}
	for _, who := range apptest.Names() {
		want := allowed[who]
		if want == 0 {
			want = http.StatusNotFound
		}
		body := a.Do(t, apptest.Scenario{As: who, Do: "GET /complaints/" + c.ID.String()})
		if body.Code != want {
			t.Errorf("%s: %d, want %d", who, body.Code, want)
		}
		if named := strings.Contains(body.Body.String(), `"name"`); named != (who == "town") {
			t.Errorf("%s sees the name: %v", who, named)
		}
		if listed := len(queue(t, a, who)) == 1; listed != (who == "town" || who == "supervision") {
			t.Errorf("%s has it in the queue: %v", who, listed)
		}
	}
	a.Run(t, apptest.Scenario{Name: "who watches does not answer", As: "supervision", Do: "POST /complaints/" + c.ID.String() + "/answer", Status: 403,
		Body: object{"text": "知道了", "round": 1}, Has: []string{"forbidden"}})
	// A town officer who is also on the committee is one it may be about.
	now := a.Now()
	err := a.DB.Gorm.WithContext(t.Context()).Transaction(func(tx *gorm.DB) error {
		end := now.AddDate(1, 0, 0)
		return communities.GrantFirst(t.Context(), tx, communities.First{Account: a.Person(t, "town").Account, Role: api.RoleCommitteeMember,
			Code: communities.DemoUrban, ValidFrom: now.Add(-time.Hour), ValidTo: &end}, now)
	})
	if err != nil {
		t.Fatal(err)
	}
	a.Run(t, apptest.Scenario{Name: "who holds an office there", As: "town", Do: "GET /complaints/" + c.ID.String(), Status: 404, Has: []string{"complaint_not_found"}})
	if q := queue(t, a, "town"); len(q) != 0 {
		t.Errorf("it stands in the queue of who holds an office there: %v", q)
	}
	if c := lodge(t, a, "neighbour", "staff", nil); c.Desk != "platform" {
		t.Errorf("the next goes to %s", c.Desk)
	}
}

func TestWhatIsLateIsSeenAndTheTownMayAnswerIt(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	c := lodge(t, a, "resident", "app", nil)
	tasks := func(who string) map[api.HomeTaskKind]int {
		sums := map[api.HomeTaskKind]int{}
		for _, task := range apptest.JSON[api.Home](t, a, apptest.Scenario{As: who, Do: "GET /home", Status: 200}).Tasks {
			sums[task.Kind] = task.Count
			if strings.HasPrefix(string(task.Kind), "complaint") && (task.SubjectID == nil || *task.SubjectID != c.ID || task.DueAt == nil) {
				t.Errorf("the one complaint that waits: %+v", task)
			}
		}
		return sums
	}
	if got := tasks("chair"); got["complaint_answer"] != 1 || got["complaint_overdue"] != 0 {
		t.Errorf("the chair's tasks: %v", got)
	}
	a.Move(16*24*time.Hour - 1) // Tuesday 10:00 to Thursday 10:00: the date was Wednesday
	if got := tasks("chair"); got["complaint_answer"] != 0 || got["complaint_overdue"] != 1 {
		t.Errorf("the chair's tasks, late: %v", got)
	}
	if got := tasks("town"); got["complaint_overdue"] != 1 {
		t.Errorf("the town's tasks: %v", got)
	}
	for _, who := range []string{"resident", "committee", "supervision", "admin"} {
		if got := tasks(who); got["complaint_overdue"]+got["complaint_answer"] != 0 {
			t.Errorf("%s: %v", who, got)
		}
	}
	mine := apptest.JSON[api.ComplaintPage](t, a, apptest.Scenario{As: "resident", Do: "GET /complaints/mine", Status: 200})
	if len(mine.Items) != 1 || !mine.Items[0].Overdue {
		t.Errorf("who complained does not see that it is late: %+v", mine.Items)
	}
	done := answer(t, a, "town", c, 1, "由街道答复：已经修复。")
	if done.Timeline[1].By != "town" || done.Overdue {
		t.Errorf("answered by the town: %+v", done)
	}
}

func TestOfTwoAnswersAtOnceTheSecondIsTold(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	c := lodge(t, a, "resident", "app", nil)
	a.Move(16 * 24 * time.Hour) // the chair and the town may both answer
	for _, who := range []string{"chair", "town"} {
		a.Token(t, who)
	}
	codes := map[string]int{}
	var mu sync.Mutex
	var wait sync.WaitGroup
	for _, who := range []string{"chair", "town"} {
		wait.Go(func() {
			w := a.Do(t, apptest.Scenario{As: who, Do: "POST /complaints/" + c.ID.String() + "/answer", Body: object{"text": who + " 答复", "round": 1}})
			mu.Lock()
			defer mu.Unlock()
			codes[who] = w.Code
			if w.Code != 200 && !(w.Code == 409 && strings.Contains(w.Body.String(), "complaint_answered")) {
				t.Errorf("%s: %s", who, w.Body)
			}
		})
	}
	wait.Wait()
	if (codes["chair"] == 200) == (codes["town"] == 200) {
		t.Errorf("both or neither answered: %v", codes)
	}
	if n := told(t, a, "resident", "complaint_answered"); n != 1 {
		t.Errorf("who complained is told %d times", n)
	}
	who := "chair"
	if codes["town"] == 200 {
		who = "town"
	}
	answer(t, a, who, c, 1, who+" 答复") // lost on the way back, and sent again
	if n := told(t, a, "resident", "complaint_answered"); n != 1 {
		t.Errorf("the same answer again is told again: %d", n)
	}
}
