package engine

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"parity/tariff"
)

// drawService draws a model that uses everything money and care know: two providers with
// resources and packages of their own, dates everywhere, prices and costs that are missing,
// uplifts published late, forms and schedules that change on the way. People are stated
// rather than simulated but for one currency. Figures are illustrative.
func drawService(t *rapid.T) *Model {
	m := &Model{
		Start:  tariff.NewMonth(rapid.IntRange(2023, 2027).Draw(t, "start year"), rapid.IntRange(1, 12).Draw(t, "start month")),
		Months: rapid.IntRange(1, 16).Draw(t, "months"),
	}
	for k := range rapid.IntRange(1, 3).Draw(t, "currencies") {
		m.Currencies = append(m.Currencies, Currency{Key: fmt.Sprint("C", k), Name: fmt.Sprint("Cluster ", k)})
	}
	m.Currencies[0].ReviewDays = 28
	for _, key := range []string{"P", "Q"} {
		m.Providers = append(m.Providers, Provider{Key: key, MFF: drawDated(t, m, func() decimal.Decimal { return drawDecimal(t, "mff", 900_000, 1_300_000, 6) })})
		m.Commissioners = append(m.Commissioners, Commissioner{Key: key, Heads: drawDated(t, m, func() decimal.Decimal { return drawDecimal(t, "heads", 1, 90_000, 0) })})
	}
	uplifts := []*tariff.Uplifts{nil, drawLateUplift(t, m, 0, 1, 2, 3), drawLateUplift(t, m, 0, 2, 3)}
	var schedules []*tariff.Schedule
	for k := range 2 {
		schedule := drawDatedSchedule(t, m, fmt.Sprint("schedule ", k), rapid.SampledFrom(uplifts).Draw(t, "uplift"))
		schedules = append(schedules, schedule)
		m.Schedules = append(m.Schedules, Schedule{Schedule: schedule, Contract: -1})
	}
	for k := range rapid.IntRange(1, 3).Draw(t, "contracts") {
		m.Contracts = append(m.Contracts, drawContract(t, m, k, schedules, uplifts))
		drawCounting(t, m, &m.Contracts[k])
	}
	drawResources(t, m, []*tariff.Uplifts{nil, uplifts[2]}) // cost needs more than a net
	drawConsequences(t, m)
	dropGainShares(m)
	return m
}

// drawDated draws a value that may change in one of the run's months.
func drawDated[T any](t *rapid.T, m *Model, value func() T) tariff.Dated[T] {
	dated := tariff.Always(value())
	if rapid.Bool().Draw(t, "changes on a date") {
		dated = append(dated, tariff.Since[T]{From: drawMonth(t, m), Value: value()})
	}
	return dated
}

// drawLateUplift draws two or three rows, in any month, that say what they say in any of the ways
// there are, some published late and some twice.
func drawLateUplift(t *rapid.T, m *Model, ways ...int) *tariff.Uplifts {
	u := &tariff.Uplifts{Name: "uplift"}
	for range rapid.IntRange(1, 3).Draw(t, "rows") {
		row := tariff.UpliftRow{From: m.Month(rapid.IntRange(-12, m.Months).Draw(t, "from"))}
		cost, efficiency, net := drawDecimal(t, "cost_uplift", 0, 600, 4), drawDecimal(t, "efficiency", 0, 300, 4), drawDecimal(t, "net", -100, 400, 4)
		switch rapid.SampledFrom(ways).Draw(t, "says") {
		case 0:
			row.CostUplift, row.Efficiency = &cost, &efficiency
		case 1:
			row.Net = &net
		case 2:
			row.Net, row.Efficiency = &net, &efficiency
		case 3:
			row.CostUplift = &cost
		}
		if rapid.Bool().Draw(t, "published late") {
			row.Published = row.From + tariff.Month(rapid.IntRange(-2, 4).Draw(t, "months late"))
		}
		if !slices.ContainsFunc(u.Rows, func(other tariff.UpliftRow) bool {
			return other.From == row.From && other.Published == row.Published
		}) {
			u.Rows = append(u.Rows, row)
		}
	}
	return u
}

var pricedHere = []tariff.Measure{tariff.Day, tariff.AdmittedDay, tariff.Start, tariff.Entry, tariff.Assessment, tariff.Period, tariff.YearOfCare, tariff.Contact, tariff.BedDay}

