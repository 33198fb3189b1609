package extract

import (
	"fmt"
	"strings"
	"testing"

	"parity/engine/records"
)

// Every day of the calendar is read in each form, by either way, and what the calendar does not have
// is not.
func TestDateForms(t *testing.T) {
	for form, layout := range map[string]string{
		"DD/MM/YYYY": "%02[3]d/%02[2]d/%04[1]d", "MM-DD-YYYY": "%02[2]d-%02[3]d-%04[1]d", "YYYYMMDD": "%04[1]d%02[2]d%02[3]d",
		"yyyy/mm/dd": "%04[1]d/%02[2]d/%02[3]d", "DD.MM.YYYY": "%02[3]d.%02[2]d.%04[1]d", "ddmmyyyy": "%02[3]d%02[2]d%04[1]d",
	} {
		f, known := parseDateForm(form)
		if !known || f.usual() {
			t.Fatalf("%s: %+v, %v", form, f, known)
		}
		for year := firstYear - 1; year <= lastYear+1; year++ {
			for month := range 14 {
				for day := range 33 {
					text := []byte(fmt.Sprintf(layout, year, month, day))
					want, _ := records.NewDate(year, month, day)
					if year < firstYear || year > lastYear {
						want = 0
					}
					if got, _ := readDate(text, f, false); got != want {
						t.Fatalf("%s as %s is %s, want %s", text, form, got, want)
					}
					if got := f.fast(append(text, ",,,,"...)); got != want {
						t.Fatalf("%s as %s is %s on the fast lane, want %s", text, form, got, want)
					}
				}
			}
		}
	}
	for _, form := range []string{"", "DD/MM", "DD/MM/YY", "MM/YYYY/DD", "YYYY/DD/MM", "DD/MM-YYYY", "D/M/YYYY"} {
		if f, known := parseDateForm(form); known {
			t.Errorf("%q is the form %+v", form, f)
		}
	}
	if f, known := parseDateForm("yyyy-mm-dd"); !known || !f.usual() {
		t.Errorf("the usual form is %+v, %v", f, known)
	}
}

// The mapping says in which order a column's dates are written. Others are refused, and so is what
// the calendar does not have in this order; nothing is guessed.
func TestTheMappingSaysHowDatesAreWritten(t *testing.T) {
	const rows = `1,10/09/2025,12/09/2025
1,"10/09/2025","12/09/2025"
1,10/09/2025,
1,10/09/2025 00:00,12/09/2025T08:15:00
1,2025-09-10,12/09/2025
1,10/31/2025,
1,1/9/2025,
1,29/02/2025,
1,10/09/2025Z,
1,10/09/1825,
1,12/09/2025,10/09/2025
`
	const unread = "line 6 column from: " + string(OtherForm) + "; line 7 column from: " + string(NoSuchDay) + "; line 8 column from: " + string(OtherForm) +
		"; line 9 column from: " + string(NoSuchDay) + "; line 10 column from: " + string(NotDate) + "; line 11 column from: " + string(TooEarly) + "; line 12 column to: " + string(EndsBeforeStart)
	mapping := func(form string) *Mapping {
		m, err := ReadMapping(strings.NewReader(MappingHeader+"\nprovider,,,RT2\ncommissioner,,,NTH\nstart,from,,"+form+"\nend,to,,"+form+"\n"), "m.csv")
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	for _, slowly := range []bool{false, true} {
		job, same := newJob(t), newJob(t)
		job.slowly, same.slowly = slowly, slowly
		job.Mapping, same.Mapping = mapping("DD/MM/YYYY"), mapping("YYYY-MM-DD")
		p, err := price(t, "currency,from,to\n"+rows, job)
		if err != nil {
			t.Fatal(err)
		}
		read, err := price(t, "currency,from,to\n1,2025-09-10,2025-09-12\n1,2025-09-10,2025-09-12\n1,2025-09-10,\n1,2025-09-10,2025-09-12\n", same)
		if err != nil {
			t.Fatal(err)
		}
		got, want := told(p), strings.Replace(told(read), "4 records", "11 records", 1)+"; "+unread
		if got != want {
			t.Errorf("slowly %v: got\n%s\nwant\n%s", slowly, got, want)
		}
	}
}

// The dates of a joined table have a form of their own.
func TestATablesDatesHaveTheirForm(t *testing.T) {
	mapping := joining(t, map[string]string{"tools.csv": "cluster,done\na,20/04/2025\na,03/06/2025\nb,2025-04-20\nc,\n"},
		"provider,,,RT2,\ncommissioner,,,NTH,\njoin,cluster,cluster,tools.csv,tools\nreviewed,done,,DD/MM/YYYY,tools\n").Mapping
	all, read, err := follow(t, "person,cluster,currency,start,end\nann,a,1,2025-04-01,\nbob,b,1,2025-04-01,\ncat,c,1,2025-04-01,\n", &EpisodesJob{Mapping: mapping, Parties: Parties{Currencies: []string{"1"}}})
	if err != nil {
		t.Fatal(err)
	}
	want := "line 2: person 0, RT2 for NTH, 1 from 2025-04-01 to open reviewed 2025-06-03, record 2\nline 4: person 1, RT2 for NTH, 1 from 2025-04-01 to open, record 4\nline 3 tools.done: " + string(OtherForm)
	if got := asRead(all, read); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
