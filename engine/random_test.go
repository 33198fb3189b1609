package engine

import (
	"fmt"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"parity/tariff"
)

// randomModel draws a small model that holds together: contracts of every form between
// commissioners and providers, currencies whose people flow, grow or are given, prices,
// terms and packages. Figures are illustrative.
func randomModel(t *rapid.T) *Model {
	m := drawFlowingModel(t, 5, 18)
	for k := range m.Currencies {
		if rapid.Bool().Draw(t, "has a review period") {
			m.Currencies[k].ReviewDays = rapid.SampledFrom([]float64{28, 91, 6 * 365.25 / 12, 365.25}).Draw(t, "review period")
		}
	}
	m.Currencies = append(m.Currencies, Currency{Key: "grown", Name: "Grown"}, Currency{Key: "given", Name: "Given"})
	grown, given := len(m.Currencies)-2, len(m.Currencies)-1
	for i := range m.Contracts {
		contract := &m.Contracts[i]
		flow := drawFlow(t)
		flow.MeanStayDays = 0
		contract.Caseload = append(contract.Caseload, Caseload{Currency: grown, Opening: drawPeople(t), Flow: tariff.Always(flow)})
		contract.Given = []Given{{Currency: given, Measure: tariff.Contact, Quantity: drawQuantities(t, m.Months)}}
	}
	if rapid.Bool().Draw(t, "has a market") {
		drawMarkets(t, m, grown, given)
	}
	drawPayment(t, m)
	drawPackages(t, m)
	return m
}

// drawMarkets lets some currencies of the first contract to one or two new ones: of those whose
// people flow, some, and of others that are named, some. An entrant may have a caseload of more
// than it takes over.
func drawMarkets(t *rapid.T, m *Model, others ...int) {
	incumbent := &m.Contracts[0]
	entrants := rapid.IntRange(1, 2).Draw(t, "entrants")
	for e := range entrants {
		entrant := Contract{Contract: tariff.Contract{Name: fmt.Sprint("entrant ", e)}}
		for _, caseload := range incumbent.Caseload {
			flow := drawFlow(t)
			flow.StartsPerMonth = 0
			if caseload.Flow[0].Value.MeanStayDays == 0 {
				flow.MeanStayDays = 0
			}
			lets := rapid.Bool().Draw(t, "is let")
			if lets {
				m.Markets = append(m.Markets, drawMarket(t, m, len(m.Contracts), caseload.Currency, entrants))
			}
			if lets || rapid.Bool().Draw(t, "stays with the entrant") {
				entrant.Caseload = append(entrant.Caseload, Caseload{Currency: caseload.Currency, Flow: tariff.Always(flow)})
			}
		}
		for _, currency := range others {
			if incumbent.CaseloadOf(currency) == nil && rapid.Bool().Draw(t, "given activity is let") {
				m.Markets = append(m.Markets, drawMarket(t, m, len(m.Contracts), currency, entrants))
			}
		}
		if len(m.Markets) == 0 || m.Markets[len(m.Markets)-1].To != len(m.Contracts) {
			return
		}
		for _, move := range drawMoves(t, &Model{Start: m.Start, Months: m.Months, Currencies: m.Currencies[:len(m.Currencies)-len(others)]}) {
			if entrant.CaseloadOf(move.From) != nil {
				entrant.Moves = append(entrant.Moves, move)
			}
		}
		m.Contracts = append(m.Contracts, entrant)
		incumbent = &m.Contracts[0]
	}
}

// drawMarket lets at most an equal part of all to one of so many entrants. Shares are nothing, or
// not so small that rounding to thousandths would hide all else.
func drawMarket(t *rapid.T, m *Model, to, currency, entrants int) Market {
	row := func() MarketRow {
		share := rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(0.05, 1/float64(entrants)))
		return MarketRow{
			StartsShare: share.Draw(t, "starts_share"), CaseloadShare: share.Draw(t, "caseload_share"),
			RelativeCost: rapid.Float64Range(0.3, 1).Draw(t, "relative_cost"),
		}
	}
	market := Market{Name: "market", Currency: currency, To: to, Rows: tariff.Dated[MarketRow]{{From: drawMonth(t, m), Value: row()}}}
	if later := drawMonth(t, m); later > market.Rows[0].From {
		market.Rows = append(market.Rows, tariff.Since[MarketRow]{From: later, Value: row()})
	}
	return market
}