func drawDatedSchedule(t *rapid.T, m *Model, name string, uplift *tariff.Uplifts) *tariff.Schedule {
	schedule := &tariff.Schedule{
		Name: name, Title: "Illustrative", Basis: tariff.Local, AppliesMFF: rapid.Bool().Draw(t, "applies_mff"),
		MFFBase: drawDecimal(t, "mff_base", 1_000_000, 1_100_000, 6), Uplift: uplift, Places: int32(rapid.SampledFrom([]int{0, 2, 6}).Draw(t, "places")),
	}
	row := func(measure tariff.Measure) tariff.PriceRow {
		row := tariff.PriceRow{PriceBase: m.Month(rapid.IntRange(-12, 3).Draw(t, "price_base")), Covers: tariff.All}
		if (measure == tariff.Period || measure == tariff.YearOfCare) && rapid.Bool().Draw(t, "covers the community") {
			row.Covers = tariff.Community
		}
		if rapid.IntRange(0, 5).Draw(t, "has a price") > 0 {
			price := drawDecimal(t, "price", 0, 100_000, 2)
			row.Price = &price
		}
		return row
	}
	for _, currency := range m.Currencies {
		for _, measure := range pricedHere {
			if !rapid.Bool().Draw(t, "priced") || measure == tariff.AdmittedDay && priced(schedule, currency.Key, tariff.Day) {
				continue
			}
			rows := drawDated(t, m, func() tariff.PriceRow { return row(measure) })
			if len(rows) == 1 && rapid.Bool().Draw(t, "starts on the way") {
				rows[0].From = drawMonth(t, m)
			}
			schedule.Units = append(schedule.Units, tariff.UnitPrices{Unit: tariff.Unit{Currency: currency.Key, Measure: measure}, Rows: rows})
		}
	}
	return schedule
}

func priced(s *tariff.Schedule, currency string, measure tariff.Measure) bool {
	_, found := s.Find(tariff.Unit{Currency: currency, Measure: measure})
	return found
}

func drawContract(t *rapid.T, m *Model, k int, schedules []*tariff.Schedule, uplifts []*tariff.Uplifts) Contract {
	contract := Contract{Commissioner: rapid.IntRange(0, 1).Draw(t, "commissioner"), Provider: rapid.IntRange(0, 1).Draw(t, "provider")}
	contract.Name = fmt.Sprint("contract ", k)
	contract.Agreements = drawDated(t, m, func() tariff.Agreement {
		value := drawDecimal(t, "annual_value", 0, 5_000_000_000, 2)
		return tariff.Agreement{
			Form:     rapid.SampledFrom([]tariff.Form{tariff.Block, tariff.Activity, tariff.Blended, tariff.Capitation}).Draw(t, "payment"),
			Schedule: rapid.SampledFrom(schedules).Draw(t, "schedule"), Shadow: rapid.SampledFrom(append(schedules, nil)).Draw(t, "shadow"),
			AnnualValue: &value, ValueFrom: m.Start, Uplift: rapid.SampledFrom(uplifts).Draw(t, "uplift"),
			Plan: rapid.SampledFrom([]tariff.Plan{tariff.PlanBaseline, tariff.PlanTable}).Draw(t, "plan"), RatePerHead: drawDecimal(t, "rate_per_head", 0, 20_000, 2),
		}
	})
	contract.Terms = drawTerms(t)
	if rapid.Bool().Draw(t, "shares cost") {
		rate := drawDecimal(t, "rate", 0, 1_000, 3)
		contract.Terms = append(contract.Terms, tariff.Step{Number: len(contract.Terms) + 1, Terms: tariff.Always(tariff.Term{
			Kind: tariff.GainShare, Settle: tariff.Yearly, Netting: tariff.NetTotal, Reference: tariff.RefAnnualValue, Share: rate,
		})})
	}
	for currency := range m.Currencies {
		if rapid.Bool().Draw(t, "is in the plan") {
			contract.Plan = append(contract.Plan, Given{currency, rapid.SampledFrom(pricedHere).Draw(t, "planned"), drawQuantities(t, m.Months)})
		}
		if currency == 0 && rapid.Bool().Draw(t, "has people") {
			contract.Caseload = []Caseload{{Currency: 0, Opening: drawPeople(t), Flow: tariff.Always(drawFlow(t))}}
			continue
		}
		for _, measure := range []tariff.Measure{tariff.AdmittedDay, tariff.CommunityDay, tariff.Start, tariff.Assessment, tariff.Period, tariff.Contact, tariff.BedDay} {
			if rapid.Bool().Draw(t, "stated") {
				contract.Given = append(contract.Given, Given{currency, measure, drawQuantities(t, m.Months)})
			}
		}
	}
	return contract
}

