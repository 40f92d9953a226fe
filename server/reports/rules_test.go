package reports

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/fault"
)

const (
	submitted = api.ReportStateSubmitted
	accepted  = api.ReportStateAccepted
	rejected  = api.ReportStateRejected
	given     = api.ReportStateAssigned
	working   = api.ReportStateInProgress
	outside   = api.ReportStateWaitingExternal
	resolved  = api.ReportStateResolved
	verified  = api.ReportStateVerified
	reopened  = api.ReportStateReopened
	closed    = api.ReportStateClosed
)

var monday = time.Date(2026, 11, 23, 10, 0, 0, 0, china.Zone)

const day = 24 * time.Hour

var steps = []struct {
	name  string
	facts Facts
	act   api.ReportAct
	after time.Duration // since it was resolved
	to    api.ReportState
	err   error
}{
	{"the committee accepts", Facts{State: submitted, Parties: Committee}, api.ReportActAccept, 0, accepted, nil},
	{"the grid worker of the building accepts", Facts{State: submitted, Parties: Grid}, api.ReportActAccept, 0, accepted, nil},
	{"the reporter does not accept", Facts{State: submitted, Parties: Reporter}, api.ReportActAccept, 0, "", ErrNotAllowed},
	{"a watcher moves nothing", Facts{State: submitted, Watches: true}, api.ReportActReject, 0, "", ErrNotAllowed},
	{"what is accepted is not rejected any more", Facts{State: accepted, Parties: Committee}, api.ReportActReject, 0, "", ErrNotNow},
	{"the reporter objects", Facts{State: rejected, Parties: Reporter}, api.ReportActObject, 0, submitted, nil},
	{"but only once", Facts{State: rejected, Parties: Reporter, Objected: true}, api.ReportActObject, 0, "", ErrNotNow},
	{"a neighbour does not object", Facts{State: rejected, Parties: Neighbour}, api.ReportActObject, 0, "", ErrNotAllowed},
	{"the grid worker does not assign", Facts{State: accepted, Parties: Grid}, api.ReportActAssign, 0, "", ErrNotAllowed},
	{"the committee assigns", Facts{State: accepted, Parties: Committee}, api.ReportActAssign, 0, given, nil},
	{"and assigns anew", Facts{State: working, Parties: Committee}, api.ReportActAssign, 0, given, nil},
	{"the assignee starts", Facts{State: given, Parties: Assignee}, api.ReportActStart, 0, working, nil},
	{"the assignee resolves without having said that work began", Facts{State: given, Parties: Assignee}, api.ReportActResolve, 0, resolved, nil},
	{"the assignee resolves", Facts{State: working, Parties: Assignee}, api.ReportActResolve, 0, resolved, nil},
	{"a neighbour does not resolve", Facts{State: working, Parties: Neighbour}, api.ReportActResolve, 0, "", ErrNotAllowed},
	{"the committee hands it over", Facts{State: accepted, Parties: Committee}, api.ReportActHandOver, 0, outside, nil},
	{"the assignee does not", Facts{State: working, Parties: Assignee}, api.ReportActHandOver, 0, "", ErrNotAllowed},
	{"it comes back", Facts{State: outside, Parties: Committee}, api.ReportActResume, 0, working, nil},
	{"the reporter confirms on the fifth day", Facts{State: resolved, Parties: Reporter}, api.ReportActVerify, 5 * day, verified, nil},
	{"a neighbour not before the reporter had time", Facts{State: resolved, Parties: Neighbour}, api.ReportActVerify, 5 * day, "", ErrNotNow},
	{"a neighbour confirms on the sixth", Facts{State: resolved, Parties: Neighbour}, api.ReportActVerify, 6 * day, verified, nil},
	{"a neighbour reopens on the sixth", Facts{State: resolved, Parties: Neighbour}, api.ReportActReopen, 6 * day, reopened, nil},
	{"after a week it is over", Facts{State: resolved, Parties: Reporter}, api.ReportActVerify, 7*day + 1, "", ErrWindowOver},
	{"and when it is closed", Facts{State: closed, Parties: Reporter}, api.ReportActReopen, day, "", ErrWindowOver},
	{"who resolved it does not confirm it", Facts{State: resolved, Parties: Reporter | Committee, Resolver: true}, api.ReportActVerify, day, "", ErrNotAllowed},
	{"a second reopening", Facts{State: resolved, Parties: Reporter, Reopened: 1}, api.ReportActReopen, day, reopened, nil},
	{"no third", Facts{State: resolved, Parties: Reporter, Reopened: 2}, api.ReportActReopen, day, "", ErrReopenLimit},
	{"what is reopened is assigned", Facts{State: reopened, Parties: Committee}, api.ReportActAssign, 0, given, nil},
	{"or started", Facts{State: reopened, Parties: Assignee}, api.ReportActStart, 0, working, nil},
	{"nobody closes by hand", Facts{State: resolved, Parties: Committee | Reporter | Assignee}, api.ReportActClose, 8 * day, "", ErrNotAllowed},
	{"the clock does not close early", Facts{State: resolved, Parties: System}, api.ReportActClose, 7 * day, "", ErrNotNow},
	{"the clock closes after a week", Facts{State: resolved, Parties: System}, api.ReportActClose, 7*day + 1, closed, nil},
	{"the clock closes what is confirmed after a day", Facts{State: verified, Parties: System, VerifiedAt: monday}, api.ReportActClose, day, closed, nil},
	{"not before", Facts{State: verified, Parties: System, VerifiedAt: monday}, api.ReportActClose, day - 1, "", ErrNotNow},
	{"nothing is submitted twice", Facts{State: submitted, Parties: Reporter}, api.ReportActSubmit, 0, "", ErrNotNow},
}