// drawFlowingModel draws a model whose people all flow and whose stays, starts and moves
// change on the way; at most so many currencies and months, one to three contracts.
func drawFlowingModel(t *rapid.T, mostCurrencies, mostMonths int) *Model {
	m := &Model{
		Start:  tariff.NewMonth(rapid.IntRange(2023, 2027).Draw(t, "start year"), rapid.IntRange(1, 12).Draw(t, "start month")),
		Months: rapid.IntRange(1, mostMonths).Draw(t, "months"),
	}
	for k := range rapid.IntRange(1, mostCurrencies).Draw(t, "currencies") {
		m.Currencies = append(m.Currencies, Currency{Key: fmt.Sprint(k), Name: fmt.Sprint("Cluster ", k)})
	}
	for i := range rapid.IntRange(1, 3).Draw(t, "contracts") {
		contract := Contract{Contract: tariff.Contract{Name: fmt.Sprint("contract ", i)}}
		for k := range m.Currencies {
			caseload := Caseload{Currency: k, Opening: drawPeople(t), Flow: tariff.Always(drawFlow(t))}
			if rapid.Bool().Draw(t, "changes on the way") {
				caseload.Flow = append(caseload.Flow, tariff.Since[Flow]{From: drawMonth(t, m), Value: drawFlow(t)})
			}
			contract.Caseload = append(contract.Caseload, caseload)
		}
		contract.Moves = drawMoves(t, m)
		m.Contracts = append(m.Contracts, contract)
	}
	return m
}

// drawMoves draws moves between the currencies; what leaves one is shared out among the
// others and discharge.
func drawMoves(t *rapid.T, m *Model) []Move {
	var moves []Move
	for from := range m.Currencies {
		left := 1.0
		for to := range m.Currencies {
			if from == to || !rapid.Bool().Draw(t, "moves") {
				continue
			}
			share := left * rapid.Float64Range(0, 1).Draw(t, "share of what is left")
			left -= share
			move := Move{From: from, To: to, Share: tariff.Always(share)}
			if rapid.Bool().Draw(t, "fewer move later") {
				move.Share = append(move.Share, tariff.Since[float64]{From: drawMonth(t, m), Value: share / 2})
			}
			moves = append(moves, move)
		}
	}
	return moves
}

func drawPeople(t *rapid.T) float64 { return rapid.Float64Range(0, 500).Draw(t, "people") }

// drawMonth draws a month of the run.
func drawMonth(t *rapid.T, m *Model) tariff.Month {
	return m.Month(rapid.IntRange(0, m.Months-1).Draw(t, "month of the run"))
}

func drawFlow(t *rapid.T) Flow {
	return Flow{
		StartsPerMonth:      rapid.Float64Range(0, 60).Draw(t, "starts_per_month"),
		Growth:              rapid.Float64Range(-0.2, 0.2).Draw(t, "growth"),
		MeanStayDays:        rapid.Float64Range(4, 1500).Draw(t, "mean_stay_days"),
		AdmittedShare:       rapid.Float64Range(0, 1).Draw(t, "admitted_share"),
		AssessmentsPerStart: rapid.Float64Range(0.5, 2).Draw(t, "assessments_per_start"),
	}
}

func drawQuantities(t *rapid.T, months int) []tariff.Quantity {
	quantities := make([]tariff.Quantity, months)
	for i := range quantities {
		quantities[i] = tariff.Quantity(rapid.IntRange(0, 5_000_000).Draw(t, "thousandths"))
	}
	return quantities
}

// drawDecimal draws a number between two whole multiples of ten to the -places.
func drawDecimal(t *rapid.T, what string, least, most int64, places int32) decimal.Decimal {
	return decimal.New(rapid.Int64Range(least, most).Draw(t, what), -places)
}

