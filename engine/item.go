package engine

import (
	"slices"

	"parity/tariff"
)

// Item is one kind of figure that results hold.
type Item struct {
	Name    string // as in facts; a trailing slash is followed by a resource, a currency, a funder or a sector
	Grain   Grain
	Kind    Kind
	Unit    string // "" where it is the resource's or the measure's own
	Meaning string
}

// OfCurrency says whether a trailing slash of the name is followed by a currency: the one
// that people go to, or belong in.
func (i Item) OfCurrency() bool {
	return slices.Contains([]string{ItemMovedTo, ItemReallocated, ItemRecordedValue, ItemRightValue}, i.Name)
}

// OfFunder says whether a trailing slash of the name is followed by who pays for a resource.
func (i Item) OfFunder() bool { return i.Name == ItemFunderCost || i.Name == ItemFunderStranded }

// OfSector says whether a trailing slash of the name is followed by a sector of consequences.
func (i Item) OfSector() bool { return i.Name == ItemConsequence }

// OfSchedule says whether a trailing slash of the name is followed by a price schedule.
func (i Item) OfSchedule() bool { return i.Name == ItemBidValue }

// OfMarket says whether the item holds what would be without markets, or compares with it: it is
// there only where the same scenario was run with nobody let too.
func (i Item) OfMarket() bool {
	return slices.Contains([]string{ItemIncomeWithout, ItemCostWithout, ItemStrandedWithout, ItemYearsWithout, ItemBidValue, ItemCasemix}, i.Name)
}

// Grain says what each figure of an item belongs to, besides its month.
type Grain string

// The grains of facts.
const (
	ByMeasure      Grain = "contract, currency, measure"
	ByCasemix      Grain = "contract, measure"
	ByCurrency     Grain = "contract, currency"
	ByContract     Grain = "contract"
	ByProvider     Grain = "provider"
	ByCommissioner Grain = "commissioner"
)

// The names of items. Items of activity are named after their measure.
const (
	ItemMoveIn              = "move_in"
	ItemMoveOut             = "move_out"
	ItemMovedTo             = "moved_to/"
	ItemTransferIn          = "transfer_in"
	ItemTransferOut         = "transfer_out"
	ItemDischarge           = "discharge"
	ItemAsked               = "asked/"
	ItemAskedInstead        = "asked_instead/"
	ItemDelivered           = "delivered/"
	ItemNotDelivered        = "not_delivered/"
	ItemUnitPrice           = "unit_price"
	ItemActivityValue       = "activity_value"
	ItemPlanValue           = "plan_value"
	ItemShadowValue         = "shadow_value"
	ItemReallocated         = "reallocated/"
	ItemRecordedValue       = "recorded_value/"
	ItemRightValue          = "right_value/"
	ItemNotInDate           = "not_in_date"
	ItemNotInDateValue      = "not_in_date_value"
	ItemBasePayment         = "base_payment"
	ItemIncome              = "income"
	ItemFinished            = "finished"
	ItemRecovered           = "recovered"
	ItemLasting             = "lasting_recovery"
	ItemPaidAgain           = "paid_again"
	ItemIfLasting           = "income_if_lasting"
	ItemBudgetHeld          = "budget_held"
	ItemBudgetYears         = "budget_years"
	ItemCash                = "cash"
	ItemArrears             = "arrears"
	ItemCostVariable        = "cost_variable"
	ItemCostSemiFixed       = "cost_semi_fixed"
	ItemCostFixed           = "cost_fixed"
	ItemCostStranded        = "cost_stranded"
	ItemFunderCost          = "funder_cost/"
	ItemFunderStranded      = "funder_stranded/"
	ItemUnmet               = "person_years_not_delivered"
	ItemUnmetPeriods        = "periods_not_delivered"
	ItemStaffAsked          = "staff_asked/"
	ItemStaffDelivered      = "staff_delivered/"
	ItemConsequence         = "consequence/"
	ItemEfficiencyRequired  = "efficiency_required"
	ItemEfficiencyDelivered = "efficiency_delivered"
	ItemIncomeWithout       = "income_without_market"
	ItemCostWithout         = "cost_without_market"
	ItemStrandedWithout     = "stranded_without_market"
	ItemYearsWithout        = "person_years_without_market"
	ItemBidValue            = "bid_value/"
	ItemCasemix             = "casemix_index"
	ItemIncomePerHead       = "income_per_head"
	ItemRealIncomePerHead   = "real_income_per_head"
	ItemIncomePerPerson     = "income_per_person"
	ItemRealIncomePerPerson = "real_income_per_person"
)

