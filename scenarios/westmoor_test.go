package scenarios

import (
	"math"
	"slices"
	"testing"

	"parity/engine"
	"parity/tariff"
)

// The first months of April 2026 and of October 2025 in Westmoor's run, which begins in April 2025.
const (
	october2025 = 6
	april2026   = 12
	april2027   = 24
	march2028   = 35
)

// provided is what the incumbent has of a resource.
func provided(t *testing.T, r *engine.Result, resource string) *engine.ProviderResource {
	t.Helper()
	i := slices.IndexFunc(r.Care.Resources, func(p engine.ProviderResource) bool {
		return p.Provider == 0 && r.Model.Resources[p.Resource].Key == resource
	})
	if i < 0 {
		t.Fatalf("no resource %s", resource)
	}
	return &r.Care.Resources[i]
}

// shares are, by currency, what is delivered of what is asked of a resource in a month.
func shares(r *engine.Result, resource string, month int) map[string]float64 {
	asked, delivered := map[string]float64{}, map[string]float64{}
	for _, line := range r.Care.Lines {
		if r.Model.Resources[r.Care.Resources[line.Provided].Resource].Key == resource {
			currency := r.Model.Currencies[line.Currency].Key
			asked[currency] += float64(line.Asked[month])
			delivered[currency] += float64(line.Delivered[month])
		}
	}
	for currency := range delivered {
		delivered[currency] /= asked[currency]
	}
	return delivered
}

func near(got, want float64) bool { return math.Abs(got-want) < 1e-4 }

// A quarter of the beds goes: those of the clusters whose care costs most a person-year, 14 and
// then 7 and 11, stay, and 3 is no longer admitted.
func TestWestmoorBedsGoFromTheSimplestFirst(t *testing.T) {
	study := simulated(t, "westmoor", "block", "beds-cut")
	before, after := study.result(t, "block"), study.result(t, "beds-cut")
	was, is := provided(t, before, "200MHPS"), provided(t, after, "200MHPS")
	for month := range after.Model.Months {
		want := float64(was.Asked[month])
		if month >= october2025 {
			want *= 0.75
		}
		if math.Abs(float64(is.Delivered[month])-want) > 1 {
			t.Errorf("month %d: %v bed days, want %v thousandths", month, is.Delivered[month], want)
		}
		got := shares(after, "200MHPS", month)
		if month < october2025 {
			for currency, share := range got {
				if share != 1 {
					t.Errorf("month %d, %s: %v before the cut", month, currency, share)
				}
			}
			continue
		}
		if got["14"] != 1 || got["3"] != 0 || got["7"] < got["11"] || got["11"] != 0 && got["7"] != 1 {
			t.Errorf("month %d: %v", month, got)
		}
	}
}

// Some 26 beds are three bays of ten; of 20 that are left two are needed, and the third goes on
// costing for six months: 3,650 bed days a year at half of the unit cost.
func TestWestmoorABayIsStrandedForItsLag(t *testing.T) {
	r := simulated(t, "westmoor", "block", "beds-cut").result(t, "beds-cut")
	beds := provided(t, r, "200MHPS")
	for month := range r.Model.Months {
		var want tariff.Quantity
		if month >= october2025 && month < october2025+6 {
			days := []int{31, 30, 31, 31, 28, 31}[month-october2025]
			want = tariff.Quantity(days * 10 * 1000) // ten beds, in thousandths
		}
		if beds.StrandedSemiFixed[month] != want || beds.StrandedFixed[month] != 0 {
			t.Errorf("month %d: %v stranded, want %v", month, beds.StrandedSemiFixed[month], want)
		}
	}
	// October 2025: 310 bed days at half of £719.0978 x (1 + 4.83% - 1.1%); the factor is 1.
	if got, want := beds.Stranded[october2025].Pounds(), 310*math.Round(0.5*719.0978*1.0373*1e6)/1e6; math.Abs(got-want) > 0.01 {
		t.Errorf("£%v stranded in October 2025, want £%v", got, want)
	}
}

