package extract

import (
	"slices"
	"strings"
	"sync"

	"parity/engine/records"
)

// Codes are the codes of one kind, providers say: those of the model, and what the mapping
// says of theirs. Where the model has none of the kind, codes are taken as they come, in capitals. Safe
// for use by several workers.
type Codes struct {
	mu    sync.Mutex
	names []string
	place map[string]int32
	means map[string]string // theirs to ours
	open  bool
}

// NewCodes are the codes a model has; without any, all are welcome.
func NewCodes(known []string, means map[string]string) *Codes {
	c := &Codes{place: map[string]int32{}, means: means, open: len(known) == 0}
	for _, name := range known {
		c.place[name] = int32(len(c.names))
		c.names = append(c.names, name)
	}
	return c
}

// Name is a code by its place.
func (c *Codes) Name(place int32) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.names[place]
}

// Names are all codes by their places.
func (c *Codes) Names() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.names)
}

// find is the place of a code as an extract spells it, and otherwise why it has none. 01 is
// read as 1, and rt2 as RT2, where the model has the second and not the first.
func (c *Codes) find(text string) (int32, records.Reason) {
	text = strings.TrimSpace(text)
	if text == "" {
		return -1, NoCode
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if ours, told := c.means[text]; told {
		text = ours
	}
	if c.open { // one spelling of each, whichever worker meets it first
		text = strings.ToUpper(text)
	}
	for _, spelling := range [...]string{text, strings.TrimLeft(text[:len(text)-1], "0") + text[len(text)-1:], strings.ToUpper(text)} {
		if place, known := c.place[spelling]; known {
			return place, ""
		}
		if c.open {
			break
		}
	}
	if !c.open {
		return -1, UnknownCode
	}
	if len(c.names) >= records.MostCodes {
		return -1, TooManyCodes
	}
	place := int32(len(c.names))
	c.names = append(c.names, text)
	c.place[text] = place
	return place, ""
}

// shortCode is the longest code that fits into a key, beside the mark behind it.
const shortCode = 7

// keyOf packs a short code into a word, as marked does: the byte behind it is marked.
func keyOf(text []byte) uint64 {
	key := uint64(0x80) << (8 * len(text))
	for i, c := range text {
		key |= uint64(c) << (8 * i)
	}
	return key
}

// mostRemembered bounds what a worker remembers of codes, however many there are.
const mostRemembered = 1 << 16

// memory is what one worker remembers of codes it has met, so that the next record with the
// same bytes need not ask.
type memory struct {
	codes *Codes
	keys  records.Keys
	long  map[string]int32
}

// find is Codes.find, remembered.
func (m *memory) find(text []byte) (int32, records.Reason) {
	if len(text) <= shortCode {
		if place, known := m.keys.Find(keyOf(text)); known {
			return place, ""
		}
	} else if place, known := m.long[string(text)]; known {
		return place, ""
	}
	place, reason := m.codes.find(string(text))
	if reason != "" {
		return place, reason
	}
	switch {
	case m.keys.Len()+len(m.long) >= mostRemembered:
	case len(text) > shortCode:
		if m.long == nil {
			m.long = map[string]int32{}
		}
		m.long[string(text)] = place
	case !strings.ContainsAny(string(text), "\r\n\""+delimiters): // which the fast lane may see in a broken line
		m.keys.Add(keyOf(text), place)
	}
	return place, ""
}
