// Package records prices single records of care (an episode in a currency, a contact, a
// count of bed days) at a price schedule, month by month and to the penny, and adds them up.
//
// A List is a schedule made ready for a window of months: what so many days of a month cost
// is worked out once for each price and factor, and a record is then looked up rather than
// multiplied (docs/methods.md, "Records"). Nothing here reads a file or knows how a record
// was spelled; scenarios/extract does.
package records
