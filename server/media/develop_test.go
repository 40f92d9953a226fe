package media

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"math"
	"os"
	"strings"
	"testing"
)

func mustDevelop(t testing.TB, sent []byte) Photo {
	t.Helper()
	p, err := NewDarkroom(t.TempDir()).Develop(t.Context(), bytes.NewReader(sent))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAllEightOrientationsStandUpright(t *testing.T) {
	for _, size := range []image.Point{{320, 200}, {321, 201}, {1999, 1203}} {
		upright := scene(size.X, size.Y)
		for o := 1; o <= 8; o++ {
			t.Run(fmt.Sprintf("%v held as %d", size, o), func(t *testing.T) {
				p := mustDevelop(t, laden(jpegOf(t, held(upright, o)), uint16(o)))
				got, err := jpeg.Decode(bytes.NewReader(p.Full))
				if err != nil {
					t.Fatal(err)
				}
				w, h := fit(size.X, size.Y, fullSide)
				if b := got.Bounds(); b.Dx() != w || b.Dy() != h || p.Width != w || p.Height != h {
					t.Fatalf("size %v, want %d × %d", b, w, h)
				}
				for _, at := range []image.Point{{w / 4, h / 4}, {3 * w / 4, h / 4}, {w / 4, 3 * h / 4}, {3 * w / 4, 3 * h / 4}, {0, 0}, {w - 1, 0}, {0, h - 1}, {w - 1, h - 1}} {
					if want := corner(at.X < w/2, at.Y < h/2); !near(got.At(at.X, at.Y), want) {
						t.Errorf("at %v is %v, want %v", at, got.At(at.X, at.Y), want)
					}
				}
			})
		}
	}
}

// held gives what the sensor sees when the camera is held so that EXIF says o.
func held(m image.Image, o int) image.Image {
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	sw, sh := w, h
	if o >= 5 {
		sw, sh = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, sw, sh))
	for y := range h {
		for x := range w {
			at := map[int]image.Point{1: {x, y}, 2: {w - 1 - x, y}, 3: {w - 1 - x, h - 1 - y}, 4: {x, h - 1 - y},
				5: {y, x}, 6: {y, w - 1 - x}, 7: {h - 1 - y, w - 1 - x}, 8: {h - 1 - y, x}}[o]
			out.Set(at.X, at.Y, m.At(x, y))
		}
	}
	return out
}

func TestTransparentBecomesWhite(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 64, 64))
	for y := 32; y < 64; y++ {
		for x := range 64 {
			m.SetNRGBA(x, y, color.NRGBA{0, 0, 0, 128})
		}
	}
	got, err := jpeg.Decode(bytes.NewReader(mustDevelop(t, pngOf(t, m)).Full))
	if err != nil {
		t.Fatal(err)
	}
	if !near(got.At(10, 10), color.RGBA{255, 255, 255, 255}) || !near(got.At(10, 55), color.RGBA{127, 127, 127, 255}) {
		t.Errorf("clear is %v, half black is %v", got.At(10, 10), got.At(10, 55))
	}
}

// TestAZonePlateGivesNoMoire scales rings that grow finer towards the rim. What is finer than the
// result can show must come out as even gray; what is coarser must still be there.
func TestAZonePlateGivesNoMoire(t *testing.T) {
	for _, c := range []struct{ from, to int }{{1900, 1600}, {2400, 1000}, {3000, 400}, {1600, 400}, {4000, 1590}} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			p := newPlane(c.from, c.from)
			mid := float64(c.from) / 2
			for y := range c.from {
				for x := range c.from {
					dx, dy := float64(x)+.5-mid, float64(y)+.5-mid
					// The local frequency is r/from cycles a pixel: half a cycle at the middle of each side.
					p.pix[y*c.from+x] = uint8(math.Round(127.5 + 127*math.Cos(math.Pi*(dx*dx+dy*dy)/float64(c.from))))
				}
			}
			step := float64(c.from) / float64(c.to)
			out := p.resampled(axis{c.to, step, 0}, axis{c.to, step, 0})
			var fine, fineN, coarse, coarseN float64
			for y := range c.to {
				for x := range c.to {
					dx, dy := math.Abs((float64(x)+.5)*step-mid), math.Abs((float64(y)+.5)*step-mid)
					v := float64(out.pix[y*c.to+x]) - 127.5
					nyquist := 0.5 / step
					switch f := max(dx, dy) / float64(c.from); {
					case f > 1.6*nyquist && f < 0.49:
						fine, fineN = fine+v*v, fineN+1
					case math.Hypot(dx, dy)/float64(c.from) < 0.5*nyquist:
						coarse, coarseN = coarse+v*v, coarseN+1
					}
				}
			}
			if rms := math.Sqrt(coarse / coarseN); rms < 60 {
				t.Errorf("what the result can show has lost its contrast: %.1f of 90", rms)
			}
			if fineN > 0 {
				if rms := math.Sqrt(fine / fineN); rms > 5 {
					t.Errorf("moiré: %.1f of 90 is left of what the result cannot show", rms)
				}
			}
		})
	}
}

