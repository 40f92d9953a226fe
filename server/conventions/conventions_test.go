package conventions_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
)

func TestAConventionFromCollectingToInForceByARealVote(t *testing.T) {
	h := newHall(t)
	v := h.begin(nil)
	id := v.Summary.ID
	if n := h.told(id, "convention_collecting"); n < 8 {
		t.Errorf("%d were asked what they want", n)
	}
	said := uuid.New()
	h.do("resident", "POST "+on(id)+"/opinions", 201, object{"id": said, "text": "遛狗要拴绳", "topic": "dogs"})
	h.do("committee", "POST "+on(id)+"/opinions", 201, object{"id": uuid.New(), "text": "楼道不要堆东西", "channel": "paper"})
	h.refused("too early", "committee", "POST "+on(id)+"/moves", 409, "convention_too_early", moveOf(v, "start_drafting", nil))
	h.later(id, 12)
	h.refused("not on the board", "committee", "POST "+on(id)+"/moves", 409, "convention_board_missing", moveOf(v, "start_drafting", nil))
	h.hang(id)
	h.refused("a resident", "resident", "POST "+on(id)+"/moves", 403, "forbidden", moveOf(v, "start_drafting", nil))
	v = h.move("committee", v, "start_drafting", nil)
	h.refused("no answers", "committee", "POST "+on(id)+"/moves", 409, "convention_opinions_unanswered", moveOf(v, "submit", nil))
	h.answerAll(id)
	h.refused("no text", "committee", "POST "+on(id)+"/moves", 409, "convention_text_missing", moveOf(v, "submit", nil))
	bad, good := clause("遛狗不拴绳的罚款一百元。"), clause("楼道不堆杂物。")
	v = h.save("committee", v, bad, good)
	if len(v.Findings) != 1 || v.Findings[0].Passage != "罚款" {
		t.Errorf("found %+v", v.Findings)
	}
	h.refused("a fine", "committee", "POST "+on(id)+"/moves", 409, "convention_lint_open", moveOf(v, "submit", nil))
	bad["text"] = "出门遛狗拴绳。"
	v = h.save("committee", v, bad, good)
	v = h.move("committee", v, "submit", nil)
	if n := h.told(id, "convention_review"); n != 2 {
		t.Errorf("%d were asked to review", n)
	}
	h.refused("no opinion of the party branch", "committee", "POST "+on(id)+"/moves", 409, "convention_party_review_missing", moveOf(v, "publicise", nil))
	h.do("party", "POST "+on(id)+"/reviews", 201, reviewOf(v, "party", "fit"))
	h.refused("none of the town", "committee", "POST "+on(id)+"/moves", 409, "convention_town_review_missing", moveOf(v, "publicise", nil))
	h.do("town", "POST "+on(id)+"/reviews", 201, reviewOf(v, "town", "fit"))
	h.Run(t, apptest.Scenario{Name: "not public yet", Do: "GET " + on(id), Status: 200, Has: []string{`"revision":0`}, HasNot: []string{"楼道不堆杂物"}})
	v = h.move("committee", v, "publicise", nil)
	h.Run(t, apptest.Scenario{Name: "a guest reads the draft", Do: "GET " + on(id), Status: 200, Has: []string{"楼道不堆杂物", v.Fingerprint}})
	h.voted(t, v)
}

