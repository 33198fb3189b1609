package workbook

import (
	"strconv"
	"strings"

	"parity/engine"
	"parity/tariff"
)

// realSheet is what parties pay, are paid and spend by year: in cash and in real terms, by
// head of population and by person on the caseload (docs/methods.md, "Real terms").
type realSheet struct {
	*sheet
	b        *book
	compared *engine.Comparison
	deflator string // how the release is named in headings, "" where there is none
	index    int    // row of the years' index numbers, 0 where there is none
	base     expr   // index number of the base year
	days     int    // row of the days of each year that the run covers
	people   map[realParty]peopleRows
}

// realParty is a party under a scenario; of is a column of the Payments sheet, 0 for all.
type realParty struct {
	scenario, of int
	key          string
}

// peopleRows are the rows of a party's mean population and mean caseload, 0 where not known.
type peopleRows struct{ population, caseload int }

// Columns of the sheet: labels, then the years.
const (
	realScenario = 1 + iota
	realOf
	realName
	realYears
)

// planRealTerms lays the sheet out; nil where the model has nothing to say on it: nobody to divide
// by, and no year but that of its prices.
func (b *book) planRealTerms() *sheet {
	s := &sheet{name: "Real terms", title: "Cash, real terms, by head and by person", kind: results, freeze: "D4", heads: [2]int{1, 1},
		about: "What all commissioners pay and all care costs, then by commissioner and by provider. Mean people are over the days the run has of the year; who is not counted in days, or has no population, has no row."}
	s.widths = []float64{b.keyWidth(), 16, b.nameWidth()}
	for range b.time.years {
		s.widths = append(s.widths, 18)
	}
	r := &realSheet{sheet: s, b: b, compared: b.sides(), people: map[realParty]peopleRows{}}
	b.head(s)
	s.add()
	r.planIndex()
	r.planPeople()
	d := b.study.Scenarios[b.study.Baseline].Result.Model.Deflator
	if len(r.people) == 0 && (r.index == 0 || len(b.time.years) == 1 && b.time.years[0] == d.Base) {
		return nil
	}
	r.tables("Income: what commissioners pay", itemIncome, func(t *engine.Totals) (tariff.Pence, bool) { return t.Income, true })
	if b.compared.costed {
		r.tables("Cost of care", itemCost, func(t *engine.Totals) (tariff.Pence, bool) { return t.Cost.Known() })
	}
	return s
}

// top are the headings of a table.
func (r *realSheet) top(words string) {
	r.add(textCell(words, style{role: subhead}))
	cells := heads("Scenario", "Of", "Name")
	for y := range r.b.time.years {
		cells = append(cells, r.b.yearHead(y))
	}
	r.add(cells...)
}

// planIndex links the days and the deflator's index of each year.
func (r *realSheet) planIndex() {
	b := r.b
	r.top("Days and deflator")
	cells := []cell{textCell("days", style{role: strong}), {}, textCell("days of the year that the run has", style{role: prose})}
	sums := b.time.byYear(b.constants.days)
	for y := range b.time.years {
		cells = append(cells, formulaCell(b.constants.prefix()+b.time.yearly[y]+"$"+strconv.Itoa(b.constants.daysRow), sums[y], style{role: figure, format: count}))
	}
	r.days = r.add(cells...)
	s := b.open(b.study.Baseline)
	if d := s.result.Model.Deflator; d != nil {
		t := s.table("indices")
		known := true
		of := func(year tariff.Year) expr {
			rows := rowsOf(t, "index", d.Name, "year", year.String())
			if len(rows) == 0 {
				known = false
				return whole(0)
			}
			return s.input(t, rows[0], "value")
		}
		cells := []cell{textCell("deflator", style{role: strong}), {}, textCell("index of each year", style{role: prose})}
		for _, year := range b.time.years {
			cells = append(cells, exprCell(of(year), style{role: figure, format: factor}))
		}
		base := of(d.Base)
		if known {
			r.index = r.add(cells...)
			n := r.add(textCell("base", style{role: strong}), textCell(d.Base.String(), style{role: label}), textCell("index of the base year", style{role: prose}), exprCell(base, style{role: figure, format: factor}))
			r.base = expr{fixedCell(realYears, n), base.values, bindsCell}
			r.deflator = "prices of " + d.Base.String() + ", deflator " + d.Name + " (" + orElse(d.Release, "release not named") + ")"
		}
	}
	r.add()
}

