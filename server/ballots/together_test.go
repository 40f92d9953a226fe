package ballots_test

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/apptest"
)

// inOneMoment holds the vote's lock until all requests wait for it, on their way or behind those that are, and gives each answer.
func (h house) inOneMoment(ballot uuid.UUID, casts map[string]apptest.Scenario) map[string]int {
	h.t.Helper()
	codes := map[string]int{}
	for who := range casts {
		h.Token(h.t, who)
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	err := h.DB.Gorm.Transaction(func(tx *gorm.DB) error {
		if err := tx.Exec(`SELECT pg_advisory_xact_lock(hashtextextended(?, 7736401))`, ballot.String()).Error; err != nil {
			return err
		}
		for who, cast := range casts {
			wg.Go(func() {
				code := h.Do(h.t, cast).Code
				mu.Lock()
				defer mu.Unlock()
				codes[who] = code
			})
		}
		time.Sleep(200 * time.Millisecond) // long enough for most; whoever comes later is answered the same
		return nil
	})
	wg.Wait()
	if err != nil {
		h.t.Fatal(err)
	}
	return codes
}

func TestVotesOfOneMomentHaveEachTheirOwnAnswer(t *testing.T) {
	h := newHouse(t)
	b := h.opened(nil)
	casts := map[string]apptest.Scenario{}
	for _, who := range []string{"resident", "neighbour", "building_head", "other_head", "grid_worker", "committee", "chair", "party", "supervision"} {
		casts[who] = h.ballot(who, b.ID, h.voter(who, b.ID), "yes")
	}
	casts["unverified"] = h.ballot("unverified", b.ID, uuid.New(), "yes")
	foreign := casts["party"] // somebody else's line
	foreign.Do = casts["chair"].Do
	casts["party"] = foreign
	h.exec(`UPDATE sessions SET ended_at = now() WHERE account_id = ?`, h.Person(t, "neighbour").Account)
	want := map[string]int{"unverified": http.StatusForbidden, "party": http.StatusForbidden, "neighbour": http.StatusUnauthorized}
	codes, recorded := h.inOneMoment(b.ID, casts), 0
	for who := range casts {
		status, ok := want[who]
		if !ok {
			status, recorded = http.StatusOK, recorded+1
		}
		if codes[who] != status {
			t.Errorf("%s: %d, want %d", who, codes[who], status)
		}
		if n := h.number(`SELECT count(*) FROM ballot_votes WHERE ballot_id = ? AND account_id = ?`, b.ID, h.Person(t, who).Account); (n == 1) == ok {
			t.Errorf("%s: %d, and %d votes", who, codes[who], n)
		}
	}
	if n := h.number(`SELECT count(*) FROM ballot_votes WHERE ballot_id = ?`, b.ID); n != recorded {
		t.Errorf("%d votes, want %d", n, recorded)
	}
}

func TestAVoteThatCannotBeRecordedHoldsUpNoOther(t *testing.T) {
	h := newHouse(t)
	b := h.opened(nil)
	casts := map[string]apptest.Scenario{}
	for _, who := range []string{"resident", "neighbour", "building_head", "other_head", "committee", "chair"} {
		casts[who] = h.ballot(who, b.ID, h.voter(who, b.ID), "no")
	}
	h.owner(`CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$`)
	h.owner(`CREATE CONSTRAINT TRIGGER no AFTER INSERT ON ballot_votes DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
		WHEN (NEW.account_id = '` + h.Person(t, "chair").Account.String() + `') EXECUTE FUNCTION no()`)
	for who, code := range h.inOneMoment(b.ID, casts) {
		want := http.StatusOK
		if who == "chair" {
			want = http.StatusInternalServerError
		}
		if code != want {
			t.Errorf("%s: %d, want %d", who, code, want)
		}
	}
	if n := h.number(`SELECT count(*) FROM ballot_votes WHERE ballot_id = ?`, b.ID); n != len(casts)-1 {
		t.Errorf("%d votes, want %d", n, len(casts)-1)
	}
}

func TestOptionsOfOneMomentAreRecordedAsTheyWereChosen(t *testing.T) {
	h := newHouse(t)
	b := h.opened(object{"kind": "choice", "matter": "other", "seats": 1, "max_choices": 2, "min_choices": 1, "options": []object{
		{"id": uuid.New(), "title": "东门"}, {"id": uuid.New(), "title": "西门"}}})
	first, second := b.Options[0].ID, b.Options[1].ID
	chosen := map[string][]uuid.UUID{"resident": {first}, "neighbour": {second, first}, "committee": {}, "chair": {uuid.New()}}
	casts := map[string]apptest.Scenario{}
	for who, choices := range chosen {
		casts[who] = h.ballot(who, b.ID, h.voter(who, b.ID), choices)
	}
	codes := h.inOneMoment(b.ID, casts)
	for who, choices := range chosen {
		want := http.StatusOK
		if who == "chair" { // no such option
			want = http.StatusUnprocessableEntity
		}
		if codes[who] != want {
			t.Errorf("%s: %d, want %d", who, codes[who], want)
			continue
		}
		if want != http.StatusOK {
			continue
		}
		mine := h.get(who, b.ID).MyVoters[0].Vote
		if mine == nil || len(api.Value(mine.Choices)) != len(choices) {
			t.Errorf("%s chose %v and has %+v", who, choices, mine)
		}
	}
}
