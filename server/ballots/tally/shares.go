package tally

import "math/big"

// shares is one run of the method of equal shares with a given endowment.
//
// What decides is exact: prices are fractions over one common denominator, and a group's money is the
// endowment less the prices it paid in full (who could not pay in full has nothing left). Summing such
// money over thousands of supporters would be slow, so each group's money also has an upper bound in
// scaled integers; from these follow lower bounds of prices, which only tell which projects cannot be
// the cheapest. Among the others the exact prices are compared.
type shares struct {
	c         *count
	endowment *big.Rat
	bought    []int

	den   *big.Int   // common denominator of all that is exact
	each  *big.Int   // endowment · den
	price []*big.Int // of each purchase · den

	shift int       // bounds are scaled by 2^shift
	money []int64   // of each group: not below its money · 2^shift, above it by less than 1 + len(price)
	paid  []int32   // of each group: its newest entry in log, -1 for none
	log   []payment // who paid what in full
	alive [][]int32 // supporters of each project; those without money are moved to the end
	live  []int     // how many still have money
	low   []int64   // not above the price of a project · 2^shift
	cost  []int64   // not above its cost · 2^shift
	state []state   // of each project

	owed []int64 // scratch: weight of payments of each purchase
	rest []int32 // scratch: groups that may pay in full
}

// payment is a purchase that a group paid in full, and the one it paid before.
type payment struct{ purchase, before int32 }

// state is how well a project's price is known in this round.
type state uint8

const (
	stale   state = iota // low is of an earlier round; money only falls, so prices only rise
	refined              // low is of this round
	exact                // compared exactly
	out                  // bought, or supporters can never afford it again
)

func newShares(c *count) *shares {
	projects := len(c.vote.Projects)
	s := &shares{c: c, money: make([]int64, len(c.groups)), paid: make([]int32, len(c.groups)), alive: make([][]int32, projects),
		live: make([]int, projects), low: make([]int64, projects), cost: make([]int64, projects), state: make([]state, projects)}
	for p := range projects {
		s.alive[p] = append([]int32(nil), c.supporters[p]...)
	}
	return s
}

// run buys, one after another, the project that is cheapest for its supporters, until none is
// affordable, and returns what it cost.
func (s *shares) run(endowment *big.Rat) (total int64) {
	s.start(endowment)
	for {
		p, x := s.cheapest()
		if p < 0 {
			return total
		}
		s.buy(p, x)
		total += s.c.vote.Projects[p].Cost
	}
}

// scaleBits keeps all the money of all voters, scaled, within an int64.
const scaleBits = 61

func (s *shares) start(endowment *big.Rat) {
	s.endowment, s.bought, s.price, s.log = endowment, s.bought[:0], s.price[:0], s.log[:0]
	s.den, s.each = new(big.Int).Set(endowment.Denom()), new(big.Int).Set(endowment.Num())
	all := new(big.Int).Mul(s.each, big.NewInt(s.c.voters))
	s.shift = scaleBits - all.Div(all, s.den).BitLen()
	bound := s.scaled(s.each, s.den) + 1
	for g := range s.money {
		s.money[g], s.paid[g] = bound, -1
	}
	for p := range s.state {
		s.state[p] = out
	}
	hold, need := new(big.Int), new(big.Int)
	for _, p := range s.c.eligible {
		cost := big.NewInt(s.c.vote.Projects[p].Cost)
		if hold.Mul(s.each, big.NewInt(s.c.votes[p])).Cmp(need.Mul(cost, s.den)) < 0 {
			continue // not even with all the money at the start
		}
		s.state[p], s.live[p], s.cost[p] = stale, len(s.alive[p]), s.scaled(cost, big.NewInt(1))
		s.low[p] = s.cost[p] / max(1, s.c.votes[p])
	}
}

// scaled is num/den · 2^shift, rounded down.
func (s *shares) scaled(num, den *big.Int) int64 {
	if s.shift >= 0 {
		n := new(big.Int).Lsh(num, uint(s.shift))
		return n.Div(n, den).Int64()
	}
	d := new(big.Int).Lsh(den, uint(-s.shift))
	return d.Div(num, d).Int64()
}

// quote is an exact price: num / (payers · den), floor is that scaled and rounded down.
type quote struct {
	num    *big.Int
	payers int64 // weight of the supporters who pay in full
	floor  int64
}

// cheapest finds the project with the least price per utility; p < 0 if none is affordable.
func (s *shares) cheapest() (best int, price quote) {
	for _, p := range s.c.eligible {
		if s.state[p] != out {
			s.state[p] = stale
		}
	}
	best = -1
	for {
		p := s.lowest()
		if p < 0 || best >= 0 && over(s.low[p], s.weight(best), price.floor+1, s.weight(p)) {
			return best, price
		}
		if s.state[p] == stale {
			s.refine(p)
			continue
		}
		x, ok := s.exactly(p)
		if !ok {
			s.state[p] = out
			continue
		}
		s.state[p] = exact
		if best < 0 || s.cheaper(p, x, best, price) {
			best, price = p, x
		}
	}
}

// weight is what a price is divided by before it is compared.
func (s *shares) weight(p int) int64 {
	if s.c.vote.Rule.Utility == Cardinality {
		return 1
	}
	return s.c.vote.Projects[p].Cost
}

// lowest is the project with the least lower bound that is not yet compared, -1 for none.
func (s *shares) lowest() int {
	least := -1
	for _, p := range s.c.eligible {
		if s.state[p] < exact && (least < 0 || over(s.low[least], s.weight(p), s.low[p], s.weight(least))) {
			least = p
		}
	}
	return least
}

// over reports whether a·b > c·d; none is negative.
func over(a, b, c, d int64) bool {
	h1, l1 := wide(uint64(a), uint64(b))
	h2, l2 := wide(uint64(c), uint64(d))
	return h1 > h2 || h1 == h2 && l1 > l2
}

// wide is the whole 128-bit product.
func wide(a, b uint64) (high, low uint64) {
	const half = 1<<32 - 1
	a0, a1, b0, b1 := a&half, a>>32, b&half, b>>32
	middle := a1*b0 + a0*b0>>32
	return a1*b1 + middle>>32 + (middle&half+a0*b1)>>32, a * b
}

// cheaper compares two exact prices, and breaks ties.
func (s *shares) cheaper(p int, x quote, best int, y quote) bool {
	left := new(big.Int).Mul(x.num, product(y.payers, s.weight(best)))
	right := new(big.Int).Mul(y.num, product(x.payers, s.weight(p)))
	if d := left.Cmp(right); d != 0 {
		return d < 0
	}
	return s.c.tie(p, best) < 0
}
