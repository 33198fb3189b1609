package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// oneCommissioner are the illustrative episodes of people who have one commissioner: a submission
// of the data set has one record of a person, and clusters have their commissioner by that.
func oneCommissioner(t *testing.T) (rows []map[string]string) {
	t.Helper()
	all := plain(t, "clusters-illustrative.csv")
	of := map[string]string{}
	for _, row := range all {
		if known := of[row["person"]]; known != "" && known != row["commissioner"] {
			of[row["person"]] = "several"
		} else {
			of[row["person"]] = row["commissioner"]
		}
	}
	for _, row := range all {
		if of[row["person"]] != "several" {
			rows = append(rows, row)
		}
	}
	return rows
}

// plain reads an extract that has our own names, a record a row by column.
func plain(t *testing.T, name string) (rows []map[string]string) {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", "models", "records", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	all, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, column := range all[0] {
			row[column] = cells[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// submitted writes the illustrative extracts as the tables of the Mental Health Services Data Set
// that a trust would have of them, sent in twice: as 2024 ended, when nothing later was known, and
// as March 2025 did. Besides what is read the tables have columns that nothing asks for. Beside them
// lies the same in a file of our own.
func submitted(t *testing.T) string {
	t.Helper()
	tables := map[string]*strings.Builder{}
	add := func(table string, cells ...any) {
		if tables[table] == nil {
			tables[table] = &strings.Builder{}
		}
		for i, cell := range cells {
			if i > 0 {
				tables[table].WriteByte(',')
			}
			fmt.Fprint(tables[table], cell)
		}
		tables[table].WriteByte('\n')
	}
	add("MHS803CareCluster", "RecordNumber", "MHS803UniqID", "OrgIDProv", "Person_ID", "UniqSubmissionID", "UniqClustID", "AMHCareClustCodeFin", "StartDateCareClust", "StartTimeCareClust", "EndDateCareClust", "EndTimeCareClust")
	add("MHS101Referral", "RecordNumber", "UniqServReqID", "OrgIDProv", "Person_ID", "UniqSubmissionID", "OrgIDComm", "ReferralRequestReceivedDate", "ServDischDate")
	add("MHS801ClusterTool", "RecordNumber", "UniqClustID", "Person_ID", "UniqSubmissionID", "AssToolCompDate")
	add("MHS501HospProvSpell", "MHS501UniqID", "OrgIDProv", "Person_ID", "UniqSubmissionID", "StartDateHospProvSpell", "DischDateHospProvSpell")
	numbers := map[string]int{}
	unique := 0
	for submission, until := range []string{"2024-12-31", "2025-03-31"} {
		known := func(date string) string { // as the submission is made
			if date > until {
				return ""
			}
			return date
		}
		for _, row := range oneCommissioner(t) {
			if row["start"] > until {
				continue
			}
			unique++
			person := fmt.Sprint(row["person"], " ", submission)
			if numbers[person] == 0 {
				numbers[person] = 1000 + len(numbers)
				add("MHS101Referral", numbers[person], unique, row["provider"], row["person"], 70+submission, row["commissioner"], row["start"], known(row["end"]))
			}
			cluster := fmt.Sprint("C", row["record"], "-", submission)
			add("MHS803CareCluster", numbers[person], fmt.Sprintf("%d%06s", submission+1, row["record"]), row["provider"], row["person"], 70+submission, cluster, row["currency"], row["start"], "09:00:00", known(row["end"]), "")
			add("MHS801ClusterTool", numbers[person], cluster, row["person"], 70+submission, known(row["reviewed"]))
		}
		for _, row := range plain(t, "hospital-illustrative.csv") {
			if row["start"] > until {
				continue
			}
			unique++
			add("MHS501HospProvSpell", unique, "NST", row["person"], 70+submission, row["start"], known(row["end"]))
		}
	}
	ours := []string{"person", "provider", "commissioner", "currency", "start", "end", "reviewed", "record"}
	add("ours", strings.Join(ours, ","))
	for _, row := range oneCommissioner(t) {
		var cells []any
		for _, column := range ours {
			cells = append(cells, row[column])
		}
		add("ours", cells...)
	}
	folder := t.TempDir()
	for name, text := range tables {
		if err := os.WriteFile(filepath.Join(folder, name+".csv"), []byte(text.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// estimates are what a caseload command prints of places, without what was read and the notes.
func estimates(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := run(append([]string{"parity", "caseload"}, args...), &stdout, &stderr); code != 0 {
		t.Fatalf("%v ends with %d: %s", args, code, &stderr)
	}
	_, rest, _ := strings.Cut(stdout.String(), "\nNST for ")
	places, _, found := strings.Cut(rest, "\nNotes\n")
	if !found {
		t.Fatalf("printed\n%s", &stdout)
	}
	return places
}

// The caseload of the tables of the Mental Health Services Data Set, joined by the presets and sent
// in twice, is that of the same people's episodes in a file of our own.
func TestCaseloadOfSubmittedTables(t *testing.T) {
	folder := submitted(t)
	want := estimates(t, filepath.Join(folder, "ours.csv"), "--spells", filepath.Join("testdata", "models", "records", "hospital-illustrative.csv"), "--to", "2025-03")
	got := estimates(t, filepath.Join(folder, "MHS803CareCluster.csv"), "--map", "mhsds-care-cluster-tables",
		"--spells", filepath.Join(folder, "MHS501HospProvSpell.csv"), "--spells-map", "mhsds-hospital-spell", "--to", "2025-03")
	if got != want {
		t.Errorf("of the tables\n%s\nof our own\n%s", got, want)
	}
}
