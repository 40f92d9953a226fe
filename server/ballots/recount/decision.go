package recount

import (
	"fmt"

	"wugong/server/ballots/tally"
)

// counts and flags leave out what the rule does not name.
type (
	counts struct {
		People *int64 `json:"people,omitempty"`
		Area   *int64 `json:"area,omitempty"`
	}
	flags struct {
		People *bool `json:"people,omitempty"`
		Area   *bool `json:"area,omitempty"`
	}
	aggregates struct {
		Total         counts `json:"total"`
		Participating counts `json:"participating"`
		Agree         counts `json:"agree"`
	}
	decided struct {
		Outcome    tally.Outcome `json:"outcome"`
		Quorum     flags         `json:"quorum"`
		Agree      flags         `json:"agree"`
		Aggregates aggregates    `json:"aggregates"`
		Refused    int64         `json:"refused_votes"`
		Invalid    int64         `json:"invalid_votes"`
		Conflicts  int64         `json:"conflicts"`
	}
)

// paper is a decision as published.
type paper struct {
	tally.Decision
	profile string
	sums    *tally.Aggregates
	bare    bool // rule, kind and sums only
}

func decision(r *reader) ([]byte, error) {
	p := paper{Decision: tally.Decision{InvalidParticipates: true, IncludeParking: true, Silence: tally.Absent}, bare: true}
	persons := func(read func() error) func() error {
		return func() error { p.bare = false; return read() }
	}
	var kind string
	registered := false
	err := r.object(fields{
		"kind": text(r, &kind), "rule": p.rule(r), "aggregates": p.aggregates(r),
		"invalid_participates": flag(r, &p.InvalidParticipates), "include_parking": flag(r, &p.IncludeParking),
		"silence": text(r, &p.Silence), "delivered": persons(texts(r, &p.Delivered)),
		"register": persons(func() error { registered = true; return p.register(r) }),
		"votes":    persons(func() error { return p.votes(r) }),
	}, "kind", "rule")
	if err != nil {
		return nil, err
	}
	if err := r.end(); err != nil {
		return nil, err
	}
	switch {
	case p.sums != nil && !p.bare:
		return nil, fmt.Errorf("aggregates: must not stand beside register, votes or delivered")
	case p.sums == nil && !registered:
		return nil, fmt.Errorf("register: is missing, and there are no aggregates")
	}
	return p.count()
}

func (p *paper) count() ([]byte, error) {
	var d tally.Decided
	var err error
	if p.sums != nil {
		d.Judgement, err = tally.Judge(p.Rule, *p.sums)
	} else {
		d, err = tally.Decide(p.Decision)
	}
	if err != nil {
		return nil, err
	}
	amount := func(a tally.Amount) (c counts) {
		if p.Rule.CountsPeople() {
			c.People = &a.People
		}
		if p.Rule.CountsArea() {
			c.Area = &a.Area
		}
		return c
	}
	a := d.Aggregates
	return line(decided{d.Outcome, flags(d.Quorum), flags(d.Agree),
		aggregates{amount(a.Total), amount(a.Participating), amount(a.Agree)}, d.Refused, d.Invalid, d.Conflicts})
}

// rule reads a profile's name, or the thresholds themselves.
func (p *paper) rule(r *reader) func() error {
	return func() error {
		own := false
		p.Rule.AgreeBase = tally.OfParticipating
		part := func(read func() error) func() error {
			return func() error { own = true; return read() }
		}
		if err := r.object(fields{
			"profile": text(r, &p.profile), "quorum": part(thresholds(r, &p.Rule.Quorum)),
			"agree": part(thresholds(r, &p.Rule.Agree)), "agree_base": part(text(r, &p.Rule.AgreeBase)),
		}); err != nil {
			return err
		}
		if p.profile == "" {
			return nil
		}
		return r.in(".profile", func() error { return p.byProfile(r, own) })
	}
}

func (p *paper) byProfile(r *reader, own bool) error {
	known, ok := tally.LatestProfile(p.profile)
	switch {
	case own:
		return r.wrong("must not stand beside thresholds")
	case !ok:
		return r.wrong("%q is no rule", p.profile)
	case known.Rule.Check() != nil:
		return r.wrong("%q ranks projects and decides nothing; count it as a choice", p.profile)
	}
	p.Rule = known.Rule
	return nil
}

func thresholds(r *reader, to *tally.Thresholds) func() error {
	return func() error {
		return r.object(fields{"people": threshold(r, &to.People), "area": threshold(r, &to.Area)})
	}
}

func threshold(r *reader, to **tally.Threshold) func() error {
	return func() error {
		*to = new(tally.Threshold)
		return r.object(fields{"num": number(r, &(*to).Num), "den": number(r, &(*to).Den), "inclusive": flag(r, &(*to).Inclusive)},
			"num", "den", "inclusive")
	}
}

func (p *paper) aggregates(r *reader) func() error {
	return func() error {
		p.sums = new(tally.Aggregates)
		amount := func(to *tally.Amount) func() error {
			return func() error {
				return r.object(fields{"people": number(r, &to.People), "area": number(r, &to.Area)})
			}
		}
		return r.object(fields{"total": amount(&p.sums.Total), "participating": amount(&p.sums.Participating), "agree": amount(&p.sums.Agree)},
			"total", "participating", "agree")
	}
}

func (p *paper) register(r *reader) error {
	var u tally.Unit
	unit := fields{"unit": text(r, &u.ID), "area": number(r, &u.Area), "owners": texts(r, &u.Owners),
		"held_by_developer": flag(r, &u.HeldByDeveloper), "kind": text(r, &u.Kind), "voter": text(r, &u.Voter)}
	return r.list(func() error {
		u = tally.Unit{}
		if err := r.object(unit); err != nil {
			return err
		}
		p.Register = append(p.Register, u)
		return nil
	})
}

func (p *paper) votes(r *reader) error {
	var v tally.Vote
	var channel string // shown beside the result elsewhere; it counts nothing
	vote := fields{"person": text(r, &v.Person), "choice": text(r, &v.Choice), "by": text(r, &v.By), "channel": text(r, &channel)}
	return r.list(func() error {
		v = tally.Vote{}
		if err := r.object(vote, "person", "choice"); err != nil {
			return err
		}
		p.Votes = append(p.Votes, v)
		return nil
	})
}
