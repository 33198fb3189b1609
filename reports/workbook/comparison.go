package workbook

import (
	"math"
	"slices"
	"strconv"

	"parity/engine"
	"parity/tariff"
)

// comparisonSheet sets scenarios side by side.
type comparisonSheet struct {
	*sheet
	lists    *listSheet
	income   block // rows by scenario: income, cost, surplus, difference, share
	cost     block
	surplus  block
	change   block
	share    block
	years    int // first column of the years
	total    int
	baseline string // cell of the chosen baseline
	shown    int    // index of the scenario shown by contract
	byKey    block  // rows by contract
	costed   bool
}

// Columns of the tables by contract, commissioner and provider.
const (
	byKey = 1 + iota
	byName
	byBase
	byShown
	byChange
	byShare
	byCost
	bySurplus
)

// planComparison writes the comparison by year, contract, commissioner and provider.
func (b *book) planComparison() {
	s := &sheet{name: "Comparison", title: "Scenarios side by side", kind: results, fit: 0,
		about:  "Income is what commissioners pay and providers are paid. Choose the baseline, and the scenario and year shown by contract, commissioner and provider, in the framed cells.",
		widths: []float64{b.keyWidth(), b.nameWidth(), 18, 18, 18, 18, 18, 18}, freeze: "C4", heads: [2]int{1, 1}}
	for len(s.widths) < 3+len(b.time.years) {
		s.widths = append(s.widths, 18)
	}
	c := &comparisonSheet{sheet: s, lists: b.planLists(), years: 3, shown: b.firstShown()}
	c.total = c.years + len(b.time.years)
	for i := range b.study.Scenarios {
		c.costed = c.costed || len(b.study.Scenarios[i].Result.Care.Resources) > 0
	}
	b.compared = c
	b.head(s)
	s.add()
	base := s.choose(c.lists, "Baseline", listScenarios, b.keys[b.study.Baseline], "scenario")
	c.baseline = base
	s.add()
	c.income = c.byScenario(b, "Income: what commissioners pay", itemIncome, c.sums(b, itemIncome))
	if c.costed {
		c.cost = c.byScenario(b, "Cost of care, stranded cost included", itemCost, c.sums(b, itemCost))
		c.surplus = c.difference(b, "Surplus: income less cost", c.income, c.cost)
	}
	for i, key := range b.keys {
		b.traced(s, c.income.from+i, c.years, itemIncome, key, "")
		if c.costed {
			b.traced(s, c.cost.from+i, c.years, itemCost, key, "")
			b.traced(s, c.surplus.from+i, c.years, engine.GoalSurplus, key, "")
		}
	}
	c.change = c.against(b, "Income: difference from the baseline, £", c.income, base, false)
	c.share = c.against(b, "Income: difference from the baseline, per cent", c.income, base, true)
	c.inRealTerms(b)
	c.efficiencies(b)
	c.budgets(b)
	c.parties(b, base)
}

// firstShown is the scenario result sheets show at first: of those that are not the baseline the
// first by which a contract pays another amount in whole pounds, so that there is something to see,
// or the first.
func (b *book) firstShown() int {
	others := b.others()
	if len(others) == 0 {
		return b.study.Baseline
	}
	base := b.study.Scenarios[b.study.Baseline].Result.Contracts
	inPounds := func(income []tariff.Pence) float64 {
		var sum tariff.Pence
		for _, month := range income {
			sum += month
		}
		return roundHalfAway(sum.Pounds(), 0)
	}
	pays := func(i int) bool {
		return !slices.EqualFunc(b.study.Scenarios[i].Result.Contracts, base, func(x, y engine.ContractResult) bool {
			return inPounds(x.Statement.Income) == inPounds(y.Statement.Income)
		})
	}
	if at := slices.IndexFunc(others, pays); at >= 0 {
		return others[at]
	}
	return others[0]
}

// years are a table's headings.
func (c *comparisonSheet) heads(b *book, words string) {
	c.add(textCell(words, style{role: subhead}))
	cells := heads("Scenario", "Title")
	for i := range len(b.time.years) + 1 {
		cells = append(cells, b.yearHead(i))
	}
	c.add(cells...)
}

// sums are an item's years and total, by scenario.
func (c *comparisonSheet) sums(b *book, item string) [][]float64 {
	sums := make([][]float64, len(b.keys))
	for i := range b.keys {
		sums[i] = b.payments.total(b.keys[i], payScenario, "", item)
	}
	return sums
}

