package engine_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

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

// coarse makes a model of many people in round numbers whose prices are kept to six
// places: draws round neither quantities nor prices, and a quantity of a thousandth, or a
// price in whole pounds, would hide all else.
func coarse(m *engine.Model) {
	const (
		many = 100
		unit = tariff.Quantity(1000) // thousandths
	)
	for c := range m.Contracts {
		contract := &m.Contracts[c]
		for k := range contract.Caseload {
			load := &contract.Caseload[k]
			load.Opening = many * math.Round(load.Opening)
			for r := range load.Flow {
				load.Flow[r].Value.StartsPerMonth = many * math.Round(load.Flow[r].Value.StartsPerMonth)
			}
		}
	}
	for c := range m.Contracts {
		for k := range m.Contracts[c].Given {
			for i, q := range m.Contracts[c].Given[k].Quantity {
				m.Contracts[c].Given[k].Quantity[i] = many * (q / unit) * unit
			}
		}
	}
	for c := range m.Contracts {
		for k := range m.Contracts[c].Given {
			for i, q := range m.Contracts[c].Given[k].Quantity {
				m.Contracts[c].Given[k].Quantity[i] = many * (q / unit) * unit
			}
		}
	}
	for k := range m.Packages {
		for r := range m.Packages[k].Quantity {
			at := &m.Packages[k].Quantity[r].Value
			*at = math.Round(10**at) / 10
		}
	}
	for k := range m.Resources {
		for r := range m.Resources[k].Rows {
			row := &m.Resources[k].Rows[r].Value
			row.Step = many * math.Round(row.Step)
			if row.Capacity != nil {
				*row.Capacity = many * (0.5 + math.Round(*row.Capacity)) // no whole number of steps
			}
		}
	}
	fine := func(s *tariff.Schedule) {
		if s != nil {
			s.Places = 6
		}
	}
	for k := range m.Schedules {
		fine(m.Schedules[k].Schedule)
	}
	for k := range m.Contracts {
		for r := range m.Contracts[k].Agreements {
			fine(m.Contracts[k].Agreements[r].Value.Schedule)
		}
	}
}

// counted is a model whose reallocation and reviews stay as they are when those of the model
// it is made from are drawn: what the baseline pays for, and so its plan, follows from them.
func counted(m *engine.Model) *engine.Model {
	kept := *m
	kept.Contracts = slices.Clone(m.Contracts)
	for k := range kept.Contracts {
		c := &kept.Contracts[k]
		c.Reallocation, c.Reviews = slices.Clone(c.Reallocation), slices.Clone(c.Reviews)
		for i := range c.Reallocation {
			c.Reallocation[i].Share = slices.Clone(c.Reallocation[i].Share)
		}
		for i := range c.Reviews {
			c.Reviews[i].InDate = slices.Clone(c.Reviews[i].InDate)
		}
	}
	return &kept
}

// Whatever is drawn, a draw is what the engine gives for the model with the drawn numbers in
// it, but for rounding. What was agreed before the fact is the baseline's as it stands.
func TestADrawIsARunOfTheDrawnModel(t *testing.T) {
	for _, models := range []struct {
		name string
		draw func(*rapid.T) *engine.Model
	}{{"people who flow", engine.RandomModel}, {"services", engine.RandomService}} {
		t.Run(models.name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				m := models.draw(rt)
				coarse(m)
				base, err := engine.Run(m, nil, &engine.Propagators{})
				if err != nil {
					rt.Fatal("a model that cannot be run: ", err)
				}
				base.Model = counted(m)
				uncertain := map[risk.Figure]risk.Expression{}
				var drawn []modelNumber
				for _, n := range numbers(m) {
					if n.stands != 0 && rapid.IntRange(0, 3).Draw(rt, "one in four is uncertain") == 0 {
						uncertain[n.figure] = risk.Expression{{Times: 1, Slots: []int{len(drawn)}}}
						drawn = append(drawn, n)
					}
				}
				study := &risk.Study{Scenarios: []risk.Scenario{{Name: "drawn", Result: base, Uncertain: uncertain}}, Slots: len(drawn)}
				projection := risk.NewProjection(study)
				goals := goalsOf(rt, m)
				details := detailsOf(rt, study, goals)
				holdOrders(m, base)
				values := make([][]float64, len(drawn))
				for k, n := range drawn {
					values[k] = []float64{n.stands * rapid.Float64Range(0.7, n.most).Draw(rt, "times what stands")}
					n.put(values[k][0])
				}
				want, err := engine.Run(m, base, &engine.Propagators{})
				if err != nil {
					rt.Fatal("drawn numbers that cannot be: ", err)
				}
				compareDraw(rt, projection, values, want)
				compareDetails(rt, details, goals, values, want)
			})
		})
	}
}

