package reports

import (
	"cmp"
	"math"
	"slices"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/scenarios"
)

// Compared is one side of a Diff: a model that was run, or a file of facts.
type Compared struct {
	Name  string
	Model *scenarios.Model // nil where only facts are there
	Facts []FactRow
}

// Diff is how one result, or model, differs from an older one.
type Diff struct {
	Old, New string
	// Inputs are the cells of the tables that differ; nothing is known of them where
	// InputsKnown is false, as one side holds no tables.
	Inputs      []InputChange
	InputsKnown bool
	// OnlyOld and OnlyNew are scenarios that one side alone has. Their facts are not compared.
	OnlyOld, OnlyNew []string
	Moves            []Move // money first, the largest first; then the rest, by share
	Facts            int    // how many facts differ
}

// Move is what has moved of one item in one scenario and financial year: its sum, where it
// is a flow; what it stood at in the year's last month, where it is a stock; and of rates,
// which never add, the one that moved most.
type Move struct {
	Scenario, Item, Year string
	Of                   string // of a rate: which one
	Was, Is              decimal.Decimal
	Unit                 string
	Facts                int // how many of its facts differ
	// Missing counts those that are missing on one side and known on the other.
	Missing int
}

// Change is what the item moved by, in its unit.
func (m *Move) Change() decimal.Decimal { return m.Is.Sub(m.Was) }

// Share is the change as a fraction of what the item was; infinite where it was nothing, and
// where a figure came to be missing or known.
func (m *Move) Share() float64 {
	change := m.Change()
	switch {
	case m.Missing > 0:
		return math.Inf(1)
	case change.IsZero():
		return 0
	case m.Was.IsZero():
		return math.Inf(change.Sign())
	}
	return change.Div(m.Was.Abs()).InexactFloat64()
}

// Over are the moves by more than a share, up or down.
func (d *Diff) Over(share float64) []Move {
	return slices.DeleteFunc(slices.Clone(d.Moves), func(m Move) bool { return math.Abs(m.Share()) <= share })
}

// Empty says whether nothing differs.
func (d *Diff) Empty() bool {
	return len(d.Inputs) == 0 && d.Facts == 0 && len(d.OnlyOld) == 0 && len(d.OnlyNew) == 0
}

// moveKey is what facts are put together by.
type moveKey struct{ scenario, item, year string }

// CompareResults sets two results beside each other, fact by fact. A value that is spelled
// otherwise is the same value.
func CompareResults(old, new Compared) *Diff {
	d := &Diff{Old: old.Name, New: new.Name}
	if old.Model != nil && new.Model != nil {
		d.InputsKnown = true
		d.Inputs = CompareInputs(old.Model, new.Model)
	}
	before, after := scenariosOf(old.Facts), scenariosOf(new.Facts)
	d.OnlyOld, d.OnlyNew = without(before, after), without(after, before)
	both := func(scenario string) bool {
		return slices.Contains(before, scenario) && slices.Contains(after, scenario)
	}

	moves := map[moveKey]*move{}
	differs := func(was, is *FactRow) {
		some := cmp.Or(is, was)
		key := moveKey{some.Scenario, some.Item, some.Year}
		if moves[key] == nil {
			moves[key] = &move{Move: Move{Scenario: key.scenario, Item: key.item, Year: key.year, Unit: some.Unit}, kind: engine.Kind(some.Kind)}
		}
		moves[key].take(was, is)
		d.Facts++
	}
	// Two results of much the same inputs have their facts in the same places, and few need be
	// looked for.
	level := 0
	for ; level < min(len(old.Facts), len(new.Facts)); level++ {
		there, is := &old.Facts[level], &new.Facts[level]
		if there.Key() != is.Key() {
			break
		}
		if !there.SameValue(is) {
			differs(there, is)
		}
	}
	was := make(map[FactKey]*FactRow, len(old.Facts)-level)
	for i := range old.Facts[level:] {
		was[old.Facts[level+i].Key()] = &old.Facts[level+i]
	}
	for i := range new.Facts[level:] {
		is := &new.Facts[level+i]
		if !both(is.Scenario) {
			continue
		}
		key := is.Key()
		if there := was[key]; there == nil || !there.SameValue(is) {
			differs(there, is)
		}
		delete(was, key)
	}
	for i := range old.Facts[level:] {
		if gone := &old.Facts[level+i]; both(gone.Scenario) && was[gone.Key()] == gone {
			differs(gone, nil)
		}
	}
	for side, rows := range [][]FactRow{old.Facts, new.Facts} {
		for i := range rows {
			if m := moves[moveKey{rows[i].Scenario, rows[i].Item, rows[i].Year}]; m != nil {
				m.sum(side, &rows[i])
			}
		}
	}
	for _, m := range moves {
		d.Moves = append(d.Moves, m.Move)
	}
	slices.SortFunc(d.Moves, largestFirst)
	return d
}

