package scenarios

// consequencesTable is what care not delivered costs elsewhere. No model that comes with Parity
// has rows in it: no figures for it were found that could be stood by, and invented ones would be
// quoted.
func consequencesTable() Schema {
	return Schema{Table: "consequences", Title: "Consequences", Key: []string{"sector", "currency"}, Input: true,
		Doc: "What care that is not delivered costs in other sectors: acute care, police, prisons, benefits, carers. Empty in every model that comes with Parity; fill it only with figures that you can source. It moves neither payment nor the cost of care.",
		Columns: []Column{
			{Name: "sector", Kind: Code, Required: true, Doc: "The sector that bears the cost."},
			{Name: "currency", Kind: Code, Required: true, Refers: "currencies", Any: true, Doc: "The currency whose care is not delivered; * for all that have no row of their own."},
			{Name: "pounds", Kind: Money, Required: true, Min: new(0.0), Max: new(1e9), Places: moneyPlaces, Unit: "pounds a person-year", Doc: "What a person-year of care that is not delivered costs the sector, in cash of every year of the run."},
		}}
}
