package scenarios

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parity/engine"
	"parity/engine/draws"
	"parity/engine/risk"
	"parity/tariff"
)

// worth is an expression's value for drawn values.
func worth(e risk.Expression, drawn []float64) float64 {
	sum := 0.0
	for _, product := range e {
		x := product.Times
		for _, slot := range product.Slots {
			x *= drawn[slot]
		}
		sum += x
	}
	return sum
}

// nearby are figures that differ by no more than the rounding of float64 along the way.
const nearby = 1e-9

// perHead is where the population stands that a run's results are shown by head of. Draws show
// none by head; what capitation pays for stands beside it.
var perHead = regexp.MustCompile(`^\.Commissioners\[\d+\]\.Population\[\d+\]\.Value$`)

// compareFigures finds where a model compiled from tables with drawn values written into them is
// not the model as it stands with the expressions of its uncertain figures worked out, and gives
// the figures that differ from those that stand.
func compareFigures(stands, written *engine.Model, uncertain map[risk.Figure]risk.Expression, drawn []float64) (moved map[risk.Quantity]bool, wrong []string) {
	before, after := everyPlace(stands), everyPlace(written)
	moved = map[risk.Quantity]bool{}
	expressions := map[string]risk.Figure{}
	for f := range uncertain {
		expressions[placeOf(stands, f)] = f
	}
	for _, place := range slices.Sorted(maps.Keys(expressions)) {
		f := expressions[place]
		want := worth(uncertain[f], drawn)
		switch got := after[place].(type) {
		case float64:
			if math.Abs(got-want) > nearby*max(math.Abs(got), math.Abs(want)) {
				wrong = append(wrong, fmt.Sprintf("%s is %v, and its expression %v gives %v", place, got, uncertain[f], want))
			}
		case tariff.Quantity:
			if got != tariff.RoundQuantity(want) {
				wrong = append(wrong, fmt.Sprintf("%s is %v, and its expression %v gives %v", place, got, uncertain[f], want))
			}
		default:
			wrong = append(wrong, fmt.Sprintf("%s is %v, which nothing can be drawn for (%v)", place, got, uncertain[f]))
			continue
		}
		if after[place] != before[place] {
			moved[f.Quantity] = true
		}
		delete(before, place)
		delete(after, place)
	}
	for _, place := range slices.Sorted(maps.Keys(before)) {
		if after[place] != before[place] && !perHead.MatchString(place) {
			wrong = append(wrong, fmt.Sprintf("%s is %v and was %v, and no figure says why", place, after[place], before[place]))
		}
	}
	if len(after) != len(before) {
		wrong = append(wrong, fmt.Sprintf("%d places, and there were %d", len(after), len(before)))
	}
	return moved, wrong
}

// write puts the drawn values of a parameter into the cells it names by hand, and into the lines that
// insert such cells: set, multiplied or added as its row says.
func write(m *Model, row int, drawn []float64) {
	t := m.Table("uncertainty")
	cells, _ := ParseCells(t.Cell(row, "cells"))
	next := 0
	put := func(text *string) {
		was, _ := strconv.ParseFloat(*text, 64)
		x := drawn[0]
		switch t.Cell(row, "operation") {
		case "multiply":
			x *= was
		case "add":
			x += was
		}
		if t.Cell(row, "family") == "dirichlet" {
			x, next = drawn[next], next+1
		}
		*text = strconv.FormatFloat(x, 'f', -1, 64)
	}
	of := m.Table(cells.Table)
	for i := range of.Rows {
		if meets(of, i, cells.Where) {
			put(&of.Rows[i].Cells[of.Schema.Index(cells.Column)])
		}
	}
	lines := m.Table("changes")
	for i := range lines.Rows {
		change := changeAt(lines, i)
		key, _ := ParseWhere(change.Where)
		if change.Operation != opInsert || change.Table != cells.Table || change.Column != cells.Column {
			continue
		}
		if !slices.ContainsFunc(cells.Where, func(c Condition) bool {
			return !slices.ContainsFunc(key, func(k Condition) bool { return k.Column == c.Column && slices.Contains(c.Values, k.Values[0]) })
		}) {
			put(&lines.Rows[i].Cells[lines.Schema.Index("value")])
		}
	}
}