// drawResources draws two resources for everybody, of which Q may have its own, and who
// asks them.
func drawResources(t *rapid.T, m *Model, uplifts []*tariff.Uplifts) {
	row := func() ResourceRow {
		row := ResourceRow{
			PriceBase: m.Month(rapid.IntRange(-12, 3).Draw(t, "price_base")), Uplift: rapid.SampledFrom(uplifts).Draw(t, "uplift"),
			EfficiencyDelivered: drawDecimal(t, "efficiency_delivered", 0, 300, 4),
			FixedShare:          drawDecimal(t, "fixed_share", 0, 500, 3), LagMonths: rapid.IntRange(0, 4).Draw(t, "lag_months"),
		}
		if rapid.IntRange(0, 5).Draw(t, "has a cost") > 0 {
			cost := drawDecimal(t, "unit_cost", 0, 9_000_000, 4)
			row.UnitCost = &cost
		}
		if rapid.Bool().Draw(t, "varies with MFF") {
			base := drawDecimal(t, "mff_base", 1_000_000, 1_100_000, 6)
			row.MFFBase = &base
		}
		if rapid.Bool().Draw(t, "goes in steps") {
			row.Step, row.SemiFixedShare = float64(rapid.IntRange(1, 8_000).Draw(t, "step")), drawDecimal(t, "semi_fixed_share", 0, 500, 3)
		}
		if rapid.Bool().Draw(t, "is limited") {
			capacity := rapid.Float64Range(0, 100_000).Draw(t, "capacity")
			row.Capacity = &capacity
		}
		if rapid.Bool().Draw(t, "is cut") {
			available := rapid.Float64Range(0.1, 1).Draw(t, "available_share")
			row.AvailableShare = &available
		}
		return row
	}
	drawRationing(t, m)
	if drawStandIns(t, m) {
		m.Resources = append(m.Resources, Resource{Key: "locum", Unit: "unit", Provider: -1, Rows: drawDated(t, m, row)})
	}
	defer keepComplexKnown(m)
	for _, key := range []string{"team", "ward"} {
		m.Resources = append(m.Resources, Resource{Key: key, Unit: "unit", Provider: -1, Rows: drawDated(t, m, row)})
		if rapid.Bool().Draw(t, "Q has its own") {
			m.Resources = append(m.Resources, Resource{Key: key, Unit: "unit", Provider: 1, Rows: drawDated(t, m, row)})
		}
		for currency := range m.Currencies {
			for _, per := range []tariff.Measure{tariff.CommunityDay, tariff.AdmittedDay, tariff.Start, tariff.Contact, tariff.Person, tariff.Assessment, tariff.PerMonth} {
				for _, provider := range []int{-1, 1} {
					if rapid.IntRange(0, 2).Draw(t, "asked") == 0 {
						m.Packages = append(m.Packages, Package{Currency: currency, Resource: key, Per: per, Provider: provider,
							Quantity: drawDated(t, m, func() float64 { return rapid.Float64Range(0, 3).Draw(t, "quantity") })})
					}
				}
			}
		}
	}
}

// drawConsequences draws what care not delivered costs elsewhere: one sector for all currencies
// but the first, which has a figure of its own, and one for the first alone.
func drawConsequences(t *rapid.T, m *Model) {
	if rapid.Bool().Draw(t, "nothing is known of other sectors") {
		return
	}
	for _, of := range []Consequence{{Sector: "acute care", Currency: anyCurrency}, {Sector: "acute care", Currency: 0}, {Sector: "police", Currency: 0}} {
		of.Pounds = drawDecimal(t, "pounds", 0, 900_000, 2)
		m.Consequences = append(m.Consequences, of)
	}
}

// drawRationing draws who goes without, by the general rule and by rules of their own.
func drawRationing(t *rapid.T, m *Model) {
	for _, key := range []string{"", "team", "ward", "locum"} {
		for _, provider := range []int{-1, 1} {
			if rapid.IntRange(0, 3).Draw(t, "is rationed") > 0 {
				continue
			}
			rows := drawDated(t, m, func() RationingRow {
				switch rule := rapid.SampledFrom([]Rule{Proportional, Protect, SimplestFirst}).Draw(t, "rule"); rule {
				case Protect:
					return RationingRow{Rule: rule, Tiers: [][]int{{rapid.IntRange(0, len(m.Currencies)-1).Draw(t, "protects")}}}
				default:
					return RationingRow{Rule: rule}
				}
			})
			if len(rows) == 1 && rapid.Bool().Draw(t, "starts on the way") {
				rows[0].From = drawMonth(t, m)
			}
			m.Rationing = append(m.Rationing, Rationing{Resource: key, Provider: provider, Rows: rows})
		}
	}
}

// drawStandIns draws who takes over what is not delivered; true where a locum may.
func drawStandIns(t *rapid.T, m *Model) (locum bool) {
	for _, in := range []StandIn{
		{Resource: "team", StandIn: "ward", Provider: -1}, {Resource: "team", StandIn: "locum", Provider: -1},
		{Resource: "team", StandIn: "locum", Provider: 1}, {Resource: "ward", StandIn: "locum", Provider: -1},
	} {
		if in.Resource == "ward" && slices.ContainsFunc(m.StandIns, func(s StandIn) bool { return s.StandIn == "ward" }) {
			continue // who stands in has nobody stand in
		}
		if rapid.IntRange(0, 3).Draw(t, "stands in") == 0 {
			in.Rows = drawDated(t, m, func() StandInRow {
				return StandInRow{Share: rapid.Float64Range(0, 0.5).Draw(t, "share"), Units: rapid.SampledFrom([]float64{0.5, 1, 2}).Draw(t, "units")}
			})
			m.StandIns = append(m.StandIns, in)
			locum = locum || in.StandIn == "locum"
		}
	}
	return locum
}

