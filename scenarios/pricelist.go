package scenarios

import (
	"fmt"
	"strings"

	"parity/engine"
	"parity/engine/records"
)

// PriceBook is what records of care can be priced by: a model's schedules as its baseline
// leaves them, derived ones worked out.
type PriceBook struct {
	Model *Model // as the baseline leaves it
	model *engine.Model
}

// UnknownScheduleError is a price schedule that was asked for and that the model has not.
type UnknownScheduleError struct {
	Name   string
	Model  string
	Known  []string
	Remedy string
}

// Error names the schedules there are, and the nearest if it looks like a slip.
func (e *UnknownScheduleError) Error() string {
	if len(e.Known) == 0 {
		return fmt.Sprintf("no schedule is called %q: model %s has none", e.Name, e.Model)
	}
	return fmt.Sprintf("no schedule is called %q: model %s has %s; %s", e.Name, e.Model, strings.Join(e.Known, ", "), e.Remedy)
}

// NewPriceBook makes a model's schedules ready. A pack will do, whose schedules are given and
// not derived. Faults of the tables come back as Faults.
func NewPriceBook(m *Model) (*PriceBook, error) {
	if len(m.Table("contracts").Rows) > 0 {
		baseline := BaselineOf(m)
		study, err := Simulate(m, Selection{Scenarios: []string{baseline}, Baseline: baseline})
		if err != nil {
			return nil, err
		}
		s := &study.Scenarios[study.Baseline]
		return &PriceBook{s.Tables, s.Result.Model}, nil
	}
	if faults := Check(m).Hard(); len(faults) > 0 {
		return nil, faults
	}
	c := &compiler{tables: m, model: &engine.Model{}}
	c.run()
	c.parties()
	c.rates()
	c.price()
	if len(c.faults) > 0 {
		c.faults.sort()
		return nil, c.faults
	}
	return &PriceBook{m, c.model}, nil
}

// Window is the months of the model's run; false where it has none.
func (b *PriceBook) Window() (records.Window, bool) {
	return records.Window{From: b.model.Start, Months: b.model.Months}, b.model.Start != 0 && b.model.Months > 0
}

// Providers, Commissioners and Currencies are the codes that records may name, in the order
// of the tables.
func (b *PriceBook) Providers() []string {
	var keys []string
	for i := range b.model.Providers {
		keys = append(keys, b.model.Providers[i].Key)
	}
	return keys
}

// Commissioners are as Providers.
func (b *PriceBook) Commissioners() []string {
	var keys []string
	for i := range b.model.Commissioners {
		keys = append(keys, b.model.Commissioners[i].Key)
	}
	return keys
}

// Currencies are as Providers.
func (b *PriceBook) Currencies() []string {
	var keys []string
	for i := range b.model.Currencies {
		keys = append(keys, b.model.Currencies[i].Key)
	}
	return keys
}

// List is a schedule made ready to price records over a window. proRata prices review
// periods by their days. The error is *UnknownScheduleError where the model has no such
// schedule.
func (b *PriceBook) List(schedule string, window records.Window, proRata bool) (*records.List, error) {
	var known []string
	for i := range b.model.Schedules {
		s := &b.model.Schedules[i]
		known = append(known, s.Name)
		if s.Name != schedule {
			continue
		}
		if s.Derive != engine.AsGiven && len(b.model.Contracts) == 0 {
			return nil, Faults{{Place: "schedules, schedule " + schedule, Found: "prices that are derived, in a model without contracts", Allowed: "they are worked out when the model is run", Remedy: "give the model that they come from"}}
		}
		basis := records.Basis{Schedule: s.Schedule, Window: window, ProRata: proRata}
		t := b.Model.Table("currencies")
		for i := range t.Rows {
			basis.Currencies = append(basis.Currencies, records.Currency{Key: t.Cell(i, "currency"), Review: review(t.Cell(i, "review_period"))})
		}
		for i := range b.model.Providers {
			basis.Providers = append(basis.Providers, records.Provider{Key: b.model.Providers[i].Key, MFF: b.model.Providers[i].MFF})
		}
		list, err := records.NewList(basis)
		if err != nil {
			return nil, err
		}
		return list, nil
	}
	return nil, &UnknownScheduleError{schedule, b.Model.Name, known, didYouMean(schedule, known, "name one of them")}
}

// ReviewPeriods are the review periods of a model's currencies that have one, by the currency.
func ReviewPeriods(m *Model) map[string]records.Review {
	periods := map[string]records.Review{}
	t := m.Table("currencies")
	for row := range t.Rows {
		if period := t.Cell(row, "review_period"); period != "" {
			periods[t.Cell(row, "currency")] = review(period)
		}
	}
	return periods
}

// review reads a canonical period, 28d or 6m.
func review(text string) records.Review {
	if text == "" {
		return records.Review{}
	}
	count := int(float(text[:len(text)-1]))
	if text[len(text)-1] == 'm' {
		return records.Review{Months: count}
	}
	return records.Review{Days: count}
}
