package evidence

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"parity/engine"
	"parity/scenarios"
	"parity/tariff"
)

// Report says what a study's headlines rest on.
type Report struct {
	// Headlines are each scenario's, in their order: income, cost where care is costed, and
	// surplus, whose lines are those of both.
	Headlines []Headline
	// Inputs are the rows of each table and class, those first on which most money rests.
	Inputs []Input
}

// Headline is one figure of a scenario and the money of its lines by class.
type Headline struct {
	Scenario int    // into the study's
	Item     string // income, cost or surplus
	Money    [classCount]tariff.Pence
	Unknown  int // lines that are wanted and have no value, a month each; they are in no class
}

// Of is the money whose worst class is one.
func (h *Headline) Of(class Class) tariff.Pence { return h.Money[class] }

// Total is the size of all lines together, those below zero too.
func (h *Headline) Total() tariff.Pence {
	var sum tariff.Pence
	for _, money := range h.Money {
		sum += money
	}
	return sum
}

// Permille is the money by class in thousandths of all of it, which they come to exactly: the
// largest remainders are rounded up. All are 0 where there is no money.
func (h *Headline) Permille() [classCount]int {
	const whole = 1000
	var parts [classCount]int
	total := uint64(h.Total())
	if total == 0 {
		return parts
	}
	left := whole
	var order []int
	var remainders [classCount]uint64
	for class, money := range h.Money {
		hi, lo := bits.Mul64(uint64(money), whole)
		part, remainder := bits.Div64(hi, lo, total)
		parts[class], remainders[class] = int(part), remainder
		left -= parts[class]
		order = append(order, class)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(remainders[b], remainders[a]) })
	for _, class := range order[:left] {
		parts[class]++
	}
	return parts
}

// Input is the rows of one table that are of one class.
type Input struct {
	Table *Table
	Title string
	Class Class
	Rows  int
	Where string // the rows: "prices, rows 2-7, 9"
	// Scenario is that of which most of the money touches the rows, Income and Cost how much
	// of each does there. A line may touch rows of many inputs.
	Scenario     int
	Income, Cost tariff.Pence

	place int
	share float64
}

// Rests says whether anything rests on the rows: money of a headline, figures in real terms,
// counts of people, or draws.
func (in *Input) Rests() bool {
	return in.Income != 0 || in.Cost != 0 || in.Table.Reach == ReachesRealTerms || in.Table.Reach == ReachesDraws || in.Table.Reach == ReachesPeople
}

// Sound says whether nothing needs asking: every row is published or local and names its
// source.
func (r *Report) Sound() bool {
	return !slices.ContainsFunc(r.Inputs, func(in Input) bool { return in.Open() })
}

// Open says whether somebody could know the rows better.
func (in *Input) Open() bool { return in.Class > Local && in.Table.Reach != ReachesNames }

// Total is the size of all lines of a scenario's income, cost or surplus; 0 where it has none.
func (r *Report) Total(scenario int, item string) tariff.Pence {
	at := slices.IndexFunc(r.Headlines, func(h Headline) bool { return h.Scenario == scenario && h.Item == item })
	if at < 0 {
		return 0
	}
	return r.Headlines[at].Total()
}

// ToAsk lists the tables with rows that somebody could know better, or whose figures are
// missing: each once, those first on which most money rests.
func (r *Report) ToAsk() []*Table {
	var tables []*Table
	for k := range r.Inputs {
		if in := &r.Inputs[k]; in.Open() && in.Table.Ask != "" && !slices.Contains(tables, in.Table) {
			tables = append(tables, in.Table)
		}
	}
	return tables
}

// Of works out what the headlines of a study rest on (docs/methods.md, "What we do not
// know"). Each scenario of the study needs its result; equal studies give equal reports.
func Of(study *scenarios.Study) *Report {
	report := &Report{}
	shared := newPlacer(study.Model)
	baseline := newWalker(shared, &study.Scenarios[study.Baseline], nil)
	spent := &spending{}
	income, cost := make([][]resting, len(study.Scenarios)), make([][]resting, len(study.Scenarios))
	for s := range study.Scenarios {
		w := baseline
		if s != study.Baseline {
			w = newWalker(shared, &study.Scenarios[s], baseline)
		}
		costs := w.costs(spent)
		paid := newTally()
		for c := range w.m.Contracts {
			w.income(c, paid)
		}
		income[s], cost[s] = paid.sets(), costs.sets
		in := Headline{Scenario: s, Item: engine.ItemIncome, Money: byClass(income[s]), Unknown: paid.missing}
		report.Headlines = append(report.Headlines, in)
		if len(w.r.Care.Lines) == 0 && len(cost[s]) == 0 {
			continue
		}
		out := Headline{Scenario: s, Item: engine.GoalCost, Money: byClass(cost[s]), Unknown: costs.unknown}
		both := Headline{Scenario: s, Item: engine.GoalSurplus, Unknown: in.Unknown + out.Unknown}
		for class := range both.Money {
			both.Money[class] = in.Money[class] + out.Money[class]
		}
		report.Headlines = append(report.Headlines, out, both)
	}
	report.inputs(study, shared, income, cost)
	return report
}

