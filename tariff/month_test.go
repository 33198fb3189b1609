package tariff_test

import (
	"testing"

	"pgregory.net/rapid"

	"parity/tariff"
)

func TestMonthsHaveTheirTrueLength(t *testing.T) {
	for _, c := range []struct {
		month string
		days  int
		year  string
		k     int // month of the financial year
	}{
		{"2025-04", 30, "2025-26", 1},
		{"2025-12", 31, "2025-26", 9},
		{"2026-01", 31, "2025-26", 10},
		{"2026-02", 28, "2025-26", 11},
		{"2026-03", 31, "2025-26", 12},
		{"2026-04", 30, "2026-27", 1},
		{"2028-02", 29, "2027-28", 11}, // the leap day
		{"2100-02", 28, "2099-00", 11}, // a century that is no leap year
		{"2000-02", 29, "1999-00", 11}, // and one that is
	} {
		m := month(c.month)
		if m.String() != c.month || m.Days() != c.days || m.Year().String() != c.year || m.OfYear() != c.k {
			t.Errorf("%s: read as %s with %d days, month %d of %s; want %d days, month %d of %s",
				c.month, m, m.Days(), m.OfYear(), m.Year(), c.days, c.k, c.year)
		}
	}
}

func TestFinancialYearsHave365Or366Days(t *testing.T) {
	for text, days := range map[string]int{"2025-26": 365, "2026-27": 365, "2027-28": 366, "2023-24": 366, "1999-00": 366, "2099-00": 365} {
		year, err := tariff.ParseYear(text)
		if err != nil {
			t.Fatal(err)
		}
		if year.Days() != days || year.String() != text {
			t.Errorf("%s (read as %s) has %d days, want %d", text, year, year.Days(), days)
		}
	}
}

func TestAYearIsTheSumOfItsMonths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := tariff.Year(rapid.IntRange(1900, 2300).Draw(t, "year"))
		days := 0
		for k := range 12 {
			m := year.April() + tariff.Month(k)
			days += m.Days()
			if m.Year() != year || m.OfYear() != k+1 {
				t.Fatalf("%s is month %d of %s, want month %d of %s", m, m.OfYear(), m.Year(), k+1, year)
			}
		}
		if days != year.Days() {
			t.Fatalf("%s has %d days, its months %d", year, year.Days(), days)
		}
	})
}

func TestWhatIsNotAMonthOrAYearIsRefused(t *testing.T) {
	for _, text := range []string{"", "2025", "2025-4", "2025-13", "2025-00", "04-2025", "2025/04", "2025-04-01", " 2025-04"} {
		if m, err := tariff.ParseMonth(text); err == nil {
			t.Errorf("month %q read as %s", text, m)
		}
	}
	for _, text := range []string{"", "2025", "2025-27", "2025-25", "2025/26", "25-26", "2025-2026"} {
		if y, err := tariff.ParseYear(text); err == nil {
			t.Errorf("financial year %q read as %s", text, y)
		}
	}
}
