package workbook

import (
	"errors"
	"fmt"

	"parity/engine"
	"parity/reports"
	"parity/scenarios"
	"parity/scenarios/evidence"
	"parity/tariff"
)

// book is the workbook as planned: the study, its sheets, and where what stands on them.
type book struct {
	study *scenarios.Study
	about About
	time  *timeline
	keys  []string // of the scenarios
	// What the headlines rest on and the scenarios side by side, worked out while the rest is
	// planned.
	rests func() *evidence.Report
	sides func() *engine.Comparison

	sheets []*sheet // in the order of their tabs

	inputs     []*inputSheet // by table, in the order of the schema
	constants  *constants
	effective  *shared // scalar: inputs as a scenario leaves them
	growth     *shared // growth by uplifts, by month
	prices     *shared // unit prices and factors, by month
	derived    *derivedSheet
	quantity   *shared // what is paid for and what was planned, by month
	values     *shared // quantity x price x factor
	annual     *shared // annual values and their twelfths
	unitCost   *shared // unit costs and factors, by month
	care       *shared // units delivered, and of fixed and semi-fixed cost
	cost       *shared // units x unit cost x factor
	periods    *periodSheet
	payments   *paymentSheet
	margins    *marginSheet
	recordings []recordingOf // rows to be of the sheet Recording
	compared   *comparisonSheet
	bridge     *bridgeSheet // nil where nothing is compared
	risk       *riskSheets  // nil where nothing was drawn
	checks     *checkSheet

	asked      asked
	costs      []costsLaid // of the scenarios so far
	pricesLaid map[priceGround]priceLaid

	// differing lists rows whose formula, worked out here, does not come to what the engine
	// gives. Tests hold it empty; the value stored is the engine's.
	differing []string
}

// plan lays out the whole workbook in memory, with what draws came to where figures are not nil.
func plan(s *scenarios.Study, about About, figures *reports.RiskFigures) (*book, error) {
	if len(s.Scenarios) == 0 {
		return nil, errors.New("a workbook needs at least one scenario")
	}
	for i := range s.Scenarios {
		if s.Scenarios[i].Result == nil {
			return nil, fmt.Errorf("scenario %s has not been run", s.Scenarios[i].Key)
		}
	}
	b := &book{study: s, about: about, pricesLaid: map[priceGround]priceLaid{}}
	b.rests = reports.Meanwhile(func() *evidence.Report { return evidence.Of(s) })
	b.sides = reports.Meanwhile(func() *engine.Comparison { return sideBySide(s) })
	b.time = newTimeline(s.Scenarios[s.Baseline].Result.Model)
	for i := range s.Scenarios {
		b.keys = append(b.keys, s.Scenarios[i].Key)
	}
	b.planInputs()
	b.planWorkings()
	for i := range s.Scenarios {
		b.planScenario(i)
	}
	b.planMargins()
	b.planComparison()
	if figures != nil {
		if err := b.planRisk(figures); err != nil {
			return nil, err
		}
	}
	if err := b.bridged(); err != nil {
		return nil, err
	}
	rest := b.planResults()
	asRun := b.planAsRun()
	b.planChecks(asRun)
	b.finishInputs()
	b.finishUsers()
	b.order(rest, asRun)
	return b, nil
}

// bridged waits for the bridges.
func (b *book) bridged() error {
	if b.about.Bridged != nil {
		if err := b.about.Bridged(); err != nil {
			return err
		}
	}
	if len(b.study.Bridges) != len(b.study.Scenarios) {
		return errors.New("the bridges from the baseline to the other scenarios have not been worked out")
	}
	return nil
}

// sideBySide sets a study's scenarios beside each other.
func sideBySide(s *scenarios.Study) *engine.Comparison {
	run := make([]*engine.Result, len(s.Scenarios))
	for i := range s.Scenarios {
		run[i] = s.Scenarios[i].Result
	}
	return engine.Compare(run, s.Baseline)
}

