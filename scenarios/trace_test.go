package scenarios

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"parity/engine"
)

// whereOf names a fact's figure as a person would ask for it.
func whereOf(f *engine.Fact, month bool) string {
	parts := []string{f.Item}
	if month {
		parts = append(parts, "month="+f.Month.String())
	}
	for _, part := range []struct{ column, value string }{
		{"contract", f.Contract}, {"commissioner", f.Commissioner}, {"provider", f.Provider}, {"currency", f.Currency}, {"measure", f.Measure},
	} {
		if part.value != "" {
			parts = append(parts, part.column+"="+part.value)
		}
	}
	return strings.Join(parts, "/")
}

// allTheWay is deeper than any trace goes; what would take more numbers than a trace gives, as a
// year's terms under every lever may, is traced as far down as they suffice.
const allTheWay = 40

// Each fact of a result, traced to its cells, comes to the fact; and each formula on the way,
// worked out again, gives the number it stands at.
func TestEveryFactIsTracedToItsCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		study := drawTraced(t)
		at := rapid.IntRange(0, 1).Draw(t, "scenario")
		month := study.Scenarios[at].Result.Model.Month(rapid.IntRange(0, 15).Draw(t, "month"))
		items := map[string]bool{}
		for fact := range study.Scenarios[at].Result.Facts() {
			if fact.Month != month {
				continue
			}
			if items[fact.Item] && rapid.IntRange(0, 3).Draw(t, "leave out another of the item") > 0 {
				continue
			}
			items[fact.Item] = true
			n := trace(t, study, at, whereOf(&fact, true))
			if n.Missing != fact.Value.Missing || !n.Missing && !n.Value.Equal(fact.Value.Decimal()) {
				t.Fatalf("%s is %s (missing: %v), and the trace says %s (%v)", whereOf(&fact, true), fact.Value, fact.Value.Missing, n.Value, n.Missing)
			}
			bearsOut(t, whereOf(&fact, true), n)
		}
		if len(items) < 20 {
			t.Fatalf("only %d items were traced", len(items))
		}
	})
}

func trace(t rapid.TB, study *Study, at int, item string) *TraceNode {
	t.Helper()
	for depth := allTheWay; ; depth-- {
		if depth == allTheWay-1 {
			depth = 12
		}
		answer, err := traceOf(study, at, item, depth)
		if err == nil {
			return &answer.Root
		}
		if depth == 3 || !strings.Contains(err.Error(), "numbers lie under it to this depth") {
			t.Fatalf("%s: %v", item, err)
		}
	}
}

// A sum over months, contracts and currencies comes to what the facts add up to.
func TestATracedTotalIsThatOfTheFacts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		study := drawTraced(t)
		for at := range study.Scenarios {
			r := study.Scenarios[at].Result
			for range 3 {
				text := rapid.SampledFrom([]string{"income", "income/2025-26", "cost", "surplus/2025-26", "surplus/commissioner=SC", "cost/2025-26/contract=north",
					"cost/contract=south/currency=1", "income/contract=north", "base_payment/2024-25", "cost_stranded", "cash/provider=RT2", "plan_value/contract=south",
					"asked/A06/contract=south", "delivered/W1/2025-26/contract=east", "community_day/currency=1/2024-25", "discharge", "move_in/contract=north", "start"}).Draw(t, "item")
				item, err := parseTraceItem(text, r.Model)
				if err != nil {
					t.Fatal(err)
				}
				worth, unknown := item.Goal.Of(r)
				var want int64
				for _, w := range worth {
					want += w
				}
				places := int32(3)
				if item.Money() {
					places = 2
				}
				answer, err := traceOf(study, at, text, 3)
				if err != nil {
					t.Fatalf("%s: %v", text, err)
				}
				if unknown != nil {
					if !answer.Root.Missing {
						t.Fatalf("%s: %v, and the trace says %s", text, unknown, answer.Root.Value)
					}
				} else if answer.Root.Missing || !answer.Root.Value.Equal(decimal.New(want, -places)) {
					t.Fatalf("%s is %s and its trace %s", text, decimal.New(want, -places), answer.Root.Value)
				}
				bearsOut(t, text, &answer.Root)
			}
		}
	})
}