// move is a Move as it is put together.
type move struct {
	Move
	kind  engine.Kind
	share float64
	last  [2]string // of a stock: the month it stands at, by side
}

// take counts a fact that differs, and keeps the rate that moved most.
func (m *move) take(was, is *FactRow) {
	m.Facts++
	if (was == nil || was.Value == "") != (is == nil || is.Value == "") && was != nil && is != nil {
		m.Missing++
	}
	if m.kind != engine.RateKind {
		return
	}
	one := Move{Was: value(was), Is: value(is), Of: cmp.Or(is, was).Key().String()}
	if share := math.Abs(one.Share()); m.Of == "" || share > m.share {
		m.share, m.Was, m.Is, m.Of = share, one.Was, one.Is, one.Of
	}
}

// sum adds a fact of one side to its item's figure.
func (m *move) sum(side int, row *FactRow) {
	if m.kind == engine.RateKind {
		return
	}
	figure := &m.Was
	if side == 1 {
		figure = &m.Is
	}
	if m.kind == engine.StockKind {
		if row.Month < m.last[side] {
			return
		}
		if row.Month > m.last[side] {
			m.last[side], *figure = row.Month, decimal.Zero
		}
	}
	*figure = figure.Add(value(row))
}

// value is a fact's figure, zero where it is missing or there is none.
func value(row *FactRow) decimal.Decimal {
	if row == nil || row.Value == "" {
		return decimal.Zero
	}
	d, err := decimal.NewFromString(row.Value)
	if err != nil { // the readers let numbers through only
		return decimal.Zero
	}
	return d
}

// poundsUnit is the unit of facts of money.
const poundsUnit = "pounds"

// isMoney says whether a move is of money: sums of it can be ranked by size.
func (m *Move) isMoney() bool { return m.Unit == poundsUnit && m.Of == "" }

// largestFirst orders moves: money by its size, then the others by their share.
func largestFirst(a, b Move) int {
	first := func(x bool) int {
		if x {
			return 0
		}
		return 1
	}
	order := cmp.Compare(first(a.isMoney()), first(b.isMoney()))
	if order == 0 && a.isMoney() {
		order = b.Change().Abs().Cmp(a.Change().Abs())
	} else if order == 0 {
		order = cmp.Compare(math.Abs(b.Share()), math.Abs(a.Share()))
	}
	return cmp.Or(order, cmp.Compare(a.Scenario, b.Scenario), cmp.Compare(a.Item, b.Item), cmp.Compare(a.Year, b.Year))
}

// scenariosOf lists the scenarios of facts, in order.
func scenariosOf(rows []FactRow) []string {
	var keys []string
	for i := range rows {
		if n := len(keys); (n == 0 || keys[n-1] != rows[i].Scenario) && !slices.Contains(keys, rows[i].Scenario) {
			keys = append(keys, rows[i].Scenario)
		}
	}
	return keys
}

// without are those that others do not have.
func without(keys, others []string) []string {
	return slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return slices.Contains(others, key) })
}
