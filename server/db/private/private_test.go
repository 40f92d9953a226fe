package private

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
)

const childVariable = "WUGONG_TEST_CHILD"

// TestMain lets the test binary play a server that can be killed.
func TestMain(m *testing.M) {
	if dir, ok := os.LookupEnv(childVariable); ok {
		c, err := Start(context.Background(), dir, Options{Throwaway: dir == "", Log: quiet})
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println(c.URL(Database))
		fmt.Println(c.home)
		select {}
	}
	os.Exit(m.Run())
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

func start(t *testing.T, dir string) *Cluster {
	t.Helper()
	c, err := Start(t.Context(), dir, Options{Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Stop(context.Background()) })
	return c
}

func exec1(t *testing.T, url, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

func ask(t *testing.T, url, sql string) (answer string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if err := conn.QueryRow(t.Context(), sql).Scan(&answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

// folder is a data folder that a database's user can pass, and whose database goes
// with it also where it was put elsewhere.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "wugong-folder-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func TestWhatIsWrittenIsThereAfterARestart(t *testing.T) {
	dir := folder(t)
	c := start(t, dir)
	exec1(t, c.URL(Database), "CREATE TABLE kept AS SELECT '物业' AS word")
	if err := c.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	again := start(t, dir)
	if got := ask(t, again.URL(Database), "SELECT word FROM kept"); got != "物业" {
		t.Errorf("word = %q, want 物业", got)
	}
}

func TestARealClusterIsDurableAndKnowsChinese(t *testing.T) {
	c := start(t, folder(t))
	for _, q := range []struct{ sql, want string }{
		{"SHOW fsync", "on"},
		{"SHOW synchronous_commit", "on"},
		{"SHOW server_encoding", "UTF8"},
		{"SHOW listen_addresses", ""},
		{"SELECT current_setting('log_min_error_statement')", "panic"},
		{"SELECT datcollate || ' ' || datctype FROM pg_database WHERE datname = 'wugong'", "C.UTF-8 C.UTF-8"},
	} {
		if got := ask(t, c.URL(Database), q.sql); got != q.want {
			t.Errorf("%s = %q, want %q", q.sql, got, q.want)
		}
	}
	exec1(t, c.URL(Database), "CREATE EXTENSION pg_trgm")
	if got := ask(t, c.URL(Database), "SELECT (array_length(show_trgm('电梯坏了'), 1) > 2)::text"); got != "true" {
		t.Error("Chinese text has no trigrams")
	}
}

func TestASecondServerOnOneFolderIsToldSo(t *testing.T) {
	dir := folder(t)
	start(t, dir)
	_, err := Start(t.Context(), dir, Options{Log: quiet})
	var inUse InUse
	if !errors.As(err, &inUse) || inUse.Dir != dir || inUse.Process != os.Getpid() {
		t.Fatalf("second start: %v, want InUse of %s", err, dir)
	}
	if !strings.Contains(err.Error(), "stop it first") {
		t.Errorf("the sentence %q does not say what to do", err)
	}
}

func TestAKilledServerTakesPostgresWithItAndLosesNothing(t *testing.T) {
	dir := folder(t)
	child, url, _ := serverProcess(t, dir)
	exec1(t, url, "CREATE TABLE kept AS SELECT 'yes' AS word")
	child.Process.Kill()
	child.Wait()
	c := start(t, dir) // waits until the PostgreSQL of the killed server is gone
	if got := ask(t, c.URL(Database), "SELECT word FROM kept"); got != "yes" {
		t.Errorf("after kill -9 word = %q, want yes", got)
	}
}

func TestAThrowawayClusterLeavesNothingBehindWhenItsProcessIsKilled(t *testing.T) {
	child, _, home := serverProcess(t, "")
	lock, err := os.Open(filepath.Join(home, "lock"))
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	child.Process.Kill()
	child.Wait()
	// The lock comes free when the last process of PostgreSQL is gone.
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	waitFor(t, func() bool {
		_, err := os.Stat(home)
		return errors.Is(err, os.ErrNotExist)
	})
}

func TestAPostgresKilledFromOutsideIsStartedAgain(t *testing.T) {
	c := start(t, folder(t))
	exec1(t, c.URL(Database), "CREATE TABLE kept AS SELECT 'yes' AS word")
	before := c.process.pid.Load()
	syscall.Kill(int(before), syscall.SIGKILL)
	waitFor(t, func() bool {
		conn, err := pgx.Connect(t.Context(), c.URL(Database))
		if err != nil {
			return false
		}
		conn.Close(t.Context())
		return c.process.pid.Load() != before
	})
	if got := ask(t, c.URL(Database), "SELECT word FROM kept"); got != "yes" {
		t.Errorf("word = %q, want yes", got)
	}
}

func TestAMarkOfAPostgresThatIsGoneDoesNotKeepTheServerFromStarting(t *testing.T) {
	dir := folder(t)
	c := start(t, dir)
	if err := c.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	// Process 1 lives on every machine: PostgreSQL itself would believe the mark.
	mark := fmt.Sprintf("1\n%s\n1\n5432\n\n\n\n", c.pgdata())
	if err := os.WriteFile(filepath.Join(c.pgdata(), "postmaster.pid"), []byte(mark), 0o600); err != nil {
		t.Fatal(err)
	}
	start(t, dir)
}

func TestADatabaseHalfMadeIsMadeAgain(t *testing.T) {
	dir := folder(t)
	half := filepath.Join(dir, "postgres", "data.new")
	if err := os.MkdirAll(half, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(half, "PG_VERSION"), []byte("15"), 0o644); err != nil {
		t.Fatal(err)
	}
	start(t, dir)
}

func TestRootsPrivateFolderSendsTheDatabaseElsewhereAndSaysSo(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root's PostgreSQL runs as another user")
	}
	dir := filepath.Join(folder(t), "closed", "data")
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	c, err := Start(t.Context(), dir, Options{Log: slog.New(slog.NewTextHandler(&said, nil))})
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(c.home)
	if strings.HasPrefix(c.home, dir) || !strings.Contains(said.String(), c.home) {
		t.Errorf("database in %s; said %q", c.home, said.String())
	}
	exec1(t, c.URL(Database), "CREATE TABLE kept AS SELECT 'yes' AS word")
	if err := c.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	again := start(t, dir)
	if got := ask(t, again.URL(Database), "SELECT word FROM kept"); got != "yes" {
		t.Errorf("word = %q, want yes", got)
	}
}

func TestALongFolderNameDoesNotMatterToTheSocket(t *testing.T) {
	start(t, filepath.Join(folder(t), strings.Repeat("很长的名字", 10)))
}

// serverProcess starts a process that runs a cluster and returns its address and home.
func serverProcess(t *testing.T, dir string) (cmd *exec.Cmd, url, home string) {
	t.Helper()
	cmd = exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childVariable+"="+dir)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill() })
	lines := bufio.NewScanner(out)
	lines.Scan()
	url = lines.Text()
	lines.Scan()
	if home = lines.Text(); home == "" {
		t.Fatalf("the server process said %q", url)
	}
	return cmd, url, home
}

// waitFor polls a state of the machine that nothing announces.
func waitFor(t *testing.T, ok func() bool) {
	t.Helper()
	for !ok() {
		if t.Context().Err() != nil {
			t.Fatal("did not come true")
		}
	}
}
