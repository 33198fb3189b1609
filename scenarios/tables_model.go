package scenarios

// The keys of the model table.
const (
	KeyTitle     = "title"
	KeyAuthor    = "author"
	KeyStart     = "start"
	KeyMonths    = "months"
	KeyPriceBase = "price_base"
	KeyDeflator  = "deflator"
	KeyBaseline  = "baseline"
	KeyChance    = "chance"
)

// chancePlays is the value of KeyChance by which draws let people come and go one by one.
const chancePlays = "yes"

// modelKey says what the value beside a key of the model table has to be.
func modelKey(key string) Column {
	switch key {
	case KeyStart:
		return Column{Name: "value", Kind: Month, Required: true}
	case KeyMonths:
		return Column{Name: "value", Kind: Whole, Required: true, Min: new(1.0), Max: new(600.0)}
	case KeyPriceBase:
		return Column{Name: "value", Kind: Year}
	case KeyChance:
		return Column{Name: "value", Kind: Choice, Choices: []string{chancePlays, "no"}}
	case KeyDeflator:
		return Column{Name: "value", Kind: Code, Refers: "indices"}
	}
	return Column{Name: "value", Kind: Text}
}

func modelTables() []Schema {
	return []Schema{
		{Table: "model", Title: "Model", Key: []string{"key"}, Input: true,
			Doc: "What the model is and which months it covers: one row a setting.",
			Columns: []Column{
				{Name: "key", Kind: Choice, Required: true,
					Choices: []string{KeyTitle, KeyAuthor, KeyStart, KeyMonths, KeyPriceBase, KeyDeflator, KeyBaseline, KeyChance},
					Doc:     "The setting: title; author; start (the first month); months (how many, 1 to 600); price_base (the financial year real-terms figures are in); deflator (an index of the indices table); baseline (the scenario the others are compared with); chance (yes: draws let people come and move on one by one, as chance has it; blank is no)."},
				{Name: "value", Kind: Value, Required: true, Doc: "The setting's value: text, a month such as 2025-04, a whole number, a financial year such as 2025-26, yes or no, the name of an index or of a scenario, as the key asks."},
			}},
		{Table: "currencies", Title: "Currencies", Key: []string{"currency"}, Input: true,
			Doc: "The units that are counted and paid: care clusters, or the currencies of any other pack.",
			Columns: []Column{
				{Name: "currency", Kind: Code, Required: true, Doc: "The currency's code. Clusters are 0-8 and 10-21 (01 is read as 1; there is no cluster 9; 99 means not clustered and is never paid)."},
				{Name: "name", Kind: Text, Doc: "The currency's name, as results show it."},
				{Name: "group", Kind: Text, Doc: "A heading to sort currencies under: a super class, a setting."},
				{Name: "review_period", Kind: Period, Doc: "The longest time between two reviews, in days (28d) or months (6m). Blank where the currency has no review periods."},
				{Name: "description", Kind: Text, Doc: "What the currency covers."},
			}},
	}
}

func partyTables() []Schema {
	return []Schema{
		{Table: "providers", Title: "Providers", Key: []string{"provider"}, Dated: true, Input: true,
			Doc: "Who gives the care and is paid for it.",
			Columns: []Column{
				{Name: "provider", Kind: Code, Required: true, Doc: "The provider's code, for trusts the organisation code (RT2)."},
				{Name: "name", Kind: Text, Doc: "The provider's name."},
				{Name: "mff", Kind: Number, Min: new(0.5), Max: new(2.0), Unit: "index, about 1",
					Doc: "Market forces factor: what unavoidable local cost makes of a price. Blank is 1."},
			}},
		{Table: "commissioners", Title: "Commissioners", Key: []string{"commissioner"}, Dated: true, Input: true,
			Doc: "Who pays.",
			Columns: []Column{
				{Name: "commissioner", Kind: Code, Required: true, Doc: "The commissioner's code."},
				{Name: "name", Kind: Text, Doc: "The commissioner's name."},
				{Name: "population", Kind: Number, Above: new(0.0), Unit: "people", Doc: "People the commissioner answers for. Results show payment per head of it. Capitation pays by it where the commissioner has no weights. Blank is not known."},
			}},
		{Table: "weights", Title: "Population weights", Key: []string{"commissioner", "group"}, Dated: true, Input: true,
			Doc: "Weighted populations, for contracts paid by capitation.",
			Columns: []Column{
				{Name: "commissioner", Kind: Code, Required: true, Refers: "commissioners", Doc: "Whose people they are."},
				{Name: "group", Kind: Code, Required: true, Doc: "A part of the population: an age band, a place."},
				{Name: "population", Kind: Number, Required: true, Min: new(0.0), Unit: "people", Doc: "People in the group."},
				{Name: "weight", Kind: Number, Required: true, Min: new(0.0), Unit: "people of average need a person", Doc: "What one person of the group counts for; 1 is the average."},
			}},
	}
}
