package records

import (
	"slices"

	"parity/tariff"
)

// lacks are the months of groups in which a record was refused, by what would have priced it.
type lacks map[lack]struct{}

type lack struct {
	group   uint64 // as keyOf has it
	month   int16
	measure tariff.Measure // that the record states, or unstated
}

// unstated is the measure of a record that states none.
const unstated = tariff.Measure(tariff.MeasureCount)

// Lack remembers that a record was refused, so that the totals it would be part of are known not
// to be of all records (Total.Lacks).
func (t *Totals) Lack(r *Record) {
	if t.list.outside(r) {
		return
	}
	w := t.list.Window
	first, last := max(r.Start.Month(), w.From), r.Start.Month()
	if !r.Act() && r.Start != r.End {
		if _, end, some := w.clip(r.Start, r.End); some {
			last = end.AddDays(-1).Month()
		}
	}
	measure := unstated
	if r.Stated {
		measure = r.Measure
	}
	if t.lacks == nil {
		t.lacks = lacks{}
	}
	for month := first; month <= last; month++ {
		t.lacks[lack{keyOf(r.Provider, r.Commissioner, r.Currency), int16(month - w.From), measure}] = struct{}{}
	}
}

// of says whether a group's month and measure is without a record: one that states the measure,
// or one that states none, where dates give it.
func (l lacks) of(group uint64, month int, measure tariff.Measure) bool {
	if _, refused := l[lack{group, int16(month), measure}]; refused || !slices.Contains(fromDates[:], measure) {
		return refused
	}
	_, refused := l[lack{group, int16(month), unstated}]
	return refused
}

// Coarse is the total as it is published: its quantity to the nearest that FewPeople people come
// to in the month, each with all its days, or to the nearest FewPeople of what is not counted in
// days; and what that quantity costs. It is nothing where that is the nearest.
func (t *Total) Coarse() (tariff.Quantity, tariff.Pence, error) {
	m := &t.rate.months[t.at]
	step := int64(FewPeople * thousandths)
	if t.rate.daily {
		step *= int64(DaysOf(t.Month))
	}
	quantity := tariff.Quantity(rounded(int64(t.raw), step) * step)
	value, err := tariff.Line(quantity, m.price.Price, m.factor)
	return tariff.Quantity(rounded(int64(quantity), int64(m.parts))), value, err
}
