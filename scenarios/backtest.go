package scenarios

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"parity/engine"
	"parity/engine/backtest"
	"parity/engine/episodes"
	"parity/engine/records"
	"parity/engine/risk"
	"parity/tariff"
)

// Backtest is the caseload of a scenario beside what records say of the same months.
type Backtest struct {
	Study    *Study
	Scenario int            // index into Study.Scenarios
	Counted  records.Window // the whole months of the records that are looked at
	Start    tariff.Month   // of the model; the first month compared
	Months   int            // compared
	Tests    []BacktestMeasure
	// Unmatched are the places of the records, a currency between two parties each, of which the
	// scenario has no caseload, and the people in them as the model begins.
	Unmatched, UnmatchedPeople int
	// Unnamed are the contracts between whose parties the records have nobody in any month
	// counted; they are not compared.
	Unnamed []string
	// Draws is from how many draws the intervals are, 0 where there are none.
	Draws int
	Seed  uint64
	// EndError is the largest Monte Carlo error of an end of an interval, one standard error, as
	// a part of the interval's width.
	EndError float64
}

// BacktestMeasure is one measure: its series, and how many places were left out of all of them
// as they stand for too few people to be published.
type BacktestMeasure struct {
	Measure  tariff.Measure
	Series   []BacktestSeries // of all, by contract, by currency, and by place, in that order
	Withheld int
}

// BacktestKind says what a series is a sum of.
type BacktestKind int

// The kinds of series, in their order.
const (
	BacktestAll BacktestKind = iota
	BacktestContract
	BacktestCurrency
	BacktestPlace
)

// String names the kind.
func (k BacktestKind) String() string {
	return [...]string{"all", "contract", "currency", "place"}[k]
}

// BacktestSeries is a measure of one place or of several together, month by month.
type BacktestSeries struct {
	Kind               BacktestKind
	Contract, Currency string // blank for all of them
	// Opening is people as the model begins: as it has them, and as they were counted.
	Opening, OpeningCounted float64
	Cells                   []backtest.Cell // by month

	of []risk.CaseloadPlace
}

// Of gives the series of a kind.
func (m *BacktestMeasure) Of(kind BacktestKind) []BacktestSeries {
	var series []BacktestSeries
	for _, s := range m.Series {
		if s.Kind == kind {
			series = append(series, s)
		}
	}
	return series
}

// BacktestAsked is what to compare.
type BacktestAsked struct {
	Study     *Study
	Scenario  int
	Timelines *episodes.Timelines // their places are indices into the scenario's model
	Counted   records.Window      // whole months that the records tell of
	Publish   bool                // leave out what stands for few people, and round the rest
}

// NotCoveredError is records without the months that a model could be held to.
type NotCoveredError struct {
	Start   tariff.Month // of the model
	Counted records.Window
}

// Error says which months there are and what to do.
func (e *NotCoveredError) Error() string {
	have := "the records have no whole month"
	if e.Counted.Months > 0 {
		have = fmt.Sprintf("the records are whole from %s to %s", e.Counted.From, e.Counted.From+tariff.Month(e.Counted.Months-1))
	}
	return fmt.Sprintf("the model begins in %s, and %s: no month to compare; if the records have everybody who was in care in %[1]s, say so with --from %[1]s, or begin the model in a month they have", e.Start, have)
}

// NewBacktest holds a scenario to records, without intervals. The error is *NotCoveredError
// where they have no month in common.
func NewBacktest(asked BacktestAsked) (*Backtest, error) {
	m := asked.Study.Scenarios[asked.Scenario].Result.Model
	b := &Backtest{Study: asked.Study, Scenario: asked.Scenario, Start: m.Start}
	counted := asked.Counted
	from, end := max(counted.From, m.Start-2*monthsOfYear), min(counted.From+tariff.Month(counted.Months), m.Start+tariff.Month(m.Months))
	if counted.Months == 0 || counted.From > m.Start || end <= m.Start {
		return nil, &NotCoveredError{m.Start, counted}
	}
	b.Counted, b.Months = records.Window{From: from, Months: int(end - from)}, int(end-m.Start)
	places, err := b.places(asked.Timelines.Observed(b.Counted))
	if err != nil {
		return nil, err
	}
	for _, measure := range backtest.Measures() {
		b.Tests = append(b.Tests, b.measure(measure, places, asked.Publish))
	}
	return b, nil
}

