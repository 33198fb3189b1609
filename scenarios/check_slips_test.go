package scenarios

import (
	"strings"
	"testing"
)

func TestCheckSlips(t *testing.T) {
	quiet := map[string]string{"uncertainty.csv": uncertaintyHeader, "correlations.csv": "group_a,group_b,rank\n"}
	change := func(value string) map[string]string {
		return map[string]string{"changes.csv": changesHeader + "pbr,more,1,caseload,,starts_per_month,multiply," + value + ",\n"}
	}
	const days = "contract,currency,measure,month,quantity\nnorth,14,day,2025-04,30\n"
	for _, c := range []struct {
		name  string
		files map[string]string
		want  string // the whole message; nothing where all is well
	}{
		{"a factor that is a change", change("0.08"),
			"changes.csv, row 2, column value: warning: found \"0.08\", which leaves 8% of the figure; multiplied by 1 a figure stays as it is; did you mean 1.08?"},
		{"a factor of 0.3", change("0.3"),
			"changes.csv, row 2, column value: warning: found \"0.3\", which leaves 30% of the figure; multiplied by 1 a figure stays as it is; did you mean 1.3?"},
		{"a factor below 0", change("-0.02"),
			"changes.csv, row 2, column value: warning: found \"-0.02\", which turns the figure's sign round; multiplied by 1 a figure stays as it is; did you mean 0.98?"},
		{"a factor above 0.3", change("0.5"), ""},
		{"a factor of 0, which takes all away", change("0"), ""},
		{"a factor that is none", map[string]string{"changes.csv": changesHeader + "pbr,more,1,caseload,,starts_per_month,add,0.08,\n"}, ""},
		{"a factor's base that is not applied", map[string]string{"schedules.csv": "schedule,basis,applies_mff,mff_base,uplift\nlocal,local,,1.0534,tariff\n"},
			"schedules.csv, row 2, column mff_base: warning: found \"1.0534\" where applies_mff is blank; mff_base divides the provider's factor where the schedule applies it, and does nothing here; write yes in applies_mff, or leave mff_base blank"},
		{"a factor's base that is refused", map[string]string{"schedules.csv": "schedule,basis,applies_mff,mff_base,uplift\nlocal,local,no,1.0534,tariff\n"},
			"schedules.csv, row 2, column mff_base: warning: found \"1.0534\" where applies_mff is \"no\"; mff_base divides the provider's factor where the schedule applies it, and does nothing here; write yes in applies_mff, or leave mff_base blank"},
		{"a factor's base that is applied", map[string]string{"schedules.csv": "schedule,basis,applies_mff,mff_base,uplift\nlocal,local,yes,1.0534,tariff\n"}, ""},
		{"a variable element without a rate", map[string]string{"terms.csv": "contract,step,term,settle,netting\nnorth,1,variable,year,total\n"},
			"terms.csv, row 2, column rate_above: warning: found no rate above or below; a variable element without a rate pays nothing; give rate_above, rate_below or both"},
		{"a marginal rate on a block", map[string]string{"terms.csv": "contract,step,term,settle,upper,rate_above\nnorth,1,marginal,year,0.02,0.3\n"},
			"terms.csv, row 2, column term: warning: found \"marginal\" on contract north, which is paid by block; marginal takes back part of what activity was paid, and here activity was not paid; use variable, or pay the contract by activity"},
		{"a marginal rate on a contract that comes to be paid by activity", map[string]string{
			"terms.csv":     "contract,step,term,settle,upper,rate_above\nnorth,1,marginal,year,0.02,0.3\n",
			"contracts.csv": smallModel["contracts.csv"] + "north,2025-10,NC,RT2,activity,local,,\n"}, ""},
		{"the community's part of days that are given whole", map[string]string{"activity.csv": days,
			"prices.csv": smallModel["prices.csv"][:strings.Index(smallModel["prices.csv"], "\n")] + ",covers\nlocal,14,year,,9000,2025-04,community\n"},
			"prices.csv, row 2, column covers: warning: found \"community\" for currency 14, whose days contract north gives whole (activity.csv, row 2); where it is not known who is admitted, nobody is taken to be and the price is paid in full; give admitted_day and community_day instead of day, or leave covers blank"},
		{"the community's part of days that are given in parts", map[string]string{
			"activity.csv": "contract,currency,measure,month,quantity\nnorth,14,admitted_day,2025-04,30\nnorth,14,community_day,2025-04,30\n",
			"prices.csv":   "schedule,currency,measure,from,price,price_base,covers\nlocal,14,year,,9000,2025-04,community\n"}, ""},
		{"a package per what is given of other things", map[string]string{"packages.csv": "currency,resource,per,provider,quantity\n14,A06,assessment,*,2\n"},
			"packages.csv, row 2, column per: warning: found assessment, of which currency 14 never has any; what the row asks is 0 in every month; counted of the currency: contact; ask per one of these, or take the row out"},
		{"a package per admitted day of what is not admitted", map[string]string{"packages.csv": "currency,resource,per,provider,quantity\n2,A06,admitted_day,RT2,1\n"},
			"packages.csv, row 2, column per: warning: found admitted_day, of which currency 2 never has any; what the row asks is 0 in every month; counted of the currency: day, community_day, start, entry, period, year, person; ask per one of these, or take the row out"},
		{"a package of a measure that comes", map[string]string{"packages.csv": "currency,resource,per,provider,quantity\n2,A06,period,RT2,1\n1,A06,admitted_day,*,1\n14,A06,contact,*,1\n14,A06,month,*,1\n"}, ""},
		{"a package of nothing", map[string]string{"packages.csv": "currency,resource,per,provider,quantity\n2,A06,assessment,RT2,0\n"}, ""},
		{"a package of a currency nobody is in", map[string]string{"caseload.csv": "contract,currency,opening\nnorth,2,5\n", "moves.csv": "contract,from_currency,to_currency,share\n",
			"packages.csv": "currency,resource,per,provider,quantity\n1,A06,assessment,RT2,1\n"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(found(t, over(over(smallModel, quiet), c.files)), "\n"); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
