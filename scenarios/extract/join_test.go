package extract

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// joining is a job whose mapping joins files of a folder.
func joining(t *testing.T, files map[string]string, rows string) *Job {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	m, err := ReadMapping(strings.NewReader(TablesHeader+"\n"+rows), "m.csv")
	if err != nil {
		t.Fatal(err)
	}
	m.In(folder)
	job := newJob(t)
	job.Mapping = m
	return job
}

const (
	referralRows = "join,Referral,ID,referrals.csv,referral\ncommissioner,Purchaser,,,referral\nprovider,Trust,,,referral\nstart,From,,,\nend,To,,,\ncurrency,Cluster,,,\ncommissioner,,OLD,NTH,\n"
	referrals    = "ID;Trust;Purchaser;Note\n1;RT2;NTH;\"a; note\"\n2;RT2;OLD;\n3;RT2;XXX;\n4;RT2;NTH;\n4;RT2;STH;\n\n5;RT2;STH;\n5;RT2;STH;again\n"
	joinedText   = "Referral,Cluster,From,To\n1,1,2025-04-01,2025-04-11\n2,1,2025-04-01,2025-04-02\n\"5\",2,2025-04-01,2025-04-02\n3,1,2025-04-01,2025-04-02\n4,1,2025-04-01,2025-04-02\n77,1,2025-04-01,2025-04-02\n,1,2025-04-01,2025-04-02\n"
)

// Codes that a table has are taken by the key; without a row of it, or where rows disagree,
// a record is an exception.
func TestJoin(t *testing.T) {
	const want = "7 records, 0 outside, 130.06; line 5 column referral.Purchaser: " + string(UnknownCode) + "; line 6 column referral.Purchaser: " + string(KeyDisagrees) +
		"; line 7 column Referral: " + string(NoMatch) + "; line 8 column Referral: " + string(NoMatch)
	for _, slowly := range []bool{false, true} {
		job := joining(t, map[string]string{"referrals.csv": referrals}, referralRows)
		job.slowly = slowly
		p, err := price(t, joinedText, job)
		if err != nil {
			t.Fatal(err)
		}
		if got := told(p); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
		if got, want := strings.Join(p.Layout, ", "), "currency: Cluster, start: From, end: To, provider: Trust of referrals.csv, commissioner: Purchaser of referrals.csv"; got != want {
			t.Errorf("layout %s\nwant   %s", got, want)
		}
	}
}

// Two tables may be joined, one of them by the person.
func TestJoinByThePerson(t *testing.T) {
	job := joining(t, map[string]string{"people.csv": "person,area\nann,NTH\nbob,STH\n", "teams.csv": "team,trust\nA,RT2\n"},
		"join,person,person,people.csv,people\njoin,team,team,teams.csv,teams\ncommissioner,area,,,people\nprovider,trust,,,teams\n")
	job.CountPeople = true
	p, err := price(t, "person,team,currency,start,end\nann,A,1,2025-04-01,2025-04-02\nbob,A,1,2025-04-01,2025-04-02\nbob,A,1,2025-05-01,2025-05-02\n", job)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := told(p), "3 records, 0 outside, 30.03"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for _, total := range p.Totals[0].Totals() {
		if total.People != 1 {
			t.Errorf("%+v: not one person", total)
		}
	}
}

