package engine

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"parity/tariff"
)

// shortService is a team that two currencies ask under two contracts, in a month in which there
// is room for 300 contacts of the 600 asked: north's X asks 200 and Y 100, south's X asks 300.
// A contact of Y takes two of the team's, so Y is the more complex. Figures are illustrative.
func shortService(rationing ...Rationing) *Model {
	m := service(200).team(func(r *ResourceRow) { r.Capacity = new(float64); *r.Capacity = 3650 })
	m.Currencies = append(m.Currencies, Currency{Key: "Y"})
	m.Contracts[0].Given = append(m.Contracts[0].Given, Given{1, tariff.Contact, units(50)})
	m.Contracts = append(m.Contracts, contractFor("south", 300))
	m.Packages = append(m.Packages, Package{Currency: 1, Resource: "team", Per: tariff.Contact, Provider: -1, Quantity: tariff.Always(2.0)})
	m.Rationing = rationing
	return m
}

func rule(resource string, provider int, row RationingRow) Rationing {
	return Rationing{Resource: resource, Provider: provider, Rows: tariff.Always(row)}
}

func TestRationing(t *testing.T) {
	protect := func(currencies ...int) RationingRow { return RationingRow{Rule: Protect, Tiers: [][]int{currencies}} }
	simplest := RationingRow{Rule: SimplestFirst}
	for _, c := range []struct {
		name      string
		rationing []Rationing
		want      []tariff.Quantity // of north's X and Y, and south's X
	}{
		{"none: every ask gets the same share", nil, units(100, 50, 150)},
		{"proportional says the same", []Rationing{rule("", -1, RationingRow{})}, units(100, 50, 150)},
		{"the protected are served first, the others share what is left", []Rationing{rule("", -1, protect(1))}, units(80, 100, 120)},
		{"the protected share what there is where it is short for them", []Rationing{rule("", -1, protect(0))}, units(120, 0, 180)},
		{"all protected are none", []Rationing{rule("", -1, protect(0, 1))}, units(100, 50, 150)},
		{"the simplest go without first", []Rationing{rule("", -1, simplest)}, units(80, 100, 120)},
		{"the resource's own rule holds before the general one", []Rationing{rule("", -1, protect(0)), rule("team", -1, protect(1))}, units(80, 100, 120)},
		{"and before the provider's", []Rationing{rule("team", -1, protect(1)), rule("", 0, protect(0))}, units(80, 100, 120)},
		{"the provider's before the general one", []Rationing{rule("", -1, protect(0)), rule("", 0, protect(1))}, units(80, 100, 120)},
		{"another provider's does not hold", []Rationing{rule("", 1, protect(1))}, units(100, 50, 150)},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := run(t, shortService(c.rationing...), nil)
			for k, want := range c.want {
				sameList(t, "delivered", r.Care.Lines[k].Delivered, []tariff.Quantity{want})
			}
		})
	}
	t.Run("changes on a date", func(t *testing.T) {
		m := shortService(Rationing{Provider: -1, Rows: tariff.Dated[RationingRow]{{From: april2025 + 1, Value: protect(1)}}})
		m.Months = 2
		for k := range m.Contracts {
			for g := range m.Contracts[k].Given {
				given := &m.Contracts[k].Given[g].Quantity
				*given = append(*given, (*given)[0])
			}
		}
		r := run(t, m, nil)
		sameList(t, "the protected", r.Care.Lines[1].Delivered, units(50, 100))
	})
	t.Run("of what costs the same, the table's order", func(t *testing.T) {
		m := shortService(rule("", -1, simplest))
		m.Packages[1].Quantity = tariff.Always(1.0)
		r := run(t, m, nil)
		sameList(t, "X, which stands first", r.Care.Lines[0].Delivered, units(120))
		sameList(t, "Y", r.Care.Lines[1].Delivered, units(0))
	})
	t.Run("by complexity needs costs that are known", func(t *testing.T) {
		m := shortService(rule("", -1, simplest)).team(func(r *ResourceRow) { r.UnitCost = nil })
		_, err := Run(m, nil, &Propagators{})
		const want = "rationing by simplest_first serves the currencies in order of what their care costs, and the unit cost of resource team, which currency X asks, is missing in 2025-04; give the unit cost, or use another rule"
		if err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	})
}

func TestAvailableShareIsOfTheBaselinesAsk(t *testing.T) {
	cut := func(r *ResourceRow) { r.AvailableShare = new(float64); *r.AvailableShare = 0.9 }
	base := run(t, service(100, 100, 100), nil)
	r := run(t, service(100, 80, 150).team(cut), base)
	sameList(t, "delivered", r.Care.Resources[0].Delivered, units(90, 80, 90))
	sameList(t, "not delivered", r.Care.Resources[0].NotDelivered, units(10, 0, 60))
	t.Run("of its own in the baseline", func(t *testing.T) {
		sameList(t, "delivered", run(t, service(100, 80).team(cut), nil).Care.Resources[0].Delivered, units(90, 72))
	})
	t.Run("of its own where the baseline asks nothing", func(t *testing.T) {
		none := service(100)
		none.Packages = nil
		sameList(t, "delivered", run(t, service(100).team(cut), run(t, none, nil)).Care.Resources[0].Delivered, units(90))
	})
	t.Run("the lesser of it and capacity holds", func(t *testing.T) {
		less := func(r *ResourceRow) { cut(r); r.Capacity = new(float64); *r.Capacity = 365 }
		sameList(t, "delivered", run(t, service(100, 20).team(less), run(t, service(100, 20), nil)).Care.Resources[0].Delivered, units(30, 18))
	})
}