func TestWhoMayTakeAReportFromWhereToWhere(t *testing.T) {
	for _, c := range steps {
		t.Run(c.name, func(t *testing.T) {
			c.facts.ResolvedAt = monday
			next, _, err := Next(c.act, c.facts, monday.Add(c.after))
			if !errors.Is(err, c.err) || c.err == nil && next.to != c.to {
				t.Errorf("Next = %q, %v; want %q, %v", next.to, err, c.to, c.err)
			}
		})
	}
}

func TestWhatAStepTakes(t *testing.T) {
	all := Given{true, true, true, true, true, true}
	for _, c := range []struct {
		name string
		from api.ReportState
		act  api.ReportAct
		lack func(*Given)
		want error
	}{
		{"accepting takes an audience", submitted, api.ReportActAccept, func(g *Given) { g.Audience = false }, errNeedsAudience},
		{"rejecting takes a reason", submitted, api.ReportActReject, func(g *Given) { g.Reason = false }, errNeedsReason},
		{"rejecting takes a note", submitted, api.ReportActReject, func(g *Given) { g.Note = false }, errNeedsNote},
		{"assigning takes an assignee", reopened, api.ReportActAssign, func(g *Given) { g.Assignee = false }, errNeedsAssignee},
		{"resolving takes a photo", working, api.ReportActResolve, func(g *Given) { g.Photo = false }, errNeedsPhoto},
		{"resolving takes a note", outside, api.ReportActResolve, func(g *Given) { g.Note = false }, errNeedsNote},
		{"handing over takes a case number", given, api.ReportActHandOver, func(g *Given) { g.CaseNumber = false }, errNeedsCase},
		{"objecting takes nothing", rejected, api.ReportActObject, func(g *Given) { *g = Given{} }, nil},
		{"confirming takes nothing", resolved, api.ReportActVerify, func(g *Given) { *g = Given{} }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := all
			c.lack(&g)
			if err := moves[move{c.from, c.act}].Missing(g); !errors.Is(err, c.want) {
				t.Errorf("Missing = %v, want %v", err, c.want)
			}
			if err := moves[move{c.from, c.act}].Missing(all); err != nil {
				t.Errorf("with everything given: %v", err)
			}
		})
	}
}

