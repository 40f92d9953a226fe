// Package app puts the server together: it is the only place that knows every domain. It opens the
// world (database, photo store, keys), gives each domain what it needs, and serves the contract and
// the app inside the binary.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"wugong/api"
	"wugong/server/ballots"
	"wugong/server/bulletins"
	"wugong/server/communities"
	"wugong/server/complaints"
	"wugong/server/conventions"
	"wugong/server/db"
	"wugong/server/disclosures"
	"wugong/server/evaluations"
	"wugong/server/home"
	"wugong/server/identity"
	"wugong/server/media"
	"wugong/server/notifications"
	"wugong/server/places"
	"wugong/server/privacy"
	"wugong/server/projects"
	"wugong/server/proposals"
	"wugong/server/reports"
	"wugong/server/rosters"
)

// World is what the server needs from outside. Tests give their own.
type World struct {
	DB     *db.DB
	Bucket media.Bucket
	Keys   identity.Keys
	SMS    identity.SMS // nil: no gateway
	Now    func() time.Time
}

// App is the server, ready to answer.
type App struct {
	Handler *echo.Echo

	config        Config
	db            *db.DB
	contract      *contract
	metrics       *metrics
	identity      *identity.Service
	communities   *communities.Service
	media         *media.Service
	notifications *notifications.Service
	reports       *reports.Service
	proposals     *proposals.Service
	ballots       *ballots.Service
	complaints    *complaints.Service
	bulletins     *bulletins.Service
	disclosures   *disclosures.Service
	evaluations   *evaluations.Service
	places        *places.Service
	rosters       *rosters.Service
	conventions   *conventions.Service
	projects      *projects.Service
	draining      atomic.Bool
	running       atomic.Int64
}

// New puts the domains together. It starts nothing.
func New(config Config, world World) (*App, error) {
	contract, err := newContract()
	if err != nil {
		return nil, fmt.Errorf("contract: %w", err)
	}
	a := &App{config: config, db: world.DB, contract: contract, metrics: newMetrics(world.DB)}
	a.identity = &identity.Service{DB: world.DB.Gorm, Now: world.Now, Keys: world.Keys, SMS: world.SMS,
		Demo: config.Demo, Secure: config.Secure(), Agreed: privacy.Agreed}
	a.communities = &communities.Service{DB: world.DB.Gorm, Now: world.Now, Keys: world.Keys, PublicURL: config.PublicURL,
		AttachPublic: media.AttachPublic}
	a.media = &media.Service{DB: world.DB.Gorm, Now: world.Now, Bucket: world.Bucket}
	a.notifications = &notifications.Service{DB: world.DB.Gorm, Now: world.Now}
	a.reports = &reports.Service{DB: world.DB.Gorm, Now: world.Now, Exact: privacy.Exact}
	a.proposals = &proposals.Service{DB: world.DB.Gorm, Now: world.Now, Reports: a.reports}
	a.ballots = &ballots.Service{DB: world.DB.Gorm, Pool: world.DB.Pool, Now: world.Now, PublicURL: config.PublicURL,
		MayWrite: privacy.MayWriteSQL, WhyNotWrite: func(ctx context.Context) error { return privacy.MayWrite(ctx, world.DB.Pool) }}
	a.complaints = &complaints.Service{DB: world.DB.Gorm, Now: world.Now}
	a.bulletins = &bulletins.Service{DB: world.DB.Gorm, Now: world.Now, PublicURL: config.PublicURL}
	a.disclosures = &disclosures.Service{DB: world.DB.Gorm, Now: world.Now, PublicURL: config.PublicURL}
	a.conventions = &conventions.Service{DB: world.DB.Gorm, Now: world.Now, PublicURL: config.PublicURL, Ballots: a.ballots}
	a.projects = &projects.Service{DB: world.DB.Gorm, Now: world.Now, Media: a.media, PublicURL: config.PublicURL}
	a.evaluations = &evaluations.Service{DB: world.DB.Gorm, Now: world.Now, PublicURL: config.PublicURL}
	a.places = &places.Service{DB: world.DB.Gorm, Now: world.Now, PublicURL: config.PublicURL}
	a.rosters = &rosters.Service{DB: world.DB.Gorm, Now: world.Now}
	if config.Demo {
		a.identity.DemoPeople = a.demoPeople
	}
	return a, a.routes()
}

