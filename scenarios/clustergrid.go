package scenarios

import (
	"bufio"
	_ "embed" // the illustrative grid
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"parity/engine/clustering"
)

//go:embed grids/illustrative.csv
var illustrativeGrid []byte

// IllustrativeGrid is the name of the embedded rating grid, which is invented.
const IllustrativeGrid = "illustrative"

// ClusterGrid is a rating grid of the Mental Health Clustering Tool, and what is known of it.
type ClusterGrid struct {
	*clustering.Grid
	Input    Input
	Evidence string                        // the weakest class of evidence of its rows; "" where none says
	Names    map[clustering.Cluster]string // what the clusters are called
}

// Illustrative says whether any of the grid is invented.
func (g *ClusterGrid) Illustrative() bool {
	return g.Evidence == "illustrative" || g.Evidence == "missing"
}

// WholeIllustrativeGrid is the CSV of the embedded grid, to put another in its place.
func WholeIllustrativeGrid() []byte { return slices.Clone(illustrativeGrid) }

// anyClusterScale stands in a grid for every scale that a cluster or super class has no row for.
const anyClusterScale = anyValue

// clusterGridSchema is what a rating grid says. It is no table of a model.
var clusterGridSchema = Schema{
	Table: "cluster_grid", Title: "Rating grid", Key: []string{"cluster", "scale", "rating", "low"}, Input: true,
	Doc: "What people of each care cluster score on the scales of the Mental Health Clustering Tool: the grid of `parity cluster`, a CSV file of its own and no table of a model.",
	Columns: []Column{
		{Name: "cluster", Kind: Code, Required: true, Doc: "The cluster, 1 to 8 or 10 to 21, or a super class as a whole: non-psychotic, psychosis or organic. A cluster is rated on all 18 scales. Super classes are rated all or none, on the scales that tell them apart."},
		{Name: "scale", Kind: Code, Required: true, Any: true, Doc: "The scale: 1 to 13, rated as things are now, or A to E, rated as they have been. * is every scale for which the cluster has no other row."},
		{Name: "rating", Kind: Choice, Required: true, Choices: clustering.Ratings(), Doc: "must: a red rule; a score outside every must of the scale keeps people out of the cluster. expected: what people in it score. may: what some do. unlikely: what hardly any do, which is also taken of scores without a row. A must may overlap the others; a score that only a must has is expected, or may where the scale has an expected."},
		{Name: "low", Kind: Whole, Required: true, Min: new(0.0), Max: new(float64(clustering.MaxScore)), Unit: "score", Doc: "The lowest score of the range."},
		{Name: "high", Kind: Whole, Required: true, Min: new(0.0), Max: new(float64(clustering.MaxScore)), Unit: "score", Doc: "The highest score of the range."},
		{Name: EvidenceColumn, Kind: Choice, Choices: evidenceChoices, Doc: "How the row is known. Where any row is illustrative, all that comes of the grid says so."},
		{Name: SourceColumn, Kind: Text, Doc: "Where the row comes from."},
		{Name: NoteColumn, Kind: Text, Doc: "Anything a reader of the row should know."},
	},
}

// LoadClusterGrid reads a rating grid from a CSV file, or the embedded one by its name. The
// error is Faults where something is wrong with the grid.
func LoadClusterGrid(name string) (*ClusterGrid, error) {
	if name == IllustrativeGrid {
		return ReadClusterGrid(IllustrativeGrid, illustrativeGrid)
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("open the grid: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, Faults{notRegular(filepath.Base(name), "a rating grid is a CSV file", "give the file")}
	}
	if info.Size() > maxBytes {
		return nil, Faults{{Place: filepath.Base(name), Found: "a file that is too large", Allowed: fmt.Sprintf("a rating grid has at most %d MiB", maxBytes>>20), Remedy: "give the grid"}}
	}
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read the grid: %w", err)
	}
	return ReadClusterGrid(filepath.Base(name), content)
}

// ReadClusterGrid reads a rating grid from the content of a CSV file. The error is Faults with
// everything that is wrong with it.
func ReadClusterGrid(place string, content []byte) (*ClusterGrid, error) {
	schema := &clusterGridSchema
	read, faults := readCSV(place, content)
	faults = faults.Hard()
	if read.header == nil {
		return nil, faults
	}
	t, found := read.table(schema)
	faults = append(append(faults, found...), checkValues(t)...)
	g := &ClusterGrid{Input: inputOf(place, content), Names: clusterNames(), Evidence: weakest(t)}
	rows, from, found := clusterRows(t)
	faults = append(faults, found...)
	if len(faults) == 0 && len(t.Rows) == 0 {
		faults = Faults{{Place: place, Found: "no rows", Allowed: "a grid rates the clusters", Remedy: "fill it in; docs/tables.md has its columns"}}
	}
	if len(faults) == 0 {
		var wrong []*clustering.RowError
		g.Grid, wrong = clustering.NewGrid(rows)
		faults = rowFaults(t, from, wrong)
	}
	if len(faults) > 0 {
		faults.sort()
		return nil, faults
	}
	return g, nil
}

