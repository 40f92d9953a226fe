package ballots

import (
	"errors"
	"testing"
	"time"

	"wugong/api"
	"wugong/server/ballots/tally"
	"wugong/server/china"
)

func day(d, h int) *time.Time {
	return new(time.Date(2026, 3, d, h, 0, 0, 0, china.Zone))
}

func TestTheStateFollowsFromTheDates(t *testing.T) {
	noticed := Dates{Notice: day(1, 9), Opens: day(12, 9), Closes: day(15, 9)}
	counted := noticed
	counted.Result, counted.Publicity = true, day(20, 0)
	recorded := noticed
	recorded.Result, recorded.Recorded = true, true
	cancelled := noticed
	cancelled.Cancelled = day(2, 0)
	objected := counted
	objected.ObjectionsOpen = true
	for _, c := range []struct {
		name string
		d    Dates
		at   *time.Time
		want api.BallotState
	}{
		{"a draft", Dates{}, day(1, 0), api.BallotStateDraft},
		{"noticed", noticed, day(12, 8), api.BallotStateNotice},
		{"in the instant of opening", noticed, day(12, 9), api.BallotStateOpen},
		{"in the instant of closing", noticed, day(15, 9), api.BallotStateCounting},
		{"counted", counted, day(16, 0), api.BallotStatePublicity},
		{"shown long enough", counted, day(20, 0), api.BallotStateFinal},
		{"an objection waits", objected, day(25, 0), api.BallotStatePublicity},
		{"recorded, without minutes", recorded, day(25, 0), api.BallotStateProvisional},
		{"cancelled", cancelled, day(13, 0), api.BallotStateCancelled},
	} {
		if got := StateOf(c.d, *c.at); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestTheNoticeLastsAsLongAsTheRuleAsks(t *testing.T) {
	now := *day(2, 15) // a Monday; its own day is not counted
	opens := EarliestOpening(15, now)
	if want := *day(18, 0); !opens.Equal(want) {
		t.Errorf("15 days from 2 March open on %s, want %s", opens.In(china.Zone), want)
	}
	for _, c := range []struct {
		name          string
		opens, closes *time.Time
		want          error
	}{
		{"in time", day(18, 0), day(25, 0), nil},
		{"a second too early", new(day(18, 0).Add(-time.Second)), day(25, 0), ErrNoticeShort},
		{"no dates", nil, nil, ErrDatesMissing},
		{"shorter than an hour", day(18, 0), new(day(18, 0).Add(time.Minute)), ErrWindow},
		{"61 days", day(18, 0), new(day(18, 0).AddDate(0, 0, 61)), ErrWindow},
	} {
		if err := CheckDates(15, c.opens, c.closes, now); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func TestEveryRuleBelongsToAMatterAndEveryMatterHasItsRule(t *testing.T) {
	for _, m := range matters {
		for _, id := range m.profiles {
			p, ok := tally.LatestProfile(id)
			if !ok {
				t.Errorf("%s names the rule %q, which does not exist", m.id, id)
			}
			if p.Advisory && effectOf(p) != api.LegalEffectAdvisory {
				t.Errorf("%s has effect", id)
			}
		}
	}
	for _, p := range tally.Profiles() {
		if len(kindsOf(p.ID)) == 0 {
			t.Errorf("no matter leads to %s", p.ID)
		}
		if named := ruleName(api.LanguageZhCN, p.ID); named == "" {
			t.Errorf("%s has no name", p.ID)
		}
	}
	if bindingBy("owner_ordinary", "610113000000", "2026-03-01") != "" || bindingBy("collective_assembly", "610113000000", "2026-03-01") == "" {
		t.Error("only article 27 lets a vote bind online")
	}
}

func TestPaperAddsUp(t *testing.T) {
	whole := figures{Printed: 10, Issued: 6, Spoiled: 1, Unused: 3, Returned: 4, Outstanding: 2, Valid: 2, Blank: 1, Invalid: 1, Keyed: 4}
	if !whole.balanced() {
		t.Error("sums that hold are refused")
	}
	for name, change := range map[string]func(f *figures){
		"a sheet is missing": func(f *figures) { f.Unused-- }, "one came back too much": func(f *figures) { f.Returned++ }, "one was not keyed": func(f *figures) { f.Keyed-- }} {
		f := whole
		change(&f)
		if f.balanced() {
			t.Errorf("%s, and yet it adds up", name)
		}
		if err := canReconcile(f, "", 1, false); !errors.Is(err, ErrUnbalanced) {
			t.Errorf("%s: %v", name, err)
		}
	}
	whole.BatchesOpen = 1
	if err := canReconcile(whole, "", 1, true); !errors.Is(err, ErrReconciliationOpen) {
		t.Errorf("an open batch: %v", err)
	}
}
