package projects

import (
	"cmp"
	"math/big"
	"slices"

	"wugong/api"
)

// Split shares a sum among weights in whole fen. Each gets its part rounded down; the fen that are left go one by one to
// the largest remainders, the earlier one first where two are equal. The parts add up to the sum; ok is false where no
// weight is above 0.
func Split(total int64, weights []int64) (parts []int64, ok bool) {
	all := new(big.Int)
	for _, w := range weights {
		if w < 0 {
			return nil, false
		}
		all.Add(all, big.NewInt(w))
	}
	if all.Sign() == 0 || total < 0 {
		return nil, false
	}
	parts = make([]int64, len(weights))
	rests := make([]*big.Int, len(weights))
	left := total
	for i, w := range weights {
		whole, rest := new(big.Int).QuoRem(new(big.Int).Mul(big.NewInt(total), big.NewInt(w)), all, new(big.Int))
		parts[i], rests[i] = whole.Int64(), rest
		left -= parts[i]
	}
	order := make([]int, len(weights))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Or(rests[b].Cmp(rests[a]), cmp.Compare(a, b)) })
	for _, i := range order[:left] {
		parts[i]++
	}
	return parts, true
}

// weight is what a unit counts in a rule: its area, its weight of floor or benefit, or one like every other.
func weight(rule api.ShareRule, u api.ShareUnit) (w int64, ok bool) {
	switch rule {
	case api.ShareRuleArea:
		return api.Value(u.Area), u.Area != nil
	case api.ShareRuleFloor, api.ShareRuleBenefit:
		return int64(api.Value(u.Weight)), u.Weight != nil
	}
	return 1, true
}

// Shares splits a sum by a rule. A unit that stands there twice, or lacks what the rule counts, is refused.
func Shares(b api.CostShareBody) ([]api.Share, error) {
	seen := map[string]bool{}
	weights := make([]int64, len(b.Units))
	for i, u := range b.Units {
		w, ok := weight(b.Rule, u)
		if !ok || seen[u.Label] {
			return nil, ErrSum.On("units", ErrSum.Code)
		}
		seen[u.Label] = true
		weights[i] = w
	}
	parts, ok := Split(b.Total, weights)
	if !ok {
		return nil, ErrSum.On("units", ErrSum.Code)
	}
	shares := make([]api.Share, len(b.Units))
	for i, u := range b.Units {
		shares[i] = api.Share{Label: u.Label, HouseholdID: u.HouseholdID, Area: u.Area, Weight: u.Weight, Amount: parts[i]}
	}
	return shares, nil
}