// bearsOut checks every number of a tree: its formula gives it, operands are the parts they name,
// and what has neither formula, method, cell nor a word to say for itself is a step count or a
// quantity whose own trace is another question.
func bearsOut(t rapid.TB, of string, n *TraceNode) {
	t.Helper()
	if n.Formula != nil && !n.Missing {
		if got := again(n.Formula); !got.Equal(n.Value) {
			t.Fatalf("%s, %s: %s, and its formula worked out again is %s", of, n.Label, n.Value, got)
		}
		for _, operand := range leaves(n.Formula) {
			if operand.Part < 0 || len(n.Parts) == 0 {
				continue
			}
			if part := &n.Parts[operand.Part]; !part.Value.Equal(operand.Number) {
				t.Fatalf("%s, %s: operand %s is %s and the part %s %s", of, n.Label, operand.Name, operand.Number, part.Label, part.Value)
			}
		}
	}
	if n.Cell != nil && n.Cell.At == "" {
		t.Fatalf("%s, %s: a cell without a place", of, n.Label)
	}
	for i := range n.Parts {
		bearsOut(t, of, &n.Parts[i])
	}
}

func leaves(e *Expression) []*Expression {
	if e.Operation == OpNumber {
		return []*Expression{e}
	}
	var all []*Expression
	for i := range e.Operands {
		all = append(all, leaves(&e.Operands[i])...)
	}
	return all
}

// again works an expression out anew, in decimals with sixty places to a division, apart from
// Expression.Evaluate.
func again(e *Expression) decimal.Decimal {
	const places = 60
	if e.Operation == OpNumber {
		return e.Number
	}
	if e.Operation == OpBinary {
		inner := e.Operands[0]
		if inner.Operation == OpRound {
			return decimal.NewFromFloat(math.Round(floating(&inner.Operands[0]) * 1000)).Shift(-3)
		}
		return decimal.NewFromFloat(floating(&inner))
	}
	var values []decimal.Decimal
	for i := range e.Operands {
		values = append(values, again(&e.Operands[i]))
	}
	first, rest := values[0], values[1:]
	switch e.Operation {
	case OpSum:
		return decimal.Sum(first, rest...)
	case OpDifference:
		for _, v := range rest {
			first = first.Sub(v)
		}
	case OpProduct:
		for _, v := range rest {
			first = first.Mul(v)
		}
	case OpQuotient:
		return first.DivRound(rest[0], places)
	case OpMin:
		return decimal.Min(first, rest...)
	case OpMax:
		return decimal.Max(first, rest...)
	case OpRound:
		return first.Round(e.Places)
	case OpFloor:
		return first.Add(decimal.New(1, -places+10)).RoundFloor(e.Places) // what divides evenly is whole
	}
	return first
}

// floating is an expression in floating point, operand by operand.
func floating(e *Expression) float64 {
	if e.Operation == OpNumber {
		x, _ := e.Number.Float64()
		return x
	}
	x := floating(&e.Operands[0])
	for i := range e.Operands[1:] {
		y := floating(&e.Operands[i+1])
		x = map[Operation]func() float64{
			OpSum: func() float64 { return x + y }, OpDifference: func() float64 { return x - y },
			OpProduct: func() float64 { return x * y }, OpQuotient: func() float64 { return x / y },
			OpMin: func() float64 { return min(x, y) }, OpMax: func() float64 { return max(x, y) },
		}[e.Operation]()
	}
	if e.Operation == OpCeiling {
		return math.Ceil(x)
	}
	return x
}

