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
				{Name: "available_share", Kind: Share, Unit: "fraction", Doc: "The share of what the baseline scenario asks of the resource in a month that there is to deliver: what a cut leaves of staff whose capacity is not stated. Blank: no limit. Where capacity is stated too, the lesser of the two holds."},
				{Name: "lag_months", Kind: Whole, Min: new(0.0), Max: new(120.0), Unit: "months", Doc: "How long a step that is no longer needed goes on costing. Blank is 0."},
				{Name: "wte_per_unit", Kind: Number, Min: new(0.0), Unit: "whole-time equivalents a unit a year", Doc: "Staff that one unit a year keeps busy. Blank, and with wte_cost: unit_cost x staff_share / wte_cost."},
				{Name: "staff_share", Kind: Share, Unit: "fraction", Doc: "The share of unit_cost that is the cost of its staff, where wte_per_unit follows from wte_cost. Blank is all."},
				{Name: "wte_cost", Kind: Number, Above: new(0.0), Unit: "pounds a whole-time equivalent a year", Doc: "What a whole-time equivalent costs in a year at the prices of unit_cost: the pay of an Agenda for Change band with the employer's on-costs, or a published unit cost of a member of staff."},
				{Name: "band", Kind: Text, Doc: "The staff's pay band."},
				{Name: "team", Kind: Text, Doc: "The team or service the staff are of, where several resources are one team's."},
				{Name: "funder", Kind: Text, Doc: "Who pays for the resource: NHS, local authority, another. Blank: the provider, out of what it is paid."},
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
		rationingTable(), standInsTable(), cutsTable(), consequencesTable(),
	}
}

func rationingTable() Schema {
	return Schema{Table: "rationing", Title: "Rationing", Key: []string{"resource", "provider"}, Dated: true, Input: true,
		Doc: "Who goes without where a resource is short. A row for the resource holds before one for *, and of these the provider's own before one for *. Without a row every ask gets the same share.",
		Columns: []Column{
			{Name: "resource", Kind: Code, Required: true, Refers: "resources", Any: true, Doc: "The resource; * for all that have no row of their own."},
			{Name: "provider", Kind: Code, Required: true, Refers: "providers", Any: true, Doc: "The provider; * for all that have no row of their own."},
			{Name: "rule", Kind: Choice, Required: true, Choices: []string{"proportional", "protect", "simplest_first"},
				Doc: "proportional: every ask gets the same share; protect: the currencies named in protect are served first, and the others share what is left; simplest_first: the simplest currencies go without first, as currencies are served in falling order of what a person-year of their care costs."},
			{Name: "protect", Kind: Where, Refers: "currencies", Choices: []string{"currency", "group"}, Doc: "For protect: the currencies that are served first, as currency=10|11 or group=Psychosis."},
		}}
}

func standInsTable() Schema {
	return Schema{Table: "stand_ins", Title: "Stand-ins", Key: []string{"resource", "stand_in", "provider"}, Dated: true, Input: true,
		Doc: "Who takes over what a resource does not deliver, under the same contract and currency: how cost shifts from one funder to another. What stands in has nothing stand in for it.",
		Columns: []Column{
			{Name: "resource", Kind: Code, Required: true, Refers: "resources", Doc: "The resource that does not deliver all that is asked of it."},
			{Name: "stand_in", Kind: Code, Required: true, Refers: "resources", Doc: "The resource that is asked in its place."},
			{Name: "provider", Kind: Code, Required: true, Refers: "providers", Any: true, Doc: "The provider; * for all that have no row of their own."},
			{Name: "share", Kind: Share, Required: true, Unit: "fraction", Doc: "The share of what is not delivered that is taken over. The shares of one resource sum to 1 at most."},
			{Name: "units", Kind: Number, Above: new(0.0), Unit: "units of the stand-in a unit", Doc: "Units of the stand-in that are asked for one unit taken over. Blank is 1."},
		}}
}

func cutsTable() Schema {
	return Schema{Table: "cuts", Title: "Cuts", Key: []string{"cut", "line"}, Input: true,
		Doc: "What is taken from staff, beds, contracts or prices. A cut holds in every scenario; one that only a scenario makes is inserted by its changes. Cuts are made after the changes of the scenario, in order of their months.",
		Columns: []Column{
			{Name: "cut", Kind: Code, Required: true, Doc: "The cut's name; figures that it lowers are traced to it."},
			{Name: "line", Kind: Whole, Required: true, Min: new(1.0), Doc: "The line's place within the cut, from 1."},
			{Name: "cells", Kind: Cells, Required: true,
				Doc: "What is cut, as resources[band=6].capacity, resources[...].available_share, contracts[...].annual_value or prices[...].price. A cut of capacity acts on available_share where a resource states no capacity."},
			{Name: "share", Kind: Share, Unit: "fraction", Doc: "The share that is taken: 0.1 is 10%. Either share or amount."},
			{Name: "amount", Kind: Money, Places: moneyPlaces, Unit: "pounds a financial year", Doc: "Pounds taken off the annual_value of each contract named, at the prices annual_value is stated at. Either share or amount."},
			{Name: "from", Kind: Month, Doc: "The month the cut takes effect, within the run. Blank: from the start."},
			{Name: "every_year", Kind: YesNo, Doc: "yes: it is made again each April after, a share of what is left, an amount once more. Blank is no: once."},
		}}
}