func (a *App) routes() error {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = problem
	ip, err := ipExtractor(a.config.TrustedProxies)
	if err != nil {
		return err
	}
	e.IPExtractor = ip
	e.Use(a.frame, a.headers, sameOrigin)
	e.GET("/healthz", healthz)
	e.GET("/readyz", a.readyz)
	if err := docs(e); err != nil {
		return err
	}
	group := e.Group(prefix, middleware.GzipWithConfig(middleware.GzipConfig{MinLength: 1400, Skipper: func(c echo.Context) bool {
		return c.Path() == prefix+"/media/:mediaId"
	}}), etag, a.who, a.contract.check)
	api.RegisterHandlers(group, api.NewStrictHandler(operations{
		identityAPI{Service: a.identity}, communitiesAPI{Service: a.communities}, mediaAPI{Service: a.media},
		notificationsAPI{Service: a.notifications}, reportsAPI{Service: a.reports}, proposalsAPI{Service: a.proposals}, ballotsAPI{Service: a.ballots},
		complaintsAPI{Service: a.complaints}, bulletinsAPI{Service: a.bulletins}, disclosuresAPI{Service: a.disclosures},
		conventionsAPI{Service: a.conventions}, projectsAPI{Service: a.projects},
		evaluationsAPI{Service: a.evaluations}, placesAPI{Service: a.places}, rostersAPI{Service: a.rosters},
		homeAPI{Service: &home.Service{Communities: a.communities, Notifications: a.notifications, Reports: a.reports,
			Proposals: a.proposals, Complaints: a.complaints, Bulletins: a.bulletins, Ballots: a.ballots, Disclosures: a.disclosures,
			Conventions: a.conventions, Projects: a.projects, Evaluations: a.evaluations, Rosters: a.rosters}},
		privacyAPI{Service: &privacy.Service{DB: a.db.Gorm, Now: a.identity.Now, Identity: a.identity}},
	}, nil))
	group.RouteNotFound("/*", func(echo.Context) error { return echo.ErrNotFound })
	pages := appPages()
	e.GET("/*", pages)
	e.HEAD("/*", pages)
	a.Handler = e
	return nil
}

// Serve answers until ctx ends, then lets running requests finish (20 s at most) while new ones get 503.
// ready is called once with the address.
func (a *App) Serve(ctx context.Context, ready func(addr string)) error {
	jobs, err := a.newJobs()
	if err != nil {
		return err
	}
	if err := jobs.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	listener, err := net.Listen("tcp", a.config.Addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s (is another server running there?): %w", a.config.Addr, err)
	}
	server := newHTTPServer(a.Handler)
	figures, err := a.serveMetrics()
	if err != nil {
		return err
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	ready(listener.Addr().String())
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	slog.Info("stopping: running requests may end, new ones are refused")
	a.draining.Store(true)
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	a.drain(stop)
	return errors.Join(server.Shutdown(stop), jobs.Stop(stop), figures.Shutdown(stop))
}

// drain waits until no request runs, while the listener still answers 503 to new ones.
func (a *App) drain(ctx context.Context) {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for a.running.Load() > 0 {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func newHTTPServer(handler http.Handler) *http.Server {
	return &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: uploadTime,
		WriteTimeout: uploadTime + 30*time.Second, IdleTimeout: 75 * time.Second, MaxHeaderBytes: 32 << 10,
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelDebug)}
}

// serveMetrics answers Prometheus on a port of its own, which no resident reaches.
func (a *App) serveMetrics() (*http.Server, error) {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(a.metrics.registry, promhttp.HandlerOpts{}))
	server := newHTTPServer(mux)
	if a.config.MetricsAddr == "off" {
		return server, nil
	}
	listener, err := net.Listen("tcp", a.config.MetricsAddr)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s for metrics (WUGONG_METRICS_ADDR): %w", a.config.MetricsAddr, err)
	}
	go func() { _ = server.Serve(listener) }()
	return server, nil
}
