package media_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/db/dbtest"
	"wugong/server/fault"
	"wugong/server/media"
	"wugong/server/media/miniotest"
)

// moved is a clock that tests set.
type moved struct{ now time.Time }

func (m *moved) Now() time.Time { return m.now }

func newService(t *testing.T, b media.Bucket) (*media.Service, *moved) {
	t.Helper()
	clock := &moved{time.Now().UTC().Truncate(time.Microsecond)}
	return &media.Service{DB: dbtest.New(t).Gorm, Bucket: b, Darkroom: media.NewDarkroom(t.TempDir()), Now: clock.Now}, clock
}

// someone is a new account.
func someone(t *testing.T, s *media.Service) uuid.UUID {
	t.Helper()
	id := uuid.New()
	if err := db.Exec(t.Context(), s.DB, `INSERT INTO accounts (id, phone_hash, phone_sealed, display_name, language, created_at)
		VALUES (@id, decode(repeat(replace(CAST(@id AS text), '-', ''), 2), 'hex'), decode(repeat('00', 40), 'hex'), '', 'zh-CN', @now)`,
		map[string]any{"id": id, "now": s.Now()}); err != nil {
		t.Fatal(err)
	}
	return id
}

func photo(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 900, 300)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func keysOf(t *testing.T, b media.Bucket) (keys []string) {
	t.Helper()
	if err := b.List(t.Context(), "", func(o media.ObjectInfo) error { keys = append(keys, o.Key); return nil }); err != nil {
		t.Fatal(err)
	}
	return keys
}

func rows(t *testing.T, s *media.Service) (n int64) {
	t.Helper()
	if err := s.DB.WithContext(t.Context()).Raw("SELECT count(*) FROM media").Scan(&n).Error; err != nil {
		t.Fatal(err)
	}
	return n
}

func upload(t *testing.T, s *media.Service, actor uuid.UUID) uuid.UUID {
	t.Helper()
	id := uuid.New()
	if _, made, err := s.Upload(t.Context(), actor, id, bytes.NewReader(photo(t))); err != nil || !made {
		t.Fatal(made, err)
	}
	return id
}

func TestTheSameIDAgain(t *testing.T) {
	b := newDisk(t)
	s, _ := newService(t, b)
	wang, id := someone(t, s), uuid.New()
	var all sync.WaitGroup
	var mu sync.Mutex
	first, seen := 0, map[string]bool{}
	for range 6 {
		all.Go(func() {
			r, made, err := s.Upload(t.Context(), wang, id, bytes.NewReader(photo(t)))
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Error(err)
			}
			if made {
				first++
			}
			seen[r.ObjectKey] = true
		})
	}
	all.Wait()
	if first != 1 || len(seen) != 1 || rows(t, s) != 1 {
		t.Errorf("%d were first, %d answers differ, %d rows", first, len(seen), rows(t, s))
	}
	if _, _, err := s.Upload(t.Context(), someone(t, s), id, bytes.NewReader(photo(t))); !errors.Is(err, fault.ErrIDTaken) {
		t.Errorf("another person with the same id: %v", err)
	}
	for _, k := range keysOf(t, b) {
		if strings.Contains(strings.ReplaceAll(k, "-", ""), strings.ReplaceAll(id.String(), "-", "")) {
			t.Errorf("the key %s tells the id", k)
		}
	}
}

// failing is a bucket in which the nth Put fails, or is the last thing that happens before a kill.
type failing struct {
	media.Bucket
	at, n int
	then  func()
}

func (f *failing) Put(ctx context.Context, key string, content []byte) error {
	if f.n++; f.n == f.at {
		if f.then != nil {
			f.then()
		}
		return media.ErrStorage
	}
	return f.Bucket.Put(ctx, key, content)
}

