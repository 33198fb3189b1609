package main

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// illustrativeScores are made up, 400 records of which six cannot be read.
const illustrativeScores = "clustering/scores-illustrative.csv"

// tableRows reads a CSV file by its header.
func tableRows(t *testing.T, file string) []map[string]string {
	t.Helper()
	content, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	read, err := csv.NewReader(content).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, cells := range read[1:] {
		row := map[string]string{}
		for i, cell := range cells {
			row[read[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}

// The row a person, the exceptions and the reallocation table add up to what the page says.
func TestClusterFiles(t *testing.T) {
	inFolder(t)
	code, stdout, stderr := parity("cluster", illustrativeScores, "--grid", "illustrative", "--out", "people.csv", "--exceptions", "exceptions.csv", "--reallocation", "reallocation.csv")
	if code != exitDone || stderr != "" {
		t.Fatalf("exit %d, %s", code, stderr)
	}
	people, exceptions := tableRows(t, "people.csv"), tableRows(t, "exceptions.csv")
	if len(people) != 394 || len(exceptions) != 6 {
		t.Errorf("%d rows of people and %d exceptions", len(people), len(exceptions))
	}
	recorded, moved := map[string]float64{}, map[[2]string]float64{}
	agree := 0
	for _, row := range people {
		if row["grid"] != "illustrative" {
			t.Errorf("line %s does not say that the grid is illustrative", row["line"])
		}
		if row["agrees"] == "" {
			continue
		}
		recorded[row["recorded"]]++
		if row["agrees"] == "yes" {
			agree++
		} else {
			moved[[2]string{row["recorded"], row["suggested"]}]++
		}
		if (row["rules_not_met"] != "") && row["agrees"] == "yes" {
			t.Errorf("line %s: the recorded cluster is kept out by %s, and is suggested", row["line"], row["rules_not_met"])
		}
	}
	if !strings.Contains(stdout, " 384    "+strconv.Itoa(agree)+"  78.4") {
		t.Errorf("%d agree; the page says\n%s", agree, stdout)
	}
	reallocated := tableRows(t, "reallocation.csv")
	sums := map[string]float64{}
	for _, row := range reallocated {
		share, err := strconv.ParseFloat(row["share"], 64)
		want := moved[[2]string{row["recorded"], row["right"]}] / recorded[row["recorded"]]
		if err != nil || share > want || share < want-1e-6 {
			t.Errorf("from %s to %s: a share of %s, want %v", row["recorded"], row["right"], row["share"], want)
		}
		sums[row["recorded"]] += share
		if row["contract"] != "*" || row["evidence"] != "illustrative" || !strings.Contains(row["source"], "the grid is invented") {
			t.Errorf("the row says %v", row)
		}
	}
	none := 0
	for pair := range moved {
		if pair[1] == "0" {
			none++
		}
	}
	if len(reallocated) != len(moved)-none {
		t.Errorf("%d rows for %d pairs, of which %d to no cluster", len(reallocated), len(moved), none)
	}
	for cluster, sum := range sums {
		if sum > 1 {
			t.Errorf("shares of cluster %s come to %v", cluster, sum)
		}
	}
}

// No output names a person, nor what stands in a record that cannot be read.
func TestClusterNamesNobody(t *testing.T) {
	inFolder(t)
	outputs := map[string]string{}
	for _, flags := range [][]string{{}, {"--json"}, {"--publish"}, {"--publish", "--json"}} {
		args := append([]string{"cluster", illustrativeScores, "--grid", "illustrative", "--exceptions", "e.csv", "--reallocation", "r.csv"}, flags...)
		files := []string{"e.csv", "r.csv"}
		if !slices.Contains(flags, "--publish") {
			args, files = append(args, "--out", "o.csv"), append(files, "o.csv")
		}
		code, stdout, stderr := parity(args...)
		if code != exitDone {
			t.Fatalf("%v: exit %d, %s", flags, code, stderr)
		}
		name := strings.Join(flags, " ")
		outputs[name] = stdout + stderr
		for _, file := range files {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			outputs[name+" "+file] = string(content)
		}
	}
	for name, text := range outputs {
		if strings.Contains(text, "person-") {
			t.Errorf("%s names a person", name)
		}
	}
	for _, row := range tableRows(t, "r.csv") { // of the last, which is published
		people, of, ok := strings.Cut(strings.TrimSuffix(row["note"], " people"), " of ")
		n, err := strconv.Atoi(people)
		all, err2 := strconv.Atoi(of)
		if !ok || err != nil || err2 != nil || n < 5 || all < 5 {
			t.Errorf("published: %v", row)
		}
	}
}

// What is published in JSON has no count of 1 to 4 people in it.
func TestClusterPublishedJSON(t *testing.T) {
	inFolder(t)
	_, stdout, _ := parity("cluster", illustrativeScores, "--grid", "illustrative", "--publish", "--json")
	counts := 0
	eachNumber(t, stdout, func(name string, number float64) {
		switch name {
		case "people", "agree":
			counts++
			if number > 0 && number < 5 {
				t.Errorf("a count of %v is published", number)
			}
		case "kappa", "standard_error":
		default:
			t.Errorf("%s is published", name)
		}
	})
	if counts < 50 {
		t.Errorf("only %d counts are published", counts)
	}
}

// eachNumber goes over the numbers of a JSON text, each by the name of what it is, or is listed, under.
func eachNumber(t *testing.T, text string, visit func(name string, number float64)) {
	t.Helper()
	var all any
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		t.Fatal(err)
	}
	var walk func(name string, value any)
	walk = func(name string, value any) {
		switch v := value.(type) {
		case map[string]any:
			for key, inner := range v {
				walk(key, inner)
			}
		case []any:
			for _, inner := range v {
				walk(name, inner)
			}
		case float64:
			visit(name, v)
		}
	}
	walk("", all)
}

// The scores may come by the standard input, and the grid that is written can be read.
func TestClusterFromStandardInput(t *testing.T) {
	inFolder(t)
	if code, stdout, stderr := parity("cluster", "--write-grid", "grid.csv"); code != exitDone {
		t.Fatalf("exit %d, %s%s", code, stdout, stderr)
	}
	scores, err := os.Open(illustrativeScores)
	if err != nil {
		t.Fatal(err)
	}
	defer scores.Close()
	stdin := os.Stdin
	defer func() { os.Stdin = stdin }()
	os.Stdin = scores
	code, piped, stderr := parity("cluster", "-", "--grid", "grid.csv")
	_, named, _ := parity("cluster", illustrativeScores, "--grid", "grid.csv")
	if code != exitDone {
		t.Errorf("exit %d, %s%s", code, piped, stderr)
	}
	if !strings.Contains(piped, "Illustrative: the grid is invented") {
		t.Error("a grid that was written from the illustrative one does not say so")
	}
	figures := func(page string) string {
		_, page, _ = strings.Cut(page, "\nRecords ")
		page, _, _ = strings.Cut(page, "\nRecords that")
		return page
	}
	if figures(named) == "" || figures(piped) != figures(named) {
		t.Errorf("from standard input\n%s\nfrom the file\n%s", piped, named)
	}
}

// Without recorded clusters there is nothing to compare, and nobody to reallocate.
func TestClusterWithoutRecorded(t *testing.T) {
	inFolder(t)
	scores := "1,2,3,4,5,6,7,8,9,10,11,12,13,A,B,C,D,E\n0,0,0,0,0,0,2,2,0,0,0,0,0,0,0,0,0,0\n"
	if err := os.WriteFile("scores.csv", []byte(scores), 0o600); err != nil {
		t.Fatal(err)
	}
	code, stdout, _ := parity("cluster", "scores.csv", "--grid", "illustrative")
	if code != exitDone || strings.Contains(stdout, "kappa") || !strings.Contains(stdout, "There is no column cluster") || !strings.Contains(stdout, "There is no column person") {
		t.Errorf("exit %d\n%s", code, stdout)
	}
	code, _, stderr := parity("cluster", "scores.csv", "--grid", "illustrative", "--reallocation", "r.csv")
	if want := "parity: scores.csv has no column cluster: without what is recorded nobody can be reallocated\n"; code != exitModel || stderr != want {
		t.Errorf("exit %d, %s", code, stderr)
	}
}

// The confusion matrix goes into a model as it is written: from scores to what is paid. Of the days of
// those recorded in cluster 11 as many are paid as days of the right clusters as the shares say,
// worked out here by the rule of docs/methods.md, "Clustering quality".
func TestClusterReallocationIsATableOfModels(t *testing.T) {
	inFolder(t)
	must := func(args ...string) {
		t.Helper()
		if code, _, stderr := parity(args...); code != exitDone {
			t.Fatalf("%v: exit %d, %s", args, code, stderr)
		}
	}
	must("init", "mine", "--from", "northshire")
	for _, table := range []string{"mine/scenarios.csv", "mine/changes.csv"} { // without the scenario that has such a table of its own
		content, err := os.ReadFile(table)
		if err != nil {
			t.Fatal(err)
		}
		lines := slices.DeleteFunc(strings.SplitAfter(string(content), "\n"), func(line string) bool { return strings.HasPrefix(line, "right-clusters,") })
		if err := os.WriteFile(table, []byte(strings.Join(lines, "")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	must("cluster", illustrativeScores, "--grid", "illustrative", "--reallocation", "mine/reallocation.csv")
	must("check", "mine")
	must("run", "mine", "--scenario", "local", "--out", "facts.csv")
	shares := map[string]float64{}
	for _, row := range tableRows(t, "mine/reallocation.csv") {
		if row["recorded"] == "11" {
			share, err := strconv.ParseFloat(row["share"], 64)
			if err != nil {
				t.Fatal(err)
			}
			shares[row["right"]] = share
		}
	}
	recorded, moved := map[[3]string]float64{}, map[[3]string]map[string]float64{}
	for _, row := range tableRows(t, "facts.csv") {
		if row["scenario"] != "local" || row["currency"] != "11" || row["measure"] != "community_day" {
			continue
		}
		value, err := strconv.ParseFloat(row["value"], 64)
		if err != nil {
			t.Fatal(err)
		}
		key := [3]string{row["contract"], row["month"], row["measure"]}
		if right, found := strings.CutPrefix(row["item"], "reallocated/"); found {
			if moved[key] == nil {
				moved[key] = map[string]float64{}
			}
			moved[key][right] = value
		} else if row["item"] == row["measure"] {
			recorded[key] = value
		}
	}
	if len(shares) < 2 || len(recorded) == 0 {
		t.Fatalf("shares %v, %d months", shares, len(recorded))
	}
	order := slices.SortedFunc(maps.Keys(shares), func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }) // 1 to 9, then 10 on
	for key, days := range recorded {
		sum, before := 0.0, 0.0
		for _, right := range order {
			sum += shares[right]
			upTo := math.Round(days*sum*1000) / 1000
			if want := upTo - before; math.Abs(moved[key][right]-want) > 0.0011 { // a share has six places
				t.Errorf("%v: %v of %v days go to %s, want %v", key, moved[key][right], days, right, want)
			}
			before = upTo
		}
		if len(moved[key]) != len(shares) {
			t.Errorf("%v: days go to %v", key, moved[key])
		}
	}
}
