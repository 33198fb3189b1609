package engine_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// The run is March 2025 (in 2024-25) and April 2025 (in 2025-26). North's people in days: 31 and 10
// in March, 30 in April. South does nothing that is counted in days.
func TestPeopleByYearAndParty(t *testing.T) {
	r := twoContracts()
	month := func(year, month int) tariff.Month { return tariff.NewMonth(year, month) }
	r.Model.Commissioners[0].Population = tariff.Dated[decimal.Decimal]{{Value: decimal.NewFromInt(1000)}, {From: month(2025, 4), Value: decimal.NewFromInt(1100)}}
	r.Model.Commissioners[1].Population = tariff.Dated[decimal.Decimal]{{From: month(2025, 4), Value: decimal.NewFromInt(400)}}
	side := engine.Compare([]*engine.Result{r}, 0).Sides[0]
	for _, c := range []struct {
		name       string
		people     engine.People
		population string // "" where it is not known
		caseload   string // people on average, to three places
		perHead    string // of 3,100 pounds
		perPerson  string
	}{
		{"contract north in March", side.Contracts[0].People[0], "", "1.323", "", "2343.90"}, // 3,100 x 31 / 41
		{"contract north in April", side.Contracts[0].People[1], "", "1.000", "", "3100.00"},
		{"commissioner North in March", side.Commissioners[0].People[0], "1000", "1.323", "3.10", "2343.90"},
		{"commissioner North in April", side.Commissioners[0].People[1], "1100", "1.000", "2.82", "3100.00"},
		{"commissioner South in March, before its population is known", side.Commissioners[1].People[0], "", "", "", ""},
		{"commissioner South in April, with nobody on a caseload", side.Commissioners[1].People[1], "400", "", "7.75", ""},
		{"the trust, where South is not counted", side.Providers[0].People[0], "", "", "", ""},
		{"everything in March", side.Whole.People[0], "", "", "", ""},
		{"everything in April", side.Whole.People[1], "1500", "", "2.07", ""},
	} {
		amount := tariff.Pence(3_100_00)
		caseload, counted := c.people.Caseload()
		perHead, headed := c.people.PerHead(amount)
		perPerson, shared := c.people.PerPerson(amount)
		got := [4]string{"", "", "", ""}
		if c.people.Population != nil {
			got[0] = c.people.Population.String()
		}
		if counted {
			got[1] = caseload.StringFixed(3)
		}
		if headed {
			got[2] = perHead.String()
		}
		if shared {
			got[3] = perPerson.String()
		}
		if want := [4]string{c.population, c.caseload, c.perHead, c.perPerson}; got != want {
			t.Errorf("%s: %q, want %q", c.name, got, want)
		}
	}
}

// A population of zero divides nothing, and one that changes within a year counts by its days.
func TestPopulationByHead(t *testing.T) {
	zero := decimal.Zero
	if _, ok := (engine.People{Days: 30, Population: &zero}).PerHead(100); ok {
		t.Error("an amount by head of nobody")
	}
	if _, ok := (engine.People{Days: 30, Counted: true}).PerPerson(100); ok {
		t.Error("an amount by person of nobody")
	}
	r := twoContracts()
	r.Model.Start = tariff.NewMonth(2025, 4) // April with 30 days and May with 31
	r.Model.Commissioners[0].Population = tariff.Dated[decimal.Decimal]{{Value: decimal.NewFromInt(610)}, {From: tariff.NewMonth(2025, 5), Value: decimal.NewFromInt(1220)}}
	people := engine.Compare([]*engine.Result{r}, 0).Sides[0].Commissioners[0].People[0]
	if want := "920"; people.Days != 61 || people.Population == nil || people.Population.String() != want { // (610 x 30 + 1220 x 31) / 61
		t.Errorf("%+v, want a population of %s over 61 days", people, want)
	}
}
