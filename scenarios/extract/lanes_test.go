package extract

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// inAnyOrder is an extract whose columns stand in another order for each seed, in quotes here
// and there, with lines of too few cells and too many, the same for a seed.
func inAnyOrder(seed uint64, lines int) string {
	random := rand.New(rand.NewPCG(seed, 5))
	pick := func(of ...string) string { return of[random.IntN(len(of))] }
	delimiter, ending := pick(",", ";", "\t", "|"), pick("\n", "\r\n")
	columns := []string{"person", "provider", "commissioner", "currency", "start", "end", "note", "measure", "quantity"}
	random.Shuffle(len(columns), func(i, j int) { columns[i], columns[j] = columns[j], columns[i] })
	var b strings.Builder
	b.WriteString(strings.Join(columns, delimiter) + ending)
	for range lines {
		of := map[string]string{
			"person": fmt.Sprint("p", random.IntN(50)), "note": pick("", "x", "a longer note than a word", "a", "\""), "provider": pick("RT2", "RT2", "RT2", "RXX99-LONG", "XX"), "commissioner": pick("NTH", "STH", "sth", "NTH"),
			"currency": pick("1", "2", "01", "A01"), "start": pick("2025-05-01", "2025-12-31", "2024-02-29", "1999-05-01", "2025-02-29"), "end": pick("", "2026-02-28", "2025-06-01", "2100-01-01", "2025-06-1"),
			"measure": pick("", "", "", "contact"), "quantity": pick("", "", "", "2.5"),
		}
		var cells []string
		for _, column := range columns {
			cell := of[column]
			if random.IntN(8) == 0 {
				cell = `"` + cell + `"`
			}
			cells = append(cells, cell)
		}
		switch random.IntN(20) {
		case 0:
			cells = cells[:random.IntN(len(cells))]
		case 1:
			cells = append(cells, pick("", "x", "1"))
		}
		b.WriteString(strings.Join(cells, delimiter) + pick(ending, ending, ending, "\n"))
	}
	return b.String()
}

// Whatever the order of columns, a line comes to the same down either lane.
func TestLanesAgreeInAnyOrder(t *testing.T) {
	for seed := range uint64(200) {
		text := inAnyOrder(seed, 300)
		one, other := newJob(t), newJob(t)
		other.slowly = true
		fast, err := price(t, text, one)
		if err != nil {
			t.Fatal(err)
		}
		slow, err := price(t, text, other)
		if err != nil {
			t.Fatal(err)
		}
		if slow.Totals[0].Records < 5 || slow.Refused < 5 {
			t.Fatalf("seed %d: a dull extract: %d priced, %d exceptions", seed, slow.Totals[0].Records, slow.Refused)
		}
		if !reflect.DeepEqual(summary(fast), summary(slow)) {
			t.Fatalf("seed %d: fast %v\nslow %v\n%s", seed, summary(fast), summary(slow), text)
		}
	}
}
