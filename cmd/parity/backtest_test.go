package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parity/engine/records"
	"parity/tariff"
)

// livedRecords is where the simulated extract is that the model lived is held to.
const livedRecords = "records/lived.csv"

// simulateLived plays the lives of invented people, day by day: starts at a steady rate, stays
// of a mean length, and from cluster 4 some to cluster 7. The extract is of those in care at
// some time since April 2023, to the middle of July 2025.
func simulateLived() string {
	chance := rand.New(rand.NewPCG(2023, 4))
	begin, since, until := records.DateIn(tariff.NewMonth(2019, 4), 1), records.DateIn(tariff.NewMonth(2023, 4), 1), records.DateIn(tariff.NewMonth(2025, 7), 15)
	var b strings.Builder
	b.WriteString("person,provider,commissioner,currency,start,end\n")
	people := 0
	for _, place := range []struct {
		commissioner, currency string
		starts, stay           float64 // a month; days
	}{
		{"NTH", "4", 22, 120}, {"NTH", "7", 6, 240}, {"NTH", "11", 3, 400}, {"STH", "04", 12, 125}, {"STH", "11", 0.3, 300}, {"NTH", "99", 1, 60},
	} {
		for at := chance.ExpFloat64() * 30 / place.starts; begin.AddDays(int(at)) <= until; at += chance.ExpFloat64() * 30 / place.starts {
			people++
			from, stay := at, place.stay
			for currency := place.currency; currency != ""; {
				to := from + chance.ExpFloat64()*stay
				start, end := begin.AddDays(int(from)), begin.AddDays(int(to))
				next := ""
				if strings.HasSuffix(currency, "4") && chance.Float64() < 0.15 {
					next = "7"
				}
				if end >= since && start <= until {
					written := end.String()
					if end > until {
						written = ""
					}
					fmt.Fprintf(&b, "I%d,RT2,%s,%s,%s,%s\n", people, place.commissioner, currency, start, written)
				}
				currency, from, stay = next, to, 240
			}
		}
	}
	b.WriteString("I9999,RT2,NTH,4,2024-13-01,\nI9998,RT2,NTH,4,2024-06-01,2024-05-01\n,RT2,NTH,4,2024-06-01,\n")
	return b.String()
}

// The extract that golden files are of is the one that is simulated here.
func TestLivedRecordsAreSimulated(t *testing.T) {
	path := filepath.Join("testdata", "models", filepath.FromSlash(livedRecords))
	want := simulateLived()
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not what is simulated; if it should be, run go test ./cmd/parity -run Lived -update", path)
	}
}

// Every figure of the JSON is one of the CSV, and none of it counts few people where it is for
// publication: changing where a few of them are changes nothing.
func TestBacktestPublication(t *testing.T) {
	inFolder(t)
	publish := func(extra string) string {
		content, err := os.ReadFile(filepath.FromSlash(livedRecords))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("mine.csv", append(content, extra...), 0o600); err != nil {
			t.Fatal(err)
		}
		var all strings.Builder
		for _, flags := range [][]string{{"--out", "mine-out.csv"}, {"--json"}} {
			code, stdout, stderr := parity(append([]string{"backtest", "lived", "--against", "mine.csv", "--from", "2023-04", "--until", "2025-07-15", "--draws", "1000", "--publish"}, flags...)...)
			if code != exitDone || progressLine.ReplaceAllString(stderr, "") != "" {
				t.Fatalf("exit %d: %s", code, stderr)
			}
			all.WriteString(stdout)
		}
		table, err := os.ReadFile("mine-out.csv")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat("mine-out.csv" + exceptionsEnding); err == nil {
			t.Error("a publication has a file of exceptions")
		}
		return all.String() + string(table)
	}
	one := publish("")
	if !strings.Contains(one, "place,north,4,person,1,2024-04,") || strings.Contains(one, "south,11") || strings.Contains(one, `"sha256"`) {
		t.Errorf("published:\n%s", one)
	}
	for _, extra := range []string{
		"X1,RT2,STH,11,2024-05-03,2024-06-20\n",
		"X1,RT2,STH,11,2023-05-03,2025-06-20\n",
		"X1,RT2,NTH,99,2024-05-03,2024-06-20\nX2,RT2,NTH,4,never,\n",
	} {
		if other := publish(extra); other != one {
			t.Errorf("%s shows:\n%s", extra, firstDifference(other, one))
		}
	}
}

// What is printed as JSON is what is written as CSV.
func TestBacktestFormsAgree(t *testing.T) {
	inFolder(t)
	code, stdout, stderr := parity("backtest", "lived", "--against", livedRecords, "--from", "2023-04", "--draws", "1000", "--json", "--out", "mine.csv")
	if code != exitDone {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	var note struct {
		Measures []struct {
			Measure string
			Series  []struct {
				Kind, Contract, Currency string
				Months                   []struct {
					Month                                                string
					Projected, Happened, No_change, Last_year, Low, High json.Number
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(stdout), &note); err != nil {
		t.Fatal(err)
	}
	rows := tableRows(t, "mine.csv")
	for _, m := range note.Measures {
		for _, s := range m.Series {
			for _, c := range s.Months {
				row := rows[0]
				rows = rows[1:]
				want := fmt.Sprint(s.Kind, s.Contract, s.Currency, m.Measure, c.Month, c.Projected, c.Happened, c.No_change, c.Last_year, c.Low, c.High)
				got := fmt.Sprint(row["kind"], row["contract"], row["currency"], row["measure"], row["month"], row["projected"], row["happened"], row["no_change"], row["last_year"], row["low"], row["high"])
				if got != want {
					t.Fatalf("CSV has %s, JSON %s", got, want)
				}
			}
		}
	}
	if len(rows) > 0 {
		t.Errorf("%d rows of the CSV are not in the JSON", len(rows))
	}
}

// A caseload that is estimated from the records of two years begins with the people they have,
// and is held to the year after.
func TestBacktestOfAnEstimatedCaseload(t *testing.T) {
	inFolder(t)
	const recorded = "records/clusters-illustrative.csv"
	if code, _, stderr := parity("caseload", recorded, "--to", "2024-03", "--out", "mine"); code != exitDone {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	code, stdout, stderr := parity("backtest", "mine", "--against", recorded, "--from", "2022-04", "--draws", "1000", "--out", "mine-held.csv")
	if code != exitDone {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	if strings.Contains(stdout, "The model begins with") || !strings.Contains(stdout, "the model beats no change in all") {
		t.Errorf("the page says\n%s", stdout)
	}
	exceptions := tableRows(t, "mine-held.csv"+exceptionsEnding)
	if len(exceptions) != 9 || exceptions[0]["file"] != "clusters-illustrative.csv" || exceptions[8]["counted"] != "yes" {
		t.Errorf("exceptions %v", exceptions)
	}
}
