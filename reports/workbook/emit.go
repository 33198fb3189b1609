package workbook

import (
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// emit turns the plan into a workbook. The library makes everything but the rows: sheets,
// styles, charts, print set-up. The rows, some two hundred thousand cells, are written
// straight into the archive and packed beside it (rows.go, pack.go): the library's own ways
// take three times the time and twice the memory, or lose the values of formulas.
func (b *book) emit(w io.Writer, caches bool) error {
	f := excelize.NewFile()
	defer f.Close()
	styles, err := b.styles(f)
	if err != nil {
		return err
	}
	var rows []*rowSource
	for i, s := range b.sheets {
		rows = append(rows, &rowSource{
			part:   "xl/worksheets/sheet" + strconv.Itoa(i+1) + ".xml",
			write:  func(w io.Writer) error { return s.writeRows(w, styles, caches) },
			weight: len(s.rows) * s.breadth(),
		})
	}
	p := newPacker(rows)
	defer p.made()
	if err := b.prepare(f); err != nil {
		return err
	}
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return p })
	if err := f.Write(io.Discard); err != nil { // which leaves the parts with the packer
		return err
	}
	return p.writeTo(w)
}

// styles makes every style the plan uses, in the order in which they first appear.
func (b *book) styles(f *excelize.File) (map[style]int, error) {
	ids := map[style]int{}
	add := func(s style) error {
		if _, known := ids[s]; known {
			return nil
		}
		id, err := f.NewStyle(s.excel())
		ids[s] = id
		return err
	}
	for _, s := range b.sheets {
		for _, r := range s.rows {
			for _, c := range r.cells {
				if err := add(c.style); err != nil {
					return nil, err
				}
			}
			if r.series != nil {
				if err := add(r.series.style); err != nil {
					return nil, err
				}
			}
		}
	}
	return ids, nil
}
