// Package dbtest gives each test a PostgreSQL database of its own: a copy of a
// migrated template. The cluster is the one of TEST_DATABASE_URL (the address of a
// superuser), else a throwaway one for the test process.
//
// Test processes that share a cluster share the template: it is named after the
// migrations it was made by, and made under a lock by whoever comes first.
package dbtest

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"wugong/migrations"
	"wugong/server/db"
	"wugong/server/db/private"
)

// New gives a migrated database, seen as the server sees it, until the test ends.
func New(t testing.TB) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), URL(t), db.AppRole, 16)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	return d
}

// URL is the address of a fresh migrated database, for its owner, until the test ends.
func URL(t testing.TB) string {
	t.Helper()
	c, err := migrated()
	if err != nil {
		t.Fatal(err)
	}
	return create(t, c.cluster, c.template)
}

// Empty is the address of a database without any tables, for its owner, until the test ends.
func Empty(t testing.TB) string {
	t.Helper()
	cluster, err := clusterURL()
	if err != nil {
		t.Fatal(err)
	}
	return create(t, cluster, "template0")
}

// copyable is a cluster with the template that its databases are copied from.
type copyable struct{ cluster, template string }

// clusterURL starts a cluster where none is given; it ends with the test process.
var clusterURL = sync.OnceValues(func() (string, error) {
	if url := os.Getenv("TEST_DATABASE_URL"); url != "" {
		return url, nil
	}
	c, err := private.Start(context.Background(), "", private.Options{Throwaway: true})
	if err != nil {
		return "", err
	}
	return c.URL("postgres"), nil
})

var migrated = sync.OnceValues(func() (copyable, error) {
	cluster, err := clusterURL()
	if err != nil {
		return copyable{}, err
	}
	template, err := makeTemplate(context.Background(), cluster)
	if err != nil {
		return copyable{}, fmt.Errorf("make the database that tests copy: %w", err)
	}
	return copyable{cluster, template}, nil
})

// templateLock keeps test processes from making one template twice.
const templateLock = 7736202

func makeTemplate(ctx context.Context, cluster string) (string, error) {
	name, err := templateName()
	if err != nil {
		return "", err
	}
	conn, err := pgx.Connect(ctx, cluster)
	if err != nil {
		return "", err
	}
	defer conn.Close(ctx) // gives the lock back
	if _, err = conn.Exec(ctx, "SELECT pg_advisory_lock($1)", templateLock); err != nil {
		return "", err
	}
	var found bool
	if err = conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name).Scan(&found); err != nil || found {
		return name, err
	}
	half := name + "_half"
	for _, sql := range []string{"DROP DATABASE IF EXISTS " + half + " WITH (FORCE)", "CREATE DATABASE " + half + " TEMPLATE template0"} {
		if _, err = conn.Exec(ctx, sql); err != nil {
			return "", err
		}
	}
	if err = db.Migrate(ctx, onDatabase(cluster, half)); err != nil {
		return "", err
	}
	_, err = conn.Exec(ctx, "ALTER DATABASE "+half+" RENAME TO "+name)
	return name, err
}

// templateName changes when a migration of ours or of the job queue does.
func templateName() (string, error) {
	sum := sha256.New()
	err := fs.WalkDir(migrations.Files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(migrations.Files, path)
		fmt.Fprintf(sum, "%s\n%s\n", path, text)
		return err
	})
	if err != nil {
		return "", err
	}
	queue, err := rivermigrate.New(riverpgxv5.New(nil), nil)
	if err != nil {
		return "", err
	}
	for _, v := range queue.AllVersions() {
		fmt.Fprintln(sum, v.Version, v.SQLUp)
	}
	return fmt.Sprintf("wugong_template_%x", sum.Sum(nil)[:8]), nil
}

// create makes a database, and drops it when the test ends. Copying through the log
// takes a third of the time that copying files does: it needs no checkpoint.
func create(t testing.TB, cluster, template string) string {
	t.Helper()
	name := "test_" + strings.ToLower(rand.Text())
	if err := onCluster(t.Context(), cluster, "CREATE DATABASE "+name+" TEMPLATE "+template+" STRATEGY wal_log"); err != nil {
		t.Fatalf("make a database for the test: %v", err)
	}
	t.Cleanup(func() {
		if err := onCluster(context.Background(), cluster, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Errorf("drop the test's database: %v", err)
		}
	})
	return onDatabase(cluster, name)
}

func onCluster(ctx context.Context, cluster, sql string) error {
	conn, err := pgx.Connect(ctx, cluster)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, sql)
	return err
}

// onDatabase is the address of another database of the cluster.
func onDatabase(cluster, name string) string {
	u, err := url.Parse(cluster)
	if err != nil {
		return cluster // a connection with it says what is wrong
	}
	u.Path = "/" + name
	return u.String()
}
