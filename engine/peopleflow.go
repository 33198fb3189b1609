package engine

import (
	"cmp"
	"slices"

	"parity/tariff"
)

// Place is where people are: in a currency under a contract, or outside of all.
type Place struct{ Contract, Currency int }

// Outside is where people begin from, and where they go when they are discharged.
var Outside = Place{-1, -1}

// PeopleFlow is people who go from one place to another, by month.
type PeopleFlow struct {
	From, To Place
	People   []tariff.Quantity
}

// Flows lists how people go in, through and out of every contract whose caseload is
// projected: from outside, from currency to currency, and to discharge. For each currency
// what comes in less what goes out is the change of people, exactly, in every month
// (docs/methods.md, "Flows of people"). A caseload that is grown and not simulated has
// discharges below zero where it grows by more than its starts.
func (a *Activity) Flows() []PeopleFlow {
	var flows []PeopleFlow
	for c := range a.Contracts {
		contract := &a.Contracts[c]
		for k := range contract.Currencies {
			if of := &contract.Currencies[k]; of.Projected {
				flows = append(flows, PeopleFlow{Outside, Place{c, of.Currency}, of.Measures[tariff.Start]})
			}
		}
		for _, move := range contract.Moves {
			flows = append(flows, PeopleFlow{Place{c, move.From}, Place{c, move.To}, move.People})
		}
		for k := range contract.Currencies {
			if of := &contract.Currencies[k]; of.Projected {
				flows = append(flows, PeopleFlow{Place{c, of.Currency}, Outside, of.Discharge})
			}
		}
	}
	for _, t := range a.Transfers {
		flows = append(flows, PeopleFlow{Place{t.FromContract, t.From}, Place{t.ToContract, t.To}, t.People})
	}
	return flows
}

// FlowRow is people who go from one service to another, by year, as Model.Years has them, in
// one contract. Services are named by their keys, so that rows of different scenarios can be
// set side by side; a blank one is outside.
type FlowRow struct {
	Contract, From, To string
	ToContract         string // the contract they go to, blank where it is the same
	People             []tariff.Quantity
}

// InAll is the people of every year.
func (f *FlowRow) InAll() tariff.Quantity {
	var total tariff.Quantity
	for _, people := range f.People {
		total += people
	}
	return total
}

func (f *FlowRow) sameWay(other *FlowRow) bool {
	return f.Contract == other.Contract && f.From == other.From && f.To == other.To && f.ToContract == other.ToContract
}

// FlowTable lists who goes where in a result by year: first from outside, then from service
// to service, then to discharge, contract by contract. Services are the currencies as name
// gives them, so that a group of currencies may be one; what goes on within a service is a
// row too. Who goes from one contract to another stands under the one they leave. Rows in which
// nobody ever goes are left out.
func (r *Result) FlowTable(name func(*Currency) string) []FlowRow {
	years := r.Model.Years()
	var rows []FlowRow
	service := func(p Place) string {
		if p == Outside {
			return ""
		}
		return name(&r.Model.Currencies[p.Currency])
	}
	for _, flow := range r.Activity.Flows() {
		if !slices.ContainsFunc(flow.People, func(q tariff.Quantity) bool { return q != 0 }) {
			continue
		}
		of := FlowRow{From: service(flow.From), To: service(flow.To)}
		if of.Contract = r.Model.Contracts[max(flow.From.Contract, flow.To.Contract)].Name; flow.From != Outside && flow.To != Outside && flow.From.Contract != flow.To.Contract {
			of.Contract, of.ToContract = r.Model.Contracts[flow.From.Contract].Name, r.Model.Contracts[flow.To.Contract].Name
		}
		row := FindFlow(rows, of)
		if row == nil {
			of.People = make([]tariff.Quantity, len(years))
			rows = append(rows, of)
			row = &rows[len(rows)-1]
		}
		for i, people := range flow.People {
			row.People[r.Model.Month(i).Year()-years[0]] += people
		}
	}
	return rows
}

// FindFlow is the row of a table with the contract and services of another, nil where there
// is none.
func FindFlow(table []FlowRow, like FlowRow) *FlowRow {
	at := slices.IndexFunc(table, func(row FlowRow) bool {
		return row.sameWay(&like)
	})
	if at < 0 {
		return nil
	}
	return &table[at]
}

// UniteFlows lists the rows of any of several tables, each once, in the order of FlowTable:
// who comes from outside, who goes from service to service, who is discharged.
func UniteFlows(tables ...[]FlowRow) []FlowRow {
	var all []FlowRow
	for _, table := range tables {
		for _, row := range table {
			if FindFlow(all, row) == nil {
				all = append(all, row)
			}
		}
	}
	var contracts []string
	for _, row := range all {
		if !slices.Contains(contracts, row.Contract) {
			contracts = append(contracts, row.Contract)
		}
	}
	way := func(row FlowRow) int {
		switch {
		case row.From == "":
			return 0
		case row.To == "":
			return 2
		}
		return 1
	}
	slices.SortStableFunc(all, func(a, b FlowRow) int {
		return cmp.Or(cmp.Compare(slices.Index(contracts, a.Contract), slices.Index(contracts, b.Contract)), cmp.Compare(way(a), way(b)))
	})
	return all
}

// SameFlows says whether two tables move the same people.
func SameFlows(a, b []FlowRow) bool {
	if slices.EqualFunc(a, b, func(x, y FlowRow) bool {
		return x.sameWay(&y) && slices.Equal(x.People, y.People)
	}) {
		return true
	}
	return !slices.ContainsFunc(UniteFlows(a, b), func(row FlowRow) bool {
		x, y := FindFlow(a, row), FindFlow(b, row)
		return x == nil || y == nil || !slices.Equal(x.People, y.People)
	})
}
