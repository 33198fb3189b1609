package draws

// Family is a family of distributions, named as tables name it.
type Family string

// The families. All but Dirichlet are one figure's and come from an interval.
const (
	PERT      Family = "pert"      // bounded, with a most likely value
	Beta      Family = "beta"      // shares, from 0 to 1
	LogNormal Family = "lognormal" // above 0, as far above as below in proportion
	Uniform   Family = "uniform"   // bounded, nothing likelier than the rest
	Normal    Family = "normal"    // unbounded
	Dirichlet Family = "dirichlet" // shares of one whole, drawn together
)
