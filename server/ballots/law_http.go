package ballots

import (
	"context"
	"slices"

	"wugong/api"
	"wugong/server/ballots/tally"
	"wugong/server/words"
)

// ListBallotRules serves GET /ballot-rules.
func (a API) ListBallotRules(ctx context.Context, req api.ListBallotRulesRequestObject) (api.ListBallotRulesResponseObject, error) {
	return api.ListBallotRules200JSONResponse(lawOf(words.Lang(ctx), req.Params.Kind)), nil
}

// lawOf is the table of matters, rules and calls, of all communities or of one kind.
func lawOf(lang api.Language, kind *api.CommunityKind) api.BallotRules {
	holds := func(kinds []api.CommunityKind) bool { return kind == nil || slices.Contains(kinds, *kind) }
	law := api.BallotRules{Matters: []api.BallotMatterRule{}, Profiles: []api.BallotProfile{}, Calls: []api.CallRule{}}
	for _, m := range matters {
		if holds(m.kinds) {
			law.Matters = append(law.Matters, m.toAPI(lang))
		}
	}
	for _, p := range tally.Profiles() {
		if kinds := kindsOf(p.ID); holds(kinds) {
			rule := ruleOf(p)
			law.Profiles = append(law.Profiles, api.BallotProfile{ID: p.ID, Kinds: kinds, Electorate: api.ElectorateKind(p.Electorate), Bodies: append([]api.BodyKind{}, seated[p.ID]...),
				Decides: p.Rule.Check() == nil, Advisory: p.Advisory, LegalEffect: effectOf(p), Rule: rule.toAPI(lang)})
		}
	}
	for _, c := range callings {
		if holds(c.kinds) {
			law.Calls = append(law.Calls, c.toAPI(lang))
		}
	}
	return law
}

func (m matter) toAPI(lang api.Language) api.BallotMatterRule {
	r := api.BallotMatterRule{Matter: m.id, Name: named(lang, "ballot.matter."+string(m.id)), Kinds: m.kinds,
		Ballots: []api.BallotKind{}, Profiles: []string{}, LegalEffect: api.LegalEffectAdvisory, WrittenConsent: m.consent}
	r.Ballots = append(r.Ballots, m.ballots...)
	r.Profiles = append(r.Profiles, m.profiles...)
	if len(m.profiles) > 0 {
		if p, ok := tally.LatestProfile(m.profiles[0]); ok {
			r.LegalEffect = effectOf(p)
		}
	}
	return r
}

func (c calling) toAPI(lang api.Language) api.CallRule {
	r := api.CallRule{ID: c.id, Name: named(lang, "call."+string(c.id)), Kinds: c.kinds, Electorate: c.electorate,
		Threshold: *fraction(&c.threshold), Basis: c.basis, ValidFrom: *date(c.validFrom)}
	if len(c.bodies) == 1 {
		r.Body = &c.bodies[0]
	}
	return r
}
