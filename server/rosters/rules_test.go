package rosters

import (
	"errors"
	"testing"
	"time"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/fault"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, china.Zone) // a Tuesday

func day(n int) time.Time { return time.Date(2026, 11, 24+n, 0, 0, 0, 0, time.UTC) }

func TestDaysAreThoseOfTheWeekdays(t *testing.T) {
	days, err := Days(day(0), day(13), []int{2, 7}, noon) // Tuesday, Sunday
	if err != nil || len(days) != 4 || !days[0].Equal(day(0)) || !days[1].Equal(day(5)) || !days[3].Equal(day(12)) {
		t.Errorf("%v, %v", days, err)
	}
	for _, c := range []struct {
		name     string
		from, to int
		weekdays []int
		want     error
	}{
		{"yesterday", -1, 10, []int{1}, ErrDates},
		{"backwards", 5, 4, []int{1}, ErrDates},
		{"a year", 0, 366, []int{1}, nil},
		{"more than a year", 0, 367, []int{1}, ErrDates},
		{"no such weekday in between", 0, 1, []int{5}, ErrDates},
	} {
		if _, err := Days(day(c.from), day(c.to), c.weekdays, noon); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func TestATurnIsMarkedFromItsDayOnForAFortnight(t *testing.T) {
	for _, c := range []struct {
		name string
		f    Facts
		want error
	}{
		{"the own one, today", Facts{On: day(0), Reads: true, Mine: true}, nil},
		{"by the committee", Facts{On: day(0), Reads: true, Manages: true}, nil},
		{"not before", Facts{On: day(1), Reads: true, Mine: true}, ErrTime},
		{"fourteen days after", Facts{On: day(-14), Reads: true, Mine: true}, nil},
		{"not later", Facts{On: day(-15), Reads: true, Mine: true}, ErrTime},
		{"a neighbour's", Facts{On: day(0), Reads: true}, fault.ErrForbidden},
		{"of another community", Facts{On: day(0)}, ErrNoTurn},
	} {
		if got := CanMark(c.f, noon); !errors.Is(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestATurnThatNobodyMarkedIsNotCalledMissed(t *testing.T) {
	yes, no := true, false
	for _, c := range []struct {
		done *bool
		on   int
		want api.DutyTurnState
	}{
		{nil, 1, api.DutyTurnStateComing}, {nil, 0, api.DutyTurnStateToday}, {nil, -1, api.DutyTurnStateUnmarked},
		{&yes, -1, api.DutyTurnStateDone}, {&no, 0, api.DutyTurnStateNotDone},
	} {
		if got := StateOf(c.done, day(c.on), noon); got != c.want {
			t.Errorf("%d days: %s, want %s", c.on, got, c.want)
		}
	}
}

func TestACalendarShowsTwoMonths(t *testing.T) {
	for n, want := range map[int]error{-1: ErrRange, 0: nil, 62: nil, 63: ErrRange} {
		if err := CheckRange(day(0), day(n)); !errors.Is(err, want) {
			t.Errorf("%d days: %v", n, err)
		}
	}
}

func TestNobodyIsRemindedAtNight(t *testing.T) {
	if Remembers(time.Date(2026, 11, 24, 7, 59, 0, 0, china.Zone)) || !Remembers(time.Date(2026, 11, 24, 8, 0, 0, 0, china.Zone)) {
		t.Error("the day before begins at eight")
	}
}

func TestHowFarRostersReach(t *testing.T) {
	now := time.Date(2026, 9, 1, 2, 0, 0, 0, time.UTC)
	day := func(n int) time.Time { return time.Date(2026, 9, 1+n, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		name  string
		spans []Span
		want  time.Time
	}{
		{"none", nil, time.Time{}},
		{"one under way", []Span{{day(-20), day(40)}}, day(40)},
		{"one that follows the next day", []Span{{day(-20), day(40)}, {day(41), day(90)}}, day(90)},
		{"a week between them is no gap", []Span{{day(0), day(40)}, {day(47), day(90)}}, day(90)},
		{"eight days are", []Span{{day(0), day(40)}, {day(48), day(90)}}, day(40)},
		{"one within another", []Span{{day(0), day(60)}, {day(10), day(20)}, {day(61), day(70)}}, day(70)},
		{"one that begins in two weeks covers nothing yet", []Span{{day(14), day(90)}}, time.Time{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Reach(c.spans, now); !got.Equal(c.want) {
				t.Errorf("they reach %v, want %v", got, c.want)
			}
		})
	}
}
