package reports

import (
	"fmt"
	"slices"
	"strings"

	"parity/engine"
	"parity/tariff"
)

// shortage shows, scenario by scenario, the resources that do not deliver all that is asked of
// them, who goes without, and what is asked of others in their place.
func (p *page) shortage() {
	g := grid{heads: []string{"Resource, in its units", "Asked", "Delivered", "Not", "%"}}
	var rules []string
	under := map[string][]string{} // scenarios by rule
	for i := range p.study.Scenarios {
		r := p.study.Scenarios[i].Result
		var rows [][]string
		for k := range r.Care.Resources {
			of := &r.Care.Resources[k]
			asked, short := inAll(of.Asked), inAll(of.NotDelivered)
			if short == 0 {
				continue
			}
			resource := &r.Model.Resources[of.Resource]
			rows = append(rows, []string{"  " + strings.TrimSpace(resource.Key+" "+resource.Name), wholeUnits(asked), wholeUnits(inAll(of.Delivered)), wholeUnits(short), share(-short.Units() / asked.Units())})
			rule := r.Rationed(k)
			if under[rule] == nil {
				rules = append(rules, rule)
			}
			if key := p.study.Scenarios[i].Key; !slices.Contains(under[rule], key) {
				under[rule] = append(under[rule], key)
			}
		}
		rows = append(rows, p.instead(r)...)
		if rows != nil {
			g.add(p.side(i))
			g.rows = append(g.rows, rows...)
		}
	}
	if len(g.rows) == 0 {
		return
	}
	fmt.Fprintf(&p.text, "\n%s%s", paragraph("", "Care asked and not delivered, the whole run"), g.String())
	for _, rule := range rules {
		p.text.WriteString(paragraph("- ", "Who goes without in "+list(under[rule])+": "+rule+"."))
	}
}

// instead are the rows of what is asked of resources in the place of others.
func (p *page) instead(r *engine.Result) [][]string {
	var rows [][]string
	for k := range r.Care.Resources {
		var instead tariff.Quantity
		for l := range r.Care.Lines {
			if line := &r.Care.Lines[l]; line.Provided == k {
				instead += inAll(line.AskedInstead)
			}
		}
		if instead != 0 {
			resource := &r.Model.Resources[r.Care.Resources[k].Resource]
			rows = append(rows, []string{"  asked of " + resource.Key + " in their place", wholeUnits(instead)})
		}
	}
	return rows
}

func inAll(quantities []tariff.Quantity) (sum tariff.Quantity) {
	for _, q := range quantities {
		sum += q
	}
	return sum
}

// wholeUnits writes a quantity without parts of a unit.
func wholeUnits(q tariff.Quantity) string { return commas(fmt.Sprintf("%.0f", q.Units())) }
