package scenarios

import (
	"fmt"
	"slices"

	"parity/engine"
	"parity/tariff"
)

// people reads each contract's caseload and the moves that hold for it.
func (c *compiler) people() {
	t := c.tables.Table("caseload")
	keys, rows := group(t, "contract", "currency")
	for k, key := range keys {
		contract := &c.model.Contracts[c.contracts[key[0]]]
		caseload := engine.Caseload{Currency: c.currencies[key[1]], Opening: float(t.Cell(rows[k][0], "opening"))}
		for _, row := range rows[k] {
			caseload.Flow = append(caseload.Flow, tariff.Since[engine.Flow]{From: from(t, row), Value: engine.Flow{
				StartsPerMonth: float(t.Cell(row, "starts_per_month")), Growth: float(t.Cell(row, "growth")),
				MeanStayDays: float(t.Cell(row, "mean_stay_days")), AdmittedShare: float(t.Cell(row, "admitted_share")),
				AssessmentsPerStart: float(t.Cell(row, "assessments_per_start")),
			}})
		}
		contract.Caseload = append(contract.Caseload, caseload)
	}
	for i := range c.model.Contracts {
		contract := &c.model.Contracts[i]
		slices.SortFunc(contract.Caseload, func(a, b engine.Caseload) int { return a.Currency - b.Currency })
		c.moves(contract)
	}
}

// moves gives a contract the rows of moves that hold for it: its own for a from_currency
// replace all the * rows for it. Who moves on to a currency that an entrant has no caseload of
// goes back to the contract it took them over from.
func (c *compiler) moves(contract *engine.Contract) {
	t := c.tables.Table("moves")
	incumbent := c.model.Incumbent(c.contracts[contract.Name])
	keys, rows := group(t, "contract", "from_currency", "to_currency")
	own := map[string]bool{}
	for _, key := range keys {
		if key[0] == contract.Name {
			own[key[1]] = true
		}
	}
	for k, key := range keys {
		if key[0] != contract.Name && (key[0] != anyValue || own[key[1]]) {
			continue
		}
		move := engine.Move{From: c.currencies[key[1]], To: c.currencies[key[2]]}
		if contract.CaseloadOf(move.From) == nil && key[0] == anyValue {
			continue // a general row for people this contract does not have
		}
		for _, end := range []struct {
			column   string
			currency int
		}{{"from_currency", move.From}, {"to_currency", move.To}} {
			caseload := contract.CaseloadOf(end.currency)
			if caseload == nil && end.column == "to_currency" && incumbent >= 0 {
				caseload = c.model.Contracts[incumbent].CaseloadOf(end.currency) // where they go back to
			}
			if caseload == nil || caseload.Flow[0].Value.MeanStayDays == 0 {
				c.fault(t.Fault(rows[k][0], end.column, fmt.Sprintf("%q, in which contract %s has no caseload with a mean stay", c.model.Currencies[end.currency].Key, contract.Name),
					"people move between currencies that have a caseload and a mean stay", "add a caseload row for it (its opening and starts may be 0), or take the move out"))
			}
		}
		for _, row := range rows[k] {
			move.Share = append(move.Share, tariff.Since[float64]{From: from(t, row), Value: float(t.Cell(row, "share"))})
		}
		contract.Moves = append(contract.Moves, move)
	}
	slices.SortFunc(contract.Moves, func(a, b engine.Move) int {
		if a.From != b.From {
			return a.From - b.From
		}
		return a.To - b.To
	})
}

// given reads the activity and plan tables.
func (c *compiler) given() {
	for _, into := range []struct {
		table string
		list  func(*engine.Contract) *[]engine.Given
	}{
		{"activity", func(contract *engine.Contract) *[]engine.Given { return &contract.Given }},
		{"plan", func(contract *engine.Contract) *[]engine.Given { return &contract.Plan }},
	} {
		t := c.tables.Table(into.table)
		keys, rows := group(t, "contract", "currency", "measure")
		for k, key := range keys {
			measure, _ := tariff.ParseMeasure(key[2])
			contract := &c.model.Contracts[c.contracts[key[0]]]
			given := engine.Given{Currency: c.currencies[key[1]], Measure: measure, Quantity: make([]tariff.Quantity, c.model.Months)}
			if into.table == "activity" && contract.CaseloadOf(given.Currency) != nil && projected(measure) {
				c.fault(t.Fault(rows[k][0], "measure", quoted(key[2])+" for a currency with a caseload", "the same activity is either projected from a caseload or given", "take out the rows here, or the caseload"))
			}
			for _, row := range rows[k] {
				i := int(month(t.Cell(row, "month")) - c.model.Start)
				if i < 0 || i >= c.model.Months {
					continue // Check has said so
				}
				given.Quantity[i] = tariff.RoundQuantity(float(t.Cell(row, "quantity")))
			}
			list := into.list(contract)
			*list = append(*list, given)
		}
		for i := range c.model.Contracts {
			slices.SortStableFunc(*into.list(&c.model.Contracts[i]), func(a, b engine.Given) int {
				if a.Currency != b.Currency {
					return a.Currency - b.Currency
				}
				return int(a.Measure) - int(b.Measure)
			})
		}
	}
}

// projected says whether a caseload yields the measure.
func projected(measure tariff.Measure) bool {
	return measure != tariff.Contact && measure != tariff.BedDay
}
