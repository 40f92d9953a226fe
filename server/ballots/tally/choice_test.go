package tally

import (
	"slices"
	"testing"
)

func TestChoice(t *testing.T) {
	abc := one("A", "B", "C")
	for _, c := range []struct {
		name    string
		in      Choice
		votes   []int64
		counts  [3]int64 // valid, blank, invalid
		elected []string
		tied    []string
		open    int64
	}{
		{"most votes win; an empty ballot is blank", Choice{abc, 1, 1, 1, []ChoiceBallots{{one("A"), 4}, {nil, 2}}},
			[]int64{4, 0, 0}, [3]int64{4, 2, 0}, one("A"), nil, 0},
		{"an unknown option spoils the whole ballot", Choice{abc, 1, 2, 1, []ChoiceBallots{{one("A", "X"), 3}, {one("B"), 1}}},
			[]int64{0, 1, 0}, [3]int64{1, 0, 3}, one("B"), nil, 0},
		{"so does the same option twice", Choice{abc, 1, 2, 1, []ChoiceBallots{{one("A", "A"), 3}, {one("B"), 1}}},
			[]int64{0, 1, 0}, [3]int64{1, 0, 3}, one("B"), nil, 0},
		{"so do too many and too few", Choice{abc, 1, 2, 2, []ChoiceBallots{{abc, 3}, {one("A"), 5}, {nil, 1}, {one("B", "C"), 1}, {one("B", "A"), 1}}},
			[]int64{1, 2, 1}, [3]int64{2, 1, 8}, one("B"), nil, 0},
		{"a tie across the last seat is not broken", Choice{abc, 2, 1, 1, []ChoiceBallots{{one("A"), 3}, {one("B"), 2}, {one("C"), 2}}},
			[]int64{3, 2, 2}, [3]int64{7, 0, 0}, one("A"), one("B", "C"), 1},
		{"a tie within the seats needs none", Choice{abc, 2, 1, 1, []ChoiceBallots{{one("A"), 1}, {one("B"), 2}, {one("C"), 2}}},
			[]int64{1, 2, 2}, [3]int64{5, 0, 0}, one("B", "C"), nil, 0},
		{"three for two seats", Choice{abc, 2, 1, 1, []ChoiceBallots{{one("A"), 2}, {one("B"), 2}, {one("C"), 2}}},
			[]int64{2, 2, 2}, [3]int64{6, 0, 0}, nil, abc, 2},
		{"an option without a vote is never elected", Choice{abc, 3, 3, 1, []ChoiceBallots{{one("C"), 1}}},
			[]int64{0, 0, 1}, [3]int64{1, 0, 0}, one("C"), nil, 0},
		{"nobody voted", Choice{Options: abc, Seats: 1, MaxChoices: 1, MinChoices: 1},
			[]int64{0, 0, 0}, [3]int64{}, nil, nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Choose(c.in)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got.Votes, c.votes) || [3]int64{got.Valid, got.Blank, got.Invalid} != c.counts {
				t.Errorf("votes %v, ballots %d %d %d; want %v, %v", got.Votes, got.Valid, got.Blank, got.Invalid, c.votes, c.counts)
			}
			if !slices.Equal(got.Elected, c.elected) || !slices.Equal(got.Tied, c.tied) || got.OpenSeats != c.open {
				t.Errorf("elected %v, tied %v for %d; want %v, %v, %d", got.Elected, got.Tied, got.OpenSeats, c.elected, c.tied, c.open)
			}
		})
	}
}

func TestChoicesThatCannotBeCountedAreRefused(t *testing.T) {
	for field, edit := range map[string]func(*Choice){
		"options":      func(c *Choice) { c.Options = nil },
		"options[1]":   func(c *Choice) { c.Options = one("A", "A") },
		"seats":        func(c *Choice) { c.Seats = 0 },
		"max_choices":  func(c *Choice) { c.MaxChoices = 0 },
		"min_choices":  func(c *Choice) { c.MinChoices = 2 },
		"ballots[0].n": func(c *Choice) { c.Ballots = []ChoiceBallots{{one("A"), 0}} },
		"ballots[1].n": func(c *Choice) { c.Ballots = []ChoiceBallots{{one("A"), maxVoters}, {one("B"), 1}} },
	} {
		c := Choice{Options: one("A", "B"), Seats: 1, MaxChoices: 1, MinChoices: 1}
		edit(&c)
		_, err := Choose(c)
		wantField(t, err, field)
	}
}
