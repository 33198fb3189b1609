package scenarios

import (
	"cmp"
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

//go:embed mechanisms/mechanisms.csv
var mechanismsTable string

// Mechanism is a published national payment mechanism: what it pays above and below its baseline,
// as a form of payment and a term. Its name may be used wherever a scenario's may, and stands for
// the model's baseline with every contract paid so (docs/methods.md, "Published mechanisms").
type Mechanism struct {
	Name, Title, Status string
	Payment             tariff.Form      // blank where the contract's own form stays
	MostValue           *decimal.Decimal // pounds a year that a contract stays below; nil for no limit
	Source, Note        string
	term                map[string]string // columns of terms that are not blank; empty for no term
}

// Terms says the mechanism's term as a person reads it: "variable: rate_above 0.75, rate_below 0.5";
// blank where it has none.
func (m *Mechanism) Terms() string {
	if len(m.term) == 0 {
		return ""
	}
	var says []string
	for _, column := range mechanismColumns {
		if value := m.term[column]; value != "" && column != "term" {
			says = append(says, column+" "+value)
		}
	}
	return m.term["term"] + ": " + strings.Join(says, ", ")
}

// Most is what a contract that the mechanism is for stays below: "£500,000"; blank for no limit.
func (m *Mechanism) Most() string {
	if m.MostValue == nil {
		return ""
	}
	whole, pence, _ := strings.Cut(m.MostValue.String(), ".")
	for at := len(whole) - thousand; at > 0; at -= thousand {
		whole = whole[:at] + "," + whole[at:]
	}
	if pence != "" {
		whole += "." + pence
	}
	return "£" + whole
}

// thousand is how many digits stand between commas.
const thousand = 3

// mechanismColumns are the columns of terms that a mechanism fills.
var mechanismColumns = []string{"term", "settle", "netting", "reference", "lower", "upper", "rate_above", "rate_below", "share"}

// Mechanisms lists the published mechanisms, in order of year. It panics where the table that
// comes with the program cannot be read, which is a fault of the program.
func Mechanisms() []Mechanism {
	rows, err := csv.NewReader(strings.NewReader(mechanismsTable)).ReadAll()
	if err != nil {
		panic("scenarios: the table of mechanisms: " + err.Error())
	}
	var all []Mechanism
	for _, row := range rows[1:] {
		cell := func(column string) string { return row[slices.Index(rows[0], column)] }
		m := Mechanism{Name: cell("mechanism"), Title: cell("title"), Status: cell("status"), Payment: tariff.Form(cell("payment")),
			MostValue: number(cell("most_value")), Source: cell("source"), Note: cell("note"), term: map[string]string{}}
		for _, column := range mechanismColumns {
			if value := cell(column); value != "" {
				m.term[column] = value
			}
		}
		all = append(all, m)
	}
	return all
}

// mechanism finds a published mechanism by name.
func mechanism(name string) (Mechanism, bool) {
	all := Mechanisms()
	at := slices.IndexFunc(all, func(m Mechanism) bool { return m.Name == name })
	if at < 0 {
		return Mechanism{}, false
	}
	return all[at], true
}

// withMechanisms is the model with a scenario for each published mechanism among the names asked
// for, stacked ones apart, that is no scenario of its own. Such a scenario is made of changes
// like any other: it stands on the baseline, sets each contract's payment in the place of its
// form and terms, and says where the figures are published; a contract too large for it stays as it
// is. Names that are neither a scenario
// nor a mechanism are left to be found out.
func withMechanisms(m *Model, keys ...string) (*Model, error) {
	var baseline string
	for _, key := range keys {
		for name := range strings.SplitSeq(canonicalStack(key), stackSign) {
			of, published := mechanism(name)
			if !published || scenarioRow(m.Table("scenarios"), name) >= 0 {
				continue
			}
			if len(m.Table("scenarios").Rows) == 0 {
				own := m.Table("scenarios").clone()
				own.add(map[string]string{"scenario": asGiven, "title": "The model as given"})
				m = m.with(own)
			}
			if baseline == "" {
				baseline = BaselineOf(m)
			}
			var err error
			if m, err = m.withMechanism(of, baseline); err != nil {
				return nil, err
			}
		}
	}
	return m, nil
}

// withMechanism adds the scenario of one mechanism on top of another scenario.
func (m *Model) withMechanism(of Mechanism, on string) (*Model, error) {
	base, err := Apply(m, on)
	if err != nil {
		return nil, err
	}
	scenarios := m.Table("scenarios").clone()
	row := map[string]string{"scenario": of.Name, "title": of.Title, "author": mechanismAuthor, "reason": strings.TrimSpace(of.Status + ". " + of.Note), SourceColumn: of.Source}
	if !strings.Contains(on, stackSign) {
		row["based_on"] = on
	}
	scenarios.add(row)
	w := mechanismLines{of: of, lines: m.Table("changes").clone()}
	contracts := base.Tables.Table("contracts")
	fitting, tooLarge := []string{}, []string{}
	var first error
	for _, name := range valuesOf(contracts, "contract") {
		if err := of.fits(contracts, name); err != nil {
			first, tooLarge = cmp.Or(first, err), append(tooLarge, name)
			continue
		}
		fitting = append(fitting, name)
	}
	if len(fitting) == 0 && first != nil {
		return nil, first
	}
	if where := ""; of.Payment != "" {
		if len(tooLarge) > 0 {
			where = "contract=" + strings.Join(fitting, "|")
		}
		w.add("contracts", where, "payment", opSet, string(of.Payment))
	}
	for _, name := range fitting {
		w.settle(name, base.Tables.Table("terms"))
	}
	changed := m.with(scenarios).with(w.lines)
	if len(tooLarge) > 0 {
		changed.LeftAsIs = append(slices.Clip(m.LeftAsIs), fmt.Sprintf("%s is for contracts of less than %s a year; it leaves %s paid as before", of.Name, of.Most(), strings.Join(tooLarge, ", ")))
	}
	return changed, nil
}

// mechanismAuthor is who wrote a scenario that a mechanism's name stands for.
const mechanismAuthor = "published mechanism"

// fits finds a contract that is too large for a mechanism.
func (m *Mechanism) fits(contracts *Table, contract string) error {
	for row := range contracts.Rows {
		value := number(contracts.Cell(row, "annual_value"))
		if contracts.Cell(row, "contract") != contract || m.MostValue == nil || value == nil || value.LessThan(*m.MostValue) {
			continue
		}
		return &MechanismError{fmt.Sprintf("%s: %s, and %s is for contracts of less than %s a year, which none is; choose another mechanism",
			contracts.At(row, "annual_value"), quoted(contracts.Cell(row, "annual_value")), m.Name, m.Most())}
	}
	return nil
}

// MechanismError says why a published mechanism cannot be used on a model.
type MechanismError struct{ Problem string }

// Error is the problem, with the cell it was found in.
func (e *MechanismError) Error() string { return e.Problem }

// mechanismLines writes the changes of a mechanism's scenario.
type mechanismLines struct {
	of    Mechanism
	lines *Table
	line  int
}

func (w *mechanismLines) add(table, where, column, operation, value string) {
	w.line++
	w.lines.add(map[string]string{
		"scenario": w.of.Name, "change": w.of.Name, "line": fmt.Sprint(w.line), "table": table, "where": where, "column": column,
		"operation": operation, "value": value, "reason": w.of.Title + ": " + w.of.Status, EvidenceColumn: "published", SourceColumn: w.of.Source, NoteColumn: w.of.Note,
	})
}

// settle gives a contract the mechanism's term: in the place of its own where the mechanism says
// how the base is paid, and after them where it does not.
func (w *mechanismLines) settle(contract string, terms *Table) {
	own := matching(terms, []Condition{{"contract", []string{contract}}})
	step := 1
	if w.of.Payment != "" && len(own) > 0 {
		w.add("terms", "contract="+contract, "", opRemove, "")
	}
	if w.of.Payment == "" {
		for _, row := range own {
			step = max(step, int(float(terms.Cell(row, "step")))+1)
		}
	}
	if len(w.of.term) == 0 {
		return
	}
	where := fmt.Sprintf("contract=%s,step=%d", contract, step)
	for _, column := range mechanismColumns {
		if value := w.of.term[column]; value != "" {
			w.add("terms", where, column, opInsert, value)
		}
	}
	w.add("terms", where, EvidenceColumn, opInsert, "published")
	w.add("terms", where, SourceColumn, opInsert, w.of.Source)
}
