package workbook

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"parity/scenarios"
)

// remarks are the comments of a sheet by cell.
func remarks(t *testing.T, file *excelize.File, sheet string) map[string]string {
	t.Helper()
	list, err := file.GetComments(sheet)
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]string{}
	for _, comment := range list {
		by[comment.Cell] = comment.Text
	}
	return by
}

// The command in a cell's comment gives the number of the cell.
func TestCommentsNameTheTraceOfTheirCell(t *testing.T) {
	study := everyTerm(t)
	b, err := plan(study, testAbout, nil)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := b.emit(&out, true); err != nil {
		t.Fatal(err)
	}
	file := opened(t, out.Bytes())
	least := map[string]int{"Summary": 3 * len(b.keys), "Comparison": 3 * len(b.keys) * (len(b.time.years) + 1), "Statement": 3 * (len(b.time.years) + 1)}
	for sheet, least := range least {
		held := 0
		for at, text := range remarks(t, file, sheet) {
			shown, err := file.GetCellValue(sheet, at, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			if gives(t, study.Model, text, b.keys[b.statementShown()], b.contractKeys()[0], shown) {
				held++
			}
		}
		if held < least {
			t.Errorf("%s: %d comments were held, want %d at least", sheet, held, least)
		}
	}
	// The statement's comments hold for whatever is chosen.
	for at, text := range remarks(t, file, "Statement") {
		if !strings.HasPrefix(at, b.time.total) {
			continue
		}
		line, err := file.GetCellValue("Statement", "A"+strings.TrimPrefix(at, b.time.total))
		if err != nil {
			t.Fatal(err)
		}
		if line == "payment" {
			line = itemIncome
		}
		for _, scenario := range b.keys {
			for _, contract := range b.contractKeys() {
				sum := 0.0
				for _, x := range b.payments.months(scenario, contract, line) {
					sum += x
				}
				if sum != 0 && line != "surplus" {
					gives(t, study.Model, text, scenario, contract, strconv.FormatFloat(sum, 'f', -1, 64))
				}
			}
		}
	}
}

// gives runs the command of a comment and says whether it gives a number; where there is
// nothing to trace the cell has to show nothing.
func gives(t *testing.T, m *scenarios.Model, text, scenario, contract, shown string) bool {
	t.Helper()
	_, command, _ := strings.Cut(text, ": ")
	command = strings.NewReplacer(chosenScenario, scenario, chosenContract, contract).Replace(command)
	words := strings.Fields(command)
	if len(words) != 6 || words[0] != "parity" || words[1] != "trace" || words[2] != "every-term" || words[4] != "--scenario" {
		t.Errorf("the comment %q names no command", text)
		return false
	}
	trace, err := scenarios.NewTrace(m, words[5], words[3], 0)
	var none *scenarios.GoalError
	if errors.As(err, &none) && sameFigure(shown, "0") {
		return false
	}
	if err != nil {
		t.Errorf("%s: %v, where %s is shown", command, err, shown)
		return false
	}
	if !sameFigure(shown, trace.Root.Value.String()) {
		t.Errorf("%s gives %s, where %s is shown", command, trace.Root.Value, shown)
	}
	return true
}

func TestCommandsCanBeTyped(t *testing.T) {
	study := simulated(t, "northshire", "block", "local")
	b, err := plan(study, testAbout, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := b.command("trace", "my model", "income/contract=A & B"), `parity trace "my model" "income/contract=A & B"`; got != want {
		t.Errorf("command %s, want %s", got, want)
	}
	if got := b.otherBaseline(); got != "" {
		t.Errorf("the model's own baseline is called another: %q", got)
	}
	study.Baseline = 1
	if got := b.otherBaseline(); got != " (which has the model's own baseline, block; this run's is local)" {
		t.Errorf("another baseline is named %q", got)
	}
}
