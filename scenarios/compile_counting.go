package scenarios

import (
	"slices"

	"parity/engine"
	"parity/tariff"
)

// counting gives the contracts who is recorded in the wrong currency and whose review is in
// date.
func (c *compiler) counting() {
	for i := range c.model.Contracts {
		contract := &c.model.Contracts[i]
		t := c.tables.Table("reallocation")
		for _, pair := range reallocationOf(t, contract.Name) {
			row := engine.Reallocation{Recorded: c.currencies[pair.recorded], Right: c.currencies[pair.right]}
			for _, at := range pair.rows {
				row.Share = append(row.Share, tariff.Since[float64]{From: from(t, at), Value: float(t.Cell(at, "share"))})
			}
			contract.Reallocation = append(contract.Reallocation, row)
		}
		slices.SortStableFunc(contract.Reallocation, func(a, b engine.Reallocation) int {
			if a.Recorded != b.Recorded {
				return a.Recorded - b.Recorded
			}
			return a.Right - b.Right
		})
		t = c.tables.Table("reviews")
		for currency := range c.model.Currencies {
			reviews := engine.Reviews{Currency: currency}
			for _, at := range reviewsOf(t, contract.Name, c.model.Currencies[currency].Key) {
				reviews.InDate = append(reviews.InDate, tariff.Since[float64]{From: at.from, Value: float(t.Cell(at.row, "in_date"))})
			}
			if len(reviews.InDate) > 0 {
				contract.Reviews = append(contract.Reviews, reviews)
			}
		}
	}
}

// recordedPair is the rows of one recorded and one right currency, in order of from.
type recordedPair struct {
	recorded, right string
	rows            []int
}

// reallocationOf lists the rows of reallocation that hold for a contract but for those of the
// rightly recorded: its own for a recorded currency replace all the * rows for it.
func reallocationOf(t *Table, contract string) []recordedPair {
	keys, rows := group(t, "contract", "recorded", "right")
	own := map[string]bool{}
	for _, key := range keys {
		if key[0] == contract {
			own[key[1]] = true
		}
	}
	var pairs []recordedPair
	for k, key := range keys {
		if (key[0] == contract || key[0] == anyValue && !own[key[1]]) && key[1] != key[2] {
			pairs = append(pairs, recordedPair{key[1], key[2], rows[k]})
		}
	}
	return pairs
}

// heldRow is the row of a table that holds from a month on.
type heldRow struct {
	from tariff.Month
	row  int
}

// reviewsOf lists the rows of reviews that hold for a contract's currency, one after the other:
// in each month the most particular that has begun.
func reviewsOf(t *Table, contract, currency string) []heldRow {
	var candidates []int
	for row := range t.Rows {
		if of := t.Cell(row, "contract"); of != contract && of != anyValue {
			continue
		}
		if of := t.Cell(row, "currency"); of == currency || of == anyValue {
			candidates = append(candidates, row)
		}
	}
	particular := func(row int) int {
		of := 0
		if t.Cell(row, "contract") != anyValue {
			of += 2
		}
		if t.Cell(row, "currency") != anyValue {
			of++
		}
		return of
	}
	var months []tariff.Month
	for _, row := range candidates {
		months = append(months, from(t, row))
	}
	slices.Sort(months)
	var held []heldRow
	for _, month := range slices.Compact(months) {
		best := -1
		for _, row := range candidates {
			if from(t, row) > month {
				continue
			}
			if best < 0 || particular(row) > particular(best) || particular(row) == particular(best) && from(t, row) >= from(t, best) {
				best = row
			}
		}
		held = append(held, heldRow{month, best})
	}
	return held
}