func TestStandIns(t *testing.T) {
	// Half of what the team does not give is asked of nurses, two units for one.
	standing := func() *Model {
		m := shortService()
		m.Resources = append(m.Resources, Resource{Key: "nurse", Unit: "contact", Provider: -1, Rows: tariff.Always(ResourceRow{UnitCost: stated("50"), PriceBase: april2025})})
		m.StandIns = []StandIn{{Resource: "team", StandIn: "nurse", Provider: -1, Rows: tariff.Always(StandInRow{Share: 0.5, Units: 2})}}
		return m
	}
	r := run(t, standing(), nil)
	nurse := r.Care.Resources[1]
	sameList(t, "asked of nurses", nurse.Asked, units(300))
	sameList(t, "delivered", nurse.Delivered, units(300))
	for _, line := range []struct {
		contract, currency int
		want               tariff.Quantity
	}{{0, 0, units(100)[0]}, {0, 1, units(50)[0]}, {1, 0, units(150)[0]}} {
		at := careLine(r, line.contract, line.currency, "nurse")
		sameList(t, "asked instead, under the same contract and currency", at.AskedInstead, []tariff.Quantity{line.want})
		sameList(t, "asked", at.Asked, []tariff.Quantity{line.want})
	}
	sameList(t, "cost of north's X", careLine(r, 0, 0, "nurse").CostVariable, pence("5000"))
	t.Run("come on top of what their own packages ask", func(t *testing.T) {
		m := standing()
		m.Packages = append(m.Packages, Package{Currency: 1, Resource: "nurse", Per: tariff.Contact, Provider: -1, Quantity: tariff.Always(1.0)})
		line := careLine(run(t, m, nil), 0, 1, "nurse")
		sameList(t, "asked", line.Asked, units(100))
		sameList(t, "of it instead", line.AskedInstead, units(50))
	})
	t.Run("and are short themselves, once", func(t *testing.T) {
		m := standing()
		m.Resources[1].Rows[0].Value.Capacity = new(float64)
		r := run(t, m, nil)
		sameList(t, "not delivered", r.Care.Resources[1].NotDelivered, units(300))
	})
	t.Run("have to be there", func(t *testing.T) {
		m := standing()
		m.Resources = m.Resources[:1]
		_, err := Run(m, nil, &Propagators{})
		const want = "resource nurse stands in for team, and provider P does not have it; add it to resources"
		if err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	})
}

// A lower tier is given something only where those above it are given all they ask, in a tier all
// get the same share, and no rule changes what is delivered in all by more than rounding.
func TestTiersAreServedInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawService(t)
		r := run(t, m, nil)
		for at, of := range r.Care.Resources {
			for i := range m.Months {
				short := map[int]bool{}
				for _, line := range r.Care.Lines {
					if line.Provided == at && line.NotDelivered[i] != 0 {
						short[of.Orders[i].Tier(line.Currency)] = true
					}
				}
				for _, line := range r.Care.Lines {
					tier := of.Orders[i].Tier(line.Currency)
					for above := range tier {
						if line.Provided == at && short[above] && line.Delivered[i] > 1 {
							t.Fatalf("tier %d gets %v in month %d, and tier %d is short", tier, line.Delivered[i].Decimal(), i, above)
						}
					}
				}
				if over := of.Delivered[i].Units() - of.Room[i]; over > 0.0005*float64(len(r.Care.Lines)) {
					t.Fatalf("%v more is delivered than there is", over)
				}
				if of.NotDelivered[i] > 0 && of.Room[i]-of.Delivered[i].Units() > 0.0005*float64(len(r.Care.Lines)) {
					t.Fatalf("%v is left of %v where something is not delivered", of.Room[i]-of.Delivered[i].Units(), of.Room[i])
				}
			}
		}
	})
}

func TestWithRoomForAllEveryRuleGivesTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawService(t)
		for k := range m.Resources {
			for r := range m.Resources[k].Rows {
				row := &m.Resources[k].Rows[r].Value
				row.Capacity, row.AvailableShare = nil, nil
				if row.UnitCost == nil {
					row.UnitCost = stated("80") // who stands by without a cost leaves the provider's unknown
				}
			}
		}
		with := slices.Collect(run(t, m, nil).Facts())
		m.Rationing, m.StandIns = nil, nil
		if !slices.Equal(with, slices.Collect(run(t, m, nil).Facts())) {
			t.Fatal("a rule or a stand-in changes something where nothing is short")
		}
	})
}