// each goes over the parties of each scenario, with their accounts.
func (r *realSheet) each(do func(realParty, *engine.Account)) {
	for i := range r.b.keys {
		side := &r.compared.Sides[i]
		do(realParty{scenario: i}, &side.Whole)
		for k := range side.Commissioners {
			do(realParty{i, payCommissioner, side.Commissioners[k].Key}, &side.Commissioners[k])
		}
		for k := range side.Providers {
			do(realParty{i, payProvider, side.Providers[k].Key}, &side.Providers[k])
		}
	}
}

// labels are the labels of a party's row.
func (r *realSheet) labelled(p realParty, a *engine.Account) []cell {
	of, name := p.key, a.Name
	if p.of == 0 {
		of, name = "All", "All"
	}
	return []cell{textCell(r.b.keys[p.scenario], style{role: strong}), textCell(of, style{role: label}), textCell(name, style{role: prose})}
}

// planPeople lays out mean population, a formula over the inputs, and mean caseload, from the
// person-days that the run projected.
func (r *realSheet) planPeople() {
	b := r.b
	first := true
	var of [][]int // rows of the commissioners' population, by scenario
	for i := range b.keys {
		of = append(of, nil)
		s := b.open(i)
		for _, a := range r.compared.Sides[i].Commissioners {
			if !everyYear(&a, func(p engine.People) bool { return p.Population != nil }) {
				continue
			}
			if first {
				r.top("Population, the mean over the days")
				first = false
			}
			days := s.annual.askOne(i, rowPlan{labels: []cell{textCell(a.Key, style{role: label}), textCell("population x days of the month", style{role: label}), {}, {}, textCell("people x days", style{role: label})},
				series: series{expr: s.time.spread(times(s.population(a.Key), b.constants.days)), adds: true, style: style{role: figure, format: count}}})
			sums := b.time.byYear(days)
			p := realParty{i, payCommissioner, a.Key}
			cells := r.labelled(p, &a)
			for y := range b.time.years {
				letter := columnName(realYears + y)
				from := strings.ReplaceAll(days.text, at, b.time.yearly[y])
				x := sums[y] / r.figure(r.days, realYears+y)
				cells = append(cells, formulaCell(from+"/"+letter+"$"+strconv.Itoa(r.days), x, style{role: figure, format: count}))
			}
			n := r.add(cells...)
			rows := r.people[p]
			rows.population = n
			r.people[p] = rows
			of[i] = append(of[i], n)
		}
		if n := len(of[i]); n > 0 && n == len(r.compared.Sides[i].Commissioners) {
			p := realParty{scenario: i}
			cells := r.labelled(p, &r.compared.Sides[i].Whole)
			for y := range b.time.years {
				letter := columnName(realYears + y)
				x := 0.0
				for _, row := range of[i] {
					x += r.figure(row, realYears+y)
				}
				cells = append(cells, formulaCell("SUM("+letter+strconv.Itoa(of[i][0])+":"+letter+strconv.Itoa(of[i][n-1])+")", x, style{role: total, format: count}))
			}
			row := r.add(cells...)
			rows := r.people[p]
			rows.population = row
			r.people[p] = rows
		}
	}
	if !first {
		r.add()
	}
	r.planCaseload()
}

// planCaseload lays out person-days, which are values, and the mean caseload they make.
func (r *realSheet) planCaseload() {
	first := true
	days := map[realParty]int{}
	counted := func(p engine.People) bool { return p.Counted && p.PersonDays > 0 }
	r.each(func(p realParty, a *engine.Account) {
		if !everyYear(a, counted) {
			return
		}
		if first {
			r.top("Person-days on the caseload, as projected by Parity")
			first = false
		}
		cells := r.labelled(p, a)
		for y := range a.People {
			cells = append(cells, numberCell(a.People[y].PersonDays.Units(), style{role: value, format: quantity}))
		}
		days[p] = r.add(cells...)
	})
	if first {
		return
	}
	r.add()
	r.top("People on the caseload, the mean over the days")
	r.each(func(p realParty, a *engine.Account) {
		row, known := days[p]
		if !known {
			return
		}
		cells := r.labelled(p, a)
		for y := range a.People {
			letter := columnName(realYears + y)
			cells = append(cells, formulaCell(letter+strconv.Itoa(row)+"/"+letter+"$"+strconv.Itoa(r.days), r.figure(row, realYears+y)/r.figure(r.days, realYears+y), style{role: figure, format: quantity}))
		}
		n := r.add(cells...)
		rows := r.people[p]
		rows.caseload = n
		r.people[p] = rows
	})
	r.add()
}

