package extract

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Source is an extract to read, whatever its form: its text is UTF-8 without a byte order
// mark.
type Source struct {
	Name     string // without folder
	Size     int64  // in bytes as it lies; 0 where it is not known
	Workbook bool   // a sheet, whose rows are read as lines

	path   string      // blank for standard input and whatever else is read only once
	opened os.FileInfo // of path
	summed hash.Hash   // of the bytes of what is read only once; nil where nobody asks
	text   io.Reader
	read   atomic.Int64 // bytes, as it lies
	closes []io.Closer
}

// StandardInput is the name under which standard input is read.
const StandardInput = "-"

// Open finds out what form an extract has by its first bytes, not its name: CSV in UTF-8 or
// UTF-16, the same in gzip or zstd, or a workbook's first sheet. The error is *FormError where
// it is none of these.
func Open(path string, stdin io.Reader) (*Source, error) {
	if path == StandardInput {
		s := &Source{Name: "standard input", summed: sha256.New()}
		return s, s.open(&summing{stdin, s})
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	s := &Source{Name: filepath.Base(path), closes: []io.Closer{file}}
	info, err := file.Stat()
	switch {
	case err != nil:
	case info.IsDir():
		err = &FormError{s.Name, "a folder", "give one file of records"}
	case info.Mode().IsRegular():
		s.Size, s.path, s.opened = info.Size(), path, info
		err = s.open(file)
	default: // a pipe
		s.summed = sha256.New()
		err = s.open(&summing{file, s})
	}
	if err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// Text is what the source says, as UTF-8 without a byte order mark; of a workbook the rows of
// its first sheet as lines of CSV.
func (s *Source) Text() io.Reader { return namedText{s} }

// namedText puts the source's name to what goes wrong in reading it.
type namedText struct{ s *Source }

func (t namedText) Read(p []byte) (int, error) {
	n, err := t.s.text.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = t.s.named(err)
	}
	return n, err
}

// Close lets go of the file.
func (s *Source) Close() error {
	var errs []error
	for i := len(s.closes) - 1; i >= 0; i-- {
		errs = append(errs, s.closes[i].Close())
	}
	s.closes = nil
	return errors.Join(errs...)
}

// counting counts the bytes that are read.
type counting struct {
	from io.Reader
	read *atomic.Int64
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	c.read.Add(int64(n))
	return n, err
}

// summing sums the bytes that are read, unless nobody asks for their sum any more.
type summing struct {
	from   io.Reader
	source *Source
}

func (t *summing) Read(p []byte) (int, error) {
	n, err := t.from.Read(p)
	if t.source.summed != nil {
		t.source.summed.Write(p[:n])
	}
	return n, err
}

// The first bytes by which forms are known.
var (
	gzipMark     = []byte{0x1f, 0x8b}
	zstdMark     = []byte{0x28, 0xb5, 0x2f, 0xfd}
	zipMark      = []byte("PK\x03\x04")
	utf8Mark     = []byte{0xef, 0xbb, 0xbf}
	utf16LEMark  = []byte{0xff, 0xfe}
	utf16BEMark  = []byte{0xfe, 0xff}
	oldExcelMark = []byte{0xd0, 0xcf, 0x11, 0xe0}
)

// peeked is how many bytes forms are known by.
const peeked = 512

// zstdMemory bounds what unpacking takes.
const zstdMemory = 32 << 20

// open unpacks what is packed, once: a packed file within a packed file is none of ours.
func (s *Source) open(from io.Reader) error {
	packed := bufio.NewReaderSize(&counting{from, &s.read}, peeked)
	head, _ := packed.Peek(peeked) // a short file has less, a bad one says so when read
	var err error
	switch {
	case bytes.HasPrefix(head, zipMark):
		return s.openWorkbook(from)
	case bytes.HasPrefix(head, oldExcelMark):
		return &FormError{s.Name, "an old .xls workbook, or one with a password", "save it as .xlsx without a password, or as CSV"}
	case bytes.HasPrefix(head, gzipMark):
		var unpacked *gzip.Reader
		if unpacked, err = gzip.NewReader(packed); err == nil {
			err = s.decode(unpacking{unpacked})
		}
	case bytes.HasPrefix(head, zstdMark):
		var unpacked *zstd.Decoder
		if unpacked, err = zstd.NewReader(packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(zstdMemory)); err == nil {
			s.closes = append(s.closes, unpacked.IOReadCloser())
			err = s.decode(unpacking{unpacked})
		}
	default:
		err = s.decode(packed)
	}
	if err != nil {
		return s.named(err)
	}
	return nil
}

// unpacking tells what a packed file itself has wrong from what keeps its bytes from being read.
type unpacking struct{ from io.Reader }

// damagedError is a packed file that does not unpack.
type damagedError struct{ error }

func (u unpacking) Read(p []byte) (int, error) {
	n, err := u.from.Read(p)
	var disk *fs.PathError
	if err != nil && !errors.Is(err, io.EOF) && !errors.As(err, &disk) {
		err = &damagedError{err}
	}
	return n, err
}

func (e *damagedError) Unwrap() error { return e.error }

// decode turns text into UTF-8 without a mark.
func (s *Source) decode(from io.Reader) error {
	text, buffered := from.(*bufio.Reader)
	if !buffered {
		text = bufio.NewReaderSize(from, peeked)
	}
	head, err := text.Peek(peeked)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	switch {
	case bytes.HasPrefix(head, gzipMark), bytes.HasPrefix(head, zstdMark), bytes.HasPrefix(head, zipMark):
		return &FormError{s.Name, "a packed file within a packed one", "unpack it once"}
	case len(head) == 0:
		return &FormError{s.Name, "nothing", "the first line names the columns"}
	case bytes.HasPrefix(head, utf8Mark):
		text.Discard(len(utf8Mark))
		s.text = text
	case bytes.HasPrefix(head, utf16LEMark), bytes.HasPrefix(head, utf16BEMark):
		s.text = transform.NewReader(text, unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder())
	case len(head) > 3 && head[0] != 0 && head[1] == 0 && head[3] == 0:
		s.text = transform.NewReader(text, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder())
	case len(head) > 3 && head[0] == 0 && head[2] == 0 && head[1] != 0:
		s.text = transform.NewReader(text, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder())
	default:
		s.text = text
	}
	return nil
}

// named puts the source's name to an error of reading it.
func (s *Source) named(err error) error {
	var form *FormError
	var damaged *damagedError
	switch {
	case errors.As(err, &form):
		form.Name = s.Name
		return form
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &FormError{s.Name, "a packed file that breaks off", "copy it again; nothing of it was used"}
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return &FormError{s.Name, "a packed file that takes too much memory to unpack", "pack it again without --ultra or --long"}
	case errors.As(err, &damaged), errors.Is(err, gzip.ErrHeader):
		return &FormError{s.Name, "a packed file that is damaged (" + err.Error() + ")", "copy it again; nothing of it was used"}
	}
	return fmt.Errorf("%s: %w", s.Name, err)
}
