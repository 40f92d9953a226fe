package media

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// bare checks that a stored file is nothing but tables and one picture.
func bare(t *testing.T, stored []byte) {
	t.Helper()
	for _, m := range segmentsOf(stored) {
		if m >= markerAPP0 && m <= markerAPP15 || m == 0xfe {
			t.Errorf("stored bytes have a segment %#x", m)
		}
	}
	if end := bytes.LastIndex(stored, []byte{0xff, markerEOI}); end != len(stored)-2 {
		t.Error("stored bytes go on behind the picture")
	}
	if bytes.Contains(stored, []byte("SECRET")) || bytes.Contains(stored, []byte("Exif")) {
		t.Error("stored bytes hold what was written beside the picture")
	}
}

// bareAll checks every size of a photo.
func bareAll(t *testing.T, p Photo) {
	t.Helper()
	for _, stored := range [][]byte{p.Full, p.Middle, p.Thumb} {
		if stored != nil || max(p.Width, p.Height) > middleSide {
			bare(t, stored)
		}
	}
}

func TestExifThroughAnySecondWayIn(t *testing.T) {
	m := scene(1200, 800)
	raw := pngOf(t, m)
	// A text chunk between the header (8 + 25 bytes) and the picture.
	text := "tEXtComment\x00" + secret
	withText := bytes.Clone(raw[:33])
	withText = binary.BigEndian.AppendUint32(withText, uint32(len(text)-4))
	withText = append(withText, text...)
	withText = binary.BigEndian.AppendUint32(withText, crc32.ChecksumIEEE([]byte(text)))
	withText = append(withText, raw[33:]...)
	sent := map[string][]byte{"JPEG": laden(jpegOf(t, m), 1), "PNG text": withText, "PNG behind its end": append(raw, secret...)}
	for name, b := range sent {
		t.Run(name, func(t *testing.T) {
			p := mustDevelop(t, b)
			bareAll(t, p)
		})
	}
}

func TestPhotosOfRealCamerasKeepNoMetadata(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/data/photos/*.jpg")
	if len(files) == 0 {
		t.Skip("the folder of real photographs is not here; photos made by the test itself cover the rule")
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		p := mustDevelop(t, b)
		bareAll(t, p)
		name := filepath.Base(f)
		if strings.HasPrefix(name, "portrait") != (p.Height > p.Width) && !strings.HasPrefix(name, "DSCN") && !strings.HasPrefix(name, "jolla") {
			t.Errorf("%s lies: %d × %d", name, p.Width, p.Height)
		}
	}
}

// TestEverySizeIsWhatItSays looks at pictures around the limits, lying and standing.
func TestEverySizeIsWhatItSays(t *testing.T) {
	for _, c := range []struct{ sent, full, middle, thumb image.Point }{
		{image.Pt(2400, 1200), image.Pt(1600, 800), image.Pt(800, 400), image.Pt(400, 200)},
		{image.Pt(1200, 2400), image.Pt(800, 1600), image.Pt(400, 800), image.Pt(200, 400)},
		{image.Pt(801, 3), image.Pt(801, 3), image.Pt(800, 3), image.Pt(400, 1)},
		{image.Pt(800, 600), image.Pt(800, 600), image.Point{}, image.Pt(400, 300)},
		{image.Pt(60, 80), image.Pt(60, 80), image.Point{}, image.Pt(60, 80)},
	} {
		p := mustDevelop(t, jpegOf(t, scene(c.sent.X, c.sent.Y)))
		sizes := [3]image.Point{}
		for i, b := range [][]byte{p.Full, p.Middle, p.Thumb} {
			if b == nil {
				continue
			}
			m, err := jpeg.Decode(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			sizes[i] = m.Bounds().Size()
			if w, h := sizes[i].X, sizes[i].Y; h > 50 && (!near(m.At(w/4, h/4), corner(true, true)) || !near(m.At(3*w/4, 3*h/4), corner(false, false))) {
				t.Errorf("%v: size %d shows another picture", c.sent, i)
			}
		}
		if want := [3]image.Point{c.full, c.middle, c.thumb}; sizes != want {
			t.Errorf("%v became %v, want %v", c.sent, sizes, want)
		}
	}
}

func TestNothingIsEnlarged(t *testing.T) {
	p := mustDevelop(t, jpegOf(t, scene(33, 17)))
	thumb, err := jpeg.DecodeConfig(bytes.NewReader(p.Thumb))
	if err != nil || p.Width != 33 || p.Height != 17 || thumb.Width != 33 {
		t.Errorf("got %d × %d, thumb %+v, %v", p.Width, p.Height, thumb, err)
	}
}
