package workbook

import (
	"fmt"
	"strconv"

	"parity/engine"
	"parity/reports"
	"parity/scenarios"
)

// bridgeSheet leads from the baseline's income to each scenario's, change by change.
type bridgeSheet struct {
	*sheet
	b      *book
	total  int    // column of the total; the years begin at bridgeYears
	year   string // the cell that chooses the year of the charts
	blocks []bridgeBlock
}

// bridgeBlock is the bridge of one scenario: the row that it ends with.
type bridgeBlock struct{ scenario, end int }

// Columns of the bridge before the years.
const (
	bridgeName = 1 + iota
	bridgeWhat
	bridgeYears
)

// planBridge writes the bridges, one under the other; nil where there is no other scenario.
func (b *book) planBridge() *bridgeSheet {
	if len(b.study.Bridges) < 2 {
		return nil
	}
	c := b.compared
	s := &bridgeSheet{b: b, total: c.total, sheet: &sheet{name: "Bridge", title: "Bridge: why each scenario's income differs from the baseline's", kind: results, freeze: "A5", heads: [2]int{1, 1},
		about: "What each change brings, averaged over every order in which the changes can be made. The causes are values that Parity worked out for the baseline " + b.keys[b.study.Baseline] + "; sums and ends are formulas."}}
	s.widths = []float64{38, 46}
	for range len(b.time.years) + 2 { // the total, and the error of a sample
		s.widths = append(s.widths, 18)
	}
	s.across = len(s.widths)
	s.widths = append(s.widths, 3)
	for range walkColumns {
		s.widths = append(s.widths, 14)
	}
	s.widths[len(s.widths)-1] = 60 // of the labels
	b.head(s.sheet)
	s.add()
	s.year = s.choose(c.lists, "Year shown in the charts", listYears, "Total", "year")
	blockFirst := s.next() + 1
	for i := range b.study.Bridges {
		if i == b.study.Baseline {
			continue
		}
		s.add()
		if s.next() > blockFirst {
			s.newPage()
		}
		s.add(textCell("From "+b.keys[b.study.Baseline]+" to "+b.keys[i]+": "+b.study.Scenarios[i].Title, style{role: subhead}))
		if bridge := &b.study.Bridges[i]; bridge.Attribution == nil {
			s.add(textCell("There is no bridge: "+bridge.Missing+".", style{role: label}))
		} else {
			s.scenario(i, bridge.Attribution)
		}
	}
	return s
}

// heads are a table's headings, those of its chart beside them. They give their row.
func (s *bridgeSheet) heads(first, second string, sampled bool) int {
	cells := heads(first, second)
	for y := range len(s.b.time.years) + 1 {
		cells = append(cells, s.b.yearHead(y))
	}
	if sampled {
		cells = append(cells, textCell("Standard error of the total, £", style{role: head, right: true}))
	}
	row := s.add(cells...)
	for column, name := range walkNames {
		s.put(row, s.walkColumn(column), textCell(name, style{role: head, right: true}))
	}
	return row
}

