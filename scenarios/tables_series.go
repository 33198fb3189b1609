package scenarios

import "slices"

// Names of units of money in a series, as a cell says them, with what they are shown as.
var seriesUnits = []struct {
	name, shown string
	pounds      int64
	places      int32 // that real terms are shown with at least
}{
	{"pounds", "£", 1, 2},
	{"thousand_pounds", "£ thousand", 1_000, 0},
	{"million_pounds", "£ million", 1_000_000, 0},
	{"billion_pounds", "£ billion", 1_000_000_000, 2},
}

// Columns of a series that only an amount has.
var amountColumns = []string{"population", "caseload", "allocation", "share"}

const (
	seriesTable   = "series"
	amountMeasure = "amount"
)

// seriesSchema is the table of a file of money series. It is no table of a model: a series
// is looked at by itself, with `parity real`.
var seriesSchema = buildSeriesSchema()

func buildSeriesSchema() Schema {
	var units []string
	for _, unit := range seriesUnits {
		units = append(units, unit.name)
	}
	return Schema{Table: seriesTable, Title: "Series of money", Key: []string{"series", "year", "measure", "since", "price_base"}, Input: true,
		Doc: "Money by year as it was published: one scope a series, never two joined.",
		Columns: []Column{
			{Name: "series", Kind: Code, Doc: "The series' code. Blank where the file has only one."},
			{Name: "title", Kind: Text, Doc: "What the series is of; the first row that has one counts."},
			{Name: "year", Kind: Year, Required: true, Doc: "The financial year."},
			{Name: "measure", Kind: Choice, Choices: []string{amountMeasure, "cash_growth", "real_growth", "real_change"}, Doc: "What value is: an amount; or a growth or change since another year as its publisher printed it, which is then worked out again. Blank is an amount."},
			{Name: "since", Kind: Year, Doc: "Of a growth or change: the year it is counted from."},
			{Name: "price_base", Kind: Year, Doc: "The year whose prices an amount or a change is in. Blank is the row's own year: cash."},
			{Name: "release", Kind: Text, Doc: "Of a figure in real terms: the index it was made with, where its publisher says so."},
			{Name: "value", Kind: Number, Unit: "as unit says; growth as a fraction", Doc: "The figure, with the decimal places it was printed with: they say how far it may be rounded."},
			{Name: "unit", Kind: Choice, Choices: units, Doc: "What an amount or change is counted in. Blank is pounds."},
			{Name: "status", Kind: Text, Doc: "What the figure is: outturn, plan, forecast."},
			{Name: "population", Kind: Number, Above: new(0.0), Unit: "people", Doc: "People of the year, for figures per head."},
			{Name: "caseload", Kind: Number, Above: new(0.0), Unit: "people", Doc: "Mean people on the caseload of the year, for figures per person on it."},
			{Name: "allocation", Kind: Number, Above: new(0.0), Unit: "as unit says", Doc: "What the money is paid from, for the investment test."},
			{Name: "share", Kind: Share, Unit: "fraction", Doc: "The share of the allocation as printed, 0.0878 or 8.78%."},
			{Name: EvidenceColumn, Kind: Choice, Choices: slices.Clone(evidenceChoices), Doc: "How the row's figures are known."},
			{Name: SourceColumn, Kind: Text, Doc: "Where the row's figures come from."},
			{Name: NoteColumn, Kind: Text, Doc: "Anything a reader of the row should know."},
		}}
}
