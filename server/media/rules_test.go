package media

import (
	"errors"
	"testing"
)

func TestCheckImage(t *testing.T) {
	baseline := func(w, h int, samples float64) Header {
		return Header{Kind: JPEG, Width: w, Height: h, Scans: 1, Components: 3, Samples: samples}
	}
	progressive := func(w, h, scans int) Header {
		return Header{Kind: JPEG, Width: w, Height: h, Scans: scans, Components: 3, Samples: 1.5, Progressive: true}
	}
	for _, c := range []struct {
		name string
		in   Header
		want error
	}{
		{"a phone's 12 megapixels pass", baseline(4032, 3024, 1.5), nil},
		{"a baseline JPEG of 48 megapixels passes", baseline(8000, 6000, 1.5), nil},
		{"so it does with full colour", baseline(8000, 6000, 3), nil},
		{"more than 100 megapixels do not", baseline(12000, 8400, 1.5), ErrTooManyPixels},
		{"nor does one very long line", Header{Kind: PNG, Width: 1<<31 - 1, Height: 1<<31 - 1, Depth: 8, Channels: 4}, ErrTooManyPixels},
		{"100 megapixels of four channels take too much memory", Header{Kind: PNG, Width: 10000, Height: 10000, Depth: 8, Channels: 4}, ErrTooComplex},
		{"progressive 24 megapixels pass", progressive(6000, 4000, 10), nil},
		{"progressive 48 megapixels take too much memory", progressive(8000, 6000, 10), ErrTooComplex},
		{"100 scans pass", progressive(1000, 1000, 100), nil},
		{"101 scans do not", progressive(1000, 1000, 101), ErrTooComplex},
		{"few scans of many pixels are too much work", progressive(5000, 5000, 41), ErrTooComplex},
		{"no width", baseline(0, 100, 1.5), ErrDamaged},
		{"no height", baseline(100, 0, 1.5), ErrDamaged},
		{"a film in PNG", Header{Kind: PNG, Width: 10, Height: 10, Depth: 8, Channels: 4, Animated: true}, ErrType},
		{"a film in WebP", Header{Kind: WebP, Width: 10, Height: 10, Animated: true}, ErrType},
		{"WebP of 12 megapixels passes", Header{Kind: WebP, Width: 4032, Height: 3024}, nil},
		{"lossless WebP of 12 megapixels passes", Header{Kind: WebP, Width: 4032, Height: 3024, Lossless: true, Coded: 8 << 20}, nil},
		{"lossless WebP of 24 megapixels with large tables does not", Header{Kind: WebP, Width: 6000, Height: 4000, Lossless: true, Coded: 8 << 20}, ErrTooComplex},
		{"a PNG of 16 bits and 25 megapixels does not", Header{Kind: PNG, Width: 5000, Height: 5000, Depth: 16, Channels: 4}, ErrTooComplex},
		{"HEIC has its own sentence", Header{Kind: HEIC}, ErrHEIC},
		{"GIF is not taken", Header{Kind: GIF, Width: 1, Height: 1}, ErrType},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := CheckImage(c.in); !errors.Is(got, c.want) {
				t.Errorf("CheckImage(%+v) = %v, want %v (estimate %d MiB)", c.in, got, c.want, DecodeBytes(c.in)>>20)
			}
		})
	}
}

// TestOnePhotoOf12MegapixelsLeavesRoomForOthers holds the figure of quality.md: at most 80 MiB a job.
func TestOnePhotoOf12MegapixelsLeavesRoomForOthers(t *testing.T) {
	if got := DecodeBytes(Header{Kind: JPEG, Width: 4032, Height: 3024, Scans: 1, Components: 3, Samples: 1.5}); got > 80<<20 {
		t.Errorf("12 megapixels are thought to take %d MiB", got>>20)
	}
}

func TestCanSee(t *testing.T) {
	viewers := map[string]Viewer{"stranger": {}, "uploader": {Uploader: true}, "listed": {Listed: true}, "verified": {Verified: true}, "staff": {Staff: true}}
	for level, who := range map[Level][]string{
		Unattached: {"uploader"},
		Staff:      {"staff"},
		Parties:    {"uploader", "listed", "staff"},
		Community:  {"uploader", "listed", "verified", "staff"},
		Public:     {"stranger", "uploader", "listed", "verified", "staff"},
		"other":    {},
	} {
		may := map[string]bool{}
		for _, w := range who {
			may[w] = true
		}
		for name, v := range viewers {
			if got := CanSee(level, v); got != may[name] {
				t.Errorf("CanSee(%s, %s) = %v", level, name, got)
			}
		}
	}
}

func TestFit(t *testing.T) {
	for _, c := range [][5]int{{4032, 3024, 1600, 1600, 1200}, {3024, 4032, 1600, 1200, 1600}, {1600, 1200, 1600, 1600, 1200}, {10, 5, 400, 10, 5}, {60000, 3, 1600, 1600, 1}} {
		if w, h := fit(c[0], c[1], c[2]); w != c[3] || h != c[4] {
			t.Errorf("fit(%v) = %d × %d", c, w, h)
		}
	}
}

func TestKeysCannotClimb(t *testing.T) {
	for _, k := range []string{"", "/etc/passwd", "../x", "a/../b", "a/..", "a//b", "a/", ".partial/x", "a/.x", "a\\b", "a\x00b", "A", "a b", "%2e%2e/x", "a\n"} {
		if validKey(k) == nil {
			t.Errorf("key %q was taken", k)
		}
	}
	if err := validKey("ab/abcdef0123.full.jpg"); err != nil {
		t.Error(err)
	}
}
