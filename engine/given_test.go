package engine

import (
	"slices"
	"strings"
	"testing"

	"parity/tariff"
)

// units are quantities in whole units.
func units(whole ...int) []tariff.Quantity {
	quantities := make([]tariff.Quantity, len(whole))
	for i, n := range whole {
		quantities[i] = tariff.Quantity(n) * 1000
	}
	return quantities
}

func givenModel(given ...Given) *Model {
	m := oneContract(2, []Caseload{{Currency: 0, Opening: 10, Flow: tariff.Always(Flow{MeanStayDays: 50})}})
	m.Currencies = append(m.Currencies, Currency{Key: "C1"}, Currency{Key: "C2"})
	m.Contracts[0].Given = given
	return m
}

func TestGivenActivity(t *testing.T) {
	m := givenModel(
		Given{2, tariff.AdmittedDay, units(30, 62)},
		Given{2, tariff.CommunityDay, units(90, 0)},
		Given{1, tariff.Contact, units(7, 8)},
		Given{1, tariff.Day, units(365, 730)},
		Given{0, tariff.Contact, units(5, 6)},
	)
	got := project(t, m).Contracts[0].Currencies
	if len(got) != 3 || got[0].Currency != 0 || got[1].Currency != 1 || got[2].Currency != 2 {
		t.Fatalf("currencies %v", got)
	}
	for _, c := range []struct {
		name     string
		currency int
		measure  tariff.Measure
		want     []tariff.Quantity
	}{
		{"contacts beside a caseload", 0, tariff.Contact, units(5, 6)},
		{"contacts alone", 1, tariff.Contact, units(7, 8)},
		{"days that are given whole", 1, tariff.Day, units(365, 730)},
		{"their years", 1, tariff.YearOfCare, units(1, 2)},
		{"their parts are not known", 1, tariff.AdmittedDay, nil},
		{"days out of their parts", 2, tariff.Day, units(120, 62)},
		{"starts are not known", 2, tariff.Start, nil},
	} {
		if measure := got[c.currency].Measures[c.measure]; !slices.Equal(measure, c.want) || (measure == nil) != (c.want == nil) {
			t.Errorf("%s: %v, want %v", c.name, measure, c.want)
		}
	}
	if !slices.Equal(got[2].AdmittedShare, []float64{0.25, 1}) {
		t.Errorf("admitted share %v", got[2].AdmittedShare)
	}
	if got[1].Projected || got[1].AdmittedShare != nil || !got[0].Projected {
		t.Error("only a caseload is projected, and whole days do not say who is admitted")
	}
}

func TestFaultsInGivenActivity(t *testing.T) {
	for _, c := range []struct {
		name  string
		given []Given
		want  string
	}{
		{"projected too", []Given{{0, tariff.Day, units(1, 1)}}, `currency "C0": "day" is given, and the caseload projects it too`},
		{"twice", []Given{{1, tariff.Contact, units(1, 1)}, {1, tariff.Contact, units(1, 1)}}, `"contact" is given twice`},
		{"whole and part", []Given{{1, tariff.Day, units(1, 1)}, {1, tariff.AdmittedDay, units(1, 1)}}, "both whole and in part"},
		{"a stock", []Given{{1, tariff.Person, units(1, 1)}}, `activity is given for "person"`},
		{"months short", []Given{{1, tariff.Contact, units(1)}}, "has 1 months; the run has 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Project(givenModel(c.given...), &Propagators{}); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v does not say %q", err, c.want)
			}
		})
	}
}
