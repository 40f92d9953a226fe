package recount

import (
	"fmt"
	"math/big"
	"strconv"

	"wugong/server/ballots/tally"
)

type (
	spent struct {
		Winners   []string `json:"winners"`
		Order     []string `json:"order"`
		TotalCost int64    `json:"total_cost"`
		Endowment string   `json:"final_endowment,omitempty"` // a whole number or a fraction; none where greedy decides
		Losers    []loser  `json:"losers"`
	}
	loser struct {
		ID  string `json:"id"`
		Why string `json:"why"`
	}
)

func budget(r *reader) ([]byte, error) {
	v := tally.BudgetVote{}
	var kind string
	err := r.object(fields{
		"kind": text(r, &kind), "budget": number(r, &v.Budget), "lot": texts(r, &v.Lot), "rule": budgetRule(r, &v.Rule),
		"projects": func() error {
			return r.list(func() error {
				var p tally.Project
				if err := r.object(fields{"id": text(r, &p.ID), "cost": number(r, &p.Cost)}, "id", "cost"); err != nil {
					return err
				}
				v.Projects = append(v.Projects, p)
				return nil
			})
		},
		"ballots": func() error {
			return r.list(func() error {
				b := tally.Approvals{N: 1}
				if err := r.object(fields{"a": indexes(r, &b.Projects), "n": number(r, &b.N)}, "a"); err != nil {
					return err
				}
				v.Ballots = append(v.Ballots, b)
				return nil
			})
		},
	}, "kind", "budget", "projects", "ballots", "rule")
	if err != nil {
		return nil, err
	}
	if err := r.end(); err != nil {
		return nil, err
	}
	return countBudget(v)
}

func indexes(r *reader, to *[]int) func() error {
	return func() error {
		*to = []int{}
		return r.list(func() error {
			var i int
			if err := number(r, &i)(); err != nil {
				return err
			}
			*to = append(*to, i)
			return nil
		})
	}
}

func budgetRule(r *reader, rule *tally.BudgetRule) func() error {
	return func() error {
		*rule = tally.BudgetRule{MinVotes: 1, OrderBy: tally.ByVotes, Utility: tally.CostUtility, Completion: tally.NoCompletion, Ties: tally.DefaultTies()}
		common := fields{"name": text(r, &rule.Name), "min_votes": number(r, &rule.MinVotes), "share_over": above0(r, &rule.ShareOver),
			"ties": texts(r, &rule.Ties), "order_by": text(r, &rule.OrderBy), "skip": flag(r, &rule.Skip),
			"utility": text(r, &rule.Utility), "completion": text(r, &rule.Completion), "increment": number(r, &rule.Increment),
			"start_unit": above0(r, &rule.StartUnit), "integral": flag(r, &rule.Integral), "exhaustive": flag(r, &rule.Exhaustive),
			"comparison": flag(r, &rule.Comparison)}
		return r.object(common, "name")
	}
}

// above0 reads a number that means nothing when it is 0.
func above0(r *reader, to *int64) func() error {
	return func() error {
		if err := number(r, to)(); err != nil {
			return err
		}
		if *to < 1 {
			return r.wrong("must be at least 1")
		}
		return nil
	}
}

func countBudget(v tally.BudgetVote) ([]byte, error) {
	got, err := tally.Spend(v)
	if err != nil {
		return nil, err
	}
	s := spent{Winners: got.Winners, Order: got.Order, TotalCost: got.TotalCost, Losers: []loser{}}
	if got.Endowment != nil {
		s.Endowment = got.Endowment.RatString()
	}
	for _, l := range got.Losers {
		s.Losers = append(s.Losers, loser{l.ID, why(l)})
	}
	return line(s)
}

// why says in words why a project lost. Money is in the unit of the document, rounded down.
func why(l tally.Loser) string {
	cost := grouped(l.Cost)
	switch l.Why {
	case tally.AboveBudget:
		return fmt.Sprintf("costs %s, more than the whole budget", cost)
	case tally.TooFewVotes:
		return fmt.Sprintf("has %s of the %s votes it needs", grouped(l.Votes), grouped(l.Needed))
	case tally.TooSmallShare:
		return fmt.Sprintf("has %s of the %s votes that its cost of %s asks for", grouped(l.Votes), grouped(l.Needed), cost)
	case tally.Stopped:
		return fmt.Sprintf("its turn did not come: counting stopped at %s, which did not fit", l.At)
	case tally.NotAffordable:
		return fmt.Sprintf("supporters held %s of %s", grouped(whole(l.Held)), cost)
	case tally.NeitherFits:
		return fmt.Sprintf("supporters held %s of %s, and only %s of the budget was left", grouped(whole(l.Held)), cost, grouped(l.Left))
	}
	return fmt.Sprintf("costs %s when %s of the budget was left", cost, grouped(l.Left))
}

func whole(r *big.Rat) int64 { return new(big.Int).Div(r.Num(), r.Denom()).Int64() }

// grouped writes 49998 as 49,998.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