// backtestPlace is a currency of a contract with what was counted there.
type backtestPlace struct {
	risk.CaseloadPlace
	contract, currency string
	opening            float64
	counted            *backtest.Count
}

// places are those of the scenario's caseloads whose parties the records name, in the order of
// contracts and currencies.
func (b *Backtest) places(observed []episodes.Observed) ([]backtestPlace, error) {
	type parties struct{ provider, commissioner int }
	named, matched := map[parties]bool{}, map[episodes.Place]bool{}
	counts := map[episodes.Place]*episodes.Observed{}
	for i := range observed {
		o := &observed[i]
		named[parties{int(o.Provider), int(o.Commissioner)}] = true
		counts[o.Place] = o
	}
	m := b.model()
	var places []backtestPlace
	for k := range m.Contracts {
		c := &m.Contracts[k]
		if len(c.Caseload) == 0 {
			continue
		}
		if !named[parties{c.Provider, c.Commissioner}] {
			b.Unnamed = append(b.Unnamed, c.Name)
			continue
		}
		for i := range c.Caseload {
			load := &c.Caseload[i]
			at := episodes.Place{Provider: int32(c.Provider), Commissioner: int32(c.Commissioner), Currency: int32(load.Currency)}
			if matched[at] {
				return nil, fmt.Errorf("contract %s and another between the same parties both have a caseload of %s, and records cannot tell which of them someone is under; put the two caseloads into one contract", c.Name, m.Currencies[load.Currency].Key)
			}
			matched[at] = true
			place := backtestPlace{risk.CaseloadPlace{Contract: k, Currency: load.Currency}, c.Name, m.Currencies[load.Currency].Key, load.Opening, backtest.NewCount(b.Counted)}
			if o := counts[at]; o != nil {
				place.counted.Add(o)
			}
			places = append(places, place)
		}
	}
	if len(places) == 0 {
		return nil, fmt.Errorf("the records have nobody in any contract of the model that has a caseload (%s) in %s; see that provider and commissioner are the model's codes, or map them", strings.Join(b.Unnamed, ", "), b.Start)
	}
	for i := range observed {
		if !matched[observed[i].Place] {
			count := backtest.NewCount(b.Counted)
			count.Add(&observed[i])
			b.Unmatched++
			b.UnmatchedPeople += int(count.Opening(b.Start))
		}
	}
	return places, nil
}

func (b *Backtest) model() *engine.Model { return b.Study.Scenarios[b.Scenario].Result.Model }

// measure puts one measure together: the series of all, by contract, by currency, by place.
func (b *Backtest) measure(measure tariff.Measure, places []backtestPlace, publish bool) BacktestMeasure {
	test := BacktestMeasure{Measure: measure}
	var kept []*backtestPlace
	for i := range places {
		p := &places[i]
		switch {
		case b.projected(p.CaseloadPlace, measure) == nil:
		case publish && p.counted.FewPeople(measure):
			test.Withheld++
		case publish:
			coarse := *p
			coarse.counted = p.counted.Coarse()
			kept = append(kept, &coarse)
		default:
			kept = append(kept, p)
		}
	}
	if len(kept) == 0 {
		return test
	}
	add := func(kind BacktestKind, contract, currency string) {
		var of []*backtestPlace
		for _, p := range kept {
			if (contract == "" || p.contract == contract) && (currency == "" || p.currency == currency) {
				of = append(of, p)
			}
		}
		test.Series = append(test.Series, b.series(BacktestSeries{Kind: kind, Contract: contract, Currency: currency}, measure, of))
	}
	add(BacktestAll, "", "")
	var contracts []string
	for _, p := range kept {
		if !slices.Contains(contracts, p.contract) {
			contracts = append(contracts, p.contract)
			add(BacktestContract, p.contract, "")
		}
	}
	for _, currency := range b.model().Currencies {
		if slices.ContainsFunc(kept, func(p *backtestPlace) bool { return p.currency == currency.Key }) {
			add(BacktestCurrency, "", currency.Key)
		}
	}
	for _, p := range kept {
		add(BacktestPlace, p.contract, p.currency)
	}
	return test
}

