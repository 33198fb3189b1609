package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sourcegraph/conc"
	"github.com/sourcegraph/conc/iter"

	"parity/reports"
	"parity/scenarios"
)

func TestExitCodes(t *testing.T) {
	for _, c := range []struct {
		err  error
		want int
	}{
		{nil, 0},
		{scenarios.Faults{{Found: "a fault"}}, 1},
		{fmt.Errorf("contract north: %w", errors.New("no such value")), 1},
		{usagef("no"), 2},
		{&scenarios.UnknownModelError{}, 2},
		{&scenarios.UnknownScenarioError{}, 2},
		{withoutPanic(func() error { panic("oh") }), 3},
		{&writeError{"x", errors.New("disk full")}, 4},
		{printed(errors.New("closed")), 4},
		{fmt.Errorf("open the model: %w", &fs.PathError{Err: fs.ErrPermission}), 4},
	} {
		if got := exitCode(c.err); got != c.want {
			t.Errorf("%v: exit %d, want %d", c.err, got, c.want)
		}
	}
}

// Whichever goroutine a panic is in, it comes to one message and exit code.
func TestAPanicIsReportedAsAFault(t *testing.T) {
	slip := func() { panic("index out of range") }
	beside := func(do func()) func() {
		return func() {
			var workers conc.WaitGroup
			workers.Go(do)
			workers.Wait()
		}
	}
	for name, do := range map[string]func(){
		"in the command":            slip,
		"in a worker":               beside(slip),
		"in a worker of a worker":   beside(beside(slip)),
		"in what is done meanwhile": func() { reports.Meanwhile(func() any { slip(); return nil })() },
		"in work on many":           func() { iter.ForEach(make([]int, 9), func(*int) { slip() }) },
		"between a model's scenarios": func() {
			m, err := scenarios.Load("northshire")
			if err != nil {
				t.Fatal(err)
			}
			study, err := scenarios.Simulate(m, scenarios.Selection{Scenarios: []string{"block", "capped"}})
			if err != nil {
				t.Fatal(err)
			}
			t.Error(study.Bridge(func(int) { slip() }))
		},
	} {
		t.Run(name, func(t *testing.T) {
			err := withoutPanic(func() error { do(); return nil })
			const want = "this is a fault in parity; please report it, with the model if you can share it: index out of range"
			if err == nil || err.Error() != want || exitCode(err) != exitFault {
				t.Errorf("%v, exit %d; want %q", err, exitCode(err), want)
			}
		})
	}
}

// Flags may stand before and after the model, and in any mixture.
func TestFlagsMayFollowTheModel(t *testing.T) {
	app := newApp(os.Stdout, os.Stderr)
	for _, c := range []struct{ line, want string }{
		{"parity", "parity"},
		{"parity run", "parity run"},
		{"parity run m", "parity run -- m"},
		{"parity run m --out x.csv", "parity run --out x.csv -- m"},
		{"parity run --out x.csv m --json", "parity run --out x.csv --json -- m"},
		{"parity run m --out=x.csv -s A --scenario B", "parity run --out=x.csv -s A --scenario B -- m"},
		{"parity run --json m", "parity run --json -- m"},
		{"parity run -- --m --json", "parity run -- --m --json"},
		{"parity run m --out", "parity run --out"},
		{"parity run m --nonsense", "parity run --nonsense -- m"},
		{"parity init d -f m", "parity init -f m -- d"},
		{"parity nonsense m --out x", "parity nonsense m --out x"},
		{"parity run m --out x.csv --help", "parity run --help"},
		{"parity run m -h -s A", "parity run -h"},
		{"parity run -o -h m", "parity run -o -h -- m"},
		{"parity run m --generate-bash-completion", "parity run m --generate-bash-completion"},
	} {
		if got := strings.Join(flagsFirst(app, strings.Fields(c.line)), " "); got != c.want {
			t.Errorf("%s becomes %s, want %s", c.line, got, c.want)
		}
	}
}

// Help is had wherever it is asked for, of a command that already has its model too.
func TestHelpMayFollowTheModel(t *testing.T) {
	var asked, plain, talk strings.Builder
	if code := run([]string{"parity", "run", "northshire", "--help"}, &asked, &talk); code != 0 {
		t.Fatalf("exit code %d: %s", code, talk.String())
	}
	run([]string{"parity", "run", "--help"}, &plain, &talk)
	if asked.String() != plain.String() || !strings.Contains(plain.String(), "--scenario") {
		t.Errorf("parity run northshire --help gives\n%s\nwant\n%s", asked.String(), plain.String())
	}
}