// The embedded model, in each of its scenarios: some of every item, deep enough to reach the
// cells.
func TestNorthshireIsTraced(t *testing.T) {
	m := loaded(t, "northshire")
	study, err := Simulate(m, Selection{Scenarios: []string{"block", "local", "national", "capped", "blended", "more-people", "capped+more-people"}})
	if err != nil {
		t.Fatal(err)
	}
	for at := range study.Scenarios {
		seen := map[string]int{}
		for fact := range study.Scenarios[at].Result.Facts() {
			place := seen[fact.Item]
			seen[fact.Item]++
			if place%977 != 13 && !(place == 0 && fact.Contract != "") {
				continue
			}
			where := whereOf(&fact, true)
			answer, err := traceOf(study, at, where, 4)
			if err != nil {
				t.Fatalf("%s: %s: %v", study.Scenarios[at].Key, where, err)
			}
			if !answer.Root.Value.Equal(fact.Value.Decimal()) {
				t.Errorf("%s: %s is %s and its trace %s", study.Scenarios[at].Key, where, fact.Value, answer.Root.Value)
			}
			bearsOut(t, where, &answer.Root)
		}
	}
}

// Income by currency is what activity pays, and says what it leaves out; stocks are those of
// the last month; prices stand side by side.
func TestWhatATotalMeans(t *testing.T) {
	m := read(t, over(traced, map[string]string{
		"scenarios.csv": "scenario,title,based_on\nbase,Baseline,\nshared,With a cap,base\n",
		"changes.csv": changesHeader + "shared,cap,1,terms,\"contract=south,step=1\",term,insert,cap,\nshared,cap,2,terms,\"contract=south,step=1\",settle,insert,year,\n" +
			"shared,cap,3,terms,\"contract=south,step=1\",reference,insert,amount,\nshared,cap,4,terms,\"contract=south,step=1\",amount,insert,1000,\n",
	}))
	root := func(item string) *TraceNode {
		t.Helper()
		answer, err := NewTrace(m, "shared", item, DefaultDepth)
		if err != nil {
			t.Fatal(err)
		}
		return &answer.Root
	}
	if by, worth := root("income/2025-26/contract=south/cluster=1"), root("activity_value/2025-26/contract=south/currency=1"); !by.Value.Equal(worth.Value) {
		t.Errorf("income by currency is %s and the activity is worth %s", by.Value, worth.Value)
	} else if !strings.Contains(by.Note, "the contract's terms are of all of it together") {
		t.Errorf("nothing is said of the cap: %q", by.Note)
	}
	if year, month := root("person/2025-26/contract=north/currency=1"), root("person/2026-03/contract=north/currency=1"); !year.Value.Equal(month.Value) {
		t.Errorf("the stock of a year is %s and that of its last month %s", year.Value, month.Value)
	}
	if prices := root("unit_price/2025-04/contract=north/currency=1"); !prices.Listed || len(prices.Parts) != 4 {
		t.Errorf("prices are added up, or not all there: %+v", prices)
	}
	if missing := root("activity_value/2025-04/contract=east/currency=K"); !missing.Missing {
		t.Error("a missing price is taken for zero")
	}
	if base := root("income/2025-04/contract=east"); base.Missing || !strings.Contains(base.Note, "activity without a price is in it with nothing") {
		t.Errorf("income with a missing price: %+v", base.Note)
	}
}

