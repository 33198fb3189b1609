package scenarios

import (
	"slices"

	"parity/engine"
	"parity/engine/risk"
	"parity/tariff"
)

// bound finds the figures of a compiled model that follow from cells that are drawn. It mirrors
// Compile: what Compile reads from a cell, or works out from several, it says the expression of.
type bound struct {
	tables    *Model
	model     *engine.Model
	uncertain map[risk.Figure]risk.Expression
}

// bind gives the figures of a model that are uncertain, by the tables it was compiled from.
func bind(tables *Model, model *engine.Model) map[risk.Figure]risk.Expression {
	b := &bound{tables: tables, model: model, uncertain: map[risk.Figure]risk.Expression{}}
	for _, t := range tables.Tables {
		if !slices.ContainsFunc(t.Rows, func(r Row) bool { return r.drawn != nil }) {
			continue
		}
		switch t.Schema.Table {
		case "providers":
			b.providers(t)
		case "caseload":
			b.caseload(t)
		case "moves":
			b.moves(t)
		case "activity", "plan":
			b.given(t)
		case "reallocation":
			b.reallocation(t)
		case "reviews":
			b.reviews(t)
		case "contracts":
			b.agreements(t)
		case "terms":
			b.terms(t)
		case "outcomes":
			b.outcomes(t)
		case "budgets":
			b.budgets(t)
		case "market":
			b.markets(t)
		case "schedules":
			b.schedules(t)
		case "prices":
			b.prices(t)
		case "resources":
			b.resources(t)
		case "packages":
			b.packages(t)
		case "stand_ins":
			b.standIns(t)
		case "uplifts":
			b.uplifts(t)
		case "consequences":
			b.consequences(t)
		}
	}
	b.heads()
	return b.uncertain
}

// quantityOf is what the cells of a column are in a compiled model.
type quantityOf struct {
	column   string
	quantity risk.Quantity
}

// put binds the cells of a row to figures of one place.
func (b *bound) put(t *Table, row int, place risk.Figure, columns ...quantityOf) {
	for _, c := range columns {
		if e := t.Rows[row].expression(t.Schema.Index(c.column)); e != nil {
			place.Quantity = c.quantity
			b.uncertain[place] = e
		}
	}
}

// inTime visits the rows of a table by their key without from, each with its place in time.
func inTime(t *Table, key []string, visit func(key []string, row, place int)) {
	keys, rows := group(t, key...)
	for k := range keys {
		for place, row := range rows[k] {
			visit(keys[k], row, place)
		}
	}
}

func (b *bound) contract(name string) int {
	return slices.IndexFunc(b.model.Contracts, func(c engine.Contract) bool { return c.Name == name })
}

func (b *bound) currency(key string) int {
	return slices.IndexFunc(b.model.Currencies, func(c engine.Currency) bool { return c.Key == key })
}

// provider is the index of a provider, -1 for *.
func (b *bound) provider(key string) int {
	return slices.IndexFunc(b.model.Providers, func(p engine.Provider) bool { return p.Key == key })
}

func (b *bound) schedule(name string) int {
	return slices.IndexFunc(b.model.Schedules, func(s engine.Schedule) bool { return s.Name == name })
}

func (b *bound) providers(t *Table) {
	inTime(t, []string{"provider"}, func(key []string, row, place int) {
		b.put(t, row, risk.Figure{Of: b.provider(key[0]), Row: place}, quantityOf{"mff", risk.ProviderMFF})
	})
}

func (b *bound) caseload(t *Table) {
	inTime(t, []string{"contract", "currency"}, func(key []string, row, place int) {
		of := b.contract(key[0])
		at := risk.Figure{Of: of, Row: place, Item: slices.IndexFunc(b.model.Contracts[of].Caseload, func(c engine.Caseload) bool {
			return c.Currency == b.currency(key[1])
		})}
		b.put(t, row, at, quantityOf{"starts_per_month", risk.StartsPerMonth}, quantityOf{"growth", risk.Growth},
			quantityOf{"mean_stay_days", risk.MeanStayDays}, quantityOf{"admitted_share", risk.AdmittedShare},
			quantityOf{"assessments_per_start", risk.AssessmentsPerStart})
		if place == 0 {
			b.put(t, row, at, quantityOf{"opening", risk.Opening})
		}
	})
}

