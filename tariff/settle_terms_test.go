package tariff_test

import (
	"testing"

	"parity/tariff"
)

// termCase is a contract over a financial year whose activity is worth value a month where
// value plan was planned, beside a block of 12,000 a year, and the lines of its terms.
type termCase struct {
	says        string
	form        tariff.Form
	value, plan string // a month
	cost        string // a month
	terms       []tariff.Term
	outcomes    []tariff.Outcome
	want        []tariff.StatementLine
}

func checkTerms(t *testing.T, cases []termCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.says, func(t *testing.T) {
			contract := &tariff.Contract{
				Name: "north",
				Agreements: tariff.Always(tariff.Agreement{
					Form: c.form, Schedule: local, AnnualValue: decp("12000"), ValueFrom: month("2025-04"),
				}),
				Outcomes: c.outcomes,
			}
			for k, term := range c.terms {
				contract.Terms = append(contract.Terms, tariff.Step{Number: k + 1, Terms: tariff.Always(term)})
			}
			p := oneLine(every(12, c.value), every(12, c.plan))
			if c.cost != "" {
				p.Cost = every(12, c.cost)
			}
			sameLines(t, settle(t, contract, p).Lines[12:], c.want)
		})
	}
}

// yearly is the line of a term settled once, in March.
func yearly(step int, kind tariff.TermKind, paid string, w tariff.Workings) tariff.StatementLine {
	return tariff.StatementLine{Step: step, Term: kind, From: 0, To: 11, Paid: pounds(paid), Workings: w}
}

func TestVariableElement(t *testing.T) {
	variable := func(above, below, lower, upper string) []tariff.Term {
		term := tariff.Term{Kind: tariff.Variable, Settle: tariff.Yearly, Netting: tariff.NetTotal, Lower: dec(lower), Upper: dec(upper)}
		if above != "" {
			term.RateAbove = decp(above)
		}
		if below != "" {
			term.RateBelow = decp(below)
		}
		return []tariff.Term{term}
	}
	workings := func(value, above, below string) tariff.Workings {
		return tariff.Workings{SoFar: pounds("12000"), Value: pounds(value), Plan: pounds("12000"), Above: dec(above), Below: dec(below)}
	}
	checkTerms(t, []termCase{
		{"half of over-performance is paid", tariff.Blended, "1100", "1000", "", variable("0.5", "0.5", "0", "0"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Variable, "600", workings("13200", "1200", "0"))}},
		{"half of under-performance is taken back", tariff.Blended, "900", "1000", "", variable("0.5", "0.5", "0", "0"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Variable, "-600", workings("10800", "0", "1200"))}},
		// API, 2022/23 first consultation: 75% above, 50% below (HFMA, 5 January 2022).
		{"75% above", tariff.Blended, "1100", "1000", "", variable("0.75", "0.5", "0", "0"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Variable, "900", workings("13200", "1200", "0"))}},
		{"50% below", tariff.Blended, "900", "1000", "", variable("0.75", "0.5", "0", "0"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Variable, "-600", workings("10800", "0", "1200"))}},
		{"a blank rate changes nothing", tariff.Blended, "1100", "1000", "", variable("", "0.5", "0", "0"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Variable, "0", workings("13200", "1200", "0"))}},
		// 2% of 12,000 is 240: only 960 of the 1,200 counts.
		{"only what is above the dead band counts", tariff.Blended, "1100", "1000", "", variable("0.5", "0.5", "0.03", "0.02"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Variable, "480", workings("13200", "960", "0"))}},
		{"only what is below the dead band counts", tariff.Blended, "900", "1000", "", variable("0.5", "0.5", "0.03", "0.02"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Variable, "-420", workings("10800", "0", "840"))}},
		{"nothing moves within the dead band", tariff.Blended, "1015", "1000", "", variable("0.5", "0.5", "0.03", "0.02"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Variable, "0", workings("12180", "0", "0"))}},
		{"at its very edge nothing moves", tariff.Blended, "1020", "1000", "", variable("0.5", "0.5", "0.03", "0.02"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Variable, "0", workings("12240", "0", "0"))}},
		// 12,000.12 less 12,000 is 0.12; 12.5% of it 0.015, a tie.
		{"the line is rounded once, half away from zero", tariff.Blended, "1000.01", "1000", "", variable("0.125", "", "0", "0"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Variable, "0.02", workings("12000.12", "0.12", "0"))}},
		{"a plan of zero makes all activity over-performance", tariff.Blended, "100", "0", "", variable("0.5", "0.5", "0", "0"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Variable, "600", tariff.Workings{SoFar: pounds("12000"), Value: pounds("1200"), Above: dec("1200")})}},
	})
}

