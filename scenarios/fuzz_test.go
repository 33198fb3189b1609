package scenarios

import (
	"bytes"
	"testing"
	"testing/fstest"
)

// Whatever bytes a file has, reading it ends in a model or in an error that says something, and a
// model that is read without faults has none.
func checkRead(t *testing.T, m *Model, err error) {
	t.Helper()
	if err != nil {
		if err.Error() == "" {
			t.Error("an error that says nothing")
		}
		return
	}
	if faults := Check(m).Hard(); len(faults) > 0 {
		t.Error(faults)
	}
}

func FuzzReadFolder(f *testing.F) {
	for name, content := range smallModel {
		f.Add(name[:len(name)-len(".csv")], []byte(content))
	}
	f.Add("prices", []byte("\xff\xfes\x00"))
	f.Add("prices", []byte("sep=;\nschedule;price\n\"a"))
	f.Fuzz(func(t *testing.T, table string, content []byte) {
		if !plainName(table) {
			return // no name that a file in a folder can have
		}
		folder := fstest.MapFS{}
		for name, text := range smallModel {
			folder[name] = &fstest.MapFile{Data: []byte(text)}
		}
		folder[table+".csv"] = &fstest.MapFile{Data: content}
		m, err := ReadFolder(folder, "fuzz")
		checkRead(t, m, err)
	})
}

func FuzzReadPackage(f *testing.F) {
	f.Add([]byte(`{"resources":[{"name":"prices","path":"prices.csv"}]}`))
	f.Add([]byte(`{"resources":[{"path":["a","b"]}]}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, content []byte) {
		folder := fstest.MapFS{packageFile: &fstest.MapFile{Data: content}}
		for name, text := range smallModel {
			folder[name] = &fstest.MapFile{Data: []byte(text)}
		}
		m, err := ReadFolder(folder, "fuzz")
		checkRead(t, m, err)
	})
}

func FuzzReadWorkbook(f *testing.F) {
	m, err := ReadFolder(folderOf(smallModel), "small")
	if err != nil {
		f.Fatal(err)
	}
	var book bytes.Buffer
	if err := WriteWorkbook(&book, m); err != nil {
		f.Fatal(err)
	}
	f.Add(book.Bytes())
	f.Add(book.Bytes()[:1000])
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, content []byte) {
		m, err := ReadWorkbook(bytes.NewReader(content), int64(len(content)), "fuzz.xlsx")
		checkRead(t, m, err)
	})
}

func FuzzCells(f *testing.F) {
	f.Add("prices[schedule=local,currency=1|2].price")
	f.Add("caseload.growth")
	f.Add("a[=].b")
	f.Fuzz(func(t *testing.T, text string) {
		cells, err := ParseCells(text)
		if err != nil {
			return
		}
		again, err := ParseCells(cells.String())
		if err != nil || again.String() != cells.String() {
			t.Errorf("%q is written %q, which is read as %q (%v)", text, cells, again, err)
		}
	})
}

func FuzzReadClusterGrid(f *testing.F) {
	f.Add(illustrativeGrid)
	f.Add([]byte("cluster;scale;rating;low;high\n01;*;must;0;4\npsychosis;E;may;4;3"))
	f.Fuzz(func(t *testing.T, content []byte) {
		g, err := ReadClusterGrid("fuzz", content)
		switch {
		case err != nil && err.Error() == "":
			t.Error("an error that says nothing")
		case err == nil && len(g.Clusters()) == 0:
			t.Error("a grid without a cluster is read without a fault")
		}
	})
}
