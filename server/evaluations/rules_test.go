package evaluations

import (
	"errors"
	"slices"
	"testing"
	"time"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/fault"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, china.Zone)

func TestWhoMayDoWhatWithASurvey(t *testing.T) {
	open := Facts{ClosesAt: noon.AddDate(0, 0, 7), CountsAt: noon.AddDate(0, 0, 10), Paper: true, Eligible: true, Manages: true, Keys: true, ReadsWords: true}
	with := func(change func(*Facts)) Facts { f := open; change(&f); return f }
	counted := with(func(f *Facts) { f.Counted = true })
	for _, c := range []struct {
		name string
		act  api.EvaluationAct
		f    Facts
		at   time.Time
		want error
	}{
		{"an adult who lives there answers", api.EvaluationActAnswer, open, noon, nil},
		{"to the last moment", api.EvaluationActAnswer, open, open.ClosesAt, nil},
		{"not a moment later", api.EvaluationActAnswer, open, open.ClosesAt.Add(time.Second), ErrEnded},
		{"who is not asked does not", api.EvaluationActAnswer, with(func(f *Facts) { f.Eligible = false }), noon, ErrNotEligible},
		{"nobody answers twice", api.EvaluationActAnswer, with(func(f *Facts) { f.Answered = true }), noon, ErrAnswered},
		{"papers are keyed after the last day", api.EvaluationActKey, open, open.ClosesAt.Add(time.Hour), nil},
		{"until they are counted", api.EvaluationActKey, counted, open.ClosesAt.Add(time.Hour), ErrEnded},
		{"and not after their time", api.EvaluationActKey, open, open.CountsAt.Add(time.Second), ErrEnded},
		{"where there is no paper, none is keyed", api.EvaluationActKey, with(func(f *Facts) { f.Paper = false }), noon, ErrPaperOff},
		{"residents key nothing", api.EvaluationActKey, with(func(f *Facts) { f.Keys = false }), noon, fault.ErrForbidden},
		{"words are read once counted", api.EvaluationActReadWords, counted, noon, nil},
		{"not before", api.EvaluationActReadWords, open, noon, ErrNotCounted},
		{"not by everybody", api.EvaluationActReadWords, with(func(f *Facts) { f.Counted, f.ReadsWords = true, false }), noon, fault.ErrForbidden},
		{"a note is about a result", api.EvaluationActNote, open, noon, ErrNotCounted},
		{"by the committee", api.EvaluationActNote, with(func(f *Facts) { f.Counted, f.Manages = true, false }), noon, fault.ErrForbidden},
		{"what is wanting may be put right early", api.EvaluationActRectify, open, noon, nil},
		{"by the committee too", api.EvaluationActRectify, with(func(f *Facts) { f.Manages = false }), noon, fault.ErrForbidden},
	} {
		if got := CanAct(c.act, c.f, c.at); !errors.Is(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func sheet(score int, words string) api.EvaluationSheet {
	s := api.EvaluationSheet{Clean: score, Comfortable: score, Safe: score, Beautiful: score, Gain: score, Happiness: score, Security: score}
	if words != "" {
		s.Words = &words
	}
	return s
}

func TestFewerThanTenAnswersAreNeverShown(t *testing.T) {
	counts := make([]int, 42)
	for range 9 {
		Add(counts, sheet(5, ""))
	}
	for _, r := range ResultsOf(counts) {
		if !r.Hidden || len(r.Counts) > 0 || r.Satisfied != 0 || r.Answers != 0 {
			t.Errorf("nine answers show %+v", r)
		}
	}
	if _, shown := Satisfied(counts); shown {
		t.Error("nine answers show how satisfied they are")
	}
	tenth := sheet(1, "")
	tenth.Safe = 0
	Add(counts, tenth)
	for _, r := range ResultsOf(counts) {
		left := r.Measure == api.EvaluationMeasureSafe // one left it out: nine are left
		if r.Hidden != left || !left && (!slices.Equal(r.Counts, []int{1, 0, 0, 0, 9}) || r.Satisfied != 900 || r.Answers != 10) {
			t.Errorf("ten answers show %+v", r)
		}
	}
	if permille, shown := Satisfied(counts); !shown || permille != 900 {
		t.Errorf("of ten answers %d are satisfied, %v", permille, shown)
	}
	if n := AnswersIn(counts); n != 10 {
		t.Errorf("%d answers", n)
	}
}

func TestSharesAreCutOff(t *testing.T) {
	counts := make([]int, 42)
	for i := range 12 {
		Add(counts, sheet(1+4*(i%3/2), "")) // 1 1 5 1 1 5 …
	}
	if permille, _ := Satisfied(counts); permille != 333 {
		t.Errorf("four of twelve are %d of 1,000", permille)
	}
}

func TestATenthIsNeededAndAtLeastTen(t *testing.T) {
	for eligible, want := range map[int]int{1: 10, 100: 10, 101: 11, 144: 15, 2000: 200} {
		if got := Needed(eligible); got != want {
			t.Errorf("of %d: %d, want %d", eligible, got, want)
		}
	}
}

func TestASurveyIsOpenForSevenDaysAtLeast(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 11, 24+n, 0, 0, 0, 0, time.UTC) }
	for n, want := range map[int]error{6: ErrDates, 7: nil, 90: nil, 91: ErrDates, -1: ErrDates} {
		if _, _, err := Dates(day(n), noon, true); !errors.Is(err, want) {
			t.Errorf("%d days: %v, want %v", n, err, want)
		}
	}
	closes, counts, _ := Dates(day(7), noon, true)
	if want := time.Date(2026, 12, 1, 23, 59, 59, 0, china.Zone); !closes.Equal(want) || !counts.Equal(want.AddDate(0, 0, 3)) {
		t.Errorf("it closes %s and is counted %s", closes, counts)
	}
	if closes, counts, _ := Dates(day(7), noon, false); !closes.Equal(counts) {
		t.Errorf("without paper it closes %s and is counted %s", closes, counts)
	}
}

func TestTwoKeyingsAreCompared(t *testing.T) {
	first := []api.EvaluationSheet{sheet(5, "好"), sheet(4, ""), sheet(3, "")}
	for _, c := range []struct {
		name   string
		second []api.EvaluationSheet
		want   []int
	}{
		{"the same", []api.EvaluationSheet{sheet(5, "好"), sheet(4, ""), sheet(3, "")}, nil},
		{"a mark", []api.EvaluationSheet{sheet(5, "好"), sheet(2, ""), sheet(3, "")}, []int{2}},
		{"a word", []api.EvaluationSheet{sheet(5, "不好"), sheet(4, ""), sheet(3, "")}, []int{1}},
		{"the order", []api.EvaluationSheet{sheet(4, ""), sheet(5, "好"), sheet(3, "")}, []int{1, 2}},
		{"a sheet too few", first[:2], []int{3}},
	} {
		if got := Differ(first, c.second); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestASheetWithoutAMarkIsNone(t *testing.T) {
	if err := CheckSheet("clean", sheet(0, "只有话")); !errors.Is(err, ErrEmpty) {
		t.Error(err)
	}
	one := sheet(0, "")
	one.Security = 1
	if err := CheckSheet("clean", one); err != nil {
		t.Error(err)
	}
}

func TestARectificationIsOverdueFromTheDayAfter(t *testing.T) {
	due := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		closed bool
		at     time.Time
		want   api.RectificationState
	}{
		{false, noon, api.RectificationStateOpen},
		{false, time.Date(2026, 11, 24, 23, 59, 59, 0, china.Zone), api.RectificationStateOpen},
		{false, time.Date(2026, 11, 25, 0, 0, 0, 0, china.Zone), api.RectificationStateOverdue},
		{true, noon.AddDate(1, 0, 0), api.RectificationStateClosed},
	} {
		if got := RectificationStateOf(c.closed, due, c.at); got != c.want {
			t.Errorf("at %s: %s, want %s", c.at, got, c.want)
		}
	}
	for n, want := range map[int]error{-1: ErrDue, 0: nil, 365: nil, 366: ErrDue} {
		if err := CheckDue(due.AddDate(0, 0, n), noon); !errors.Is(err, want) {
			t.Errorf("in %d days: %v", n, err)
		}
	}
}
