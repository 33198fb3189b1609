package workbook

import (
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"parity/engine"
	"parity/scenarios"
)

// planSummary writes the page to read first: findings, the scenarios in a table, charts.
func (b *book) planSummary(currencies *currencySheet, ranking *rankingSheet) *sheet {
	s := &sheet{name: "Summary", title: "Summary", kind: results, holds: "Findings in words, the scenarios in a table, and charts.", widths: []float64{b.keyWidth(), 62, 18, 18, 18, 18, 14}, fit: 1,
		about: b.title()}
	b.head(s)
	s.add()
	s.add(textCell("Findings, over the whole run, in cash (they follow the inputs)", style{role: subhead}))
	for _, f := range b.findings() {
		n := s.add(f)
		s.rows[n-1].height = 16
	}
	s.add()
	s.add(textCell("The scenarios", style{role: subhead}))
	c := b.compared
	titles := heads("Scenario", "Title", "Income, £")
	if c.costed {
		titles = append(titles, heads("Cost, £", "Surplus, £")...)
	}
	titles = append(titles, heads("Difference from baseline, £", "Difference, %")...)
	for i := 2; i < len(titles); i++ {
		titles[i].style.right = true
	}
	n := s.add(titles...)
	s.rows[n-1].height = 28
	for i := range b.keys {
		inAll := func(of block, format format) cell {
			row := of.from + i
			return formulaCell(c.prefix()+fixedCell(c.total, row), c.figure(row, c.total), style{role: figure, format: format})
		}
		cells := append(b.scenarioLabels(i), inAll(c.income, pounds))
		if c.costed {
			cells = append(cells, inAll(c.cost, pounds), inAll(c.surplus, pounds))
		}
		n := s.add(append(cells, inAll(c.change, pounds), inAll(c.share, percent))...)
		s.rows[n-1].height = s.tall(n)
		items := []string{itemIncome}
		if c.costed {
			items = append(items, itemCost, engine.GoalSurplus)
		}
		for k, item := range items {
			const first = 3 // the column of income
			b.tracedCell(s, cellName(first+k, n), item, len(b.time.years), b.keys[i], "")
		}
	}
	b.placeCharts(s, currencies, ranking)
	for range s.below {
		// Rows under charts keep their height in every program, so that charts keep theirs.
		s.add()
		s.rows[len(s.rows)-1].height = rowPoints
	}
	s.below = 0
	return s
}

// placeCharts puts the charts two by two under the table.
func (b *book) placeCharts(s *sheet, currencies *currencySheet, ranking *rankingSheet) {
	row := s.next() + 1
	rank := ranking.of.to - ranking.of.from + 1
	left := func(chart *excelize.Chart, row int) {
		chart.Dimension.Width = chartNarrow
		s.chart(chart, "A"+strconv.Itoa(row))
	}
	right := func(chart *excelize.Chart, row int) {
		chart.Dimension.Width = chartWide
		s.chart(chart, "C"+strconv.Itoa(row))
	}
	const nextRow = chartHigh/rowPixels + 2
	if len(b.time.years) == 1 && rank > 1 {
		first := b.changeChart()
		first.Dimension.Width, first.Dimension.Height = chartNarrow+chartWide, uint(120+30*len(b.keys))
		s.chart(first, "A"+strconv.Itoa(row))
		second := b.rankChart(ranking, uint(max(chartHigh, 60+12*rank)))
		second.Dimension.Width = chartNarrow + chartWide
		s.chart(second, "A"+strconv.Itoa(row+int(first.Dimension.Height)/rowPixels+2))
		return
	}
	left(b.changeChart(), row)
	switch {
	case len(b.time.years) > 1:
		right(b.yearChart(), row)
		if len(b.margins.currency) > 1 {
			right(b.currencyChart(currencies), row+nextRow)
		}
		if rank > 1 {
			left(b.rankChart(ranking, chartHigh), row+nextRow)
		}
	case len(b.margins.currency) > 1:
		right(b.currencyChart(currencies), row)
	}
}

// title is the model's title, or its name.
func (b *book) title() string {
	return orElse(b.study.Model.Setting(scenarios.KeyTitle), b.study.Model.Name)
}

// findings are sentences made from the figures: one a scenario, each a live formula.
func (b *book) findings() []cell {
	c := b.compared
	million := b.constants.constant("A million", 1e6)
	base := b.study.Baseline
	var list []cell
	// The baseline first, then each other scenario against the one chosen on the sheet Comparison.
	order := append([]int{base}, b.others()...)
	for _, i := range order {
		at := func(of block) (string, float64) {
			return c.prefix() + fixedCell(c.total, of.from+i), c.figure(of.from+i, c.total)
		}
		income, paid := at(c.income)
		title := c.prefix() + fixedCell(2, c.income.from+i)
		words := newSentence(million)
		words.cell(title, b.study.Scenarios[i].Title)
		if i == base {
			words.text(": commissioners pay ").money(income, paid).text(" over the run")
		} else {
			change, x := at(c.change)
			share, p := at(c.share)
			more := newSentence(million)
			more.text("commissioners pay ").money("MAX("+change+",-"+change+")", math.Abs(x)).
				either(change+"<0", x < 0, " less", " more").text(" than in the baseline (").percent(share, p).text(")")
			words.text(": ").unless("ROUND("+change+",2)=0", roundHalfAway(x, 2) == 0, "commissioners pay the same as in the baseline", more)
		}
		if c.costed {
			surplus, x := at(c.surplus)
			apart := newSentence(million)
			apart.either(surplus+"<0", x < 0, "; care costs more than that by ", "; care costs less than that by ").
				money("MAX("+surplus+",-"+surplus+")", math.Abs(x))
			words.unless("ROUND("+surplus+",0)=0", roundHalfAway(x, 0) == 0, "; care costs as much", apart)
		}
		list = append(list, words.text(".").finding())
	}
	return append(list, b.gainers()...)
}

