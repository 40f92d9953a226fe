package tally

import "math/big"

// maxRestarts bounds the work that a published increment can cause.
const maxRestarts = 100_000

// shareEqually is the method of equal shares with its completion.
func (c *count) shareEqually() error {
	rule := c.vote.Rule
	c.shares = newShares(c)
	endowment := c.startingEndowment()
	total := c.shares.run(endowment)
	if rule.grows() && !c.allFit() {
		if err := c.grow(endowment, total); err != nil {
			return err
		}
	}
	for _, p := range c.shares.bought {
		c.choose(p)
	}
	if rule.Completion == Utilitarian || rule.Completion == Add1U {
		c.fill(ByVotes, true)
	}
	return nil
}

// startingEndowment is budget/voters, for an integral add1 rounded down to a multiple of its unit.
func (c *count) startingEndowment() *big.Rat {
	rule := c.vote.Rule
	if c.voters == 0 {
		return new(big.Rat)
	}
	if !rule.grows() || !rule.Integral {
		return big.NewRat(c.vote.Budget, c.voters)
	}
	unit := rule.StartUnit
	if unit == 0 {
		unit = rule.Increment
	}
	return new(big.Rat).SetInt64(c.vote.Budget / c.voters / unit * unit)
}

// allFit reports whether all eligible projects together fit the budget: then nothing grows.
func (c *count) allFit() bool {
	var sum int64
	for _, p := range c.eligible {
		sum += c.vote.Projects[p].Cost
	}
	return sum <= c.vote.Budget
}

// grow runs again with larger endowments while the outcome costs no more than the budget, and leaves
// the last such run in c.shares.
func (c *count) grow(endowment *big.Rat, total int64) error {
	step := new(big.Rat).SetInt64(c.vote.Rule.Increment)
	for range maxRestarts {
		if c.enough(total) {
			return nil
		}
		larger := new(big.Rat).Add(endowment, step)
		next := c.shares.run(larger)
		if next > c.vote.Budget {
			c.shares.run(endowment)
			return nil
		}
		endowment, total = larger, next
	}
	return unusable("rule.increment", "%d is so small that the count would start again more than %d times", c.vote.Rule.Increment, maxRestarts)
}

// enough reports that growing further is pointless: every supported eligible project is bought or,
// where the rule is exhaustive, none of those left fits the budget.
func (c *count) enough(total int64) bool {
	bought := make([]bool, len(c.vote.Projects))
	for _, p := range c.shares.bought {
		bought[p] = true
	}
	supported, fits := false, false
	for _, p := range c.eligible {
		if bought[p] {
			continue
		}
		supported = supported || c.votes[p] > 0
		fits = fits || total+c.vote.Projects[p].Cost <= c.vote.Budget
	}
	return !supported || c.vote.Rule.Exhaustive && !fits
}
