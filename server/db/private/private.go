// Package private runs a PostgreSQL cluster of our own in a folder, for a server
// started without settings and for tests.
//
// The cluster listens on a socket in a directory only its user may enter, never on
// the network. It ends with the process that started it, also when that is killed.
// One folder serves one process at a time: whoever holds the folder's lock, or a
// PostgreSQL that a killed process left behind and that inherited it, is alone.
// As root it runs as an unprivileged user; PostgreSQL refuses root.
package private

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// Database is the database that every cluster started here has.
const Database = "wugong"

const (
	superuser = "wugong"
	port      = "5432" // only the name of the socket; nothing listens on the network
)

// Options say how a cluster is to run; the zero value keeps what is written.
type Options struct {
	// Throwaway is for tests: quick, may lose everything, and is gone when stopped.
	Throwaway bool
	// Log hears what the owner of the machine should know; nil means slog.Default.
	Log *slog.Logger
}

// Cluster is a running PostgreSQL.
type Cluster struct {
	home    string // everything of the cluster, owned by its user
	socket  string
	bin     string
	owner   owner
	lock    *os.File
	opts    Options
	process *process
}

// Start runs the cluster of the data folder dir, making it when there is none. For
// a throwaway cluster dir may be empty. ctx bounds the start only.
func Start(ctx context.Context, dir string, opts Options) (*Cluster, error) {
	if opts.Log == nil {
		opts.Log = slog.Default()
	}
	c := &Cluster{opts: opts}
	if err := c.start(ctx, dir); err != nil {
		if c.process != nil {
			c.process.stop(context.Background(), kill)
		}
		c.release()
		return nil, err
	}
	return c, nil
}

func (c *Cluster) start(ctx context.Context, dir string) (err error) {
	if c.opts.Throwaway {
		c.home, c.owner, err = throwawayHome(dir)
	} else {
		c.home, c.owner, err = lastingHome(dir, c.opts.Log)
	}
	if err != nil {
		return err
	}
	if c.lock, err = lockHome(ctx, c.home, dir); err != nil {
		return err
	}
	if c.bin, err = binariesFor(c.pgdata(), c.home, c.owner); err != nil {
		return err
	}
	if err = c.initialise(ctx); err != nil {
		return err
	}
	if err = c.makeSocketFolder(); err != nil {
		return err
	}
	// With the lock in hand no postmaster can be alive here, whatever the file says.
	if err = os.Remove(filepath.Join(c.pgdata(), "postmaster.pid")); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("remove the mark of a PostgreSQL that is gone: %w", err)
	}
	if c.process, err = c.run(); err != nil {
		return err
	}
	return c.ready(ctx)
}

// URL is the address of one of the cluster's databases, for its superuser.
func (c *Cluster) URL(database string) string {
	query := url.Values{"host": {c.socket}, "port": {port}, "sslmode": {"disable"}}
	return (&url.URL{Scheme: "postgres", User: url.User(superuser), Path: "/" + database, RawQuery: query.Encode()}).String()
}

// Stop ends the cluster: connections are cut, what was committed is on disk. When
// ctx ends first, PostgreSQL is ended hard and recovers at its next start.
func (c *Cluster) Stop(ctx context.Context) error {
	how := interrupt
	if c.opts.Throwaway {
		how = kill
	}
	err := c.process.stop(ctx, how)
	c.release()
	return err
}

func (c *Cluster) release() {
	if c.socket != "" && !strings.HasPrefix(c.socket, c.home) {
		os.RemoveAll(c.socket)
	}
	if c.lock != nil {
		c.lock.Close()
	}
	if c.opts.Throwaway && c.home != "" {
		os.RemoveAll(c.home)
	}
}

func (c *Cluster) pgdata() string { return filepath.Join(c.home, "data") }

