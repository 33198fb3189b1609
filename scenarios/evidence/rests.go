package evidence

import "math/bits"

// rests is a set of groups of inputs: a table's rows of one class each. A line's set is what
// it rests on.
type rests [restWords]uint64

const (
	restWords = 5 // room for 45 tables of seven classes
	wordBits  = 64
)

// groupOf is the set of one group: of the table at a place among all, the rows of a class.
func groupOf(table int, class Class) rests {
	var r rests
	at := table*classCount + int(class)
	r[at/wordBits] |= 1 << (at % wordBits)
	return r
}

func (r *rests) add(other rests) {
	for i := range r {
		r[i] |= other[i]
	}
}

// and is a set of the groups of both.
func (r rests) and(other rests) rests {
	r.add(other)
	return r
}

// groups calls visit for each group of the set, in order of tables and classes.
func (r *rests) groups(visit func(table int, class Class)) {
	for i, word := range r {
		for ; word != 0; word &= word - 1 {
			at := i*wordBits + bits.TrailingZeros64(word)
			visit(at/classCount, Class(at%classCount))
		}
	}
}

// worst is the worst class in the set; a line that touches nothing is sound.
func (r *rests) worst() Class {
	worst := Published
	r.groups(func(_ int, class Class) { worst = max(worst, class) })
	return worst
}