// probe draws values for a model's parameters, writes them into the cells by hand, and holds every
// figure of every scenario to its expression.
func probe(t rapid.TB, m *Model, u *Uncertainty, random *rand.Rand) map[risk.Quantity]bool {
	t.Helper()
	sampler, err := draws.NewSampler(1, u.Parameters, u.Correlations)
	if err != nil {
		t.Fatal(err)
	}
	if sampler.Slots() != u.Study.Slots || len(u.Moved) != u.Study.Slots {
		t.Fatalf("%d slots and %d moved, and the sampler has %d", u.Study.Slots, len(u.Moved), sampler.Slots())
	}
	lane, drawn := make([][]float64, u.Study.Slots), make([]float64, u.Study.Slots)
	for slot := range lane {
		lane[slot] = drawn[slot : slot+1]
	}
	sampler.Fill(random.Uint64(), lane)
	written := m.Clone()
	next := 0
	for i, p := range u.Parameters {
		first := next
		if next++; p.Shares != nil {
			next = first + p.Shares.Len()
		}
		if at, count := sampler.Slot(i); at != first || count != next-first {
			t.Fatalf("slots %d to %d of parameter %d, and the sampler has %d from %d", first, next, i, count, at)
		}
		write(written, i, drawn[first:next])
	}
	all := map[risk.Quantity]bool{}
	for i := range u.Study.Scenarios {
		s := &u.Study.Scenarios[i]
		moved, wrong := compareFigures(compiledAs(t, m, s.Name), compiledAs(t, written, s.Name), s.Uncertain, drawn)
		for _, line := range wrong {
			t.Errorf("scenario %s: %s", s.Name, line)
		}
		maps.Copy(all, moved)
	}
	return all
}

