package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"gorm.io/gorm"
)

// pooled lets a query that is written out go to pgx directly. It is registered with GORM, so that whoever has the one has the other.
type pooled struct{ *pgxpool.Pool }

const pooledName = "wugong:pool"

// Name is what GORM knows it by.
func (pooled) Name() string { return pooledName }

// Initialize has nothing to do.
func (pooled) Initialize(*gorm.DB) error { return nil }

// Ask runs a query that is written out and reads its rows; into tells where the columns of a row go, in their order. It is
// for what is read most: GORM's own way costs more than the query. Arguments stand in the SQL as @name. Inside a transaction
// it is a statement of that transaction.
func Ask[T any](ctx context.Context, tx *gorm.DB, sql string, args map[string]any, into func(row *T) []any) ([]T, error) {
	sql, list, err := pgx.NamedArgs(args).RewriteQuery(ctx, nil, sql, nil)
	if err != nil {
		return nil, fmt.Errorf("arguments of a query: %w", err)
	}
	pool, ok := tx.Plugins[pooledName].(pooled)
	if _, inside := tx.Statement.ConnPool.(gorm.TxCommitter); inside || !ok {
		rows, err := tx.Statement.ConnPool.QueryContext(ctx, sql, list...)
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		return read(rows, into)
	}
	rows, err := pool.Query(ctx, sql, list...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return read(rows, into)
}

// read reads all rows.
func read[T any](rows interface {
	Next() bool
	Scan(dest ...any) error
	Err() error
}, into func(row *T) []any) (all []T, err error) {
	for rows.Next() {
		var row T
		if err := rows.Scan(into(&row)...); err != nil {
			return nil, err
		}
		all = append(all, row)
	}
	return all, rows.Err()
}