func everyYear(a *engine.Account, known func(engine.People) bool) bool {
	for _, p := range a.People {
		if !known(p) {
			return false
		}
	}
	return len(a.People) > 0
}

// population is a commissioner's population by month.
func (s *scenario) population(commissioner string) expr {
	t := s.table("commissioners")
	var people []since
	for _, r := range rowsOf(t, "commissioner", commissioner) {
		if t.Cell(r, "population") != "" {
			people = append(people, s.since(t, r, s.input(t, r, "population")))
		}
	}
	return s.time.dated(people)
}

// tables are an item's tables: in cash and in real terms, each by head and by person.
func (r *realSheet) tables(words, item string, of func(*engine.Totals) (tariff.Pence, bool)) {
	cash := r.sums(words+", cash", item, of)
	r.divided(words+" by head of population, cash", cash, func(p peopleRows) int { return p.population })
	r.divided(words+" by person on the caseload, cash", cash, func(p peopleRows) int { return p.caseload })
	if r.index == 0 {
		return
	}
	real := r.real(words+", "+r.deflator, cash)
	r.divided(words+" by head of population, "+r.deflator, real, func(p peopleRows) int { return p.population })
	r.divided(words+" by person on the caseload, "+r.deflator, real, func(p peopleRows) int { return p.caseload })
}

// sums is a table of an item by party, from the Payments sheet.
func (r *realSheet) sums(words, item string, of func(*engine.Totals) (tariff.Pence, bool)) map[realParty]int {
	pay, rows := r.b.payments, map[realParty]int{}
	r.top(words)
	r.each(func(p realParty, a *engine.Account) {
		for y := range a.Years {
			if _, known := of(&a.Years[y]); !known {
				return
			}
		}
		n := strconv.Itoa(r.next())
		party := ""
		if p.of > 0 {
			party = pay.labels(p.of) + ",$" + columnName(realOf) + n + ","
		}
		cells := r.labelled(p, a)
		for y := range a.Years {
			amount, _ := of(&a.Years[y])
			f := "SUMIFS(" + pay.relative(r.b.time.yearly[y]) + "," + pay.labels(payScenario) + ",$A" + n + "," + party + pay.labels(payItem) + "," + r.b.item(item) + ")"
			cells = append(cells, formulaCell(f, amount.Pounds(), style{role: figure, format: pounds}))
		}
		rows[p] = r.add(cells...)
	})
	r.add()
	return rows
}

// real is a table brought to the prices of the base year: ROUND(cash x D(base) / D(year), 2).
func (r *realSheet) real(words string, cash map[realParty]int) map[realParty]int {
	rows := map[realParty]int{}
	r.top(words)
	r.each(func(p realParty, a *engine.Account) {
		from, known := cash[p]
		if !known {
			return
		}
		cells := r.labelled(p, a)
		for y := range a.Years {
			l := columnName(realYears + y)
			x := roundHalfAway(r.figure(from, realYears+y)*r.base.at(0)/r.figure(r.index, realYears+y), 2)
			cells = append(cells, formulaCell("ROUND("+l+strconv.Itoa(from)+"*"+r.base.text+"/"+l+"$"+strconv.Itoa(r.index)+",2)", x, style{role: figure, format: pounds}))
		}
		rows[p] = r.add(cells...)
	})
	r.add()
	return rows
}

// notKnownWord stands where there is nobody to divide by.
const notKnownWord = "not known"

// divided is a table by the people of a party, where any has them.
func (r *realSheet) divided(words string, amounts map[realParty]int, people func(peopleRows) int) {
	first := true
	r.each(func(p realParty, a *engine.Account) {
		from, known := amounts[p]
		by := people(r.people[p])
		if !known || by == 0 {
			return
		}
		if first {
			r.top(words)
			first = false
		}
		cells := r.labelled(p, a)
		for y := range a.Years {
			l := columnName(realYears + y)
			x := roundHalfAway(r.figure(from, realYears+y)/r.figure(by, realYears+y), 2)
			cell := l + strconv.Itoa(by)
			cells = append(cells, formulaCell("IF("+cell+"=0,\""+notKnownWord+"\",ROUND("+l+strconv.Itoa(from)+"/"+cell+",2))", x, style{role: figure, format: pence}))
		}
		r.add(cells...)
	})
	if !first {
		r.add()
	}
}
