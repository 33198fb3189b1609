package scenarios

import (
	"bytes"
	"os"
	"testing"
)

const tablesDoc = "../docs/tables.md"

func TestTablesDocIsGenerated(t *testing.T) {
	var want bytes.Buffer
	if err := WriteTablesDoc(&want); err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile(tablesDoc)
	if err != nil && !*update {
		t.Fatal(err)
	}
	// What stands below the mark is about results and not generated from the schema.
	generated, below, _ := bytes.Cut(have, []byte(factsMark+"\n"))
	generated = append(bytes.Clone(generated), factsMark+"\n"...)
	if bytes.Equal(generated, want.Bytes()) {
		return
	}
	if !*update {
		t.Fatal("docs/tables.md is not what the schema says: run go test ./scenarios -run TablesDoc -update")
	}
	if err := os.WriteFile(tablesDoc, append(want.Bytes(), below...), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestEveryColumnIsDescribed(t *testing.T) {
	for _, s := range Schemas() {
		if s.Doc == "" || s.Title == "" {
			t.Errorf("table %s has no description", s.Table)
		}
		for _, c := range s.Columns {
			if c.Doc == "" {
				t.Errorf("column %s.%s has no description", s.Table, c.Name)
			}
			if c.Kind == Choice && len(c.Choices) == 0 {
				t.Errorf("column %s.%s has nothing to choose from", s.Table, c.Name)
			}
			if _, known := SchemaOf(c.Refers); c.Refers != "" && !known {
				t.Errorf("column %s.%s refers to %s, which is no table", s.Table, c.Name, c.Refers)
			}
		}
		for _, key := range s.Key {
			if s.Index(key) < 0 {
				t.Errorf("table %s has the key %s, but no such column", s.Table, key)
			}
		}
	}
}
