package scenarios

import (
	"fmt"
	"strconv"
	"strings"

	"parity/tariff"
)

// checkSettings holds the model table to what a run needs. A set of tables without contracts is a
// pack and needs no settings.
func checkSettings(m *Model) Faults {
	var faults Faults
	t := m.Table("model")
	if len(t.Rows) == 0 && len(m.Table("contracts").Rows) == 0 {
		return nil
	}
	for _, key := range []string{KeyStart, KeyMonths} {
		if m.Setting(key) == "" {
			faults = append(faults, Fault{Place: t.Place, Found: "no row for " + key, Allowed: "a model says which months it covers: start, and how many months",
				Remedy: map[string]string{KeyStart: "add a row start, 2025-04", KeyMonths: "add a row months, 36"}[key], table: t.Schema.order()})
		}
	}
	for row := range t.Rows {
		value := t.Cell(row, "value")
		switch t.Cell(row, "key") {
		case KeyDeflator:
			if names, known := keyValues(m.Table("indices")); value != "" && !known[value] {
				faults = append(faults, t.Fault(row, "value", quoted(value)+", which is not in indices", "the deflator is an index of the indices table", didYouMean(value, names, "add it to indices")))
			}
		case KeyBaseline:
			names, known := keyValues(m.Table("scenarios"))
			for part := range strings.SplitSeq(value, "+") {
				if part = strings.TrimSpace(part); part != "" && !known[part] {
					faults = append(faults, t.Fault(row, "value", quoted(part)+", which is not in scenarios", "the baseline is a scenario, or several stacked with +", didYouMean(part, names, "add it to scenarios")))
				}
			}
		}
	}
	return faults
}

// Clusters run from 0 to 21 but for 9, which was never used; 99 stands for people who were not
// clustered (NHS Data Dictionary, adult mental health care cluster).
const (
	lastCluster    = 21
	noCluster      = "9"
	notClustered   = "99"
	clustersSource = "clusters are 0-8 and 10-21"
)

// checkClusterCodes refuses the codes 9 and 99 where the currencies are care clusters.
func checkClusterCodes(m *Model) Faults {
	t := m.Table("currencies")
	var refused []int
	for row := range t.Rows {
		code := t.Cell(row, "currency")
		if code == noCluster || code == notClustered {
			refused = append(refused, row)
			continue
		}
		if number, err := strconv.Atoi(code); err != nil || number < 0 || number > lastCluster {
			return nil
		}
	}
	var faults Faults
	for _, row := range refused {
		if t.Cell(row, "currency") == noCluster {
			faults = append(faults, t.Fault(row, "currency", "\"9\"", clustersSource+"; there is no cluster 9", "give the cluster that was meant, or take the row out"))
		} else {
			faults = append(faults, t.Fault(row, "currency", "\"99\"", clustersSource+"; 99 means not clustered and is never paid", "take the row out"))
		}
	}
	return faults
}

// runMonths is the first month of the run and the first after it; false where they are not set.
func runMonths(m *Model) (first, after tariff.Month, ok bool) {
	first, err := tariff.ParseMonth(m.Setting(KeyStart))
	months, countErr := strconv.Atoi(m.Setting(KeyMonths))
	return first, first + tariff.Month(months), err == nil && countErr == nil && months > 0
}

// checkMonths finds planned and given activity outside the run.
func checkMonths(m *Model) Faults {
	first, after, ok := runMonths(m)
	if !ok {
		return nil
	}
	var faults Faults
	for _, name := range []string{"plan", "activity"} {
		t := m.Table(name)
		at := t.Schema.Index("month")
		for row := range t.Rows {
			month, err := tariff.ParseMonth(t.Rows[row].Cells[at])
			if err == nil && (month < first || month >= after) {
				faults = append(faults, t.Fault(row, "month", quoted(month.String())+", a month outside the run",
					fmt.Sprintf("the run goes from %s to %s", first, after-1), "take the row out, or change start or months in model"))
			}
		}
	}
	return faults
}

// checkActivity finds activity that is given twice: a total and a part of it, or what the caseload
// projects too.
func checkActivity(m *Model) Faults {
	t := m.Table("activity")
	if len(t.Rows) == 0 {
		return nil
	}
	type group struct{ contract, currency string }
	var faults Faults
	wholeDays := map[group]int{}
	projected := projectedMeasures(m)
	reported := map[string]bool{}
	for row := range t.Rows {
		if t.Cell(row, "measure") == tariff.Day.String() {
			g := group{t.Cell(row, "contract"), t.Cell(row, "currency")}
			if _, seen := wholeDays[g]; !seen {
				wholeDays[g] = row
			}
		}
	}
	for row := range t.Rows {
		contract, currency, measure := t.Cell(row, "contract"), t.Cell(row, "currency"), t.Cell(row, "measure")
		key := contract + "\x00" + currency + "\x00" + measure
		if reported[key] {
			continue
		}
		if whole, both := wholeDays[group{contract, currency}]; both && isDayPart(measure) {
			reported[key] = true
			faults = append(faults, t.Fault(row, "measure", fmt.Sprintf("%s, where row %d gives day for the same contract and currency", measure, t.Rows[whole].Line),
				"day is admitted_day and community_day together; give either day or its parts", "take out the rows of one of the two"))
		}
		if place, both := projected[key]; both {
			reported[key] = true
			faults = append(faults, t.Fault(row, "measure", fmt.Sprintf("%s, which the caseload projects for the same contract and currency (%s)", measure, place),
				"activity is given or projected, not both", "take out the rows here, or those of the caseload"))
		}
	}
	return faults
}

func isDayPart(measure string) bool {
	return measure == tariff.AdmittedDay.String() || measure == tariff.CommunityDay.String()
}

// projectedMeasures lists what the caseload gives, by contract, currency and measure, with the place
// it comes from.
func projectedMeasures(m *Model) map[string]string {
	t := m.Table("caseload")
	projected := map[string]string{}
	for row := range t.Rows {
		measures := []tariff.Measure{tariff.Day, tariff.AdmittedDay, tariff.CommunityDay}
		if t.Cell(row, "mean_stay_days") != "" {
			measures = append(measures, tariff.Period)
		}
		if t.Cell(row, "starts_per_month") != "" {
			measures = append(measures, tariff.Start)
			if t.Cell(row, "assessments_per_start") != "" {
				measures = append(measures, tariff.Assessment)
			}
		}
		for _, measure := range measures {
			projected[t.Cell(row, "contract")+"\x00"+t.Cell(row, "currency")+"\x00"+measure.String()] = t.At(row, "")
		}
	}
	return projected
}

// checkCaseload finds opening people on any but the first row of a contract and currency.
func checkCaseload(m *Model) Faults {
	t := m.Table("caseload")
	var faults Faults
	for _, group := range groups(t, "contract", "currency") {
		for _, row := range group[1:] {
			if t.Cell(row, "opening") != "" {
				faults = append(faults, t.Fault(row, "opening", quoted(t.Cell(row, "opening"))+" on a later row",
					"opening stands on the first row of a contract and currency only", "leave the cell blank"))
			}
		}
	}
	return faults
}