// moves binds the rows that hold for each contract: its own for a from_currency replace all the *
// rows for it, so that a * row reaches the contracts without.
func (b *bound) moves(t *Table) {
	for of := range b.model.Contracts {
		contract := &b.model.Contracts[of]
		own := map[string]bool{}
		for row := range t.Rows {
			if t.Cell(row, "contract") == contract.Name {
				own[t.Cell(row, "from_currency")] = true
			}
		}
		inTime(t, []string{"contract", "from_currency", "to_currency"}, func(key []string, row, place int) {
			if key[0] != contract.Name && (key[0] != anyValue || own[key[1]]) {
				return
			}
			from, to := b.currency(key[1]), b.currency(key[2])
			item := slices.IndexFunc(contract.Moves, func(m engine.Move) bool { return m.From == from && m.To == to })
			if item >= 0 { // a * row of people the contract does not have is none of its moves
				b.put(t, row, risk.Figure{Of: of, Item: item, Row: place}, quantityOf{"share", risk.MoveShare})
			}
		})
	}
}

// reallocation binds the rows that hold for each contract to its shares.
func (b *bound) reallocation(t *Table) {
	for of := range b.model.Contracts {
		contract := &b.model.Contracts[of]
		for _, pair := range reallocationOf(t, contract.Name) {
			recorded, right := b.currency(pair.recorded), b.currency(pair.right)
			item := slices.IndexFunc(contract.Reallocation, func(r engine.Reallocation) bool { return r.Recorded == recorded && r.Right == right })
			for place, row := range pair.rows {
				b.put(t, row, risk.Figure{Of: of, Item: item, Row: place}, quantityOf{"share", risk.ReallocationShare})
			}
		}
	}
}

// reviews binds the rows that hold for each contract and currency, one after the other.
func (b *bound) reviews(t *Table) {
	for of := range b.model.Contracts {
		contract := &b.model.Contracts[of]
		for item := range contract.Reviews {
			for place, at := range reviewsOf(t, contract.Name, b.model.Currencies[contract.Reviews[item].Currency].Key) {
				b.put(t, at.row, risk.Figure{Of: of, Item: item, Row: place}, quantityOf{"in_date", risk.ReviewsInDate})
			}
		}
	}
}

func (b *bound) markets(t *Table) {
	inTime(t, []string{"market", "contract", "currency"}, func(key []string, row, place int) {
		of := slices.IndexFunc(b.model.Markets, func(m engine.Market) bool {
			return m.Name == key[0] && m.Contract == b.contract(key[1]) && m.Currency == b.currency(key[2])
		})
		b.put(t, row, risk.Figure{Of: of, Row: place}, quantityOf{"starts_share", risk.MarketStartsShare},
			quantityOf{"caseload_share", risk.MarketCaseloadShare}, quantityOf{"relative_cost", risk.MarketRelativeCost})
	})
}

// given binds activity that is given, or planned, to its month of the run.
func (b *bound) given(t *Table) {
	for row := range t.Rows {
		of := b.contract(t.Cell(row, "contract"))
		measure, _ := tariff.ParseMeasure(t.Cell(row, "measure"))
		list, quantity := b.model.Contracts[of].Given, risk.GivenQuantity
		if t.Schema.Table == "plan" {
			list, quantity = b.model.Contracts[of].Plan, risk.PlannedQuantity
		}
		item := slices.IndexFunc(list, func(g engine.Given) bool {
			return g.Currency == b.currency(t.Cell(row, "currency")) && g.Measure == measure
		})
		b.put(t, row, risk.Figure{Of: of, Item: item, Row: int(month(t.Cell(row, "month")) - b.model.Start)}, quantityOf{"quantity", quantity})
	}
}