func TestMarginalRate(t *testing.T) {
	marginal := func(above, below *string, lower, upper string) []tariff.Term {
		term := tariff.Term{Kind: tariff.Marginal, Settle: tariff.Yearly, Netting: tariff.NetTotal, Lower: dec(lower), Upper: dec(upper)}
		if above != nil {
			term.RateAbove = decp(*above)
		}
		if below != nil {
			term.RateBelow = decp(*below)
		}
		return []tariff.Term{term}
	}
	seventy, half := "0.7", "0.5"
	workings := func(value, above, below string) tariff.Workings {
		return tariff.Workings{SoFar: pounds(value), Value: pounds(value), Plan: pounds("12000"), Above: dec(above), Below: dec(below)}
	}
	checkTerms(t, []termCase{
		// The marginal rate emergency tariff: 70% of tariff above the baseline (HFMA, "Tariff:
		// the right blend", 31 October 2018).
		{"above the baseline 70% is paid", tariff.Activity, "1200", "1000", "", marginal(&seventy, nil, "0", "0"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Marginal, "-720", workings("14400", "2400", "0"))}},
		{"below it what was not done is not paid", tariff.Activity, "900", "1000", "", marginal(&seventy, nil, "0", "0"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Marginal, "0", workings("10800", "0", "1200"))}},
		{"unless only a part of it is lost", tariff.Activity, "900", "1000", "", marginal(&seventy, &half, "0", "0"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Marginal, "600", workings("10800", "0", "1200"))}},
		// 5% of 12,000 is 600: 1,800 of the 2,400 is paid at 70%.
		{"the threshold is paid in full", tariff.Activity, "1200", "1000", "", marginal(&seventy, nil, "0", "0.05"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Marginal, "-540", workings("14400", "1800", "0"))}},
		{"the first 5% short is lost in full", tariff.Activity, "900", "1000", "", marginal(&seventy, &half, "0.05", "0"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Marginal, "300", workings("10800", "0", "600"))}},
	})
}

func TestCapAndCollar(t *testing.T) {
	limit := func(kind tariff.TermKind, reference tariff.Reference, width string) []tariff.Term {
		return []tariff.Term{{Kind: kind, Settle: tariff.Yearly, Reference: reference, Lower: dec(width), Upper: dec(width), Amount: decp("11000")}}
	}
	workings := func(soFar, reference string) tariff.Workings {
		return tariff.Workings{SoFar: pounds(soFar), Reference: pounds(reference)}
	}
	checkTerms(t, []termCase{
		{"a cap takes off what is above it", tariff.Activity, "1300", "1200", "", limit(tariff.Cap, tariff.RefPlanValue, "0.05"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Cap, "-480", workings("15600", "14400"))}}, // 15,120
		{"and leaves a payment below it", tariff.Activity, "1100", "1200", "", limit(tariff.Cap, tariff.RefPlanValue, "0.05"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Cap, "0", workings("13200", "14400"))}},
		{"a cap on the annual value", tariff.Activity, "1300", "1200", "", limit(tariff.Cap, tariff.RefAnnualValue, "0.05"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Cap, "-3000", workings("15600", "12000"))}}, // 12,600
		{"a cap on an amount", tariff.Activity, "1300", "1200", "", limit(tariff.Cap, tariff.RefAmount, "0"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Cap, "-4600", workings("15600", "11000"))}},
		{"a collar makes up what is below it", tariff.Activity, "1000", "1200", "", limit(tariff.Collar, tariff.RefPlanValue, "0.05"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Collar, "1680", workings("12000", "14400"))}}, // 13,680
		{"and leaves a payment above it", tariff.Activity, "1300", "1200", "", limit(tariff.Collar, tariff.RefPlanValue, "0.05"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Collar, "0", workings("15600", "14400"))}},
		{"a limit is exact before it is rounded", tariff.Activity, "1300", "1200", "", limit(tariff.Cap, tariff.RefAnnualValue, "0.0000054"), nil,
			[]tariff.StatementLine{yearly(1, tariff.Cap, "-3599.94", workings("15600", "12000"))}}, // 12,000.0648
	})
}

