package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// checkSlips warns of what may be said but is hardly meant: rows that do nothing, and figures that
// look like others.
func checkSlips(m *Model) Faults {
	var faults Faults
	for _, slips := range []func(*Model) Faults{slipsOfChanges, slipsOfSchedules, slipsOfTerms, idleTerms, slipsOfPrices, slipsOfPackages} {
		faults = append(faults, slips(m)...)
	}
	for i := range faults {
		faults[i].Warning = true
	}
	return faults
}

// mostMistaken is the largest factor that looks like a change: 0.08 where 1.08 was meant.
var mostMistaken = decimal.RequireFromString("0.3")

// slipsOfChanges finds figures multiplied by what looks like the change in them.
func slipsOfChanges(m *Model) Faults {
	t := m.Table("changes")
	var faults Faults
	for row := range t.Rows {
		factor, err := decimal.NewFromString(t.Cell(row, "value"))
		meant := factor.Add(decimal.NewFromInt(1))
		if t.Cell(row, "operation") != opMultiply || err != nil || factor.IsZero() || factor.GreaterThan(mostMistaken) || !meant.IsPositive() {
			continue
		}
		found := fmt.Sprintf("%s, which leaves %s%% of the figure", quoted(factor.String()), factor.Shift(percentPlaces))
		if factor.IsNegative() {
			found = quoted(factor.String()) + ", which turns the figure's sign round"
		}
		faults = append(faults, t.Fault(row, "value", found, "multiplied by 1 a figure stays as it is", fmt.Sprintf("did you mean %s?", meant)))
	}
	return faults
}

// slipsOfSchedules finds factors that a schedule names and does not apply.
func slipsOfSchedules(m *Model) Faults {
	t := m.Table("schedules")
	var faults Faults
	for row := range t.Rows {
		base, applies := t.Cell(row, "mff_base"), t.Cell(row, "applies_mff")
		if base == "" || applies == "yes" {
			continue
		}
		said := "is " + quoted(applies)
		if applies == "" {
			said = "is blank"
		}
		faults = append(faults, t.Fault(row, "mff_base", quoted(base)+" where applies_mff "+said, "mff_base divides the provider's factor where the schedule applies it, and does nothing here",
			"write yes in applies_mff, or leave mff_base blank"))
	}
	return faults
}

// idleTerms finds terms that never change a payment: a variable element without a rate, and
// rows that begin when the run is over.
func idleTerms(m *Model) Faults {
	t := m.Table("terms")
	var faults Faults
	end := month(m.Setting(KeyStart)) + tariff.Month(float(m.Setting(KeyMonths)))
	for row := range t.Rows {
		if t.Cell(row, "term") == "variable" && t.Cell(row, "rate_above") == "" && t.Cell(row, "rate_below") == "" {
			faults = append(faults, t.Fault(row, "rate_above", "no rate above or below", "a variable element without a rate pays nothing", "give rate_above, rate_below or both"))
		}
		if begins := from(t, row); begins != 0 && begins >= end {
			faults = append(faults, t.Fault(row, FromColumn, quoted(begins.String()), "the run ends with "+(end-1).String()+", before the term begins", "check the month"))
		}
	}
	return faults
}

// slipsOfTerms finds marginal rates on contracts that are never paid by activity.
func slipsOfTerms(m *Model) Faults {
	t, contracts := m.Table("terms"), m.Table("contracts")
	var faults Faults
	for row := range t.Rows {
		contract := t.Cell(row, "contract")
		var paid []string
		for _, at := range matching(contracts, []Condition{{"contract", []string{contract}}}) {
			if payment := contracts.Cell(at, "payment"); !slices.Contains(paid, payment) {
				paid = append(paid, payment)
			}
		}
		if t.Cell(row, "term") != "marginal" || len(paid) == 0 || slices.Contains(paid, "activity") {
			continue
		}
		faults = append(faults, t.Fault(row, "term", fmt.Sprintf("\"marginal\" on contract %s, which is paid by %s", contract, strings.Join(paid, " and ")),
			"marginal takes back part of what activity was paid, and here activity was not paid", "use variable, or pay the contract by activity"))
	}
	return faults
}

