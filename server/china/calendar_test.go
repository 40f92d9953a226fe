package china

import (
	"testing"
	"time"
)

func at(t *testing.T, s string) time.Time {
	t.Helper()
	v, err := time.ParseInLocation("2006-01-02 15:04", s, Zone)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestWorkingTimePassesInOfficeHoursOnly(t *testing.T) {
	for _, c := range []struct {
		name, from string
		work       time.Duration
		want       string
	}{
		{"four hours over noon", "2026-11-24 09:00", 4 * time.Hour, "2026-11-24 15:00"},
		{"filed in the night", "2026-11-24 02:00", 4 * time.Hour, "2026-11-24 14:30"},
		{"filed over lunch", "2026-11-24 13:00", time.Hour, "2026-11-24 15:00"},
		{"filed on Friday afternoon", "2026-11-27 16:30", 4 * time.Hour, "2026-11-30 11:30"},
		{"a working day later", "2026-11-24 10:00", WorkDay, "2026-11-25 10:00"},
		{"five working days later", "2026-11-24 10:00", 5 * WorkDay, "2026-12-01 10:00"},
		{"until the end of the day", "2026-11-24 08:30", WorkDay, "2026-11-24 17:30"},
		{"the golden week of 2026 is skipped", "2026-09-30 16:30", 2 * time.Hour, "2026-10-08 09:30"},
		{"the Saturday after it is worked", "2026-10-09 17:00", time.Hour, "2026-10-10 09:00"},
		{"the Sunday before it is worked", "2026-09-18 17:00", time.Hour, "2026-09-20 09:00"},
		{"the spring festival of 2026 takes nine days", "2026-02-14 17:30", time.Hour, "2026-02-24 09:30"},
		{"New Year 2027, before its notice is known", "2026-12-31 17:00", time.Hour, "2027-01-04 09:00"},
		{"no work left is due when offices open", "2026-11-28 10:00", 0, "2026-11-30 08:30"},
	} {
		t.Run(c.name, func(t *testing.T) {
			from, want := at(t, c.from), at(t, c.want)
			got := Workdays.After(from, c.work)
			if !got.Equal(want) {
				t.Errorf("After(%s, %s) = %s, want %s", c.from, c.work, got.In(Zone), c.want)
			}
			if back := Workdays.Between(from, got); back != c.work {
				t.Errorf("Between gives %s back, want %s", back, c.work)
			}
		})
	}
}

func TestTheCalendarKnowsTheLawWhereNoNoticeIsOut(t *testing.T) {
	for day, want := range map[string]bool{
		"2025-01-26": true, "2025-10-08": false, "2026-02-28": true, "2026-05-09": true, "2026-06-19": false,
		"2030-01-01": false, "2030-02-02": false, "2030-02-04": false, "2030-04-05": false, "2030-05-02": false,
		"2030-06-05": false, "2030-09-12": false, "2030-10-03": false, "2030-10-04": true, "2030-06-06": true,
		"2032-04-04": false, "2035-04-05": false, "2029-02-12": false,
	} {
		if got := Workdays.Working(at(t, day+" 12:00")); got != want {
			t.Errorf("Working(%s) = %v, want %v", day, got, want)
		}
	}
}

func TestAPeriodEndsOnAWorkingDay(t *testing.T) {
	for _, c := range []struct {
		name, from, want string
		days             int
	}{
		{"the day on which it begins is not counted", "2026-11-24 23:59", "2026-12-01 23:59", 7},
		{"a Saturday moves to Monday", "2026-11-21 09:00", "2026-11-30 23:59", 7},
		{"the golden week moves to its end", "2026-09-24 09:00", "2026-10-08 23:59", 7},
		{"a worked Saturday stays", "2026-10-03 09:00", "2026-10-10 23:59", 7},
	} {
		if got := Workdays.EndOfPeriod(at(t, c.from), c.days); !got.Equal(at(t, c.want).Add(59 * time.Second)) {
			t.Errorf("%s: %s, want %s", c.name, got.In(Zone), c.want)
		}
	}
	for from, want := range map[string]string{"2026-11-24 10:00": "2026-12-08 23:59", "2026-09-30 10:00": "2026-10-20 23:59", "2026-11-28 10:00": "2026-12-11 23:59"} {
		if got := Workdays.EndOfWorkdays(at(t, from), 10); !got.Equal(at(t, want).Add(59 * time.Second)) {
			t.Errorf("ten working days from %s: %s, want %s", from, got.In(Zone), want)
		}
	}
}