// voted takes a draft that is shown through its vote to the end.
func (h hall) voted(t *testing.T, v api.ConventionVersion) {
	t.Helper()
	id := v.Summary.ID
	h.refused("the vote too early", "chair", "POST "+on(id)+"/vote", 409, "convention_too_early", h.voteOf(v))
	h.later(id, 20)
	h.refused("the draft on no board", "chair", "POST "+on(id)+"/vote", 409, "convention_board_missing", h.voteOf(v))
	h.hang(id)
	h.refused("a vote by the supervision committee", "supervision", "POST "+on(id)+"/vote", 403, "forbidden", h.voteOf(v))
	unfit := merged(h.voteOf(v), object{"profile": "owner_ordinary"})
	h.refused("by the wrong rule", "chair", "POST "+on(id)+"/vote", 422, "ballot_rule_unfit", unfit)
	short := merged(h.voteOf(v), object{"opens_at": h.Now().AddDate(0, 0, 2)})
	h.refused("with a notice too short", "chair", "POST "+on(id)+"/vote", 422, "ballot_notice_short", short)
	call := h.voteOf(v)
	v = h.do("chair", "POST "+on(id)+"/vote", 200, call)
	v = h.do("chair", "POST "+on(id)+"/vote", 200, call) // sent again
	if v.Vote == nil || v.Vote.Fingerprint != v.Fingerprint || !v.Vote.Same || v.Vote.State != api.BallotStateNotice {
		t.Fatalf("the vote is %+v", v.Vote)
	}
	b := apptest.JSON[api.Ballot](t, h.App, apptest.Scenario{As: "resident", Do: "GET /ballots/" + v.Vote.BallotID.String(), Status: 200})
	if b.LegalEffect != api.LegalEffectRecorded || b.Matter != api.BallotMatterResidentConvention || !strings.Contains(b.Text, v.Fingerprint) {
		t.Errorf("the ballot is %s about %s: %s", b.LegalEffect, b.Matter, b.Text)
	}
	h.refused("nobody drafts while it is voted on", "committee", "PUT "+on(id)+"/text", 409, "convention_not_now", textOf(v, clause("改一改")))
	h.refused("before the result", "committee", "POST "+on(id)+"/moves", 409, "convention_vote_unfinished", moveOf(v, "adopt", nil))
	h.decide(v.Vote.BallotID, "yes")
	h.refused("while it is provisional", "committee", "POST "+on(id)+"/moves", 409, "convention_vote_unfinished", moveOf(v, "adopt", nil))
	h.confirm(v.Vote.BallotID)
	h.refused("against the result", "committee", "POST "+on(id)+"/moves", 409, "convention_vote_outcome", moveOf(v, "not_adopted", nil))
	v = h.move("committee", v, "adopt", nil)
	if v.Summary.Filing.State != api.ConventionFilingStateDue || v.Summary.AdoptedOn == nil {
		t.Errorf("adopted: %+v", v.Summary)
	}
	h.refused("without its day", "committee", "POST "+on(id)+"/moves", 422, "convention_date_invalid", moveOf(v, "publish", nil))
	h.refused("from yesterday on", "committee", "POST "+on(id)+"/moves", 422, "convention_date_invalid",
		moveOf(v, "publish", object{"effective_on": day(h.Now().AddDate(0, 0, -1))}))
	v = h.move("committee", v, "publish", object{"effective_on": day(h.Now().AddDate(0, 0, 3))})
	if v.Summary.State != api.ConventionStatePublished || v.ShownUntil.Sub(*v.Summary.PublishedAt).Hours() < 15*24 {
		t.Errorf("published: %+v, shown until %s", v.Summary, v.ShownUntil)
	}
	h.wake(id, "effect")
	if got := h.see("guest", id).Summary.State; got != api.ConventionStatePublished {
		t.Errorf("before its day it is %s", got)
	}
	h.exec(`UPDATE convention_versions SET effective_on = ? WHERE id = ?`, day(h.Now()), id)
	h.wake(id, "effect")
	v = h.see("guest", id)
	var way []string
	for _, s := range v.Stages {
		way = append(way, string(s.To))
	}
	if got := strings.Join(way, " "); got != "collecting drafting review draft_publicity voting adopted published in_force" {
		t.Errorf("its way: %s", got)
	}
}

func (h hall) wake(id uuid.UUID, news api.NoticeKind) {
	h.t.Helper()
	if err := h.s.Wake(h.t.Context(), id, news); err != nil {
		h.t.Fatal(err)
	}
}

func (h hall) answerAll(id uuid.UUID) {
	h.t.Helper()
	p := apptest.JSON[api.ConventionOpinionPage](h.t, h.App, apptest.Scenario{As: "committee", Do: "GET " + on(id) + "/opinions?waiting=true", Status: 200})
	for _, o := range p.Items {
		h.Run(h.t, apptest.Scenario{Name: "an answer", As: "committee", Do: "POST /convention-opinions/" + o.ID.String() + "/answer", Status: 200,
			Body: object{"verdict": "partly", "reason": "写进了第一条"}})
	}
}

