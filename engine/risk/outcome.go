package risk

import "parity/tariff"

// Outcome is one figure that each draw gives: a flow of an item over a period, in pounds or
// in the item's own unit.
type Outcome struct {
	Scenario int    // index into Study.Scenarios
	Item     string // engine.ItemIncome, engine.GoalCost, engine.GoalSurplus, a term's name, engine.ItemCostStranded, engine.ItemNotDelivered with its resource, engine.ItemConsequence with its sector
	Contract int    // index into the scenario's contracts; -1 where it is not one contract's
	Provider int    // index into the scenario's providers; -1 where it is all providers'
	Step     int    // of a term's line; 0 otherwise
	Period   Period
	// Stands is the same figure of the run as the cells stand, to the penny: the
	// deterministic projection beside the draws.
	Stands float64
}

// Period is a month, a financial year or the whole of a run.
type Period struct {
	Year  tariff.Year  // 0 for the whole run and for months
	Month tariff.Month // 0 for years and the whole run
}

// Monthly says whether the period is a month.
func (p Period) Monthly() bool { return p.Month != 0 }
