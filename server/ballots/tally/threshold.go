package tally

import "math/big"

// Threshold is a fraction that has to be reached (以上, inclusive) or exceeded (过半数, not inclusive):
// Civil Code art. 1259 – 以上、以内 include the number; 超过、不满 do not.
type Threshold struct {
	Num, Den  int64
	Inclusive bool
}

// Common thresholds of the law.
var (
	half          = Threshold{1, 2, false} // 过半数: a tie never passes
	twoThirds     = Threshold{2, 3, true}
	threeQuarters = Threshold{3, 4, true}
	everybody     = Threshold{1, 1, true}
)

// Reached reports whether x is enough of base. It multiplies and never divides, so that no rounding
// can tip a decision. Nothing is ever enough of nothing: 0 ≥ 0 must not pass.
func (t Threshold) Reached(x, base int64) bool {
	if base <= 0 {
		return false
	}
	have := new(big.Int).Mul(big.NewInt(x), big.NewInt(t.Den))
	need := new(big.Int).Mul(big.NewInt(base), big.NewInt(t.Num))
	if t.Inclusive {
		return have.Cmp(need) >= 0
	}
	return have.Cmp(need) > 0
}

// Least is the smallest count that reaches the threshold of base: ceil(num·base/den) where inclusive,
// floor(num·base/den) + 1 otherwise.
func (t Threshold) Least(base int64) int64 {
	need := new(big.Int).Mul(big.NewInt(base), big.NewInt(t.Num))
	floor, rest := need.DivMod(need, big.NewInt(t.Den), new(big.Int))
	if t.Inclusive && rest.Sign() == 0 {
		return floor.Int64()
	}
	return floor.Int64() + 1
}

// check refuses what is no fraction above 0 and up to 1.
func (t Threshold) check(field string) error {
	switch {
	case t.Den < 1 || t.Den > maxDenominator:
		return unusable(field+".den", "must be from 1 to %d, not %d", maxDenominator, t.Den)
	case t.Num < 1 || t.Num > t.Den:
		return unusable(field+".num", "must be from 1 to den (%d), not %d", t.Den, t.Num)
	}
	return nil
}

const maxDenominator = 1_000_000

// Thresholds has a threshold for each measure that a rule names; nil is not named, not judged, not shown.
type Thresholds struct{ People, Area *Threshold }

func (t Thresholds) none() bool { return t.People == nil && t.Area == nil }

func (t Thresholds) check(field string) error {
	if t.People != nil {
		if err := t.People.check(field + ".people"); err != nil {
			return err
		}
	}
	if t.Area != nil {
		return t.Area.check(field + ".area")
	}
	return nil
}

// Amount counts people (heads, households, members) and area (0.01 m²).
type Amount struct{ People, Area int64 }

func (a Amount) plus(b Amount) Amount { return Amount{a.People + b.People, a.Area + b.Area} }

// Flags says for each measure whether it is reached; nil is not named by the rule.
type Flags struct{ People, Area *bool }

// all reports whether every measure that is named is reached; true where none is.
func (f Flags) all() bool { return (f.People == nil || *f.People) && (f.Area == nil || *f.Area) }

func (t Thresholds) judge(have, base Amount) Flags {
	var f Flags
	if t.People != nil {
		f.People = new(t.People.Reached(have.People, base.People))
	}
	if t.Area != nil {
		f.Area = new(t.Area.Reached(have.Area, base.Area))
	}
	return f
}
