package media

import (
	"image"
	"image/color"
)

// plane is one channel of a picture, a byte a sample.
type plane struct {
	w, h, stride int
	pix          []uint8
}

func newPlane(w, h int) plane { return plane{w: w, h: h, stride: w, pix: make([]uint8, w*h)} }

func (p plane) row(y int) []uint8 { return p.pix[y*p.stride : y*p.stride+p.w] }

// picture is luma and two chroma planes, or luma alone. A chroma sample covers hx × hy pixels.
type picture struct {
	w, h       int
	luma       plane
	chroma     [2]plane
	hx, hy     int
	monochrome bool
}

// pictureOf takes a decoded image apart. What JPEG stores comes without a copy; everything else is
// turned into luma and chroma, with white behind what is transparent.
func pictureOf(m image.Image) picture {
	b := m.Bounds()
	switch m := m.(type) {
	case *image.Gray:
		return picture{w: b.Dx(), h: b.Dy(), luma: plane{b.Dx(), b.Dy(), m.Stride, m.Pix[m.PixOffset(b.Min.X, b.Min.Y):]}, monochrome: true}
	case *image.YCbCr:
		return pictureOfYCbCr(m)
	}
	p := picture{w: b.Dx(), h: b.Dy(), hx: 1, hy: 1, luma: newPlane(b.Dx(), b.Dy())}
	p.chroma = [2]plane{newPlane(b.Dx(), b.Dy()), newPlane(b.Dx(), b.Dy())}
	for y := range p.h {
		l, cb, cr := p.luma.row(y), p.chroma[0].row(y), p.chroma[1].row(y)
		for x := range p.w {
			l[x], cb[x], cr[x] = color.RGBToYCbCr(onWhite(m, b.Min.X+x, b.Min.Y+y))
		}
	}
	return p
}

func pictureOfYCbCr(m *image.YCbCr) picture {
	b := m.Bounds()
	p := picture{w: b.Dx(), h: b.Dy(), hx: 1, hy: 1}
	switch m.SubsampleRatio {
	case image.YCbCrSubsampleRatio422:
		p.hx = 2
	case image.YCbCrSubsampleRatio420:
		p.hx, p.hy = 2, 2
	case image.YCbCrSubsampleRatio440:
		p.hy = 2
	case image.YCbCrSubsampleRatio411:
		p.hx = 4
	case image.YCbCrSubsampleRatio410:
		p.hx, p.hy = 4, 2
	}
	cw, ch := (p.w+p.hx-1)/p.hx, (p.h+p.hy-1)/p.hy
	p.luma = plane{p.w, p.h, m.YStride, m.Y[m.YOffset(b.Min.X, b.Min.Y):]}
	at := m.COffset(b.Min.X, b.Min.Y)
	p.chroma = [2]plane{{cw, ch, m.CStride, m.Cb[at:]}, {cw, ch, m.CStride, m.Cr[at:]}}
	return p
}

// onWhite gives a pixel's colour as it looks on white paper.
func onWhite(m image.Image, x, y int) (r, g, b uint8) {
	switch m := m.(type) {
	case *image.NRGBA:
		c := m.NRGBAAt(x, y)
		over := func(v uint8) uint8 { return uint8((int(v)*int(c.A) + 255*(255-int(c.A)) + 127) / 255) }
		return over(c.R), over(c.G), over(c.B)
	case *image.RGBA:
		c := m.RGBAAt(x, y)
		white := 255 - c.A
		return c.R + white, c.G + white, c.B + white
	}
	r16, g16, b16, a16 := m.At(x, y).RGBA()
	white := 0xffff - a16
	return uint8((r16 + white) >> 8), uint8((g16 + white) >> 8), uint8((b16 + white) >> 8)
}

// image gives the picture back as one that the JPEG encoder takes. Its chroma must be 2 × 2.
func (p picture) image() image.Image {
	r := image.Rect(0, 0, p.w, p.h)
	if p.monochrome {
		return &image.Gray{Pix: p.luma.pix, Stride: p.luma.stride, Rect: r}
	}
	return &image.YCbCr{Y: p.luma.pix, Cb: p.chroma[0].pix, Cr: p.chroma[1].pix, YStride: p.luma.stride,
		CStride: p.chroma[0].stride, SubsampleRatio: image.YCbCrSubsampleRatio420, Rect: r}
}

// turn is one of the eight ways in which a camera may have been held: mirrored from left to right,
// from top to bottom, and then rows and columns exchanged.
type turn struct{ mirrorX, mirrorY, exchange bool }

// turns are the values of EXIF's Orientation.
var turns = [9]turn{
	2: {mirrorX: true},
	3: {mirrorX: true, mirrorY: true},
	4: {mirrorY: true},
	5: {exchange: true},
	6: {mirrorY: true, exchange: true},
	7: {mirrorX: true, mirrorY: true, exchange: true},
	8: {mirrorX: true, exchange: true},
}

// turned applies a turn to one plane.
func (p plane) turned(t turn) plane {
	if t == (turn{}) {
		return p
	}
	w, h := p.w, p.h
	if t.exchange {
		w, h = h, w
	}
	out := newPlane(w, h)
	for y := range h {
		row := out.row(y)
		for x := range w {
			sx, sy := x, y
			if t.exchange {
				sx, sy = y, x
			}
			if t.mirrorX {
				sx = p.w - 1 - sx
			}
			if t.mirrorY {
				sy = p.h - 1 - sy
			}
			row[x] = p.pix[sy*p.stride+sx]
		}
	}
	return out
}

// turned applies a turn to the whole picture.
func (p picture) turned(t turn) picture {
	out := p
	out.luma = p.luma.turned(t)
	out.w, out.h = out.luma.w, out.luma.h
	if !p.monochrome {
		out.chroma = [2]plane{p.chroma[0].turned(t), p.chroma[1].turned(t)}
		if t.exchange {
			out.hx, out.hy = p.hy, p.hx
		}
	}
	return out
}
