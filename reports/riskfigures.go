package reports

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"parity/engine"
	"parity/engine/risk"
	"parity/scenarios"
	"parity/tariff"
)

// RiskFigures is what the draws of a study come to, worked out once for everything that
// shows it: the page in a terminal, the CSV, the JSON and the workbook (docs/methods.md,
// "What the draws come to").
type RiskFigures struct {
	Drawn     *scenarios.Drawn
	Seed      uint64
	Draws     int
	Years     []tariff.Year
	Scenarios []ScenarioRisk // in the study's order
	// More is the chance that a scenario's income over the whole run is more than another's, of any
	// two in the study's order.
	More [][]risk.Chance
	// Drivers say what drives results, as far as that was asked (Drive); only the workbook shows them.
	Drivers []*RiskDrivers
}

// ScenarioRisk is what one scenario's draws come to.
type ScenarioRisk struct {
	Key, Title string
	Baseline   bool
	// Items are income, cost and surplus of all that is paid; the same of each contract, its
	// terms after them; of each provider where there are several; what is stranded with each provider; and
	// the care not delivered of each resource that has a limit, with what it costs other sectors.
	Items   []RiskItem
	Bearing []RiskBearing // a contract each, where both its payment and its cost are known
	Chances []string      // what may happen, as sentences
	Bends   []RiskBends   // what bends its mean, of each item of all that lies apart from the projection
}

// RiskItem is one item of a scenario, over the run and in each of its periods.
type RiskItem struct {
	Item               string // income, cost, surplus, a term's kind, cost_stranded, not_delivered/RESOURCE, consequence/SECTOR
	Contract, Provider string // whose; both blank for all
	Step               int    // of a term; 0 otherwise
	Unit               string
	Whole              RiskFigure
	Years              []RiskFigure
	Months             []RiskFigure    // of what is all's alone; nil for others
	Curve              []risk.Quantile // the S-curve of Whole, 0 to 100 percent; of what is all's alone
	// Against compares with the baseline on the same draws: the whole run, then each year. It
	// is nil for the baseline itself, and for what the baseline does not have.
	Against []RiskDifference
	// Binds says how often a term binds: over the whole run, then in each year; nil for what
	// is no term.
	Binds []RiskBinding
}

// RiskFigure is what the draws of one figure come to. Outcome.Stands is the same figure of
// the run as the cells stand.
type RiskFigure struct {
	risk.Summary
	// Apart is the mean less the figure as the cells stand.
	Apart float64
}

// RiskDifference is how far a figure lies from the baseline's, draw by draw.
type RiskDifference struct {
	risk.Pair
	Period risk.Period
	Stands float64 // the difference as the cells stand
}

// RiskBinding is how often a term binds in a period.
type RiskBinding struct {
	risk.Binding
	Period risk.Period
	Stands float64 // the term's line as the cells stand
}

// RiskBearing is who bears the risk of a contract, over the whole run.
type RiskBearing struct {
	Contract, Commissioner, Provider string
	risk.Exposure
}

// Item finds an item of the scenario: all's where contract and provider are blank.
func (s *ScenarioRisk) Item(item, contract, provider string) (*RiskItem, bool) {
	at := slices.IndexFunc(s.Items, func(i RiskItem) bool {
		return i.Item == item && i.Contract == contract && i.Provider == provider
	})
	if at < 0 {
		return nil, false
	}
	return &s.Items[at], true
}

// manyContracts says whether there are more contracts than a reader is told about one by one.
func (f *RiskFigures) manyContracts() bool {
	for i := range f.Drawn.Study.Scenarios {
		if len(f.Drawn.Study.Scenarios[i].Result.Model.Contracts) > mostContractsShown {
			return true
		}
	}
	return false
}

// NewRiskFigures works out the figures of a whole run over so many workers (0: one for each
// processor). When ctx ends it returns its cause.
func NewRiskFigures(ctx context.Context, drawn *scenarios.Drawn, workers int) (*RiskFigures, error) {
	f := &RiskFigures{Drawn: drawn, Seed: drawn.Sample.Origin().Seed, Draws: drawn.Sample.Draws()}
	every := make([]int, len(drawn.Sample.Outcomes()))
	for column := range every {
		every[column] = column
	}
	summaries, err := drawn.Sample.Summaries(every, workers)
	if err != nil {
		return nil, err
	}
	r := newColumns(drawn, summaries)
	for k := range drawn.Study.Scenarios {
		s := &drawn.Study.Scenarios[k]
		side := ScenarioRisk{Key: s.Key, Title: s.Title, Baseline: k == drawn.Baseline}
		if err := r.items(&side, k); err != nil {
			return nil, err
		}
		if err := r.bearing(&side, s.Result.Model); err != nil {
			return nil, err
		}
		f.Scenarios = append(f.Scenarios, side)
	}
	for _, year := range f.Scenarios[0].Items[0].Years {
		f.Years = append(f.Years, year.Outcome.Period.Year)
	}
	for k := range f.Scenarios {
		f.Scenarios[k].Chances = chances(f, &f.Scenarios[k])
	}
	if err := f.payingMore(); err != nil {
		return nil, err
	}
	if err := f.bend(ctx); err != nil {
		return nil, err
	}
	return f, nil
}

