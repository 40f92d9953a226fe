package identity

import (
	"time"

	"wugong/server/fault"
)

// What the tests outside of the package need.
const (
	CodesAnHour = codesAnHour
	TriesAnHour = triesAnHour
)

func faultOf(err error) time.Duration {
	if f := fault.Of(err); f != nil {
		return f.RetryAfter
	}
	return 0
}
