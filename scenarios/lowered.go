package scenarios

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// ReadCut is a scenario that cuts something, and the scenario it is read against.
type ReadCut struct{ Scenario, Against int }

// Cuts are the scenarios that cut something: first those that are read against the baseline, then
// by what they are read against.
func (s *Study) Cuts() []ReadCut {
	var cuts []ReadCut
	for i := range s.Scenarios {
		if i == s.Baseline {
			continue
		}
		if against, cut := s.CutFrom(i); cut {
			cuts = append(cuts, ReadCut{i, against})
		}
	}
	place := func(c ReadCut) int {
		if c.Against == s.Baseline {
			return -1
		}
		return c.Against
	}
	slices.SortStableFunc(cuts, func(a, b ReadCut) int { return cmp.Compare(place(a), place(b)) })
	return cuts
}

// CutFrom finds what a scenario's cuts are read against: of the scenarios of the study whose
// changes it makes too, and against which it cuts something, the one that comes nearest, as what
// it is based on; else the baseline. It is false where nothing is cut (docs/methods.md, "A cut,
// four ways").
func (s *Study) CutFrom(scenario int) (against int, cuts bool) {
	of, nearest := &s.Scenarios[scenario], -1
	for i := range s.Scenarios {
		if before := &s.Scenarios[i]; i != scenario && before.within(of) && of.cutsAgainst(before) {
			nearer := nearest < 0 || len(before.Changes) > len(s.Scenarios[nearest].Changes)
			if nearer || i == s.Baseline && len(before.Changes) == len(s.Scenarios[nearest].Changes) {
				nearest = i
			}
		}
	}
	if nearest >= 0 {
		return nearest, true
	}
	return s.Baseline, of.cutsAgainst(&s.Scenarios[s.Baseline])
}

// within says whether another scenario makes all changes of this one too, in their order.
func (s *Scenario) within(other *Scenario) bool {
	made := 0
	for k := range other.Changes {
		if made < len(s.Changes) && s.Changes[made].sameLine(&other.Changes[k]) {
			made++
		}
	}
	return made == len(s.Changes)
}

// sameLine says whether two are one line of a change, and of a cut in one month.
func (c *Change) sameLine(other *Change) bool {
	return c.Line == other.Line && c.Change == other.Change && c.Scenario == other.Scenario && c.Where == other.Where && c.From == other.From && c.Cut == other.Cut
}

// cutsAgainst says whether something is cut in a scenario that is not in another: a line of a
// cut takes effect, staff, beds, an annual value or a price are lower than the other has them in
// any month, or prices and values grow by less.
func (s *Scenario) cutsAgainst(other *Scenario) bool {
	if slices.ContainsFunc(s.Changes, func(c Change) bool { return c.Cut != "" && !other.cuts(c) }) {
		return true
	}
	for _, schema := range allSchemas {
		columns := cutColumns[schema.Table]
		if schema.Table == "uplifts" {
			columns = []string{"net"}
		}
		was, is := other.Tables.Table(schema.Table), s.Tables.Table(schema.Table)
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
