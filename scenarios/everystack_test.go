package scenarios

import (
	"slices"
	"strings"
	"testing"

	"parity/engine"
	"parity/tariff"
)

// Every scenario of every embedded model stacks on every other, in either order, and what it
// comes to holds together: people, care, money and funders. Two that set no cell both come to the
// same whichever is first.
func TestEveryScenarioStacksOnEveryOther(t *testing.T) {
	for _, model := range []string{"northshire", "westmoor", "talking-therapies", "england-2015-16", "england-2024-25"} {
		t.Run(model, func(t *testing.T) {
			var keys []string
			for _, s := range simulated(t, model).Scenarios {
				keys = append(keys, s.Key)
			}
			for a, first := range keys {
				var stacks []string
				for _, second := range keys[a+1:] {
					stacks = append(stacks, first+stackSign+second, second+stackSign+first)
				}
				if stacks == nil {
					continue
				}
				study := simulated(t, model, stacks...)
				for i := range study.Scenarios {
					holdsTogether(t, &study.Scenarios[i])
				}
				for k := 0; k < len(stacks); k += 2 {
					sameInEitherOrder(t, study, stacks[k], stacks[k+1])
				}
			}
		})
	}
}

// sameInEitherOrder holds two stacks of the same scenarios to the same income and cost.
func sameInEitherOrder(t *testing.T, study *Study, one, other string) {
	t.Helper()
	at := func(key string) *Scenario {
		return &study.Scenarios[slices.IndexFunc(study.Scenarios, func(s Scenario) bool { return s.Key == key })]
	}
	if len(at(one).Conflicts)+len(at(other).Conflicts) > 0 {
		return // the later one holds
	}
	was, is := at(one).Result, at(other).Result
	for c := range was.Contracts {
		name := was.Model.Contracts[c].Name
		d := slices.IndexFunc(is.Model.Contracts, func(of engine.Contract) bool { return of.Name == name })
		if a, b := incomeOf(was, c, 0, was.Model.Months), incomeOf(is, d, 0, is.Model.Months); a != b {
			t.Errorf("%s pays %s %v, and %s %v", one, name, a, other, b)
		}
	}
	if a, b := costOf(was), costOf(is); a != b {
		t.Errorf("%s costs %v, and %s %v", one, a, other, b)
	}
}

// costOf is what care costs under all contracts, and what is stranded.
func costOf(r *engine.Result) (sum tariff.Pence) {
	for k := range r.Care.Lines {
		line := &r.Care.Lines[k]
		for i := range line.CostVariable {
			sum += line.CostVariable[i] + line.CostSemiFixed[i] + line.CostFixed[i]
		}
	}
	for k := range r.Care.Resources {
		for _, stranded := range r.Care.Resources[k].Stranded {
			sum += stranded
		}
	}
	return sum
}

// holdsTogether holds what a scenario comes to to its own sums, month by month.
func holdsTogether(t *testing.T, s *Scenario) {
	t.Helper()
	r := s.Result
	for c := range r.Contracts {
		name := r.Model.Contracts[c].Name
		var lines, income tariff.Pence
		for _, line := range r.Contracts[c].Statement.Lines {
			lines += line.Paid
		}
		for _, paid := range r.Contracts[c].Statement.Income {
			income += paid
		}
		if lines != income {
			t.Errorf("%s: the lines of %s come to %v, its income to %v", s.Key, name, lines, income)
		}
		for _, of := range r.Activity.Contracts[c].Currencies {
			if people := of.Measures[tariff.Person]; of.Projected && people != nil {
				for i := 1; i < len(people); i++ {
					if now := people[i-1] + arrivals(&of, i); now != people[i] {
						t.Errorf("%s: %s has %v people of %s in month %d, and its flows leave %v", s.Key, name, people[i], r.Model.Currencies[of.Currency].Key, i, now)
					}
				}
			}
		}
	}
	for k := range r.Care.Lines {
		line := &r.Care.Lines[k]
		for i := range line.Asked {
			if short := line.Asked[i] - line.Delivered[i]; line.NotDelivered != nil && short != line.NotDelivered[i] {
				t.Errorf("%s: of %v asked %v are delivered and %v not", s.Key, line.Asked[i], line.Delivered[i], line.NotDelivered[i])
			}
		}
	}
	if whole, funded, split := funded(s.Result); split && whole != funded {
		t.Errorf("%s: care costs %v, and its funders pay %v", s.Key, whole, funded)
	}
}

// arrivals are people who come in a month less those who go.
func arrivals(of *engine.CurrencyActivity, i int) (sum tariff.Quantity) {
	for _, series := range [][]tariff.Quantity{of.Measures[tariff.Start], of.MoveIn, of.TransferIn} {
		if series != nil {
			sum += series[i]
		}
	}
	for _, series := range [][]tariff.Quantity{of.MoveOut, of.TransferOut, of.Discharge} {
		if series != nil {
			sum -= series[i]
		}
	}
	return sum
}

// funded is what care costs by the facts and what they say its funders pay, in pence; false
// where no resource names a funder.
func funded(r *engine.Result) (whole, paid int64, split bool) {
	cost := []string{engine.ItemCostVariable, engine.ItemCostSemiFixed, engine.ItemCostFixed, engine.ItemCostStranded}
	byFunder := func(item string) bool {
		return strings.HasPrefix(item, engine.ItemFunderCost) || strings.HasPrefix(item, engine.ItemFunderStranded)
	}
	for fact := range r.FactsOf(func(item string) bool { return slices.Contains(cost, item) || byFunder(item) }) {
		if byFunder(fact.Item) {
			paid, split = paid+fact.Value.Number, true
		} else {
			whole += fact.Value.Number
		}
	}
	return whole, paid, split
}

// What people hold and what contracts pay come to what contracts would pay without budgets,
// whatever else a scenario does.
func TestBudgetsAndContractComeToTheWholeInEveryScenario(t *testing.T) {
	var stacks []string
	plain := simulated(t, "northshire")
	for _, s := range plain.Scenarios {
		if s.Key != "budgets" {
			stacks = append(stacks, s.Key+stackSign+"budgets")
		}
	}
	study := simulated(t, "northshire", stacks...)
	for _, stack := range stacks {
		r, was := study.result(t, stack), plain.result(t, strings.TrimSuffix(stack, stackSign+"budgets"))
		for c := range r.Contracts {
			paid := incomeOf(r, c, 0, r.Model.Months)
			for _, line := range r.Contracts[c].Budgets {
				for _, held := range line.Paid {
					paid += held
				}
			}
			if whole := incomeOf(was, c, 0, was.Model.Months); paid != whole {
				t.Errorf("%s: %s pays, and people hold, %v; without budgets it pays %v", stack, r.Model.Contracts[c].Name, paid, whole)
			}
		}
	}
}
