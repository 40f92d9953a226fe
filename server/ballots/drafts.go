package ballots

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/ballots/tally"
	"wugong/server/china"
	"wugong/server/communities"
	"wugong/server/fault"
)

// fill checks what was drafted and puts it into a vote; it gives the options.
func (s *Service) fill(ctx context.Context, tx *gorm.DB, b *Ballot, d api.BallotDraft, now time.Time) ([]Option, error) {
	c, err := communities.CommunityOf(ctx, tx, b.CommunityID)
	if err != nil {
		return nil, err
	}
	if err := b.ruled(d, c, now); err != nil {
		return nil, err
	}
	if b.Title, err = fault.Line("title", d.Title); err != nil {
		return nil, err
	}
	if b.Text, err = fault.Text("text", d.Text); err != nil || b.Text == "" {
		return nil, fault.ErrText.On("text", api.ProblemCodeInvalidText)
	}
	if err := b.whose(ctx, tx, d.Electorate); err != nil {
		return nil, err
	}
	if err := b.from(ctx, tx, d.ProposalID); err != nil {
		return nil, err
	}
	b.InvalidParticipates = d.InvalidParticipates == nil || *d.InvalidParticipates
	b.IncludeParking = d.IncludeParking == nil || *d.IncludeParking
	b.Silence = api.SilenceAbsent
	if d.Silence != nil {
		b.Silence = *d.Silence
	}
	b.OpensAt, b.ClosesAt = micro(d.OpensAt), micro(d.ClosesAt)
	if err := CheckWindow(b.OpensAt, b.ClosesAt); err != nil {
		return nil, err
	}
	return b.chosen(d)
}

func micro(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	return new(t.UTC().Truncate(time.Microsecond))
}

// ruled picks the rule for what the vote is about, as of today.
func (b *Ballot) ruled(d api.BallotDraft, c communities.Community, now time.Time) error {
	if d.Kind == api.BallotKindSecret {
		return ErrSecret.On("kind", ErrSecret.Code)
	}
	m, ok := matterOf(d.Matter, c.Kind)
	switch {
	case !ok:
		return ErrRuleUnfit.On("matter", ErrRuleUnfit.Code)
	case m.consent:
		return ErrConsent.On("matter", ErrConsent.Code)
	case !slices.Contains(m.ballots, d.Kind):
		return ErrRuleUnfit.On("kind", ErrRuleUnfit.Code)
	}
	b.Kind, b.Matter = d.Kind, d.Matter
	b.LegalEffect, b.LocalRule = api.LegalEffectAdvisory, ""
	day := now.In(china.Zone).Format(time.DateOnly)
	var p tally.Profile
	if len(m.profiles) == 0 {
		if d.Profile != nil {
			return ErrRuleUnfit.On("profile", ErrRuleUnfit.Code)
		}
		b.Rule = Rule{Basis: consultation, AgreeBase: tally.OfParticipating}
		if d.Kind == api.BallotKindDecision { // what more than half of those say who take part
			b.Rule.Agree = tally.Thresholds{People: &tally.Threshold{Num: 1, Den: 2}}
		}
		p.Advisory = true
	} else {
		id := m.profiles[0]
		if d.Profile != nil {
			id = *d.Profile
		}
		if p, ok = tally.ProfileOn(id, day); !ok || !slices.Contains(m.profiles, id) {
			return ErrRuleUnfit.On("profile", ErrRuleUnfit.Code)
		}
		b.Rule = ruleOf(p)
		b.LegalEffect = effectOf(p)
	}
	if !fits(p, d.Electorate.Kind) {
		return ErrElectorate.On("electorate.kind", ErrElectorate.Code)
	}
	return b.effective(d, p, c.Code, day)
}

