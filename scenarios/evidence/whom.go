package evidence

import (
	"slices"
)

// Reach says what of the results a table of inputs reaches.
type Reach uint8

// Reaches: lines of money; figures in real terms alone; draws alone; counts of people alone;
// nothing but names and the months that are run.
const (
	ReachesMoney Reach = iota
	ReachesRealTerms
	ReachesDraws
	ReachesPeople
	ReachesNames
)

// Table is what a table of inputs holds, in the words of whoever asks for it, and who may
// know better.
type Table struct {
	Name  string
	Holds string // what it holds
	Reach Reach
	Ask   string // whom to ask and for what, as a sentence anybody can send; "" where nobody knows better than the model's author

	needs string // the column without which a row is missing, whatever its evidence; "" for none
}

// tables lists every table of inputs. A new one has its entry here; where it reaches money,
// its rows are touched in income.go, price.go, quantity.go, flow.go, care.go or short.go, and a
// test holds that they are.
var tables = []Table{
	{Name: "model", Holds: "the model's settings: its title and the months it covers", Reach: ReachesNames},
	{Name: "currencies", Holds: "the units that are paid for, and how often care is reviewed", Reach: ReachesMoney,
		Ask: "The national list is published: look in NHS England's guidance on mental health currencies and care clusters. Ask the trust's information team for the longest time between reviews that it works to, cluster by cluster."},
	{Name: "providers", Holds: "who gives the care, and the market forces factor of each", Reach: ReachesMoney,
		Ask: "Market forces factors are published: look in the workbook of NHS England's NHS Payment Scheme for the year, by the trust's name."},
	{Name: "commissioners", Holds: "who pays, and for how many people", Reach: ReachesMoney,
		Ask: "Populations are published: look in the mid-year estimates of the Office for National Statistics, or NHS England's allocations, by the integrated care board's name."},
	{Name: "weights", Holds: "populations weighted for need", Reach: ReachesMoney,
		Ask: "Weighted populations are published with NHS England's allocations to integrated care boards. Ask the board's finance team how it shares its own among places and age groups."},
	{Name: "contracts", Holds: "how each contract pays, and its annual value", Reach: ReachesMoney,
		Ask: "Ask the integrated care board's finance team, or send a freedom of information request to the board or the trust: \"Please send the annual value of the contract for mental health services between you, for each year from the first asked, how it is paid (block, activity, blended or by head), and how the value is uplifted each year.\""},
	{Name: "terms", Holds: "caps, collars, withholds and other terms of each contract", Reach: ReachesMoney,
		Ask: "Send a freedom of information request to the integrated care board: \"Please send the payment schedule of your contract for mental health services with the trust: any cap, collar, marginal rate, variable element, withhold, bonus or gain share, with its percentages.\""},
	{Name: "outcomes", Holds: "outcome measures, their weights and scores", Reach: ReachesMoney, needs: "score",
		Ask: "Ask the trust's quality team, or look in its board papers: \"Which outcome measures is part of your mental health income paid by, what weight has each, and how far was each met last year?\""},
	{Name: "budgets", Holds: "who holds a personal budget, of how much, and what care that replaces", Reach: ReachesMoney,
		Ask: "Send a freedom of information request to the integrated care board: \"Please send the number of people with a personal health budget or direct payment for mental health care, the mean yearly amount, and which services they no longer use. Please suppress counts under five.\" NHS England's Personal Health Budgets data have totals by board."},
	{Name: "recovery", Holds: "how many people recover at each step of care, and how many come back", Reach: ReachesPeople,
		Ask: "Recovery rates of NHS Talking Therapies are published: look in NHS England's annual report on NHS Talking Therapies. Ask the service how many of those who recovered come back within a year: \"Please send, for each step of care, the number of people who finished, recovered, and began again within twelve months. Please suppress counts under five.\""},
	{Name: "plan", Holds: "the activity that was agreed for each contract", Reach: ReachesMoney,
		Ask: "Send a freedom of information request to the integrated care board: \"Please send the indicative activity plan of your contract for mental health services, by currency or cluster and month.\""},
	{Name: "caseload", Holds: "how many people are in care in each cluster, how many begin and how long they stay", Reach: ReachesMoney,
		Ask: "Ask the trust's information team, or send a freedom of information request: \"Please send, for each care cluster and commissioner, the number of people on the caseload at the end of each month, the number who began, the mean time they stayed in the cluster and the share of days they spent in hospital. Please suppress counts under five.\" NHS England's Mental Health Services Monthly Statistics have totals."},
	{Name: "moves", Holds: "which cluster people move to when they leave one", Reach: ReachesMoney,
		Ask: "Ask the trust's information team, or send a freedom of information request: \"Please send, for each care cluster, the share of people who moved to each other cluster at review in the last year, and the share who were discharged.\""},
	{Name: "activity", Holds: "the activity that was done, month by month", Reach: ReachesMoney,
		Ask: "Ask the trust's information team for contacts, bed days and assessments by month and currency, or look in NHS England's National Cost Collection and Mental Health Services Monthly Statistics."},
	{Name: "market", Holds: "which packages are let to another provider, from when, and how simple the cases are that go", Reach: ReachesMoney,
		Ask: "Ask the integrated care board's contracts team: \"Which mental health services do you intend to tender, from what date, for how many people, and what do you know of how their needs compare with those who stay?\""},
	{Name: "reallocation", Holds: "which recorded clusters are held to be wrong, and which would be right", Reach: ReachesMoney,
		Ask: "Ask the trust's clinical audit team, or send a freedom of information request: \"Please send the results of your latest audit of clustering: for each cluster recorded, how many cases the auditors put in which cluster.\""},
	{Name: "reviews", Holds: "how many people's reviews are in date", Reach: ReachesMoney,
		Ask: "Ask the trust's information team, or look in its board papers: \"What share of the caseload of each care cluster was reviewed within the longest time between reviews, at the end of each month?\""},
	{Name: "schedules", Holds: "whose prices are paid, and how they are brought up to date", Reach: ReachesMoney,
		Ask: "Ask the integrated care board's contracts team: \"Which price list is activity in the mental health contract paid by, how is it uplifted, and is the market forces factor added?\""},
	{Name: "prices", Holds: "what is paid for a unit of each currency", Reach: ReachesMoney, needs: "price",
		Ask: "Send a freedom of information request to the trust or the integrated care board: \"Please send the local prices for mental health care clusters or currencies in your contract, and the year they are stated at.\" National unit costs are in NHS England's National Cost Collection."},
	{Name: "uplifts", Holds: "how prices grow each year, and what efficiency is taken off", Reach: ReachesMoney,
		Ask: "Past years are published: look in NHS England's NHS Payment Scheme, under cost uplift and efficiency factor. Nobody knows later years; ask the trust's finance team what its medium-term plan assumes."},
	{Name: "resources", Holds: "what a contact or a bed day costs, how much of that is fixed, and how much there is", Reach: ReachesMoney, needs: "unit_cost",
		Ask: "Ask the trust's finance team, or send a freedom of information request: \"Please send, for each mental health team and ward, the cost of a contact or an occupied bed day in your latest cost collection, what share of it is fixed, and how many contacts or bed days it can give in a year.\" National unit costs are in NHS England's National Cost Collection."},
	{Name: "rationing", Holds: "who goes without first where a resource is short", Reach: ReachesMoney,
		Ask: "Ask the trust's clinical leads: \"When a team or ward is short of staff or beds, who waits or goes without first, and is that written down?\""},
	{Name: "stand_ins", Holds: "which staff take over work that others cannot do", Reach: ReachesMoney,
		Ask: "Ask the trust's operational managers and the council's adult social care team: \"When social care posts are cut, how much of their work do health staff take over?\""},
	{Name: "cuts", Holds: "what is cut, by how much and from when", Reach: ReachesMoney,
		Ask: "Look in the savings plans in the trust's, the board's and the council's papers, or send a freedom of information request: \"Please send each saving planned for mental health services: staff, beds or contract value, by year.\""},
	{Name: "consequences", Holds: "what care that is not delivered costs the police, prisons, hospitals, benefits and carers", Reach: ReachesPeople,
		Ask: "Nobody publishes this by cluster. Look for an evaluation of a service like the one that is cut, or ask each body: \"What did contact with people in mental health crisis cost you last year, for how many people, and how do you know?\" Leave the table empty rather than guess."},
	{Name: "packages", Holds: "how many contacts and bed days a person in each cluster receives", Reach: ReachesMoney,
		Ask: "Ask the trust's clinical leads or information team, or send a freedom of information request: \"Please send, for each care cluster, the mean number of contacts with each team and of bed days that a person received in the last year, or the care package you have agreed.\""},
	{Name: "indices", Holds: "the price index that turns cash into real terms", Reach: ReachesRealTerms,
		Ask: "GDP deflators are published by HM Treasury each quarter: take the latest release."},
	{Name: "uncertainty", Holds: "how far uncertain figures may lie from what is stated", Reach: ReachesDraws,
		Ask: "Ask whoever gave each figure how sure they are of it: between which two values would eight times in ten the true one lie?"},
	{Name: "correlations", Holds: "which uncertain figures move together", Reach: ReachesDraws,
		Ask: "Ask whoever gave the figures which of them would be wrong together."},
	{Name: changesTable, Holds: "what the scenarios suppose", Reach: ReachesMoney,
		Ask: "Ask whoever wrote each scenario (its author is named in the table scenarios), and the integrated care board or trust that would decide it: \"Has this been decided or proposed, by whom and from when, and what figures was it decided on?\""},
}

// tableOf is a table's entry; one without inputs is given a bare one.
func tableOf(name string) *Table {
	at := slices.IndexFunc(tables, func(t Table) bool { return t.Name == name })
	if at < 0 {
		return &Table{Name: name, Reach: ReachesNames}
	}
	return &tables[at]
}
