package private

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// owner is the user PostgreSQL runs as: ourselves, or for root somebody less.
type owner struct {
	name     string
	uid, gid int
	drop     bool
}

// ownerOf tells who is to run the cluster whose files are in pgdata. Files that
// exist decide; otherwise root takes postgres or nobody.
func ownerOf(pgdata string) (owner, error) {
	me := owner{name: strconv.Itoa(os.Geteuid()), uid: os.Geteuid(), gid: os.Getegid()}
	if u, err := user.Current(); err == nil {
		me.name = u.Username
	}
	if info, err := os.Stat(pgdata); err == nil {
		if stat, ok := info.Sys().(*syscall.Stat_t); ok && stat.Uid != 0 {
			return existingOwner(me, pgdata, stat)
		}
	} else if os.IsPermission(err) {
		return owner{}, fmt.Errorf("the database in %s belongs to another user than %s: start the server as the user who made it, or as root", pgdata, me.name)
	}
	if me.uid != 0 {
		return me, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			uid, _ := strconv.Atoi(u.Uid)
			gid, _ := strconv.Atoi(u.Gid)
			return owner{name: name, uid: uid, gid: gid, drop: true}, nil
		}
	}
	return owner{}, fmt.Errorf("PostgreSQL does not run as root, and there is neither a user postgres nor nobody: make one, or start the server as an ordinary user")
}

func existingOwner(me owner, pgdata string, stat *syscall.Stat_t) (owner, error) {
	who := owner{name: strconv.Itoa(int(stat.Uid)), uid: int(stat.Uid), gid: int(stat.Gid), drop: me.uid == 0}
	if u, err := user.LookupId(who.name); err == nil {
		who.name = u.Username
	}
	if me.uid != 0 && me.uid != who.uid {
		return owner{}, fmt.Errorf("the database in %s belongs to user %s: start the server as that user, or as root", pgdata, who.name)
	}
	return who, nil
}

// command prepares a program to run as the owner, in its own process group so that
// a Ctrl-C meant for the server does not reach PostgreSQL first.
func (o owner) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = "/"
	cmd.Env = []string{"PATH=" + filepath.Dir(name) + ":/usr/local/bin:/usr/bin:/bin", "LC_ALL=C", "TZ=UTC", "HOME=/"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if o.drop {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(o.uid), Gid: uint32(o.gid)}
	}
	return cmd
}

// own hands a file or folder to the owner.
func (o owner) own(path string) error {
	if !o.drop {
		return nil
	}
	return os.Chown(path, o.uid, o.gid)
}

// canEnter tries it, since rights come from more than mode bits.
func (o owner) canEnter(dir string) bool {
	return !o.drop || o.command(context.Background(), "/bin/sh", "-c", `cd "$1" && test -w .`, "sh", dir).Run() == nil
}

// canRun tells whether the owner can run a program, for binaries under a home folder.
func (o owner) canRun(program string) bool {
	return !o.drop || o.command(context.Background(), program, "--version").Run() == nil
}
