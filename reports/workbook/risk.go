package workbook

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"parity/engine"
	"parity/reports"
)

// riskSheets are the sheets of what draws came to.
type riskSheets struct {
	figures *reports.RiskFigures
	items   []string // of all that is paid, that every scenario has: income, cost, surplus
	drawn   *drawnSheet
	pairs   *pairSheet
	results []*sheet // in the order of their tabs
}

// listItems is the list of items a drop-down offers.
const listItems = "Items drawn"

// itemTitles say what the items of all that is paid are.
var itemTitles = map[string]string{
	engine.ItemIncome:  "Income: what commissioners pay",
	engine.GoalCost:    "Cost of care, stranded cost included",
	engine.GoalSurplus: "Surplus: income less cost",
}

// planRisk lays out the sheets of what draws came to. The figures of draws are values: no
// spreadsheet can draw them again. What follows from them, and the projection beside them, are
// formulas.
func (b *book) planRisk(figures *reports.RiskFigures) error {
	r := &riskSheets{figures: figures}
	b.risk = r
	for _, item := range []string{engine.ItemIncome, engine.GoalCost, engine.GoalSurplus} {
		if !slices.ContainsFunc(figures.Scenarios, func(s reports.ScenarioRisk) bool { _, known := s.Item(item, "", ""); return !known }) {
			r.items = append(r.items, item)
		}
	}
	b.compared.lists.more(listItems, r.items)
	r.drawn = b.planDrawn()
	r.pairs = b.planPairs()
	r.results = []*sheet{b.planRiskSummary(), b.planFans(), b.planCurves()}
	if r.pairs != nil {
		r.results = append(r.results, r.pairs.sheet)
	}
	if bearing := b.planBearing(); bearing != nil {
		r.results = append(r.results, bearing)
	}
	if len(figures.Drivers) > 0 {
		r.results = append(r.results, b.planDrivers())
	}
	r.results = append(r.results, b.planUncertain())
	return nil
}

// drawsInWords is what the cover says about draws.
func (b *book) drawsInWords() string {
	if b.risk == nil {
		return "none: one projection, without uncertainty"
	}
	f := b.risk.figures
	return fmt.Sprintf("%s, seed %d, draws 0 to %s; every scenario on the same draws. Quantiles are of each total's own draws and are never added up: the P90 of a total is not the sum of P90s.",
		drawCount(f.Draws), f.Seed, groupedCount(f.Draws-1))
}

// notAForecast is what the cover says the workbook is not.
func (b *book) notAForecast() string {
	if b.risk == nil {
		return "Not a forecast: one projection from the inputs given, without a range around it."
	}
	return "Not a forecast: the ranges hold what the sheet What is uncertain lists, as unsure as it says, and nothing else that may happen."
}

// drawCount is "10,000 draws".
func drawCount(n int) string { return groupedCount(n) + " draws" }

func groupedCount(n int) string { return strings.TrimSuffix(grouped(float64(n)), ".00") }

// Places that figures of draws are rounded to, as the CSV of the same figures has them.
const (
	drawnPoundsPlaces = 2
	drawnUnitsPlaces  = 3
	drawnSharePlaces  = 6
)

// inUnit rounds a figure of draws for its cell.
func inUnit(x float64, unit string) float64 {
	if unit == engine.UnitPounds {
		return rounded(x, drawnPoundsPlaces)
	}
	return rounded(x, drawnUnitsPlaces)
}

func rounded(x float64, places int) float64 {
	scale := math.Pow10(places)
	return math.Round(x*scale)/scale + 0 // never -0
}

// drawnFormat is how a figure of draws is written.
func drawnFormat(unit string) format {
	if unit == engine.UnitPounds {
		return pounds
	}
	return quantity
}

// drawnMoney is a figure of draws in pounds, as a value.
func drawnMoney(x float64) cell {
	return numberCell(inUnit(x, engine.UnitPounds), style{role: value, format: pounds})
}

// leastShown is the least part of a whole that shows in a cell, as 0.1%.
const leastShown = 0.0005

// drawnShare is a chance or a share, as a value. An estimate of a share may lie below nothing by its
// error; one that shows as nothing is written as nothing, and not as -0.0%.
func drawnShare(x float64) cell {
	if x > -leastShown {
		x = max(x, 0)
	}
	return numberCell(rounded(x, drawnSharePlaces), style{role: value, format: percent})
}

// headsRight are headings of which those after the first few stand over figures.
func headsRight(labels int, names ...string) []cell {
	cells := heads(names...)
	for i := labels; i < len(cells); i++ {
		cells[i].style.right = true
	}
	return cells
}
