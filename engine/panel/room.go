package panel

// roomTogether is how many numbers are made room for at once.
const roomTogether = 4096

// room is where many short lists are kept, one behind the other.
type room[T any] struct{ last []T }

// keep copies a list.
func (r *room[T]) keep(list []T) []T {
	kept := r.empty(len(list))
	copy(kept, list)
	return kept
}

// empty is a list of zeros; nil where it has none.
func (r *room[T]) empty(size int) []T {
	if size == 0 {
		return nil
	}
	if cap(r.last)-len(r.last) < size {
		r.last = make([]T, 0, max(size, roomTogether))
	}
	from := len(r.last)
	r.last = r.last[:from+size]
	return r.last[from:len(r.last):len(r.last)]
}
