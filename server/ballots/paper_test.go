package ballots_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
)

func (h house) paper(who string, id uuid.UUID, n int, act string) apptest.Scenario {
	s := apptest.Scenario{As: who, Do: fmt.Sprintf("PUT /ballots/%s/papers/%d/%s", id, n, act), Status: http.StatusOK}
	if act == "spoil" || act == "take-back" {
		s.Body = object{"reason": "拿错了票"}
	}
	return s
}

func (h house) look(who string, batch uuid.UUID, marks map[int]string) apptest.Scenario {
	papers := []object{}
	for n, m := range marks {
		papers = append(papers, object{"number": n, "mark": m})
	}
	return apptest.Scenario{As: who, Do: "POST /batches/" + batch.String() + "/looks", Body: object{"papers": papers}, Status: http.StatusOK}
}

func TestPaperIsMarkedAtOnceKeyedByTwoAndReconciled(t *testing.T) {
	h := newHouse(t)
	b := h.opened(nil)
	at := "/ballots/" + b.ID.String()
	h.vote("chair", b.ID, "yes")
	run := apptest.JSON[api.PrintRun](t, h.App, apptest.Scenario{As: "committee", Do: "POST " + at + "/print-runs", Body: object{"id": uuid.New()}, Status: http.StatusCreated})
	if run.First != 1 || run.Count != b.Roll.Count-1 {
		t.Fatalf("printed %+v for a roll of %d", run, b.Roll.Count)
	}
	h.refuse(apptest.Scenario{As: "committee", Do: "POST " + at + "/print-runs", Body: object{"id": uuid.New()}}, http.StatusConflict, api.ProblemCodePaperNoneToPrint)
	papers := apptest.JSON[api.PaperPage](t, h.App, apptest.Scenario{As: "committee", Do: "GET " + at + "/papers", Status: http.StatusOK}).Items
	h.Run(t, h.paper("committee", b.ID, 1, "issue"), h.paper("committee", b.ID, 1, "return"), h.paper("committee", b.ID, 1, "return"),
		h.paper("committee", b.ID, 2, "return"), h.paper("committee", b.ID, 3, "spoil"))
	h.refuse(h.paper("committee", b.ID, 1, "spoil"), http.StatusConflict, api.ProblemCodePaperReturned)
	h.refuse(h.paper("committee", b.ID, 3, "return"), http.StatusConflict, api.ProblemCodePaperSpoiled)
	for _, who := range everybody { // whoever's paper came back does not vote in the app
		if v := h.voter(who, b.ID); v == papers[0].VoterID {
			h.refuse(h.ballot(who, b.ID, v, "no"), http.StatusConflict, api.ProblemCodeVoteCastOnPaper)
		}
	}
	batch := apptest.JSON[api.Batch](t, h.App, apptest.Scenario{As: "committee", Do: "POST " + at + "/batches", Body: object{"id": uuid.New()}, Status: http.StatusCreated})
	h.shift(b.ID, -2*3600e9, -60e9)
	h.count(b.ID)
	if got := h.get("chair", b.ID); got.State != api.BallotStateCounting || got.CountingWaits == nil {
		t.Errorf("the result does not wait for paper: %s", got.State)
	}
	h.refuse(h.paper("committee", b.ID, 4, "return"), http.StatusConflict, api.ProblemCodeVoteClosed)
	h.refuse(h.look("committee", batch.ID, map[int]string{1: "yes"}), http.StatusUnprocessableEntity, api.ProblemCodeBatchIncomplete)
	apptest.JSON[api.Batch](t, h.App, h.look("committee", batch.ID, map[int]string{1: "yes", 2: "no"}))
	h.refuse(h.look("committee", batch.ID, map[int]string{1: "yes", 2: "no"}), http.StatusConflict, api.ProblemCodeBatchSamePerson)
	second := h.Do(t, h.look("grid_worker", batch.ID, map[int]string{1: "yes", 2: "yes"}))
	if body := second.Body.String(); second.Code != 200 || !contains(body, `"differing":[2]`) || contains(body, `"no"`) {
		t.Errorf("a difference is told as %s", body)
	}
	h.refuse(apptest.Scenario{As: "chair", Do: "PUT " + at + "/reconciliation", Body: object{"note": "先算"}}, http.StatusConflict, api.ProblemCodeReconciliationOpen)
	third := apptest.JSON[api.Batch](t, h.App, h.look("chair", batch.ID, map[int]string{2: "no"}))
	if third.State != api.BatchStateSettled || len(third.Differing) != 0 {
		t.Errorf("after the third look: %+v", third)
	}
	h.refuse(apptest.Scenario{As: "chair", Do: "PUT " + at + "/reconciliation", Body: object{}}, http.StatusUnprocessableEntity, api.ProblemCodeReconciliationProofMissing)
	sums := apptest.JSON[api.Reconciliation](t, h.App, apptest.Scenario{As: "chair", Do: "PUT " + at + "/reconciliation", Body: object{"photo_ids": []string{h.Photo(t, "chair")}}, Status: http.StatusOK})
	if !sums.Balanced || sums.Returned != 2 || sums.Keyed != 2 || sums.Spoiled != 1 || sums.ClosedAt == nil || sums.Printed != run.Count {
		t.Errorf("%+v", sums)
	}
	h.count(b.ID)
	if r := h.result(b.ID); r.Marks[0].People != 2 || r.Marks[1].People != 1 {
		t.Errorf("with paper: %+v", r.Marks)
	}
}

