package ballots_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/ballots"
	"wugong/server/ballots/recount"
	"wugong/server/db"
	"wugong/server/identity"
)

type object = map[string]any

// house is a server whose clock is the real one, because votes are cast by the database's.
type house struct {
	*apptest.App
	t *testing.T
	s *ballots.Service
}

func newHouse(t *testing.T) house {
	t.Helper()
	a := apptest.NewToday(t, nil)
	a.Settle(t)
	h := house{a, t, &ballots.Service{DB: a.DB.Gorm, Pool: a.DB.Pool, Now: a.Now, PublicURL: "https://wugong.test",
		MayWrite: apptest.MayWrite, WhyNotWrite: a.WhyNotWrite}}
	h.exec(`DELETE FROM holdings`) // the world's flats have no owners
	return h
}

func (h house) exec(sql string, args ...any) {
	h.t.Helper()
	if err := h.DB.Gorm.WithContext(h.t.Context()).Exec(sql, args...).Error; err != nil {
		h.t.Fatalf("%s: %v", sql, err)
	}
}

// owner runs statements that the server itself may not.
func (h house) owner(sql string, args ...any) {
	h.t.Helper()
	err := h.DB.Gorm.WithContext(h.t.Context()).Transaction(func(tx *gorm.DB) error {
		if err := tx.Exec(`SET LOCAL ROLE NONE`).Error; err != nil {
			return err
		}
		return tx.Exec(sql, args...).Error
	})
	if err != nil {
		h.t.Fatalf("%s: %v", sql, err)
	}
}

func (h house) number(sql string, args ...any) (n int) {
	h.t.Helper()
	if err := h.DB.Gorm.WithContext(h.t.Context()).Raw(sql, args...).Scan(&n).Error; err != nil {
		h.t.Fatalf("%s: %v", sql, err)
	}
	return n
}

// draft makes a draft by the chair, a month of notice ahead.
func (h house) draft(more object) api.Ballot {
	h.t.Helper()
	body := object{"id": uuid.New(), "community_id": h.World.Own, "kind": "decision", "matter": "other", "title": "楼道灯换成感应灯", "text": "三个单元的楼道灯都换成感应灯。",
		"electorate": object{"kind": "adults"}, "opens_at": h.Now().AddDate(0, 0, 35), "closes_at": h.Now().AddDate(0, 0, 45)}
	for k, v := range more {
		body[k] = v
	}
	return apptest.JSON[api.Ballot](h.t, h.App, apptest.Scenario{As: "chair", Do: "POST /ballots", Body: body, Status: http.StatusCreated})
}

// noticed is a vote of which notice was given.
func (h house) noticed(more object) api.Ballot {
	h.t.Helper()
	b := h.draft(more)
	return apptest.JSON[api.Ballot](h.t, h.App, apptest.Scenario{As: "chair", Do: "POST /ballots/" + b.ID.String() + "/moves", Status: http.StatusOK,
		Body: object{"act": "give_notice", "from": "draft", "version": b.Version}})
}

// opened is a vote that opened an hour ago; its notice lies back as far as the rule asks.
func (h house) opened(more object) api.Ballot {
	h.t.Helper()
	b := h.noticed(more)
	h.shift(b.ID, -time.Hour, 24*time.Hour)
	return h.get("chair", b.ID)
}

// shift moves the dates of a vote, seen from now by the database's clock.
func (h house) shift(id uuid.UUID, opens, closes time.Duration) {
	h.t.Helper()
	h.exec(`UPDATE ballots SET created_at = now() - interval '40 days', notice_at = now() - interval '35 days',
		opens_at = now() + make_interval(secs => ?), closes_at = now() + make_interval(secs => ?) WHERE id = ?`, opens.Seconds(), closes.Seconds(), id)
}

// over closes a vote a minute ago and counts it.
func (h house) over(id uuid.UUID) {
	h.t.Helper()
	h.shift(id, -2*time.Hour, -time.Minute)
	h.count(id)
}

func (h house) count(id uuid.UUID) {
	h.t.Helper()
	if wait, err := h.s.Close(h.t.Context(), id); err != nil || wait > 0 {
		h.t.Fatalf("close: wait %s, %v", wait, err)
	}
}

func (h house) get(who string, id uuid.UUID) api.Ballot {
	h.t.Helper()
	return apptest.JSON[api.Ballot](h.t, h.App, apptest.Scenario{As: who, Do: "GET /ballots/" + id.String(), Status: http.StatusOK})
}

func (h house) voter(who string, id uuid.UUID) uuid.UUID {
	h.t.Helper()
	b := h.get(who, id)
	if len(b.MyVoters) == 0 {
		h.t.Fatalf("%s is not on the roll", who)
	}
	return b.MyVoters[0].ID
}

