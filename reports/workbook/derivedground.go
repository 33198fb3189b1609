package workbook

import (
	"encoding/binary"

	"parity/engine"
	"parity/scenarios"
	"parity/tariff"
)

// derivedGround is what a derived schedule's block is laid out from. Scenarios that leave the
// same tables untouched share the very tables, and with the same figures they share the block.
type derivedGround struct {
	schedule                                                       string
	packages, resources, uplifts, schedules, providers, currencies *scenarios.Table
	known, start                                                   tariff.Month
	figures                                                        string // prices, what is planned, and the value shared out
}

func (s *scenario) derivedGround(in schedule) derivedGround {
	m := s.result.Model
	var figures []byte
	rebased := in.is.Derive == engine.Rebase
	if rebased {
		figures = binary.LittleEndian.AppendUint64(figures, uint64(m.Contracts[in.is.Contract].Provider))
		for _, c := range s.sharedValue(in, style{}) {
			figures = append(append(append(figures, c.text...), 0), c.formula...)
			figures = appendBits(figures, c.number)
		}
	}
	for _, units := range in.is.Units {
		figures = append(append(figures, units.Unit.Currency...), 0, byte(units.Unit.Measure))
		if rebased {
			figures = appendBits(figures, s.plannedUnits(in, s.currencyOf(units.Unit), units.Unit.Measure))
		}
		for _, row := range units.Rows {
			figures = binary.LittleEndian.AppendUint64(figures, uint64(row.From))
			figures = binary.LittleEndian.AppendUint64(figures, uint64(row.Value.PriceBase))
			exact := 0.0
			if row.Value.Price != nil {
				exact = row.Value.Price.InexactFloat64()
			}
			figures = appendBits(figures, exact)
		}
	}
	return derivedGround{in.is.Name, s.table("packages"), s.table("resources"), s.table("uplifts"), s.table("schedules"),
		s.table("providers"), s.table("currencies"), s.known, m.Start, string(figures)}
}
