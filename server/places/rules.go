package places

import (
	"wugong/api"
	"wugong/server/fault"
)

// What can be said against something that is kept.
var (
	ErrNotFound = fault.New(fault.NotFound, api.ProblemCodeAssetNotFound)
	ErrPhoto    = fault.New(fault.Unprocessable, api.ProblemCodeAssetPhoto)
	ErrTooMany  = fault.New(fault.TooMany, api.ProblemCodeTooManyRequests)
)

const perDay = 300 // things that one person puts on the list a day: a first list of a whole community fits

// Written are the words about something, checked.
type Written struct{ Name, Place, Custodian string }

// Write checks the words about something.
func Write(name, place, custodian string) (w Written, err error) {
	if w.Name, err = fault.Line("name", name); err != nil {
		return w, err
	}
	if w.Place, err = fault.Line("place", place); err != nil {
		return w, err
	}
	w.Custodian, err = fault.Line("custodian", custodian)
	return w, err
}

// Keeps tells whether something in a state is still kept: what is retired has a history, and no new reports.
func Keeps(s api.AssetState) bool { return s != api.AssetStateRetired }
