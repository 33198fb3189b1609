package reports

import (
	"fmt"
	"slices"

	"parity/engine/records"
	"parity/tariff"
)

// publishable is whether a row may be published; of two rows of a cell the higher holds.
type publishable int8

const (
	enough  publishable = iota
	few                 // it stands for too few people
	partial             // not all records that it would be of have a price
)

// coarsen makes a row what is published of a total.
func (r *PricedRow) coarsen(t *records.Total) {
	quantity, value, err := t.Coarse()
	switch {
	case t.Lacks:
		r.kept = partial
	case err != nil || quantity == 0 || t.People < records.FewPeople:
		r.kept = few
	}
	r.Quantity, r.Value = quantity, value
}

// withhold takes out every row of a provider, commissioner, currency and month where one of
// them may not be published (docs/methods.md, "Records for publication").
func (p *PricedRecords) withhold() {
	type cell struct {
		provider, commissioner, currency string
		month                            tariff.Month
	}
	of := func(r *PricedRow) cell { return cell{r.Provider, r.Commissioner, r.Currency, r.Month} }
	worst := map[cell]publishable{}
	for i := range p.Rows {
		if r := &p.Rows[i]; r.kept != enough {
			worst[of(r)] = max(worst[of(r)], r.kept)
		}
	}
	p.Rows = slices.DeleteFunc(p.Rows, func(r PricedRow) bool { return worst[of(&r)] != enough })
	for _, why := range worst {
		if why == partial {
			p.Partial++
		} else {
			p.Withheld++
		}
	}
}

// Publication says what a publication leaves out, and how coarse the rest is.
func (p *PricedRecords) Publication() []string {
	said := []string{fmt.Sprintf("Provider, commissioner, currency and month of fewer than %d people are left out (%s), and no total counts them.", records.FewPeople, counted(p.Withheld, "cell"))}
	if p.Partial > 0 {
		said = append(said, fmt.Sprintf("%s left out because a record in them has no price: of a cell everything is published or nothing, whatever the schedule.", countedAs(p.Partial, "cell more is", "cells more are")))
	}
	return append(said, fmt.Sprintf("Quantities are to the nearest that %d people come to in the month (days), or to the nearest %d of what is counted one by one, and income is what these cost; months side by side do not show who came or went.",
		records.FewPeople, records.FewPeople))
}
