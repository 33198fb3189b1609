package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// drawn runs a command of risk that is to succeed, and gives what it printed but for the
// names of the files it wrote.
func drawn(t *testing.T, line string) string {
	t.Helper()
	code, stdout, stderr := parity(strings.Fields("risk " + line)...)
	if code != exitDone || stderr != "" {
		t.Fatalf("parity risk %s: exit %d, %s", line, code, stderr)
	}
	return regexp.MustCompile(`(?m)^Written: .*\n`).ReplaceAllString(stdout, "")
}

func sameFiles(t *testing.T, a, b string) {
	t.Helper()
	var contents [2][]byte
	for i, path := range []string{a, b} {
		var err error
		if contents[i], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(contents[0], contents[1]) {
		t.Errorf("%s and %s differ: %s", a, b, firstDifference(string(contents[1]), string(contents[0])))
	}
}

// A run drawn in parts gives the bytes of one run: of the page, the CSV, the JSON and the
// draws themselves. More than 10,000 draws count months in bins.
func TestPartsMergeToTheSameBytes(t *testing.T) {
	for _, c := range []struct {
		draws string
		parts []string
	}{
		{"3000", []string{"0:1000", "1000:3000"}},
		{"11000", []string{"0:5000", "5000:6000", "6000:11000"}},
	} {
		t.Run(c.draws, func(t *testing.T) {
			inFolder(t)
			run := "northshire --scenario block --scenario capped --draws " + c.draws
			page := drawn(t, run+" --out whole.csv --out whole.json")
			said := drawn(t, run+" --out whole.parity")
			if want := "See what it comes to: parity risk northshire --scenario block --scenario capped --merge whole.parity\n"; !strings.HasSuffix(said, want) {
				t.Errorf("got\n%s\nwant at its end\n%s", said, want)
			}
			merge := "northshire --scenario block --scenario capped --merge"
			for i, r := range c.parts {
				part := strings.Replace(r, ":", "-", 1) + ".parity"
				said := drawn(t, run+" --range "+r+" --out "+part)
				if want := "Merge it with the other parts: parity risk northshire --scenario block --scenario capped --merge " + part + " OTHER...\n"; !strings.HasSuffix(said, want) {
					t.Errorf("got\n%s\nwant at its end\n%s", said, want)
				}
				if i == 0 {
					merge += " " + part
				} else { // in another order than that of the draws
					merge = strings.Replace(merge, "--merge", "--merge "+part, 1)
				}
			}
			if got := drawn(t, merge+" --out merged.csv --out merged.json"); got != page {
				t.Errorf("the page of the merged run differs: %s", firstDifference(got, page))
			}
			drawn(t, merge+" --out merged.parity")
			for _, form := range []string{".csv", ".csv.parity.json", ".json", ".parity"} {
				sameFiles(t, "whole"+form, "merged"+form)
			}
			for folder, asked := range map[string]string{"whole": run, "merged": merge} { // a workbook's cover names its file
				if err := os.Mkdir(folder, 0o700); err != nil {
					t.Fatal(err)
				}
				drawn(t, asked+" --date 2025-04-01 --out "+filepath.Join(folder, "run.xlsx"))
			}
			sameFiles(t, filepath.Join("whole", "run.xlsx"), filepath.Join("merged", "run.xlsx"))
		})
	}
}

func TestWorkersChangeNoByte(t *testing.T) {
	inFolder(t)
	drawn(t, "--draws 2000 --scenario capped --out all.csv")
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	drawn(t, "--draws 2000 --scenario capped --out one.csv")
	sameFiles(t, "all.csv", "one.csv")
}

// Parts that do not make a run are refused, whole, each with what to do.
func TestPartsThatDoNotMergeAreRefused(t *testing.T) {
	inFolder(t)
	run := "northshire --scenario block --draws 3000 "
	for _, part := range []string{"--range 0:1000 --out a", "--range 0:2000 --out ab", "--range 1000:2000 --out b", "--range 2000:3000 --out c", "--seed 2 --range 2000:3000 --out seed"} {
		drawn(t, run+part+".parity")
	}
	drawn(t, "northshire --scenario capped --draws 3000 --range 2000:3000 --out other.parity")
	drawn(t, "northshire --scenario block --draws 4000 --range 2000:3000 --out longer.parity")
	whole, err := os.ReadFile("c.parity")
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(whole)
	flipped[len(flipped)/2] ^= 1
	newer := bytes.Clone(whole)
	newer[len("parity part\n")]++
	for name, content := range map[string][]byte{"cut.parity": whole[:len(whole)-100], "flipped.parity": flipped, "newer.parity": newer} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ parts, want string }{
		{"a.parity c.parity", `parity: draws 1000:2000 are in no part; the parts of a run of 3000 draws hold all of 0:3000; draw the range 1000:2000`},
		{"ab.parity b.parity c.parity", `parity: draws 1000:2000 are in the parts 0:2000 and 1000:2000; each draw counts once; leave one part out, or draw another range`},
		{"ab.parity seed.parity", `parity: the parts 0:2000 and 2000:3000 have the seeds 1 and 2; the parts of a run have one seed; draw one of them again`},
		{"ab.parity longer.parity", `parity: the parts 0:2000 and 2000:3000 are of runs of 3000 and of 4000 draws; the parts of a run name the same number of draws; draw one of them again`},
		{"ab.parity other.parity", `parity: other.parity is a part of another run: found the fingerprint ………, and this model with these scenarios, this baseline and this version of Parity has ………; give the --scenario and --baseline it was drawn with, or draw it again`},
		{"ab.parity cut.parity", `parity: cut.parity: the part is cut short: found N bytes, and the part 2000:3000 has N; copy it again, or draw it again`},
		{"ab.parity flipped.parity", `parity: flipped.parity: the part is damaged: its bytes are not those that were written, by the checksum at its end; copy it again, or draw it again`},
		{"ab.parity newer.parity", `parity: newer.parity: the part is of version 3, and this program reads version 2; draw the part with the program that merges it`},
	} {
		code, stdout, stderr := parity(strings.Fields("risk northshire --scenario block --out merged.csv --merge " + c.parts)...)
		got := regexp.MustCompile(`[0-9a-f]{12}…`).ReplaceAllString(strings.TrimSpace(stderr), "………")
		got = regexp.MustCompile(`(found|has) \d+( bytes|;)`).ReplaceAllString(got, "$1 N$2")
		if code != exitModel || stdout != "" || got != c.want {
			t.Errorf("merging %s: exit %d, stdout %q\n got %s\nwant %s", c.parts, code, stdout, got, c.want)
		}
		if there("merged.csv") {
			t.Fatalf("merging %s wrote a file", c.parts)
		}
	}
}

