package risk

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
)

// A part file holds, one after the other: partMagic, the format's version and the length of
// the header (4 bytes each), the header as JSON, the panels as they are kept, the counts of
// the histograms (4 bytes each, by column and bin), and the SHA-256 of all that. Numbers are
// written with the least byte first.
const (
	partMagic   = "parity part\n"
	partVersion = 2
	countBytes  = 4
	// mostHeader is the longest header that is read: some 100,000 outcomes.
	mostHeader = 32 << 20
)

// partHeader says what a part is of, and how its panels lie.
type partHeader struct {
	Study    string    `json:"study"`
	Seed     uint64    `json:"seed"`
	First    int       `json:"first"`
	Until    int       `json:"until"`
	Of       int       `json:"of"`
	Outcomes []Outcome `json:"outcomes"`
	Firsts   []int     `json:"firsts"` // by outcome, the first that comes to the same and is kept in its place
	Bins     []Bins    `json:"bins"`   // of the kept outcomes that are counted in bins, in order
}

func (s *Sample) header() partHeader {
	r := s.origin.Range
	h := partHeader{Study: s.origin.Study, Seed: s.origin.Seed, First: r.First, Until: r.Until, Of: r.Of, Outcomes: s.outcomes, Firsts: s.firsts, Bins: []Bins{}}
	for c := range s.own {
		if histogram := s.histograms[c]; histogram != nil {
			h.Bins = append(h.Bins, histogram.Bins)
		}
	}
	return h
}

// WritePart writes the sample as a part file, which ReadPart reads. Equal samples give equal
// bytes, whether they were drawn in one go or merged.
func (s *Sample) WritePart(to io.Writer) error {
	buffered := bufio.NewWriter(to)
	if err := s.writePart(buffered); err != nil {
		return fmt.Errorf("write the part %s: %w", s.origin.Range, err)
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("write the part %s: %w", s.origin.Range, err)
	}
	return nil
}

func (s *Sample) writePart(to io.Writer) error {
	header, err := json.Marshal(s.header())
	if err != nil {
		return err
	}
	hash := sha256.New()
	w := io.MultiWriter(to, hash)
	start := binary.LittleEndian.AppendUint32([]byte(partMagic), partVersion)
	start = binary.LittleEndian.AppendUint32(start, uint32(len(header)))
	for _, bytes := range [][]byte{start, header} {
		if _, err := w.Write(bytes); err != nil {
			return err
		}
	}
	for _, span := range s.spans {
		if _, err := io.Copy(w, io.NewSectionReader(span.panels, 0, s.layout.panelsBytes(span.Range))); err != nil {
			return err
		}
	}
	for c := range s.own {
		h := s.histograms[c]
		if h == nil {
			continue
		}
		if err := binary.Write(w, binary.LittleEndian, h.counts); err != nil {
			return err
		}
	}
	_, err = to.Write(hash.Sum(nil))
	return err
}
