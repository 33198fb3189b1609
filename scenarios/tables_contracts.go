package scenarios

func contractTables() []Schema {
	return []Schema{contractsTable(), termsTable(), outcomesTable(), recoveryTable(), planTable(), budgetsTable()}
}

func contractsTable() Schema {
	return Schema{Table: "contracts", Title: "Contracts", Key: []string{"contract"}, Dated: true, Input: true,
		Doc: "Who pays whom, and by which form of base payment. A later row of a contract changes its form or value on the first of a month.",
		Columns: []Column{
			{Name: "contract", Kind: Code, Required: true, Doc: "The contract's code."},
			{Name: "commissioner", Kind: Code, Required: true, Refers: "commissioners", Doc: "Who pays."},
			{Name: "provider", Kind: Code, Required: true, Refers: "providers", Doc: "Who is paid."},
			{Name: "payment", Kind: Choice, Required: true, Choices: []string{"block", "activity", "blended", "capitation"},
				Doc: "The base payment: block (a fixed sum), activity (Payment by Results), blended (a fixed sum and a variable term), capitation (a sum a head)."},
			{Name: "schedule", Kind: Code, Refers: "schedules", Doc: "The price schedule that activity is paid by."},
			{Name: "annual_value", Kind: Money, Places: moneyPlaces, Unit: "pounds a financial year", Doc: "The block's, or the fixed element's, value for a full year at the prices of `from`. A blended contract without it is paid the value of its plan."},
			{Name: "uplift", Kind: Code, Refers: "uplifts", Doc: "The uplift by which annual_value grows each April after `from`. Blank: it stays flat in cash, and check says so."},
			{Name: "plan", Kind: Choice, Choices: []string{"table", "baseline"}, Doc: "The indicative activity plan: the plan table, or what the baseline scenario projects, frozen for all scenarios."},
			{Name: "shadow_schedule", Kind: Code, Refers: "schedules", Doc: "A schedule that values the contract's activity beside the payment, without paying it: a shadow tariff."},
			{Name: "rate_per_head", Kind: Money, Unit: "pounds a weighted person a year", Doc: "What capitation pays for one person of average need in a year."},
		}}
}

func termsTable() Schema {
	return Schema{Table: "terms", Title: "Payment terms", Key: []string{"contract", "step"}, Dated: true, Input: true,
		Doc: "What is added to or taken from a contract's base payment, in steps. Each step works on the payment so far over its settlement period and leaves one line on the statement.",
		Columns: []Column{
			{Name: "contract", Kind: Code, Required: true, Refers: "contracts", Doc: "The contract the term belongs to."},
			{Name: "step", Kind: Whole, Required: true, Min: new(1.0), Doc: "The term's place in the order, from 1."},
			{Name: "term", Kind: Choice, Required: true, Choices: []string{"variable", "marginal", "cap", "collar", "withhold", "bonus", "gain_share", "budgets"},
				Doc: "variable pays a rate for activity off plan; marginal pays only a rate beyond the plan; cap and collar bound the payment; withhold keeps a share back until earned; bonus pays a share on top as earned; gain_share splits cost off target; budgets takes out what people hold as personal budgets."},
			{Name: "settle", Kind: Choice, Required: true, Choices: []string{"month", "quarter", "year"}, Doc: "The settlement period: a month, a quarter of the financial year or the financial year. It may not get shorter from one step to the next."},
			{Name: "netting", Kind: Choice, Choices: []string{"total", "currency", "line"}, Doc: "For variable and marginal: whether activity above plan in one currency makes up for activity below plan in another (total), only within a currency, or only within a currency and measure (line)."},
			{Name: "scope", Kind: Where, Refers: "plan", Choices: []string{"currency", "measure"}, Doc: "For variable and marginal: the currencies and measures the term looks at, as currency=1|2,measure=day. Blank is all."},
			{Name: "reference", Kind: Choice, Choices: []string{"plan_value", "annual_value", "prior_year", "amount"}, Doc: "What lower and upper are fractions of: the plan at the month's prices, the contract's annual value, what was paid the financial year before, or the amount."},
			{Name: "amount", Kind: Money, Places: moneyPlaces, Unit: "pounds a financial year", Doc: "The reference where it is `amount`, pro rata to the months in force; also the prior year where the run has none."},
			{Name: "lower", Kind: Number, Min: new(-1.0), Max: new(1.0), Unit: "fraction of the reference", Doc: "How far below the reference the dead band or the collar lies: 0.02 is 2% below. Blank is 0."},
			{Name: "upper", Kind: Number, Min: new(-1.0), Max: new(1.0), Unit: "fraction of the reference", Doc: "How far above the reference the dead band or the cap lies: 0.02 is 2% above. Blank is 0."},
			{Name: "rate_above", Kind: Share, Unit: "fraction", Doc: "What is paid of each pound above the dead band."},
			{Name: "rate_below", Kind: Share, Unit: "fraction", Doc: "What is taken of each pound below the dead band."},
			{Name: "share", Kind: Share, Unit: "fraction", Doc: "For withhold and bonus: the share of the payment or reference at stake. For gain_share: the rate where rate_above or rate_below is blank. For budgets: the share of what is held that leaves the contract."},
		}}
}

