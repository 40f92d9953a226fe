package app_test

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"image"
	"image/jpeg"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"wugong/server/apptest"
)

// buildServer builds the program.
func buildServer(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "wugong")
	if out, err := exec.Command("go", "build", "-o", program, "wugong/server").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

// process is a server in a process of its own, not in demo mode.
type process struct {
	cmd    *exec.Cmd
	base   string
	client *http.Client
	once   sync.Once
}

// startProcess starts the server with the keys of apptest and waits until it says where it listens.
func startProcess(t *testing.T, program string, env []string) *process {
	t.Helper()
	key := filepath.Join(t.TempDir(), "secret.key")
	if err := os.WriteFile(key, []byte(hex.EncodeToString(apptest.Secret)), 0o600); err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: exec.Command(program, "serve"), client: &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{}}}
	p.cmd.Env = append(append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME")}, env...),
		"WUGONG_ADDR=127.0.0.1:0", "WUGONG_METRICS_ADDR=off", "WUGONG_SECRET_FILE="+key)
	var log bytes.Buffer
	p.cmd.Stderr = &log
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.kill(t) })
	line, err := bufio.NewReader(out).ReadString('\n')
	_, address, ok := strings.Cut(strings.TrimSpace(line), "http://")
	if !ok {
		p.kill(t)
		t.Fatalf("the server says %q, %v\n%s", line, err, log.String())
	}
	p.base = "http://" + address + "/api/v1"
	return p
}

// kill ends the process as a power cut would, once.
func (p *process) kill(t *testing.T) {
	t.Helper()
	p.once.Do(func() {
		if err := p.cmd.Process.Kill(); err != nil {
			t.Error(err)
		}
		_ = p.cmd.Wait() // it was killed, and says so
		p.client.CloseIdleConnections()
	})
}

// ask sends one request and reads the whole answer.
func (p *process) ask(token, method, path, kind string, body []byte) (int, []byte, error) {
	r, err := http.NewRequest(method, p.base+path, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("Authorization", "Bearer "+token)
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	w, err := p.client.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer w.Body.Close()
	answer, err := io.ReadAll(w.Body)
	return w.StatusCode, answer, err
}

// noise is a photo that no two senders share.
func noise(t *testing.T) []byte {
	t.Helper()
	picture := image.NewGray(image.Rect(0, 0, 840, 100))
	for i := range picture.Pix {
		picture.Pix[i] = byte(rand.Uint32())
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
