package ballots

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/ballots/tally"
)

type choiceDoc struct {
	Kind       string          `json:"kind"`
	Options    []string        `json:"options"`
	Seats      int             `json:"seats"`
	MaxChoices int             `json:"max_choices"`
	MinChoices int             `json:"min_choices"`
	Ballots    []choiceBallots `json:"ballots"`
}

type choiceBallots struct {
	Choices []string `json:"choices"`
	N       int64    `json:"n"`
}

type budgetDoc struct {
	Kind     string         `json:"kind"`
	Budget   int64          `json:"budget"`
	Projects []projectDoc   `json:"projects"`
	Ballots  []approvalsDoc `json:"ballots"`
	Lot      []string       `json:"lot"`
	Rule     budgetRuleDoc  `json:"rule"`
}

type projectDoc struct {
	ID   string `json:"id"`
	Cost int64  `json:"cost"`
}

type approvalsDoc struct {
	A []int `json:"a"`
	N int64 `json:"n"`
}

type budgetRuleDoc struct {
	Name       tally.Method     `json:"name"`
	MinVotes   int64            `json:"min_votes"`
	Ties       []tally.Tie      `json:"ties"`
	OrderBy    tally.OrderBy    `json:"order_by,omitempty"`
	Skip       bool             `json:"skip,omitempty"`
	Utility    tally.Utility    `json:"utility,omitempty"`
	Completion tally.Completion `json:"completion,omitempty"`
	Increment  int64            `json:"increment,omitempty"`
	Integral   bool             `json:"integral,omitempty"`
	Exhaustive bool             `json:"exhaustive,omitempty"`
}