// So many draws that they would take days are refused before they begin, with what they take.
func TestVeryManyDrawsAreRefused(t *testing.T) {
	inFolder(t)
	code, stdout, stderr := parity("risk", "--draws", "1000000000")
	want := regexp.MustCompile(`^parity: 1000000000 draws take about \d+ (days|hours) and [\d.]+ GB of temporary disk here; add --large if that is meant, or draw fewer: .*\n$`)
	if code != exitUsage || stdout != "" || !want.MatchString(stderr) {
		t.Errorf("exit %d, stdout %q, stderr %q", code, stdout, stderr)
	}
}

// Draws that do not fit in memory leave no file behind, whether they end well or are stopped.
func TestDrawsLeaveNoFileBehind(t *testing.T) {
	folder, temporary := inFolder(t), t.TempDir()
	t.Setenv("TMPDIR", temporary)
	t.Setenv("TMP", temporary)
	drawn(t, "--draws 10000")
	before, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	process, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" {
		go func() {
			time.Sleep(700 * time.Millisecond)
			process.Signal(syscall.SIGINT)
		}()
		code, stdout, stderr := parity("risk", "--draws", "200000", "--large", "--out", "stopped.csv")
		if want := "parity: stopped before the end; nothing was written, and what was there is as it was\n"; code != exitStopped || stdout != "" || stderr != want {
			t.Errorf("stopped: exit %d, stdout %q, stderr %q", code, stdout, stderr)
		}
	}
	after, err := os.ReadDir(folder)
	if err != nil || len(after) != len(before) {
		t.Errorf("%d files before and %d after, %v", len(before), len(after), err)
	}
	if left, err := filepath.Glob(filepath.Join(temporary, "*")); err != nil || left != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// What parity risk wrote is verified by making its draws again; what was edited is named.