// initialise makes the files of the cluster, all or nothing.
func (c *Cluster) initialise(ctx context.Context) error {
	if _, err := os.Stat(filepath.Join(c.pgdata(), "PG_VERSION")); err == nil {
		return nil
	}
	half := c.pgdata() + ".new"
	if err := os.RemoveAll(half); err != nil {
		return fmt.Errorf("clear away a database half made: %w", err)
	}
	args := append([]string{"-D", half, "-U", superuser, "-A", "trust", "-E", "UTF8"}, localeArgs()...)
	if c.opts.Throwaway {
		args = append(args, "--no-sync")
	}
	cmd := c.owner.command(ctx, filepath.Join(c.bin, "initdb"), args...)
	cmd.Dir = c.home
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("make the database in %s: %w: %s", c.home, err, lastLines(string(out)))
	}
	if err := os.Rename(half, c.pgdata()); err != nil {
		return fmt.Errorf("make the database: %w", err)
	}
	return nil
}

// makeSocketFolder puts the socket beside the data, or, since a socket's path may
// not be longer than about a hundred bytes, into a private temporary folder.
func (c *Cluster) makeSocketFolder() (err error) {
	c.socket = filepath.Join(c.home, "socket")
	if len(c.socket) <= 80 {
		err = os.Mkdir(c.socket, 0o700)
		if errors.Is(err, os.ErrExist) {
			err = nil
		}
	} else {
		c.socket, err = os.MkdirTemp("/tmp", "wugong-")
	}
	if err == nil {
		err = c.owner.own(c.socket)
	}
	if err != nil {
		return fmt.Errorf("make the folder of the database's socket: %w", err)
	}
	return nil
}

// settings are PostgreSQL's, as arguments. Its own log names no statement, value or
// row, since those are residents' data; the server logs failures itself.
func (c *Cluster) settings() []string {
	set := []string{
		"listen_addresses=", "port=" + port, "unix_socket_directories=" + c.socket, "unix_socket_permissions=0700",
		"timezone=UTC", "log_timezone=UTC", "log_min_messages=log", "log_min_error_statement=panic",
		"log_error_verbosity=terse", "logging_collector=off", "jit=off", "random_page_cost=1.1", "cluster_name=wugong",
	}
	if c.opts.Throwaway {
		set = append(set, "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300",
			"wal_level=minimal", "max_wal_senders=0", "shared_buffers=64MB")
	} else {
		set = append(set, "fsync=on", "synchronous_commit=on", "max_connections=100")
	}
	args := []string{"-D", c.pgdata()}
	for _, s := range set {
		args = append(args, "-c", s)
	}
	return args
}

// ready waits until the cluster answers, and makes sure that it has our database.
func (c *Cluster) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	tick := time.NewTicker(15 * time.Millisecond)
	defer tick.Stop()
	for {
		conn, err := pgx.Connect(ctx, c.URL("postgres"))
		if err == nil {
			defer conn.Close(context.WithoutCancel(ctx))
			c.process.ready.Store(true)
			return ensureDatabase(ctx, conn)
		}
		select {
		case <-tick.C:
		case <-c.process.failed:
			return fmt.Errorf("the private PostgreSQL in %s does not start: %s", c.home, c.logTail())
		case <-ctx.Done():
			return fmt.Errorf("the private PostgreSQL in %s does not answer: %w: %s", c.home, err, c.logTail())
		}
	}
}

func ensureDatabase(ctx context.Context, conn *pgx.Conn) error {
	var found bool
	err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", Database).Scan(&found)
	if err == nil && !found {
		_, err = conn.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{Database}.Sanitize())
	}
	if err != nil {
		return fmt.Errorf("make database %s: %w", Database, err)
	}
	return nil
}

func (c *Cluster) logTail() string {
	text, err := os.ReadFile(c.logFile())
	if err != nil {
		return strconv.Quote(err.Error())
	}
	return lastLines(string(text))
}

func (c *Cluster) logFile() string { return filepath.Join(c.home, "postgres.log") }

// lastLines is what a person needs of a program's output to see why it failed.
func lastLines(out string) string {
	lines := strings.Split(strings.TrimSpace(out), "\n")
	return strings.Join(lines[max(0, len(lines)-5):], " | ")
}
