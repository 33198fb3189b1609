package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"
)

// repository is the folder that holds README.md and docs.
const repository = "../.."

// readDoc is the text of one document of the repository.
func readDoc(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(repository, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(text), "\r\n", "\n")
}

// citation is one section of a document that code names, and where.
type citation struct{ document, section, file string }

var (
	// commentBreak is where a comment goes on in its next line.
	commentBreak = regexp.MustCompile(`\n\s*// ?`)
	citedPage    = regexp.MustCompile(`docs/[a-z]+\.md`)
	// citedNext is one more section after a page or another section: in quotation marks in a
	// comment, plain up to a closing bracket in what parity prints.
	citedNext = regexp.MustCompile(`^(?:,| and|, and) (?:"([^"\n]+)"|([A-Z][a-z]*(?: [a-z]+)*)\))`)
)

// citations finds the sections that a Go file names.
func citations(file, source string) []citation {
	source = commentBreak.ReplaceAllString(source, " ")
	var found []citation
	for _, at := range citedPage.FindAllStringIndex(source, -1) {
		rest := source[at[1]:]
		for next := citedNext.FindStringSubmatch(rest); next != nil; next = citedNext.FindStringSubmatch(rest) {
			found = append(found, citation{source[at[0]:at[1]], next[1] + next[2], file})
			rest = rest[len(next[0]):]
		}
	}
	return found
}

// sections are the headings of a document.
func sections(text string) []string {
	var names []string
	for _, heading := range regexp.MustCompile(`(?m)^#+ (.+)$`).FindAllStringSubmatch(text, -1) {
		names = append(names, heading[1])
	}
	return names
}

func TestCitationsAreFound(t *testing.T) {
	source := "// (docs/" + "a.md, \"One\" and\n// \"Two three\"). And docs/" + "b.md,\n\t// \"Four\", says \"no\".\nx = \"y (docs/" + "a.md, Five six)\""
	want := []citation{{"docs/a.md", "One", "f"}, {"docs/a.md", "Two three", "f"}, {"docs/b.md", "Four", "f"}, {"docs/a.md", "Five six", "f"}}
	if got := citations("f", source); !slices.Equal(got, want) {
		t.Errorf("found %v, want %v", got, want)
	}
}

// Every section of a document that code cites is a heading of it.
func TestCitedSectionsExist(t *testing.T) {
	var cited []citation
	err := filepath.WalkDir(repository, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".go" {
			return err
		}
		source, err := os.ReadFile(path)
		if err == nil {
			source = bytes.ReplaceAll(source, []byte("\r\n"), []byte("\n"))
			cited = append(cited, citations(path, string(source))...)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	headings := map[string][]string{}
	for _, c := range cited {
		if headings[c.document] == nil {
			headings[c.document] = sections(readDoc(t, c.document))
		}
		if !slices.Contains(headings[c.document], c.section) {
			t.Errorf("%s cites %s, %q, which is no heading there", c.file, c.document, c.section)
		}
	}
	if len(headings["docs/methods.md"]) == 0 {
		t.Error("no code cites docs/methods.md")
	}
}

// The README's first two commands are all that a fresh clone needs.
func TestReadmeBeginsWithTwoCommands(t *testing.T) {
	_, block, _ := strings.Cut(readDoc(t, "README.md"), "```sh\n")
	block, _, _ = strings.Cut(block, "```")
	if want := "go run ./cmd/parity run\ngo test ./...\n"; block != want {
		t.Errorf("the first commands are %q, want %q", block, want)
	}
}

var (
	codeBlock = regexp.MustCompile("(?s)```sh\n(.*?)```")
	anyBlock  = regexp.MustCompile("(?s)```.*?```")
	codeSpan  = regexp.MustCompile("`([^`\n]+)`")
	commandAt = regexp.MustCompile(`^(?:go run ./cmd/)?parity ([a-z]+)(.*)$`)
	flagAt    = regexp.MustCompile(`(?:^|\s)--?([a-z][a-z-]*)`)
)

// shownCommands are the lines of code in a document, whether in blocks or in the text.
func shownCommands(text string) []string {
	var lines []string
	for _, block := range codeBlock.FindAllStringSubmatch(text, -1) {
		for line := range strings.Lines(block[1]) {
			line, _, _ = strings.Cut(line, "#")
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	for _, span := range codeSpan.FindAllStringSubmatch(codeBlock.ReplaceAllString(text, ""), -1) {
		lines = append(lines, span[1])
	}
	return lines
}

// Every command and flag that the documents show is one of parity's.
func TestDocumentsShowCommandsThatExist(t *testing.T) {
	app := newApp(&bytes.Buffer{}, &bytes.Buffer{})
	app.Setup() // adds the flag --help
	for _, document := range []string{"README.md", "docs/guide.md", "docs/methods.md", "docs/tables.md", "CHANGELOG.md"} {
		shown := 0
		for _, line := range shownCommands(readDoc(t, document)) {
			found := commandAt.FindStringSubmatch(line)
			if found == nil {
				continue
			}
			shown++
			command := app.Command(found[1])
			if command == nil {
				t.Errorf("%s shows %q: parity has no command %s", document, line, found[1])
				continue
			}
			for _, flag := range flagAt.FindAllStringSubmatch(found[2], -1) {
				if !slices.ContainsFunc(command.Flags, func(f cli.Flag) bool { return slices.Contains(f.Names(), flag[1]) }) {
					t.Errorf("%s shows %q: %s has no flag --%s", document, line, found[1], flag[1])
				}
			}
		}
		if shown == 0 && document != "docs/tables.md" {
			t.Errorf("%s shows no command of parity", document)
		}
	}
}

// The guide's list of contents has its chapters, and each heading stands off from what is before it.
func TestContentsOfTheGuide(t *testing.T) {
	guide := readDoc(t, "docs/guide.md")
	var want strings.Builder
	anchor := strings.NewReplacer(" ", "-", ",", "")
	for _, chapter := range regexp.MustCompile(`(?m)^## (.+)$`).FindAllStringSubmatch(guide, -1) {
		want.WriteString("- [" + chapter[1] + "](#" + anchor.Replace(strings.ToLower(chapter[1])) + ")\n")
	}
	if listed := regexp.MustCompile(`(?:- \[.+\]\(#.+\)\n)+`).FindString(guide); listed != want.String() {
		t.Errorf("the guide lists\n%s\nand has\n%s", listed, want.String())
	}
	for _, document := range []string{"README.md", "docs/guide.md", "docs/methods.md", "docs/tables.md", "CHANGELOG.md"} {
		if close := regexp.MustCompile(`[^\n]\n#+ .+`).FindString(anyBlock.ReplaceAllString(readDoc(t, document), "")); close != "" {
			t.Errorf("%s: %q has no blank line before it", document, close)
		}
	}
}

// The changelog names every command there is.
func TestChangelogNamesEveryCommand(t *testing.T) {
	changelog := readDoc(t, "CHANGELOG.md")
	for _, command := range newApp(&bytes.Buffer{}, &bytes.Buffer{}).Commands {
		if !regexp.MustCompile("`(?:parity )?" + command.Name + "`").MatchString(changelog) {
			t.Errorf("CHANGELOG.md does not name the command %s", command.Name)
		}
	}
}