func TestUploadTypeConfusion(t *testing.T) {
	svg := `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`
	for name, c := range map[string]struct {
		sent string
		want error
	}{
		"HEIC":                    {"\x00\x00\x00\x24ftypheic\x00\x00\x00\x00mif1heic", ErrHEIC},
		"HEIC by second name":     {"\x00\x00\x00\x24ftypmif1\x00\x00\x00\x00mif1heic", ErrHEIC},
		"AVIF":                    {"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1", ErrType},
		"AVIF by second name":     {"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00avifmif1", ErrType},
		"film":                    {"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00", ErrType},
		"GIF":                     {"GIF89a\x01\x00\x01\x00", ErrType},
		"SVG":                     {svg, ErrType},
		"SVG behind XML":          {"<?xml version=\"1.0\"?>" + svg, ErrType},
		"HTML":                    {"<!doctype html><script>alert(1)</script>", ErrType},
		"TIFF":                    {"II*\x00\x08\x00\x00\x00", ErrType},
		"BMP":                     {"BM\x36\x00\x00\x00", ErrType},
		"PDF":                     {"%PDF-1.7", ErrType},
		"program":                 {"MZ\x90\x00", ErrType},
		"nothing":                 {"", ErrDamaged},
		"JPEG in name only":       {"\xff\xd8\xff<script>alert(1)</script>", ErrDamaged},
		"PNG in name only":        {"\x89PNG\r\n\x1a\n" + svg, ErrDamaged},
		"WebP in name only":       {"RIFF\x10\x00\x00\x00WEBP" + svg, ErrDamaged},
		"GIF behind a JPEG start": {"\xff\xd8\xff\xe0\x00\x04GIF89a", ErrDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := NewDarkroom(t.TempDir()).Develop(t.Context(), strings.NewReader(c.sent))
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestAPolyglotLosesItsSecondNature(t *testing.T) {
	photo := laden(jpegOf(t, scene(64, 64)), 1)
	p := mustDevelop(t, append(photo, "<html><script>alert(1)</script>"...))
	bare(t, p.Full)
	if bytes.Contains(p.Full, []byte("script")) {
		t.Error("the script is still in it")
	}
}

func TestUploadTooLargeIsNotReadWhole(t *testing.T) {
	sent := &counted{r: io.MultiReader(bytes.NewReader([]byte{0xff, 0xd8, 0xff, 0xe0}), zeros{})}
	_, err := NewDarkroom(t.TempDir()).Develop(t.Context(), io.LimitReader(sent, 25<<20))
	if !errors.Is(err, ErrTooLarge) || sent.n > MaxUpload+1<<16 {
		t.Errorf("%v after %d bytes", err, sent.n)
	}
}

func TestARefusedTypeIsNotReadWhole(t *testing.T) {
	sent := &counted{r: io.MultiReader(strings.NewReader("GIF89a"), zeros{})}
	_, err := NewDarkroom(t.TempDir()).Develop(t.Context(), sent)
	if !errors.Is(err, ErrType) || sent.n > sniffLength {
		t.Errorf("%v after %d bytes", err, sent.n)
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

type counted struct {
	r io.Reader
	n int
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += n
	return n, err
}

func TestWhatIsReceivedHasNoNameOnDisk(t *testing.T) {
	dir := t.TempDir()
	f, err := NewDarkroom(dir).receive(bytes.NewReader(jpegOf(t, scene(64, 64))))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("the photo as sent lies in %v", left)
	}
}