// inputs gathers the rows of each table and class of any scenario, and how much rests on them.
func (r *Report) inputs(study *scenarios.Study, shared *placer, income, cost [][]resting) {
	for _, found := range gather(study) {
		in := Input{Table: tableOf(found.table.Schema.Table), Title: found.table.Schema.Title, Class: found.class,
			Rows: found.rows, Where: found.where(study), place: shared.places[found.table.Schema.Table]}
		group := groupOf(in.place, in.Class)
		for s := range study.Scenarios {
			paid, spent := touching(income[s], group), touching(cost[s], group)
			share := float64(paid+spent) / float64(max(1, sizeOf(income[s])+sizeOf(cost[s])))
			if share > in.share {
				in.Scenario, in.Income, in.Cost, in.share = s, paid, spent, share
			}
		}
		r.Inputs = append(r.Inputs, in)
	}
	slices.SortStableFunc(r.Inputs, func(a, b Input) int {
		return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(b.Class, a.Class), cmp.Compare(a.place, b.place))
	})
}

func sizeOf(sets []resting) tariff.Pence {
	var sum tariff.Pence
	for _, set := range sets {
		sum += set.amount
	}
	return sum
}

// found is the rows of a table that are of one class, as read and as scenarios made them.
type found struct {
	table *scenarios.Table
	class Class
	rows  int
	lines []int    // of the rows as read
	by    []string // scenarios that added a row of it
	seen  map[string]bool
}

// gather finds the rows of every class of every table of inputs, in order of tables.
func gather(study *scenarios.Study) []*found {
	var all []*found
	take := func(t *scenarios.Table, row int, class Class, scenario string) {
		at := slices.IndexFunc(all, func(f *found) bool { return f.table.Schema.Table == t.Schema.Table && f.class == class })
		if at < 0 {
			at = len(all)
			all = append(all, &found{table: t, class: class, seen: map[string]bool{}})
		}
		all[at].take(t, row, scenario)
	}
	looked := map[*scenarios.Table]bool{}
	look := func(m *scenarios.Model, scenario string) {
		for _, t := range m.Tables {
			if looked[t] || !t.Schema.Input {
				continue
			}
			looked[t] = true
			for row := range t.Rows {
				take(t, row, classOf(t, row), scenario)
			}
		}
	}
	look(study.Model, "")
	for s := range study.Scenarios {
		look(study.Scenarios[s].Tables, study.Scenarios[s].Key)
	}
	return all
}

func (f *found) take(t *scenarios.Table, row int, scenario string) {
	key := t.Key(row)
	if f.seen[key] {
		return
	}
	f.seen[key] = true
	f.rows++
	if scenario == "" {
		f.lines = append(f.lines, row+firstLine)
	} else if !slices.Contains(f.by, scenario) {
		f.by = append(f.by, scenario)
	}
}

// firstLine is the line of a table's first row, under its heads: as it stands in a file or on a
// sheet of its own, wherever the model was read from.
const firstLine = 2

// mostRuns is how many runs of row numbers are spelled out.
const mostRuns = 12

// where says where the rows stand: runs of row numbers, then the scenarios that add some.
func (f *found) where(study *scenarios.Study) string {
	var parts []string
	for i := 0; i < len(f.lines); {
		last := i
		for last+1 < len(f.lines) && f.lines[last+1] == f.lines[last]+1 {
			last++
		}
		run := fmt.Sprint(f.lines[i])
		if last > i {
			run += fmt.Sprintf("-%d", f.lines[last])
		}
		parts = append(parts, run)
		i = last + 1
	}
	if rest := len(parts) - mostRuns; rest > 1 {
		parts = append(parts[:mostRuns], fmt.Sprintf("and %d more runs", rest))
	}
	var where []string
	if len(parts) > 0 {
		rows := "rows "
		if len(f.lines) == 1 {
			rows = "row "
		}
		where = append(where, f.table.Schema.Table+", "+rows+strings.Join(parts, ", "))
	}
	if len(f.by) > 0 {
		where = append(where, "as scenario "+strings.Join(f.by, ", ")+" leaves it")
	}
	return strings.Join(where, "; ")
}
