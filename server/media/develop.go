package media

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"os"
	"runtime"
	"time"

	"github.com/bep/imagemeta"
	"golang.org/x/image/webp"
	"golang.org/x/sync/semaphore"

	"wugong/api"
	"wugong/server/fault"
)

// quality of the JPEGs we write: no visible loss at half the bytes of 92.
const quality = 82

// patience is how long an upload waits for its turn to be decoded.
const patience = 30 * time.Second

// ErrStorage says that photos can be neither stored nor read just now.
var ErrStorage = fault.New(fault.Unavailable, api.ProblemCodeStorageUnavailable).Retry(15 * time.Second)

// Photo is a developed photo: upright, at most 1600 pixels long, without any metadata.
type Photo struct {
	Width, Height int
	Full, Thumb   []byte
	Middle        []byte // at most 800 pixels long; nil where Full is no longer than that
}

// Darkroom develops photos. All that it decodes at one moment fits MaxDecode together, and half of
// the processors stay free for everybody who is not sending photos.
type Darkroom struct {
	memory *semaphore.Weighted
	places *semaphore.Weighted
	dir    string
}

// NewDarkroom keeps what is being received in unnamed files in dir; "" is the system's own place.
func NewDarkroom(dir string) *Darkroom {
	return &Darkroom{semaphore.NewWeighted(MaxDecode), semaphore.NewWeighted(int64(max(1, runtime.GOMAXPROCS(0)/2))), dir}
}

// Develop takes what somebody sends and makes a photo of it, or says why not. What was sent is kept nowhere.
func (d *Darkroom) Develop(ctx context.Context, sent io.Reader) (Photo, error) {
	f, err := d.receive(sent)
	if err != nil {
		return Photo{}, err
	}
	defer f.Close()
	h, err := ReadHeader(f)
	if err != nil {
		return Photo{}, damaged(err)
	}
	if err := CheckImage(h); err != nil {
		return Photo{}, err
	}
	release, err := d.enter(ctx, DecodeBytes(h))
	if err != nil {
		return Photo{}, err
	}
	defer release()
	return develop(f, h)
}

// receive writes the stream to an unnamed file; its kind is judged by its first bytes, before the rest is read.
func (d *Darkroom) receive(sent io.Reader) (f *os.File, err error) {
	start := make([]byte, sniffLength)
	n, err := io.ReadFull(sent, start)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, broken(err)
	}
	if n == 0 {
		return nil, ErrDamaged
	}
	if err := CheckKind(KindOf(start[:n])); err != nil {
		return nil, err
	}
	if f, err = os.CreateTemp(d.dir, "upload-*"); err != nil {
		return nil, ErrStorage.Because(err)
	}
	defer func() {
		if err != nil {
			f.Close()
		}
	}()
	if err := os.Remove(f.Name()); err != nil {
		return nil, ErrStorage.Because(err)
	}
	body := &source{io.MultiReader(bytes.NewReader(start[:n]), io.LimitReader(sent, MaxUpload+1-int64(n))), nil}
	size, err := io.Copy(f, body)
	switch {
	case body.err != nil:
		return nil, broken(body.err)
	case err != nil:
		return nil, ErrStorage.Because(err)
	case size > MaxUpload:
		return nil, ErrTooLarge
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, ErrStorage.Because(err)
	}
	return f, nil
}

// source remembers its own failure, so that a torn connection is not taken for a full disk.
type source struct {
	r   io.Reader
	err error
}

func (s *source) Read(b []byte) (int, error) {
	n, err := s.r.Read(b)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// broken is a body that stopped in the middle; faults of the reader (too large) pass.
func broken(err error) error {
	if fault.Of(err) != nil {
		return err
	}
	return ErrDamaged.Because(err)
}

// damaged turns a parser's or decoder's answer into ours.
func damaged(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return ErrStorage.Because(err)
	}
	return ErrDamaged.Because(err)
}

// enter waits until so many bytes may be used, and for a free place.
func (d *Darkroom) enter(ctx context.Context, need int64) (func(), error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := d.memory.Acquire(ctx, need); err != nil {
		return nil, ErrStorage.Because(fmt.Errorf("waiting to decode: %w", err))
	}
	if err := d.places.Acquire(ctx, 1); err != nil {
		d.memory.Release(need)
		return nil, ErrStorage.Because(fmt.Errorf("waiting to decode: %w", err))
	}
	return func() {
		d.places.Release(1)
		d.memory.Release(need)
	}, nil
}

// develop decodes, scales, turns upright and writes anew. Only samples go through: no byte of the
// file is copied, so nothing that a camera or a person wrote beside the picture can come along.
func develop(f io.ReadSeeker, h Header) (Photo, error) {
	t := turns[orientation(f, h.Kind)]
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return Photo{}, ErrStorage.Because(err)
	}
	m, err := decode(f, h.Kind)
	if err != nil {
		return Photo{}, damaged(err)
	}
	if b := m.Bounds(); b.Dx() != h.Width || b.Dy() != h.Height {
		return Photo{}, ErrDamaged.Because(fmt.Errorf("header says %d×%d, picture is %v", h.Width, h.Height, b))
	}
	w, ht := fit(h.Width, h.Height, fullSide)
	full := pictureOf(m).scaled(w, ht, t).turned(t)
	full.hx, full.hy = 2, 2
	return prints(full)
}

// prints writes an upright picture in its sizes, each made of the next larger one.
func prints(full picture) (p Photo, err error) {
	p = Photo{Width: full.w, Height: full.h}
	if p.Full, err = encode(full); err != nil {
		return Photo{}, err
	}
	middle := full
	if w, h := fit(full.w, full.h, middleSide); w < full.w || h < full.h {
		middle = full.scaled(w, h, turn{})
		if p.Middle, err = encode(middle); err != nil {
			return Photo{}, err
		}
	}
	w, h := fit(full.w, full.h, thumbSide)
	p.Thumb, err = encode(middle.scaled(w, h, turn{}))
	return p, err
}

func decode(r io.Reader, k Kind) (image.Image, error) {
	switch k {
	case JPEG:
		return jpeg.Decode(r)
	case PNG:
		return png.Decode(r)
	case WebP:
		return webp.Decode(r)
	}
	return nil, errDamaged("not a photo")
}

func encode(p picture) ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, p.image(), &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("write JPEG: %w", err)
	}
	return bytes.Clone(b.Bytes()), nil
}

// orientation reads EXIF's Orientation; 1 where there is none or it makes no sense.
func orientation(r io.ReadSeeker, k Kind) int {
	formats := map[Kind]imagemeta.ImageFormat{JPEG: imagemeta.JPEG, PNG: imagemeta.PNG, WebP: imagemeta.WebP}
	found := 1
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return found
	}
	// What else is in the metadata, and whether it is whole, does not matter: without a turn a photo lies, no more.
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: r, ImageFormat: formats[k], Sources: imagemeta.EXIF, Timeout: time.Second,
		ShouldHandleTag: func(t imagemeta.TagInfo) bool { return t.Tag == "Orientation" && t.Namespace == "IFD0" },
		HandleTag: func(t imagemeta.TagInfo) error {
			if v := number(t.Value); v >= 1 && v <= 8 {
				found = v
			}
			return imagemeta.ErrStopWalking
		},
	})
	return found
}

// number reads an EXIF value that ought to be a small whole number.
func number(v any) int {
	switch v := v.(type) {
	case uint16:
		return int(v)
	case uint32:
		return int(min(v, math.MaxInt16))
	case uint8:
		return int(v)
	case int:
		return v
	}
	return 0
}
