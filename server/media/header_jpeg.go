package media

// The markers of JPEG that matter here.
const (
	markerSOF0  = 0xc0
	markerSOF2  = 0xc2
	markerSOI   = 0xd8
	markerEOI   = 0xd9
	markerSOS   = 0xda
	markerAPP0  = 0xe0
	markerAPP14 = 0xee
	markerAPP15 = 0xef
	markerRST0  = 0xd0
	markerRST7  = 0xd7
)

// jpeg walks all segments to the end of the picture and counts the scans. Where the decoder would
// stop with an error, it stops too, so that no scan escapes the count.
func (p *parser) jpeg(h *Header) {
	p.skip(2)
	jfif, adobe := false, false
	transform := byte(0)
	var ids []byte
	for p.err == nil {
		marker := p.marker()
		if p.err != nil || marker == markerEOI {
			break
		}
		if marker < markerSOF0 || marker == markerSOI {
			p.fail("unknown marker")
			return
		}
		n := p.u16() - 2
		if n < 0 {
			p.fail("short segment")
			return
		}
		switch {
		case marker >= markerSOF0 && marker <= markerSOF2:
			if h.Components != 0 {
				p.fail("two frames")
				return
			}
			h.Progressive = marker == markerSOF2
			ids = p.frame(h, n)
		case marker == markerSOS:
			h.Scans++
			p.skip(int64(n))
		case marker == markerAPP0:
			b := p.bytes(min(n, 5))
			jfif = jfif || string(b) == "JFIF\x00"
			p.skip(int64(n - len(b)))
		case marker == markerAPP14 && n >= 12:
			b := p.bytes(12)
			adobe, transform = string(b[:5]) == "Adobe", b[11]
			p.skip(int64(n - 12))
		default:
			p.skip(int64(n))
		}
	}
	if p.err == nil && (h.Components == 0 || h.Scans == 0) {
		p.fail("no picture inside")
	}
	rgb := !jfif && (adobe && transform == 0 || string(ids) == "RGB")
	h.DirectColour = h.Components == 4 || h.Components == 3 && rgb
}

// marker finds the next marker, over entropy-coded data, stuffed zeros, restart marks and fill bytes.
func (p *parser) marker() byte {
	for p.err == nil {
		if _, err := p.br.ReadSlice(0xff); err != nil {
			if p.skipLong(err) {
				continue
			}
			p.failed(err)
			return 0
		}
		b, err := p.br.ReadByte()
		for err == nil && b == 0xff {
			b, err = p.br.ReadByte()
		}
		if p.failed(err) {
			return 0
		}
		if b != 0 && (b < markerRST0 || b > markerRST7) {
			return b
		}
	}
	return 0
}

// frame reads SOF: size and sampling. It answers the names of the components.
func (p *parser) frame(h *Header, n int) (ids []byte) {
	if n != 6+3*1 && n != 6+3*3 && n != 6+3*4 {
		p.fail("number of components")
		return nil
	}
	b := p.bytes(n)
	if p.err != nil {
		return nil
	}
	h.Height, h.Width, h.Components = int(b[1])<<8|int(b[2]), int(b[3])<<8|int(b[4]), int(b[5])
	if h.Components*3+6 != n || b[0] != 8 {
		p.fail("frame")
		return nil
	}
	sum, most := 0, 0
	for i := range h.Components {
		hv := b[7+3*i]
		area := int(hv>>4) * int(hv&15)
		if area == 0 || area > 16 {
			p.fail("sampling")
			return nil
		}
		ids = append(ids, b[6+3*i])
		sum, most = sum+area, max(most, area)
	}
	h.Samples = float64(sum) / float64(most)
	return ids
}