// UnitPounds is the unit of money.
const UnitPounds = "pounds"

// The units of money shared among people.
const (
	unitPerHead   = "pounds a head"
	unitPerPerson = "pounds a person"
)

// items documents every item, in the order in which facts show them. docs/tables.md is
// generated from it.
var items = []Item{
	{"day", ByMeasure, FlowKind, "person-days", "Days that people spend on the caseload, where they are given and not split into admitted and community days."},
	{"admitted_day", ByMeasure, FlowKind, "person-days", "Days on the caseload spent in hospital."},
	{"community_day", ByMeasure, FlowKind, "person-days", "Days on the caseload spent out of hospital."},
	{"start", ByMeasure, FlowKind, "people", "People who begin from outside."},
	{"assessment", ByMeasure, FlowKind, "assessments", "Assessments made, of people taken on and of people not."},
	{"period", ByMeasure, FlowKind, "review periods", "Review periods begun: on entry, and when the one before ends."},
	{"contact", ByMeasure, FlowKind, "contacts", "Contacts, where they are given."},
	{"bed_day", ByMeasure, FlowKind, "bed days", "Bed days, where they are given."},
	{"person", ByMeasure, StockKind, "people", "People on the caseload at the month's end."},
	{ItemMoveIn, ByCurrency, FlowKind, "people", "People who come from another currency of the contract."},
	{ItemMoveOut, ByCurrency, FlowKind, "people", "People who go to another currency of the contract."},
	{ItemMovedTo, ByCurrency, FlowKind, "people", "People who go from the currency to the one after the slash. Over all of these they sum to move_out. Left out where nobody ever goes."},
	{ItemTransferIn, ByCurrency, FlowKind, "people", "People who come from another contract, where a market lets them go. Left out where nobody may."},
	{ItemTransferOut, ByCurrency, FlowKind, "people", "People who go to another contract. Left out where nobody may."},
	{ItemDischarge, ByCurrency, FlowKind, "people", "People who leave the caseload. People at the end = people at the start + start + move_in + transfer_in - move_out - transfer_out - discharge."},
	{ItemFinished, ByCurrency, FlowKind, "people", "People who finish care in a currency of the table recovery: its discharges."},
	{ItemRecovered, ByCurrency, FlowKind, "people", "Of those who finish, people claimed as recovered."},
	{ItemLasting, ByCurrency, FlowKind, "people", "Of those who recovered, people who do not come back."},
	{ItemPaidAgain, ByCurrency, FlowKind, UnitPounds, "Of activity_value, what is paid for the new courses of those who come back; never to be added to income. Left out where activity is not paid for."},
	{ItemAsked, ByCurrency, FlowKind, "", "Units of a resource that care packages ask, or that are asked of it in the place of another."},
	{ItemAskedInstead, ByCurrency, FlowKind, "", "Units of asked that are asked of the resource in the place of another, which did not deliver them. Left out where there are none."},
	{ItemDelivered, ByCurrency, FlowKind, "", "Units of a resource that are given: what is asked, as far as there is room."},
	{ItemNotDelivered, ByCurrency, FlowKind, "", "Units asked and not given, as the resource is short. Left out where no month is short."},
	{ItemUnitPrice, ByMeasure, RateKind, "pounds a unit", "The price in force at the contract's schedule after uplift, before MFF. Blank where the price is missing."},
	{ItemActivityValue, ByMeasure, FlowKind, UnitPounds, "What activity is worth at the contract's schedule: quantity x unit price x MFF factor. Blank where the price is missing."},
	{ItemPlanValue, ByMeasure, FlowKind, UnitPounds, "What the planned quantity is worth at the same prices. Blank where the price is missing."},
	{ItemShadowValue, ByMeasure, FlowKind, UnitPounds, "What activity would be worth at the contract's shadow schedule. Blank where the price is missing."},
	{ItemReallocated, ByMeasure, FlowKind, "", "Units recorded in the currency that are paid in the right one, after the slash. Left out where nothing is reallocated."},
	{ItemRecordedValue, ByMeasure, FlowKind, UnitPounds, "What they would be worth at the price of the currency they are recorded in, at the contract's schedule, or without one its shadow schedule. Left out where it has no price there."},
	{ItemRightValue, ByMeasure, FlowKind, UnitPounds, "What they are worth at the right currency's price. Blank where that is missing."},
	{ItemNotInDate, ByMeasure, FlowKind, "review periods", "Review periods that are not paid as a review is overdue. Left out where reviews say nothing."},
	{ItemNotInDateValue, ByMeasure, FlowKind, UnitPounds, "What they would be worth. Blank where the price is missing."},
	{ItemBasePayment, ByContract, FlowKind, UnitPounds, "The contract's base payment: block, activity, fixed element or capitation."},
	{string(tariff.Variable), ByContract, FlowKind, UnitPounds, "The variable element: what activity above or below plan adds or takes."},
	{string(tariff.Marginal), ByContract, FlowKind, UnitPounds, "What marginal rates take from activity above the band, and give for activity below."},
	{string(tariff.Cap), ByContract, FlowKind, UnitPounds, "What a cap takes."},
	{string(tariff.Collar), ByContract, FlowKind, UnitPounds, "What a collar adds."},
	{string(tariff.Withhold), ByContract, FlowKind, UnitPounds, "What is kept back and not earned."},
	{string(tariff.Bonus), ByContract, FlowKind, UnitPounds, "What outcomes earn on top."},
	{string(tariff.GainShare), ByContract, FlowKind, UnitPounds, "The commissioner's share of cost above a target, less its share of cost below."},
	{string(tariff.Budgets), ByContract, FlowKind, UnitPounds, "What personal budgets take out of the contract."},
	{ItemIncome, ByContract, FlowKind, UnitPounds, "The payment accrued: base_payment and the terms. It is what the commissioner pays and the provider is paid."},
	{ItemIfLasting, ByContract, FlowKind, UnitPounds, "What the contract would pay if only people who do not come back counted as recovered for its outcomes; never to be added to income. What a claimed recovery is worth is income less it. Left out where no outcome claims recoveries."},
	{ItemCash, ByContract, FlowKind, UnitPounds, "What is paid in the month, on account and for terms, with the uplifts published by then."},
	{ItemArrears, ByContract, FlowKind, UnitPounds, "What is paid in the month for earlier months, as an uplift was published late. Cash and arrears come to income once all is published. Left out where no month has any."},
	{ItemBudgetYears, ByCurrency, FlowKind, "person-years", "Person-years of those who hold a personal budget."},
	{ItemBudgetHeld, ByCurrency, FlowKind, UnitPounds, "What the commissioner pays to holders of personal budgets, beside income. What of it is taken out of the contract is in budgets."},
	{ItemCostVariable, ByCurrency, FlowKind, UnitPounds, "Cost that follows what is delivered. Blank where the unit cost of a resource that is asked is missing."},
	{ItemCostSemiFixed, ByCurrency, FlowKind, UnitPounds, "Cost that goes in steps, as far as there is an ask for it. Blank as above."},
	{ItemCostFixed, ByCurrency, FlowKind, UnitPounds, "Cost that stays as the baseline set it up, as far as there is an ask for it. Blank as above."},
	{ItemCostStranded, ByProvider, FlowKind, UnitPounds, "Fixed and semi-fixed cost that no longer has an ask. Blank where a unit cost is missing."},
	{ItemFunderCost, ByCurrency, FlowKind, UnitPounds, "Cost of the resources that the funder after the slash pays for; provider where none is named. Another split of cost_variable, cost_semi_fixed and cost_fixed together, never to be added to them. Left out where no resource names a funder. Blank as above."},
	{ItemFunderStranded, ByProvider, FlowKind, UnitPounds, "The same split of cost_stranded, never to be added to it."},
	{ItemUnmet, ByCurrency, FlowKind, "person-years", "People's worth of care that is not delivered: person-years x the share, by value, of what packages ask that nobody delivers. Left out where all is delivered. Blank where a currency has no days, or a unit cost is missing."},
	{ItemUnmetPeriods, ByCurrency, FlowKind, "review periods", "Review periods that are not delivered: the same share of those begun. Left out where there are none. Blank where person_years_not_delivered is."},
	{ItemStaffAsked, ByProvider, FlowKind, "whole-time years", "Staff whom what is asked of the resource after the slash would keep busy: asked x wte_per_unit, stated or worked out from wte_cost. Over a year it is the mean number of whole-time equivalents. Left out where a resource states neither."},
	{ItemStaffDelivered, ByProvider, FlowKind, "whole-time years", "Staff whom what is delivered keeps busy. Left out as above. Beds are bed days delivered over the days of the months."},
	{ItemConsequence, ByCurrency, FlowKind, UnitPounds, "What care not delivered costs in the sector after the slash: person_years_not_delivered x the pounds of the table consequences. Neither paid by contracts nor among their cost. Blank where person_years_not_delivered is."},
	{ItemEfficiencyRequired, ByProvider, FlowKind, UnitPounds, "What the efficiency factor of the uplifts takes from the cost of what is delivered."},
	{ItemEfficiencyDelivered, ByProvider, FlowKind, UnitPounds, "What the efficiency the provider makes takes from it. The difference is the gap."},
	{ItemIncomeWithout, ByContract, FlowKind, UnitPounds, "What the contract would pay in the same scenario with nobody let to another provider; income less it is what the market changes. This item and the next five are left out of scenarios without a market."},
	{ItemCostWithout, ByCurrency, FlowKind, UnitPounds, "What its care would cost then: cost_variable, cost_semi_fixed and cost_fixed together. Blank as these."},
	{ItemStrandedWithout, ByProvider, FlowKind, UnitPounds, "What would be stranded then. Blank as cost_stranded."},
	{ItemYearsWithout, ByCurrency, FlowKind, "person-years", "Person-years under the contract then, of contracts that a market links."},
	{ItemBidValue, ByCurrency, FlowKind, UnitPounds, "What that activity of an incumbent would be worth at the schedule after the slash: less cost_without_market it is what a bidder at those prices would have left. Left out where the schedule does not price the currency; blank where a price is missing."},
	{ItemCasemix, ByCasemix, RateKind, "index", "Average price of an incumbent's activity of the measure, at prices without the market, over that of its activity without the market: above 1 where dearer currencies are left. Left out in months with none."},
	{ItemIncomePerHead, ByCommissioner, RateKind, unitPerHead, "Income of all the commissioner's contracts by head of its population, in the month. Left out where the population is not known."},
	{ItemRealIncomePerHead, ByCommissioner, RateKind, unitPerHead, "The same at the prices of the model's price_base, by its deflator. Left out as above, and where the deflator lacks the year."},
	{ItemIncomePerPerson, ByCommissioner, RateKind, unitPerPerson, "Income of all the commissioner's contracts by person on their caseload, on average over the days of the month. Left out where nobody is on it, or some activity is not counted in days."},
	{ItemRealIncomePerPerson, ByCommissioner, RateKind, unitPerPerson, "The same at the prices of the model's price_base, by its deflator. Left out as above, and where the deflator lacks the year."},
}

// Items lists every item of facts, in the order in which they are shown.
func Items() []Item { return slices.Clone(items) }

// itemOf finds an item by name; it must be one of the table.
func itemOf(name string) Item {
	return items[slices.IndexFunc(items, func(i Item) bool { return i.Name == name })]
}
