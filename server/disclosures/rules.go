package disclosures

import (
	"regexp"
	"time"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/fault"
)

// What can be said against a disclosure, an act on it, or a question.
var (
	ErrNotFound   = fault.New(fault.NotFound, api.ProblemCodeDisclosureNotFound)
	ErrCorrected  = fault.New(fault.Conflict, api.ProblemCodeDisclosureCorrected)
	ErrCategory   = fault.New(fault.Unprocessable, api.ProblemCodeDisclosureCategoryUnsuitable)
	ErrPeriod     = fault.New(fault.Unprocessable, api.ProblemCodeDisclosurePeriodInvalid)
	ErrReason     = fault.New(fault.Unprocessable, api.ProblemCodeDisclosureCorrectionReason)
	ErrIDNumber   = fault.New(fault.Unprocessable, api.ProblemCodeDisclosureIDNumber)
	ErrLines      = fault.New(fault.Unprocessable, api.ProblemCodeDisclosureLinesMissing)
	ErrPosted     = fault.New(fault.Conflict, api.ProblemCodeDisclosurePostedEnough)
	ErrPostedOn   = fault.New(fault.Unprocessable, api.ProblemCodeDisclosurePostingDate)
	ErrChecked    = fault.New(fault.Conflict, api.ProblemCodeDisclosureChecked)
	ErrNoQuestion = fault.New(fault.NotFound, api.ProblemCodeQuestionNotFound)
	ErrAnswered   = fault.New(fault.Conflict, api.ProblemCodeQuestionAnswered)
	ErrManyAsked  = fault.New(fault.TooMany, api.ProblemCodeQuestionDailyLimit)
	ErrTooMany    = fault.New(fault.TooMany, api.ProblemCodeTooManyRequests)
)

const (
	displayDays  = 15 // on display, as the measures to both organic laws say
	answerDays   = 7  // to answer a question: calendar days, as for proposals
	perDay       = 50 // disclosures of one person a day, so that nobody floods a thousand inboxes
	askedPerDay  = 5  // questions of one person a day
	mostPostings = 6  // boards of one community that a disclosure hangs on
	oldestYears  = 3  // a period further back is a slip of the finger
)

// Until is the end of the display: the last second of the 15th day after the day of publication, which does not count
// (Civil Code art. 201). Nobody can make it earlier.
func Until(published time.Time) time.Time { return china.EndOfDay(published, displayDays) }

// AnswerBy is when a question is to be answered at the latest: the end of the 7th day after it was asked.
func AnswerBy(asked time.Time) time.Time { return china.EndOfDay(asked, answerDays) }

// Facts are what decides over a disclosure.
type Facts struct {
	Until     time.Time
	Corrected bool
	Checked   bool
	Postings  int
	Writes    bool // for the committee
	Checks    bool // for the supervision committee
	Asks      bool // as a verified resident
}

// StateOf tells the state that follows from the dates.
func StateOf(f Facts, now time.Time) api.DisclosureState {
	switch {
	case f.Corrected:
		return api.DisclosureStateCorrected
	case now.After(f.Until):
		return api.DisclosureStateEnded
	}
	return api.DisclosureStatePublished
}

// CanAct tells why somebody may not act on a disclosure; nil where they may. What was corrected is over: the correction
// is what hangs on the board, is checked and is asked about.
func CanAct(act api.DisclosureAct, f Facts) error {
	may := map[api.DisclosureAct]bool{api.DisclosureActCorrect: f.Writes, api.DisclosureActPost: f.Writes,
		api.DisclosureActCheck: f.Checks, api.DisclosureActAsk: f.Asks}[act]
	switch {
	case !may:
		return fault.ErrForbidden
	case f.Corrected:
		return ErrCorrected
	case act == api.DisclosureActPost && f.Postings >= mostPostings:
		return ErrPosted
	case act == api.DisclosureActCheck && f.Checked:
		return ErrChecked
	}
	return nil
}