// What is asked for and is not there is refused with what there is.
func TestTraceRefusesWhatIsNotThere(t *testing.T) {
	m := read(t, over(traced, map[string]string{"scenarios.csv": "scenario,title\nbase,Baseline\n"}))
	for _, c := range []struct{ item, says string }{
		{"incom", "did you mean income?"},
		{"unit_prise", "did you mean unit_price?"},
		{"", "it begins with an item"},
		{"income/2031-32", "its years are 2024-25, 2025-26, 2026-27"},
		{"income/2031-04", "2031-04 is not in the run: the run goes from 2025-02 to 2026-05"},
		{"income/month=2025-26", "is no month; write it as 2026-04"},
		{"income/year=2025-04", "is no financial year; write it as 2026-27"},
		{"income/2025-26/2025-04", "two periods"},
		{"income/soon", "neither a financial year (2026-27), a month (2026-04) nor a selection"},
		{"income/contract=nort", "did you mean north?"},
		{"income/2025-26/contract=north/cluster=1", "no contract of the selection is paid by activity in these months"},
		{"cap", "no statement of the selection has a line of a cap term"},
		{"not_delivered/A06", "no month is short of capacity"},
		{"asked", "asked is of one resource"},
		{"shadow_value/contract=east", "no contract of the selection has a shadow schedule"},
		{"cost_variable/measure=day", "cost_variable is not known by measure"},
		{"cost/currency=G", "nothing is known of cost"},
	} {
		_, err := NewTrace(m, "", c.item, DefaultDepth)
		var wrong *GoalError
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: %v; want a *GoalError that says %q", c.item, err, c.says)
		}
	}
	var unknown *UnknownScenarioError
	if _, err := NewTrace(m, "bse", "income", DefaultDepth); !errors.As(err, &unknown) {
		t.Errorf("an unknown scenario: %v", err)
	}
}

// A text that may be a month or a year is the year where the run has it, and can be spelled
// out.
func TestAPeriodMayBeSpelledOut(t *testing.T) {
	files := over(attributed, map[string]string{"model.csv": "key,value\ntitle,A clinic\nstart,2011-04\nmonths,12\n"})
	m := read(t, files)
	for _, c := range []struct{ item, want string }{
		{"income/2011-12", "income/2011-12"}, {"income/year=2011-12", "income/2011-12"},
		{"income/month=2011-12", "income/month=2011-12"}, {"income/2011-05", "income/2011-05"},
	} {
		answer, err := NewTrace(m, "", c.item, 0)
		if err != nil {
			t.Fatal(err)
		}
		if answer.Item != c.want {
			t.Errorf("%s is read as %s", c.item, answer.Item)
		}
	}
	year, _ := NewTrace(m, "", "income/2011-12", 0)
	month, _ := NewTrace(m, "", "income/month=2011-12", 0)
	if !month.Root.Value.LessThan(year.Root.Value) {
		t.Errorf("the month is %s and the year %s", month.Root.Value, year.Root.Value)
	}
}

// A cell says where it is, what it was, and what set it.
func TestATracedCellSaysWhatSetIt(t *testing.T) {
	m := read(t, over(traced, map[string]string{
		"scenarios.csv": "scenario,title,based_on\nbase,Baseline,\nmore,More,base\n",
		"changes.csv":   changesHeader + "more,value,1,contracts,contract=north,annual_value,set,1300000,\n",
	}))
	answer, err := NewTrace(m, "more", "income/2025-02/contract=north", DefaultDepth)
	if err != nil {
		t.Fatal(err)
	}
	var cell *TraceCell
	var find func(n *TraceNode)
	find = func(n *TraceNode) {
		if n.Cell != nil && strings.HasSuffix(n.Cell.Cell, "annual_value") {
			cell = n.Cell
		}
		for i := range n.Parts {
			find(&n.Parts[i])
		}
	}
	find(&answer.Root)
	if cell == nil || cell.Cell != "contracts[contract=north].annual_value" || cell.At != "contracts.csv, row 2, column annual_value" || cell.Text != "1300000" ||
		cell.Change == nil || cell.Change.Change.Scenario != "more" || cell.Change.Was != "1200000.07" {
		t.Errorf("%+v", cell)
	}
}

// A tree that nobody could read is refused before it fills the memory.
func TestATraceOfTooMuchIsRefused(t *testing.T) {
	m := loaded(t, "northshire")
	_, err := NewTrace(m, "local", "income", allTheWay)
	if err == nil || !strings.Contains(err.Error(), "ask for fewer levels") {
		t.Errorf("%v", err)
	}
}
