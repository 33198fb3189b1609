package scenarios

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"
)

// search looks for the values of the lever at which the goal meets its target.
func (s *Solution) search(t *trials) error {
	look := newSearch(func(index int64) (int64, error) {
		worth, err := t.worth(index)
		return worth - s.Target, err
	})
	t.look = look
	low, high := s.Lever.index(s.Lever.Low.Value), s.Lever.index(s.Lever.High.Value)
	grid := gridOver(low, high, s.Lever.near)
	look.all(grid)
	look.narrowFaults()
	plateaus := look.crossings(s.Lever.near)
	if len(plateaus) == 0 {
		beyond := look.goBeyond(s.Lever.beyond(high))
		s.Beyond = len(beyond)
		if grid = append(grid, beyond...); s.Beyond > 0 {
			s.Lever.High.Value = s.Lever.value(grid[len(grid)-1])
		}
		plateaus = look.crossings(s.Lever.near)
	}
	for _, index := range grid {
		s.Grid = append(s.Grid, s.trial(t, look, index))
	}
	best, found := look.nearest(s.Lever.near)
	if !found {
		return unsolvable("%s cannot be worked out with any of %d values of %s from %s to %s: %s", s.Figure(), len(s.Grid), s.Lever.Cells, s.Lever.Low.Value, s.Lever.High.Value, s.Grid[0].Wrong)
	}
	if len(look.known) > 1 && look.level() {
		if off := look.at(best).off; off != 0 {
			return s.inert(off + s.Target)
		}
		s.Inert = s.whyInert()
	}
	if len(plateaus) == 0 {
		look.turn(best)
		plateaus = look.crossings(s.Lever.near)
		best, _ = look.nearest(s.Lever.near)
	}
	s.Turns = turns(s.Grid)
	for _, around := range plateaus {
		s.Answers = append(s.Answers, s.answer(t, look, around))
	}
	if !s.Met() {
		s.Nearest = s.answer(t, look, look.plateauAround(best))
		return s.whatBinds(t)
	}
	s.Nearest = slices.MinFunc(s.Answers, func(a, b Answer) int {
		near := s.Lever.value(s.Lever.near)
		return a.Value.Sub(near).Abs().Cmp(b.Value.Sub(near).Abs())
	})
	return nil
}

// index is the inverse of value.
func (l *Lever) index(value decimal.Decimal) int64 { return value.Shift(l.Places).IntPart() }

// goBeyond asks at numbers beyond those asked so far until the function meets nothing or
// passes it, or cannot be asked, and says which.
func (s *search) goBeyond(indices []int64) []int64 {
	sorted := s.sorted()
	last := sorted[len(sorted)-1]
	for i, index := range indices {
		before, here := s.at(last), s.at(index)
		if here.err != nil || before.err != nil {
			s.narrowFaults()
			return indices[:i+1]
		}
		if here.off == 0 || here.off < 0 != (before.off < 0) {
			return indices[:i+1]
		}
		last = index
	}
	return indices
}

// level says whether the function gives the same wherever it can be asked.
func (s *search) level() bool {
	first, any := int64(0), false
	for _, index := range s.sorted() {
		switch t := s.at(index); {
		case t.err != nil:
		case !any:
			first, any = t.off, true
		case t.off != first:
			return false
		}
	}
	return true
}

// turns says whether results both rise and fall.
func turns(grid []Trial) bool {
	rises, falls := false, false
	for i := 1; i < len(grid); i++ {
		if grid[i].Wrong == "" && grid[i-1].Wrong == "" {
			rises = rises || grid[i].Result > grid[i-1].Result
			falls = falls || grid[i].Result < grid[i-1].Result
		}
	}
	return rises && falls
}

func (s *Solution) trial(t *trials, look *search, index int64) Trial {
	found := look.at(index)
	if found.err != nil {
		return Trial{Value: s.Lever.value(index), Wrong: t.reason(found.err)}
	}
	return Trial{Value: s.Lever.value(index), Result: found.off + s.Target}
}

// answer is what a plateau of values gives, with the best of them.
func (s *Solution) answer(t *trials, look *search, around plateau) Answer {
	index := s.best(look, around)
	a := Answer{Trial: s.trial(t, look, index), Low: s.Lever.value(around.low), High: s.Lever.value(around.high)}
	beside := func(index int64) *Trial {
		if _, asked := look.known[index]; !asked {
			return nil // the end of what is looked at
		}
		return new(s.trial(t, look, index))
	}
	a.Below, a.Above = beside(around.low-1), beside(around.high+1)
	return a
}

// best is of values that give the same the one nearest to the cells as they stand. Where
// they are alike only by the rounding of a price or a quantity, less than a step of the grid
// apart, it is the one with the fewest decimal places.
func (s *Solution) best(look *search, around plateau) int64 {
	near := min(max(s.Lever.near, around.low), around.high)
	step := (s.Lever.index(s.Lever.High.Value) - s.Lever.index(s.Lever.Low.Value)) / gridSteps
	if near == s.Lever.near || around.high-around.low >= step {
		return near
	}
	unit := decimal.New(1, s.Lever.Places).IntPart()
	for ; unit > 1; unit /= 10 {
		first := around.low + (unit-around.low%unit)%unit
		if first <= around.high {
			if t := look.at(first); t.err == nil && t.off == look.at(around.low).off {
				return first
			}
		}
	}
	return near
}

// explain says in the scenario of the answer how it was found.
func (t *trials) explain(s *Solution) {
	evidence := "estimated"
	for _, table := range s.Model.Tables {
		for row := range table.Rows {
			if table.Cell(row, EvidenceColumn) == "illustrative" {
				evidence = "illustrative" // what rests on an invented figure is one
			}
		}
	}
	places := int32(countedPlaces)
	if s.Goal.Money() {
		places = moneyPlaces
	}
	amount := func(of int64) string { return decimal.New(of, -places).StringFixed(places) }
	reason := fmt.Sprintf("Goal seek: %s is to be %s", s.Figure(), amount(s.Target))
	if !s.Exact(&s.Nearest) {
		reason += fmt.Sprintf(", and the nearest that can be had is %s", amount(s.Nearest.Result))
	}
	if s.Drawn != nil {
		reason += fmt.Sprintf(", of %d draws from seed %d", s.Drawn.Draws, s.Drawn.Seed)
	}
	source := fmt.Sprintf("Found by goal seek in scenario %s: %s, by %s", s.Scenario.Key, s.Lever.Cells, s.Lever.By)
	set := func(table *Table, column, text string) {
		if at := table.Schema.Index(column); at >= 0 {
			table.Rows[len(table.Rows)-1].Cells[at] = text
		}
	}
	for _, table := range []*Table{t.tables.Table("scenarios"), t.tables.Table("changes")} {
		set(table, "reason", reason)
		set(table, SourceColumn, source)
		set(table, EvidenceColumn, evidence)
	}
}
