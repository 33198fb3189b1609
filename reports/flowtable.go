package reports

import (
	"fmt"
	"slices"
	"strconv"

	"parity/engine"
	"parity/tariff"
)

// groupFlows is who goes where between groups of currencies over all contracts, the year's
// people together. A currency without a group is a group of its own.
func groupFlows(r *engine.Result) []engine.FlowRow {
	var sums []engine.FlowRow
	for _, row := range r.FlowTable(GroupOf) {
		row.Contract = ""
		row.People = []tariff.Quantity{row.InAll()}
		if at := placeOf(sums, row); at >= 0 {
			sums[at].People[0] += row.People[0]
		} else {
			sums = append(sums, row)
		}
	}
	return sums
}

// GroupOf names a currency's group: itself where it has none.
func GroupOf(c *engine.Currency) string {
	if c.Group == "" {
		return c.Key
	}
	return c.Group
}

// placeOf finds the row of the same contract and services, -1 where there is none.
func placeOf(rows []engine.FlowRow, like engine.FlowRow) int {
	return slices.IndexFunc(rows, func(row engine.FlowRow) bool {
		return row.Contract == like.Contract && row.From == like.From && row.To == like.To
	})
}

// flowOf is the people of a row in a table, none where it is not there.
func flowOf(rows []engine.FlowRow, like engine.FlowRow) tariff.Quantity {
	if at := placeOf(rows, like); at >= 0 {
		return rows[at].InAll()
	}
	return 0
}

// unitedFlows lists the rows of any of several tables, each once: who comes from outside,
// who goes from service to service, who is discharged.
func unitedFlows(tables [][]engine.FlowRow) []engine.FlowRow {
	var all []engine.FlowRow
	for _, table := range tables {
		for _, row := range table {
			if placeOf(all, row) < 0 {
				all = append(all, row)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b engine.FlowRow) int { return flowRank(a) - flowRank(b) })
	return all
}

func flowRank(row engine.FlowRow) int {
	switch {
	case row.From == "":
		return 0
	case row.To == "":
		return 2
	}
	return 1
}

// sameFlows says whether two tables move the same people.
func sameFlows(a, b []engine.FlowRow) bool {
	return !slices.ContainsFunc(unitedFlows([][]engine.FlowRow{a, b}), func(row engine.FlowRow) bool { return flowOf(a, row) != flowOf(b, row) })
}

// flowName is a row's services in words.
func flowName(row engine.FlowRow) string {
	switch {
	case row.From == "":
		return "from outside to " + row.To
	case row.To == "":
		return row.From + ", discharged"
	case row.From == row.To:
		return "within " + row.From
	}
	return row.From + " to " + row.To
}

// people is a number of people, rounded to one, with commas between thousands.
func people(q tariff.Quantity) string {
	text := strconv.FormatFloat(q.Units(), 'f', 0, 64)
	if text == "-0" {
		return "0"
	}
	if text[0] == '-' {
		return "-" + commas(text[1:])
	}
	return commas(text)
}

func signedPeople(q tariff.Quantity) string {
	if text := people(q); q > 0 && text != "0" {
		return "+" + text
	}
	return people(q)
}

// flowsShown is how many scenarios fit beside the names of services.
const flowsShown = 3

// flows shows people between groups of services over the run, where a scenario moves others
// than the baseline: the baseline's, and how many more or fewer in each such scenario.
func (p *page) flows() {
	base := groupFlows(p.study.Scenarios[p.comparison.Baseline].Result)
	var differing []int
	for _, i := range p.others() {
		if !sameFlows(base, groupFlows(p.study.Scenarios[i].Result)) {
			differing = append(differing, i)
		}
	}
	if len(differing) == 0 {
		return
	}
	left := max(0, len(differing)-flowsShown)
	differing = differing[:len(differing)-left]
	g := grid{heads: []string{"From, to", p.baseline}}
	tables := make([][]engine.FlowRow, len(differing))
	for k, i := range differing {
		tables[k] = groupFlows(p.study.Scenarios[i].Result)
		g.heads = append(g.heads, p.study.Scenarios[i].Key)
	}
	for _, row := range unitedFlows(append([][]engine.FlowRow{base}, tables...)) {
		was := flowOf(base, row)
		cells := []string{flowName(row), people(was)}
		for _, table := range tables {
			cells = append(cells, signedPeople(flowOf(table, row)-was))
		}
		g.add(cells...)
	}
	remark := "by group of currencies; by currency, contract and year in the workbook"
	if left > 0 {
		remark += fmt.Sprintf("; %s more there", counted(left, "scenario"))
	}
	title := "People between services over the whole run, and the difference from " + p.baseline + " (" + remark + ")"
	fmt.Fprintf(&p.text, "\n%s%s", paragraph("", title), &g)
}
