package reports

import (
	"fmt"
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
		if sum := engine.FindFlow(sums, row); sum != nil {
			sum.People[0] += row.People[0]
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

// flowOf is the people of a row in a table, none where it is not there.
func flowOf(rows []engine.FlowRow, like engine.FlowRow) tariff.Quantity {
	if row := engine.FindFlow(rows, like); row != nil {
		return row.InAll()
	}
	return 0
}

// flowName is a row's services in words.
func flowName(row engine.FlowRow) string {
	switch {
	case row.From == "":
		return "from outside to " + row.To
	case row.To == "":
		return row.From + ", discharged"
	case row.ToContract != "" && row.From == row.To:
		return row.From + " to contract " + row.ToContract
	case row.ToContract != "":
		return row.From + " to " + row.To + OfContract(row)
	case row.From == row.To:
		return "within " + row.From
	}
	return row.From + " to " + row.To
}

// OfContract names the contract that people go to, where it is another.
func OfContract(row engine.FlowRow) string {
	if row.ToContract == "" {
		return ""
	}
	return " of contract " + row.ToContract
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
		if !engine.SameFlows(base, groupFlows(p.study.Scenarios[i].Result)) {
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
	for _, row := range engine.UniteFlows(append([][]engine.FlowRow{base}, tables...)...) {
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
