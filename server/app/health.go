package app

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// healthz says that the process lives.
func healthz(c echo.Context) error { return c.String(http.StatusOK, "ok\n") }

// readyz says whether this instance can serve. Without the database it cannot; without the store of
// photos it can do everything but photos, and says so, since taking every instance away would help nobody.
func (a *App) readyz(c echo.Context) error {
	ctx, cancel := context.WithTimeout(c.Request().Context(), 2*time.Second)
	defer cancel()
	state := map[string]string{"database": "ok", "storage": "ok"}
	status := http.StatusOK
	if err := a.media.Bucket.Ready(ctx); err != nil {
		state["storage"] = "away"
	}
	if err := a.db.Pool.Ping(ctx); err != nil {
		state["database"] = "away"
		status = http.StatusServiceUnavailable
	}
	return c.JSON(status, state)
}