var contains = strings.Contains

func TestPaperAndAppInTheSameInstantLeaveOneVote(t *testing.T) {
	h := newHouse(t)
	b := h.opened(nil)
	at := "/ballots/" + b.ID.String()
	apptest.JSON[api.PrintRun](t, h.App, apptest.Scenario{As: "committee", Do: "POST " + at + "/print-runs", Body: object{"id": uuid.New()}, Status: http.StatusCreated})
	papers := apptest.JSON[api.PaperPage](t, h.App, apptest.Scenario{As: "committee", Do: "GET " + at + "/papers", Status: http.StatusOK}).Items
	numbers := map[uuid.UUID]int{}
	for _, p := range papers {
		numbers[p.VoterID] = p.Number
	}
	h.Token(t, "committee")
	var wg sync.WaitGroup
	for _, who := range everybody {
		voter, ctx := h.voter(who, b.ID), h.as(who)
		yes := api.VoteMarkYes
		wg.Go(func() {
			_, _ = h.s.Cast(ctx, h.Person(t, who).Account, b.ID, voter, api.VoteCast{Mark: &yes, Nonce: nonce()})
		})
		wg.Go(func() { h.Do(t, h.paper("committee", b.ID, numbers[voter], "return")) })
	}
	wg.Wait()
	if n := h.number(`SELECT count(*) FROM ballot_votes WHERE ballot_id = ?`, b.ID); n != len(everybody) {
		t.Errorf("%d votes for %d voters", n, len(everybody))
	}
	both := h.number(`SELECT count(*) FROM ballot_papers p JOIN ballot_votes v USING (ballot_id, voter_id) WHERE p.ballot_id = ? AND (p.state = 'returned') <> (v.channel = 'paper')`, b.ID)
	if both != 0 {
		t.Errorf("%d voters count on both channels", both)
	}
}

func TestACallCountsEachSignatureOnceAndTellsTheCommittee(t *testing.T) {
	h := newHouse(t)
	call := apptest.JSON[api.Call](t, h.App, apptest.Scenario{As: "resident", Do: "POST /calls", Status: http.StatusCreated, Body: object{"id": uuid.New(),
		"community_id": h.World.Own, "meeting": "resident_assembly", "title": "请开居民会议", "text": "商量停车的事"}})
	if call.Needed != 1 || call.Base < 10 || !call.CanSign {
		t.Fatalf("%+v", call)
	}
	at := "/calls/" + call.ID.String() + "/sign"
	for _, s := range []struct {
		as, do string
		want   int
	}{{"resident", "PUT", 1}, {"resident", "PUT", 1}, {"neighbour", "PUT", 2}, {"neighbour", "DELETE", 1}, {"neighbour", "DELETE", 1}, {"neighbour", "PUT", 2}} {
		got := apptest.JSON[api.Call](t, h.App, apptest.Scenario{As: s.as, Do: s.do + " " + at, Status: http.StatusOK})
		if got.Signed != s.want {
			t.Errorf("after %s of %s: %d, want %d", s.do, s.as, got.Signed, s.want)
		}
	}
	for range 2 {
		if err := h.s.Fold(t.Context(), call.ID); err != nil {
			t.Fatal(err)
		}
	}
	got := apptest.JSON[api.Call](t, h.App, apptest.Scenario{As: "chair", Do: "GET /calls/" + call.ID.String(), Status: http.StatusOK})
	if got.Signed != 2 || got.ReachedAt == nil {
		t.Errorf("%+v", got)
	}
	if n := h.number(`SELECT count(*) FROM inbox WHERE kind = 'call_reached' AND account_id = ?`, h.Person(t, "chair").Account); n != 1 {
		t.Errorf("the chair is told %d times", n)
	}
	h.refuse(apptest.Scenario{As: "unverified", Do: "PUT " + at}, http.StatusForbidden, api.ProblemCodeCallNotEntitled)
	h.refuse(apptest.Scenario{As: "stranger", Do: "PUT " + at}, http.StatusNotFound, api.ProblemCodeCallNotFound)
}

