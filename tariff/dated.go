package tariff

// Since is a value and the month from which it holds; the zero month means from the
// start.
type Since[T any] struct {
	From  Month
	Value T
}

// Dated is a value over time: rows in order of From, each holding until the next.
type Dated[T any] []Since[T]

// Always is a value that holds from the start on.
func Always[T any](value T) Dated[T] { return Dated[T]{{Value: value}} }

// Row is the index of the row in force in a month, -1 where none has begun.
func (d Dated[T]) Row(month Month) int {
	row := -1
	for i := range d {
		if d[i].From > month {
			break
		}
		row = i
	}
	return row
}

// At is the value in force in a month; false where none has begun.
func (d Dated[T]) At(month Month) (T, bool) {
	row := d.Row(month)
	if row < 0 {
		var none T
		return none, false
	}
	return d[row].Value, true
}
