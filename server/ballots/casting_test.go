package ballots_test

import (
	"encoding/hex"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/ballots"
	"wugong/server/identity"
)

func TestTwoHundredWhoVoteForOneVoterLeaveOneVote(t *testing.T) {
	h := newHouse(t)
	b := h.owners()
	voter, account, ctx := h.voter("resident", b.ID), h.Person(t, "resident").Account, h.as("resident")
	marks := []api.VoteMark{api.VoteMarkYes, api.VoteMarkNo, api.VoteMarkAbstain}
	var wg sync.WaitGroup
	var mu sync.Mutex
	taken := 0
	for i := range 200 {
		wg.Go(func() {
			_, err := h.s.Cast(ctx, account, b.ID, voter, api.VoteCast{Mark: &marks[i%3], Nonce: nonce()})
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				taken++
			}
		})
	}
	wg.Wait()
	if n := h.number(`SELECT count(*) FROM ballot_votes WHERE ballot_id = ?`, b.ID); n != 1 || taken != 1 {
		t.Errorf("%d votes, %d were taken; want one", n, taken)
	}
}

func TestEachRefusalHasItsOwnReason(t *testing.T) {
	h := newHouse(t)
	b := h.owners()
	mine := h.voter("resident", b.ID)
	h.refuse(h.ballot("stranger", b.ID, mine, "yes"), http.StatusNotFound, api.ProblemCodeBallotNotFound)
	h.refuse(h.ballot("unverified", b.ID, mine, "yes"), http.StatusForbidden, api.ProblemCodeVoteUnverified)
	h.refuse(h.ballot("party", b.ID, mine, "yes"), http.StatusForbidden, api.ProblemCodeVoteNotOnRoll)
	h.refuse(h.ballot("resident", b.ID, uuid.New(), "yes"), http.StatusForbidden, api.ProblemCodeVoteNotOnRoll)
	h.refuse(h.ballot("resident", b.ID, mine, []uuid.UUID{}), http.StatusUnprocessableEntity, api.ProblemCodeVoteChoiceInvalid)
	h.refuse(h.ballot("resident", b.ID, mine, "invalid"), http.StatusUnprocessableEntity, api.ProblemCodeVoteChoiceInvalid)
	h.shift(b.ID, time.Hour, 24*time.Hour)
	h.refuse(h.ballot("resident", b.ID, mine, "yes"), http.StatusConflict, api.ProblemCodeVoteNotOpen)
	h.shift(b.ID, -time.Hour, time.Hour)
	h.vote("resident", b.ID, "yes")
	h.refuse(h.ballot("resident", b.ID, mine, "no"), http.StatusConflict, api.ProblemCodeVoteCastAlready)
	h.refuse(apptest.Scenario{As: "resident", Do: "DELETE /ballots/" + b.ID.String() + "/votes/" + mine.String()}, http.StatusConflict, api.ProblemCodeVoteNotWithdrawable)
	h.shift(b.ID, -2*time.Hour, -time.Second)
	h.refuse(h.ballot("neighbour", b.ID, h.voter("neighbour", b.ID), "yes"), http.StatusConflict, api.ProblemCodeVoteClosed)
}

func TestTheSameVoteSentAgainGivesTheReceiptOfTheFirstTime(t *testing.T) {
	h := newHouse(t)
	b := h.owners()
	sent := h.ballot("resident", b.ID, h.voter("resident", b.ID), "yes")
	first := apptest.JSON[api.VoteReceipt](t, h.App, sent)
	h.shift(b.ID, -2*time.Hour, -time.Second)
	if again := apptest.JSON[api.VoteReceipt](t, h.App, sent); again != first {
		t.Errorf("sent again after closing: %+v, want %+v", again, first)
	}
}

