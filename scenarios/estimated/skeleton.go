package estimated

import (
	"slices"
	"strconv"

	"parity/scenarios"
)

const (
	toFillIn       = "to-fill-in" // the schedule of a skeleton
	skeletonMonths = 12
)

// skeleton writes what a model needs beside its caseload, without inventing a figure: contracts
// that pay by activity at prices that are missing. Results say so and never take them for
// nothing.
func (b *builder) skeleton() {
	source := b.source(b.Records)
	for _, setting := range []struct{ key, value, evidence, note string }{
		{scenarios.KeyTitle, "Caseload from " + b.Records.Name, estimatedFromRecords, ""},
		{scenarios.KeyStart, b.Opening.String(), estimatedFromRecords, "The month as which begins the opening caseload is counted"},
		{scenarios.KeyMonths, strconv.Itoa(skeletonMonths), assumedEvidence, "To be changed: how many months are projected"},
	} {
		if b.base.Setting(setting.key) == "" {
			b.add("model", map[string]string{"key": setting.key, "value": setting.value, "evidence": setting.evidence, "source": source, "note": setting.note})
		}
	}
	fillIn := map[string]string{"evidence": missingEvidence, "note": "To be filled in"}
	with := func(cells map[string]string) map[string]string {
		for column, text := range fillIn {
			cells[column] = text
		}
		return cells
	}
	for _, pair := range b.pairs() {
		b.know("providers", "provider", pair[0])
		b.know("commissioners", "commissioner", pair[1])
		b.add("contracts", map[string]string{"contract": b.contract[pair], "provider": pair[0], "commissioner": pair[1], "payment": "activity", "schedule": toFillIn,
			"evidence": missingEvidence, "note": "To be filled in: the form of payment, and a block's annual_value. Paid by activity until then, at prices that are missing"})
	}
	b.add("schedules", with(map[string]string{"schedule": toFillIn, "title": "Prices to be filled in", "basis": "local"}))
	var priced []string
	caseload := b.tables["caseload"]
	for row := 0; caseload != nil && row < len(caseload.Rows); row++ {
		if currency := caseload.Cell(row, "currency"); !slices.Contains(priced, currency) {
			priced = append(priced, currency)
			b.add("prices", with(map[string]string{"schedule": toFillIn, "currency": currency, "measure": "day"}))
		}
	}
	currencies := b.base.Table("currencies")
	for _, code := range priced {
		known := false
		for row := range currencies.Rows {
			known = known || currencies.Cell(row, "currency") == code
		}
		if !known {
			b.add("currencies", map[string]string{"currency": code, "evidence": estimatedFromRecords, "source": source, "note": "As the records have it; its name and review period are to be filled in"})
		}
	}
}

// know adds a provider or commissioner that the base does not have.
func (b *builder) know(table, column, code string) {
	if t := b.tables[table]; t != nil {
		for row := range t.Rows {
			if t.Cell(row, column) == code {
				return
			}
		}
	}
	b.add(table, map[string]string{column: code, "evidence": missingEvidence, "source": b.source(b.Records), "note": "As the records have it; the rest is to be filled in"})
}
