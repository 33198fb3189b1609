package scenarios

import (
	"slices"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// CutAgainstBaseline says whether something is cut in a scenario of the study that is not in its
// baseline: a line of a cut takes effect, staff, beds, an annual value or a price are lower than
// the baseline has them in any month, or prices and values grow by less (docs/methods.md, "A
// cut, four ways").
func (s *Study) CutAgainstBaseline(scenario int) bool {
	of, base := &s.Scenarios[scenario], &s.Scenarios[s.Baseline]
	if slices.ContainsFunc(of.Changes, func(c Change) bool { return c.Cut != "" && !base.cuts(c) }) {
		return true
	}
	for _, schema := range allSchemas {
		columns := cutColumns[schema.Table]
		if schema.Table == "uplifts" {
			columns = []string{"net"}
		}
		was, is := base.Tables.Table(schema.Table), of.Tables.Table(schema.Table)
		for _, column := range columns {
			if lowered(was, is, column) {
				return true
			}
		}
	}
	return false
}

// cuts says whether a scenario makes a line of a cut in the same month too.
func (s *Scenario) cuts(line Change) bool {
	return slices.ContainsFunc(s.Changes, func(c Change) bool {
		return c.Cut == line.Cut && c.Line == line.Line && c.From == line.From && c.Value == line.Value && c.Where == line.Where
	})
}

// lowered says whether a column holds less in any month, of rows that both tables have.
func lowered(was, is *Table, column string) bool {
	if was == is || len(is.Rows) > 0 && len(was.Rows) > 0 && &was.Rows[0] == &is.Rows[0] {
		return false
	}
	before := map[string][]int{} // rows by their key without from
	for row := range was.Rows {
		before[was.undated(row)] = append(before[was.undated(row)], row)
	}
	now := map[string][]int{}
	for row := range is.Rows {
		now[is.undated(row)] = append(now[is.undated(row)], row)
	}
	for row := range is.Rows {
		key := is.undated(row)
		if before[key] == nil {
			continue
		}
		if holds, held := is.amount(row, column), was.amountAt(before[key], is.begins(row), column); less(holds, held, column) {
			return true
		}
	}
	for row := range was.Rows { // what a row of the baseline begins may have been left out
		key := was.undated(row)
		if now[key] == nil {
			continue
		}
		if holds, held := is.amountAt(now[key], was.begins(row), column), was.amount(row, column); less(holds, held, column) {
			return true
		}
	}
	return false
}

// less says whether an amount is below another; a capacity that nobody had stated is above all.
func less(is, was *decimal.Decimal, column string) bool {
	if is == nil {
		return false
	}
	return was == nil && column == "capacity" || was != nil && is.LessThan(*was)
}

// amount is a cell as a number; of uplifts what is left of them, and of a share that is not
// stated all. It is nil for none.
func (t *Table) amount(row int, column string) *decimal.Decimal {
	text := t.Cell(row, column)
	switch {
	case column == "available_share" && text == "":
		text = allAvailable
	case column == "net" && text == "":
		net := numberOr(t.Cell(row, "cost_uplift"), decimal.Zero).Sub(numberOr(t.Cell(row, "efficiency"), decimal.Zero))
		return &net
	}
	return number(text)
}

// amountAt is the amount that holds of rows in a month: that of the last one to begin by then.
func (t *Table) amountAt(rows []int, month tariff.Month, column string) *decimal.Decimal {
	latest := -1
	for _, row := range rows {
		if t.begins(row) <= month && (latest < 0 || t.begins(row) >= t.begins(latest)) {
			latest = row
		}
	}
	if latest < 0 {
		return nil
	}
	return t.amount(latest, column)
}

// begins is the month from which a row holds, 0 for the start.
func (t *Table) begins(row int) tariff.Month {
	from := t.Cell(row, FromColumn)
	if from == "" {
		return 0
	}
	return month(from)
}

// undated is a row's key without the month from which it holds.
func (t *Table) undated(row int) string {
	key := ""
	for _, name := range t.Schema.Key {
		if name != FromColumn {
			key += t.Cell(row, name) + "\x00"
		}
	}
	return key
}