// slipsOfPrices finds prices of the community alone where nobody knows who is admitted.
func slipsOfPrices(m *Model) Faults {
	t, contracts, activity := m.Table("prices"), m.Table("contracts"), m.Table("activity")
	whole := map[[2]string]int{} // the first row that gives whole days, by contract and currency
	for row := range activity.Rows {
		key := [2]string{activity.Cell(row, "contract"), activity.Cell(row, "currency")}
		if _, seen := whole[key]; !seen && activity.Cell(row, "measure") == tariff.Day.String() {
			whole[key] = row
		}
	}
	var faults Faults
	for row := range t.Rows {
		if t.Cell(row, "covers") != "community" || len(whole) == 0 {
			continue
		}
		for at := range contracts.Rows {
			if schedule := t.Cell(row, "schedule"); contracts.Cell(at, "schedule") != schedule && contracts.Cell(at, "shadow_schedule") != schedule {
				continue
			}
			given, ok := whole[[2]string{contracts.Cell(at, "contract"), t.Cell(row, "currency")}]
			if !ok {
				continue
			}
			faults = append(faults, t.Fault(row, "covers", fmt.Sprintf("\"community\" for currency %s, whose days contract %s gives whole (%s)", t.Cell(row, "currency"), contracts.Cell(at, "contract"), activity.At(given, "")),
				"where it is not known who is admitted, nobody is taken to be and the price is paid in full", "give admitted_day and community_day instead of day, or leave covers blank"))
			break
		}
	}
	return faults
}

// slipsOfPackages finds packages that ask per something that is not counted of the currency under any
// contract they hold for.
func slipsOfPackages(m *Model) Faults {
	t := m.Table("packages")
	if len(t.Rows) == 0 {
		return nil
	}
	known := countedMeasures(m)
	var faults Faults
	for row := range t.Rows {
		currency, per, provider := t.Cell(row, "currency"), t.Cell(row, "per"), t.Cell(row, "provider")
		var counted []string
		for _, c := range known {
			if c.currency == currency && (provider == anyValue || c.provider == provider) {
				counted = append(counted, c.measures...)
			}
		}
		if len(counted) == 0 || per == tariff.PerMonth.String() || slices.Contains(counted, per) || value(t, row, "quantity") == 0 {
			continue
		}
		counted = slices.DeleteFunc(allMeasures(), func(measure string) bool { return !slices.Contains(counted, measure) })
		faults = append(faults, t.Fault(row, "per", fmt.Sprintf("%s, of which currency %s never has any", per, currency),
			"what the row asks is 0 in every month; counted of the currency: "+strings.Join(counted, ", "), "ask per one of these, or take the row out"))
	}
	return faults
}

// counted is what is counted of a currency under a contract.
type counted struct {
	contract, currency, provider string
	measures                     []string
}

// countedMeasures lists what the caseload and given activity count that is not always zero.
func countedMeasures(m *Model) []*counted {
	var all []*counted
	providers := map[string]string{}
	contracts := m.Table("contracts")
	for row := range contracts.Rows {
		providers[contracts.Cell(row, "contract")] = contracts.Cell(row, "provider")
	}
	add := func(t *Table, row int, measures ...tariff.Measure) {
		contract, currency := t.Cell(row, "contract"), t.Cell(row, "currency")
		at := slices.IndexFunc(all, func(c *counted) bool { return c.contract == contract && c.currency == currency })
		if at < 0 {
			at = len(all)
			all = append(all, &counted{contract: contract, currency: currency, provider: providers[contract]})
		}
		for _, measure := range measures {
			all[at].measures = append(all[at].measures, measure.String())
		}
	}
	countCaseload(m, add)
	t := m.Table("activity")
	for _, rows := range groups(t, "contract", "currency", "measure") {
		measure, _ := tariff.ParseMeasure(t.Cell(rows[0], "measure"))
		switch measure {
		case tariff.Day:
			add(t, rows[0], measure, tariff.YearOfCare)
		case tariff.AdmittedDay, tariff.CommunityDay: // both make days; one of them is enough not to be sure
			add(t, rows[0], measure, tariff.Day, tariff.YearOfCare)
		default:
			add(t, rows[0], measure)
		}
	}
	return all
}

// countCaseload adds what the caseload counts: days always, the rest as its cells say.
func countCaseload(m *Model, add func(t *Table, row int, measures ...tariff.Measure)) {
	t, currencies, moves := m.Table("caseload"), m.Table("currencies"), m.Table("moves")
	for _, rows := range groups(t, "contract", "currency") {
		row := rows[0]
		has := func(column string) bool {
			return slices.ContainsFunc(rows, func(row int) bool { return value(t, row, column) > 0 })
		}
		add(t, row, tariff.Day, tariff.CommunityDay, tariff.YearOfCare, tariff.Person)
		if has("admitted_share") {
			add(t, row, tariff.AdmittedDay)
		}
		starts := has("starts_per_month")
		if starts {
			add(t, row, tariff.Start)
		}
		if starts && has("assessments_per_start") {
			add(t, row, tariff.Assessment)
		}
		if starts || slices.ContainsFunc(matching(moves, []Condition{{"to_currency", []string{t.Cell(row, "currency")}}}), func(move int) bool { return value(moves, move, "share") > 0 }) {
			add(t, row, tariff.Entry)
		}
		reviewed := slices.ContainsFunc(matching(currencies, []Condition{{"currency", []string{t.Cell(row, "currency")}}}), func(at int) bool { return currencies.Cell(at, "review_period") != "" })
		if reviewed && has("mean_stay_days") {
			add(t, row, tariff.Period)
		}
	}
}
