package db_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"gorm.io/gorm"

	"wugong/server/db"
	"wugong/server/db/dbtest"
)

type nowhere struct {
	ID   int
	Name string
}

func TestNoValueOfAFailedStatementStandsInTheLog(t *testing.T) {
	var out bytes.Buffer
	old := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&out, nil)))
	t.Cleanup(func() { slog.SetDefault(old) })
	d := dbtest.New(t)
	const secret = "王秀兰19900000101"
	for how, do := range map[string]func() error{
		"named": func() error {
			return db.Exec(t.Context(), d.Gorm, `INSERT INTO nowheres (name) VALUES (@name)`, map[string]any{"name": secret})
		},
		"by place": func() error {
			_, err := db.Rows[nowhere](t.Context(), d.Gorm, `SELECT * FROM nowheres WHERE name = ?`, secret)
			return err
		},
		"made by GORM": func() error { return gorm.G[nowhere](d.Gorm).Create(t.Context(), &nowhere{Name: secret}) },
		"asked by GORM": func() error {
			_, err := gorm.G[nowhere](d.Gorm).Where("name = ?", secret).Find(t.Context())
			return err
		},
	} {
		t.Run(how, func(t *testing.T) {
			out.Reset()
			if err := do(); err == nil {
				t.Fatal("there is such a table")
			}
			if log := out.String(); !strings.Contains(log, "nowheres") || strings.Contains(log, secret) || strings.Contains(log, "王秀兰") {
				t.Errorf("logged: %s", log)
			}
		})
	}
}
