package conventions

import (
	"slices"
	"strconv"
	"time"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/fault"
)

// What can be said against a convention, a version of it, or an act on them.
var (
	ErrNotFound     = fault.New(fault.NotFound, api.ProblemCodeConventionNotFound)
	ErrNoVersion    = fault.New(fault.NotFound, api.ProblemCodeConventionVersionNotFound)
	ErrNoOpinion    = fault.New(fault.NotFound, api.ProblemCodeConventionOpinionNotFound)
	ErrChanged      = fault.New(fault.Conflict, api.ProblemCodeConventionChangedMeanwhile)
	ErrNotNow       = fault.New(fault.Conflict, api.ProblemCodeConventionNotNow)
	ErrEarly        = fault.New(fault.Conflict, api.ProblemCodeConventionTooEarly)
	ErrBoard        = fault.New(fault.Conflict, api.ProblemCodeConventionBoardMissing)
	ErrUnanswered   = fault.New(fault.Conflict, api.ProblemCodeConventionOpinionsUnanswered)
	ErrNoText       = fault.New(fault.Conflict, api.ProblemCodeConventionTextMissing)
	ErrLint         = fault.New(fault.Conflict, api.ProblemCodeConventionLintOpen)
	ErrParty        = fault.New(fault.Conflict, api.ProblemCodeConventionPartyReviewMissing)
	ErrTown         = fault.New(fault.Conflict, api.ProblemCodeConventionTownReviewMissing)
	ErrVote         = fault.New(fault.Conflict, api.ProblemCodeConventionVoteUnfinished)
	ErrOutcome      = fault.New(fault.Conflict, api.ProblemCodeConventionVoteOutcome)
	ErrKind         = fault.New(fault.Unprocessable, api.ProblemCodeConventionKindUnfit)
	ErrTitle        = fault.New(fault.Conflict, api.ProblemCodeConventionTitleTaken)
	ErrWork         = fault.New(fault.Conflict, api.ProblemCodeConventionWorkOpen)
	ErrClauses      = fault.New(fault.Unprocessable, api.ProblemCodeConventionClausesInvalid)
	ErrProposer     = fault.New(fault.Unprocessable, api.ProblemCodeConventionProposerUnfit)
	ErrCall         = fault.New(fault.Unprocessable, api.ProblemCodeConventionCallUnfit)
	ErrReason       = fault.New(fault.Unprocessable, api.ProblemCodeConventionReasonMissing)
	ErrDate         = fault.New(fault.Unprocessable, api.ProblemCodeConventionDateInvalid)
	ErrClause       = fault.New(fault.Unprocessable, api.ProblemCodeConventionClauseUnknown)
	ErrAnswered     = fault.New(fault.Conflict, api.ProblemCodeConventionOpinionAnswered)
	ErrManyOpinions = fault.New(fault.TooMany, api.ProblemCodeConventionOpinionsMany)
	ErrPostings     = fault.New(fault.Conflict, api.ProblemCodeConventionPostingsFull)
	ErrPostedOn     = fault.New(fault.Unprocessable, api.ProblemCodeConventionPostedOnInvalid)
	ErrNumber       = fault.New(fault.Unprocessable, api.ProblemCodeConventionNumberMissing)
	ErrHousehold    = fault.New(fault.Unprocessable, api.ProblemCodeConventionHouseholdMissing)
	ErrIDNumber     = fault.New(fault.Unprocessable, api.ProblemCodeConventionIDNumber)
)

const (
	collectDays      = 7
	publicityDays    = 7
	ownersDays       = 15 // 物业管理条例 art. 14: the notice of an owners' assembly
	reviewWorkdays   = 10
	shownDays        = 15 // 居务/村务公开, arts. 34/35
	filingDays       = 10
	opinionsPerDay   = 10
	mostPostings     = 6 // of a stage
	remindDaysBefore = 3
)