func outcome(name, weight, score string) tariff.Outcome {
	row := tariff.OutcomeRow{Weight: dec(weight)}
	if score != "" {
		row.Score = decp(score)
	}
	return tariff.Outcome{Name: name, Rows: tariff.Always(row)}
}

func TestWithholdAndBonus(t *testing.T) {
	// 2.5% of the annual value, as CQUIN was in 2016-17 (HFMA).
	earn := func(kind tariff.TermKind) []tariff.Term {
		return []tariff.Term{{Kind: kind, Settle: tariff.Yearly, Reference: tariff.RefAnnualValue, Share: dec("0.025")}}
	}
	scored := []tariff.Outcome{outcome("recovery", "0.6", "1"), outcome("waiting", "0.4", "0.5")} // 80% earned
	unscored := []tariff.Outcome{outcome("recovery", "0.6", "1"), outcome("waiting", "0.4", "")}  // 60%
	none := []tariff.Outcome{outcome("recovery", "1", "")}
	// The withhold looks at the payment so far, 1,300 a month; the bonus at 12,000 a year.
	kept := func(earned string, missing ...string) tariff.Workings {
		return tariff.Workings{SoFar: pounds("15600"), Earned: dec(earned), Unscored: missing}
	}
	onTop := func(earned string, missing ...string) tariff.Workings {
		return tariff.Workings{SoFar: pounds("15600"), Reference: pounds("12000"), Earned: dec(earned), Unscored: missing}
	}
	checkTerms(t, []termCase{
		{"a withhold keeps what was not earned", tariff.Activity, "1300", "1200", "", earn(tariff.Withhold), scored,
			[]tariff.StatementLine{yearly(1, tariff.Withhold, "-78", kept("0.8"))}}, // 390 x 20%
		{"a missing score earns nothing", tariff.Activity, "1300", "1200", "", earn(tariff.Withhold), unscored,
			[]tariff.StatementLine{yearly(1, tariff.Withhold, "-156", kept("0.6", "waiting"))}},
		{"nor is it ever all", tariff.Activity, "1300", "1200", "", earn(tariff.Withhold), none,
			[]tariff.StatementLine{yearly(1, tariff.Withhold, "-390", kept("0", "recovery"))}},
		{"a bonus pays what was earned", tariff.Activity, "1300", "1200", "", earn(tariff.Bonus), scored,
			[]tariff.StatementLine{yearly(1, tariff.Bonus, "240", onTop("0.8"))}}, // 300 x 80%
		{"a bonus with a missing score", tariff.Activity, "1300", "1200", "", earn(tariff.Bonus), unscored,
			[]tariff.StatementLine{yearly(1, tariff.Bonus, "180", onTop("0.6", "waiting"))}},
	})
}

