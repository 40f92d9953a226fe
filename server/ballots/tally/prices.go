package tally

import "math/big"

// refine raises a project's lower bound to the present money, or finds that it is out of reach. The
// price x solves Σ min(money, x) = cost: taking only those for poor who hold less than a bound gives
// the next bound.
func (s *shares) refine(p int) {
	s.state[p] = refined
	for {
		var rich, held int64
		list := s.alive[p][:s.live[p]]
		for i := 0; i < len(list); {
			g := list[i]
			money, n := s.money[g], s.c.groups[g].N
			switch {
			case money == 0:
				last := len(list) - 1
				list[i], list[last] = list[last], g
				list = list[:last]
				continue
			case money < s.low[p]:
				held += money * n
			default:
				rich += n
			}
			i++
		}
		s.live[p] = len(list)
		if rich == 0 {
			s.state[p] = out
			return
		}
		x := (s.cost[p] - held) / rich
		if x <= s.low[p] {
			return
		}
		s.low[p] = x
	}
}

// exactly is the exact price of a project; ok is false if its supporters cannot afford it.
func (s *shares) exactly(p int) (x quote, ok bool) {
	var poor int64
	s.rest, s.owed = s.rest[:0], zeros(s.owed, len(s.price))
	for _, g := range s.alive[p][:s.live[p]] {
		n := s.c.groups[g].N
		if s.money[g] < s.low[p] {
			poor += n
			s.owe(g, n)
			continue
		}
		x.payers += n
		s.rest = append(s.rest, g)
	}
	x.num = new(big.Int).Mul(big.NewInt(s.c.vote.Projects[p].Cost), s.den)
	x.num.Sub(x.num, s.sum(poor))
	for x.payers > 0 {
		x.floor = s.scaled(x.num, new(big.Int).Mul(s.den, big.NewInt(x.payers)))
		if !s.drop(&x) {
			return x, true
		}
	}
	return x, false
}

// drop takes those out of the payers who hold less than the price they would pay in full; their
// money lowers what is to be paid. It reports whether there were any.
func (s *shares) drop(x *quote) bool {
	stay, at := s.rest[:0], *x
	num := new(big.Int).Set(x.num)
	var t big.Int
	for _, g := range s.rest {
		if s.surelyPays(g, at) {
			stay = append(stay, g)
			continue
		}
		m := s.moneyOf(g)
		if t.Mul(m, big.NewInt(at.payers)).Cmp(at.num) >= 0 {
			stay = append(stay, g)
			continue
		}
		n := s.c.groups[g].N
		num.Sub(num, m.Mul(m, big.NewInt(n)))
		x.payers -= n
	}
	changed := len(stay) < len(s.rest)
	s.rest, x.num = stay, num
	return changed
}

// surelyPays reports that a group holds more than the price, by the bounds alone.
func (s *shares) surelyPays(g int32, x quote) bool {
	return s.money[g] > x.floor+int64(len(s.price))+1
}

// buy lets the supporters pay: those who hold no more than the price give all they have.
func (s *shares) buy(p int, x quote) {
	var t big.Int
	for _, g := range s.alive[p][:s.live[p]] {
		broke := s.money[g] <= x.floor
		if !broke && !s.surelyPays(g, x) {
			broke = t.Mul(s.moneyOf(g), big.NewInt(x.payers)).Cmp(x.num) <= 0
		}
		if broke {
			s.money[g] = 0
			continue
		}
		s.money[g] -= x.floor
		s.log = append(s.log, payment{int32(len(s.price)), s.paid[g]})
		s.paid[g] = int32(len(s.log) - 1)
	}
	payers := big.NewInt(x.payers)
	common := new(big.Int).GCD(nil, nil, new(big.Int).Mod(x.num, payers), payers)
	if factor := payers.Div(payers, common); factor.IsInt64() && factor.Int64() != 1 {
		s.den.Mul(s.den, factor)
		s.each.Mul(s.each, factor)
		for _, y := range s.price {
			y.Mul(y, factor)
		}
	}
	s.price = append(s.price, new(big.Int).Div(x.num, common))
	s.bought = append(s.bought, p)
	s.state[p] = out
}

// owe adds n voters' payments to owed.
func (s *shares) owe(g int32, n int64) {
	for i := s.paid[g]; i >= 0; i = s.log[i].before {
		s.owed[s.log[i].purchase] += n
	}
}

// sum is the exact money · den of voters who paid what is owed.
func (s *shares) sum(voters int64) *big.Int {
	all, t := new(big.Int).Mul(s.each, big.NewInt(voters)), new(big.Int)
	for i, n := range s.owed {
		if n != 0 {
			all.Sub(all, t.Mul(s.price[i], t.SetInt64(n)))
		}
	}
	return all
}

// moneyOf is the exact money · den of a group that has not given everything.
func (s *shares) moneyOf(g int32) *big.Int {
	m := new(big.Int).Set(s.each)
	for i := s.paid[g]; i >= 0; i = s.log[i].before {
		m.Sub(m, s.price[s.log[i].purchase])
	}
	return m
}

// held is what the supporters of a project hold together.
func (s *shares) held(p int) *big.Rat {
	var voters int64
	s.owed = zeros(s.owed, len(s.price))
	for _, g := range s.c.supporters[p] {
		if s.money[g] > 0 {
			voters += s.c.groups[g].N
			s.owe(g, s.c.groups[g].N)
		}
	}
	return new(big.Rat).SetFrac(s.sum(voters), s.den)
}

// effective is cost/price of what was bought: how many voters who pay in full would pay it.
func (s *shares) effective() map[string]*big.Rat {
	votes := make(map[string]*big.Rat, len(s.bought))
	for i, p := range s.bought {
		project := s.c.vote.Projects[p]
		votes[project.ID] = new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(project.Cost), s.den), s.price[i])
	}
	return votes
}

func zeros(s []int64, n int) []int64 {
	if cap(s) < n {
		return make([]int64, n, 2*n)
	}
	clear(s[:n])
	return s[:n]
}
