package tariff_test

import (
	"slices"
	"testing"

	"parity/tariff"
)

func TestABackDatedUpliftIsPaidAsArrearsWhenItIsPublished(t *testing.T) {
	// 100,000 a year set in 2024-25. From April 2025 it grows by 4.15 - 2.0 = 2.15%, and from
	// 27 June by 4.83 - 2.0 = 2.83%, back-dated (NHS England, 2025/26 NHS Payment Scheme).
	contract := &tariff.Contract{
		Name: "north",
		Agreements: tariff.Always(tariff.Agreement{
			Form: tariff.Block, AnnualValue: decp("100000"), ValueFrom: month("2024-04"), Uplift: uplifts2025(),
		}),
	}
	statement := settle(t, contract, tariff.Performance{Start: month("2025-03"), Months: 5})
	// Accrued: 102,830 / 12. On account: 102,150 / 12 in April and May.
	income := amounts("8333.33", "8569.17", "8569.16", "8569.17", "8569.17")
	cash := amounts("8333.33", "8512.50", "8512.50", "8569.17", "8569.17")
	arrears := amounts("0", "0", "0", "113.33", "0") // 56.67 for April, 56.66 for May
	if !slices.Equal(statement.Income, income) || !slices.Equal(statement.Cash, cash) || !slices.Equal(statement.Arrears, arrears) {
		t.Errorf("income %s, cash %s, arrears %s;\nwant %s, %s, %s", statement.Income, statement.Cash, statement.Arrears, income, cash, arrears)
	}
}

func TestEachPublicationSettlesWhatTheOneBeforeLeft(t *testing.T) {
	// 120,000 a year: no uplift known in April, 1% published in May, 2% in July, back-dated
	// both (illustrative).
	contract := &tariff.Contract{
		Name: "north",
		Agreements: tariff.Always(tariff.Agreement{
			Form: tariff.Block, AnnualValue: decp("120000"), ValueFrom: month("2024-04"),
			Uplift: &tariff.Uplifts{Rows: []tariff.UpliftRow{
				{From: month("2025-04"), Published: month("2025-05"), Net: decp("0.01")},
				{From: month("2025-04"), Published: month("2025-07"), Net: decp("0.02")},
			}},
		}),
	}
	statement := settle(t, contract, tariff.Performance{Start: month("2025-04"), Months: 5})
	cash := amounts("10000", "10100", "10100", "10200", "10200")
	arrears := amounts("0", "100", "0", "300", "0") // April's 100; then 100 for each of three months
	if !slices.Equal(statement.Cash, cash) || !slices.Equal(statement.Arrears, arrears) {
		t.Errorf("cash %s, arrears %s; want %s, %s", statement.Cash, statement.Arrears, cash, arrears)
	}
}

func TestActivityIsPaidOnAccountAtThePricesPublished(t *testing.T) {
	// One day a month at 1,000 pounds of 2024-25: 1,028.30 accrued, 1,021.50 on account until
	// June. The cap is settled on what is accrued and paid when booked.
	schedule := &tariff.Schedule{Name: "national", Uplift: uplifts2025(), Places: 2}
	unit := tariff.UnitPrices{
		Unit: tariff.Unit{Currency: "11", Measure: tariff.Day},
		Rows: tariff.Always(tariff.PriceRow{Price: decp("1000"), PriceBase: month("2024-04")}),
	}
	p := oneLine(every(4, "1028.30"), every(4, "1028.30"))
	p.KnownValue = func(i int, asOf tariff.Month) (value, plan tariff.Pence) {
		price := schedule.At(unit, p.Start+tariff.Month(i), asOf).Price
		value, err := tariff.Line(1000, price, tariff.One())
		if err != nil {
			t.Fatal(err)
		}
		return value, value
	}
	contract := &tariff.Contract{
		Name:       "north",
		Agreements: tariff.Always(tariff.Agreement{Form: tariff.Activity, Schedule: schedule}),
		Terms: []tariff.Step{{Number: 1, Terms: tariff.Always(tariff.Term{
			Kind: tariff.Cap, Settle: tariff.Quarterly, Reference: tariff.RefAmount, Amount: decp("12000"),
		})}},
	}
	statement := settle(t, contract, p)
	// The cap: 3,084.90 against 3,000, and 1,028.30 against 1,000.
	income := amounts("1028.30", "1028.30", "943.40", "1000.00")
	cash := amounts("1021.50", "1021.50", "943.40", "1000.00")
	arrears := amounts("0", "0", "13.60", "0")
	if !slices.Equal(statement.Income, income) || !slices.Equal(statement.Cash, cash) || !slices.Equal(statement.Arrears, arrears) {
		t.Errorf("income %s, cash %s, arrears %s;\nwant %s, %s, %s", statement.Income, statement.Cash, statement.Arrears, income, cash, arrears)
	}
}

func TestWhatIsPublishedAfterTheRunIsNotPaidInIt(t *testing.T) {
	contract := &tariff.Contract{
		Name: "north",
		Agreements: tariff.Always(tariff.Agreement{
			Form: tariff.Block, AnnualValue: decp("100000"), ValueFrom: month("2024-04"), Uplift: uplifts2025(),
		}),
	}
	statement := settle(t, contract, tariff.Performance{Start: month("2025-04"), Months: 2})
	if want := amounts("8512.50", "8512.50"); !slices.Equal(statement.Cash, want) || !slices.Equal(statement.Arrears, amounts("0", "0")) {
		t.Errorf("cash %s, arrears %s; want %s and none", statement.Cash, statement.Arrears, want)
	}
	if want := amounts("8569.17", "8569.16"); !slices.Equal(statement.Income, want) {
		t.Errorf("income %s, want %s", statement.Income, want)
	}
}
