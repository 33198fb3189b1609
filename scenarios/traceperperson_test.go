package scenarios

import (
	"math/big"
	"testing"

	"parity/engine"
	"parity/tariff"
)

// What is paid by head and by person in a month is income over population, and income over
// the mean number of people, as the other facts and the tables have them.
func TestFactsByHeadAndByPerson(t *testing.T) {
	study := simulated(t, "northshire", "block", "local")
	type at struct {
		commissioner string
		month        tariff.Month
	}
	for i := range study.Scenarios {
		income, days, found := map[at]*big.Rat{}, map[at]*big.Rat{}, map[string]int{}
		add := func(to map[at]*big.Rat, f engine.Fact) {
			key := at{f.Commissioner, f.Month}
			if to[key] == nil {
				to[key] = new(big.Rat)
			}
			to[key].Add(to[key], f.Value.Decimal().Rat())
		}
		var shared []engine.Fact
		for f := range study.Scenarios[i].Result.Facts() {
			switch f.Item {
			case engine.ItemIncome:
				add(income, f)
			case "day", "admitted_day", "community_day":
				add(days, f)
			case engine.ItemIncomePerHead, engine.ItemIncomePerPerson, engine.ItemRealIncomePerHead, engine.ItemRealIncomePerPerson:
				shared = append(shared, f)
				found[f.Item]++
			}
		}
		m := study.Scenarios[i].Result.Model
		for _, f := range shared {
			key := at{f.Commissioner, f.Month}
			amount := new(big.Rat).Set(income[key])
			if f.Item == engine.ItemRealIncomePerHead || f.Item == engine.ItemRealIncomePerPerson {
				base, _ := m.Deflator.At(m.Deflator.Base)
				now, _ := m.Deflator.At(f.Year())
				amount = roundRat(amount.Quo(amount.Mul(amount, base.Rat()), now.Rat()), 2)
			}
			people := new(big.Rat).Quo(days[key], new(big.Rat).SetInt64(int64(f.Month.Days())))
			if f.Item == engine.ItemIncomePerHead || f.Item == engine.ItemRealIncomePerHead {
				for k := range m.Commissioners {
					if m.Commissioners[k].Key == f.Commissioner {
						population, _ := m.Commissioners[k].Population.At(f.Month)
						people = population.Rat()
					}
				}
			}
			if want := amount.Quo(amount, people).FloatString(2); f.Value.String() != want {
				t.Errorf("%s, %s of %s in %s is %s, want %s", study.Scenarios[i].Key, f.Item, f.Commissioner, f.Month, f.Value, want)
			}
		}
		for item, n := range found {
			if n != m.Months*len(m.Commissioners) {
				t.Errorf("%s has %d facts, want one for each of %d months and %d commissioners", item, n, m.Months, len(m.Commissioners))
			}
		}
		if len(found) != 4 {
			t.Errorf("found %v, want four items", found)
		}
	}
}

// A year's figure is traced to the same as the page, the workbook and the JSON show, of one
// commissioner and of all.
func TestTracedByHeadAndByPersonIsTheYearsFigure(t *testing.T) {
	study := simulated(t, "northshire", "block", "local")
	compared := engine.Compare([]*engine.Result{study.Scenarios[0].Result, study.Scenarios[1].Result}, 0)
	for i := range study.Scenarios {
		side := &compared.Sides[i]
		for y, year := range compared.Years {
			for _, account := range append([]engine.Account{side.Whole}, side.Commissioners...) {
				where := "/" + year.String()
				if account.Key != "" && account.Key != side.Whole.Key {
					where += "/commissioner=" + account.Key
				}
				for item, want := range map[string]func() (tariff.Pence, bool){
					engine.ItemIncomePerHead:       func() (tariff.Pence, bool) { return account.People[y].PerHead(account.Years[y].Income) },
					engine.ItemRealIncomePerHead:   func() (tariff.Pence, bool) { return account.People[y].PerHead(account.Years[y].Real) },
					engine.ItemIncomePerPerson:     func() (tariff.Pence, bool) { return account.People[y].PerPerson(account.Years[y].Income) },
					engine.ItemRealIncomePerPerson: func() (tariff.Pence, bool) { return account.People[y].PerPerson(account.Years[y].Real) },
				} {
					answer, err := traceOf(study, i, item+where, 3)
					if err != nil {
						t.Fatal(err)
					}
					n := &answer.Root
					pence, known := want()
					if !known || !n.Value.Equal(pence.Decimal()) {
						t.Errorf("%s: %s is traced to %s, shown as %s (%v)", study.Scenarios[i].Key, item+where, n.Value, pence, known)
					}
					bearsOut(t, item+where, n)
				}
			}
		}
	}
}

func TestPerHeadThatCannotBeTraced(t *testing.T) {
	study := simulated(t, "northshire", "block")
	const want = `result "income_per_head": rates of several years do not add up; name one year or month, as income_per_head/2025-26`
	if _, err := traceOf(study, 0, "income_per_head", 3); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
