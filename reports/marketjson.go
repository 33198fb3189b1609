package reports

import (
	"parity/engine"
	"parity/scenarios"
	"parity/tariff"
)

// marketNote is what a scenario's markets come to for one incumbent, against the same scenario
// without them; amounts in pounds over the run, null where a cost is not known.
type marketNote struct {
	Scenario  string           `json:"scenario"`
	Incumbent sideNote         `json:"incumbent"`
	Without   sideNote         `json:"incumbent_without"`
	Stranded  *float64         `json:"stranded"` // with the incumbent's provider, more than without
	Years     []yearNote       `json:"years"`
	Paid      float64          `json:"paid"` // by the incumbent's commissioner in all
	Before    float64          `json:"paid_without"`
	Entrants  []sideNote       `json:"entrants"`
	Casemix   []casemixNote    `json:"casemix"`
	Let       []letNote        `json:"currencies"`
	Cherries  []cherryListNote `json:"bids"`
}

type sideNote struct {
	Contract string   `json:"contract"`
	Income   float64  `json:"income"`
	Cost     *float64 `json:"cost"`
}

// yearNote is what changes for the incumbent in a financial year.
type yearNote struct {
	Year      string   `json:"year"`
	Income    float64  `json:"income"`
	Cost      *float64 `json:"cost"`
	SemiFixed *float64 `json:"stranded_semi_fixed"`
	Fixed     *float64 `json:"stranded_fixed"`
}

type casemixNote struct {
	Measure string  `json:"measure"`
	Index   float64 `json:"index"`
}

type letNote struct {
	Currency string  `json:"currency"`
	Before   float64 `json:"years_without"`
	Stay     float64 `json:"years_stay"`
	Gone     float64 `json:"years_go"`
}

type cherryListNote struct {
	Schedule   string       `json:"schedule"`
	Currencies []cherryNote `json:"currencies"` // the largest margin a year first
}

type cherryNote struct {
	Currency string  `json:"currency"`
	Value    float64 `json:"value"`
	Cost     float64 `json:"cost"`
	Years    float64 `json:"years"`
}

// marketNotes are the markets of a study, scenario by scenario.
func marketNotes(study *scenarios.Study) []marketNote {
	var notes []marketNote
	for i := range study.Scenarios {
		s := &study.Scenarios[i]
		if s.Result.WithoutMarket == nil {
			continue
		}
		for _, e := range engine.MarketEffects(s.Result, s.Result.WithoutMarket) {
			notes = append(notes, marketNoteOf(s, &e))
		}
	}
	return notes
}

func marketNoteOf(s *scenarios.Scenario, e *engine.MarketEffect) marketNote {
	m := s.Result.Model
	side := func(of engine.MarketSide) sideNote {
		return sideNote{m.Contracts[of.Contract].Name, of.Income.Pounds(), poundsOrNull(of.Cost.Known())}
	}
	note := marketNote{Scenario: s.Key, Incumbent: side(e.Incumbent), Without: side(e.IncumbentWithout), Stranded: poundsOrNull(e.Stranded.Known()),
		Paid: e.Paid.Pounds(), Before: e.PaidWithout.Pounds(), Casemix: []casemixNote{}, Cherries: []cherryListNote{}}
	for _, entrant := range e.Entrants {
		note.Entrants = append(note.Entrants, side(entrant))
	}
	for y := range e.Years {
		of := &e.Years[y]
		note.Years = append(note.Years, yearNote{m.Years()[y].String(), of.Income.Pounds(), poundsOrNull(of.Cost.Known()), poundsOrNull(of.StrandedSemiFixed.Known()), poundsOrNull(of.StrandedFixed.Known())})
	}
	for _, c := range e.Casemix {
		note.Casemix = append(note.Casemix, casemixNote{c.Measure.String(), c.Index})
	}
	for _, l := range e.Currencies {
		note.Let = append(note.Let, letNote{m.Currencies[l.Currency].Key, l.Before.Units(), l.Stay.Units(), l.Gone.Units()})
	}
	for _, schedule := range s.Result.WithoutMarket.Model.BiddableSchedules(e.Incumbent.Contract) {
		ranked, err := engine.CherryList(s.Result.WithoutMarket, e.Incumbent.Contract, schedule.Schedule)
		if err != nil || len(ranked) == 0 {
			continue // a price beyond what can be paid for is a fault of the run itself
		}
		list := cherryListNote{Schedule: schedule.Name}
		for _, c := range ranked {
			list.Currencies = append(list.Currencies, cherryNote{m.Currencies[c.Currency].Key, c.Value.Pounds(), c.Cost.Pounds(), c.PersonYears.Units()})
		}
		note.Cherries = append(note.Cherries, list)
	}
	return note
}

func poundsOrNull(pence tariff.Pence, isKnown bool) *float64 {
	if !isKnown {
		return nil
	}
	pounds := pence.Pounds()
	return &pounds
}
