package workbook

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"sync"

	"github.com/xuri/excelize/v2"
)

// packer takes the parts of a workbook and packs them at the same time, in the order of
// their names.
type packer struct {
	to    io.Writer
	parts []*part
}

// part is one file of the archive.
type part struct {
	name    string
	content bytes.Buffer
	packed  bytes.Buffer
	err     error
}

func newPacker(w io.Writer) excelize.ZipWriter { return &packer{to: w} }

// Create opens a part to be written.
func (p *packer) Create(name string) (io.Writer, error) {
	one := &part{name: name}
	p.parts = append(p.parts, one)
	return &one.content, nil
}

// AddFS adds nothing: excelize asks for it only to write workbooks it has unpacked itself.
func (p *packer) AddFS(fs.FS) error { return nil }

// Close packs what was written.
func (p *packer) Close() error {
	slices.SortFunc(p.parts, func(a, b *part) int { return bytes.Compare([]byte(a.name), []byte(b.name)) })
	var wait sync.WaitGroup
	for _, one := range p.parts {
		wait.Go(one.pack)
	}
	wait.Wait()
	w := zip.NewWriter(p.to)
	for _, one := range p.parts {
		if one.err != nil {
			return one.err
		}
		to, err := w.CreateRaw(&zip.FileHeader{Name: one.name, Method: zip.Deflate, CRC32: crc32.ChecksumIEEE(one.content.Bytes()),
			CompressedSize64: uint64(one.packed.Len()), UncompressedSize64: uint64(one.content.Len())})
		if err != nil {
			return err
		}
		if _, err := to.Write(one.packed.Bytes()); err != nil {
			return err
		}
	}
	return w.Close()
}

func (p *part) pack() {
	w, err := flate.NewWriter(&p.packed, flate.BestSpeed)
	if err != nil {
		p.err = err
		return
	}
	if _, p.err = w.Write(p.content.Bytes()); p.err == nil {
		p.err = w.Close()
	}
}
