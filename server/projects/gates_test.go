package projects

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/china"
)

var today = time.Date(2026, 9, 1, 0, 0, 0, 0, china.Zone)

// complete is a project that lacks nothing at any gate.
func complete() Facts {
	named := func(name string) Named { return Named{uuid.New(), name} }
	return Facts{Path: api.ProjectPathFull, Today: today,
		Proposal: true, ProposalAccepted: true, ProposalAuthor: true, ProposalPlace: true, ProposalReason: true,
		Needs: 1, Deliberations: 1, Options: 1, ResidentsMet: true, Plan: true, PlanSum: 100000, Estimate: 100000, MoneyPlanned: true, Reviewed: true,
		Decisions: []Decided{{Passed: true, Settled: true, Ruled: true, Closed: true, Assembly: true}},
		Publicity: true, PublicityFrom: today.AddDate(0, 0, -7), Consents: 1,
		Accepted: true, AcceptanceThere: true, AcceptanceSigners: 2, Points: []Point{{named("门口"), true, true}}, Entries: 2,
		Changes:     []Change{{named("小改"), 10000, false}},
		Stewardship: true, Assets: 1, CoveredTo: today.AddDate(0, 0, 90),
		Surveys: []SurveyFacts{{ID: uuid.New(), OpenedOn: today.AddDate(0, 0, -7), ClosedOn: today, Paper: true, Answers: 10, Needed: 10, ResultsPublic: true}},
		Ratings: 3, Story: true, StorySigners: 1, Archive: true}
}

func codes(all []Missing) []api.GateMissingCode {
	found := []api.GateMissingCode{}
	for _, m := range all {
		found = append(found, m.Code)
	}
	return found
}

func TestNothingIsMissingOfACompleteProject(t *testing.T) {
	for _, path := range []api.ProjectPath{api.ProjectPathFull, api.ProjectPathLight} {
		f := complete()
		f.Path = path
		for _, g := range gates {
			if missing := MissingAt(g, f); len(missing) > 0 {
				t.Errorf("%s on the path %s: %v is missing", g, path, codes(missing))
			}
		}
	}
}

