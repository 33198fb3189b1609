package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"parity/tariff"
)

// shareTolerance is how far shares that were rounded may sum from 1.
const shareTolerance = 1e-6

// checkMoves holds the shares that leave a currency to 1 together.
func checkMoves(m *Model) Faults {
	t := m.Table("moves")
	var faults Faults
	for row := range t.Rows {
		if from := t.Cell(row, "from_currency"); from != "" && from == t.Cell(row, "to_currency") {
			faults = append(faults, t.Fault(row, "to_currency", quoted(from)+", the currency that is left", "a move goes to another currency", "take the row out, or make the stay longer"))
		}
	}
	for _, rows := range groups(t, "contract", "from_currency") {
		for _, state := range inForce(t, rows) {
			total := sum(t, state, "share")
			if total <= 1+shareTolerance || slices.ContainsFunc(state, func(row int) bool { return value(t, row, "share") > 1 }) {
				continue // a single share above 1 is at fault by itself
			}
			last := slices.Max(state)
			faults = append(faults, t.Fault(last, "share", fmt.Sprintf("shares out of currency %s for contract %s that sum to %s%s",
				t.Cell(last, "from_currency"), t.Cell(last, "contract"), short(total), since(t, state)),
				"the shares out of one currency sum to 1 at most; the rest is discharged", "lower one of them"))
			break
		}
	}
	return faults
}

// short writes a number to six digits: without the noise of binary fractions, and in full where it
// is large (77400000, not 7.74e+07).
func short(x float64) string {
	text := strconv.FormatFloat(x, 'g', 6, 64)
	if rounded, err := strconv.ParseFloat(text, 64); err == nil && math.Abs(rounded) >= 1e6 && math.Abs(rounded) < 1e12 {
		return strconv.FormatFloat(rounded, 'f', 0, 64)
	}
	return text
}

// checkContracts says which contracts lack what their form of payment needs.
func checkContracts(m *Model) Faults {
	t := m.Table("contracts")
	first, after, ok := runMonths(m)
	seesApril := ok && first.Year() != (after-1).Year() // a run within one year has nothing to uplift
	var faults Faults
	for row := range t.Rows {
		need := func(column, why string) {
			if t.Cell(row, column) == "" {
				faults = append(faults, t.Fault(row, column, "nothing", why, "fill the cell"))
			}
		}
		switch t.Cell(row, "payment") {
		case "block":
			need("annual_value", "a block pays its annual_value")
		case "activity":
			need("schedule", "activity is paid by a schedule")
		case "blended":
			need("schedule", "the variable element of a blended payment is valued by a schedule")
		case "capitation":
			need("rate_per_head", "capitation pays a rate_per_head")
		}
		if payment := t.Cell(row, "payment"); (payment == "block" || payment == "blended") && t.Cell(row, "uplift") == "" && t.Cell(row, "annual_value") != "" && seesApril {
			fault := t.Fault(row, "uplift", "nothing", "annual_value stays flat in cash without an uplift", "name one of uplifts if it should grow each April")
			fault.Warning = true
			faults = append(faults, fault)
		}
	}
	return faults
}

// settlement periods from the shortest to the longest.
var settlePeriods = []string{"month", "quarter", "year"}

// Terms that look at activity off plan, and terms that bound the payment.
var (
	planTerms  = []string{"variable", "marginal"}
	boundTerms = []string{"cap", "collar"}
)

// Terms that are measured against a reference, and terms that outcomes earn.
var (
	measuredTerms = []string{"cap", "collar", "bonus", "gain_share"}
	earnedTerms   = []string{"withhold", "bonus"}
)

