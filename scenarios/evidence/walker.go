package evidence

import (
	"parity/engine"
	"parity/scenarios"
	"parity/tariff"
)

// walker finds what the lines of one scenario's result rest on. What many lines have in
// common it works out once.
type walker struct {
	scenario *scenarios.Scenario
	r        *engine.Result
	m        *engine.Model
	baseline *walker // itself for the baseline
	shared   *placer

	tables    map[string]*placedTable
	parts     map[part][]rests
	uplifts   map[*tariff.Uplifts][]placedRow
	rebasings map[*engine.Schedule]rests
	terms     map[settlement]rests
}

// part is a part of the lines that is worked out once, by month.
type part struct {
	kind    partKind
	a, b, c int // what of the kind: contract, currency, measure; a line; a resource
}

type partKind uint8

const (
	quantities partKind = iota
	peoples
	arriving
	recordings
	paids
	asks
	ownAsks
	allAsks
	shortages
	orders
	deliveries
	allDeliveries
	unitCosts
	steps
	fixed
	valued
	plans
	plannings
)

// settlement is a line of a term: its contract, step and first month.
type settlement struct{ contract, step, from int }

// taker takes lines of money and what each touches.
type taker interface {
	line(amount tariff.Pence, touched rests)
	unknown() // a line that is wanted and has no value
}

func newWalker(shared *placer, scenario *scenarios.Scenario, baseline *walker) *walker {
	w := &walker{scenario: scenario, r: scenario.Result, m: scenario.Result.Model, baseline: baseline, shared: shared,
		tables: map[string]*placedTable{}, parts: map[part][]rests{}, uplifts: map[*tariff.Uplifts][]placedRow{},
		rebasings: map[*engine.Schedule]rests{}, terms: map[settlement]rests{}}
	if baseline == nil {
		w.baseline = w
	}
	return w
}

// once works a part out, by month, the first time it is asked for.
func (w *walker) once(of part, build func(into []rests)) []rests {
	series, known := w.parts[of]
	if !known {
		series = make([]rests, w.m.Months)
		build(series)
		w.parts[of] = series
	}
	return series
}

// addAll adds what a part rests on to another, month by month.
func addAll(into []rests, parts ...[]rests) {
	for _, part := range parts {
		for i := range into {
			into[i].add(part[i])
		}
	}
}

// groups lists the second key of the rows of a table whose first is a value.
func (w *walker) groups(table, column, value string) []string {
	t := w.scenario.Tables.Table(table)
	var keys []string
	seen := map[string]bool{}
	for row := range t.Rows {
		if key := t.Cell(row, t.Schema.Key[1]); t.Cell(row, column) == value && !seen[key] {
			seen[key] = true
			keys = append(keys, key)
		}
	}
	return keys
}

// placer places the rows of tables, once for scenarios that leave a table as it is.
type placer struct {
	places  map[string]int   // of each table among all
	changes *scenarios.Table // of the model
	tables  map[placedAt]*placedTable
}

func newPlacer(m *scenarios.Model) *placer {
	p := &placer{changes: m.Table(changesTable), places: map[string]int{}, tables: map[placedAt]*placedTable{}}
	for i, schema := range scenarios.Schemas() {
		p.places[schema.Table] = i
	}
	return p
}

// placedAt is a table and the months it is placed in; one without rows is as any other.
type placedAt struct {
	name   string
	table  *scenarios.Table // nil without rows
	start  tariff.Month
	months int
}

func (p *placer) place(scenario *scenarios.Scenario, name string) *placedTable {
	m := scenario.Result.Model
	table := scenario.Tables.Table(name)
	at := placedAt{name, table, m.Start, m.Months}
	if len(table.Rows) == 0 {
		at.table = nil
	}
	t, known := p.tables[at]
	if !known {
		t = &placedTable{rows: p.index(table, scenario), start: m.Start, months: m.Months,
			held: map[string][]rests{}, histories: map[string][]rests{}, begun: map[string][]rests{}}
		p.tables[at] = t
	}
	return t
}
