package scenarios

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// Trace says where one number of a scenario comes from: a tree of formulas down to the cells
// of the tables.
type Trace struct {
	Model    *Model
	Baseline string // whose plans and fixed cost the scenario rests on
	Scenario Scenario
	Item     string // in canonical form
	Depth    int    // how deep the tree was asked for
	Root     TraceNode
}

// TraceNode is one number of a trace and what it was worked out from.
type TraceNode struct {
	Label   string
	Value   decimal.Decimal // zero where Missing or Listed
	Missing bool            // it is wanted and not known
	Listed  bool            // its parts stand side by side and do not add up: prices
	Unit    string          // pounds, people, a resource's own unit; "" for a plain number
	Formula *Expression     // nil for a cell, and for what is projected
	Method  string          // how it is worked out where that is no formula of its parts
	Note    string          // what a reader has to know beside
	Cell    *TraceCell      // nil unless it is a cell of a table
	Parts   []TraceNode
	Months  bool // its parts are months that add up
	Folded  int  // parts that lie deeper than was asked for
}

// DefaultDepth is how deep a trace goes where nothing else is asked.
const DefaultDepth = 3

// NewTrace finds where a number comes from (docs/guide.md, "Where a number comes from"). The
// item is item/PERIOD/column=value/..., as ParseGoal reads it, and beyond that of any kind
// and of a single month. Every formula is evaluated again as it is put together.
//
// Errors are those of Simulate, and *GoalError where no such number is.
func NewTrace(m *Model, scenario, item string, depth int) (*Trace, error) {
	selection := Selection{}
	if scenario != "" {
		selection.Scenarios = []string{scenario}
	} else {
		_, baseline := selection.order(m)
		selection.Scenarios = []string{baseline}
	}
	study, err := Simulate(m, selection)
	if err != nil {
		return nil, err
	}
	at := len(study.Scenarios) - 1 // the one asked for; the baseline comes before it
	return traceOf(study, at, item, depth)
}

// traceOf is NewTrace for a scenario of a study.
func traceOf(study *Study, at int, text string, depth int) (*Trace, error) {
	s, base := &study.Scenarios[at], study.Scenarios[study.Baseline].Result
	item, err := parseTraceItem(text, s.Result.Model)
	if err != nil {
		return nil, err
	}
	t := &tracer{
		original: study.Model, tables: s.Tables, r: s.Result, m: s.Result.Model, base: base,
		baseTables: study.Scenarios[study.Baseline].Tables, item: item, found: map[string]map[string][]int{}, rebased: map[*engine.Schedule]*engine.Rebasing{}, wrong: new(error), numbers: new(int),
	}
	trace := &Trace{Model: study.Model, Baseline: study.Scenarios[study.Baseline].Key, Scenario: *s, Item: item.String(), Depth: depth}
	trace.Root, err = t.figure(depth)
	if err != nil {
		return nil, err
	}
	if *t.wrong != nil {
		return nil, *t.wrong
	}
	return trace, nil
}

// tracer builds the tree of one item of one scenario.
type tracer struct {
	original   *Model // the tables as read
	tables     *Model // as the scenario leaves them
	baseTables *Model // as the baseline leaves them
	r, base    *engine.Result
	m          *engine.Model
	item       traceItem
	found      map[string]map[string][]int // rows by table and key, in order of from
	numbers    *int                        // put together so far
	rebased    map[*engine.Schedule]*engine.Rebasing
	was        *tracer // the baseline's, once it has been asked
	wrong      *error  // the first formula that does not give its number
	allInDate  bool    // whether review periods are traced as if no review were overdue
	ifLasting  bool    // whether outcomes are traced as if only lasting recoveries counted
}

// node begins a number. Whoever is given a depth below 0 is asked for the number alone.
func node(label string, value decimal.Decimal, unit string) TraceNode {
	return TraceNode{Label: label, Value: value, Unit: unit}
}

// part takes a number in as an operand of the formula, under a name.
func (n *TraceNode) part(name string, part TraceNode) Expression {
	n.Missing = n.Missing || part.Missing
	n.Parts = append(n.Parts, part)
	return Expression{Operation: OpNumber, Name: name, Number: part.Value, Part: len(n.Parts) - 1}
}

// beside takes in what a number rests on without being an operand.
func (n *TraceNode) beside(parts ...TraceNode) { n.Parts = append(n.Parts, parts...) }

// formed gives a number its formula, which has to give that number, and folds what lies
// deeper than asked.
func (t *tracer) formed(n TraceNode, depth int, formula Expression) TraceNode {
	n.Formula = &formula
	t.count(len(n.Parts))
	if !n.Missing {
		if got := formula.Evaluate(); !got.Equal(n.Value) && *t.wrong == nil {
			*t.wrong = fmt.Errorf("a fault in parity: %s, %s is %s and its formula gives %s; please report it", t.item, n.Label, n.Value, got)
		}
	}
	return folded(n, depth)
}

// worked is formed for a number that no result holds: it is what its formula gives.
func (t *tracer) worked(n TraceNode, depth int, formula Expression) TraceNode {
	n.Formula = &formula
	if !n.Missing {
		n.Value = formula.Evaluate()
	}
	return folded(n, depth)
}

func folded(n TraceNode, depth int) TraceNode {
	if depth <= 0 {
		n.Folded, n.Parts = len(n.Parts), nil
	}
	return n
}

// branch builds a number to a depth; below 0 its value, and whether it is missing, are all
// that is wanted.
type branch func(depth int) TraceNode

// sum adds numbers up. One alone stands for the sum; without any there is none.
func (t *tracer) sum(label, unit string, depth int, parts []branch) TraceNode {
	if len(parts) == 1 {
		n := parts[0](depth)
		n.Label = joined(label, n.Label)
		return n
	}
	n := node(label, decimal.Zero, unit)
	if depth < 0 || !t.count(len(parts)) {
		for _, part := range parts {
			p := part(-1)
			n.Missing = n.Missing || p.Missing
			n.Value = n.Value.Add(p.Value)
		}
		return n
	}
	operands := make([]Expression, len(parts))
	for k, part := range parts {
		p := part(depth - 1)
		operands[k] = n.part(p.Label, p)
	}
	if len(parts) == 0 {
		return n
	}
	return t.worked(n, depth, of(OpSum, operands...))
}

// mostNumbers is how many numbers a trace puts together: beyond it nobody reads them, and
// memory ends.
const mostNumbers = 50_000

// count takes note of numbers put together, and stops where they are too many.
func (t *tracer) count(n int) (goesOn bool) {
	*t.numbers += n
	if *t.numbers > mostNumbers && *t.wrong == nil {
		*t.wrong = t.item.wrong("more than %d numbers lie under it to this depth; ask for fewer levels (--depth), or for one month or currency", mostNumbers)
	}
	return !t.full()
}

// full says whether there are too many numbers for more to be put together.
func (t *tracer) full() bool { return *t.numbers > mostNumbers }

// joined puts two labels together, the first left out where the second has it already.
func joined(a, b string) string {
	switch {
	case a == "" || strings.Contains(", "+b+",", ", "+a+","):
		return b
	case b == "":
		return a
	}
	return a + ", " + b
}

// money is an amount in pounds.
func money(label string, amount tariff.Pence) TraceNode {
	return node(label, amount.Decimal(), engine.UnitPounds)
}
