package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"gorm.io/gorm"
)

// queue only adds jobs; it runs none and holds no connection.
var queue = sync.OnceValues(func() (*river.Client[*sql.Tx], error) {
	return river.NewClient(riverdatabasesql.New(nil), &river.Config{Logger: slog.New(slog.DiscardHandler)})
})

// Enqueue adds a job in the caller's transaction, to run at a moment or at once when that is past: it is there if and
// only if the transaction is.
func Enqueue(ctx context.Context, tx *gorm.DB, job river.JobArgs, at time.Time) error {
	open, ok := tx.Statement.ConnPool.(*sql.Tx)
	if !ok {
		return errors.New("a job is added in a transaction only")
	}
	client, err := queue()
	if err != nil {
		return fmt.Errorf("queue: %w", err)
	}
	if _, err := client.InsertTx(ctx, open, job, &river.InsertOpts{ScheduledAt: at}); err != nil {
		return fmt.Errorf("queue %s: %w", job.Kind(), err)
	}
	return nil
}
