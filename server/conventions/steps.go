package conventions

import (
	"slices"
	"time"

	"wugong/api"
	"wugong/server/fault"
)

// Act is what takes a version from one state to the next: those of the contract, and those that follow from other acts.
type Act string

// What follows from other acts, and what has its own operation.
const (
	callVote   = Act(api.ConventionDeedCallVote) // notice of the vote is given
	returned   = Act("return")                   // a reviewer sends it back
	open       = Act("open")                     // a new version is begun
	giveUp     = Act("give_up")                  // the new version is withdrawn
	takeEffect = Act("take_effect")              // its day has come
	supersede  = Act("supersede")                // the day of the next one has come
	end        = Act("end")                      // the day of the repeal has come
)

type move struct {
	from api.ConventionState
	act  Act
}

// verdict is what a step wants of the vote.
type verdict int

const (
	anyVerdict verdict = iota
	passed
	failed
	cancelled
)

// step is where a move leads, who may take it (nobody: it follows by itself), and what must be there.
type step struct {
	to    api.ConventionState
	by    []api.Permission
	needs []api.ConventionGap
	vote  verdict
}

var (
	committee = []api.Permission{api.PermissionConventionWrite}
	town      = []api.Permission{api.PermissionConventionTown}
	reviewers = []api.Permission{api.PermissionConventionParty, api.PermissionConventionTown}
)

// offices are who says an opinion for each.
var offices = map[api.ConventionOffice]api.Permission{api.ConventionOfficeParty: api.PermissionConventionParty,
	api.ConventionOfficeTown: api.PermissionConventionTown}

func act(a api.ConventionAct) Act { return Act(a) }

// moves is the whole life of a version: from where, by which act, to where, who may, and what it takes.
var moves = map[move]step{
	{api.ConventionStateCollecting, act(api.ConventionActStartDrafting)}: {api.ConventionStateDrafting, committee,
		[]api.ConventionGap{api.ConventionGapTime, api.ConventionGapBoard}, anyVerdict},
	{api.ConventionStateDrafting, act(api.ConventionActSubmit)}: {api.ConventionStateReview, committee,
		[]api.ConventionGap{api.ConventionGapOpinions, api.ConventionGapText, api.ConventionGapLint}, anyVerdict},
	{api.ConventionStateReview, returned}: {api.ConventionStateDrafting, reviewers, nil, anyVerdict},
	{api.ConventionStateReview, act(api.ConventionActPublicise)}: {api.ConventionStateDraftPublicity, committee,
		[]api.ConventionGap{api.ConventionGapPartyReview, api.ConventionGapTownReview}, anyVerdict},
	{api.ConventionStateDraftPublicity, act(api.ConventionActRevise)}: {api.ConventionStateDrafting, committee, nil, anyVerdict},
	{api.ConventionStateDraftPublicity, callVote}: {api.ConventionStateVoting, committee,
		[]api.ConventionGap{api.ConventionGapTime, api.ConventionGapBoard, api.ConventionGapOpinions}, anyVerdict},
	{api.ConventionStateVoting, act(api.ConventionActAdopt)}: {api.ConventionStateAdopted, committee,
		[]api.ConventionGap{api.ConventionGapVote}, passed},
	{api.ConventionStateVoting, act(api.ConventionActNotAdopted)}: {api.ConventionStateDrafting, committee,
		[]api.ConventionGap{api.ConventionGapVote}, failed},
	{api.ConventionStateVoting, act(api.ConventionActVoteCancelled)}: {api.ConventionStateDraftPublicity, committee,
		[]api.ConventionGap{api.ConventionGapVote}, cancelled},
	{api.ConventionStateAdopted, act(api.ConventionActPublish)}: {api.ConventionStatePublished, committee, nil, anyVerdict},
	{api.ConventionStatePublished, takeEffect}:                  {api.ConventionStateInForce, nil, nil, anyVerdict},
	{api.ConventionStatePublished, end}:                         {api.ConventionStateRepealed, nil, nil, anyVerdict},

	{api.ConventionStateInForce, open}:             {api.ConventionStateAmending, nil, nil, anyVerdict},
	{api.ConventionStateAmending, giveUp}:          {api.ConventionStateInForce, nil, nil, anyVerdict},
	{api.ConventionStateInForce, supersede}:        {api.ConventionStateSuperseded, nil, nil, anyVerdict},
	{api.ConventionStateAmending, supersede}:       {api.ConventionStateSuperseded, nil, nil, anyVerdict},
	{api.ConventionStateAmending, end}:             {api.ConventionStateRepealed, nil, nil, anyVerdict},
	{api.ConventionStateCorrectionOrdered, end}:    {api.ConventionStateRepealed, nil, nil, anyVerdict},
	{api.ConventionStateCorrectionOrdered, open}:   {api.ConventionStateCorrectionOrdered, nil, nil, anyVerdict},
	{api.ConventionStateCorrectionOrdered, giveUp}: {api.ConventionStateCorrectionOrdered, nil, nil, anyVerdict},
	{api.ConventionStateCorrectionOrdered, supersede}: {
		api.ConventionStateSuperseded, nil, nil, anyVerdict},
	{api.ConventionStateInForce, act(api.ConventionActOrderCorrection)}:     {api.ConventionStateCorrectionOrdered, town, nil, anyVerdict},
	{api.ConventionStateAmending, act(api.ConventionActOrderCorrection)}:    {api.ConventionStateCorrectionOrdered, town, nil, anyVerdict},
	{api.ConventionStateCorrectionOrdered, act(api.ConventionActLiftOrder)}: {api.ConventionStateInForce, town, nil, anyVerdict},
	{api.ConventionStateCollecting, act(api.ConventionActWithdraw)}:         {api.ConventionStateWithdrawn, committee, nil, anyVerdict},
	{api.ConventionStateDrafting, act(api.ConventionActWithdraw)}:           {api.ConventionStateWithdrawn, committee, nil, anyVerdict},
	{api.ConventionStateReview, act(api.ConventionActWithdraw)}:             {api.ConventionStateWithdrawn, committee, nil, anyVerdict},
	{api.ConventionStateDraftPublicity, act(api.ConventionActWithdraw)}:     {api.ConventionStateWithdrawn, committee, nil, anyVerdict},
}

