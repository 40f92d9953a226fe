package identity

import (
	"wugong/api"
	"wugong/server/fault"
)

// Why sign-in, or what needs it, is refused.
var (
	ErrPhone        = fault.New(fault.Invalid, api.ProblemCodePhoneInvalid)
	ErrCodeWrong    = fault.New(fault.Unprocessable, api.ProblemCodeCodeWrong)
	ErrCodeVoid     = fault.New(fault.Unprocessable, api.ProblemCodeCodeVoid)
	ErrCodeTooSoon  = fault.New(fault.TooMany, api.ProblemCodeCodeTooSoon)
	ErrDailyLimit   = fault.New(fault.TooMany, api.ProblemCodeCodeDailyLimit)
	ErrTooMany      = fault.New(fault.TooMany, api.ProblemCodeTooManyRequests)
	ErrNoSMS        = fault.New(fault.Unavailable, api.ProblemCodeSmsNotConfigured)
	ErrSMSFailed    = fault.New(fault.Unavailable, api.ProblemCodeSmsFailed)
	ErrRefresh      = fault.New(fault.Unauthenticated, api.ProblemCodeRefreshInvalid)
	ErrWelcome      = fault.New(fault.Conflict, api.ProblemCodeWelcomeNeeded)
	ErrSessionEnded = fault.New(fault.Unauthenticated, api.ProblemCodeSessionEnded)
)

func errPhone() error { return ErrPhone.On("phone", api.ProblemCodePhoneInvalid) }
