package tally

import (
	"slices"
	"strconv"
)

// Mark is what somebody voted.
type Mark string

// The marks. Invalid is an identified voter's unusable mark: it never agrees and is told apart; paper
// that is unsigned or cannot be identified was not received and has no line.
const (
	Yes     Mark = "yes"
	No      Mark = "no"
	Abstain Mark = "abstain"
	Invalid Mark = "invalid"
)

// Silence says how persons count who returned nothing. Fixed in the notice.
type Silence string

// The two ways. Following the majority (从多) is not offered: courts disagree about it.
const (
	Absent             Silence = "absent"               // they do not take part
	AbstainIfDelivered Silence = "abstain_if_delivered" // those with proof of delivery take part, abstaining (Sichuan 2021 art. 31)
)

// Vote is one line of what was returned, in the order of recording.
type Vote struct {
	Person string // owners' ids sorted bytewise and joined by "+", or Developer
	Choice Mark
	By     string // which co-owner; may be empty
}

// Decision is everything a count of persons needs.
type Decision struct {
	Rule                Rule
	InvalidParticipates bool // an unusable mark takes part; the notice's default is true
	IncludeParking      bool // parking spaces count; the notice's default is true
	Changeable          bool // advisory votes only: the same voter's last vote stands instead of the first
	Silence             Silence
	Delivered           []string // persons with proof of delivery
	Register            []Unit
	Votes               []Vote
}

// Decided is a judgement with what was left aside.
type Decided struct {
	Judgement
	Refused   int64 // later votes of persons who had voted; a statutory vote cannot be changed
	Invalid   int64
	Conflicts int64 // persons whose co-owners disagree: in the register, neither taking part nor agreeing
}

// Decide counts a decision. The first recorded vote of a person stands on whatever channel; another
// co-owner's different choice makes the person a conflict.
func Decide(d Decision) (Decided, error) {
	if err := d.Rule.Check(); err != nil {
		return Decided{}, err
	}
	if d.Silence != Absent && d.Silence != AbstainIfDelivered {
		return Decided{}, unusable("silence", "must be absent or abstain_if_delivered, not %q", string(d.Silence))
	}
	reg, err := readRegister(d.Register, d.IncludeParking)
	if err != nil {
		return Decided{}, err
	}
	var out Decided
	if out.Refused, err = reg.receive(d.Votes, d.Changeable); err != nil {
		return Decided{}, err
	}
	sums, err := reg.sums(d, &out)
	if err != nil {
		return Decided{}, err
	}
	out.Judgement, err = Judge(d.Rule, sums)
	return out, err
}

// receive gives every vote to its person and counts those refused.
func (r *register) receive(votes []Vote, changeable bool) (refused int64, err error) {
	for i := range votes {
		v := &votes[i]
		p, err := r.voter(v, i)
		if err != nil {
			return 0, err
		}
		if !p.take(v, changeable) {
			refused++
		}
	}
	return refused, nil
}

func (r *register) voter(v *Vote, i int) (*person, error) {
	p := r.find(v.Person)
	if p == nil {
		return nil, unusable(at("votes", i, "person"), "%q is not in the register", v.Person)
	}
	if v.By != "" && !slices.Contains(p.owners, v.By) {
		return nil, unusable(at("votes", i, "by"), "%q is not one of the owners %s", v.By, v.Person)
	}
	switch v.Choice {
	case Yes, No, Abstain, Invalid:
		return p, nil
	}
	return nil, unusable(at("votes", i, "choice"), "must be yes, no, abstain or invalid, not %q", string(v.Choice))
}

// take records a vote, or reports that it is refused.
func (p *person) take(v *Vote, changeable bool) bool {
	switch {
	case v.By != "" && len(p.named) > 0 && !slices.Contains(p.named, v.By):
		return false // they have named another
	case p.first == nil:
		p.first = v
		return true
	case p.first.By == v.By || v.By == "" || p.first.By == "":
		if changeable {
			p.first = v
		}
		return changeable
	}
	for i, other := range p.second {
		if other.By == v.By {
			if changeable {
				p.second[i] = v
			}
			return changeable
		}
	}
	if p.first.Choice == v.Choice {
		return false
	}
	p.second = append(p.second, v)
	return true
}

// conflicting reports whether another co-owner chose differently.
func (p *person) conflicting() bool {
	return slices.ContainsFunc(p.second, func(v *Vote) bool { return v.Choice != p.first.Choice })
}

// sums adds up who takes part and who agrees.
func (r *register) sums(d Decision, out *Decided) (Aggregates, error) {
	a := Aggregates{Total: r.total}
	for i := range r.persons {
		p := &r.persons[i]
		one := Amount{1, p.area}
		switch {
		case p.first == nil:
		case p.conflicting():
			out.Conflicts++
		case p.first.Choice == Invalid:
			out.Invalid++
			if d.InvalidParticipates {
				a.Participating = a.Participating.plus(one)
			}
		default:
			a.Participating = a.Participating.plus(one)
			if p.first.Choice == Yes {
				a.Agree = a.Agree.plus(one)
			}
		}
	}
	told := make(map[string]bool, len(d.Delivered))
	for i, id := range d.Delivered {
		p := r.find(id)
		if p == nil {
			return a, unusable("delivered["+strconv.Itoa(i)+"]", "%q is not in the register", id)
		}
		if d.Silence == AbstainIfDelivered && p.first == nil && !told[id] {
			a.Participating = a.Participating.plus(Amount{1, p.area})
		}
		told[id] = true
	}
	return a, nil
}

// at names a field of the i-th entry of a list.
func at(list string, i int, field string) string { return list + "[" + strconv.Itoa(i) + "]." + field }
