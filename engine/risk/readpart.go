package risk

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
)

// ReadPart reads a part file of so many bytes. The sample reads its draws from the file when
// it is asked for them, so the file has to stay as it is until the sample is done with.
func ReadPart(from io.ReaderAt, size int64) (*Sample, error) {
	header, at, err := readHeader(from, size)
	if err != nil {
		return nil, err
	}
	bins, err := header.check()
	if err != nil {
		return nil, err
	}
	r, layout := header.draws(), layoutOf(header.Outcomes, header.Firsts, header.Of)
	panels := layout.panelsBytes(r)
	counts := int64(len(header.Bins)) * (histogramBins + 2) * countBytes
	switch whole := at + panels + counts + sha256.Size; {
	case size < whole:
		return nil, cutShort(size, fmt.Sprintf("the part %s has %d", r, whole))
	case size > whole:
		return nil, fmt.Errorf("the part is followed by something: found %d bytes, and the part %s has %d; copy it again, or draw it again", size, r, whole)
	}
	if err := checkHash(from, size); err != nil {
		return nil, err
	}
	s := newSample(Origin{header.Study, header.Seed, r}, header.Outcomes, header.Firsts, bins)
	s.spans = []span{{r, io.NewSectionReader(from, at, panels)}}
	if err := s.readCounts(io.NewSectionReader(from, at+panels, counts)); err != nil {
		return nil, err
	}
	return s, nil
}

// readHeader reads what stands before the panels, and where they begin.
func readHeader(from io.ReaderAt, size int64) (h partHeader, panels int64, err error) {
	start := make([]byte, len(partMagic)+4+4)
	n, err := io.ReadFull(io.NewSectionReader(from, 0, size), start)
	switch {
	case err != nil && err != io.EOF && err != io.ErrUnexpectedEOF:
		return h, 0, fmt.Errorf("read the part: %w", err)
	case !bytes.HasPrefix(start[:n], []byte(partMagic)[:min(n, len(partMagic))]) || n == 0:
		return h, 0, fmt.Errorf("this is no part of a run: found %q at its beginning, where a part has %q; give a file that was drawn as a part", start[:min(n, len(partMagic))], partMagic)
	case n < len(start):
		return h, 0, cutShort(size, "a part has more before its draws alone")
	}
	if version := binary.LittleEndian.Uint32(start[len(partMagic):]); version != partVersion {
		return h, 0, fmt.Errorf("the part is of version %d, and this program reads version %d; draw the part with the program that merges it", version, partVersion)
	}
	length := int64(binary.LittleEndian.Uint32(start[len(partMagic)+4:]))
	panels = int64(len(start)) + length
	if length > mostHeader {
		return h, 0, damaged()
	}
	if panels > size {
		return h, 0, cutShort(size, fmt.Sprintf("its header alone ends at %d", panels))
	}
	text := make([]byte, length)
	if _, err := from.ReadAt(text, int64(len(start))); err != nil && err != io.EOF {
		return h, 0, fmt.Errorf("read the part: %w", err)
	}
	if err := json.Unmarshal(text, &h); err != nil {
		return h, 0, damaged()
	}
	return h, panels, nil
}

func (h *partHeader) draws() Range { return Range{h.First, h.Until, h.Of} }

// check gives the bins by outcome, and fails for a header that was never written.
func (h *partHeader) check() ([]Bins, error) {
	if h.draws().Check() != nil || len(h.Firsts) != len(h.Outcomes) {
		return nil, damaged()
	}
	bins, next := make([]Bins, len(h.Outcomes)), 0
	for c, o := range h.Outcomes {
		first := h.Firsts[c]
		if first < 0 || first > c || h.Firsts[first] != first || h.Outcomes[first].Period.Monthly() != o.Period.Monthly() {
			return nil, damaged()
		}
		if first < c || !binned(o, h.Of) {
			continue
		}
		if next == len(h.Bins) || !(h.Bins[next].Width > 0) {
			return nil, damaged()
		}
		bins[c] = h.Bins[next]
		next++
	}
	if next != len(h.Bins) {
		return nil, damaged()
	}
	return bins, nil
}

func (s *Sample) readCounts(from io.Reader) error {
	for c := range s.own {
		h := s.histograms[c]
		if h == nil {
			continue
		}
		if err := binary.Read(from, binary.LittleEndian, h.counts); err != nil {
			return fmt.Errorf("read the part: %w", err)
		}
		sum := 0
		for _, n := range h.counts {
			sum += int(n)
		}
		if sum != s.Draws() {
			return damaged()
		}
	}
	return nil
}

// checkHash holds a part against the SHA-256 it ends with.
func checkHash(from io.ReaderAt, size int64) error {
	hash := sha256.New()
	if _, err := io.Copy(hash, io.NewSectionReader(from, 0, size-sha256.Size)); err != nil {
		return fmt.Errorf("read the part: %w", err)
	}
	var want [sha256.Size]byte
	if _, err := from.ReadAt(want[:], size-sha256.Size); err != nil && err != io.EOF {
		return fmt.Errorf("read the part: %w", err)
	}
	if !bytes.Equal(hash.Sum(nil), want[:]) {
		return damaged()
	}
	return nil
}

func cutShort(found int64, needed string) error {
	return fmt.Errorf("the part is cut short: found %d bytes, and %s; copy it again, or draw it again", found, needed)
}

func damaged() error {
	return fmt.Errorf("the part is damaged: its bytes are not those that were written, by the checksum at its end; copy it again, or draw it again")
}
