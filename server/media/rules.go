package media

import (
	"slices"

	"wugong/api"
	"wugong/server/fault"
)

// What a photo may be at most.
const (
	MaxUpload    = 20 << 20    // bytes sent
	MaxPixels    = 100_000_000 // said by the header
	MaxDecode    = 256 << 20   // bytes of memory, for all decodes of the moment together
	MaxScans     = 100
	MaxScanWork  = 1_000_000_000 // width × height × scans: a decode cannot be cancelled
	fullSide     = 1600
	middleSide   = 800
	thumbSide    = 400
	workspace    = 14 << 20 // scaled pictures, rows in work, the file that is written
	webpTables   = 2600 * 54 << 10
	webpPerByte  = 256
	webpSmallest = 2600 * 3 << 10
)

// Why a photo is refused.
var (
	ErrTooLarge      = fault.New(fault.TooLarge, api.ProblemCodeTooLarge).With("limit", "20 MB")
	ErrType          = fault.New(fault.Unsupported, api.ProblemCodeImageTypeUnsupported)
	ErrHEIC          = fault.New(fault.Unsupported, api.ProblemCodeImageHeic)
	ErrDamaged       = fault.New(fault.Unprocessable, api.ProblemCodeImageDamaged)
	ErrTooManyPixels = fault.New(fault.Unprocessable, api.ProblemCodeImageTooManyPixels)
	ErrTooComplex    = fault.New(fault.Unprocessable, api.ProblemCodeImageTooComplex)
)

// CheckKind refuses what is not a photo we take. HEIC has its own sentence, because phones make it unasked.
func CheckKind(k Kind) error {
	switch k {
	case JPEG, PNG, WebP:
		return nil
	case HEIC:
		return ErrHEIC
	}
	return ErrType.With("type", string(k))
}

// CheckImage decides by the header alone whether a photo is decoded.
func CheckImage(h Header) error {
	if err := CheckKind(h.Kind); err != nil {
		return err
	}
	pixels := int64(h.Width) * int64(h.Height)
	switch {
	case h.Width <= 0 || h.Height <= 0:
		return ErrDamaged
	case h.Animated:
		return ErrType.With("type", string(h.Kind))
	case h.Width > MaxPixels || h.Height > MaxPixels || pixels > MaxPixels:
		return ErrTooManyPixels
	case h.Scans > MaxScans || pixels*int64(h.Scans) > MaxScanWork:
		return ErrTooComplex
	case DecodeBytes(h) > MaxDecode:
		if h.Kind == JPEG && !h.Progressive && !h.DirectColour {
			return ErrTooManyPixels
		}
		return ErrTooComplex
	}
	return nil
}

// DecodeBytes estimates from the header what decoding and scaling take at most. Sides are rounded up
// to whole blocks, as the decoders do. Pictures that are not kept as luma and chroma are turned into
// that: three more bytes a pixel.
func DecodeBytes(h Header) int64 {
	blocks := func(n int) float64 { return float64((n + 31) / 32 * 32) }
	padded := blocks(h.Width) * blocks(h.Height)
	pixels := float64(h.Width) * float64(h.Height)
	var picture float64
	switch h.Kind {
	case JPEG:
		picture = padded * h.Samples
		halves := picture / 3
		if h.Progressive {
			picture += padded * h.Samples * 4
		}
		if h.DirectColour {
			picture += pixels * (4 + 3)
		}
		picture += halves
	case PNG:
		deep := float64(max(h.Depth, 8)) / 8
		picture = pixels * (float64(h.Channels)*deep + 3 + 1)
		if h.Interlaced {
			picture += pixels * float64(h.Channels) * deep / 2
		}
	case WebP:
		picture = padded * 2
		if h.Lossless {
			picture = pixels * (4 + 3 + 1)
		} else if h.Alpha {
			picture = padded*(1.5+1+4) + pixels*(3+1)
		}
		if h.Coded > 0 {
			picture += float64(webpSmallest + min(webpTables, webpPerByte*h.Coded))
		}
	}
	return int64(picture) + workspace
}

// Viewer is what is known about who asks for a photo.
type Viewer struct {
	Uploader bool // sent it
	Listed   bool // is one of the persons named in its audience, or holds one of the offices
	Verified bool // is a verified resident of its community
	Staff    bool // holds an office in its community
}

// CanSee decides who sees a photo. One that is attached to nothing is its uploader's alone; afterwards
// the uploader still sees it, unless it was made staff-only.
func CanSee(level Level, v Viewer) bool {
	switch level {
	case Unattached:
		return v.Uploader
	case Public:
		return true
	case Community:
		return v.Uploader || v.Listed || v.Verified || v.Staff
	case Parties:
		return v.Uploader || v.Listed || v.Staff
	case Staff:
		return v.Staff
	}
	return false
}

// Level is how far a photo may be seen.
type Level string

// The levels, from nobody but the uploader to everybody.
const (
	Unattached Level = "unattached"
	Staff      Level = "staff"
	Parties    Level = "parties"
	Community  Level = "community"
	Public     Level = "public"
)

// attachable reports whether a record may give a photo this level.
func attachable(l Level) bool { return slices.Contains([]Level{Staff, Parties, Community, Public}, l) }

// fit gives the size of a picture whose longest side is at most side. Nothing is ever enlarged.
func fit(width, height, side int) (int, int) {
	longest := max(width, height)
	if longest <= side {
		return width, height
	}
	return max(1, (width*side+longest/2)/longest), max(1, (height*side+longest/2)/longest)
}