func TestGainShare(t *testing.T) {
	share := func(above, below string) []tariff.Term {
		term := tariff.Term{Kind: tariff.GainShare, Settle: tariff.Yearly, Reference: tariff.RefAnnualValue,
			Lower: dec("0.02"), Upper: dec("0.01"), Share: dec("0.3")}
		if above != "" {
			term.RateAbove, term.RateBelow = decp(above), decp(below)
		}
		return []tariff.Term{term}
	}
	workings := func(cost, above, below string) tariff.Workings {
		return tariff.Workings{SoFar: pounds("12000"), Reference: pounds("12000"), Cost: pounds(cost), Above: dec(above), Below: dec(below)}
	}
	checkTerms(t, []termCase{
		// 13,200 against 12,120: 1,080 outside.
		{"the commissioner bears a part of cost above the target", tariff.Block, "0", "0", "1100", share("0.5", "0.6"), nil,
			[]tariff.StatementLine{yearly(1, tariff.GainShare, "540", workings("13200", "1080", "0"))}},
		// 10,800 against 11,760: 960 outside.
		{"and takes a part of what is saved", tariff.Block, "0", "0", "900", share("0.5", "0.6"), nil,
			[]tariff.StatementLine{yearly(1, tariff.GainShare, "-576", workings("10800", "0", "960"))}},
		{"a blank rate takes the share, above", tariff.Block, "0", "0", "1100", share("", ""), nil,
			[]tariff.StatementLine{yearly(1, tariff.GainShare, "324", workings("13200", "1080", "0"))}},
		{"and below", tariff.Block, "0", "0", "900", share("", ""), nil,
			[]tariff.StatementLine{yearly(1, tariff.GainShare, "-288", workings("10800", "0", "960"))}},
		{"within the dead band nothing is shared", tariff.Block, "0", "0", "990", share("0.5", "0.6"), nil,
			[]tariff.StatementLine{yearly(1, tariff.GainShare, "0", workings("11880", "0", "0"))}},
	})
}

func TestBudgetsTerm(t *testing.T) {
	held := tariff.Performance{Start: month("2025-04"), Months: 12, Budgets: every(12, "100.01")}
	for _, c := range []struct {
		says, share, want string
	}{
		{"all that is held leaves", "1", "-1200.12"},
		{"a share of it leaves, rounded once", "0.333", "-399.64"}, // 399.63996
		{"nothing leaves", "0", "0"},
	} {
		t.Run(c.says, func(t *testing.T) {
			contract := &tariff.Contract{
				Name:       "north",
				Agreements: tariff.Always(tariff.Agreement{Form: tariff.Block, AnnualValue: decp("12000"), ValueFrom: month("2025-04")}),
				Terms: []tariff.Step{{Number: 1, Terms: tariff.Always(tariff.Term{
					Kind: tariff.Budgets, Settle: tariff.Yearly, Share: dec(c.share),
				})}},
			}
			sameLines(t, settle(t, contract, held).Lines[12:], []tariff.StatementLine{
				yearly(1, tariff.Budgets, c.want, tariff.Workings{SoFar: pounds("12000"), Budgets: pounds("1200.12")}),
			})
		})
	}
}

