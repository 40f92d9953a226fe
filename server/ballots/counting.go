package ballots

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/ballots/tally"
	"wugong/server/db"
)

// paperDoc is a document of wugong recount for a decision; docs/recount.md explains it.
type paperDoc struct {
	Kind       string      `json:"kind"`
	Rule       ruleDoc     `json:"rule"`
	Invalid    *bool       `json:"invalid_participates,omitempty"`
	Parking    *bool       `json:"include_parking,omitempty"`
	Silence    api.Silence `json:"silence,omitempty"`
	Delivered  []string    `json:"delivered,omitempty"`
	Register   []unitDoc   `json:"register,omitempty"`
	Votes      *[]voteDoc  `json:"votes,omitempty"`
	Aggregates *sumsDoc    `json:"aggregates,omitempty"`
}

type ruleDoc struct {
	Quorum    thresholdsDoc `json:"quorum"`
	Agree     thresholdsDoc `json:"agree"`
	AgreeBase tally.Base    `json:"agree_base"`
}

type thresholdsDoc struct {
	People *thresholdDoc `json:"people,omitempty"`
	Area   *thresholdDoc `json:"area,omitempty"`
}

type thresholdDoc struct {
	Num       int64 `json:"num"`
	Den       int64 `json:"den"`
	Inclusive bool  `json:"inclusive"`
}

type unitDoc struct {
	ID      string   `json:"unit"`
	Area    int64    `json:"area"`
	Owners  []string `json:"owners"`
	ByBuild bool     `json:"held_by_developer,omitempty"`
	Kind    string   `json:"kind,omitempty"`
	Voter   string   `json:"voter,omitempty"`
}

type voteDoc struct {
	Person  string          `json:"person"`
	Choice  api.VoteMark    `json:"choice"`
	By      string          `json:"by,omitempty"`
	Channel api.VoteChannel `json:"channel"`
}

type sumsDoc struct {
	Total         amountDoc `json:"total"`
	Participating amountDoc `json:"participating"`
	Agree         amountDoc `json:"agree"`
}

type amountDoc struct {
	People int64 `json:"people"`
	Area   int64 `json:"area"`
}

func thresholds(t tally.Thresholds) (d thresholdsDoc) {
	one := func(t *tally.Threshold) *thresholdDoc {
		if t == nil {
			return nil
		}
		return &thresholdDoc{t.Num, t.Den, t.Inclusive}
	}
	return thresholdsDoc{one(t.People), one(t.Area)}
}

func (r Rule) document() ruleDoc {
	return ruleDoc{Quorum: thresholds(r.Quorum), Agree: thresholds(r.Agree), AgreeBase: r.AgreeBase}
}

// decision is a vote as the package tally reads it. Returned paper that nobody keyed is an unusable mark.
func decisionOf(b Ballot, lines []delivery, casts []cast) tally.Decision {
	d := tally.Decision{Rule: b.Rule.Tally(), InvalidParticipates: b.InvalidParticipates, IncludeParking: b.IncludeParking, Silence: tally.Silence(b.Silence)}
	heads := false
	for _, l := range lines {
		heads = heads || l.Kind == api.VoterKindHead
		d.Register = append(d.Register, l.units()...)
		if l.Delivered {
			d.Delivered = append(d.Delivered, l.Key)
		}
	}
	for _, v := range casts {
		vote := tally.Vote{Person: v.Key, Choice: tally.Invalid}
		if v.Mark != nil {
			vote.Choice = tally.Mark(*v.Mark)
		}
		if v.ByID != nil && heads && strings.Contains(v.Key, v.ByID.String()) {
			vote.By = v.ByID.String()
		}
		d.Votes = append(d.Votes, vote)
	}
	return d
}

// delivery is a line of the roll with whether delivery is proven.
type delivery struct {
	Line
	Delivered bool
}

