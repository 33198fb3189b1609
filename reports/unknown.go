package reports

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"parity/engine"
	"parity/scenarios"
	"parity/scenarios/evidence"
	"parity/tariff"
)

// UnknownTitle heads what says how much rests on what is not known, on the page and in the
// workbook.
const UnknownTitle = "What we do not know"

// AllKnown is said instead where nothing needs asking.
const AllKnown = "Every input is published or local and names its source: nobody need be asked for better ones."

// WriteUnknown writes what a study's headlines rest on as a section of a terminal page: the
// shares of the money by evidence, the inputs that somebody could know better, and whom to
// ask.
func WriteUnknown(w io.Writer, study *scenarios.Study, report *evidence.Report) error {
	var b strings.Builder
	fmt.Fprintf(&b, "\n%s\n%s\n", UnknownTitle, strings.Repeat(rule, len(UnknownTitle)))
	if report.Sound() {
		b.WriteString(paragraph("", AllKnown))
	} else {
		headlines(&b, study, report)
		open(&b, study, report)
		whom(&b, report)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// headlines shows the shares of each headline by class; scenarios whose shares are the same
// are one row.
func headlines(b *strings.Builder, study *scenarios.Study, report *evidence.Report) {
	type line struct {
		item   string
		keys   []string
		shares []int
	}
	var lines []line
	scenariosOf := map[string]int{}
	used := map[evidence.Class]bool{}
	unknown := 0
	for k := range report.Headlines {
		h := &report.Headlines[k]
		unknown = max(unknown, h.Unknown)
		permille := h.Permille()
		for class, part := range permille {
			used[evidence.Class(class)] = used[evidence.Class(class)] || part > 0
		}
		scenariosOf[h.Item]++
		at := slices.IndexFunc(lines, func(l line) bool { return l.item == h.Item && slices.Equal(l.shares, permille[:]) })
		if at < 0 {
			at = len(lines)
			lines = append(lines, line{item: h.Item, shares: permille[:]})
		}
		lines[at].keys = append(lines[at].keys, study.Scenarios[h.Scenario].Key)
	}
	slices.SortStableFunc(lines, func(a, b line) int {
		return cmp.Compare(slices.Index(headlineItems, a.item), slices.Index(headlineItems, b.item))
	})
	g := grid{heads: []string{"Headline"}}
	var classes []evidence.Class
	for _, class := range evidence.Classes() {
		if used[class] {
			classes = append(classes, class)
			g.heads = append(g.heads, class.String())
		}
	}
	for _, l := range lines {
		name := l.item + ": " + strings.Join(l.keys, ", ")
		if len(l.keys) == scenariosOf[l.item] && len(l.keys) > 1 {
			name = l.item + ": every scenario"
		}
		row := []string{name}
		for _, class := range classes {
			row = append(row, percentage(l.shares[class]))
		}
		g.add(row...)
	}
	fmt.Fprintf(b, "%s\n%s", paragraph("", "Share of the money by the worst evidence that each line of it touches; that of the surplus is all lines of income and cost"), &g)
	if unknown > 0 {
		b.WriteString(paragraph("", fmt.Sprintf("%s not known at all (a price or unit cost is missing), and in no share.", isAre(unknown, "monthly line"))))
	}
}

// headlineItems are the headlines in the order in which they are shown.
var headlineItems = []string{engine.ItemIncome, engine.GoalCost, engine.GoalSurplus}

func isAre(n int, what string) string {
	if n == 1 {
		return "1 " + what + " is"
	}
	return fmt.Sprintf("%d %ss are", n, what)
}

// percentage is thousandths as a percentage.
func percentage(permille int) string { return fmt.Sprintf("%d.%d%%", permille/10, permille%10) }

// open lists the inputs that somebody could know better, and how much rests on them.
func open(b *strings.Builder, study *scenarios.Study, report *evidence.Report) {
	g := grid{heads: []string{"Inputs that could be better known", "Evidence", "Rows", "of income", "of cost"}, words: 1}
	var places, idle []string
	for k := range report.Inputs {
		in := &report.Inputs[k]
		if !in.Open() {
			continue
		}
		if !in.Rests() && in.Class != evidence.Missing {
			idle = append(idle, fmt.Sprintf("%s (%s)", in.Table.Name, in.Class))
			continue
		}
		g.add(fmt.Sprintf("%s: %s", in.Table.Name, in.Table.Holds), in.Class.String(), fmt.Sprint(in.Rows),
			upTo(report, in, engine.ItemIncome, in.Income), upTo(report, in, engine.GoalCost, in.Cost))
		if in.Class == evidence.Unsourced || in.Class == evidence.Missing {
			places = append(places, fmt.Sprintf("%s: %s", in.Class, in.Where))
		}
	}
	if len(g.rows) > 0 {
		fmt.Fprintf(b, "\n%s\n%s", paragraph("", "How much touches each, in the scenario where it is most"), &g)
	}
	if places != nil {
		b.WriteString("\n")
		for _, place := range places {
			b.WriteString(paragraph("  ", place))
		}
	}
	if idle != nil {
		b.WriteString(paragraph("", "No line of money touches "+list(idle)+"."))
	}
}

// upTo is how much of an item of the scenario an input's money is.
func upTo(report *evidence.Report, in *evidence.Input, item string, money tariff.Pence) string {
	switch in.Table.Reach {
	case evidence.ReachesPeople:
		return "people"
	case evidence.ReachesDraws:
		return "draws"
	case evidence.ReachesRealTerms:
		return "real terms"
	}
	total := report.Total(in.Scenario, item)
	if total == 0 {
		return "-"
	}
	return percentage(int((float64(money)/float64(total))*1000 + 0.5))
}

// whom says whom to ask for each table with rows that could be better known, those on which
// most rests first.
func whom(b *strings.Builder, report *evidence.Report) {
	asked := report.ToAsk()
	if len(asked) == 0 {
		return
	}
	b.WriteString("\nWhom to ask\n")
	for _, table := range asked {
		b.WriteString(paragraph("  ", table.Name+": "+table.Ask))
	}
	b.WriteString(paragraph("", "A public body answers a freedom of information request within 20 working days."))
}
