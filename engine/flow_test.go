package engine

import (
	"math"
	"strings"
	"testing"

	"parity/tariff"
)

func TestFaultsInACaseload(t *testing.T) {
	flows := func(flow Flow) []Caseload { return []Caseload{{Flow: tariff.Always(flow)}} }
	pair := []Caseload{
		{Currency: 0, Flow: tariff.Always(Flow{MeanStayDays: 10})},
		{Currency: 1, Flow: tariff.Always(Flow{MeanStayDays: 10})},
		{Currency: 2, Flow: tariff.Always(Flow{})},
	}
	share := func(from, to int, share float64) Move { return Move{From: from, To: to, Share: tariff.Always(share)} }
	for _, c := range []struct {
		name     string
		caseload []Caseload
		moves    []Move
		want     []string
	}{
		{"a stay below zero", flows(Flow{MeanStayDays: -1}), nil, []string{`contract "K1"`, `currency "C0"`, "mean_stay_days is -1"}},
		{"a stay of a second", flows(Flow{MeanStayDays: 1. / 86400}), nil, []string{"mean_stay_days is 1.1574", "at least 0.01"}},
		{"a stay that is no number", flows(Flow{MeanStayDays: math.NaN()}), nil, []string{"mean_stay_days is NaN"}},
		{"starts that are no number", flows(Flow{MeanStayDays: 10, StartsPerMonth: math.Inf(1)}), nil, []string{"starts_per_month is +Inf"}},
		{"growth below -100%", flows(Flow{Growth: -1.5}), nil, []string{"growth is -1.5", "at least -1"}},
		{"an admitted share over 1", flows(Flow{AdmittedShare: 1.2}), nil, []string{"admitted_share is 1.2", "from 0 to 1"}},
		{"an opening below zero", []Caseload{{Opening: -3, Flow: tariff.Always(Flow{})}}, nil, []string{"opening is -3"}},
		{"no row", []Caseload{{}}, nil, []string{"a caseload without a row"}},
		{"a currency twice", append(flows(Flow{}), flows(Flow{})...), nil, []string{"two caseloads"}},
		{"a stay that comes later", []Caseload{{Flow: tariff.Dated[Flow]{{}, {From: april2025 + 1, Value: Flow{MeanStayDays: 10}}}}}, nil, []string{"from 2025-05", "a mean stay in some rows and none in others"}},
		{"a move that is said twice", pair, []Move{share(0, 1, 0.7), share(0, 1, 0.7)}, []string{"two moves to"}},
		{"more move out than leave", append(pair, Caseload{Currency: 3, Flow: pair[0].Flow}), []Move{share(0, 1, 0.7), share(0, 3, 0.4)}, []string{`currency "C0"`, "sum to 1.1 in 2025-04"}},
		{"a share over 1", pair, []Move{share(0, 1, 1.5)}, []string{`moves to "C1" from the start: the share is 1.5`, "from 0 to 1"}},
		{"a move to itself", pair, []Move{share(1, 1, 0.5)}, []string{"the currency they are in"}},
		{"a move to a grown caseload", pair, []Move{share(0, 2, 0.5)}, []string{`people move to "C2", whose caseload has no mean stay`}},
		{"a move from a grown caseload", pair, []Move{share(2, 0, 0.5)}, []string{`currency "C2"`, "the caseload has no mean stay"}},
		{"too many people", flows(Flow{MeanStayDays: 10, StartsPerMonth: 1e30}), nil, []string{"too many to count"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Project(oneContract(3, c.caseload, c.moves...), &Propagators{})
			if err == nil {
				t.Fatal("no error")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error %q does not say %q", err, want)
				}
			}
		})
	}
}

func TestAMoveToACurrencyWithoutCaseload(t *testing.T) {
	m := oneContract(3, []Caseload{{Flow: tariff.Always(Flow{MeanStayDays: 10})}},
		Move{From: 0, To: 1, Share: tariff.Always(0.5)})
	m.Currencies = append(m.Currencies, Currency{Key: "C1"})
	if _, err := Project(m, &Propagators{}); err == nil || !strings.Contains(err.Error(), `people move to "C1", which the contract has no caseload in`) {
		t.Errorf("error %v", err)
	}
	// The other way about nobody moves, as nobody is there.
	m.Contracts[0].Moves = []Move{{From: 1, To: 0, Share: tariff.Always(0.5)}}
	if moves := project(t, m).Contracts[0].Moves; len(moves) != 0 {
		t.Errorf("moves %v", moves)
	}
}
