package risk

import "parity/engine"

// Study is what is to be drawn: scenarios on the same draws.
type Study struct {
	Scenarios []Scenario
	Baseline  int // index of the scenario whose plans and set-up are frozen for all
	Slots     int // drawn values a draw
}

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
