package scenarios

func countingTables() []Schema {
	return []Schema{
		{Table: "reallocation", Title: "Recorded and right currencies", Key: []string{"contract", "recorded", "right"}, Dated: true, Input: true,
			Doc: "Who is recorded in a currency and belongs in another. What is paid goes by the right currency; care and cost follow the people, who stay as they are.",
			Columns: []Column{
				{Name: "contract", Kind: Code, Required: true, Refers: "contracts", Any: true, Doc: "The contract; * for all. A contract's own rows for a recorded currency replace all * rows for it."},
				{Name: "recorded", Kind: Code, Required: true, Refers: "currencies", Doc: "The currency that people are recorded in."},
				{Name: "right", Kind: Code, Required: true, Refers: "currencies", Doc: "The currency they belong in. A row whose two currencies are the same is those rightly recorded; it may be left out."},
				{Name: "share", Kind: Share, Required: true, Unit: "fraction", Doc: "The share of those recorded in a currency who belong in the right one. The shares to other currencies sum to 1 at most, the rest being rightly recorded; with a row for these, all sum to 1."},
			}},
		{Table: "reviews", Title: "Reviews in date", Key: []string{"contract", "currency"}, Dated: true, Input: true,
			Doc: "How much of the caseload has a review in date, for contracts that pay a review period only then. Prices of other measures are paid as they are.",
			Columns: []Column{
				{Name: "contract", Kind: Code, Required: true, Refers: "contracts", Any: true, Doc: "The contract; * for all. In a month the more particular row holds: of the contract and currency, of the contract, of the currency, of all."},
				{Name: "currency", Kind: Code, Required: true, Refers: "currencies", Any: true, Doc: "The currency that people are recorded in; * for all."},
				{Name: "in_date", Kind: Share, Required: true, Unit: "fraction", Doc: "The share of the caseload whose review is in date. Without a row for a month all of it is."},
			}},
	}
}
