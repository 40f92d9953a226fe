// Package db opens PostgreSQL with our settings: one pgx pool that serves GORM and the job queue,
// acting as the role wugong_app, which may use the tables but not change them.
package db

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// AppRole is the role the server works as. It is made by the first migration.
const AppRole = "wugong_app"

// DB is one database in its two dresses.
type DB struct {
	Pool *pgxpool.Pool
	Gorm *gorm.DB
}

// Open connects and becomes role (AppRole in the server; "" stays the owner, for migrations and tests).
// conns bounds the pool. The database must have been migrated for AppRole to exist.
func Open(ctx context.Context, url, role string, conns int32) (*DB, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("database address: %w", err)
	}
	config.MaxConns = conns
	config.MaxConnIdleTime = 5 * time.Minute
	config.ConnConfig.ConnectTimeout = 5 * time.Second
	config.ConnConfig.Tracer = statements{}
	config.ConnConfig.RuntimeParams["timezone"] = "UTC"
	config.ConnConfig.RuntimeParams["application_name"] = "wugong"
	if role != "" {
		config.AfterConnect = func(ctx context.Context, c *pgx.Conn) error {
			_, err := c.Exec(ctx, "SET ROLE "+pgx.Identifier{role}.Sanitize())
			return err
		}
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("database does not answer: %w", err)
	}
	g, err := gorm.Open(postgres.New(postgres.Config{Conn: stdlib.OpenDBFromPool(pool)}), &gorm.Config{
		QueryFields:              true,
		TranslateError:           true,
		SkipDefaultTransaction:   true,
		DisableNestedTransaction: true,
		DisableAutomaticPing:     true,
		NowFunc:                  func() time.Time { return time.Now().UTC().Truncate(time.Microsecond) },
		Logger: quiet{logger.NewSlogLogger(slog.Default(), logger.Config{
			SlowThreshold: 500 * time.Millisecond, LogLevel: logger.Warn,
			IgnoreRecordNotFoundError: true, ParameterizedQueries: true,
		})},
	})
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("database: %w", err)
	}
	if err := g.Use(pooled{pool}); err != nil {
		pool.Close()
		return nil, fmt.Errorf("database: %w", err)
	}
	return &DB{Pool: pool, Gorm: g}, nil
}

// Close ends all connections.
func (d *DB) Close() {
	if sql, err := d.Gorm.DB(); err == nil {
		_ = sql.Close()
	}
	d.Pool.Close()
}

// Away tells whether an error means that the database cannot be reached or is going down, so that
// another try later makes sense.
func Away(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code {
		case "57P01", "57P02", "57P03", "53300", "53100", "53200", "53400":
			return true
		}
		return len(pg.Code) == 5 && pg.Code[:2] == "08"
	}
	var connect *pgconn.ConnectError
	return errors.As(err, &connect) || pgconn.SafeToRetry(err)
}
