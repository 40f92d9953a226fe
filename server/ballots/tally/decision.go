package tally

// Base says of whom enough must agree.
type Base string

// The bases.
const (
	OfParticipating Base = "participating" // of those who take part
	OfAll           Base = "all"           // of the whole register
)

// Rule is what a decision needs. Abstaining is taking part, never agreeing.
type Rule struct {
	Quorum    Thresholds // participating against the whole register; none named = met
	Agree     Thresholds // at least one measure
	AgreeBase Base
}

// Check refuses a rule that names nothing to agree by, or no proper fraction.
func (r Rule) Check() error {
	if err := r.Quorum.check("rule.quorum"); err != nil {
		return err
	}
	if r.Agree.none() {
		return unusable("rule.agree", "must name people, area or both")
	}
	if err := r.Agree.check("rule.agree"); err != nil {
		return err
	}
	if r.AgreeBase != OfParticipating && r.AgreeBase != OfAll {
		return unusable("rule.agree_base", "must be participating or all, not %q", string(r.AgreeBase))
	}
	return nil
}

// CountsPeople reports whether the rule judges by people.
func (r Rule) CountsPeople() bool { return r.Quorum.People != nil || r.Agree.People != nil }

// CountsArea reports whether the rule judges by area.
func (r Rule) CountsArea() bool { return r.Quorum.Area != nil || r.Agree.Area != nil }

// Outcome of a decision. Where several hold, the first of this order is the outcome.
type Outcome string

// The outcomes, in their order.
const (
	InvalidRegister Outcome = "invalid_register" // nobody, or no area where area counts: must not be opened
	NoQuorum        Outcome = "no_quorum"
	NotPassed       Outcome = "not_passed"
	Passed          Outcome = "passed"
)

// Aggregates are the three sums that decide.
type Aggregates struct{ Total, Participating, Agree Amount }

// Judgement is the outcome with what it rests on. Agree is told even without a quorum.
type Judgement struct {
	Outcome       Outcome
	Quorum, Agree Flags
	Aggregates    Aggregates
}

// Judge decides by sums. It refuses sums that cannot be: negative, or a part above its whole.
func Judge(r Rule, a Aggregates) (Judgement, error) {
	if err := r.Check(); err != nil {
		return Judgement{}, err
	}
	if err := a.check(); err != nil {
		return Judgement{}, err
	}
	base := a.Participating
	if r.AgreeBase == OfAll {
		base = a.Total
	}
	j := Judgement{Quorum: r.Quorum.judge(a.Participating, a.Total), Agree: r.Agree.judge(a.Agree, base), Aggregates: a}
	switch {
	case r.CountsPeople() && a.Total.People == 0, r.CountsArea() && a.Total.Area == 0:
		j.Outcome = InvalidRegister
	case !j.Quorum.all():
		j.Outcome = NoQuorum
	case !j.Agree.all():
		j.Outcome = NotPassed
	default:
		j.Outcome = Passed
	}
	return j, nil
}

func (a Aggregates) check() error {
	for _, c := range []struct {
		field       string
		part, whole int64
		of          string
	}{
		{"total.people", a.Total.People, a.Total.People, "itself"},
		{"total.area", a.Total.Area, a.Total.Area, "itself"},
		{"participating.people", a.Participating.People, a.Total.People, "total"},
		{"participating.area", a.Participating.Area, a.Total.Area, "total"},
		{"agree.people", a.Agree.People, a.Participating.People, "participating"},
		{"agree.area", a.Agree.Area, a.Participating.Area, "participating"},
	} {
		if c.part < 0 {
			return unusable("aggregates."+c.field, "must not be negative, but is %d", c.part)
		}
		if c.part > c.whole {
			return unusable("aggregates."+c.field, "is %d, more than %s (%d)", c.part, c.of, c.whole)
		}
	}
	return nil
}
