package workbook

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
)

// users are the scenarios that a shared row of workings serves.
type users struct{ of []int }

func (u *users) add(scenario int) {
	if !slices.Contains(u.of, scenario) {
		u.of = append(u.of, scenario)
	}
}

// label names them: those it is for, or where it is most of them, those it is not for.
func (u *users) label(keys []string) string {
	if len(u.of) == len(keys) {
		return allScenarios
	}
	var these, others []string
	for i, key := range keys {
		if slices.Contains(u.of, i) {
			these = append(these, key)
		} else {
			others = append(others, key)
		}
	}
	if len(others) < len(these) {
		return "all but " + strings.Join(others, ", ")
	}
	return strings.Join(these, ", ")
}

const allScenarios = "all scenarios"

// shared is a sheet whose rows serve every scenario that asks for the same formulas, so
// that workings do not multiply with scenarios.
type shared struct {
	*sheet
	found map[string]block
	key   []byte // of the rows last asked for
	asked *asked
}

// asked is whose users were added to, in the order in which rows were asked for.
type asked struct{ users []*users }

// rowPlan is a row that is asked for: its labels after the scenarios, and its series.
type rowPlan struct {
	labels []cell
	series series
}

// ask gives the block of rows with these labels and formulas, adding it where no scenario
// has asked for it yet.
func (s *shared) ask(scenario int, rows []rowPlan) block {
	if len(rows) == 0 {
		return block{}
	}
	b, known := s.find(rows)
	if !known {
		b.from = s.next()
		u := &users{}
		for _, r := range rows {
			n := s.addSeries(append([]cell{{}}, r.labels...), r.series)
			s.rows[n-1].users = u
		}
		b.to = s.next() - 1
		s.found[string(s.key)] = b
	}
	s.serve(scenario, b)
	return b
}

// serve notes that a scenario uses a block.
func (s *shared) serve(scenario int, b block) {
	u := s.rows[b.from-1].users
	u.add(scenario)
	s.asked.users = append(s.asked.users, u)
}

// holds says whether the sheet has rows with these labels and formulas.
func (s *shared) holds(rows []rowPlan) bool {
	_, known := s.find(rows)
	return known
}

// find looks for rows by their labels and formulas, which tell them apart.
func (s *shared) find(rows []rowPlan) (block, bool) {
	key := s.key[:0]
	for i := range rows {
		for k := range rows[i].labels {
			key = append(append(key, rows[i].labels[k].text...), 0)
		}
		if is := &rows[i].series; is.values {
			for _, v := range is.expr.values {
				key = appendBits(key, v)
			}
		} else {
			key = append(key, is.expr.text...)
		}
		key = append(key, 0)
	}
	s.key = key
	b, known := s.found[string(key)]
	return b, known
}

// appendBits adds a number's bits to a key.
func appendBits(key []byte, x float64) []byte {
	return binary.LittleEndian.AppendUint64(key, math.Float64bits(x))
}

// askOne is ask for a single row.
func (s *shared) askOne(scenario int, r rowPlan) expr {
	return s.series(s.ask(scenario, []rowPlan{r}).from)
}