// Kinds tells which conventions there are in a kind of community: a village has no owners' assembly of its own.
func Kinds(community api.CommunityKind) []api.ConventionKind {
	if community == api.CommunityKindRural {
		return []api.ConventionKind{api.ConventionKindVillageConvention}
	}
	return []api.ConventionKind{api.ConventionKindResidentConvention, api.ConventionKindOwnerCovenant, api.ConventionKindProcedureRules}
}

// MatterOf is what a vote on a convention is about, which decides its rule.
func MatterOf(kind api.ConventionKind) api.BallotMatter {
	switch kind {
	case api.ConventionKindResidentConvention:
		return api.BallotMatterResidentConvention
	case api.ConventionKindVillageConvention:
		return api.BallotMatterVillageConvention
	}
	return api.BallotMatterOwnerCovenant
}

// UntilOf is the end of the minimum time of a stage that begins now, counted on the calendar, the day of its beginning left
// out; nil where the stage has none. Of a review it is the end of the town's time: silence until then does not hold it up.
func UntilOf(state api.ConventionState, kind api.ConventionKind, now time.Time) *time.Time {
	switch state {
	case api.ConventionStateCollecting:
		return new(china.Workdays.EndOfPeriod(now, collectDays))
	case api.ConventionStateReview:
		return new(china.Workdays.EndOfWorkdays(now, reviewWorkdays))
	case api.ConventionStateDraftPublicity:
		if kind == api.ConventionKindOwnerCovenant || kind == api.ConventionKindProcedureRules {
			return new(china.Workdays.EndOfPeriod(now, ownersDays))
		}
		return new(china.Workdays.EndOfPeriod(now, publicityDays))
	}
	return nil
}

// FilingDue is until when what was adopted on a day is to be filed.
func FilingDue(adopted time.Time) time.Time { return china.Workdays.EndOfPeriod(adopted, filingDays) }

// ShownUntil is until when what was published is on display at least.
func ShownUntil(published time.Time) time.Time { return china.EndOfDay(published, shownDays) }

// Stands tells whether a version holds: it is in force, also while it is amended or to be corrected.
func Stands(s api.ConventionState) bool {
	return s == api.ConventionStateInForce || s == api.ConventionStateAmending || s == api.ConventionStateCorrectionOrdered
}

// Works tells whether a version is on its way.
func Works(s api.ConventionState) bool {
	return slices.Contains([]api.ConventionState{api.ConventionStateCollecting, api.ConventionStateDrafting, api.ConventionStateReview,
		api.ConventionStateDraftPublicity, api.ConventionStateVoting, api.ConventionStateAdopted, api.ConventionStatePublished}, s)
}

// Adopted tells whether a version was adopted and is not over.
func Adopted(s api.ConventionState) bool {
	return Stands(s) || s == api.ConventionStateAdopted || s == api.ConventionStatePublished
}

// PhaseOf is the phase to which an opinion belongs in a state; ok is false where none can be given.
func PhaseOf(s api.ConventionState) (p api.ConventionPhase, ok bool) {
	switch s {
	case api.ConventionStateCollecting:
		return api.ConventionPhaseCollecting, true
	case api.ConventionStateDraftPublicity:
		return api.ConventionPhaseDraftPublicity, true
	}
	return "", false
}

// FilingFacts are what the filing of a version follows from. What is returned is no longer sent.
type FilingFacts struct {
	Due, Sent, Returned *time.Time
	Filed               bool
}

// FilingStateOf tells how far the filing is, and whether it is late: not with the town when its time was over.
func FilingStateOf(f FilingFacts, now time.Time) (s api.ConventionFilingState, overdue bool) {
	switch {
	case f.Filed:
		return api.ConventionFilingStateFiled, false
	case f.Due == nil:
		return api.ConventionFilingStateNone, false
	case f.Returned != nil && f.Sent == nil:
		s = api.ConventionFilingStateReturned
	default:
		s = api.ConventionFilingStateDue
	}
	return s, f.Sent == nil && now.After(*f.Due)
}