// reasoned are the acts that everybody reads the reason of.
var reasoned = []Act{act(api.ConventionActRevise), act(api.ConventionActWithdraw), act(api.ConventionActOrderCorrection), act(api.ConventionActLiftOrder)}

// Facts are what decides over a version.
type Facts struct {
	State                 api.ConventionState
	Kind                  api.ConventionVersionKind
	Until                 *time.Time // of the minimum time of the stage
	Now                   time.Time
	Board                 bool // a photo shows this stage on the board
	Waiting               int  // opinions without an answer
	Clauses               int
	LintOpen              int
	PartyFit, TownFit     bool // of the text that was submitted
	PartySaid, TownSaid   bool
	Vote                  api.BallotState // "" for none
	Passed                bool
	Postings              int // of this stage
	Filing                FilingFacts
	HouseholdOf, SignedOf bool // the caller has a household, it has signed
	Can                   func(api.Permission) bool
}

// gap tells what of one need is missing; ok where nothing is.
func (f Facts) gap(g api.ConventionGap, v verdict) (m api.ConventionMissing, ok bool) {
	m.Gap = g
	switch g {
	case api.ConventionGapTime:
		m.Until = f.Until
		return m, f.Until == nil || f.Now.After(*f.Until)
	case api.ConventionGapBoard:
		return m, f.Board
	case api.ConventionGapOpinions:
		m.Count = &f.Waiting
		return m, f.Waiting == 0
	case api.ConventionGapText:
		return m, f.Clauses > 0 || f.Kind == api.ConventionVersionKindRepeal
	case api.ConventionGapLint:
		m.Count = &f.LintOpen
		return m, f.LintOpen == 0
	case api.ConventionGapPartyReview:
		return m, f.PartyFit
	case api.ConventionGapTownReview:
		m.Until = f.Until
		return m, f.TownFit || f.Until != nil && f.Now.After(*f.Until)
	case api.ConventionGapVote:
		if v == cancelled {
			return m, f.Vote == api.BallotStateCancelled
		}
		if f.Vote != api.BallotStatePublicity && f.Vote != api.BallotStateFinal {
			return m, false
		}
		m.Gap = api.ConventionGapOutcome
		return m, f.Passed == (v == passed)
	}
	return m, false
}

// Missing is what a step lacks.
func (f Facts) missing(s step) []api.ConventionMissing {
	all := []api.ConventionMissing{}
	for _, need := range s.needs {
		if m, ok := f.gap(need, s.vote); !ok {
			all = append(all, m)
		}
	}
	return all
}

func (f Facts) may(permissions []api.Permission) bool { return slices.ContainsFunc(permissions, f.Can) }

// CanMove tells where an act leads, or why it cannot be done: by this person, in this state, with what is there.
func CanMove(a Act, f Facts) (api.ConventionState, error) {
	s, ok := moves[move{f.State, a}]
	switch {
	case !f.may(actors(a)):
		return "", fault.ErrForbidden
	case !ok:
		return "", ErrNotNow
	}
	if missing := f.missing(s); len(missing) > 0 {
		return "", ErrorOf(missing[0])
	}
	return s.to, nil
}

// Follow tells where something that follows by itself leads; ok is false where it does not follow.
func Follow(a Act, from api.ConventionState) (to api.ConventionState, ok bool) {
	s, ok := moves[move{from, a}]
	return s.to, ok
}

