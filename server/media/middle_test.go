package media_test

import (
	"bytes"
	"errors"
	"image/jpeg"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/media"
	"wugong/server/media/miniotest"
)

func TestAllStoredBytesAreCleanOnDisk(t *testing.T) { storesClean(t, newDisk(t)) }

func TestAllStoredBytesAreCleanInMinIO(t *testing.T) { storesClean(t, newS3(t, miniotest.Start(t))) }

// storesClean sends a photo with words in it and looks at every byte that was kept, in every size.
func storesClean(t *testing.T, b media.Bucket) {
	const secret = "SECRET-34.2583N"
	sent := photo(t)
	segment := append([]byte{0xff, 0xe1, 0, byte(2 + 6 + len(secret))}, "Exif\x00\x00"+secret...)
	sent = slices.Concat(sent[:2], segment, sent[2:], []byte(secret))
	s, clock := newService(t, b)
	wang := someone(t, s)
	r, _, err := s.Upload(t.Context(), wang, uuid.New(), bytes.NewReader(sent))
	if err != nil {
		t.Fatal(err)
	}
	widths := map[api.MediaVariant]int{api.MediaVariantFull: 900, api.MediaVariantMiddle: 800, api.MediaVariantThumb: 400}
	sizes := map[api.MediaVariant]int64{api.MediaVariantFull: r.FullBytes, api.MediaVariantMiddle: r.MiddleBytes, api.MediaVariantThumb: r.ThumbBytes}
	for variant, width := range widths {
		stored := opened(t, s, r, variant)
		m, err := jpeg.DecodeConfig(bytes.NewReader(stored))
		if err != nil || m.Width != width || int64(len(stored)) != sizes[variant] {
			t.Errorf("%s: %d pixels wide, %d of %d bytes, %v", variant, m.Width, len(stored), sizes[variant], err)
		}
	}
	keys := keysOf(t, b)
	for _, k := range keys {
		if content := read(t, b, k); strings.Contains(content, secret) || strings.Contains(content, "Exif") {
			t.Errorf("%s holds what was written beside the picture", k)
		}
	}
	if len(keys) != len(widths) {
		t.Errorf("kept are %v", keys)
	}
	// Of what nobody attached nothing stays, in no size.
	clock.now = clock.now.Add(25 * time.Hour)
	if err := s.Sweep(t.Context()); err != nil || len(keysOf(t, b)) != 0 {
		t.Errorf("after the sweep: %v, %v", err, keysOf(t, b))
	}
}

func opened(t *testing.T, s *media.Service, r media.Record, variant api.MediaVariant) []byte {
	t.Helper()
	o, err := s.Open(t.Context(), r, variant)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	b, err := io.ReadAll(o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestPhotosOfEarlierVersionsAreServedInFull(t *testing.T) {
	b := newDisk(t)
	s, _ := newService(t, b)
	wang := someone(t, s)
	id := upload(t, s, wang)
	r, err := s.See(t.Context(), wang, id)
	if err != nil {
		t.Fatal(err)
	}
	// What an earlier server left: no object of the middle size, and a row that says so.
	if err := b.Delete(t.Context(), r.ObjectKey+".middle.jpg"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Open(t.Context(), r, api.MediaVariantMiddle); !errors.Is(err, media.ErrStorage) {
		t.Errorf("an object that was lost: %v", err)
	}
	if err := s.DB.WithContext(t.Context()).Exec("UPDATE media SET middle_bytes = DEFAULT WHERE id = ?", id).Error; err != nil {
		t.Fatal(err)
	}
	if r, err = s.See(t.Context(), wang, id); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(opened(t, s, r, api.MediaVariantMiddle), opened(t, s, r, api.MediaVariantFull)) {
		t.Error("the full photo is not served in the place of the middle one")
	}
}