func TestNetting(t *testing.T) {
	// April 2025, a plan of 1,000 for each: psychosis days 1,300 and starts 900,
	// dementia days 800. Half is paid above, all is lost below.
	p := tariff.Performance{Start: month("2025-04"), Months: 1, Lines: []tariff.ValuedLine{
		activityLine("11", tariff.Day, amounts("1300"), amounts("1000")),
		activityLine("11", tariff.Start, amounts("900"), amounts("1000")),
		activityLine("18", tariff.Day, amounts("800"), amounts("1000")),
	}}
	days := []tariff.Unit{{Currency: "11", Measure: tariff.Day}, {Currency: "18", Measure: tariff.Day}}
	for _, c := range []struct {
		says               string
		netting            tariff.Netting
		scope              []tariff.Unit
		paid, above, below string
		value, plan        string
	}{
		{"over the contract all cancels", tariff.NetTotal, nil, "0", "0", "0", "3000", "3000"},
		{"within a currency starts cancel days", tariff.NetCurrency, nil, "-100", "200", "200", "3000", "3000"},
		{"line by line nothing cancels", tariff.NetLine, nil, "-150", "300", "300", "3000", "3000"},
		{"days alone, together", tariff.NetTotal, days, "50", "100", "0", "2100", "2000"},
		{"days alone, by currency", tariff.NetCurrency, days, "-50", "300", "200", "2100", "2000"},
		{"one line alone", tariff.NetTotal, days[1:], "-200", "0", "200", "800", "1000"},
		{"a scope without activity", tariff.NetTotal, []tariff.Unit{{Currency: "4", Measure: tariff.Day}}, "0", "0", "0", "0", "0"},
	} {
		contract := &tariff.Contract{
			Name:       "north",
			Agreements: tariff.Always(tariff.Agreement{Form: tariff.Blended, Schedule: local, AnnualValue: decp("36000"), ValueFrom: month("2025-04")}),
			Terms: []tariff.Step{{Number: 1, Terms: tariff.Always(tariff.Term{
				Kind: tariff.Variable, Settle: tariff.Monthly, Netting: c.netting, Scope: c.scope, RateAbove: decp("0.5"), RateBelow: decp("1"),
			})}},
		}
		t.Run(c.says, func(t *testing.T) {
			sameLines(t, settle(t, contract, p).Lines[1:], []tariff.StatementLine{{
				Step: 1, Term: tariff.Variable, Paid: pounds(c.paid),
				Workings: tariff.Workings{SoFar: pounds("3000"), Value: pounds(c.value), Plan: pounds(c.plan), Above: dec(c.above), Below: dec(c.below)},
			}})
		})
	}
}

func TestTermsActInOrderEachOnThePaymentSoFar(t *testing.T) {
	// Activity of 1,200 a month against a plan of 1,000 over a quarter: 70% above plan each
	// month, then a cap at 110% of the quarter's plan, then 2% withheld and half earned.
	line := func(step int, kind tariff.TermKind, from, to int, paid string, w tariff.Workings) tariff.StatementLine {
		return tariff.StatementLine{Step: step, Term: kind, From: from, To: to, Paid: pounds(paid), Workings: w}
	}
	monthly := tariff.Workings{SoFar: pounds("1200"), Value: pounds("1200"), Plan: pounds("1000"), Above: dec("200")}
	contract := &tariff.Contract{
		Name:       "north",
		Agreements: tariff.Always(tariff.Agreement{Form: tariff.Activity, Schedule: local}),
		Terms: []tariff.Step{
			{Number: 10, Terms: tariff.Always(tariff.Term{Kind: tariff.Marginal, Settle: tariff.Monthly, Netting: tariff.NetTotal, RateAbove: decp("0.7")})},
			{Number: 20, Terms: tariff.Always(tariff.Term{Kind: tariff.Cap, Settle: tariff.Quarterly, Reference: tariff.RefPlanValue, Upper: dec("0.1")})},
			{Number: 30, Terms: tariff.Always(tariff.Term{Kind: tariff.Withhold, Settle: tariff.Yearly, Share: dec("0.02")})},
		},
		Outcomes: []tariff.Outcome{outcome("recovery", "1", "0.5")},
	}
	statement := settle(t, contract, oneLine(every(3, "1200"), every(3, "1000")))
	sameLines(t, statement.Lines[3:], []tariff.StatementLine{
		line(10, tariff.Marginal, 0, 0, "-60", monthly),
		line(10, tariff.Marginal, 1, 1, "-60", monthly),
		line(10, tariff.Marginal, 2, 2, "-60", monthly),
		line(20, tariff.Cap, 0, 2, "-120", tariff.Workings{SoFar: pounds("3420"), Reference: pounds("3000")}), // to 3,300
		line(30, tariff.Withhold, 0, 2, "-33", tariff.Workings{SoFar: pounds("3300"), Earned: dec("0.5")}),    // 66 x 50%
	})
	if got, want := statement.Income[2], pounds("987"); got != want { // 1,200 - 60 - 120 - 33
		t.Errorf("June comes to %s, want %s", got, want)
	}
}
