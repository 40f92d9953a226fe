package media

import (
	"bytes"
	"image/jpeg"
	"testing"
)

// BenchmarkDevelop measures a photo beside the decoding, scaling and encoding that it cannot do without.
func BenchmarkDevelop(b *testing.B) {
	for _, c := range []struct {
		name string
		w, h int
	}{{"2MP", 1600, 1200}, {"12MP", 4032, 3024}} {
		sent := jpegOf(b, scene(c.w, c.h))
		b.Run(c.name+"/develop", func(b *testing.B) {
			d := NewDarkroom(b.TempDir())
			b.ReportAllocs()
			for b.Loop() {
				if _, err := d.Develop(b.Context(), bytes.NewReader(sent)); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(c.name+"/decode and encode alone", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				m, err := jpeg.Decode(bytes.NewReader(sent))
				if err != nil {
					b.Fatal(err)
				}
				w, h := fit(c.w, c.h, fullSide)
				full := pictureOf(m).scaled(w, h, turn{})
				w, h = fit(c.w, c.h, middleSide)
				middle := full.scaled(w, h, turn{})
				w, h = fit(c.w, c.h, thumbSide)
				for _, p := range []picture{full, middle, middle.scaled(w, h, turn{})} {
					if _, err := encode(p); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
