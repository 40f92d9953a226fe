package db

import (
	"context"
	"strconv"
	"strings"

	"gorm.io/gorm"
)

// Rows gives what a statement written out answers, each row as a T. It does what gorm.G[T](tx).Raw(…).Find does without
// having the whole of gorm.G compiled once more for each T, which took half a second of processor time a type.
func Rows[T any](ctx context.Context, tx *gorm.DB, sql string, args ...any) ([]T, error) {
	var rows []T
	err := raw(ctx, tx, sql, args).Find(&rows).Error
	return rows, err
}

// Row gives the one row of it; gorm.ErrRecordNotFound where there is none.
func Row[T any](ctx context.Context, tx *gorm.DB, sql string, args ...any) (row T, err error) {
	err = raw(ctx, tx, sql, args).Take(&row).Error
	return row, err
}

// Exec runs a statement that answers nothing.
func Exec(ctx context.Context, tx *gorm.DB, sql string, args ...any) error {
	return tx.Session(&gorm.Session{NewDB: true, Context: ctx}).Exec(sql, args...).Error
}

func raw(ctx context.Context, tx *gorm.DB, sql string, args []any) *gorm.DB {
	return tx.Session(&gorm.Session{NewDB: true, Context: ctx}).Raw(sql, args...)
}

// Numbered puts $1, $2 … where @names stand, once and for all, for statements that go to pgx directly. No name may begin
// with another.
func Numbered(sql string, names ...string) string {
	pairs := make([]string, 0, 2*len(names))
	for i, name := range names {
		pairs = append(pairs, "@"+name, "$"+strconv.Itoa(i+1))
	}
	return strings.NewReplacer(pairs...).Replace(sql)
}