// Episodes are joined as what is priced is.
func TestEpisodesAreJoined(t *testing.T) {
	job := joining(t, map[string]string{"referrals.csv": referrals}, referralRows)
	source, err := Open(StandardInput, strings.NewReader(strings.ReplaceAll("person,"+strings.TrimSpace(joinedText), "\n", "\nann,")+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	all, read, err := Episodes(context.Background(), source, &EpisodesJob{Mapping: job.Mapping, Parties: job.Parties})
	if err != nil {
		t.Fatal(err)
	}
	got := said(all, read)
	want := "line 2: person 0, RT2 for NTH, 1 from 2025-04-01 to 2025-04-11, record 2; line 3: person 0, RT2 for NTH, 1 from 2025-04-01 to 2025-04-02, record 3; " +
		"line 4: person 0, RT2 for STH, 2 from 2025-04-01 to 2025-04-02, record 4"
	if strings.Join(got, "; ") != want || read.Refused != 4 {
		t.Errorf("got  %s, %d refused\nwant %s", strings.Join(got, "; "), read.Refused, want)
	}
}

func TestJoinErrors(t *testing.T) {
	for _, c := range []struct{ rows, want string }{
		{"join,Referral,ID,referrals.csv,\n", `m.csv, row 2: found field "join"; the fields are person, provider, commissioner, currency, start, end, measure, quantity, reviewed, record, financial_year, financial_month, and join, which has a table`},
		{"join,Referral,,referrals.csv,referral\n", "m.csv, row 2: found a table that cannot be joined; a row that joins has the extract's key in column, the table's in code and the table's file in is"},
		{"join,a,ID,r.csv,referral\njoin,b,ID,r.csv,referral\n", `m.csv, row 3: found table "referral" twice; a table is joined once`},
		{"join,a,ID,r.csv,referral\njoin,a,ID,s.csv,spell\n", `m.csv, row 3: found a second table by column "a"; a column is the key of one table`},
		{"start,x,,,referral\n", `m.csv, row 2: found field "start" of a table; what is taken from a table are provider, commissioner, currency, and reviewed`},
		{"provider,x,,,referral\n", `m.csv, row 2: found table "referral"; a row that joins it comes first`},
		{"join,a,ID,r.csv,referral\nprovider,x,,,referral\nprovider,y,,,referral\n", `m.csv, row 4: found a second column for the provider, "y"; one column holds a field`},
		{"join,a,ID,r.csv,referral\nprovider,x,1,2,referral\n", "m.csv, row 3: found a field of a table without its column, or with a code; a field of a table has its column there; codes are translated in rows without a table"},
	} {
		if _, err := ReadMapping(strings.NewReader(TablesHeader+"\n"+c.rows), "m.csv"); err == nil || err.Error() != c.want {
			t.Errorf("%q:\ngot  %v\nwant %s", c.rows, err, c.want)
		}
	}
	const fields = "start,From,,,\nend,To,,,\ncurrency,Cluster,,,\nprovider,,,RT2,\n"
	for _, c := range []struct{ rows, table, want string }{
		{"join,Ref,ID,r.csv,referral\ncommissioner,Purchaser,,,referral\n", referrals, `standard input: found no column "Ref", the key of table referral, among Referral, Cluster, From, To; name the extract's key in the mapping`},
		{"join,Cluster,ID,r.csv,referral\ncommissioner,Purchaser,,,referral\n", referrals, `standard input: found column "Cluster" for the currency, and as the key of table referral; a key column holds nothing else but the person`},
		{"join,Referral,IDs,r.csv,referral\ncommissioner,Purchaser,,,referral\n", referrals, `r.csv: found no column "IDs", which the mapping takes from table referral, among ID, Trust, Purchaser, Note; did you mean ID? Else name the column in a mapping (--map), which --guess proposes`},
		{"join,Referral,ID,r.csv,referral\ncommissioner,Purchaser,,,referral\n", "p77,1,NTH\n", "r.csv: found a first line with a date or a number in it, as records have and names of columns do not; put a line above it that names the columns"},
		{"join,Referral,ID,r.csv,referral\ncommissioner,Purchaser,,,referral\n", "ID,Purchaser\n1,NTH,\n", "r.csv: found line 2: another number of columns than the header has; mend the line; a table is joined whole or not at all"},
		{"join,Referral,ID,r.csv,referral\ncommissioner,Purchaser,,,referral\n", "ID,Purchaser\n\"1\"x,NTH\n", "r.csv: found line 2: text after a closing quote; mend the line; a table is joined whole or not at all"},
		{"join,Referral,ID,r.csv,referral\ncommissioner,Purchaser,,,referral\n", "ID,Purchaser\n\n1\x00,NTH\n", "r.csv: found line 3: a NUL byte; mend the line; a table is joined whole or not at all"},
		{"join,Referral,ID,r.csv,referral\ncommissioner,Purchaser,,,referral\n", "ID,Purchaser\n1,NTH\n\"2,NTH\n", "r.csv: found line 3: a quote that never closes; mend the line; a table is joined whole or not at all"},
		{"join,Referral,ID,r.csv,referral\ncommissioner,Purchaser,,,referral\n", "", "table referral of the mapping: r.csv: found nothing; the first line names the columns"},
	} {
		_, err := price(t, joinedText, joining(t, map[string]string{"r.csv": c.table}, c.rows+fields))
		if err == nil || err.Error() != c.want {
			t.Errorf("%q:\ngot  %v\nwant %s", c.rows, err, c.want)
		}
	}
	if _, err := price(t, joinedText, joining(t, nil, "join,Referral,ID,gone.csv,referral\ncommissioner,Purchaser,,,referral\n"+fields)); err == nil || !strings.HasPrefix(err.Error(), "table referral of the mapping: open ") {
		t.Errorf("a file that is not there: %v", err)
	}
}

// A mapping without tables says what it said before, under either header.
func TestTablesHeaderAlone(t *testing.T) {
	with, err := ReadMapping(strings.NewReader(TablesHeader+"\nstart,Date seen,,,\n"), "m.csv")
	if err != nil {
		t.Fatal(err)
	}
	without, err := ReadMapping(strings.NewReader(MappingHeader+"\nstart,Date seen,,\n"), "m.csv")
	if err != nil || !reflect.DeepEqual(with, without) {
		t.Errorf("%+v and %+v, %v", with, without, err)
	}
}
