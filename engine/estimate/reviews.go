package estimate

import "parity/engine/records"

// Reviews is whose latest review is in date on the last day that is observed.
type Reviews struct {
	People int // there on that day, in a currency that has a review period
	InDate int
}

// InDate says whether a review is in date on the last day of a reporting period, by the rule of
// NHS England's measure ACC36 (people in a cluster within their review period): the day it was
// completed and the review period, weeks counted as days and months as calendar months, come
// to a day after the reporting period's last. From 31 August six months later is the last of
// February.
func InDate(completed records.Date, period records.Review, last records.Date) bool {
	due := completed.AddDays(period.Days)
	if period.Months > 0 {
		due = completed.AddMonths(period.Months)
	}
	return due > last
}
