package scenarios

import (
	"fmt"

	"parity/tariff"
)

// checkSchedules holds derived schedules to what they are derived from.
func checkSchedules(m *Model) Faults {
	t := m.Table("schedules")
	var faults Faults
	for row := range t.Rows {
		if t.Cell(row, "derive") != "rebase" {
			continue
		}
		if t.Cell(row, "contract") == "" {
			faults = append(faults, t.Fault(row, "contract", "nothing", "a rebased schedule spreads the value of a contract", "name the contract"))
		}
		if t.Cell(row, "applies_mff") == "yes" {
			faults = append(faults, t.Fault(row, "applies_mff", "\"yes\"", "a rebased schedule is stated at the provider's own cost, so no market forces factor applies", "write no"))
		}
	}
	return faults
}

// checkPrices finds days that are priced twice, prices that are missing and rows that a derived
// schedule would not use.
func checkPrices(m *Model) Faults {
	t := m.Table("prices")
	var faults Faults
	derived := derivedSchedules(m)
	for row := range t.Rows {
		measure := t.Cell(row, "measure")
		if t.Cell(row, "covers") == "community" && measure != tariff.Period.String() && measure != tariff.YearOfCare.String() {
			faults = append(faults, t.Fault(row, "covers", "\"community\" for "+measure, "only a price of a period or a year may leave the admitted share out", "leave the cell blank"))
		}
		if schedule := t.Cell(row, "schedule"); derived[schedule] != "" {
			faults = append(faults, t.Fault(row, "schedule", fmt.Sprintf("a price of %s, whose prices are derived (%s)", schedule, derived[schedule]), "prices are given or derived, not both", "take the row out, or give the row a schedule of its own"))
		} else if t.Cell(row, "price") == "" {
			fault := t.Fault(row, "price", "nothing", "the price of "+t.Key(row)+" is missing; what it would pay is reported as missing, never as zero", "fill the cell where the price is known")
			fault.Warning = true
			faults = append(faults, fault)
		}
	}
	for _, rows := range groups(t, "schedule", "currency") {
		whole := -1
		for _, row := range rows {
			if t.Cell(row, "measure") == tariff.Day.String() {
				whole = row
				break
			}
		}
		for _, row := range rows {
			if whole >= 0 && isDayPart(t.Cell(row, "measure")) {
				faults = append(faults, t.Fault(row, "measure", fmt.Sprintf("%s, where row %d prices day for currency %s in schedule %s", t.Cell(row, "measure"), t.Rows[whole].Line, t.Cell(row, "currency"), t.Cell(row, "schedule")),
					"a schedule prices the day or its parts, not both", "take out one of the two rows"))
			}
		}
	}
	return faults
}

// derivedSchedules gives how each schedule's prices are derived; those that are given are left out.
func derivedSchedules(m *Model) map[string]string {
	t := m.Table("schedules")
	derived := map[string]string{}
	for row := range t.Rows {
		if derive := t.Cell(row, "derive"); derive == "rebase" || derive == "package_cost" {
			derived[t.Cell(row, "schedule")] = derive
		}
	}
	return derived
}

// netTolerance is how far a published net figure may lie from its rounded parts.
const netTolerance = 0.0006

// checkUplifts finds uplifts without a figure and nets that are not the difference of their parts.
func checkUplifts(m *Model) Faults {
	t := m.Table("uplifts")
	var faults Faults
	for row := range t.Rows {
		cost, efficiency, net := t.Cell(row, "cost_uplift"), t.Cell(row, "efficiency"), t.Cell(row, "net")
		switch {
		case net == "" && cost == "" && efficiency == "":
			faults = append(faults, t.Fault(row, "cost_uplift", "no figure in the row", "an uplift has cost_uplift and efficiency, or net where only that was published", "fill one of them; 0 is a figure"))
		case net != "" && cost != "" && efficiency != "":
			if gap := value(t, row, "cost_uplift") - value(t, row, "efficiency") - value(t, row, "net"); gap > netTolerance || gap < -netTolerance {
				faults = append(faults, t.Fault(row, "net", fmt.Sprintf("%s, where cost_uplift less efficiency is %s", quoted(net), short(value(t, row, "cost_uplift")-value(t, row, "efficiency"))),
					"net is the difference of the two", "leave it blank, or correct it"))
			}
		}
	}
	return faults
}
