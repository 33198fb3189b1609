package engine

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// stated is a number as a table states it.
func stated(text string) *decimal.Decimal {
	d := decimal.RequireFromString(text)
	return &d
}

// service is a provider with one team, whose contacts a currency's own contacts ask one for
// one, under one contract: what every case here begins from. Figures are illustrative.
func service(contacts ...int) *Model {
	return &Model{
		Start: april2025, Months: len(contacts),
		Currencies:    []Currency{{Key: "X"}},
		Providers:     []Provider{{Key: "P", MFF: tariff.Always(*stated("1.10"))}, {Key: "Q", MFF: tariff.Always(*stated("1"))}},
		Commissioners: []Commissioner{{Key: "B"}},
		Contracts:     []Contract{contractFor("north", contacts...)},
		Resources:     []Resource{{Key: "team", Unit: "contact", Provider: -1, Rows: tariff.Always(ResourceRow{UnitCost: stated("100"), PriceBase: april2025})}},
		Packages:      []Package{{Currency: 0, Resource: "team", Per: tariff.Contact, Provider: -1, Quantity: tariff.Always(1.0)}},
	}
}

// contractFor is a block of 1,200,000 pounds a year that covers so many contacts of the
// first currency each month.
func contractFor(name string, contacts ...int) Contract {
	c := Contract{Given: []Given{{0, tariff.Contact, units(contacts...)}}}
	c.Name = name
	c.Agreements = tariff.Always(tariff.Agreement{Form: tariff.Block, AnnualValue: stated("1200000"), ValueFrom: april2025, Plan: tariff.PlanBaseline})
	return c
}

// team changes the only row of the service's team.
func (m *Model) team(change func(*ResourceRow)) *Model {
	change(&m.Resources[0].Rows[0].Value)
	return m
}

func pence(pounds ...string) []tariff.Pence {
	var list []tariff.Pence
	for _, p := range pounds {
		list = append(list, tariff.RoundPence(decimal.RequireFromString(p)))
	}
	return list
}

func sameList[T ~int | ~int64](t *testing.T, what string, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestAskedIsPackagesTimesMeasures(t *testing.T) {
	for _, c := range []struct {
		name     string
		packages []Package
		want     []tariff.Quantity
	}{
		{"one for each contact", []Package{{0, "team", tariff.Contact, -1, tariff.Always(1.0)}}, units(100, 200)},
		{"and a round ten each month, whoever is there", []Package{
			{0, "team", tariff.Contact, -1, tariff.Always(1.0)}, {0, "team", tariff.PerMonth, -1, tariff.Always(10.0)}}, units(110, 210)},
		{"the provider's own package stands in for the general one", []Package{
			{0, "team", tariff.Contact, -1, tariff.Always(1.0)}, {0, "team", tariff.Contact, 0, tariff.Always(0.5)}}, units(50, 100)},
		{"another provider's does not", []Package{
			{0, "team", tariff.Contact, -1, tariff.Always(1.0)}, {0, "team", tariff.Contact, 1, tariff.Always(0.5)}}, units(100, 200)},
		{"a package that changes on a date", []Package{
			{0, "team", tariff.Contact, -1, tariff.Dated[float64]{{Value: 1}, {From: april2025 + 1, Value: 2.5}}}}, units(100, 500)},
		{"a measure nobody counts asks nothing", []Package{{0, "team", tariff.Start, -1, tariff.Always(1.0)}}, units(0, 0)},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := service(100, 200)
			m.Packages = c.packages
			sameList(t, "asked", run(t, m, nil).Care.Resources[0].Asked, c.want)
		})
	}
}

func TestShortCapacityIsSharedAlike(t *testing.T) {
	// 3,650 contacts a year are 300 in April; 600 are asked, so each ask gets half.
	m := service(400).team(func(r *ResourceRow) { r.Capacity = new(float64); *r.Capacity = 3650 })
	m.Contracts[0].Given = append(m.Contracts[0].Given, Given{0, tariff.Start, units(40)})
	m.Contracts = append(m.Contracts, contractFor("south", 200))
	schedule := &tariff.Schedule{Name: "local", Places: 2, Units: []tariff.UnitPrices{
		{Unit: tariff.Unit{Currency: "X", Measure: tariff.Contact}, Rows: tariff.Always(tariff.PriceRow{Price: stated("100"), PriceBase: april2025})},
		{Unit: tariff.Unit{Currency: "X", Measure: tariff.Start}, Rows: tariff.Always(tariff.PriceRow{Price: stated("5"), PriceBase: april2025})},
	}}
	for k := range m.Contracts {
		m.Contracts[k].Agreements[0].Value.Form, m.Contracts[k].Agreements[0].Value.Schedule = tariff.Activity, schedule
	}
	r := run(t, m, nil)
	north, south := r.Care.Lines[0], r.Care.Lines[1]
	sameList(t, "delivered in the north", north.Delivered, units(200))
	sameList(t, "not delivered in the north", north.NotDelivered, units(200))
	sameList(t, "delivered in the south", south.Delivered, units(100))
	sameList(t, "delivered in all", r.Care.Resources[0].Delivered, units(300))
	// Acts are paid as delivered, presence as it is: 200 contacts and all 40 starts.
	sameList(t, "paid in the north", r.Contracts[0].Statement.Income, pence("20200"))
	sameList(t, "paid in the south", r.Contracts[1].Statement.Income, pence("10000"))
	sameList(t, "cost follows what is delivered", north.CostVariable, pence("20000"))
}