func (b *book) others() []int {
	var list []int
	for i := range b.keys {
		if i != b.study.Baseline {
			list = append(list, i)
		}
	}
	return list
}

// gainers says how many contracts gain and lose under the scenario shown, and who most.
func (b *book) gainers() []cell {
	c := b.compared
	if c.byKey.to <= c.byKey.from || len(b.keys) == 1 {
		return nil
	}
	change := c.fixedRange(byChange, c.byKey.from, byChange, c.byKey.to)
	gain, lose := 0, 0
	best, worst := c.byKey.from, c.byKey.from
	for n := c.byKey.from; n <= c.byKey.to; n++ {
		x := c.figure(n, byChange)
		if x > 0 {
			gain++
		}
		if x < 0 {
			lose++
		}
		if x > c.figure(best, byChange) {
			best = n
		}
		if x < c.figure(worst, byChange) {
			worst = n
		}
	}
	million := b.constants.constant("A million", 1e6)
	words := newSentence(million)
	shown := c.prefix() + c.parameter("Scenario shown")
	keys, titles := c.lists.ranges[listScenarios], c.lists.ranges[listTitles]
	words.cell("INDEX("+titles+",MATCH("+shown+","+keys+",0))", b.study.Scenarios[c.shown].Title).text(": ").count("SUMPRODUCT(--("+change+">0))", gain).text(" of ").count("ROWS("+change+")", c.byKey.to-c.byKey.from+1).
		text(" contracts are paid more and ").count("SUMPRODUCT(--("+change+"<0))", lose).text(" less than in the baseline.")
	list := []cell{words.finding()}
	name := c.fixedRange(byName, c.byKey.from, byName, c.byKey.to)
	who := func(words, extreme string, n int) *sentence {
		of := extreme + "(" + change + ")"
		return newSentence(million).text(words).cell("INDEX("+name+",MATCH("+of+","+change+",0))", c.rows[n-1].cells[byName-1].text).text(" (").signed(of, c.figure(n, byChange)).text(").")
	}
	most := newSentence(million).unless("MAX("+change+")<=0", gain == 0, "", who("Most: ", "MAX", best)).
		unless("(MAX("+change+")<=0)+(MIN("+change+")>=0)>0", gain == 0 || lose == 0, "", newSentence(million).text(" ")).
		unless("MIN("+change+")>=0", lose == 0, "", who("Least: ", "MIN", worst))
	return append(list, most.finding())
}

// sentence is text joined from words and live figures.
type sentence struct {
	formula, said strings.Builder
	million       expr
}

func newSentence(million expr) *sentence { return &sentence{million: million} }

func (s *sentence) join(formula, said string) *sentence {
	if s.formula.Len() > 0 {
		s.formula.WriteByte('&')
	}
	s.formula.WriteString(formula)
	s.said.WriteString(said)
	return s
}

func (s *sentence) text(words string) *sentence {
	return s.join(`"`+strings.ReplaceAll(words, `"`, `""`)+`"`, words)
}

func (s *sentence) cell(at, said string) *sentence { return s.join(at, said) }

func (s *sentence) count(formula string, n int) *sentence { return s.join(formula, strconv.Itoa(n)) }

// money is an amount in pounds, from a million on in millions.
func (s *sentence) money(formula string, x float64) *sentence {
	said := "£" + grouped(x/1e6) + " million"
	if x < 1e6 {
		said = "£" + strings.TrimSuffix(grouped(roundHalfAway(x, 0)), ".00")
	}
	return s.join(`"£"&IF(`+formula+`<`+s.million.text+`,TEXT(`+formula+`,"#,##0"),TEXT(`+formula+`/`+s.million.text+`,"#,##0.00")&" million")`, said)
}

// unless is other words where a condition holds, else the sentence given.
func (s *sentence) unless(condition string, holds bool, words string, otherwise *sentence) *sentence {
	said := otherwise.said.String()
	if holds {
		said = words
	}
	return s.join(`IF(`+condition+`,"`+words+`",`+otherwise.formula.String()+`)`, said)
}

// signed is money with its sign.
func (s *sentence) signed(formula string, x float64) *sentence {
	sign := "+"
	if x < 0 {
		sign = "-"
	}
	s.join(`IF(`+formula+`<0,"-","+")`, sign)
	return s.money("MAX("+formula+",-("+formula+"))", math.Abs(x))
}

func (s *sentence) percent(formula string, x float64) *sentence {
	return s.join(`TEXT(`+formula+`,"+0.00%;-0.00%")`, signedPercent(x))
}

func (s *sentence) either(condition string, holds bool, yes, no string) *sentence {
	said := no
	if holds {
		said = yes
	}
	return s.join(`IF(`+condition+`,"`+yes+`","`+no+`")`, said)
}

func (s *sentence) finding() cell {
	return textFormula(s.formula.String(), s.said.String(), style{role: finding})
}

// grouped writes a number with two places and commas.
func grouped(x float64) string {
	text := strconv.FormatFloat(roundHalfAway(x, 2), 'f', 2, 64)
	whole, rest, _ := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return whole + "." + rest
}

func signedPercent(x float64) string {
	text := strconv.FormatFloat(math.Abs(roundHalfAway(x*100, 2)), 'f', 2, 64) + "%"
	if x < 0 {
		return "-" + text
	}
	return "+" + text
}
