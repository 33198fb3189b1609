package tariff_test

import (
	"testing"

	"parity/tariff"
)

func TestE1RealTermsAsTheTreasuryWorksThem(t *testing.T) {
	// HM Treasury, GDP deflators, annex A: 1997-98 88.480, 1998-99 91.031, 1999-00 93.046,
	// 2002-03 100, 2003-04 102.789.
	for _, c := range []struct{ says, cash, base, year, want string }{
		{"inflation of 1998-99 to 1999-00 is 2.21%", "100", "93.046", "91.031", "102.21"},
		{"inflation of 1997-98 to 2002-03 is 13.02%", "100", "100", "88.480", "113.02"},
		{"7.4m in 1998-99 prices is 8.36m (here to the penny) in 2003-04 prices", "7400000", "102.789", "91.031", "8355819.45"},
		{"and back again", "8355819.45", "91.031", "102.789", "7400000.00"},
		{"cash of the base year is real", "1234.56", "100", "100", "1234.56"},
	} {
		if got := tariff.RealTerms(pounds(c.cash), dec(c.base), dec(c.year)).String(); got != c.want {
			t.Errorf("%s: %s, want %s", c.says, got, c.want)
		}
	}
}
