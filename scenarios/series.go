package scenarios

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/engine/series"
	"parity/tariff"
)

// SeriesFile is what one file of money series holds.
type SeriesFile struct {
	Name     string
	Series   []series.Series // in the order in which they first stand in the file
	Inputs   []Input
	Warnings []Fault
	// Illustrative says that some of it was invented to show how payment works.
	Illustrative bool

	table *Table           // nil for the results of a model
	usual *engine.Deflator // the model's own; nil for a file
}

// Place says where a year of a series stands in the file, for messages.
func (f *SeriesFile) Place(key string, year tariff.Year) string {
	if f.table == nil {
		return f.Name + ", " + key + ", " + year.String()
	}
	for row := range f.table.Rows {
		if f.table.Cell(row, "series") == key && f.table.Cell(row, "year") == year.String() {
			return f.table.At(row, "year")
		}
	}
	return f.Name
}

// seriesFolder holds the published series that come with Parity.
const seriesFolder = "series"

// seriesLines say what each embedded file of series is.
var seriesLines = []Listing{
	{Name: "mental_health_spend_mhis", Line: "NHS mental health spend, the baseline it is paid from and its share, as ministers stated them in March 2024 and March 2025", Source: "Written statements of 21 March 2024 and 27 March 2025"},
	{Name: "mh_spend_england", Line: "spend on mental health in England as published, 2001-02 to 2016-17: twelve series of different scope, never joined", Source: "Parliamentary answers, Hansard, House of Commons Library, National Survey of Investment in Mental Health Services; HSJ and HFMA"},
}

// EmbeddedSeries lists the files of published series that come with Parity.
func EmbeddedSeries() []Listing {
	list := slices.Clone(seriesLines)
	for i := range list {
		list[i].Kind = "series"
	}
	return list
}

// UnknownSeriesError is a file of series that was asked for and is neither embedded nor there.
type UnknownSeriesError struct {
	Name   string
	Remedy string
}

// Error names the embedded series, and the nearest if it looks like a slip.
func (e *UnknownSeriesError) Error() string {
	return fmt.Sprintf("no series is called %q: there is no such file or model, and the embedded series are %s; %s", e.Name, strings.Join(seriesNames(), ", "), e.Remedy)
}

func seriesNames() []string {
	var names []string
	for _, l := range seriesLines {
		names = append(names, l.Name)
	}
	return names
}

// LoadSeries reads a file of money series by an embedded one's name or a CSV file's path. The
// error is *UnknownSeriesError where there is neither, and Faults where the file is wrong.
func LoadSeries(name string) (*SeriesFile, error) {
	if slices.Contains(seriesNames(), name) {
		content, err := fs.ReadFile(embedded, seriesFolder+"/"+name+".csv")
		if err != nil {
			return nil, err
		}
		t, raw, faults := readTable(name+".csv", content, &seriesSchema)
		return newSeriesFile(name, t, raw, faults, []Input{inputOf(name+".csv", content)})
	}
	if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
		return nil, &UnknownSeriesError{name, didYouMean(name, slices.Concat(seriesNames(), embeddedNames(modelsFolder)), "check the spelling, or give the path of a CSV file or a model")}
	}
	t, raw, faults, inputs, err := readTableFile(name, &seriesSchema)
	if err != nil {
		return nil, err
	}
	return newSeriesFile(filepath.Base(name), t, raw, faults, inputs)
}

func newSeriesFile(name string, t *Table, raw [][]string, faults Faults, inputs []Input) (*SeriesFile, error) {
	if len(t.Rows) == 0 && len(faults.Hard()) == 0 {
		faults = append(faults, Fault{Place: t.Place, Found: "no rows", Allowed: "a series has a year and a value in each row", Remedy: "fill in the file"})
	}
	faults = append(faults, checkSeries(t, raw)...)
	if hard := faults.Hard(); len(hard) > 0 {
		hard.sort()
		return nil, hard
	}
	return &SeriesFile{Name: name, Series: seriesOf(t, raw), Inputs: inputs, Warnings: faults.Warnings(), Illustrative: t.illustrative(), table: t}, nil
}

// largestAmount is what a sum of money has to stay below, in pounds.
var largestAmount = decimal.New(1, 15)

