package identity

import (
	"strconv"
	"time"

	"wugong/server/china"
)

// The limits of sign-in. The database repeats codeTries in a CHECK.
const (
	codeLife      = 5 * time.Minute
	codeTries     = 5
	resendAfter   = time.Minute
	codesADay     = 10 // a number, in a day of Chinese time
	codesAnHour   = 60 // an address
	triesAnHour   = 120
	accessLife    = 15 * time.Minute
	refreshLife   = 90 * 24 * time.Hour // unused
	refreshGrace  = time.Minute         // for lost answers and second tabs
	rememberUsed  = 30 * 24 * time.Hour // that long a used token is known again
	rememberEnded = 24 * time.Hour
)

// chinaDay is the calendar day in China, written as midnight UTC.
func chinaDay(now time.Time) time.Time {
	y, m, d := now.In(china.Zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// maySend tells whether another code may go to a number: a minute after the last, ten a day.
func maySend(row codeRow, now time.Time) error {
	if row.SentAt != nil {
		if wait := row.SentAt.Add(resendAfter).Sub(now); wait > 0 {
			wait = min(wait, resendAfter)
			seconds := int((wait + time.Second - 1) / time.Second)
			return ErrCodeTooSoon.With("seconds", strconv.Itoa(seconds)).Retry(time.Duration(seconds) * time.Second)
		}
	}
	day := chinaDay(now)
	if row.Day.Equal(day) && row.SentToday >= codesADay {
		midnight := day.Add(24*time.Hour - 8*time.Hour)
		return ErrDailyLimit.Retry(midnight.Sub(now).Truncate(time.Second) + time.Second)
	}
	return nil
}

// nextCode is the row after a code went out; whatever code was there before is void.
func nextCode(row codeRow, hash []byte, now time.Time) codeRow {
	day := chinaDay(now)
	if !row.Day.Equal(day) {
		row.Day, row.SentToday = day, 0
	}
	row.CodeHash, row.Tries, row.SentAt, row.ExpiresAt = hash, 0, &now, now.Add(codeLife)
	row.SentToday++
	return row
}

// noTry says why a code cannot be tried at all: it is void after too many wrong tries; else there is none, or it
// is used up or too old, which nobody needs to know apart.
func noTry(row codeRow, now time.Time) error {
	if row.CodeHash != nil && row.Tries >= codeTries && row.ExpiresAt.After(now) {
		return ErrCodeVoid
	}
	return ErrCodeWrong
}

// wrongTry is the answer to a wrong code; tries counts it.
func wrongTry(tries int) error {
	if tries >= codeTries {
		return ErrCodeVoid
	}
	return ErrCodeWrong
}

// turn is what becomes of a refresh token that is shown.
type turn int

const (
	refuse    turn = iota // not good any more
	rotate                // first use: a new one takes its place
	sibling               // used a moment ago: the answer was lost, or a second tab asked; one more of the family
	endFamily             // used long ago: somebody has a copy, so all of the family end
)

// turnOf decides what becomes of a refresh token.
func turnOf(t tokenRow, now time.Time) turn {
	switch {
	case t.EndedAt != nil:
		return refuse
	case t.UsedAt != nil && now.Sub(*t.UsedAt) > refreshGrace:
		return endFamily
	case !t.ExpiresAt.After(now):
		return refuse
	case t.UsedAt != nil:
		return sibling
	}
	return rotate
}
