package engine

import "slices"

// FunderOfProvider is who pays for resources that name no funder: the provider, out of what it is
// paid.
const FunderOfProvider = "provider"

// FunderTotals is what one funder's resources cost, and what of them is given, over a run.
type FunderTotals struct {
	Funder                                string
	Cost                                  Cost // with what is stranded
	Stranded                              Cost // of it
	Asked, AskedInstead, Delivered, Short FunderValue
}

// FunderValue is care at its unit cost times MFF, in pounds: units of different resources have no
// sum, and what they cost at full cost has. Figures are not rounded.
type FunderValue float64

// Funder is who pays for a provider's resource in a month.
func (m *Model) Funder(r *ProviderResource, i int) string {
	if row, ok := m.Resources[r.Resource].Rows.At(m.Month(i)); ok && row.Funder != "" {
		return row.Funder
	}
	return FunderOfProvider
}

// Funders lists who pays for resources, in the order of the table of resources; nil where no
// resource says who.
func (m *Model) Funders() []string {
	var funders []string
	named := false
	for k := range m.Resources {
		for _, row := range m.Resources[k].Rows {
			funder := row.Value.Funder
			named = named || funder != ""
			if funder == "" {
				funder = FunderOfProvider
			}
			if !slices.Contains(funders, funder) {
				funders = append(funders, funder)
			}
		}
	}
	if !named {
		return nil
	}
	return funders
}

// ByFunder splits what care costs by who pays for the resources; nil where no resource says who.
// The funders' costs sum to the whole (docs/methods.md, "Who pays for what").
func (r *Result) ByFunder() []FunderTotals {
	var totals []FunderTotals
	for _, funder := range r.Model.Funders() {
		totals = append(totals, FunderTotals{Funder: funder})
	}
	if totals == nil {
		return nil
	}
	whose := make([][]int, len(r.Care.Resources)) // into totals, by month
	for k := range whose {
		for i := range r.Model.Months {
			funder := r.Model.Funder(&r.Care.Resources[k], i)
			whose[k] = append(whose[k], slices.IndexFunc(totals, func(t FunderTotals) bool { return t.Funder == funder }))
		}
	}
	for l := range r.Care.Lines {
		line := &r.Care.Lines[l]
		resource := &r.Care.Resources[line.Provided]
		for i := range r.Model.Months {
			t := &totals[whose[line.Provided][i]]
			t.Cost.add(r.Care.cost(line, i))
			each := FunderValue(resource.unitCost(i) * resource.Factor[i].Float())
			t.Asked += FunderValue(line.Asked[i].Units()) * each
			t.Delivered += FunderValue(line.Delivered[i].Units()) * each
			t.Short += FunderValue(line.NotDelivered[i].Units()) * each
			if line.AskedInstead != nil {
				t.AskedInstead += FunderValue(line.AskedInstead[i].Units()) * each
			}
		}
	}
	for k := range r.Care.Resources {
		resource := &r.Care.Resources[k]
		for i, stranded := range resource.Stranded {
			cost := Cost{Pence: stranded, Modelled: true, Missing: !resource.CostKnown[i]}
			t := &totals[whose[k][i]]
			t.Cost.add(cost)
			t.Stranded.add(cost)
		}
	}
	return totals
}

// funderCost is what a funder's resources among lines of care cost in a month, and whether there
// is a line of one.
func (r *Result) funderCost(lines []CareLine, funder string, i int) (sum Cost, there bool) {
	for l := range lines {
		if r.Model.Funder(&r.Care.Resources[lines[l].Provided], i) == funder {
			sum.add(r.Care.cost(&lines[l], i))
			there = true
		}
	}
	return sum, there
}

// funderStranded is what a funder's resources at a provider leave stranded in a month.
func (r *Result) funderStranded(provider int, funder string, i int) (sum Cost, there bool) {
	for k := range r.Care.Resources {
		if of := &r.Care.Resources[k]; of.Provider == provider && r.Model.Funder(of, i) == funder {
			sum.add(Cost{Pence: of.Stranded[i], Modelled: true, Missing: !of.CostKnown[i]})
			there = true
		}
	}
	return sum, there
}

// value is a cost as a fact has it.
func (c Cost) value() Amount {
	amount := money(c.Pence)
	amount.Missing = c.Missing
	return amount
}
