package reports

import (
	"math"
	"strings"
	"testing"

	"parity/engine"
	"parity/scenarios"
)

// What a cut comes to is what the facts of the two scenarios give: what is paid and costs, staff
// and beds on average, and what is not delivered, currency by currency; and a gap is met by the
// same share off everything.
func TestCutsAgainstTheFacts(t *testing.T) {
	m, err := scenarios.Load("westmoor")
	if err != nil {
		t.Fatal(err)
	}
	study, err := scenarios.Simulate(m, scenarios.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	sum := func(scenario string, counts func(*engine.Fact) bool) (total float64) {
		for i := range study.Scenarios {
			if study.Scenarios[i].Key != scenario {
				continue
			}
			for f := range study.Scenarios[i].Result.Facts() {
				if counts(&f) {
					total += f.Value.Decimal().InexactFloat64()
				}
			}
		}
		return total
	}
	item := func(prefix string) func(*engine.Fact) bool {
		return func(f *engine.Fact) bool { return strings.HasPrefix(f.Item, prefix) }
	}
	const years, days = 3, 365 + 365 + 366 // April 2025 to March 2028
	want := map[string]string{"beds-cut": "block", "team-cut": "block", "day-care-cut": "block", "block-once": "block", "block-yearly": "block",
		"tariff-held": "tariff", "tariff-lowered": "tariff", "efficiency-path": "tariff"}
	notes := cutNotes(study)
	if len(notes) != len(want) {
		t.Fatalf("%d scenarios cut something, want %d", len(notes), len(want))
	}
	for _, note := range notes {
		near := func(what string, got, want float64) {
			t.Helper()
			if math.Abs(got-want) > 0.005 {
				t.Errorf("%s: %s %v, want %v", note.Scenario, what, got, want)
			}
		}
		change := func(counts func(*engine.Fact) bool) float64 {
			return sum(note.Scenario, counts) - sum(note.Against, counts)
		}
		if note.Against != want[note.Scenario] {
			t.Errorf("%s is read against %s, want %s", note.Scenario, note.Against, want[note.Scenario])
		}
		payment, cost := change(func(f *engine.Fact) bool { return f.Item == engine.ItemIncome }), change(item("cost_"))
		near("payment", note.Payment, payment)
		near("cost", *note.Cost, cost)
		near("surplus", *note.Surplus, payment-cost)
		near("staff", note.Staff, change(item(engine.ItemStaffDelivered))/years)
		near("beds", note.Beds, change(item(engine.ItemDelivered+"200MHPS"))/days)
		gap := 0.0
		if payment < 0 {
			gap = max(0, cost-payment)
		}
		near("gap", *note.Gap, gap)
		share := gap / sum(note.Scenario, item("cost_"))
		near("gap as staff", *note.GapStaff, share*sum(note.Scenario, item(engine.ItemStaffDelivered))/years)
		near("gap as people", *note.GapPeople, share*(sum(note.Scenario, func(f *engine.Fact) bool { return f.Item == "admitted_day" || f.Item == "community_day" }))/days)
		short := 0.0
		for _, of := range note.NotDelivered {
			ofIt := func(prefix string) func(*engine.Fact) bool {
				return func(f *engine.Fact) bool { return f.Currency == of.Currency && strings.HasPrefix(f.Item, prefix) }
			}
			near("person-years of "+of.Currency, *of.PersonYears, sum(note.Scenario, ofIt(engine.ItemUnmet)))
			near("review periods of "+of.Currency, *of.Periods, sum(note.Scenario, ofIt(engine.ItemUnmetPeriods)))
			units := 0.0
			for _, unit := range of.Units {
				units += unit.Quantity
			}
			near("units of "+of.Currency, units, sum(note.Scenario, ofIt(engine.ItemNotDelivered)))
			short += units
		}
		near("units not delivered", short, sum(note.Scenario, item(engine.ItemNotDelivered)))
	}
}
