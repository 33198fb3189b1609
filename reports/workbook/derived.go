package workbook

import (
	"slices"
	"strconv"
	"strings"

	"parity/engine"
	"parity/scenarios"
	"parity/tariff"
)

// derivedSheet holds prices that are worked out: what the packages of a unit cost, and for
// rebased schedules the block's value shared out by it.
type derivedSheet struct {
	*sheet
	found map[string]derivedBlock
	laid  map[derivedGround]derivedBlock
}

// derivedBlock is a schedule's prices on the sheet: the row of each unit's price.
type derivedBlock struct {
	at    block
	price map[unitFrom]int
}

type unitFrom struct {
	currency int
	measure  tariff.Measure
	from     string
}

// Columns of the sheet.
const (
	derivedFrom = 6 + iota // F: the month the price holds from
	derivedAsk             // G: units of the resource asked
	derivedUnit            // H: cost of a unit
	derivedGrow            // I: growth to the price base
	derivedCost            // J: what it costs
	derivedPlan            // K: planned units
	derivedAll             // L: what the plan costs
	derivedIs              // M: the price
)

func (b *book) planDerived() *derivedSheet {
	s := &sheet{name: "Derived prices", title: "Prices worked out from care packages", kind: workings,
		about:  "Cost of one unit = sum of what its packages ask x national unit cost, at the prices of the schedule's base. Rebased price = block x cost of the unit / cost of the whole plan.",
		widths: []float64{26, 14, 12, 15, 30, 11, 14, 14, 12, 16, 16, 18, 16}, freeze: "F6", heads: [2]int{5, 5}}
	b.head(s)
	s.skip(inputHead)
	s.add(heads("Scenarios", "Schedule", "Currency", "Measure", "What", "From", "Units asked", "Unit cost, £", "Growth", "Cost, £", "Planned units", "Cost of plan, £", "Price, £")...)
	return &derivedSheet{sheet: s, found: map[string]derivedBlock{}, laid: map[derivedGround]derivedBlock{}}
}

// derivedPrice is a price of a unit and the month at whose prices it is.
type derivedPrice struct {
	since
	base tariff.Month
}

// derivedPrices are a unit's prices over time under a derived schedule.
func (s *scenario) derivedPrices(in schedule, currency int, measure tariff.Measure) []derivedPrice {
	b := s.derivedBlock(in)
	units, _ := in.is.Find(tariff.Unit{Currency: s.result.Model.Currencies[currency].Key, Measure: measure})
	var prices []derivedPrice
	for _, row := range units.Rows {
		month := ""
		if row.From != 0 {
			month = row.From.String()
		}
		n := b.price[unitFrom{currency, measure, month}]
		prices = append(prices, derivedPrice{since{from: s.derived.fixed(derivedFrom, n), month: month, value: s.derived.fixed(derivedIs, n)}, row.Value.PriceBase})
	}
	return prices
}

// derivedBlock lays out a schedule's prices, once for all scenarios that give the same
// formulas.
func (s *scenario) derivedBlock(in schedule) derivedBlock {
	if b, known := s.laid[in.is]; known {
		return b
	}
	on := s.derivedGround(in)
	b, known := s.derived.laid[on]
	if known {
		s.derived.rows[b.at.from-1].users.add(s.at)
	} else {
		b = s.layOrShare(in)
		s.derived.laid[on] = b
	}
	s.laid[in.is] = b
	return b
}

func (s *scenario) layOrShare(in schedule) derivedBlock {
	trial := &sheet{name: s.derived.name}
	s.layDerived(trial, in)
	var key []byte
	for i := range trial.rows {
		for k := range trial.rows[i].cells {
			c := &trial.rows[i].cells[k]
			key = append(append(append(key, c.text...), 0), c.formula...)
			key = appendBits(key, c.number)
		}
	}
	if b, known := s.derived.found[string(key)]; known {
		s.derived.rows[b.at.from-1].users.add(s.at)
		return b
	}
	from := s.derived.next()
	b := derivedBlock{at: block{from: from}, price: s.layDerived(s.derived.sheet, in)}
	b.at.to = s.derived.next() - 1
	u := &users{}
	u.add(s.at)
	for n := b.at.from; n <= b.at.to; n++ {
		s.derived.rows[n-1].users = u
	}
	s.derived.found[string(key)] = b
	return b
}