// actors are who may take an act from wherever it can be taken.
func actors(a Act) (all []api.Permission) {
	for m, s := range moves {
		if m.act == a {
			return s.by
		}
	}
	return nil
}

// ErrorOf is the sentence for what is missing.
func ErrorOf(m api.ConventionMissing) error {
	f := map[api.ConventionGap]*fault.Fault{
		api.ConventionGapTime: ErrEarly, api.ConventionGapBoard: ErrBoard, api.ConventionGapOpinions: ErrUnanswered, api.ConventionGapText: ErrNoText,
		api.ConventionGapLint: ErrLint, api.ConventionGapPartyReview: ErrParty, api.ConventionGapTownReview: ErrTown, api.ConventionGapVote: ErrVote,
		api.ConventionGapOutcome: ErrOutcome,
	}[m.Gap]
	if m.Count != nil {
		f = f.With("count", digits(*m.Count))
	}
	if m.Until != nil {
		f = f.With("date", dayOf(*m.Until))
	}
	return f
}

// led are the steps in the order in which they are shown.
var led = []Act{act(api.ConventionActStartDrafting), act(api.ConventionActSubmit), act(api.ConventionActPublicise), callVote, act(api.ConventionActAdopt),
	act(api.ConventionActNotAdopted), act(api.ConventionActVoteCancelled), act(api.ConventionActPublish), act(api.ConventionActRevise),
	act(api.ConventionActOrderCorrection), act(api.ConventionActLiftOrder), act(api.ConventionActWithdraw)}

// Steps are those that lead on from a state, with what each lacks.
func Steps(f Facts, roles func([]api.Permission) []api.Role) []api.ConventionStep {
	all := []api.ConventionStep{}
	for _, a := range led {
		if s, ok := moves[move{f.State, a}]; ok {
			all = append(all, api.ConventionStep{Deed: api.ConventionDeed(a), By: roles(s.by), Missing: f.missing(s)})
		}
	}
	return all
}

// Ready tells whether the committee can take a step that leads on now.
func Ready(f Facts) bool {
	return slices.ContainsFunc(led[:8], func(a Act) bool {
		s, ok := moves[move{f.State, a}]
		return ok && len(f.missing(s)) == 0
	})
}

// Deeds are what somebody may do with a version now.
func Deeds(f Facts) []api.ConventionDeed {
	all := []api.ConventionDeed{}
	add := func(d api.ConventionDeed, may bool) {
		if may {
			all = append(all, d)
		}
	}
	for _, a := range led {
		_, err := CanMove(a, f)
		add(api.ConventionDeed(a), err == nil)
	}
	writes := f.Can(api.PermissionConventionWrite)
	_, phase := PhaseOf(f.State)
	add(api.ConventionDeedEdit, writes && f.State == api.ConventionStateDrafting)
	add(api.ConventionDeedReviewParty, CanReview(api.ConventionOfficeParty, f) == nil)
	add(api.ConventionDeedReviewTown, CanReview(api.ConventionOfficeTown, f) == nil)
	add(api.ConventionDeedOpine, phase && f.Can(api.PermissionConventionOpine))
	add(api.ConventionDeedEnterOpinion, phase && writes)
	add(api.ConventionDeedAnswer, writes && f.Waiting > 0)
	add(api.ConventionDeedPost, writes && CanPost(f) == nil)
	add(api.ConventionDeedSign, Adopted(f.State) && f.HouseholdOf && !f.SignedOf)
	add(api.ConventionDeedUnsign, Adopted(f.State) && f.SignedOf)
	add(api.ConventionDeedEnterSignatures, Adopted(f.State) && f.Can(api.PermissionConventionSigns))
	add(api.ConventionDeedSendFiling, writes && CanFile(api.ConventionFilingDeedSend, f.Filing, f.Now) == nil)
	files := f.Can(api.PermissionConventionTown) && CanFile(api.ConventionFilingDeedAccept, f.Filing, f.Now) == nil
	add(api.ConventionDeedAcceptFiling, files)
	add(api.ConventionDeedReturnFiling, files)
	return all
}

// CanReview tells why an office may not say its opinion now; nil where it may. It may say another one until the draft goes on.
func CanReview(office api.ConventionOffice, f Facts) error {
	switch {
	case !f.Can(offices[office]):
		return fault.ErrForbidden
	case f.State != api.ConventionStateReview:
		return ErrNotNow
	}
	return nil
}

// CanPost tells why no photo of the board can be added now; nil where one can.
func CanPost(f Facts) error {
	_, phase := PhaseOf(f.State)
	switch {
	case !phase && !Adopted(f.State):
		return ErrNotNow
	case f.Postings >= mostPostings:
		return ErrPostings
	}
	return nil
}
