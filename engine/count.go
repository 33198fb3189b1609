package engine

import (
	"fmt"
	"math"

	"parity/tariff"
)

// mostUnits is the largest quantity a month that is counted: far beyond any service, and
// small enough for a financial year of it to stay exact in thousandths.
const mostUnits = 1e12

// counted rounds what flowed in each month to thousandths.
func counted(what string, flowed []float64) ([]tariff.Quantity, error) {
	quantities := make([]tariff.Quantity, len(flowed))
	for i, x := range flowed {
		if !(math.Abs(x) <= mostUnits) {
			return nil, fmt.Errorf("%s come to %v in month %d of the run, too many to count; look at starts, growth and opening", what, x, i+1)
		}
		quantities[i] = tariff.RoundQuantity(x)
	}
	return quantities, nil
}

// countCaseload rounds one currency's caseload to thousandths and works out the measures
// that follow from it. Starts, people and days are by month, unrounded; people are those
// at each month's end; who came and went otherwise is rounded already. Discharges are the
// residual.
func countCaseload(m *Model, c Caseload, starts, people, days []float64, went wentBetween) (CurrencyActivity, error) {
	activity := CurrencyActivity{
		Currency: c.Currency, Projected: true,
		MoveIn: went.moveIn, MoveOut: went.moveOut, Discharge: make([]tariff.Quantity, m.Months),
		TransferIn: went.transferIn, TransferOut: went.transferOut,
		AdmittedShare: make([]float64, m.Months),
	}
	admitted, assessments := make([]float64, m.Months), make([]float64, m.Months)
	for i := range m.Months {
		flow := c.flowAt(m.Month(i))
		activity.AdmittedShare[i] = flow.AdmittedShare
		admitted[i] = days[i] * flow.AdmittedShare
		assessments[i] = starts[i] * flow.AssessmentsPerStart
	}
	opening, err := counted("people", []float64{c.Opening})
	if err != nil {
		return activity, err
	}
	activity.Opening = opening[0]
	measures := &activity.Measures
	for _, part := range []struct {
		measure tariff.Measure
		what    string
		flowed  []float64
	}{
		{tariff.Person, "people", people},
		{tariff.Day, "days", days},
		{tariff.AdmittedDay, "admitted days", admitted},
		{tariff.Start, "starts", starts},
		{tariff.Assessment, "assessments", assessments},
		{tariff.YearOfCare, "years", personYears(m, days)},
	} {
		if measures[part.measure], err = counted(part.what, part.flowed); err != nil {
			return activity, err
		}
	}
	measures[tariff.CommunityDay] = make([]tariff.Quantity, m.Months)
	measures[tariff.Entry] = make([]tariff.Quantity, m.Months)
	before := activity.Opening
	for i := range m.Months {
		measures[tariff.CommunityDay][i] = measures[tariff.Day][i] - measures[tariff.AdmittedDay][i]
		measures[tariff.Entry][i] = measures[tariff.Start][i] + went.moveIn[i] + at(went.transferIn, i)
		activity.Discharge[i] = before + measures[tariff.Entry][i] - went.moveOut[i] - at(went.transferOut, i) - measures[tariff.Person][i]
		before = measures[tariff.Person][i]
	}
	return activity, nil
}

// wentBetween is who came to a currency of a contract and went from it, by month: from and to
// other currencies, and from and to other contracts, nil where nobody does.
type wentBetween struct{ moveIn, moveOut, transferIn, transferOut []tariff.Quantity }

// at is a month of a series, 0 where there is none.
func at(series []tariff.Quantity, i int) tariff.Quantity {
	if series == nil {
		return 0
	}
	return series[i]
}

// personYears are person-days over the days of the financial year they fall in.
func personYears(m *Model, days []float64) []float64 {
	years := make([]float64, len(days))
	for i := range days {
		years[i] = days[i] / float64(m.Month(i).Year().Days())
	}
	return years
}

// monthDays are the true lengths of the run's months.
func (m *Model) monthDays() []int {
	days := make([]int, m.Months)
	for i := range days {
		days[i] = m.Month(i).Days()
	}
	return days
}
