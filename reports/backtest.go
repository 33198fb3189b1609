package reports

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"parity/engine/backtest"
	"parity/engine/episodes"
	"parity/engine/records"
	"parity/scenarios"
	"parity/scenarios/extract"
	"parity/tariff"
)

// Backtest is a projection of a caseload held to an extract of records.
type Backtest struct {
	*scenarios.Backtest
	Extract string // the file's name, without folder
	Read    *extract.Read
	Found   episodes.Found
	Until   records.Date // the first day that is not observed
	Stray   int          // starts and ends after it that are taken to be mistyped or planned
	// FromGiven and UntilGiven say that the user said from when and until when the records
	// tell of everybody; otherwise it is read off them.
	FromGiven, UntilGiven bool
	// Published says that what stands for fewer people than records.FewPeople was left out
	// before anything was added up.
	Published bool
}

// BacktestHorizons are after how many months errors are shown.
var BacktestHorizons = []int{1, 3, 6, 12, 24}

// Excepts says whether there is anything for a file of exceptions. A publication has none.
func (b *Backtest) Excepts() bool {
	return !b.Published && (b.Read.Refused > 0 || len(b.Found.Overlaps) > 0)
}

// Horizons are those of BacktestHorizons that were compared.
func (b *Backtest) Horizons() []int {
	var all []int
	for _, months := range BacktestHorizons {
		if months <= b.Months {
			all = append(all, months)
		}
	}
	return all
}

// backtestTitles say what a measure counts.
var backtestTitles = map[tariff.Measure]string{tariff.Person: "People at the month's end", tariff.Start: "Starts in the month", tariff.Day: "Person-days in the month"}

// BacktestTitle says what a measure counts.
func BacktestTitle(m tariff.Measure) string { return backtestTitles[m] }

// BacktestName names a series: "north, 4", "north", "4" or "all".
func BacktestName(s *scenarios.BacktestSeries) string {
	switch s.Kind {
	case scenarios.BacktestPlace:
		return s.Contract + ", " + s.Currency
	case scenarios.BacktestContract:
		return s.Contract
	case scenarios.BacktestCurrency:
		return s.Currency
	}
	return scenarios.BacktestAll.String()
}

// last is the last month compared.
func (b *Backtest) last() tariff.Month { return b.Start + tariff.Month(b.Months-1) }

// scenarioKey is that of the scenario held to the records.
func (b *Backtest) scenarioKey() string { return b.Study.Scenarios[b.Scenario].Key }

// Verdicts say of each measure what the projection beats.
func (b *Backtest) Verdicts() []string {
	var all []string
	for i := range b.Tests {
		all = append(all, b.verdict(&b.Tests[i]))
	}
	return all
}

// verdict says of a measure what the projection beats, and on how much that rests.
func (b *Backtest) verdict(test *scenarios.BacktestMeasure) string {
	if len(test.Series) == 0 {
		return backtestTitles[test.Measure] + ": nothing to compare."
	}
	var words []string
	all, currencies := backtest.Score(test.Series[0].Cells), test.Of(scenarios.BacktestCurrency)
	for _, naive := range backtest.Naives() {
		against := all.Against[naive]
		if against.Cells == 0 {
			words = append(words, fmt.Sprintf("is not held to %s (%s)", naive, b.lacks(naive, test.Measure)))
			continue
		}
		nearer, of := 0, 0
		for i := range currencies {
			if own := backtest.Score(currencies[i].Cells).Against[naive]; own.Cells > 0 {
				of++
				if own.Nearer() {
					nearer++
				}
			}
		}
		verb := "does not beat"
		if against.Nearer() {
			verb = "beats"
		}
		words = append(words, fmt.Sprintf("%s %s in all (mean absolute error %s against %s, %s of it) and is nearer in %d of %s", verb, naive,
			figureText(against.Model), figureText(against.Naive), ratioText(against.Ratio()), nearer, countedAs(of, "currency", "currencies")))
	}
	return fmt.Sprintf("%s: the model %s.", backtestTitles[test.Measure], strings.Join(words, "; it "))
}

// lacks says what a naive forecast would need that the records have not.
func (b *Backtest) lacks(naive backtest.Naive, measure tariff.Measure) string {
	needed := 0
	switch {
	case measure == tariff.Start && naive == backtest.NoChange:
		needed = 1
	case naive == backtest.LastYear:
		needed = 12
		if measure == tariff.Start {
			needed = 24
		}
	}
	if have := int(b.Start - b.Counted.From); have < needed {
		return fmt.Sprintf("the records are whole for %s before the model begins, and it needs %d", countedAs(have, "month", "months"), needed)
	}
	return "nobody was there a year before"
}

