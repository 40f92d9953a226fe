package media_test

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/server/identity"
	"wugong/server/media"
)

// leave deletes an account as far as photos know it.
func leave(t *testing.T, s *media.Service, account uuid.UUID) error {
	return s.DB.WithContext(t.Context()).Transaction(func(tx *gorm.DB) error {
		if open, err := identity.Close(t.Context(), tx, account); err != nil || !open {
			return err
		}
		if err := media.Forget(t.Context(), tx, account, s.Now()); err != nil {
			return err
		}
		return identity.Forget(t.Context(), tx, account, s.Now())
	})
}

func TestUploadRacesWithTheDeletionOfItsAccount(t *testing.T) {
	b := newDisk(t)
	s, clock := newService(t, b)
	for range 8 {
		wang := someone(t, s)
		var uploaded, left error
		var both sync.WaitGroup
		both.Go(func() { _, _, uploaded = s.Upload(t.Context(), wang, uuid.New(), bytes.NewReader(photo(t))) })
		both.Go(func() { left = leave(t, s, wang) })
		both.Wait()
		if left != nil || uploaded != nil && !errors.Is(uploaded, identity.ErrSessionEnded) {
			t.Errorf("upload: %v, deletion: %v", uploaded, left)
		}
	}
	if n := rows(t, s); n != 0 {
		t.Errorf("%d photos belong to deleted accounts", n)
	}
	// The deletion that comes while the photo is being put away wins: the photo has no row.
	wang := someone(t, s)
	late := &media.Service{DB: s.DB, Now: s.Now, Darkroom: s.Darkroom, Bucket: &meanwhile{Bucket: b, do: func() {
		if err := leave(t, s, wang); err != nil {
			t.Error(err)
		}
	}}}
	if _, made, err := late.Upload(t.Context(), wang, uuid.New(), bytes.NewReader(photo(t))); made || !errors.Is(err, identity.ErrSessionEnded) || rows(t, s) != 0 {
		t.Errorf("deleted meanwhile: %v, %v, %d rows", made, err, rows(t, s))
	}
	clock.now = clock.now.Add(25 * time.Hour)
	if err := s.Sweep(t.Context()); err != nil || len(keysOf(t, b)) != 0 {
		t.Errorf("after the sweep: %v, %v", err, keysOf(t, b))
	}
}

// meanwhile is a bucket in which something happens while it takes an object.
type meanwhile struct {
	media.Bucket
	do func()
}

func (m *meanwhile) Put(ctx context.Context, key string, content []byte) error {
	m.do()
	return m.Bucket.Put(ctx, key, content)
}
