package draws

import "math"

// quantiles is the quantile function of a distribution worked out beforehand. It is cut into
// cells that halve in width towards 0 and towards 1, as the numbers of a float64 do, so that
// a few operations on the bits of a number find its cell; in each cell a polynomial of the
// fifth degree meets the function, its slope and its curvature at both ends (docs/methods.md,
// "Draws"). Where no cell comes near enough the function itself is asked.
type quantiles struct {
	octaves []octave // the lower half from 1/2 down, then the upper half
	half    int      // octaves of one half
	cells   []cell
	exact   func(u float64) float64
}

// octave is the cells between a power of 1/2 and the next, of equal width.
type octave struct {
	first int  // cell
	bits  uint // there are 2 to the power of bits
}

// cell holds the coefficients from the lowest, of a variable from 0 to 1 along the cell.
// What is not a number is no cell.
type cell [6]float64

const (
	mantissaBits = 52
	mantissa     = 1<<mantissaBits - 1
	exponentHalf = 1021 // exponent of the float64 from 1/4 to 1/2
	exponentOne  = 1023
)

// at is the figure that the distribution lies below with chance u.
func (q *quantiles) at(u float64) float64 {
	below := 0.5 - u
	tail := math.Float64bits(0.5 - math.Abs(below)) // the chance of what lies outside, on u's side
	upper := int(math.Float64bits(below) >> 63)
	down := uint(exponentHalf) - uint(tail>>mantissaBits)
	if down >= uint(q.half) {
		return q.exact(u)
	}
	o := q.octaves[int(down)+upper*q.half]
	along := tail & mantissa
	c := &q.cells[o.first+int(along>>(mantissaBits-o.bits))]
	t := math.Float64frombits(along<<o.bits&mantissa|exponentOne<<mantissaBits) - 1
	x := c.at(t)
	if x != x {
		return q.exact(u)
	}
	return x
}

// fill turns uniform numbers into figures: low and so many times width.
func (q *quantiles) fill(row []float64, low, width float64) {
	for i, u := range row {
		row[i] = low + width*q.at(u)
	}
}

// point is where a quantile function passes: the figure, and its first and second derivative
// by the chance.
type point struct{ x, slope, bend float64 }

// tailOf is the lower half of a quantile function: the point at a chance of at most 1/2. The
// guess is a figure near it, or not a number.
type tailOf func(chance, guess float64) point

const (
	leastBits = 3
	mostBits  = 8
	// halved is what half the width of cells does to the error of polynomials of the fifth
	// degree: a little less than the 64 that it comes to in the end.
	halved = 30
)

// newQuantiles works out as many octaves of both halves, so that the function is met within
// near. The upper half is turned over: the chance is that of lying above, and the figure is
// top less the figure.
func newQuantiles(lower, upper tailOf, top float64, octaves int, near float64, exact func(float64) float64) *quantiles {
	q := &quantiles{half: octaves, exact: exact}
	for _, tail := range []tailOf{lower, upper} {
		guess := math.NaN()
		for down := range octaves {
			guess = q.add(tail, math.Ldexp(1, -down-2), guess, near)
		}
	}
	for _, o := range q.octaves[octaves:] {
		for i := range q.cells[o.first : o.first+1<<o.bits] {
			c := &q.cells[o.first+i]
			for j := range c {
				c[j] = -c[j]
			}
			c[0] += top
		}
	}
	return q
}

// add works out the octave from a chance to twice the chance: from ends, middles; and again,
// until the polynomials foresee the middles. It gives the figure at the lower end.
func (q *quantiles) add(tail tailOf, from, guess, near float64) (low float64) {
	top := tail(2*from, guess)
	points := []point{tail(from, top.x-from*top.slope+from*from/2*top.bend), top}
	for bits := uint(0); ; {
		width := from / float64(int(1)<<bits)
		finer := make([]point, 0, 2*len(points))
		foreseen := make([]bool, 0, len(points))
		met := true
		for i, right := range points[1:] {
			left := points[i]
			through := between(left, right, width)
			foresight := through.at(0.5)
			middle := tail(from+(float64(i)+0.5)*width, foresight)
			ok := math.Abs(middle.x-foresight) <= halved*near
			finer, foreseen, met = append(finer, left, middle), append(foreseen, ok), met && ok
		}
		points = append(finer, points[len(points)-1])
		bits++
		if bits >= leastBits && met || bits == mostBits {
			q.octaves = append(q.octaves, octave{len(q.cells), bits})
			for i, right := range points[1:] {
				c := between(points[i], right, width/2)
				if !foreseen[i/2] || !rises(points[i], right, width/2) {
					c[0] = math.NaN()
				}
				q.cells = append(q.cells, c)
			}
			return points[0].x
		}
	}
}

// between is the polynomial of the fifth degree through two points that lie a width apart
// (quintic Hermite interpolation).
func between(a, b point, width float64) cell {
	da, db := width*a.slope, width*b.slope
	sa, sb := width*width*a.bend, width*width*b.bend
	d := b.x - a.x
	return cell{a.x, da, sa / 2,
		10*d - 6*da - 4*db - 1.5*sa + 0.5*sb,
		-15*d + 8*da + 7*db + 1.5*sa - sb,
		6*d - 3*(da+db) - 0.5*(sa-sb)}
}

// at is the polynomial at t.
func (c *cell) at(t float64) float64 {
	return c[0] + t*(c[1]+t*(c[2]+t*(c[3]+t*(c[4]+t*c[5]))))
}

// rises says whether the polynomial between two points rises all the way: the coefficients
// of its slope as a Bezier curve are all above 0.
func rises(a, b point, width float64) bool {
	da, db := width*a.slope, width*b.slope
	sa, sb := width*width*a.bend, width*width*b.bend
	return da > 0 && db > 0 && da+sa/4 > 0 && db-sb/4 > 0 && b.x-a.x-0.4*(da+db)+(sb-sa)/20 > 0
}
