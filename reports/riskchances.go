package reports

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"parity/engine"
	"parity/engine/risk"
	"parity/tariff"
)

// chances says in sentences what may happen in a scenario over the whole run, against the
// baseline too. Of terms that bind in every draw there is nothing to say, and of
// those of many contracts too much.
func chances(f *RiskFigures, side *ScenarioRisk) []string {
	var said []string
	baseline := f.Drawn.Study.Scenarios[f.Drawn.Baseline].Key
	if surplus, known := side.Item(engine.GoalSurplus, "", ""); known {
		said = append(said, fmt.Sprintf("%s %s leaves a deficit over the whole run; the mean of the worst tenth of draws is %s.",
			InDraws(surplus.Whole.Deficit), side.Key, surplusInWords(surplus.Whole.Shortfall.Mean)))
	}
	if income, known := side.Item(engine.ItemIncome, "", ""); known && len(income.Against) > 0 {
		said = append(said, paysMore(side.Key, baseline, income.Against[0]))
	}
	for i := range side.Items {
		if item := &side.Items[i]; item.Binds != nil && item.Binds[0].Binds.Draws < f.Draws && !f.manyContracts() {
			said = append(said, binds(side.Key, item))
		}
	}
	for i := range side.Items {
		item := &side.Items[i]
		if sector, elsewhere := strings.CutPrefix(item.Item, engine.ItemConsequence); elsewhere && item.Whole.Mean > 0 {
			said = append(said, fmt.Sprintf("Under %s, care that is not delivered costs the sector %s %s over the whole run on average; in 80 of 100 draws from %s to %s.",
				side.Key, sector, poundsInWords(item.Whole.Mean), poundsInWords(item.Whole.P(10).Value), poundsInWords(item.Whole.P(90).Value)))
		}
		if resource, short := strings.CutPrefix(item.Item, engine.ItemNotDelivered); short && item.Whole.Mean > 0 {
			said = append(said, fmt.Sprintf("Under %s, on average %s of resource %s that care asks for are not delivered over the whole run.",
				side.Key, counted(int(math.Round(item.Whole.Mean)), item.Unit), resource))
		}
	}
	return said
}

func paysMore(scenario, baseline string, d RiskDifference) string {
	if d.Above.Draws == 0 && d.Below.Draws == 0 {
		return fmt.Sprintf("%s pays what %s pays in every draw.", scenario, baseline)
	}
	return fmt.Sprintf("%s %s pays more than %s over the whole run; on average it pays %s, give or take %s of Monte Carlo error, and in 80 of 100 draws from %s to %s.",
		InDraws(d.Above), scenario, baseline, moreOrLess(d.Mean), poundsInWords(d.MeanError), moreOrLess(d.P10.Value), moreOrLess(d.P90.Value))
}

// moreOrLess is a difference as a sentence has it: "£1.23 million less".
func moreOrLess(pounds float64) string {
	if pounds < 0 {
		return poundsInWords(-pounds) + " less"
	}
	return poundsInWords(pounds) + " more"
}

// binds says how often a term binds. A cap only takes away and a collar only adds; what goes
// both ways is said as the mean of both.
func binds(scenario string, item *RiskItem) string {
	whole := item.Binds[0]
	term := fmt.Sprintf("the %s of contract %s (step %d) under %s", TermName(item.Item), item.Contract, item.Step, scenario)
	if whole.Binds.Draws == 0 {
		return fmt.Sprintf("In no draw does %s bind.", term)
	}
	effect := "adds "
	if whole.Mean < 0 {
		effect = "takes away "
	}
	return fmt.Sprintf("%s %s binds in some year of the run; where it does, it %s%s over the run on average.", InDraws(whole.Binds), term, effect, poundsInWords(math.Abs(whole.Mean)))
}

// TermName is what a kind of term is called in a sentence.
func TermName(item string) string {
	switch kind := tariff.TermKind(item); kind {
	case tariff.Variable, tariff.Marginal:
		return item + " element"
	default:
		return strings.ReplaceAll(item, "_", " ")
	}
}

// InDraws begins a sentence with a chance: "In 23 of 100 draws". What is rarer than one in a
// hundred, or that much short of certain, is counted out.
func InDraws(c risk.Chance) string {
	percent := math.Round(c.P() * 100)
	switch {
	case c.Draws == 0:
		return fmt.Sprintf("In none of %s draws", commas(fmt.Sprint(c.Of)))
	case c.Draws == c.Of:
		return fmt.Sprintf("In all of %s draws", commas(fmt.Sprint(c.Of)))
	case percent < 1 || percent > 99:
		return fmt.Sprintf("In %s of %s draws", commas(fmt.Sprint(c.Draws)), commas(fmt.Sprint(c.Of)))
	}
	return fmt.Sprintf("In %.0f of 100 draws", percent)
}

// poundsInWords is an amount as a sentence has it: "£123,456", "£1.23 million".
func poundsInWords(pounds float64) string {
	if million := pounds / 1e6; million >= 1 {
		return "£" + strconv.FormatFloat(million, 'f', 2, 64) + " million"
	}
	return "£" + singlePounds.write(penceOfPounds(pounds))
}

func surplusInWords(pounds float64) string {
	if pounds < 0 {
		return "a deficit of " + poundsInWords(-pounds)
	}
	return "a surplus of " + poundsInWords(pounds)
}

// penceOf is a part of a pound: "12p".
func penceOf(part float64) string {
	return fmt.Sprintf("%.0fp", math.RoundToEven(part*100)+0) // what rounds to nought has no minus, as -0 + 0 is 0
}

// penceOfPounds rounds what draws come to for showing.
func penceOfPounds(pounds float64) tariff.Pence { return tariff.Pence(math.Round(pounds * 100)) }
