package reports

import (
	"testing"

	"parity/tariff"
)

func TestMoneyIsReadable(t *testing.T) {
	const million = tariff.Pence(1_000_000_00)
	for _, c := range []struct {
		unit          poundUnit
		amount        tariff.Pence
		plain, signed string
	}{
		{singlePounds, 123_456_50, "123,457", "+123,457"},
		{singlePounds, -999_50, "-1,000", "-1,000"},
		{singlePounds, 49, "0", "0"},
		{singlePounds, -49, "0", "0"},
		{thousandPounds, 384_484_212_34, "384,484", "+384,484"},
		{thousandPounds, -500_00, "-1", "-1"},
		{millionPounds, 8_992 * million, "8,992.0", "+8,992.0"},
		{millionPounds, -28_917_000_00, "-28.9", "-28.9"},
		{millionPounds, 49_999_99, "0.0", "0.0"},
		{millionPounds, -50_000_00, "-0.1", "-0.1"},
	} {
		if got := c.unit.write(c.amount); got != c.plain {
			t.Errorf("%s in %s: %s, want %s", c.amount, c.unit.Name, got, c.plain)
		}
		if got := c.unit.signed(c.amount); got != c.signed {
			t.Errorf("%s in %s with its sign: %s, want %s", c.amount, c.unit.Name, got, c.signed)
		}
	}
	for amount, want := range map[tariff.Pence]poundUnit{0: singlePounds, million - 1: singlePounds, million: thousandPounds, 999 * million: thousandPounds, 1000 * million: millionPounds} {
		if got := unitFor(amount); got != want {
			t.Errorf("%s is shown in %s, want %s", amount, got.Name, want.Name)
		}
	}
	for fraction, want := range map[float64]string{0.0322: "+3.2%", -0.246: "-24.6%", 0.0004: "0.0%", -0.0004: "0.0%", 0: "0.0%"} {
		if got := share(fraction); got != want {
			t.Errorf("%v is %s, want %s", fraction, got, want)
		}
	}
}

func TestLongNamesGoOnInTheNextLine(t *testing.T) {
	for _, c := range []struct {
		name  string
		width int
		want  string
	}{
		{"national", 12, "national"},
		{"national+more-people", 12, "national+\nmore-people"},
		{"Oxleas NHS Foundation Trust", 14, "Oxleas NHS\nFoundation\nTrust"},
		{"unbreakablename", 6, "unbrea\nkablen\name"},
	} {
		if got := wrapName(c.name, c.width); got != c.want {
			t.Errorf("%q in %d: %q, want %q", c.name, c.width, got, c.want)
		}
	}
}

func TestListsReadAsSentences(t *testing.T) {
	for _, c := range []struct {
		names []string
		want  string
	}{
		{[]string{"a"}, "a"},
		{[]string{"a", "b"}, "a and b"},
		{[]string{"a", "b", "c"}, "a, b and c"},
		{[]string{"a", "b", "c", "d", "e", "f", "g"}, "a, b, c, d, e, f and g"},
		{[]string{"a", "b", "c", "d", "e", "f", "g", "h"}, "a, b, c, d, e, f and 2 more"},
	} {
		if got := list(c.names); got != c.want {
			t.Errorf("%v: %s, want %s", c.names, got, c.want)
		}
	}
}