// Acts are what somebody may do with a disclosure now.
func Acts(f Facts) []api.DisclosureAct {
	acts := []api.DisclosureAct{}
	for _, act := range []api.DisclosureAct{api.DisclosureActCorrect, api.DisclosureActPost, api.DisclosureActCheck, api.DisclosureActAsk} {
		if CanAct(act, f) == nil {
			acts = append(acts, act)
		}
	}
	return acts
}

// CheckPeriod tells whether something of a category may be laid open for a period now: a month or quarter from its last
// day on, an event from its day on. A matter that is owed by period may also be laid open in between, as an event.
func CheckPeriod(p Period, frequency api.DisclosureFrequency, now time.Time) error {
	start, today := p.Start, china.Midnight(now)
	switch {
	case frequency == api.DisclosureFrequencyEvent && p.Kind != api.DisclosureFrequencyEvent:
		return ErrPeriod.On("period.kind", ErrPeriod.Code)
	case p.Kind != api.DisclosureFrequencyEvent && !p.Starts(),
		today.Before(p.Last()),
		start.Before(today.AddDate(-oldestYears, 0, 0)):
		return ErrPeriod.On("period.start", ErrPeriod.Code)
	}
	return nil
}

// idNumber finds numbers of identity cards and bank accounts, also in groups with spaces or hyphens.
var idNumber = regexp.MustCompile(`[0-9０-９]{15,}|[0-9]{6}[ -][0-9]{8}[ -][0-9]{3}[0-9Xx]|([0-9]{4}[ -]){3}[0-9]{3,}`)

// NoNumbers refuses a text with the number of somebody's identity card or bank account: what is laid open is read by
// everybody (PIPL art. 28).
func NoNumbers(field, text string) error {
	if idNumber.MatchString(text) {
		return ErrIDNumber.On(field, ErrIDNumber.Code)
	}
	return nil
}

// Sum computes income, expense and what is left.
func Sum(opening int64, lines []Line) api.DisclosureSums {
	s := api.DisclosureSums{Opening: opening}
	for _, l := range lines {
		if l.Side == api.DisclosureSideIncome {
			s.Income += l.Amount
		} else {
			s.Expense += l.Amount
		}
	}
	s.Balance = s.Opening + s.Income - s.Expense
	return s
}

// CheckPostedOn tells whether a photo can show it on the board on a day: not before it was published, not after today.
func CheckPostedOn(day, published, now time.Time) error {
	if day.Before(china.Midnight(published)) || day.After(china.Midnight(now)) {
		return ErrPostedOn.On("posted_on", ErrPostedOn.Code)
	}
	return nil
}

// Asked is what decides over a question.
type Asked struct {
	DueAt    time.Time
	Answered bool
	Hidden   bool // its words were
	Mine     bool
	Writes   bool
	Watches  bool
}

// QuestionState follows from the answer and the date.
func QuestionState(q Asked, now time.Time) api.DisclosureQuestionState {
	switch {
	case q.Answered:
		return api.DisclosureQuestionStateAnswered
	case now.After(q.DueAt):
		return api.DisclosureQuestionStateOverdue
	}
	return api.DisclosureQuestionStateWaiting
}

// CanReadQuestion tells whether a question exists for somebody: everybody once it is answered, before only who asked, the
// committee and those who watch it.
func CanReadQuestion(q Asked) bool { return q.Answered || q.Mine || q.Writes || q.Watches }

// CanReadWords tells whether somebody reads the words of a question: those that were hidden, only whom it concerned before.
func CanReadWords(q Asked) bool { return !q.Hidden || q.Mine || q.Writes || q.Watches }

// CanAnswer tells why somebody may not answer a question; nil where they may.
func CanAnswer(q Asked) error {
	switch {
	case !CanReadQuestion(q):
		return ErrNoQuestion
	case !q.Writes:
		return fault.ErrForbidden
	case q.Answered:
		return ErrAnswered
	}
	return nil
}
