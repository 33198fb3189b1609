package scenarios

import (
	"slices"

	"parity/engine"
	"parity/engine/risk"
	"parity/tariff"
)

func (b *bound) agreements(t *Table) {
	inTime(t, []string{"contract"}, func(key []string, row, place int) {
		b.put(t, row, risk.Figure{Of: b.contract(key[0]), Row: place}, quantityOf{"annual_value", risk.AnnualValue}, quantityOf{"rate_per_head", risk.RatePerHead})
	})
}

func (b *bound) terms(t *Table) {
	inTime(t, []string{"contract", "step"}, func(key []string, row, place int) {
		of := b.contract(key[0])
		item := slices.IndexFunc(b.model.Contracts[of].Terms, func(s tariff.Step) bool { return s.Number == int(float(key[1])) })
		b.put(t, row, risk.Figure{Of: of, Item: item, Row: place}, quantityOf{"amount", risk.TermAmount}, quantityOf{"lower", risk.TermLower},
			quantityOf{"upper", risk.TermUpper}, quantityOf{"rate_above", risk.TermRateAbove}, quantityOf{"rate_below", risk.TermRateBelow},
			quantityOf{"share", risk.TermShare})
	})
}

func (b *bound) outcomes(t *Table) {
	inTime(t, []string{"contract", "measure"}, func(key []string, row, place int) {
		of := b.contract(key[0])
		item := slices.IndexFunc(b.model.Contracts[of].Outcomes, func(o tariff.Outcome) bool { return o.Name == key[1] })
		b.put(t, row, risk.Figure{Of: of, Item: item, Row: place}, quantityOf{"weight", risk.OutcomeWeight}, quantityOf{"score", risk.OutcomeScore})
	})
}

func (b *bound) budgets(t *Table) {
	inTime(t, []string{"contract", "currency"}, func(key []string, row, place int) {
		of := b.contract(key[0])
		item := slices.IndexFunc(b.model.Contracts[of].Budgets, func(budget engine.Budget) bool { return budget.Currency == b.currency(key[1]) })
		b.put(t, row, risk.Figure{Of: of, Item: item, Row: place}, quantityOf{"share", risk.BudgetShare}, quantityOf{"budget", risk.BudgetPounds},
			quantityOf{"work_share", risk.BudgetWorkShare})
	})
}

func (b *bound) schedules(t *Table) {
	for row := range t.Rows {
		b.put(t, row, risk.Figure{Of: b.schedule(t.Cell(row, "schedule"))}, quantityOf{"mff_base", risk.ScheduleMFFBase})
	}
}

func (b *bound) prices(t *Table) {
	inTime(t, []string{"schedule", "currency", "measure"}, func(key []string, row, place int) {
		of := b.schedule(key[0])
		measure, _ := tariff.ParseMeasure(key[2])
		unit := tariff.Unit{Currency: key[1], Measure: measure}
		item := slices.IndexFunc(b.model.Schedules[of].Units, func(u tariff.UnitPrices) bool { return u.Unit == unit })
		b.put(t, row, risk.Figure{Of: of, Item: item, Row: place}, quantityOf{"price", risk.UnitPrice})
	})
}

func (b *bound) resources(t *Table) {
	inTime(t, []string{"resource", "provider"}, func(key []string, row, place int) {
		of := slices.IndexFunc(b.model.Resources, func(r engine.Resource) bool { return r.Key == key[0] && r.Provider == b.provider(key[1]) })
		b.put(t, row, risk.Figure{Of: of, Row: place}, quantityOf{"unit_cost", risk.UnitCost}, quantityOf{"efficiency_delivered", risk.EfficiencyDelivered},
			quantityOf{"mff_base", risk.ResourceMFFBase}, quantityOf{"fixed_share", risk.FixedShare}, quantityOf{"semi_fixed_share", risk.SemiFixedShare},
			quantityOf{"step", risk.Step}, quantityOf{"capacity", risk.Capacity}, quantityOf{"available_share", risk.AvailableShare})
	})
}