// payingMore finds the chances that scenarios pay more than each other.
func (f *RiskFigures) payingMore() (err error) {
	var incomes []int
	for k := range f.Scenarios {
		income, known := f.Scenarios[k].Item(engine.ItemIncome, "", "")
		if !known {
			return fmt.Errorf("scenario %s has no income drawn", f.Scenarios[k].Key)
		}
		incomes = append(incomes, income.Whole.Column)
	}
	f.More, err = f.Drawn.Sample.More(incomes)
	return err
}

// Stranded are the scenario's items of what contracts no longer ask of a provider, and its cost
// goes on.
func (s *ScenarioRisk) Stranded() []*RiskItem {
	var items []*RiskItem
	for i := range s.Items {
		if s.Items[i].Item == engine.ItemCostStranded {
			items = append(items, &s.Items[i])
		}
	}
	return items
}

// columns are those of a sample, each with its summary, and found by what it is of.
type columns struct {
	drawn     *scenarios.Drawn
	summaries []risk.Summary
	at        map[columnKey]int
}

// columnKey says which figure a column is, by names: places differ where a scenario adds a
// contract.
type columnKey struct {
	scenario                 int
	item, contract, provider string
	step                     int
	period                   risk.Period
}

func newColumns(drawn *scenarios.Drawn, summaries []risk.Summary) *columns {
	c := &columns{drawn, summaries, map[columnKey]int{}}
	for column, o := range drawn.Sample.Outcomes() {
		c.at[c.key(o)] = column
	}
	return c
}

func (c *columns) key(o risk.Outcome) columnKey {
	m := c.drawn.Study.Scenarios[o.Scenario].Result.Model
	key := columnKey{scenario: o.Scenario, item: o.Item, step: o.Step, period: o.Period}
	if o.Contract >= 0 {
		key.contract = m.Contracts[o.Contract].Name
	}
	if o.Provider >= 0 {
		key.provider = m.Providers[o.Provider].Key
	}
	return key
}

// items gathers the columns of a scenario by what they are of, in the sample's order.
func (c *columns) items(side *ScenarioRisk, scenario int) error {
	m := c.drawn.Study.Scenarios[scenario].Result.Model
	places := map[columnKey]int{}
	for column, o := range c.drawn.Sample.Outcomes() {
		if o.Scenario != scenario {
			continue
		}
		whose := c.key(o)
		whose.period = risk.Period{}
		at, seen := places[whose]
		if !seen {
			at = len(side.Items)
			places[whose] = at
			side.Items = append(side.Items, RiskItem{Item: whose.item, Contract: whose.contract, Provider: whose.provider, Step: whose.step, Unit: unitOfItem(whose.item, m)})
		}
		item, figure := &side.Items[at], RiskFigure{c.summaries[column], c.summaries[column].Mean - o.Stands}
		switch {
		case o.Period.Monthly():
			item.Months = append(item.Months, figure)
		case o.Period.Year != 0:
			item.Years = append(item.Years, figure)
		default:
			item.Whole = figure
		}
	}
	for i := range side.Items {
		if err := c.complete(&side.Items[i]); err != nil {
			return err
		}
	}
	return nil
}

// unitOfItem is what an item is counted in.
func unitOfItem(item string, m *engine.Model) string {
	resource, short := strings.CutPrefix(item, engine.ItemNotDelivered)
	if !short {
		return engine.UnitPounds
	}
	return m.Resources[slices.IndexFunc(m.Resources, func(r engine.Resource) bool { return r.Key == resource })].Unit
}

// complete adds to an item what takes more than one column, or every draw of one.
func (c *columns) complete(item *RiskItem) error {
	figures := append([]RiskFigure{item.Whole}, item.Years...)
	if item.Months != nil {
		var err error
		if item.Curve, err = c.drawn.Sample.Curve(item.Whole.Column); err != nil {
			return err
		}
	}
	for _, figure := range figures {
		o := figure.Outcome
		if item.Step != 0 {
			binding, err := c.drawn.Sample.Binding(figure.Column)
			if err != nil {
				return err
			}
			item.Binds = append(item.Binds, RiskBinding{binding, o.Period, o.Stands})
			continue
		}
		theirs := c.key(o)
		theirs.scenario = c.drawn.Baseline
		base, found := c.at[theirs]
		if !found || base == figure.Column {
			continue
		}
		pair, err := c.drawn.Sample.Compare(figure.Column, base)
		if err != nil {
			return err
		}
		item.Against = append(item.Against, RiskDifference{pair, o.Period, o.Stands - c.summaries[base].Outcome.Stands})
	}
	return nil
}

// bearing says who bears the risk of each contract.
func (c *columns) bearing(side *ScenarioRisk, m *engine.Model) error {
	for k := range m.Contracts {
		contract := &m.Contracts[k]
		income, paid := side.Item(engine.ItemIncome, contract.Name, "")
		cost, spent := side.Item(engine.GoalCost, contract.Name, "")
		if !paid || !spent {
			continue
		}
		exposure, err := c.drawn.Sample.Exposure(income.Whole.Column, cost.Whole.Column)
		if err != nil {
			return err
		}
		side.Bearing = append(side.Bearing, RiskBearing{contract.Name, m.Commissioners[contract.Commissioner].Key, m.Providers[contract.Provider].Key, exposure})
	}
	return nil
}
