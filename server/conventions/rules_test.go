package conventions

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/fault"
)

func china8(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, china.Zone)
	if err != nil {
		panic(err)
	}
	return t
}

func holder(permissions ...api.Permission) func(api.Permission) bool {
	return func(p api.Permission) bool { return slices.Contains(permissions, p) }
}

// complete is a version in a state with all that any step from there takes.
func complete(state api.ConventionState, vote verdict, can ...api.Permission) Facts {
	now := china8("2026-11-16 10:00")
	f := Facts{State: state, Kind: api.ConventionVersionKindFirst, Now: now, Until: new(now.Add(-time.Second)), Board: true, Clauses: 3, PartyFit: true, TownFit: true,
		Can: holder(can...)}
	f.Vote, f.Passed = api.BallotStateFinal, vote == passed
	if vote == cancelled {
		f.Vote = api.BallotStateCancelled
	}
	return f
}

// lacking takes one thing away from what is complete.
var lacking = map[api.ConventionGap]struct {
	take func(*Facts)
	want error
}{
	api.ConventionGapTime:        {func(f *Facts) { f.Until = new(f.Now.Add(time.Hour)) }, ErrEarly},
	api.ConventionGapBoard:       {func(f *Facts) { f.Board = false }, ErrBoard},
	api.ConventionGapOpinions:    {func(f *Facts) { f.Waiting = 2 }, ErrUnanswered},
	api.ConventionGapText:        {func(f *Facts) { f.Clauses = 0 }, ErrNoText},
	api.ConventionGapLint:        {func(f *Facts) { f.LintOpen = 1 }, ErrLint},
	api.ConventionGapPartyReview: {func(f *Facts) { f.PartyFit = false }, ErrParty},
	api.ConventionGapTownReview:  {func(f *Facts) { f.TownFit, f.Until = false, new(f.Now.Add(time.Hour)) }, ErrTown},
	api.ConventionGapVote:        {func(f *Facts) { f.Vote = api.BallotStateProvisional }, ErrVote},
}

// Each move of the table: by the right office with everything there it leads on; by another, from another state, too early or
// without its evidence it does not.
func TestEachMoveTakesItsOfficeItsStateItsTimeAndItsEvidence(t *testing.T) {
	office := map[api.Permission]string{api.PermissionConventionWrite: "committee", api.PermissionConventionTown: "town", api.PermissionConventionParty: "party"}
	for m, s := range moves {
		if s.by == nil {
			continue
		}
		name := string(m.from) + " " + string(m.act)
		for _, by := range s.by {
			if to, err := CanMove(m.act, complete(m.from, s.vote, by)); err != nil || to != s.to {
				t.Errorf("%s by the %s: %s, %v; want %s", name, office[by], to, err, s.to)
			}
		}
		for p, who := range office {
			if _, err := CanMove(m.act, complete(m.from, s.vote, p)); !slices.Contains(s.by, p) && !errors.Is(err, fault.ErrForbidden) {
				t.Errorf("%s by the %s: %v, want forbidden", name, who, err)
			}
		}
		if _, err := CanMove(m.act, complete(api.ConventionStateSuperseded, s.vote, s.by...)); !errors.Is(err, ErrNotNow) {
			t.Errorf("%s once it is over: %v", name, err)
		}
		for _, need := range s.needs {
			f := complete(m.from, s.vote, s.by...)
			lacking[need].take(&f)
			if _, err := CanMove(m.act, f); !errors.Is(err, lacking[need].want) {
				t.Errorf("%s without %s: %v, want %v", name, need, err, lacking[need].want)
			}
		}
	}
}

// The way of a version, as domain.md tells it.
func TestTheWayOfAVersion(t *testing.T) {
	for _, c := range []struct {
		from api.ConventionState
		act  Act
		to   api.ConventionState
		take []api.ConventionGap
	}{
		{api.ConventionStateCollecting, "start_drafting", api.ConventionStateDrafting, []api.ConventionGap{"time", "board"}},
		{api.ConventionStateDrafting, "submit", api.ConventionStateReview, []api.ConventionGap{"opinions", "text", "lint"}},
		{api.ConventionStateReview, "return", api.ConventionStateDrafting, nil},
		{api.ConventionStateReview, "publicise", api.ConventionStateDraftPublicity, []api.ConventionGap{"party_review", "town_review"}},
		{api.ConventionStateDraftPublicity, "revise", api.ConventionStateDrafting, nil},
		{api.ConventionStateDraftPublicity, "call_vote", api.ConventionStateVoting, []api.ConventionGap{"time", "board", "opinions"}},
		{api.ConventionStateVoting, "adopt", api.ConventionStateAdopted, []api.ConventionGap{"vote"}},
		{api.ConventionStateVoting, "not_adopted", api.ConventionStateDrafting, []api.ConventionGap{"vote"}},
		{api.ConventionStateVoting, "vote_cancelled", api.ConventionStateDraftPublicity, []api.ConventionGap{"vote"}},
		{api.ConventionStateAdopted, "publish", api.ConventionStatePublished, nil},
		{api.ConventionStatePublished, "take_effect", api.ConventionStateInForce, nil},
		{api.ConventionStateInForce, "open", api.ConventionStateAmending, nil},
		{api.ConventionStateAmending, "give_up", api.ConventionStateInForce, nil},
		{api.ConventionStateAmending, "supersede", api.ConventionStateSuperseded, nil},
		{api.ConventionStateAmending, "end", api.ConventionStateRepealed, nil},
		{api.ConventionStateInForce, "order_correction", api.ConventionStateCorrectionOrdered, nil},
		{api.ConventionStateAmending, "order_correction", api.ConventionStateCorrectionOrdered, nil},
		{api.ConventionStateCorrectionOrdered, "lift_order", api.ConventionStateInForce, nil},
		{api.ConventionStateCorrectionOrdered, "supersede", api.ConventionStateSuperseded, nil},
	} {
		s, ok := moves[move{c.from, c.act}]
		if !ok || s.to != c.to || !slices.Equal(s.needs, c.take) {
			t.Errorf("%s %s: %+v, want %s with %v", c.from, c.act, s, c.to, c.take)
		}
	}
	if _, ok := moves[move{api.ConventionStateVoting, "withdraw"}]; ok {
		t.Error("what is being voted on can be withdrawn")
	}
}

