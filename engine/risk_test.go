package engine_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"parity/engine"
	"parity/engine/risk"
	"parity/tariff"
)

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
