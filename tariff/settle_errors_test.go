package tariff_test

import (
	"errors"
	"strings"
	"testing"

	"parity/tariff"
)

func TestWhatCannotBeSettledIsSaid(t *testing.T) {
	block := tariff.Agreement{Form: tariff.Block, AnnualValue: decp("1200"), ValueFrom: month("2025-04")}
	activity := tariff.Agreement{Form: tariff.Activity, Schedule: local}
	huge := block
	huge.AnnualValue = decp("1e17")
	unset := block
	unset.ValueFrom, unset.Uplift = 0, uplifts2025()
	limit := func(reference tariff.Reference) []tariff.Term {
		return []tariff.Term{{Kind: tariff.Cap, Settle: tariff.Yearly, Reference: reference}}
	}
	withhold := []tariff.Term{{Kind: tariff.Withhold, Settle: tariff.Yearly, Share: dec("0.02")}}
	for _, c := range []struct {
		says      string
		agreement tariff.Agreement
		terms     []tariff.Term
		outcomes  []tariff.Outcome
		want      []string // all of these are named, besides the contract
	}{
		{"a block without a value", tariff.Agreement{Form: tariff.Block}, nil, nil, []string{"base payment of 2025-04", "annual_value"}},
		{"a block of no known date", unset, nil, nil, []string{"2025-04", "annual_value", "set"}},
		{"activity without prices", tariff.Agreement{Form: tariff.Activity}, nil, nil, []string{"2025-04", "schedule"}},
		{"blended without a value or prices", tariff.Agreement{Form: tariff.Blended}, nil, nil, []string{"2025-04", "schedule"}},
		{"capitation without people", tariff.Agreement{Form: tariff.Capitation}, nil, nil, []string{"population"}},
		{"no form", tariff.Agreement{}, nil, nil, []string{"payment", "block, activity, blended or capitation"}},
		{"too much money", huge, nil, nil, []string{"2025-04", "too large"}},
		{"a cap on a value that is not agreed", activity, limit(tariff.RefAnnualValue), nil, []string{"step 1 (cap)", "annual_value"}},
		{"a cap on a plan without prices", block, limit(tariff.RefPlanValue), nil, []string{"step 1 (cap)", "plan_value", "schedule"}},
		{"a cap on an amount that is blank", activity, limit(tariff.RefAmount), nil, []string{"step 1 (cap)", "amount is blank"}},
		{"a cap on a year before the run", activity, limit(tariff.RefPriorYear), nil, []string{"step 1 (cap)", "2024-25", "amount"}},
		{"a cap on nothing", activity, limit(""), nil, []string{"step 1 (cap)", "plan_value, annual_value, prior_year or amount"}},
		{"a variable element without prices", block,
			[]tariff.Term{{Kind: tariff.Variable, Settle: tariff.Yearly, Netting: tariff.NetTotal}}, nil, []string{"step 1 (variable)", "schedule"}},
		{"netting that is not known", activity,
			[]tariff.Term{{Kind: tariff.Variable, Settle: tariff.Yearly, Netting: "all"}}, nil, []string{"step 1 (variable)", "total, currency or line"}},
		{"a dead band inside out", activity,
			[]tariff.Term{{Kind: tariff.Marginal, Settle: tariff.Yearly, Netting: tariff.NetTotal, Lower: dec("-0.02")}}, nil, []string{"step 1 (marginal)", "-0.02"}},
		{"a scope on a cap", activity,
			[]tariff.Term{{Kind: tariff.Cap, Settle: tariff.Yearly, Reference: tariff.RefPlanValue, Scope: []tariff.Unit{{Currency: "11"}}}}, nil, []string{"step 1 (cap)", "scope"}},
		{"a term that is not known", activity, []tariff.Term{{Kind: "ceiling", Settle: tariff.Yearly}}, nil, []string{"step 1", `"ceiling"`, "collar"}},
		{"a settlement period that is not known", activity, []tariff.Term{{Kind: tariff.Cap, Settle: "week"}}, nil, []string{"step 1 (cap)", `"week"`, "quarter"}},
		{"a withhold without outcomes", block, withhold, nil, []string{"step 1 (withhold)", "come to 0", "2026-03"}},
		{"outcomes that do not come to 1", block, withhold, []tariff.Outcome{outcome("recovery", "0.9", "1")}, []string{"step 1 (withhold)", "come to 0.9"}},
		{"a gain share without cost", block,
			[]tariff.Term{{Kind: tariff.GainShare, Settle: tariff.Yearly, Reference: tariff.RefAnnualValue}}, nil, []string{"step 1 (gain_share)", "cost"}},
		{"a settlement period shorter than the one before", activity, []tariff.Term{
			{Kind: tariff.Cap, Settle: tariff.Yearly, Reference: tariff.RefPlanValue},
			{Kind: tariff.Collar, Settle: tariff.Quarterly, Reference: tariff.RefPlanValue},
		}, nil, []string{"step 2 (collar)", "quarter", "step 1 (cap)", "year"}},
		{"a line too large", activity,
			[]tariff.Term{{Kind: tariff.Variable, Settle: tariff.Yearly, Netting: tariff.NetTotal, RateAbove: decp("1e18")}}, nil, []string{"step 1 (variable)", "too large"}},
	} {
		contract := &tariff.Contract{Name: "north", Agreements: tariff.Always(c.agreement), Outcomes: c.outcomes}
		for k, term := range c.terms {
			contract.Terms = append(contract.Terms, tariff.Step{Number: k + 1, Terms: tariff.Always(term)})
		}
		statement, err := tariff.Settle(contract, oneLine(every(12, "110"), every(12, "100")))
		if err == nil {
			t.Errorf("%s: settled as %v", c.says, statement.Income)
			continue
		}
		for _, want := range append(c.want, "contract north") {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %q does not say %q", c.says, err, want)
			}
		}
	}
}

