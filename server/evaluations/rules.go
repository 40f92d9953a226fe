package evaluations

import (
	"time"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/fault"
)

// What can be said against a survey, an answer, a batch of papers or a rectification.
var (
	ErrNotFound    = fault.New(fault.NotFound, api.ProblemCodeEvaluationNotFound)
	ErrEnded       = fault.New(fault.Conflict, api.ProblemCodeEvaluationEnded)
	ErrAnswered    = fault.New(fault.Conflict, api.ProblemCodeEvaluationAnswered)
	ErrNotEligible = fault.New(fault.Forbidden, api.ProblemCodeEvaluationNotEligible)
	ErrDates       = fault.New(fault.Unprocessable, api.ProblemCodeEvaluationDates)
	ErrBuilding    = fault.New(fault.Unprocessable, api.ProblemCodeEvaluationBuilding)
	ErrNobody      = fault.New(fault.Unprocessable, api.ProblemCodeEvaluationNobody)
	ErrEmpty       = fault.New(fault.Unprocessable, api.ProblemCodeEvaluationSheetEmpty)
	ErrPaperOff    = fault.New(fault.Conflict, api.ProblemCodeEvaluationPaperOff)
	ErrNotCounted  = fault.New(fault.Conflict, api.ProblemCodeEvaluationNotCounted)
	ErrNoBatch     = fault.New(fault.NotFound, api.ProblemCodeEvaluationBatchNotFound)
	ErrNumbers     = fault.New(fault.Unprocessable, api.ProblemCodeEvaluationBatchNumbers)
	ErrSamePerson  = fault.New(fault.Forbidden, api.ProblemCodeEvaluationBatchSamePerson)
	ErrCounted     = fault.New(fault.Conflict, api.ProblemCodeEvaluationBatchCounted)
	ErrTries       = fault.New(fault.Conflict, api.ProblemCodeEvaluationBatchTries)
	ErrDiffer      = fault.New(fault.Conflict, api.ProblemCodeEvaluationSheetsDiffer)
	ErrSubject     = fault.New(fault.Unprocessable, api.ProblemCodeEvaluationSubjectUnknown)
	ErrNoRectified = fault.New(fault.NotFound, api.ProblemCodeRectificationNotFound)
	ErrRectified   = fault.New(fault.Conflict, api.ProblemCodeRectificationClosed)
	ErrDue         = fault.New(fault.Unprocessable, api.ProblemCodeRectificationDue)
	ErrTooMany     = fault.New(fault.TooMany, api.ProblemCodeTooManyRequests)
)

const (
	// Hidden is the number of answers below which nothing of them is shown to anybody.
	Hidden     = 10
	leastDays  = 7
	mostDays   = 90
	keyingDays = 3  // after the last day, for the papers that came in on it
	mostTries  = 5  // to key a batch for the second time, so that nobody finds out by trying what stands on it
	perDay     = 20 // surveys or rectifications of one person a day
	grades     = 6  // no answer, 1 to 5
)

// Measures are what is rated, in the order of the contract.
var Measures = []api.EvaluationMeasure{api.EvaluationMeasureClean, api.EvaluationMeasureComfortable, api.EvaluationMeasureSafe,
	api.EvaluationMeasureBeautiful, api.EvaluationMeasureGain, api.EvaluationMeasureHappiness, api.EvaluationMeasureSecurity}

// Facts are what decides over a survey.
type Facts struct {
	ClosesAt, CountsAt time.Time
	Counted, Paper     bool
	Answers            int
	Eligible, Answered bool // somebody's household, or they themselves
	Manages, Keys      bool
	ReadsWords         bool
}

// StateOf follows from the dates and from whether it was counted.
func StateOf(f Facts, now time.Time) api.EvaluationState {
	switch {
	case f.Counted:
		return api.EvaluationStateCounted
	case now.After(f.ClosesAt):
		return api.EvaluationStateCounting
	}
	return api.EvaluationStateOpen
}

// CanAct tells why somebody may not act on a survey; nil where they may.
func CanAct(act api.EvaluationAct, f Facts, now time.Time) error {
	state := StateOf(f, now)
	switch act {
	case api.EvaluationActAnswer:
		switch {
		case !f.Eligible:
			return ErrNotEligible
		case state != api.EvaluationStateOpen:
			return ErrEnded
		case f.Answered:
			return ErrAnswered
		}
	case api.EvaluationActKey:
		switch {
		case !f.Keys:
			return fault.ErrForbidden
		case !f.Paper:
			return ErrPaperOff
		case f.Counted || now.After(f.CountsAt):
			return ErrEnded
		}
	case api.EvaluationActReadWords:
		switch {
		case !f.ReadsWords:
			return fault.ErrForbidden
		case !f.Counted:
			return ErrNotCounted
		}
	case api.EvaluationActNote:
		switch {
		case !f.Manages:
			return fault.ErrForbidden
		case !f.Counted:
			return ErrNotCounted
		}
	case api.EvaluationActRectify:
		if !f.Manages {
			return fault.ErrForbidden
		}
	}
	return nil
}

