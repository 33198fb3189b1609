package scenarios

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// guideTables are the tables that a chapter of docs/guide.md shows, as CSV files: blocks of
// one table follow each other without their headers.
func guideTables(t *testing.T, chapter string) map[string]string {
	t.Helper()
	guide, err := os.ReadFile("../docs/guide.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, found := strings.Cut(string(guide), "\n## "+chapter+"\n")
	if !found {
		t.Fatalf("the guide has no chapter %q", chapter)
	}
	text, _, _ = strings.Cut(text, "\n## ")
	files := map[string]string{}
	for _, block := range regexp.MustCompile("(?s)```csv ([a-z]+)\n(.*?)```").FindAllStringSubmatch(text, -1) {
		file, rows := block[1]+".csv", block[2]
		if header, more, _ := strings.Cut(rows, "\n"); strings.HasPrefix(files[file], header+"\n") {
			rows = more
		}
		files[file] += rows
	}
	if len(files) == 0 {
		t.Fatalf("chapter %q shows no tables", chapter)
	}
	return files
}

// TestGuideFirstModel fills the pack of clusters as the guide says, and runs the result.
func TestGuideFirstModel(t *testing.T) {
	files := guideTables(t, "From a blank model to a first workbook")
	clusters, err := embedded.ReadFile(packsFolder + "/mh-clusters/currencies.csv")
	if err != nil {
		t.Fatal(err)
	}
	files["currencies.csv"] = string(clusters)
	study, err := Simulate(read(t, files), Selection{Scenarios: []string{"block", "activity", "activity+more-people"}})
	if err != nil {
		t.Fatal(err)
	}
	var income []int64
	for i := range study.Scenarios {
		var sum int64
		for _, pence := range study.Scenarios[i].Result.Contracts[0].Statement.Income {
			sum += int64(pence)
		}
		income = append(income, sum)
	}
	// Two years of the block; activity near it, for an example that is believed; more people more.
	if income[0] != 600000000 {
		t.Errorf("the block pays %d pence in two years, want 6m pounds", income[0])
	}
	if income[1] < 500000000 || income[1] > 700000000 || income[2] <= income[1] {
		t.Errorf("activity pays %d, with more people %d; the block %d", income[1], income[2], income[0])
	}
}

// TestGuideScenarios runs every scenario that the guide writes for northshire.
func TestGuideScenarios(t *testing.T) {
	shown := guideTables(t, "Scenarios")
	m := loaded(t, "northshire").Clone()
	part, _, err := readFolder(folderOf(shown), "guide")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"scenarios", "changes"} {
		at := slices.IndexFunc(m.Tables, func(table *Table) bool { return table.Schema.Table == name })
		m.Tables[at].Rows = append(m.Tables[at].Rows, part.Table(name).Rows...)
	}
	for _, table := range part.Tables {
		if name := table.Schema.Table; name != "scenarios" && name != "changes" {
			t.Errorf("the guide changes %s of northshire by hand", name)
		}
	}
	var names []string
	for row := range part.Table("scenarios").Rows {
		names = append(names, part.Table("scenarios").Cell(row, "scenario"))
	}
	study, err := Simulate(m, Selection{Scenarios: names})
	if err != nil {
		t.Fatal(err)
	}
	for i := range study.Scenarios {
		if s := &study.Scenarios[i]; i != study.Baseline && len(s.Changes) == 0 {
			t.Errorf("scenario %s of the guide changes nothing", s.Key)
		}
	}
}

// TestGuideNamesEveryTable holds the guide's list of tables to the schema.
func TestGuideNamesEveryTable(t *testing.T) {
	guide, err := os.ReadFile("../docs/guide.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(guide), "\n## The tables\n")
	text, _, _ = strings.Cut(text, "\n## ")
	named := map[string]bool{}
	for _, line := range strings.Split(text, "\n") {
		cell, _, _ := strings.Cut(strings.TrimPrefix(line, "| "), " |")
		for _, name := range regexp.MustCompile("`([a-z_]+)`").FindAllStringSubmatch(cell, -1) {
			if strings.HasPrefix(line, "| `") {
				named[name[1]] = true
			}
		}
	}
	want := tableNames()
	slices.Sort(want)
	if got := slices.Sorted(maps.Keys(named)); !slices.Equal(got, want) {
		t.Errorf("the guide lists %v, want %v", got, want)
	}
}