func TestAVoteThatFailsSendsTheDraftBack(t *testing.T) {
	h := newHall(t)
	v := h.voting(h.shown(h.drafting(nil)))
	h.decide(v.Vote.BallotID, "no")
	h.confirm(v.Vote.BallotID)
	h.refused("adopted in spite of it", "committee", "POST "+on(v.Summary.ID)+"/moves", 409, "convention_vote_outcome", moveOf(v, "adopt", nil))
	v = h.move("committee", v, "not_adopted", nil)
	if v.Summary.State != api.ConventionStateDrafting || v.Vote != nil {
		t.Errorf("it is %s, its vote %+v", v.Summary.State, v.Vote)
	}
	v = h.voting(h.shown(h.save("committee", v, clause("楼道不堆杂物，电动车不进楼道。"))))
	h.Run(t, apptest.Scenario{Name: "the vote is called off", As: "chair", Do: "POST /ballots/" + v.Vote.BallotID.String() + "/moves", Status: 200,
		Body: object{"act": "cancel", "from": "notice", "reason": "通知贴错了地方"}})
	v = h.move("committee", v, "vote_cancelled", nil)
	v = h.do("chair", "POST "+on(v.Summary.ID)+"/vote", 200, h.voteOf(v)) // the draft has hung long enough
	if v.Summary.State != api.ConventionStateVoting {
		t.Errorf("it is %s", v.Summary.State)
	}
}

func TestAnAmendmentTakesTheSameWayAndBothStay(t *testing.T) {
	h := newHall(t)
	old := h.posted(nil)
	versions := "/conventions/" + old.Summary.ConventionID.String() + "/versions"
	draft := object{"id": uuid.New(), "kind": "amendment", "proposer": "supervision", "reason": "电动车的事去年没有写"}
	h.refused("a resident alone", "resident", "POST "+versions, 403, "forbidden", draft)
	h.refused("in the committee's name", "supervision", "POST "+versions, 403, "forbidden", merged(object{"proposer": "committee"}, object{"id": uuid.New(), "kind": "amendment", "reason": "为了安全"}))
	h.refused("residents without their call", "committee", "POST "+versions, 422, "convention_call_unfit", object{"id": uuid.New(), "kind": "amendment", "proposer": "residents", "reason": "为了安全"})
	h.refused("by a call that is none", "committee", "POST "+versions, 422, "convention_call_unfit",
		object{"id": uuid.New(), "kind": "amendment", "proposer": "residents", "reason": "为了安全", "call_id": uuid.New()})
	v := h.do("supervision", "POST "+versions, 201, draft)
	v = h.do("supervision", "POST "+versions, 200, draft)
	if v.Summary.Number != "1.1" || v.Revision != 1 || len(v.Clauses) != 2 || v.Clauses[0].ID != old.Clauses[0].ID || *v.BasedOn != old.Summary.ID {
		t.Errorf("it starts as %+v", v)
	}
	if got := h.see("guest", old.Summary.ID).Summary.State; got != api.ConventionStateAmending {
		t.Errorf("the one that stands is %s", got)
	}
	h.refused("two at once", "committee", "POST "+versions, 409, "convention_work_open", object{"id": uuid.New(), "kind": "repeal", "proposer": "committee", "reason": "不要了"})
	kept := object{"id": old.Clauses[0].ID, "text": "楼道不堆杂物，电动车不进楼道。"}
	v = h.save("committee", h.see("committee", v.Summary.ID), kept, clause("充电到车棚。"))
	v = h.passed(h.voting(h.shown(v)))
	gone := h.see("guest", old.Summary.ID)
	if v.Summary.State != api.ConventionStateInForce || gone.Summary.State != api.ConventionStateSuperseded || gone.Summary.EndedOn == nil || len(gone.Clauses) != 2 {
		t.Errorf("the new one is %s, the old one %+v", v.Summary.State, gone.Summary)
	}
	h.Run(t, apptest.Scenario{Name: "every version", Do: "GET " + versions, Status: 200, Has: []string{`"number":"1.1"`, `"number":"1.0"`}},
		apptest.Scenario{Name: "the one that stands", Do: "GET /conventions/" + old.Summary.ConventionID.String(), Status: 200, Has: []string{`"versions":2`, v.Summary.ID.String()}, HasNot: []string{`"work"`}})
	h.repealed(t, versions, v)
}

