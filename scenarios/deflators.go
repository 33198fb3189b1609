package scenarios

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// deflatorsPack holds the releases that come with Parity.
const deflatorsPack = "deflators"

// Deflators are the releases of deflators that are held: those of an indices table in a CSV
// file where path is not "", and after them those that come with Parity. The error is Faults
// where the file is wrong.
func Deflators(path string) ([]*engine.Deflator, []Input, error) {
	pack, err := readEmbedded(packsFolder, deflatorsPack)
	if err != nil {
		return nil, nil, err
	}
	held := deflatorsOf(pack.Table("indices"))
	if path == "" {
		return held, nil, nil
	}
	schema, _ := SchemaOf("indices")
	t, _, faults, inputs, err := readTableFile(path, schema)
	if err != nil {
		return nil, nil, err
	}
	faults = append(faults, checkOneRelease(t)...)
	own := deflatorsOf(t)
	for _, d := range own {
		if slices.ContainsFunc(held, func(h *engine.Deflator) bool { return h.Name == d.Name }) {
			faults = append(faults, Fault{Place: t.Place, Found: fmt.Sprintf("the index %s, which comes with Parity", quoted(d.Name)), Allowed: "each index has one release", Remedy: "give yours another name"})
		}
	}
	if hard := faults.Hard(); len(hard) > 0 {
		hard.sort()
		return nil, nil, hard
	}
	return append(own, held...), inputs, nil
}

// deflatorsOf are the indices of a table, in the order in which they first stand there.
func deflatorsOf(t *Table) []*engine.Deflator {
	var list []*engine.Deflator
	for row := range t.Rows {
		name := t.Cell(row, "index")
		if name != "" && !slices.ContainsFunc(list, func(d *engine.Deflator) bool { return d.Name == name }) {
			list = append(list, deflatorOf(t, name))
		}
	}
	return list
}

// deflatorOf is one index of a table, its years in order; without any where the table has
// no such index.
func deflatorOf(t *Table, name string) *engine.Deflator {
	d := &engine.Deflator{Name: name}
	for row := range t.Rows {
		if t.Cell(row, "index") != name {
			continue
		}
		year, _ := tariff.ParseYear(t.Cell(row, "year"))
		d.Index = append(d.Index, engine.YearIndex{Year: year, Value: numberOr(t.Cell(row, "value"), decimal.Zero)})
		d.Release = t.Cell(row, "release")
	}
	slices.SortFunc(d.Index, func(a, b engine.YearIndex) int { return int(a.Year - b.Year) })
	return d
}

// checkIndices holds each index to one release: ratios between the levels of two say nothing.
func checkIndices(m *Model) Faults { return checkOneRelease(m.Table("indices")) }

func checkOneRelease(t *Table) Faults {
	var faults Faults
	first := map[string]int{}
	for row := range t.Rows {
		name, release := t.Cell(row, "index"), t.Cell(row, "release")
		at, seen := first[name]
		if !seen {
			first[name] = row
			continue
		}
		if earlier := t.Cell(at, "release"); earlier != release {
			faults = append(faults, t.Fault(row, "release", quoted(release)+" where the index "+name+" begins with "+quoted(earlier),
				"all years of an index are of one release, as levels of two cannot be compared", "give each release an index of its own"))
		}
	}
	return faults
}

// readTableFile reads one CSV file as a table of a schema, with the raw cells of each row by
// the column's place in the schema. Faults hold what is wrong with it by itself; the error is
// of a file that cannot be read at all.
func readTableFile(path string, schema *Schema) (*Table, [][]string, Faults, []Input, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, nil, nil, fmt.Errorf("open the file: %w", err)
	}
	name := filepath.Base(path)
	if !info.Mode().IsRegular() {
		return &Table{Schema: schema, Place: name}, nil, Faults{notRegular(name, "a table is a CSV file", "give the file itself")}, nil, nil
	}
	content, err := readBounded(os.DirFS(filepath.Dir(path)), name, maxBytes)
	if err != nil {
		return nil, nil, nil, nil, fmt.Errorf("read %s: %w", name, err)
	}
	t, raw, faults := readTable(name, content, schema)
	return t, raw, faults, []Input{inputOf(name, content)}, nil
}

// readTable reads the content of a CSV file as a table of a schema.
func readTable(name string, content []byte, schema *Schema) (*Table, [][]string, Faults) {
	g, faults := readCSV(name, content)
	if g.header == nil {
		return &Table{Schema: schema, Place: name}, nil, faults
	}
	t, found := g.table(schema)
	faults = append(faults, found...)
	known := map[string]bool{}
	for _, f := range faults {
		known[f.Place] = true
	}
	for _, f := range append(checkValues(t), checkKeys(t)...) {
		if !known[f.Place] {
			faults = append(faults, f)
		}
	}
	return t, g.raw(schema), faults
}

// raw are the cells as they stand in the file, by the column's place in the schema, of the
// rows that are not blank.
func (g *grid) raw(schema *Schema) [][]string {
	var rows [][]string
	for _, row := range g.rows {
		if blankRow(row.cells) {
			continue
		}
		cells := make([]string, len(schema.Columns))
		for i, cell := range row.cells {
			if i < len(g.header) {
				if at := schema.Index(headerName(g.header[i])); at >= 0 {
					cells[at] = cell
				}
			}
		}
		rows = append(rows, cells)
	}
	return rows
}
