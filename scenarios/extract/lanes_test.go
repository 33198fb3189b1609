package extract

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// manyLines is an extract with a bit of everything that may be wrong, the same for a seed.
func manyLines(seed uint64, lines int, quotes bool) string {
	random := rand.New(rand.NewPCG(seed, 1))
	pick := func(of ...string) string { return of[random.IntN(len(of))] }
	var b strings.Builder
	b.WriteString(head)
	for range lines {
		cells := []string{
			fmt.Sprint("p", random.IntN(50)), pick("RT2", "RXX99-LONG", "RT2", "XX"), pick("NTH", "STH", "sth", ""), pick("1", "2", "01", "A01", "99"),
			pick("2025-05-01", "2025-12-31", "2024-02-29", "2023-02-29", "1/2/2025", ""), pick("", "2026-02-28", "2025-06-01", "2020-01-01", "2025-06-01T10:00"),
		}
		if quotes {
			for i := range cells {
				if random.IntN(4) == 0 {
					cells[i] = `"` + cells[i] + pick("", `""`, "\n", ",", "") + `"`
				}
			}
			if random.IntN(40) == 0 {
				cells[random.IntN(6)] += pick(`"`, `x"y`, `"`)
			}
		}
		if random.IntN(30) == 0 {
			cells = cells[:random.IntN(6)]
		}
		b.WriteString(strings.Join(cells, ",") + pick("\n", "\r\n", "\n\n"))
	}
	return b.String()
}

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
		slow := sameFrom(t, text, other, one)
		if slow == nil {
			t.Fatalf("seed %d cannot be priced", seed)
		}
		if slow.Totals[0].Records < 5 || slow.Refused < 5 {
			t.Fatalf("seed %d: a dull extract: %d priced, %d exceptions", seed, slow.Totals[0].Records, slow.Refused)
		}
	}
}

// dayFirst is a mapping of an extract that writes its dates as 31/12/2025.
func dayFirst(t testing.TB) *Mapping {
	m, err := ReadMapping(strings.NewReader(MappingHeader+"\nstart,start,,DD/MM/YYYY\nend,end,,DD/MM/YYYY\n"), "m.csv")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// An extract whose dates are written in another order, as its mapping says, comes to the same as it
// does with the usual dates, down either lane.
func TestLanesAgreeOnDatesOfAnotherOrder(t *testing.T) {
	iso := regexp.MustCompile(`(\d{4})-(\d\d)-(\d\d)`)
	for seed := range uint64(50) {
		text := inAnyOrder(seed, 300)
		one, other := newJob(t), newJob(t)
		one.Mapping, other.Mapping, other.slowly = dayFirst(t), dayFirst(t), true
		turned := sameFrom(t, iso.ReplaceAllString(text, "$3/$2/$1"), one, other)
		usual, err := price(t, text, newJob(t))
		if err != nil {
			t.Fatal(err)
		}
		a, b := summary(turned), summary(usual)
		for _, all := range []map[string]any{a, b} { // which say in which form dates are written
			delete(all, "exceptions")
			delete(all, "counts")
		}
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("seed %d: dates of another order come to\n%v\nwant\n%v", seed, a, b)
		}
	}
}

// summary is all that comes out, totals by name.
func summary(p *Priced) map[string]any {
	all := map[string]any{"records": p.Records, "outside": p.Outside, "refused": p.Refused, "exceptions": p.Exceptions, "counts": p.Counts, "people": p.People}
	for _, t := range p.Totals[0].Totals() {
		all[fmt.Sprint(p.Codes[Provider].Name(t.Provider), p.Codes[Commissioner].Name(t.Commissioner), p.Codes[Currency].Name(t.Currency), t.Measure, t.Month)] = fmt.Sprint(t.Quantity, t.Value)
	}
	return all
}

// sameFrom prices a text by two jobs, which come to the same; nil where both cannot read it.
func sameFrom(t testing.TB, text string, one, other *Job) *Priced {
	t.Helper()
	a, err := price(t, text, one)
	b, otherErr := price(t, text, other)
	if (err == nil) != (otherErr == nil) {
		t.Fatalf("one: %v\nother: %v\nof %q", err, otherErr, text)
	}
	if err != nil {
		return nil
	}
	if a, b := summary(a), summary(b); !reflect.DeepEqual(a, b) {
		t.Fatalf("one: %v\nother: %v\nof %q", a, b, text)
	}
	return a
}

