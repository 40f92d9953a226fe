package ballots

import (
	"slices"

	"wugong/api"
	"wugong/server/ballots/tally"
)

// matter is one line of the table "what is it about → which rule". Profiles are those to choose from, the usual one first.
type matter struct {
	id       api.BallotMatter
	kinds    []api.CommunityKind
	ballots  []api.BallotKind
	profiles []string
	consent  bool // no vote replaces the written consent of who is affected
}

var (
	urban     = []api.CommunityKind{api.CommunityKindUrban}
	rural     = []api.CommunityKind{api.CommunityKindRural}
	anywhere  = []api.CommunityKind{api.CommunityKindUrban, api.CommunityKindRural}
	decision  = []api.BallotKind{api.BallotKindDecision}
	choice    = []api.BallotKind{api.BallotKindChoice}
	assembled = []string{"resident_assembly_household", "resident_assembly", "resident_rep_meeting"}
	villagers = []string{"villager_assembly_household", "villager_assembly", "villager_rep_meeting"}
)

// matters is the table, in the order in which it is shown. Whoever wants another rule for a matter changes the law first.
var matters = []matter{
	{api.BallotMatterOptions, anywhere, choice, []string{"priority_poll"}, false},
	{api.BallotMatterPriorities, anywhere, choice, []string{"priority_poll"}, false},
	{api.BallotMatterBudgetPoll, anywhere, []api.BallotKind{api.BallotKindBudget}, nil, false},
	{api.BallotMatterAssemblyMatter, urban, decision, assembled, false},
	{api.BallotMatterAssemblyMatter, rural, decision, villagers, false},
	{api.BallotMatterRepairFundUse, urban, decision, []string{"owner_ordinary"}, false},
	{api.BallotMatterRepairFundRaise, urban, decision, []string{"owner_major"}, false},
	{api.BallotMatterCommonSpace, urban, decision, []string{"owner_major"}, false},
	{api.BallotMatterOwnerCovenant, urban, decision, []string{"owner_ordinary"}, false},
	{api.BallotMatterPropertyCompany, urban, decision, []string{"owner_ordinary"}, false},
	{api.BallotMatterOwnersCommittee, urban, decision, []string{"owner_ordinary"}, false},
	{api.BallotMatterOwnerOther, urban, decision, []string{"owner_ordinary"}, false},
	{api.BallotMatterBusinessUse, urban, decision, []string{"affected_unanimous"}, false},
	{api.BallotMatterElevator, urban, decision, []string{"unit_elevator"}, false},
	{api.BallotMatterRenovation, urban, decision, []string{"renovation_intent"}, false},
	{api.BallotMatterResidentConvention, urban, decision, assembled, false},
	{api.BallotMatterVillageConvention, rural, decision, villagers[:2], false},
	{api.BallotMatterVillagePlan, rural, decision, villagers, false},
	{api.BallotMatterPublicWorks, rural, decision, villagers, false},
	{api.BallotMatterCollectiveIncome, rural, decision, villagers, false},
	{api.BallotMatterLevy, rural, decision, []string{"one_case_levy_household", "one_case_levy"}, false},
	{api.BallotMatterLand, rural, decision, []string{"collective_assembly", "collective_reps"}, false},
	{api.BallotMatterCollectiveAssets, rural, decision, []string{"collective_assembly", "collective_reps"}, false},
	{api.BallotMatterGroupMatter, rural, decision, []string{"villager_group"}, false},
	{api.BallotMatterCommitteeDecision, anywhere, decision, []string{"committee_meeting"}, false},
	{api.BallotMatterPrivateLand, rural, nil, nil, true},
	{api.BallotMatterOther, anywhere, []api.BallotKind{api.BallotKindDecision, api.BallotKindChoice}, nil, false},
}

// matterOf finds the line of a matter in a kind of community.
func matterOf(id api.BallotMatter, kind api.CommunityKind) (matter, bool) {
	i := slices.IndexFunc(matters, func(m matter) bool { return m.id == id && slices.Contains(m.kinds, kind) })
	if i < 0 {
		return matter{}, false
	}
	return matters[i], true
}