// Three contracts share 300 contacts, ten steps of thirty. Their thousandths are rounded up to
// 300.001, which begins no eleventh step: there is no capacity for one.
func TestRoundingBeginsNoStepBeyondCapacity(t *testing.T) {
	m := service(200).team(func(r *ResourceRow) {
		r.Capacity = new(float64)
		*r.Capacity = 3650
		r.SemiFixedShare, r.Step = *stated("1"), 365
	})
	m.Contracts = append(m.Contracts, contractFor("south", 133), contractFor("west", 150))
	r := run(t, m, nil)
	sameList(t, "delivered in thousandths", r.Care.Resources[0].Delivered, []tariff.Quantity{300_001})
	var paidFor tariff.Quantity
	for _, line := range r.Care.Lines {
		paidFor += line.SemiFixedUnits[0]
	}
	sameList(t, "units of ten steps", []tariff.Quantity{paidFor}, units(300))
}

func TestOnlyAPackageThatAsksOfTheActLimitsIt(t *testing.T) {
	// The team is short by half; starts ask it, and contacts only in packages that ask
	// nothing or are another provider's.
	m := service(400).team(func(r *ResourceRow) { r.Capacity = new(float64); *r.Capacity = 1825 })
	m.Contracts[0].Given = append(m.Contracts[0].Given, Given{0, tariff.Start, units(300)})
	m.Packages = []Package{
		{0, "team", tariff.Start, -1, tariff.Always(1.0)},
		{0, "team", tariff.Contact, -1, tariff.Always(0.0)},
		{0, "team", tariff.Contact, 1, tariff.Always(3.0)},
	}
	m.Contracts[0].Agreements[0].Value.Form = tariff.Activity
	m.Contracts[0].Agreements[0].Value.Schedule = contactPrice("10")
	r := run(t, m, nil)
	sameList(t, "not delivered", r.Care.Resources[0].NotDelivered, units(150))
	sameList(t, "income", r.Contracts[0].Statement.Income, pence("4000"))
}

func TestSemiFixedCostGoesInStepsAndLingers(t *testing.T) {
	// A step serves 3,650 contacts a year: 300 in April, 310 in May. Its months of 30 and
	// 31 days cost 30,000 and 31,000 pounds at 100 pounds a contact.
	steps := func(lag int) func(*ResourceRow) {
		return func(r *ResourceRow) {
			r.SemiFixedShare, r.Step, r.LagMonths = *stated("1"), 3650, lag
		}
	}
	for _, c := range []struct {
		name           string
		lag            int
		contacts       []int
		cost, stranded []tariff.Pence
	}{
		{"steps that are just full", 0, []int{600, 620, 600}, pence("60000", "62000", "60000"), pence("0", "0", "0")},
		{"one contact more takes a step more", 0, []int{601, 1, 0}, pence("90000", "31000", "0"), pence("0", "0", "0")},
		{"a step is held for two months after", 2, []int{600, 310, 300, 310}, pence("60000", "31000", "30000", "31000"), pence("0", "31000", "30000", "0")},
		{"and taken up again at once", 2, []int{300, 620, 300, 620}, pence("30000", "62000", "30000", "62000"), pence("0", "0", "30000", "0")},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := run(t, service(c.contacts...).team(steps(c.lag)), nil)
			sameList(t, "semi-fixed cost", r.Care.Lines[0].CostSemiFixed, c.cost)
			sameList(t, "stranded", r.Care.Resources[0].Stranded, c.stranded)
			sameList(t, "variable cost", r.Care.Lines[0].CostVariable, make([]tariff.Pence, len(c.contacts)))
		})
	}
	t.Run("before the run the baseline's steps are held", func(t *testing.T) {
		base := run(t, service(900, 0, 0).team(steps(1)), nil)
		r := run(t, service(300, 310, 300).team(steps(1)), base)
		sameList(t, "stranded", r.Care.Resources[0].Stranded, pence("60000", "0", "0"))
	})
}

func TestFixedCostIsTheBaselinesAsk(t *testing.T) {
	fixed := func(r *ResourceRow) { r.FixedShare = *stated("0.4") }
	base := run(t, service(100, 100, 100, 100).team(fixed), nil)
	r := run(t, service(100, 60, 150, 0).team(fixed), base)
	line := r.Care.Lines[0]
	sameList(t, "fixed cost with an ask under it", line.CostFixed, pence("4000", "2400", "4000", "0"))
	sameList(t, "stranded", r.Care.Resources[0].Stranded, pence("0", "1600", "0", "4000"))
	sameList(t, "variable cost", line.CostVariable, pence("6000", "3600", "9000", "0"))

	t.Run("shared out by what contracts ask", func(t *testing.T) {
		m := service(50).team(fixed)
		m.Contracts = append(m.Contracts, contractFor("south", 150))
		r := run(t, m, base1(t, 100, fixed))
		sameList(t, "north", r.Care.Lines[0].FixedUnits, units(25))
		sameList(t, "south", r.Care.Lines[1].FixedUnits, units(75))
	})
	t.Run("stranded where nobody asks any more", func(t *testing.T) {
		m := service(100).team(fixed)
		m.Contracts[0].Given[0].Measure = tariff.Contact
		m.Packages = nil
		r := run(t, m, base1(t, 100, fixed))
		if len(r.Care.Resources) != 1 {
			t.Fatalf("%d resources, want the one that the baseline asks", len(r.Care.Resources))
		}
		sameList(t, "stranded", r.Care.Resources[0].Stranded, pence("4000"))
	})
}

