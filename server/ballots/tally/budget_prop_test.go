package tally

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// anyBudget is a small random budget vote; small numbers make many ties.
func anyBudget(r *rand.Rand) BudgetVote {
	v := BudgetVote{Budget: int64(r.IntN(60)), Rule: BudgetRule{Name: EqualShares, MinVotes: int64(r.IntN(3)), Ties: DefaultTies(),
		Utility: []Utility{CostUtility, Cardinality}[r.IntN(2)], Completion: []Completion{NoCompletion, Utilitarian, Add1, Add1U}[r.IntN(4)],
		Increment: int64(1 + r.IntN(3)), StartUnit: int64(r.IntN(3)), Integral: r.IntN(2) == 0, Exhaustive: r.IntN(2) == 0}}
	if r.IntN(3) == 0 {
		v.Rule.ShareOver = int64(1 + r.IntN(4))
	}
	scale := int64(1)
	if r.IntN(4) == 0 {
		scale = 99_999_999_989 // large sums, where scaled integers must give way
		v.Budget *= scale
		v.Rule.Increment *= scale / 7
		v.Rule.StartUnit *= scale / 3
	}
	for i := range 1 + r.IntN(7) {
		v.Projects = append(v.Projects, Project{string(rune('A' + i)), int64(1+r.IntN(20)) * scale})
		v.Lot = append(v.Lot, v.Projects[i].ID)
	}
	for range r.IntN(8) {
		b := Approvals{N: int64(1 + r.IntN(3))}
		for p := range v.Projects {
			if r.IntN(2) == 0 {
				b.Projects = append(b.Projects, p)
			}
		}
		v.Ballots = append(v.Ballots, b)
	}
	r.Shuffle(len(v.Lot), func(i, j int) { v.Lot[i], v.Lot[j] = v.Lot[j], v.Lot[i] })
	return v
}

func spend(t *testing.T, v BudgetVote) Spent {
	t.Helper()
	s, err := Spend(v)
	if err != nil {
		t.Fatalf("%+v: %v", v, err)
	}
	return s
}

func TestTheFastCountIsTheTextbooks(t *testing.T) {
	anyRun(t, 4_000, func(r *rand.Rand) {
		v := anyBudget(r)
		got := spend(t, v)
		order, endowment := naiveSpend(v)
		want := []string{}
		for _, p := range order {
			want = append(want, v.Projects[p].ID)
		}
		if !slices.Equal(got.Order, want) || got.Endowment.Cmp(endowment) != 0 {
			t.Errorf("%+v\n chose %v with %v; want %v with %v", v, got.Order, got.Endowment, want, endowment)
		}
	})
}

func TestNobodyPaysMoreThanTheEndowmentAndPricesAddUp(t *testing.T) {
	anyRun(t, 4_000, func(r *rand.Rand) {
		v := anyBudget(r)
		c := newCount(v)
		if err := c.shareEqually(); err != nil {
			t.Fatal(err)
		}
		s := c.shares
		paid := new(big.Rat)
		for g := range c.groups {
			spent := new(big.Rat).Set(s.endowment) // who has nothing left has paid all of it
			if s.money[g] > 0 {
				left := new(big.Rat).SetFrac(s.moneyOf(int32(g)), s.den)
				if left.Sign() < 0 {
					t.Errorf("%+v: group %d is left with %v", v, g, left)
				}
				spent.Sub(spent, left)
			}
			paid.Add(paid, spent.Mul(spent, new(big.Rat).SetInt64(c.groups[g].N)))
		}
		var cost int64
		for _, p := range s.bought {
			cost += v.Projects[p].Cost
		}
		if paid.Cmp(new(big.Rat).SetInt64(cost)) != 0 {
			t.Errorf("%+v: voters paid %v for what costs %d", v, paid, cost)
		}
	})
}

func TestBudgetsAreNeverExceededAndEveryLoserHasAReason(t *testing.T) {
	anyRun(t, 4_000, func(r *rand.Rand) {
		v := anyBudget(r)
		v.Rule.Comparison = r.IntN(2) == 0
		if r.IntN(2) == 0 {
			v.Rule.Name, v.Rule.OrderBy, v.Rule.Skip = Greedy, []OrderBy{ByVotes, ByVotesPerCost}[r.IntN(2)], r.IntN(2) == 0
		}
		s := spend(t, v)
		if s.TotalCost > v.Budget || len(s.Winners)+len(s.Losers) != len(v.Projects) {
			t.Errorf("%+v: %d of %d spent, %d winners, %d losers", v, s.TotalCost, v.Budget, len(s.Winners), len(s.Losers))
		}
		for _, l := range s.Losers {
			if l.Why == "" {
				t.Errorf("%s lost for no reason: %+v", l.ID, v)
			}
			if l.Held != nil && l.Held.Cmp(new(big.Rat).SetInt64(l.Cost)) >= 0 {
				t.Errorf("%+v: supporters of %s hold %v of %d and it lost", v, l.ID, l.Held, l.Cost)
			}
		}
	})
}

func TestTheOrderOfBallotsAndProjectsNeverMatters(t *testing.T) {
	anyRun(t, 3_000, func(r *rand.Rand) {
		v := anyBudget(r)
		if r.IntN(3) == 0 {
			v.Rule.Name, v.Rule.OrderBy, v.Rule.Skip = Greedy, ByVotesPerCost, r.IntN(2) == 0
		}
		want := spend(t, v)
		to := r.Perm(len(v.Projects))
		other := v
		other.Projects, other.Ballots = make([]Project, len(to)), nil
		for i, p := range v.Projects {
			other.Projects[to[i]] = p
		}
		for _, b := range v.Ballots {
			for range b.N { // ungrouped, too
				one := Approvals{N: 1}
				for _, p := range b.Projects {
					one.Projects = append(one.Projects, to[p])
				}
				r.Shuffle(len(one.Projects), func(i, j int) { one.Projects[i], one.Projects[j] = one.Projects[j], one.Projects[i] })
				other.Ballots = append(other.Ballots, one)
			}
		}
		r.Shuffle(len(other.Ballots), func(i, j int) { other.Ballots[i], other.Ballots[j] = other.Ballots[j], other.Ballots[i] })
		if got := spend(t, other); fmt.Sprint(got.Order, got.Endowment, got.Effective) != fmt.Sprint(want.Order, want.Endowment, want.Effective) {
			t.Errorf("%+v\n shuffled %+v\n gives %v, want %v", v, other, got, want)
		}
	})
}

func TestCastingEveryBallotTwiceChangesNothingWithoutCompletion(t *testing.T) {
	anyRun(t, 3_000, func(r *rand.Rand) {
		v := anyBudget(r)
		v.Rule.Completion, v.Rule.MinVotes = NoCompletion, 1
		if r.IntN(3) == 0 {
			v.Rule.Name, v.Rule.OrderBy, v.Rule.Skip = Greedy, ByVotesPerCost, r.IntN(2) == 0
		}
		want := spend(t, v)
		v.Ballots = append(slices.Clone(v.Ballots), v.Ballots...)
		if got := spend(t, v); !slices.Equal(got.Order, want.Order) {
			t.Errorf("%+v: twice gives %v, once %v", v, got.Order, want.Order)
		}
	})
}
