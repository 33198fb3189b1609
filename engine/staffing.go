package engine

import "slices"

// bedDay is the unit of resources that are beds.
const bedDay = "bed day"

// Staffing is who and what gives the care of a run, on average over it.
type Staffing struct {
	Staff []StaffGroup // by team and band, in the order of the table of resources
	Beds  float64      // bed days delivered over the days of the run
	// Bedded says whether there are beds at all.
	Bedded bool
}

// StaffGroup are the staff of one team and band. Either is blank where the table does not say.
type StaffGroup struct {
	Team, Band string
	WTE        float64 // whole-time equivalents that what is delivered keeps busy
}

// All are the whole-time equivalents of all groups.
func (s *Staffing) All() (wte float64) {
	for k := range s.Staff {
		wte += s.Staff[k].WTE
	}
	return wte
}

// Of is the group of a team and band, of which there may be nobody.
func (s *Staffing) Of(team, band string) float64 {
	at := slices.IndexFunc(s.Staff, func(g StaffGroup) bool { return g.Team == team && g.Band == band })
	if at < 0 {
		return 0
	}
	return s.Staff[at].WTE
}

// Staffing works out the staff and beds that the care delivered keeps busy, on average over the
// run: units delivered a year x staff a unit, and bed days / days (docs/methods.md, "Staff and
// beds"). Resources of which that is not known are no staff here.
func (r *Result) Staffing() Staffing {
	var s Staffing
	years, days := 0.0, 0.0
	for i := range r.Model.Months {
		years += r.Model.YearShare(i)
		days += float64(r.Model.Month(i).Days())
	}
	for at := range r.Model.Resources {
		for k := range r.Care.Resources {
			of := &r.Care.Resources[k]
			if of.Resource != at {
				continue
			}
			resource := &r.Model.Resources[at]
			delivered := make([]float64, len(resource.Rows)) // by the row in force
			for i, units := range of.Delivered {
				if row := resource.Rows.Row(r.Model.Month(i)); row >= 0 {
					delivered[row] += units.Units()
				}
			}
			for k, units := range delivered {
				row := &resource.Rows[k].Value
				if each, known := row.StaffPerUnit(); known {
					*s.group(row.Team, row.Band) += units * each.InexactFloat64() / years
				}
			}
			if resource.Unit == bedDay {
				s.Bedded = true
				for _, delivered := range of.Delivered {
					s.Beds += delivered.Units() / days
				}
			}
		}
	}
	return s
}

// group finds or adds a group of staff.
func (s *Staffing) group(team, band string) *float64 {
	at := slices.IndexFunc(s.Staff, func(g StaffGroup) bool { return g.Team == team && g.Band == band })
	if at < 0 {
		at = len(s.Staff)
		s.Staff = append(s.Staff, StaffGroup{Team: team, Band: band})
	}
	return &s.Staff[at].WTE
}