// Psychosis is served first, so that clusters 3 and 7 bear all of the cut, alike.
func TestWestmoorATeamIsCutAndPsychosisProtected(t *testing.T) {
	study := simulated(t, "westmoor", "block", "team-cut")
	before, after := study.result(t, "block"), study.result(t, "team-cut")
	was, is := provided(t, before, "A06"), provided(t, after, "A06")
	for month := april2026; month <= march2028; month++ {
		if want := 0.85 * float64(was.Asked[month]); math.Abs(float64(is.Delivered[month])-want) > 1 {
			t.Errorf("month %d: %v contacts, want %v thousandths", month, is.Delivered[month], want)
		}
		got := shares(after, "A06", month)
		if got["11"] != 1 || got["14"] != 1 || !near(got["3"], got["7"]) || got["3"] > 0.8 {
			t.Errorf("month %d: %v", month, got)
		}
	}
}

// Half of day care goes, from all alike, and half of that comes back to the community team.
func TestWestmoorDayCareIsHalvedForAllAlike(t *testing.T) {
	study := simulated(t, "westmoor", "block", "day-care-cut")
	before, after := study.result(t, "block"), study.result(t, "day-care-cut")
	for month := april2026; month <= march2028; month++ {
		for currency, share := range shares(after, "A01", month) {
			if !near(share, 0.5) {
				t.Errorf("month %d, %s: %v of day care", month, currency, share)
			}
		}
		gone := float64(provided(t, after, "A01").NotDelivered[month])
		more := float64(provided(t, after, "A06").Asked[month] - provided(t, before, "A06").Asked[month])
		if math.Abs(more-gone/2) > 2 {
			t.Errorf("month %d: %v contacts come to the team of %v", month, more, gone)
		}
	}
}

// What is taken in April 2026 is £500,000 at the block's prices of 2025-26, and grows with it by 1%
// and by 0.5% (cost uplift less efficiency); made again each April it is twice that in 2027-28.
func TestWestmoorCutsInPounds(t *testing.T) {
	study := simulated(t, "westmoor", "block", "block-once", "block-yearly")
	for _, c := range []struct {
		scenario string
		years    [3]float64
	}{
		{"block-once", [3]float64{0, 505_000, 507_525}},
		{"block-yearly", [3]float64{0, 505_000, 1_015_050}},
	} {
		for year, want := range c.years {
			got := incomeOf(study.result(t, "block"), 0, 12*year, 12) - incomeOf(study.result(t, c.scenario), 0, 12*year, 12)
			if math.Abs(got.Pounds()-want) > 0.01 {
				t.Errorf("%s, year %d: £%v less, want £%v", c.scenario, year+1, got.Pounds(), want)
			}
		}
	}
}

// A year of care in cluster 11 costs £8,680 in 2025-26. What each scenario makes of that is its
// definition: brought up to date by 1% and 0.5%; held; lowered by 3% and then brought up to date;
// and brought up to date by 3% - 3.5% and 2.5% - 3.5%.
func TestWestmoorPrices(t *testing.T) {
	study := simulated(t, "westmoor")
	for _, c := range []struct {
		scenario string
		years    [3]float64
	}{
		{"tariff", [3]float64{8680, 8766.80, 8810.63}},
		{"tariff-held", [3]float64{8680, 8680, 8680}},
		{"tariff-lowered", [3]float64{8680, 8503.80, 8546.31}},
		{"efficiency-path", [3]float64{8680, 8636.60, 8550.23}},
	} {
		r := study.result(t, c.scenario)
		i := slices.IndexFunc(r.Contracts[0].Priced, func(u engine.PricedUnit) bool {
			return r.Model.Currencies[u.Currency].Key == "11" && u.Measure == tariff.YearOfCare
		})
		for year, want := range c.years {
			for _, month := range []int{12 * year, 12*year + 11} {
				if got := r.Contracts[0].Priced[i].Price[month].Price.Pounds(); math.Abs(got-want) > 1e-9 {
					t.Errorf("%s, month %d: £%v, want £%v", c.scenario, month, got, want)
				}
			}
		}
	}
}

// The community team loses a step of its staff with the people who are let: it costs three
// months more, while what is fixed stays for good.
func TestWestmoorAMarketStrandsAStep(t *testing.T) {
	study := simulated(t, "westmoor", "tariff", "market")
	r := study.result(t, "market")
	team := provided(t, r, "A06")
	for month := range r.Model.Months {
		step := team.StrandedSemiFixed[month] > 0
		if lag := month >= april2026 && month < april2026+3; step != lag {
			t.Errorf("month %d: %v of a step stranded", month, team.StrandedSemiFixed[month])
		}
		if fixed := team.StrandedFixed[month] > 0; fixed != (month >= april2026) {
			t.Errorf("month %d: %v of fixed cost stranded", month, team.StrandedFixed[month])
		}
	}
}
