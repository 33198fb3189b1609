package scenarios

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// sameTables says where two models differ, "" where they do not.
func sameTables(a, b *Model) string {
	if len(a.Tables) != len(b.Tables) {
		return "they have not the same number of tables"
	}
	for i, t := range a.Tables {
		u := b.Tables[i]
		if t.Schema != u.Schema || len(t.Rows) != len(u.Rows) {
			return "table " + t.Schema.Table + " is not the same size as " + u.Schema.Table
		}
		for row := range t.Rows {
			for at := range t.Rows[row].Cells {
				if x, y := t.Rows[row].Cells[at], u.Rows[row].Cells[at]; x != y {
					return t.At(row, t.Schema.Columns[at].Name) + ": " + quoted(x) + " is not " + quoted(y)
				}
			}
		}
	}
	return ""
}

// What people and their spreadsheets write is read as what it means.
func TestSpellingsOfACell(t *testing.T) {
	for _, c := range []struct{ table, column, text, want string }{
		{"prices", "price", "£1,234.50", "1234.5"},
		{"prices", "price", " £ 12 ", "12"},
		{"prices", "price", "1 234 567.00", "1234567"},
		{"prices", "price", "1.2e3", "1200"},
		{"prices", "price", "0.10", "0.1"},
		{"prices", "price", "-0", "0"},
		{"terms", "lower", "(0.02)", "-0.02"},
		{"terms", "lower", "−2%", "-0.02"},
		{"uplifts", "cost_uplift", "4.83%", "0.0483"},
		{"uplifts", "cost_uplift", "4.83 %", "0.0483"},
		{"moves", "share", "100%", "1"},
		{"plan", "month", "2025-04-01", "2025-04"},
		{"plan", "month", "45748", "2025-04"},
		{"plan", "month", "45748.0", "2025-04"},
		{"plan", "month", "01/04/2025", "2025-04"},
		{"plan", "month", "Apr-25", "2025-04"},
		{"plan", "month", "April 2025", "2025-04"},
		{"plan", "month", "2025-04-01 00:00:00", "2025-04"},
		{"indices", "year", "2025/26", "2025-26"},
		{"indices", "year", "2025-2026", "2025-26"},
		{"indices", "year", "2025–26", "2025-26"},
		{"indices", "year", "1999-00", "1999-00"},
		{"indices", "year", "40087", "2009-10"}, // what a spreadsheet makes of 2009-10
		{"schedules", "applies_mff", "TRUE", "yes"},
		{"schedules", "applies_mff", "0", "no"},
		{"currencies", "currency", "01", "1"},
		{"currencies", "currency", "00", "0"},
		{"currencies", "currency", "MAA98A", "MAA98A"},
		{"resources", "resource", "01", "01"},
		{"moves", "contract", "*", "*"},
		{"currencies", "review_period", "6 months", "6m"},
		{"currencies", "review_period", "12 weeks", "84d"},
		{"currencies", "review_period", "1y", "12m"},
		{"terms", "term", "Gain share", "gain_share"},
		{"terms", "scope", " currency = 01 | 2 , measure = Day ", "currency=1|2,measure=day"},
		{"uncertainty", "cells", "prices[currency=01|2].price", "prices[currency=1|2].price"},
		{"currencies", "description", "  =1+1\r\nand more ", "=1+1\nand more"},
	} {
		schema, _ := SchemaOf(c.table)
		column := schema.Columns[schema.Index(c.column)]
		got, misfit := column.Read(c.text)
		if misfit != nil {
			t.Errorf("%s.%s %q: %+v", c.table, c.column, c.text, *misfit)
		} else if got != c.want {
			t.Errorf("%s.%s %q is read as %q, want %q", c.table, c.column, c.text, got, c.want)
		}
		if again, misfit := column.Read(got); misfit != nil || again != got {
			t.Errorf("%s.%s: canonical %q is read as %q", c.table, c.column, got, again)
		}
	}
}