func TestEachSingleMissingItemIsNamedAtItsGate(t *testing.T) {
	a := Named{uuid.New(), "某事"}
	full, light := api.ProjectPathFull, api.ProjectPathLight
	for _, c := range []struct {
		name string
		path api.ProjectPath
		gate api.ProjectGate
		take func(*Facts)
		want []api.GateMissingCode
	}{
		{"the committee has not accepted it", full, "G0", func(f *Facts) { f.ProposalAccepted = false }, []api.GateMissingCode{"proposal_accepted"}},
		{"nobody verified and no paper source", full, "G0", func(f *Facts) { f.ProposalAuthor = false }, []api.GateMissingCode{"proposal_source"}},
		{"no place", full, "G0", func(f *Facts) { f.ProposalPlace = false }, []api.GateMissingCode{"proposal_place"}},
		{"no reason and no photo", full, "G0", func(f *Facts) { f.ProposalReason = false }, []api.GateMissingCode{"proposal_reason"}},
		{"no need, where no proposal is one", full, "G1", func(f *Facts) { f.Proposal, f.Needs = false, 0 }, []api.GateMissingCode{"need"}},
		{"no deliberation", full, "G1", func(f *Facts) { f.Deliberations, f.ResidentsMet = 0, false }, []api.GateMissingCode{"deliberation"}},
		{"only the committee met", full, "G1", func(f *Facts) { f.ResidentsMet = false }, []api.GateMissingCode{"resident_attendee"}},
		{"no option", full, "G1", func(f *Facts) { f.Options = 0 }, []api.GateMissingCode{"option"}},
		{"no funding plan", full, "G1", func(f *Facts) { f.Plan = false }, []api.GateMissingCode{"funding_plan"}},
		{"a plan that is one fen short", full, "G1", func(f *Facts) { f.PlanSum-- }, []api.GateMissingCode{"plan_sum"}},
		{"an assembly without the party organisation's review", full, "G1", func(f *Facts) { f.Reviewed = false }, []api.GateMissingCode{"party_review"}},
		{"owners decide without it", full, "G1", func(f *Facts) { f.Reviewed, f.Decisions[0].Assembly = false, false }, nil},
		{"no decision", full, "G1", func(f *Facts) { f.Decisions = nil }, []api.GateMissingCode{"decision"}},
		{"not passed", full, "G1", func(f *Facts) { f.Decisions[0].Passed = false }, []api.GateMissingCode{"decision"}},
		{"passed, provisional until the minutes are signed", full, "G1", func(f *Facts) { f.Decisions[0].Settled = false }, []api.GateMissingCode{"decision_final"}},
		{"advisory, though the law has a rule", full, "G1", func(f *Facts) {
			f.Decisions[0] = Decided{Passed: true, Settled: true, Advisory: true, Ruled: true, Closed: true, Conclusion: true}
		}, []api.GateMissingCode{"decision"}},
		{"a consultation without its conclusion", full, "G1", func(f *Facts) { f.Decisions[0] = Decided{Advisory: true, Closed: true} }, []api.GateMissingCode{"decision"}},
		{"a consultation that is still open", full, "G1", func(f *Facts) { f.Decisions[0] = Decided{Advisory: true, Conclusion: true} }, []api.GateMissingCode{"decision"}},
		{"a consultation with its conclusion, where no rule applies", full, "G1", func(f *Facts) { f.Decisions[0] = Decided{Advisory: true, Closed: true, Conclusion: true} }, nil},
		{"not displayed", full, "G1", func(f *Facts) { f.Publicity = false }, []api.GateMissingCode{"publicity"}},
		{"displayed for six days", full, "G1", func(f *Facts) { f.PublicityFrom = today.AddDate(0, 0, -6) }, []api.GateMissingCode{"publicity_days"}},
		{"an objection without a reply", full, "G1", func(f *Facts) { f.Objections = []Named{a} }, []api.GateMissingCode{"objection_reply"}},
		{"an owner who has not signed", full, "G1", func(f *Facts) { f.Unsigned = []Named{a} }, []api.GateMissingCode{"signoff"}},
		{"land is taken and nobody is named", full, "G1", func(f *Facts) { f.ConsentsNeeded = true }, []api.GateMissingCode{"signoff"}},
		{"not accepted", full, "G2", func(f *Facts) { f.Accepted, f.AcceptanceThere = false, false }, []api.GateMissingCode{"acceptance"}},
		{"accepted with one household", full, "G2", func(f *Facts) { f.AcceptanceSigners = 1 }, []api.GateMissingCode{"acceptance_signatures"}},
		{"no photo point", full, "G2", func(f *Facts) { f.Points = nil }, []api.GateMissingCode{"photo_point"}},
		{"no picture before", full, "G2", func(f *Facts) { f.Points[0].Before = false }, []api.GateMissingCode{"photo_before"}},
		{"no picture after", full, "G2", func(f *Facts) { f.Points[0].After = false }, []api.GateMissingCode{"photo_after"}},
		{"a contribution only declared", full, "G2", func(f *Facts) { f.Undecided = []Named{a} }, []api.GateMissingCode{"contribution_open"}},
		{"money planned and none recorded", full, "G2", func(f *Facts) { f.Entries = 0 }, []api.GateMissingCode{"account_empty"}},
		{"only work planned", full, "G2", func(f *Facts) { f.Entries, f.MoneyPlanned = 0, false }, nil},
		{"an entry not approved", full, "G2", func(f *Facts) { f.Unapproved = []Named{a} }, []api.GateMissingCode{"fund_approval"}},
		{"an entry not countersigned", full, "G2", func(f *Facts) { f.Unsealed = []Named{a} }, []api.GateMissingCode{"fund_countersign"}},
		{"a change of a fen above a tenth", full, "G2", func(f *Facts) { f.Changes[0].Delta++ }, []api.GateMissingCode{"reconsent"}},
		{"two changes that are above a tenth together", full, "G2", func(f *Facts) { f.Changes = append(f.Changes, Change{a, 1, false}) }, []api.GateMissingCode{"reconsent"}},
		{"a large change with consent", full, "G2", func(f *Facts) { f.Changes = []Change{{a, 90000, true}} }, nil},
		{"a quality problem", full, "G2", func(f *Facts) { f.Faults = []Named{a} }, []api.GateMissingCode{"quality_recheck"}},
		{"nobody looks after it", full, "G3", func(f *Facts) { f.Stewardship = false }, []api.GateMissingCode{"stewardship_plan"}},
		{"something without a custodian", full, "G3", func(f *Facts) { f.AssetsWithout = []Named{a} }, []api.GateMissingCode{"custodian"}},
		{"nothing to look after", full, "G3", func(f *Facts) { f.Assets = 0 }, []api.GateMissingCode{"custodian"}},
		{"covered for 89 days", full, "G3", func(f *Facts) { f.CoveredTo = today.AddDate(0, 0, 89) }, []api.GateMissingCode{"roster"}},
		{"covered by nobody", full, "G3", func(f *Facts) { f.CoveredTo = time.Time{} }, []api.GateMissingCode{"roster"}},
		{"no survey", full, "G4", func(f *Facts) { f.Surveys = nil }, []api.GateMissingCode{"survey"}},
		{"open for six days", full, "G4", func(f *Facts) { f.Surveys[0].ClosedOn = today.AddDate(0, 0, -1) }, []api.GateMissingCode{"survey_days"}},
		{"not on paper", full, "G4", func(f *Facts) { f.Surveys[0].Paper = false }, []api.GateMissingCode{"survey_channels"}},
		{"nine answers", full, "G4", func(f *Facts) { f.Surveys[0].Answers = 9 }, []api.GateMissingCode{"survey_answers"}},
		{"ten answers where eleven are needed", full, "G4", func(f *Facts) { f.Surveys[0].Needed = 11 }, []api.GateMissingCode{"survey_answers"}},
		{"nine answers and a note why", full, "G4", func(f *Facts) { f.Surveys[0].Answers, f.Surveys[0].Note = 9, true }, nil},
		{"an older survey lacks nothing, the newer one is short", full, "G4", func(f *Facts) {
			f.Surveys = []SurveyFacts{{OpenedOn: today}, f.Surveys[0]}
		}, nil},
		{"still open after seven days: its results are to come, and its answers are not counted yet", full, "G4", func(f *Facts) {
			f.Surveys[0].ClosedOn, f.Surveys[0].ResultsPublic, f.Surveys[0].Answers = time.Time{}, false, 0
		}, []api.GateMissingCode{"survey_results"}},
		{"results not public", full, "G4", func(f *Facts) { f.Surveys[0].ResultsPublic = false }, []api.GateMissingCode{"survey_results"}},
		{"a rectification whose day is over", full, "G4", func(f *Facts) { f.Late = []Named{a} }, []api.GateMissingCode{"rectification"}},
		{"no story", full, "G5", func(f *Facts) { f.Story, f.StorySigners = false, 0 }, []api.GateMissingCode{"case_story"}},
		{"a story nobody stands by", full, "G5", func(f *Facts) { f.StorySigners = 0 }, []api.GateMissingCode{"case_signature"}},
		{"no archive", full, "G5", func(f *Facts) { f.Archive = false }, []api.GateMissingCode{"archive"}},
		{"an archive that is behind", full, "G5", func(f *Facts) { f.ArchiveNeedsNewOnes = true }, []api.GateMissingCode{"archive"}},
		{"light: no need", light, "G1", func(f *Facts) { f.Proposal, f.Needs = false, 0 }, []api.GateMissingCode{"need"}},
		{"light: nobody has consented", light, "G1", func(f *Facts) { f.Consents = 0 }, []api.GateMissingCode{"consent_note"}},
		{"light: somebody refuses", light, "G1", func(f *Facts) { f.Unsigned = []Named{a} }, []api.GateMissingCode{"signoff"}},
		{"light: no line of money", light, "G1", func(f *Facts) { f.Plan = false }, []api.GateMissingCode{"funding_plan"}},
		{"light: no meeting, no vote, no display", light, "G1", func(f *Facts) { f.Deliberations, f.Decisions, f.Publicity, f.Options = 0, nil, false, 0 }, nil},
		{"light: no photo point", light, "G2", func(f *Facts) { f.Points = nil }, []api.GateMissingCode{"photo_point"}},
		{"light: no picture after", light, "G2", func(f *Facts) { f.Points[0].After = false }, []api.GateMissingCode{"photo_after"}},
		{"light: no account", light, "G2", func(f *Facts) { f.Entries = 0 }, []api.GateMissingCode{"account_empty"}},
		{"light: an entry not approved", light, "G2", func(f *Facts) { f.Unapproved = []Named{a} }, []api.GateMissingCode{"fund_approval"}},
		{"light: no acceptance", light, "G2", func(f *Facts) { f.Accepted, f.AcceptanceThere = false, false }, nil},
		{"light: no custodian", light, "G3", func(f *Facts) { f.AssetsWithout = []Named{a} }, []api.GateMissingCode{"custodian"}},
		{"light: no plan", light, "G3", func(f *Facts) { f.Stewardship = false }, []api.GateMissingCode{"stewardship_plan"}},
		{"light: two ratings", light, "G4", func(f *Facts) { f.Ratings = 2 }, []api.GateMissingCode{"rating"}},
		{"light: the card writes itself", light, "G5", func(f *Facts) { f.Story, f.Archive = false, false }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := complete()
			f.Path = c.path
			c.take(&f)
			if got := codes(MissingAt(c.gate, f)); !slices.Equal(got, c.want) && len(got)+len(c.want) > 0 {
				t.Errorf("%s lacks %v, want %v", c.gate, got, c.want)
			}
		})
	}
}

