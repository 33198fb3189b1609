package records

import "parity/tariff"

// MostMonths is how many months a window may have: a century's.
const MostMonths = 1200

// Window is the months that are priced, at most MostMonths.
type Window struct {
	From   tariff.Month
	Months int
}

// Start is the window's first day.
func (w Window) Start() Date { return DateIn(w.From, 1) }

// End is the day after the window's last.
func (w Window) End() Date { return DateIn(w.From+tariff.Month(w.Months), 1) }

// clip cuts what lies from start up to end, that day not counted, to the window; false where
// nothing of it lies in there. A zero end is still open.
func (w Window) clip(start, end Date) (Date, Date, bool) {
	if end == 0 {
		end = w.End()
	}
	start, end = max(start, w.Start()), min(end, w.End())
	return start, end, start < end
}