func TestAVoteAdoptsOnlyWhatPassed(t *testing.T) {
	f := complete(api.ConventionStateVoting, failed, api.PermissionConventionWrite)
	if _, err := CanMove("adopt", f); !errors.Is(err, ErrOutcome) {
		t.Errorf("adopted though the vote failed: %v", err)
	}
	f = complete(api.ConventionStateVoting, passed, api.PermissionConventionWrite)
	if _, err := CanMove("not_adopted", f); !errors.Is(err, ErrOutcome) {
		t.Errorf("given up though the vote passed: %v", err)
	}
	for _, running := range []api.BallotState{api.BallotStateNotice, api.BallotStateOpen, api.BallotStateCounting, api.BallotStateProvisional, api.BallotStateCancelled} {
		f.Vote = running
		if _, err := CanMove("adopt", f); !errors.Is(err, ErrVote) {
			t.Errorf("adopted while the vote is %s: %v", running, err)
		}
	}
}

func TestTheTownsSilenceDoesNotHoldUpADraft(t *testing.T) {
	f := complete(api.ConventionStateReview, anyVerdict, api.PermissionConventionWrite)
	f.TownFit = false
	if _, err := CanMove("publicise", f); err != nil {
		t.Errorf("after ten working days: %v", err)
	}
	f.PartyFit = false
	if _, err := CanMove("publicise", f); !errors.Is(err, ErrParty) {
		t.Errorf("without the party branch: %v", err)
	}
}

