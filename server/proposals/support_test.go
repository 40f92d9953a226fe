package proposals_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/db"
	"wugong/server/proposals"
)

func supports(t *testing.T, a *apptest.App, who string, id uuid.UUID) api.ProposalSupport {
	t.Helper()
	return apptest.JSON[api.ProposalSupport](t, a, apptest.Scenario{As: who, Do: "PUT /proposals/" + id.String() + "/support", Status: 200})
}

func takesBack(t *testing.T, a *apptest.App, who string, id uuid.UUID) api.ProposalSupport {
	t.Helper()
	return apptest.JSON[api.ProposalSupport](t, a, apptest.Scenario{As: who, Do: "DELETE /proposals/" + id.String() + "/support", Status: 200})
}

// folds folds what is there, also while more comes.
func folds(t *testing.T, a *apptest.App) {
	t.Helper()
	if err := (&proposals.Service{DB: a.DB.Gorm, Now: a.Now}).Fold(t.Context()); err != nil {
		t.Error(err)
	}
}

// fold folds everything, while nobody else does anything.
func fold(t *testing.T, a *apptest.App) {
	t.Helper()
	folds(t, a)
	if n := count(t, a, `SELECT count(*) AS n FROM proposal_deltas`); n != 0 {
		t.Errorf("%d rows are left after folding", n)
	}
}

func exec(t *testing.T, a *apptest.App, sql string, args ...any) {
	t.Helper()
	if err := db.Exec(t.Context(), a.DB.Gorm, sql, args...); err != nil {
		t.Fatal(err)
	}
}

// counted wants a proposal's support to be the same before and after folding, on its page and in the list.
func counted(t *testing.T, a *apptest.App, id uuid.UUID, persons, households int) {
	t.Helper()
	for _, when := range []string{"before", "after"} {
		if s := sees(t, a, "guest", id).Support; s.Persons != persons || s.Households != households {
			t.Errorf("%s folding %d persons of %d households support it, want %d of %d", when, s.Persons, s.Households, persons, households)
		}
		list := apptest.JSON[api.ProposalPage](t, a, apptest.Scenario{Do: "GET /communities/" + a.World.Own.String() + "/proposals", Status: 200})
		for _, l := range list.Items {
			if l.ID == id && (l.Support.Persons != persons || l.Support.Households != households) {
				t.Errorf("%s folding the list says %+v", when, l.Support)
			}
		}
		fold(t, a)
	}
}

// together runs something n times at once.
func together(n int, do func(i int)) {
	var wg sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		wg.Go(func() {
			<-start
			do(i)
		})
	}
	close(start)
	wg.Wait()
}

func TestTwoHundredSupportsOfOnePersonAreOne(t *testing.T) {
	a := settled(t)
	p := proposes(t, a, "resident", "楼道装扶手", nil)
	a.Token(t, "neighbour")
	together(200, func(i int) {
		if i%50 == 49 {
			folds(t, a)
		}
		if w := a.Do(t, apptest.Scenario{As: "neighbour", Do: "PUT /proposals/" + p.ID.String() + "/support"}); w.Code != http.StatusOK {
			t.Errorf("support: %d %s", w.Code, w.Body)
		}
	})
	if n := count(t, a, `SELECT count(*) AS n FROM proposal_supports WHERE proposal_id = ?`, p.ID); n != 1 {
		t.Errorf("%d rows, want one", n)
	}
	counted(t, a, p.ID, 1, 1)
	together(20, func(int) { takesBack(t, a, "neighbour", p.ID) })
	counted(t, a, p.ID, 0, 0)
	if s := supports(t, a, "neighbour", p.ID); !s.Mine || s.Persons != 1 {
		t.Errorf("who comes back is counted as %+v", s)
	}
	if n := count(t, a, `SELECT count(*) AS n FROM proposal_supports WHERE proposal_id = ?`, p.ID); n != 1 {
		t.Errorf("%d rows after coming back, want one", n)
	}
}

