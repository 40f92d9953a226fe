package ballots

import (
	"context"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/oapi-codegen/runtime/types"

	"wugong/api"
	"wugong/server/ballots/tally"
	"wugong/server/words"
)

func hexed(b []byte) string { return hex.EncodeToString(b) }

func digits(n int) string { return strconv.Itoa(n) }

// spaced joins what is not empty.
func spaced(parts ...string) string {
	var some []string
	for _, p := range parts {
		if p != "" {
			some = append(some, p)
		}
	}
	return strings.Join(some, " ")
}

func fraction(t *tally.Threshold) *api.Fraction {
	if t == nil {
		return nil
	}
	return &api.Fraction{Num: int(t.Num), Den: int(t.Den), Inclusive: t.Inclusive}
}

func fractions(t tally.Thresholds) api.Fractions {
	return api.Fractions{People: fraction(t.People), Area: fraction(t.Area)}
}

func ruleName(lang api.Language, profile string) string {
	if profile == "" {
		profile = "none"
	}
	return named(lang, "ballot.rule."+profile)
}

// named is the name of a rule, a matter or a call; what only villages have is named so.
func named(lang api.Language, key string) string {
	return words.Say(lang, words.Of(key, api.CommunityKindRural), nil)
}

func (r Rule) toAPI(lang api.Language) api.BallotRule {
	rule := api.BallotRule{Name: ruleName(lang, r.Profile), Basis: r.Basis, Quorum: fractions(r.Quorum), Agree: fractions(r.Agree),
		AgreeBase: api.AgreeBase(r.AgreeBase), NoticeDays: r.NoticeDays, PublicityDays: max(r.PublicityDays, leastPublicity)}
	if r.Profile != "" {
		rule.Profile, rule.Number, rule.ValidFrom = &r.Profile, &r.Number, date(r.ValidFrom)
	}
	return rule
}

func date(day string) *types.Date {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return nil
	}
	return &types.Date{Time: t}
}

// electorate says of whom the roll is, in words: residents or villagers, of which place or body.
func (b Ballot) electorate(lang api.Language, kind api.CommunityKind) api.Electorate {
	e := api.Electorate{Kind: b.Electorate, EstateID: b.EstateID, BuildingID: b.BuildingID, Entrance: b.Entrance, BodyID: b.BodyID,
		WithoutUnitID: b.WithoutUnitID, Name: words.Say(lang, words.Of("ballot.electorate."+string(b.Electorate), kind), nil)}
	if b.Place != "" {
		e.Name = words.Say(lang, "ballot.electorate.of", map[string]string{"place": b.Place, "who": e.Name})
	}
	if len(b.AlsoUnitIDs) > 0 {
		e.AlsoUnitIds = (*[]uuid.UUID)(&b.AlsoUnitIDs)
	}
	return e
}

func (w whole) toAPI(ctx context.Context) api.Ballot {
	lang := words.Lang(ctx)
	b := api.Ballot{ID: w.ID, Number: Number(w.Number), CommunityID: w.CommunityID, Community: w.community, Version: w.Version, Kind: w.Kind,
		Matter: w.Matter, MatterName: named(lang, "ballot.matter."+string(w.Matter)), LegalEffect: w.LegalEffect, Title: w.Title,
		Text: w.Text, State: w.state, Rule: w.Rule.toAPI(lang), Electorate: w.electorate(lang, w.placeKind), Options: []api.BallotOption{}, Seats: w.Seats,
		MaxChoices: w.MaxChoices, MinChoices: w.MinChoices, InvalidParticipates: w.InvalidParticipates, Silence: w.Silence,
		CreatedAt: w.CreatedAt, NoticeAt: w.NoticeAt, OpensAt: w.OpensAt, ClosesAt: w.ClosesAt, PublicityUntil: w.PublicityUntil,
		CancelledAt: w.CancelledAt, ProposalID: w.ProposalID, Outcome: w.about.Outcome, ReceiptsPublished: w.about.Outcome != nil,
		ObjectionsOpen: w.about.ObjectionsRoll + w.about.ObjectionsResult, MyVoters: []api.MyVoter{}, Acts: Acts(w.facts),
		Link: w.link(), Progress: w.progress}
	if w.LocalRule != "" {
		b.LocalRule = &w.LocalRule
	}
	if w.Electorate == api.ElectorateKindOwners || w.Electorate == api.ElectorateKindAffected {
		b.IncludeParking = &w.IncludeParking
	}
	if w.CancelReason != "" {
		b.CancelReason = &w.CancelReason
	}
	for _, o := range w.options {
		b.Options = append(b.Options, o.toAPI())
	}
	if w.Kind == api.BallotKindBudget {
		b.Budget = w.terms()
	}
	for _, m := range w.mine {
		b.MyVoters = append(b.MyVoters, m.toAPI(w.state, w.Ballot))
	}
	w.dated(lang, &b)
	b.Minutes = w.minutes()
	return b
}

// dated adds what follows from notice and roll.
func (w whole) dated(lang api.Language, b *api.Ballot) {
	if w.state == api.BallotStateDraft {
		b.EarliestOpening = new(EarliestOpening(w.Rule.NoticeDays, w.now).UTC())
	}
	if w.preview != nil {
		b.RollNow, b.Hinders = w.preview.toAPI(lang, w.Ballot)
	}
	if w.roll != nil {
		b.Roll = &api.BallotRoll{Version: w.roll.Version, Count: w.roll.Count, Hash: hexed(w.roll.Hash), MadeAt: w.roll.MadeAt}
		if w.Rule.Tally().CountsArea() {
			b.Roll.Area = &w.roll.Area
		}
		b.RollObjectionsUntil = new(RollObjectionsUntil(*w.NoticeAt, *w.OpensAt))
	}
	if w.state == api.BallotStateCounting && w.facts.PaperOut {
		waits := []api.BallotDue{api.BallotDueReconcile}
		b.CountingWaits = &waits
	}
}

func (o pictured) toAPI() api.BallotOption {
	a := api.BallotOption{ID: o.ID, Title: o.Title, Text: o.Text, Cost: o.Cost}
	if o.MediaID != nil && o.Width != nil {
		a.Photo = &api.Picture{ID: *o.MediaID, Width: *o.Width, Height: *o.Height}
	}
	return a
}

func (b Ballot) terms() *api.BudgetTerms {
	t := api.BudgetTerms{Budget: *b.Budget, Method: *b.Method, MinVotes: *b.MinVotes, Increment: b.Increment}
	if len(b.Lot) > 0 {
		t.Lot = (*[]uuid.UUID)(&b.Lot)
	}
	return &t
}

func (w whole) minutes() *api.BallotMinutes {
	if w.about.Minutes == nil || w.outsider { // names stand in it
		return nil
	}
	m := api.BallotMinutes{Text: *w.about.Minutes, Photos: []api.Picture{}}
	if w.photos != nil {
		m.Photos = w.photos
	}
	if *w.about.Official != "" {
		m.OfficialNumber = w.about.Official
	}
	if w.about.ChairAt != nil {
		m.Chair = &api.BallotConfirmation{By: "chair", Name: api.Value(w.about.ChairName), At: *w.about.ChairAt}
	}
	if w.about.WatchAt != nil {
		m.Supervision = &api.BallotConfirmation{By: "supervision", Name: api.Value(w.about.WatchName), At: *w.about.WatchAt}
	}
	return &m
}

// link is where the QR on paper leads.
func (w whole) link() string { return w.publicURL + "/ballots/" + w.ID.String() }