// Acts are what somebody may do with a survey now.
func Acts(f Facts, now time.Time) []api.EvaluationAct {
	acts := []api.EvaluationAct{}
	for _, act := range []api.EvaluationAct{api.EvaluationActAnswer, api.EvaluationActKey, api.EvaluationActReadWords,
		api.EvaluationActNote, api.EvaluationActRectify} {
		if CanAct(act, f, now) == nil {
			acts = append(acts, act)
		}
	}
	return acts
}

// Needed is how many answers make a survey strong enough for the next stage: ten, or a tenth of those asked, rounded up.
func Needed(eligible int) int { return max(Hidden, (eligible+9)/10) }

// Dates gives the last moment for answers and for keying them. The day of opening is not counted (Civil Code art. 201).
func Dates(closesOn, now time.Time, paper bool) (closes, counts time.Time, err error) {
	y, m, d := closesOn.Date()
	last := time.Date(y, m, d, 0, 0, 0, 0, china.Zone)
	today := china.Midnight(now)
	if last.Before(today.AddDate(0, 0, leastDays)) || last.After(today.AddDate(0, 0, mostDays)) {
		return closes, counts, ErrDates.On("closes_on", ErrDates.Code)
	}
	closes = china.EndOfDay(last, 0)
	counts = closes
	if paper {
		counts = china.EndOfDay(last, keyingDays)
	}
	return closes, counts, nil
}

// scores are the marks of a sheet in the order of the measures.
func scores(s api.EvaluationSheet) [7]int {
	return [7]int{s.Clean, s.Comfortable, s.Safe, s.Beautiful, s.Gain, s.Happiness, s.Security}
}

// Add puts a sheet among counts: six for each measure, no answer first.
func Add(counts []int, s api.EvaluationSheet) {
	for i, score := range scores(s) {
		counts[i*grades+score]++
	}
}

// CheckSheet refuses a sheet on which nothing is marked.
func CheckSheet(field string, s api.EvaluationSheet) error {
	for _, score := range scores(s) {
		if score != 0 {
			return nil
		}
	}
	return ErrEmpty.On(field, ErrEmpty.Code)
}

// Differ gives the numbers, from 1, of the sheets that two keyings do not have in common.
func Differ(first, second []api.EvaluationSheet) (numbers []int) {
	for i := range max(len(first), len(second)) {
		if i >= len(first) || i >= len(second) || scores(first[i]) != scores(second[i]) || api.Value(first[i].Words) != api.Value(second[i].Words) {
			numbers = append(numbers, i+1)
		}
	}
	return numbers
}

// AnswersIn is how many sheets were added to counts.
func AnswersIn(counts []int) (n int) {
	for i := range min(grades, len(counts)) {
		n += counts[i]
	}
	return n
}

// ResultsOf shows counts, each measure that fewer than ten rated as hidden.
func ResultsOf(counts []int) []api.EvaluationResult {
	results := make([]api.EvaluationResult, len(Measures))
	for i, m := range Measures {
		marks := counts[i*grades+1 : (i+1)*grades]
		r := api.EvaluationResult{Measure: m, Counts: []int{}}
		for _, n := range marks {
			r.Answers += n
		}
		if r.Hidden = r.Answers < Hidden; !r.Hidden {
			r.Counts = append(r.Counts, marks...)
			r.Satisfied = (marks[3] + marks[4]) * 1000 / r.Answers
		} else {
			r.Answers = 0
		}
		results[i] = r
	}
	return results
}

// Satisfied is the share of 4 and 5 of all answers that are shown, of 1,000 and cut off; ok is false where none are.
func Satisfied(counts []int) (permille int, ok bool) {
	good, all := 0, 0
	for _, r := range ResultsOf(counts) {
		if !r.Hidden {
			good += r.Counts[3] + r.Counts[4]
			all += r.Answers
		}
	}
	if all == 0 {
		return 0, false
	}
	return good * 1000 / all, true
}

// RectificationStateOf follows from the closing and the date: overdue from the day after.
func RectificationStateOf(closed bool, dueOn, now time.Time) api.RectificationState {
	y, m, d := dueOn.Date()
	switch {
	case closed:
		return api.RectificationStateClosed
	case now.After(china.EndOfDay(time.Date(y, m, d, 0, 0, 0, 0, china.Zone), 0)):
		return api.RectificationStateOverdue
	}
	return api.RectificationStateOpen
}

// CheckDue refuses a date that is past, or more than a year away.
func CheckDue(dueOn, now time.Time) error {
	y, m, d := dueOn.Date()
	day, today := time.Date(y, m, d, 0, 0, 0, 0, china.Zone), china.Midnight(now)
	if day.Before(today) || day.After(today.AddDate(1, 0, 0)) {
		return ErrDue.On("due_on", ErrDue.Code)
	}
	return nil
}
