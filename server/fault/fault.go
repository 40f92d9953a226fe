// Package fault holds the failures we foresee: a kind, which decides the HTTP status, and a stable
// code, which decides the sentence. What is not a Fault is a defect or an outage: it is logged once
// and shown never.
package fault

import (
	"errors"
	"maps"
	"slices"
	"time"

	"wugong/api"
)

// Kind says what sort of failure it is. Its value is the HTTP status.
type Kind int

// The kinds.
const (
	Invalid         Kind = 400 // the request cannot be understood
	Unauthenticated Kind = 401 // nobody is signed in
	Forbidden       Kind = 403 // the caller may not do this
	NotFound        Kind = 404 // it does not exist, or not for the caller
	NotAllowed      Kind = 405 // the address does not know this method
	Conflict        Kind = 409 // not in this state, or somebody was faster
	TooLarge        Kind = 413 // more bytes than we take
	Unsupported     Kind = 415 // of a type that we do not take
	Unprocessable   Kind = 422 // understood, but it cannot be right
	TooMany         Kind = 429 // later, please
	Internal        Kind = 500 // a defect
	Unavailable     Kind = 503 // something we need does not answer
)

// Field is one place of the request that is at fault.
type Field struct {
	Name   string          // as in the contract, e.g. "place.point"
	Code   api.ProblemCode // its sentence
	Args   map[string]string
	Row    int    // line of an imported file, the heading is 1; 0 for none
	Column string // heading of its column
}

// Fault is a failure we foresaw. Faults are package variables; the methods return changed copies.
type Fault struct {
	Kind       Kind
	Code       api.ProblemCode
	Args       map[string]string // what stands in the sentence's {places}
	Fields     []Field
	RetryAfter time.Duration
	cause      error
}

// New makes a fault.
func New(kind Kind, code api.ProblemCode) *Fault { return &Fault{Kind: kind, Code: code} }

// Error is for logs only: the code and the cause, never the sentence.
func (f *Fault) Error() string {
	if f.cause != nil {
		return string(f.Code) + ": " + f.cause.Error()
	}
	return string(f.Code)
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.cause }

// Is compares by code, so that a copy with arguments is still the same fault.
func (f *Fault) Is(target error) bool {
	t, ok := target.(*Fault)
	return ok && t.Code == f.Code
}

// With sets a placeholder of the sentence.
func (f *Fault) With(key, value string) *Fault {
	c := *f
	c.Args = maps.Clone(f.Args)
	if c.Args == nil {
		c.Args = map[string]string{}
	}
	c.Args[key] = value
	return &c
}

// On names a field at fault and the code of its sentence.
func (f *Fault) On(field string, code api.ProblemCode) *Fault {
	return f.Add(Field{Name: field, Code: code})
}

// Add names a field at fault, with row and column where it came from a file.
func (f *Fault) Add(field Field) *Fault {
	c := *f
	c.Fields = append(slices.Clone(f.Fields), field)
	return &c
}

// Retry says when another try makes sense.
func (f *Fault) Retry(after time.Duration) *Fault {
	c := *f
	c.RetryAfter = after
	return &c
}

// Because keeps the cause for the log.
func (f *Fault) Because(err error) *Fault {
	c := *f
	c.cause = err
	return &c
}

// Of finds the fault in an error's chain; nil for none.
func Of(err error) *Fault {
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	return nil
}

// Faults that any domain may answer with.
var (
	ErrForbidden       = New(Forbidden, api.ProblemCodeForbidden)
	ErrUnauthenticated = New(Unauthenticated, api.ProblemCodeUnauthenticated)
	ErrInvalid         = New(Invalid, api.ProblemCodeInvalidRequest)
	ErrText            = New(Invalid, api.ProblemCodeInvalidText)
	ErrIDTaken         = New(Conflict, api.ProblemCodeIDTaken)
	ErrNotFound        = New(NotFound, api.ProblemCodeNotFound)
)
