package media

import "encoding/binary"

// png walks the chunks up to the first one of picture data.
func (p *parser) png(h *Header) {
	p.skip(8)
	for first := true; p.err == nil; first = false {
		n, name := p.u32(), string(p.bytes(4))
		if first != (name == "IHDR") {
			p.fail("IHDR is not where it belongs")
			return
		}
		switch name {
		case "IHDR":
			p.pngFrame(h, n)
			continue
		case "acTL":
			h.Animated = true
		case "IDAT":
			return
		case "IEND":
			p.fail("no picture inside")
			return
		}
		p.skip(n + 4)
	}
}

// pngFrame reads IHDR: size, depth and kind of colour.
func (p *parser) pngFrame(h *Header, n int64) {
	if n != 13 {
		p.fail("IHDR length")
		return
	}
	w, ht := p.u32(), p.u32()
	b := p.bytes(5 + 4)
	if w > 1<<31-1 || ht > 1<<31-1 {
		p.fail("size")
		return
	}
	h.Width, h.Height, h.Depth, h.Interlaced = int(w), int(ht), int(b[0]), b[4] == 1
	// Anything but gray and palette is kept by the decoder with four channels; so is gray with transparency.
	switch b[1] {
	case 0, 3:
		h.Channels = 1
		if b[1] == 0 && p.err == nil && p.transparentGray() {
			h.Channels = 4
		}
	case 2, 4, 6:
		h.Channels = 4
	default:
		p.fail("colour type")
	}
}

// transparentGray is cautious: it only looks whether a tRNS chunk could still come.
func (p *parser) transparentGray() bool {
	b, err := p.br.Peek(8)
	return err != nil || string(b[4:8]) != "IDAT"
}

// webp walks the chunks up to the one with the picture.
func (p *parser) webp(h *Header) {
	p.skip(12)
	for p.err == nil {
		name, n := string(p.bytes(4)), p.u32le()
		switch name {
		case "VP8X":
			if n != 10 {
				p.fail("VP8X length")
				return
			}
			b := p.bytes(10)
			h.Animated, h.Alpha = b[0]&2 != 0, b[0]&16 != 0
			h.Width = 1 + (int(b[4]) | int(b[5])<<8 | int(b[6])<<16)
			h.Height = 1 + (int(b[7]) | int(b[8])<<8 | int(b[9])<<16)
			if h.Animated {
				return
			}
			continue
		case "ALPH":
			h.Alpha, h.Coded = true, h.Coded+n
		case "ANIM", "ANMF":
			h.Animated = true
			return
		case "VP8 ":
			p.lossy(h)
			return
		case "VP8L":
			h.Coded += n
			p.lossless(h)
			return
		}
		p.skip(n + n&1)
	}
}

// lossy reads the frame header of VP8.
func (p *parser) lossy(h *Header) {
	b := p.bytes(10)
	if p.err == nil && string(b[3:6]) != "\x9d\x01\x2a" {
		p.fail("VP8 start code")
	}
	p.size(h, int(binary.LittleEndian.Uint16(b[6:]))&0x3fff, int(binary.LittleEndian.Uint16(b[8:]))&0x3fff)
}

// lossless reads the frame header of VP8L.
func (p *parser) lossless(h *Header) {
	b := p.bytes(5)
	if p.err == nil && b[0] != 0x2f {
		p.fail("VP8L signature")
	}
	v := binary.LittleEndian.Uint32(b[1:])
	h.Lossless = true
	p.size(h, int(v&0x3fff)+1, int(v>>14&0x3fff)+1)
}

// size takes a frame's size and refuses one that differs from the canvas promised before.
func (p *parser) size(h *Header, width, height int) {
	if h.Width != 0 && (h.Width != width || h.Height != height) {
		p.fail("two sizes")
	}
	h.Width, h.Height = width, height
}
