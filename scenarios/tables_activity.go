package scenarios

import "parity/tariff"

// allMeasures lists the measures of activity in their order.
func allMeasures() []string {
	var names []string
	for m := range tariff.Measure(tariff.MeasureCount) {
		if m != tariff.PerMonth {
			names = append(names, m.String())
		}
	}
	return names
}

// pricedMeasures lists the measures a schedule may price.
func pricedMeasures() []string {
	var names []string
	for m := range tariff.Measure(tariff.MeasureCount) {
		if m.Priced() {
			names = append(names, m.String())
		}
	}
	return names
}

// givenMeasures lists the measures that may be given instead of projected.
func givenMeasures() []string {
	var names []string
	for _, m := range []tariff.Measure{tariff.Day, tariff.AdmittedDay, tariff.CommunityDay, tariff.Start,
		tariff.Assessment, tariff.Period, tariff.Contact, tariff.BedDay} {
		names = append(names, m.String())
	}
	return names
}

func activityTables() []Schema {
	return []Schema{
		{Table: "caseload", Title: "Caseload", Key: []string{"contract", "currency"}, Dated: true, Input: true,
			Doc: "People in each currency: who is there at the start, who comes in and how long they stay.",
			Columns: []Column{
				{Name: "contract", Kind: Code, Required: true, Refers: "contracts", Doc: "The contract the people are cared for under."},
				{Name: "currency", Kind: Code, Required: true, Refers: "currencies", Doc: "The currency they are in."},
				{Name: "opening", Kind: Number, Min: new(0.0), Unit: "people", Doc: "People in the currency when the run starts; on the first row of a contract and currency only. Blank is none."},
				{Name: "starts_per_month", Kind: Number, Min: new(0.0), Unit: "people a month", Doc: "People who begin from outside in a month, before growth."},
				{Name: "growth", Kind: Number, Min: new(-1.0), Max: new(1.0), Unit: "fraction a year", Doc: "Yearly growth of starts; without mean_stay_days, of the caseload itself."},
				{Name: "mean_stay_days", Kind: Number, Min: new(0.01), Unit: "days", Doc: "Mean stay in the currency, in care and not in hospital only. Blank: the caseload grows by `growth` instead of flowing."},
				{Name: "admitted_share", Kind: Share, Unit: "fraction", Doc: "The share of person-days that are spent admitted. Blank is 0."},
				{Name: "assessments_per_start", Kind: Number, Min: new(0.0), Unit: "assessments a start", Doc: "Assessments made for each person who starts; over 1 where some who are assessed are not taken on. Blank is 0."},
			}},
		{Table: "moves", Title: "Moves between currencies", Key: []string{"contract", "from_currency", "to_currency"}, Dated: true, Input: true,
			Doc: "Where people go when their stay in a currency ends. Those who do not move on are discharged.",
			Columns: []Column{
				{Name: "contract", Kind: Code, Required: true, Refers: "contracts", Any: true, Doc: "The contract; * for all. A contract's own rows for a from_currency replace all * rows for it."},
				{Name: "from_currency", Kind: Code, Required: true, Refers: "currencies", Doc: "The currency that is left."},
				{Name: "to_currency", Kind: Code, Required: true, Refers: "currencies", Doc: "The currency that is entered."},
				{Name: "share", Kind: Share, Required: true, Unit: "fraction", Doc: "The share of those who leave. The shares out of one currency sum to 1 at most."},
			}},
		{Table: "activity", Title: "Activity given", Key: []string{"contract", "currency", "measure", "month"}, Input: true,
			Doc: "Activity that is given month by month and not projected from the caseload.",
			Columns: []Column{
				{Name: "contract", Kind: Code, Required: true, Refers: "contracts", Doc: "The contract it was done under."},
				{Name: "currency", Kind: Code, Required: true, Refers: "currencies", Doc: "The currency it counts to."},
				{Name: "measure", Kind: Choice, Required: true, Choices: givenMeasures(), Doc: "What is counted."},
				{Name: "month", Kind: Month, Required: true, Doc: "The month, within the run."},
				{Name: "quantity", Kind: Number, Required: true, Places: countedPlaces, Min: new(0.0), Unit: "units of the measure", Doc: "How much was done in the month."},
			}},
	}
}
