package media_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"wugong/server/fault"
	"wugong/server/media"
	"wugong/server/media/miniotest"
)

func TestDiskBucket(t *testing.T) { keepsTheContract(t, newDisk(t)) }

func TestMinIOBucket(t *testing.T) { keepsTheContract(t, newS3(t, miniotest.Start(t))) }

func newDisk(t *testing.T) *media.Disk {
	t.Helper()
	d, err := media.NewDisk(filepath.Join(t.TempDir(), "photos"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func newS3(t *testing.T, server *miniotest.Server) *media.S3 {
	t.Helper()
	s, err := media.NewS3(media.S3Settings{Endpoint: server.Endpoint, Bucket: "photos", AccessKey: miniotest.User, SecretKey: miniotest.Password})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // making it again does no harm
		if err := s.Make(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func read(t *testing.T, b media.Bucket, key string) string {
	t.Helper()
	o, err := b.Get(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	got, err := io.ReadAll(o)
	if err != nil || int64(len(got)) != o.Size || o.Key != key || o.Modified.IsZero() {
		t.Errorf("%+v: %d bytes, %v", o.ObjectInfo, len(got), err)
	}
	return string(got)
}

// keepsTheContract is what every bucket promises.
func keepsTheContract(t *testing.T, b media.Bucket) {
	ctx := t.Context()
	if err := b.Ready(ctx); err != nil {
		t.Fatal(err)
	}
	put := func(key, content string) {
		t.Helper()
		if err := b.Put(ctx, key, []byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	put("ab/one.full.jpg", "first")
	put("ab/one.full.jpg", "second")
	put("cd/two.full.jpg", "")
	if got := read(t, b, "ab/one.full.jpg"); got != "second" {
		t.Errorf("got %q", got)
	}
	if got := read(t, b, "cd/two.full.jpg"); got != "" {
		t.Errorf("got %q", got)
	}
	if _, err := b.Get(ctx, "ab/none.jpg"); !errors.Is(err, media.ErrNoObject) {
		t.Errorf("an object that is not there: %v", err)
	}
	if _, err := b.Get(ctx, "ab"); !errors.Is(err, media.ErrNoObject) {
		t.Errorf("a folder: %v", err)
	}
	for prefix, want := range map[string][]string{"": {"ab/one.full.jpg", "cd/two.full.jpg"}, "ab/": {"ab/one.full.jpg"}, "zz/": nil} {
		var got []string
		err := b.List(ctx, prefix, func(o media.ObjectInfo) error {
			if time.Since(o.Modified) > time.Hour {
				t.Errorf("%s is said to be of %v", o.Key, o.Modified)
			}
			got = append(got, o.Key)
			return nil
		})
		slices.Sort(got)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("List(%q) = %v, %v; want %v", prefix, got, err, want)
		}
	}
	stop := errors.New("enough")
	if err := b.List(ctx, "", func(media.ObjectInfo) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("List goes on: %v", err)
	}
	for range 2 { // what is gone is gone
		if err := b.Delete(ctx, "cd/two.full.jpg"); err != nil {
			t.Error(err)
		}
	}
	if _, err := b.Get(ctx, "cd/two.full.jpg"); !errors.Is(err, media.ErrNoObject) {
		t.Errorf("after Delete: %v", err)
	}
	t.Run("path traversal", func(t *testing.T) { refusesStrangeKeys(t, b) })
	t.Run("many at once", func(t *testing.T) { takesManyAtOnce(t, b) })
}

func refusesStrangeKeys(t *testing.T, b media.Bucket) {
	for _, key := range []string{"../../etc/passwd", "/etc/passwd", "ab/../../x", "..", ".partial/x", "ab/one.full.jpg/", "ab\\x", "ab/\x00"} {
		err := b.Put(t.Context(), key, []byte("x"))
		_, err2 := b.Get(t.Context(), key)
		err3 := b.Delete(t.Context(), key)
		if !errors.Is(err, fault.ErrInvalid) || !errors.Is(err2, fault.ErrInvalid) || !errors.Is(err3, fault.ErrInvalid) {
			t.Errorf("key %q: %v, %v, %v", key, err, err2, err3)
		}
	}
}

// takesManyAtOnce writes one object from many sides: whatever wins, it is whole.
func takesManyAtOnce(t *testing.T, b media.Bucket) {
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			if err := b.Put(t.Context(), "ef/same.jpg", bytes.Repeat([]byte{byte('a' + i)}, 100_000)); err != nil {
				t.Error(err)
			}
			if err := b.Put(t.Context(), fmt.Sprintf("ef/own%d.jpg", i), []byte{byte(i)}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := read(t, b, "ef/same.jpg"); got != string(bytes.Repeat([]byte{got[0]}, 100_000)) {
		t.Error("two writings are mixed")
	}
}

func TestDiskKeepsItsFilesToItself(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "photos")
	d, err := media.NewDisk(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Put(t.Context(), "ab/x.jpg", []byte("x")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]os.FileMode{"": 0o700, "ab": 0o700, "ab/x.jpg": 0o600} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode().Perm() != want {
			t.Errorf("%q: %v, %v", name, info.Mode(), err)
		}
	}
	if err := os.Symlink("/etc", filepath.Join(dir, "etc")); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Get(t.Context(), "etc/hostname"); err == nil {
		t.Error("a link leads out of the folder")
	}
}

func TestMinIOStoppedAnswersStorageUnavailableAndRecovers(t *testing.T) {
	server := miniotest.Start(t)
	b := newS3(t, server)
	if err := b.Put(t.Context(), "ab/x.jpg", []byte("x")); err != nil {
		t.Fatal(err)
	}
	server.Stop(t)
	_, get := b.Get(t.Context(), "ab/x.jpg")
	for name, err := range map[string]error{
		"put": b.Put(t.Context(), "ab/y.jpg", []byte("y")), "get": get, "delete": b.Delete(t.Context(), "ab/x.jpg"),
		"list":  b.List(context.Background(), "", func(media.ObjectInfo) error { return nil }),
		"ready": b.Ready(t.Context()), "make": b.Make(t.Context()),
	} {
		if !errors.Is(err, media.ErrStorage) || fault.Of(err).RetryAfter <= 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	server.Run(t)
	if got := read(t, b, "ab/x.jpg"); got != "x" {
		t.Errorf("after the outage: %q", got)
	}
}