func TestAHouseholdIsCountedOnce(t *testing.T) {
	a := settled(t)
	exec(t, a, `UPDATE persons SET household_id = ? WHERE name = 'neighbour'`, a.World.Household)
	p := proposes(t, a, "chair", "楼道装扶手", nil)
	for range 3 { // together in, together out
		together(2, func(i int) { supports(t, a, []string{"resident", "neighbour"}[i], p.ID) })
		counted(t, a, p.ID, 2, 1)
		if s := takesBack(t, a, "resident", p.ID); s.Persons != 1 || s.Households != 1 || s.Mine {
			t.Errorf("the household is still there with one: %+v", s)
		}
		supports(t, a, "resident", p.ID)
		together(2, func(i int) { takesBack(t, a, []string{"resident", "neighbour"}[i], p.ID) })
		counted(t, a, p.ID, 0, 0)
	}
}

func TestWhoMaySupport(t *testing.T) {
	a := settled(t)
	p := proposes(t, a, "resident", "楼道装扶手", nil)
	do := "PUT /proposals/" + p.ID.String() + "/support"
	a.Run(t,
		apptest.Scenario{Name: "a teen", As: "minor", Do: do, Status: 403, Has: []string{"proposal_support_adult"}},
		apptest.Scenario{Name: "not verified", As: "unverified", Do: do, Status: 403, Has: []string{"verified_only"}},
		apptest.Scenario{Name: "a stranger", As: "stranger", Do: do, Status: 403, Has: []string{"member_only"}},
		apptest.Scenario{Name: "the property company", As: "property", Do: do, Status: 403},
		apptest.Scenario{Name: "a guest", Do: do, Status: 401},
		apptest.Scenario{Name: "no proposal", As: "resident", Do: "PUT /proposals/" + uuid.NewString() + "/support", Status: 404, Has: []string{"proposal_not_found"}},
		apptest.Scenario{Name: "the author", As: "resident", Do: do, Status: 200, Has: []string{`"persons":1`}},
	)
	if seen := sees(t, a, "minor", p.ID); *seen.MaySupport || !*seen.MayComment {
		t.Error("a teen may support, or may not speak")
	}
	counted(t, a, p.ID, 1, 1)
}

// merges merges or parts two proposals.
func merges(t *testing.T, a *apptest.App, act string, from, into api.Proposal) api.Proposal {
	t.Helper()
	body := object{"act": act, "from": "open", "into_id": into.ID}
	if act == "unmerge" {
		body = object{"act": act, "from": "merged"}
	}
	return apptest.JSON[api.Proposal](t, a, move(from, "chair", 200, body))
}

func TestMergingCountsEachPersonOnceAndGivesBackExactly(t *testing.T) {
	a := settled(t)
	from, into := proposes(t, a, "resident", "三单元装电梯", nil), proposes(t, a, "neighbour", "加装电梯", nil)
	for _, who := range []string{"resident", "party", "building_head"} {
		supports(t, a, who, from.ID)
	}
	for _, who := range []string{"party", "neighbour"} {
		supports(t, a, who, into.ID)
	}
	m := merges(t, a, "merge", from, into)
	if m.State != api.ProposalStateMerged || m.MergedInto == nil || m.MergedInto.ID != into.ID || m.Timeline[1].Persons == nil || *m.Timeline[1].Persons != 3 {
		t.Errorf("merged: %+v", m)
	}
	counted(t, a, into.ID, 4, 4)
	counted(t, a, from.ID, 0, 0)
	if seen := sees(t, a, "resident", into.ID); !seen.Support.Mine || len(seen.MergedFrom) != 1 || seen.MergedFrom[0].ID != from.ID || len(seen.Timeline) != 2 {
		t.Errorf("a supporter that moved sees %+v", seen)
	}
	if s := supports(t, a, "resident", into.ID); s.Persons != 4 {
		t.Errorf("supporting again makes %d", s.Persons)
	}
	for _, who := range []string{"resident", "party", "building_head", "neighbour"} {
		if n := len(news(t, a, who, api.NoticeKindProposalMerged)); n != 1 {
			t.Errorf("%s is told %d times that it was merged", who, n)
		}
	}
	a.Run(t,
		apptest.Scenario{Name: "nobody supports what is merged", As: "chair", Do: "PUT /proposals/" + from.ID.String() + "/support", Status: 409, Has: []string{"proposal_closed"}},
		move(into, "chair", 409, object{"act": "merge", "from": "open", "into_id": proposes(t, a, "party", "再来一件", nil).ID}, "move_not_now"),
	)
	if s := takesBack(t, a, "party", into.ID); s.Persons != 3 || s.Mine {
		t.Errorf("who took both back: %+v", s)
	}
	back := merges(t, a, "unmerge", from, into)
	if back.State != api.ProposalStateOpen || back.MergedInto != nil || back.Reply != nil {
		t.Errorf("parted: %+v", back)
	}
	counted(t, a, from.ID, 2, 2)
	counted(t, a, into.ID, 2, 2) // the resident, too: what was given to it again stays with it
	if len(sees(t, a, "guest", into.ID).Timeline) != 3 || len(news(t, a, "neighbour", api.NoticeKindProposalUnmerged)) != 1 {
		t.Error("parting leaves no trace in the other, or its author is not told")
	}
}

