package reports_test

import (
	"bytes"
	"os"
	"testing"

	"parity/engine"
	"parity/reports"
)

const tablesDoc = "../docs/tables.md"

func TestTablesDocIsGenerated(t *testing.T) {
	var want bytes.Buffer
	if err := reports.WriteTablesDoc(&want); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(tablesDoc, want.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(tablesDoc)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want.Bytes()) {
		t.Error("docs/tables.md is not what the schema and the items say: run go test ./reports -run TablesDoc -update")
	}
}

func TestEveryItemIsDescribed(t *testing.T) {
	seen := map[string]bool{}
	for _, item := range engine.Items() {
		if item.Meaning == "" || item.Grain == "" || item.Kind == "" || seen[item.Name] {
			t.Errorf("item %+v is described badly or twice", item)
		}
		seen[item.Name] = true
	}
}