// layDerived writes a schedule's block: for rebased ones the value that is shared, then
// unit by unit its packages and its price.
func (s *scenario) layDerived(on *sheet, in schedule) map[unitFrom]int {
	m := s.result.Model
	rebased := in.is.Derive == engine.Rebase
	prices := map[unitFrom]int{}
	top := on.next()
	total := style{role: total, format: pence}
	if rebased {
		on.add(s.sharedValue(in, total)...)
	}
	provider := m.NationalProvider()
	if rebased {
		provider = m.Contracts[in.is.Contract].Provider
	}
	for _, units := range in.is.Units {
		currency := s.currencyOf(units.Unit)
		for _, row := range units.Rows {
			at := m.Start
			month := ""
			if row.From != 0 {
				at, month = max(row.From, at), row.From.String()
			}
			from := on.next()
			s.layPackages(on, in, currency, units.Unit.Measure, provider, at, row.Value.PriceBase, month)
			n := on.next()
			cost, costing := s.unitSum(on, from, n-1)
			cells := append(derivedLabels(in.is.Name, units.Unit, "one unit", month), cell{}, cell{}, cell{},
				formulaCell(cost, costing, style{role: total.role, format: price}))
			own := func(c int) string { return columnName(c) + strconv.Itoa(n) }
			exact := 0.0
			if row.Value.Price != nil {
				exact = row.Value.Price.InexactFloat64()
			}
			if rebased {
				planned := s.plannedUnits(in, currency, units.Unit.Measure)
				head := func(c int) string { return fixedCell(c, top) }
				cells = append(cells,
					numberCell(planned, style{role: value, format: quantity}),
					formulaCell(own(derivedCost)+"*"+own(derivedPlan), costing*planned, style{role: figure, format: pence}),
					formulaCell("ROUND("+head(derivedIs)+"*"+own(derivedCost)+"/"+head(derivedAll)+","+s.constants.places(unitCostPlaces).text+")", exact, style{role: figure, format: price}))
			} else {
				cells = append(cells, cell{}, cell{},
					formulaCell("ROUND("+own(derivedCost)+","+s.constants.places(unitCostPlaces).text+")", exact, style{role: figure, format: price}))
			}
			prices[unitFrom{currency, units.Unit.Measure, month}] = on.add(cells...)
		}
	}
	if rebased {
		sum := 0.0
		for n := top + 1; n < on.next(); n++ {
			if c := on.rows[n-1].cells; len(c) >= derivedAll {
				sum += c[derivedAll-1].number
			}
		}
		column := columnName(derivedAll)
		on.rows[top-1].cells[derivedAll-1] = formulaCell("SUM("+column+strconv.Itoa(top+1)+":"+column+strconv.Itoa(on.next()-1)+")", sum, total)
	}
	return prices
}

// currencyOf is the currency of a unit, -1 where the model has none such.
func (s *scenario) currencyOf(unit tariff.Unit) int {
	return slices.IndexFunc(s.result.Model.Currencies, func(c engine.Currency) bool { return c.Key == unit.Currency })
}

func derivedLabels(schedule string, unit tariff.Unit, what, month string) []cell {
	return []cell{{}, textCell(schedule, style{role: label}), textCell(unit.Currency, style{role: label}),
		textCell(unit.Measure.String(), style{role: label}), textCell(what, style{role: label}), textCell(month, style{role: label})}
}

// wholePlan marks the head of a rebased schedule's block.
const wholePlan = "whole plan"

// sharedValue is the head of a rebased schedule: the block's value over the first financial
// year of the run.
func (s *scenario) sharedValue(in schedule, look style) []cell {
	m := s.result.Model
	cells := make([]cell, derivedIs)
	cells[1] = textCell(in.is.Name, style{role: strong})
	cells[4] = textCell("Value of contract "+m.Contracts[in.is.Contract].Name+", first year", style{role: strong})
	cells[derivedPlan-1] = textCell(wholePlan, style{role: strong})
	twelfths := s.twelfths(in.is.Contract)
	first := s.time.months[0].Year()
	value, n := 0.0, 0
	for ; n < len(s.time.months) && s.time.months[n].Year() == first; n++ {
		value += twelfths.at(n)
	}
	yearly := strings.ReplaceAll(twelfths.text, at, s.time.yearly[0])
	cells[derivedIs-1] = formulaCell(yearly, value, look)
	return cells
}

// opensBlock says whether a row is the head of a rebased schedule.
func (d *derivedSheet) opensBlock(n int) bool {
	cells := d.rows[n-1].cells
	return len(cells) >= derivedIs && cells[derivedPlan-1].text == wholePlan
}

// unitSum is the sum of the package costs of a unit.
func (s *scenario) unitSum(on *sheet, from, to int) (string, float64) {
	sum := 0.0
	for n := from; n <= to; n++ {
		sum += on.rows[n-1].cells[derivedCost-1].number
	}
	column := columnName(derivedCost)
	return "SUM(" + column + strconv.Itoa(from) + ":" + column + strconv.Itoa(to) + ")", sum
}