func outcomesTable() Schema {
	return Schema{Table: "outcomes", Title: "Outcomes", Key: []string{"contract", "measure"}, Dated: true, Input: true,
		Doc: "The outcome measures that withhold and bonus terms pay by.",
		Columns: []Column{
			{Name: "contract", Kind: Code, Required: true, Refers: "contracts", Doc: "The contract the outcome belongs to."},
			{Name: "measure", Kind: Code, Required: true, Doc: "The outcome's name: a survey, a waiting time."},
			{Name: "weight", Kind: Share, Required: true, Unit: "fraction", Doc: "Its part of what can be earned. The weights of a contract sum to 1."},
			{Name: "score", Kind: Share, Unit: "fraction", Doc: "How far it was met, 0 to 1. Blank is missing: it earns nothing and the statement says so."},
		}}
}

func recoveryTable() Schema {
	return Schema{Table: "recovery", Title: "Recovery", Key: []string{"contract", "currency"}, Dated: true, Input: true,
		Doc: "How many of those who finish care recover, and how many of them come back: what a claimed recovery is worth.",
		Columns: []Column{
			{Name: "contract", Kind: Code, Required: true, Refers: "contracts", Doc: "The contract the people are cared for under."},
			{Name: "currency", Kind: Code, Required: true, Refers: "currencies", Doc: "The currency they finish in: a step of care. It has to have a caseload with a mean stay."},
			{Name: "recovery_rate", Kind: Share, Required: true, Unit: "fraction", Doc: "The share of those who are discharged that is claimed as recovered."},
			{Name: "return_rate", Kind: Share, Unit: "fraction", Doc: "The share of those that comes back for the same; their new courses are among the starts that the caseload states. Blank is 0."},
			{Name: "measure", Kind: Code, Doc: "The measure of outcomes whose score claims these recoveries; blank where none does."},
		}}
}

func planTable() Schema {
	return Schema{Table: "plan", Title: "Indicative activity plan", Key: []string{"contract", "currency", "measure", "month"}, Input: true,
		Doc: "The activity that was agreed, for contracts whose plan is `table`. What is not in the plan is a plan of zero.",
		Columns: []Column{
			{Name: "contract", Kind: Code, Required: true, Refers: "contracts", Doc: "The contract the plan belongs to."},
			{Name: "currency", Kind: Code, Required: true, Refers: "currencies", Doc: "The currency that is planned."},
			{Name: "measure", Kind: Choice, Required: true, Choices: pricedMeasures(), Doc: "What is counted of it."},
			{Name: "month", Kind: Month, Required: true, Doc: "The month, within the run."},
			{Name: "quantity", Kind: Number, Required: true, Places: countedPlaces, Min: new(0.0), Unit: "units of the measure", Doc: "How much is planned for the month."},
		}}
}

func budgetsTable() Schema {
	return Schema{Table: "budgets", Title: "Personal budgets", Key: []string{"contract", "currency"}, Dated: true, Input: true,
		Doc: "Personal health budgets and direct payments: people who are given money to buy care themselves. A budgets term of the contract takes it out of the payment; without one it is paid on top.",
		Columns: []Column{
			{Name: "contract", Kind: Code, Required: true, Refers: "contracts", Doc: "The contract the people are cared for under."},
			{Name: "currency", Kind: Code, Required: true, Refers: "currencies", Doc: "The currency they are in."},
			{Name: "share", Kind: Share, Required: true, Unit: "fraction", Doc: "The share of the people who hold a budget."},
			{Name: "budget", Kind: Money, Required: true, Unit: "pounds a person-year", Doc: "What one of them is given for a year, in cash: it does not rise by itself."},
			{Name: "work_share", Kind: Share, Unit: "fraction", Doc: "The share of their care package that the provider is no longer asked for. Blank is 1: all of it."},
		}}
}
