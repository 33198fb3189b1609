package estimated

import (
	"errors"
	"slices"
	"strings"

	"parity/scenarios"
)

// Unfit is a scenario or an uncertain parameter of the base that does not go with the caseload
// of the records, and why.
type Unfit struct{ Name, Why string }

// fit keeps of the base's scenarios those that run on the caseload of the records, and of its
// uncertain parameters those that draw something there. The error is that its baseline does not
// run, or that what was estimated cannot be drawn. A large caseload takes its time to be run, so that
// all is tried at once first.
func (b *builder) fit() (*scenarios.Model, error) {
	var every []string
	for t, row := b.base.Table("scenarios"), 0; row < len(t.Rows); row++ {
		every = append(every, t.Cell(row, "scenario"))
	}
	if whole := b.model(every, b.parameters, true); drawable(whole) == nil {
		return whole, nil
	}
	baseline := scenarios.BaselineOf(b.base)
	kept := b.ancestry(baseline)
	if err := runs(b.model(kept, nil, false), baseline); err != nil {
		return nil, err
	}
	for _, name := range every {
		if slices.Contains(kept, name) {
			continue
		}
		lineage := b.ancestry(name)
		if lacking := slices.IndexFunc(lineage, func(needed string) bool { return needed != name && !slices.Contains(kept, needed) }); lacking >= 0 {
			b.written.Scenarios = append(b.written.Scenarios, Unfit{name, "it is based on " + lineage[lacking]})
			continue
		}
		if err := runs(b.model(append(slices.Clone(kept), name), nil, false), name); err != nil {
			b.written.Scenarios = append(b.written.Scenarios, Unfit{name, first(err)})
			continue
		}
		kept = append(kept, name)
	}
	all := b.model(kept, b.parameters, true)
	if drawable(all) == nil {
		return all, nil
	}
	var drawn []string
	for _, name := range b.parameters {
		if err := drawable(b.model(kept, append(slices.Clone(drawn), name), false)); err != nil {
			b.written.Parameters = append(b.written.Parameters, Unfit{name, first(err)})
			continue
		}
		drawn = append(drawn, name)
	}
	all = b.model(kept, drawn, true)
	return all, drawable(all)
}

// model is the tables in their order, with some of the base's scenarios and parameters, and
// with the uncertainty of what was estimated or without.
func (b *builder) model(kept, drawn []string, estimates bool) *scenarios.Model {
	m := &scenarios.Model{Name: b.base.Name, Warnings: b.base.Warnings}
	in := func(names []string, column string) func(*scenarios.Table, int) bool {
		return func(t *scenarios.Table, row int) bool { return slices.Contains(names, t.Cell(row, column)) }
	}
	groups := map[string]bool{}
	for _, schema := range scenarios.Schemas() {
		t := &scenarios.Table{Schema: b.base.Table(schema.Table).Schema, Place: schema.Table}
		switch schema.Table {
		case "scenarios", "changes":
			t.Rows = rowsOf(b.base.Table(schema.Table), in(kept, "scenario"))
		case "uncertainty":
			t.Rows = rowsOf(b.base.Table(schema.Table), in(drawn, "parameter"))
		case "correlations":
			t.Rows = rowsOf(b.base.Table(schema.Table), func(t *scenarios.Table, row int) bool {
				return groups[t.Cell(row, "group_a")] && groups[t.Cell(row, "group_b")]
			})
		default:
			estimates := b.tables[schema.Table]
			if estimates == nil {
				continue
			}
			t = estimates
		}
		if added := b.tables[schema.Table]; added != nil && added != t && estimates {
			t.Rows = append(t.Rows, added.Rows...)
		}
		for row := range t.Rows {
			if schema.Table == "uncertainty" {
				groups[t.Cell(row, "group")] = true
			}
		}
		if len(t.Rows) > 0 {
			m.Tables = append(m.Tables, t)
		}
	}
	return m
}

func rowsOf(t *scenarios.Table, keep func(*scenarios.Table, int) bool) []scenarios.Row {
	var rows []scenarios.Row
	for row := range t.Rows {
		if keep(t, row) {
			rows = append(rows, t.Rows[row])
		}
	}
	return rows
}

// ancestry is a scenario, or those that are stacked, with all they are based on.
func (b *builder) ancestry(name string) []string {
	t := b.base.Table("scenarios")
	var names []string
	var add func(stack string)
	add = func(stack string) {
		for part := range strings.SplitSeq(stack, "+") {
			part = strings.TrimSpace(part)
			for row := range t.Rows {
				if t.Cell(row, "scenario") == part && !slices.Contains(names, part) {
					names = append(names, part)
					add(t.Cell(row, "based_on"))
				}
			}
		}
	}
	add(name)
	return names
}

// first is what is wrong, without what else is.
func first(err error) string {
	var faults scenarios.Faults
	if errors.As(err, &faults) && len(faults.Hard()) > 0 {
		return faults.Hard()[0].String()
	}
	return err.Error()
}

// runs says what keeps a scenario from being run.
func runs(m *scenarios.Model, scenario string) error {
	_, err := scenarios.Simulate(m, scenarios.Selection{Scenarios: []string{scenario}, Baseline: scenario})
	return err
}

// drawable says what keeps a model from being drawn in all its scenarios.
func drawable(m *scenarios.Model) error {
	study, err := scenarios.Simulate(m, scenarios.Selection{})
	if err != nil {
		return err
	}
	_, err = scenarios.NewUncertainty(study)
	return err
}
