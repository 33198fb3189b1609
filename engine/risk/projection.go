package risk

import (
	"cmp"
	"slices"

	"parity/engine"
	"parity/engine/panel"
	"parity/tariff"
)

// Projection is a study written down as one calculation, ready to be drawn.
type Projection struct {
	outcomes []Outcome
	firsts   []int
	program  *panel.Program
}

// NewProjection writes a study down: every scenario's outcomes by month, financial year and
// over the whole run.
func NewProjection(study *Study) *Projection {
	all := make([]int, len(study.Scenarios))
	for k := range all {
		all[k] = k
	}
	return NewDraft(study, all, Every).Projection()
}

// Every asks for all outcomes.
func Every(Outcome) bool { return true }

// Draft is a study written down and not yet put into the order in which it is worked out.
type Draft struct{ of *projecting }

// NewDraft writes down some scenarios of a study, for the outcomes that are asked for. Others may
// be added.
func NewDraft(study *Study, scenarios []int, asked func(Outcome) bool) *Draft {
	d := &Draft{newProjecting(study, asked)}
	for _, k := range scenarios {
		d.Add(k)
	}
	return d
}

// Add writes another scenario of the study down, which may have come to the study since the
// draft was begun. It rests on that scenario and the baseline alone.
func (d *Draft) Add(scenario int) { d.of.add(scenario, d.of.world(scenario)) }

func newProjecting(study *Study, asked func(Outcome) bool) *projecting {
	return &projecting{study: study, asked: asked, sharing: newSharing()}
}

// world is one scenario before it is written down, with what scenarios share.
func (p *projecting) world(scenario int) *world {
	of := &p.study.Scenarios[scenario]
	return &world{
		sharing: p.sharing, m: of.Result.Model, result: of.Result,
		base: p.study.Scenarios[p.study.Baseline].Result, uncertain: of.Uncertain, drawn: drawnQuantities(of.Uncertain),
		chance: p.study.OneByOne, written: map[int]*people{},
	}
}

// Outcomes lists what is written down so far.
func (d *Draft) Outcomes() []Outcome { return d.of.outcomes }

// Projection puts the draft into order.
func (d *Draft) Projection() *Projection {
	p := d.of
	firsts := p.firsts()
	order := slices.DeleteFunc(p.inTime(), func(k int) bool { return firsts[k] != k })
	return &Projection{p.outcomes, firsts, p.calculation.Compile(p.forms, order, p.study.Slots)}
}

// Outcomes lists what each draw gives, in order of scenario, item and period.
func (p *Projection) Outcomes() []Outcome { return p.outcomes }

// Firsts gives for each outcome the first that comes to the same.
func (p *Projection) Firsts() []int { return p.firsts }

// NewWorker gives what one of several workers draws with.
func (p *Projection) NewWorker() Worker { return worker{p.firsts, p.program.NewMachine()} }

// Rests says for each slot of the study whether any outcome follows from its value.
func (p *Projection) Rests() []bool { return p.program.Rests() }

// Steps is how many steps a panel of draws takes.
func (p *Projection) Steps() int { return p.program.Steps() }

type worker struct {
	firsts  []int
	machine *panel.Machine
}

func (w worker) Work(values, out [][]float64) {
	w.machine.Work(values, out, len(out[0]))
	for k, first := range w.firsts {
		if &out[k][0] != &out[first][0] {
			copy(out[k], out[first])
		}
	}
}

// projecting gathers outcomes and their forms.
type projecting struct {
	*sharing
	study    *Study
	asked    func(Outcome) bool
	outcomes []Outcome
	forms    []panel.Form
}

