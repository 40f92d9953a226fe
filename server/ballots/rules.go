package ballots

import (
	"slices"
	"time"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/fault"
)

// What can be said against a vote or an act on it. Each reason has its own sentence.
var (
	ErrNotFound       = fault.New(fault.NotFound, api.ProblemCodeBallotNotFound)
	ErrChanged        = fault.New(fault.Conflict, api.ProblemCodeBallotChangedMeanwhile)
	ErrSecret         = fault.New(fault.Unprocessable, api.ProblemCodeBallotSecretLater)
	ErrRuleUnfit      = fault.New(fault.Unprocessable, api.ProblemCodeBallotRuleUnfit)
	ErrElectorate     = fault.New(fault.Unprocessable, api.ProblemCodeBallotElectorateUnfit)
	ErrOptionsMissing = fault.New(fault.Unprocessable, api.ProblemCodeBallotOptionsMissing)
	ErrOptions        = fault.New(fault.Unprocessable, api.ProblemCodeBallotOptionsInvalid)
	ErrOptionCost     = fault.New(fault.Unprocessable, api.ProblemCodeBallotOptionCost)
	ErrDatesMissing   = fault.New(fault.Unprocessable, api.ProblemCodeBallotDatesMissing)
	ErrNoticeShort    = fault.New(fault.Unprocessable, api.ProblemCodeBallotNoticeShort)
	ErrWindow         = fault.New(fault.Unprocessable, api.ProblemCodeBallotWindowInvalid)
	ErrLocalRule      = fault.New(fault.Unprocessable, api.ProblemCodeBallotLocalRuleMissing)
	ErrEffect         = fault.New(fault.Unprocessable, api.ProblemCodeBallotEffectUnfit)
	ErrConsent        = fault.New(fault.Unprocessable, api.ProblemCodeBallotConsentNeeded)
	ErrRegisterEmpty  = fault.New(fault.Unprocessable, api.ProblemCodeBallotRegisterEmpty)
	ErrRegisterArea   = fault.New(fault.Unprocessable, api.ProblemCodeBallotRegisterArea)
	ErrNotNow         = fault.New(fault.Conflict, api.ProblemCodeBallotNotNow)
	ErrMinutes        = fault.New(fault.Unprocessable, api.ProblemCodeBallotMinutesMissing)
	ErrMinutesSame    = fault.New(fault.Conflict, api.ProblemCodeBallotMinutesSamePerson)
	ErrNoResult       = fault.New(fault.Conflict, api.ProblemCodeBallotNoResult)
	ErrReason         = fault.New(fault.Unprocessable, api.ProblemCodeBallotReasonMissing)
	ErrSmall          = fault.New(fault.Conflict, api.ProblemCodeDocumentSmall)
)

const (
	shortestWindow    = time.Hour
	longestWindow     = 60 * 24 * time.Hour // Hangzhou: 5 to 60 days
	rollObjectionDays = 5
	answerDays        = 3
	leastPublicity    = 3  // days, where the rule prescribes none
	keyingDays        = 3  // for ballots that came back before closing
	smallBallots      = 10 // below, totals only
)

// Dates are what the state of a vote follows from.
type Dates struct {
	Notice, Opens, Closes, Cancelled, Publicity *time.Time // Publicity: until when
	Result                                      bool
	Recorded, Confirmed                         bool // minutes confirmed by chair and supervision
	ObjectionsOpen                              bool // to the result
}

// StateOf is the state at a moment.
func StateOf(d Dates, now time.Time) api.BallotState {
	switch {
	case d.Cancelled != nil:
		return api.BallotStateCancelled
	case d.Notice == nil:
		return api.BallotStateDraft
	case now.Before(*d.Opens):
		return api.BallotStateNotice
	case now.Before(*d.Closes):
		return api.BallotStateOpen
	case !d.Result:
		return api.BallotStateCounting
	case d.Recorded && !d.Confirmed:
		return api.BallotStateProvisional
	case d.Publicity == nil || now.Before(*d.Publicity) || d.ObjectionsOpen:
		return api.BallotStatePublicity
	}
	return api.BallotStateFinal
}

// EarliestOpening is when voting may begin at the soonest if notice is given now: the day of the notice is not counted.
func EarliestOpening(noticeDays int, now time.Time) time.Time {
	if noticeDays == 0 {
		return now
	}
	return china.Workdays.EndOfPeriod(now, noticeDays).Add(time.Second)
}

// CheckDates tells why a vote cannot be noticed now with these dates.
func CheckDates(noticeDays int, opens, closes *time.Time, now time.Time) error {
	if opens == nil || closes == nil {
		return ErrDatesMissing.On("opens_at", ErrDatesMissing.Code)
	}
	if opens.Before(EarliestOpening(noticeDays, now)) {
		return ErrNoticeShort.With("days", digits(noticeDays)).On("opens_at", ErrNoticeShort.Code)
	}
	return CheckWindow(opens, closes)
}

