package engine

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"parity/tariff"
)

// Project says what happens under every contract of a model: the caseload simulated or
// grown month by month, and the activity that is given (docs/methods.md, "Caseload" and
// "Review periods"). The cache holds solved flows; share one among the scenarios of a run.
//
// It fails where what the model says cannot be: a stay that is not above zero, shares of
// moves over 1, a number that is none. The error joins every fault found in a contract and
// names contract and currency.
func Project(m *Model, cache *Propagators) (*Activity, error) {
	if err := m.checkMarkets(); err != nil {
		return nil, err
	}
	activity := &Activity{Contracts: make([]ContractActivity, len(m.Contracts))}
	var faults []error
	for _, contracts := range m.Linked() {
		faults = append(faults, projectLinked(m, contracts, activity, cache))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return activity, nil
}

// projectLinked is Project for contracts that people go between.
func projectLinked(m *Model, contracts []int, activity *Activity, cache *Propagators) error {
	flowing, grown := make([][]Caseload, len(contracts)), make([][]Caseload, len(contracts))
	var faults []error
	for k, contract := range contracts {
		var err error
		flowing[k], grown[k], err = splitCaseload(m, &m.Contracts[contract])
		faults = append(faults, inContract(m, contract, err))
	}
	if err := errors.Join(faults...); err != nil {
		return err
	}
	flow, err := newFlow(m, contracts, flowing)
	if err != nil {
		return err
	}
	flow.run(cache)
	if err := flow.count(activity); err != nil {
		return err
	}
	if err := newGrowth(m, contracts, grown).count(activity); err != nil {
		return err
	}
	given := m.givenUnder(contracts)
	for k, contract := range contracts {
		own := &activity.Contracts[contract]
		own.Currencies, err = addGiven(m, given[k], own.Currencies)
		faults = append(faults, inContract(m, contract, err))
		slices.SortFunc(own.Currencies, func(a, b CurrencyActivity) int { return cmp.Compare(a.Currency, b.Currency) })
	}
	return errors.Join(faults...)
}

// splitCaseload checks a contract's caseload and tells the currencies that people flow
// through from those whose caseload is grown.
func splitCaseload(m *Model, contract *Contract) (flowing, grown []Caseload, err error) {
	var faults []error
	seen := map[int]bool{}
	for _, caseload := range contract.Caseload {
		if seen[caseload.Currency] {
			faults = append(faults, currencyError(m, caseload.Currency, errors.New("two caseloads; a contract has one for a currency")))
		}
		seen[caseload.Currency] = true
		if err := checkCaseload(m, caseload); err != nil {
			faults = append(faults, currencyError(m, caseload.Currency, err))
			continue
		}
		if caseload.Flow[0].Value.MeanStayDays > 0 {
			flowing = append(flowing, caseload)
		} else {
			grown = append(grown, caseload)
		}
	}
	return flowing, grown, errors.Join(faults...)
}

// checkCaseload reports what a caseload says that cannot be.
func checkCaseload(m *Model, caseload Caseload) error {
	if len(caseload.Flow) == 0 {
		return errors.New("a caseload without a row; give its starts and its mean stay, or its growth")
	}
	if err := checkNumber("opening", caseload.Opening, 0, math.MaxFloat64); err != nil {
		return err
	}
	flows := caseload.Flow[0].Value.MeanStayDays > 0
	for _, row := range caseload.Flow {
		if err := checkFlow(row.Value); err != nil {
			return fmt.Errorf("the row %s: %w", since(row.From), err)
		}
		if row.From != 0 && row.From >= m.Month(m.Months) {
			continue
		}
		if (row.Value.MeanStayDays > 0) != flows {
			return fmt.Errorf("the row %s: a mean stay in some rows and none in others; people either flow through a currency or its caseload is grown", since(row.From))
		}
	}
	return nil
}

// shortestStay is the shortest mean stay that is simulated, in days: a quarter of an hour.
// The matrix exponential loses digits on rates far above one a minute.
const shortestStay = 0.01

// checkFlow reports numbers that are out of range.
func checkFlow(flow Flow) error {
	if flow.MeanStayDays > 0 && flow.MeanStayDays < shortestStay {
		return fmt.Errorf("mean_stay_days is %v; it must be at least %v, or blank where the caseload is grown", flow.MeanStayDays, shortestStay)
	}
	return errors.Join(
		checkNumber("starts_per_month", flow.StartsPerMonth, 0, math.MaxFloat64),
		checkNumber("growth", flow.Growth, -1, math.MaxFloat64),
		checkNumber("mean_stay_days", flow.MeanStayDays, 0, math.MaxFloat64),
		checkNumber("admitted_share", flow.AdmittedShare, 0, 1),
		checkNumber("assessments_per_start", flow.AssessmentsPerStart, 0, math.MaxFloat64),
	)
}

// checkNumber reports a number outside what is allowed; NaN is outside everything.
func checkNumber(name string, x, least, most float64) error {
	if x >= least && x <= most {
		return nil
	}
	if most == math.MaxFloat64 {
		return fmt.Errorf("%s is %v; it must be a number of at least %v", name, x, least)
	}
	return fmt.Errorf("%s is %v; it must be a number from %v to %v", name, x, least, most)
}

// flowAt is what a caseload says in a month. Before its first row nobody starts, and who is
// there stays as the first row says.
func (c Caseload) flowAt(month tariff.Month) Flow {
	if flow, ok := c.Flow.At(month); ok {
		return flow
	}
	flow := c.Flow[0].Value
	flow.StartsPerMonth, flow.Growth = 0, 0
	return flow
}

// startsByMonth are the people who begin in each month. Growth is yearly and compounds from
// month to month, so that a new growth rate acts from its month on.
func (c Caseload) startsByMonth(m *Model) []float64 {
	starts := make([]float64, m.Months)
	grown := 1.0
	for i := range starts {
		flow := c.flowAt(m.Month(i))
		starts[i] = flow.StartsPerMonth * grown
		grown *= monthlyGrowth(flow.Growth)
	}
	return starts
}

// monthlyGrowth turns a growth a year into a factor a month.
func monthlyGrowth(growth float64) float64 { return math.Pow(1+growth, 1./monthsOfYear) }

const monthsOfYear = 12

// currencyError names the currency a fault was found in.
func currencyError(m *Model, currency int, err error) error {
	return fmt.Errorf("currency %q: %w", m.Currencies[currency].Key, err)
}

func since(month tariff.Month) string {
	if month == 0 {
		return "from the start"
	}
	return "from " + month.String()
}