// scenario writes one bridge: its changes, charts, and what each change is made of.
func (s *bridgeSheet) scenario(i int, a *scenarios.Attribution) {
	b, n := s.b, len(a.Players)
	sampled := a.Errors != nil
	if sampled {
		s.add(textCell(fmt.Sprintf("More than %d changes: averaged over a sample of %d orders, so that each part has a standard error.", engine.MostExactPlayers, a.Orders), style{role: label}))
	}
	// Where the tables stand has to be known before their formulas are written.
	top := s.next()
	start := top + 1
	end := start + n + 2
	var made [][]engine.Cause
	lines := 0
	for _, part := range a.Parts {
		causes := engine.SumCauses(part)
		if len(causes) == 0 {
			causes = []engine.Cause{{}}
		}
		made = append(made, causes)
		lines += len(causes)
	}
	high := chartHeight(max(n+3, lines))
	charts := end + 2
	below := charts + high/rowPixels + 2 // the heading of the causes
	first := below + 2
	asRun := first + lines + 1

	s.heads("Change", "What", sampled)
	way := s.walk(top)
	baseline := s.compared(b.study.Baseline)
	way.begin(s.row(b.keys[b.study.Baseline], b.study.Scenarios[b.study.Baseline].Title, style{role: strong}, baseline.yearly))
	cause := first
	for k, player := range a.Players {
		from, to := cause, cause+len(made[k])-1
		cause = to + 1
		figures := s.figures(a.Shares[k])
		row := s.row(reports.PlayerName(player), whatOf(player), style{role: prose}, func(y int, letter string) cell {
			return formulaCell("SUM("+letter+strconv.Itoa(from)+":"+letter+strconv.Itoa(to)+")", figures[y], style{role: figure, format: pence})
		})
		if sampled {
			s.put(row, s.total+1, numberCell(a.ErrorOfSum[k]/penceInPound, style{role: value, format: pence}))
		}
		way.part(row, "$A"+strconv.Itoa(row), reports.PlayerName(player))
	}
	scenario := s.compared(i)
	since := s.row(movedSince, "What edits in this workbook have moved the scenario by, beyond the baseline", style{role: prose}, func(y int, letter string) cell {
		is, was := scenario.at(letter)+"-"+baseline.at(letter), letter+strconv.Itoa(asRun+1)+"-"+letter+strconv.Itoa(asRun)
		return formulaCell("ROUND("+is+"-("+was+"),2)", 0, style{role: figure, format: pence})
	})
	way.part(since, "$A"+strconv.Itoa(since), movedSince)
	ends := s.figures(a.All)
	way.end(s.row(b.keys[i], b.study.Scenarios[i].Title, style{role: total}, func(y int, letter string) cell {
		return formulaCell("SUM("+letter+strconv.Itoa(start)+":"+letter+strconv.Itoa(since)+")", ends[y], style{role: total, format: pence})
	}))
	s.blocks = append(s.blocks, bridgeBlock{i, end})

	s.blank(charts)
	way.draw("Income by change, from "+b.keys[b.study.Baseline]+" to "+b.keys[i], "A"+strconv.Itoa(charts), high)
	s.blank(below)
	s.add(textCell("What each change is made of", style{role: strong}))
	parts := s.walk(s.heads("Change", "Cause", false))
	for k, player := range a.Players {
		for _, one := range made[k] {
			name, figures := "no effect", make([]int64, len(a.Years))
			if one.Kind != "" {
				name = reports.CauseName(one)
				for y, amount := range one.Pence {
					figures[y] = int64(amount)
				}
			}
			pounds := s.figures(figures)
			row := s.row(reports.PlayerName(player), name, style{role: prose}, func(y int, letter string) cell {
				if y == len(a.Years) {
					return s.sumOfYears(pounds[y])
				}
				return numberCell(pounds[y], style{role: value, format: pence})
			})
			n := strconv.Itoa(row)
			parts.part(row, "$A"+n+"&\", \"&$B"+n, reports.PlayerName(player)+", "+name)
		}
	}
	parts.draw("By change and cause, from "+b.keys[b.study.Baseline]+" to "+b.keys[i], "C"+strconv.Itoa(charts), high)
	s.add(textCell("Income as Parity ran it", style{role: strong}))
	for _, of := range []struct {
		scenario int
		figures  []int64
	}{{b.study.Baseline, a.None}, {i, a.All}} {
		pounds := s.figures(of.figures)
		s.row(b.keys[of.scenario], b.study.Scenarios[of.scenario].Title, style{role: prose}, func(y int, letter string) cell {
			if y == len(a.Years) {
				return s.sumOfYears(pounds[y])
			}
			return numberCell(pounds[y], style{role: value, format: pence})
		})
	}
}

// movedSince names the row of what was edited in the workbook.
const movedSince = "Edited since the run"

// blank adds rows that keep their height in every program, up to the one with a number, so
// that charts keep theirs.
func (s *sheet) blank(to int) {
	for s.next() < to {
		s.rows = append(s.rows, row{height: rowPoints})
	}
}

// put sets a cell of a row that is there.
func (s *bridgeSheet) put(row, column int, is cell) {
	cells := &s.rows[row-1].cells
	for len(*cells) < column {
		*cells = append(*cells, cell{})
	}
	(*cells)[column-1] = is
}

// row adds a row of a table: two labels and a figure a year, and one for the total.
func (s *bridgeSheet) row(name, what string, look style, figure func(y int, letter string) cell) int {
	cells := []cell{textCell(name, look), textCell(what, style{role: prose})}
	for y := range len(s.b.time.years) + 1 {
		cells = append(cells, figure(y, columnName(bridgeYears+y)))
	}
	row := s.add(cells...)
	s.rows[row-1].height = s.tall(row)
	return row
}

// sumOfYears is the total of the row that is next.
func (s *bridgeSheet) sumOfYears(x float64) cell {
	n := strconv.Itoa(s.next())
	return formulaCell("SUM("+columnName(bridgeYears)+n+":"+columnName(s.total-1)+n+")", x, style{role: figure, format: pence})
}

// figures are pence by year as pounds, and their sum.
func (s *bridgeSheet) figures(pence []int64) []float64 {
	list := make([]float64, len(pence)+1)
	sum := int64(0)
	for y, amount := range pence {
		list[y] = float64(amount) / penceInPound
		sum += amount
	}
	list[len(pence)] = float64(sum) / penceInPound
	return list
}

const penceInPound = 100

// whatOf says why a player's changes are made, and why they are one.
func whatOf(player scenarios.Player) string {
	words := ""
	for _, change := range player.Changes {
		if change.Reason != "" && words != "" {
			words += "; "
		}
		words += change.Reason
	}
	if len(player.Changes) > 1 {
		words += " (made together, as they cannot be taken apart)"
	}
	return words
}

// comparedIncome is a scenario's row of income on the sheet Comparison.
type comparedIncome struct {
	*comparisonSheet
	row int
}

func (s *bridgeSheet) compared(scenario int) comparedIncome {
	return comparedIncome{s.b.compared, s.b.compared.income.from + scenario}
}

// at refers to a year's column, which is the same on both sheets.
func (c comparedIncome) at(letter string) string {
	return c.prefix() + letter + "$" + strconv.Itoa(c.row)
}

func (c comparedIncome) yearly(y int, letter string) cell {
	return formulaCell(c.at(letter), c.figure(c.row, c.years+y), style{role: figure, format: pence})
}