// Nothing that comes out depends on the number of workers, the size of blocks, or which lane
// a line took.
func TestWorkersAndBlocksDoNotShow(t *testing.T) {
	for _, quotes := range []bool{false, true} {
		for seed := range uint64(6) {
			text := manyLines(seed, 400, quotes)
			var want *Priced
			each := ""
			for _, c := range []struct {
				workers, block int
				each           bool
			}{{1, 1 << 20, true}, {1, 64, true}, {2, 100, false}, {3, 1000, true}, {4, 17, true}, {1, 1 << 20, false}, {4, 3000, false}} {
				job := newJob(t)
				var told strings.Builder
				job.workers, job.block = c.workers, c.block
				if c.each {
					job.CheckPeople, job.To = true, &told
					job.Each = func() func([]byte, *Each) []byte {
						return func(to []byte, e *Each) []byte { return fmt.Appendln(to, *e) }
					}
				}
				got, err := price(t, text, job)
				if err != nil {
					t.Fatal(err)
				}
				if !c.each {
					got.People = want.People
				}
				if want == nil {
					want, each = got, told.String()
					if got.Records < 300 || got.Refused == 0 || got.Totals[0].Records == 0 {
						t.Fatalf("a dull extract: %d records, %d exceptions, %d priced", got.Records, got.Refused, got.Totals[0].Records)
					}
					continue
				}
				if a, b := summary(got), summary(want); !reflect.DeepEqual(a, b) {
					t.Fatalf("seed %d: %d workers, blocks of %d:\n%v\nwant\n%v", seed, c.workers, c.block, a, b)
				}
				if c.each && told.String() != each {
					t.Fatalf("seed %d: %d workers, blocks of %d tell of other records", seed, c.workers, c.block)
				}
			}
		}
	}
}

// A line comes to the same down either lane, quoted or not.
func TestLanesAgree(t *testing.T) {
	cell := regexp.MustCompile(`[^,\r\n]*`)
	for seed := range uint64(12) {
		text := manyLines(seed, 300, seed%3 == 0)
		if seed%3 == 1 {
			text = cell.ReplaceAllString(text, `"$0"`)
		}
		one, other := newJob(t), newJob(t)
		other.slowly = true
		if sameFrom(t, text, one, other) == nil {
			t.Fatalf("seed %d cannot be priced", seed)
		}
	}
}

// FuzzPrice prices any bytes by one slow worker in one block and by several in small ones: no
// panic, and the same from both.
func FuzzPrice(f *testing.F) {
	for seed := range uint64(4) {
		f.Add([]byte(manyLines(seed, 5, seed%2 == 0)))
	}
	for seed := range uint64(4) {
		f.Add([]byte(inAnyOrder(seed, 5)))
	}
	for _, text := range []string{
		head, head + "\"", "sep=;\n", "\xff\xfea\x00", "\x1f\x8b", "PK\x03\x04", "\x28\xb5\x2f\xfd", head + "p,RT2,NTH,1,2025-04-01,\"2025-04-03\n\",\n",
		head + "p,RT2,NTH,1,10/09/2025,\n", head + "p,RT2,NTH,1,2025-02-29,\n", head + "\x00,RT2,NTH,1,2025-03-29,\r", "provider;commissioner;currency;start;measure;quantity\nRT2;NTH;A01;2025-05-01;contact;2.5\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		one, several := newJob(t), newJob(t)
		one.workers, one.block, one.slowly = 1, longestRecord, true
		several.workers, several.block = 3, 37
		sameFrom(t, string(text), one, several)
		one.Mapping, several.Mapping = dayFirst(t), dayFirst(t)
		sameFrom(t, string(text), one, several)
	})
}

// full is where nothing can be written.
type full struct{}

var errFull = errors.New("the disk is full")

func (full) Write([]byte) (int, error) { return 0, errFull }

// What is written of each record ends the reading where it cannot be.
func TestRecordsThatCannotBeWritten(t *testing.T) {
	job := newJob(t)
	job.workers, job.block, job.To = 3, 100, full{}
	job.Each = func() func([]byte, *Each) []byte {
		return func(to []byte, e *Each) []byte { return append(to, 'x') }
	}
	if _, err := price(t, manyLines(1, 400, false), job); !errors.Is(err, errFull) {
		t.Errorf("got %v, want %v", err, errFull)
	}
}