// clusterRows turns the rows of a table into those of a grid. From says for each of them which
// row of the table it came from.
func clusterRows(t *Table) (rows []clustering.Row, from []int, faults Faults) {
	type own struct {
		cluster string
		scale   clustering.Scale
	}
	stated := map[own]bool{}
	parsed := make([]clustering.Row, len(t.Rows))
	for i := range t.Rows {
		row, found := clusterRow(t, i)
		faults = append(faults, found...)
		parsed[i] = row
		if t.Cell(i, "scale") != anyClusterScale {
			stated[own{clusterCode(t.Cell(i, "cluster")), row.Scale}] = true
		}
	}
	if len(faults) > 0 {
		return nil, nil, faults
	}
	for i, row := range parsed {
		if t.Cell(i, "scale") != anyClusterScale {
			rows, from = append(rows, row), append(from, i)
			continue
		}
		for s := range clustering.Scale(clustering.ScaleCount) {
			if !stated[own{clusterCode(t.Cell(i, "cluster")), s}] {
				row.Scale = s
				rows, from = append(rows, row), append(from, i)
			}
		}
	}
	return rows, from, nil
}

// clusterRow reads one row, whose cells have been checked against their columns.
func clusterRow(t *Table, i int) (row clustering.Row, faults Faults) {
	cluster, scale := t.Cell(i, "cluster"), t.Cell(i, "scale")
	var ok bool
	if row.Cluster, ok = clustering.ParseCluster(cluster); !ok && cluster != "" {
		row.OfSuperClass = true
		if row.SuperClass, ok = clustering.ParseSuperClass(strings.ToLower(cluster)); !ok {
			faults = append(faults, t.Fault(i, "cluster", quoted(cluster), "cluster is 1 to 8 or 10 to 21, or non-psychotic, psychosis or organic",
				didYouMean(cluster, []string{"non-psychotic", "psychosis", "organic"}, "give one of these")))
		}
	}
	if row.Scale, ok = clustering.ParseScale(scale); !ok && scale != anyClusterScale && scale != "" {
		faults = append(faults, t.Fault(i, "scale", quoted(scale), "scale is 1 to 13 or A to E, or * for those without a row", "give one of these"))
	}
	row.Rating = clustering.Rating(max(0, slices.Index(clustering.Ratings(), t.Cell(i, "rating"))))
	low, _ := strconv.Atoi(t.Cell(i, "low"))   // checkValues has said what is wrong with it
	high, _ := strconv.Atoi(t.Cell(i, "high")) // and with this
	row.Low, row.High = clustering.Score(low), clustering.Score(high)
	return row, faults
}

// rowFaults places what is wrong with a grid in its table, each row's first fault.
func rowFaults(t *Table, from []int, wrong []*clustering.RowError) (faults Faults) {
	said := map[int]bool{}
	for _, e := range wrong {
		if e.Row < 0 {
			faults = append(faults, Fault{Place: t.Place, Found: e.Found, Allowed: e.Allowed, Remedy: e.Remedy})
		} else if i := from[e.Row]; !said[i] {
			said[i] = true
			faults = append(faults, t.Fault(i, "", e.Found, e.Allowed, e.Remedy))
		}
	}
	return faults
}

// weakest is the weakest class of evidence of a table's rows.
func weakest(t *Table) string {
	at := -1
	for i := range t.Rows {
		at = max(at, slices.Index(evidenceChoices, t.Cell(i, EvidenceColumn)))
	}
	if at < 0 {
		return ""
	}
	return evidenceChoices[at]
}

// clusterPack is the pack that the clusters' names come from.
const clusterPack = "mh-clusters"

func clusterNames() map[clustering.Cluster]string {
	names := map[clustering.Cluster]string{}
	pack, err := readEmbedded(packsFolder, clusterPack)
	if err != nil {
		return names // a test holds that it can be read
	}
	t := pack.Table("currencies")
	for i := range t.Rows {
		if c, ok := clustering.ParseCluster(t.Cell(i, "currency")); ok {
			names[c] = t.Cell(i, "name")
		}
	}
	return names
}

// WriteClusterGridDoc describes the columns of a rating grid, as docs/tables.md does those of the
// tables of a model.
func WriteClusterGridDoc(w io.Writer) error {
	b := bufio.NewWriter(w)
	describeTable(b, &clusterGridSchema)
	return b.Flush()
}
