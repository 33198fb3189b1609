package tariff_test

import (
	"testing"

	"parity/tariff"
)

func TestMeasuresAreNamedAsInTables(t *testing.T) {
	for m := range tariff.Measure(tariff.MeasureCount) {
		back, ok := tariff.ParseMeasure(m.String())
		if !ok || back != m {
			t.Errorf("measure %d is %q, which reads as %v", m, m, back)
		}
	}
	if m, ok := tariff.ParseMeasure("days"); ok {
		t.Errorf("\"days\" is no measure, read as %s", m)
	}
}

func TestActsArePaidAsDeliveredAndStocksNever(t *testing.T) {
	for _, c := range []struct {
		measure     tariff.Measure
		act, priced bool
	}{
		{tariff.Contact, true, true}, {tariff.BedDay, true, true},
		{tariff.AdmittedDay, true, true}, {tariff.Assessment, true, true},
		{tariff.Day, false, true}, {tariff.CommunityDay, false, true},
		{tariff.Start, false, true}, {tariff.Entry, false, true},
		{tariff.Period, false, true}, {tariff.YearOfCare, false, true},
		{tariff.Person, false, false}, {tariff.PerMonth, false, false},
	} {
		if c.measure.IsAct() != c.act || c.measure.Priced() != c.priced {
			t.Errorf("%s: act %v, priced %v; want %v, %v", c.measure, c.measure.IsAct(), c.measure.Priced(), c.act, c.priced)
		}
	}
}
