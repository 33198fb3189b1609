package scenarios

import (
	"math"
	"testing"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// trust is a row of the reference costs of 2015-16 and what follows from it.
type trust struct {
	cost     decimal.Decimal // paid by a block that pays each trust its own cost
	national decimal.Decimal // cost-weighted activity x MFF
}

func trusts(t testing.TB) map[string]trust {
	t.Helper()
	all := map[string]trust{}
	for _, row := range published(t, "trusts_2015_16_mff_rci.csv") {
		number := func(column string) decimal.Decimal {
			d, err := decimal.NewFromString(row[column])
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		weighted := number("mff_adjusted_total_cost_gbp").Mul(decimal.NewFromInt(100)).DivRound(number("rci_mff_adjusted"), 12)
		all[row["org_code"]] = trust{cost: number("unadjusted_total_cost_gbp"), national: weighted.Mul(number("mff"))}
	}
	return all
}

// twelfthsRounding is how far twelve months of activity in thousandths of a pound, and
// twelve pennies, may be from the year.
const twelfthsRounding = 0.08

func TestEnglandPaysEachTrustItsCostOrTheNationalPrice(t *testing.T) {
	study := simulated(t, "england-2015-16")
	want := trusts(t)
	block, national, scaled := study.result(t, "block"), study.result(t, "national"), study.result(t, "national-scaled")
	if len(block.Model.Contracts) != len(want) || len(want) != 56 {
		t.Fatalf("%d contracts, %d trusts published", len(block.Model.Contracts), len(want))
	}
	var cost, atNational, atScaled float64
	for c, contract := range block.Model.Contracts {
		of, ok := want[block.Model.Providers[contract.Provider].Key]
		if !ok {
			t.Fatalf("contract %s is with no published trust", contract.Name)
		}
		for _, pays := range []struct {
			scenario  string
			got, want float64
		}{
			{"block", incomeOf(block, c, 0, 12).Pounds(), of.cost.InexactFloat64()},
			{"national", incomeOf(national, c, 0, 12).Pounds(), of.national.InexactFloat64()},
		} {
			if math.Abs(pays.got-pays.want) > twelfthsRounding {
				t.Errorf("%s pays %s %.2f, want %.2f", pays.scenario, contract.Name, pays.got, pays.want)
			}
		}
		cost += incomeOf(block, c, 0, 12).Pounds()
		atNational += incomeOf(national, c, 0, 12).Pounds()
		atScaled += incomeOf(scaled, c, 0, 12).Pounds()
	}
	if scale := cost / atNational; math.Abs(scale-1.0032261) > 0.00000005 {
		t.Errorf("the block is %.9f of the national price, published figures give 1.0032261", scale)
	}
	// The price of a pound is scaled to six places, so England is paid within a ten-thousandth.
	if math.Abs(atScaled/cost-1) > 0.000001 {
		t.Errorf("at the scaled price England pays %.0f, at cost %.0f", atScaled, cost)
	}
}

func TestEnglandsWinnersAndLosers(t *testing.T) {
	study := simulated(t, "england-2015-16")
	var results []*engine.Result
	national := 0
	for i, scenario := range study.Scenarios {
		results = append(results, scenario.Result)
		if scenario.Key == "national" {
			national = i
		}
	}
	var gains, losses float64
	winners, losers := 0, 0
	for _, of := range trusts(t) {
		if gain := of.national.Sub(of.cost).InexactFloat64(); gain > 0 {
			gains += gain
			winners++
		} else {
			losses += gain
			losers++
		}
	}
	var gotGains, gotLosses tariff.Pence
	gotWinners, gotLosers := 0, 0
	ranked := engine.Compare(results, study.Baseline).Providers(national)
	for i, of := range ranked {
		if of.Pence() > 0 {
			gotGains += of.Pence()
			gotWinners++
		} else {
			gotLosses += of.Pence()
			gotLosers++
		}
		if i > 0 && of.Pence() > ranked[i-1].Pence() {
			t.Errorf("%s gains more than %s before it", of.Key, ranked[i-1].Key)
		}
	}
	if gotWinners != winners || gotLosers != losers {
		t.Errorf("%d win and %d lose, want %d and %d", gotWinners, gotLosers, winners, losers)
	}
	if math.Abs(gotGains.Pounds()-gains) > 56*twelfthsRounding || math.Abs(gotLosses.Pounds()-losses) > 56*twelfthsRounding {
		t.Errorf("winners gain %v and losers lose %v, want %.2f and %.2f", gotGains, gotLosses, gains, losses)
	}
}
