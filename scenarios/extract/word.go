package extract

import "encoding/binary"

// A word of eight bytes, the first lowest, looked at all at once (H. S. Warren, Hacker's
// Delight, 2nd ed., 6-1).
const (
	ones     = 0x0101010101010101
	highs    = 0x8080808080808080
	newlines = '\n' * ones
	quotes   = '"' * ones
)

// wordAt is the word at p.
func wordAt(b []byte, p int) uint64 { return binary.LittleEndian.Uint64(b[p : p+8]) }

// zeros marks the lowest zero byte of a word by its high bit. Bytes above it may be marked
// without being zero.
func zeros(word uint64) uint64 { return (word - ones) &^ word & highs }

// allZeros marks the zero bytes of a word by their high bits, and nothing else.
func allZeros(word uint64) uint64 { return ^((word&^highs + ^uint64(highs)) | word | ^uint64(highs)) }

// lowest is the lowest of marks; 0 of none.
func lowest(marks uint64) uint64 { return marks & -marks }

// bytesTo is how many bytes of a word there are up to the mark of one, that one too. A
// product is its sooner than a count of zeros, which not every processor has.
func bytesTo(mark uint64) int {
	const counts = 0x0102030405060708 // its highest byte times 1 is 1, and times 256 is 2
	return int(mark >> 7 * counts >> 56)
}

// marked is what stands in a word before a mark, and the mark, which says how much that is.
func marked(word, mark uint64) uint64 { return word&(mark>>7-1) | mark }

// endOfCell is where what stands at p ends: at the next of what it may end with, or at a
// newline.
func endOfCell(b []byte, p int, untils uint64) int {
	for ; ; p += 8 {
		word := wordAt(b, p)
		if found := zeros(word^untils) | zeros(word^newlines); found != 0 {
			return p + bytesTo(lowest(found)) - 1
		}
	}
}
