package db

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"gorm.io/gorm/logger"
)

func TestWhatFailedBecauseItsCallerLeftIsNotLogged(t *testing.T) {
	var out bytes.Buffer
	log := quiet{logger.NewSlogLogger(slog.New(slog.NewTextHandler(&out, nil)), logger.Config{LogLevel: logger.Warn})}.LogMode(logger.Warn)
	sql := func() (string, int64) { return "SELECT 1", 0 }
	log.Trace(t.Context(), time.Now(), sql, context.Canceled)
	if out.Len() != 0 {
		t.Errorf("logged: %s", out.String())
	}
	log.Trace(t.Context(), time.Now(), sql, errors.New("broken"))
	if !bytes.Contains(out.Bytes(), []byte("broken")) {
		t.Errorf("a failure is not logged: %s", out.String())
	}
}