func TestAHouseholdHasOneVoteCastByItsRepresentative(t *testing.T) {
	h := newHouse(t)
	household := h.World.Household
	other := uuid.New()
	h.exec(`INSERT INTO persons (id, community_id, household_id, name, adult, created_by, valid_from) VALUES (?, ?, ?, '老伴', true, ?, now() - interval '60 days')`,
		other, h.World.Own, household, h.Person(t, "chair").Account)
	h.exec(`UPDATE memberships SET person_id = ? WHERE account_id = ?`, other, h.Person(t, "neighbour").Account)
	me := h.number(`SELECT 1 FROM household_representatives WHERE household_id = ? AND valid_to IS NULL`, household)
	if me != 1 {
		h.exec(`INSERT INTO household_representatives (id, community_id, household_id, person_id, appointed_by, valid_from)
			SELECT ?, ?, ?, person_id, ?, now() - interval '59 days' FROM memberships WHERE account_id = ?`, uuid.New(), h.World.Own, household,
			h.Person(t, "chair").Account, h.Person(t, "resident").Account)
	}
	b := h.opened(object{"matter": "assembly_matter", "electorate": object{"kind": "households"}, "profile": "resident_assembly_household", "legal_effect": "recorded"})
	h.refuse(h.ballot("neighbour", b.ID, household, "yes"), http.StatusForbidden, api.ProblemCodeVoteRepresentativeOnly)
	h.vote("resident", b.ID, "yes")
	h.refuse(h.ballot("resident", b.ID, household, "no"), http.StatusConflict, api.ProblemCodeVoteCastAlready)
}

func TestWhoLeftAfterTheNoticeStillVotesAndANewcomerDoesNot(t *testing.T) {
	h := newHouse(t)
	b := h.opened(nil)
	h.exec(`UPDATE memberships SET state = 'left', left_at = now() WHERE account_id = ?`, h.Person(t, "resident").Account)
	h.exec(`UPDATE persons SET valid_to = now() WHERE name = 'resident'`)
	h.vote("resident", b.ID, "yes")
	person, at := uuid.New(), h.Now()
	h.exec(`INSERT INTO persons (id, community_id, household_id, name, adult, created_by, valid_from) VALUES (?, ?, ?, '新来的', true, ?, ?)`,
		person, h.World.Own, h.World.Household, h.Person(t, "chair").Account, at)
	h.exec(`UPDATE memberships SET state = 'verified', person_id = ?, decided_at = ?, decided_by = ? WHERE account_id = ?`, person, at,
		h.Person(t, "chair").Account, h.Person(t, "unverified").Account)
	h.refuse(h.ballot("unverified", b.ID, person, "yes"), http.StatusForbidden, api.ProblemCodeVoteNotOnRoll)
}

func TestOfAnAdvisoryVoteTheLastStandsAndOfAStatutoryOneTheFirst(t *testing.T) {
	h := newHouse(t)
	b := h.opened(nil)
	h.vote("resident", b.ID, "yes")
	last := h.vote("resident", b.ID, "no")
	mine := h.get("resident", b.ID).MyVoters[0]
	if mine.Vote == nil || *mine.Vote.Mark != api.VoteMarkNo || api.Value(mine.Vote.Receipt) != last.Receipt || !mine.Changeable || !mine.Withdrawable {
		t.Errorf("after a second vote: %+v", mine)
	}
	h.Do(t, apptest.Scenario{As: "resident", Do: "DELETE /ballots/" + b.ID.String() + "/votes/" + mine.ID.String()})
	if mine = h.get("resident", b.ID).MyVoters[0]; mine.Standing != api.VoteStandingOpen {
		t.Errorf("after withdrawing: %+v", mine)
	}
}

func TestCoOwnersWhoDisagreeCountOnlyWhenOneWithdraws(t *testing.T) {
	h := newHouse(t)
	b := h.owners()
	h.vote("chair", b.ID, "yes")
	if r := h.vote("committee", b.ID, "no"); r.Standing != api.VoteStandingConflict {
		t.Fatalf("the other's different choice is %s", r.Standing)
	}
	mine := h.get("committee", b.ID).MyVoters[0]
	if mine.Standing != api.VoteStandingConflict || !mine.Withdrawable || !mine.Vote.ByMe {
		t.Errorf("the second sees %+v", mine)
	}
	h.refuse(h.ballot("committee", b.ID, mine.ID, "abstain"), http.StatusConflict, api.ProblemCodeVoteCastAlready)
	v := apptest.JSON[api.MyVoter](t, h.App, apptest.Scenario{As: "chair", Do: "DELETE /ballots/" + b.ID.String() + "/votes/" + mine.ID.String(), Status: http.StatusOK})
	if v.Standing != api.VoteStandingVoted {
		t.Errorf("after the first withdrew: %+v", v)
	}
	h.vote("resident", b.ID, "yes")
	h.over(b.ID)
	if r := h.result(b.ID); r.Conflicts != 0 || r.Marks[0].People != 1 || r.Marks[1].People != 1 {
		t.Errorf("%+v", r)
	}
}

