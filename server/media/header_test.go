package media

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"testing"

	"golang.org/x/image/webp"
)

func TestReadHeader(t *testing.T) {
	m := scene(123, 77)
	gray := image.NewGray(image.Rect(0, 0, 31, 9))
	for name, c := range map[string]struct {
		in   []byte
		want Header
	}{
		"JPEG":      {jpegOf(t, m), Header{Kind: JPEG, Width: 123, Height: 77, Scans: 1, Components: 3, Samples: 1.5}},
		"gray JPEG": {jpegOf(t, gray), Header{Kind: JPEG, Width: 31, Height: 9, Scans: 1, Components: 1, Samples: 1}},
		"laden":     {laden(jpegOf(t, m), 6), Header{Kind: JPEG, Width: 123, Height: 77, Scans: 1, Components: 3, Samples: 1.5}},
		"PNG":       {pngOf(t, m), Header{Kind: PNG, Width: 123, Height: 77, Depth: 8, Channels: 4}},
		"gray PNG":  {pngOf(t, gray), Header{Kind: PNG, Width: 31, Height: 9, Depth: 8, Channels: 1}},
		"WebP":      {tinyWebP, Header{Kind: WebP, Width: 1, Height: 1, Lossless: true, Coded: 7}},
		"animation": {apng(pngOf(t, m)), Header{Kind: PNG, Width: 123, Height: 77, Depth: 8, Channels: 4, Animated: true}},
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := ReadHeader(bytes.NewReader(c.in)); err != nil || got != c.want {
				t.Errorf("got %+v, %v, want %+v", got, err, c.want)
			}
		})
	}
}

// tinyWebP is one transparent pixel, without loss.
var tinyWebP = []byte("RIFF\x14\x00\x00\x00WEBPVP8L\x07\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x00")

func apng(b []byte) []byte {
	out := bytes.Clone(b[:33])
	out = binary.BigEndian.AppendUint32(out, 8)
	out = append(out, "acTL\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00"...)
	return append(out, b[33:]...)
}

func TestEveryTruncationIsDamaged(t *testing.T) {
	for name, whole := range map[string][]byte{"JPEG": jpegOf(t, scene(40, 30)), "PNG": pngOf(t, scene(40, 30))} {
		for n := 1; n < len(whole); n++ {
			_, err := NewDarkroom(t.TempDir()).Develop(t.Context(), bytes.NewReader(whole[:n]))
			if name == "PNG" && n >= len(whole)-12 && err == nil {
				continue // only the closing chunk is missing
			}
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrType) {
				t.Fatalf("%s cut to %d bytes: %v", name, n, err)
			}
		}
	}
}

func TestManyScansAreCountedBeforeDecoding(t *testing.T) {
	b := jpegOf(t, scene(64, 64))
	at := bytes.Index(b, []byte{0xff, markerSOS})
	scan, end := b[at:len(b)-2], []byte{0xff, markerEOI}
	bomb := bytes.Clone(b[:at])
	for range 101 {
		bomb = append(bomb, scan...)
	}
	_, err := NewDarkroom(t.TempDir()).Develop(t.Context(), bytes.NewReader(append(bomb, end...)))
	if !errors.Is(err, ErrTooComplex) {
		t.Errorf("101 scans: %v", err)
	}
}

func TestAHugePictureInASmallFileIsRefusedByItsHeader(t *testing.T) {
	b := pngOf(t, scene(8, 8))
	binary.BigEndian.PutUint32(b[16:], 60000)
	binary.BigEndian.PutUint32(b[20:], 60000)
	_, err := NewDarkroom(t.TempDir()).Develop(t.Context(), bytes.NewReader(b))
	if !errors.Is(err, ErrTooManyPixels) {
		t.Errorf("60000 × 60000: %v", err)
	}
}

// FuzzReadHeader looks for input on which the parser fails to end, or promises less than the decoders take.
func FuzzReadHeader(f *testing.F) {
	for _, seed := range [][]byte{jpegOf(f, scene(20, 10)), laden(jpegOf(f, scene(9, 9)), 6), pngOf(f, scene(20, 10)), apng(pngOf(f, scene(3, 3))), tinyWebP,
		[]byte("\xff\xd8\xff\xda"), []byte("\x89PNG\r\n\x1a\n"), []byte("RIFF\x04\x00\x00\x00WEBPVP8X"), nil} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		h, err := ReadHeader(bytes.NewReader(b))
		if err != nil || CheckImage(h) != nil || h.Width*h.Height > 1<<16 {
			return
		}
		var m image.Image
		switch h.Kind {
		case JPEG:
			m, err = jpeg.Decode(bytes.NewReader(b))
		case PNG:
			m, err = png.Decode(bytes.NewReader(b))
		case WebP:
			m, err = webp.Decode(bytes.NewReader(b))
		}
		if err == nil && (m.Bounds().Dx() != h.Width || m.Bounds().Dy() != h.Height) {
			t.Errorf("header says %d × %d, decoded are %v", h.Width, h.Height, m.Bounds())
		}
		if len(b) < 1<<16 {
			if _, err := develop(bytes.NewReader(b), h); err != nil && !errors.Is(err, ErrDamaged) {
				t.Errorf("develop: %v", err)
			}
		}
	})
}
