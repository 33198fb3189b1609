package reports

import (
	"parity/engine"
	"parity/scenarios"
)

// cutNote is what a scenario's cuts come to over the run, against the nearest that does not make
// them; amounts in pounds, null where a cost is not known.
type cutNote struct {
	Scenario     string     `json:"scenario"`
	Against      string     `json:"against"`
	Payment      float64    `json:"payment"` // as all below it, what changes
	Real         *float64   `json:"real"`
	Cost         *float64   `json:"cost"`
	Surplus      *float64   `json:"surplus"`
	Staff        float64    `json:"staff_wte"` // on average over the run, as beds
	Beds         float64    `json:"beds"`
	NotDelivered []careNote `json:"not_delivered"`
	Gap          *float64   `json:"gap"` // what the surplus falls by where the payment does
	GapStaff     *float64   `json:"gap_staff_wte"`
	GapPeople    *float64   `json:"gap_person_years_a_year"`
}

// careNote is care of one currency over the run.
type careNote struct {
	Currency    string      `json:"currency"`
	PersonYears *float64    `json:"person_years"` // null where it is not known, as review periods
	Periods     *float64    `json:"review_periods"`
	Units       []unitsNote `json:"units"`
}

type unitsNote struct {
	Unit     string  `json:"unit"`
	Quantity float64 `json:"quantity"`
}

// cutNotes are the cuts of a study, in the order of the page.
func cutNotes(study *scenarios.Study) []cutNote {
	cuts := study.Cuts()
	if cuts == nil {
		return nil
	}
	comparison := newPage(study).comparison
	var notes []cutNote
	for _, cut := range cuts {
		r := comparison.ReadCut(cut.Scenario, cut.Against)
		surplus, known := r.Surplus()
		note := cutNote{
			Scenario: study.Scenarios[cut.Scenario].Key, Against: study.Scenarios[cut.Against].Key,
			Payment: r.Payment.Pounds(), Real: poundsOrNull(r.Real, r.RealKnown), Cost: poundsOrNull(r.Cost, r.CostKnown), Surplus: poundsOrNull(surplus, known),
			Staff: r.Staff.All() - r.StaffBefore.All(), Beds: r.Staff.Beds - r.StaffBefore.Beds, NotDelivered: []careNote{}, Gap: poundsOrNull(r.Gap, known),
		}
		if known {
			staff, people := r.GapWTE(), r.GapPersonYears()
			note.GapStaff, note.GapPeople = &staff, &people
		}
		result := study.Scenarios[cut.Scenario].Result
		for _, of := range result.UnmetIn() {
			note.NotDelivered = append(note.NotDelivered, careNoteOf(result.Model, &of))
		}
		notes = append(notes, note)
	}
	return notes
}

func careNoteOf(m *engine.Model, of *engine.CareTotals) careNote {
	note := careNote{Currency: m.Currencies[of.Currency].Key, Units: []unitsNote{}}
	if of.Known {
		years, periods := of.PersonYears.Units(), of.Periods.Units()
		note.PersonYears, note.Periods = &years, &periods
	}
	for _, unit := range of.Units {
		note.Units = append(note.Units, unitsNote{unit.Unit, unit.Quantity.Units()})
	}
	return note
}
