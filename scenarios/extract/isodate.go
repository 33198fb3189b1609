package extract

import (
	"encoding/binary"

	"parity/engine/records"
	"parity/tariff"
)

// isoLength is how long a date is.
const isoLength = len("2025-04-01")

// The date 00-00-00 as a word, against which digits are numbers.
const (
	zeroDate = 0x30302d30302d3030
	// aboveNine lifts digits above nine, and anything where a hyphen should be, over a byte's
	// high bit.
	aboveNine = 0x76767f76767f7676
)

// commonDays are the days of each month that it has every year; of what is no month none.
var commonDays = [256]uint8{1: 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// commonCentury is that of most dates.
const commonCentury = 2000

// commonDate reads a date of this century; none where it is a leap day or anything else.
func commonDate(b *[isoLength]byte) records.Date {
	digits := binary.LittleEndian.Uint64(b[2:]) ^ zeroDate
	pairs := digits*10 + digits>>8
	month, day := uint8(pairs>>24), uint8(pairs>>48)
	if (digits+aboveNine|digits)&highs != 0 || b[0] != '2' || b[1] != '0' || day-1 >= commonDays[month] {
		return 0
	}
	return records.DateIn(tariff.NewMonth(commonCentury+int(uint8(pairs)), int(month)), int(day))
}

// fastDate reads a date; none where it is anything but a day from 1900 to 2100.
func fastDate(b *[isoLength]byte) records.Date {
	if date := commonDate(b); date != 0 {
		return date
	}
	year, ok := digits(b[:4])
	month, ok2 := digits(b[5:7])
	day, ok3 := digits(b[8:])
	if !ok || !ok2 || !ok3 || b[4] != '-' || b[7] != '-' || year < firstYear || year > lastYear {
		return 0
	}
	date, _ := records.NewDate(year, month, day)
	return date
}
