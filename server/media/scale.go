package media

import "math"

// axis says where the samples of one direction of a plane lie in its source: sample i of n covers the
// stretch from (i×step − shift) to ((i+1)×step − shift), in source samples.
type axis struct {
	n           int
	step, shift float64
}

// scaled gives the picture at another size, with 2 × 2 chroma. A chroma sample must cover the same
// pixels after the turn that follows, so an odd side that is going to be mirrored shifts its chroma by one.
func (p picture) scaled(w, h int, t turn) picture {
	out := picture{w: w, h: h, hx: 2, hy: 2, monochrome: p.monochrome}
	sx, sy := float64(p.w)/float64(w), float64(p.h)/float64(h)
	out.luma = p.luma.resampled(axis{w, sx, 0}, axis{h, sy, 0})
	if p.monochrome {
		return out
	}
	across := chromaAxis(w, sx/float64(p.hx), t.mirrorX)
	down := chromaAxis(h, sy/float64(p.hy), t.mirrorY)
	for i, c := range p.chroma {
		out.chroma[i] = c.resampled(across, down)
	}
	return out
}

func chromaAxis(n int, step float64, mirrored bool) axis {
	a := axis{n: (n + 1) / 2, step: 2 * step}
	if mirrored && n%2 == 1 {
		a.shift = step
	}
	return a
}

// resampled scales one plane: halved while four source samples or more fall on one, then with a
// Catmull–Rom kernel as wide as the step, which lets nothing finer than the result through.
func (p plane) resampled(x, y axis) plane {
	for x.step >= 4 || y.step >= 4 {
		p = p.halved(x.step >= 4, y.step >= 4)
		if x.step >= 4 {
			x.step, x.shift = x.step/2, x.shift/2
		}
		if y.step >= 4 {
			y.step, y.shift = y.step/2, y.shift/2
		}
	}
	if x == (axis{p.w, 1, 0}) && y == (axis{p.h, 1, 0}) {
		return p
	}
	return p.convolved(x, y)
}

// halved averages neighbours, weighted 1 3 3 1, which is a box smoothed by a box: a plain box would
// let patterns of nearly two pixels through as coarse moiré.
func (p plane) halved(across, down bool) plane {
	w, h, sx, sy := p.w, p.h, 1, 1
	if across {
		w, sx = (p.w+1)/2, 2
	}
	if down {
		h, sy = (p.h+1)/2, 2
	}
	out, sum := newPlane(w, h), make([]uint16, p.w)
	for y := range h {
		column(sum, p, y*sy, down)
		row := out.row(y)
		for x := range w {
			if !across {
				row[x] = uint8((sum[x] + 4) >> 3)
				continue
			}
			i := x * sx
			v := uint32(sum[max(i-1, 0)]) + 3*uint32(sum[i]) + 3*uint32(sum[min(i+1, p.w-1)]) + uint32(sum[min(i+2, p.w-1)])
			row[x] = uint8((v + 32) >> 6)
		}
	}
	return out
}

// column sums four rows around y with weights 1 3 3 1, or takes one row eightfold.
func column(sum []uint16, p plane, y int, down bool) {
	if !down {
		for x, v := range p.row(y) {
			sum[x] = uint16(v) * 8
		}
		return
	}
	a, b, c, d := p.row(max(y-1, 0)), p.row(y), p.row(min(y+1, p.h-1)), p.row(min(y+2, p.h-1))
	for x := range sum {
		sum[x] = uint16(a[x]) + 3*uint16(b[x]) + 3*uint16(c[x]) + uint16(d[x])
	}
}

// Weights have 14 bits behind the point, values between the two passes 6.
const weightBits, betweenBits = 14, 6

// taps are the source samples of one result and their weights.
type taps struct {
	from    int
	weights []int32
}

// catmullRom is the kernel at distance x.
func catmullRom(x float64) float64 {
	x = math.Abs(x)
	switch {
	case x < 1:
		return (1.5*x-2.5)*x*x + 1
	case x < 2:
		return ((-0.5*x+2.5)*x-4)*x + 2
	}
	return 0
}

// tapsOf works out the weights of a whole direction; each result's sum to exactly one.
func tapsOf(a axis, size int) []taps {
	out := make([]taps, a.n)
	wide := max(a.step, 1)
	for i := range out {
		centre := (float64(i)+0.5)*a.step - a.shift - 0.5
		from, to := int(math.Ceil(centre-2*wide)), int(math.Floor(centre+2*wide))
		first, last := min(max(from, 0), size-1), min(max(to, 0), size-1)
		exact, sum := make([]float64, last-first+1), 0.0
		for s := from; s <= to; s++ {
			v := catmullRom((float64(s) - centre) / wide)
			exact[min(max(s, first), last)-first] += v
			sum += v
		}
		weights, rest, best := make([]int32, len(exact)), int32(1<<weightBits), 0
		for j, v := range exact {
			weights[j] = int32(math.Round(v / sum * (1 << weightBits)))
			rest -= weights[j]
			if weights[j] > weights[best] {
				best = j
			}
		}
		weights[best] += rest
		out[i] = taps{first, weights}
	}
	return out
}

// convolved scales across row by row, keeping only the rows that the next result needs, and then down.
func (p plane) convolved(x, y axis) plane {
	out, across, down := newPlane(x.n, y.n), tapsOf(x, p.w), tapsOf(y, p.h)
	depth := 0
	for _, t := range down {
		depth = max(depth, len(t.weights))
	}
	ring, next := make([][]int32, depth), 0
	for i := range ring {
		ring[i] = make([]int32, x.n)
	}
	sum := make([]int32, x.n)
	for i, t := range down {
		for next = max(next, t.from); next < t.from+len(t.weights); next++ {
			squeeze(ring[next%depth], p.row(next), across)
		}
		clear(sum)
		for j, w := range t.weights {
			row := ring[(t.from+j)%depth]
			for k, v := range row[:len(sum)] {
				sum[k] += v * w
			}
		}
		store(out.row(i), sum)
	}
	return out
}

// squeeze scales one row across.
func squeeze(to []int32, from []uint8, across []taps) {
	for i, t := range across {
		v := int32(1 << (weightBits - betweenBits - 1))
		part := from[t.from : t.from+len(t.weights)]
		for j, w := range t.weights {
			v += int32(part[j]) * w
		}
		to[i] = v >> (weightBits - betweenBits)
	}
}

// store rounds sums to bytes.
func store(to []uint8, sum []int32) {
	const bits = weightBits + betweenBits
	for i, v := range sum {
		to[i] = uint8(min(max((v+1<<(bits-1))>>bits, 0), 255))
	}
}