// checkTerms holds the terms of a contract to their order, and each to the columns it uses.
func checkTerms(m *Model) Faults {
	t := m.Table("terms")
	var faults Faults
	for row := range t.Rows {
		term := t.Cell(row, "term")
		if t.Cell(row, "scope") != "" && !slices.Contains(planTerms, term) {
			faults = append(faults, t.Fault(row, "scope", quoted(t.Cell(row, "scope"))+" on a "+term, "only variable and marginal look at single currencies", "leave the cell blank"))
		}
		for _, column := range []string{"lower", "upper"} {
			if value(t, row, column) < 0 && !slices.Contains(boundTerms, term) {
				faults = append(faults, t.Fault(row, column, quoted(t.Cell(row, column)), "a dead band is 0 or wider", "write the fraction without a minus: 0.02 is 2% either way"))
			}
		}
		if t.Cell(row, "reference") == "amount" && t.Cell(row, "amount") == "" {
			faults = append(faults, t.Fault(row, "amount", "nothing", "the reference is the amount, in pounds a financial year", "fill the cell, or choose another reference"))
		}
		if slices.Contains(measuredTerms, term) && t.Cell(row, "reference") == "" {
			faults = append(faults, t.Fault(row, "reference", "nothing", "a "+term+" is measured against plan_value, annual_value, prior_year or amount", "name one of them"))
		}
		contract := t.Cell(row, "contract")
		if term == "budgets" && len(matching(m.Table("budgets"), []Condition{{"contract", []string{contract}}})) == 0 {
			faults = append(faults, t.Fault(row, "term", quoted(term)+" on contract "+contract+", under which nobody holds a budget", "the term takes out what people hold as personal budgets",
				"give the contract rows in budgets, or take the row out"))
		}
		if term == "budgets" && t.Cell(row, "share") == "" {
			faults = append(faults, t.Fault(row, "share", "nothing", "a budgets term needs the share of what is held that leaves the contract", "fill the cell: 1 is all of it"))
		}
		if !slices.Contains(earnedTerms, term) {
			continue
		}
		if t.Cell(row, "share") == "" {
			faults = append(faults, t.Fault(row, "share", "nothing", "a "+term+" needs the share that is at stake", "fill the cell"))
		}
		if len(matching(m.Table("outcomes"), []Condition{{"contract", []string{contract}}})) == 0 {
			faults = append(faults, t.Fault(row, "term", quoted(term)+" on contract "+contract+", which has no outcomes", "a "+term+" is earned by outcomes",
				"give the contract rows in outcomes, with weights that sum to 1"))
		}
	}
	for _, rows := range groups(t, "contract") {
		for _, state := range inForce(t, rows) {
			if fault, ok := shortening(t, state); ok {
				faults = append(faults, fault)
				break
			}
		}
	}
	return faults
}

// shortening finds the first step that settles more often than one before it.
func shortening(t *Table, state []int) (Fault, bool) {
	steps := slices.Clone(state)
	slices.SortStableFunc(steps, func(a, b int) int { return int(value(t, a, "step") - value(t, b, "step")) })
	for i := 1; i < len(steps); i++ {
		before, here := t.Cell(steps[i-1], "settle"), t.Cell(steps[i], "settle")
		if slices.Index(settlePeriods, here) < slices.Index(settlePeriods, before) && slices.Contains(settlePeriods, here) {
			return t.Fault(steps[i], "settle", fmt.Sprintf("%s after a step that settles by %s", quoted(here), before),
				"settlement periods may not get shorter from one step to the next", "settle this step by "+before+", or put it before"), true
		}
	}
	return Fault{}, false
}

// checkOutcomes holds the weights of a contract's outcomes to 1.
func checkOutcomes(m *Model) Faults {
	t := m.Table("outcomes")
	var faults Faults
	for _, rows := range groups(t, "contract") {
		for _, state := range inForce(t, rows) {
			if total := sum(t, state, "weight"); total < 1-shareTolerance || total > 1+shareTolerance {
				last := slices.Max(state)
				faults = append(faults, t.Fault(last, "weight", fmt.Sprintf("weights of contract %s that sum to %s%s", t.Cell(last, "contract"), short(total), since(t, state)),
					"the weights of a contract's outcomes sum to 1", "change them so that they do"))
				break
			}
		}
	}
	return faults
}