// Random lives, a thousand steps each: no state outside the table, at most two reopenings, and closed is the end.
func TestNoLifeLeavesTheTable(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	states := []api.ReportState{submitted}
	for _, s := range moves {
		states = append(states, s.to)
	}
	acts := append(slices.Clone(inOrder), api.ReportActSubmit, api.ReportActClose)
	for range 200 {
		f, now, objections := Facts{State: submitted}, monday, 0
		for range 1000 {
			now = now.Add(time.Duration(random.IntN(72)) * time.Hour)
			f.Parties, f.Resolver = Party(random.UintN(64)), random.IntN(9) == 0
			act := acts[random.IntN(len(acts))]
			next, as, err := Next(act, f, now)
			if offered := slices.Contains(Acts(f, now), act); offered != (err == nil && act != api.ReportActClose) {
				t.Fatalf("%s in %s: offered %v, but %v", act, f.State, offered, err)
			}
			if err != nil {
				continue
			}
			if f.State == closed || as&f.Parties != as || !slices.Contains(states, next.to) {
				t.Fatalf("%s led from %s to %s as %b of %b", act, f.State, next.to, as, f.Parties)
			}
			switch act {
			case api.ReportActObject:
				f.Objected = true
				objections++
			case api.ReportActResolve:
				f.ResolvedAt = now
			case api.ReportActVerify:
				f.VerifiedAt = now
			case api.ReportActReopen:
				f.Reopened++
			}
			f.State = next.to
		}
		if f.Reopened > 2 || objections > 1 {
			t.Fatalf("reopened %d times, objected %d times", f.Reopened, objections)
		}
	}
}

func TestEveryStateOfTheContractIsReachedAndKnown(t *testing.T) {
	doc, err := api.GetSpec()
	if err != nil {
		t.Fatal(err)
	}
	reached := map[string]bool{string(submitted): true}
	for _, s := range moves {
		reached[string(s.to)] = true
	}
	for _, state := range doc.Components.Schemas["ReportState"].Value.Enum {
		if !reached[state.(string)] {
			t.Errorf("no step leads to %s", state)
		}
	}
}

func TestLawAndDangerGoToADepartment(t *testing.T) {
	for _, kind := range []api.AssigneeKind{api.AssigneeKindVolunteer, api.AssigneeKindGridWorker, api.AssigneeKindPropertyCompany, api.AssigneeKindCommittee} {
		if err := Suits(true, kind); !errors.Is(err, ErrUnsuitable) {
			t.Errorf("an illegal structure was given to a %s: %v", kind, err)
		}
		if err := Suits(false, kind); err != nil {
			t.Errorf("rubbish cannot be given to a %s: %v", kind, err)
		}
	}
	for _, kind := range []api.AssigneeKind{api.AssigneeKindDepartment, api.AssigneeKindTown} {
		if err := Suits(true, kind); err != nil {
			t.Errorf("an illegal structure cannot be given to a %s: %v", kind, err)
		}
	}
}

func TestWhoMayFile(t *testing.T) {
	for _, c := range []struct {
		name             string
		filer            Filer
		hidden, onBehalf bool
		want             error
	}{
		{"a member who is not verified yet", Filer{Member: true}, false, false, nil},
		{"a stranger", Filer{}, false, false, ErrMemberOnly},
		{"a resident on behalf of another", Filer{Member: true}, false, true, fault.ErrForbidden},
		{"a building head on behalf", Filer{Member: true, Staff: true, Assisting: true}, false, true, nil},
		{"a resident about a person in need", Filer{Member: true}, true, false, ErrClass},
		{"a grid worker about a person in need", Filer{Staff: true, Assisting: true}, true, false, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := CanFile(c.filer, c.hidden, c.onBehalf); !errors.Is(err, c.want) {
				t.Errorf("CanFile = %v, want %v", err, c.want)
			}
		})
	}
}

func TestHowMuchOneSees(t *testing.T) {
	for _, c := range []struct {
		name  string
		facts Facts
		want  Sight
	}{
		{"the public sees nothing before it is accepted", Facts{State: submitted}, Nothing},
		{"nor what is rejected", Facts{State: rejected, Parties: Neighbour}, Nothing},
		{"the public sees what is accepted", Facts{State: accepted}, AsPublic},
		{"a neighbour is the public", Facts{State: resolved, Parties: Neighbour}, AsPublic},
		{"the reporter sees their own", Facts{State: rejected, Parties: Reporter}, AsReporter},
		{"the committee sees all", Facts{State: submitted, Parties: Committee}, AsStaff},
		{"who watches sees all", Facts{State: submitted, Watches: true}, AsStaff},
		{"an assignee sees where to go", Facts{State: given, Parties: Assignee}, AsStaff},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := SightOf(c.facts); got != c.want {
				t.Errorf("SightOf = %d, want %d", got, c.want)
			}
		})
	}
}