// repealed ends a convention by a vote.
func (h hall) repealed(t *testing.T, versions string, old api.ConventionVersion) {
	t.Helper()
	v := h.do("committee", "POST "+versions, 201, object{"id": uuid.New(), "kind": "repeal", "proposer": "committee", "reason": "并入新的公约"})
	h.refused("a repeal has no clauses", "committee", "PUT "+on(v.Summary.ID)+"/text", 422, "convention_clauses_invalid", textOf(v, clause("一条")))
	v = h.passed(h.voting(h.shown(v)))
	if got := h.see("guest", old.Summary.ID).Summary.State; got != api.ConventionStateRepealed || v.Summary.State != api.ConventionStateRepealed {
		t.Errorf("the convention is %s, the repeal %s", got, v.Summary.State)
	}
	again := h.do("committee", "POST "+versions, 201, object{"id": uuid.New(), "kind": "first", "proposer": "committee", "reason": "重新订立"})
	if again.Summary.State != api.ConventionStateCollecting || again.Summary.Number != "2.0" {
		t.Errorf("anew it is %+v", again.Summary)
	}
}

func TestTheTownFilesReturnsAndOrdersACorrection(t *testing.T) {
	h := newHall(t)
	v := h.posted(nil)
	id, file := v.Summary.ID, "POST "+on(v.Summary.ID)+"/filing"
	h.wake(id, api.NoticeKindConventionFilingOverdue)
	if n := h.told(id, "convention_filing_overdue"); n != 4 { // chair, committee, supervision, town
		t.Errorf("%d were told that it is late", n)
	}
	h.refused("before it was sent", "town", file, 409, "convention_not_now", object{"act": "accept", "number": "备2026-1", "filed_on": day(h.Now())})
	h.refused("the town sends nothing", "town", file, 403, "forbidden", object{"act": "send"})
	h.do("committee", file, 200, object{"act": "send"})
	h.refused("the committee files nothing", "committee", file, 403, "forbidden", object{"act": "accept", "number": "1", "filed_on": day(h.Now())})
	h.refused("returned without a reason", "town", file, 422, "convention_reason_missing", object{"act": "return"})
	h.do("town", file, 200, object{"act": "return", "reason": "缺签到表"})
	h.do("committee", file, 200, object{"act": "send"})
	h.refused("without a number", "town", file, 422, "convention_number_missing", object{"act": "accept", "filed_on": day(h.Now())})
	h.refused("filed tomorrow", "town", file, 422, "convention_date_invalid", object{"act": "accept", "number": "备1", "filed_on": day(h.Now().AddDate(0, 0, 1))})
	v = h.do("town", file, 200, object{"act": "accept", "number": "梧街备〔2026〕3号", "filed_on": day(h.Now())})
	if f := v.Summary.Filing; f.State != api.ConventionFilingStateFiled || f.Overdue || *f.Number != "梧街备〔2026〕3号" || v.Summary.State != api.ConventionStateInForce {
		t.Errorf("filed: %+v", v.Summary)
	}
	order := moveOf(v, "order_correction", object{"reason": "第二条和条例不一致", "clause_ids": []uuid.UUID{v.Clauses[1].ID}})
	h.refused("the committee orders nothing", "committee", "POST "+on(id)+"/moves", 403, "forbidden", order)
	h.refused("without a reason", "town", "POST "+on(id)+"/moves", 422, "convention_reason_missing", moveOf(v, "order_correction", nil))
	h.refused("a clause that is none", "town", "POST "+on(id)+"/moves", 422, "convention_clause_unknown", merged(moveOf(v, "order_correction", object{"reason": "不一致"}), object{"clause_ids": []uuid.UUID{uuid.New()}}))
	v = h.do("town", "POST "+on(id)+"/moves", 200, order)
	if v.Order == nil || !slices.Equal(v.Order.ClauseIds, []uuid.UUID{v.Clauses[1].ID}) || v.Summary.State != api.ConventionStateCorrectionOrdered {
		t.Errorf("ordered: %+v %+v", v.Summary.State, v.Order)
	}
	versions := "POST /conventions/" + v.Summary.ConventionID.String() + "/versions"
	fix := h.do("committee", versions, 201, object{"id": uuid.New(), "kind": "correction", "proposer": "town", "reason": "按街道的决定改第二条"})
	fix = h.passed(h.voting(h.shown(h.save("committee", fix, object{"id": v.Clauses[0].ID, "text": "楼道不堆杂物。"}, object{"id": v.Clauses[1].ID, "text": "出门遛狗拴绳、清粪便。"}))))
	if got := h.see("guest", id).Summary.State; got != api.ConventionStateSuperseded || fix.Summary.State != api.ConventionStateInForce {
		t.Errorf("after the correction: %s and %s", got, fix.Summary.State)
	}
}

