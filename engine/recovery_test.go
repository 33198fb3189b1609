package engine

import (
	"testing"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// A block of 1,200,000 a year of which a tenth is withheld for two measures; 40 people finish
// each month, half are claimed as recovered and a quarter of those come back.
func TestRecoveryByHand(t *testing.T) {
	m := service(10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10)
	contract := &m.Contracts[0]
	m.Currencies = append(m.Currencies, Currency{Key: "step"})
	contract.Caseload = []Caseload{{Currency: 1, Opening: 100, Flow: tariff.Always(Flow{StartsPerMonth: 40, MeanStayDays: 60})}}
	contract.Recoveries = []Recovery{{Currency: 1, Rows: tariff.Always(RecoveryRow{Rate: 0.5, ReturnRate: 0.25, Measure: "recovery"})}}
	contract.Terms = []tariff.Step{{Number: 1, Terms: tariff.Always(tariff.Term{Kind: tariff.Withhold, Settle: tariff.Yearly, Share: *stated("0.1")})}}
	contract.Outcomes = []tariff.Outcome{
		{Name: "recovery", Rows: tariff.Always(tariff.OutcomeRow{Weight: *stated("0.6"), Score: stated("0.8")})},
		{Name: "waiting", Rows: tariff.Always(tariff.OutcomeRow{Weight: *stated("0.4"), Score: stated("0.5")})},
	}
	r := run(t, m, nil)
	line := r.Contracts[0].Recoveries[0]
	discharged := r.Activity.Contracts[0].find(1).Discharge
	var finished, recovered, lasting tariff.Quantity
	for i := range m.Months {
		if line.Finished[i] != discharged[i] || line.Recovered[i] != tariff.RoundQuantity(discharged[i].Units()/2) ||
			line.Lasting[i] != tariff.RoundQuantity(line.Recovered[i].Units()*0.75) {
			t.Errorf("month %d: %v finish, %v recover, %v do not come back, of %v discharged", i, line.Finished[i], line.Recovered[i], line.Lasting[i], discharged[i])
		}
		finished, recovered, lasting = finished+line.Finished[i], recovered+line.Recovered[i], lasting+line.Lasting[i]
	}
	totals, known := RecoveryOf(r)
	if !known || totals.Finished != finished || totals.Recovered != recovered || totals.Lasting != lasting {
		t.Errorf("totals %+v; want %v, %v, %v", totals, finished, recovered, lasting)
	}
	// Earned 0.6 x 0.8 + 0.4 x 0.5 = 0.68; 120,000 x 0.32 is lost. With recoveries that last
	// 0.6 x 0.8 x 0.75 + 0.2 = 0.56, but for the thousandths in which people are counted.
	if totals.Outcomes != tariff.Pence(-38_400_00) || totals.Income != tariff.Pence(1_161_600_00) || !totals.AtStake {
		t.Errorf("outcomes %v of income %v", totals.Outcomes, totals.Income)
	}
	if diff := (totals.LastingIncome - totals.Income).Decimal(); diff.Add(decimal.NewFromInt(14_400)).Abs().GreaterThan(decimal.NewFromInt(2)) {
		t.Errorf("if only lasting recoveries counted the payment changes by %v, want -14,400", diff)
	}
	if facts := factsOf(r, ItemIfLasting); facts != totals.LastingIncome {
		t.Errorf("facts of what is paid if only lasting recoveries count come to %v, want %v", facts, totals.LastingIncome)
	}
	if totals.PaidAgain != 0 {
		t.Errorf("a block pays %v for people who come back", totals.PaidAgain)
	}
}

// Under activity payment whoever comes back is paid for again: as much as others in the currency.
func TestPeopleWhoComeBackArePaidAgain(t *testing.T) {
	m := service(10, 10, 10)
	m.Months = 3
	contract := &m.Contracts[0]
	contract.Given = nil
	contract.Caseload = []Caseload{{Currency: 0, Opening: 80, Flow: tariff.Always(Flow{StartsPerMonth: 40, MeanStayDays: 60})}}
	contract.Recoveries = []Recovery{{Currency: 0, Rows: tariff.Always(RecoveryRow{Rate: 0.5, ReturnRate: 0.2})}}
	price := *stated("300")
	schedule := &tariff.Schedule{Name: "local", MFFBase: decimal.NewFromInt(1), Places: 2, Units: []tariff.UnitPrices{{
		Unit: tariff.Unit{Currency: "X", Measure: tariff.Start}, Rows: tariff.Always(tariff.PriceRow{Price: &price, PriceBase: m.Start, Covers: tariff.All}),
	}}}
	contract.Agreements = tariff.Always(tariff.Agreement{Form: tariff.Activity, Schedule: schedule, Plan: tariff.PlanBaseline})
	result := run(t, m, nil)
	totals, _ := RecoveryOf(result)
	if facts := factsOf(result, ItemPaidAgain); facts != totals.PaidAgain {
		t.Errorf("facts of what is paid again come to %v, want %v", facts, totals.PaidAgain)
	}
	if totals.Income != 3*40*300_00 || totals.AtStake || totals.LastingIncome != totals.Income {
		t.Errorf("totals %+v", totals)
	}
	if again := totals.PaidAgain.Pounds(); again < 3599 || again > 3601 { // a tenth of 36,000
		t.Errorf("paid again %v, want a tenth of 36,000", again)
	}
}

// factsOf adds up what a result's facts have of an item of money.
func factsOf(r *Result, item string) (sum tariff.Pence) {
	for fact := range r.Facts() {
		if fact.Item == item {
			sum += tariff.RoundPence(fact.Value.Decimal())
		}
	}
	return sum
}
