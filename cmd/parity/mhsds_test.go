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

// teams are the types of team that stand for the clusters of the illustrative episodes here.
var teams = map[string]string{"1": "A05", "3": "A06", "14": "A14"}

// referred writes the illustrative episodes as referrals to a team, in the two tables that the data set
// has of them, sent in twice as in submitted; or both as one view, where joined says so. Beside it lies
// the same in a file of our own. One referral went to two teams, which of them is not said.
func referred(t *testing.T, joined bool) (records, ours string) {
	t.Helper()
	folder := t.TempDir()
	referrals, types, plainly := &strings.Builder{}, &strings.Builder{}, &strings.Builder{}
	view := ""
	if joined {
		view = ",ServTeamTypeRefToMH"
	}
	fmt.Fprintln(referrals, "RecordNumber,UniqServReqID,OrgIDProv,Person_ID,UniqSubmissionID,OrgIDComm,ReferralRequestReceivedDate,ServDischDate"+view)
	fmt.Fprintln(types, "UniqServReqID,UniqCareProfTeamID,UniqSubmissionID,ServTeamTypeRefToMH")
	fmt.Fprintln(plainly, "person,provider,commissioner,currency,start,end")
	for submission, until := range []string{"2024-12-31", "2025-03-31"} {
		for number, row := range plain(t, "clusters-illustrative.csv") {
			team, known := teams[row["currency"]]
			if !known || row["end"] != "" && row["end"] < row["start"] || row["start"] > until {
				continue
			}
			end := row["end"]
			if end > until {
				end = ""
			}
			if joined {
				view = "," + team
			}
			fmt.Fprintf(referrals, "%d,R%d,%s,%s,%d,%s,%s,%s%s\n", number, number, row["provider"], row["person"], 70+submission, row["commissioner"], row["start"], end, view)
			fmt.Fprintf(types, "R%d,T1,%d,%s\n", number, 70+submission, team)
			if submission == 1 {
				fmt.Fprintf(plainly, "%s,%s,%s,%s,%s,%s\n", row["person"], row["provider"], row["commissioner"], team, row["start"], end)
			}
		}
	}
	if !joined {
		fmt.Fprintln(referrals, "9,RX,NST,SU-X,71,NTH,2024-05-01,2024-06-01")
		fmt.Fprint(types, "RX,T1,71,A05\nRX,T2,71,A06\n")
	}
	for name, text := range map[string]*strings.Builder{"MHS101Referral.csv": referrals, "MHS102ServiceTypeReferredTo.csv": types, "ours.csv": plainly} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(folder, "MHS101Referral.csv"), filepath.Join(folder, "ours.csv")
}

// The caseload of teams, from referrals by either preset, is that of the same people's episodes in a file
// of our own; a referral to two teams is an exception and counted.
func TestCaseloadOfReferrals(t *testing.T) {
	for _, c := range []struct {
		preset string
		joined bool
	}{{"mhsds-referral-tables", false}, {"mhsds-referral", true}} {
		t.Run(c.preset, func(t *testing.T) {
			records, ours := referred(t, c.joined)
			want := estimates(t, ours, "--model", "ncc-2024-25", "--to", "2025-03")
			got := estimates(t, records, "--map", c.preset, "--model", "ncc-2024-25", "--to", "2025-03")
			if got != want || !strings.Contains(want, "A06") || !strings.Contains(want, "Exponential") {
				t.Errorf("of the tables\n%s\nof our own\n%s", got, want)
			}
			model := filepath.Join(t.TempDir(), "teams.xlsx")
			code, stdout, stderr := parity("caseload", records, "--map", c.preset, "--model", "ncc-2024-25", "--to", "2025-03", "--out", model)
			twoTeams := strings.Contains(stdout, "- 1 record: column team.ServTeamTypeRefToMH: a key that the table joined by it\n  has more than once, with different codes\n")
			if code != exitDone || twoTeams == c.joined {
				t.Fatalf("exit %d: %s%s", code, stdout, stderr)
			}
			if code, _, stderr := parity("check", model); code != exitDone {
				t.Errorf("check: exit %d: %s", code, stderr)
			}
		})
	}
}
