package workbook

import (
	"strconv"

	"parity/engine"
	"parity/engine/risk"
)

// pairSheet compares every scenario with the baseline on the same draws.
type pairSheet struct {
	*sheet
	wholes []pairRow // of all that is paid, over the whole run
}

type pairRow struct {
	scenario int
	item     string
	row      int
}

// pairMean is the column of the mean difference.
const pairMean = 7

// planPairs writes the differences; nil where there is one scenario alone.
func (b *book) planPairs() *pairSheet {
	if len(b.keys) < 2 {
		return nil
	}
	base := b.keys[b.study.Baseline]
	p := &pairSheet{sheet: &sheet{name: "Differences", title: "Differences from the baseline, draw by draw", kind: results, freeze: "A6", heads: [2]int{inputHead, inputHead},
		about:  "Each scenario less the baseline " + base + " on the same draws: what moves both alike cancels, so that a difference is known far better than either.",
		widths: []float64{18, 12, 16, 13, 11, 16, 16, 14, 16, 16, 16, 15, 13, 10, 13, 12, 14}}}
	s := p.sheet
	b.head(s)
	s.skip(inputHead)
	n := s.add(headsRight(5, "Scenario", "Item", "Contract", "Provider", "Period", "As projected", "Mean difference", "Error of the mean", "P10", "P50", "P90", "P10 to P90",
		"Chance it is more", "Error of the chance", "Chance it is less", "Correlation with the baseline", "Draws that halve the errors")...)
	s.rows[n-1].height = 3*lineHeight + 4
	for k := range b.risk.figures.Scenarios {
		side := &b.risk.figures.Scenarios[k]
		for i := range side.Items {
			item := &side.Items[i]
			for _, d := range item.Against {
				n := strconv.Itoa(s.next())
				look := style{role: label}
				amount := func(x float64) cell {
					return numberCell(inUnit(x, item.Unit), style{role: value, format: drawnFormat(item.Unit)})
				}
				low, high := amount(d.P10.Value), amount(d.P90.Value)
				cells := []cell{textCell(side.Key, style{role: strong}), textCell(item.Item, look), textCell(item.Contract, look), textCell(item.Provider, look), textCell(periodWord(d.Period), look),
					amount(d.Stands), amount(d.Mean), amount(d.MeanError), low, amount(d.P50.Value), high,
					formulaCell("K"+n+"-I"+n, high.number-low.number, style{role: figure, format: drawnFormat(item.Unit)}),
					drawnShare(d.Above.P()), drawnShare(d.Above.Error), drawnShare(d.Below.P()), numberCell(rounded(d.Correlation, drawnSharePlaces), style{role: value, format: factor})}
				if d.DrawsToHalve > 0 {
					cells = append(cells, numberCell(float64(d.DrawsToHalve), style{role: value, format: count}))
				}
				row := s.add(cells...)
				if item.Contract == "" && item.Provider == "" && item.Unit == engine.UnitPounds && d.Period == (risk.Period{}) {
					p.wholes = append(p.wholes, pairRow{k, item.Item, row})
				}
			}
		}
	}
	return p
}
