package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// process is a program on the first core; it says in its first line where it can be reached.
type process struct {
	cmd   *exec.Cmd
	where string
}

// pinned is a command on one core, where the machine lets us choose.
func pinned(core int, program string, args ...string) *exec.Cmd {
	if path, err := exec.LookPath("taskset"); err == nil && runtime.NumCPU() > 1 {
		return exec.Command(path, append([]string{"-c", strconv.Itoa(core), program}, args...)...)
	}
	return exec.Command(program, args...)
}

// launch starts a program and waits for its first line.
func launch(env []string, program string, args ...string) (*process, error) {
	p := &process{cmd: pinned(0, program, args...)}
	p.cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME")}, env...)
	var said tail
	p.cmd.Stderr = &said
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		p.stop()
		return nil, fmt.Errorf("%s does not start: %w: %s", program, err, said.last())
	}
	go func() { _, _ = io.Copy(io.Discard, out) }() // what else it says is for people
	p.where = strings.TrimSpace(line)
	return p, nil
}

// tail keeps the end of what a program says.
type tail struct {
	mu   sync.Mutex
	text []byte
}

// Write keeps a thousand bytes.
func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, b...)
	t.text = t.text[max(0, len(t.text)-1000):]
	return len(b), nil
}

func (t *tail) last() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.text)
}

func (p *process) stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	kill := time.AfterFunc(30*time.Second, func() { _ = p.cmd.Process.Kill() })
	defer kill.Stop()
	_ = p.cmd.Wait() // it was told to end, and says so
}

// serve starts the server on a database and gives the address of its API.
func (p plan) serve(url, dir string) (*process, error) {
	s, err := launch([]string{"DATABASE_URL=" + url, "WUGONG_DATA=" + dir, "WUGONG_SECRET_FILE=" + secretFile(dir), "WUGONG_ADDR=127.0.0.1:0",
		"WUGONG_METRICS_ADDR=off"}, p.server, "serve")
	if err != nil {
		return nil, err
	}
	_, address, ok := strings.Cut(s.where, "http://")
	if !ok {
		s.stop()
		return nil, fmt.Errorf("the server says %q", s.where)
	}
	s.where = "http://" + strings.TrimSpace(address) + "/api/v1"
	return s, nil
}

// memory is what a process has of the machine's memory now, in MiB.
func (p *process) memory() (float64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.SplitSeq(string(text), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kib, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 64)
			return kib / 1024, err
		}
	}
	return 0, errors.New("the machine does not tell the memory of a process")
}

// alone moves this program, which is the load, to the last core.
func alone(ctx context.Context) {
	path, err := exec.LookPath("taskset")
	if err != nil || runtime.NumCPU() < 2 {
		fmt.Fprintln(os.Stderr, "bench: nothing is pinned to a core here")
		return
	}
	_ = exec.CommandContext(ctx, path, "-a", "-c", "-p", strconv.Itoa(runtime.NumCPU()-1), strconv.Itoa(os.Getpid())).Run()
	runtime.GOMAXPROCS(1)
}