// compiledAs compiles a scenario without checking it: drawn shares need not sum as those of tables do.
func compiledAs(t rapid.TB, m *Model, scenario string) *engine.Model {
	t.Helper()
	s, err := Apply(m, scenario)
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := Compile(s.Tables)
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// uncertaintyOf is a model with rows of uncertainty, run over scenarios.
func uncertaintyOf(t rapid.TB, files map[string]string, rows []string, scenarios ...string) (*Model, *Uncertainty, error) {
	t.Helper()
	m := read(t, over(files, map[string]string{"uncertainty.csv": uncertaintyHeader + strings.Join(rows, "\n") + "\n"}))
	study, err := Simulate(m, Selection{Scenarios: scenarios})
	if err != nil {
		return m, nil, err
	}
	u, err := NewUncertainty(study)
	return m, u, err
}

// holdNumbers says whether cells are there and none is blank.
func holdNumbers(m *Model, cells CellSet) bool {
	t := m.Table(cells.Table)
	rows := matching(t, cells.Where)
	return len(rows) > 0 && !slices.ContainsFunc(rows, func(row int) bool { return t.Cell(row, cells.Column) == "" })
}

var operations = []string{"set", "multiply", "add"}

// mostRows is how many rows of a column are probed each on its own.
const mostRows = 3

// TestProbeEveryColumn draws figures of each column that has any, a row of the table after the other,
// with each operation.
func TestProbeEveryColumn(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	moved := map[risk.Quantity]bool{}
	var still []string // cells of which no figure follows
	m := read(t, probed)
	for _, cells := range drawable(m) {
		of := m.Table(cells.Table)
		tried := 0
		for row := 0; row < len(of.Rows) && tried < mostRows; row++ {
			cells.Where = rowKey(of, row)
			if !holdNumbers(m, cells) {
				continue
			}
			line := ""
			for i := range operations { // a row each, where the figure can take it
				if line = uncertainRow(of, "p", cells, operations[(tried+i)%len(operations)]); line != "" {
					break
				}
			}
			tried++
			drawn, u, err := uncertaintyOf(t, probed, []string{line})
			if err != nil {
				if still = append(still, cells.String()); !strings.Contains(err.Error(), "moves nothing") {
					t.Error(err)
				}
				continue
			}
			maps.Copy(moved, probe(t, drawn, u, random))
			if t.Failed() {
				t.Fatalf("%v", cells)
			}
		}
		if tried == 0 {
			t.Errorf("no row of %s was tried", cells)
		}
	}
	for q := risk.Opening; q <= risk.UpliftNet; q++ {
		if !moved[q] {
			t.Errorf("quantity %d was moved by nothing", q)
		}
	}
	want := []string{
		"commissioners[commissioner=NC].population",              // its weights take its place
		"moves[contract=*,from_currency=14,to_currency=1].share", // north has moves of its own, and nobody else people in 14
	}
	if still = slices.Compact(still); !slices.Equal(still, want) {
		t.Errorf("nothing follows from %q, want %q", still, want)
	}
}

// wholesProbed are shares of one whole of the model, drawn together.
var wholesProbed = []string{
	`whole,outcomes[contract=north].weight,,,,dirichlet,30,`,
	`whole,"moves[contract=north,from_currency=1].share",,,,dirichlet,30,`,
	`whole,"moves[contract=*,from_currency=14].share",,,,dirichlet,30,`,
}

// drawRow draws a row of uncertainty: some cells of one column, or of what one change sets.
func drawRow(t *rapid.T, m *Model, name string) string {
	if rapid.IntRange(0, 9).Draw(t, name+" shares") == 0 {
		return rapid.SampledFrom(wholesProbed).Draw(t, name)
	}
	var columns []CellSet
	if rapid.IntRange(0, 4).Draw(t, name+" of changes") == 0 {
		columns = []CellSet{{Table: "changes", Column: "value"}}
	} else {
		columns = drawable(m)
	}
	cells := rapid.SampledFrom(columns).Draw(t, name+" column")
	of := m.Table(cells.Table)
	for _, condition := range rowKey(of, rapid.IntRange(0, len(of.Rows)-1).Draw(t, name+" row")) {
		if cells.Table == "changes" || rapid.Bool().Draw(t, name+" "+condition.Column) {
			cells.Where = append(cells.Where, condition)
		}
	}
	if !holdNumbers(m, cells) {
		return ""
	}
	return uncertainRow(of, name, cells, rapid.SampledFrom(operations).Draw(t, name+" operation"))
}

// refused are reasons why what was drawn at random is no model: all others are faults of this test, or
// of what it tests.
var refused = []string{"which moves nothing", "which is blank"}

// TestProbeManyParameters draws several parameters at once, over scenarios and stacks of them.
func TestProbeManyParameters(t *testing.T) {
	m := read(t, probed)
	tried, runs, parameters := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		tried++
		var rows []string
		for i := range 5 {
			row := drawRow(t, m, fmt.Sprint("p", i))
			if row == "" {
				continue
			}
			more := append(slices.Clone(rows), row)
			if strings.Contains(row, "changes[") { // what a change sets is drawn before cells that it builds
				more = append([]string{row}, rows...)
			}
			if _, err := ReadFolder(folderOf(over(probed, map[string]string{"uncertainty.csv": uncertaintyHeader + strings.Join(more, "\n") + "\n"})), "clinic"); err == nil {
				rows = more
			}
		}
		names := append(rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"set", "times", "begun", "on", "inserted", "out"}), 1, 2, rapid.ID).Draw(t, "scenarios"),
			rapid.SampledFrom([]string{"set+times", "times+set", "times+begun", "on+times", "inserted+begun", "times+out", "inserted+times+on"}).Draw(t, "stack"))
		model, u, err := uncertaintyOf(t, probed, rows, names...)
		if err != nil {
			for line := range strings.SplitSeq(err.Error(), "\n") {
				if !slices.ContainsFunc(refused, func(why string) bool { return strings.Contains(line, why) }) {
					t.Fatalf("%v, with\n%s", err, strings.Join(rows, "\n"))
				}
			}
			return
		}
		runs, parameters = runs+1, parameters+len(rows)
		probe(t, model, u, rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0)))
	})
	if 2*runs < tried || parameters < 2*runs {
		t.Errorf("%d parameters in %d runs of %d that were tried: too few to show anything", parameters, runs, tried)
	}
}