// holdOrders has the model serve its currencies in the order in which it did: draws do not
// work out anew which are the simplest.
func holdOrders(m *engine.Model, r *engine.Result) {
	m.Rationing = nil
	for _, of := range r.Care.Resources {
		held := engine.Rationing{Resource: m.Resources[of.Resource].Key, Provider: of.Provider}
		for i, order := range of.Orders {
			held.Rows = append(held.Rows, tariff.Since[engine.RationingRow]{From: m.Month(i), Value: engine.RationingRow{Rule: engine.Protect, Tiers: order.Tiers}})
		}
		m.Rationing = append(m.Rationing, held)
	}
}

// compareDraw holds a draw to a run. Both hold the same outcomes, unless a cost is known to
// one only.
func compareDraw(t *rapid.T, projection *risk.Projection, values [][]float64, want *engine.Result) {
	t.Helper()
	runs := risk.NewProjection(&risk.Study{Scenarios: []risk.Scenario{{Result: want}}}).Outcomes()
	outcomes := projection.Outcomes()
	got := make([][]float64, len(outcomes))
	for k := range got {
		got[k] = make([]float64, 1)
	}
	projection.NewWorker().Work(values, got)
	within := roundingOf(want)
	compared := 0
	for k, o := range outcomes {
		at := slices.IndexFunc(runs, func(r risk.Outcome) bool { r.Stands = o.Stands; return r == o })
		if at < 0 {
			continue
		}
		compared++
		if diff := math.Abs(got[k][0] - runs[at].Stands); !(diff <= within) {
			t.Errorf("%s of contract %d, provider %d, step %d, %v: %v, and the run gives %v: %v apart, more than rounding's %v",
				o.Item, o.Contract, o.Provider, o.Step, o.Period, got[k][0], runs[at].Stands, diff, within)
		}
	}
	if compared == 0 {
		t.Error("nothing to compare")
	}
}

// goalsOf are details of a model, some over a selection or a year.
func goalsOf(t *rapid.T, m *engine.Model) []engine.Goal {
	var goals []engine.Goal
	for _, item := range risk.Details() {
		names := []string{item}
		switch item + "/" {
		case engine.ItemAsked, engine.ItemDelivered, engine.ItemNotDelivered:
			names = nil
			for _, r := range m.Resources {
				names = append(names, item+"/"+r.Key)
			}
		case engine.ItemConsequence:
			names = nil
			for _, sector := range m.Sectors() {
				names = append(names, item+"/"+sector)
			}
		}
		for _, name := range names {
			goal := engine.Goal{Item: name}
			if rapid.Bool().Draw(t, "of a year") {
				goal.Year = rapid.SampledFrom(m.Years()).Draw(t, "year")
			}
			if item == engine.ItemCostStranded {
				goal.Provider = rapid.SampledFrom([]string{"", m.Providers[0].Key}).Draw(t, "provider")
			} else {
				goal.Contract = rapid.SampledFrom([]string{"", m.Contracts[0].Name}).Draw(t, "contract")
				if item != engine.ItemBasePayment {
					goal.Currency = rapid.SampledFrom([]string{"", m.Currencies[0].Key}).Draw(t, "currency")
				}
			}
			goals = append(goals, goal)
		}
	}
	return goals
}

// detailsOf writes goals down, each of which stands as the run has it; nil for one that the run
// does not know.
func detailsOf(t *rapid.T, study *risk.Study, goals []engine.Goal) []*risk.Projection {
	t.Helper()
	details := make([]*risk.Projection, len(goals))
	for k, goal := range goals {
		stands, err := goal.Of(study.Scenarios[0].Result)
		if err != nil {
			continue
		}
		draft := risk.NewDraft(study, nil, risk.Every)
		if draft.AddDetail(0, goal, inUnits(goal, stands)) {
			details[k] = draft.Projection()
			continue
		}
		goal.Year = 0
		elsewhere := strings.HasPrefix(goal.Item, engine.ItemConsequence) && missesUnknown(study.Scenarios[0].Result)
		if _, err := goal.Of(study.Scenarios[0].Result); err == nil && !elsewhere {
			t.Errorf("%s is known in every month and no detail", goal.Item)
		}
	}
	return details
}

// inUnits is a goal over its years, in pounds or units.
func inUnits(goal engine.Goal, years []int64) float64 {
	sum := int64(0)
	for _, x := range years {
		sum += x
	}
	if goal.Money() {
		return tariff.Pence(sum).Pounds()
	}
	return tariff.Quantity(sum).Units()
}