func base1(t *testing.T, contacts int, change func(*ResourceRow)) *Result {
	return run(t, service(contacts).team(change), nil)
}

func TestUnitCost(t *testing.T) {
	// 4.15% cost uplift less 2.0% efficiency from April 2025, and 3% less 1% from April 2026.
	uplift := &tariff.Uplifts{Name: "illustrative", Rows: []tariff.UpliftRow{
		{From: april2025, CostUplift: stated("0.0415"), Efficiency: stated("0.02")},
		{From: april2025 + 12, CostUplift: stated("0.03"), Efficiency: stated("0.01")},
	}}
	t.Run("grows by inflation less the efficiency delivered", func(t *testing.T) {
		m := service(slices.Repeat([]int{10}, 13)...).team(func(r *ResourceRow) {
			r.Uplift, r.PriceBase, r.EfficiencyDelivered = uplift, april2025-12, *stated("0.011")
		})
		r := run(t, m, nil).Care.Resources[0]
		// 100 x 1.0305 = 103.05; x 1.019 = 105.00795.
		sameList(t, "unit cost", []tariff.Price{r.Variable[0], r.Variable[11], r.Variable[12]}, []tariff.Price{103_050_000, 103_050_000, 105_007_950})
		// Ten units: 104.15 without efficiency; 102.15 was required, 103.05 is reached.
		sameList(t, "required", r.EfficiencyRequired[:1], pence("20.00"))
		sameList(t, "delivered", r.EfficiencyDelivered[:1], pence("11.00"))
		// A year on: 107.2745 without; 104.193 required, 105.00795 reached.
		sameList(t, "required a year on", r.EfficiencyRequired[12:], pence("30.82"))
		sameList(t, "delivered a year on", r.EfficiencyDelivered[12:], pence("22.67"))
	})
	t.Run("does not grow by what was in its price base", func(t *testing.T) {
		m := service(10).team(func(r *ResourceRow) { r.Uplift = uplift })
		sameList(t, "unit cost", run(t, m, nil).Care.Resources[0].Variable, []tariff.Price{100_000_000})
	})
	t.Run("changes on a date", func(t *testing.T) {
		m := service(10, 10)
		m.Resources[0].Rows = append(m.Resources[0].Rows, tariff.Since[ResourceRow]{From: april2025 + 1, Value: ResourceRow{UnitCost: stated("110.5"), PriceBase: april2025 + 1}})
		sameList(t, "cost", run(t, m, nil).Care.Lines[0].CostVariable, pence("1000", "1105"))
	})
	t.Run("is multiplied by MFF over its base", func(t *testing.T) {
		m := service(10).team(func(r *ResourceRow) { r.MFFBase = stated("1.0534") })
		// 10 x 100 x 1.10 / 1.0534 = 1044.2377...
		sameList(t, "cost", run(t, m, nil).Care.Lines[0].CostVariable, pence("1044.24"))
	})
	t.Run("of the provider's own stands in for the general one", func(t *testing.T) {
		m := service(10)
		m.Resources = append(m.Resources, Resource{Key: "team", Provider: 0, Rows: tariff.Always(ResourceRow{UnitCost: stated("90"), PriceBase: april2025})})
		sameList(t, "cost", run(t, m, nil).Care.Lines[0].CostVariable, pence("900"))
	})
	t.Run("is missing, never zero", func(t *testing.T) {
		r := run(t, service(10).team(func(r *ResourceRow) { r.UnitCost = nil }), nil)
		missing := 0
		for fact := range r.Facts() {
			if fact.Item == ItemCostVariable && fact.Value.Missing {
				missing++
			}
		}
		if r.Care.Resources[0].CostKnown[0] || missing != 1 {
			t.Errorf("known %v, %d facts of cost are missing", r.Care.Resources[0].CostKnown, missing)
		}
	})
}

func TestAGainIsNotSharedOnACostThatIsMissing(t *testing.T) {
	m := service(10).team(func(r *ResourceRow) { r.UnitCost = nil })
	m.Contracts[0].Terms = []tariff.Step{{Number: 1, Terms: tariff.Always(tariff.Term{
		Kind: tariff.GainShare, Settle: tariff.Yearly, Reference: tariff.RefAnnualValue, Share: *stated("0.5")})}}
	if _, err := Run(m, nil, &Propagators{}); err == nil {
		t.Error("a cost that is not known was taken for zero")
	}
}
