package scenarios

import (
	"io/fs"
	"maps"
	"strings"
	"testing"
	"testing/fstest"
)

// smallModel is a model without faults that the tests spoil in one place at a time.
var smallModel = map[string]string{
	"model.csv": `key,value
title,A small model
start,2025-04
months,12
deflator,gdp
baseline,block
`,
	"currencies.csv": `currency,name,review_period
1,Common mental health problems,84d
2,Common problems with greater need,105d
14,Psychotic crisis,28d
`,
	"providers.csv": `provider,name,mff
RT2,Northshire,1.05
`,
	"commissioners.csv": `commissioner,name,population
NC,Northshire Council,250000
`,
	"contracts.csv": `contract,from,commissioner,provider,payment,schedule,annual_value,uplift
north,,NC,RT2,block,local,1200000,tariff
`,
	"terms.csv": `contract,step,term,settle,upper,lower,reference,amount
north,1,cap,quarter,0.02,,amount,1000000
north,2,collar,year,,0.02,amount,1000000
`,
	"outcomes.csv": `contract,measure,weight,score
north,survey,0.4,0.9
north,waiting,0.6,
`,
	"plan.csv": `contract,currency,measure,month,quantity
north,1,day,2025-04,100
`,
	"caseload.csv": `contract,currency,from,opening,starts_per_month,mean_stay_days,admitted_share
north,1,,50,10,90,0.1
north,2,,20,5,120,0
`,
	"moves.csv": `contract,from_currency,to_currency,share
*,1,2,0.4
*,1,14,0.5
`,
	"activity.csv": `contract,currency,measure,month,quantity
north,14,contact,2025-04,30
`,
	"schedules.csv": `schedule,title,basis,derive,applies_mff,uplift
local,Local prices,local,given,yes,tariff
`,
	"prices.csv": `schedule,currency,measure,from,price,price_base
local,1,day,,12.5,2025-04
local,2,day,,15,2025-04
`,
	"uplifts.csv": `uplift,from,cost_uplift,efficiency,net
tariff,2026-04,0.0483,0.02,
`,
	"resources.csv": `resource,provider,name,unit,unit_cost,fixed_share
A06,*,Community team,contact,250,0.2
`,
	"packages.csv": `currency,resource,per,provider,quantity
1,A06,day,*,0.05
`,
	"indices.csv": `index,year,value
gdp,2025-26,103.5
`,
	"scenarios.csv": `scenario,title,based_on
block,Block,
pbr,Payment by Results,block
`,
	"changes.csv": `scenario,change,line,table,where,column,operation,value,from
pbr,activity,1,contracts,contract=north,payment,set,activity,2025-10
`,
	"uncertainty.csv": `parameter,cells,operation,low,high,family,group
stay,"caseload[currency=1|2].mean_stay_days",multiply,0.9,1.2,pert,flow
starts,caseload.starts_per_month,multiply,0.9,1.1,pert,demand
`,
	"correlations.csv": `group_a,group_b,rank
flow,demand,0.3
`,
}

