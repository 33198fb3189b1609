package tariff_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// A quarter of activity payment with a cap at 5% above plan. The figures are illustrative.
func ExampleSettle() {
	april, _ := tariff.ParseMonth("2025-04")
	contract := &tariff.Contract{
		Name: "north",
		Agreements: tariff.Always(tariff.Agreement{
			Form:     tariff.Activity,
			Schedule: &tariff.Schedule{Name: "local", Places: 2},
		}),
		Terms: []tariff.Step{{Number: 1, Terms: tariff.Always(tariff.Term{
			Kind: tariff.Cap, Settle: tariff.Quarterly,
			Reference: tariff.RefPlanValue, Upper: decimal.RequireFromString("0.05"),
		})}},
	}
	statement, err := tariff.Settle(contract, tariff.Performance{
		Start: april, Months: 3,
		Lines: []tariff.ValuedLine{{
			Unit:  tariff.Unit{Currency: "11", Measure: tariff.Day},
			Value: []tariff.Pence{1100_00, 1080_00, 1120_00},
			Plan:  []tariff.Pence{1000_00, 1000_00, 1000_00},
		}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range statement.Lines {
		fmt.Printf("%s  %-8s %10s\n", april+tariff.Month(line.To), string(line.Form)+string(line.Term), line.Paid)
	}
	fmt.Println("income by month:", statement.Income)
	// Output:
	// 2025-04  activity    1100.00
	// 2025-05  activity    1080.00
	// 2025-06  activity    1120.00
	// 2025-06  cap         -150.00
	// income by month: [1100.00 1080.00 970.00]
}

// 30.5 days at 149.99 pounds and a market forces factor of 1.0534.
func ExampleLine() {
	factor, _ := tariff.NewFactor(decimal.RequireFromString("1.0534"), decimal.RequireFromString("1"))
	line, _ := tariff.Line(30_500, 149_990_000, factor)
	fmt.Println(line)
	// Output: 4818.98
}

// A block of a million pounds shared over two currencies by what their care costs.
func ExampleRebase() {
	prices, _ := tariff.Rebase(decimal.RequireFromString("1000000"), []tariff.Weighted{
		{Unit: tariff.Unit{Currency: "11", Measure: tariff.Day}, Cost: decimal.RequireFromString("22.50"), Quantity: 30_000_000},
		{Unit: tariff.Unit{Currency: "18", Measure: tariff.Day}, Cost: decimal.RequireFromString("3.20"), Quantity: 60_000_000},
	})
	for _, price := range prices {
		fmt.Println(price.Decimal())
	}
	// Output:
	// 25.951557
	// 3.690888
}