// checkWeights finds commissioners whose weighted population is nobody: capitation would pay for none.
func checkWeights(m *Model) Faults {
	t := m.Table("weights")
	var faults Faults
	for _, rows := range groups(t, "commissioner") {
		for _, state := range inForce(t, rows) {
			weighted := 0.0
			for _, row := range state {
				weighted += value(t, row, "population") * value(t, row, "weight")
			}
			if weighted <= 0 {
				last := slices.Max(state)
				faults = append(faults, t.Fault(last, "population", fmt.Sprintf("a weighted population of 0 of commissioner %s%s", t.Cell(last, "commissioner"), since(t, state)),
					"population x weight of a commissioner's groups is above 0 in all, as capitation pays by it", "fill populations and weights, or take the rows out"))
				break
			}
		}
	}
	return faults
}

// checkPackages finds resources a currency asks both per day and per a part of the day.
func checkPackages(m *Model) Faults {
	t := m.Table("packages")
	var faults Faults
	for _, rows := range groups(t, "currency", "resource") {
		var whole, parts []int
		for _, row := range rows {
			switch per := t.Cell(row, "per"); {
			case value(t, row, "quantity") == 0:
			case per == tariff.Day.String():
				whole = append(whole, row)
			case isDayPart(per):
				parts = append(parts, row)
			}
		}
		for _, part := range parts {
			at := slices.IndexFunc(whole, func(row int) bool { return bothHold(t, rows, row, part) })
			if at < 0 {
				continue
			}
			faults = append(faults, t.Fault(part, "per", fmt.Sprintf("%s, where row %d asks resource %s per day for currency %s", t.Cell(part, "per"), t.Rows[whole[at]].Line, t.Cell(part, "resource"), t.Cell(part, "currency")),
				"a package asks a resource per day or per its parts, not both", "take out one of the two rows"))
			break
		}
	}
	return faults
}

// bothHold says whether two rows of packages apply to one provider. A * row does not apply to a
// provider that has a row of its own for the same measure.
func bothHold(t *Table, rows []int, a, b int) bool {
	providerA, providerB := t.Cell(a, "provider"), t.Cell(b, "provider")
	if providerA == providerB {
		return true
	}
	if providerA != anyValue && providerB != anyValue {
		return false
	}
	general, provider := a, providerB
	if providerB == anyValue {
		general, provider = b, providerA
	}
	return !slices.ContainsFunc(rows, func(row int) bool {
		return t.Cell(row, "provider") == provider && t.Cell(row, "per") == t.Cell(general, "per")
	})
}

// checkResources holds the parts of a unit cost to what they need.
func checkResources(m *Model) Faults {
	t := m.Table("resources")
	var faults Faults
	for row := range t.Rows {
		fixed, semi := value(t, row, "fixed_share"), value(t, row, "semi_fixed_share")
		if fixed <= 1 && semi <= 1 && fixed+semi > 1+shareTolerance {
			faults = append(faults, t.Fault(row, "semi_fixed_share", fmt.Sprintf("fixed_share and semi_fixed_share that sum to %s", short(fixed+semi)), "they sum to 1 at most; the rest is variable", "lower one of them"))
		}
		if semi > 0 && t.Cell(row, "step") == "" {
			faults = append(faults, t.Fault(row, "step", "nothing", "semi-fixed cost goes in steps of so many units a year", "fill the cell, or leave semi_fixed_share blank"))
		}
		stated, each := t.Cell(row, "wte_per_unit"), t.Cell(row, "wte_cost")
		switch {
		case stated != "" && each != "":
			faults = append(faults, t.Fault(row, "wte_cost", quoted(each)+" beside a wte_per_unit of "+stated, "staff are stated by wte_per_unit, or follow from unit_cost, staff_share and wte_cost", "leave one of the two blank"))
		case each != "" && t.Cell(row, "unit_cost") == "":
			faults = append(faults, t.Fault(row, "wte_cost", quoted(each)+" without a unit_cost", "staff a unit are unit_cost x staff_share / wte_cost", "fill unit_cost, or state wte_per_unit instead"))
		case each == "" && t.Cell(row, "staff_share") != "":
			faults = append(faults, t.Fault(row, "staff_share", quoted(t.Cell(row, "staff_share"))+" without a wte_cost", "staff a unit are unit_cost x staff_share / wte_cost", "fill wte_cost, or leave staff_share blank"))
		}
	}
	return faults
}