// folderOf makes a folder of text files.
func folderOf(files map[string]string) fs.FS {
	folder := fstest.MapFS{}
	for name, content := range files {
		folder[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return folder
}

// spoiled is the small model with one text replaced in one file.
func spoiled(t *testing.T, file, old, new string) map[string]string {
	t.Helper()
	files := maps.Clone(smallModel)
	if !strings.Contains(files[file], old) {
		t.Fatalf("%s has no %q to replace", file, old)
	}
	files[file] = strings.Replace(files[file], old, new, 1)
	return files
}

func TestWithholdWithoutOutcomes(t *testing.T) {
	files := maps.Clone(smallModel)
	delete(files, "outcomes.csv")
	files["terms.csv"] = "contract,step,term,settle,share\nnorth,1,withhold,year,0.02\n"
	_, err := ReadFolder(folderOf(files), "small")
	const want = "terms.csv, row 2, column term: found \"withhold\" on contract north, which has no outcomes; a withhold is earned by outcomes; give the contract rows in outcomes, with weights that sum to 1"
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestSmallModelHasNoFaults(t *testing.T) {
	m, err := ReadFolder(folderOf(smallModel), "small")
	if err != nil {
		t.Fatal(err)
	}
	if faults := Check(m).Hard(); len(faults) > 0 {
		t.Error(faults)
	}
}

func TestBadInput(t *testing.T) {
	for _, c := range []struct {
		name           string
		file, old, new string // what is replaced by what
		want           string // the whole message
	}{
		{"a table column with a slip in its name", "prices.csv", "price_base\n", "pricebase\n",
			"prices.csv, row 1: found the column \"pricebase\"; prices has the columns schedule, currency, measure, from, price, price_base, covers, evidence, source, note; did you mean price_base?"},
		{"a column twice", "prices.csv", "measure,from", "measure,measure",
			"prices.csv, row 1: found the column measure a second time; each column stands once; take one of the two out"},
		{"a needed column is not there", "prices.csv", "schedule,currency,measure", "schedule,currency,note",
			"prices.csv, row 1: found no column measure; measure is one of day, admitted_day, community_day, start, entry, assessment, period, year, contact, bed_day, and every row needs one; add the column to the header and fill it"},
		{"a key twice", "prices.csv", "local,2,day", "local,1,day",
			"prices.csv, row 3: found the key schedule local, currency 1, measure day a second time, first in row 2; schedule, currency, measure, from together stand once in prices; take out one of the two rows"},
		{"a key of one column twice", "currencies.csv", "\n2,", "\n1,",
			"currencies.csv, row 3: found the key currency 1 a second time, first in row 2; each currency stands once in currencies; take out one of the two rows\n" +
				"caseload.csv, row 3, column currency: found \"2\", which is not in currencies; currency names a row of currencies; add it to currencies\n" +
				"moves.csv, row 2, column to_currency: found \"2\", which is not in currencies; to_currency names a row of currencies; add it to currencies\n" +
				"prices.csv, row 3, column currency: found \"2\", which is not in currencies; currency names a row of currencies; add it to currencies"},
		{"a reference to nothing", "prices.csv", "local,2,day", "locl,2,day",
			"prices.csv, row 3, column schedule: found \"locl\", which is not in schedules; schedule names a row of schedules; did you mean local?"},
		{"a needed cell is blank", "contracts.csv", "NC,RT2,block", "NC,,block",
			"contracts.csv, row 2, column provider: found nothing; provider names a row of providers, and every row needs one; fill the cell"},
		{"a choice with a slip", "contracts.csv", "RT2,block", "RT2,blok",
			"contracts.csv, row 2, column payment: found \"blok\"; payment is one of block, activity, blended, capitation; did you mean block?"},
		{"a negative price", "prices.csv", ",12.5,", ",-3,",
			"prices.csv, row 2, column price: found \"-3\"; price is pounds, 0 or more; write it without a minus, or leave the cell blank"},
		{"a price that is no number", "prices.csv", ",12.5,", ",twelve,",
			"prices.csv, row 2, column price: found \"twelve\"; price is pounds, 0 or more; write a number, or leave the cell blank"},
		{"a price with a decimal comma", "prices.csv", ",12.5,", ",\"12,5\",",
			"prices.csv, row 2, column price: found \"12,5\"; price is pounds, 0 or more; did you mean 12.5? a comma only separates thousands"},
		{"a price in per cent", "prices.csv", ",12.5,", ",5%,",
			"prices.csv, row 2, column price: found \"5%\"; price is pounds, 0 or more; write the number itself, without a per cent sign"},
		{"a spreadsheet's error", "prices.csv", ",12.5,", ",#REF!,",
			"prices.csv, row 2, column price: found \"#REF!\", a spreadsheet's error; price is pounds, 0 or more; mend the formula where the cell comes from, or type the value"},
		{"an uplift beyond 0.3", "uplifts.csv", "0.0483", "4.83",
			"uplifts.csv, row 2, column cost_uplift: found \"4.83\"; cost_uplift is a fraction from -0.3 to 0.3; did you mean 4.83% (0.0483)?"},
		{"an uplift that is not the difference of its parts", "uplifts.csv", "0.02,", "0.02,0.05",
			"uplifts.csv, row 2, column net: found \"0.05\", where cost_uplift less efficiency is 0.0283; net is the difference of the two; leave it blank, or correct it"},
		{"an uplift without a figure", "uplifts.csv", "0.0483,0.02", ",",
			"uplifts.csv, row 2, column cost_uplift: found no figure in the row; an uplift has cost_uplift and efficiency, or net where only that was published; fill one of them; 0 is a figure"},
		{"a share above 1", "moves.csv", "0.4", "40",
			"moves.csv, row 2, column share: found \"40\"; share is a fraction from 0 to 1; did you mean 40% (0.4)?"},
		{"shares out of a currency that sum to more than 1", "moves.csv", "0.4", "0.6",
			"moves.csv, row 3, column share: found shares out of currency 1 for contract * that sum to 1.1; the shares out of one currency sum to 1 at most; the rest is discharged; lower one of them"},
		{"a move to the same currency", "moves.csv", "*,1,2", "*,1,1",
			"moves.csv, row 2, column to_currency: found \"1\", the currency that is left; a move goes to another currency; take the row out, or make the stay longer"},
		{"a stay of 0", "caseload.csv", "10,90", "10,0",
			"caseload.csv, row 2, column mean_stay_days: found \"0\"; mean_stay_days is a number, 0.01 or more; give a number, 0.01 or more, or leave the cell blank"},
		{"an MFF in hundreds", "providers.csv", "1.05", "105",
			"providers.csv, row 2, column mff: found \"105\"; mff is a number from 0.5 to 2; did you mean 1.05?"},
		{"opening people on a later row", "caseload.csv", "north,2,,20,5,120,0\n", "north,2,,20,5,120,0\nnorth,1,2025-06,20,10,90,0.1\n",
			"caseload.csv, row 4, column opening: found \"20\" on a later row; opening stands on the first row of a contract and currency only; leave the cell blank"},
		{"a month that is no month", "plan.csv", "2025-04", "2025-13",
			"plan.csv, row 2, column month: found \"2025-13\"; month is a month such as 2025-04; write it as 2025-04"},
		{"a date within a month", "plan.csv", "2025-04", "2025-04-12",
			"plan.csv, row 2, column month: found \"2025-04-12\"; month is a month such as 2025-04; things change on the first of a month only; write 2025-04 for the whole month"},
		{"a month outside the run", "plan.csv", "2025-04", "2026-04",
			"plan.csv, row 2, column month: found \"2026-04\", a month outside the run; the run goes from 2025-04 to 2026-03; take the row out, or change start or months in model"},
		{"a financial year that is none", "indices.csv", "2025-26", "2025-27",
			"indices.csv, row 2, column year: found \"2025-27\"; year is a financial year such as 2025-26; the financial year that begins in April 2025 is 2025-26"},
		{"an index of two releases", "indices.csv", "index,year,value\ngdp,2025-26,103.5\n", "index,year,value,release\ngdp,2025-26,103.5,March 2026\ngdp,2026-27,105.3,March 2025\n",
			`indices.csv, row 3, column release: found "March 2025" where the index gdp begins with "March 2026"; all years of an index are of one release, as levels of two cannot be compared; give each release an index of its own`},
		{"a population of zero", "commissioners.csv", "250000", "0",
			`commissioners.csv, row 2, column population: found "0"; population is a number above 0; give a number above 0, or leave the cell blank`},
		{"a review period without a unit", "currencies.csv", "84d", "84",
			"currencies.csv, row 2, column review_period: found \"84\"; review_period is a number of days or months such as 28d or 6m; write 28d for 28 days, 6m for six months"},
		{"cluster 9", "currencies.csv", "14,Psychotic crisis,28d\n", "14,Psychotic crisis,28d\n9,None,\n99,Not clustered,\n",
			"currencies.csv, row 5, column currency: found \"9\"; clusters are 0-8 and 10-21; there is no cluster 9; give the cluster that was meant, or take the row out\ncurrencies.csv, row 6, column currency: found \"99\"; clusters are 0-8 and 10-21; 99 means not clustered and is never paid; take the row out"},
		{"a day and a part of it priced", "prices.csv", "local,2,day", "local,1,admitted_day",
			"prices.csv, row 3, column measure: found admitted_day, where row 2 prices day for currency 1 in schedule local; a schedule prices the day or its parts, not both; take out one of the two rows"},
		{"covers on a day", "prices.csv", "price_base\nlocal,1,day,,12.5,2025-04", "price_base,covers\nlocal,1,day,,12.5,2025-04,community",
			"prices.csv, row 2, column covers: found \"community\" for day; only a price of a period or a year may leave the admitted share out; leave the cell blank"},
		{"a package per day and per a part of it", "packages.csv", "1,A06,day,*,0.05\n", "1,A06,day,*,0.05\n1,A06,admitted_day,RT2,1\n",
			"packages.csv, row 3, column per: found admitted_day, where row 2 asks resource A06 per day for currency 1; a package asks a resource per day or per its parts, not both; take out one of the two rows"},
		{"activity that the caseload projects too", "activity.csv", "north,14,contact", "north,1,day",
			"activity.csv, row 2, column measure: found day, which the caseload projects for the same contract and currency (caseload.csv, row 2); activity is given or projected, not both; take out the rows here, or those of the caseload"},
		{"activity of a day and a part of it", "activity.csv", "north,14,contact,2025-04,30\n", "north,14,day,2025-04,30\nnorth,14,admitted_day,2025-04,3\n",
			"activity.csv, row 3, column measure: found admitted_day, where row 2 gives day for the same contract and currency; day is admitted_day and community_day together; give either day or its parts; take out the rows of one of the two"},
		{"activity of a measure that cannot be given", "activity.csv", "contact", "entry",
			"activity.csv, row 2, column measure: found \"entry\"; measure is one of day, admitted_day, community_day, start, assessment, period, contact, bed_day; choose one of these"},
		{"settlement periods that get shorter", "terms.csv", "collar,year", "collar,month",
			"terms.csv, row 3, column settle: found \"month\" after a step that settles by quarter; settlement periods may not get shorter from one step to the next; settle this step by quarter, or put it before"},
		{"a dead band on the wrong side of 0", "terms.csv", "1,cap,quarter,0.02", "1,marginal,quarter,-0.02",
			"terms.csv, row 2, column upper: found \"-0.02\"; a dead band is 0 or wider; write the fraction without a minus: 0.02 is 2% either way"},
		{"a cap measured against nothing", "terms.csv", "1,cap,quarter,0.02,,amount,1000000", "1,cap,quarter,0.02,,,",
			"terms.csv, row 2, column reference: found nothing; a cap is measured against plan_value, annual_value, prior_year or amount; name one of them"},
		{"an amount that is not there", "terms.csv", "amount,1000000\nnorth,2", "amount,\nnorth,2",
			"terms.csv, row 2, column amount: found nothing; the reference is the amount, in pounds a financial year; fill the cell, or choose another reference"},
		{"outcome weights that do not sum to 1", "outcomes.csv", "0.6", "0.5",
			"outcomes.csv, row 3, column weight: found weights of contract north that sum to 0.9; the weights of a contract's outcomes sum to 1; change them so that they do"},
		{"a block without a value", "contracts.csv", "1200000", "",
			"contracts.csv, row 2, column annual_value: found nothing; a block pays its annual_value; fill the cell"},
		{"a rebased schedule with MFF and no contract", "schedules.csv", "given", "rebase",
			"schedules.csv, row 2, column contract: found nothing; a rebased schedule spreads the value of a contract; name the contract\nschedules.csv, row 2, column applies_mff: found \"yes\"; a rebased schedule is stated at the provider's own cost, so no market forces factor applies; write no\nprices.csv, row 2, column schedule: found a price of local, whose prices are derived (rebase); prices are given or derived, not both; take the row out, or give the row a schedule of its own\nprices.csv, row 3, column schedule: found a price of local, whose prices are derived (rebase); prices are given or derived, not both; take the row out, or give the row a schedule of its own"},
		{"staff stated and worked out", "resources.csv", "fixed_share\nA06,*,Community team,contact,250,0.2", "fixed_share,wte_per_unit,wte_cost\nA06,*,Community team,contact,250,0.2,0.002,50000",
			"resources.csv, row 2, column wte_cost: found \"50000\" beside a wte_per_unit of 0.002; staff are stated by wte_per_unit, or follow from unit_cost, staff_share and wte_cost; leave one of the two blank"},
		{"staff of a cost that is not known", "resources.csv", "fixed_share\nA06,*,Community team,contact,250,0.2", "fixed_share,wte_cost\nA06,*,Community team,contact,,0.2,50000",
			"resources.csv, row 2, column wte_cost: found \"50000\" without a unit_cost; staff a unit are unit_cost x staff_share / wte_cost; fill unit_cost, or state wte_per_unit instead"},
		{"a share of staff that cost nothing known", "resources.csv", "fixed_share\nA06,*,Community team,contact,250,0.2", "fixed_share,staff_share\nA06,*,Community team,contact,250,0.2,0.6",
			"resources.csv, row 2, column staff_share: found \"0.6\" without a wte_cost; staff a unit are unit_cost x staff_share / wte_cost; fill wte_cost, or leave staff_share blank"},
		{"semi-fixed cost without steps", "resources.csv", "fixed_share\nA06,*,Community team,contact,250,0.2", "semi_fixed_share\nA06,*,Community team,contact,250,0.2",
			"resources.csv, row 2, column step: found nothing; semi-fixed cost goes in steps of so many units a year; fill the cell, or leave semi_fixed_share blank"},
		{"a scenario based on itself", "scenarios.csv", "block,Block,", "block,Block,pbr",
			"scenarios.csv, row 2, column based_on: found a scenario based on itself: block on pbr on block; each scenario is based on another, or on the tables as they stand; leave based_on blank in one of them\nscenarios.csv, row 3, column based_on: found a scenario based on itself: pbr on block on pbr; each scenario is based on another, or on the tables as they stand; leave based_on blank in one of them"},
		{"a plus in a scenario's name", "scenarios.csv", "pbr,Payment by Results,block\n", "pbr,Payment by Results,block\na+b,Both,\n",
			"scenarios.csv, row 4, column scenario: found \"a+b\"; a scenario's name has no + in it, as A+B stacks two scenarios; choose another name, for example a-b"},
		{"a change of a table there is not", "changes.csv", ",contracts,", ",contract,",
			"changes.csv, row 2, column table: found \"contract\"; table is one of " + strings.Join(changeableTables(tableNames()), ", ") + "; did you mean contracts?"},
		{"a change of a column there is not", "changes.csv", ",payment,", ",paymnt,",
			"changes.csv, row 2, column column: found \"paymnt\"; contracts has the columns contract, from, commissioner, provider, payment, schedule, annual_value, uplift, plan, shadow_schedule, rate_per_head, evidence, source, note; did you mean payment?"},
		{"a change to a value the column may not have", "changes.csv", "set,activity", "set,activty",
			"changes.csv, row 2, column value: found \"activty\"; payment is one of block, activity, blended, capitation; did you mean activity?"},
		{"a change of rows by a column there is not", "changes.csv", "contract=north", "contrat=north",
			"changes.csv, row 2, column where: found \"contrat=north\"; the columns of contracts that may be named here are contract, from, commissioner, provider, payment, schedule, annual_value, uplift, plan, shadow_schedule, rate_per_head, evidence, source, note; did you mean contract?"},
		{"a change from a month of a table that is not dated", "changes.csv", "contracts,contract=north,payment,set,activity", "schedules,schedule=local,basis,set,national",
			"changes.csv, row 2, column from: found \"2025-10\"; only dated tables change on a month, and schedules is not dated; leave the cell blank, or name the months in where"},
		{"a number multiplied that is none", "changes.csv", "set,activity", "multiply,1.1",
			"changes.csv, row 2, column operation: found \"multiply\" on payment, which holds no number; only numbers are multiplied or added to; use set"},
		{"an interval the wrong way round", "uncertainty.csv", "0.9,1.2", "1.2,0.9",
			"uncertainty.csv, row 2, column high: found an interval from 1.2 to 0.9; low lies below high; change the two round"},
		{"uncertain cells of a table there is not", "uncertainty.csv", "caseload[currency=1|2]", "caselod[currency=1|2]",
			"uncertainty.csv, row 2, column cells: found \"caselod[currency=1|2].mean_stay_days\"; the tables are " + strings.Join(tableNames(), ", ") + "; did you mean caseload?"},
		{"a correlation of a group there is not", "correlations.csv", "flow", "flows",
			"correlations.csv, row 2, column group_a: found \"flows\", which is no group of uncertainty; group_a is a group of the uncertainty table; did you mean flow?"},
		{"a deflator there is not", "model.csv", "deflator,gdp", "deflator,gpd",
			"model.csv, row 5, column value: found \"gpd\", which is not in indices; the deflator is an index of the indices table; did you mean gdp?"},
		{"a baseline there is not", "model.csv", "baseline,block", "baseline,blok",
			"model.csv, row 6, column value: found \"blok\", which is not in scenarios; the baseline is a scenario, or several stacked with +; did you mean block?"},
		{"no start", "model.csv", "start,2025-04\n", "",
			"model.csv: found no row for start; a model says which months it covers: start, and how many months; add a row start, 2025-04"},
		{"cells to the right of the header", "prices.csv", "2025-04\nlocal,2", "2025-04,9\nlocal,2",
			"prices.csv, row 2: found \"9\" right of the last named column; the header names 6 columns; remove it, or put text that has commas in it in double quotes"},
		{"cells under a header that is blank", "prices.csv", "from,price,price_base", "from,,price_base",
			"prices.csv, row 2: found \"12.5\" under a blank header, in column 5; each column that holds something is named in the header; name the column, or empty it\n" +
				"prices.csv, row 3: found \"15\" under a blank header, in column 5; each column that holds something is named in the header; name the column, or empty it"},
		{"a setting twice", "model.csv", "months,12", "start,2025-05",
			"model.csv: found no row for months; a model says which months it covers: start, and how many months; add a row months, 36\n" +
				"model.csv, row 4: found the key start a second time, first in row 3; each key stands once in model; take out one of the two rows"},
		{"a code with a sign nobody sees", "providers.csv", "RT2,", "R\u200bT2,",
			"providers.csv, row 2, column provider: found \"R\\u200bT2\"; provider is a code of signs that can be seen; type it anew, without the invisible sign U+200B\n" +
				"contracts.csv, row 2, column provider: found \"RT2\", which is not in providers; provider names a row of providers; did you mean R\u200bT2?"},
		{"a start before anybody", "model.csv", "2025-04", "0000-01",
			"model.csv, row 3, column value: found \"0000-01\"; value is a month such as 2025-04; write a month from 1900-01 to 2199-12\n" +
				"plan.csv, row 2, column month: found \"2025-04\", a month outside the run; the run goes from 0000-01 to 0000-12; take the row out, or change start or months in model\n" +
				"activity.csv, row 2, column month: found \"2025-04\", a month outside the run; the run goes from 0000-01 to 0000-12; take the row out, or change start or months in model"},
		{"a start after everybody", "model.csv", "2025-04", "9999-12",
			"model.csv, row 3, column value: found \"9999-12\"; value is a month such as 2025-04; write a month from 1900-01 to 2199-12\n" +
				"plan.csv, row 2, column month: found \"2025-04\", a month outside the run; the run goes from 9999-12 to 10000-11; take the row out, or change start or months in model\n" +
				"activity.csv, row 2, column month: found \"2025-04\", a month outside the run; the run goes from 9999-12 to 10000-11; take the row out, or change start or months in model"},
		{"a block above what the country earns", "contracts.csv", "1200000", "1200000000001",
			"contracts.csv, row 2, column annual_value: found \"1200000000001\"; annual_value is pounds, 0 or more; the number is too large; write one of 1,000,000,000,000 at most"},
		{"more people than there are", "caseload.csv", ",50,10,", ",1e15,10,",
			"caseload.csv, row 2, column opening: found \"1e15\"; opening is a number, 0 or more; the number is too large; write one of 1,000,000,000,000 at most"},
		{"a number with too large an exponent", "caseload.csv", ",50,10,", ",1e300,10,",
			"caseload.csv, row 2, column opening: found \"1e300\"; opening is a number, 0 or more; the number is too large or too long to be kept; write a smaller one, or leave the cell blank"},
		{"a number too small to be kept", "caseload.csv", ",50,10,", ",1e-300,10,",
			"caseload.csv, row 2, column opening: found \"1e-300\"; opening is a number, 0 or more; the number is too small to be kept; write 0, or one with fewer places, or leave the cell blank"},
		{"a quotation mark left open", "prices.csv", "local,2", "\"local,2",
			"prices.csv, row 3: found a quotation mark that is not closed, or not doubled; a cell with a quotation mark in it stands in quotation marks, and the mark is doubled; mend the row"},
		{"a code with a sign of the grammar", "scenarios.csv", "block,Block", "\"block[1]\",Block",
			"model.csv, row 6, column value: found \"block\", which is not in scenarios; the baseline is a scenario, or several stacked with +; did you mean block[1]?\nscenarios.csv, row 2, column scenario: found \"block[1]\"; scenario is a code without any of []=|,; choose a code without it\nscenarios.csv, row 3, column based_on: found \"block\", which is not in scenarios; based_on names a row of scenarios; did you mean block[1]?"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ReadFolder(folderOf(spoiled(t, c.file, c.old, c.new)), "small")
			if err == nil {
				t.Fatalf("no fault found, want %s", c.want)
			}
			if err.Error() != c.want {
				t.Errorf("got\n%s\nwant\n%s", err, c.want)
			}
		})
	}
}

// A weighted population of nobody is refused as a population of zero is, also from a later month on.
func TestAWeightedPopulationOfZero(t *testing.T) {
	for _, c := range []struct{ name, rows, want string }{
		{"no people", "NC,young,,0,0.8\nNC,old,,0,1.2\n",
			"weights.csv, row 3, column population: found a weighted population of 0 of commissioner NC; population x weight of a commissioner's groups is above 0 in all, as capitation pays by it; fill populations and weights, or take the rows out"},
		{"no weights", "NC,young,,100000,0\n",
			"weights.csv, row 2, column population: found a weighted population of 0 of commissioner NC; population x weight of a commissioner's groups is above 0 in all, as capitation pays by it; fill populations and weights, or take the rows out"},
		{"none from October", "NC,young,,100000,1\nNC,young,2025-10,0,1\n",
			"weights.csv, row 3, column population: found a weighted population of 0 of commissioner NC from 2025-10; population x weight of a commissioner's groups is above 0 in all, as capitation pays by it; fill populations and weights, or take the rows out"},
		{"one group of nobody beside another", "NC,young,,0,0.8\nNC,old,,50000,1.2\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			if _, err := ReadFolder(folderOf(over(smallModel, map[string]string{"weights.csv": "commissioner,group,from,population,weight\n" + c.rows})), "small"); err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
