package media

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Disk is a bucket in a folder of this machine.
type Disk struct {
	dir  string
	root *os.Root
}

// partial is the folder of what is being written; no key can name it.
const partial = ".partial"

// NewDisk opens the folder, making it where it is missing. Only the server's user can look into it.
// The system itself keeps all access inside the folder.
func NewDisk(dir string) (*Disk, error) {
	if err := os.MkdirAll(filepath.Join(dir, partial), 0o700); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Disk{dir, root}, nil
}

// Close lets go of the folder.
func (d *Disk) Close() error { return d.root.Close() }

// Put writes beside the place, syncs, and renames; the names are synced too.
func (d *Disk) Put(_ context.Context, key string, content []byte) error {
	if err := validKey(key); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Join(d.dir, partial), "*")
	if err != nil {
		return ErrStorage.Because(err)
	}
	defer f.Close()
	defer os.Remove(f.Name())
	if _, err := f.Write(content); err != nil {
		return ErrStorage.Because(err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return ErrStorage.Because(err)
	}
	if err := d.root.MkdirAll(path.Dir(key), 0o700); err != nil {
		return ErrStorage.Because(err)
	}
	if err := d.root.Rename(partial+"/"+filepath.Base(f.Name()), key); err != nil {
		return ErrStorage.Because(err)
	}
	for dir := path.Dir(key); ; dir = path.Dir(dir) {
		if err := d.syncDir(dir); err != nil {
			return ErrStorage.Because(err)
		}
		if dir == "." {
			return nil
		}
	}
}

func (d *Disk) syncDir(name string) error {
	f, err := d.root.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// Get opens an object.
func (d *Disk) Get(_ context.Context, key string) (Object, error) {
	if err := validKey(key); err != nil {
		return Object{}, err
	}
	f, err := d.root.Open(key)
	if errors.Is(err, fs.ErrNotExist) {
		return Object{}, ErrNoObject
	}
	if err != nil {
		return Object{}, ErrStorage.Because(err)
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		f.Close()
		if err == nil {
			return Object{}, ErrNoObject
		}
		return Object{}, ErrStorage.Because(err)
	}
	return Object{f, ObjectInfo{key, info.Size(), info.ModTime()}}, nil
}

// Delete removes an object.
func (d *Disk) Delete(_ context.Context, key string) error {
	if err := validKey(key); err != nil {
		return err
	}
	if err := d.root.Remove(key); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return ErrStorage.Because(err)
	}
	return nil
}

// List walks the folder. What is being written is not in it.
func (d *Disk) List(ctx context.Context, prefix string, visit func(ObjectInfo) error) error {
	var stopped error
	err := fs.WalkDir(d.root.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err != nil || e.IsDir() && name != partial {
			return ctx.Err()
		}
		if name == partial {
			return fs.SkipDir
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) || !strings.HasPrefix(name, prefix) {
			return nil
		}
		if err != nil {
			return err
		}
		stopped = visit(ObjectInfo{name, info.Size(), info.ModTime()})
		return stopped
	})
	if err != nil && stopped == nil {
		return ErrStorage.Because(err)
	}
	return stopped
}

// Ready reports whether the folder can be written.
func (d *Disk) Ready(context.Context) error {
	f, err := os.CreateTemp(filepath.Join(d.dir, partial), "ready-*")
	if err != nil {
		return ErrStorage.Because(err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}