// total adds the years of the rows of an item of a scenario, of one party where column
// names whose label has to be key.
func (p *paymentSheet) total(scenario string, column int, key, item string) []float64 {
	sums := make([]float64, len(p.time.years)+1)
	for n := firstRow; n < p.next(); n++ {
		cells := p.rows[n-1].cells
		if cells[payScenario-1].text != scenario || cells[payItem-1].text != item || key != "" && cells[column-1].text != key {
			continue
		}
		for y, v := range p.time.byYear(p.rows[n-1].series.expr) {
			sums[y] += v
		}
	}
	return sums
}

// byScenario is a table of one item: a row a scenario, a column a year.
func (c *comparisonSheet) byScenario(b *book, words, item string, sums [][]float64) block {
	c.heads(b, words)
	from := c.next()
	for i := range b.keys {
		row := strconv.Itoa(c.next())
		cells := b.scenarioLabels(i)
		for y := range len(b.time.years) + 1 {
			letter := b.time.total
			if y < len(b.time.years) {
				letter = b.time.yearly[y]
			}
			f := "SUMIFS(" + b.payments.relative(letter) + "," + b.payments.labels(payScenario) + ",$A" + row + "," + b.payments.labels(payItem) + "," + b.item(item) + ")"
			cells = append(cells, formulaCell(f, sums[i][y], style{role: figure, format: pounds}))
		}
		n := c.add(cells...)
		c.rows[n-1].height = c.tall(n)
	}
	to := c.next() - 1
	c.add()
	return block{from, to}
}

// relative is a column of figures that moves when copied across.
func (p *paymentSheet) relative(letter string) string {
	return p.prefix() + letter + "$" + strconv.Itoa(firstRow) + ":" + letter + "$" + strconv.Itoa(p.next()-1)
}

// item is a cell that holds an item's name.
func (b *book) item(name string) string { return b.constants.word(name).text }

func (b *book) scenarioLabels(i int) []cell {
	return []cell{textCell(b.keys[i], style{role: strong}), textCell(b.study.Scenarios[i].Title, style{role: prose})}
}

// difference is a table of one table less another.
func (c *comparisonSheet) difference(b *book, words string, of, less block) block {
	c.heads(b, words)
	from := c.next()
	for i := range b.keys {
		cells := b.scenarioLabels(i)
		for y := range len(b.time.years) + 1 {
			l := columnName(c.years + y)
			x := c.figure(of.from+i, c.years+y) - c.figure(less.from+i, c.years+y)
			cells = append(cells, formulaCell(l+strconv.Itoa(of.from+i)+"-"+l+strconv.Itoa(less.from+i), x, style{role: figure, format: pounds}))
		}
		n := c.add(cells...)
		c.rows[n-1].height = c.tall(n)
	}
	to := c.next() - 1
	c.add()
	return block{from, to}
}

func (s *sheet) figure(row, column int) float64 { return s.rows[row-1].cells[column-1].number }

// against is a table of differences from the chosen baseline, in pounds or as shares.
func (c *comparisonSheet) against(b *book, words string, of block, base string, share bool) block {
	c.heads(b, words)
	from := c.next()
	for i := range b.keys {
		cells := b.scenarioLabels(i)
		for y := range len(b.time.years) + 1 {
			l := columnName(c.years + y)
			look := "INDEX(" + l + "$" + strconv.Itoa(of.from) + ":" + l + "$" + strconv.Itoa(of.to) + ",MATCH(" + base + ",$A$" + strconv.Itoa(of.from) + ":$A$" + strconv.Itoa(of.to) + ",0))"
			was := c.figure(of.from+b.study.Baseline, c.years+y)
			x := c.figure(of.from+i, c.years+y) - was
			f, format := l+strconv.Itoa(of.from+i)+"-"+look, pence
			if share {
				f, format = "IF("+look+"=0,0,ROUND("+l+strconv.Itoa(of.from+i)+"/"+look+"-1,"+b.constants.places(sharePlaces).text+"))", percent
				x = roundHalfAway(ratio(x, was), sharePlaces)
			}
			cells = append(cells, formulaCell(f, x, style{role: figure, format: format}))
		}
		n := c.add(cells...)
		c.rows[n-1].height = c.tall(n)
	}
	to := c.next() - 1
	c.add()
	return block{from, to}
}

// sharePlaces is how many places shares are rounded to, so that nothing does not show as -0.0%.
const sharePlaces = 6

func ratio(x, of float64) float64 {
	if of == 0 {
		return 0
	}
	return x / of
}

