package scenarios

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/engine/risk"
	"parity/tariff"
)

// everyPlace lists every number, text and month of a compiled model by its place. A schedule and a
// series of uplifts, which several places share, are listed by name.
func everyPlace(m *engine.Model) map[string]any {
	found := map[string]any{}
	walk("", reflect.ValueOf(m).Elem(), found)
	return found
}

func walk(place string, v reflect.Value, found map[string]any) {
	switch x := v.Interface().(type) {
	case decimal.Decimal:
		found[place] = x.InexactFloat64()
		return
	case tariff.Quantity:
		found[place] = x
		return
	case *tariff.Uplifts:
		if x == nil {
			found[place] = "none"
			return
		}
		found[place] = x.Name
		place = "uplifts " + x.Name
	case *tariff.Schedule:
		if x == nil {
			found[place] = "none"
			return
		}
		found[place] = x.Name
		place = "schedule " + x.Name
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			found[place] = "none"
			return
		}
		walk(place, v.Elem(), found)
	case reflect.Struct:
		for i := range v.NumField() {
			walk(place+"."+v.Type().Field(i).Name, v.Field(i), found)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			walk(fmt.Sprintf("%s[%d]", place, i), v.Index(i), found)
		}
	default:
		found[place] = v.Interface()
	}
}

// placeOf is where a figure stands in a compiled model, by the words of package risk.
func placeOf(m *engine.Model, f risk.Figure) string {
	in := func(list, field string) string {
		return fmt.Sprintf(".Contracts[%d].%s[%d].%s", f.Of, list, f.Item, strings.ReplaceAll(field, "#", fmt.Sprintf("[%d]", f.Row)))
	}
	row := func(format string) string { return fmt.Sprintf(format, f.Of, f.Row) }
	of := func(format string) string { return fmt.Sprintf(format, f.Of) }
	series := func(field string) string { return fmt.Sprintf("uplifts %s.Rows[%d].%s", f.Series, f.Row, field) }
	switch f.Quantity {
	case risk.Opening:
		return in("Caseload", "Opening")
	case risk.StartsPerMonth:
		return in("Caseload", "Flow#.Value.StartsPerMonth")
	case risk.Growth:
		return in("Caseload", "Flow#.Value.Growth")
	case risk.MeanStayDays:
		return in("Caseload", "Flow#.Value.MeanStayDays")
	case risk.AdmittedShare:
		return in("Caseload", "Flow#.Value.AdmittedShare")
	case risk.AssessmentsPerStart:
		return in("Caseload", "Flow#.Value.AssessmentsPerStart")
	case risk.MoveShare:
		return in("Moves", "Share#.Value")
	case risk.ReallocationShare:
		return in("Reallocation", "Share#.Value")
	case risk.ReviewsInDate:
		return in("Reviews", "InDate#.Value")
	case risk.GivenQuantity:
		return in("Given", "Quantity#")
	case risk.PlannedQuantity:
		return in("Plan", "Quantity#")
	case risk.AnnualValue:
		return row(".Contracts[%d].Contract.Agreements[%d].Value.AnnualValue")
	case risk.RatePerHead:
		return row(".Contracts[%d].Contract.Agreements[%d].Value.RatePerHead")
	case risk.TermAmount:
		return in("Contract.Terms", "Terms#.Value.Amount")
	case risk.TermLower:
		return in("Contract.Terms", "Terms#.Value.Lower")
	case risk.TermUpper:
		return in("Contract.Terms", "Terms#.Value.Upper")
	case risk.TermRateAbove:
		return in("Contract.Terms", "Terms#.Value.RateAbove")
	case risk.TermRateBelow:
		return in("Contract.Terms", "Terms#.Value.RateBelow")
	case risk.TermShare:
		return in("Contract.Terms", "Terms#.Value.Share")
	case risk.OutcomeWeight:
		return in("Contract.Outcomes", "Rows#.Value.Weight")
	case risk.OutcomeScore:
		return in("Contract.Outcomes", "Rows#.Value.Score")
	case risk.BudgetShare:
		return in("Budgets", "Rows#.Value.Share")
	case risk.BudgetPounds:
		return in("Budgets", "Rows#.Value.Pounds")
	case risk.BudgetWorkShare:
		return in("Budgets", "Rows#.Value.WorkShare")
	case risk.MarketStartsShare:
		return row(".Markets[%d].Rows[%d].Value.StartsShare")
	case risk.MarketCaseloadShare:
		return row(".Markets[%d].Rows[%d].Value.CaseloadShare")
	case risk.MarketRelativeCost:
		return row(".Markets[%d].Rows[%d].Value.RelativeCost")
	case risk.ProviderMFF:
		return row(".Providers[%d].MFF[%d].Value")
	case risk.CommissionerHeads:
		return row(".Commissioners[%d].Heads[%d].Value")
	case risk.UnitPrice:
		return fmt.Sprintf("schedule %s.Units[%d].Rows[%d].Value.Price", m.Schedules[f.Of].Name, f.Item, f.Row)
	case risk.ScheduleMFFBase:
		return "schedule " + m.Schedules[f.Of].Name + ".MFFBase"
	case risk.UnitCost:
		return row(".Resources[%d].Rows[%d].Value.UnitCost")
	case risk.EfficiencyDelivered:
		return row(".Resources[%d].Rows[%d].Value.EfficiencyDelivered")
	case risk.ResourceMFFBase:
		return row(".Resources[%d].Rows[%d].Value.MFFBase")
	case risk.FixedShare:
		return row(".Resources[%d].Rows[%d].Value.FixedShare")
	case risk.SemiFixedShare:
		return row(".Resources[%d].Rows[%d].Value.SemiFixedShare")
	case risk.Step:
		return row(".Resources[%d].Rows[%d].Value.Step")
	case risk.Capacity:
		return row(".Resources[%d].Rows[%d].Value.Capacity")
	case risk.AvailableShare:
		return row(".Resources[%d].Rows[%d].Value.AvailableShare")
	case risk.StandInShare:
		return row(".StandIns[%d].Rows[%d].Value.Share")
	case risk.StandInUnits:
		return row(".StandIns[%d].Rows[%d].Value.Units")
	case risk.PackageQuantity:
		return row(".Packages[%d].Quantity[%d].Value")
	case risk.ConsequencePounds:
		return of(".Consequences[%d].Pounds")
	case risk.UpliftCost:
		return series("CostUplift")
	case risk.UpliftEfficiency:
		return series("Efficiency")
	case risk.UpliftNet:
		return series("Net")
	}
	return of("no place for a quantity of %d")
}
