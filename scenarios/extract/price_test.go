package extract

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/unicode"

	"parity/engine/episodes"
	"parity/engine/records"
	"parity/tariff"
)

// A list of prices for the tests: clusters 1 and 2 by the day at 10.005 and 20 pounds, A01 by the
// contact at 5, over April 2025 to March 2026.
func priceList(t testing.TB) *records.List {
	t.Helper()
	unit := func(currency string, measure tariff.Measure, price string) tariff.UnitPrices {
		d := decimal.RequireFromString(price)
		return tariff.UnitPrices{Unit: tariff.Unit{Currency: currency, Measure: measure}, Rows: tariff.Always(tariff.PriceRow{Price: &d})}
	}
	list, err := records.NewList(records.Basis{
		Schedule:   &tariff.Schedule{Name: "local", Places: 3, Units: []tariff.UnitPrices{unit("1", tariff.Day, "10.005"), unit("2", tariff.Day, "20"), unit("A01", tariff.Contact, "5")}},
		Window:     records.Window{From: tariff.NewMonth(2025, 4), Months: 12},
		Currencies: []records.Currency{{Key: "1"}, {Key: "2"}, {Key: "A01"}},
		Providers:  []records.Provider{{Key: "RT2"}, {Key: "RXX99-LONG"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func newJob(t testing.TB) *Job {
	return &Job{Lists: []*records.List{priceList(t)}, Parties: Parties{Providers: []string{"RT2", "RXX99-LONG"}, Commissioners: []string{"NTH", "STH"}, Currencies: []string{"1", "2", "A01"}}}
}

// price prices a text.
func price(t testing.TB, text string, job *Job) (*Priced, error) {
	t.Helper()
	source, err := Open(StandardInput, struct{ io.Reader }{strings.NewReader(text)})
	if err != nil {
		return nil, err
	}
	defer source.Close()
	return Price(context.Background(), source, job)
}

// told is what an extract comes to in one line: its total, counts and exceptions.
func told(p *Priced) string {
	var sum tariff.Pence
	for _, t := range p.Totals[0].Totals() {
		sum += t.Value
	}
	text := fmt.Sprintf("%d records, %d outside, %s", p.Records, p.Outside, sum)
	for _, e := range p.Exceptions {
		text += fmt.Sprintf("; line %d", e.Line)
		if e.Column != "" {
			text += " column " + e.Column
		}
		text += ": " + string(e.Reason)
	}
	return text
}

const head = "person,provider,commissioner,currency,start,end\n"

// What an extract comes to, however it is spelled.
func TestPriceOfExtracts(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"plain", head + "p,RT2,NTH,1,2025-04-01,2025-04-03\n", "1 records, 0 outside, 20.01"},
		{"without a last newline", head + "p,RT2,NTH,1,2025-04-01,2025-04-03", "1 records, 0 outside, 20.01"},
		{"lines end as on Windows", strings.ReplaceAll(head+"p,RT2,NTH,1,2025-04-01,2025-04-03\nq,RT2,STH,2,2025-04-01,2025-04-02\n", "\n", "\r\n"), "2 records, 0 outside, 40.01"},
		{"blank lines are none", "\n\n" + head + "\np,RT2,NTH,1,2025-04-01,2025-04-03\n\n  \n", "1 records, 0 outside, 20.01"},
		{"semicolons", strings.ReplaceAll(head+"p,RT2,NTH,1,2025-04-01,2025-04-03\n", ",", ";"), "1 records, 0 outside, 20.01"},
		{"tabs", strings.ReplaceAll(head+"p,RT2,NTH,1,2025-04-01,2025-04-03\n", ",", "\t"), "1 records, 0 outside, 20.01"},
		{"pipes", strings.ReplaceAll(head+"p,RT2,NTH,1,2025-04-01,2025-04-03\n", ",", "|"), "1 records, 0 outside, 20.01"},
		{"Excel's hint", "sep=;\r\n" + strings.ReplaceAll(head+"p,RT2,NTH,1,2025-04-01,2025-04-03\n", ",", ";"), "1 records, 0 outside, 20.01"},
		{"quotes", "\"person\",\"provider\",\"commissioner\",\"currency\",\"start\",\"end\"\n\"a, \"\"b\"\"\nc\",\"RT2\",\"NTH\",\"1\",\"2025-04-01\",\"2025-04-03\"\nq,RT2,NTH,1,2025-13-01,\n", "2 records, 0 outside, 20.01; line 4 column start: " + string(NoSuchDay)},
		{"a byte order mark", "\ufeff" + head + "p,RT2,NTH,1,2025-04-01,2025-04-03\n", "1 records, 0 outside, 20.01"},
		{"columns in another order, and more of them", "note,end,start,currency,commissioner,provider\nx,2025-04-03,2025-04-01,1,NTH,RT2\n", "1 records, 0 outside, 20.01"},
		{"codes with a zero, in small letters, with spaces, long ones", head + "p,rt2,NTH,01,2025-04-01,2025-04-03\np, RXX99-LONG ,NTH,2,2025-04-01,2025-04-03\n", "2 records, 0 outside, 60.01"},
		{"still open", head + "p,RT2,NTH,2,2026-03-31,\n", "1 records, 0 outside, 20.00"},
		{"before and after the months", head + "p,RT2,NTH,2,2025-01-01,2025-04-01\np,RT2,NTH,2,2026-04-01,\n", "2 records, 2 outside, 0.00"},
		{"a time without a zone", head + "p,RT2,NTH,1,2025-04-01 23:30:00,2025-04-03T00:15\n", "1 records, 0 outside, 20.01"},
		{"a time with one, about which day it is in summer", head + "p,RT2,NTH,1,2025-03-30T23:30:00Z,2025-04-03\n", "1 records, 0 outside, 0.00; line 2 column start: " + string(ZonedTime)},
		{"a leap day that is, and one that is not", head + "p,RT2,NTH,2,2024-02-29,2025-04-02\np,RT2,NTH,2,2025-02-29,2025-04-02\n", "2 records, 0 outside, 20.00; line 3 column start: " + string(NoSuchDay)},
		{"American order, or not", head + "p,RT2,NTH,1,10/09/2025,\np,RT2,NTH,1,25/12/2025,\np,RT2,NTH,1,09-10-2025,\n",
			"3 records, 0 outside, 0.00; line 2 column start: " + string(UncertainDate) + "; line 3 column start: " + string(UncertainDate) + "; line 4 column start: " + string(UncertainDate)},
		{"long ago and far ahead", head + "p,RT2,NTH,1,1899-12-31,\np,RT2,NTH,1,2101-01-01,\n", "2 records, 0 outside, 0.00; line 2 column start: " + string(TooEarly) + "; line 3 column start: " + string(TooLate)},
		{"an end before the start", head + "p,RT2,NTH,1,2025-04-03,2025-04-01\n", "1 records, 0 outside, 0.00; line 2 column end: " + string(EndsBeforeStart)},
		{"no dates, or none that are", head + "p,RT2,NTH,1,,\np,RT2,NTH,1,soon,\np,RT2,NTH,1,2025-04-0x,\n",
			"3 records, 0 outside, 0.00; line 2 column start: " + string(NoDate) + "; line 3 column start: " + string(NotDate) + "; line 4 column start: " + string(NotDate)},
		{"codes nobody knows", head + "p,XXX,NTH,1,2025-04-01,\np,RT2,XXX,1,2025-04-01,\np,RT2,NTH,9,2025-04-01,\np,RT2,,1,2025-04-01,\n",
			"4 records, 0 outside, 0.00; line 2 column provider: " + string(UnknownCode) + "; line 3 column commissioner: " + string(UnknownCode) + "; line 4 column currency: " + string(UnknownCode) + "; line 5 column commissioner: " + string(NoCode)},
		{"too few columns and too many", head + "p,RT2,NTH,1,2025-04-01\np,RT2,NTH,1,2025-04-01,,\nRT2\n", "3 records, 0 outside, 0.00; line 2: " + string(Columns) + "; line 3: " + string(Columns) + "; line 4: " + string(Columns)},
		{"too many columns behind one that is not needed", "provider,commissioner,currency,start,end,note\nRT2,NTH,1,2025-04-01,2025-04-03,x\nRT2,NTH,1,2025-04-01,2025-04-03,x,y\n", "2 records, 0 outside, 20.01; line 3: " + string(Columns)},
		{"a NUL byte", head + "p\x00,RT2,NTH,1,2025-04-01,\nq,RT2,NTH,2,2025-04-01,2025-04-02\n", "2 records, 0 outside, 20.00; line 2: " + string(NULByte)},
		{"a quote that never closes", head + "\"p,RT2,NTH,1,2025-04-01,\nq,RT2,NTH,2,2025-04-01,2025-04-02\n", "2 records, 0 outside, 20.00; line 2: " + string(OpenQuote)},
		{"a quote that never closes, with another further on", head + "\"p,RT2,NTH,1,2025-04-01,\nq,RT2,NTH,2,2025-04-01,2025-04-02\n\"r\",RT2,\"NTH\",2,2025-04-01,2025-04-02\n", "3 records, 0 outside, 40.00; line 2: " + string(OpenQuote)},
		{"and with one about several lines", head + "p,\"RT2,NTH,1,2025-04-01,\n\"q\nq\",RT2,NTH,2,2025-04-01,2025-04-02\nr,RT2,NTH,2,2025-04-01,2025-04-02\n", "3 records, 0 outside, 40.00; line 2: " + string(OpenQuote)},
		{"one behind a cell of several lines", head + "\"p\np\",\"RT2,NTH,1,2025-04-01,\nq,\"RT2\",NTH,2,2025-04-01,2025-04-02\n", "2 records, 0 outside, 20.00; line 2: " + string(OpenQuote)},
		{"one in the last line", head + "q,RT2,NTH,2,2025-04-01,2025-04-02\n\"p,RT2,NTH,1,2025-04-01,", "2 records, 0 outside, 20.00; line 3: " + string(OpenQuote)},
		{"text after a closing quote", head + "\"p\"x,RT2,NTH,1,2025-04-01,\nq,RT2,NTH,2,2025-04-01,2025-04-02\n", "2 records, 0 outside, 20.00; line 2: " + string(AfterQuote)},
		{"a quote in the middle is a character", head + "p\"q,RT2,NTH,2,2025-04-01,2025-04-02\n", "1 records, 0 outside, 20.00"},
		{"a line of 2 MB", head + strings.Repeat("p", 2<<20) + ",RT2,NTH,1,2025-04-01,\nq,RT2,NTH,2,2025-04-01,2025-04-02\n", "2 records, 0 outside, 20.00; line 2: " + string(LineTooLong)},
		{"a line of almost 1 MB", head + strings.Repeat("p", 1<<20-100) + ",RT2,NTH,2,2025-04-01,2025-04-02\n", "1 records, 0 outside, 20.00"},
		{"measures and quantities", "provider,commissioner,currency,start,measure,quantity\nRT2,NTH,A01,2025-05-01,contact,\nRT2,NTH,A01,2025-05-01,contact,2.5\nRT2,NTH,A01,2025-05-01,contact,1.2345\nRT2,NTH,A01,2025-05-01,visit,1\nRT2,NTH,A01,2025-05-01,,\nRT2,NTH,A01,2025-05-01,contact,-1\n",
			"6 records, 0 outside, 12.50; line 4 column quantity: " + string(NotQuantity) + "; line 5 column measure: " + string(UnknownMeasure) + "; line 6: " + string(records.MeasureNeeded)},
		{"nothing but a header", head, "0 records, 0 outside, 0.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := price(t, c.text, newJob(t))
			if err != nil {
				t.Fatal(err)
			}
			if got := told(p); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// What cannot be read at all is said whole.
func TestFormsThatCannotBeRead(t *testing.T) {
	packed := func(text string) string {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write([]byte(text))
		w.Close()
		return b.String()
	}
	long := packed(head + strings.Repeat("p,RT2,NTH,1,2025-04-01,2025-04-03\n", 10_000))
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "standard input: found nothing; the first line names the columns"},
		{"a truncated gzip", long[:len(long)-20], "standard input: found a packed file that breaks off; copy it again; nothing of it was used"},
		{"a gzip of which there is only the beginning", long[:8], "standard input: found a packed file that breaks off; copy it again; nothing of it was used"},
		{"a workbook from standard input", "PK\x03\x04", "standard input: found a workbook; a workbook cannot be read from standard input; give the file"},
		{"an old workbook", "\xd0\xcf\x11\xe0", "standard input: found an old .xls workbook, or one with a password; save it as .xlsx without a password, or as CSV"},
		{"a column that is not there", "person,provider,comissioner,currency,start,end\n", `standard input: found no column "commissioner" for the commissioner, among person, provider, comissioner, currency, start, end; did you mean comissioner? Else name the column in a mapping (--map), which --guess proposes`},
		{"a column that is there twice", "start," + head, `standard input: found two columns called "start"; leave one, or give them names of their own`},
		{"no end and nothing that does without", "provider,commissioner,currency,start\n", "standard input: found no column for the end, and none for a measure or a quantity, among provider, commissioner, currency, start; name the column in a mapping (--map), which --guess proposes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := price(t, c.text, newJob(t))
			if err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
			var form *FormError
			if !errors.As(err, &form) {
				t.Errorf("%T is no FormError", err)
			}
		})
	}
}

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

// Nothing that comes out depends on the number of workers, the size of blocks, or which lane
// a line took.
func TestWorkersAndBlocksDoNotShow(t *testing.T) {
	for _, quotes := range []bool{false, true} {
		for seed := range uint64(6) {
			text := manyLines(seed, 400, quotes)
			var want *Priced
			var each []string
			for _, c := range []struct {
				workers, block int
				each           bool
			}{{1, 1 << 20, true}, {1, 64, true}, {2, 100, false}, {3, 1000, true}, {4, 17, true}, {1, 1 << 20, false}, {4, 3000, false}} {
				job := newJob(t)
				var told []string
				job.workers, job.block = c.workers, c.block
				if c.each {
					job.CheckPeople = true
					job.Each = func(e *Each) error { told = append(told, fmt.Sprint(*e)); return nil }
				}
				got, err := price(t, text, job)
				if err != nil {
					t.Fatal(err)
				}
				if !c.each {
					got.People, told = want.People, each
				}
				if want == nil {
					want, each = got, told
					if got.Records < 300 || got.Refused == 0 || got.Totals[0].Records == 0 {
						t.Fatalf("a dull extract: %d records, %d exceptions, %d priced", got.Records, got.Refused, got.Totals[0].Records)
					}
					continue
				}
				if a, b := summary(got), summary(want); !reflect.DeepEqual(a, b) {
					t.Fatalf("seed %d: %d workers, blocks of %d:\n%v\nwant\n%v", seed, c.workers, c.block, a, b)
				}
				if !reflect.DeepEqual(told, each) {
					t.Fatalf("seed %d: %d workers, blocks of %d tell of other records", seed, c.workers, c.block)
				}
			}
		}
	}
}

// summary is all that comes out, totals by name.
func summary(p *Priced) map[string]any {
	all := map[string]any{"records": p.Records, "outside": p.Outside, "refused": p.Refused, "exceptions": p.Exceptions, "counts": p.Counts, "people": p.People}
	for _, t := range p.Totals[0].Totals() {
		all[fmt.Sprint(p.Name(Provider, t.Provider), p.Name(Commissioner, t.Commissioner), p.Name(Currency, t.Currency), t.Measure, t.Month)] = fmt.Sprint(t.Quantity, t.Value)
	}
	return all
}

// The same records in every form that may hold them.
func TestForms(t *testing.T) {
	text := head + "p,RT2,NTH,1,2025-04-01,2025-04-03\nq,RT2,STH,2,2025-12-30,\nr,RT2,STH,2,2025-02-30,\n"
	want := "3 records, 0 outside, 1860.01; line 4 column start: " + string(NoSuchDay)
	encode := func(endian unicode.Endianness, mark unicode.BOMPolicy) string {
		encoded, err := unicode.UTF16(endian, mark).NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return encoded
	}
	var gzipped, zipped bytes.Buffer
	g := gzip.NewWriter(&gzipped)
	g.Write([]byte(text))
	g.Close()
	z, err := zstd.NewWriter(&zipped)
	if err != nil {
		t.Fatal(err)
	}
	z.Write([]byte(text))
	z.Close()
	for name, form := range map[string]string{
		"UTF-8": text, "UTF-16 little-endian, marked": encode(unicode.LittleEndian, unicode.UseBOM), "UTF-16 big-endian, marked": encode(unicode.BigEndian, unicode.UseBOM),
		"UTF-16 little-endian": encode(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16 big-endian": encode(unicode.BigEndian, unicode.IgnoreBOM),
		"gzip": gzipped.String(), "zstd": zipped.String(),
	} {
		t.Run(name, func(t *testing.T) {
			p, err := price(t, form, newJob(t))
			if err != nil {
				t.Fatal(err)
			}
			if got := told(p); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// A workbook's first sheet, its dates as a spreadsheet keeps them or as text.
func TestWorkbook(t *testing.T) {
	book := excelize.NewFile()
	for row, cells := range [][]any{
		{"person", "provider", "commissioner", "currency", "start", "end"},
		{"p", "RT2", "NTH", 1, 45748, 45750}, // 1 and 3 April 2025
		{},
		{"q", "RT2", "STH", 2, "2025-12-30"},
		{"a\nb", "RT2", "STH", 2, "1/2/2025"},
	} {
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", row+1), &cells); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "x.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	source, err := Open(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	p, err := Price(context.Background(), source, newJob(t))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := told(p), "3 records, 0 outside, 1860.01; line 5 column start: "+string(UncertainDate); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// People can be told apart only where a column says who they are.
func TestPeopleNeedTheirColumn(t *testing.T) {
	job := newJob(t)
	job.CountPeople = true
	_, err := price(t, "provider,commissioner,currency,start,end\n", job)
	want := "standard input: found no column for the person, by which people are told apart; name the column in a mapping (--map), which --guess proposes"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// However many records are bad, so many exceptions are kept, and all are counted.
func TestExceptionsAreCapped(t *testing.T) {
	const bad = 3 * MostExceptions
	job := newJob(t)
	job.block = 4096
	p, err := price(t, head+strings.Repeat("p,RT2,NTH,1,2025-02-29,\n", bad), job)
	if err != nil {
		t.Fatal(err)
	}
	if p.Refused != bad || len(p.Exceptions) != MostExceptions || p.Exceptions[MostExceptions-1].Line != MostExceptions+1 {
		t.Errorf("%d exceptions and %d kept, the last of line %d; want %d and %d, line %d", p.Refused, len(p.Exceptions), p.Exceptions[len(p.Exceptions)-1].Line, bad, MostExceptions, MostExceptions+1)
	}
}

// Duplicates, and people in two clusters at once.
func TestCheckPeople(t *testing.T) {
	job := newJob(t)
	job.CheckPeople = true
	p, err := price(t, head+`a,RT2,NTH,1,2025-04-01,2025-05-01
a,RT2,NTH,2,2025-05-01,2025-06-01
a,RT2,NTH,1,2025-05-20,2025-05-21
b,RT2,NTH,1,2025-04-01,
b,RT2,NTH,1,2025-04-01,
b,RT2,NTH,1,2025-09-01,
c,RT2,NTH,1,2025-04-01,
c,RT2,NTH,1,2025-04-01,2025-04-20
c,RT2,NTH,2,2025-04-22,2025-04-30
`, job)
	if err != nil {
		t.Fatal(err)
	}
	want := &PeopleFound{3, episodes.Found{Repeated: episodes.Repeated{Duplicates: 1, Replaced: 1}, TwoAtOnce: 1, SameAtOnce: 1, Resumed: 1, Gaps: 1, ShortGaps: 1,
		Overlaps: []episodes.Overlap{{Line: 4, Other: 3, Reason: episodes.TwoAtOnce}, {Line: 6, Other: 5, Reason: episodes.Duplicate}, {Line: 7, Other: 6, Reason: episodes.SameAtOnce}, {Line: 8, Other: 9, Reason: episodes.Replaced}, {Line: 10, Other: 9, Reason: episodes.AfterAGap}}}}
	if !reflect.DeepEqual(p.People, want) {
		t.Errorf("got  %+v\nwant %+v", p.People, want)
	}
}

// Acts take no time: those of one day are alike where their measure is, and nothing else of
// them is at once with anything.
func TestCheckPeopleOfActs(t *testing.T) {
	job := newJob(t)
	job.CheckPeople = true
	p, err := price(t, `person,provider,commissioner,currency,start,end,measure,quantity
a,RT2,NTH,A01,2025-04-01,,contact,
a,RT2,NTH,A01,2025-04-01,,contact,
a,RT2,NTH,A01,2025-04-02,,contact,3
a,RT2,NTH,1,2025-04-02,,,
a,RT2,NTH,1,2025-04-02,,day,2
`, job)
	if err != nil {
		t.Fatal(err)
	}
	want := &PeopleFound{1, episodes.Found{Repeated: episodes.Repeated{Duplicates: 1}, Momentary: 3, Overlaps: []episodes.Overlap{{Line: 3, Other: 2, Reason: episodes.Duplicate}}}}
	if !reflect.DeepEqual(p.People, want) || p.Refused != 0 {
		t.Errorf("got  %+v, %d refused\nwant %+v", p.People, p.Refused, want)
	}
}

// Being told to stop ends the reading.
func TestStop(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	source, err := Open(StandardInput, strings.NewReader(manyLines(1, 100, false)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Price(ctx, source, newJob(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
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
		a, err := price(t, string(text), one)
		b, other := price(t, string(text), several)
		if (err == nil) != (other == nil) {
			t.Fatalf("one worker: %v; several: %v", err, other)
		}
		if err == nil && !reflect.DeepEqual(summary(a), summary(b)) {
			t.Fatalf("one worker: %v\nseveral:    %v", summary(a), summary(b))
		}
	})
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
		fast, err := price(t, text, one)
		if err != nil {
			t.Fatal(err)
		}
		slow, err := price(t, text, other)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(summary(fast), summary(slow)) {
			t.Fatalf("seed %d: fast %v\nslow %v", seed, summary(fast), summary(slow))
		}
	}
}