// planWorkings opens the sheets of workings.
func (b *book) planWorkings() {
	b.planConstants()
	b.effective = b.planEffective()
	b.growth = b.sharedSheet("Uplift index", "What uplifts make of a pound, by month",
		"The product of 1 + (cost uplift - efficiency) over the uplifts that fall after the base named and not after the month. Only rows published last count.",
		[labelCols]string{"Scenarios", "Uplift", "From base", "Used for", "", "Unit"})
	b.prices = b.sharedSheet("Unit prices", "Unit prices and market forces factors, by month",
		"Price x uplift index, rounded once. Factors are the provider's MFF over the MFF the prices or costs are stated at.",
		[labelCols]string{"Scenarios", "Schedule", "Currency", "Measure", "What", "Unit"})
	b.derived = b.planDerived()
	b.quantity = b.sharedSheet("Quantities", "Quantities that are paid for, by month",
		"Projected by Parity from the caseload: values, not formulas. Change a caseload, stay, move or package and run Parity again.",
		[labelCols]string{"Scenarios", "Contract", "Currency", "Measure", "Name", "What"})
	b.values = b.sharedSheet("Values", "What activity and plans are worth, by month",
		"ROUND(quantity x unit price x factor, 2), line by line.",
		[labelCols]string{"Scenarios", "Contract", "Currency", "Measure", "Name", "What"})
	b.annual = b.sharedSheet("Annual values", "Annual values and their twelfths, by month",
		"The annual value in force, grown each April, and what the k-th month of the financial year pays of it: ROUND(value x k/12, 2) - ROUND(value x (k-1)/12, 2).",
		[labelCols]string{"Scenarios", "Contract", "What", "", "", "Unit"})
	b.unitCost = b.sharedSheet("Unit costs", "What a unit of each resource costs, by month",
		"Unit cost x growth less the efficiency delivered, split into variable, semi-fixed and fixed cost.",
		[labelCols]string{"Scenarios", "Provider", "Resource", "What", "Name", "Unit"})
	b.care = b.sharedSheet("Care", "Units of care given and of cost set up, by month",
		"Projected by Parity from packages, capacity and steps: values, not formulas.",
		[labelCols]string{"Scenarios", "Contract", "Currency", "Resource", "What", "Unit"})
	b.cost = b.sharedSheet("Cost", "Cost of care, by month",
		"ROUND(units x unit cost x factor, 2) for variable, semi-fixed and fixed cost, line by line.",
		[labelCols]string{"Scenarios", "Contract", "Currency", "Resource", "Name", "What"})
	b.periods = b.planPeriods()
	b.payments = b.planPayments()
}

func (b *book) sharedSheet(name, title, about string, labels [labelCols]string) *shared {
	return &shared{sheet: b.timeSheet(name, title, about, workings, labels), found: map[string]block{}, asked: &b.asked}
}

// scenario is one scenario being planned.
type scenario struct {
	*book
	at     int
	is     *scenarios.Scenario
	result *engine.Result
	// known is the month whose knowledge of uplifts counts: tariff.Latest but for cash.
	known tariff.Month

	// read is the tables looked into while costs are laid out; nil at other times.
	read map[string]*scenarios.Table

	pricings map[*engine.Schedule]*tariff.Pricing
	laid     map[*engine.Schedule]derivedBlock // derived schedules laid out
	priced   map[pricedAt]expr                 // unit prices laid out; without text where there is none
	at12     map[int]expr                      // twelfths of annual values, by contract
	counting map[string][]upliftRow            // rows of uplifts that count, by series
	grown    map[upliftedFrom]grown            // growth of prices laid out
	bridged  map[upliftedBetween]expr          // growth from one month's prices to another's
}

// upliftedFrom is an uplift series and the month growth begins after.
type upliftedFrom struct {
	uplift string
	base   tariff.Month
}

// upliftedBetween is growth up to the prices of a month.
type upliftedBetween struct {
	upliftedFrom
	to tariff.Month
}

// pricedAt is a unit of a schedule.
type pricedAt struct {
	schedule *engine.Schedule
	currency int
	measure  tariff.Measure
}

// open begins the planning of a scenario.
func (b *book) open(i int) *scenario {
	return &scenario{book: b, at: i, is: &b.study.Scenarios[i], result: b.study.Scenarios[i].Result, known: tariff.Latest,
		pricings: map[*engine.Schedule]*tariff.Pricing{},
		laid:     map[*engine.Schedule]derivedBlock{}, priced: map[pricedAt]expr{}, at12: map[int]expr{}, counting: map[string][]upliftRow{}, grown: map[upliftedFrom]grown{}, bridged: map[upliftedBetween]expr{}}
}

// planScenario lays out the workings of one scenario and its payments.
func (b *book) planScenario(i int) {
	s := b.open(i)
	costs := s.costsOrShared()
	for k := range s.result.Contracts {
		s.planContract(k, costs)
	}
	s.planStranded(costs)
	s.planEfficiencies(costs)
}

// finishUsers writes which scenarios each shared row serves, now that all have asked.
func (b *book) finishUsers() {
	for _, s := range []*sheet{b.effective.sheet, b.growth.sheet, b.prices.sheet, b.derived.sheet, b.quantity.sheet, b.values.sheet,
		b.annual.sheet, b.unitCost.sheet, b.care.sheet, b.cost.sheet, b.periods.sheet} {
		for i := range s.rows {
			if u := s.rows[i].users; u != nil {
				s.rows[i].cells[0] = textCell(u.label(b.keys), style{role: label})
			}
		}
	}
}

// agree notes a row whose formula does not come to the engine's pence.
func (b *book) agree(what string, e expr, engine []float64) expr {
	for i := range engine {
		if d := e.at(i) - engine[i]; d > halfPenny || d < -halfPenny {
			b.differing = append(b.differing, fmt.Sprintf("%s, %s: the formula gives %.4f and the engine %.4f", what, b.time.months[i], e.at(i), engine[i]))
			break
		}
	}
	return e.with(engine)
}

const halfPenny = 0.005

// pounds are amounts in pence as pounds.
func inPounds[T interface{ Pounds() float64 }](amounts []T) []float64 {
	pounds := make([]float64, len(amounts))
	for i, a := range amounts {
		pounds[i] = a.Pounds()
	}
	return pounds
}
