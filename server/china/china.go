// Package china knows the time of day by which people in China live – one zone, no summer time – and on which days offices
// work there. The database keeps UTC.
package china

import "time"

// Zone is Asia/Shanghai, written out so that a machine without the zone files counts the same days.
var Zone = time.FixedZone("Asia/Shanghai", 8*60*60)

// Midnight is the beginning of t's calendar day, in Zone.
func Midnight(t time.Time) time.Time {
	y, m, d := t.In(Zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, Zone)
}

// Day is a date of the contract or the database, which comes as midnight UTC, as that day in Zone.
func Day(date time.Time) time.Time {
	y, m, d := date.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, Zone)
}

// EndOfDay is the last second of the n-th calendar day after t's, in UTC: the day of the event is not counted (Civil
// Code art. 201).
func EndOfDay(t time.Time, n int) time.Time {
	return Midnight(t).AddDate(0, 0, n+1).Add(-time.Second).UTC()
}

// DaysBetween counts the days from one date to another; 0 where the other is earlier.
func DaysBetween(from, to time.Time) int {
	return max(int(Midnight(to).Sub(Midnight(from))/(24*time.Hour)), 0)
}
