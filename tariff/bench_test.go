package tariff_test

import (
	"fmt"
	"testing"

	"parity/tariff"
)

func BenchmarkLine(b *testing.B) {
	factor, err := tariff.NewFactor(dec("1.0534"), dec("1.0213"))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := tariff.Line(123_456_789, 14_999_999, factor); err != nil {
			b.Fatal(err)
		}
	}
}

// A contract of 21 clusters over 36 months, priced by day and assessment.
func benchmarkSettle(b *testing.B, agreement tariff.Agreement, terms ...tariff.Term) {
	p := tariff.Performance{Start: month("2025-04"), Months: 36}
	for cluster := range 21 {
		for _, measure := range []tariff.Measure{tariff.Day, tariff.Assessment} {
			p.Lines = append(p.Lines, activityLine(fmt.Sprint(cluster), measure, every(36, "104321.09"), every(36, "100000")))
		}
	}
	agreement.Schedule, agreement.AnnualValue, agreement.ValueFrom = local, decp("60000000"), month("2025-04")
	contract := &tariff.Contract{Name: "north", Agreements: tariff.Always(agreement)}
	for k, term := range terms {
		contract.Terms = append(contract.Terms, tariff.Step{Number: k + 1, Terms: tariff.Always(term)})
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := tariff.Settle(contract, p); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSettleBlock(b *testing.B) {
	benchmarkSettle(b, tariff.Agreement{Form: tariff.Block, Uplift: uplifts2025()})
}

func BenchmarkSettleActivityWithCapAndCollar(b *testing.B) {
	benchmarkSettle(b, tariff.Agreement{Form: tariff.Activity},
		tariff.Term{Kind: tariff.Cap, Settle: tariff.Yearly, Reference: tariff.RefPlanValue, Upper: dec("0.02")},
		tariff.Term{Kind: tariff.Collar, Settle: tariff.Yearly, Reference: tariff.RefPlanValue, Lower: dec("0.02")})
}

func BenchmarkSettleBlendedByLineEachMonth(b *testing.B) {
	benchmarkSettle(b, tariff.Agreement{Form: tariff.Blended},
		tariff.Term{Kind: tariff.Variable, Settle: tariff.Monthly, Netting: tariff.NetLine, Upper: dec("0.02"), RateAbove: decp("0.5"), RateBelow: decp("0.5")})
}