func TestTextThatIsNotWhatItSeems(t *testing.T) {
	for _, c := range []struct{ table, column, text string }{
		{"prices", "price", "1,23"}, {"prices", "price", "12,34,567"}, {"prices", "price", "NaN"}, {"prices", "price", "Inf"},
		{"prices", "price", "1e999999"}, {"prices", "price", "0x10"}, {"prices", "price", strings.Repeat("9", 100)}, {"prices", "price", "1_000"},
		{"plan", "month", "04/13/2025"}, {"plan", "month", "2025"}, {"plan", "month", "2025-00"}, {"plan", "month", "12345"},
		{"indices", "year", "2025"}, {"indices", "year", "2025-25"}, {"indices", "year", "2025-3026"},
		{"currencies", "review_period", "0d"}, {"currencies", "review_period", "-3m"},
		{"terms", "step", "1.5"}, {"terms", "scope", "currency"}, {"terms", "scope", "price=3"}, {"terms", "scope", "currency=1,currency=2"},
		{"currencies", "currency", "*"}, {"currencies", "currency", "a,b"}, {"currencies", "name", "a\x01b"}, {"currencies", "name", "_x0041_"},
		{"currencies", "name", strings.Repeat("x", excelCellLength+1)}, {"currencies", "currency", strings.Repeat("x", maxCode+1)},
		{"uncertainty", "cells", "prices"}, {"uncertainty", "cells", "prices.cost"}, {"uncertainty", "cells", "prices[currency=1.price"},
		{"schedules", "applies_mff", "perhaps"},
	} {
		schema, _ := SchemaOf(c.table)
		column := schema.Columns[schema.Index(c.column)]
		if got, misfit := column.Read(c.text); misfit == nil {
			t.Errorf("%s.%s %q is read as %q, want a fault", c.table, c.column, clip(c.text, 30), got)
		} else if misfit.Allowed == "" || misfit.Remedy == "" {
			t.Errorf("%s.%s %q: a fault says what is allowed and what to do, not %+v", c.table, c.column, clip(c.text, 30), *misfit)
		}
	}
}

// Files that other programs write are read as the same model.
func TestSpellingsOfAFile(t *testing.T) {
	want := read(t, smallModel)
	table := smallModel["prices.csv"]
	encode := func(text string, err error) string {
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	for name, content := range map[string]string{
		"byte order mark":     "\ufeff" + table,
		"UTF-16 with mark":    encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(table)),
		"UTF-16 big-endian":   encode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(table)),
		"UTF-16 without mark": encode(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(table)),
		"semicolons":          strings.ReplaceAll(table, ",", ";"),
		"tabs":                strings.ReplaceAll(table, ",", "\t"),
		"a line sep=":         "sep=;\r\n" + strings.ReplaceAll(table, ",", ";"),
		"Windows line ends":   strings.ReplaceAll(table, "\n", "\r\n"),
		"old Mac line ends":   strings.ReplaceAll(table, "\n", "\r"),
		"trailing empty rows": table + ",,,,,\n\n,,,,,\n",
		"trailing columns":    strings.ReplaceAll(table, "\n", ",,\n"),
		"capitals in headers": strings.Replace(table, "schedule,currency", "Schedule, Currency ", 1),
		"pound signs":         strings.Replace(table, "12.5", "£12.50", 1),
		"no end of line":      strings.TrimSuffix(table, "\n"),
	} {
		t.Run(name, func(t *testing.T) {
			files := maps.Clone(smallModel)
			files["prices.csv"] = content
			if difference := sameTables(want, read(t, files)); difference != "" {
				t.Error(difference)
			}
		})
	}
}

