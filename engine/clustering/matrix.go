package clustering

import "math"

// Matrix counts people by the cluster a clinician recorded and the cluster that is suggested:
// Matrix[recorded][suggested], by national code.
type Matrix [codes][codes]int

// ClassMatrix counts them by super class: ClassMatrix[recorded][suggested].
type ClassMatrix [superClasses][superClasses]int

// SuperClasses is the same people by super class.
func (m *Matrix) SuperClasses() ClassMatrix {
	var classes ClassMatrix
	for _, recorded := range Clusters() {
		for _, suggested := range Clusters() {
			classes[recorded.SuperClass()][suggested.SuperClass()] += m[recorded][suggested]
		}
	}
	return classes
}

// Recorded is how many people are recorded in a cluster.
func (m *Matrix) Recorded(c Cluster) int {
	people := 0
	for _, n := range m[c] {
		people += n
	}
	return people
}

// Suggested is how many people a cluster is suggested for.
func (m *Matrix) Suggested(c Cluster) int {
	people := 0
	for recorded := range m {
		people += m[recorded][c]
	}
	return people
}

// Agreement is what the matrix comes to.
func (m *Matrix) Agreement() Agreement {
	return agreement(len(m), func(i, j int) int { return m[i][j] })
}

// Agreement is what the matrix comes to.
func (m *ClassMatrix) Agreement() Agreement {
	return agreement(len(m), func(i, j int) int { return m[i][j] })
}

// Agreement says how far two classifications of the same people agree, and how far beyond what
// chance would give.
type Agreement struct {
	People   int
	Agree    int     // people whom both put in the same class
	Expected float64 // the share that would agree by chance, with these totals
	Kappa    float64 // Cohen's kappa
	Error    float64 // its standard error
	Defined  bool    // kappa is: there are people, and not all in one class by both
}

// Share is the share of people whom both put in the same class.
func (a *Agreement) Share() float64 { return float64(a.Agree) / float64(max(a.People, 1)) }

// normal95 is the distance, in standard errors, that 95% of a normal distribution lies within.
const normal95 = 1.959963984540054

// Interval is the 95% confidence interval of kappa.
func (a *Agreement) Interval() (low, high float64) {
	return max(-1, a.Kappa-normal95*a.Error), min(1, a.Kappa+normal95*a.Error)
}

// agreement is Cohen's kappa (J. Cohen, "A coefficient of agreement for nominal scales",
// Educational and Psychological Measurement 20, 1960) with the standard error of J. L. Fleiss,
// J. Cohen and B. S. Everitt, "Large sample standard errors of kappa and weighted kappa",
// Psychological Bulletin 72, 1969, as J. L. Fleiss, B. Levin and M. C. Paik write it (Statistical
// Methods for Rates and Proportions, 3rd edition, Wiley, 2003, section 18.1).
func agreement(classes int, count func(i, j int) int) Agreement {
	rows, columns := make([]float64, classes), make([]float64, classes)
	a := Agreement{}
	for i := range classes {
		for j := range classes {
			a.People += count(i, j)
		}
		a.Agree += count(i, i)
	}
	if a.People == 0 {
		return a
	}
	n := float64(a.People)
	for i := range classes {
		for j := range classes {
			rows[i] += float64(count(i, j)) / n
			columns[j] += float64(count(i, j)) / n
		}
	}
	for i := range classes {
		a.Expected += rows[i] * columns[i]
	}
	for i := range classes {
		if count(i, i) == a.People {
			return a // all in one class by both: chance could not do otherwise
		}
	}
	a.Defined = true
	a.Kappa = (a.Share() - a.Expected) / (1 - a.Expected)
	agreed, other := 0.0, 0.0
	for i := range classes {
		agreed += float64(count(i, i)) / n * square(1-(rows[i]+columns[i])*(1-a.Kappa))
		for j := range classes {
			if i != j {
				other += float64(count(i, j)) / n * square(columns[i]+rows[j])
			}
		}
	}
	variance := agreed + square(1-a.Kappa)*other - square(a.Kappa-a.Expected*(1-a.Kappa))
	a.Error = math.Sqrt(max(0, variance)) / ((1 - a.Expected) * math.Sqrt(n)) // rounding may take nothing below nothing
	return a
}

func square(x float64) float64 { return x * x }
