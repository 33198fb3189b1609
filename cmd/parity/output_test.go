package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// Whatever goes wrong, what was there before stays and nothing is left beside it.
func TestTheOldFileSurvivesAnyFailure(t *testing.T) {
	path := filepath.Join(t.TempDir(), "old.xlsx")
	if err := os.WriteFile(path, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	for name, write := range map[string]func(io.Writer) error{
		"an error halfway": func(w io.Writer) error { io.WriteString(w, "half"); return errors.New("halfway") },
		"a panic halfway":  func(w io.Writer) error { io.WriteString(w, "half"); panic("halfway") },
	} {
		err := withoutPanic(func() error { return writeFile(path, write) })
		if err == nil || !strings.Contains(err.Error(), "halfway") {
			t.Errorf("%s: %v", name, err)
		}
		if content, err := os.ReadFile(path); err != nil || string(content) != "old" {
			t.Errorf("%s: the old file holds %q: %v", name, content, err)
		}
		if there := names(t, filepath.Dir(path)); len(there) != 1 {
			t.Errorf("%s: left %v", name, there)
		}
	}
}

func TestAFileIsWrittenWholeAndPrivately(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "new.csv")
	private := false
	write := func(w io.Writer) error {
		if info, err := w.(*os.File).Stat(); err == nil {
			private = info.Mode().Perm() == 0o600
		}
		_, err := io.WriteString(w, "new")
		return err
	}
	if err := writeFile(path, write); err != nil {
		t.Fatal(err)
	}
	if content, _ := os.ReadFile(path); string(content) != "new" {
		t.Errorf("holds %q", content)
	}
	if runtime.GOOS == "windows" {
		return // permissions are not those of Unix there
	}
	if !private {
		t.Error("others could read the temporary file")
	}
	if err := os.Chmod(path, 0o664); err != nil {
		t.Fatal(err)
	}
	if err := writeFile(path, write); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o664 {
		t.Errorf("a file that is replaced has %v, had 0664", info.Mode())
	}
}

func TestALinkIsWrittenThrough(t *testing.T) {
	folder := t.TempDir()
	real, link := filepath.Join(folder, "real.csv"), filepath.Join(folder, "link.csv")
	if err := os.WriteFile(real, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, link); err != nil {
		if runtime.GOOS == "windows" {
			t.Skip("Windows lets administrators alone make links: ", err)
		}
		t.Fatal(err)
	}
	if err := writeFile(link, func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err }); err != nil {
		t.Fatal(err)
	}
	if content, _ := os.ReadFile(real); string(content) != "new" {
		t.Errorf("the file behind the link holds %q", content)
	}
}

func TestAFolderThatTakesNoFiles(t *testing.T) {
	err := writeFile(filepath.Join(t.TempDir(), "nowhere", "x.csv"), func(io.Writer) error { return nil })
	if exitCode(err) != exitFile || strings.Contains(err.Error(), ".x.csv.") {
		t.Errorf("%v, exit %d; want exit %d and no temporary name", err, exitCode(err), exitFile)
	}
}

func TestTheResultMayNotReplaceTheModel(t *testing.T) {
	inFolder(t)
	if code, _, stderr := parity("init", "mine.xlsx", "--from", "small"); code != exitDone {
		t.Fatal(stderr)
	}
	before, err := os.ReadFile("mine.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{"mine.xlsx", filepath.Join("small", "..", "mine.xlsx")} {
		if code, _, stderr := parity("run", "mine.xlsx", "--out", out); code != exitUsage || !strings.Contains(stderr, "is the model itself") {
			t.Errorf("--out %s: exit %d, %s", out, code, stderr)
		}
	}
	if after, _ := os.ReadFile("mine.xlsx"); string(after) != string(before) {
		t.Error("the model was written over")
	}
}

// failing is a stdout nobody reads.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestAClosedStdoutIsAnError(t *testing.T) {
	inFolder(t)
	for _, line := range []string{"run small --out x.csv", "run small --json", "check small", "list", "list --json", "init mine", "completion bash"} {
		var stderr strings.Builder
		if code := run(append([]string{"parity"}, strings.Fields(line)...), failing{}, &stderr); code != exitFile || !strings.Contains(stderr.String(), "stdout could not be written") {
			t.Errorf("%s: exit %d, %q", line, code, stderr.String())
		}
	}
	if _, err := os.Stat("x.csv"); err != nil {
		t.Error("the file was not written before stdout failed")
	}
}

// Converting onto a folder that has tables the model lacks says which of them are gone.
func TestConvertSaysWhatItTakesOut(t *testing.T) {
	inFolder(t)
	if code, _, stderr := parity("convert", "small", "there"); code != exitDone {
		t.Fatal(stderr)
	}
	if code, _, stderr := parity("init", "clusters", "--from", "mh-clusters"); code != exitDone {
		t.Fatal(stderr)
	}
	code, stdout, stderr := parity("convert", "clusters", "there")
	if code != exitDone || !strings.Contains(stdout, "Taken out of there, as clusters has no rows for them: ") || !strings.Contains(stdout, "contracts.csv") {
		t.Errorf("exit %d, stdout %q, stderr %q", code, stdout, stderr)
	}
}
