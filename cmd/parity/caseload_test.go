package main

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// recordedPerson is a person of the test's extracts of episodes and hospital stays.
var recordedPerson = regexp.MustCompile(`\bSU-\d{3}\b`)

// No output names a person, and every model that is written passes check and runs.
func TestCaseloadNamesNobodyAndWritesModelsThatRun(t *testing.T) {
	inFolder(t)
	line := "caseload records/clusters-illustrative.csv --spells records/hospital-illustrative.csv "
	for _, c := range []struct{ out, flags string }{
		{"folder", "--to 2025-03"},
		{"book.xlsx", "--to 2025-03"},
		{"published", "--to 2025-03 --publish"},
		{"northshire.xlsx", "--model northshire"},
		{"northshire-published", "--model northshire --publish"},
	} {
		t.Run(c.out, func(t *testing.T) {
			code, stdout, stderr := parity(strings.Fields(line + c.flags + " --out " + c.out)...)
			if code != exitDone {
				t.Fatalf("exit %d: %s", code, stderr)
			}
			files := map[string]string{"stdout": stdout, "stderr": stderr}
			_, json, _ := parity(strings.Fields(line + c.flags + " --json")...)
			files["json"] = json
			if ending(c.out) == workbookEnding {
				files[c.out] = contents(t, c.out)
			} else {
				entries, err := os.ReadDir(c.out)
				if err != nil {
					t.Fatal(err)
				}
				for _, entry := range entries {
					files[entry.Name()] = contents(t, c.out+"/"+entry.Name())
				}
			}
			if exceptions := c.out + exceptionsEnding; !strings.Contains(c.flags, "--publish") {
				files[exceptions] = contents(t, exceptions)
			} else if there(exceptions) {
				t.Error("a publication has exceptions")
			}
			for name, text := range files {
				if found := recordedPerson.FindString(text); found != "" {
					t.Errorf("%s names %s", name, found)
				}
			}
			for _, command := range []string{"check", "run"} {
				args := []string{command, c.out}
				if command == "run" {
					args = append(args, "--out", "facts.csv")
				}
				if code, _, stderr := parity(args...); code != exitDone {
					t.Errorf("%s: exit %d: %s", command, code, stderr)
				}
			}
		})
	}
}

// The same extract gives the same bytes.
func TestCaseloadTwiceIsTheSame(t *testing.T) {
	inFolder(t)
	var texts []string
	for _, out := range []string{"a.xlsx", "b.xlsx"} {
		if code, _, stderr := parity(strings.Fields("caseload records/clusters-illustrative.csv --to 2025-03 --out " + out)...); code != exitDone {
			t.Fatalf("exit %d: %s", code, stderr)
		}
		text, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	if texts[0] != texts[1] {
		t.Error("two workbooks of one extract differ")
	}
}

// Whatever a publication counts is in fives, in the JSON as in the model: people, and days of five people
// a month. Days on which somebody left, and who was at risk on them, are in neither.
func TestCaseloadPublishesFives(t *testing.T) {
	inFolder(t)
	code, stdout, stderr := parity(strings.Fields("caseload records/clusters-illustrative.csv --spells records/hospital-illustrative.csv --to 2025-03 --publish --json --out mine")...)
	if code != exitDone {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	steps := map[string]int{"opening": 5, "started": 5, "exits": 5, "people": 5, "person_days": 150, "person-days": 150, "days in hospital": 150}
	counted := map[string]int{}
	inSteps := func(name string, n int) {
		counted[name]++
		if n%steps[name] != 0 {
			t.Errorf("%s: %d is published", name, n)
		}
	}
	eachNumber(t, stdout, func(name string, number float64) {
		if steps[name] > 0 {
			inSteps(name, int(number))
		} else if slices.Contains([]string{"chance", "curve_from", "curve_to", "at_risk", "left", "in_date", "read", "exceptions"}, name) {
			t.Errorf("%s is published", name)
		}
	})
	inWords := regexp.MustCompile(`(\d+) (?:of \d+ )?(people|person-days|days in hospital)\b`)
	for _, table := range []string{"caseload", "moves", "reviews"} {
		for _, row := range tableRows(t, "mine/"+table+".csv") {
			for _, found := range inWords.FindAllStringSubmatch(strings.ReplaceAll(row["note"], "fewer than 5 people", ""), -1) {
				n, err := strconv.Atoi(found[1])
				if err != nil {
					t.Fatal(err)
				}
				inSteps(found[2], n)
			}
			if opening := row["opening"]; opening != "" {
				n, err := strconv.Atoi(opening)
				if err != nil {
					t.Fatal(err)
				}
				inSteps("opening", n)
			}
		}
	}
	for name := range steps {
		if counted[name] == 0 {
			t.Errorf("no %s are published: the test does not look at them", name)
		}
	}
}

// Hospital stays of which the dates are in another order come to nobody in hospital unless the
// mapping says so: that is refused, and with the mapping all is as it was.
func TestCaseloadWithStaysInAnotherOrder(t *testing.T) {
	inFolder(t)
	iso := regexp.MustCompile(`(\d{4})-(\d\d)-(\d\d)`)
	stays := iso.ReplaceAllString(contents(t, "records/hospital-illustrative.csv"), "$3/$2/$1")
	for name, text := range map[string]string{"stays.csv": stays, "days.csv": "field,column,code,is\nstart,start,,DD/MM/YYYY\nend,end,,DD/MM/YYYY\n"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const line = "caseload records/clusters-illustrative.csv --to 2025-03 --spells "
	code, _, stderr := parity(strings.Fields(line + "stays.csv --out mine")...)
	want := regexp.MustCompile(`^parity: no hospital stay of stays\.csv could be read \(\d+ of \d+ are exceptions\); \d+: a date whose order is not certain; dates are written 2025-04-01, or as a mapping says\n$`)
	if code != exitModel || !want.MatchString(stderr) || there("mine") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	_, usual, _ := parity(strings.Fields(line + "records/hospital-illustrative.csv")...)
	code, mapped, stderr := parity(strings.Fields(line + "stays.csv --spells-map days.csv")...)
	if code != exitDone || mapped != usual {
		t.Errorf("exit %d: %s\n%s", code, stderr, firstDifference(mapped, usual))
	}
}
