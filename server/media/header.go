package media

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"strings"
)

// Kind is what a file is, by its content; names and declared types are not looked at.
type Kind string

// The kinds we take, and those that we know well enough to say how to get round them.
const (
	JPEG    Kind = "JPEG"
	PNG     Kind = "PNG"
	WebP    Kind = "WebP"
	HEIC    Kind = "HEIC"
	AVIF    Kind = "AVIF"
	GIF     Kind = "GIF"
	TIFF    Kind = "TIFF"
	BMP     Kind = "BMP"
	SVG     Kind = "SVG"
	PDF     Kind = "PDF"
	Video   Kind = "MP4"
	Unknown Kind = ""
)

// sniffLength is how many bytes KindOf wants to see.
const sniffLength = 64

// Header is what a photo says about itself before anything of it is decoded.
type Header struct {
	Kind          Kind
	Width, Height int
	Progressive   bool    // JPEG: all coefficients lie in memory until the last scan
	Scans         int     // JPEG: passes over the picture
	Samples       float64 // JPEG: samples a pixel over all components, as stored
	Components    int     // JPEG
	DirectColour  bool    // JPEG: RGB or CMYK, which are turned into a second picture
	Depth         int     // PNG: bits a channel
	Channels      int     // PNG: channels a pixel once decoded
	Interlaced    bool    // PNG
	Lossless      bool    // WebP
	Alpha         bool    // WebP: with a plane of transparency
	Coded         int64   // WebP: bytes of the chunk whose tables cost memory
	Animated      bool    // APNG or animated WebP
}

// errDamaged is the answer of the header parsers to everything that does not follow its format.
type errDamaged string

func (e errDamaged) Error() string { return "photo damaged: " + string(e) }

// KindOf tells what a file is by its first bytes.
func KindOf(b []byte) Kind {
	has := func(at int, s string) bool { return len(b) >= at+len(s) && string(b[at:at+len(s)]) == s }
	switch {
	case has(0, "\xff\xd8\xff"):
		return JPEG
	case has(0, "\x89PNG\r\n\x1a\n"):
		return PNG
	case has(0, "RIFF") && has(8, "WEBP"):
		return WebP
	case has(4, "ftyp"):
		return brandOf(b[8:])
	case has(0, "GIF8"):
		return GIF
	case has(0, "II*\x00"), has(0, "MM\x00*"), has(0, "II+\x00"), has(0, "MM\x00+"):
		return TIFF
	case has(0, "BM"):
		return BMP
	case has(0, "%PDF"):
		return PDF
	}
	text := strings.ToLower(strings.TrimLeft(string(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))), " \t\r\n"))
	if strings.HasPrefix(text, "<svg") || strings.HasPrefix(text, "<?xml") || strings.HasPrefix(text, "<!doctype svg") {
		return SVG
	}
	return Unknown
}

// brandOf tells the members of the ISO media family apart by their brands.
func brandOf(b []byte) Kind {
	for i := 0; i+4 <= len(b) && i < 48; i += 4 {
		switch string(b[i : i+4]) {
		case "avif", "avis":
			return AVIF
		case "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1":
			if bytes.Contains(b, []byte("avif")) {
				return AVIF
			}
			return HEIC
		}
	}
	return Video
}

// ReadHeader reads what a photo says about itself, without decoding it. A JPEG is read to its end,
// because its scans are counted; what follows that end (a second picture, a film, an archive) is not looked at.
func ReadHeader(r io.Reader) (Header, error) {
	br := bufio.NewReaderSize(r, 1<<15)
	start, err := br.Peek(sniffLength)
	if err != nil && err != io.EOF {
		return Header{}, err
	}
	h := Header{Kind: KindOf(start)}
	p := &parser{br: br}
	switch h.Kind {
	case JPEG:
		p.jpeg(&h)
	case PNG:
		p.png(&h)
	case WebP:
		p.webp(&h)
	}
	return h, p.err
}

// parser reads forward only and remembers the first thing that went wrong.
type parser struct {
	br  *bufio.Reader
	err error
}

func (p *parser) fail(why string) {
	if p.err == nil {
		p.err = errDamaged(why)
	}
}

// failed keeps a reader's error apart from an end that came too early.
func (p *parser) failed(err error) bool {
	switch {
	case err == nil:
		return p.err != nil
	case err == io.EOF || err == io.ErrUnexpectedEOF:
		p.fail("ends too early")
	case p.err == nil:
		p.err = err
	}
	return true
}

// bytes gives the next n bytes, or as many zeros after a failure.
func (p *parser) bytes(n int) []byte {
	b := make([]byte, n)
	if p.err == nil {
		_, err := io.ReadFull(p.br, b)
		p.failed(err)
	}
	return b
}

func (p *parser) u16() int { return int(binary.BigEndian.Uint16(p.bytes(2))) }

func (p *parser) u32() int64 { return int64(binary.BigEndian.Uint32(p.bytes(4))) }

func (p *parser) u32le() int64 { return int64(binary.LittleEndian.Uint32(p.bytes(4))) }

func (p *parser) skip(n int64) {
	if p.err == nil {
		_, err := io.CopyN(io.Discard, p.br, n)
		p.failed(err)
	}
}

// skipLong reports that a search only ran out of buffer and may go on.
func (p *parser) skipLong(err error) bool { return err == bufio.ErrBufferFull }
