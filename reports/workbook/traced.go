package workbook

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"

	"parity/engine"
	"parity/scenarios"
)

// Size of a comment, in pixels.
const (
	remarkWide = 420
	remarkHigh = 64
)

// remark gives a cell a comment.
func (s *sheet) remark(cellAt, text string) {
	s.before = append(s.before, func(f *excelize.File) error {
		return f.AddComment(s.name, excelize.Comment{Author: "Parity", Cell: cellAt, Text: text, Width: remarkWide, Height: remarkHigh})
	})
}

// traced gives cells of a row, one for each year and one for the total from a column on, a
// comment that names the trace of each: of an item under a scenario, of a contract where one
// is named.
func (b *book) traced(s *sheet, row, column int, item, scenario, contract string) {
	for y := range len(b.time.years) + 1 {
		b.tracedCell(s, cellName(column+y, row), item, y, scenario, contract)
	}
}

// tracedCell gives one cell such a comment; the year after the last is the whole run.
func (b *book) tracedCell(s *sheet, cellAt, item string, year int, scenario, contract string) {
	if year < len(b.time.years) {
		item += "/" + b.time.years[year].String()
	}
	if contract != "" {
		item += "/contract=" + contract
	}
	where := "Where from: "
	if scenario == chosenScenario {
		where = "Where from, for the scenario and contract chosen above: "
	}
	s.remark(cellAt, where+b.command("trace", b.model(), item, "--scenario", scenario)+b.otherBaseline())
}

// command is a command line that can be typed as it stands.
func (b *book) command(words ...string) string {
	line := "parity"
	for _, word := range words {
		if !plainWord.MatchString(word) {
			word = `"` + word + `"`
		}
		line += " " + word
	}
	return line
}

// plainWord is what shells take as it stands.
var plainWord = regexp.MustCompile(`^[\w./=+@:,-]+$`)

// model is what the model is called on a command line.
func (b *book) model() string {
	m := b.study.Model
	if len(m.Inputs) == 1 && strings.EqualFold(filepath.Ext(m.Inputs[0].Name), ".xlsx") {
		return m.Inputs[0].Name
	}
	return m.Name
}

// otherBaseline says so where the run was against another baseline than the model's own,
// which traces have.
func (b *book) otherBaseline() string {
	own, run := scenarios.BaselineOf(b.study.Model), b.keys[b.study.Baseline]
	if own == run {
		return ""
	}
	return fmt.Sprintf(" (which has the model's own baseline, %s; this run's is %s)", own, run)
}

// tracedItems are the items of results that stand on sheets under another name.
var tracedItems = map[string]string{
	itemBase: engine.ItemBasePayment, itemActivity: engine.ItemActivityValue, itemPlan: engine.ItemPlanValue, itemShadow: engine.ItemShadowValue,
	itemBudgets: engine.ItemBudgetHeld,
}
