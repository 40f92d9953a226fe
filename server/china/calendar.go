package china

import "time"

// WorkDay is the work of one day: 8:30–12:00 and 14:00–17:30.
const WorkDay = 7 * time.Hour

// offices are the hours of a working day, counted from midnight.
var offices = [...]struct{ from, to time.Duration }{
	{8*time.Hour + 30*time.Minute, 12 * time.Hour},
	{14 * time.Hour, 17*time.Hour + 30*time.Minute},
}

// Calendar knows the days that are not as their weekday says: true is a working day (a swapped weekend), false a
// holiday. Its keys are dates such as "2026-10-01".
type Calendar map[string]bool

// Working tells whether offices work on the day of t in China.
func (c Calendar) Working(t time.Time) bool {
	t = t.In(Zone)
	if work, special := c[t.Format(time.DateOnly)]; special {
		return work
	}
	return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday
}

// After gives the moment at which so much working time has passed since t.
func (c Calendar) After(t time.Time, work time.Duration) time.Time {
	for day := Midnight(t); ; day = day.AddDate(0, 0, 1) {
		if !c.Working(day) {
			continue
		}
		for _, o := range offices {
			from, to := later(t, day.Add(o.from)), day.Add(o.to)
			if open := to.Sub(from); open > 0 && work <= open {
				return from.Add(work).UTC()
			} else if open > 0 {
				work -= open
			}
		}
	}
}

// Between is the working time from one moment to a later one; zero if it is not later.
func (c Calendar) Between(from, to time.Time) time.Duration {
	var work time.Duration
	for day := Midnight(from); day.Before(to); day = day.AddDate(0, 0, 1) {
		if !c.Working(day) {
			continue
		}
		for _, o := range offices {
			begin, end := later(from, day.Add(o.from)), day.Add(o.to)
			if to.Before(end) {
				end = to
			}
			work += max(end.Sub(begin), 0)
		}
	}
	return work
}

// EndOfPeriod is the last second of the n-th calendar day after t's, in UTC; where that day is no working day, of the next
// one (Civil Code arts. 201 and 203). It is for what must be done until then, and for what must have lasted so long.
func (c Calendar) EndOfPeriod(t time.Time, n int) time.Time {
	last := Midnight(t).AddDate(0, 0, n)
	for !c.Working(last) {
		last = last.AddDate(0, 0, 1)
	}
	return EndOfDay(last, 0)
}

// EndOfWorkdays is the last second of the n-th working day after t's, in UTC.
func (c Calendar) EndOfWorkdays(t time.Time, n int) time.Time {
	day := Midnight(t)
	for n > 0 {
		if day = day.AddDate(0, 0, 1); c.Working(day) {
			n--
		}
	}
	return EndOfDay(day, 0)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
