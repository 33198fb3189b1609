package workbook

import (
	"strconv"

	"parity/engine"
	"parity/tariff"
)

// recordingOf is one row to be of the sheet Recording: a pair of currencies, or the review
// periods of one, with the rows of the sheet Values that it is made from.
type recordingOf struct {
	scenario, contract int
	recorded, right    int // currencies; the right one is -1 where reviews are overdue
	people             float64
	first, second      block // as recorded and by the right one; as paid and if all were in date
}

// recordingsOf notes what a contract's reallocation moves and what its overdue reviews leave
// unpaid. own is the contract's activity at its own prices, shadow at its shadow tariff.
func (s *scenario) recordingsOf(contract int, own, shadow valued) {
	paid, column := own, "schedule"
	if len(own.units) == 0 {
		paid, column = shadow, "shadow_schedule"
	}
	moved, err := s.result.Reallocated(contract)
	if err != nil {
		return // priced by the run already
	}
	pairs, err := s.result.ReallocatedPairs()
	if err != nil {
		return // priced by the run already
	}
	for _, pair := range pairs {
		if pair.Contract != contract {
			continue
		}
		m := s.result.Model
		var there, here []engine.PricedUnit
		for k := range moved {
			if unit := &moved[k]; unit.Recorded == pair.Recorded && unit.Right == pair.Right {
				there = append(there, engine.PricedUnit{Currency: unit.Recorded, Measure: unit.Measure, Quantity: unit.ByRecorded, Value: unit.AtRecorded})
				here = append(here, engine.PricedUnit{Currency: unit.Right, Measure: unit.Measure, Quantity: unit.ByRight, Value: unit.AtRight})
			}
		}
		recorded, right := m.Currencies[pair.Recorded].Key, m.Currencies[pair.Right].Key
		s.recordings = append(s.recordings, recordingOf{scenario: s.at, contract: contract, recorded: pair.Recorded, right: pair.Right, people: pair.People,
			first:  s.planValues(contract, there, column, "as recorded, right in "+right).block,
			second: s.planValues(contract, here, column, "right here, recorded in "+recorded).block})
	}
	overdue, err := s.result.Overdue(contract)
	if err != nil {
		return // priced by the run already
	}
	for _, unit := range overdue {
		if !anyOf(unit.Quantity) {
			continue
		}
		of := recordingOf{scenario: s.at, contract: contract, recorded: unit.Currency, right: -1}
		for u := range paid.units {
			line := &paid.units[u]
			if line.Currency != unit.Currency || line.Measure != tariff.Period || paid.lines[u] == 0 {
				continue
			}
			of.first = block{paid.lines[u], paid.lines[u]}
			all := engine.PricedUnit{Currency: line.Currency, Measure: line.Measure, Quantity: make([]tariff.Quantity, len(line.Quantity)), Value: make([]tariff.Pence, len(line.Value))}
			for i := range all.Quantity {
				all.Quantity[i], all.Value[i] = line.Quantity[i]+unit.Quantity[i], line.Value[i]+unit.Value[i]
			}
			of.second = s.planValues(contract, []engine.PricedUnit{all}, column, "if all reviews were in date").block
		}
		s.recordings = append(s.recordings, of)
	}
}

func anyOf(quantities []tariff.Quantity) bool {
	for _, q := range quantities {
		if q != 0 {
			return true
		}
	}
	return false
}

// Columns of labels of the sheet Recording.
const recordingLabels = 6

// planRecording writes what is recorded in one currency and paid by another, and what overdue
// reviews leave unpaid; nil where no scenario has either.
func (b *book) planRecording() *sheet {
	if len(b.recordings) == 0 {
		return nil
	}
	s := &sheet{name: "Recording", title: "Recorded in the wrong currency, and reviews overdue", kind: results,
		about:  "What is worth more or less as it is paid by the right currency, pair by pair, and what is not paid as a review is overdue. Sums of the sheet Values; under a form that does not pay for activity, what the activity is worth.",
		freeze: "D6", heads: [2]int{inputHead - 1, inputHead}, widths: []float64{b.keyWidth(), 14, 10, 10, 14, 22}}
	b.head(s)
	b.recordingTable(s, func(of *recordingOf) bool { return of.right >= 0 }, [recordingLabels]string{"Scenario", "Contract", "Recorded", "Right", "People", "How"},
		[3]string{"As recorded, £", "By the right currency, £", "Difference, £"})
	b.recordingTable(s, func(of *recordingOf) bool { return of.right < 0 }, [recordingLabels]string{"Scenario", "Contract", "Currency", "", "", "Name"},
		[3]string{"As paid, £", "If all reviews were in date, £", "Not paid, £"})
	return s
}

// recordingTable writes the rows of one kind: two amounts and their difference, a year a
// column.
func (b *book) recordingTable(s *sheet, of func(*recordingOf) bool, names [recordingLabels]string, amounts [3]string) {
	var rows []*recordingOf
	for k := range b.recordings {
		if of(&b.recordings[k]) {
			rows = append(rows, &b.recordings[k])
		}
	}
	if len(rows) == 0 {
		return
	}
	n := len(b.time.years) + 1
	top := make([]cell, recordingLabels)
	for i := range top {
		top[i] = cell{style: style{role: head}}
	}
	second := heads(names[:]...)
	for _, what := range amounts {
		for i := range n {
			top = append(top, textCell(what, style{role: head, right: true}))
			second = append(second, b.yearHead(i))
			if len(s.widths) < recordingLabels+3*n {
				s.widths = append(s.widths, 16)
			}
		}
	}
	if s.next() < inputHead-1 {
		s.skip(inputHead - 1)
	} else {
		s.add()
	}
	s.add(top...)
	s.add(second...)
	look := style{role: label}
	for _, of := range rows {
		m := b.study.Scenarios[of.scenario].Result.Model
		cells := []cell{textCell(b.keys[of.scenario], look), textCell(m.Contracts[of.contract].Name, look), textCell(m.Currencies[of.recorded].Key, look), {}, {}, {}}
		first, after := b.yearly(b.values.sheet, of.first), b.yearly(b.values.sheet, of.second)
		row := strconv.Itoa(s.next())
		total := columnName(recordingLabels+3*n) + row
		if of.right >= 0 {
			cells[3] = textCell(m.Currencies[of.right].Key, look)
			cells[4] = numberCell(of.people, style{role: value, format: quantity})
			difference := after[n-1].number - first[n-1].number
			how := "as dear"
			if difference < 0 {
				how = "up-coded"
			} else if difference > 0 {
				how = "under-coded"
			}
			cells[5] = textFormula("IF("+total+"<0,\"up-coded\",IF("+total+">0,\"under-coded\",\"as dear\"))", how, style{role: figure})
		} else {
			cells[5] = textCell(m.Currencies[of.recorded].Name, look)
		}
		cells = append(append(cells, first...), after...)
		for i := range n {
			before, then := columnName(recordingLabels+1+i)+row, columnName(recordingLabels+1+n+i)+row
			cells = append(cells, formulaCell(then+"-"+before, after[i].number-first[i].number, style{role: figure, format: pounds}))
		}
		s.add(cells...)
	}
}
