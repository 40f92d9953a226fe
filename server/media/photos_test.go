package media

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

// scene is an asymmetric picture: four corners of different colours, so that each of the eight ways
// to hold it looks different.
func scene(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetRGBA(x, y, corner(x < w/2, y < h/2))
		}
	}
	return m
}

func corner(left, top bool) color.RGBA {
	switch {
	case left && top:
		return color.RGBA{220, 30, 30, 255}
	case top:
		return color.RGBA{30, 200, 30, 255}
	case left:
		return color.RGBA{30, 30, 220, 255}
	}
	return color.RGBA{230, 220, 40, 255}
}

func jpegOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 92}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// segment is a JPEG segment.
func segment(marker byte, content []byte) []byte {
	return append([]byte{0xff, marker, byte((len(content) + 2) >> 8), byte(len(content) + 2)}, content...)
}

// exif is an EXIF block with an orientation and a GPS latitude reference, and a name to look for.
func exif(orientation uint16) []byte {
	le := binary.LittleEndian
	b := []byte("II*\x00\x08\x00\x00\x00")
	b = le.AppendUint16(b, 2)
	b = le.AppendUint16(b, 0x0112)
	b = le.AppendUint16(b, 3)
	b = le.AppendUint32(b, 1)
	b = le.AppendUint32(b, uint32(orientation))
	b = le.AppendUint16(b, 0x013b)
	b = le.AppendUint16(b, 2)
	b = le.AppendUint32(b, uint32(len(secret)))
	b = le.AppendUint32(b, 38)
	b = le.AppendUint32(b, 0)
	return append(b, secret...)
}

// secret stands in every place where a file can carry words.
const secret = "SECRET-34.2583N-108.9286E\x00"

// laden puts metadata of every sort into a JPEG, and more behind its end.
func laden(photo []byte, orientation uint16) []byte {
	out := []byte{0xff, 0xd8}
	out = append(out, segment(0xe1, append([]byte("Exif\x00\x00"), exif(orientation)...))...)
	out = append(out, segment(0xe1, []byte("http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>"+secret+"</x:xmpmeta>"))...)
	out = append(out, segment(0xed, []byte("Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x1a"+secret))...)
	out = append(out, segment(0xe2, []byte("ICC_PROFILE\x00\x01\x01"+secret))...)
	out = append(out, segment(0xfe, []byte(secret))...)
	out = append(out, photo[2:]...)
	return append(out, "PK\x03\x04<script>"+secret...)
}

// segmentsOf lists the markers of a JPEG up to its scan.
func segmentsOf(b []byte) (markers []byte) {
	for i := 2; i+4 <= len(b) && b[i] == 0xff; {
		markers = append(markers, b[i+1])
		if b[i+1] == markerSOS {
			break
		}
		i += 2 + (int(b[i+2])<<8 | int(b[i+3]))
	}
	return markers
}

// near reports whether two colours look the same, after JPEG.
func near(got color.Color, want color.RGBA) bool {
	r, g, b, _ := got.RGBA()
	d := func(a uint32, b uint8) bool { x := int(a>>8) - int(b); return x < 24 && x > -24 }
	return d(r, want.R) && d(g, want.G) && d(b, want.B)
}
