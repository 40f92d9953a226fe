// Package media keeps photos.
//
// What is sent is judged by its content, decoded, turned upright, scaled to 1600, 800 and 400 pixels and written
// anew as JPEG: no metadata survives and the original is kept nowhere. A photo of 800 pixels or less has no
// object of the middle size, nor have those of earlier versions: the full one serves. The objects are stored under
// a random key, then the row is written: a row always has its objects, and an object without a row is swept.
// A photo belongs to its uploader alone until a record takes it (Attach); from then on the record says who
// sees it: everybody, the verified residents of a community, listed persons, holders of listed offices and staff, or
// staff only. An office that ended shows nothing any more.
// A photo is attached once. What one may not see does not exist.
package media

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/base32"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/fault"
)

// Faults of photos that are there already, or not.
var (
	ErrNoPhoto = fault.New(fault.NotFound, api.ProblemCodeMediaNotFound)
	ErrInUse   = fault.New(fault.Conflict, api.ProblemCodeMediaInUse)
	ErrOrder   = fault.New(fault.Invalid, api.ProblemCodeUploadOrder)
)

// Service keeps photos in a bucket and their rows in the database.
type Service struct {
	DB       *gorm.DB
	Bucket   Bucket
	Darkroom *Darkroom // nil: the one of this process
	Now      func() time.Time
}

// shared is the darkroom of the process: its bounds hold for all services together.
var shared = sync.OnceValue(func() *Darkroom { return NewDarkroom("") })

// Audience is who sees the photos of a record.
type Audience struct {
	Community uuid.UUID
	Level     Level
	Persons   []uuid.UUID // accounts, for Parties and Community
	Offices   []Office    // whoever holds one when they ask, for Parties and Community
}

// Office is a role in the community: in a building, or (uuid.Nil) bound to none; or one account for as long as
// it holds the role anywhere.
type Office struct {
	Role     api.Role  `json:"role"`
	Building uuid.UUID `json:"building,omitzero"`
	Account  uuid.UUID `json:"account,omitzero"`
}

// held tells whether somebody holds the office now.
func (o Office) held(s communities.Standing) bool {
	if o.Account != uuid.Nil {
		return o.Account == s.Account && s.Has(o.Role)
	}
	return s.HasIn(o.Building, o.Role)
}

// Upload stores what is sent under the client's id. Sent again by the same person, it answers the record
// of the first time; another person's id is taken. No transaction is open while a photo is worked on.
func (s *Service) Upload(ctx context.Context, actor, id uuid.UUID, sent io.Reader) (r Record, made bool, err error) {
	if r, err = s.again(ctx, actor, id); err == nil || fault.Of(err) == nil || !ErrNoPhoto.Is(fault.Of(err)) {
		return r, false, err
	}
	photo, err := cmp.Or(s.Darkroom, shared()).Develop(ctx, sent)
	if err != nil {
		return Record{}, false, err
	}
	r = Record{ID: id, UploaderID: actor, ObjectKey: newKey(), Width: photo.Width, Height: photo.Height,
		FullBytes: int64(len(photo.Full)), MiddleBytes: int64(len(photo.Middle)), ThumbBytes: int64(len(photo.Thumb)),
		Level: Unattached, CreatedAt: s.Now()}
	if err := s.store(ctx, r.ObjectKey, photo); err != nil {
		return Record{}, false, err
	}
	// From here on the answer is what the database says; objects of a lost race are left to the sweep.
	if made, err = insert(ctx, s.DB, &r); err != nil || made {
		return r, made, err
	}
	r, err = s.again(ctx, actor, id)
	return r, false, err
}

// store puts the objects of a photo into the bucket.
func (s *Service) store(ctx context.Context, key string, p Photo) error {
	if err := s.Bucket.Put(ctx, fullKey(key), p.Full); err != nil {
		return err
	}
	if len(p.Middle) > 0 {
		if err := s.Bucket.Put(ctx, middleKey(key), p.Middle); err != nil {
			return err
		}
	}
	return s.Bucket.Put(ctx, thumbKey(key), p.Thumb)
}

