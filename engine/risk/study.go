package risk

import (
	"slices"

	"parity/engine"
)

// Study is what is to be drawn: scenarios on the same draws.
type Study struct {
	Scenarios []Scenario
	Baseline  int       // index of the scenario whose plans and set-up are frozen for all
	Slots     int       // drawn values a draw, those of OneByOne among them
	OneByOne  *OneByOne // nil where people come and go as expected
}

// OneByOne is chance itself: who comes and who moves on is drawn person by person, by uniform
// numbers that have a slot for each contract's currency and month.
type OneByOne struct {
	First  int      // the first slot
	Names  []string // contract/currency, in the order of their slots
	Months int
}

// slot is the slot of a contract's currency in a month; false where chance plays no part.
func (c *OneByOne) slot(contract, currency string, month int) (int, bool) {
	if c == nil {
		return 0, false
	}
	at := slices.Index(c.Names, ChanceName(contract, currency))
	return c.First + at*c.Months + month, at >= 0
}

// ChanceName is what the chance of a contract's currency is called.
func ChanceName(contract, currency string) string { return contract + "/" + currency }

// Scenario is one scenario: what it comes to as the cells stand, and which of its model's
// figures are drawn.
type Scenario struct {
	Name string
	// Result is what engine.Run gave; its Model holds the prices of derived schedules.
	Result *engine.Result
	// Uncertain are the figures that follow from what is drawn. Those it does not name
	// are as the model has them.
	Uncertain map[Figure]Expression
}

// Expected is the study without chance: people come and go as expected.
func (s *Study) Expected() Study {
	expected := *s
	if s.OneByOne != nil {
		expected.OneByOne, expected.Slots = nil, s.OneByOne.First
	}
	return expected
}
