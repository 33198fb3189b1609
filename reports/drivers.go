package reports

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"parity/engine/risk"
	"parity/scenarios"
)

// WriteDrivers writes what drives a result as one page of text, 80 columns wide and without
// colour: each factor's bar and its shares of the variance, and what takes the mean of the draws
// away from the projection.
func WriteDrivers(w io.Writer, d *scenarios.Drawable, found *scenarios.Drivers) error {
	p := &driversPage{d: d, Drivers: found}
	p.measure()
	p.heading()
	p.tornado()
	p.shift()
	p.notes()
	_, err := io.WriteString(w, p.text.String())
	return err
}

// driversPage is the text as it grows.
type driversPage struct {
	d *scenarios.Drawable
	*scenarios.Drivers
	unit   poundUnit
	widest float64 // the farthest that a bar goes from the projection
	text   strings.Builder
}

// measure chooses the unit: that of the bars, as they are what the page is about.
func (p *driversPage) measure() {
	for _, driver := range p.Drivers.Drivers.Drivers {
		p.widest = max(p.widest, math.Abs(driver.Low-p.Stands), math.Abs(driver.High-p.Stands))
	}
	p.unit = riskUnit(p.widest)
	if !p.Goal.Money() {
		p.unit = poundUnit{Name: p.Unit, pence: singlePounds.pence}
	}
}

// signed and plain write an amount in the page's unit.
func (p *driversPage) signed(x float64) string { return p.unit.signed(penceOfPounds(x)) }
func (p *driversPage) plain(x float64) string  { return p.unit.write(penceOfPounds(x)) }

func (p *driversPage) heading() {
	p.text.WriteString(paragraph("", Title(p.d.Model)))
	of := p.Result + " of " + p.Scenario
	if p.Against != "" {
		of = p.Result + " of " + p.Scenario + " less that of " + p.Against + ", on the same draws"
	}
	p.text.WriteString(paragraph("", fmt.Sprintf("What drives %s: %s base draws, seed %d", of, commas(strconv.Itoa(p.Draws)), p.Seed)))
	if illustrative(p.d.Model) != nil {
		p.text.WriteString("The model has illustrative figures: parity risk names them.\n")
	}
}

// barWidth is how many columns a bar has on each side of the projection.
const barWidth = 7

// bar draws a driver: - to where its P10 takes the result, = to where its P90 does.
func (p *driversPage) bar(driver *risk.Driver) string {
	columns := []rune(strings.Repeat(" ", 2*barWidth+1))
	columns[barWidth] = '|'
	if p.widest == 0 {
		return strings.TrimRight(string(columns), " ")
	}
	for _, end := range []struct {
		at   float64
		mark rune
	}{{driver.Low, '-'}, {driver.High, '='}} {
		far := int(math.Round((end.at - p.Stands) / p.widest * barWidth))
		for k := 1; k <= max(far, -far); k++ {
			if far < 0 {
				columns[barWidth-k] = end.mark
			} else {
				columns[barWidth+k] = end.mark
			}
		}
	}
	return strings.TrimRight(string(columns), " ")
}

func (p *driversPage) tornado() {
	if len(p.Drivers.Drivers.Drivers) == 0 {
		p.text.WriteString("\n" + paragraph("", "Nothing that is uncertain moves it: it is "+p.plain(p.Projected)+" "+p.unit.Name+" in every draw."))
		return
	}
	g := grid{heads: []string{"Factor", "Bar", "P10", "P90", "First", "±", "Total", "±"}, words: 1}
	for i := range p.Drivers.Drivers.Drivers {
		driver := &p.Drivers.Drivers.Drivers[i]
		g.add(driver.Name, p.bar(driver), p.signed(driver.Low-p.Stands), p.signed(driver.High-p.Stands),
			varianceShare(driver.First), varianceShare(driver.FirstError), varianceShare(driver.Total), varianceShare(driver.TotalError))
	}
	fmt.Fprintf(&p.text, "\n%s%s", paragraph("", "Alone at P10 (-) and at P90 (=), against "+p.plain(p.Projected)+" as the cells stand, "+p.unit.Name+
		"; first and total: shares of the variance, by itself and with what it does together with others; ±: Monte Carlo error of the share before it"), &g)
}

