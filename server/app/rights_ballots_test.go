package app_test

import (
	"fmt"
	"net/http"
	"time"

	"github.com/google/uuid"

	"wugong/server/apptest"
	"wugong/server/ballots"
	"wugong/server/db"
)

// vote makes a consultation of all adults in a state: draft, noticed, open, voted (by the resident), counted, provisional (of
// households, recorded), papered (numbered ballots are out), returned (the first came back), or closing (voting is over and
// paper is out). Its dates lie so that the test's clock and the database's agree.
func (th *things) vote(state string) string {
	th.t.Helper()
	id, more := uuid.NewString(), `"matter":"other","electorate":{"kind":"adults"}`
	if state == "provisional" {
		more = `"matter":"assembly_matter","legal_effect":"recorded","electorate":{"kind":"households"}`
	}
	now := th.a.Now()
	th.done(apptest.Scenario{As: "chair", Do: "POST /ballots", Status: http.StatusCreated, Body: fmt.Sprintf(
		`{"id":%q,"community_id":%q,"kind":"decision","title":"换感应灯","text":"楼道灯换成感应灯",%s,"opens_at":%q,"closes_at":%q}`, id, th.a.World.Own, more,
		now.AddDate(0, 0, 30).Format(time.RFC3339), now.AddDate(0, 0, 40).Format(time.RFC3339))})
	if state == "draft" {
		return id
	}
	th.done(apptest.Scenario{As: "chair", Do: "POST /ballots/" + id + "/moves", Status: http.StatusOK, Body: `{"act":"give_notice","from":"draft","version":1}`})
	if state == "noticed" {
		return id
	}
	th.window(id, -2*time.Hour, 10*24*time.Hour)
	at := "/ballots/" + id
	switch state {
	case "voted":
		th.done(apptest.Scenario{As: "resident", Do: "PUT " + at + "/votes/" + th.voter("resident"), Status: http.StatusOK,
			Body: `{"mark":"yes","nonce":"00112233445566778899aabbccddeeff"}`})
	case "papered", "returned", "closing":
		th.done(apptest.Scenario{As: "chair", Do: "POST " + at + "/print-runs", Status: http.StatusCreated, Body: fmt.Sprintf(`{"id":%q}`, uuid.NewString())})
		if state == "returned" {
			th.done(apptest.Scenario{As: "chair", Do: "PUT " + at + "/papers/1/return", Status: http.StatusOK})
		}
	}
	switch state {
	case "closing":
		th.window(id, -3*time.Hour, -time.Hour)
	case "counted", "provisional":
		th.window(id, -3*time.Hour, -time.Hour)
		_, err := (&ballots.Service{DB: th.a.DB.Gorm, Pool: th.a.DB.Pool, Now: th.a.Now}).Close(th.t.Context(), uuid.MustParse(id))
		th.must(err)
	}
	return id
}

// window opens and closes a vote, before both clocks or after both.
func (th *things) window(id string, opens, closes time.Duration) {
	th.t.Helper()
	early, late := th.a.Now(), time.Now()
	if late.Before(early) {
		early, late = late, early
	}
	end := late.Add(closes)
	if closes < 0 {
		end = early.Add(closes)
	}
	th.must(db.Exec(th.t.Context(), th.a.DB.Gorm, `UPDATE ballots SET created_at = ?, notice_at = ?, opens_at = ?, closes_at = ? WHERE id = ?`,
		early.AddDate(0, 0, -40), early.AddDate(0, 0, -35), early.Add(opens), end, id))
}

// voter is the person of the register that somebody is.
func (th *things) voter(who string) string {
	th.t.Helper()
	rows, err := db.Rows[struct{ PersonID uuid.UUID }](th.t.Context(), th.a.DB.Gorm, `SELECT person_id FROM memberships WHERE account_id = ? AND state = 'verified'`,
		th.a.Person(th.t, who).Account)
	th.must(err)
	if len(rows) == 0 {
		return uuid.NewString()
	}
	return rows[0].PersonID.String()
}

// aside makes what belongs to a vote, or a call of the neighbour's.
func (th *things) aside(name string) string {
	th.t.Helper()
	id := uuid.NewString()
	switch name {
	case "objection":
		th.done(apptest.Scenario{As: "resident", Do: "POST /ballots/" + th.vote("noticed") + "/objections", Status: http.StatusCreated,
			Body: fmt.Sprintf(`{"id":%q,"about":"roll","text":"漏了人"}`, id)})
	case "batch":
		th.done(apptest.Scenario{As: "building_head", Do: "POST /ballots/" + th.vote("returned") + "/batches", Status: http.StatusCreated, Body: fmt.Sprintf(`{"id":%q}`, id)})
	case "call":
		th.done(apptest.Scenario{As: "neighbour", Do: "POST /calls", Status: http.StatusCreated, Body: fmt.Sprintf(
			`{"id":%q,"community_id":%q,"meeting":"resident_assembly","title":"请开居民会议","text":"商量停车"}`, id, th.a.World.Own)})
	}
	return id
}