// CanFile tells why a step of the filing cannot be taken now; nil where it can.
func CanFile(deed api.ConventionFilingDeed, f FilingFacts, now time.Time) error {
	state, _ := FilingStateOf(f, now)
	open := state == api.ConventionFilingStateDue || state == api.ConventionFilingStateReturned
	if !open || (f.Sent != nil) == (deed == api.ConventionFilingDeedSend) {
		return ErrNotNow
	}
	return nil
}

// CheckEffective tells whether a version may be published to hold from a day: today or later, and within a year.
func CheckEffective(day, now time.Time) error {
	today := china.Midnight(now)
	if day.Before(today) || day.After(today.AddDate(1, 0, 0)) {
		return ErrDate.On("effective_on", ErrDate.Code)
	}
	return nil
}

// CheckPast tells whether days of something that was adopted earlier on paper can be right.
func CheckPast(adopted, effective time.Time, filed *time.Time, now time.Time) error {
	today := china.Midnight(now)
	switch {
	case adopted.After(today), adopted.Year() < 1980:
		return ErrDate.On("posted.adopted_on", ErrDate.Code)
	case effective.Before(adopted), effective.After(today):
		return ErrDate.On("posted.effective_on", ErrDate.Code)
	case filed != nil && (filed.Before(adopted) || filed.After(today)):
		return ErrDate.On("posted.filed_on", ErrDate.Code)
	}
	return nil
}

// CheckPostedOn tells whether a photo can show it on the board on a day: not before its stage began, not after today.
func CheckPostedOn(day, from, now time.Time) error {
	if day.Before(china.Midnight(from)) || day.After(china.Midnight(now)) {
		return ErrPostedOn.On("posted_on", ErrPostedOn.Code)
	}
	return nil
}

// CheckProposer tells whether somebody who is said to have proposed a new version may: who answers an order of the town
// corrects; who proposes through a call has one that reached its number.
func CheckProposer(kind api.ConventionVersionKind, by api.ConventionProposer, standing api.ConventionState, call bool) error {
	ordered := standing == api.ConventionStateCorrectionOrdered
	signed := by == api.ConventionProposerResidents || by == api.ConventionProposerReps || by == api.ConventionProposerOwners
	switch {
	case kind == api.ConventionVersionKindPosted,
		(kind == api.ConventionVersionKindFirst) != (standing == ""),
		(kind == api.ConventionVersionKindCorrection) != (by == api.ConventionProposerTown),
		kind == api.ConventionVersionKindCorrection && !ordered:
		return ErrProposer.On("kind", ErrProposer.Code)
	case signed != call:
		return ErrCall.On("call_id", ErrCall.Code)
	}
	return nil
}

// meetings are the calls by which each group proposes.
var meetings = map[api.ConventionProposer][]api.CallMeeting{
	api.ConventionProposerResidents: {api.CallMeetingResidentAssembly, api.CallMeetingResidentAssemblyHousehold, api.CallMeetingVillagerAssembly},
	api.ConventionProposerReps:      {api.CallMeetingResidentAssemblyReps, api.CallMeetingVillagerAssemblyReps},
	api.ConventionProposerOwners:    {api.CallMeetingOwnersAssembly},
}

// NextNumber is the number of a new version: the next minor one of the version that stands, or the next whole one.
func NextNumber(taken [][2]int, standing [2]int, whole bool) (major, minor int) {
	for _, n := range taken {
		major = max(major, n[0])
	}
	if whole || major == 0 {
		return major + 1, 0
	}
	for _, n := range taken {
		if n[0] == standing[0] {
			minor = max(minor, n[1])
		}
	}
	return standing[0], minor + 1
}

func digits(n int) string { return strconv.Itoa(n) }

// dayOf says a moment's day in China, for a sentence.
func dayOf(t time.Time) string { return t.In(china.Zone).Format(time.DateOnly) }
