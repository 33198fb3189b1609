package engine

import (
	"errors"
	"fmt"
	"slices"

	"parity/tariff"
)

// givable are the measures that activity may be given for; the others follow from them or
// from a caseload.
var givable = []tariff.Measure{
	tariff.Day, tariff.AdmittedDay, tariff.CommunityDay, tariff.Start, tariff.Assessment,
	tariff.Period, tariff.Contact, tariff.BedDay,
}

// givenUnder is the activity that is given for each of the contracts that people go between,
// once what is let has gone to the entrants: of people and days the part of the caseload that
// has passed over, of everything else the share of starts.
func (m *Model) givenUnder(contracts []int) [][]Given {
	given := make([][]Given, len(contracts))
	for k, contract := range contracts {
		given[k] = slices.Clone(m.Contracts[contract].Given)
	}
	for _, row := range m.Contracts[contracts[0]].Given {
		markets := m.let(contracts[0], row.Currency)
		if len(markets) == 0 || len(row.Quantity) != m.Months {
			continue
		}
		kept := slices.Clone(row.Quantity)
		for _, market := range markets {
			goes := make([]tariff.Quantity, m.Months)
			for i := range goes {
				goes[i] = min(kept[i], tariff.RoundQuantity(row.Quantity[i].Units()*market.GivenShare(m, row.Measure, i)))
				kept[i] -= goes[i]
			}
			to := slices.Index(contracts, market.To)
			given[to] = append(given[to], Given{row.Currency, row.Measure, goes})
		}
		at := slices.IndexFunc(given[0], func(g Given) bool { return g.Currency == row.Currency && g.Measure == row.Measure })
		given[0][at].Quantity = kept
	}
	return given
}

// addGiven puts activity that is given beside what is projected. Each measure stands alone,
// but days that are given in both parts make the whole, and days make years of care.
func addGiven(m *Model, given []Given, currencies []CurrencyActivity) ([]CurrencyActivity, error) {
	var faults []error
	for _, row := range given {
		k := slices.IndexFunc(currencies, func(a CurrencyActivity) bool { return a.Currency == row.Currency })
		if k < 0 {
			k = len(currencies)
			currencies = append(currencies, CurrencyActivity{Currency: row.Currency})
		}
		if err := addMeasure(m, row, &currencies[k]); err != nil {
			faults = append(faults, currencyError(m, row.Currency, err))
		}
	}
	for k := range currencies {
		if currencies[k].Projected {
			continue
		}
		if err := wholeDays(m, &currencies[k]); err != nil {
			faults = append(faults, currencyError(m, currencies[k].Currency, err))
		}
	}
	return currencies, errors.Join(faults...)
}

// addMeasure sets one measure of a currency to what is given.
func addMeasure(m *Model, row Given, activity *CurrencyActivity) error {
	switch {
	case !slices.Contains(givable, row.Measure):
		return fmt.Errorf("activity is given for %q; it can be given for one of %v", row.Measure, givable)
	case len(row.Quantity) != m.Months:
		return fmt.Errorf("given %q has %d months; the run has %d", row.Measure, len(row.Quantity), m.Months)
	case activity.Measures[row.Measure] != nil && activity.Projected:
		return fmt.Errorf("%q is given, and the caseload projects it too; take one of them out", row.Measure)
	case activity.Measures[row.Measure] != nil:
		return fmt.Errorf("%q is given twice", row.Measure)
	}
	activity.Measures[row.Measure] = row.Quantity
	return nil
}

// wholeDays works out days from their parts, and years of care from days.
func wholeDays(m *Model, activity *CurrencyActivity) error {
	measures := &activity.Measures
	admitted, community := measures[tariff.AdmittedDay], measures[tariff.CommunityDay]
	if measures[tariff.Day] != nil && (admitted != nil || community != nil) {
		return errors.New("days are given both whole and in part; give the whole, or admitted and community days")
	}
	if admitted != nil && community != nil {
		measures[tariff.Day] = make([]tariff.Quantity, m.Months)
		activity.AdmittedShare = make([]float64, m.Months)
		for i := range m.Months {
			whole := admitted[i] + community[i]
			measures[tariff.Day][i] = whole
			if whole != 0 {
				activity.AdmittedShare[i] = admitted[i].Units() / whole.Units()
			}
		}
	}
	if measures[tariff.Day] == nil {
		return nil
	}
	days := make([]float64, m.Months)
	for i, quantity := range measures[tariff.Day] {
		days[i] = quantity.Units()
	}
	var err error
	measures[tariff.YearOfCare], err = counted("years", personYears(m, days))
	return err
}