// add writes one scenario down.
func (p *projecting) add(scenario int, w *world) {
	activities := make([]*activity, len(w.m.Contracts))
	for contract := range activities {
		activities[contract] = w.activityOf(contract)
	}
	care := w.careOf(activities)
	cost := care.cost()
	settled := make([]*settlement, len(w.m.Contracts))
	for contract := range settled {
		settled[contract] = care.settle(contract, cost.contracts[contract])
	}
	all := p.account(Outcome{Scenario: scenario, Contract: -1, Provider: -1}, w)
	all.months = true
	all.write(incomes(settled, func(int) bool { return true }), cost.all(), standing(w, func(int) bool { return true }, func(int) bool { return true }))
	for contract, s := range settled {
		of := p.account(Outcome{Scenario: scenario, Contract: contract, Provider: -1}, w)
		of.write(s.income, cost.contracts[contract], standing(w, func(c int) bool { return c == contract }, nil))
		p.terms(scenario, w, s)
	}
	if len(w.m.Providers) > 1 {
		for provider := range w.m.Providers {
			theirs := func(contract int) bool { return w.m.Contracts[contract].Provider == provider }
			of := p.account(Outcome{Scenario: scenario, Contract: -1, Provider: provider}, w)
			of.write(incomes(settled, theirs), cost.providers[provider], standing(w, theirs, func(p int) bool { return p == provider }))
		}
	}
	p.stranded(scenario, w, cost)
	p.shortfalls(scenario, w, care)
	p.elsewhere(scenario, w, care)
}

// incomes is the payment by month under the contracts that are asked for.
func incomes(settled []*settlement, asked func(contract int) bool) []panel.Form {
	var sum []panel.Form
	for contract, s := range settled {
		if !asked(contract) {
			continue
		}
		if sum == nil {
			sum = slices.Clone(s.income)
			continue
		}
		for i := range sum {
			sum[i] = sum[i].Plus(s.income[i])
		}
	}
	return sum
}

// all is the cost of all providers by month; nil where no package asks anything, or a cost
// is not known.
func (c costs) all() []panel.Form {
	var sum []panel.Form
	for provider, cost := range c.providers {
		switch {
		case cost == nil && c.provides[provider]:
			return nil
		case cost == nil:
		case sum == nil:
			sum = slices.Clone(cost)
		default:
			for i := range sum {
				sum[i] = sum[i].Plus(cost[i])
			}
		}
	}
	return sum
}

// account writes income, cost and surplus of one selection.
type account struct {
	p      *projecting
	w      *world
	of     Outcome
	months bool // by month too
}

func (p *projecting) account(of Outcome, w *world) *account { return &account{p: p, w: w, of: of} }

// stands is an item of a selection by month as the cells stand, in pence.
type stands struct{ income, cost []tariff.Pence }

// write adds the outcomes of a selection. cost is nil where it is not known.
func (a *account) write(income, cost []panel.Form, now stands) {
	if income == nil {
		return
	}
	earned := a.item(engine.ItemIncome, income, now.income)
	if cost == nil {
		return
	}
	spent := a.item(engine.GoalCost, cost, now.cost)
	stands := make([]tariff.Pence, len(now.income))
	for i := range stands {
		stands[i] = now.income[i] - now.cost[i]
	}
	of := a.of
	of.Item = engine.GoalSurplus
	a.p.series(of, a.w.m, earned.minus(spent), inPounds(stands), a.months)
}

// item adds one item by month, year and over the run.
func (a *account) item(item string, forms []panel.Form, now []tariff.Pence) periods {
	of := a.of
	of.Item = item
	all := a.p.periodsOf(a.w.m, forms)
	a.p.series(of, a.w.m, all, inPounds(now), a.months)
	return all
}

func inPounds(now []tariff.Pence) []float64 {
	pounds := make([]float64, len(now))
	for i, pence := range now {
		pounds[i] = pence.Decimal().InexactFloat64()
	}
	return pounds
}

// terms adds the lines of a contract's terms, step by step.
func (p *projecting) terms(scenario int, w *world, s *settlement) {
	var steps []int
	for _, line := range s.booked {
		if !slices.Contains(steps, line.step) {
			steps = append(steps, line.step)
		}
	}
	slices.Sort(steps)
	for _, step := range steps {
		forms, now := make([]panel.Form, w.m.Months), make([]float64, w.m.Months)
		of := Outcome{Scenario: scenario, Contract: s.contract, Provider: -1, Step: step}
		for _, line := range s.booked {
			if line.step == step {
				forms[line.month] = forms[line.month].Plus(line.amount)
				of.Item = string(line.term)
			}
		}
		for _, line := range w.result.Contracts[s.contract].Statement.Lines {
			if line.Step == step {
				now[line.To] += line.Paid.Decimal().InexactFloat64()
			}
		}
		p.series(of, w.m, p.periodsOf(w.m, forms), now, false)
	}
}

