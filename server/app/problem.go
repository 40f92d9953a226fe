package app

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/words"
)

var (
	errInternal    = fault.New(fault.Internal, api.ProblemCodeInternal)
	errUnavailable = fault.New(fault.Unavailable, api.ProblemCodeUnavailable).Retry(5 * time.Second)
	errTooLarge    = fault.New(fault.TooLarge, api.ProblemCodeTooLarge)
	errMethod      = fault.New(fault.NotAllowed, api.ProblemCodeMethodNotAllowed)
	errMedia       = fault.New(fault.Unsupported, api.ProblemCodeUnsupportedMediaType)
)

// problem answers any error as application/problem+json in the caller's language. What was not
// foreseen is logged here, once, and shown never.
func problem(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	ctx := c.Request().Context()
	f := foreseen(err)
	if gone := ctx.Err() != nil && errors.Is(err, ctx.Err()); f.Kind >= fault.Internal && !gone { // who left gets no answer
		slog.ErrorContext(ctx, "request failed", "operation", c.Path(), "method", c.Request().Method,
			"code", string(f.Code), "error", err.Error(), "request", c.Response().Header().Get(echo.HeaderXRequestID))
	}
	p := toProblem(words.Lang(ctx), f)
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, "application/problem+json; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Language", string(words.Lang(ctx)))
	h.Del("ETag")
	if p.RetryAfter != nil {
		h.Set("Retry-After", strconv.Itoa(*p.RetryAfter))
	}
	if f.Kind == fault.Unauthenticated {
		h.Set("WWW-Authenticate", "Bearer")
	}
	c.Response().WriteHeader(int(f.Kind))
	if c.Request().Method != http.MethodHead {
		_ = json.NewEncoder(c.Response()).Encode(p)
	}
}

// foreseen turns any error into a fault.
func foreseen(err error) *fault.Fault {
	if f := fault.Of(err); f != nil {
		return f
	}
	var tooLarge *http.MaxBytesError
	var he *echo.HTTPError
	switch {
	case errors.As(err, &tooLarge):
		return errTooLarge.With("limit", size(tooLarge.Limit))
	case errors.Is(err, context.DeadlineExceeded), db.Away(err):
		return errUnavailable.Because(err)
	case errors.As(err, &he):
		return fromEcho(he).Because(err)
	}
	return errInternal.Because(err)
}

func fromEcho(he *echo.HTTPError) *fault.Fault {
	switch he.Code {
	case http.StatusNotFound:
		return fault.ErrNotFound
	case http.StatusMethodNotAllowed:
		return errMethod
	case http.StatusRequestEntityTooLarge:
		return errTooLarge.With("limit", size(jsonLimit))
	case http.StatusUnsupportedMediaType:
		return errMedia
	case http.StatusServiceUnavailable:
		return errUnavailable
	}
	if he.Code >= 500 {
		return errInternal
	}
	return fault.ErrInvalid
}

func toProblem(lang api.Language, f *fault.Fault) api.Problem {
	p := api.Problem{Type: "about:blank", Status: int(f.Kind), Code: f.Code,
		Title: words.Say(lang, words.Of("problem."+string(f.Code), f.Args["kind"]), f.Args)}
	if detail := words.Say(lang, "problem."+string(f.Code)+".detail", f.Args); detail != "" {
		p.Detail = &detail
	}
	if f.RetryAfter > 0 {
		seconds := int(math.Ceil(f.RetryAfter.Seconds()))
		p.RetryAfter = &seconds
	}
	if len(f.Fields) > 0 {
		fields := make([]api.FieldProblem, len(f.Fields))
		for i, field := range f.Fields {
			fields[i] = toFieldProblem(lang, field)
		}
		p.Fields = &fields
	}
	return p
}

// toFieldProblem: a field's sentence is "field.<rule>" where the args name a rule, else that of its code.
func toFieldProblem(lang api.Language, field fault.Field) api.FieldProblem {
	out := api.FieldProblem{Field: field.Name}
	if rule := field.Args["rule"]; rule != "" {
		out.Message = words.Say(lang, "field."+rule, field.Args)
	}
	if out.Message == "" {
		out.Message = words.Say(lang, "problem."+string(field.Code), field.Args)
	}
	if field.Row > 0 {
		row := field.Row
		out.Row = &row
	}
	if field.Column != "" {
		column := field.Column
		out.Column = &column
	}
	return out
}

func size(bytes int64) string {
	if bytes >= 1<<20 {
		return strconv.FormatInt(bytes>>20, 10) + " MiB"
	}
	return strconv.FormatInt(bytes>>10, 10) + " KiB"
}
