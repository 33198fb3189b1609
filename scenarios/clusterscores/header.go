package clusterscores

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"parity/engine/clustering"
	"parity/scenarios"
)

// The columns of an extract beside those of the scales.
const (
	personColumn  = "person"
	clusterColumn = "cluster"
	scalePrefix   = "scale_" // scale_6 is 6
)

// separators may stand between cells, the likeliest first.
const separators = ",;\t|"

// columns says where an extract has what is read of it; -1 where it has not.
type columns struct {
	count           int
	names           []string // as the header spells them
	scales          [clustering.ScaleCount]int
	person, cluster int
	unused          []string
}

// readHeader finds the columns of the header at a place. There are no faults where the extract
// can be read.
func readHeader(place string, cells [][]byte) (*columns, scenarios.Faults) {
	c := &columns{count: len(cells), person: -1, cluster: -1}
	for s := range c.scales {
		c.scales[s] = -1
	}
	var faults scenarios.Faults
	for i, cell := range cells {
		spelled := string(bytes.TrimSpace(cell))
		c.names = append(c.names, spelled)
		name := strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(spelled))
		to := &c.person
		scale, isScale := clustering.ParseScale(strings.TrimPrefix(name, scalePrefix))
		switch {
		case isScale:
			to = &c.scales[scale]
		case name == clusterColumn:
			to = &c.cluster
		case name != personColumn:
			c.unused = append(c.unused, spelled)
			continue
		}
		if *to >= 0 {
			faults = append(faults, scenarios.Fault{Place: place, Found: fmt.Sprintf("the column %s a second time", spelled), Allowed: "each column stands once", Remedy: "take one of the two out"})
			continue
		}
		*to = i
	}
	var missing []string
	for s, at := range c.scales {
		if at < 0 {
			missing = append(missing, clustering.Scale(s).Code())
		}
	}
	if len(missing) > 0 {
		found := "no column for scale " + strings.Join(missing, ", ")
		if len(c.unused) > 0 {
			found += "; not read are " + strings.Join(c.unused[:min(len(c.unused), mostNamed)], ", ")
		}
		faults = append(faults, scenarios.Fault{Place: place, Found: found,
			Allowed: fmt.Sprintf("an extract has a column for each of the %d scales, headed 1 to 13 and A to E, or scale_1 to scale_E", clustering.ScaleCount),
			Remedy:  "add the column, with 9 where a score is not known, or rename it"})
	}
	return c, faults
}

// mostNamed is how many columns that are not read a message names.
const mostNamed = 10

// separatorOf is the sign that stands most often in a header.
func separatorOf(line []byte) byte {
	best := separators[0]
	for i := range separators {
		if bytes.Count(line, []byte{separators[i]}) > bytes.Count(line, []byte{best}) {
			best = separators[i]
		}
	}
	return best
}

// Unused lists the columns that are not read.
func (r *Reader) Unused() []string { return slices.Clone(r.columns.unused) }

// NamesPeople says whether the extract has a column for the person.
func (r *Reader) NamesPeople() bool { return r.columns.person >= 0 }

// HasClusters says whether it has a column for the recorded cluster.
func (r *Reader) HasClusters() bool { return r.columns.cluster >= 0 }
