package tariff_test

import (
	"fmt"
	"slices"
	"testing"

	"parity/tariff"
)

// spans writes the months each line of a step settles, as "2025-04..2025-06".
func spans(statement tariff.Statement, start tariff.Month, step int) []string {
	var list []string
	for _, line := range statement.Lines {
		if line.Step == step {
			list = append(list, fmt.Sprintf("%s..%s", start+tariff.Month(line.From), start+tariff.Month(line.To)))
		}
	}
	return list
}

func TestSettlementPeriods(t *testing.T) {
	always := func(settle tariff.SettlementPeriod) tariff.Dated[tariff.Term] {
		return tariff.Always(tariff.Term{Kind: tariff.Cap, Settle: settle, Reference: tariff.RefAnnualValue})
	}
	activity := tariff.Agreement{Form: tariff.Activity, Schedule: local, AnnualValue: decp("1200"), ValueFrom: month("2024-04")}
	block, dearer := activity, activity
	block.Form = tariff.Block
	dearer.AnnualValue = decp("2400")
	term := always(tariff.Quarterly)[0].Value
	for _, c := range []struct {
		says       string
		start      string
		months     int
		agreements tariff.Dated[tariff.Agreement]
		terms      tariff.Dated[tariff.Term]
		want       []string
	}{
		{"months", "2025-02", 3, tariff.Always(activity), always(tariff.Monthly),
			[]string{"2025-02..2025-02", "2025-03..2025-03", "2025-04..2025-04"}},
		{"quarters of the financial year", "2025-04", 12, tariff.Always(activity), always(tariff.Quarterly),
			[]string{"2025-04..2025-06", "2025-07..2025-09", "2025-10..2025-12", "2026-01..2026-03"}},
		{"financial years", "2025-04", 24, tariff.Always(activity), always(tariff.Yearly),
			[]string{"2025-04..2026-03", "2026-04..2027-03"}},
		{"cut where the run starts and ends", "2025-06", 11, tariff.Always(activity), always(tariff.Quarterly),
			[]string{"2025-06..2025-06", "2025-07..2025-09", "2025-10..2025-12", "2026-01..2026-03", "2026-04..2026-04"}},
		{"cut years", "2026-01", 6, tariff.Always(activity), always(tariff.Yearly),
			[]string{"2026-01..2026-03", "2026-04..2026-06"}},
		{"cut where the contract changes form", "2025-04", 6,
			tariff.Dated[tariff.Agreement]{since("2024-04", block), since("2025-06", activity)}, always(tariff.Quarterly),
			[]string{"2025-04..2025-05", "2025-06..2025-06", "2025-07..2025-09"}},
		{"not where it only changes its value", "2025-04", 6,
			tariff.Dated[tariff.Agreement]{since("2024-04", activity), since("2025-06", dearer)}, always(tariff.Quarterly),
			[]string{"2025-04..2025-06", "2025-07..2025-09"}},
		{"cut where the term begins", "2025-04", 6, tariff.Always(activity), tariff.Dated[tariff.Term]{since("2025-05", term)},
			[]string{"2025-05..2025-06", "2025-07..2025-09"}},
		{"cut where the term changes", "2025-04", 6, tariff.Always(activity),
			tariff.Dated[tariff.Term]{since("2024-04", term), since("2025-05", term)},
			[]string{"2025-04..2025-04", "2025-05..2025-06", "2025-07..2025-09"}},
		{"none before the contract begins", "2025-04", 6,
			tariff.Dated[tariff.Agreement]{since("2025-08", activity)}, always(tariff.Quarterly),
			[]string{"2025-08..2025-09"}},
	} {
		contract := &tariff.Contract{Name: "north", Agreements: c.agreements, Terms: []tariff.Step{{Number: 1, Terms: c.terms}}}
		p := oneLine(every(c.months, "100"), every(c.months, "100"))
		p.Start = month(c.start)
		if got := spans(settle(t, contract, p), p.Start, 1); !slices.Equal(got, c.want) {
			t.Errorf("%s: settled over %v, want %v", c.says, got, c.want)
		}
	}
}

func TestReferencesAreProRataByMonthsInForce(t *testing.T) {
	// Seven months of a year: September 2025 to March 2026.
	for _, c := range []struct {
		says      string
		reference tariff.Reference
		want      string
	}{
		{"the plan of those months", tariff.RefPlanValue, "700.07"},
		// Twelfths 6 to 12 of 1,000: 1,000 - 416.67.
		{"the twelfths of those months", tariff.RefAnnualValue, "583.33"},
		// 1,000.01 x 7/12 = 583.33917
		{"the amount by twelfths, rounded once", tariff.RefAmount, "583.34"},
		{"the amount where the year before is not in the run", tariff.RefPriorYear, "583.34"},
	} {
		contract := &tariff.Contract{
			Name:       "north",
			Agreements: tariff.Always(tariff.Agreement{Form: tariff.Activity, Schedule: local, AnnualValue: decp("1000"), ValueFrom: month("2025-04")}),
			Terms: []tariff.Step{{Number: 1, Terms: tariff.Dated[tariff.Term]{since("2025-09", tariff.Term{
				Kind: tariff.Cap, Settle: tariff.Yearly, Reference: c.reference, Amount: decp("1000.01"), Upper: dec("9"),
			})}}},
		}
		lines := settle(t, contract, oneLine(every(12, "100"), every(12, "100.01"))).Lines
		if got := lines[len(lines)-1].Workings.Reference.String(); got != c.want {
			t.Errorf("%s: %s, want %s", c.says, got, c.want)
		}
	}
}

func TestThePriorYearIsWhatTheContractPaidWithAllItsTerms(t *testing.T) {
	// A block of 12,000 with 10% withheld and nothing earned, then activity capped at 2%
	// above what the year before paid, whatever the cap's place in the list.
	contract := &tariff.Contract{
		Name: "north",
		Agreements: tariff.Dated[tariff.Agreement]{
			since("2025-04", tariff.Agreement{Form: tariff.Block, Schedule: local, AnnualValue: decp("12000"), ValueFrom: month("2025-04")}),
			since("2026-04", tariff.Agreement{Form: tariff.Activity, Schedule: local}),
		},
		Terms: []tariff.Step{
			{Number: 1, Terms: tariff.Dated[tariff.Term]{since("2026-04", tariff.Term{
				Kind: tariff.Cap, Settle: tariff.Quarterly, Reference: tariff.RefPriorYear, Upper: dec("0.02"),
			})}},
			{Number: 2, Terms: tariff.Always(tariff.Term{Kind: tariff.Withhold, Settle: tariff.Yearly, Share: dec("0.1")})},
		},
		Outcomes: []tariff.Outcome{outcome("recovery", "1", "0")},
	}
	statement := settle(t, contract, oneLine(every(27, "1000"), every(27, "1000")))
	// 2025-26 paid 12,000 - 1,200 = 10,800; a quarter of it 2,700, and 2% more 2,754. In
	// 2027-28 the year before is 4 x 2,754 less 10%: 9,914.40; a quarter 2,478.60, 2,528.17.
	var caps []tariff.Pence
	for _, line := range statement.Lines {
		if line.Step == 1 {
			caps = append(caps, line.Paid)
		}
	}
	if want := amounts("-246", "-246", "-246", "-246", "-471.83"); !slices.Equal(caps, want) {
		t.Errorf("capped by %s, want %s", caps, want)
	}
}
