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

// FlowTable lists who goes where in a result by year: first from outside, then from service
// to service, then to discharge, contract by contract. Services are the currencies as name
// gives them, so that a group of currencies may be one; what goes on within a service is a
// row too. Who goes from one contract to another has a row in each, in which the other contract
// stands in the place of the service. Rows in which nobody ever goes are left out.
func (r *Result) FlowTable(name func(*Currency) string) []FlowRow {
	years := r.Model.Years()
	var rows []FlowRow
	service := func(p Place) string {
		if p == Outside {
			return ""
		}
		return name(&r.Model.Currencies[p.Currency])
	}
	add := func(contract int, from, to string, flow *PeopleFlow) {
		of := FlowRow{Contract: r.Model.Contracts[contract].Name, From: from, To: to}
		at := slices.IndexFunc(rows, func(row FlowRow) bool {
			return row.Contract == of.Contract && row.From == of.From && row.To == of.To
		})
		if at < 0 {
			at = len(rows)
			of.People = make([]tariff.Quantity, len(years))
			rows = append(rows, of)
		}
		for i, people := range flow.People {
			rows[at].People[r.Model.Month(i).Year()-years[0]] += people
		}
	}
	for _, flow := range r.Activity.Flows() {
		from, to := flow.From, flow.To
		switch {
		case !slices.ContainsFunc(flow.People, func(q tariff.Quantity) bool { return q != 0 }):
		case from != Outside && to != Outside && from.Contract != to.Contract:
			add(from.Contract, service(from), "contract "+r.Model.Contracts[to.Contract].Name, &flow)
			add(to.Contract, "contract "+r.Model.Contracts[from.Contract].Name, service(to), &flow)
		default:
			add(max(from.Contract, to.Contract), service(from), service(to), &flow)
		}
	}
	return rows
}

// FindFlow is the row of a table with the contract and services of another, nil where there
// is none.
func FindFlow(table []FlowRow, like FlowRow) *FlowRow {
	at := slices.IndexFunc(table, func(row FlowRow) bool {
		return row.Contract == like.Contract && row.From == like.From && row.To == like.To
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
		return x.Contract == y.Contract && x.From == y.From && x.To == y.To && slices.Equal(x.People, y.People)
	}) {
		return true
	}
	return !slices.ContainsFunc(UniteFlows(a, b), func(row FlowRow) bool {
		x, y := FindFlow(a, row), FindFlow(b, row)
		return x == nil || y == nil || !slices.Equal(x.People, y.People)
	})
}
