package china

import (
	"testing"
	"time"
)

func TestADayBeginsAtFourInTheAfternoonUTC(t *testing.T) {
	last := time.Date(2026, 11, 24, 15, 59, 59, 0, time.UTC)
	first := last.Add(time.Second)
	if got := Midnight(first); !got.Equal(first) {
		t.Errorf("the 25th begins at %v, want %v", got.UTC(), first)
	}
	if DaysBetween(last, first) != 1 || DaysBetween(first, last) != 0 || DaysBetween(first, first.Add(23*time.Hour)) != 0 {
		t.Error("a second over midnight is a day, backwards is none, and 23 hours from midnight are none")
	}
}

func TestTheDayOfTheEventIsNotCounted(t *testing.T) {
	at := time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC) // 9 in the morning of the 24th
	if got, want := EndOfDay(at, 7), time.Date(2026, 12, 1, 15, 59, 59, 0, time.UTC); !got.Equal(want) {
		t.Errorf("the seventh day ends at %v, want %v", got, want)
	}
}
