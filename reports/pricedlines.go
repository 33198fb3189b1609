package reports

import (
	"strconv"

	"parity/engine/records"
	"parity/scenarios/extract"
	"parity/tariff"
)

// PricedLinesHeader heads the file of single records: a row a record, schedule, measure and month,
// in which income is quantity / of x unit_price x mff / mff_base, rounded once, and unit_price is
// listed_price x uplift, rounded as the schedule says. It is the one output that names people.
const PricedLinesHeader = "line,person,provider,commissioner,currency,schedule,measure,month,quantity,of,listed_price,price_base,uplift,unit_price,mff,mff_base,income\n"

// priceOrigin is what the price and the factor of a row hang on.
type priceOrigin struct {
	list               int
	provider, currency int32
	measure            tariff.Measure
	month              tariff.Month
}

// PricedLines makes, for one worker, what writes the rows of a record that was priced by lists,
// behind what it is given.
func PricedLines(lists []*records.List) func(to []byte, e *extract.Each) []byte {
	origins := map[priceOrigin]string{}
	months := monthNames{}
	return func(to []byte, e *extract.Each) []byte {
		for k, list := range lists {
			for i := range e.Lines[k] {
				line := &e.Lines[k][i]
				of := priceOrigin{k, e.Record.Provider, e.Record.Currency, line.Measure, line.Month}
				origin, known := origins[of]
				if !known {
					origin = writtenOrigin(list.Why(e.Record.Provider, e.Record.Currency, line), line.Price)
					origins[of] = origin
				}
				to = append(strconv.AppendInt(to, e.Line, 10), ',')
				for _, text := range [...]string{e.Person, e.Provider, e.Commissioner, e.Currency, list.Schedule.Name, line.Measure.String(), months.of(line.Month)} {
					to = append(appendText(to, text), ',')
				}
				to = append(appendQuantity(to, line.Quantity), ',')
				to = append(strconv.AppendInt(to, int64(line.Parts), 10), ',')
				to = append(append(to, origin...), ',')
				to = append(appendPence(to, line.Value), '\n')
			}
		}
		return to
	}
}

// writtenOrigin is the columns from listed_price to mff_base.
func writtenOrigin(why records.Why, price tariff.Price) string {
	mff, base := "", ""
	if why.Applies {
		mff, base = why.MFF.String(), why.MFFBase.String()
	}
	return why.Listed.String() + "," + why.PriceBase.String() + "," + why.Uplift.String() + "," + price.Decimal().String() + "," + mff + "," + base
}