func nonce() string { return strings.ReplaceAll(uuid.NewString(), "-", "") }

// ballot is the scenario of casting: a mark, or choices.
func (h house) ballot(who string, id, voter uuid.UUID, choice any) apptest.Scenario {
	body := object{"nonce": nonce()}
	if mark, ok := choice.(string); ok {
		body["mark"] = mark
	} else {
		body["choices"] = choice
	}
	return apptest.Scenario{As: who, Do: fmt.Sprintf("PUT /ballots/%s/votes/%s", id, voter), Body: body, Status: http.StatusOK}
}

func (h house) vote(who string, id uuid.UUID, choice any) api.VoteReceipt {
	h.t.Helper()
	return apptest.JSON[api.VoteReceipt](h.t, h.App, h.ballot(who, id, h.voter(who, id), choice))
}

// refuse wants a refusal with its own code.
func (h house) refuse(s apptest.Scenario, status int, code api.ProblemCode) {
	h.t.Helper()
	w := h.Do(h.t, s)
	var p api.Problem
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != status || p.Code != code {
		h.t.Errorf("%s as %s: %d %s, want %d %s", s.Do, s.As, w.Code, w.Body, status, code)
	}
}

func (h house) result(id uuid.UUID) api.BallotResult {
	h.t.Helper()
	return apptest.JSON[api.BallotResult](h.t, h.App, apptest.Scenario{As: "neighbour", Do: "GET /ballots/" + id.String() + "/result", Status: http.StatusOK})
}

// recounted counts the downloaded file as wugong recount does.
func (h house) recounted(who, method, path string) (got object) {
	h.t.Helper()
	w := h.Do(h.t, apptest.Scenario{As: who, Do: method + " " + path})
	if w.Code != http.StatusOK {
		h.t.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
	out, err := recount.Document(w.Body.Bytes())
	if err != nil {
		h.t.Fatalf("recount: %v\n%s", err, w.Body)
	}
	if err := json.Unmarshal(out, &got); err != nil {
		h.t.Fatal(err)
	}
	return got
}

// own puts a unit of 1号楼 into the owners' register; nobody holds it where no owners are named, and the developer then.
func (h house) own(door string, area int64, owners ...string) {
	h.t.Helper()
	unit, holding := uuid.New(), uuid.New()
	h.exec(`INSERT INTO entrances (building_id, name, community_id) VALUES (?, '', ?) ON CONFLICT DO NOTHING`, h.World.Building, h.World.Own)
	h.exec(`INSERT INTO units (id, community_id, building_id, entrance, door, name, place_key) VALUES (?, ?, ?, '', ?, ?, ?)`, unit, h.World.Own, h.World.Building, door, door+"室", door)
	h.exec(`INSERT INTO holdings (id, community_id, unit_id, kind, area, held_by_developer, valid_from) VALUES (?, ?, ?, 'dwelling', ?, ?, now() - interval '60 days')`,
		holding, h.World.Own, unit, area, len(owners) == 0)
	for _, name := range owners {
		var owner uuid.UUID
		if err := h.DB.Gorm.Raw(`SELECT id FROM owners WHERE name = ? AND community_id = ?`, name, h.World.Own).Scan(&owner).Error; err != nil {
			h.t.Fatal(err)
		}
		if owner == uuid.Nil {
			owner = uuid.New()
			p := h.Person(h.t, name)
			h.exec(`INSERT INTO owners (id, community_id, kind, name, phone_hash, created_by, created_at) VALUES (?, ?, 'person', ?, ?, ?, now())`,
				owner, h.World.Own, name, h.Keys.HashPhone(p.Phone), p.Account)
		}
		h.exec(`INSERT INTO holding_owners (holding_id, community_id, owner_id) VALUES (?, ?, ?)`, holding, h.World.Own, owner)
	}
}

// owners is an open vote of owners under R1: resident and neighbour own flats, chair and committee one together.
func (h house) owners() api.Ballot {
	h.t.Helper()
	h.own("101", 9000, "resident")
	h.own("102", 8000, "neighbour")
	h.own("601", 10000, "chair", "committee")
	h.own("999", 5000)
	return h.opened(object{"matter": "repair_fund_use", "electorate": object{"kind": "owners"}})
}

// as is the context of a request of somebody who is signed in.
func (h house) as(who string) context.Context {
	h.t.Helper()
	h.Token(h.t, who)
	account := h.Person(h.t, who).Account
	session, err := db.Row[struct{ ID uuid.UUID }](h.t.Context(), h.DB.Gorm, `SELECT id FROM sessions WHERE account_id = ? AND ended_at IS NULL LIMIT 1`, account)
	if err != nil {
		h.t.Fatalf("the session of %s: %v", who, err)
	}
	return identity.WithActor(h.t.Context(), identity.Session{ID: session.ID, Account: account})
}