// largestGrowth is the growth above which a figure is more likely a percentage without its sign.
var largestGrowth = decimal.NewFromInt(1)

// checkSeries finds what is wrong in a row as a whole.
func checkSeries(t *Table, raw [][]string) Faults {
	var faults Faults
	for row := range t.Rows {
		measure, since := t.Cell(row, "measure"), t.Cell(row, "since")
		fault := func(column, found, allowed, remedy string) {
			faults = append(faults, t.Fault(row, column, found, allowed, remedy))
		}
		value, numeric := decimalOf(t.Cell(row, "value"))
		if measure == "" || measure == amountMeasure {
			if t.Cell(row, "value") == "" && t.Cell(row, "share") == "" {
				fault("value", "nothing", "value is a number, and every row needs one", "fill the cell, or take the row out")
			}
			if at := t.Schema.Index("value"); row < len(raw) && strings.Contains(raw[row][at], "%") {
				fault("value", quoted(raw[row][at]), "an amount is money", "write the number itself, or say in measure that it is growth")
			}
			if since != "" {
				fault("since", quoted(since), "an amount is of its own year", "leave it blank, or say in measure what grew")
			}
			if base := t.Cell(row, "price_base"); t.Cell(row, "release") != "" && (base == "" || base == t.Cell(row, "year")) {
				fault("release", quoted(t.Cell(row, "release")), "cash is made with no deflator", "leave it blank, or give the price_base of the figure")
			}
			if t.Cell(row, "allocation") != "" && t.Cell(row, "value") == "" {
				fault("allocation", quoted(t.Cell(row, "allocation")), "the investment test needs both spend and what it is paid from", "give the value too, or the share alone")
			}
		} else {
			faults = append(faults, checkClaim(t, row)...)
		}
		if measure != "cash_growth" && measure != "real_growth" && numeric && value.Mul(decimal.NewFromInt(seriesUnitOf(t.Cell(row, "unit")).Pounds)).Abs().GreaterThanOrEqual(largestAmount) {
			fault("value", quoted(t.Cell(row, "value")), "amounts stay below a thousand million million pounds", "look at the unit")
		}
	}
	return faults
}

// checkClaim holds a row of growth or change to what such a row says.
func checkClaim(t *Table, row int) Faults {
	var faults Faults
	fault := func(column, found, allowed, remedy string) {
		faults = append(faults, t.Fault(row, column, found, allowed, remedy))
	}
	measure, since := t.Cell(row, "measure"), t.Cell(row, "since")
	from, err := tariff.ParseYear(since)
	to, _ := tariff.ParseYear(t.Cell(row, "year"))
	switch {
	case since == "":
		fault("since", "nothing", "a growth or change is counted from a year", "give the year, such as "+(to-1).String())
	case err == nil && from >= to:
		fault("since", quoted(since), "since is a year before that of the row", "give the earlier year")
	}
	if t.Cell(row, "value") == "" {
		fault("value", "nothing", "value is a number, and every row needs one", "fill the cell, or take the row out")
	}
	for _, column := range amountColumns {
		if text := t.Cell(row, column); text != "" {
			fault(column, quoted(text), "only the row of an amount has one", "put it in the row of the year's amount")
		}
	}
	if measure == "real_change" {
		return faults
	}
	for _, column := range []string{"unit", "price_base"} {
		if text := t.Cell(row, column); text != "" {
			fault(column, quoted(text), "growth is a fraction", "leave it blank")
		}
	}
	if value, ok := decimalOf(t.Cell(row, "value")); ok && value.Abs().GreaterThan(largestGrowth) {
		fault("value", quoted(t.Cell(row, "value")), "growth is a fraction, and one above 1 or below -1 is taken for a slip", fmt.Sprintf("did you mean %s%%?", t.Cell(row, "value")))
	}
	return faults
}

func decimalOf(text string) (decimal.Decimal, bool) {
	d, err := decimal.NewFromString(text)
	return d, err == nil && text != ""
}

func seriesUnitOf(name string) series.Unit {
	for _, unit := range seriesUnits {
		if unit.name == name {
			return series.Unit{Name: unit.shown, Pounds: unit.pounds, Places: unit.places}
		}
	}
	return seriesUnitOf(seriesUnits[0].name)
}

