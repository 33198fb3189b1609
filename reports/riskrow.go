package reports

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strconv"

	"parity/engine"
	"parity/engine/risk"
)

// riskColumns head the CSV of what draws come to.
const riskColumns = "scenario,against,contract,provider,item,step,month,year,figure,value,error,bin_error,unit"

// The figures of a RiskRow, in order; p0 to p100 are quantiles.
const (
	riskStands       = "stands"
	riskMean         = "mean"
	riskApart        = "apart"
	riskSD           = "sd"
	riskLeast        = "least"
	riskMost         = "most"
	riskDeficit      = "chance_of_deficit"
	riskShortfall    = "expected_shortfall"
	riskDrawsToHalve = "draws_to_halve"
	riskAbove        = "chance_above"
	riskBelow        = "chance_below"
	riskCorrelation  = "correlation"
	riskBinds        = "chance_binds"
	riskWhenBinding  = "mean_when_binding"
	riskPaymentSD    = "payment_sd"
	riskCostSD       = "cost_sd"
	riskSurplusSD    = "surplus_sd"
	riskShare        = "provider_share"
	riskCommissioner = "commissioner_bears"
	riskProvider     = "provider_bears"
)

// bearingItem is the item of rows that say who bears the risk of a contract.
const bearingItem = "bearing"

// unitShare is the unit of chances, correlations and shares.
const unitShare = "share"

// unitDraws is the unit of a number of draws.
const unitDraws = "draws"

// RiskRow is one figure of what draws come to, as the CSV and the JSON spell it. A row
// without month and year is of the whole run; one with Against is the difference from that
// scenario, draw by draw.
type RiskRow struct {
	Scenario, Against, Contract, Provider, Item string
	Step                                        string // of a term; blank otherwise
	Month, Year                                 string
	Figure                                      string
	Value                                       string
	Error                                       string // Monte Carlo error, one standard error; blank where none is stated
	BinError                                    string // how far Value may be off as months were counted in bins; blank where they were not
	Unit                                        string
}

// cells are the row's in the order of riskColumns.
func (r *RiskRow) cells() [13]string {
	return [...]string{r.Scenario, r.Against, r.Contract, r.Provider, r.Item, r.Step, r.Month, r.Year, r.Figure, r.Value, r.Error, r.BinError, r.Unit}
}

// Rows are all figures, one a row: scenario by scenario, item by item, the whole run before
// its years and these before its months.
func (f *RiskFigures) Rows() iter.Seq[RiskRow] {
	return func(yield func(RiskRow) bool) {
		for i := range f.Scenarios {
			side := &f.Scenarios[i]
			for j := range side.Items {
				if !f.itemRows(side, &side.Items[j], yield) {
					return
				}
			}
			if !f.moreRows(i, yield) {
				return
			}
			for _, b := range side.Bearing {
				if !bearingRows(side, b, yield) {
					return
				}
			}
		}
	}
}

// rowsOf yields the rows of one figure, all alike but for what is figured.
type rowsOf struct {
	RiskRow
	going bool
	yield func(RiskRow) bool
}

func (r *rowsOf) add(figure, value, err, binErr, unit string) {
	if !r.going {
		return
	}
	row := r.RiskRow
	row.Figure, row.Value, row.Error, row.BinError, row.Unit = figure, value, err, binErr, unit
	r.going = r.yield(row)
}

// amount adds a figure in the unit of the item.
func (r *rowsOf) amount(figure string, value, err, binErr float64) {
	r.add(figure, amountText(value, r.Unit), errorText(err, r.Unit), errorText(binErr, r.Unit), r.Unit)
}

// part adds a chance, a share or a correlation.
func (r *rowsOf) part(figure string, value, err float64) {
	r.add(figure, amountText(value, unitShare), errorText(err, unitShare), "", unitShare)
}

// halve adds how many draws would halve the errors, where they are large.
func (r *rowsOf) halve(draws int) {
	if draws > 0 {
		r.add(riskDrawsToHalve, strconv.Itoa(draws), "", "", unitDraws)
	}
}

func (r *rowsOf) quantiles(quantiles []risk.Quantile) {
	for _, q := range quantiles {
		r.amount(fmt.Sprintf("p%d", q.Percent), q.Value, q.Error, q.BinError)
	}
}

func (f *RiskFigures) itemRows(side *ScenarioRisk, item *RiskItem, yield func(RiskRow) bool) bool {
	of := RiskRow{Scenario: side.Key, Contract: item.Contract, Provider: item.Provider, Item: item.Item, Unit: item.Unit}
	if item.Step != 0 {
		of.Step = strconv.Itoa(item.Step)
	}
	rows := rowsOf{of, true, yield}
	for i, figure := range itemFigures(item) {
		rows.period(figure.Outcome.Period)
		quantiles := figure.Quantiles
		if i == 0 && item.Curve != nil {
			quantiles = item.Curve
		}
		rows.figure(&figure, quantiles)
		if i < len(item.Binds) {
			b := item.Binds[i]
			rows.part(riskBinds, b.Binds.P(), b.Binds.Error)
			rows.amount(riskWhenBinding, b.Mean, b.Error, 0)
		}
	}
	rows.Against = f.Drawn.Study.Scenarios[f.Drawn.Baseline].Key
	for _, d := range item.Against {
		rows.period(d.Period)
		rows.difference(&d)
	}
	return rows.going
}