// again answers the record that the id already has, to its uploader.
func (s *Service) again(ctx context.Context, actor, id uuid.UUID) (Record, error) {
	r, err := recordOf(ctx, s.DB, id)
	if err == nil && r.UploaderID != actor {
		return Record{}, fault.ErrIDTaken
	}
	return r, err
}

// newKey is 128 random bits: who knows an id knows nothing of the key.
func newKey() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails
	k := strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b))
	return k[:2] + "/" + k
}

// See loads a photo's row for one who may see it; for everybody else there is none.
func (s *Service) See(ctx context.Context, actor, id uuid.UUID) (Record, error) {
	r, err := recordOf(ctx, s.DB, id)
	if err != nil {
		return Record{}, err
	}
	v := Viewer{Uploader: actor != uuid.Nil && actor == r.UploaderID, Listed: actor != uuid.Nil && slices.Contains(r.Persons, actor)}
	if actor != uuid.Nil && r.CommunityID != nil && !CanSee(r.Level, v) {
		standing, err := communities.StandingOf(ctx, s.DB, *r.CommunityID, actor, s.Now())
		if f := fault.Of(err); f != nil && f.Kind == fault.NotFound {
			return Record{}, ErrNoPhoto
		}
		if err != nil {
			return Record{}, err
		}
		v.Verified, v.Staff = standing.Verified, standing.Staff()
		v.Listed = v.Listed || slices.ContainsFunc(r.Offices, func(o Office) bool { return o.held(standing) })
	}
	if !CanSee(r.Level, v) {
		return Record{}, ErrNoPhoto
	}
	return r, nil
}

// Open opens the bytes of a photo that See has shown: of a photo without a middle object the full one. The caller closes it.
func (s *Service) Open(ctx context.Context, r Record, variant api.MediaVariant) (Object, error) {
	key := fullKey(r.ObjectKey)
	switch {
	case variant == api.MediaVariantThumb:
		key = thumbKey(r.ObjectKey)
	case variant == api.MediaVariantMiddle && r.MiddleBytes > 0:
		key = middleKey(r.ObjectKey)
	}
	o, err := s.Bucket.Get(ctx, key)
	if f := fault.Of(err); f != nil && ErrNoObject.Is(f) {
		// The bucket lost it: that is an outage of the store, not a photo that never was.
		return Object{}, ErrStorage.Because(fmt.Errorf("object of %s is missing", r.ID))
	}
	return o, err
}

// Attach gives photos to a record, inside its transaction: they must be the uploader's own and free.
func Attach(ctx context.Context, tx *gorm.DB, uploader uuid.UUID, ids []uuid.UUID, a Audience) error {
	return change(ids, a, func() (int, error) { return attach(ctx, tx, uploader, ids, a) })
}

// AttachPublic gives the uploader's own free photos to a community's page, for everybody to see.
func AttachPublic(ctx context.Context, tx *gorm.DB, uploader uuid.UUID, ids []uuid.UUID, community uuid.UUID) error {
	return Attach(ctx, tx, uploader, ids, Audience{Community: community, Level: Public})
}

// SetAudience changes who sees the photos of a record, inside its transaction. Photos of another
// community are none of its business.
func SetAudience(ctx context.Context, tx *gorm.DB, ids []uuid.UUID, a Audience) error {
	return change(ids, a, func() (int, error) { return setAudience(ctx, tx, ids, a) })
}

// change runs an update that must meet every one of the photos.
func change(ids []uuid.UUID, a Audience, update func() (int, error)) error {
	if len(ids) == 0 {
		return nil
	}
	if !attachable(a.Level) || a.Community == uuid.Nil {
		return fmt.Errorf("photos cannot have the audience %q", a.Level)
	}
	sorted := slices.Clone(ids)
	slices.SortFunc(sorted, func(x, y uuid.UUID) int { return strings.Compare(x.String(), y.String()) })
	if len(slices.Compact(sorted)) != len(ids) {
		return ErrInUse
	}
	n, err := update()
	if err == nil && n != len(ids) {
		return ErrInUse
	}
	return err
}
