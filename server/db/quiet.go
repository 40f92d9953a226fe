package db

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm/logger"
)

// quiet leaves out of the log what failed only because its caller had gone.
type quiet struct{ logger.Interface }

// LogMode keeps being quiet.
func (q quiet) LogMode(level logger.LogLevel) logger.Interface {
	return quiet{q.Interface.LogMode(level)}
}

// Trace is called by GORM after every statement.
func (q quiet) Trace(ctx context.Context, begin time.Time, sql func() (string, int64), err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	q.Interface.Trace(ctx, begin, sql, err)
}