// grouped are equal ballots together, sorted by content, without persons; unusable ones are told apart.
func grouped(casts []cast) (ballots []choiceBallots, invalid int64) {
	n := map[string]int64{}
	for _, v := range casts {
		if v.Choices == nil {
			invalid++
			continue
		}
		sorted := slices.SortedFunc(slices.Values(*v.Choices), func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
		texts := make([]string, len(sorted))
		for i, id := range sorted {
			texts[i] = id.String()
		}
		n[strings.Join(texts, ",")]++
	}
	keys := []string{}
	for k := range n {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	ballots = []choiceBallots{}
	for _, k := range keys {
		b := choiceBallots{Choices: []string{}, N: n[k]}
		if k != "" {
			b.Choices = strings.Split(k, ",")
		}
		ballots = append(ballots, b)
	}
	return ballots, invalid
}

// choose counts a choice. An unusable ballot stands in the file as one that names an option twice.
func (c *count) choose(ctx context.Context, tx *gorm.DB, b Ballot, casts []cast) error {
	options, err := optionsOf(ctx, tx, b.ID)
	if err != nil {
		return err
	}
	doc := choiceDoc{Kind: "choice", Seats: *b.Seats, MaxChoices: *b.MaxChoices, MinChoices: *b.MinChoices}
	for _, o := range options {
		doc.Options = append(doc.Options, o.ID.String())
	}
	var invalid int64
	if doc.Ballots, invalid = grouped(casts); invalid > 0 {
		doc.Ballots = append(doc.Ballots, choiceBallots{Choices: []string{doc.Options[0], doc.Options[0]}, N: invalid})
	}
	vote := tally.Choice{Options: doc.Options, Seats: int64(doc.Seats), MaxChoices: int64(doc.MaxChoices), MinChoices: int64(doc.MinChoices)}
	for _, g := range doc.Ballots {
		vote.Ballots = append(vote.Ballots, tally.ChoiceBallots(g))
	}
	got, err := tally.Choose(vote)
	if err != nil {
		return fmt.Errorf("count: %w", err)
	}
	c.result.Outcome = api.BallotOutcomeNothingElected
	switch {
	case len(got.Tied) > 0:
		c.result.Outcome = api.BallotOutcomeTied
	case len(got.Elected) > 0:
		c.result.Outcome = api.BallotOutcomeElected
	}
	c.result.Invalid, c.result.Blank, c.result.Valid = int(got.Invalid), new(int(got.Blank)), new(int(got.Valid))
	c.result.OpenSeats = new(int(got.OpenSeats))
	shown := make([]api.OptionCount, len(options))
	for i, o := range options {
		id := o.ID.String()
		shown[i] = api.OptionCount{Option: o.ID, Votes: got.Votes[i], Elected: slices.Contains(got.Elected, id), Tied: slices.Contains(got.Tied, id)}
	}
	c.result.Options = shown
	c.document, err = json.Marshal(doc)
	return err
}

// ruleOfBudget is the method with its parameters as the notice fixed them.
func (b Ballot) ruleOfBudget() tally.BudgetRule {
	r := tally.BudgetRule{Name: tally.EqualShares, MinVotes: int64(*b.MinVotes), Ties: tally.DefaultTies(), Utility: tally.CostUtility,
		Completion: tally.Add1U, Increment: api.Value(b.Increment), Integral: true, Exhaustive: true}
	if *b.Method == api.BudgetMethodGreedy {
		r = tally.BudgetRule{Name: tally.Greedy, MinVotes: int64(*b.MinVotes), Ties: tally.DefaultTies(), OrderBy: tally.ByVotes, Skip: true}
	}
	return r
}

func (b Ballot) budgetDocument(options []Option, ballots []choiceBallots) (doc budgetDoc, vote tally.BudgetVote) {
	r := b.ruleOfBudget()
	doc = budgetDoc{Kind: "budget", Budget: *b.Budget, Projects: []projectDoc{}, Ballots: []approvalsDoc{}, Lot: []string{},
		Rule: budgetRuleDoc{Name: r.Name, MinVotes: r.MinVotes, Ties: r.Ties, OrderBy: r.OrderBy, Skip: r.Skip, Utility: r.Utility,
			Completion: r.Completion, Increment: r.Increment, Integral: r.Integral, Exhaustive: r.Exhaustive}}
	index := map[string]int{}
	for i, o := range options {
		index[o.ID.String()] = i
		doc.Projects = append(doc.Projects, projectDoc{o.ID.String(), *o.Cost})
		vote.Projects = append(vote.Projects, tally.Project{ID: o.ID.String(), Cost: *o.Cost})
	}
	for _, g := range ballots {
		a := approvalsDoc{A: []int{}, N: g.N}
		for _, id := range g.Choices {
			a.A = append(a.A, index[id])
		}
		slices.Sort(a.A)
		doc.Ballots = append(doc.Ballots, a)
		vote.Ballots = append(vote.Ballots, tally.Approvals{Projects: a.A, N: a.N})
	}
	for _, id := range b.Lot {
		doc.Lot = append(doc.Lot, id.String())
	}
	vote.Budget, vote.Lot, vote.Rule = doc.Budget, doc.Lot, r
	return doc, vote
}

// spend counts a budget and says of every loser why.
func (c *count) spend(ctx context.Context, tx *gorm.DB, b Ballot, casts []cast) error {
	options, err := optionsOf(ctx, tx, b.ID)
	if err != nil {
		return err
	}
	ballots, invalid := grouped(casts)
	doc, vote := b.budgetDocument(options, ballots)
	got, err := tally.Spend(vote)
	if err != nil {
		return fmt.Errorf("count: %w", err)
	}
	c.result.Outcome, c.result.Invalid, c.result.TotalCost = api.BallotOutcomeSpent, int(invalid), &got.TotalCost
	if len(got.Winners) == 0 {
		c.result.Outcome = api.BallotOutcomeNothingChosen
	}
	if got.Endowment != nil {
		c.result.FinalEndowment = new(got.Endowment.RatString())
	}
	if got.GreedyStands {
		c.result.GreedyStands = new(true)
	}
	valid, blank := 0, 0
	for _, g := range ballots {
		if len(g.Choices) == 0 {
			blank += int(g.N)
		} else {
			valid += int(g.N)
		}
	}
	c.result.Valid, c.result.Blank = &valid, &blank
	shown := projectsOf(options, ballots, got)
	c.result.Projects = shown
	c.document, err = json.Marshal(doc)
	return err
}

func projectsOf(options []Option, ballots []choiceBallots, got tally.Spent) []api.ProjectCount {
	all := make([]api.ProjectCount, len(options))
	for i, o := range options {
		id := o.ID.String()
		p := api.ProjectCount{Project: o.ID, Cost: *o.Cost}
		for _, g := range ballots {
			if slices.Contains(g.Choices, id) {
				p.Votes += g.N
			}
		}
		if round := slices.Index(got.Order, id); round >= 0 {
			p.Chosen, p.Round = true, new(round+1)
		}
		if e := got.Effective[id]; e != nil {
			p.EffectiveVotes = new(e.RatString())
		}
		if k := slices.IndexFunc(got.Losers, func(l tally.Loser) bool { return l.ID == id }); k >= 0 {
			explain(&p, got.Losers[k])
		}
		all[i] = p
	}
	return all
}

// explain says in numbers why a project lost.
func explain(p *api.ProjectCount, l tally.Loser) {
	p.Why = new(api.LoserWhy(l.Why))
	if l.Needed > 0 {
		p.NeededVotes = &l.Needed
	}
	if l.Held != nil {
		p.SupportersHeld = new(whole64(l))
	}
	if l.Why == tally.DidNotFit || l.Why == tally.NeitherFits {
		p.BudgetLeft = &l.Left
	}
	if id, err := uuid.Parse(l.At); err == nil {
		p.StoppedAt = &id
	}
}

// whole64 is what supporters held, rounded down to whole fen.
func whole64(l tally.Loser) int64 {
	num, den := l.Held.Num(), l.Held.Denom()
	return new(big.Int).Div(num, den).Int64()
}
