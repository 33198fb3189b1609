package risk

// String names the period: "2025-04", "2025-26", "the whole run".
func (p Period) String() string {
	switch {
	case p.Monthly():
		return p.Month.String()
	case p.Year != 0:
		return p.Year.String()
	}
	return "the whole run"
}