// varianceShare is a share of the variance as a percentage. Estimates may come out a little
// below nothing.
func varianceShare(x float64) string {
	text := strconv.FormatFloat(100*x, 'f', 1, 64) + "%"
	if text == "-0.0%" {
		return "0.0%"
	}
	return text
}

// shiftKnown is how many of its Monte Carlo errors a shift has to come to before it is shown.
const shiftKnown = 2

// shift shows what takes the mean away from the projection, the largest first.
func (p *driversPage) shift() {
	drivers := slices.DeleteFunc(slices.Clone(p.Drivers.Drivers.Drivers), func(d risk.Driver) bool {
		return p.idle(d.OffCentre, 0) && p.idle(d.Bend, d.BendError)
	})
	slices.SortStableFunc(drivers, func(a, b risk.Driver) int {
		return -compareSize(a.OffCentre+a.Bend, b.OffCentre+b.Bend)
	})
	apart := p.Mean - p.Stands
	sentence := fmt.Sprintf("The mean of the draws is %s of the projection (Monte Carlo error %s).", p.beside(apart), p.plain(p.MeanError))
	if p.idle(apart, p.MeanError) {
		sentence = "The mean of the draws is not known to differ from the projection" + fmt.Sprintf(" (Monte Carlo error %s %s).", p.plain(p.MeanError), p.unit.Name)
	}
	p.text.WriteString("\n" + paragraph("", sentence))
	if len(drivers) == 0 && p.idle(p.Together, p.TogetherError) {
		return
	}
	g := grid{heads: []string{"What shifts the mean, " + p.unit.Name, "Off centre", "Bends", "±"}}
	for _, driver := range drivers {
		g.add(driver.Name, p.signed(driver.OffCentre), p.signed(driver.Bend), p.plain(driver.BendError))
	}
	g.add("together, beyond each alone", "", p.signed(p.Together), p.plain(p.TogetherError))
	p.text.WriteString(g.String())
	p.text.WriteString(paragraph("", "Off centre: the mean of what is drawn is not the cell. Bends: the result does not follow it in a straight line, as where a cap cuts only one side."))
}

// idle says that a shift does not show, or is not told from its error.
func (p *driversPage) idle(x, err float64) bool {
	return math.Abs(x) <= shiftKnown*err || p.signed(x) == p.signed(0)
}

// beside says on which side a difference lies.
func (p *driversPage) beside(apart float64) string {
	if apart < 0 {
		return p.plain(-apart) + " " + p.unit.Name + " below that"
	}
	return p.plain(apart) + " " + p.unit.Name + " above that"
}

func compareSize(a, b float64) int {
	switch a, b = math.Abs(a), math.Abs(b); {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (p *driversPage) notes() {
	notes := DriversNotes(p.Drivers)
	if len(notes) == 0 {
		return
	}
	p.text.WriteByte('\n')
	for _, note := range notes {
		p.text.WriteString(paragraph("- ", note))
	}
}

// DriversNotes say what a reader of a tornado should know: which bars are of draws, and which
// factors move nothing.
func DriversNotes(found *scenarios.Drivers) []string {
	var joint []string
	for _, driver := range found.Drivers.Drivers {
		if driver.LowError > 0 || driver.HighError > 0 {
			joint = append(joint, driver.Name)
		}
	}
	var notes []string
	if len(joint) > 0 {
		notes = append(notes, "Bars of "+strings.Join(joint, "; ")+": P10 and P90 of draws of the factor alone, as its figures do not move as one.")
	}
	if len(found.Unmoved) > 0 {
		names := make([]string, len(found.Unmoved))
		for i, factor := range found.Unmoved {
			names[i] = factor.Name
		}
		notes = append(notes, "Moves it in no draw: "+strings.Join(names, ", ")+".")
	}
	return notes
}