// parties writes the tables by contract, commissioner and provider.
func (c *comparisonSheet) parties(b *book, base string) {
	c.add(textCell("By contract, commissioner and provider", style{role: subhead}))
	shown := c.choose(c.lists, "Scenario shown", listScenarios, b.keys[c.shown], "scenario")
	year := c.choose(c.lists, "Year shown", listYears, "Total", "year")
	c.add()
	p := party{comparisonSheet: c, b: b, base: base, shown: shown, year: year}
	baseline := b.study.Scenarios[b.study.Baseline].Result.Model
	var names []string
	keys := b.contractKeys()
	for _, key := range keys {
		name := ""
		if name = (contractNames{baseline}).find(key); name == "" {
			name = b.nameOf(key)
		}
		if !distinctParties(baseline) {
			name = key + ": " + name
		}
		names = append(names, name)
	}
	c.byKey = p.table("Contract", "Commissioner and provider", payContract, keys, names)
	keys, names = nil, nil
	for _, x := range baseline.Commissioners {
		keys, names = append(keys, x.Key), append(names, x.Name)
	}
	p.table("Commissioner", "Name", payCommissioner, keys, names)
	keys, names = nil, nil
	for _, x := range baseline.Providers {
		keys, names = append(keys, x.Key), append(names, x.Name)
	}
	p.table("Provider", "Name", payProvider, keys, names)
}

// party writes one of the tables.
type party struct {
	*comparisonSheet
	b                 *book
	base, shown, year string
}

func (p party) table(word, named string, column int, keys, names []string) block {
	b := p.b
	titles := []string{word, named, "Baseline, £", "Scenario, £", "Difference, £", "Difference, %"}
	if p.costed {
		titles = append(titles, "Cost, £", "Surplus, £")
	}
	top := heads(titles...)
	for i := 2; i < len(top); i++ {
		top[i].style.right = true
	}
	p.add(top...)
	from := p.next()
	look := style{role: figure, format: pounds}
	for i, key := range keys {
		n := strconv.Itoa(p.next())
		sumOf := func(scenario, item string) string {
			pay := b.payments
			first, last := b.time.yearly[0], b.time.total
			years := pay.prefix() + "$" + first + "$" + strconv.Itoa(firstRow) + ":$" + last + "$" + strconv.Itoa(pay.next()-1)
			labels := pay.prefix() + "$" + first + "$" + monthRow + ":$" + last + "$" + monthRow
			return "SUMIFS(INDEX(" + years + ",0,MATCH(" + p.year + "," + labels + ",0))," + pay.labels(payScenario) + "," + scenario + "," +
				pay.labels(column) + ",$A" + n + "," + pay.labels(payItem) + "," + b.item(item) + ")"
		}
		value := func(scenario int, item string) float64 {
			sums := b.payments.total(b.keys[scenario], column, key, item)
			return sums[len(sums)-1]
		}
		was, is := value(b.study.Baseline, itemIncome), value(p.comparisonSheet.shown, itemIncome)
		change := math.Round((is-was)*100) / 100
		cells := []cell{textCell(key, style{role: strong}), textCell(names[i], style{role: label}),
			formulaCell(sumOf(p.base, itemIncome), was, look), formulaCell(sumOf(p.shown, itemIncome), is, look),
			formulaCell("ROUND("+columnName(byShown)+n+"-"+columnName(byBase)+n+",2)", change, look),
			formulaCell("IF("+columnName(byBase)+n+"=0,0,"+columnName(byChange)+n+"/"+columnName(byBase)+n+")", ratio(change, was), style{role: figure, format: percent})}
		if p.costed {
			cost := value(p.comparisonSheet.shown, itemCost)
			cells = append(cells, formulaCell(sumOf(p.shown, itemCost), cost, look), formulaCell(columnName(byShown)+n+"-"+columnName(byCost)+n, is-cost, look))
		}
		p.add(cells...)
	}
	to := p.next() - 1
	cells := []cell{textCell("All", style{role: total}), {style: style{role: total}}}
	for column := byBase; column <= len(titles); column++ {
		l := columnName(column)
		if column == byShare {
			n := strconv.Itoa(p.next())
			cells = append(cells, formulaCell("IF("+columnName(byBase)+n+"=0,0,"+columnName(byChange)+n+"/"+columnName(byBase)+n+")", ratio(cells[byChange-1].number, cells[byBase-1].number), style{role: total, format: percent}))
			continue
		}
		x := 0.0
		for n := from; n <= to; n++ {
			x += p.figure(n, column)
		}
		cells = append(cells, formulaCell("SUM("+l+strconv.Itoa(from)+":"+l+strconv.Itoa(to)+")", x, style{role: total, format: pounds}))
	}
	p.add(cells...)
	p.add()
	return block{from, to}
}

// nameOf is what a contract is called in the first scenario that has it.
func (b *book) nameOf(key string) string {
	for i := range b.study.Scenarios {
		if name := (contractNames{b.study.Scenarios[i].Result.Model}).find(key); name != "" {
			return name
		}
	}
	return ""
}
