package app

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/getkin/kin-openapi/routers"
	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"wugong/server/fault"
	"wugong/server/identity"
	"wugong/server/privacy"
	"wugong/server/words"
)

// requestTime bounds a request's work; photos have their own.
const (
	requestTime = 20 * time.Second
	uploadTime  = 2 * time.Minute
)

// frame is around every request: its id, language and address, the log line and the figures, a panic
// turned into a problem, and the refusal of new work while the server stops.
func (a *App) frame(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		began := time.Now()
		a.running.Add(1)
		defer a.running.Add(-1)
		r := c.Request()
		id := uuid.Must(uuid.NewV7()).String()
		c.Response().Header().Set(echo.HeaderXRequestID, id)
		ctx := words.With(r.Context(), words.Match(r.Header.Get("Accept-Language")))
		ctx = identity.WithAddress(ctx, c.RealIP())
		limit := requestTime
		if r.Method == http.MethodPost && c.Path() == prefix+"/media" {
			limit = uploadTime
		}
		ctx, cancel := context.WithTimeout(ctx, limit)
		defer cancel()
		c.SetRequest(r.WithContext(ctx))
		defer func() {
			if p := recover(); p != nil {
				slog.ErrorContext(ctx, "panic", "value", fmt.Sprint(p), "stack", string(debug.Stack()), "request", id)
				err = errInternal
			}
			if err != nil {
				c.Error(err)
				err = nil
			}
			a.metrics.observe(c, time.Since(began))
			slog.DebugContext(ctx, "request", "operation", c.Path(), "method", r.Method, "status", c.Response().Status,
				"ms", time.Since(began).Milliseconds(), "request", id)
		}()
		if a.draining.Load() && !strings.HasSuffix(c.Path(), "healthz") {
			c.Response().Header().Set("Connection", "close")
			return errUnavailable
		}
		return next(c)
	}
}

// headers are on every answer.
func (a *App) headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		if a.config.Secure() {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		return next(c)
	}
}

// who finds the session of the request. Operations for people who are signed in refuse guests; a
// write also checks that the session still lives, a read may outlive it by the token's 15 minutes. Who has not told
// their age and agreed to the notice writes only what the contract marks as x-before-consent. What it marks as
// x-asks-while-writing asks both within its own statement; here the reason is told, before any other.
func (a *App) who(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		route := a.contract.of(c)
		if route == nil {
			return next(c)
		}
		r := c.Request()
		ctx := r.Context()
		bearer, ok := strings.CutPrefix(r.Header.Get(echo.HeaderAuthorization), "Bearer ")
		if ok {
			session, err := a.identity.Authenticate(ctx, bearer)
			if err != nil && (signedOnly(route) || r.Method != http.MethodPost) {
				return err
			}
			if err == nil {
				ctx = identity.WithActor(ctx, session)
				c.SetRequest(r.WithContext(ctx))
			}
		}
		if !signedOnly(route) {
			return next(c)
		}
		if _, err := identity.Signed(ctx); err != nil {
			return err
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			if marked(route, "x-asks-while-writing") {
				return a.writesFirst(next, c)
			}
			if err := a.mayWrite(ctx, route); err != nil {
				return err
			}
		}
		return next(c)
	}
}

func (a *App) mayWrite(ctx context.Context, route *routers.Route) error {
	if marked(route, "x-before-consent") {
		return identity.StillLives(ctx, a.db.Gorm.WithContext(ctx))
	}
	return privacy.MayWrite(ctx, a.db.Pool)
}

// writesFirst lets a use case that asks for itself answer, and puts what forbids its caller to write before its refusal.
func (a *App) writesFirst(next echo.HandlerFunc, c echo.Context) error {
	refusal := next(c)
	if refusal == nil {
		return nil
	}
	if err := privacy.MayWrite(c.Request().Context(), a.db.Pool); err != nil {
		return err
	}
	return refusal
}

func marked(route *routers.Route, extension string) bool {
	is, _ := route.Operation.Extensions[extension].(bool)
	return is
}

// sameOrigin refuses writes that another site makes a browser send: the refresh cookie is SameSite
// already, this is the second lock.
func sameOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if site := r.Header.Get("Sec-Fetch-Site"); r.Method != http.MethodGet && r.Method != http.MethodHead &&
			(site == "cross-site" || site == "same-site") {
			return fault.ErrForbidden
		}
		return next(c)
	}
}

func ipExtractor(trusted []string) (echo.IPExtractor, error) {
	if len(trusted) == 0 {
		return echo.ExtractIPDirect(), nil
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, network := range trusted {
		_, ipnet, err := net.ParseCIDR(network)
		if err != nil {
			return nil, fmt.Errorf("settings: WUGONG_TRUSTED_PROXIES: %q is no network like 10.0.0.0/8", network)
		}
		options = append(options, echo.TrustIPRange(ipnet))
	}
	return echo.ExtractIPFromXFFHeader(options...), nil
}
