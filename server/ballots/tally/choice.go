package tally

import (
	"cmp"
	"slices"
	"strconv"
)

// Choice is a vote for up to MaxChoices of the options; the Seats options with most votes are elected.
type Choice struct {
	Options    []string
	Seats      int64
	MaxChoices int64
	MinChoices int64 // on a ballot that is not blank
	Ballots    []ChoiceBallots
}

// ChoiceBallots are N equal ballots.
type ChoiceBallots struct {
	Choices []string
	N       int64
}

// Chosen is the result of a choice. Elected stands by falling votes, then as the options do.
type Chosen struct {
	Votes                 []int64 // of each option
	Valid, Blank, Invalid int64   // ballots
	Elected               []string
	Tied                  []string // among whom OpenSeats are still to be given, by run-off or public lot
	OpenSeats             int64
}

// Choose counts a choice. A ballot with an unknown option, one twice, too many or too few is invalid
// as a whole; an empty one is blank. An option without a vote is never elected, and a tie across the
// last seat is never broken.
func Choose(c Choice) (Chosen, error) {
	index, err := c.check()
	if err != nil {
		return Chosen{}, err
	}
	out := Chosen{Votes: make([]int64, len(c.Options)), Elected: []string{}, Tied: []string{}}
	for _, b := range c.Ballots {
		chosen, ok := c.read(b, index)
		switch {
		case len(b.Choices) == 0:
			out.Blank += b.N
		case !ok:
			out.Invalid += b.N
		default:
			out.Valid += b.N
			for _, o := range chosen {
				out.Votes[o] += b.N
			}
		}
	}
	c.seat(&out)
	return out, nil
}

// read returns the options a ballot names; ok is false for an invalid one.
func (c Choice) read(b ChoiceBallots, index map[string]int) (chosen []int, ok bool) {
	if n := int64(len(b.Choices)); n > c.MaxChoices || n < c.MinChoices {
		return nil, false
	}
	for _, name := range b.Choices {
		o, known := index[name]
		if !known || slices.Contains(chosen, o) {
			return nil, false
		}
		chosen = append(chosen, o)
	}
	return chosen, true
}

// seat fills the seats from the top, group of equal votes by group.
func (c Choice) seat(out *Chosen) {
	var order []int
	for o, votes := range out.Votes {
		if votes > 0 {
			order = append(order, o)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(out.Votes[b], out.Votes[a]) })
	for len(order) > 0 && int64(len(out.Elected)) < c.Seats {
		equal := 1
		for equal < len(order) && out.Votes[order[equal]] == out.Votes[order[0]] {
			equal++
		}
		open := c.Seats - int64(len(out.Elected))
		to := &out.Elected
		if int64(equal) > open {
			to, out.OpenSeats = &out.Tied, open
		}
		for _, o := range order[:equal] {
			*to = append(*to, c.Options[o])
		}
		if out.OpenSeats > 0 {
			return
		}
		order = order[equal:]
	}
}

const (
	maxVoters   = 1_000_000_000
	maxProjects = 100_000
)

func (c Choice) check() (map[string]int, error) {
	switch {
	case len(c.Options) == 0:
		return nil, unusable("options", "there must be at least one")
	case c.Seats < 1:
		return nil, unusable("seats", "must be at least 1, not %d", c.Seats)
	case c.MaxChoices < 1:
		return nil, unusable("max_choices", "must be at least 1, not %d", c.MaxChoices)
	case c.MinChoices < 0 || c.MinChoices > c.MaxChoices:
		return nil, unusable("min_choices", "must be from 0 to max_choices (%d), not %d", c.MaxChoices, c.MinChoices)
	}
	index := make(map[string]int, len(c.Options))
	for i, name := range c.Options {
		if _, twice := index[name]; twice || name == "" {
			return nil, unusable("options["+strconv.Itoa(i)+"]", "%q is empty or stands there twice", name)
		}
		index[name] = i
	}
	var voters int64
	for i, b := range c.Ballots {
		if err := addVoters(&voters, b.N, i); err != nil {
			return nil, err
		}
	}
	return index, nil
}

// addVoters adds the n of the i-th group of ballots.
func addVoters(voters *int64, n int64, i int) error {
	if n < 1 || n > maxVoters {
		return unusable(at("ballots", i, "n"), "must be from 1 to %d, not %d", maxVoters, n)
	}
	if *voters += n; *voters > maxVoters {
		return unusable(at("ballots", i, "n"), "there are more than %d ballots", maxVoters)
	}
	return nil
}
