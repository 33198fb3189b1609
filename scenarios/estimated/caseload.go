package estimated

import (
	"cmp"
	"fmt"
	"slices"

	"parity/engine/episodes"
	"parity/engine/estimate"
	"parity/engine/records"
	"parity/scenarios"
	"parity/tariff"
)

// File is a file of records that figures come from.
type File struct {
	Name   string // without folder
	SHA256 string // of its bytes, in hexadecimal; blank where it is not to be told
	Joined []File // tables that were joined to it
}

// Caseload is what records of care came to.
type Caseload struct {
	Records File
	Spells  *File // of hospital stays; nil where there are none
	Window  records.Window
	Opening tariff.Month // in which the model begins
	// Providers, Commissioners and Currencies are codes by their places.
	Providers, Commissioners, Currencies []string
	Places                               []estimate.Place
	// Reviewed says that the records say when reviews were completed.
	Reviewed bool
	// Published says that Places are those of estimate.Publishable.
	Published bool
}

// Written is a model and what was not put into it.
type Written struct {
	Model *scenarios.Model
	// NoContract are places between whose provider and commissioner the model has no contract.
	NoContract []estimate.Place
	// Left are parameters of the model that gave the rest, which are about figures that are now
	// from the records.
	Left []string
	// Scenarios and Parameters of that model do not go with the caseload and are left out.
	Scenarios, Parameters []Unfit
	// Skeleton says that the model that gave the rest has no contracts: they are written with
	// prices to be filled in.
	Skeleton bool
}

// contractKey names a contract in a skeleton.
func contractKey(provider, commissioner string) string { return provider + "-" + commissioner }

// SeveralContractsError is two contracts of a model between one provider and one commissioner:
// a record does not say which of them it is of.
type SeveralContractsError struct{ Model, Provider, Commissioner, First, Second string }

// Error names them.
func (e *SeveralContractsError) Error() string {
	return fmt.Sprintf("model %s has two contracts between %s and %s, %s and %s, and a record does not say which it is of; make them one contract, or give a model with one",
		e.Model, e.Provider, e.Commissioner, e.First, e.Second)
}

// Model is a base model with the caseload, moves, reviews and uncertainty of the records. A
// base without contracts gets one for each provider and commissioner of the records, paid by
// activity at prices that are missing. The error wraps scenarios.Faults where base and records
// do not make a model that runs and draws: a scenario of the base may need people whom the
// records do not have.
func (c *Caseload) Model(base *scenarios.Model) (*Written, error) {
	b := &builder{Caseload: c, base: base, written: &Written{Skeleton: len(base.Table("contracts").Rows) == 0}, tables: map[string]*scenarios.Table{}}
	for _, t := range base.Clone().Tables {
		b.tables[t.Schema.Table] = t
	}
	b.clear()
	if err := b.contracts(); err != nil {
		return nil, err
	}
	for i := range c.Places {
		p := &c.Places[i]
		contract, known := b.contract[[2]string{c.Providers[p.Provider], c.Commissioners[p.Commissioner]}]
		if !known {
			b.written.NoContract = append(b.written.NoContract, *p)
			continue
		}
		b.place(contract, c.Currencies[p.Currency], p)
	}
	if c.Reviewed {
		b.reviews()
	}
	if b.written.Skeleton {
		b.skeleton()
	}
	var err error
	if b.written.Model, err = b.fit(); err != nil {
		return nil, fmt.Errorf("%s with the caseload of %s does not run: %w", base.Name, c.Records.Name, err)
	}
	return b.written, nil
}

// builder is a model in the making.
type builder struct {
	*Caseload
	base     *scenarios.Model
	written  *Written
	tables   map[string]*scenarios.Table
	contract map[[2]string]string  // by provider and commissioner
	carried  map[[3]string]carried // what the base has, by contract, currency and column of notRecorded
	// parameters of the base are those that are about other figures.
	parameters []string
}

// clear takes out of the base what the records say, and parameters about it.
func (b *builder) clear() {
	fromRecords := []string{"caseload", "moves", "reviews"}
	b.carried = map[[3]string]carried{}
	columns := b.notRecorded()
	old := b.base.Table("caseload")
	for row := range old.Rows {
		for _, column := range columns {
			key := [3]string{old.Cell(row, "contract"), old.Cell(row, "currency"), column}
			if _, known := b.carried[key]; !known {
				b.carried[key] = carried{old.Cell(row, column), old.Cell(row, "evidence"), old.Cell(row, "source")}
			}
		}
	}
	for _, name := range append(slices.Clone(fromRecords), "scenarios", "changes", "uncertainty", "correlations") {
		delete(b.tables, name) // the last four are put together by model
	}
	uncertainty := b.base.Table("uncertainty")
	for row := range uncertainty.Rows {
		name := uncertainty.Cell(row, "parameter")
		cells, err := scenarios.ParseCells(uncertainty.Cell(row, "cells"))
		if err == nil && slices.Contains(fromRecords, cells.Table) && !(cells.Table == "caseload" && slices.Contains(columns, cells.Column)) {
			b.written.Left = append(b.written.Left, name)
		} else {
			b.parameters = append(b.parameters, name)
		}
	}
}

// carried is a figure of the base that the records do not say, and what its row says of it.
type carried struct{ value, evidence, source string }

// notRecorded are the columns of caseload that the records do not say, and the base may.
func (b *builder) notRecorded() []string {
	if b.Spells == nil {
		return []string{"admitted_share", "assessments_per_start"}
	}
	return []string{"assessments_per_start"}
}

// contracts finds the contract of each provider and commissioner.
func (b *builder) contracts() error {
	b.contract = map[[2]string]string{}
	if b.written.Skeleton {
		for i := range b.Places {
			provider, commissioner := b.Providers[b.Places[i].Provider], b.Commissioners[b.Places[i].Commissioner]
			b.contract[[2]string{provider, commissioner}] = contractKey(provider, commissioner)
		}
		return nil
	}
	t := b.base.Table("contracts")
	for row := range t.Rows {
		between := [2]string{t.Cell(row, "provider"), t.Cell(row, "commissioner")}
		contract := t.Cell(row, "contract")
		if other, known := b.contract[between]; known && other != contract {
			return &SeveralContractsError{b.base.Name, between[0], between[1], other, contract}
		}
		b.contract[between] = contract
	}
	return nil
}

// add adds a row to a table.
func (b *builder) add(table string, cells map[string]string) {
	t := b.tables[table]
	if t == nil {
		schema, _ := scenarios.SchemaOf(table)
		t = &scenarios.Table{Schema: schema, Place: table}
		b.tables[table] = t
	}
	row := scenarios.Row{Cells: make([]string, len(t.Schema.Columns)), Line: len(t.Rows) + 2}
	for i, column := range t.Schema.Columns {
		row.Cells[i] = cells[column.Name]
	}
	t.Rows = append(t.Rows, row)
}

// pairs are the contracts in the order of providers and commissioners.
func (b *builder) pairs() [][2]string {
	var pairs [][2]string
	for pair := range b.contract {
		pairs = append(pairs, pair)
	}
	slices.SortFunc(pairs, func(x, y [2]string) int { return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1])) })
	return pairs
}

// contractOf is the contract of a place, which has one.
func (b *builder) contractOf(p episodes.Place) (string, bool) {
	contract, known := b.contract[[2]string{b.Providers[p.Provider], b.Commissioners[p.Commissioner]}]
	return contract, known
}