// kindsOf are the kinds of communities in which a rule holds.
func kindsOf(profile string) (kinds []api.CommunityKind) {
	for _, m := range matters {
		for _, k := range m.kinds {
			if slices.Contains(m.profiles, profile) && !slices.Contains(kinds, k) {
				kinds = append(kinds, k)
			}
		}
	}
	return kinds
}

// localRule says where a vote in the app binds by itself.
type localRule struct {
	scope, profile, validFrom, basis string
}

// localRules: without a line here nothing binds online (only article 27 allows members to attend by instant messaging).
var localRules = []localRule{
	{"CN", "collective_assembly", "2025-05-01", "农村集体经济组织法第27条"},
}

// bindingBy is the rule that lets a vote bind online in an area (division code) on a day; empty for none.
func bindingBy(profile, division, day string) string {
	for _, r := range localRules {
		if r.profile == profile && r.validFrom <= day && (r.scope == "CN" || len(division) >= len(r.scope) && division[:len(r.scope)] == r.scope) {
			return r.basis
		}
	}
	return ""
}

// effectOf is the legal effect where none is said: of owners' votes recorded, else advisory.
func effectOf(p tally.Profile) api.LegalEffect {
	if !p.Advisory && (p.Electorate == tally.Owners || p.Electorate == tally.Affected) {
		return api.LegalEffectRecorded
	}
	return api.LegalEffectAdvisory
}

// calling is how a meeting is called: who may sign, and how many it takes.
type calling struct {
	id         api.CallMeeting
	kinds      []api.CommunityKind
	electorate api.ElectorateKind
	bodies     []api.BodyKind
	threshold  tally.Threshold
	basis      string
	validFrom  string
}

var callings = []calling{
	{api.CallMeetingResidentAssembly, urban, api.ElectorateKindAdults, nil, tally.Threshold{Num: 1, Den: 10, Inclusive: true},
		"城市居民委员会组织法（2025）第27条", "2026-01-01"},
	{api.CallMeetingResidentAssemblyHousehold, urban, api.ElectorateKindHouseholds, nil, tally.Threshold{Num: 1, Den: 10, Inclusive: true},
		"城市居民委员会组织法（2025）第27条", "2026-01-01"},
	{api.CallMeetingResidentAssemblyReps, urban, api.ElectorateKindMembers, []api.BodyKind{api.BodyKindResidentRepMeeting},
		tally.Threshold{Num: 1, Den: 3, Inclusive: true}, "城市居民委员会组织法（2025）第27条", "2026-01-01"},
	{api.CallMeetingVillagerAssembly, rural, api.ElectorateKindAdults, nil, tally.Threshold{Num: 1, Den: 10, Inclusive: true},
		"村民委员会组织法（2025）第26条", "2026-01-01"},
	{api.CallMeetingVillagerAssemblyReps, rural, api.ElectorateKindMembers, []api.BodyKind{api.BodyKindVillagerRepMeeting},
		tally.Threshold{Num: 1, Den: 3, Inclusive: true}, "村民委员会组织法（2025）第26条", "2026-01-01"},
	{api.CallMeetingRepMeeting, anywhere, api.ElectorateKindMembers, []api.BodyKind{api.BodyKindResidentRepMeeting, api.BodyKindVillagerRepMeeting},
		tally.Threshold{Num: 1, Den: 5, Inclusive: true}, "城市居民委员会组织法（2025）第28条；村民委员会组织法（2025）第29条", "2026-01-01"},
	{api.CallMeetingOwnersAssembly, urban, api.ElectorateKindOwners, nil, tally.Threshold{Num: 1, Den: 5, Inclusive: true},
		"物业管理条例第13条", "2018-03-19"},
}

// callingOf finds how a meeting is called in a kind of community.
func callingOf(id api.CallMeeting, kind api.CommunityKind) (calling, bool) {
	i := slices.IndexFunc(callings, func(c calling) bool { return c.id == id && slices.Contains(c.kinds, kind) })
	if i < 0 {
		return calling{}, false
	}
	return callings[i], true
}
