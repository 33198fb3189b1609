package reports

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strconv"

	"github.com/sourcegraph/conc"

	"parity/scenarios"
)

// fingerprintForm begins what is hashed, and changes when what is hashed does.
const fingerprintForm = "parity fingerprint 1"

// Deterministic stands for the seed and the draws of a run that has none.
const Deterministic = "deterministic"

// Fingerprint is the SHA-256, in hexadecimal, of what a run read and was asked, and of what
// came out: Parity's version, the model's tables, the baseline, the scenarios in order, and
// each one's facts. File names, dates and the spelling of the model,
// as a folder or a workbook, leave no trace in it. docs/guide.md, "Checking a result", says
// what it proves.
func Fingerprint(study *scenarios.Study, version string) string {
	facts := make([][sha256.Size]byte, len(study.Scenarios))
	var working conc.WaitGroup
	working.Go(func() {
		baseline := factTexts{}
		facts[study.Baseline] = factsHash(&study.Scenarios[study.Baseline], baseline.add)
		for i := range study.Scenarios {
			if i != study.Baseline {
				working.Go(func() { facts[i] = factsHash(&study.Scenarios[i], baseline.find) })
			}
		}
	})
	sum := sha256.New()
	line := func(words ...string) {
		var text []byte
		for _, word := range words {
			text = append(strconv.AppendQuote(text, word), ',')
		}
		sum.Write(append(text, '\n'))
	}
	line(fingerprintForm)
	line("version", version)
	line("draws", Deterministic)
	hashTables(sum, study.Model)
	line("baseline", study.Scenarios[study.Baseline].Key)
	working.Wait()
	for i := range study.Scenarios {
		line("scenario", study.Scenarios[i].Key, hex.EncodeToString(facts[i][:]))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// hashTables adds every table with rows, cell by cell, to a hash.
func hashTables(to hash.Hash, model *scenarios.Model) {
	var line []byte
	for _, table := range model.Tables {
		if len(table.Rows) == 0 {
			continue
		}
		line = append(strconv.AppendQuote(append(line[:0], "table,"...), table.Schema.Table), ',')
		for i := range table.Schema.Columns {
			line = append(strconv.AppendQuote(line, table.Schema.Columns[i].Name), ',')
		}
		to.Write(append(line, '\n'))
		for r := range table.Rows {
			line = line[:0]
			for _, cell := range table.Rows[r].Cells {
				line = append(strconv.AppendQuote(line, cell), ',')
			}
			to.Write(append(line, '\n'))
		}
	}
}