// layPackages writes a row for each resource that one unit asks.
func (s *scenario) layPackages(on *sheet, in schedule, currency int, measure tariff.Measure, provider int, month, base tariff.Month, from string) {
	m := s.result.Model
	packages, resources := s.table("packages"), s.table("resources")
	uplift := s.table("schedules").Cell(in.row, "uplift")
	unit := tariff.Unit{Currency: m.Currencies[currency].Key, Measure: measure}
	per, then := measure.String(), month.String()
	for i := range m.Packages {
		p := &m.Packages[i]
		if p.Currency != currency || p.Per != measure || !s.holds(p, provider) {
			continue
		}
		r := s.resourceFor(p.Resource, provider)
		if r < 0 {
			continue
		}
		ask := inForce(packages, rowsOf(packages, "currency", unit.Currency, "resource", p.Resource, "per", per, "provider", s.providerKey(p.Provider)), then)
		held := rowsOf(resources, "resource", p.Resource, "provider", s.providerKey(m.Resources[r].Provider))
		row := inForce(resources, held, then)
		if ask < 0 || row < 0 {
			continue
		}
		quantityOf, costOf := s.input(packages, ask, "quantity"), s.input(resources, row, "unit_cost")
		growth := s.between(uplift, priceBase(m, resources, row), base)
		n := on.next()
		product := times(times(quantityOf, costOf), growth)
		own := func(c int) string { return columnName(c) + strconv.Itoa(n) }
		on.add(append(derivedLabels(in.is.Name, unit, p.Resource+" "+m.Resources[r].Name, from),
			exprCell(quantityOf, style{role: figure, format: price}), exprCell(costOf, style{role: figure, format: price}), exprCell(growth, style{role: figure, format: index}),
			formulaCell(own(derivedAsk)+"*"+own(derivedUnit)+"*"+own(derivedGrow), product.at(0), style{role: figure, format: price}))...)
	}
}

// priceBase is the month at whose prices a resource's row is: its own, or its from, or the
// start of the run.
func priceBase(m *engine.Model, t *scenarios.Table, row int) tariff.Month {
	for _, column := range []string{"price_base", scenarios.FromColumn} {
		if month := monthOf(t.Cell(row, column)); month != 0 {
			return month
		}
	}
	return m.Start
}

// providerKey is a provider's code, * for all.
func (s *scenario) providerKey(provider int) string {
	if provider < 0 {
		return "*"
	}
	return s.result.Model.Providers[provider].Key
}

// holds says whether a package holds at a provider: its own, or the general one where it
// has none of its own.
func (s *scenario) holds(p *engine.Package, provider int) bool {
	if p.Provider == provider || p.Provider >= 0 {
		return p.Provider == provider
	}
	return !slices.ContainsFunc(s.result.Model.Packages, func(own engine.Package) bool {
		return own.Provider == provider && own.Currency == p.Currency && own.Resource == p.Resource && own.Per == p.Per
	})
}

// resourceFor is the resource of a key at a provider: its own, or the general one.
func (s *scenario) resourceFor(key string, provider int) int {
	general := -1
	for i := range s.result.Model.Resources {
		r := &s.result.Model.Resources[i]
		switch {
		case r.Key != key:
		case r.Provider == provider:
			return i
		case r.Provider < 0:
			general = i
		}
	}
	return general
}

// plannedUnits is what was planned of a unit over the first financial year of the run.
func (s *scenario) plannedUnits(in schedule, currency int, measure tariff.Measure) float64 {
	var planned tariff.Quantity
	for i, q := range s.planOf(in, currency, measure) {
		if s.time.months[i].Year() == s.time.months[0].Year() {
			planned += q
		}
	}
	return planned.Units()
}

// planOf is the plan of a unit under the contract a schedule is rebased from: as the
// contract's own lines have it, or where it is not paid by this schedule, as the baseline's
// do.
func (s *scenario) planOf(in schedule, currency int, measure tariff.Measure) []tariff.Quantity {
	base := s.study.Scenarios[s.study.Baseline].Result
	for _, r := range []*engine.Result{s.result, base} {
		if in.is.Contract >= len(r.Contracts) {
			continue
		}
		for _, units := range [][]engine.PricedUnit{r.Contracts[in.is.Contract].Priced, r.Contracts[in.is.Contract].Shadow} {
			for u := range units {
				if units[u].Currency == currency && units[u].Measure == measure {
					return units[u].Plan
				}
			}
		}
	}
	return nil
}
