package dbtest

import (
	"testing"

	"github.com/jackc/pgx/v5"

	"wugong/server/db"
)

func TestEachTestHasAMigratedDatabaseOfItsOwn(t *testing.T) {
	first, second := New(t), New(t)
	var a, b, role string
	if err := first.Pool.QueryRow(t.Context(), "SELECT current_database(), current_user").Scan(&a, &role); err != nil {
		t.Fatal(err)
	}
	if err := second.Gorm.WithContext(t.Context()).Raw("SELECT current_database()").Scan(&b).Error; err != nil {
		t.Fatal(err)
	}
	if a == b || role != db.AppRole {
		t.Errorf("databases %s and %s as %s, want two as %s", a, b, role, db.AppRole)
	}
	var jobs int
	if err := first.Pool.QueryRow(t.Context(), "SELECT count(*) FROM river_job").Scan(&jobs); err != nil || jobs != 0 {
		t.Errorf("%d jobs, %v; want 0 that the server may read", jobs, err)
	}
}

func TestEmptyHasNoTables(t *testing.T) {
	conn, err := pgx.Connect(t.Context(), Empty(t))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	var tables int
	if err := conn.QueryRow(t.Context(), "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").Scan(&tables); err != nil || tables != 0 {
		t.Errorf("%d tables, %v; want none", tables, err)
	}
}

func TestServersThatMigrateAtOnceWaitForEachOther(t *testing.T) {
	url := Empty(t)
	failed := make(chan error, 3)
	for range cap(failed) {
		go func() { failed <- db.Migrate(t.Context(), url) }()
	}
	for range cap(failed) {
		if err := <-failed; err != nil {
			t.Error(err)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		URL(b)
	}
}