func TestAVoteInTheInstantOfClosingIsCountedWithItsReceiptOrRefused(t *testing.T) {
	h := newHouse(t)
	b := h.opened(nil)
	people := []string{"resident", "neighbour", "building_head", "other_head", "grid_worker", "committee", "chair", "party", "supervision"}
	voters := map[string]uuid.UUID{}
	for _, who := range people {
		voters[who] = h.voter(who, b.ID)
	}
	h.shift(b.ID, -time.Hour, time.Hour)
	var wg sync.WaitGroup
	var mu sync.Mutex
	acknowledged := map[string]bool{}
	var ends sync.Once
	for _, who := range people {
		ctx := h.as(who)
		wg.Go(func() {
			yes := api.VoteMarkYes
			for range 200 { // until it is refused: an advisory vote may be cast again
				r, err := h.s.Cast(ctx, h.Person(t, who).Account, b.ID, voters[who], api.VoteCast{Mark: &yes, Nonce: nonce()})
				if err != nil {
					return
				}
				mu.Lock()
				acknowledged[who+r.Receipt] = true
				mu.Unlock()
				ends.Do(func() { h.shift(b.ID, -time.Hour, 50*time.Millisecond) }) // with the first one there, the end is near
			}
		})
	}
	wg.Go(func() {
		for {
			wait, err := h.s.Close(t.Context(), b.ID)
			if err != nil {
				t.Error(err)
				return
			}
			if wait <= 0 {
				return
			}
		}
	})
	wg.Wait()
	r := h.result(b.ID)
	rows := h.number(`SELECT count(*) FROM ballot_votes WHERE ballot_id = ?`, b.ID)
	if int(r.Marks[0].People) != rows || rows == 0 {
		t.Errorf("the result has %d, the database %d", r.Marks[0].People, rows)
	}
	list := apptest.JSON[api.BallotReceipts](t, h.App, apptest.Scenario{As: "resident", Do: "GET /ballots/" + b.ID.String() + "/receipts", Status: http.StatusOK})
	if len(list.Items) != rows {
		t.Errorf("%d receipts for %d votes", len(list.Items), rows)
	}
	for _, receipt := range list.Items {
		found := false
		for who := range voters {
			found = found || acknowledged[who+receipt]
		}
		if !found {
			t.Errorf("the receipt %s was never acknowledged", receipt)
		}
	}
}

func TestAReceiptIsWhatTheContractSays(t *testing.T) {
	id := uuid.MustParse("00000000-0000-0000-0000-000000000001")
	got := hex.EncodeToString(ballots.Receipt(id, "yes", make([]byte, 16)))
	// printf '\0…\1yes\0…\0' | sha256sum
	if want := "d6975a58137927c4279018f78617f10c8e8ad6ce2cbd4e400515f3708d97aa9e"; got != want {
		t.Errorf("receipt = %s, want %s", got, want)
	}
}

func TestAVoteCastWhileItsAccountIsDeletedLeadsToNobody(t *testing.T) {
	h := newHouse(t)
	b := h.opened(nil)
	voter, account, ctx := h.voter("resident", b.ID), h.Person(t, "resident").Account, h.as("resident")
	yes, cast := api.VoteMarkYes, make(chan error, 1)
	err := h.DB.Gorm.Transaction(func(tx *gorm.DB) error {
		if open, err := identity.Close(t.Context(), tx, account); err != nil || !open {
			return fmt.Errorf("open %t: %w", open, err)
		}
		if err := ballots.Forget(t.Context(), tx, account, h.Now()); err != nil {
			return err
		}
		go func() {
			_, err := h.s.Cast(ctx, account, b.ID, voter, api.VoteCast{Mark: &yes, Nonce: nonce()})
			cast <- err
		}()
		select { // it waits, or is through already
		case err := <-cast:
			cast <- err
		case <-time.After(time.Second):
		}
		return identity.Forget(t.Context(), tx, account, h.Now())
	})
	if err != nil {
		t.Fatal(err)
	}
	said := <-cast
	if n := h.number(`SELECT count(*) FROM ballot_votes WHERE ballot_id = ? AND account_id = ?`, b.ID, account); n != 0 {
		t.Errorf("%d votes lead to an account that is gone (%v)", n, said)
	}
	if n := h.number(`SELECT count(*) FROM ballot_votes WHERE ballot_id = ?`, b.ID); (n == 1) != (said == nil) {
		t.Errorf("%d votes, and the phone was told %v", n, said)
	}
}