// drawn says what intervals are of, and how well their ends are known.
func (b *Backtest) drawn() string {
	return fmt.Sprintf("Intervals hold 80%% of %s draws, seed %d (Monte Carlo error of an end at most %.1f%% of the width)", commas(strconv.Itoa(b.Draws)), b.Seed, 100*b.EndError)
}

func countedAs(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// Notes say how the comparison was made and how far it carries.
func (b *Backtest) Notes() []string {
	var notes []string
	add := func(format string, values ...any) { notes = append(notes, fmt.Sprintf(format, values...)) }
	places := 0
	if len(b.Tests[0].Series) > 0 {
		places = len(b.Tests[0].Of(scenarios.BacktestPlace))
	}
	add("One beginning, %s and %s (a currency of a contract each). Months of one run lean on each other and so do the sums of places: what holds here need not hold from another month.",
		countedAs(b.Months, "month", "months"), countedAs(places, "place", "places"))
	if places > 0 {
		least := 1.0 // by which openings are told apart: in a publication, more than rounding comes to
		if b.Published {
			least = float64(places*records.FewPeople)/2 + 1
		}
		if whole := &b.Tests[0].Series[0]; math.Abs(whole.Opening-whole.OpeningCounted) >= least {
			add("The model begins with %s people and the records have %s: of its errors in the first months that is what is off, rather than who comes and how long they stay.", figureText(whole.Opening), figureText(whole.OpeningCounted))
		}
	}
	from := "the month after the first of the unbroken row of months in which a record ends, as the extract may leave out who left before; --from says otherwise"
	if b.FromGiven {
		from = "as --from says"
	}
	until := "the latest day on which a record starts or ends"
	if b.Stray > 0 && !b.Published {
		until = fmt.Sprintf("but for %s, after a gap in which many would have come if it were observed: mistyped or planned, and taken for not yet; --until says otherwise", countedAs(b.Stray, "start or end", "starts and ends"))
	}
	if b.UntilGiven {
		until = "as --until says"
	}
	lastSeen := b.Until.AddDays(-1).String()
	if b.Published && !b.UntilGiven { // it is one person's date
		lastSeen = b.Until.Month().String()
	}
	add("The records count as whole from %s (%s) and as observed to %s (%s). Months they cover in part are not compared.", b.Counted.From, from, lastSeen, until)
	if order := inWhichOrder(&b.Found, b.Read); order != "" && !b.Published {
		notes = append(notes, order)
	}
	if b.Published {
		add("People and starts of the records are to the nearest %d in every place and month, person-days to the nearest that %[1]d people come to in the month, and errors, forecasts and what beats what are of these: months side by side do not show who left. The projection is the model's: publish it only of a model that holds no small counts, as one that parity caseload --publish wrote.", records.FewPeople)
	}
	for i := range b.Tests {
		if b.Tests[i].Withheld > 0 {
			add("%s: %s left out, where a month stands for fewer than %d people; no sum counts them.", backtestTitles[b.Tests[i].Measure], countedAs(b.Tests[i].Withheld, "place", "places"), records.FewPeople)
		}
	}
	if b.Unmatched > 0 && !b.Published {
		add("Not compared: %s of the records for which the model has no caseload; %s there as it begins.", countedAs(b.Unmatched, "place", "places"), countedAs(b.UnmatchedPeople, "person", "people"))
	}
	if len(b.Unnamed) > 0 {
		add("Not compared: %s. The records have nobody between the contract's parties.", strings.Join(b.Unnamed, ", "))
	}
	add("%s, of what the model says is uncertain and of chance, who happens to come and to leave; chance is drawn here whether or not the model has it drawn elsewhere.", b.drawn())
	return notes
}

// figureText writes people or days: one decimal below a hundred, none
// from there on, and millions from a million.
func figureText(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return unknownFigure
	}
	digits, sign := "", ""
	if x < 0 {
		sign = "-"
	}
	switch size := math.Abs(x); {
	case size < 99.95:
		digits = strconv.FormatFloat(size, 'f', 1, 64)
	case size < 999_999.5:
		digits = commas(strconv.FormatFloat(size, 'f', 0, 64))
	default:
		digits = strconv.FormatFloat(size/1e6, 'f', 2, 64) + "m"
	}
	if digits == "0.0" {
		return digits
	}
	return sign + digits
}

// signedFigure writes a difference.
func signedFigure(x float64) string {
	text := figureText(x)
	if x > 0 && text != "0.0" {
		return "+" + text
	}
	return text
}

// ratioText writes a ratio of errors.
func ratioText(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return unknownFigure
	}
	return strconv.FormatFloat(x, 'f', 2, 64)
}

// unknownFigure stands where there is no figure.
const unknownFigure = "-"