func TestNoRowWithoutItsObjectsWhereverItStops(t *testing.T) {
	for at := 1; at <= 3; at++ {
		disk := newDisk(t)
		b := &failing{Bucket: disk, at: at}
		s, clock := newService(t, b)
		b.then = func() {
			if n := rows(t, s); n != 0 {
				t.Errorf("put %d: the row is there before the object", at)
			}
		}
		wang, id := someone(t, s), uuid.New()
		if _, _, err := s.Upload(t.Context(), wang, id, bytes.NewReader(photo(t))); !errors.Is(err, media.ErrStorage) || rows(t, s) != 0 {
			t.Errorf("put %d: %v, %d rows", at, err, rows(t, s))
		}
		if _, made, err := s.Upload(t.Context(), wang, id, bytes.NewReader(photo(t))); err != nil || !made {
			t.Errorf("put %d, sent again: %v", at, err)
		}
		attachTo(t, s, wang, id, media.Audience{Community: uuid.New(), Level: media.Public})
		clock.now = clock.now.Add(25 * time.Hour)
		for range 2 {
			if err := s.Sweep(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if got := keysOf(t, disk); len(got) != 3 || rows(t, s) != 1 {
			t.Errorf("put %d: after the sweep there are %v and %d rows", at, got, rows(t, s))
		}
	}
}

func attachTo(t *testing.T, s *media.Service, uploader, id uuid.UUID, a media.Audience) {
	t.Helper()
	if err := attachErr(t, s, uploader, a, id); err != nil {
		t.Fatal(err)
	}
}

func attachErr(t *testing.T, s *media.Service, uploader uuid.UUID, a media.Audience, ids ...uuid.UUID) error {
	return s.DB.WithContext(t.Context()).Transaction(func(tx *gorm.DB) error {
		return media.Attach(t.Context(), tx, uploader, ids, a)
	})
}

func TestSweepTakesWhatWasNeverAttachedAfterADay(t *testing.T) {
	b := newDisk(t)
	s, clock := newService(t, b)
	wang := someone(t, s)
	upload(t, s, wang)
	kept := upload(t, s, wang)
	attachTo(t, s, wang, kept, media.Audience{Community: uuid.New(), Level: media.Staff})
	clock.now = clock.now.Add(23 * time.Hour)
	if err := s.Sweep(t.Context()); err != nil || rows(t, s) != 2 {
		t.Errorf("within the day: %v, %d rows", err, rows(t, s))
	}
	clock.now = clock.now.Add(2 * time.Hour)
	if err := s.Sweep(t.Context()); err != nil || rows(t, s) != 1 || len(keysOf(t, b)) != 3 {
		t.Errorf("after the day: %v, %d rows, %v", err, rows(t, s), keysOf(t, b))
	}
}

func TestAttachRefusesForeignAndUsedPhotos(t *testing.T) {
	s, _ := newService(t, newDisk(t))
	wang, li := someone(t, s), someone(t, s)
	a := media.Audience{Community: uuid.New(), Level: media.Public}
	one, two, foreign := upload(t, s, wang), upload(t, s, wang), upload(t, s, li)
	for name, ids := range map[string][]uuid.UUID{"another person's": {one, foreign}, "unknown": {one, uuid.New()}, "twice in one": {one, one}} {
		if err := attachErr(t, s, wang, a, ids...); !errors.Is(err, media.ErrInUse) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := attachErr(t, s, wang, a, one, two); err != nil {
		t.Fatal(err)
	}
	if err := attachErr(t, s, wang, a, one); !errors.Is(err, media.ErrInUse) {
		t.Errorf("attached already: %v", err)
	}
	err := media.SetAudience(t.Context(), s.DB, []uuid.UUID{one}, media.Audience{Community: uuid.New(), Level: media.Public})
	if !errors.Is(err, media.ErrInUse) {
		t.Errorf("another community changed the audience: %v", err)
	}
}

func TestPhotosAreSeenByTheirAudienceOnly(t *testing.T) {
	s, _ := newService(t, newDisk(t))
	wang, li := someone(t, s), someone(t, s)
	id := upload(t, s, wang)
	sees := func(who uuid.UUID) bool {
		t.Helper()
		_, err := s.See(t.Context(), who, id)
		if err != nil && fault.Of(err) == nil {
			t.Fatal(err)
		}
		return err == nil
	}
	if !sees(wang) || sees(li) || sees(uuid.Nil) {
		t.Error("an unattached photo is its uploader's alone")
	}
	community := uuid.New()
	attachTo(t, s, wang, id, media.Audience{Community: community, Level: media.Parties, Persons: []uuid.UUID{li}})
	if !sees(wang) || !sees(li) || sees(uuid.Nil) {
		t.Error("a photo for parties is for those listed")
	}
	if err := media.SetAudience(t.Context(), s.DB, []uuid.UUID{id}, media.Audience{Community: community, Level: media.Public}); err != nil {
		t.Fatal(err)
	}
	if !sees(uuid.Nil) {
		t.Error("a public photo is for everybody")
	}
}

func TestWithoutMinIOUploadsWaitAndComeThroughAfterwards(t *testing.T) {
	server := miniotest.Start(t)
	b := newS3(t, server)
	s, _ := newService(t, b)
	wang, id := someone(t, s), uuid.New()
	server.Stop(t)
	_, _, err := s.Upload(t.Context(), wang, id, bytes.NewReader(photo(t)))
	if f := fault.Of(err); f == nil || f.Kind != fault.Unavailable || f.RetryAfter <= 0 || rows(t, s) != 0 {
		t.Errorf("upload without a store: %v, %d rows", err, rows(t, s))
	}
	server.Run(t)
	r, made, err := s.Upload(t.Context(), wang, id, bytes.NewReader(photo(t)))
	if err != nil || !made {
		t.Fatal(err)
	}
	server.Stop(t)
	if _, err := s.Open(t.Context(), r, api.MediaVariantFull); !errors.Is(err, media.ErrStorage) {
		t.Errorf("reading without a store: %v", err)
	}
}
