package workbook

import (
	"strconv"

	"parity/reports"
)

// planBearing writes who bears the risk of each contract, and how often terms bind; nil where
// there is neither.
func (b *book) planBearing() *sheet {
	s := &sheet{name: "Who bears the risk", title: "Who bears the risk, and how often terms bind", kind: results, freeze: "A4",
		about:  "Over the whole run and, for terms, by year. Standard deviations, slopes and chances are as drawn; what follows from them are formulas.",
		widths: []float64{18, 16, 18, 18, 16, 16, 16, 14, 14, 14, 12, 12}}
	b.head(s)
	bears, binds := false, false
	for k := range b.risk.figures.Scenarios {
		side := &b.risk.figures.Scenarios[k]
		bears = bears || len(side.Bearing) > 0
		for i := range side.Items {
			binds = binds || side.Items[i].Binds != nil
		}
	}
	if bears {
		b.bearing(s)
	}
	if binds {
		b.binding(s)
	}
	if !bears && !binds {
		return nil
	}
	return s
}

// bearing is the table of who bears what.
func (b *book) bearing(s *sheet) {
	s.add()
	s.add(textCell("Who bears the risk of each contract", style{role: subhead}))
	s.add(textCell("Of a pound that care comes to cost more: how much the commissioner's payment follows (cov(payment, cost) / var(cost)), and what is left to the provider.", style{role: lead}))
	s.add(textCell("The provider's share of what moves is the variance of its surplus over that and the payment's together.", style{role: lead}))
	if words := b.risk.figures.StrandedInWords(); words != "" {
		s.add(textCell(words, style{role: lead}))
	}
	n := s.add(headsRight(4, "Scenario", "Contract", "Commissioner", "Provider", "SD of the payment, £", "SD of the cost, £", "SD of the surplus, £", "Provider's share of what moves",
		"Commissioner bears", "Provider bears", "Error of both", "Correlation of payment and cost")...)
	s.rows[n-1].height = 4*lineHeight + 4
	for k := range b.risk.figures.Scenarios {
		for _, e := range b.risk.figures.Scenarios[k].Bearing {
			n := strconv.Itoa(s.next())
			look, share := style{role: label}, style{role: figure, format: percent}
			paid, surplus := drawnMoney(e.PaymentSD), drawnMoney(e.SurplusSD)
			part := 0.0
			if all := surplus.number*surplus.number + paid.number*paid.number; all != 0 {
				part = surplus.number * surplus.number / all
			}
			cells := []cell{textCell(b.keys[k], style{role: strong}), textCell(e.Contract, look), textCell(e.Commissioner, look), textCell(e.Provider, look),
				paid, drawnMoney(e.CostSD), surplus, formulaCell("IF(G"+n+"+E"+n+"=0,0,G"+n+"*G"+n+"/(G"+n+"*G"+n+"+E"+n+"*E"+n+"))", part, share)}
			if e.CostMoves {
				commissioner := drawnShare(e.CommissionerBears)
				cells = append(cells, commissioner, formulaCell("1-I"+n, 1-commissioner.number, share), drawnShare(e.BearsError))
			} else {
				none := textCell("cost is certain", style{role: label, right: true})
				cells = append(cells, none, none, cell{})
			}
			s.add(append(cells, numberCell(rounded(e.Correlation, drawnSharePlaces), style{role: value, format: factor}))...)
		}
	}
}

// binding is the table of how often terms bind.
func (b *book) binding(s *sheet) {
	s.add()
	s.add(textCell("How often caps, collars and other terms bind", style{role: subhead}))
	s.add(textCell("The part of the draws in which a term's line is other than zero in a year, or in any year of the run, and what the line comes to over the run where it is.", style{role: lead}))
	names := []string{"Scenario", "Contract", "Term", "Step", "Line as projected, £", "Line where it binds, £", "Error of that mean, £", "Binds in some year", "Error of the chance"}
	for _, year := range b.time.years {
		names = append(names, year.String())
	}
	n := s.add(headsRight(4, names...)...)
	s.rows[n-1].height = 3*lineHeight + 4
	for k := range b.risk.figures.Scenarios {
		side := &b.risk.figures.Scenarios[k]
		for i := range side.Items {
			item := &side.Items[i]
			if item.Binds == nil {
				continue
			}
			whole, look := item.Binds[0], style{role: label}
			cells := []cell{textCell(side.Key, style{role: strong}), textCell(item.Contract, look), textCell(reports.TermName(item.Item), look), textCell(strconv.Itoa(item.Step), look),
				drawnMoney(whole.Stands), drawnMoney(whole.Mean), drawnMoney(whole.Error), drawnShare(whole.Binds.P()), drawnShare(whole.Binds.Error)}
			for _, year := range item.Binds[1:] {
				cells = append(cells, drawnShare(year.Binds.P()))
			}
			s.add(cells...)
		}
	}
	for len(s.widths) < len(names) {
		s.widths = append(s.widths, 12)
	}
}