func TestMinimumTimesAreCountedOnTheCalendar(t *testing.T) {
	for _, c := range []struct {
		name  string
		state api.ConventionState
		kind  api.ConventionKind
		from  string
		want  string
	}{
		{"seven days of collecting; its first day is not counted", api.ConventionStateCollecting, api.ConventionKindResidentConvention, "2026-11-16 10:00", "2026-11-23"},
		{"they end on a Sunday and so on the Monday after", api.ConventionStateCollecting, api.ConventionKindVillageConvention, "2026-11-15 23:59", "2026-11-23"},
		{"a draft is shown for seven days", api.ConventionStateDraftPublicity, api.ConventionKindVillageConvention, "2026-11-17 08:00", "2026-11-24"},
		{"fifteen for owners", api.ConventionStateDraftPublicity, api.ConventionKindOwnerCovenant, "2026-11-16 08:00", "2026-12-01"},
		{"the town has ten working days", api.ConventionStateReview, api.ConventionKindResidentConvention, "2026-11-16 08:00", "2026-11-30"},
		{"over the National Day a period ends on the first working day", api.ConventionStateCollecting, api.ConventionKindResidentConvention, "2026-09-25 08:00", "2026-10-08"},
	} {
		got := UntilOf(c.state, c.kind, china8(c.from))
		if got == nil || dayOf(*got) != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
	if UntilOf(api.ConventionStateDrafting, api.ConventionKindOwnerCovenant, china8("2026-11-16 10:00")) != nil {
		t.Error("drafting has a minimum time")
	}
	if got := dayOf(FilingDue(china8("2026-11-16 10:00"))); got != "2026-11-26" {
		t.Errorf("to be filed until %s", got)
	}
}

func TestFilingRunsBesideTheStates(t *testing.T) {
	now := china8("2026-11-16 10:00")
	at := func(days int) *time.Time { return new(now.AddDate(0, 0, days)) }
	send, accept, back := api.ConventionFilingDeedSend, api.ConventionFilingDeedAccept, api.ConventionFilingDeedReturn
	for _, c := range []struct {
		name    string
		f       FilingFacts
		state   api.ConventionFilingState
		overdue bool
		may     []api.ConventionFilingDeed
	}{
		{"nothing is adopted yet", FilingFacts{}, api.ConventionFilingStateNone, false, nil},
		{"it is due", FilingFacts{Due: at(3)}, api.ConventionFilingStateDue, false, []api.ConventionFilingDeed{send}},
		{"it is late", FilingFacts{Due: at(-1)}, api.ConventionFilingStateDue, true, []api.ConventionFilingDeed{send}},
		{"it was sent; the town's time is not the committee's", FilingFacts{Due: at(-1), Sent: at(-2)}, api.ConventionFilingStateDue, false, []api.ConventionFilingDeed{accept, back}},
		{"it came back", FilingFacts{Due: at(1), Returned: at(-1)}, api.ConventionFilingStateReturned, false, []api.ConventionFilingDeed{send}},
		{"it came back, and is late", FilingFacts{Due: at(-1), Returned: at(-2)}, api.ConventionFilingStateReturned, true, []api.ConventionFilingDeed{send}},
		{"it was sent again", FilingFacts{Due: at(1), Sent: at(0), Returned: at(-1)}, api.ConventionFilingStateDue, false, []api.ConventionFilingDeed{accept, back}},
		{"it is filed", FilingFacts{Due: at(1), Sent: at(0), Filed: true}, api.ConventionFilingStateFiled, false, nil},
	} {
		state, overdue := FilingStateOf(c.f, now)
		if state != c.state || overdue != c.overdue {
			t.Errorf("%s: %s, late %v", c.name, state, overdue)
		}
		for _, deed := range []api.ConventionFilingDeed{send, accept, back} {
			if err := CanFile(deed, c.f, now); (err == nil) != slices.Contains(c.may, deed) {
				t.Errorf("%s: %s: %v", c.name, deed, err)
			}
		}
	}
}

func TestWhoProposesANewVersion(t *testing.T) {
	for _, c := range []struct {
		name     string
		kind     api.ConventionVersionKind
		by       api.ConventionProposer
		standing api.ConventionState
		call     bool
		want     error
	}{
		{"the committee amends", "amendment", "committee", "in_force", false, nil},
		{"the supervision committee amends", "amendment", "supervision", "in_force", false, nil},
		{"a tenth of the residents by their call", "amendment", "residents", "in_force", true, nil},
		{"residents without a call", "amendment", "residents", "in_force", false, ErrCall},
		{"the committee with a call it does not need", "amendment", "committee", "in_force", true, ErrCall},
		{"nothing to amend", "amendment", "committee", "", false, ErrProposer},
		{"a first one where one stands", "first", "committee", "in_force", false, ErrProposer},
		{"a first one after the last was withdrawn", "first", "committee", "", false, nil},
		{"a correction that nobody ordered", "correction", "town", "in_force", false, ErrProposer},
		{"a correction of its own accord", "correction", "committee", "correction_ordered", false, ErrProposer},
		{"a correction that was ordered", "correction", "town", "correction_ordered", false, nil},
		{"an amendment while one is ordered", "amendment", "committee", "correction_ordered", false, nil},
		{"a repeal", "repeal", "reps", "in_force", true, nil},
		{"posting is no version of another", "posted", "committee", "", false, ErrProposer},
	} {
		if err := CheckProposer(c.kind, c.by, c.standing, c.call); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func TestVersionsAreNumberedOnwards(t *testing.T) {
	for _, c := range []struct {
		taken     [][2]int
		standing  [2]int
		whole     bool
		major, no int
	}{
		{[][2]int{{1, 0}}, [2]int{1, 0}, false, 1, 1},
		{[][2]int{{1, 0}, {1, 1}, {1, 2}}, [2]int{1, 1}, false, 1, 3}, // 1.2 was withdrawn
		{[][2]int{{1, 0}, {1, 1}}, [2]int{1, 1}, true, 2, 0},
		{[][2]int{{1, 0}, {2, 0}}, [2]int{1, 0}, false, 1, 1},
		{[][2]int{{1, 0}, {2, 0}}, [2]int{1, 0}, true, 3, 0},
	} {
		if major, minor := NextNumber(c.taken, c.standing, c.whole); major != c.major || minor != c.no {
			t.Errorf("after %v, standing %v: %d.%d", c.taken, c.standing, major, minor)
		}
	}
}

func TestTheFingerprintIsOfTheTextAlone(t *testing.T) {
	clause := api.ConventionClause{ID: uuid.New(), Text: "出门拴绳"}
	of := func(r Revision, title string) string {
		if err := r.seal(title); err != nil {
			t.Fatal(err)
		}
		return hexed(r.Fingerprint)
	}
	a := of(Revision{Clauses: []api.ConventionClause{clause}, Short: "短", Note: "一"}, "公约")
	if b := of(Revision{Clauses: []api.ConventionClause{clause}, Revision: 7, Note: "二"}, "公约"); a != b {
		t.Error("a note changes the fingerprint")
	}
	clause.Text = "出门栓绳"
	if b := of(Revision{Clauses: []api.ConventionClause{clause}}, "公约"); a == b {
		t.Error("another character has the same fingerprint")
	}
}