// seriesOf makes series of the rows, which have no fault.
func seriesOf(t *Table, raw [][]string) []series.Series {
	var list []series.Series
	for row := range t.Rows {
		key := t.Cell(row, "series")
		at := slices.IndexFunc(list, func(s series.Series) bool { return s.Key == key })
		unit := seriesUnitOf(t.Cell(row, "unit"))
		if at < 0 {
			at = len(list)
			list = append(list, series.Series{Key: key, Unit: unit})
		}
		s := &list[at]
		if s.Title == "" {
			s.Title = t.Cell(row, "title")
		}
		r := seriesRow{t, row, raw[row], decimal.NewFromInt(unit.Pounds)}
		if measure := t.Cell(row, "measure"); measure != "" && measure != amountMeasure {
			s.Claims = append(s.Claims, r.claim(series.ClaimKind(measure)))
			continue
		}
		if len(s.Amounts) == 0 {
			s.Unit = unit // that of its amounts
		}
		a := r.amount()
		if a.Money != nil && unit.Name == s.Unit.Name {
			s.Unit.Places = max(s.Unit.Places, printedPlaces(r.raw[t.Schema.Index("value")]))
		}
		s.Amounts = append(s.Amounts, a)
	}
	for i := range list {
		slices.SortStableFunc(list[i].Amounts, func(a, b series.Amount) int { return int(a.Year - b.Year) })
	}
	return list
}

// seriesRow reads the cells of a row.
type seriesRow struct {
	t    *Table
	row  int
	raw  []string
	unit decimal.Decimal // pounds
}

func (r seriesRow) cell(column string) string { return r.t.Cell(r.row, column) }

// printed is a cell's number with how far it may be rounded, times a unit; nil where blank.
func (r seriesRow) printed(column string, unit decimal.Decimal) *series.Printed {
	value, ok := decimalOf(r.cell(column))
	if !ok {
		return nil
	}
	raw := r.raw[r.t.Schema.Index(column)]
	printed := series.Printed{Value: value.Mul(unit), Places: printedPlaces(raw)}
	least := printed.Places // places of the fraction
	if strings.Contains(raw, "%") {
		least += percentPlaces
	} else if column == "share" {
		printed.Places = max(0, printed.Places-percentPlaces)
	}
	printed.Half = decimal.New(5, -least-1).Mul(unit)
	return &printed
}

// printedPlaces is how many decimal places a number is written with.
func printedPlaces(text string) int32 {
	_, fraction, pointed := strings.Cut(text, ".")
	if !pointed {
		return 0
	}
	digits := 0
	for digits < len(fraction) && fraction[digits] >= '0' && fraction[digits] <= '9' {
		digits++
	}
	return int32(digits)
}

func (r seriesRow) year(column string, otherwise tariff.Year) tariff.Year {
	year, err := tariff.ParseYear(r.cell(column))
	if err != nil {
		return otherwise // blank
	}
	return year
}

func (r seriesRow) amount() series.Amount {
	year := r.year("year", 0)
	a := series.Amount{Year: year, Base: r.year("price_base", year), Money: r.printed("value", r.unit), Release: r.cell("release"), Status: r.cell("status"),
		Allocation: r.printed("allocation", r.unit), Share: r.printed("share", decimal.NewFromInt(1)), Source: r.cell(SourceColumn), Note: r.cell(NoteColumn)}
	if people, ok := decimalOf(r.cell("population")); ok {
		a.Population = &people
	}
	if people, ok := decimalOf(r.cell("caseload")); ok {
		a.Caseload = &people
	}
	return a
}

func (r seriesRow) claim(kind series.ClaimKind) series.Claim {
	unit, shown := decimal.NewFromInt(1), series.Unit{}
	if kind == series.RealChange {
		unit, shown = r.unit, seriesUnitOf(r.cell("unit"))
	}
	printed := r.printed("value", unit)
	if kind != series.RealChange && !strings.Contains(r.raw[r.t.Schema.Index("value")], "%") {
		printed.Places = max(0, printed.Places-percentPlaces)
	}
	year := r.year("year", 0)
	return series.Claim{Kind: kind, Year: year, Since: r.year("since", 0), Base: r.year("price_base", year), Printed: *printed, Unit: shown,
		Release: r.cell("release"), Source: r.cell(SourceColumn), Note: r.cell(NoteColumn)}
}
