package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"sync/atomic"

	"github.com/klauspost/compress/flate"
	"github.com/sourcegraph/conc"

	"parity/scenarios"
)

// packer takes the parts of a workbook from the library. Then it puts the rows into the
// sheets, packs the parts at the same time, and writes them in the order of their names, so
// that the same content has the same bytes (scenarios.StableZip).
type packer struct {
	rows  map[string]rowSource // of the sheets, by part
	parts []*part
}

// rowSource writes a sheet's rows; weight says how many cells they come to.
type rowSource struct {
	write  func(io.Writer) error
	weight int
}

// part is one file of the archive.
type part struct {
	name    string
	content bytes.Buffer
	rowSource
	packed []byte
	sum    uint32
	size   uint64
	err    error
}

// Create opens a part to be written.
func (p *packer) Create(name string) (io.Writer, error) {
	one := &part{name: name, rowSource: p.rows[name]}
	p.parts = append(p.parts, one)
	return &one.content, nil
}

// AddFS is asked for by the library's interface and never called when it writes a workbook.
func (p *packer) AddFS(fs.FS) error { return fmt.Errorf("workbook parts come one by one") }

// Close ends the library's part of the work.
func (p *packer) Close() error { return nil }

// writeTo packs the parts and writes the archive.
func (p *packer) writeTo(file io.Writer) error {
	slices.SortFunc(p.parts, func(a, b *part) int { return scenarios.ByPart(a.name, b.name) })
	if err := p.pack(); err != nil {
		return err
	}
	w := zip.NewWriter(file)
	for _, one := range p.parts {
		if one.name == scenarios.ContentTypesPart {
			if err := scenarios.CopyContentTypes(w, &one.content); err != nil {
				return fmt.Errorf("%s: %w", one.name, err)
			}
			continue
		}
		to, err := w.CreateRaw(&zip.FileHeader{Name: one.name, Method: zip.Deflate, CRC32: one.sum,
			CompressedSize64: uint64(len(one.packed)), UncompressedSize64: one.size})
		if err != nil {
			return err
		}
		if _, err := to.Write(one.packed); err != nil {
			return err
		}
	}
	return w.Close()
}

// pack compresses the parts, a worker for each processor; each keeps its compressor, which
// is larger than most parts. The largest are begun first, so that the workers end together.
func (p *packer) pack() error {
	queue := slices.Clone(p.parts)
	slices.SortStableFunc(queue, func(a, b *part) int { return b.weight - a.weight })
	var next atomic.Int64
	var wait conc.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			var packed bytes.Buffer // of the part at hand
			compressor, err := flate.NewWriter(&packed, flate.BestSpeed)
			for i := next.Add(1) - 1; int(i) < len(queue); i = next.Add(1) - 1 {
				one := queue[i]
				if one.err = err; err == nil {
					packed.Reset()
					compressor.Reset(&packed)
					one.err = one.pack(compressor)
					one.packed = bytes.Clone(packed.Bytes())
				}
			}
		})
	}
	wait.Wait()
	for _, one := range p.parts {
		if one.err != nil {
			return fmt.Errorf("%s: %w", one.name, one.err)
		}
	}
	return nil
}

// pack compresses the part, with its rows where it is a sheet.
func (p *part) pack(packed *flate.Writer) error {
	to := &measured{to: packed}
	if err := p.fill(to); err != nil {
		return err
	}
	p.sum, p.size = to.sum, to.size
	return packed.Close()
}

// rowsPlace is where a sheet's rows go, in the two ways there are to write it.
var rowsPlace = [...]struct{ from, to string }{{"<sheetData>", "</sheetData>"}, {"<sheetData/>", "<sheetData/>"}}

// fill writes the part with its rows in their place.
func (p *part) fill(to io.Writer) error {
	content := p.content.Bytes()
	if p.rowSource.write == nil {
		_, err := to.Write(content)
		return err
	}
	for _, place := range rowsPlace {
		from := bytes.Index(content, []byte(place.from))
		end := bytes.Index(content, []byte(place.to))
		if from < 0 || end < from {
			continue
		}
		head, tail := content[:from], content[end+len(place.to):]
		for _, step := range []func() error{
			func() error { _, err := to.Write(head); return err },
			func() error { _, err := io.WriteString(to, "<sheetData>"); return err },
			func() error { return p.rowSource.write(to) },
			func() error { _, err := io.WriteString(to, "</sheetData>"); return err },
			func() error { _, err := to.Write(tail); return err },
		} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("the sheet has no place for its rows")
}

// measured counts and sums what is written.
type measured struct {
	to   io.Writer
	sum  uint32
	size uint64
}

func (m *measured) Write(p []byte) (int, error) {
	m.sum = crc32.Update(m.sum, crc32.IEEETable, p)
	m.size += uint64(len(p))
	return m.to.Write(p)
}
