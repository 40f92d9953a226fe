package tally

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"
)

// Project can be bought whole or not at all.
type Project struct {
	ID   string
	Cost int64 // fen, or whatever the budget is in; at least 1
}

// Approvals are N equal ballots: the indexes of the projects they approve, none for blank ones.
type Approvals struct {
	Projects []int
	N        int64
}

// BudgetVote is a vote on how to spend a budget.
type BudgetVote struct {
	Budget   int64
	Projects []Project
	Ballots  []Approvals
	Lot      []string // order that breaks the last ties; empty: the order of projects
	Rule     BudgetRule
}

// Spent is the result. Winners are sorted bytewise, Order as they were chosen, Losers as the projects
// stand.
type Spent struct {
	Winners, Order []string
	TotalCost      int64
	Endowment      *big.Rat            // what every voter held at the end; nil for greedy, and where greedy stands
	Effective      map[string]*big.Rat // effective votes of winners by equal shares: cost / price
	Losers         []Loser
	GreedyStands   bool // the comparison was asked for, and more voters prefer greedy's outcome
}

// Spend counts a budget vote. Everything is exact; ties fall to rule.Ties and then to the lot.
func Spend(v BudgetVote) (Spent, error) {
	if err := v.check(); err != nil {
		return Spent{}, err
	}
	c := newCount(v)
	if v.Rule.Name == Greedy {
		c.fill(v.Rule.OrderBy, v.Rule.Skip)
		return c.result(), nil
	}
	if err := c.shareEqually(); err != nil {
		return Spent{}, err
	}
	if v.Rule.Comparison {
		greedy := newCount(v)
		greedy.fill(ByVotes, true)
		if c.preferred(greedy) {
			greedy.stands = true
			return greedy.result(), nil
		}
	}
	return c.result(), nil
}

// count is a budget vote on its way.
type count struct {
	vote       BudgetVote
	groups     []Approvals // of equal ballots
	supporters [][]int32   // of each project: groups
	votes      []int64     // of each project
	voters     int64       // blank ballots, too
	lot        []int       // rank of each project in the lot
	eligible   []int
	chosen     []bool
	order      []int
	left       int64   // of the budget
	room       []int64 // what was left when a project did not fit
	stopped    int     // greedy without skip: the project that did not fit, -1 for none
	shares     *shares
	stands     bool
}

func newCount(v BudgetVote) *count {
	c := &count{vote: v, left: v.Budget, stopped: -1,
		votes: make([]int64, len(v.Projects)), supporters: make([][]int32, len(v.Projects)), chosen: make([]bool, len(v.Projects)),
		room: make([]int64, len(v.Projects))}
	c.group()
	c.lot = make([]int, len(v.Projects))
	for i := range c.lot {
		c.lot[i] = i
	}
	if len(v.Lot) > 0 {
		rank := make(map[string]int, len(v.Lot))
		for i, id := range v.Lot {
			rank[id] = i
		}
		for i, p := range v.Projects {
			c.lot[i] = rank[p.ID]
		}
	}
	for i := range v.Projects {
		if c.excluded(i) == "" {
			c.eligible = append(c.eligible, i)
		}
	}
	return c
}

// group merges equal ballots, counts votes and voters.
func (c *count) group() {
	index := map[string]int{}
	for _, b := range c.vote.Ballots {
		c.voters += b.N
		approved := slices.Clone(b.Projects)
		slices.Sort(approved)
		var key []byte
		for _, p := range approved {
			c.votes[p] += b.N
			key = append(strconv.AppendInt(key, int64(p), 36), ' ')
		}
		if len(approved) == 0 {
			continue
		}
		if g, ok := index[string(key)]; ok {
			c.groups[g].N += b.N
			continue
		}
		g := len(c.groups)
		index[string(key)] = g
		c.groups = append(c.groups, Approvals{approved, b.N})
		for _, p := range approved {
			c.supporters[p] = append(c.supporters[p], int32(g))
		}
	}
}

