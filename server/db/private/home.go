package private

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// pointer is the file in a data folder that tells where its database lies, when
// the user it runs as cannot pass the data folder itself.
const pointer = "postgres.where"

// fallbacks are the places for such a database, in the order tried.
var fallbacks = []struct{ parent, pattern string }{{"/var/lib/wugong", "data-"}, {"/var/tmp", "wugong-"}}

// lastingHome finds or makes the folder of the cluster that belongs to data folder dir.
func lastingHome(dir string, log *slog.Logger) (string, owner, error) {
	dir, err := filepath.Abs(dir)
	if err == nil {
		err = os.MkdirAll(dir, 0o755)
	}
	if err != nil {
		return "", owner{}, fmt.Errorf("make the data folder: %w", err)
	}
	home := filepath.Join(dir, "postgres")
	if where, err := os.ReadFile(filepath.Join(dir, pointer)); err == nil {
		home = strings.TrimSpace(string(where))
		if _, err := os.Stat(home); err != nil {
			return "", owner{}, fmt.Errorf("the database of %s was made in %s (see %s) and is not there any more; bring it back, or remove the data folder to begin anew: %w",
				dir, home, pointer, err)
		}
		log.Info("the database of this data folder lies elsewhere, since its user cannot pass the folder", "data", dir, "database", home)
	}
	who, err := ownerOf(filepath.Join(home, "data"))
	if err != nil {
		return "", owner{}, err
	}
	if err := makeHome(home, who); err != nil {
		return "", owner{}, err
	}
	if who.canEnter(home) {
		return home, who, nil
	}
	if _, err := os.Stat(filepath.Join(home, "data")); err == nil {
		return "", owner{}, fmt.Errorf("user %s, whom the database in %s runs as, cannot pass that folder: let it pass (chmod o+x on the folders above)", who.name, home)
	}
	os.RemoveAll(home)
	home, err = elsewhere(dir, who)
	if err == nil {
		log.Warn("the database is put elsewhere, since its user cannot pass the data folder", "data", dir, "user", who.name, "database", home)
	}
	return home, who, err
}

// elsewhere makes a folder outside dir and notes in dir where it is. The name is
// new each time: who removes the data folder begins anew.
func elsewhere(dir string, who owner) (string, error) {
	var failed error
	for _, place := range fallbacks {
		if place.parent != "/var/tmp" {
			if err := os.MkdirAll(place.parent, 0o755); err != nil {
				failed = err
				continue
			}
		}
		home, err := os.MkdirTemp(place.parent, place.pattern)
		if err == nil {
			err = makeHome(home, who)
		}
		if err == nil && who.canEnter(home) {
			return home, os.WriteFile(filepath.Join(dir, pointer), []byte(home+"\n"), 0o644)
		}
		failed = err
	}
	return "", fmt.Errorf("user %s cannot pass %s, and no other place for the database was found: %w", who.name, dir, failed)
}

// throwawayHome makes a folder that lasts no longer than the cluster.
func throwawayHome(dir string) (string, owner, error) {
	who, err := ownerOf("")
	if err != nil {
		return "", owner{}, err
	}
	for _, parent := range []string{dir, os.TempDir(), "/var/tmp"} {
		if parent == "" {
			continue
		}
		home, failed := os.MkdirTemp(parent, "wugong-test-")
		if failed == nil {
			failed = makeHome(home, who)
		}
		if failed == nil && who.canEnter(home) {
			return home, who, nil
		}
		os.RemoveAll(home)
		err = failed
	}
	return "", owner{}, fmt.Errorf("no temporary folder that user %s can use: %w", who.name, err)
}

func makeHome(home string, who owner) error {
	if err := os.MkdirAll(home, 0o700); err != nil {
		return fmt.Errorf("make the folder of the database: %w", err)
	}
	if err := who.own(home); err != nil {
		return fmt.Errorf("hand the folder of the database to user %s: %w", who.name, err)
	}
	return nil
}

// lockHome makes this process the only one of the folder. PostgreSQL inherits the
// lock, so one that outlives its killed server is waited for; a server that lives
// is not.
func lockHome(ctx context.Context, home, dir string) (*os.File, error) {
	lock, err := os.OpenFile(filepath.Join(home, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the database: %w", err)
	}
	until := time.NewTimer(30 * time.Second)
	defer until.Stop()
	for {
		err = syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return lock, signLock(lock)
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			lock.Close()
			return nil, fmt.Errorf("lock the database in %s: %w", home, err)
		}
		holder := lockHolder(home)
		gaveUp := alive(holder)
		select {
		case <-ctx.Done():
			gaveUp = true
		case <-until.C:
			gaveUp = true
		case <-time.After(20 * time.Millisecond):
		}
		if gaveUp {
			lock.Close()
			return nil, InUse{Dir: dir, Process: holder}
		}
	}
}

// InUse is the refusal to start a second server on one data folder.
type InUse struct {
	Dir     string
	Process int
}

func (e InUse) Error() string {
	return fmt.Sprintf("another server (process %d) already uses the data folder %s: stop it first, or set WUGONG_DATA to another folder", e.Process, e.Dir)
}

func signLock(lock *os.File) error {
	err := lock.Truncate(0)
	if err == nil {
		_, err = lock.WriteAt([]byte(strconv.Itoa(os.Getpid())), 0)
	}
	if err != nil {
		lock.Close()
		return fmt.Errorf("sign the lock of the database: %w", err)
	}
	return nil
}

func lockHolder(home string) int {
	text, err := os.ReadFile(filepath.Join(home, "lock"))
	if err != nil {
		return 0
	}
	pid, _ := strconv.Atoi(strings.TrimSpace(string(text)))
	return pid
}

func alive(pid int) bool {
	return pid > 0 && !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH)
}
