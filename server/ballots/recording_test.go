package ballots_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/apptest"
)

// The whole request is counted: whether the session may write is asked by the insert. Both statements go as one message
// before one Sync, which PostgreSQL begins and commits as one transaction.
func TestCastingTakesTwoStatementsAndLocksNothingThatVotersShare(t *testing.T) {
	h := newHouse(t)
	b := h.opened(nil)
	cast := h.ballot("resident", b.ID, h.voter("resident", b.ID), "yes")
	cast.Status = http.StatusOK
	sent := h.Statements(t, cast)
	if len(sent) != 2 || !strings.Contains(sent[0], "pg_advisory_xact_lock_shared") || !strings.Contains(sent[1], "INSERT INTO ballot_votes") {
		t.Errorf("casting took %d statements: %q", len(sent), sent)
	}
	for _, sql := range sent {
		if strings.Contains(sql, "FOR UPDATE") || strings.Contains(sql, "UPDATE ballots") {
			t.Errorf("casting locks what voters share: %s", sql)
		}
	}
}

func TestAVoteWhoseCommitFailsIsNotAcknowledged(t *testing.T) {
	h := newHouse(t)
	b := h.opened(nil)
	cast := h.ballot("resident", b.ID, h.voter("resident", b.ID), "yes")
	h.owner(`CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$`)
	h.owner(`CREATE CONSTRAINT TRIGGER no AFTER INSERT ON ballot_votes DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION no()`)
	h.refuse(cast, http.StatusInternalServerError, api.ProblemCodeInternal)
	h.owner(`DROP TRIGGER no ON ballot_votes`)
	if n := h.number(`SELECT count(*) FROM ballot_votes WHERE ballot_id = ?`, b.ID); n != 0 {
		t.Errorf("%d votes are there", n)
	}
	h.Do(t, cast)
	if n := h.number(`SELECT count(*) FROM ballot_votes WHERE ballot_id = ?`, b.ID); n != 1 {
		t.Errorf("sent again it left %d votes", n)
	}
}

// The locks are held until the end of both statements, and the insert sees what was committed while it waited for them.
func TestAVoteWaitsForWhoHoldsTheLockAndSeesWhatTheyDid(t *testing.T) {
	h := newHouse(t)
	b := h.opened(nil)
	cast, done := h.ballot("resident", b.ID, h.voter("resident", b.ID), "yes"), make(chan int, 1)
	h.Token(t, "resident")
	err := h.DB.Gorm.Transaction(func(tx *gorm.DB) error {
		if err := tx.Exec(`SELECT pg_advisory_xact_lock(hashtextextended(?, 7736401))`, b.ID.String()).Error; err != nil {
			return err
		}
		go func() { done <- h.Do(t, cast).Code }()
		for waits := 0; waits == 0; time.Sleep(time.Millisecond) {
			if err := tx.Raw(`SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
				AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`).Scan(&waits).Error; err != nil {
				return err
			}
		}
		return tx.Exec(`UPDATE ballots SET cancelled_at = now(), cancelled_by = created_by, cancel_reason = '改期', done_at = now() WHERE id = ?`, b.ID).Error
	})
	if code := <-done; err != nil || code != http.StatusConflict {
		t.Errorf("a vote that waited for a cancellation: %d, %v", code, err)
	}
	if n := h.number(`SELECT count(*) FROM ballot_votes WHERE ballot_id = ?`, b.ID); n != 0 {
		t.Errorf("%d votes in a cancelled vote", n)
	}
}

func TestWhoMayNotWriteMayNotVote(t *testing.T) {
	h := newHouse(t)
	b := h.opened(nil)
	cast, again := h.ballot("resident", b.ID, h.voter("resident", b.ID), "yes"), h.ballot("neighbour", b.ID, h.voter("neighbour", b.ID), "yes")
	h.vote("neighbour", b.ID, "no")
	resident, neighbour := h.Person(t, "resident").Account, h.Person(t, "neighbour").Account
	h.owner(`UPDATE consents SET version = '2020-01-01' WHERE account_id IN (?, ?)`, resident, neighbour)
	h.refuse(cast, http.StatusConflict, api.ProblemCodeWelcomeNeeded)
	h.refuse(again, http.StatusConflict, api.ProblemCodeWelcomeNeeded)
	malformed := cast
	malformed.Body = object{"mark": "perhaps"}
	h.refuse(malformed, http.StatusConflict, api.ProblemCodeWelcomeNeeded)
	h.owner(`UPDATE consents SET version = ? WHERE account_id IN (?, ?)`, apptest.NoticeVersion, resident, neighbour)
	h.exec(`UPDATE sessions SET ended_at = now() WHERE account_id = ?`, resident)
	h.refuse(cast, http.StatusUnauthorized, api.ProblemCodeSessionEnded)
	h.refuse(malformed, http.StatusUnauthorized, api.ProblemCodeSessionEnded)
	h.Do(t, again)
	if n := h.number(`SELECT count(*) FROM ballot_votes WHERE ballot_id = ? AND mark = 'yes'`, b.ID); n != 1 {
		t.Errorf("%d yes, want the neighbour's alone", n)
	}
}

// Who was linked to the register only after the notice casts by the whole condition.
func TestWhoWasLinkedAfterTheNoticeVotes(t *testing.T) {
	h := newHouse(t)
	b := h.opened(nil)
	h.exec(`UPDATE ballot_casters SET account_id = NULL WHERE ballot_id = ? AND account_id = ?`, b.ID, h.Person(t, "resident").Account)
	h.vote("resident", b.ID, "yes")
	if n := h.number(`SELECT count(*) FROM ballot_votes WHERE ballot_id = ? AND account_id = ?`, b.ID, h.Person(t, "resident").Account); n != 1 {
		t.Errorf("%d votes, want one", n)
	}
}