// units are the private units of a head; whoever counts as one without units has a line of the own key.
func (l delivery) units() []tally.Unit {
	if len(l.Units) == 0 {
		return []tally.Unit{{ID: l.Key, Area: l.Area, Owners: []string{l.Key}}}
	}
	var all []tally.Unit
	for _, u := range l.Units {
		all = append(all, tally.Unit{ID: u.ID, Area: u.Area, Owners: u.Owners, HeldByDeveloper: u.ByBuild, Kind: tally.UnitKind(u.Kind), Voter: u.Voter})
	}
	return all
}

func deliveries(ctx context.Context, tx *gorm.DB, b Ballot) ([]delivery, error) {
	lines, err := db.Rows[delivery](ctx, tx, `SELECT * FROM ballot_roll WHERE ballot_id = ? ORDER BY position, voter_id`, b.ID)
	if err != nil {
		return nil, fmt.Errorf("the roll: %w", err)
	}
	return lines, nil
}

// decide counts yes and no. The public file holds the sums: an exact area would name the flat.
func (c *count) decide(ctx context.Context, tx *gorm.DB, b Ballot, casts []cast) error {
	lines, err := deliveries(ctx, tx, b)
	if err != nil {
		return err
	}
	d, err := tally.Decide(decisionOf(b, lines, casts))
	if err != nil {
		return fmt.Errorf("count: %w", err)
	}
	c.result.Outcome = api.BallotOutcome(d.Outcome)
	c.result.Conflicts, c.result.Refused, c.result.Invalid = int(d.Conflicts), int(d.Refused), int(d.Invalid)
	measures := measuresOf(b.Rule.Tally(), d)
	c.result.Measures = measures
	marks := marksOf(b, casts)
	c.result.Marks = marks
	sum := func(a tally.Amount) amountDoc { return amountDoc(a) }
	c.document, err = json.Marshal(paperDoc{Kind: "decision", Rule: b.Rule.document(),
		Aggregates: &sumsDoc{sum(d.Aggregates.Total), sum(d.Aggregates.Participating), sum(d.Aggregates.Agree)}})
	return err
}

// measuresOf shows each measure that the rule names as a sum.
func measuresOf(r tally.Rule, d tally.Decided) []api.MeasureLine {
	all := []api.MeasureLine{}
	add := func(m api.BallotMeasure, quorum, agree *tally.Threshold, total, part, yes int64, reached, agreed *bool) {
		if quorum == nil && agree == nil {
			return
		}
		l := api.MeasureLine{Measure: m, Total: total, Participating: part, Agree: yes, QuorumReached: reached, AgreeReached: agreed}
		if quorum != nil {
			l.QuorumNeeded = new(quorum.Least(total))
		}
		if agree != nil {
			base := part
			if r.AgreeBase == tally.OfAll {
				base = total
			}
			l.AgreeBase, l.AgreeNeeded = &base, new(agree.Least(base))
		}
		all = append(all, l)
	}
	a := d.Aggregates
	add(api.BallotMeasurePeople, r.Quorum.People, r.Agree.People, a.Total.People, a.Participating.People, a.Agree.People, d.Quorum.People, d.Agree.People)
	add(api.BallotMeasureArea, r.Quorum.Area, r.Agree.Area, a.Total.Area, a.Participating.Area, a.Agree.Area, d.Quorum.Area, d.Agree.Area)
	return all
}

// marksOf adds up yes, no, abstaining and unusable; whoever is in conflict stands in none of them.
func marksOf(b Ballot, casts []cast) []api.MarkCount {
	order := []api.VoteMark{api.VoteMarkYes, api.VoteMarkNo, api.VoteMarkAbstain, api.VoteMarkInvalid}
	conflicting := map[string]bool{}
	for _, v := range casts {
		conflicting[v.Key] = conflicting[v.Key] || v.Second
	}
	all := make([]api.MarkCount, len(order))
	for i, m := range order {
		all[i].Mark = m
		var area int64
		for _, v := range casts {
			if !conflicting[v.Key] && markOr(v.Mark) == m {
				all[i].People++
				area += v.Area
			}
		}
		if b.Rule.Tally().CountsArea() {
			all[i].Area = &area
		}
	}
	return all
}

func markOr(m *api.VoteMark) api.VoteMark {
	if m == nil {
		return api.VoteMarkInvalid
	}
	return *m
}