// Each form of the result is written where --out says, and the date makes it repeatable.
func TestRunWritesTheFormThatTheEndingSays(t *testing.T) {
	inFolder(t)
	for _, c := range []struct{ out, begins string }{
		{"a.xlsx", "PK"},
		{"a.json", "{\n  \"title\""},
		{"a.csv", "scenario,contract,"},
		{"A.CSV", "scenario,contract,"},
	} {
		var before []byte
		for range 2 {
			if code, _, stderr := parity("run", "small", "--out", c.out, "--date", "2025-04-01"); code != exitDone {
				t.Fatalf("%s: exit %d: %s", c.out, code, stderr)
			}
			content, err := os.ReadFile(c.out)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(string(content), c.begins) {
				t.Errorf("%s begins with %q", c.out, content[:min(20, len(content))])
			}
			if before != nil && string(before) != string(content) {
				t.Errorf("%s differs from run to run", c.out)
			}
			before = content
		}
	}
}

func TestRunNamesTheWorkbookAfterTheModel(t *testing.T) {
	for model, want := range map[string]string{
		"northshire": "northshire.xlsx", "some/folder": "folder.xlsx", "mine.xlsx": "mine-result.xlsx",
		"in/Mine.XLSX": "Mine-result.xlsx", "some/folder/": "folder.xlsx",
	} {
		if got := defaultOut(model); got != want {
			t.Errorf("%s: %s, want %s", model, got, want)
		}
	}
	if folder := filepath.Base(inFolder(t)); defaultOut(".") != folder+".xlsx" {
		t.Errorf("the current folder: %s, want %s.xlsx", defaultOut("."), folder)
	}
}

func TestJSONAloneWritesNoFile(t *testing.T) {
	folder := inFolder(t)
	before := names(t, folder)
	if code, stdout, stderr := parity("run", "small", "--json"); code != exitDone || !strings.HasPrefix(stdout, "{") || stderr != "" {
		t.Fatalf("exit %d, stdout %.40q, stderr %q", code, stdout, stderr)
	}
	if after := names(t, folder); !slices.Equal(before, after) {
		t.Errorf("there were %v and now %v", before, after)
	}
}

// A model goes there and back through init and convert, and runs the same each way.
func TestInitAndConvertGiveTheSameModel(t *testing.T) {
	inFolder(t)
	for _, line := range []string{
		"init mine.xlsx --from small", "convert mine.xlsx back", "convert back there.xlsx", "convert there.xlsx back",
		"run small --out 1.csv", "run mine.xlsx --out 2.csv", "run back --out 3.csv", "run there.xlsx --out 4.csv",
	} {
		if code, _, stderr := parity(strings.Fields(line)...); code != exitDone {
			t.Fatalf("%s: exit %d: %s", line, code, stderr)
		}
	}
	want, err := os.ReadFile("1.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"2.csv", "3.csv", "4.csv"} {
		if got, err := os.ReadFile(name); err != nil || string(got) != string(want) {
			t.Errorf("%s differs from 1.csv: %v", name, err)
		}
	}
}

func TestCompletionIsThereForEachShell(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if code, stdout, _ := parity("completion", shell); code != exitDone || !strings.Contains(stdout, "parity") {
			t.Errorf("%s: exit %d, %q", shell, code, stdout)
		}
	}
	for _, c := range []struct{ line, want string }{
		{"--generate-bash-completion", "run"},
		{"run --generate-bash-completion", "northshire"},
		{"run --sc --generate-bash-completion", "--scenario"},
		{"real --generate-bash-completion", "mh_spend_england"},
		{"completion --generate-bash-completion", "zsh"},
	} {
		if code, stdout, _ := parityAsOS(t, strings.Fields(c.line)); code != exitDone || !slices.Contains(strings.Fields(stdout), c.want) {
			t.Errorf("%s: exit %d, %q, want %s among them", c.line, code, stdout, c.want)
		}
	}
}

// parityAsOS runs with os.Args set too: the library looks there for what is being completed.
func parityAsOS(t *testing.T, args []string) (int, string, string) {
	t.Helper()
	saved := os.Args
	t.Cleanup(func() { os.Args = saved })
	os.Args = append([]string{"parity"}, args...)
	return parity(args...)
}

func TestVersion(t *testing.T) {
	if code, stdout, _ := parity("--version"); code != exitDone || stdout != "parity version "+version()+"\n" {
		t.Errorf("exit %d, %q", code, stdout)
	}
}

func names(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, entry := range entries {
		list = append(list, entry.Name())
	}
	return list
}
