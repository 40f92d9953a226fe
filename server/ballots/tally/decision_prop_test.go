package tally

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// anyRun gives every random test a printed seed.
func anyRun(t *testing.T, times int, check func(*rand.Rand)) {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	for range times {
		check(r)
		if t.Failed() {
			return
		}
	}
}

// anyDecision is a random register with at most one vote a person, under a random rule of the law.
func anyDecision(r *rand.Rand) Decision {
	p := profiles[r.IntN(len(profiles)-1)]
	d := Decision{Rule: p.Rule, InvalidParticipates: r.IntN(2) == 0, IncludeParking: true, Silence: Absent}
	if r.IntN(2) == 0 {
		d.Silence = AbstainIfDelivered
	}
	voted := map[string]bool{}
	for i := range 1 + r.IntN(12) {
		u := Unit{ID: fmt.Sprint(i), Area: int64(1 + r.IntN(5)), Owners: one(string(rune('A' + r.IntN(8))))}
		id := u.Owners[0]
		if r.IntN(3) == 0 {
			u.Owners = one(id, "Z")
			id += "+Z"
		} else if r.IntN(10) == 0 {
			u.Owners, u.HeldByDeveloper, id = nil, true, Developer
		}
		d.Register = append(d.Register, u)
		if r.IntN(3) == 0 {
			d.Delivered = append(d.Delivered, id)
		}
		if !voted[id] && r.IntN(4) > 0 {
			voted[id] = true
			d.Votes = append(d.Votes, Vote{Person: id, Choice: []Mark{Yes, Yes, Yes, No, Abstain, Invalid}[r.IntN(6)]})
		}
	}
	return d
}

func TestAFurtherYesNeverTurnsPassedIntoNotPassed(t *testing.T) {
	passed := 0
	anyRun(t, 20_000, func(r *rand.Rand) {
		d := anyDecision(r)
		if decide(t, d).Outcome != Passed {
			return
		}
		passed++
		for i, v := range d.Votes { // a vote that becomes a yes
			more := d
			more.Votes = slices.Clone(d.Votes)
			more.Votes[i].Choice = Yes
			if got := decide(t, more); got.Outcome != Passed {
				t.Errorf("%+v: yes instead of %s gives %s", d, v.Choice, got.Outcome)
			}
		}
		reg, _ := readRegister(d.Register, true)
		for id := range reg.index { // a person who was silent
			more := d
			more.Votes = append(slices.Clone(d.Votes), Vote{Person: id, Choice: Yes})
			if got := decide(t, more); got.Outcome != Passed {
				t.Errorf("%+v: another yes of %s gives %s", d, id, got.Outcome)
			}
		}
	})
	if passed == 0 {
		t.Error("no random decision passed; the test says nothing")
	}
}

func TestTheOrderOfVotesAndUnitsNeverMatters(t *testing.T) {
	anyRun(t, 5_000, func(r *rand.Rand) {
		d := anyDecision(r)
		want := shown(decide(t, d))
		r.Shuffle(len(d.Votes), func(i, j int) { d.Votes[i], d.Votes[j] = d.Votes[j], d.Votes[i] })
		r.Shuffle(len(d.Register), func(i, j int) { d.Register[i], d.Register[j] = d.Register[j], d.Register[i] })
		if got := shown(decide(t, d)); got != want {
			t.Errorf("shuffled: %s, want %s", got, want)
		}
	})
}

func shown(d Decided) string {
	return fmt.Sprint(d.Outcome, d.Aggregates, d.Refused, d.Invalid, d.Conflicts)
}

func TestTheOrderOfBallotsNeverMattersInAChoice(t *testing.T) {
	anyRun(t, 2_000, func(r *rand.Rand) {
		c := Choice{Options: one("A", "B", "C", "D"), Seats: int64(1 + r.IntN(4)), MaxChoices: 3, MinChoices: 1}
		for range r.IntN(8) {
			b := ChoiceBallots{N: int64(1 + r.IntN(3))}
			for range r.IntN(5) {
				b.Choices = append(b.Choices, string(rune('A'+r.IntN(5))))
			}
			c.Ballots = append(c.Ballots, b)
		}
		want, err := Choose(c)
		if err != nil {
			t.Fatal(err)
		}
		r.Shuffle(len(c.Ballots), func(i, j int) { c.Ballots[i], c.Ballots[j] = c.Ballots[j], c.Ballots[i] })
		if got, _ := Choose(c); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("shuffled: %+v, want %+v", got, want)
		}
		if int64(len(want.Elected))+want.OpenSeats > c.Seats || want.OpenSeats >= int64(len(want.Tied)) && want.OpenSeats > 0 {
			t.Errorf("%+v gives more seats than there are, or leaves no tie", want)
		}
	})
}
