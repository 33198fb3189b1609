package scenarios

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"parity/engine"
)

// combinations runs the combinations of a way's changes, and keeps what can be used again:
// the worth of each, and what the stages of a run gave for tables that say the same. It is
// safe for concurrent use.
type combinations struct {
	m        *Model
	way      *way
	base     *engine.Result
	cache    *engine.Propagators
	goal     engine.Goal
	progress func(run int)
	run      atomic.Int64

	worths     kept[[]int64]
	activities kept[*engine.Activity]
	cares      kept[*engine.Care]
	prices     kept[[]engine.PricedContract]
}

func newCombinations(m *Model, w *way, base *engine.Result, cache *engine.Propagators, goal engine.Goal, progress func(int)) *combinations {
	if progress == nil {
		progress = func(int) {}
	}
	return &combinations{m: m, way: w, base: base, cache: cache, goal: goal, progress: progress}
}

// kept holds values that are worked out once for a key.
type kept[T any] struct {
	mu   sync.Mutex
	held map[string]*keptValue[T]
}

type keptValue[T any] struct {
	once  sync.Once
	value T
	err   error
}

func (k *kept[T]) of(key string, work func() (T, error)) (T, error) {
	k.mu.Lock()
	if k.held == nil {
		k.held = map[string]*keptValue[T]{}
	}
	v := k.held[key]
	if v == nil {
		v = &keptValue[T]{}
		k.held[key] = v
	}
	k.mu.Unlock()
	v.once.Do(func() { v.value, v.err = work() })
	return v.value, v.err
}

// worth is the goal of the start of the way with some of its steps made.
func (c *combinations) worth(moved []bool) ([]int64, error) {
	var key strings.Builder
	for _, there := range moved {
		if there {
			key.WriteByte('1')
		} else {
			key.WriteByte('0')
		}
	}
	return c.worths.of(key.String(), func() ([]int64, error) {
		tables, err := c.tables(moved)
		if err != nil {
			return nil, err
		}
		result, err := c.simulate(tables)
		if err != nil {
			return nil, err
		}
		c.progress(int(c.run.Add(1)))
		return c.goal.Of(result)
	})
}

// tables applies, in the listed order, what both ends share and the steps made.
func (c *combinations) tables(moved []bool) (*Model, error) {
	edit := newEditor(c.m, func(first, second string) bool { return true }) // conflicts are not asked for
	edit.leavesOut = func(scenario, change string) bool {
		at, between := c.way.at[stepName{scenario, change}]
		return between && moved[at] == c.way.steps[at].taken
	}
	for _, scenario := range c.way.order {
		edit.apply(scenario)
	}
	if len(edit.faults) > 0 {
		edit.faults.sort()
		return nil, edit.faults
	}
	if faults := Check(edit.tables).Hard(); len(faults) > 0 {
		return nil, faults
	}
	return edit.tables, nil
}

// simulate runs a model, stage by stage, each only where its tables say something new.
func (c *combinations) simulate(tables *Model) (*engine.Result, error) {
	model, err := Compile(tables)
	if err != nil {
		return nil, err
	}
	if c.goal.Item != engine.ItemShadowValue {
		for i := range model.Contracts {
			for k := range model.Contracts[i].Agreements {
				model.Contracts[i].Agreements[k].Value.Shadow = nil // nobody looks at it
			}
		}
	}
	key := c.said(tables, activityRests)
	activity, err := c.activities.of(key, func() (*engine.Activity, error) { return engine.Project(model, c.cache) })
	if err != nil {
		return nil, err
	}
	key += c.said(tables, careRests)
	care, err := c.cares.of(key, func() (*engine.Care, error) { return engine.Provide(model, activity, c.base) })
	if err != nil {
		return nil, err
	}
	key += c.said(tables, priceRests)
	priced, err := c.prices.of(key, func() ([]engine.PricedContract, error) { return engine.Price(model, activity, care, c.base) })
	if err != nil {
		return nil, err
	}
	return engine.Settle(model, activity, care, priced)
}

// rest is a table that a stage of a run rests on, and the columns of it that matter; none
// for all but those that only describe.
type rest struct {
	table   string
	columns []string
}

// What the stages rest on, each besides what the one before it does.
var (
	activityRests = []rest{{"model", nil}, {"currencies", nil}, {"contracts", []string{"contract"}}, {"caseload", nil}, {"moves", nil}, {"activity", nil}}
	careRests     = []rest{{"contracts", []string{"contract", "provider"}}, {"providers", nil}, {"resources", nil}, {"packages", nil}, {"uplifts", nil}}
	priceRests    = []rest{{"contracts", []string{"contract", FromColumn, "provider", "schedule", "annual_value", "uplift", "plan", "shadow_schedule"}},
		{"schedules", nil}, {"prices", nil}, {"plan", nil}}
)

// said is what tables say that a stage rests on, as text: the same where they say the same.
// A table that no change has touched says nothing.
func (c *combinations) said(tables *Model, rests []rest) string {
	var b strings.Builder
	for _, r := range rests {
		b.WriteString(r.table)
		b.WriteByte('\n')
		table := tables.find(r.table)
		if table == c.m.find(r.table) {
			continue
		}
		for _, row := range table.Rows {
			for at := range table.Schema.Columns {
				name := table.Schema.Columns[at].Name
				if r.columns == nil && describes(name) || r.columns != nil && !slices.Contains(r.columns, name) {
					continue
				}
				b.WriteString(row.Cells[at])
				b.WriteByte(0)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// describes says whether a column only says where a row's figures come from.
func describes(column string) bool {
	return column == EvidenceColumn || column == SourceColumn || column == NoteColumn
}

// find is a table by name, nil where the model has none.
func (m *Model) find(name string) *Table {
	at := slices.IndexFunc(m.Tables, func(t *Table) bool { return t.Schema.Table == name })
	if at < 0 {
		return nil
	}
	return m.Tables[at]
}
