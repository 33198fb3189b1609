package clustering

import "strconv"

// Cluster is an adult mental health care cluster by its national code: 0 to 8 and 10 to 21.
type Cluster uint8

const (
	// Variance is the cluster of people whom no cluster describes.
	Variance Cluster = 0
	// UnderReview is a code that the data dictionary keeps for itself: nobody is in it.
	UnderReview Cluster = 9
	// NotClustered is written in place of a cluster where a person is in none. It is no cluster.
	NotClustered Cluster = 99

	lastCluster Cluster = 21
	codes               = int(lastCluster) + 1
)

// ParseCluster reads a cluster's code, with a leading zero or without; false where it is none.
// UnderReview and NotClustered are none.
func ParseCluster(code string) (Cluster, bool) {
	if len(code) < 1 || len(code) > 2 {
		return 0, false
	}
	number := 0
	for i := range len(code) {
		if code[i] < '0' || code[i] > '9' {
			return 0, false
		}
		number = number*10 + int(code[i]-'0')
	}
	if number >= codes || Cluster(number) == UnderReview {
		return 0, false
	}
	return Cluster(number), true
}

// Clusters lists the clusters in the order of their codes, Variance first.
func Clusters() []Cluster {
	list := make([]Cluster, 0, codes-1)
	for c := range Cluster(codes) {
		if c != UnderReview {
			list = append(list, c)
		}
	}
	return list
}

// String is the code without a leading zero.
func (c Cluster) String() string { return strconv.Itoa(int(c)) }

// SuperClass is the super class that national guidance puts the cluster in.
func (c Cluster) SuperClass() SuperClass {
	switch {
	case c == Variance:
		return NoSuperClass
	case c < UnderReview:
		return NonPsychotic
	case c <= lastOfPsychosis:
		return Psychosis
	}
	return Organic
}

const lastOfPsychosis Cluster = 17

// SuperClass is what is decided before a cluster: clusters 1 to 8 are non-psychotic, 10 to 17
// psychosis, 18 to 21 organic (guidance on mental health currencies and payment, 2014/15).
type SuperClass uint8

const (
	NonPsychotic SuperClass = iota
	Psychosis
	Organic
	NoSuperClass // of Variance alone

	superClasses = int(NoSuperClass) + 1
)

// String is the name that grids and results have.
func (s SuperClass) String() string {
	return [superClasses]string{"non-psychotic", "psychosis", "organic", "variance"}[s]
}

// SuperClasses lists the super classes in the order in which ties are decided, that of
// Variance last.
func SuperClasses() []SuperClass {
	return []SuperClass{NonPsychotic, Psychosis, Organic, NoSuperClass}
}

// ParseSuperClass finds a super class that a grid may rate by its name.
func ParseSuperClass(name string) (SuperClass, bool) {
	for _, s := range SuperClasses() {
		if s != NoSuperClass && s.String() == name {
			return s, true
		}
	}
	return 0, false
}
