// Package miniotest starts a real MinIO for tests, on a free port of this machine and in an empty folder.
package miniotest

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// Version is the MinIO that tests and the compose file use.
const Version = "v0.0.0-20260212201848-7aac2a2c5b7c"

// User and Password open it.
const User, Password = "wugong-test", "wugong-test-secret"

// Server is one running MinIO.
type Server struct {
	Endpoint string // host:port
	dir      string
	binary   string
	cmd      *exec.Cmd
}

// Start starts one; it ends with the test.
func Start(t testing.TB) *Server {
	t.Helper()
	binary, err := Binary()
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Endpoint: l.Addr().String(), dir: t.TempDir(), binary: binary}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	s.Run(t)
	t.Cleanup(func() { s.Stop(t) })
	return s
}

// Run starts it again after Stop, with what it held, and waits until it answers.
func (s *Server) Run(t testing.TB) {
	t.Helper()
	// #nosec G204 -- the binary is our own
	s.cmd = exec.Command(s.binary, "server", "--quiet", "--address", s.Endpoint, "--console-address", "127.0.0.1:0", s.dir)
	s.cmd.Env = append(os.Environ(), "MINIO_ROOT_USER="+User, "MINIO_ROOT_PASSWORD="+Password, "MINIO_BROWSER=off", "MINIO_UPDATE=off")
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for !s.answers(ctx) {
		select {
		case <-ctx.Done():
			t.Fatal("MinIO does not answer within a minute")
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// answers asks for something signed: the health page is well before accounts are loaded.
func (s *Server) answers(ctx context.Context) bool {
	client, err := minio.New(s.Endpoint, &minio.Options{Creds: credentials.NewStaticV4(User, Password, ""), MaxRetries: 1})
	if err != nil {
		return false
	}
	_, err = client.ListBuckets(ctx)
	return err == nil
}

// Stop kills it, as an outage would.
func (s *Server) Stop(t testing.TB) {
	t.Helper()
	if s.cmd == nil {
		return
	}
	if err := s.cmd.Process.Kill(); err != nil {
		t.Error(err)
	}
	_ = s.cmd.Wait() // it was killed, and says so
	s.cmd = nil
}

var install sync.Mutex

// Binary finds MinIO in the cache folder, and builds it there the first time, which takes minutes.
func Binary() (string, error) {
	install.Lock()
	defer install.Unlock()
	cache := os.Getenv("WUGONG_CACHE")
	if cache == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", err
		}
		cache = filepath.Join(cmp.Or(os.Getenv("XDG_CACHE_HOME"), filepath.Join(home, ".cache")), "wugong")
	}
	bin := filepath.Join(cache, "bin")
	path := filepath.Join(bin, "minio-"+Version)
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	if err := os.MkdirAll(bin, 0o755); err != nil {
		return "", err
	}
	made, err := os.MkdirTemp(bin, "build-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(made)
	// #nosec G204 -- the version is a constant
	cmd := exec.Command("go", "install", "github.com/minio/minio@"+Version)
	cmd.Env = append(os.Environ(), "GOBIN="+made)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go install MinIO: %w\n%s", err, out)
	}
	return path, os.Rename(filepath.Join(made, "minio"), path)
}
