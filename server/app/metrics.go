package app

import (
	"strconv"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"wugong/server/db"
)

// metrics are the figures of this process; names of people or places are never among them.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
}

func newMetrics(d *db.DB) *metrics {
	m := &metrics{registry: prometheus.NewRegistry(), requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "wugong_request_seconds", Help: "Time to answer, by operation and status.",
		Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
	}, []string{"method", "path", "status"})}
	conns := prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "wugong_database_connections_in_use",
		Help: "Connections of the pool that work now."}, func() float64 { return float64(d.Pool.Stat().AcquiredConns()) })
	m.registry.MustRegister(m.requests, conns, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *metrics) observe(c echo.Context, took time.Duration) {
	path := c.Path()
	if path == "" || path == "/*" {
		path = "pwa"
	}
	m.requests.WithLabelValues(c.Request().Method, path, strconv.Itoa(c.Response().Status)).Observe(took.Seconds())
}
