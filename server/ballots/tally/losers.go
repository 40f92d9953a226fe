package tally

import "math/big"

// Why says why a project lost.
type Why string

// The reasons.
const (
	AboveBudget   Why = "above_budget"    // costs more than there is
	TooFewVotes   Why = "too_few_votes"   // Votes of Needed
	TooSmallShare Why = "too_small_share" // Votes of Needed, by cost/(k·budget) of the voters
	DidNotFit     Why = "did_not_fit"     // greedy: Left of the budget were not enough
	Stopped       Why = "stopped"         // greedy without skip: At did not fit before its turn came
	NotAffordable Why = "not_affordable"  // equal shares: supporters held Held
	NeitherFits   Why = "neither_fits"    // supporters held Held, and what was Left could not fill the rest
)

// Loser is a project that was not chosen, with the reason in numbers.
type Loser struct {
	ID            string
	Why           Why
	Cost          int64
	Votes, Needed int64
	Left          int64    // of the budget, when its turn came in greedy or in the utilitarian fill
	Held          *big.Rat // what its supporters held together at the end
	At            string
}

func (c *count) loser(p int) Loser {
	l := Loser{ID: c.vote.Projects[p].ID, Cost: c.vote.Projects[p].Cost, Votes: c.votes[p], Left: c.room[p], Why: c.excluded(p)}
	switch {
	case l.Why == TooFewVotes:
		l.Needed = c.vote.Rule.MinVotes
	case l.Why == TooSmallShare:
		whole := new(big.Rat).SetFrac(product(l.Cost, c.voters), product(c.vote.Rule.ShareOver, c.vote.Budget))
		l.Needed = ceil(whole)
	case l.Why != "":
	case c.shares != nil:
		l.Held, l.Why = c.shares.held(p), NotAffordable
		if done := c.vote.Rule.Completion; done == Utilitarian || done == Add1U {
			l.Why = NeitherFits
		}
	case c.stopped >= 0 && c.stopped != p:
		l.Why, l.At = Stopped, c.vote.Projects[c.stopped].ID
	default:
		l.Why = DidNotFit
	}
	return l
}

func ceil(r *big.Rat) int64 {
	q, m := new(big.Int).DivMod(r.Num(), r.Denom(), new(big.Int))
	if m.Sign() > 0 {
		return q.Int64() + 1
	}
	return q.Int64()
}
