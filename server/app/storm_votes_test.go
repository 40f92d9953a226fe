package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/ballots"
	"wugong/server/db"
)

// voting is somebody who votes anew without a pause: an advisory vote may be changed. Receipts are in the order of casting;
// the last one may not have been acknowledged.
type voting struct {
	who, voter   string
	sent         []string
	acknowledged int
}

const castBeforeTheKill = 60

func TestKilledInAStormOfVotesEveryAcknowledgedOneIsThere(t *testing.T) {
	t.Parallel()
	program := buildServer(t)
	a := apptest.NewToday(t, nil)
	a.Settle(t)
	th := newThings(t, a)
	ballot := th.vote("open")
	var people []*voting
	for _, who := range []string{"resident", "neighbour", "building_head", "other_head", "grid_worker", "committee", "party", "supervision"} {
		a.Token(t, who)
		people = append(people, &voting{who: who, voter: th.voter(who)})
	}
	server := startProcess(t, program, []string{"DATABASE_URL=" + a.DB.Pool.Config().ConnString(), "WUGONG_DATA=" + t.TempDir()})
	var cast atomic.Int64
	enough, over := make(chan struct{}), make(chan struct{})
	var voters sync.WaitGroup
	for _, p := range people {
		voters.Go(func() {
			for p.vote(t, a, server, ballot) {
				if cast.Add(1) == castBeforeTheKill {
					close(enough)
				}
			}
		})
	}
	go func() {
		voters.Wait()
		close(over)
	}()
	select {
	case <-enough:
	case <-over: // the server refused everybody, which failed the test
	}
	server.kill(t)
	<-over
	for _, p := range people {
		row, err := db.Rows[struct{ Receipt string }](t.Context(), a.DB.Gorm, `SELECT encode(receipt, 'hex') AS receipt FROM ballot_votes WHERE ballot_id = ? AND voter_id = ?`,
			ballot, p.voter)
		switch {
		case err != nil:
			t.Fatal(err)
		case p.acknowledged > 0 && len(row) == 0:
			t.Errorf("%s: %d votes were acknowledged, none is there", p.who, p.acknowledged)
		case len(row) == 1 && row[0].Receipt != p.sent[max(p.acknowledged-1, 0)] && row[0].Receipt != p.sent[len(p.sent)-1]:
			t.Errorf("%s: what is there is neither the last acknowledged vote nor the one after it", p.who)
		}
	}
}

// vote casts once more; false when nobody answers any more.
func (p *voting) vote(t *testing.T, a *apptest.App, server *process, ballot string) bool {
	nonce := strings.ReplaceAll(uuid.NewString(), "-", "")
	raw := uuid.MustParse(nonce)
	p.sent = append(p.sent, fmt.Sprintf("%x", ballots.Receipt(uuid.MustParse(ballot), string(api.VoteMarkYes), raw[:])))
	status, body, err := server.ask(a.Token(t, p.who), "PUT", "/ballots/"+ballot+"/votes/"+p.voter, "application/json",
		fmt.Appendf(nil, `{"mark":"yes","nonce":%q}`, nonce))
	if err != nil {
		return false
	}
	if status != http.StatusOK || !strings.Contains(string(body), p.sent[len(p.sent)-1]) {
		t.Errorf("vote of %s: %d %s", p.who, status, body)
		return false
	}
	p.acknowledged = len(p.sent)
	return true
}
