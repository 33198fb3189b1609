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
