package extract

import (
	"strings"
	"testing"
)

// A mapping names columns, translates codes and says what every record has.
func TestMapping(t *testing.T) {
	m, err := ReadMapping(strings.NewReader(MappingHeader+"\nstart,Date seen,,\ncurrency,Team,,\ncurrency,,CMHT,A01\ncommissioner,,,NTH\nprovider,,,RT2\nmeasure,,,contact\n"), "m.csv")
	if err != nil {
		t.Fatal(err)
	}
	job := newJob(t)
	job.Mapping = m
	p, err := price(t, "Team,Date seen\nCMHT,2025-05-01\nCMHT,2025-05-02\nOther,2025-05-02\n", job)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := told(p), "3 records, 0 outside, 10.00; line 4 column Team: "+string(UnknownCode); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestMappingErrors(t *testing.T) {
	for _, c := range []struct{ rows, want string }{
		{"strat,x,,", `m.csv, row 2: found field "strat"; the fields are person, provider, commissioner, currency, start, end, measure, quantity, reviewed, record, financial_year, financial_month, and join, which has a table`},
		{"start,x,,\nstart,y,,", `m.csv, row 3: found a second column for the start, "y"; one column holds a field`},
		{"start,,a,b", "m.csv, row 2: found what a start is; only codes are translated: provider, commissioner, currency, measure"},
		{"start,x,,D/M/YY", `m.csv, row 2: found the form "D/M/YY" of the start; a date is written YYYY-MM-DD, DD/MM/YYYY or MM/DD/YYYY, with a hyphen, a slash, a point or nothing between`},
		{"currency,,a,", `m.csv, row 2: found code "a" without what it is; fill in the column is`},
		{"currency,x,,1", "m.csv, row 2: found what the currency is, without the code that is called so; fill in the column code, or leave column blank where every record is the same"},
		{"currency,,,", "m.csv, row 2: found nothing but the field; name its column, translate a code, or say what it always is"},
		{"measure,,,visit", `m.csv, row 2: found measure "visit"; the measures are day, admitted_day, community_day, start, entry, assessment, period, year, contact, bed_day`},
	} {
		if _, err := ReadMapping(strings.NewReader(MappingHeader+"\n"+c.rows+"\n"), "m.csv"); err == nil || err.Error() != c.want {
			t.Errorf("%q:\ngot  %v\nwant %s", c.rows, err, c.want)
		}
	}
	if _, err := ReadMapping(strings.NewReader("a,b\n"), "m.csv"); err == nil || err.Error() != "m.csv, row 1: found no mapping; its first row is "+MappingHeader+", or "+TablesHeader+" where tables are joined" {
		t.Errorf("a mapping without its header: %v", err)
	}
}

func TestPresetsAreMappings(t *testing.T) {
	if len(Presets()) < 4 {
		t.Errorf("presets: %v", Presets())
	}
	for _, name := range Presets() {
		preset, known := Preset(name)
		if !known || preset.columns[Start] == "" && preset.columns[FinancialMonth] == "" || preset.columns[Provider] == "" {
			t.Errorf("preset %s: %v, %v", name, preset, known)
		}
	}
	if _, known := Preset("../presets"); known {
		t.Error("a preset of another folder")
	}
}
