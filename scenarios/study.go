package scenarios

import (
	"parity/engine"
	"parity/engine/risk"
)

// Study is a model and the scenarios of it that were run side by side.
type Study struct {
	Model     *Model // the tables as read, before any scenario's changes
	Scenarios []Scenario
	Baseline  int // index into Scenarios
	// Bridges lead from the baseline to each of Scenarios; nil until Bridge works them out.
	Bridges []Bridge

	first *firstStages // of the scenarios' runs
}

// Scenario is one scenario, or several stacked ("national+more-people"): the changes it
// makes, the tables as it leaves them, and what they come to.
type Scenario struct {
	Key, Title, Reason string
	Tables             *Model
	Changes            []Change // applied, in order
	Conflicts          []Conflict
	Result             *engine.Result
}

// Change is one change of the changes table: one line, or the lines of an insert that build
// a row together, as applied.
type Change struct {
	Scenario, Change, Line string
	Table, Where, Column   string
	Operation              string // set, multiply, add, insert, remove
	Value                  string
	From                   string // a month, or blank for the start
	Reason                 string
	Row                    int // the line's place in Model.Table("changes").Rows; of a cut, in Scenario.Tables.Table("cuts").Rows
	Cells                  int // cells it set
	// Cut is the cut that this is a line of, once for each month it takes effect; blank for a line
	// of changes. Scenario is then the one that makes the cut, blank where the tables as read do,
	// and Change the cut by name.
	Cut string

	follows risk.Expression // what the value of a cut follows from; nil where it is certain
}

// By is who makes the change: the scenario and its change, or the cut.
func (c *Change) By() string {
	if c.Scenario == "" {
		return c.Change
	}
	return c.Scenario + ", " + c.Change
}

// Conflict is a cell that two stacked scenarios both set: the later one holds.
type Conflict struct {
	Cell          string // in the grammar of cells: contracts[contract=north].payment
	First, Second string // scenario and change
	FirstValue    string
	SecondValue   string
}
