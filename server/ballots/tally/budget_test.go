package tally

import (
	"math/big"
	"slices"
	"testing"
)

func TestDefaultsOfOurCommunities(t *testing.T) {
	for _, c := range []struct {
		name                 string
		budget, voters, want int64
	}{
		{"at least one yuan", 1_000, 100, 100},
		{"budget/voters/500, rounded to whole yuan", 100_000_000, 100, 2_000},
		{"half a yuan goes up", 75_000 * 100, 100, 200},
		{"less than half goes down", 74_999 * 100, 100, 100},
		{"nobody votes", 5_000, 0, 100},
	} {
		if got := DefaultIncrement(c.budget, c.voters); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	if r := DefaultRule(5_000, 3); r.Check() != nil || r.Name != EqualShares || r.Utility != CostUtility || r.Completion != Add1U || !r.Exhaustive {
		t.Errorf("the default is %+v", r)
	}
}

func TestWithGreedyALargeGroupTakesAllWithEqualSharesItDoesNot(t *testing.T) {
	v := BudgetVote{Budget: 9_000_000, Rule: DefaultRule(9_000_000, 9),
		Projects: []Project{{"A", 3_000_000}, {"B", 3_000_000}, {"C", 3_000_000}, {"D", 3_000_000}},
		Ballots:  []Approvals{{[]int{0, 1, 2}, 6}, {[]int{3}, 3}}}
	if got := spend(t, v).Winners; !slices.Equal(got, one("A", "B", "D")) {
		t.Errorf("equal shares: %v", got)
	}
	v.Rule = BudgetRule{Name: Greedy, OrderBy: ByVotes, Skip: true, MinVotes: 1, Ties: DefaultTies()}
	if got := spend(t, v).Winners; !slices.Equal(got, one("A", "B", "C")) {
		t.Errorf("greedy: %v", got)
	}
}

func TestTiesFallToCostThenVotesThenTheLot(t *testing.T) {
	v := BudgetVote{Budget: 60, Projects: []Project{{"A", 30}, {"B", 30}, {"C", 20}}, Lot: one("B", "A", "C"),
		Ballots: []Approvals{{[]int{0, 1, 2}, 2}}, Rule: BudgetRule{Name: Greedy, OrderBy: ByVotes, Skip: true, MinVotes: 1, Ties: DefaultTies()}}
	if got := spend(t, v).Order; !slices.Equal(got, one("C", "B")) {
		t.Errorf("lowest cost, then the lot: %v", got)
	}
	v.Rule.Ties = []Tie{ByLot}
	if got := spend(t, v).Order; !slices.Equal(got, one("B", "A")) {
		t.Errorf("the lot alone: %v", got)
	}
	v.Lot = nil
	if got := spend(t, v).Order; !slices.Equal(got, one("A", "B")) {
		t.Errorf("without a lot the order of projects: %v", got)
	}
}

func TestEffectiveVotesAreCostByPrice(t *testing.T) {
	v := BudgetVote{Budget: 100, Projects: []Project{{"A", 40}}, Ballots: []Approvals{{[]int{0}, 8}, {nil, 2}},
		Rule: BudgetRule{Name: EqualShares, MinVotes: 1, Utility: CostUtility, Completion: NoCompletion}}
	if got := spend(t, v).Effective["A"]; got.Cmp(big.NewRat(8, 1)) != 0 {
		t.Errorf("eight supporters who all pay in full count %v", got)
	}
}

func TestBudgetVotesOfNobodyChooseNothing(t *testing.T) {
	for _, ballots := range [][]Approvals{nil, {{nil, 5}}} {
		v := BudgetVote{Budget: 100, Projects: []Project{{"A", 40}, {"B", 70}}, Ballots: ballots, Rule: DefaultRule(100, 5)}
		if got := spend(t, v); len(got.Winners) != 0 || got.TotalCost != 0 || len(got.Losers) != 2 {
			t.Errorf("%+v", got)
		}
	}
}
