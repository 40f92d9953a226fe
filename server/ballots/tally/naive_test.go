package tally

import (
	"math/big"
	"slices"
)

// naiveShares is the method of equal shares written down as in a textbook: one account for each voter,
// every price worked out by sorting, nothing remembered. It is slow, and the tests hold the fast count
// against it. It returns the order of purchases and what every voter paid in all.
func naiveShares(v BudgetVote, endowment *big.Rat) (order []int, paid []*big.Rat) {
	c := newCount(v)
	var money []*big.Rat
	approves := [][]bool{}
	for _, b := range v.Ballots {
		for range b.N {
			row := make([]bool, len(v.Projects))
			for _, p := range b.Projects {
				row[p] = true
			}
			approves, money, paid = append(approves, row), append(money, new(big.Rat).Set(endowment)), append(paid, new(big.Rat))
		}
	}
	done := map[int]bool{}
	for {
		best, bestRho, bestPrice := -1, new(big.Rat), new(big.Rat)
		for _, p := range c.eligible {
			price := naivePrice(v.Projects[p].Cost, p, approves, money)
			if done[p] || price == nil {
				continue
			}
			rho := new(big.Rat).Set(price)
			if v.Rule.Utility == CostUtility {
				rho.Quo(price, new(big.Rat).SetInt64(v.Projects[p].Cost))
			}
			if d := rho.Cmp(bestRho); best < 0 || d < 0 || d == 0 && c.tie(p, best) < 0 {
				best, bestRho, bestPrice = p, rho, price
			}
		}
		if best < 0 {
			return order, paid
		}
		done[best], order = true, append(order, best)
		for i := range money {
			if approves[i][best] {
				part := money[i]
				if bestPrice.Cmp(part) < 0 {
					part = bestPrice
				}
				paid[i] = new(big.Rat).Add(paid[i], part)
				money[i] = new(big.Rat).Sub(money[i], part)
			}
		}
	}
}

// naivePrice solves Σ min(money, x) = cost over the supporters of p; nil if they cannot afford it.
func naivePrice(cost int64, p int, approves [][]bool, money []*big.Rat) *big.Rat {
	var purses []*big.Rat
	for i := range money {
		if approves[i][p] {
			purses = append(purses, money[i])
		}
	}
	slices.SortFunc(purses, (*big.Rat).Cmp)
	rest := new(big.Rat).SetInt64(cost)
	for i, m := range purses {
		x := new(big.Rat).Quo(rest, new(big.Rat).SetInt64(int64(len(purses)-i)))
		if x.Cmp(m) <= 0 {
			return x
		}
		rest.Sub(rest, m)
	}
	return nil
}

// naiveSpend is the whole count by the textbook, without comparison.
func naiveSpend(v BudgetVote) (order []int, endowment *big.Rat) {
	c := newCount(v)
	cost := func(order []int) (sum int64) {
		for _, p := range order {
			sum += v.Projects[p].Cost
		}
		return sum
	}
	endowment = c.startingEndowment()
	order, _ = naiveShares(v, endowment)
	for v.Rule.grows() && cost(c.eligible) > v.Budget {
		missing := slices.DeleteFunc(slices.Clone(c.eligible), func(p int) bool { return slices.Contains(order, p) || c.votes[p] == 0 })
		fits := slices.ContainsFunc(c.eligible, func(p int) bool {
			return !slices.Contains(order, p) && cost(order)+v.Projects[p].Cost <= v.Budget
		})
		if len(missing) == 0 || v.Rule.Exhaustive && !fits {
			break
		}
		larger := new(big.Rat).Add(endowment, new(big.Rat).SetInt64(v.Rule.Increment))
		next, _ := naiveShares(v, larger)
		if cost(next) > v.Budget {
			break
		}
		order, endowment = next, larger
	}
	if v.Rule.Completion == Utilitarian || v.Rule.Completion == Add1U {
		for _, p := range order {
			c.choose(p)
		}
		c.fill(ByVotes, true)
		order = c.order
	}
	return order, endowment
}