// compareDetails holds details of a draw to a run.
func compareDetails(t *rapid.T, details []*risk.Projection, goals []engine.Goal, values [][]float64, want *engine.Result) {
	t.Helper()
	within := roundingOf(want)
	for k, detail := range details {
		years, err := goals[k].Of(want)
		if err != nil || detail == nil {
			continue
		}
		got := [][]float64{make([]float64, 1)}
		detail.NewWorker().Work(values, got)
		run := inUnits(goals[k], years)
		near := within
		if !goals[k].Money() {
			near = roundingOfUnits(want)
		}
		if diff := math.Abs(got[0][0] - run); !(diff <= near) {
			t.Errorf("%+v: %v, and the run gives %v: %v apart, more than rounding's %v", goals[k], got[0][0], run, diff, near)
		}
	}
}

// roundingOfUnits bounds what rounding may move in units: a thousandth of each quantity that is
// added up and of what asks it.
func roundingOfUnits(r *engine.Result) float64 {
	asks := 1.0
	for k := range r.Model.Packages {
		for _, row := range r.Model.Packages[k].Quantity {
			asks += row.Value
		}
	}
	return 0.002 * asks * float64(r.Model.Months*len(r.Model.Contracts)*len(r.Model.Currencies))
}

// roundingOf bounds what rounding may move in a whole run, in pounds or units: half a
// thousandth of each quantity, and of what it asks, at its price or unit cost, and half a penny of each line.
func roundingOf(r *engine.Result) float64 {
	const half, penny = 0.0005, 0.01
	within, asks := penny, 1.0
	for k := range r.Model.Packages {
		for _, row := range r.Model.Packages[k].Quantity {
			asks += row.Value
		}
	}
	for k := range r.Contracts {
		roundings := 10 + 3*float64(len(r.Model.Contracts[k].Reallocation)) // who belongs elsewhere is rounded on the way
		for u := range r.Contracts[k].Priced {
			unit := &r.Contracts[k].Priced[u]
			for i := range unit.Price {
				price := math.Abs(unit.Price[i].Price.Decimal().InexactFloat64()) * 2
				within += penny + roundings*half*price + unit.Quantity[i].Units()*1e-6
			}
		}
		within += penny * float64(len(r.Contracts[k].Statement.Lines))
		for b := range r.Contracts[k].Budgets {
			for _, row := range r.Model.Contracts[k].Budgets[b].Rows {
				within += float64(r.Model.Months) * (penny + 2*half*row.Value.Pounds.InexactFloat64())
			}
		}
	}
	for k := range r.Care.Resources {
		at := &r.Care.Resources[k]
		for i := range at.Delivered {
			within += (at.StrandedSemiFixed[i] + at.StrandedFixed[i]).Units() * 3e-6
			row, _ := r.Model.Resources[at.Resource].Rows.At(r.Model.Month(i))
			step := row.Step * r.Model.YearShare(i)
			if over := math.Mod(at.Delivered[i].Units(), step); over < 20*half || step-over < 20*half {
				within += step * at.SemiFixed[i].Decimal().InexactFloat64() * 2 // rounding may begin a step
			}
		}
	}
	for l := range r.Care.Lines {
		line := &r.Care.Lines[l]
		at := &r.Care.Resources[line.Provided]
		for i := range line.Asked {
			cost := (at.Variable[i] + at.SemiFixed[i] + at.Fixed[i]).Decimal().InexactFloat64() * 2
			within += (line.SemiFixedUnits[i] + line.FixedUnits[i]).Units() * 3e-6
			within += 3*penny + 10*half*asks*cost + line.Asked[i].Units()*3e-6
			shared := (line.SemiFixedUnits[i] + line.FixedUnits[i]).Units() * cost // in proportion to rounded asks
			within += shared * 10 * half * asks / max(half, at.Asked[i].Units())
			if line.NotDelivered[i] != 0 { // acts are paid for as a rounded part of a rounded ask is given
				within += valueOf(r, line, i) * min(1, 10*half/line.Asked[i].Units()) * 2
			}
		}
	}
	return 2*within + roundingElsewhere(r) // surplus counts income and cost, terms count what others have counted
}

// valueOf is what a line's currency is worth under its contract in a month, in pounds; where
// people belong in others than they are recorded in, what all are worth.
func valueOf(r *engine.Result, line *engine.CareLine, i int) float64 {
	value := 0.0
	for u := range r.Contracts[line.Contract].Priced {
		if unit := &r.Contracts[line.Contract].Priced[u]; unit.Currency == line.Currency || len(r.Model.Contracts[line.Contract].Reallocation) > 0 {
			price := unit.Price[i].Price.Decimal().InexactFloat64()
			value += unit.Quantity[i].Units() * price / min(1, line.Delivered[i].Units()/line.Asked[i].Units()+1e-3)
		}
	}
	return value
}
