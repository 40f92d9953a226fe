package tally

import (
	"slices"
	"strconv"
)

// Method is how a budget is counted.
type Method string

// The methods.
const (
	Greedy      Method = "greedy" // by falling votes; a large group can take everything
	EqualShares Method = "mes"    // method of equal shares: every voter holds the same part of the budget
)

// OrderBy is what greedy falls by.
type OrderBy string

// The orders of greedy.
const (
	ByVotes        OrderBy = "votes"
	ByVotesPerCost OrderBy = "votes_per_cost"
)

// Utility is what a supporter gets from a winner.
type Utility string

// The utilities of equal shares.
const (
	CostUtility Utility = "cost"        // its cost: smallest price per cost first
	Cardinality Utility = "cardinality" // one: smallest price first
)

// Completion is what equal shares does with the money that is left.
type Completion string

// The completions.
const (
	NoCompletion Completion = "none"
	Utilitarian  Completion = "utilitarian" // greedy by votes, skipping
	Add1         Completion = "add1"        // again with larger endowments while the outcome fits the budget
	Add1U        Completion = "add1u"       // add1, then utilitarian
)

// Tie is one way of breaking ties.
type Tie string

// The ways of breaking ties; what is still equal falls to the lot.
const (
	MinCost  Tie = "min_cost"
	MaxVotes Tie = "max_votes"
	ByLot    Tie = "lot"
)

// DefaultTies are lowest cost, then most votes, then the lot.
func DefaultTies() []Tie { return []Tie{MinCost, MaxVotes, ByLot} }

// BudgetRule is a method with its parameters, published before opening.
type BudgetRule struct {
	Name      Method
	MinVotes  int64 // of an eligible project; usually 1
	ShareOver int64 // k: votes/voters ≥ cost/(k·budget); 0 for no such condition
	Ties      []Tie

	OrderBy OrderBy // greedy
	Skip    bool    // greedy: pass over what does not fit; otherwise stop there

	Utility    Utility    // equal shares
	Completion Completion // equal shares
	Increment  int64      // add1: by how much the endowment grows each time
	StartUnit  int64      // add1: integral starts at a multiple of it; 0: of Increment
	Integral   bool       // add1: start at budget/voters rounded down
	Exhaustive bool       // add1: stop as soon as nothing more fits the budget
	Comparison bool       // equal shares: greedy's outcome stands where more voters prefer it
}

// DefaultRule is what our communities use unless they choose otherwise: equal shares, add1u.
func DefaultRule(budget, voters int64) BudgetRule {
	return BudgetRule{Name: EqualShares, MinVotes: 1, Ties: DefaultTies(), Utility: CostUtility, Completion: Add1U,
		Increment: DefaultIncrement(budget, voters), Integral: true, Exhaustive: true}
}

// DefaultIncrement is budget/voters/500 rounded to 100 fen (half up), at least 100 fen.
func DefaultIncrement(budget, voters int64) int64 {
	if voters < 1 {
		return 100
	}
	step := 50_000 * voters // 100 fen for each of 500 steps
	return max(1, (budget+step/2)/step) * 100
}

const maxBudget = 10_000_000_000_000 // fen; sums of costs stay within 64 bits

func (v BudgetVote) check() error {
	if v.Budget < 0 || v.Budget > maxBudget {
		return unusable("budget", "must be from 0 to %d, not %d", int64(maxBudget), v.Budget)
	}
	if err := v.Rule.Check(); err != nil {
		return err
	}
	if len(v.Projects) == 0 || len(v.Projects) > maxProjects {
		return unusable("projects", "there must be from 1 to %d", maxProjects)
	}
	index := make(map[string]bool, len(v.Projects))
	for i, p := range v.Projects {
		if p.ID == "" || index[p.ID] {
			return unusable(at("projects", i, "id"), "%q is empty or stands there twice", p.ID)
		}
		if p.Cost < 1 || p.Cost > maxBudget {
			return unusable(at("projects", i, "cost"), "must be from 1 to %d, not %d", int64(maxBudget), p.Cost)
		}
		index[p.ID] = true
	}
	if err := v.checkBallots(); err != nil {
		return err
	}
	for i, id := range v.Lot {
		if !index[id] {
			return unusable("lot["+strconv.Itoa(i)+"]", "%q is no project, or stands there twice", id)
		}
		delete(index, id)
	}
	if len(v.Lot) > 0 && len(index) > 0 {
		return unusable("lot", "must name every project, but %d are missing", len(index))
	}
	return nil
}

func (v BudgetVote) checkBallots() error {
	var voters int64
	last := make([]int, len(v.Projects)) // the ballot that approved a project last
	for i, b := range v.Ballots {
		if err := addVoters(&voters, b.N, i); err != nil {
			return err
		}
		for j, p := range b.Projects {
			field := "ballots[" + strconv.Itoa(i) + "].a[" + strconv.Itoa(j) + "]"
			if p < 0 || p >= len(v.Projects) {
				return unusable(field, "%d is no project; there are 0 to %d", p, len(v.Projects)-1)
			}
			if last[p] == i+1 {
				return unusable(field, "%d is approved twice", p)
			}
			last[p] = i + 1
		}
	}
	return nil
}

// Check refuses a rule that is not complete.
func (r BudgetRule) Check() error {
	switch {
	case r.Name != Greedy && r.Name != EqualShares:
		return unusable("rule.name", "must be greedy or mes, not %q", string(r.Name))
	case r.MinVotes < 0:
		return unusable("rule.min_votes", "must not be negative")
	case r.ShareOver < 0 || r.ShareOver > maxVoters:
		return unusable("rule.share_over", "must be from 1 to %d", maxVoters)
	}
	for i, t := range r.Ties {
		if t != MinCost && t != MaxVotes && t != ByLot || slices.Contains(r.Ties[:i], t) {
			return unusable("rule.ties["+strconv.Itoa(i)+"]", "must be min_cost, max_votes or lot, each once, not %q", string(t))
		}
	}
	if r.Name == Greedy {
		if r.OrderBy != ByVotes && r.OrderBy != ByVotesPerCost {
			return unusable("rule.order_by", "must be votes or votes_per_cost, not %q", string(r.OrderBy))
		}
		return nil
	}
	switch grows := r.grows(); {
	case r.Utility != CostUtility && r.Utility != Cardinality:
		return unusable("rule.utility", "must be cost or cardinality, not %q", string(r.Utility))
	case r.Completion != NoCompletion && r.Completion != Utilitarian && !grows:
		return unusable("rule.completion", "must be none, utilitarian, add1 or add1u, not %q", string(r.Completion))
	case grows && (r.Increment < 1 || r.Increment > maxBudget):
		return unusable("rule.increment", "must be from 1 to %d where the completion is %s", int64(maxBudget), string(r.Completion))
	case grows && (r.StartUnit < 0 || r.StartUnit > maxBudget):
		return unusable("rule.start_unit", "must be from 1 to %d", int64(maxBudget))
	}
	return nil
}

func (r BudgetRule) grows() bool { return r.Completion == Add1 || r.Completion == Add1U }
