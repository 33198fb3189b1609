package workbook

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"parity/engine"
	"parity/engine/risk"
	"parity/scenarios"
)

// A bar's parts never come to more than the farther end, whichever sides the ends lie on.
func TestBarsOfATornadoThatStack(t *testing.T) {
	for _, c := range []struct {
		what      string
		low, high float64
		bars      [3]float64 // P10, P90, P10 beyond P90
	}{
		{"rises with the figure", 900, 1200, [3]float64{-100, 200, 0}},
		{"falls with it", 1200, 900, [3]float64{200, -100, 0}},
		{"both below, P90 farther", 900, 700, [3]float64{-100, -200, 0}},
		{"both below, P10 farther", 700, 900, [3]float64{0, -100, -200}},
		{"both above, P90 farther", 1100, 1300, [3]float64{100, 200, 0}},
		{"both above, P10 farther", 1300, 1100, [3]float64{0, 100, 200}},
		{"nothing", 1000, 1000, [3]float64{}},
	} {
		s := &sheet{name: "Drivers", widths: []float64{46}}
		found := &scenarios.Drivers{Unit: engine.UnitPounds, Drivers: &risk.Drivers{Stands: 1000}}
		beyond := (&book{}).driver(s, found, &risk.Driver{Name: "x", Low: c.low, High: c.high})
		if got := [3]float64{s.figure(1, driverBarLow), s.figure(1, driverBarHigh), s.figure(1, driverBarBeyond)}; got != c.bars || beyond != (c.bars[2] != 0) {
			t.Errorf("%s: %v, want %v (beyond: %v)", c.what, got, c.bars, beyond)
		}
	}
}

// The sheet holds every driver as it was found, a tornado and the shares beside it.
func TestTheSheetOfDriversHoldsEveryFactor(t *testing.T) {
	f := drawn(t, "northshire", "block", "capped")
	b, err := plan(f.Drawn.Study, testAbout, f)
	if err != nil {
		t.Fatal(err)
	}
	s := sheetNamed(t, b, "Drivers")
	n, charts := 1, 0
	for _, of := range f.Drivers {
		for k, found := range of.Scenarios {
			if found == nil {
				if of.Result != "cap" || b.keys[k] != "block" {
					t.Errorf("nothing drives %s of %s", of.Result, b.keys[k])
				}
				continue
			}
			charts += 2
			for _, driver := range found.Drivers.Drivers {
				for n++; n < s.next() && (len(s.rows[n-1].cells) != driverColumns || s.rows[n-1].cells[0].text != driver.Name); n++ {
				}
				if n >= s.next() {
					t.Fatalf("%s of %s: no row of %s", of.Result, b.keys[k], driver.Name)
				}
				for column, want := range map[int]float64{driverStands: found.Stands, driverLow: driver.Low, driverHigh: driver.High, driverBend: driver.Bend} {
					if got := s.figure(n, column); got != rounded(want, drawnPoundsPlaces) {
						t.Errorf("%s of %s, %s, column %d: %v, want %v", of.Result, b.keys[k], driver.Name, column, got, want)
					}
				}
				if got := s.figure(n, driverTotal); got != rounded(driver.Total, drawnSharePlaces) {
					t.Errorf("%s of %s, %s: total share %v, want %v", of.Result, b.keys[k], driver.Name, got, driver.Total)
				}
			}
		}
	}
	if got := chartsOf(t, riskBytes(t, f, true), "Drivers!"); got != charts || charts == 0 {
		t.Errorf("%d charts of drivers, want %d", got, charts)
	}
}

// The band that lifts a fan off its axis is not painted, and the projection is dashed.
func TestHowFansAreDrawn(t *testing.T) {
	f := drawn(t, "northshire", "block", "capped")
	fans := 0
	eachChart(t, riskBytes(t, f, true), func(xml string) {
		if !strings.Contains(xml, "<c:f>Fans!") {
			return
		}
		fans++
		series := strings.Split(xml, "<c:ser>")[1:]
		if len(series) != 6 {
			t.Fatalf("a fan of %d series", len(series))
		}
		if !strings.Contains(series[0], "<a:noFill") {
			t.Errorf("the series below P10 is painted: %s", series[0])
		}
		if !slices.ContainsFunc(series[4:], func(s string) bool { return strings.Contains(s, `<a:prstDash val="dash"`) }) {
			t.Error("no line of a fan is dashed")
		}
	})
	if want := 2 * 3; fans != want {
		t.Errorf("%d fans, want one by month and one by year of each item: %d", fans, want)
	}
}

// chartsOf counts the charts that show figures of a sheet.
func chartsOf(t *testing.T, content []byte, prefix string) int {
	t.Helper()
	n := 0
	eachChart(t, content, func(xml string) {
		if strings.Contains(xml, "<c:f>"+prefix) {
			n++
		}
	})
	return n
}

func eachChart(t *testing.T, content []byte, f func(xml string)) {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range archive.File {
		if !strings.HasPrefix(part.Name, "xl/charts/chart") {
			continue
		}
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		xml, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		plain := strings.NewReplacer("<ser>", "<c:ser>", "<f>", "<c:f>").Replace(string(xml))
		f(plain)
	}
}
