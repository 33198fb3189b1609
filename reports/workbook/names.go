package workbook

import "parity/engine"

// contractNames names a model's contracts by their parties.
type contractNames struct{ *engine.Model }

// find is "commissioner and provider" of a contract, blank where the model has none such.
func (m contractNames) find(contract string) string {
	for i := range m.Contracts {
		c := &m.Contracts[i]
		if c.Name != contract {
			continue
		}
		provider := m.Providers[c.Provider].Name
		if len(m.Commissioners) == 1 {
			return provider
		}
		commissioner := m.Commissioners[c.Commissioner].Name
		if len(m.Providers) == 1 {
			return commissioner
		}
		return commissioner + ", " + provider
	}
	return ""
}

// nameWidth is a column's width with room for the longest name of a scenario, currency or
// party.
func (b *book) nameWidth() float64 {
	const least, most = 30, 62
	longest := least
	for i := range b.study.Scenarios {
		longest = max(longest, len(b.study.Scenarios[i].Title))
		m := b.study.Scenarios[i].Result.Model
		for _, c := range m.Currencies {
			longest = max(longest, len(c.Name))
		}
		for _, p := range m.Providers {
			longest = max(longest, len(p.Name))
		}
	}
	return float64(min(longest, most))
}

// distinctParties says whether no two contracts of a model have the same parties.
func distinctParties(m *engine.Model) bool {
	seen := map[[2]int]bool{}
	for i := range m.Contracts {
		parties := [2]int{m.Contracts[i].Commissioner, m.Contracts[i].Provider}
		if seen[parties] {
			return false
		}
		seen[parties] = true
	}
	return true
}

// keyWidth is a column's width with room for the longest key of a scenario or contract.
func (b *book) keyWidth() float64 {
	const least, most, room = 16, 30, 3
	longest := least
	for _, key := range append(b.contractKeys(), b.keys...) {
		longest = max(longest, len(key)+room)
	}
	return float64(min(longest, most))
}
