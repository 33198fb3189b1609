package reports

import (
	"bufio"
	"fmt"
	"io"
)

// riskFigureDocs says what each figure of a RiskRow is.
var riskFigureDocs = [...]struct{ figure, of, meaning string }{
	{riskStands, "any item, or a difference", "the figure of the run without draws, as the cells stand"},
	{riskMean, "any item, or a difference", "mean of the draws: the principal projection"},
	{riskApart, "any item", "mean less stands"},
	{riskSD, "any item, or a difference", "standard deviation"},
	{riskLeast + ", " + riskMost, "any item", "the least and the most of all draws"},
	{"p0 to p100", "any item, or a difference", "quantiles: the figure that a draw lies below with that chance in a hundred; all of them for the totals of the whole run (the S-curve), some for other figures"},
	{riskDeficit, "surplus", "chance of less than nothing"},
	{riskShortfall, "any item", "mean of the worst tenth of draws: the lowest of a surplus, the highest of all else"},
	{riskAbove + ", " + riskBelow, "a difference", "chance that the scenario has more, or less, than the one it is against"},
	{riskCorrelation, "a difference, bearing", "of the two scenarios' figures; of payment and cost"},
	{riskBinds, "a term", "chance that the term's line is other than zero"},
	{riskWhenBinding, "a term", "mean of the draws in which it binds"},
	{riskPaymentSD + ", " + riskCostSD + ", " + riskSurplusSD, bearingItem, "standard deviations of the contract's payment, cost and surplus over the whole run"},
	{riskShare, bearingItem, "the surplus's variance over that and the payment's together"},
	{riskCommissioner + ", " + riskProvider, bearingItem, "how much of a pound by which cost varies falls on each"},
	{riskDrawsToHalve, "any item, or a difference", "how many draws would halve the Monte Carlo errors; only where they are large"},
}

func writeRiskFigures(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprint(out, `
## Figures of draws

The CSV and the JSON of `+"`parity risk`"+` have one figure a row:

    `+riskColumns+`

Without month and year a row is of the whole run. `+"`against`"+` names the baseline where the row is the difference from it, draw by draw; of all
income over the run there is the chance to have more than every other scenario too. The
item is `+"`income`, `cost` or `surplus`"+`, of all or of one contract or provider; a term by its kind, with its step; `+"`cost_stranded`"+`, which is a provider's and in
the cost of no contract; `+"`not_delivered/`*resource*"+`;
`+"`consequence/`*sector*"+`, what that costs elsewhere, in no payment and no cost; or
`+"`"+bearingItem+"`"+`, who bears the risk of a contract. `+"`error`"+` is the Monte Carlo error, one standard error, and `+"`bin_error`"+` how far a month's quantile may be
off where a run of more than 10,000 draws counts months in bins. Money is to the penny, care to the thousandth, shares to six places. Figures
of different rows are never to be added but for stands, mean and apart, which add as flows do ([methods.md](methods.md), "What the draws come to").

| figure | of | meaning |
|---|---|---|
`)
	for _, doc := range riskFigureDocs {
		fmt.Fprintf(out, "| %s | %s | %s |\n", doc.figure, doc.of, doc.meaning)
	}
	return out.Flush()
}
