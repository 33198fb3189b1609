package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"parity/engine"
)

// checkRationing holds each rule to the currencies that it needs.
func checkRationing(m *Model) Faults {
	t := m.Table("rationing")
	currencies := m.Table("currencies")
	var faults Faults
	for row := range t.Rows {
		fault := func(found, allowed, remedy string) {
			faults = append(faults, t.Fault(row, "protect", found, allowed, remedy))
		}
		rule, protect := t.Cell(row, "rule"), t.Cell(row, "protect")
		if rule != engine.Protect.String() {
			if protect != "" && rule != "" {
				fault(quoted(protect)+" with "+rule, "only the rule protect serves some currencies first", "leave the cell blank, or set rule to protect")
			}
			continue
		}
		if protect == "" {
			fault("nothing", "the rule protect says which currencies are served first", "name them, as currency=10|11, or choose another rule")
			continue
		}
		where, err := ParseWhere(protect)
		if _, misfit := t.Schema.Columns[t.Schema.Index("protect")].Read(protect); err != nil || misfit != nil {
			continue // checkValues has said so
		}
		known := true
		for _, condition := range where {
			for _, value := range condition.Values {
				if names := valuesOf(currencies, condition.Column); !slices.Contains(names, value) {
					known = false
					fault(quoted(condition.Column+"="+value)+", which is not in currencies", "protect names currencies that there are", didYouMean(value, names, "name others; there are "+strings.Join(names, ", ")))
				}
			}
		}
		if known && len(protects(m, t, row)) == 0 {
			fault(quoted(protect)+", which is no currency", "protect names currencies that there are", "name a currency and a group that go together, or one of the two")
		}
	}
	return faults
}

// checkStandIns holds who stands in to one round, and to no more than there is to take over.
func checkStandIns(m *Model) Faults {
	t := m.Table("stand_ins")
	resources := m.Table("resources")
	stoodInFor := map[string]int{}
	for row := range t.Rows {
		if _, seen := stoodInFor[t.Cell(row, "resource")]; !seen {
			stoodInFor[t.Cell(row, "resource")] = row
		}
	}
	var faults Faults
	for row := range t.Rows {
		resource, in, provider := t.Cell(row, "resource"), t.Cell(row, "stand_in"), t.Cell(row, "provider")
		if in == resource && in != "" {
			faults = append(faults, t.Fault(row, "stand_in", quoted(in)+", the resource itself", "another resource stands in", "name another, or take the row out"))
			continue
		}
		if other, chained := stoodInFor[in]; chained {
			faults = append(faults, t.Fault(row, "stand_in", fmt.Sprintf("%s, for which %s stands in (row %d)", quoted(in), t.Cell(other, "stand_in"), t.Rows[other].Line),
				"what stands in has nothing stand in for it: work is handed on once", "take one of the two rows out"))
		}
		there := slices.ContainsFunc(matching(resources, []Condition{{"resource", []string{in}}}), func(r int) bool {
			held := resources.Cell(r, "provider")
			return held == anyValue || held == provider || provider == anyValue
		})
		if _, known := keyValues(resources); known[in] && !there {
			faults = append(faults, t.Fault(row, "stand_in", quoted(in)+", which provider "+provider+" does not have", "a provider's own resource stands in, or a general one", "add it to resources with this provider, or with *"))
		}
	}
	for _, rows := range groups(t, "resource", "provider") {
		for _, state := range inForce(t, rows) {
			if total := sum(t, state, "share"); total > 1+shareTolerance && len(state) > 1 {
				last := slices.Max(state)
				faults = append(faults, t.Fault(last, "share", fmt.Sprintf("shares of what %s does not deliver that sum to %s%s", t.Cell(last, "resource"), short(total), since(t, state)),
					"no more is taken over than is not delivered: the shares sum to 1 at most", "lower one of them"))
				break
			}
		}
	}
	return faults
}