func TestAPaperTakenBackByMistakeIsHandedBackWithAReason(t *testing.T) {
	h := newHouse(t)
	b := h.opened(nil)
	at := "/ballots/" + b.ID.String()
	run := apptest.JSON[api.PrintRun](t, h.App, apptest.Scenario{As: "committee", Do: "POST " + at + "/print-runs", Body: object{"id": uuid.New()}, Status: http.StatusCreated})
	runs := apptest.JSON[api.PrintRunPage](t, h.App, apptest.Scenario{As: "grid_worker", Do: "GET " + at + "/print-runs", Status: http.StatusOK})
	if len(runs.Items) != 1 || runs.Items[0] != run || runs.Next != nil {
		t.Errorf("printed %+v, listed %+v", run, runs)
	}
	papers := apptest.JSON[api.PaperPage](t, h.App, apptest.Scenario{As: "committee", Do: "GET " + at + "/papers", Status: http.StatusOK}).Items
	mine, n := h.voter("resident", b.ID), 0
	for _, p := range papers {
		if p.VoterID == mine {
			n = p.Number
		}
	}
	h.refuse(h.paper("committee", b.ID, n, "take-back"), http.StatusConflict, api.ProblemCodePaperNotReturned)
	h.Run(t, h.paper("committee", b.ID, n, "return"))
	h.refuse(h.ballot("resident", b.ID, mine, "yes"), http.StatusConflict, api.ProblemCodeVoteCastOnPaper)
	silent := h.paper("committee", b.ID, n, "take-back")
	silent.Body = object{"reason": " "}
	if w := h.Do(t, silent); w.Code < 400 {
		t.Errorf("without a reason: %d", w.Code)
	}
	back := apptest.JSON[api.Paper](t, h.App, h.paper("committee", b.ID, n, "take-back"))
	if back.State != api.PaperStateIssued || back.ReturnedAt != nil || back.Reason == nil || *back.Reason != "拿错了票" {
		t.Errorf("handed back: %+v", back)
	}
	h.Run(t, h.paper("committee", b.ID, n, "take-back"), h.ballot("resident", b.ID, mine, "yes")) // again changes nothing
	h.refuse(h.paper("committee", b.ID, n, "return"), http.StatusConflict, api.ProblemCodeVoteCastAlready)

	other := papers[0].Number
	if other == n {
		other = papers[1].Number
	}
	h.Run(t, h.paper("committee", b.ID, other, "return"))
	apptest.JSON[api.Batch](t, h.App, apptest.Scenario{As: "committee", Do: "POST " + at + "/batches", Body: object{"id": uuid.New()}, Status: http.StatusCreated})
	h.refuse(h.paper("committee", b.ID, other, "take-back"), http.StatusConflict, api.ProblemCodePaperInBatch)
	if n := h.number(`SELECT count(*) FROM paper_words WHERE ballot_id = ? AND act = 'take_back'`, b.ID); n != 1 {
		t.Errorf("%d reasons are kept", n)
	}
}

func TestTakingBackAndPuttingIntoABatchLeaveTheRollInStep(t *testing.T) {
	h := newHouse(t)
	b := h.opened(nil)
	at := "/ballots/" + b.ID.String()
	apptest.JSON[api.PrintRun](t, h.App, apptest.Scenario{As: "committee", Do: "POST " + at + "/print-runs", Body: object{"id": uuid.New()}, Status: http.StatusCreated})
	var wg sync.WaitGroup
	for n := range 8 {
		h.Run(t, h.paper("committee", b.ID, n+1, "return"))
	}
	wg.Go(func() {
		h.Do(t, apptest.Scenario{As: "committee", Do: "POST " + at + "/batches", Body: object{"id": uuid.New()}})
	})
	for n := range 8 {
		wg.Go(func() { h.Do(t, h.paper("committee", b.ID, n+1, "take-back")) })
	}
	wg.Wait()
	torn := h.number(`SELECT count(*) FROM ballot_papers p LEFT JOIN ballot_votes v ON v.ballot_id = p.ballot_id AND v.voter_id = p.voter_id
		WHERE p.ballot_id = ? AND ((p.state = 'returned') <> (v.voter_id IS NOT NULL) OR p.state <> 'returned' AND p.batch_id IS NOT NULL)`, b.ID)
	if torn != 0 {
		t.Errorf("%d papers stand otherwise than their line of the roll", torn)
	}
}
