package draws

// Parameter is something uncertain: a figure, or shares of a whole, which make one figure
// each. Exactly one of Of and Shares is given.
type Parameter struct {
	Name   string // its draws lie at the address of the name
	Of     Distribution
	Shares *Shares
	Group  string // blank: it moves with no other
}

// Correlation is the rank correlation (Spearman's) of two groups; of a group with itself, that
// of any two of its parameters. Groups that none names are independent, and the parameters
// of a group move as one.
type Correlation struct {
	A, B string
	Rank float64 // from -1 to 1
}