func TestMergingWhilePeopleSupportLosesNobody(t *testing.T) {
	a := settled(t)
	from, into := proposes(t, a, "resident", "三单元装电梯", nil), proposes(t, a, "resident", "加装电梯", nil)
	people := []string{"resident", "neighbour", "party", "building_head", "supervision", "grid_worker", "other_head", "committee"}
	for _, who := range append(people, "chair") {
		a.Token(t, who)
	}
	var mu sync.Mutex
	refused := map[string]bool{}
	together(2*len(people)+1, func(i int) {
		if i == 2*len(people) {
			merges(t, a, "merge", from, into)
			folds(t, a)
			return
		}
		who, id := people[i/2], from.ID
		if i%2 == 1 {
			id = into.ID
		}
		w := a.Do(t, apptest.Scenario{As: who, Do: "PUT /proposals/" + id.String() + "/support"})
		if w.Code == http.StatusConflict && id == from.ID {
			mu.Lock()
			refused[who] = true
			mu.Unlock()
		} else if w.Code != http.StatusOK {
			t.Errorf("%s: %d %s", who, w.Code, w.Body)
		}
	})
	counted(t, a, into.ID, len(people), len(people))
	counted(t, a, from.ID, 0, 0)
	merges(t, a, "unmerge", from, into)
	counted(t, a, into.ID, len(people), len(people))
	counted(t, a, from.ID, len(people)-len(refused), len(people)-len(refused))
}

func TestWhoLeavesTakesTheSupportAlongAndLeavesTheWords(t *testing.T) {
	a := settled(t)
	from, into := proposes(t, a, "resident", "三单元装电梯", object{"named": true}), proposes(t, a, "neighbour", "加装电梯", nil)
	gone := proposes(t, a, "resident", "算了不提了", nil)
	a.Run(t, move(gone, "resident", 200, object{"act": "withdraw", "from": "open"}))
	for _, id := range []uuid.UUID{from.ID, into.ID} {
		supports(t, a, "resident", id)
		supports(t, a, "party", id)
	}
	says(t, a, "resident", into, "早该装了")
	merges(t, a, "merge", from, into)
	export := a.Do(t, apptest.Scenario{As: "resident", Do: "GET /me/export"}).Body.String()
	for _, piece := range []string{"三单元装电梯", "算了不提了", "早该装了", from.ID.String()} {
		if !strings.Contains(export, piece) {
			t.Errorf("the copy of one's data lacks %q", piece)
		}
	}
	if strings.Contains(export, into.Title) {
		t.Error("the copy has what somebody else proposed")
	}
	counted(t, a, into.ID, 2, 2)
	a.Run(t, apptest.Scenario{Name: "leaves", As: "resident", Do: "POST /me/deletion", Body: object{"word": "注销"}, Status: 200})
	counted(t, a, into.ID, 1, 1)
	seen := sees(t, a, "guest", from.ID)
	if seen.Title != from.Title || seen.Name != nil || len(sees(t, a, "guest", into.ID).Opinions.Items) != 1 {
		t.Errorf("what is left: %+v", seen)
	}
	if n := count(t, a, `SELECT count(*) AS n FROM proposals WHERE author_id IS NULL AND (id <> ? OR text = '')`, gone.ID); n != 2 {
		t.Errorf("%d proposals without an author, the withdrawn one without words; want 2", n)
	}
	merges(t, a, "unmerge", from, into)
	counted(t, a, from.ID, 1, 1)
	a.Run(t, move(from, "chair", 409, object{"act": "turn_into_report", "from": "open", "class": "0102", "place": object{"words": "门口"}}, "move_not_now"))
}
