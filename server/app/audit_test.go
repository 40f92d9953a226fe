package app_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"wugong/server/app"
	"wugong/server/apptest"
	"wugong/server/audit"
)

// command runs the program with an environment of its own and gives what it prints.
func command(t *testing.T, env map[string]string, args ...string) (string, error) {
	t.Helper()
	log := slog.Default()
	defer slog.SetDefault(log)
	var out bytes.Buffer
	err := app.Command(func(name string) string { return env[name] }, strings.NewReader(""), &out, args).ExecuteContext(t.Context())
	return out.String(), err
}

func TestAuditVerifyTellsTheSoundLogFromTheOneThatWasChanged(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	database := a.DB.Pool.Config().ConnString()
	env := map[string]string{"DATABASE_URL": database, "WUGONG_DATA": t.TempDir()}
	owner, err := pgx.Connect(t.Context(), database) // the superuser of the cluster
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close(context.WithoutCancel(t.Context()))
	th := newThings(t, a)
	entries := th.acts()
	for sealed := 0; sealed < entries; {
		n, err := audit.Seal(t.Context(), a.DB.Gorm)
		if err != nil {
			t.Fatal(err)
		}
		sealed += n
	}
	out, err := command(t, env, "audit", "verify")
	if err != nil || entries == 0 || !strings.Contains(out, "The log is whole") || !strings.Contains(out, fmt.Sprintf(" %d entries sealed", entries)) {
		t.Errorf("a sound log of %d entries: %v\n%s", entries, err, out)
	}

	var entry uuid.UUID
	err = owner.QueryRow(t.Context(), `UPDATE audit_entries SET actor_id = gen_random_uuid()
		WHERE id = (SELECT entry_id FROM audit_seals WHERE community_id = $1 AND n = 3) RETURNING id`, a.World.Own).Scan(&entry)
	if err != nil {
		t.Fatal(err)
	}
	out, err = command(t, env, "audit", "verify")
	if !errors.Is(err, audit.ErrBroken) {
		t.Fatalf("a changed log: %v\n%s", err, out)
	}
	for _, place := range []string{a.World.Own.String(), entry.String()} {
		if !strings.Contains(err.Error(), place) {
			t.Errorf("the error does not name %s:\n%v", place, err)
		}
	}
	if strings.Contains(out, "The log is whole") {
		t.Errorf("it says at once that the log is whole:\n%s", out)
	}
}
