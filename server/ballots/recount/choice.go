package recount

import (
	"bytes"
	"strconv"

	"wugong/server/ballots/tally"
)

// votes are printed in the order of the options.
type votes struct {
	options []string
	counts  []int64
}

// MarshalJSON keeps the order, which a map would not.
func (v votes) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, o := range v.options {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := line(o)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteString(":" + strconv.FormatInt(v.counts[i], 10))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

type chosen struct {
	Votes     votes    `json:"votes"`
	Valid     int64    `json:"valid"`
	Blank     int64    `json:"blank"`
	Invalid   int64    `json:"invalid"`
	Elected   []string `json:"elected"`
	Tied      []string `json:"tied"`
	OpenSeats int64    `json:"open_seats"`
}

func choice(r *reader) ([]byte, error) {
	c := tally.Choice{MinChoices: 1}
	var kind string
	err := r.object(fields{
		"kind": text(r, &kind), "options": texts(r, &c.Options), "seats": number(r, &c.Seats),
		"max_choices": number(r, &c.MaxChoices), "min_choices": number(r, &c.MinChoices),
		"ballots": func() error {
			return r.list(func() error {
				b := tally.ChoiceBallots{N: 1}
				if err := r.object(fields{"choices": texts(r, &b.Choices), "n": number(r, &b.N)}, "choices"); err != nil {
					return err
				}
				c.Ballots = append(c.Ballots, b)
				return nil
			})
		},
	}, "kind", "options", "seats", "max_choices", "ballots")
	if err != nil {
		return nil, err
	}
	if err := r.end(); err != nil {
		return nil, err
	}
	got, err := tally.Choose(c)
	if err != nil {
		return nil, err
	}
	return line(chosen{votes{c.Options, got.Votes}, got.Valid, got.Blank, got.Invalid, got.Elected, got.Tied, got.OpenSeats})
}