func TestRowNumbersAreThoseOfTheFile(t *testing.T) {
	files := maps.Clone(smallModel)
	files["prices.csv"] = "sep=;\n\nschedule;currency;measure;price\n\nlocal;1;day;-3\n"
	_, err := ReadFolder(folderOf(files), "small")
	want := `prices.csv, row 5, column price: found "-3"; price is pounds, 0 or more; write it without a minus, or leave the cell blank`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestPlainWindowsTextIsReadWithAWarning(t *testing.T) {
	files := maps.Clone(smallModel)
	text, err := charmap.Windows1252.NewEncoder().String(strings.Replace(smallModel["prices.csv"], "12.5", "£12.50", 1))
	if err != nil {
		t.Fatal(err)
	}
	files["prices.csv"] = text
	m := read(t, files)
	if difference := sameTables(read(t, smallModel), m); difference != "" {
		t.Error(difference)
	}
	want := `prices.csv: warning: found text that is not UTF-8 and was read as Windows-1252; a table is a CSV file in UTF-8; look at names and pound signs, and save it again as "CSV UTF-8"`
	if len(m.Warnings) != 1 || m.Warnings[0].String() != want {
		t.Errorf("got %v, want %s", m.Warnings, want)
	}
}

func TestBadFiles(t *testing.T) {
	const csvFile = "a path is the name of a CSV file in the same folder: no address, no other folder, no link; put the file into the folder and give its name"
	for _, c := range []struct{ name, file, content, want string }{
		{"a table with a slip in its name", "price.csv", "price\n1\n",
			"price.csv: found a table called \"price\"; the tables are " + strings.Join(tableNames(), ", ") + "; did you mean prices?"},
		{"one table in two files", "Prices.CSV", smallModel["prices.csv"],
			"prices.csv: found the table prices a second time; it also is in Prices.CSV; each table stands once; capitals make no difference; put the rows together"},
		{"an empty file", "weights.csv", "",
			"weights.csv: found an empty file; a table has a header row that names its columns; write the header, or delete the file"},
		{"a file of blanks", "weights.csv", "\n\n",
			"weights.csv: found a file without text; a table has a header row that names its columns; write the header, or delete the file"},
		{"a file that is no text", "weights.csv", "PK\x03\x04 not text \x00\x00",
			"weights.csv: found bytes that are not text; a table is a CSV file in UTF-8; save it again as \"CSV UTF-8\""},
		{"decimal commas between semicolons", "weights.csv", "commissioner;group;population;weight\nNC;65+;40000;1,250\n",
			"weights.csv, row 2, column weight: found \"1,250\" in a file with semicolons, where a comma may be a decimal point; weight is a number, 0 or more; write decimals with a point and no thousands separator"},
		{"a package that is no JSON", "datapackage.json", "{",
			"datapackage.json: found text that is no JSON: unexpected end of JSON input; datapackage.json is a Frictionless data package; mend it, or delete it: the CSV files are read without it"},
		{"a package that is a list", "datapackage.json", "[]",
			"datapackage.json: found JSON without a list of resources; datapackage.json is a Frictionless data package; mend it, or delete it: the CSV files are read without it"},
		{"a package whose resources are text", "datapackage.json", `{"resources":"prices.csv"}`,
			"datapackage.json: found JSON without a list of resources; datapackage.json is a Frictionless data package; mend it, or delete it: the CSV files are read without it"},
		{"a package with an address", "datapackage.json", `{"resources":[{"name":"prices","path":"https://example.org/prices.csv"}]}`,
			`datapackage.json: found the path "https://example.org/prices.csv"; ` + csvFile},
		{"a package with another folder", "datapackage.json", `{"resources":[{"name":"prices","path":"../prices.csv"}]}`,
			`datapackage.json: found the path "../prices.csv"; ` + csvFile},
		{"a package with a rooted path", "datapackage.json", `{"resources":[{"name":"prices","path":"/etc/passwd"}]}`,
			`datapackage.json: found the path "/etc/passwd"; ` + csvFile},
		{"a package with a Windows path", "datapackage.json", `{"resources":[{"name":"prices","path":"C:\\prices.csv"}]}`,
			`datapackage.json: found the path "C:\\prices.csv"; ` + csvFile},
		{"a package with data of its own", "datapackage.json", `{"resources":[{"name":"prices","data":[1]}]}`,
			`datapackage.json: found the resource "prices" without a path of its own; each resource has one path, the name of a CSV file in the same folder; give it one`},
		{"a package with a file that is not there", "datapackage.json", `{"resources":[{"name":"prices","path":"price.csv"}]}`,
			`datapackage.json: found the resource "prices" with the path "price.csv", which is no CSV file of the folder; a path is the name of a CSV file in the same folder; did you mean prices.csv?`},
		{"a package of a file that is gone", "datapackage.json", `{"resources":[{"name":"prices","path":"prices.csv"},{"name":"weights","path":"price.csv"}]}`,
			`datapackage.json: found the resource "weights" with the path "price.csv", which is no CSV file of the folder; a path is the name of a CSV file in the same folder; add the file, or take the resource out`},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := maps.Clone(smallModel)
			files[c.file] = c.content
			_, err := ReadFolder(folderOf(files), "small")
			if err == nil || err.Error() != c.want {
				t.Errorf("got\n%v\nwant\n%s", err, c.want)
			}
		})
	}
}

// Opening a pipe waits for somebody to write into it.
func TestPipesAndDevicesAreNotOpened(t *testing.T) {
	for _, mode := range []fs.FileMode{fs.ModeNamedPipe, fs.ModeSocket, fs.ModeDevice, fs.ModeDevice | fs.ModeCharDevice} {
		for _, name := range []string{"prices.csv", packageFile} {
			want := name + ": found a pipe or device; the files of a model are plain files; take it out, or put a CSV file in its place"
			_, err := ReadFolder(neverOpened{fstest.MapFS{name: &fstest.MapFile{Mode: mode}}, t}, "m")
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v, want %s", err, want)
			}
		}
	}
	want := filepath.Base(os.DevNull) + ": found a pipe or device; a model is a folder of CSV files or an Excel workbook (.xlsx); save the workbook as a file and give that"
	if _, err := Open(os.DevNull); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// neverOpened is a folder whose files may be listed but not opened.
