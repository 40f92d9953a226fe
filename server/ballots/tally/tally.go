// Package tally counts votes. It is pure: no clock, no database, no floating point; integers and exact
// fractions only, so that anybody who has the published data comes to the same result (wugong recount).
//
// Three kinds of count:
//   - Decisions (yes, no, abstain): enough of the whole register must take part, and enough of those
//     who take part (or of the whole register) must agree, by every measure the rule names: people,
//     area, or both. A tie never passes.
//   - Choices of up to k options: most votes win; a tie across the last seat is reported, not broken.
//   - Budgets: projects with costs, approved by voters, chosen by falling votes (greedy) or so that
//     every voter holds an equal share of the money (method of equal shares).
//
// Input that cannot be counted is refused with an *Unusable that names the field; it is never repaired.
package tally

import "fmt"

// Unusable says which field of the input cannot be counted, and why.
type Unusable struct {
	Field string // as in the published document, e.g. "votes[3].person"
	Why   string // the rest of a sentence, in plain English
}

// Error is "field: why".
func (u *Unusable) Error() string { return u.Field + ": " + u.Why }

func unusable(field, why string, args ...any) *Unusable {
	return &Unusable{Field: field, Why: fmt.Sprintf(why, args...)}
}
