package reports

import (
	"encoding/json"

	"parity/engine"
	"parity/scenarios"
	"parity/tariff"
)

// realTermsNote is what a study's parties pay, are paid and spend by year, in cash and in real terms,
// and by head and by person. Money is pounds; null is not known.
type realTermsNote struct {
	Deflator  string       `json:"deflator,omitempty"`
	Release   string       `json:"release,omitempty"`
	PriceBase string       `json:"price_base,omitempty"`
	Years     []yearlyNote `json:"years"`
}

// yearlyNote is one party's year. Of is what the money is of: all, a contract, a commissioner or a provider.
type yearlyNote struct {
	Scenario   string       `json:"scenario"`
	Of         string       `json:"of"`
	Key        string       `json:"key,omitempty"`
	Year       string       `json:"year"`
	Months     int          `json:"months"` // of the year that the run covers
	Population *json.Number `json:"population"`
	Caseload   *json.Number `json:"caseload"` // people on average
	Income     moneyNote    `json:"income"`   // what a commissioner pays
	Cost       moneyNote    `json:"cost"`
}

// moneyNote is a sum in cash and in real terms, and by head and by person.
type moneyNote struct {
	Cash          *json.Number `json:"cash"`
	Real          *json.Number `json:"real"`
	CashPerHead   *json.Number `json:"cash_per_head"`
	RealPerHead   *json.Number `json:"real_per_head"`
	CashPerPerson *json.Number `json:"cash_per_person_on_caseload"`
	RealPerPerson *json.Number `json:"real_per_person_on_caseload"`
}

// inYears is a study's money in real terms.
func inYears(study *scenarios.Study) realTermsNote {
	c := newPage(study).comparison
	var note realTermsNote
	if d := study.Scenarios[study.Baseline].Result.Model.Deflator; d != nil {
		note.Deflator, note.Release, note.PriceBase = d.Name, d.Release, d.Base.String()
	}
	for i := range c.Sides {
		d := study.Scenarios[i].Result.Model.Deflator
		put := func(of string, a *engine.Account) {
			for y, year := range c.Years {
				people := a.People[y]
				line := yearlyNote{Scenario: study.Scenarios[i].Key, Of: of, Key: a.Key, Year: year.String(), Months: c.Months[y],
					Income: moneyOf(a.Years[y].Income, true, d, year, people)}
				cost, known := a.Years[y].Cost.Known()
				line.Cost = moneyOf(cost, known, d, year, people)
				if people.Population != nil {
					line.Population = numberNote(people.Population.Round(3).String())
				}
				if caseload, ok := people.Caseload(); ok {
					line.Caseload = numberNote(caseload.Round(3).String())
				}
				note.Years = append(note.Years, line)
			}
		}
		side := &c.Sides[i]
		put("all", &side.Whole)
		for _, list := range []struct {
			of       string
			accounts []engine.Account
		}{{"contract", side.Contracts}, {"commissioner", side.Commissioners}, {"provider", side.Providers}} {
			for k := range list.accounts {
				put(list.of, &list.accounts[k])
			}
		}
	}
	return note
}

func numberNote(text string) *json.Number {
	number := json.Number(text)
	return &number
}

func moneyOf(cash tariff.Pence, known bool, d *engine.Deflator, year tariff.Year, people engine.People) moneyNote {
	if !known {
		return moneyNote{}
	}
	pounds := func(amount tariff.Pence, ok bool) *json.Number {
		if !ok {
			return nil
		}
		return numberNote(amount.String())
	}
	note := moneyNote{Cash: pounds(cash, true), CashPerHead: pounds(people.PerHead(cash)), CashPerPerson: pounds(people.PerPerson(cash))}
	if real, ok := d.Real(cash, year); ok {
		note.Real, note.RealPerHead, note.RealPerPerson = pounds(real, true), pounds(people.PerHead(real)), pounds(people.PerPerson(real))
	}
	return note
}
