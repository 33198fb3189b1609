package engine

import (
	"math"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"parity/tariff"
)

// Funders' costs sum to the whole, to the penny, and what is delivered and not is what is asked.
func TestFundersSumToTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := randomModel(t)
		m.Resources[0].Rows[0].Value.Funder = "NHS"
		if rapid.Bool().Draw(t, "the ward changes hands") {
			later := m.Resources[1].Rows[0]
			later.From, later.Value.Funder = drawMonth(t, m), "local authority"
			m.Resources[1].Rows = append(m.Resources[1].Rows, later)
		}
		r := run(t, m, nil)
		var whole, split tariff.Pence
		for l := range r.Care.Lines {
			for i := range m.Months {
				whole += r.Care.Lines[l].CostVariable[i] + r.Care.Lines[l].CostSemiFixed[i] + r.Care.Lines[l].CostFixed[i]
			}
		}
		for k := range r.Care.Resources {
			for _, stranded := range r.Care.Resources[k].Stranded {
				whole += stranded
			}
		}
		for _, funder := range r.ByFunder() {
			split += funder.Cost.Pence
			if gap := float64(funder.Asked - funder.Delivered - funder.Short); math.Abs(gap) > 1e-9*float64(funder.Asked)+1e-6 {
				t.Errorf("%s: asked %v, delivered %v, not %v", funder.Funder, funder.Asked, funder.Delivered, funder.Short)
			}
		}
		if split != whole {
			t.Errorf("funders' costs sum to %v, the whole is %v", split, whole)
		}
		facts := map[string]decimal.Decimal{}
		for f := range r.Facts() {
			name := f.Item
			if len(name) > len(ItemFunderCost) && name[:len(ItemFunderCost)] == ItemFunderCost {
				name = "split"
			} else if len(name) > len(ItemFunderStranded) && name[:len(ItemFunderStranded)] == ItemFunderStranded {
				name = "split"
			} else if name == ItemCostVariable || name == ItemCostSemiFixed || name == ItemCostFixed || name == ItemCostStranded {
				name = "cost"
			}
			facts[name] = facts[name].Add(f.Value.Decimal())
		}
		if !facts["split"].Equal(facts["cost"]) {
			t.Errorf("facts by funder sum to %s, cost to %s", facts["split"], facts["cost"])
		}
	})
}

// People's worth of care not delivered lies between nobody and everybody, and is what the
// formula of docs/methods.md gives when it is written out plainly.
func TestUnmetIsAPartOfThePeople(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := randomModel(t)
		r := run(t, m, nil)
		for _, unmet := range r.Unmet() {
			for i := range m.Months {
				if unmet.PersonYears[i] < 0 || unmet.PersonYears[i] > unmet.Cared[i] {
					t.Fatalf("%v of %v person-years are not delivered", unmet.PersonYears[i], unmet.Cared[i])
				}
				if !unmet.Known[i] {
					continue
				}
				asked, short := 0.0, 0.0
				for l := range r.Care.Lines {
					line := &r.Care.Lines[l]
					if line.Contract == unmet.Contract && line.Currency == unmet.Currency {
						cost := m.Resources[r.Care.Resources[line.Provided].Resource].Rows[0].Value.UnitCost.InexactFloat64()
						asked += cost * line.Asked[i].Units()
						short += cost * line.NotDelivered[i].Units()
					}
				}
				want := 0.0
				if asked > 0 {
					want = unmet.Cared[i].Units() * short / asked
				}
				if got := unmet.PersonYears[i].Units(); math.Abs(got-want) > 0.00051+1e-6*want {
					t.Errorf("%v person-years not delivered, want %v", got, want)
				}
			}
		}
	})
}

// A third of the contacts of 30 people is not delivered: the worth of 10 people; half of that is
// taken over by nurses at the same cost, and 5 are left. Figures are illustrative.
func TestUnmetAndConsequencesByHand(t *testing.T) {
	model := func() *Model {
		m := service(0).team(func(r *ResourceRow) { r.Capacity = new(float64); *r.Capacity = 200 * 365.0 / 30 })
		m.Contracts[0].Given = []Given{{0, tariff.Day, units(30 * 30)}}
		m.Packages = []Package{{Currency: 0, Resource: "team", Per: tariff.Day, Provider: -1, Quantity: tariff.Always(1.0 / 3)}}
		m.Consequences = []Consequence{{"police", -1, decimal.NewFromInt(900)}, {"carers", -1, decimal.NewFromInt(10)}, {"carers", 0, decimal.NewFromInt(1200)}}
		return m
	}
	const year = 365.0
	r := run(t, model(), nil)
	want := tariff.RoundQuantity(10 * 30 / year)
	sameList(t, "person-years not delivered", r.Unmet()[0].PersonYears, []tariff.Quantity{want})
	for k, sector := range []struct {
		name   string
		pounds float64
	}{{"police", 900}, {"carers", 1200}} { // a currency's own row before the general one
		got := r.BySector()[k]
		if pounds := want.Units() * sector.pounds; got.Sector != sector.name || math.Abs(got.Cost.Pence.Pounds()-pounds) > 0.005 {
			t.Errorf("%s bears %v, want %s %v", got.Sector, got.Cost.Pence, sector.name, pounds)
		}
	}
	t.Run("what others take over is delivered", func(t *testing.T) {
		m := model()
		m.Resources = append(m.Resources, Resource{Key: "nurse", Unit: "contact", Provider: -1, Rows: tariff.Always(m.Resources[0].Rows[0].Value)})
		m.Resources[1].Rows[0].Value.Capacity = nil
		m.StandIns = []StandIn{{Resource: "team", StandIn: "nurse", Provider: -1, Rows: tariff.Always(StandInRow{Share: 0.5, Units: 1})}}
		sameList(t, "person-years not delivered", run(t, m, nil).Unmet()[0].PersonYears, []tariff.Quantity{tariff.RoundQuantity(5 * 30 / year)})
	})
	t.Run("without days it is not known", func(t *testing.T) {
		m := shortService()
		m.Consequences = model().Consequences
		r := run(t, m, nil)
		if _, known := r.Unmet()[0].All(); known {
			t.Error("known without days")
		}
		if _, known := r.BySector()[0].Cost.Known(); known {
			t.Error("consequences known without days")
		}
	})
}

// 200 contacts in the 30 days of April are 200 / 30 x 365 a year, each of 0.01 staff.
func TestStaffing(t *testing.T) {
	m := service(200).team(func(r *ResourceRow) {
		r.WTEPerUnit = new(float64)
		*r.WTEPerUnit = 0.01
		r.Band, r.Team = "6", "crisis"
	})
	r := run(t, m, nil)
	staff := r.Staffing()
	if got, want := staff.Of("crisis", "6"), 200.0/30*365*0.01; math.Abs(got-want) > 1e-9 || staff.All() != got || staff.Of("crisis", "7") != 0 {
		t.Errorf("%v staff, want %v", got, want)
	}
}
