package scenarios

import (
	"strings"
	"testing"
)

const uncertaintyHeader = "parameter,cells,operation,low,high,family,concentration,group\n"

// found is what Check finds in a model's files, warnings too, a line each.
func found(t *testing.T, files map[string]string) []string {
	t.Helper()
	m, faults, err := readFolder(folderOf(files), "small")
	if err != nil {
		t.Fatal(err)
	}
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	var lines []string
	for _, fault := range Check(m) {
		lines = append(lines, fault.String())
	}
	return lines
}

// uncertain is the small model with rows of uncertainty and of correlations.
func uncertain(rows, correlations string) map[string]string {
	return over(smallModel, map[string]string{
		"uncertainty.csv":  uncertaintyHeader + rows + "\n",
		"correlations.csv": "group_a,group_b,rank\n" + correlations,
	})
}

func TestARunSaysThatItDrawsNothing(t *testing.T) {
	for _, c := range []struct{ rows, want string }{
		{"a,\"prices[currency=1].price\",,10,15,uniform,,",
			"uncertainty.csv: warning: found 1 uncertain parameter; a run uses the cells as they stand and draws nothing; take what it gives as one projection; parity risk draws the table and gives the range"},
		{"a,prices[currency=1].price,,10,15,uniform,,\nb,prices[currency=2].price,,14,16,uniform,,",
			"uncertainty.csv: warning: found 2 uncertain parameters; a run uses the cells as they stand and draws nothing; take what it gives as one projection; parity risk draws the table and gives the range"},
	} {
		if got := strings.Join(found(t, uncertain(c.rows, "")), "\n"); got != c.want {
			t.Errorf("got\n%s\nwant\n%s", got, c.want)
		}
	}
	if got := found(t, over(smallModel, map[string]string{"uncertainty.csv": uncertaintyHeader, "correlations.csv": "group_a,group_b,rank\n"})); len(got) > 0 {
		t.Errorf("without uncertainty: %v", got)
	}
}

