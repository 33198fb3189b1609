package scenarios

import "parity/tariff"

func costTables() []Schema {
	return []Schema{
		{Table: "resources", Title: "Resources", Key: []string{"resource", "provider"}, Dated: true, Input: true,
			Doc: "What care is made of: contacts of a team, bed days of a ward, and what they cost.",
			Columns: []Column{
				{Name: "resource", Kind: Code, Required: true, Doc: "The resource's code."},
				{Name: "provider", Kind: Code, Required: true, Refers: "providers", Any: true, Doc: "The provider; * for all that have no row of their own."},
				{Name: "name", Kind: Text, Doc: "The resource's name."},
				{Name: "unit", Kind: Text, Doc: "What is counted: contact, bed day."},
				{Name: "unit_cost", Kind: Money, Unit: "pounds a unit", Doc: "Cost of a unit at price_base, all kinds of cost together."},
				{Name: "price_base", Kind: Month, Doc: "The month unit_cost is stated at. Blank: `from`, or the start of the run."},
				{Name: "uplift", Kind: Code, Refers: "uplifts", Doc: "The uplift by which unit_cost grows."},
				{Name: "efficiency_delivered", Kind: Rate, Unit: "fraction a year", Doc: "Efficiency the provider in fact achieves each year, taken off the growth of unit_cost. Blank is 0."},
				{Name: "mff_base", Kind: Number, Min: new(0.5), Max: new(2.0), Unit: "index, about 1", Doc: "The market forces factor unit_cost is stated at; the provider's factor is divided by it. Blank: no factor applies."},
				{Name: "fixed_share", Kind: Share, Unit: "fraction", Doc: "The share of unit_cost that stays whatever is asked. Blank is 0."},
				{Name: "semi_fixed_share", Kind: Share, Unit: "fraction", Doc: "The share of unit_cost that goes in whole steps. What is neither is variable. Blank is 0."},
				{Name: "step", Kind: Number, Above: new(0.0), Unit: "units a year", Doc: "Units a year that one step of semi-fixed cost serves: a ward, a team."},
				{Name: "capacity", Kind: Number, Min: new(0.0), Unit: "units a year", Doc: "The most that can be delivered in a year. Blank: no limit."},
				{Name: "lag_months", Kind: Whole, Min: new(0.0), Max: new(120.0), Unit: "months", Doc: "How long a step that is no longer needed goes on costing. Blank is 0."},
				{Name: "wte_per_unit", Kind: Number, Min: new(0.0), Unit: "whole-time equivalents a unit a year", Doc: "Staff that one unit a year keeps busy."},
				{Name: "band", Kind: Text, Doc: "The staff's pay band."},
				{Name: "funder", Kind: Text, Doc: "Who pays for the resource where it is not the provider."},
			}},
		{Table: "packages", Title: "Care packages", Key: []string{"currency", "resource", "per", "provider"}, Dated: true, Input: true,
			Doc: "What care in a currency asks of each resource.",
			Columns: []Column{
				{Name: "currency", Kind: Code, Required: true, Refers: "currencies", Doc: "The currency that is cared for."},
				{Name: "resource", Kind: Code, Required: true, Refers: "resources", Doc: "The resource that is asked."},
				{Name: "per", Kind: Choice, Required: true, Choices: append(allMeasures(), tariff.PerMonth.String()), Doc: "What one quantity is asked for: one unit of a measure, or each month whoever is there. A package may not ask a resource per day and per a part of it."},
				{Name: "provider", Kind: Code, Required: true, Refers: "providers", Any: true, Doc: "The provider; * for all that have no row of their own."},
				{Name: "quantity", Kind: Number, Required: true, Min: new(0.0), Unit: "units of the resource", Doc: "How many units are asked."},
			}},
	}
}