func (b *bound) standIns(t *Table) {
	inTime(t, []string{"resource", "stand_in", "provider"}, func(key []string, row, place int) {
		of := slices.IndexFunc(b.model.StandIns, func(s engine.StandIn) bool {
			return s.Resource == key[0] && s.StandIn == key[1] && s.Provider == b.provider(key[2])
		})
		b.put(t, row, risk.Figure{Of: of, Row: place}, quantityOf{"share", risk.StandInShare}, quantityOf{"units", risk.StandInUnits})
	})
}

func (b *bound) packages(t *Table) {
	inTime(t, []string{"currency", "resource", "per", "provider"}, func(key []string, row, place int) {
		per, _ := tariff.ParseMeasure(key[2])
		of := slices.IndexFunc(b.model.Packages, func(p engine.Package) bool {
			return p.Currency == b.currency(key[0]) && p.Resource == key[1] && p.Per == per && p.Provider == b.provider(key[3])
		})
		b.put(t, row, risk.Figure{Of: of, Row: place}, quantityOf{"quantity", risk.PackageQuantity})
	})
}

// consequences binds the rows of the table, which compile one by one.
func (b *bound) consequences(t *Table) {
	for row := range t.Rows {
		b.put(t, row, risk.Figure{Of: row}, quantityOf{"pounds", risk.ConsequencePounds})
	}
}

// uplifts binds the rows of the series that something of the model rises by.
func (b *bound) uplifts(t *Table) {
	used := b.seriesUsed()
	places := map[string]int{}
	for row := range t.Rows {
		name := t.Cell(row, "uplift")
		at := risk.Figure{Series: name, Row: places[name]}
		places[name]++
		if used[name] {
			b.put(t, row, at, quantityOf{"cost_uplift", risk.UpliftCost}, quantityOf{"efficiency", risk.UpliftEfficiency}, quantityOf{"net", risk.UpliftNet})
		}
	}
}

// seriesUsed are the uplift series that schedules, resources and contracts name.
func (b *bound) seriesUsed() map[string]bool {
	used := map[string]bool{}
	use := func(series *tariff.Uplifts) {
		if series != nil {
			used[series.Name] = true
		}
	}
	for i := range b.model.Schedules {
		use(b.model.Schedules[i].Uplift)
	}
	for i := range b.model.Resources {
		for _, row := range b.model.Resources[i].Rows {
			use(row.Value.Uplift)
		}
	}
	for i := range b.model.Contracts {
		for _, row := range b.model.Contracts[i].Agreements {
			use(row.Value.Uplift)
		}
	}
	return used
}

// heads binds what capitation pays for: a commissioner's population, or where it has weights the
// sum over its groups of people times weight.
func (b *bound) heads() {
	population, weights := b.tables.Table("commissioners"), b.tables.Table("weights")
	people, weight := weights.Schema.Index("population"), weights.Schema.Index("weight")
	groupsOf := map[string][]tariff.Dated[risk.Expression]{}
	inTime(weights, []string{"commissioner", "group"}, func(key []string, row, place int) {
		r := &weights.Rows[row]
		if place == 0 {
			groupsOf[key[0]] = append(groupsOf[key[0]], nil)
		}
		last := &groupsOf[key[0]][len(groupsOf[key[0]])-1]
		*last = append(*last, tariff.Since[risk.Expression]{From: from(weights, row), Value: times(r.number(people), r.number(weight))})
	})
	for of := range b.model.Commissioners {
		commissioner := &b.model.Commissioners[of]
		if groups, weighted := groupsOf[commissioner.Key]; weighted {
			for place, heads := range commissioner.Heads {
				var sum risk.Expression
				for _, held := range groups {
					e, _ := held.At(heads.From)
					sum = plus(sum, e)
				}
				if e := uncertainOrNil(sum); e != nil {
					b.uncertain[risk.Figure{Quantity: risk.CommissionerHeads, Of: of, Row: place}] = e
				}
			}
			continue
		}
		place := 0
		inTime(population, []string{"commissioner"}, func(key []string, row, _ int) {
			if key[0] == commissioner.Key && population.Cell(row, "population") != "" {
				b.put(population, row, risk.Figure{Of: of, Row: place}, quantityOf{"population", risk.CommissionerHeads})
				place++
			}
		})
	}
}
