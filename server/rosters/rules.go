package rosters

import (
	"slices"
	"time"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/fault"
)

// What can be said against a roster or a turn.
var (
	ErrNotFound  = fault.New(fault.NotFound, api.ProblemCodeRosterNotFound)
	ErrDates     = fault.New(fault.Unprocessable, api.ProblemCodeRosterDates)
	ErrEnded     = fault.New(fault.Conflict, api.ProblemCodeRosterEnded)
	ErrHousehold = fault.New(fault.Unprocessable, api.ProblemCodeRosterHousehold)
	ErrNoTurn    = fault.New(fault.NotFound, api.ProblemCodeDutyTurnNotFound)
	ErrTime      = fault.New(fault.Conflict, api.ProblemCodeDutyTurnTime)
	ErrRange     = fault.New(fault.Unprocessable, api.ProblemCodeDutyRange)
	ErrTooMany   = fault.New(fault.TooMany, api.ProblemCodeTooManyRequests)
)

const (
	longest  = 366 // days of a roster
	markable = 14  // days after a turn in which it can still be marked
	mostDays = 62  // of a calendar's page: two months
	perDay   = 20  // rosters of one person a day
	gap      = 7   // days between two rosters that follow each other
	remindAt = 8   // o'clock of the day before, in China
)

// Days are the dates of a roster: those of its weekdays (1 Monday to 7 Sunday) from one day to another, both included. Dates
// are midnight UTC, as the contract has them.
func Days(from, to time.Time, weekdays []int, now time.Time) ([]time.Time, error) {
	today := dateOf(now)
	if from.Before(today) || to.Before(from) || to.After(from.AddDate(0, 0, longest)) {
		return nil, ErrDates.On("ends_on", ErrDates.Code)
	}
	var days []time.Time
	for day := from; !day.After(to); day = day.AddDate(0, 0, 1) {
		if slices.Contains(weekdays, weekday(day)) {
			days = append(days, day)
		}
	}
	if len(days) == 0 {
		return nil, ErrDates.On("weekdays", ErrDates.Code)
	}
	return days, nil
}

func weekday(day time.Time) int { return (int(day.Weekday())+6)%7 + 1 }

// dateOf is the day in China of a moment, as midnight UTC.
func dateOf(t time.Time) time.Time {
	y, m, d := t.In(china.Zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// StateOf tells how a turn stands: done or not is what was said; before its day it is coming, after it unmarked.
func StateOf(done *bool, on, now time.Time) api.DutyTurnState {
	today := dateOf(now)
	switch {
	case done != nil && *done:
		return api.DutyTurnStateDone
	case done != nil:
		return api.DutyTurnStateNotDone
	case on.After(today):
		return api.DutyTurnStateComing
	case on.Equal(today):
		return api.DutyTurnStateToday
	}
	return api.DutyTurnStateUnmarked
}

// Facts are what decides over a turn.
type Facts struct {
	On            time.Time
	Reads         bool // is of the community
	Mine, Manages bool
}

// CanMark tells why somebody may not say whether a turn was done; nil where they may.
func CanMark(f Facts, now time.Time) error {
	today := dateOf(now)
	switch {
	case !f.Reads && !f.Mine && !f.Manages:
		return ErrNoTurn
	case !f.Mine && !f.Manages:
		return fault.ErrForbidden
	case f.On.After(today), f.On.Before(today.AddDate(0, 0, -markable)):
		return ErrTime
	}
	return nil
}

// CheckRange refuses a part of the calendar that ends before it begins or is longer than two months.
func CheckRange(from, to time.Time) error {
	if to.Before(from) || to.After(from.AddDate(0, 0, mostDays)) {
		return ErrRange.On("to", ErrRange.Code)
	}
	return nil
}

// Remembers tells whether the day before a turn has come so far that its holder is reminded.
func Remembers(now time.Time) bool { return now.In(china.Zone).Hour() >= remindAt }

// Span is from when until when a roster runs, both days included, as midnight UTC.
type Span struct{ From, To time.Time }

// Reach gives the last day that spans in the order of their beginning cover from today on, where no more than a week lies
// between one and the next: weekly turns leave as much between them. The zero time where today is not covered.
func Reach(spans []Span, now time.Time) (last time.Time) {
	covered := dateOf(now)
	for _, s := range spans {
		if s.From.After(covered.AddDate(0, 0, gap)) {
			break
		}
		if s.To.After(last) {
			last = s.To
		}
		if s.To.After(covered) {
			covered = s.To
		}
	}
	return last
}