// moreRows yields the chance that a scenario pays more over the run than each other; against the
// baseline it is among the differences.
func (f *RiskFigures) moreRows(scenario int, yield func(RiskRow) bool) bool {
	rows := rowsOf{RiskRow{Scenario: f.Scenarios[scenario].Key, Item: engine.ItemIncome, Unit: unitShare}, true, yield}
	for other, more := range f.More[scenario] {
		if other != scenario && other != f.Drawn.Baseline {
			rows.Against = f.Scenarios[other].Key
			rows.part(riskAbove, more.P(), more.Error)
		}
	}
	return rows.going
}

// itemFigures are an item's, of the whole run, by year and by month.
func itemFigures(item *RiskItem) []RiskFigure {
	figures := append([]RiskFigure{item.Whole}, item.Years...)
	return append(figures, item.Months...)
}

func (r *rowsOf) period(p risk.Period) {
	r.Month, r.Year = "", ""
	switch {
	case p.Monthly():
		r.Month, r.Year = p.Month.String(), p.Month.Year().String()
	case p.Year != 0:
		r.Year = p.Year.String()
	}
}

func (r *rowsOf) figure(figure *RiskFigure, quantiles []risk.Quantile) {
	r.amount(riskStands, figure.Outcome.Stands, 0, 0)
	r.amount(riskMean, figure.Mean, figure.MeanError, 0)
	r.amount(riskApart, figure.Apart, figure.MeanError, 0)
	r.amount(riskSD, figure.SD, 0, 0)
	r.amount(riskLeast, figure.Least, 0, 0)
	r.quantiles(quantiles)
	r.amount(riskMost, figure.Most, 0, 0)
	if figure.Outcome.Item == engine.GoalSurplus {
		r.part(riskDeficit, figure.Deficit.P(), figure.Deficit.Error)
	}
	r.amount(riskShortfall, figure.Shortfall.Mean, figure.Shortfall.Error, figure.Shortfall.BinError)
	r.halve(figure.DrawsToHalve)
}

func (r *rowsOf) difference(d *RiskDifference) {
	r.amount(riskStands, d.Stands, 0, 0)
	r.amount(riskMean, d.Mean, d.MeanError, 0)
	r.amount(riskSD, d.SD, 0, 0)
	r.quantiles([]risk.Quantile{d.P10, d.P50, d.P90})
	r.part(riskAbove, d.Above.P(), d.Above.Error)
	r.part(riskBelow, d.Below.P(), d.Below.Error)
	r.part(riskCorrelation, d.Correlation, 0)
	r.halve(d.DrawsToHalve)
}

func bearingRows(side *ScenarioRisk, b RiskBearing, yield func(RiskRow) bool) bool {
	rows := rowsOf{RiskRow{Scenario: side.Key, Contract: b.Contract, Provider: b.Provider, Item: bearingItem, Unit: engine.UnitPounds}, true, yield}
	rows.amount(riskPaymentSD, b.PaymentSD, 0, 0)
	rows.amount(riskCostSD, b.CostSD, 0, 0)
	rows.amount(riskSurplusSD, b.SurplusSD, 0, 0)
	if b.Known {
		rows.part(riskShare, b.ProviderShare, 0)
	}
	if b.CostMoves {
		rows.part(riskCommissioner, b.CommissionerBears, b.BearsError)
		rows.part(riskProvider, b.ProviderBears, b.BearsError)
		rows.part(riskCorrelation, b.Correlation, 0)
	}
	return rows.going
}

// amountText writes money to the penny, units to the thousandth, and shares to six places.
func amountText(value float64, unit string) string {
	places := 3
	switch unit {
	case engine.UnitPounds:
		places = 2
	case unitShare:
		places = 6
	}
	text := strconv.FormatFloat(value, 'f', places, 64)
	if zero := strconv.FormatFloat(0, 'f', places, 64); text == "-"+zero {
		return zero
	}
	return text
}

// errorText is an error, blank where there is none to the places that are shown: whether
// the last bits of what is the same in all draws leave one depends on the machine.
func errorText(value float64, unit string) string {
	text := amountText(value, unit)
	if text == amountText(0, unit) {
		return ""
	}
	return text
}

// WriteRiskCSV writes the figures, one a row, in the order of Rows. Text that a spreadsheet
// would take for a formula is given a leading apostrophe.
func WriteRiskCSV(w io.Writer, f *RiskFigures) error {
	out := bufio.NewWriter(w)
	out.WriteString(riskColumns + "\n")
	var line []byte
	for row := range f.Rows() {
		line = row.append(line[:0])
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
	return out.Flush()
}

// append writes the row as a line of CSV.
func (r *RiskRow) append(line []byte) []byte {
	for _, cell := range r.cells() {
		if number(cell) {
			line = append(append(line, cell...), ',')
			continue
		}
		line = append(appendText(line, cell), ',')
	}
	line[len(line)-1] = '\n'
	return line
}

// number says whether a cell is one that we wrote: a sign begins no formula there.
func number(cell string) bool {
	_, err := strconv.ParseFloat(cell, 64)
	return err == nil
}
