package db

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm/logger"
)

// quiet leaves out of the log what failed only because its caller had gone, and the values of every statement: who was
// looked for and what was written is nobody's who reads a log.
type quiet struct{ logger.Interface }

// LogMode keeps being quiet.
func (q quiet) LogMode(level logger.LogLevel) logger.Interface {
	return quiet{q.Interface.LogMode(level)}
}

// ParamsFilter is asked by GORM for what to log of a statement: its text, without values.
func (quiet) ParamsFilter(_ context.Context, sql string, _ ...any) (string, []any) { return sql, nil }

// Trace is called by GORM after every statement.
func (q quiet) Trace(ctx context.Context, begin time.Time, sql func() (string, int64), err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	q.Interface.Trace(ctx, begin, sql, err)
}