func TestAPerformanceThatDoesNotFitItsRunIsRefused(t *testing.T) {
	contract := &tariff.Contract{Name: "north", Agreements: tariff.Always(tariff.Agreement{Form: tariff.Activity, Schedule: local})}
	short := oneLine(every(12, "110"), every(11, "100"))
	cost := oneLine(every(12, "110"), every(12, "100"))
	cost.Cost = every(3, "1")
	heads := oneLine(every(12, "110"), every(12, "100"))
	heads.Heads = append(heads.Heads, dec("1"))
	vast := oneLine([]tariff.Pence{2e15}, []tariff.Pence{0})
	owed := oneLine([]tariff.Pence{0}, []tariff.Pence{-2e15})
	for says, p := range map[string]tariff.Performance{"plan": short, "cost": cost, "heads": heads, "vast": vast, "owed": owed} {
		if _, err := tariff.Settle(contract, p); err == nil {
			t.Errorf("%s: settled", says)
		}
	}
	if _, err := tariff.Settle(contract, vast); !errors.Is(err, tariff.ErrTooLarge) {
		t.Errorf("twenty million million pounds in a line gave %v", err)
	}
	revised := &tariff.Contract{Name: "north", Agreements: tariff.Always(tariff.Agreement{
		Form: tariff.Activity, Schedule: &tariff.Schedule{Name: "national", Uplift: uplifts2025(), Places: 2},
	})}
	if _, err := tariff.Settle(revised, oneLine(every(12, "110"), every(12, "100"))); err == nil {
		t.Error("arrears were settled without knowing what activity was worth before")
	}
}

func TestAnEmptyRunPaysNothing(t *testing.T) {
	contract := &tariff.Contract{Name: "north", Agreements: tariff.Always(tariff.Agreement{Form: tariff.Activity, Schedule: local})}
	if statement := settle(t, contract, tariff.Performance{Start: month("2025-04")}); len(statement.Lines) != 0 || len(statement.Income) != 0 {
		t.Errorf("paid %v", statement)
	}
}