// keepComplexKnown has no rule ask for costs that are missing.
func keepComplexKnown(m *Model) {
	known := !slices.ContainsFunc(m.Resources, func(r Resource) bool {
		return slices.ContainsFunc(r.Rows, func(row tariff.Since[ResourceRow]) bool { return row.Value.UnitCost == nil })
	})
	for k := range m.Rationing {
		for r := range m.Rationing[k].Rows {
			if rule := &m.Rationing[k].Rows[r].Value.Rule; *rule == SimplestFirst && !known {
				*rule = Proportional
			}
		}
	}
}

// dropGainShares takes them out where a cost is missing or nothing costs: they cannot be
// settled without.
func dropGainShares(m *Model) {
	known := len(m.Packages) > 0
	for _, resource := range m.Resources {
		for _, row := range resource.Rows {
			known = known && row.Value.UnitCost != nil
		}
	}
	for k := range m.Contracts {
		contract := &m.Contracts[k]
		contract.Terms = slices.DeleteFunc(slices.Clone(contract.Terms), func(s tariff.Step) bool {
			return s.Terms[0].Value.Kind == tariff.GainShare && !(known && caredFor(m, contract))
		})
	}
}

// caredFor says whether some package holds for a currency that the contract has.
func caredFor(m *Model, contract *Contract) bool {
	return slices.ContainsFunc(m.Packages, func(pack Package) bool {
		return pack.Provider == -1 && (contract.CaseloadOf(pack.Currency) != nil ||
			slices.ContainsFunc(contract.Given, func(g Given) bool { return g.Currency == pack.Currency }))
	})
}

// drawCounting draws who is recorded in the wrong currency, and whose review is overdue.
func drawCounting(t *rapid.T, m *Model, contract *Contract) {
	if rapid.Bool().Draw(t, "everybody is recorded and reviewed rightly") {
		return
	}
	for recorded := range m.Currencies {
		left := 1.0
		for right := range m.Currencies {
			if recorded == right || !rapid.Bool().Draw(t, "belong elsewhere") {
				continue
			}
			share := left * rapid.SampledFrom([]float64{0, 0.04, 0.3, 1}).Draw(t, "share of what is left")
			left -= share
			contract.Reallocation = append(contract.Reallocation, Reallocation{recorded, right, drawDated(t, m, func() float64 {
				return share * rapid.Float64Range(0, 1).Draw(t, "of which")
			})})
		}
		if rapid.Bool().Draw(t, "reviews are overdue") {
			contract.Reviews = append(contract.Reviews, Reviews{recorded, drawDated(t, m, func() float64 { return rapid.Float64Range(0, 1).Draw(t, "in_date") })})
		}
	}
}

// drawOther draws what a scenario makes of a baseline: the same model with other people and
// activity, and some of it gone or led by a new contract.
func drawOther(t *rapid.T, m *Model) *Model {
	other := *m
	other.Contracts = slices.Clone(m.Contracts)
	for k := range other.Contracts {
		contract := &other.Contracts[k]
		contract.Given = slices.Clone(contract.Given)
		for g := range contract.Given {
			contract.Given[g].Quantity = drawQuantities(t, m.Months)
		}
		contract.Caseload = slices.Clone(contract.Caseload)
		for p := range contract.Caseload {
			contract.Caseload[p].Flow = tariff.Always(drawFlow(t))
		}
	}
	for k := range other.Contracts {
		other.Contracts[k].Reallocation, other.Contracts[k].Reviews = nil, nil
		drawCounting(t, m, &other.Contracts[k])
	}
	leaving := rapid.IntRange(-1, len(m.Currencies)-1).Draw(t, "currency that leaves")
	from := &other.Contracts[rapid.IntRange(0, len(other.Contracts)-1).Draw(t, "contract it leaves")]
	from.Given = slices.DeleteFunc(from.Given, func(g Given) bool { return g.Currency == leaving })
	from.Caseload = slices.DeleteFunc(from.Caseload, func(c Caseload) bool { return c.Currency == leaving })
	switch rapid.IntRange(0, 3).Draw(t, "what becomes of the first contract") {
	case 0:
		other.Contracts = other.Contracts[1:]
	case 1:
		added := other.Contracts[0]
		added.Name = "a new contract"
		other.Contracts = append([]Contract{added}, other.Contracts...)
	}
	dropGainShares(&other)
	return &other
}