// drawPayment gives the contracts their parties, and each a form of payment with prices,
// an annual value and terms.
func drawPayment(t *rapid.T, m *Model) {
	mff := drawDecimal(t, "mff", 900_000, 1_300_000, 6)
	m.Providers = []Provider{{Key: "P", Name: "Provider", MFF: tariff.Always(mff)}}
	m.Commissioners = []Commissioner{{Key: "B", Name: "Commissioner", Heads: tariff.Always(drawDecimal(t, "heads", 1_000, 900_000, 0))}}
	uplift := drawUplift(t, m)
	schedule := drawSchedule(t, m, uplift)
	for i := range m.Contracts {
		contract := &m.Contracts[i]
		value := drawDecimal(t, "annual_value", 0, 5_000_000_000, 2)
		agreement := tariff.Agreement{
			Form:     rapid.SampledFrom([]tariff.Form{tariff.Block, tariff.Activity, tariff.Blended, tariff.Capitation}).Draw(t, "payment"),
			Schedule: schedule, AnnualValue: &value, ValueFrom: m.Start, Uplift: uplift,
			Plan: tariff.PlanBaseline, RatePerHead: drawDecimal(t, "rate_per_head", 0, 20_000, 2),
		}
		contract.Agreements = tariff.Always(agreement)
		if rapid.Bool().Draw(t, "changes form") {
			agreement.Form = tariff.Activity
			contract.Agreements = append(contract.Agreements, tariff.Since[tariff.Agreement]{From: drawMonth(t, m), Value: agreement})
		}
		contract.Terms = drawTerms(t)
		drawBudgets(t, m, contract)
		drawCounting(t, m, contract)
	}
}

// drawBudgets gives people of some currencies with a caseload personal budgets, and mostly takes
// them out of the contract in a step of its own.
func drawBudgets(t *rapid.T, m *Model, contract *Contract) {
	for _, caseload := range contract.Caseload {
		if rapid.IntRange(0, 2).Draw(t, "holds budgets") > 0 {
			continue
		}
		rows := tariff.Always(drawBudget(t))
		if rapid.Bool().Draw(t, "other budgets later") {
			rows = append(rows, tariff.Since[BudgetRow]{From: drawMonth(t, m), Value: drawBudget(t)})
		}
		contract.Budgets = append(contract.Budgets, Budget{Currency: caseload.Currency, Rows: rows})
	}
	if len(contract.Budgets) > 0 && rapid.IntRange(0, 3).Draw(t, "leaves the contract") > 0 {
		settle := tariff.Monthly
		for _, step := range contract.Terms {
			settle = step.Terms[0].Value.Settle
		}
		contract.Terms = append(contract.Terms, tariff.Step{Number: len(contract.Terms) + 1, Terms: tariff.Always(tariff.Term{
			Kind: tariff.Budgets, Settle: settle, Share: drawDecimal(t, "share that leaves", 0, 1_000, 3),
		})})
	}
}

func drawBudget(t *rapid.T) BudgetRow {
	return BudgetRow{
		Share:     rapid.Float64Range(0, 1).Draw(t, "share with a budget"),
		Pounds:    drawDecimal(t, "pounds a person-year", 0, 2_000_000, 2),
		WorkShare: rapid.Float64Range(0, 1).Draw(t, "work that leaves"),
	}
}

func drawUplift(t *rapid.T, m *Model) *tariff.Uplifts {
	uplifts := &tariff.Uplifts{Name: "uplift"}
	for y := m.Start.Year(); y <= m.Start.Year()+2; y++ {
		cost, efficiency := drawDecimal(t, "cost_uplift", 0, 600, 4), drawDecimal(t, "efficiency", 0, 300, 4)
		uplifts.Rows = append(uplifts.Rows, tariff.UpliftRow{From: y.April(), CostUplift: &cost, Efficiency: &efficiency})
	}
	return uplifts
}