func TestCheckUncertainty(t *testing.T) {
	for _, c := range []struct {
		name, rows string
		want       string // the whole messages, but for the one on every model
	}{
		{"stays that some draws make too short to simulate", "stay,caseload[currency=1].mean_stay_days,,0.01,300,lognormal,,",
			"uncertainty.csv, row 2, column family: found a lognormal with 80% from 0.01 to 300, whose draws reach from 7.91565e-15 to 3.78996e+14; what is drawn is 0.01 or more, and no draw is cut off (mean_stay_days is a number, 0.01 or more); narrow the interval"},
		{"an end that is no number", "starts,caseload.starts_per_month,,70000000,£80m,normal,,",
			`uncertainty.csv, row 2, column high: found "£80m"; high is a number; write a number, or leave the cell blank`},
		{"large figures in full", "starts,caseload.starts_per_month,,70000000,80000000,beta,,",
			"uncertainty.csv, row 2, column family: found a beta from 70000000 to 80000000; a beta lies between 0 and 1, so its low end is above 0 and its high end below 1; narrow the interval, or choose another family"},
		{"every family where it fits", strings.Join([]string{
			"pert,caseload[currency=1].mean_stay_days,multiply,0.8,1.2,pert,,",
			"normal,prices[currency=1].price,,12.4,12.6,normal,,",
			"uniform,caseload.starts_per_month,add,-1,1,uniform,,",
			"dirichlet,\"moves[contract=*,from_currency=1].share\",,,,dirichlet,40,",
		}, "\n"), ""},
		{"low above high", "a,prices[currency=1].price,,15,10,normal,,",
			"uncertainty.csv, row 2, column high: found an interval from 15 to 10; low lies below high; change the two round"},
		{"an operation there is not", "a,caseload.starts_per_month,times,0.9,1.1,pert,,",
			"uncertainty.csv, row 2, column operation: found \"times\"; operation is one of set, multiply, add; choose one of these"},
		{"ends that are no numbers", "a,caseload.starts_per_month,multiply,NaN,Inf,pert,,",
			"uncertainty.csv, row 2, column low: found \"NaN\"; low is a number; write a number, or leave the cell blank\n" +
				"uncertainty.csv, row 2, column high: found \"Inf\"; high is a number; write a number, or leave the cell blank"},
		{"per cent for people, days, pounds and an index, which no draw takes for a part of one", strings.Join([]string{
			"a,caseload[currency=1].starts_per_month,,90%,110%,uniform,,",
			"b,caseload[currency=1].mean_stay_days,add,-5%,5,uniform,,",
			"c,prices[currency=1].price,set,12,1300%,uniform,,",
			"d,providers.mff,,99%,1.1,uniform,,",
		}, "\n"), strings.Join([]string{
			"uncertainty.csv, row 2, column low: found \"90%\"; low is a number (people a month); write the number itself, without a per cent sign, or choose multiply, of which 110% makes a tenth more",
			"uncertainty.csv, row 2, column high: found \"110%\"; high is a number (people a month); write the number itself, without a per cent sign, or choose multiply, of which 110% makes a tenth more",
			"uncertainty.csv, row 3, column low: found \"-5%\"; low is a number (days); write the number itself, without a per cent sign, or choose multiply, of which 110% makes a tenth more",
			"uncertainty.csv, row 4, column high: found \"1300%\"; high is a number (pounds a unit); write the number itself, without a per cent sign, or choose multiply, of which 110% makes a tenth more",
			"uncertainty.csv, row 5, column low: found \"99%\"; low is a number (index, about 1); write the number itself, without a per cent sign, or choose multiply, of which 110% makes a tenth more",
		}, "\n")},
		{"per cent for fractions, and for what multiplies", strings.Join([]string{
			"a,caseload[currency=1].mean_stay_days,multiply,90%,110%,uniform,,",
			"b,caseload[currency=1].admitted_share,,5%,15%,uniform,,",
			"c,\"moves[from_currency=1,to_currency=14].share\",add,-5%,5%,uniform,,",
			"d,uplifts.cost_uplift,,4%,5.66%,uniform,,",
		}, "\n"), ""},
		{"a concentration in per cent", "a,\"moves[contract=*,from_currency=1].share\",,,,dirichlet,40%,",
			"uncertainty.csv, row 2, column concentration: found \"40%\"; concentration is a number above 0; write the number itself, without a per cent sign"},
		{"no low", "a,prices[currency=1].price,,,10,normal,,",
			"uncertainty.csv, row 2, column low: found nothing; an 80% interval has a low and a high end; fill the cell"},
		{"a negative price", "a,prices[currency=1].price,,-2,20,uniform,,",
			"uncertainty.csv, row 2, column low: found \"-2\" for prices.csv, row 2, column price; price is pounds, 0 or more; narrow the interval"},
		{"a share beyond 1", "a,caseload[currency=1].admitted_share,,0.05,1.2,beta,,",
			"uncertainty.csv, row 2, column high: found \"1.2\" for caseload.csv, row 2, column admitted_share; admitted_share is a fraction from 0 to 1; narrow the interval"},
		{"a share multiplied beyond 1", "a,\"moves[from_currency=1,to_currency=14].share\",multiply,0.9,2.1,uniform,,",
			"uncertainty.csv, row 2, column high: found \"2.1\", which makes 1.05 of the 0.5 in moves.csv, row 3, column share; share is a fraction from 0 to 1; narrow the interval"},
		{"a stay shortened below 0", "a,caseload.mean_stay_days,add,-100,10,uniform,,",
			"uncertainty.csv, row 2, column low: found \"-100\", which makes -10 of the 90 in caseload.csv, row 2, column mean_stay_days; mean_stay_days is a number, 0.01 or more; narrow the interval"},
		{"a lognormal from 0", "a,prices[currency=1].price,,0,20,lognormal,,",
			"uncertainty.csv, row 2, column family: found a lognormal from 0; a lognormal lies above 0; raise low above 0, or choose another family"},
		{"a beta beyond 1", "a,prices[currency=1].price,,10,20,beta,,",
			"uncertainty.csv, row 2, column family: found a beta from 10 to 20; a beta lies between 0 and 1, so its low end is above 0 and its high end below 1; narrow the interval, or choose another family"},
		{"a pert around something else", "a,prices[currency=1].price,,13,20,pert,,",
			"uncertainty.csv, row 2, column family: found a pert from 13 to 20 around 12.5; the most likely value, which is the cell as it stands, lies between low and high; move the interval so that it lies around the cell, or choose another family"},
		{"a pert of a factor around something else", "a,prices.price,multiply,1.1,1.3,pert,,",
			"uncertainty.csv, row 2, column family: found a pert from 1.1 to 1.3 around 1; the most likely value, which is the cell as it stands, lies between low and high; move the interval so that it lies around the cell, or choose another family"},
		{"one pert for cells that differ", "a,prices.price,,10,20,pert,,",
			"uncertainty.csv, row 2, column family: found a pert that is set in cells from 12.5 to 15; the most likely value of a pert is the cell as it stands, and one interval has one; use multiply or add, which move each cell from where it stands, or give each a row of its own"},
		{"draws beyond what a share may be", "a,caseload[currency=1].admitted_share,,0.02,0.2,pert,,",
			"uncertainty.csv, row 2, column family: found a pert with 80% from 0.02 to 0.2, whose draws reach from -0.0531126 to 0.304057; what is drawn is 0 to 1, and no draw is cut off (admitted_share is a fraction from 0 to 1); narrow the interval, or choose beta, which lies between 0 and 1"},
		{"draws of a factor beyond what a share may be", "a,\"moves[from_currency=1,to_currency=14].share\",multiply,0.5,1.5,normal,,",
			"uncertainty.csv, row 2, column family: found a normal with 80% from 0.5 to 1.5, whose draws reach from -2.20297 to 4.20297; what is drawn is 0 to 2, and no draw is cut off (share is a fraction from 0 to 1); narrow the interval"},
		{"cells that are not there", "a,caseload[currency=3].mean_stay_days,multiply,0.9,1.1,pert,,",
			"uncertainty.csv, row 2, column cells: found \"currency=3\"; no row of caseload has this currency; name rows that are there"},
		{"cells with a slip", "a,caseload[contract=nort].mean_stay_days,multiply,0.9,1.1,pert,,",
			"uncertainty.csv, row 2, column cells: found \"contract=nort\"; no row of caseload has this contract; did you mean north?"},
		{"cells that are not there together", "a,\"moves[from_currency=1,to_currency=2|14,share=0.4].share\",multiply,0.9,1.1,pert,,",
			"uncertainty.csv, row 2, column cells: found \"to_currency=14\"; no row of moves has it together with the rest of \"from_currency=1,to_currency=2|14,share=0.4\"; take it out, or check the codes"},
		{"cells of a table without rows", "a,weights.weight,multiply,0.9,1.1,pert,,",
			"uncertainty.csv, row 2, column cells: found \"weights.weight\"; cells of rows that are there, and weights has none; take the row out, or fill weights"},
		{"a blank cell", "a,caseload.growth,add,-0.01,0.01,normal,,",
			"uncertainty.csv, row 2, column cells: found caseload.csv, row 2, column growth, which is blank; a draw moves a number that stands there, as a run without draws uses it; fill that cell, or name the rows that hold a number"},
		{"cells that hold no number", "a,contracts.payment,,1,2,normal,,",
			"uncertainty.csv, row 2, column cells: found \"contracts.payment\", which holds no number; only numbers are drawn; name a column of numbers"},
		{"cells that hold whole numbers", "a,terms.step,,1,2,normal,,",
			"uncertainty.csv, row 2, column cells: found \"terms.step\", which holds whole numbers; what is drawn is no whole number; name a column of other numbers"},
		{"uncertain uncertainty", "a,uncertainty.low,,1,2,normal,,",
			"uncertainty.csv, row 2, column cells: found \"uncertainty.low\"; what is uncertain is a figure of the model, not how uncertain it is; name cells of another table"},
		{"two parameters on the same cells", "a,caseload.mean_stay_days,multiply,0.9,1.1,uniform,,\nb,caseload[currency=2].mean_stay_days,add,-1,1,uniform,,",
			"uncertainty.csv, row 3, column cells: found caseload.csv, row 3, column mean_stay_days, which parameter a moves too (uncertainty.csv, row 2); a cell moves with one parameter; name other cells in one of the two rows"},
		{"a concentration on a beta", "a,caseload[currency=1].admitted_share,,0.05,0.2,beta,50,",
			"uncertainty.csv, row 2, column concentration: found \"50\" for a beta; only a dirichlet has a concentration; leave the cell blank"},
		{"a dirichlet without concentration, with all it does not take", "a,\"moves[contract=*,from_currency=1].share\",multiply,0.1,0.9,dirichlet,,flow",
			strings.Join([]string{
				"uncertainty.csv, row 2, column operation: found \"multiply\" for a dirichlet; a dirichlet draws the shares themselves, which take the cells' place; leave the cell blank",
				"uncertainty.csv, row 2, column low: found \"0.1\" for a dirichlet; a dirichlet takes its means from the cells and its width from concentration; leave the cell blank",
				"uncertainty.csv, row 2, column high: found \"0.9\" for a dirichlet; a dirichlet takes its means from the cells and its width from concentration; leave the cell blank",
				"uncertainty.csv, row 2, column concentration: found nothing; a dirichlet takes its means from the cells and its width from concentration; fill the cell",
				"uncertainty.csv, row 2, column group: found \"flow\" for a dirichlet; the shares of a dirichlet move with each other and with no group; leave the cell blank",
			}, "\n")},
		{"a dirichlet of what are no shares", "a,prices.price,,,,dirichlet,50,",
			"uncertainty.csv, row 2, column cells: found \"prices.price\"; a dirichlet draws shares of one whole: share of the moves out of one currency, share of those recorded in one, weight of the outcomes of one contract; name such shares, or choose beta"},
		{"a dirichlet of shares that are of no whole", "a,caseload.admitted_share,,,,dirichlet,50,",
			"uncertainty.csv, row 2, column cells: found \"caseload.admitted_share\"; a dirichlet draws shares of one whole: share of the moves out of one currency, share of those recorded in one, weight of the outcomes of one contract; name such shares, or choose beta"},
		{"a dirichlet of some of the shares", "a,moves[to_currency=14].share,,,,dirichlet,50,",
			"uncertainty.csv, row 2, column cells: found 1 of the 2 shares of one whole; a dirichlet draws all shares of a whole, so that they stay within it; name moves[contract=*,from_currency=1].share"},
		{"a concentration of next to nobody", "a,\"moves[contract=*,from_currency=1].share\",,,,dirichlet,0.0001,",
			"uncertainty.csv, row 2, column concentration: found a concentration of 0.0001; concentration is a number from 0.001 to 1e+12; give the number of people the shares are as good as seen in"},
		{"a pert whose mean is not the cell", "a,prices[currency=1].price,,12,15,pert,,",
			"uncertainty.csv, row 2, column cells: warning: found a mean of 13.351, where prices.csv, row 2, column price holds 12.5: 0.851012 (6.81%) more; the mean of the draws is the principal projection, and a run without draws uses the cells as they stand; move the interval or the cell if the two should agree"},
		{"a lognormal factor whose mean is not 1", "a,prices.price,multiply,0.5,2,lognormal,,",
			"uncertainty.csv, row 2, column cells: warning: found a mean of 1.15751, which makes the cells 15.8% more on average; the mean of the draws is the principal projection, and a run without draws uses the cells as they stand; move the interval or the cell if the two should agree"},
		{"a sum whose mean is not 0", "a,prices.price,add,-3,1,uniform,,",
			"uncertainty.csv, row 2, column cells: warning: found a mean of -1, which makes the cells 1 less on average; the mean of the draws is the principal projection, and a run without draws uses the cells as they stand; move the interval or the cell if the two should agree"},
		{"means that skew alone puts off their cells, many of them", strings.Join([]string{
			"a,caseload[currency=1].mean_stay_days,,81,100,lognormal,,",
			"b,caseload[currency=2].mean_stay_days,,100,144,lognormal,,",
			"c,caseload[currency=1].starts_per_month,,8,12.5,lognormal,,",
			"d,caseload[currency=2].starts_per_month,,4,6.25,lognormal,,",
			"e,prices[currency=1].price,,12,15,pert,,",
		}, "\n"),
			"uncertainty.csv: warning: found 4 parameters whose means lie off their cells by less than a tenth of their intervals, first in row 2; the mean of the draws is the principal projection, and a run without draws uses the cells as they stand; parity risk says how far that moves results\n" +
				"uncertainty.csv, row 6, column cells: warning: found a mean of 13.351, where prices.csv, row 2, column price holds 12.5: 0.851012 (6.81%) more; the mean of the draws is the principal projection, and a run without draws uses the cells as they stand; move the interval or the cell if the two should agree"},
		{"one figure set in cells that differ", "a,prices.price,,13,14,uniform,,",
			"uncertainty.csv, row 2, column cells: warning: found a mean of 13.5, set in cells from 12.5 to 15; the mean of the draws is the principal projection, and a run without draws uses the cells as they stand; move the interval or the cell if the two should agree"},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines := found(t, uncertain(c.rows, ""))
			if got := strings.Join(lines[1:], "\n"); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestADirichletOfTwoWholes(t *testing.T) {
	files := uncertain("a,moves.share,,,,dirichlet,50,", "")
	files["moves.csv"] = "contract,from_currency,to_currency,share\n*,1,2,0.4\n*,2,1,0.5\n"
	const want = "uncertainty.csv, row 2, column cells: found shares of 2 wholes; a dirichlet draws the shares of one; give each a row of its own: moves[contract=*,from_currency=1].share, moves[contract=*,from_currency=2].share"
	if got := strings.Join(found(t, files)[1:], "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	files = uncertain("a,moves.share,,,,dirichlet,50,", "")
	files["moves.csv"] = "contract,from_currency,to_currency,share\n*,1,2,0\n"
	const nothing = "uncertainty.csv, row 2, column cells: found shares that sum to 0; shares of one whole sum to above 0 and to 1 at most; correct them"
	if got := strings.Join(found(t, files)[1:], "\n"); got != nothing {
		t.Errorf("got\n%s\nwant\n%s", got, nothing)
	}
}

// What only a scenario has may be uncertain, and what a scenario makes of a cell is not held to the
// interval around it.
func TestUncertaintyAndScenarios(t *testing.T) {
	files := uncertain("cap,\"terms[contract=north,step=3].upper\",,0.01,0.03,uniform,,\nprice,prices[currency=1].price,,12,13,pert,,\nstay,caseload[currency=2].mean_stay_days,multiply,0.9,1.1,pert,,", "")
	files["changes.csv"] = changesHeader + `pbr,cap,1,terms,"contract=north,step=3",term,insert,cap,
pbr,cap,2,terms,"contract=north,step=3",settle,insert,year,
pbr,cap,3,terms,"contract=north,step=3",upper,insert,0.02,
pbr,cap,4,terms,"contract=north,step=3",reference,insert,annual_value,
pbr,dear,1,prices,currency=1,price,multiply,1.5,
pbr,close,1,caseload,currency=2,,remove,,
`
	m := read(t, files)
	scenario, err := Apply(m, "pbr")
	if err != nil {
		t.Fatal(err)
	}
	if faults := Check(scenario.Tables).Hard(); len(faults) > 0 {
		t.Error(faults)
	}
	files["uncertainty.csv"] = strings.Replace(files["uncertainty.csv"], "0.01,0.03", "0.01,1.03", 1)
	scenario, err = Apply(read(t, files), "pbr")
	if err != nil {
		t.Fatal(err)
	}
	const want = `uncertainty.csv, row 2, column high: found "1.03" for terms, contract north, step 3, column upper (set by scenario pbr, change cap); upper is a number from -1 to 1; narrow the interval`
	if got := Check(scenario.Tables).Hard().Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	files["uncertainty.csv"] = strings.Replace(files["uncertainty.csv"], "step=3", "step=4", 1)
	const slip = `uncertainty.csv, row 2, column cells: found "step=4"; no row of terms has this step; name rows that are there`
	if _, err = ReadFolder(folderOf(files), "small"); err == nil || err.Error() != slip {
		t.Errorf("got\n%v\nwant\n%s", err, slip)
	}
}

func TestCheckCorrelations(t *testing.T) {
	const rows = `a,caseload[currency=1].mean_stay_days,multiply,0.9,1.1,uniform,,stay
b,caseload[currency=2].mean_stay_days,multiply,0.9,1.1,uniform,,stay
c,caseload.starts_per_month,multiply,0.9,1.1,uniform,,starts
d,prices.price,multiply,0.9,1.1,uniform,,price
`
	for _, c := range []struct{ name, correlations, want string }{
		{"correlations that can be", "stay,starts,0.9\nstarts,price,-0.5\nstay,price,-0.6\n", ""},
		{"the same within a group", "stay,stay,0.5\nstarts,stay,0.4\n", ""},
		{"a group there is not", "stay,start,0.9\n",
			"correlations.csv, row 2, column group_b: found \"start\", which is no group of uncertainty; group_b is a group of the uncertainty table; did you mean starts?"},
		{"a pair a second time", "stay,starts,0.9\nstarts,stay,0.8\n",
			"correlations.csv, row 3: found the groups starts and stay a second time, first in row 2; two groups have one correlation, whichever is named first; take out one of the two rows"},
		{"a rank beyond 1", "stay,starts,1.2\n",
			"correlations.csv, row 2, column rank: found \"1.2\"; rank is a number from -1 to 1; give a number from -1 to 1"},
		{"three that cannot be together", "stay,starts,0.9\nstarts,price,0.8\nstay,price,-0.7\n",
			"correlations.csv, row 2, column rank: found \"0.9\" between stay and starts, the worst pair of correlations that no figures can have together; all correlations make a positive semidefinite matrix: what moves with two others moves them with each other; with the others as they stand -0.17 would do"},
		{"a group apart from itself", "stay,stay,-0.9\n",
			"correlations.csv, row 2, column rank: found \"-0.9\" of stay with itself; within a group ranks lie between 0 and 1, since any number of parameters may join it; give a group of its own to what goes the other way"},
		{"a group of what moves apart with another", "stay,stay,0\nstay,starts,0.3\n",
			"correlations.csv, row 3, column rank: found \"0.3\" between stay and starts, where those of stay do not move together; what moves with another group has a part in common; give stay a rank with itself above 0, or take this row out"},
		{"a group of what moves apart, with none", "stay,stay,0\nstay,starts,0\n", ""},
		{"more with another group than within", "stay,stay,0.25\nstay,starts,0.8\n",
			"correlations.csv, row 3, column rank: found \"0.8\" between stay and starts, the worst pair of correlations that no figures can have together; all correlations make a positive semidefinite matrix: what moves with two others moves them with each other; with the others as they stand 0.49 would do"},
		{"within a group of one", "price,price,0.5\n",
			"correlations.csv, row 2, column group_b: warning: found \"price\" with itself, a group of one parameter; correlation within a group is that of two parameters or more; this one does nothing; take the row out, or give another parameter this group"},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines := found(t, uncertain(rows, c.correlations))
			if got := strings.Join(lines[1:], "\n"); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
