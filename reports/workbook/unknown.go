package workbook

import (
	"strconv"

	"parity/engine"
	"parity/reports"
	"parity/scenarios/evidence"
)

// planUnknown says how much of each headline rests on what evidence, which inputs could be
// better known, and whom to ask; nil where every input is published or local and sourced.
func (b *book) planUnknown() *sheet {
	report := b.rests()
	if report.Sound() {
		return nil
	}
	s := &sheet{name: reports.UnknownTitle, title: reports.UnknownTitle, kind: control, freeze: "B4", heads: [2]int{1, 1},
		about:  "How much of the money rests on inputs that are not known, which those are, and whom to ask. Pounds are those of the run; Parity works them out anew when it is run again.",
		widths: []float64{26, 92, 18}}
	b.head(s)
	s.add()
	totals := b.unknownHeadlines(s, report)
	b.unknownInputs(s, report, totals)
	b.unknownAsked(s, report)
	return s
}

// Columns of the sheet: what all its tables begin with, and those of the inputs.
const (
	unknownKey = 1 + iota
	unknownText
	unknownTotal // of headlines; the evidence of inputs
	unknownIn
	unknownRows
	unknownIncome
	unknownCost
	unknownShareIncome
	unknownShareCost
)

// unknownHeadlines writes the money of each headline by class, and its shares.
func (b *book) unknownHeadlines(s *sheet, report *evidence.Report) block {
	var classes []evidence.Class
	for _, class := range evidence.Classes() {
		for k := range report.Headlines {
			if report.Headlines[k].Of(class) != 0 {
				classes = append(classes, class)
				break
			}
		}
	}
	s.add(textCell("Money of each headline by the worst evidence that each line of it touches", style{role: subhead}))
	s.add(textCell("A line is a unit's activity in a month, a month's block, a term's settlement, or a resource's cost in a month; taken at its size, also where it lowers the sum. The lines of a surplus are those of income and cost.", style{role: lead}))
	names := []string{"Scenario", "Headline", "Lines together"}
	for _, class := range classes {
		names = append(names, class.String())
	}
	for _, class := range classes {
		names = append(names, class.String()+", share")
	}
	s.add(headsRight(unknownTotal-1, names...)...)
	for len(s.widths) < max(len(names), unknownShareCost) {
		s.widths = append(s.widths, 18)
	}
	of := block{from: s.next()}
	for k := range report.Headlines {
		h := &report.Headlines[k]
		n := strconv.Itoa(s.next())
		first, last := columnName(unknownTotal+1), columnName(unknownTotal+len(classes))
		cells := []cell{textCell(b.keys[h.Scenario], style{role: label}), textCell(h.Item, style{role: label}),
			formulaCell("SUM("+first+n+":"+last+n+")", h.Total().Pounds(), style{role: figure, format: pounds})}
		for _, class := range classes {
			cells = append(cells, numberCell(h.Of(class).Pounds(), style{role: value, format: pounds}))
		}
		for c, class := range classes {
			share := 0.0
			if total := h.Total(); total != 0 {
				share = h.Of(class).Pounds() / total.Pounds()
			}
			together := "$" + columnName(unknownTotal) + n
			cells = append(cells, formulaCell("IF("+together+"=0,0,"+columnName(unknownTotal+1+c)+n+"/"+together+")", share, style{role: figure, format: percent}))
		}
		s.add(cells...)
	}
	of.to = s.next() - 1
	return of
}

// unknownInputs lists the inputs that somebody could know better and how much touches them.
func (b *book) unknownInputs(s *sheet, report *evidence.Report, totals block) {
	s.add()
	s.add(textCell("Inputs that could be better known, those first that most of the money touches", style{role: subhead}))
	s.add(textCell("Pounds are those of the scenario where most touches the rows. A line touches many inputs, so these do not add up.", style{role: lead}))
	top := s.add(headsRight(unknownRows-1, "Table", "What it holds, and where the rows stand", "Evidence", "Scenario", "Rows", "Income, £", "Cost, £", engine.ItemIncome, engine.GoalCost)...)
	fixed := func(column int) string {
		letter := "$" + columnName(column) + "$"
		return letter + strconv.Itoa(totals.from) + ":" + letter + strconv.Itoa(totals.to)
	}
	look := style{role: prose}
	for k := range report.Inputs {
		in := &report.Inputs[k]
		if !in.Open() {
			continue
		}
		row := strconv.Itoa(s.next())
		share := func(column, pounds int, item string, worth float64) cell {
			sum := "SUMIFS(" + fixed(unknownTotal) + "," + fixed(unknownKey) + ",$" + columnName(unknownIn) + row + "," + fixed(unknownText) + "," + columnName(column) + "$" + strconv.Itoa(top) + ")"
			total := report.Total(in.Scenario, item).Pounds()
			part := 0.0
			if total != 0 {
				part = worth / total
			}
			return formulaCell("IF("+sum+"=0,0,"+columnName(pounds)+row+"/"+sum+")", part, style{role: figure, format: percent})
		}
		income, cost := in.Income.Pounds(), in.Cost.Pounds()
		n := s.add(textCell(in.Table.Name, style{role: strong}), textCell(in.Table.Holds+" ("+in.Where+")", look), textCell(in.Class.String(), look), textCell(b.keys[in.Scenario], look),
			numberCell(float64(in.Rows), style{role: value, format: count}),
			numberCell(income, style{role: value, format: pounds}), numberCell(cost, style{role: value, format: pounds}),
			share(unknownShareIncome, unknownIncome, engine.ItemIncome, income), share(unknownShareCost, unknownCost, engine.GoalCost, cost))
		s.rows[n-1].height = s.tall(n)
	}
}

// unknownAsked says whom to ask for what.
func (b *book) unknownAsked(s *sheet, report *evidence.Report) {
	asked := report.ToAsk()
	if len(asked) == 0 {
		return
	}
	s.add()
	s.add(textCell("Whom to ask, in words that anybody can send", style{role: subhead}))
	s.add(heads("Table", "Whom to ask, and for what")...)
	for _, table := range asked {
		n := s.add(textCell(table.Name, style{role: strong}), textCell(table.Ask, style{role: prose}))
		s.rows[n-1].height = s.tall(n)
	}
	s.add(textCell("A public body answers a freedom of information request within 20 working days. Ask for counts under five to be suppressed.", style{role: lead}))
}