// excluded says why a project is removed before counting; "" for an eligible one.
func (c *count) excluded(p int) Why {
	cost := c.vote.Projects[p].Cost
	switch {
	case cost > c.vote.Budget:
		return AboveBudget
	case c.votes[p] < c.vote.Rule.MinVotes:
		return TooFewVotes
	case c.vote.Rule.ShareOver > 0 && !c.fairShare(p):
		return TooSmallShare
	}
	return ""
}

// fairShare is votes/voters ≥ cost/(k·budget), multiplied out.
func (c *count) fairShare(p int) bool {
	have := new(big.Int).Mul(big.NewInt(c.votes[p]), big.NewInt(c.vote.Rule.ShareOver))
	have.Mul(have, big.NewInt(c.vote.Budget))
	need := new(big.Int).Mul(big.NewInt(c.vote.Projects[p].Cost), big.NewInt(c.voters))
	return have.Cmp(need) >= 0
}

// tie says which of two projects goes first where the method finds them equal.
func (c *count) tie(a, b int) int {
	for _, by := range c.vote.Rule.Ties {
		var d int
		switch by {
		case MinCost:
			d = cmp.Compare(c.vote.Projects[a].Cost, c.vote.Projects[b].Cost)
		case MaxVotes:
			d = cmp.Compare(c.votes[b], c.votes[a])
		case ByLot:
			d = cmp.Compare(c.lot[a], c.lot[b])
		}
		if d != 0 {
			return d
		}
	}
	return cmp.Compare(c.lot[a], c.lot[b])
}

// choose spends the project's cost.
func (c *count) choose(p int) {
	c.chosen[p] = true
	c.order = append(c.order, p)
	c.left -= c.vote.Projects[p].Cost
}

// fill is the greedy method on what is not chosen yet: by falling votes or votes per cost; what does
// not fit is passed over, or ends the count.
func (c *count) fill(by OrderBy, skip bool) {
	var open []int
	for _, p := range c.eligible {
		if !c.chosen[p] {
			open = append(open, p)
		}
	}
	slices.SortFunc(open, func(a, b int) int {
		d := cmp.Compare(c.votes[b], c.votes[a])
		if by == ByVotesPerCost {
			d = product(c.votes[b], c.vote.Projects[a].Cost).Cmp(product(c.votes[a], c.vote.Projects[b].Cost))
		}
		return cmp.Or(d, c.tie(a, b))
	})
	for _, p := range open {
		if c.vote.Projects[p].Cost <= c.left {
			c.choose(p)
			continue
		}
		if c.room[p] = c.left; !skip {
			c.stopped = p
			return
		}
	}
}

func product(a, b int64) *big.Int { return new(big.Int).Mul(big.NewInt(a), big.NewInt(b)) }

// preferred reports whether more voters have more approved winners under other than under c.
func (c *count) preferred(other *count) bool {
	var forOther, forThis int64
	for _, g := range c.groups {
		more := 0
		for _, p := range g.Projects {
			if other.chosen[p] {
				more++
			}
			if c.chosen[p] {
				more--
			}
		}
		if more > 0 {
			forOther += g.N
		} else if more < 0 {
			forThis += g.N
		}
	}
	return forOther > forThis
}

func (c *count) result() Spent {
	s := Spent{Winners: []string{}, Order: []string{}, TotalCost: c.vote.Budget - c.left, Losers: []Loser{}, GreedyStands: c.stands}
	for _, p := range c.order {
		s.Order = append(s.Order, c.vote.Projects[p].ID)
	}
	s.Winners = append(s.Winners, s.Order...)
	slices.Sort(s.Winners)
	if c.shares != nil {
		s.Endowment = c.shares.endowment
		s.Effective = c.shares.effective()
	}
	for p := range c.vote.Projects {
		if !c.chosen[p] {
			s.Losers = append(s.Losers, c.loser(p))
		}
	}
	return s
}
