package scenarios

func marketTables() []Schema {
	return []Schema{
		{Table: "market", Title: "Market", Key: []string{"market", "contract", "currency"}, Dated: true, Input: true,
			Doc: "People of chosen currencies whom a commissioner lets to another provider, at the price of that provider's contract. The entrant's contract has a caseload row for each, with its own mean stay and nobody there yet.",
			Columns: []Column{
				{Name: "market", Kind: Code, Required: true, Doc: "The market's name."},
				{Name: "contract", Kind: Code, Required: true, Refers: "contracts", Doc: "The incumbent's contract, which people leave."},
				{Name: "currency", Kind: Code, Required: true, Refers: "currencies", Doc: "The currency that is let."},
				{Name: "to", Kind: Code, Required: true, Refers: "contracts", Doc: "The entrant's contract. It takes people over from one contract only and has none of its own."},
				{Name: "starts_share", Kind: Share, Unit: "fraction", Doc: "The share of the incumbent's starts that begin with the entrant from the month on; of activity that is given, the share that goes there. Blank is 0."},
				{Name: "caseload_share", Kind: Share, Unit: "fraction", Doc: "The share of those who are with the incumbent at the beginning of the month `from` who pass over then, once. A later row passes over its share of who is there by then: set it to 0 where a change splits a row. Blank is 0."},
				{Name: "relative_cost", Kind: Number, Min: new(0.0), Unit: "times the mean", Doc: "What those who go need of the currency's packages, over what its people need on average: below 1 where they are simpler. Those who stay need the rest. Blank is 1."},
			}},
	}
}
