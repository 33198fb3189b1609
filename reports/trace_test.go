package reports

import (
	"bytes"
	"encoding/json"
	"math"
	"math/big"
	"strings"
	"testing"
	"unicode/utf8"

	"parity/scenarios"
)

var tracedItems = []string{
	"income/2026-27/contract=north", "income/2026-05/currency=12", "cost/2025-06/contract=south/currency=14", "unit_price/2026-04/contract=north/currency=12/measure=community_day",
	"activity_value/2027-01/contract=north/currency=4", "asked/A06/2025-04/currency=3", "person/2026-03/currency=3", "surplus", "discharge/2025-04/contract=north/currency=2",
	"unit_price/2025-04/contract=south/currency=14",
}

func traceOf(t *testing.T, scenario, item string, depth int) *scenarios.Trace {
	t.Helper()
	model, err := scenarios.Load("northshire")
	if err != nil {
		t.Fatal(err)
	}
	trace, err := scenarios.NewTrace(model, scenario, item, depth)
	if err != nil {
		t.Fatal(err)
	}
	return trace
}

// Every formula of the JSON, worked out from nothing but the JSON, gives the value beside it.
func TestTheFormulasOfATraceAreWorkedOutAgain(t *testing.T) {
	for _, item := range tracedItems {
		var out bytes.Buffer
		if err := WriteTraceJSON(&out, traceOf(t, "capped", item, 4), "test"); err != nil {
			t.Fatal(err)
		}
		var read struct{ Trace spotRead }
		if err := json.Unmarshal(out.Bytes(), &read); err != nil {
			t.Fatal(err)
		}
		if formulas := reworked(t, item, &read.Trace); formulas == 0 && !strings.HasPrefix(item, "person") {
			t.Errorf("%s: no formula", item)
		}
	}
}

type spotRead struct {
	Label      string
	Value      *json.Number
	Expression *expressionRead
	Parts      []spotRead
}

type expressionRead struct {
	Operation string
	Places    int
	Number    json.Number
	Operands  []expressionRead
}

func reworked(t *testing.T, item string, spot *spotRead) (formulas int) {
	if spot.Expression != nil && spot.Value != nil {
		formulas++
		want, _ := new(big.Rat).SetString(spot.Value.String())
		if got := spot.Expression.exact(); got.Cmp(want) != 0 {
			t.Errorf("%s, %s: %s, and its formula gives %s", item, spot.Label, spot.Value, got.FloatString(8))
		}
	}
	for i := range spot.Parts {
		formulas += reworked(t, item, &spot.Parts[i])
	}
	return formulas
}

func (e *expressionRead) exact() *big.Rat {
	if e.Operation == "number" {
		x, _ := new(big.Rat).SetString(e.Number.String())
		return x
	}
	if e.Operation == "binary64" {
		inner := e.Operands[0]
		if inner.Operation == "round" {
			return new(big.Rat).SetFrac64(int64(math.Round(inner.Operands[0].float()*1000)), 1000)
		}
		return new(big.Rat).SetFloat64(inner.float())
	}
	x := e.Operands[0].exact()
	for i := range e.Operands[1:] {
		y := e.Operands[i+1].exact()
		switch e.Operation {
		case "sum":
			x = new(big.Rat).Add(x, y)
		case "difference":
			x = new(big.Rat).Sub(x, y)
		case "product":
			x = new(big.Rat).Mul(x, y)
		case "quotient":
			x = new(big.Rat).Quo(x, y)
		case "min", "max":
			if (x.Cmp(y) > 0) == (e.Operation == "min") {
				x = y
			}
		}
	}
	if e.Operation != "round" && e.Operation != "floor" {
		return x
	}
	scale := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(e.Places)), nil))
	twice := new(big.Rat).Mul(x, scale)
	negative := twice.Sign() < 0
	twice.Abs(twice)
	if e.Operation == "round" {
		twice.Add(twice, big.NewRat(1, 2))
	}
	down := new(big.Rat).SetInt(new(big.Int).Quo(twice.Num(), twice.Denom()))
	if negative {
		down.Neg(down)
	}
	return down.Quo(down, scale)
}

func (e *expressionRead) float() float64 {
	if e.Operation == "number" {
		x, _ := e.Number.Float64()
		return x
	}
	x := e.Operands[0].float()
	for i := range e.Operands[1:] {
		y := e.Operands[i+1].float()
		switch e.Operation {
		case "sum":
			x += y
		case "difference":
			x -= y
		case "product":
			x *= y
		case "quotient":
			x /= y
		}
	}
	if e.Operation == "ceiling" {
		x = math.Ceil(x)
	}
	return x
}

// The tree and the tables keep to the page, and have no colour in them.
func TestTracesAndTablesKeepToThePage(t *testing.T) {
	for _, item := range tracedItems {
		var out strings.Builder
		if err := WriteTrace(&out, traceOf(t, "capped", item, 4)); err != nil {
			t.Fatal(err)
		}
		onPage(t, item, out.String())
	}
	model, err := scenarios.Load("northshire")
	if err != nil {
		t.Fatal(err)
	}
	for _, schema := range scenarios.Schemas() {
		effective, err := scenarios.NewEffective(model, "capped+more-people", schema.Table)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		if err := WriteEffective(&out, effective); err != nil {
			t.Fatal(err)
		}
		onPage(t, schema.Table, out.String())
	}
}

func onPage(t *testing.T, what, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		if line = strings.TrimSuffix(line, "\n"); utf8.RuneCountInString(line) > pageWidth || strings.Contains(line, "\x1b") || strings.HasSuffix(line, " ") {
			t.Errorf("%s: a line of %d columns: %q", what, utf8.RuneCountInString(line), line)
		}
	}
}

// A formula is written so that it reads one way only.
func TestFormulasAreWrittenAsTheyBind(t *testing.T) {
	number := func(name string) scenarios.Expression {
		return scenarios.Expression{Operation: scenarios.OpNumber, Name: name}
	}
	of := func(operation scenarios.Operation, operands ...scenarios.Expression) scenarios.Expression {
		return scenarios.Expression{Operation: operation, Operands: operands, Places: 2}
	}
	a, b, c := number("a"), number("b"), number("c")
	for _, test := range []struct {
		e    scenarios.Expression
		want string
	}{
		{of(scenarios.OpSum, a, b, c), "a + b + c"},
		{of(scenarios.OpDifference, a, of(scenarios.OpSum, b, c)), "a - (b + c)"},
		{of(scenarios.OpDifference, of(scenarios.OpSum, a, b), c), "a + b - c"},
		{of(scenarios.OpDifference, a, of(scenarios.OpProduct, b, c)), "a - b × c"},
		{of(scenarios.OpProduct, of(scenarios.OpSum, a, b), c), "(a + b) × c"},
		{of(scenarios.OpQuotient, of(scenarios.OpProduct, a, b), c), "a × b / c"},
		{of(scenarios.OpQuotient, a, of(scenarios.OpProduct, b, c)), "a / (b × c)"},
		{of(scenarios.OpProduct, a, of(scenarios.OpQuotient, b, c)), "a × b / c"},
		{of(scenarios.OpRound, of(scenarios.OpMin, a, of(scenarios.OpDifference, b, c))), "ROUND(MIN(a, b - c), 2)"},
		{of(scenarios.OpBinary, of(scenarios.OpCeiling, of(scenarios.OpQuotient, a, b))), "ROUNDUP(a / b, 0)"},
	} {
		if got := formulaText(&test.e, operandName); got != test.want {
			t.Errorf("%s, want %s", got, test.want)
		}
	}
}
