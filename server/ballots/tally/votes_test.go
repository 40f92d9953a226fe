package tally

import (
	"fmt"
	"testing"
)

// owners makes a decision by R1 over units of 90 m², one for each list of owners.
func owners(votes []Vote, units ...[]string) Decision {
	p, _ := LatestProfile("owner_ordinary")
	d := Decision{Rule: p.Rule, InvalidParticipates: true, IncludeParking: true, Silence: Absent, Votes: votes}
	for i, o := range units {
		d.Register = append(d.Register, Unit{ID: fmt.Sprint(i), Area: 9000, Owners: o})
	}
	return d
}

func one(ids ...string) []string { return ids }

func TestPersonsAreDistinctSetsOfOwners(t *testing.T) {
	for _, c := range []struct {
		name string
		in   Decision
		want Amount
	}{
		{"{A,B} and {A} are two", owners(nil, one("A", "B"), one("A")), Amount{2, 18000}},
		{"{A} owning two units is one, with both areas", owners(nil, one("A"), one("A")), Amount{1, 18000}},
		{"the order of owners means nothing", owners(nil, one("B", "A"), one("A", "B")), Amount{1, 18000}},
		{"an owner named twice is one", owners(nil, one("A", "A"), one("A")), Amount{1, 18000}},
	} {
		if got := decide(t, c.in).Aggregates.Total; got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestT1TheDeveloperIsOneAndAnOwnerOfThreeIsOne(t *testing.T) {
	d := owners(nil)
	for i := range 300 {
		u := Unit{ID: fmt.Sprint(i), Area: 9000, Owners: one(fmt.Sprint("o", max(i, 12)))} // 10, 11 and 12 are one owner's
		if i < 10 {
			u.Owners, u.HeldByDeveloper = nil, true
		}
		d.Register = append(d.Register, u)
	}
	if got, want := decide(t, d).Aggregates.Total, (Amount{300 - 9 - 2, 2_700_000}); got != want {
		t.Errorf("the register has %+v, want %+v", got, want)
	}
	d.Votes = []Vote{{Person: Developer, Choice: Yes}, {Person: "o12", Choice: No}}
	got := decide(t, d).Aggregates
	if got.Participating != (Amount{2, 13 * 9000}) || got.Agree != (Amount{1, 10 * 9000}) {
		t.Errorf("developer and one owner take part: %+v", got)
	}
}

func TestParkingCountsUnlessTheNoticeExcludesIt(t *testing.T) {
	d := owners(nil, one("A"))
	d.Register = append(d.Register, Unit{ID: "P1", Area: 1200, Owners: one("A"), Kind: Parking}, Unit{ID: "P2", Area: 1200, Owners: one("B"), Kind: Parking})
	if got, want := decide(t, d).Aggregates.Total, (Amount{2, 11400}); got != want {
		t.Errorf("with parking %+v, want %+v", got, want)
	}
	d.IncludeParking = false
	if got, want := decide(t, d).Aggregates.Total, (Amount{1, 9000}); got != want {
		t.Errorf("without parking %+v, want %+v", got, want)
	}
}

// told is what a count of owners says, people only.
type told struct{ part, agree, refused, invalid, conflicts int64 }

func TestWhichVotesCount(t *testing.T) {
	pair, single := one("A", "B"), one("C")
	for _, c := range []struct {
		name  string
		votes []Vote
		edit  func(*Decision)
		want  told
	}{
		{name: "abstaining is taking part, never agreeing", votes: []Vote{{"C", Abstain, ""}}, want: told{part: 1}},
		{name: "an unusable mark takes part and never agrees", votes: []Vote{{"C", Invalid, ""}}, want: told{part: 1, invalid: 1}},
		{name: "or does not take part, by the notice", votes: []Vote{{"C", Invalid, ""}},
			edit: func(d *Decision) { d.InvalidParticipates = false }, want: told{invalid: 1}},
		{name: "the first vote stands, the later is refused", votes: []Vote{{"C", No, ""}, {"C", Yes, ""}, {"C", Yes, ""}}, want: told{part: 1, refused: 2}},
		{name: "an advisory vote can be changed", votes: []Vote{{"C", No, ""}, {"C", Yes, ""}},
			edit: func(d *Decision) { d.Changeable = true }, want: told{part: 1, agree: 1}},
		{name: "T20: co-owners who disagree are a conflict", votes: []Vote{{"A+B", Yes, "A"}, {"A+B", No, "B"}}, want: told{conflicts: 1}},
		{name: "co-owners who agree are one vote, the second refused", votes: []Vote{{"A+B", Yes, "A"}, {"A+B", Yes, "B"}}, want: told{part: 1, agree: 1, refused: 1}},
		{name: "a co-owner cannot change the own vote", votes: []Vote{{"A+B", Yes, "A"}, {"A+B", No, "A"}}, want: told{part: 1, agree: 1, refused: 1}},
		{name: "nor add to a conflict", votes: []Vote{{"A+B", Yes, "A"}, {"A+B", No, "B"}, {"A+B", Yes, "B"}}, want: told{conflicts: 1, refused: 1}},
		{name: "an advisory conflict ends when one gives way", votes: []Vote{{"A+B", Yes, "A"}, {"A+B", No, "B"}, {"A+B", Yes, "B"}},
			edit: func(d *Decision) { d.Changeable = true }, want: told{part: 1, agree: 1}},
		{name: "only the named co-owner casts", votes: []Vote{{"A+B", Yes, "A"}, {"A+B", No, "B"}},
			edit: func(d *Decision) { d.Register[0].Voter = "B" }, want: told{part: 1, refused: 1}},
		{name: "silence is absence", edit: func(d *Decision) { d.Delivered = one("A+B", "C") }},
		{name: "or abstaining, where delivery is proven", votes: []Vote{{"C", Yes, ""}},
			edit: func(d *Decision) {
				d.Silence, d.Delivered = AbstainIfDelivered, one("A+B", "A+B", "C")
			}, want: told{part: 2, agree: 1}},
		{name: "delivery does not make a conflict take part", votes: []Vote{{"A+B", Yes, "A"}, {"A+B", No, "B"}},
			edit: func(d *Decision) { d.Silence, d.Delivered = AbstainIfDelivered, one("A+B") }, want: told{conflicts: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := owners(c.votes, pair, single)
			if c.edit != nil {
				c.edit(&d)
			}
			r := decide(t, d)
			got := told{r.Aggregates.Participating.People, r.Aggregates.Agree.People, r.Refused, r.Invalid, r.Conflicts}
			if got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
			if r.Aggregates.Total != (Amount{2, 18000}) {
				t.Errorf("the register changed: %+v", r.Aggregates.Total)
			}
		})
	}
}

func TestT9TheRuleForSilenceIsFixedBeforeOpening(t *testing.T) {
	d := owners(nil)
	d.Rule = of(people(twoThirds), people(half))
	for i := range 1291 {
		id := fmt.Sprint("o", i)
		d.Register = append(d.Register, Unit{Owners: one(id)})
		switch {
		case i < 417:
			d.Votes = append(d.Votes, Vote{id, Yes, ""})
		case i < 417+278:
			d.Votes = append(d.Votes, Vote{id, No, ""})
		case i < 703:
			d.Votes = append(d.Votes, Vote{id, Abstain, ""})
		case i < 703+584:
			d.Delivered = append(d.Delivered, id)
		}
	}
	if got := decide(t, d); got.Outcome != NoQuorum || got.Aggregates.Participating.People != 703 {
		t.Errorf("cast only: %s with %+v", got.Outcome, got.Aggregates)
	}
	d.Silence = AbstainIfDelivered
	if got := decide(t, d); got.Outcome != NotPassed || got.Aggregates.Participating.People != 1287 || !*got.Quorum.People {
		t.Errorf("delivered counts: %s with %+v", got.Outcome, got.Aggregates)
	}
}

func TestRegistersAndVotesThatCannotBeCountedAreRefused(t *testing.T) {
	for field, edit := range map[string]func(*Decision){
		"votes[0].person":    func(d *Decision) { d.Votes = []Vote{{"B+A", Yes, ""}} },
		"votes[1].choice":    func(d *Decision) { d.Votes = []Vote{{"C", Yes, ""}, {"C", "perhaps", ""}} },
		"votes[0].by":        func(d *Decision) { d.Votes = []Vote{{"A+B", Yes, "C"}} },
		"delivered[0]":       func(d *Decision) { d.Delivered = one("Z") },
		"silence":            func(d *Decision) { d.Silence = "majority" },
		"rule.agree":         func(d *Decision) { d.Rule.Agree = Thresholds{} },
		"register[1].owners": func(d *Decision) { d.Register[1].Owners = one("C+D") },
		"register[0].owners": func(d *Decision) { d.Register[0].Owners = one("A", Developer) },
		"register[2].owners": func(d *Decision) { d.Register = append(d.Register, Unit{ID: "x", Owners: one("")}) },
		"register[3].owners": func(d *Decision) { d.Register = append(d.Register, Unit{HeldByDeveloper: true}, Unit{Area: 1}) },
		"register[4].owners": func(d *Decision) {
			d.Register = append(d.Register, make([]Unit, 3)...)
			d.Register[2].HeldByDeveloper, d.Register[3].HeldByDeveloper = true, true
			d.Register[4] = Unit{HeldByDeveloper: true, Owners: one("C")}
		},
		"register[1].area":  func(d *Decision) { d.Register[1].Area = -1 },
		"register[0].area":  func(d *Decision) { d.Register[0].Area = maxArea + 1 },
		"register[2].area":  func(d *Decision) { d.Register = append(d.Register, Unit{Area: maxArea, Owners: one("Z")}) },
		"register[1].unit":  func(d *Decision) { d.Register[1].ID = "0" },
		"register[1].kind":  func(d *Decision) { d.Register[1].Kind = "castle" },
		"register[0].voter": func(d *Decision) { d.Register[0].Voter = "C" },
	} {
		d := owners(nil, one("A", "B"), one("C"))
		edit(&d)
		_, err := Decide(d)
		wantField(t, err, field)
	}
}

func decide(t *testing.T, d Decision) Decided {
	t.Helper()
	got, err := Decide(d)
	if err != nil {
		t.Fatal(err)
	}
	return got
}