// stranded adds what each provider's cost comes to that no contract asks any more: its contracts'
// cost and this are its own.
func (p *projecting) stranded(scenario int, w *world, cost costs) {
	for provider, forms := range cost.stranded {
		if !slices.ContainsFunc(forms, func(f panel.Form) bool { return !f.Is(0) }) {
			continue
		}
		now := make([]float64, w.m.Months)
		for k := range w.result.Care.Resources {
			if r := &w.result.Care.Resources[k]; r.Provider == provider {
				for i, pence := range r.Stranded {
					now[i] += pence.Pounds()
				}
			}
		}
		of := Outcome{Scenario: scenario, Item: engine.ItemCostStranded, Contract: -1, Provider: provider}
		p.series(of, w.m, p.periodsOf(w.m, forms), now, false)
	}
}

// shortfalls adds the care that is asked and not given, of each resource that has a limit.
func (p *projecting) shortfalls(scenario int, w *world, care *care) {
	for _, provided := range care.provided {
		forms := care.notDelivered(provided)
		if forms == nil {
			continue
		}
		now := make([]float64, w.m.Months)
		for i, units := range provided.at.NotDelivered {
			now[i] = units.Units()
		}
		item := engine.ItemNotDelivered + w.m.Resources[provided.at.Resource].Key
		p.series(Outcome{Scenario: scenario, Item: item, Contract: -1, Provider: provided.at.Provider}, w.m, p.periodsOf(w.m, forms), now, false)
	}
}

// firsts gives for each outcome the first that is the same sum of the same parts. Months are kept
// in another way than years.
func (p *projecting) firsts() []int {
	firsts, known := make([]int, len(p.forms)), map[string]int{}
	var key []byte
	for k, form := range p.forms {
		key = append(key[:0], 0)
		if p.outcomes[k].Period.Monthly() {
			key[0] = 1
		}
		key = form.AppendKey(key)
		first, is := known[string(key)]
		if !is {
			first = k
			known[string(key)] = k
		}
		firsts[k] = first
	}
	return firsts
}

// inTime is the order in which outcomes are worked out: by the last month they rest on, so
// that little has to be kept.
func (p *projecting) inTime() []int {
	last := func(k int) int {
		switch period := p.outcomes[k].Period; {
		case period.Monthly():
			return int(period.Month)
		case period.Year != 0:
			return int((period.Year + 1).April()) - 1
		}
		return int(^uint(0) >> 1)
	}
	order := make([]int, len(p.outcomes))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(last(a), last(b)) })
	return order
}

// standing is income and cost by month as the cells stand, of the contracts and providers
// asked for. What is stranded is a provider's; nil providers leaves it out.
func standing(w *world, contracts, providers func(int) bool) stands {
	s := stands{make([]tariff.Pence, w.m.Months), make([]tariff.Pence, w.m.Months)}
	for k := range w.result.Contracts {
		if contracts(k) {
			for i, paid := range w.result.Contracts[k].Statement.Income {
				s.income[i] += paid
			}
		}
	}
	for k := range w.result.Care.Lines {
		if line := &w.result.Care.Lines[k]; contracts(line.Contract) {
			for i := range s.cost {
				s.cost[i] += line.CostVariable[i] + line.CostSemiFixed[i] + line.CostFixed[i]
			}
		}
	}
	for k := range w.result.Care.Resources {
		if r := &w.result.Care.Resources[k]; providers != nil && providers(r.Provider) {
			for i := range s.cost {
				s.cost[i] += r.Stranded[i]
			}
		}
	}
	return s
}
