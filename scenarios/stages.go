package scenarios

import (
	"bytes"
	"slices"
	"sync"

	"parity/engine"
)

// stages runs models that differ from one in a few tables, all against one baseline, and
// keeps what each stage of a run gave for tables that say the same. It is safe for
// concurrent use.
type stages struct {
	*firstStages
	prices kept[[]engine.PricedContract]
}

// firstStages are those whose results stand by themselves: what is done and what it takes. The
// prices of a run go into its own model, too, where whoever reads a whole result looks for them.
type firstStages struct {
	m          *Model
	base       *engine.Result
	cache      *engine.Propagators
	activities kept[*engine.Activity]
	cares      kept[*engine.Care]
}

func newStages(m *Model, base *engine.Result, cache *engine.Propagators) *stages {
	return &stages{firstStages: &firstStages{m: m, base: base, cache: cache}}
}

// hold takes what the first stages gave for the baseline, as its tables leave it.
func (s *firstStages) hold(tables *Model) {
	key := s.said(tables, activityRests)
	s.activities.of(key, func() (*engine.Activity, error) { return s.base.Activity, nil })
	s.cares.of(key+s.said(tables, careRests), func() (*engine.Care, error) { return s.base.Care, nil })
}

// run runs a model of tables, the first stages only where its tables say something new.
func (s *firstStages) run(tables *Model, model *engine.Model) (*engine.Result, error) {
	activity, care, _, err := s.first(tables, model)
	if err != nil {
		return nil, err
	}
	priced, err := engine.Price(model, activity, care, s.base)
	if err != nil {
		return nil, err
	}
	return engine.Settle(model, activity, care, priced)
}

// first runs the first stages; key is what the tables say that they rest on.
func (s *firstStages) first(tables *Model, model *engine.Model) (activity *engine.Activity, care *engine.Care, key string, err error) {
	key = s.said(tables, activityRests)
	if activity, err = s.activities.of(key, func() (*engine.Activity, error) { return engine.Project(model, s.cache) }); err != nil {
		return nil, nil, key, err
	}
	key += s.said(tables, careRests)
	care, err = s.cares.of(key, func() (*engine.Care, error) { return engine.Provide(model, activity, s.base) })
	return activity, care, key, err
}

// simulate runs a model, stage by stage, each only where its tables say something new; shadow
// says whether anybody looks at the shadow schedules.
func (s *stages) simulate(tables *Model, shadow bool) (*engine.Result, error) {
	model, err := Compile(tables)
	if err != nil {
		return nil, err
	}
	if !shadow {
		for i := range model.Contracts {
			for k := range model.Contracts[i].Agreements {
				model.Contracts[i].Agreements[k].Value.Shadow = nil
			}
		}
	}
	activity, care, key, err := s.first(tables, model)
	if err != nil {
		return nil, err
	}
	key += s.said(tables, priceRests)
	priced, err := s.prices.of(key, func() ([]engine.PricedContract, error) { return engine.Price(model, activity, care, s.base) })
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
	activityRests = []rest{{"model", nil}, {"currencies", nil}, {"contracts", []string{"contract"}}, {"caseload", nil}, {"moves", nil}, {"activity", nil}, {"market", nil}, {"recovery", nil}}
	careRests     = []rest{{"contracts", []string{"contract", "provider"}}, {"providers", nil}, {"resources", nil}, {"packages", nil}, {"budgets", nil}, {"uplifts", nil},
		{"rationing", nil}, {"stand_ins", nil}}
	priceRests = []rest{{"contracts", []string{"contract", FromColumn, "provider", "schedule", "annual_value", "uplift", "plan", "shadow_schedule"}},
		{"schedules", nil}, {"prices", nil}, {"plan", nil}, {"reallocation", nil}, {"reviews", nil}}
)

// said is what tables say that a stage rests on, as text: the same where they say the same.
// A table that matters as a whole and that no change has touched says nothing; of others a row
// that says what the one before it does says nothing.
func (s *firstStages) said(tables *Model, rests []rest) string {
	var all, line []byte
	for _, r := range rests {
		all = append(append(all, r.table...), '\n')
		table := tables.find(r.table)
		if table == nil || r.columns == nil && table == s.m.find(r.table) {
			continue
		}
		var before []byte
		for _, row := range table.Rows {
			line = line[:0]
			for at := range table.Schema.Columns {
				name := table.Schema.Columns[at].Name
				if r.columns == nil && describes(name) || r.columns != nil && !slices.Contains(r.columns, name) {
					continue
				}
				line = append(append(line, row.Cells[at]...), 0)
			}
			if line = append(line, '\n'); !bytes.Equal(line, before) {
				all = append(all, line...)
			}
			before = append(before[:0], line...)
		}
	}
	return string(all)
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