// effective fixes the legal effect: what only asks has none, and nothing binds online without a rule that allows it there.
func (b *Ballot) effective(d api.BallotDraft, p tally.Profile, division, day string) error {
	if d.LegalEffect != nil {
		b.LegalEffect = *d.LegalEffect
	}
	if p.Advisory && b.LegalEffect != api.LegalEffectAdvisory {
		return ErrEffect.On("legal_effect", ErrEffect.Code)
	}
	if b.LegalEffect == api.LegalEffectBindingOnline {
		if b.LocalRule = bindingBy(p.ID, division, day); b.LocalRule == "" {
			return ErrLocalRule.On("legal_effect", ErrLocalRule.Code)
		}
	}
	return nil
}

// consultation is the basis where no rule governs.
const consultation = "征询意见，不具法律效力"

func ruleOf(p tally.Profile) Rule {
	base := p.Rule.AgreeBase
	if base == "" {
		base = tally.OfParticipating
	}
	return Rule{Profile: p.ID, Number: p.Number, Basis: p.Basis, ValidFrom: p.ValidFrom, Quorum: p.Rule.Quorum, Agree: p.Rule.Agree,
		AgreeBase: base, NoticeDays: p.NoticeDays, PublicityDays: p.PublicityDays}
}

// fits tells whether the rule counts such voters. A consultation asks adults, households or owners; a villagers' group
// meets by persons or by households (art. 32).
func fits(p tally.Profile, kind api.ElectorateKind) bool {
	switch p.ID {
	case "", "priority_poll":
		return kind != api.ElectorateKindAffected
	case "villager_group":
		return kind == api.ElectorateKindAdults || kind == api.ElectorateKindHouseholds
	}
	return string(p.Electorate) == string(kind)
}

// chosen checks options, seats and money.
func (b *Ballot) chosen(d api.BallotDraft) ([]Option, error) {
	b.Seats, b.MaxChoices, b.MinChoices, b.Budget, b.Method, b.MinVotes = nil, nil, nil, nil, nil, nil
	drafts := []api.BallotOptionDraft{}
	if d.Options != nil {
		drafts = *d.Options
	}
	switch n := len(drafts); b.Kind {
	case api.BallotKindDecision:
		if n > 0 {
			return nil, ErrOptions.On("options", ErrOptions.Code)
		}
		return nil, nil
	case api.BallotKindChoice:
		if n < 2 {
			return nil, ErrOptionsMissing.On("options", ErrOptionsMissing.Code)
		}
		b.Seats, b.MaxChoices, b.MinChoices = orOne(d.Seats), orOne(d.MaxChoices), orOne(d.MinChoices)
		if *b.Seats > n || *b.MaxChoices > n || *b.MinChoices > *b.MaxChoices {
			return nil, ErrOptions.On("max_choices", ErrOptions.Code)
		}
	default:
		if n < 1 || d.Budget == nil {
			return nil, ErrOptionsMissing.On("options", ErrOptionsMissing.Code)
		}
		b.Budget, b.Method, b.MinVotes = new(d.Budget.Budget), new(api.BudgetMethodMes), orOne(d.Budget.MinVotes)
		if d.Budget.Method != nil {
			b.Method = d.Budget.Method
		}
	}
	return optionsFrom(*b, drafts)
}

func orOne(n *int) *int {
	if n == nil {
		return new(1)
	}
	return n
}

func optionsFrom(b Ballot, drafts []api.BallotOptionDraft) ([]Option, error) {
	options, seen := make([]Option, len(drafts)), map[uuid.UUID]bool{}
	for i, d := range drafts {
		field := fmt.Sprintf("options[%d]", i)
		if seen[d.ID] {
			return nil, ErrOptions.On(field+".id", ErrOptions.Code)
		}
		seen[d.ID] = true
		if (b.Kind == api.BallotKindBudget) != (d.Cost != nil) {
			return nil, ErrOptionCost.On(field+".cost", ErrOptionCost.Code)
		}
		o := Option{ID: d.ID, BallotID: b.ID, Position: i, MediaID: d.PhotoID, Cost: d.Cost}
		var err error
		if o.Title, err = fault.Line(field+".title", d.Title); err != nil {
			return nil, err
		}
		if d.Text != nil {
			if o.Text, err = fault.Text(field+".text", *d.Text); err != nil {
				return nil, err
			}
		}
		options[i] = o
	}
	return options, nil
}
