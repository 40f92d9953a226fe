package media

import (
	"context"
	"io"
	"regexp"
	"time"

	"wugong/api"
	"wugong/server/fault"
)

// Bucket is where the bytes of photos lie. Keys are ours, never a user's. When the place does not
// answer, every method fails with storage_unavailable, within seconds.
type Bucket interface {
	// Put stores an object whole or not at all, and only returns when it would survive a power cut.
	Put(ctx context.Context, key string, content []byte) error
	// Get opens an object; ErrNoObject if there is none. The caller closes it.
	Get(ctx context.Context, key string) (Object, error)
	// Delete removes an object; one that is not there is as good as removed.
	Delete(ctx context.Context, key string) error
	// List calls visit for each object whose key begins with prefix, in no order, until visit fails.
	List(ctx context.Context, prefix string, visit func(ObjectInfo) error) error
	// Ready reports whether the place answers.
	Ready(ctx context.Context) error
}

// ObjectInfo is an object without its bytes.
type ObjectInfo struct {
	Key      string
	Size     int64
	Modified time.Time
}

// Object is an object being read.
type Object struct {
	io.ReadCloser
	ObjectInfo
}

// ErrNoObject is the answer to a key under which nothing lies.
var ErrNoObject = fault.New(fault.NotFound, api.ProblemCodeMediaNotFound)

// keys begin with a letter or digit in each part, so that none can climb out of its folder or hide.
var keys = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,99}(/[a-z0-9][a-z0-9._-]{0,99}){0,4}$`)

// validKey refuses every key that could mean another place.
func validKey(key string) error {
	if !keys.MatchString(key) {
		return fault.ErrInvalid
	}
	return nil
}
