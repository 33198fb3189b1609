package draws

import (
	"math"
	"math/rand/v2"
)

// marginal turns rows of numbers into draws of one distribution, in place, fast.
type marginal struct {
	of         Distribution
	family     Family
	table      *quantiles // of the normal where there is a score, of the beta where there is one
	low, width float64    // what a number of the table is stretched by
}

func newMarginal(of Distribution, t tables) marginal {
	switch of := of.(type) {
	case uniform:
		return marginal{of, Uniform, nil, of.of.Min, of.of.Max - of.of.Min}
	case normal:
		return marginal{of, Normal, standardNormal(), of.of.Mu, of.of.Sigma}
	case logNormal:
		return marginal{of, LogNormal, standardNormal(), of.of.Mu, of.of.Sigma}
	case beta:
		return marginal{of, Beta, t.of(shape{of.of.Alpha, of.of.Beta}), 0, 1}
	case pert:
		return marginal{of, PERT, t.of(shape{of.of.Alpha, of.of.Beta}), of.low, of.width}
	}
	return marginal{of: of}
}

// scored says whether draws are made from a normal score, so that a score need not become a
// uniform number first.
func (m *marginal) scored() bool { return m.family == Normal || m.family == LogNormal }

// fromUniforms turns uniform numbers into draws.
func (m *marginal) fromUniforms(row []float64) {
	switch {
	case m.scored():
		m.table.fill(row, 0, 1)
		m.fromScores(row)
	case m.table != nil:
		m.table.fill(row, m.low, m.width)
	case m.family == Uniform:
		for i, u := range row {
			row[i] = m.low + m.width*u
		}
	default:
		for i, u := range row {
			row[i] = m.of.Quantile(u)
		}
	}
}

// fromScores turns normal scores into draws of a distribution that is scored.
func (m *marginal) fromScores(row []float64) {
	for i, z := range row {
		row[i] = m.low + m.width*z
	}
	if m.family == LogNormal {
		for i, log := range row {
			row[i] = math.Exp(log)
		}
	}
}

// parts turns uniform numbers into the shares of a whole.
type parts []part

// part takes a share of what is left: that of its table, or where it has none a fixed one.
type part struct {
	table *quantiles
	fixed float64
}

func newParts(shares *Shares, t tables) parts {
	p := make(parts, shares.Len())
	for i := range p {
		of, fixed, drawn := shares.takes(i)
		if drawn {
			p[i].table = t.of(of)
		}
		p[i].fixed = fixed
	}
	return p
}

// fill draws shares at an address, of which rows are the parts.
func (p parts) fill(address Address, first uint64, rows [][]float64) {
	var pcg rand.PCG
	for lane := range rows[0] {
		address.seed(&pcg, first+uint64(lane))
		for i := range p {
			rows[i][lane] = uniformOf(pcg.Uint64())
		}
	}
	p.fromUniforms(rows)
}

// fromUniforms turns uniform numbers into shares. It breaks the whole part by part: each takes of
// what is left a share that is beta distributed, with its own concentration against that of all
// that come after it (R. Connor and J. Mosimann, "Concepts of independence for proportions with a
// generalization of the Dirichlet distribution", Journal of the American Statistical Association
// 64(325), 1969, pp. 194-206).
func (p parts) fromUniforms(rows [][]float64) {
	for lane := range rows[0] {
		left := 1.0
		for i := range p {
			share := left * p[i].fixed
			if p[i].table != nil {
				share = left * p[i].table.at(rows[i][lane])
			}
			rows[i][lane] = share
			left -= share
		}
	}
}
