package private

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"
)

// PostgreSQL's words for how to end: cut connections and write everything, or at once.
const (
	interrupt = syscall.SIGINT
	kill      = syscall.SIGQUIT
)

// restartPause keeps a PostgreSQL that cannot live from being started in a circle.
const restartPause = 200 * time.Millisecond

// process is the postmaster and who looks after it.
type process struct {
	failed   chan struct{} // closed when PostgreSQL ended before it was ready
	ended    chan struct{}
	ready    atomic.Bool
	stopping atomic.Bool
	pid      atomic.Int64
	err      error // valid after ended
}

// run starts the postmaster and keeps it running until stop: one that crashes or is
// killed from outside is started again.
func (c *Cluster) run() (*process, error) {
	os.Rename(c.logFile(), c.logFile()+".old")
	p := &process{failed: make(chan struct{}), ended: make(chan struct{})}
	started := make(chan error, 1)
	go c.keep(p, started)
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	return p, nil
}

// keep holds its thread for as long as PostgreSQL runs: the kernel sends the
// death signal when the thread that started a process ends, not the program.
func (c *Cluster) keep(p *process, started chan<- error) {
	runtime.LockOSThread()
	defer close(p.ended)
	for first := true; ; first = false {
		p.err = c.once(p, started, first)
		if p.stopping.Load() {
			p.err = nil
			return
		}
		if !p.ready.Load() {
			close(p.failed)
			return
		}
		time.Sleep(restartPause)
		c.opts.Log.Error("the private PostgreSQL ended by itself and is started again", "error", p.err)
	}
}

func (c *Cluster) once(p *process, started chan<- error, first bool) error {
	tell := func(err error) error {
		if first {
			started <- err
		}
		return err
	}
	log, err := os.OpenFile(c.logFile(), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return tell(err)
	}
	defer log.Close()
	cmd := c.owner.command(context.Background(), filepath.Join(c.bin, "postgres"), c.settings()...)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.ExtraFiles = []*os.File{c.lock}
	endWithParent(cmd)
	if err := cmd.Start(); err != nil {
		return tell(err)
	}
	p.pid.Store(int64(cmd.Process.Pid))
	if p.stopping.Load() {
		cmd.Process.Signal(kill)
	}
	stopWatch, err := c.watch(cmd.Process.Pid)
	if err != nil {
		cmd.Process.Kill()
		cmd.Wait()
		return tell(err)
	}
	tell(nil)
	err = cmd.Wait()
	stopWatch()
	return err
}

// watch starts a shell that outlives us: when we are gone, however that came, it
// ends PostgreSQL and removes the folder of a throwaway cluster. Where the kernel
// does the ending, only a throwaway cluster needs it.
func (c *Cluster) watch(pid int) (func(), error) {
	if kernelEnds && !c.opts.Throwaway {
		return func() {}, nil
	}
	remove := ""
	if c.opts.Throwaway {
		remove = c.home
	}
	script := `read -r word; test "$word" = done && exit; kill -INT "$1" 2>/dev/null
while kill -0 "$1" 2>/dev/null; do sleep 0.1; done; test -z "$2" || rm -rf "$2"`
	cmd := c.owner.command(context.Background(), "/bin/sh", "-c", script, "sh", strconv.Itoa(pid), remove)
	in, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return nil, fmt.Errorf("start the watch over PostgreSQL: %w", err)
	}
	return func() { endWatch(in, cmd) }, nil
}

func endWatch(in io.WriteCloser, cmd *exec.Cmd) {
	io.WriteString(in, "done\n")
	in.Close()
	cmd.Wait()
}

// stop ends PostgreSQL as how says, and hard when ctx ends before it is done.
func (p *process) stop(ctx context.Context, how syscall.Signal) error {
	p.stopping.Store(true)
	p.signal(how)
	select {
	case <-p.ended:
		return nil
	case <-ctx.Done():
	}
	p.signal(kill)
	<-p.ended
	return fmt.Errorf("PostgreSQL had to be ended before it was done: %w", ctx.Err())
}

func (p *process) signal(how syscall.Signal) {
	select {
	case <-p.ended:
	default:
		syscall.Kill(int(p.pid.Load()), how)
	}
}
