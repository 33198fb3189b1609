package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/sourcegraph/conc"

	"parity/scenarios"
)

// packer packs a workbook's parts. The rows of the sheets, which are most of it, are packed
// while the library makes the rest of the parts; then the parts are packed about them, and
// written in the order of their names, so that the same content has the same bytes
// (scenarios.StableZip).
type packer struct {
	rows    map[string]*rowSource // of the sheets, by part
	parts   []*part
	packing [2]queue      // the rows, then the parts
	made    func()        // called once there are all the parts there will be
	ready   chan struct{} // closed then
	workers conc.WaitGroup
}

// rowSource writes the rows of the sheet in a part; weight says how many cells they come to.
type rowSource struct {
	part   string
	write  func(io.Writer) error
	weight int
	is     stretch
	err    error
}

// part is one file of the archive.
type part struct {
	name    string
	content bytes.Buffer
	rows    *rowSource // nil but in sheets
	packed  []stretch
	err     error
}

// queue is work for several workers, each of whom takes the next piece.
type queue struct {
	pieces []func(*compressor)
	taken  atomic.Int64
}

func (q *queue) work(c *compressor) {
	for i := q.taken.Add(1) - 1; int(i) < len(q.pieces); i = q.taken.Add(1) - 1 {
		q.pieces[i](c)
	}
}

// newPacker begins to pack the rows of sheets, the largest first, so that the workers end
// together. There is a worker for each processor but the caller's, who joins them in writeTo.
// made is to be called whatever becomes of the parts, to let the workers go.
func newPacker(rows []*rowSource) *packer {
	ready := make(chan struct{})
	p := &packer{rows: map[string]*rowSource{}, ready: ready, made: sync.OnceFunc(func() { close(ready) })}
	rows = slices.SortedStableFunc(slices.Values(rows), func(a, b *rowSource) int { return b.weight - a.weight })
	for _, r := range rows {
		p.rows[r.part] = r
		p.packing[0].pieces = append(p.packing[0].pieces, func(c *compressor) { r.is, r.err = c.pack(r.write, false) })
	}
	for range runtime.GOMAXPROCS(0) - 1 {
		p.workers.Go(p.work)
	}
	return p
}

// work takes part in the packing until all is packed.
func (p *packer) work() {
	c := newCompressor()
	p.packing[0].work(c)
	<-p.ready
	p.packing[1].work(c)
}

// Create opens a part to be written.
func (p *packer) Create(name string) (io.Writer, error) {
	one := &part{name: name, rows: p.rows[name]}
	p.parts = append(p.parts, one)
	return &one.content, nil
}

// AddFS is asked for by the library's interface and never called when it writes a workbook.
func (p *packer) AddFS(fs.FS) error { return fmt.Errorf("workbook parts come one by one") }

// Close ends the library's part of the work.
func (p *packer) Close() error { return nil }

// writeTo packs what is left to pack and writes the archive.
func (p *packer) writeTo(file io.Writer) error {
	slices.SortFunc(p.parts, func(a, b *part) int { return scenarios.ByPart(a.name, b.name) })
	for _, one := range p.parts {
		p.packing[1].pieces = append(p.packing[1].pieces, func(c *compressor) { one.err = one.pack(c) })
	}
	p.made()
	p.work()
	p.workers.Wait()
	w := zip.NewWriter(file)
	for _, one := range p.parts {
		if err := one.writeTo(w); err != nil {
			return fmt.Errorf("%s: %w", one.name, err)
		}
	}
	return w.Close()
}

// pack packs the part but for its rows, which are or will be.
func (p *part) pack(c *compressor) error {
	whole := p.content.Bytes()
	if p.rows == nil {
		return p.add(c, whole, true)
	}
	head, tail, err := aboutRows(whole)
	if err != nil {
		return err
	}
	if err := p.add(c, head, false); err != nil {
		return err
	}
	p.packed = append(p.packed, stretch{}) // the rows
	return p.add(c, tail, true)
}

func (p *part) add(c *compressor, bytes []byte, last bool) error {
	is, err := c.pack(func(w io.Writer) error { _, err := w.Write(bytes); return err }, last)
	p.packed = append(p.packed, is)
	return err
}

// rowsBegin and rowsEnd enclose a sheet's rows; noRows is how a sheet without any is written.
const rowsBegin, rowsEnd, noRows = "<sheetData>", "</sheetData>", "<sheetData/>"

// aboutRows is what stands before and after a sheet's rows.
func aboutRows(sheet []byte) (head, tail []byte, err error) {
	if before, after, found := bytes.Cut(sheet, []byte(noRows)); found {
		return slices.Concat(before, []byte(rowsBegin)), slices.Concat([]byte(rowsEnd), after), nil
	}
	from, end := bytes.Index(sheet, []byte(rowsBegin)), bytes.Index(sheet, []byte(rowsEnd))
	if from < 0 || end < from {
		return nil, nil, fmt.Errorf("the sheet has no place for its rows")
	}
	return sheet[:from+len(rowsBegin)], sheet[end:], nil
}

// writeTo writes the part into the archive.
func (p *part) writeTo(w *zip.Writer) error {
	if p.err != nil {
		return p.err
	}
	if p.name == scenarios.ContentTypesPart {
		return scenarios.CopyContentTypes(w, &p.content)
	}
	if p.rows != nil {
		if p.rows.err != nil {
			return p.rows.err
		}
		p.packed[1] = p.rows.is
	}
	header := &zip.FileHeader{Name: p.name, Method: zip.Deflate}
	for _, s := range p.packed {
		header.CRC32 = joined(header.CRC32, s)
		header.UncompressedSize64 += s.size
		header.CompressedSize64 += uint64(len(s.packed))
	}
	to, err := w.CreateRaw(header)
	for _, s := range p.packed {
		if err == nil {
			_, err = to.Write(s.packed)
		}
	}
	return err
}