// projected is what the scenario has of a measure by month; nil where it has nothing.
func (b *Backtest) projected(at risk.CaseloadPlace, measure tariff.Measure) []tariff.Quantity {
	for _, c := range b.Study.Scenarios[b.Scenario].Result.Activity.Contracts[at.Contract].Currencies {
		if c.Currency == at.Currency {
			return c.Measures[measure]
		}
	}
	return nil
}

// series adds places up and makes the naive forecasts of their sum.
func (b *Backtest) series(s BacktestSeries, measure tariff.Measure, places []*backtestPlace) BacktestSeries {
	counted := backtest.NewCount(b.Counted)
	s.Cells = make([]backtest.Cell, b.Months)
	for _, p := range places {
		s.of = append(s.of, p.CaseloadPlace)
		s.Opening += p.opening
		counted.Plus(p.counted)
		for i, projected := range b.projected(p.CaseloadPlace, measure)[:b.Months] {
			s.Cells[i].Projected += projected.Units()
		}
	}
	s.OpeningCounted = counted.Opening(b.Start)
	happened, scale := counted.Of(measure)[int(b.Start-b.Counted.From):], counted.Scale(measure, b.Start)
	for i := range s.Cells {
		cell := &s.Cells[i]
		cell.Happened, cell.Scale, cell.Low, cell.High = happened[i], scale, math.NaN(), math.NaN()
	}
	for _, naive := range backtest.Naives() {
		forecast := counted.Forecast(naive, measure, b.Start, b.Months)
		for i := range s.Cells {
			s.Cells[i].Naive[naive] = math.NaN()
			if forecast != nil {
				s.Cells[i].Naive[naive] = forecast[i]
			}
		}
	}
	return s
}

// leastSpread is what draws of a count have to lie apart by for an interval: quantities are
// counted in thousandths.
const leastSpread = 0.001

// Draw adds the 80% intervals of every series: of its own draws, never sums of others'. A cell
// that nothing uncertain reaches gets none. The drawable's study is the one held to records.
// Workers, store and progress are as risk.Collect has them.
func (b *Backtest) Draw(ctx context.Context, d *Drawable, origin risk.Origin, workers int, store risk.NewStore, progress func(done, of int)) error {
	var counts []risk.CaseloadCount
	var cells []*backtest.Cell
	for t := range b.Tests {
		for s := range b.Tests[t].Series {
			series := &b.Tests[t].Series[s]
			for i := range series.Cells {
				counts = append(counts, risk.CaseloadCount{Measure: b.Tests[t].Measure, Month: i, Of: series.of})
				cells = append(cells, &series.Cells[i])
			}
		}
	}
	sampler, err := d.Sampler(origin.Seed)
	if err != nil {
		return err
	}
	sample, err := risk.Collect(ctx, risk.NewCaseloadProjection(&d.Uncertainty.Study, b.Scenario, counts), sampler, origin, workers, store, progress)
	if err != nil {
		return err
	}
	columns := make([]int, len(cells))
	for i := range columns {
		columns[i] = i
	}
	summaries, err := sample.Summaries(columns, workers)
	if err != nil {
		return err
	}
	for i := range summaries {
		low, high := summaries[i].P(10), summaries[i].P(90)
		if width := high.Value - low.Value; width > leastSpread {
			cells[i].Low, cells[i].High = low.Value, high.Value
			b.EndError = max(b.EndError, low.Error/width, high.Error/width)
		}
	}
	b.Draws, b.Seed = origin.Range.Draws(), origin.Seed
	return nil
}
