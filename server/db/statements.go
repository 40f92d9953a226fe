package db

import (
	"context"
	"sync"

	"github.com/jackc/pgx/v5"
)

// Log collects the statements that were sent with its context. Tests assert on it: how many a list
// needs, and that the number does not grow with the rows.
type Log struct {
	mu   sync.Mutex
	sent []Statement
}

// Statement is what was sent, with its arguments as pgx got them.
type Statement struct {
	SQL  string
	Args []any
}

type logKey struct{}

// WithLog makes a context whose statements are collected.
func WithLog(ctx context.Context) (context.Context, *Log) {
	l := &Log{}
	return context.WithValue(ctx, logKey{}, l), l
}

// Sent are the statements so far, BEGIN and COMMIT among them.
func (l *Log) Sent() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	texts := make([]string, len(l.sent))
	for i, s := range l.sent {
		texts[i] = s.SQL
	}
	return texts
}

// Statements are the statements so far with their arguments, so that a test can ask how PostgreSQL runs them.
func (l *Log) Statements() []Statement {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]Statement(nil), l.sent...)
}

type statements struct{}

// TraceQueryStart is called by pgx for every statement.
func (statements) TraceQueryStart(ctx context.Context, _ *pgx.Conn, q pgx.TraceQueryStartData) context.Context {
	if l, ok := ctx.Value(logKey{}).(*Log); ok {
		l.mu.Lock()
		l.sent = append(l.sent, Statement{q.SQL, q.Args})
		l.mu.Unlock()
	}
	return ctx
}

// TraceQueryEnd is called by pgx after every statement.
func (statements) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

// TraceBatchStart is called by pgx before several statements are sent as one message.
func (statements) TraceBatchStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceBatchStartData) context.Context {
	return ctx
}

// TraceBatchQuery is called by pgx for each of them.
func (s statements) TraceBatchQuery(ctx context.Context, c *pgx.Conn, q pgx.TraceBatchQueryData) {
	s.TraceQueryStart(ctx, c, pgx.TraceQueryStartData{SQL: q.SQL, Args: q.Args})
}

// TraceBatchEnd is called by pgx after them.
func (statements) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData) {}
