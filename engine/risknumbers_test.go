package engine_test

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/engine/risk"
	"parity/tariff"
)

// modelNumber is one number of a model, with where it stands.
type modelNumber struct {
	figure risk.Figure
	stands float64
	most   float64 // of what it may be drawn as, in times what stands
	put    func(x float64)
}

// numbers lists every number of a model that may be uncertain. It is the slow, obvious
// spelling of what a Figure names: put changes the model in place.
func numbers(m *engine.Model) []modelNumber {
	var all []modelNumber
	free := func(f risk.Figure, x float64, put func(float64)) { all = append(all, modelNumber{f, x, 1.3, put}) }
	share := func(f risk.Figure, x float64, put func(float64)) { all = append(all, modelNumber{f, x, 1, put}) }
	float := func(at *float64) func(float64) { return func(x float64) { *at = x } }
	exact := func(at *decimal.Decimal) func(float64) {
		return func(x float64) { *at = decimal.NewFromFloat(x) }
	}
	maybe := func(add func(risk.Figure, float64, func(float64)), f risk.Figure, at **decimal.Decimal) {
		if *at != nil {
			add(f, (*at).InexactFloat64(), func(x float64) { d := decimal.NewFromFloat(x); *at = &d })
		}
	}
	quantities := func(f risk.Figure, at *[]tariff.Quantity) {
		for i := range *at {
			f.Row = i
			free(f, (*at)[i].Units(), func(x float64) {
				*at = slices.Clone(*at) // the baseline's activity holds the quantities too
				(*at)[i] = tariff.RoundQuantity(x)
			})
		}
	}
	of := func(q risk.Quantity, of, item, row int) risk.Figure {
		return risk.Figure{Quantity: q, Of: of, Item: item, Row: row}
	}
	series := map[*tariff.Uplifts]bool{}
	upliftsOf := func(u *tariff.Uplifts) {
		if u == nil || series[u] {
			return
		}
		series[u] = true
		u.Name = fmt.Sprint("series ", len(series))
		for k := range u.Rows {
			row := func(q risk.Quantity) risk.Figure { return risk.Figure{Quantity: q, Row: k, Series: u.Name} }
			maybe(free, row(risk.UpliftCost), &u.Rows[k].CostUplift)
			maybe(free, row(risk.UpliftEfficiency), &u.Rows[k].Efficiency)
			maybe(free, row(risk.UpliftNet), &u.Rows[k].Net)
		}
	}
	for c := range m.Contracts {
		contract := &m.Contracts[c]
		for k := range contract.Caseload {
			load := &contract.Caseload[k]
			free(of(risk.Opening, c, k, 0), load.Opening, float(&load.Opening))
			for r := range load.Flow {
				flow := &load.Flow[r].Value
				free(of(risk.StartsPerMonth, c, k, r), flow.StartsPerMonth, float(&flow.StartsPerMonth))
				free(of(risk.Growth, c, k, r), flow.Growth, float(&flow.Growth))
				if flow.MeanStayDays > 0 {
					free(of(risk.MeanStayDays, c, k, r), flow.MeanStayDays, float(&flow.MeanStayDays))
				}
				share(of(risk.AdmittedShare, c, k, r), flow.AdmittedShare, float(&flow.AdmittedShare))
				free(of(risk.AssessmentsPerStart, c, k, r), flow.AssessmentsPerStart, float(&flow.AssessmentsPerStart))
			}
		}
		for k := range contract.Moves {
			for r := range contract.Moves[k].Share {
				at := &contract.Moves[k].Share[r].Value
				share(of(risk.MoveShare, c, k, r), *at, float(at))
			}
		}
		for k := range contract.Reallocation {
			for r := range contract.Reallocation[k].Share {
				at := &contract.Reallocation[k].Share[r].Value
				share(of(risk.ReallocationShare, c, k, r), *at, float(at))
			}
		}
		for k := range contract.Reviews {
			for r := range contract.Reviews[k].InDate {
				at := &contract.Reviews[k].InDate[r].Value
				share(of(risk.ReviewsInDate, c, k, r), *at, float(at))
			}
		}
		for k := range contract.Given {
			quantities(of(risk.GivenQuantity, c, k, 0), &contract.Given[k].Quantity)
		}
		for k := range contract.Plan {
			quantities(of(risk.PlannedQuantity, c, k, 0), &contract.Plan[k].Quantity)
		}
		for r := range contract.Agreements {
			agreement := &contract.Agreements[r].Value
			maybe(free, of(risk.AnnualValue, c, 0, r), &agreement.AnnualValue)
			free(of(risk.RatePerHead, c, 0, r), agreement.RatePerHead.InexactFloat64(), exact(&agreement.RatePerHead))
			upliftsOf(agreement.Uplift)
		}
		for k := range contract.Terms {
			for r := range contract.Terms[k].Terms {
				term := &contract.Terms[k].Terms[r].Value
				maybe(free, of(risk.TermAmount, c, k, r), &term.Amount)
				share(of(risk.TermLower, c, k, r), term.Lower.InexactFloat64(), exact(&term.Lower))
				share(of(risk.TermUpper, c, k, r), term.Upper.InexactFloat64(), exact(&term.Upper))
				maybe(share, of(risk.TermRateAbove, c, k, r), &term.RateAbove)
				maybe(share, of(risk.TermRateBelow, c, k, r), &term.RateBelow)
				share(of(risk.TermShare, c, k, r), term.Share.InexactFloat64(), exact(&term.Share))
			}
		}
		for k := range contract.Budgets {
			for r := range contract.Budgets[k].Rows {
				budget := &contract.Budgets[k].Rows[r].Value
				share(of(risk.BudgetShare, c, k, r), budget.Share, float(&budget.Share))
				share(of(risk.BudgetWorkShare, c, k, r), budget.WorkShare, float(&budget.WorkShare))
				free(of(risk.BudgetPounds, c, k, r), budget.Pounds.InexactFloat64(), exact(&budget.Pounds))
			}
		}
		for k := range contract.Outcomes {
			for r := range contract.Outcomes[k].Rows {
				maybe(share, of(risk.OutcomeScore, c, k, r), &contract.Outcomes[k].Rows[r].Value.Score)
			}
		}
	}
	for k := range m.Markets {
		for r := range m.Markets[k].Rows {
			row := &m.Markets[k].Rows[r].Value
			share(of(risk.MarketStartsShare, k, 0, r), row.StartsShare, float(&row.StartsShare))
			share(of(risk.MarketCaseloadShare, k, 0, r), row.CaseloadShare, float(&row.CaseloadShare))
			share(of(risk.MarketRelativeCost, k, 0, r), row.RelativeCost, float(&row.RelativeCost))
		}
	}
	for p := range m.Providers {
		for r := range m.Providers[p].MFF {
			at := &m.Providers[p].MFF[r].Value
			free(of(risk.ProviderMFF, p, 0, r), at.InexactFloat64(), exact(at))
		}
	}
	for p := range m.Commissioners {
		for r := range m.Commissioners[p].Heads {
			at := &m.Commissioners[p].Heads[r].Value
			free(of(risk.CommissionerHeads, p, 0, r), at.InexactFloat64(), exact(at))
		}
	}
	for s := range m.Schedules {
		schedule := m.Schedules[s].Schedule
		upliftsOf(schedule.Uplift)
		free(of(risk.ScheduleMFFBase, s, 0, 0), schedule.MFFBase.InexactFloat64(), exact(&schedule.MFFBase))
		for k := range schedule.Units {
			for r := range schedule.Units[k].Rows {
				maybe(free, of(risk.UnitPrice, s, k, r), &schedule.Units[k].Rows[r].Value.Price)
			}
		}
	}
	for k := range m.Resources {
		for r := range m.Resources[k].Rows {
			row := &m.Resources[k].Rows[r].Value
			upliftsOf(row.Uplift)
			maybe(free, of(risk.UnitCost, k, 0, r), &row.UnitCost)
			free(of(risk.EfficiencyDelivered, k, 0, r), row.EfficiencyDelivered.InexactFloat64(), exact(&row.EfficiencyDelivered))
			maybe(free, of(risk.ResourceMFFBase, k, 0, r), &row.MFFBase)
			share(of(risk.FixedShare, k, 0, r), row.FixedShare.InexactFloat64(), exact(&row.FixedShare))
			share(of(risk.SemiFixedShare, k, 0, r), row.SemiFixedShare.InexactFloat64(), exact(&row.SemiFixedShare))
			free(of(risk.Step, k, 0, r), row.Step, float(&row.Step))
			if row.Capacity != nil {
				free(of(risk.Capacity, k, 0, r), *row.Capacity, func(x float64) { row.Capacity = &x })
			}
			if row.AvailableShare != nil {
				share(of(risk.AvailableShare, k, 0, r), *row.AvailableShare, func(x float64) { row.AvailableShare = &x })
			}
		}
	}
	for k := range m.StandIns {
		for r := range m.StandIns[k].Rows {
			row := &m.StandIns[k].Rows[r].Value
			share(of(risk.StandInShare, k, 0, r), row.Share, float(&row.Share))
			free(of(risk.StandInUnits, k, 0, r), row.Units, float(&row.Units))
		}
	}
	for k := range m.Consequences {
		free(of(risk.ConsequencePounds, k, 0, 0), m.Consequences[k].Pounds.InexactFloat64(), exact(&m.Consequences[k].Pounds))
	}
	for k := range m.Packages {
		for r := range m.Packages[k].Quantity {
			at := &m.Packages[k].Quantity[r].Value
			free(of(risk.PackageQuantity, k, 0, r), *at, float(at))
		}
	}
	return all
}