func TestVerifyMakesTheDrawsAgain(t *testing.T) {
	inFolder(t)
	drawn(t, "--draws 1000 --seed 5 --scenario capped --out a.csv --out a.json")
	drawn(t, "--draws 1000 --scenario block --out a.parity")
	for _, file := range []string{"a.csv", "a.json"} {
		code, stdout, stderr := parity("verify", file, "--model", "northshire")
		if code != exitDone || stderr != "" || !strings.HasPrefix(stdout, file+": same to the penny. Run again, all ") || !strings.Contains(stdout, "Unaltered: it agrees with the model northshire.") {
			t.Errorf("%s: exit %d, %s%s", file, code, stdout, stderr)
		}
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		was := regexp.MustCompile(`chance_of_deficit("?,)("unit":"share","value":)?0\.(\d+)`)
		at := was.FindSubmatchIndex(content)
		if at == nil {
			t.Fatalf("%s has no chance of a deficit", file)
		}
		content[at[6]+3] ^= 1 // another digit
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		code, stdout, stderr = parity("verify", file, "--model", "northshire")
		if code != exitModel || !strings.Contains(stdout, "Edited since the run (1):") || !strings.Contains(stdout, "chance_of_deficit") {
			t.Errorf("%s edited: exit %d, %s%s", file, code, stdout, stderr)
		}
		code, _, stderr = parity("verify", file)
		if want := "parity: " + file + " holds facts and not the inputs they came from, so it cannot be run again by itself; give the model too: parity verify " + file + " --model MODEL\n"; code != exitUsage || stderr != want {
			t.Errorf("%s without a model: exit %d, %s", file, code, stderr)
		}
	}
	code, _, stderr := parity("verify", "a.parity", "--model", "northshire")
	if want := "parity: a.parity: found a part of the draws of a run; what is checked is a result that parity run or parity risk wrote (.xlsx, .json or .csv); merge it with the others of the run, which checks each part's bytes: parity risk MODEL --merge a.parity OTHER... --out FILE; and verify what comes out\n"; code != exitModel || stderr != want {
		t.Errorf("a part: exit %d, %s", code, stderr)
	}
	if err := os.Remove("a.csv.parity.json"); err != nil {
		t.Fatal(err)
	}
	code, _, stderr = parity("verify", "a.csv", "--model", "northshire")
	if want := "parity: a.csv: a.csv.parity.json is not there; parity risk writes it beside the .csv, and it names the draws and the seed, without which they cannot be made again; put the two side by side under their own names, or make both again (parity risk MODEL --out a.csv)\n"; code != exitModel || stderr != want {
		t.Errorf("without what lies beside it: exit %d, %s", code, stderr)
	}
	for _, empty := range []string{"empty.csv", "empty.json", "empty.xlsx", "empty.parity"} {
		if err := os.WriteFile(empty, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		code, _, stderr := parity("verify", empty, "--model", "northshire")
		if want := "parity: " + empty + ": found an empty file; what is checked is a result that parity run or parity risk wrote (.xlsx, .json or .csv); this may be a download or copy that broke off; fetch it again\n"; code != exitModel || stderr != want {
			t.Errorf("%s: exit %d, %s", empty, code, stderr)
		}
	}
}