func TestWhoPassesAGate(t *testing.T) {
	member, chair, resident := Who{Manages: true}, Who{Manages: true, Overrides: true}, Who{TakesPart: true}
	for _, c := range []struct {
		name    string
		gate    api.ProjectGate
		missing int
		reason  bool
		who     Who
		want    error
	}{
		{"a member passes what is complete", "G1", 0, false, member, nil},
		{"a member does not pass what lacks something", "G1", 1, false, member, ErrGateMissing},
		{"a member has no reason to give", "G1", 1, true, member, errForbidden},
		{"the chair passes with a reason", "G1", 1, true, chair, nil},
		{"the chair needs the reason", "G1", 1, false, chair, ErrGateMissing},
		{"not the gate after next", "G2", 0, false, chair, ErrGateNotNow},
		{"not backwards", "G0", 0, false, chair, ErrGateNotNow},
		{"a resident passes none", "G1", 0, false, resident, errForbidden},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := CanPass(c.gate, planned, c.missing, c.reason, c.who); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
	if err := CanPass("G5", closed, 0, false, chair); err != ErrGateNotNow {
		t.Errorf("out of the last stage leads %v", err)
	}
}

func TestSharesAddUpInWholeFen(t *testing.T) {
	for _, c := range []struct {
		name    string
		total   int64
		weights []int64
		want    []int64
		ok      bool
	}{
		{"equal thirds: the fen left goes to the first", 100, []int64{1, 1, 1}, []int64{34, 33, 33}, true},
		{"the largest remainder gets it", 100, []int64{1, 2, 4}, []int64{14, 29, 57}, true},
		{"who weighs nothing pays nothing", 999, []int64{0, 3, 0}, []int64{0, 999, 0}, true},
		{"fewer fen than units", 2, []int64{1, 1, 1}, []int64{1, 1, 0}, true},
		{"large areas and sums do not overflow", 10_000_000_000_000, []int64{100_000_000, 100_000_000}, []int64{5_000_000_000_000, 5_000_000_000_000}, true},
		{"no weight at all", 100, []int64{0, 0}, nil, false},
		{"a weight below nothing", 100, []int64{-1, 2}, nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := Split(c.total, c.weights)
			if ok != c.ok || !slices.Equal(got, c.want) {
				t.Errorf("Split(%d, %v) = %v, %v", c.total, c.weights, got, ok)
			}
		})
	}
	for n := int64(1); n < 200; n++ {
		weights := []int64{n % 7, n % 11, 13, n, 1}
		parts, _ := Split(n*97, weights)
		var sum int64
		for _, p := range parts {
			sum += p
		}
		if sum != n*97 {
			t.Fatalf("%d among %v adds up to %d", n*97, weights, sum)
		}
	}
}