// drawSchedule prices each currency by one measure that it has.
func drawSchedule(t *rapid.T, m *Model, uplift *tariff.Uplifts) *tariff.Schedule {
	schedule := &tariff.Schedule{
		Name: "local", Title: "Illustrative local prices", Basis: tariff.Local,
		AppliesMFF: rapid.Bool().Draw(t, "applies_mff"), MFFBase: decimal.NewFromInt(1), Uplift: uplift, Places: 2,
	}
	for _, currency := range m.Currencies {
		measure := rapid.SampledFrom([]tariff.Measure{tariff.Day, tariff.CommunityDay, tariff.Start, tariff.Entry, tariff.YearOfCare}).Draw(t, "priced measure")
		if currency.Key == "given" {
			measure = tariff.Contact
		}
		price := drawDecimal(t, "price", 0, 100_000, 2)
		row := tariff.PriceRow{Price: &price, PriceBase: m.Start, Covers: tariff.All}
		schedule.Units = append(schedule.Units, tariff.UnitPrices{
			Unit: tariff.Unit{Currency: currency.Key, Measure: measure}, Rows: tariff.Always(row),
		})
	}
	return schedule
}

// drawTerms draws none, or a marginal rate, or a cap and a collar on last terms.
func drawTerms(t *rapid.T) []tariff.Step {
	settle := rapid.SampledFrom([]tariff.SettlementPeriod{tariff.Monthly, tariff.Quarterly, tariff.Yearly}).Draw(t, "settle")
	width := drawDecimal(t, "width of the band", 0, 2_000, 4)
	rate := drawDecimal(t, "rate", 0, 1_000, 3)
	term := func(kind tariff.TermKind) tariff.Dated[tariff.Term] {
		return tariff.Always(tariff.Term{
			Kind: kind, Settle: settle, Netting: tariff.NetTotal, Reference: tariff.RefPlanValue,
			Lower: width, Upper: width, RateAbove: &rate, RateBelow: &rate,
		})
	}
	var steps []tariff.Step
	for _, kind := range rapid.SampledFrom([][]tariff.TermKind{
		nil, {tariff.Variable}, {tariff.Marginal}, {tariff.Cap, tariff.Collar}, {tariff.Marginal, tariff.Cap},
	}).Draw(t, "terms") {
		steps = append(steps, tariff.Step{Number: len(steps) + 1, Terms: term(kind)})
	}
	return steps
}

// drawPackages gives every currency a package out of two resources, of which one is short
// and one has cost in steps.
func drawPackages(t *rapid.T, m *Model) {
	team, ward := drawDecimal(t, "unit_cost of a contact", 1_000, 60_000, 2), drawDecimal(t, "unit_cost of a bed day", 10_000, 90_000, 2)
	capacity := rapid.Float64Range(0, 100_000).Draw(t, "capacity")
	m.Resources = []Resource{
		{Key: "team", Name: "Team", Unit: "contact", Provider: -1, Rows: tariff.Always(ResourceRow{
			UnitCost: &team, PriceBase: m.Start, Capacity: &capacity, FixedShare: drawDecimal(t, "fixed_share", 0, 5, 1),
		})},
		{Key: "ward", Name: "Ward", Unit: "bed day", Provider: -1, Rows: tariff.Always(ResourceRow{
			UnitCost: &ward, PriceBase: m.Start, SemiFixedShare: drawDecimal(t, "semi_fixed_share", 0, 10, 1),
			Step: rapid.Float64Range(100, 8_000).Draw(t, "step"), LagMonths: rapid.IntRange(0, 6).Draw(t, "lag_months"),
		})},
	}
	for k, currency := range m.Currencies {
		team, ward := tariff.Day, tariff.AdmittedDay
		if currency.Key == "given" {
			team, ward = tariff.Contact, tariff.PerMonth
		}
		m.Packages = append(m.Packages,
			Package{Currency: k, Resource: "team", Per: team, Provider: -1, Quantity: tariff.Always(rapid.Float64Range(0, 1).Draw(t, "contacts"))},
			Package{Currency: k, Resource: "ward", Per: ward, Provider: -1, Quantity: tariff.Always(1.0)})
	}
}