type neverOpened struct {
	fstest.MapFS
	t *testing.T
}

func (n neverOpened) Open(name string) (fs.File, error) {
	if name != "." {
		n.t.Errorf("%s is opened", name)
	}
	return n.MapFS.Open(name)
}

func TestLinksAreNotFollowed(t *testing.T) {
	folder := fstest.MapFS{"prices.csv": &fstest.MapFile{Data: []byte("elsewhere"), Mode: fs.ModeSymlink}}
	_, err := ReadFolder(folder, "links")
	want := "prices.csv: found a link to another place; the files of a model lie in its folder; copy the file itself into the folder"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "secret"), []byte("uplift,from\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	model := filepath.Join(dir, "model")
	if err := os.Mkdir(model, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(dir, "secret"), filepath.Join(model, "uplifts.csv")); err != nil {
		if runtime.GOOS == "windows" {
			t.Skip("Windows lets administrators alone make links: ", err)
		}
		t.Fatal(err)
	}
	if _, err := Open(model); err == nil || !strings.Contains(err.Error(), "found a link to another place") {
		t.Errorf("got %v, want a fault about the link", err)
	}
}

func TestAFolderWithoutTables(t *testing.T) {
	_, err := ReadFolder(fstest.MapFS{"README.md": &fstest.MapFile{}}, "empty")
	want := "the folder: found no CSV file; a model is a folder of CSV files, one a table; give the folder that holds model.csv, or start one with parity init"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// A table in the wrong place is not passed over in silence.
func TestTablesInSubfolders(t *testing.T) {
	const place, rule = "the folder: warning: found ", ", not read; the tables of a model lie in its folder itself, and none in a folder inside; move up what belongs to the model"
	for _, c := range []struct {
		name  string
		files []string
		want  string // the warnings
	}{
		{"one", []string{"2026/prices.csv"}, place + "2026/prices.csv" + rule},
		{"folders in folders, and what is no table", []string{"a/b/Moves.CSV", "a/notes.txt", "c/plan.csv"}, place + "2 files: a/b/Moves.CSV, c/plan.csv" + rule},
		{"more than anybody reads", []string{"a/1.csv", "a/2.csv", "a/3.csv", "a/4.csv", "a/5.csv", "a/6.csv", "a/7.csv"}, place + "7 files: a/1.csv, a/2.csv, a/3.csv, a/4.csv, a/5.csv and more" + rule},
		{"folders of other programs", []string{".git/a.csv", "a/.hidden/b.csv", "a/readme.md"}, ""},
	} {
		files := maps.Clone(smallModel)
		for _, name := range c.files {
			files[name] = "schedule,currency\n"
		}
		m, err := ReadFolder(folderOf(files), "small")
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if got := Faults(m.Warnings).Error(); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
	_, err := ReadFolder(fstest.MapFS{"tables/model.csv": &fstest.MapFile{Data: []byte("key,value\n")}}, "m")
	want := "the folder: found no CSV file; a model is a folder of CSV files, one a table; give the folder that holds model.csv, or start one with parity init\n" +
		place + "tables/model.csv" + rule
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("tables in sub-folders alone: got\n%v\nwant\n%s", err, want)
	}
}

func TestEveryFaultIsReportedAtOnce(t *testing.T) {
	files := spoiled(t, "prices.csv", "12.5", "-3")
	files["moves.csv"] = strings.Replace(files["moves.csv"], "0.4", "40", 1)
	files["extra.csv"] = "a\n1\n"
	files["uplifts.csv"] = strings.Replace(files["uplifts.csv"], "0.0483", "4.83", 1)
	_, err := ReadFolder(folderOf(files), "small")
	faults, ok := err.(Faults)
	if !ok {
		t.Fatalf("got %v, want Faults", err)
	}
	var places []string
	for _, f := range faults {
		places = append(places, f.Place)
	}
	want := "moves.csv, row 2, column share|prices.csv, row 2, column price|uplifts.csv, row 2, column cost_uplift|extra.csv"
	if got := strings.Join(places, "|"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestCloneIsDeep(t *testing.T) {
	m := read(t, smallModel)
	clone := m.Clone()
	for _, table := range clone.Tables {
		for row := range table.Rows {
			for at := range table.Rows[row].Cells {
				table.Rows[row].Cells[at] += " changed"
			}
		}
	}
	if difference := sameTables(m, read(t, smallModel)); difference != "" {
		t.Error(difference)
	}
}
