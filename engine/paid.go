package engine

import (
	"slices"

	"parity/tariff"
)

// paidActivity is one contract's activity as it is paid for: acts as delivered, presence
// as the caseload is, review periods as far as they are in date, and all of it by the right
// currency where people are recorded in another.
type paidActivity struct {
	currencies   []Currency
	start        tariff.Month // of the run
	activity     *ContractActivity
	contract     int
	reallocation []Reallocation
	reviews      []Reviews
	// ratio is delivered over asked, by currency and measure, where capacity was short.
	ratio map[unitAt][]float64
}

// unitAt is a currency's measure, by index.
type unitAt struct {
	currency int
	measure  tariff.Measure
}

func newPaidActivity(m *Model, activity *Activity, care *Care, contract int) *paidActivity {
	p := &paidActivity{currencies: m.Currencies, start: m.Start, activity: &activity.Contracts[contract], contract: contract,
		reallocation: m.Contracts[contract].Reallocation, reviews: m.Contracts[contract].Reviews, ratio: map[unitAt][]float64{}}
	for l := range care.Lines {
		line := &care.Lines[l]
		if line.Contract == contract {
			p.limit(m, care, line)
		}
	}
	return p
}

// limit lowers the delivered ratio of the acts whose packages ask a resource that was
// short: an act needs all that it asks, so the smallest ratio holds. Packages that ask
// nothing in a month, or are another provider's own, limit nothing.
func (p *paidActivity) limit(m *Model, care *Care, line *CareLine) {
	if !slices.ContainsFunc(line.NotDelivered, func(short tariff.Quantity) bool { return short != 0 }) {
		return
	}
	resource := care.Resources[line.Provided]
	key := m.Resources[resource.Resource].Key
	for k := range m.Packages {
		pack := &m.Packages[k]
		if pack.Currency != line.Currency || pack.Resource != key || !pack.Per.IsAct() || !m.Holds(pack, resource.Provider) {
			continue
		}
		ratio := p.ratio[unitAt{line.Currency, pack.Per}]
		for i, asked := range line.Asked {
			if line.NotDelivered[i] == 0 {
				continue
			}
			if each, _ := pack.Quantity.At(m.Month(i)); each == 0 {
				continue
			}
			if ratio == nil {
				ratio = slices.Repeat([]float64{1}, m.Months)
				p.ratio[unitAt{line.Currency, pack.Per}] = ratio
			}
			ratio[i] = min(ratio[i], line.Delivered[i].Units()/asked.Units())
		}
	}
}

// quantity is what is paid for of a unit in a month: of the people recorded in the currency
// those who belong there, and those who are recorded elsewhere and belong here.
func (p *paidActivity) quantity(currency int, measure tariff.Measure, covers tariff.Covers, month int) tariff.Quantity {
	quantity := p.recorded(currency, measure, covers, month)
	for k := range p.reallocation {
		switch currency {
		case p.reallocation[k].Recorded:
			quantity -= p.reallocated(k, measure, covers, month)
		case p.reallocation[k].Right:
			quantity += p.reallocated(k, measure, covers, month)
		}
	}
	return quantity
}

// recorded is what would be paid for of a unit in a month if everybody belonged where they
// are recorded: acts as delivered, review periods as far as they are in date. A price that
// covers the community alone pays the share that is not admitted (docs/methods.md,
// "Measures", "Reviews in date").
func (p *paidActivity) recorded(currency int, measure tariff.Measure, covers tariff.Covers, month int) tariff.Quantity {
	activity := p.activity.find(currency)
	if activity == nil || activity.Measures[measure] == nil {
		return 0
	}
	units := activity.Measures[measure][month].Units()
	if covers == tariff.Community && activity.AdmittedShare != nil {
		units *= 1 - activity.AdmittedShare[month]
	}
	if measure == tariff.Period {
		units *= p.inDate(currency, month)
	}
	quantity := tariff.RoundQuantity(units)
	if ratio := p.ratio[unitAt{currency, measure}]; ratio != nil && ratio[month] < 1 {
		quantity = tariff.RoundQuantity(quantity.Units() * ratio[month])
	}
	return quantity
}

// quantityOf is quantity for a currency by key, 0 where the model has none such.
func (p *paidActivity) quantityOf(key string, measure tariff.Measure, covers tariff.Covers, month int) tariff.Quantity {
	for i := range p.currencies {
		if p.currencies[i].Key == key {
			return p.quantity(i, measure, covers, month)
		}
	}
	return 0
}

// reallocatedTo lists the currencies that people recorded in another belong in.
func (p *paidActivity) reallocatedTo() []int {
	var currencies []int
	for _, row := range p.reallocation {
		if p.activity.find(row.Recorded) != nil {
			currencies = append(currencies, row.Right)
		}
	}
	return currencies
}

// find is the activity of a currency, nil where the contract has none.
func (a *ContractActivity) find(currency int) *CurrencyActivity {
	for i := range a.Currencies {
		if a.Currencies[i].Currency == currency {
			return &a.Currencies[i]
		}
	}
	return nil
}