// CheckWindow tells why voting cannot last from one moment to the other; without both there is nothing to say.
func CheckWindow(opens, closes *time.Time) error {
	if opens == nil || closes == nil {
		return nil
	}
	if long := closes.Sub(*opens); long < shortestWindow || long > longestWindow {
		return ErrWindow.On("closes_at", ErrWindow.Code)
	}
	return nil
}

// CheckRoll tells why a roll opens no vote: nobody is on it, or no area where area counts.
func CheckRoll(voters int, area int64, countsArea bool) error {
	switch {
	case voters == 0:
		return ErrRegisterEmpty
	case area == 0 && countsArea:
		return ErrRegisterArea
	}
	return nil
}

// RollObjectionsUntil is until when the roll can be objected to: five days, and never once voting has begun.
func RollObjectionsUntil(notice, opens time.Time) time.Time {
	if until := china.Workdays.EndOfPeriod(notice, rollObjectionDays); until.Before(opens) {
		return until
	}
	return opens
}

// PublicityUntil is until when a result is shown for objections.
func PublicityUntil(days int, from time.Time) time.Time {
	return china.Workdays.EndOfPeriod(from, max(days, leastPublicity))
}

// Office is what somebody may do with votes in a community.
type Office struct {
	Reads, Manages, Confirms, Panel, Paper, Turnout bool
	Chair, Supervision                              bool
	Member                                          bool // verified, or on the roll
}

// Public tells whether everybody may read a vote, signed in or not: from its notice on it hangs on the door, and whoever
// wants to count again finds the file. Where the owners around one flat are asked, it names the flat, and is theirs only.
func Public(state api.BallotState, kind api.ElectorateKind) bool {
	return state != api.BallotStateDraft && kind != api.ElectorateKindAffected
}

// CanSee tells whether a vote exists for somebody of the community: a draft only for who prepares it and who watches.
func CanSee(state api.BallotState, o Office, onRoll bool) bool {
	if state == api.BallotStateDraft {
		return o.Manages || o.Confirms
	}
	return o.Reads || onRoll
}

// Facts are what decides over acts on a vote.
type Facts struct {
	State                api.BallotState
	Office               Office
	OnRoll               bool
	RollObjections       bool // the time for them runs
	Objections           bool // some wait for an answer
	HasResult, Recorded  bool
	ChairSaid, WatchSaid bool // of the minutes
	PaperOut             bool // printed and not closed
}

// CanAct tells why somebody who sees a vote may not act on it; nil where they may.
func CanAct(act api.BallotAct, f Facts) error {
	if !allowed(act, f.Office, f.OnRoll) {
		return fault.ErrForbidden
	}
	if !now(act, f) {
		return ErrNotNow
	}
	return nil
}

func allowed(act api.BallotAct, o Office, onRoll bool) bool {
	switch act {
	case api.BallotActChange, api.BallotActDiscard, api.BallotActGiveNotice, api.BallotActCancel, api.BallotActAnswerObjections, api.BallotActReconcile:
		return o.Manages
	case api.BallotActEnterMinutes:
		return o.Confirms
	case api.BallotActObjectRoll, api.BallotActObjectResult:
		return o.Member || onRoll
	case api.BallotActPrint, api.BallotActKey:
		return o.Paper
	case api.BallotActPanel:
		return o.Panel
	}
	return false
}

func now(act api.BallotAct, f Facts) bool {
	in := func(states ...api.BallotState) bool { return slices.Contains(states, f.State) }
	switch act {
	case api.BallotActChange, api.BallotActDiscard, api.BallotActGiveNotice:
		return in(api.BallotStateDraft)
	case api.BallotActCancel:
		return in(api.BallotStateNotice, api.BallotStateOpen)
	case api.BallotActEnterMinutes:
		return in(api.BallotStateProvisional) && !(f.Office.Chair && f.ChairSaid) && !(f.Office.Supervision && f.WatchSaid)
	case api.BallotActObjectRoll:
		return in(api.BallotStateNotice) && f.RollObjections
	case api.BallotActObjectResult:
		return in(api.BallotStateProvisional, api.BallotStatePublicity)
	case api.BallotActAnswerObjections:
		return f.Objections
	case api.BallotActPrint:
		return in(api.BallotStateNotice, api.BallotStateOpen)
	case api.BallotActKey:
		return f.PaperOut && in(api.BallotStateOpen, api.BallotStateCounting)
	case api.BallotActReconcile:
		return f.PaperOut && in(api.BallotStateCounting)
	case api.BallotActPanel:
		return f.HasResult
	}
	return false
}

var allActs = []api.BallotAct{api.BallotActChange, api.BallotActDiscard, api.BallotActGiveNotice, api.BallotActCancel,
	api.BallotActEnterMinutes, api.BallotActObjectRoll, api.BallotActObjectResult, api.BallotActAnswerObjections,
	api.BallotActPrint, api.BallotActKey, api.BallotActReconcile, api.BallotActPanel}

// Acts are what somebody may do with a vote now.
func Acts(f Facts) []api.BallotAct {
	acts := []api.BallotAct{}
	for _, act := range allActs {
		if CanAct(act, f) == nil {
			acts = append(acts, act)
		}
	}
	return acts
}
