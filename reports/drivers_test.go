package reports

import (
	"strings"
	"testing"

	"parity/engine"
	"parity/engine/risk"
	"parity/scenarios"
)

// drivenBy is the page of a result that stands at 1,000 pounds.
func drivenBy(drivers ...risk.Driver) *driversPage {
	p := &driversPage{Drivers: &scenarios.Drivers{
		Goal: engine.Goal{Item: engine.ItemIncome}, Unit: engine.UnitPounds, Projected: 1000,
		Drivers: &risk.Drivers{Stands: 1000, Mean: 1000, Drivers: drivers},
	}}
	p.measure()
	return p
}

func TestBarsOfATornado(t *testing.T) {
	widest := risk.Driver{Low: 100, High: 1900}
	for _, c := range []struct {
		what   string
		driver risk.Driver
		want   string
	}{
		{"rises with the figure", widest, "-------|======="},
		{"falls with it", risk.Driver{Low: 1900, High: 100}, "=======|-------"},
		{"a third as far", risk.Driver{Low: 700, High: 1300}, "     --|=="},
		{"both ends on one side, the shorter over the longer", risk.Driver{Low: 100, High: 700}, "-----==|"},
		{"a twentieth", risk.Driver{Low: 980, High: 1020}, "       |"},
	} {
		p := drivenBy(widest, c.driver)
		if got := p.bar(&p.Drivers.Drivers.Drivers[1]); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
	if p := drivenBy(risk.Driver{Low: 1000, High: 1000, Total: 0.01}); p.bar(&p.Drivers.Drivers.Drivers[0]) != "       |" {
		t.Error("a figure that moves it only together with others has a bar")
	}
}

func TestAResultThatNothingMoves(t *testing.T) {
	p := drivenBy()
	p.tornado()
	p.shift()
	want := "\nNothing that is uncertain moves it: it is 1,000 £ in every draw.\n\nThe mean of the draws is not known to differ from the projection (Monte Carlo\nerror 0 £).\n"
	if got := p.text.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestVarianceSharesNeverShowLessThanNothingWhereTheyAreNothing(t *testing.T) {
	got := strings.Join([]string{varianceShare(0.5231), varianceShare(-0.0001), varianceShare(-0.002), varianceShare(1.003)}, " ")
	if want := "52.3% 0.0% -0.2% 100.3%"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