func TestAnOrderIsLiftedAndANewVersionGivenUp(t *testing.T) {
	h := newHall(t)
	v := h.posted(nil)
	work := h.do("committee", "POST /conventions/"+v.Summary.ConventionID.String()+"/versions", 201, object{"id": uuid.New(), "kind": "amendment", "proposer": "committee", "major": true, "reason": "重写一遍"})
	v = h.move("town", h.see("town", v.Summary.ID), "order_correction", object{"reason": "第一条请核对"})
	v = h.move("town", v, "lift_order", object{"reason": "核对过，没有问题"})
	if v.Summary.State != api.ConventionStateAmending || v.Order != nil || work.Summary.Number != "2.0" {
		t.Errorf("after the order was lifted it is %s, the new one %s", v.Summary.State, work.Summary.Number)
	}
	h.refused("given up without a reason", "committee", "POST "+on(work.Summary.ID)+"/moves", 422, "convention_reason_missing", moveOf(work, "withdraw", nil))
	work = h.move("committee", work, "withdraw", object{"reason": "意见不一，先不改"})
	if got := h.see("guest", v.Summary.ID).Summary.State; got != api.ConventionStateInForce || work.Summary.State != api.ConventionStateWithdrawn {
		t.Errorf("given up: %s, and %s stands", work.Summary.State, got)
	}
}

func TestAReviewerSendsItBackWithAReason(t *testing.T) {
	h := newHall(t)
	v := h.move("committee", h.drafting(nil), "submit", nil)
	reviews := "POST " + on(v.Summary.ID) + "/reviews"
	h.refused("the town for the party branch", "town", reviews, 403, "forbidden", reviewOf(v, "party", "fit"))
	h.refused("without a reason", "town", reviews, 422, "convention_reason_missing", object{"id": uuid.New(), "office": "town", "verdict": "return", "revision": v.Revision})
	h.refused("of another text", "party", reviews, 409, "convention_changed_meanwhile", merged(reviewOf(v, "party", "fit"), object{"revision": 9}))
	h.do("party", reviews, 201, reviewOf(v, "party", "fit"))
	back := h.do("town", reviews, 201, reviewOf(v, "town", "return"))
	if back.Summary.State != api.ConventionStateDrafting || len(back.Reviews) != 2 || h.told(v.Summary.ID, "convention_returned") != 2 {
		t.Errorf("returned: %s, %+v", back.Summary.State, back.Reviews)
	}
	h.Move(time.Minute)
	v = h.move("committee", back, "submit", nil)
	h.refused("what was said before does not count", "committee", "POST "+on(v.Summary.ID)+"/moves", 409, "convention_party_review_missing", moveOf(v, "publicise", nil))
	h.later(v.Summary.ID, 20)
	h.do("party", reviews, 201, reviewOf(v, "party", "fit"))
	v = h.move("committee", v, "publicise", nil) // the town was silent
	v = h.move("committee", v, "revise", object{"reason": "按意见改第二条"})
	if v.Summary.State != api.ConventionStateDrafting {
		t.Errorf("it is %s", v.Summary.State)
	}
}
