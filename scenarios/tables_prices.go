package scenarios

func priceTables() []Schema {
	return []Schema{
		{Table: "schedules", Title: "Price schedules", Key: []string{"schedule"}, Input: true,
			Doc: "Lists of prices and how they are brought up to date.",
			Columns: []Column{
				{Name: "schedule", Kind: Code, Required: true, Doc: "The schedule's code."},
				{Name: "title", Kind: Text, Doc: "The schedule's name, as results show it."},
				{Name: "basis", Kind: Choice, Required: true, Choices: []string{"local", "national", "indicative", "cost"}, Doc: "Whose prices they are."},
				{Name: "derive", Kind: Choice, Choices: []string{"given", "rebase", "package_cost"}, Doc: "given: the prices table; rebase: a contract's annual value spread by relative resource intensity; package_cost: what the care packages cost at national unit cost. Blank is given."},
				{Name: "contract", Kind: Code, Refers: "contracts", Doc: "For rebase: the contract whose value is spread."},
				{Name: "applies_mff", Kind: YesNo, Doc: "Whether the provider's market forces factor multiplies the prices. Blank is no; rebase needs no."},
				{Name: "mff_base", Kind: Number, Min: new(0.5), Max: new(2.0), Unit: "index, about 1", Doc: "The factor the prices are stated at, by which the provider's is divided. Blank is 1."},
				{Name: "uplift", Kind: Code, Refers: "uplifts", Doc: "The uplift that brings prices from their price_base to the month. Blank: prices stay as given."},
				{Name: "rounding", Kind: Number, Above: new(0.0), Max: new(1.0), Unit: "pounds", Doc: "What unit prices are rounded to. Blank is 0.01, for derived schedules 0.000001."},
			}},
		{Table: "prices", Title: "Prices", Key: []string{"schedule", "currency", "measure", "from"}, Dated: true, Input: true,
			Doc: "Unit prices. A priced row without a price is missing, never zero.",
			Columns: []Column{
				{Name: "schedule", Kind: Code, Required: true, Refers: "schedules", Doc: "The schedule the price is in."},
				{Name: "currency", Kind: Code, Required: true, Refers: "currencies", Doc: "The currency that is priced."},
				{Name: "measure", Kind: Choice, Required: true, Choices: pricedMeasures(), Doc: "What is priced of it. A schedule that prices `day` may not price admitted_day or community_day of the same currency."},
				fromColumn(),
				{Name: "price", Kind: Money, Unit: "pounds a unit", Doc: "The price, at price_base. Blank is missing, and said so wherever it would be used."},
				{Name: "price_base", Kind: Month, Doc: "The month the price is stated at; uplifts after it are added. Blank: `from`, or the start of the run."},
				{Name: "covers", Kind: Choice, Choices: []string{"all", "community"}, Doc: "For period and year: whether the price pays for all of it or only for the share that is not admitted. Blank is all."},
			}},
		{Table: "uplifts", Title: "Uplifts and efficiency", Key: []string{"uplift", "from", "published"}, Input: true,
			Doc: "Yearly cost uplift and efficiency factor. Within one row they are added, as published; rows are compounded. A row published later for the same month replaces the earlier one.",
			Columns: []Column{
				{Name: "uplift", Kind: Code, Required: true, Doc: "The uplift's name; schedules, resources and contracts refer to it."},
				{Name: "from", Kind: Month, Required: true, Doc: "The month the uplift takes effect, as a rule an April."},
				{Name: "published", Kind: Month, Doc: "The month it was published; payment on account knows it from then. Blank: known when it takes effect."},
				{Name: "cost_uplift", Kind: Rate, Unit: "fraction", Doc: "Expected growth of cost: 0.0483 is 4.83%."},
				{Name: "efficiency", Kind: Rate, Unit: "fraction", Doc: "Efficiency factor taken off: 0.02 is 2%."},
				{Name: "net", Kind: Rate, Unit: "fraction", Doc: "cost_uplift less efficiency, where only that was published."},
				{Name: "status", Kind: Text, Doc: "What the figure is: final, proposed, an assumption."},
			}},
		{Table: "indices", Title: "Price indices", Key: []string{"index", "year"}, Input: true,
			Doc: "Deflators, for figures in real terms.",
			Columns: []Column{
				{Name: "index", Kind: Code, Required: true, Doc: "The index's name."},
				{Name: "year", Kind: Year, Required: true, Doc: "The financial year."},
				{Name: "value", Kind: Number, Required: true, Above: new(0.0), Unit: "index", Doc: "The index of the year; only ratios of years count."},
				{Name: "release", Kind: Text, Doc: "The release it was taken from, named on every figure made with it."},
			}},
	}
}
