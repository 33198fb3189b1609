package scenarios

import (
	"math"
	"strings"
	"testing"

	"parity/engine"
	"parity/engine/risk"
)

// No model that comes with Parity says what care not delivered costs elsewhere: invented pounds
// would be quoted.
func TestNoEmbeddedModelStatesConsequences(t *testing.T) {
	for _, listing := range Embedded() {
		if listing.Kind != "model" {
			continue
		}
		name := listing.Name
		m := loaded(t, name)
		if rows := len(m.Table("consequences").Rows); rows != 0 {
			t.Errorf("%s has %d rows of consequences", name, rows)
		}
	}
}

func TestFaultsOfConsequences(t *testing.T) {
	const heads = "sector,currency,pounds\n"
	for _, c := range []struct{ name, text, want string }{
		{"pounds below nothing", heads + "police,*,-5\n",
			`consequences.csv, row 2, column pounds: found "-5"; pounds is pounds, 0 or more; write it without a minus`},
		{"a currency there is not", heads + "police,12,5\n",
			`consequences.csv, row 2, column currency: found "12", which is not in currencies; currency names a row of currencies, or * for all; add it to currencies`},
		{"no pounds", heads + "police,1,\n",
			`consequences.csv, row 2, column pounds: found nothing; pounds is pounds, 0 or more, and every row needs one; fill the cell`},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := cuttingOf()
			files["consequences.csv"] = c.text
			m, err := ReadFolder(folderOf(files), "short")
			if err == nil {
				_, err = Simulate(m, Selection{})
			}
			if got := messages(err); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestDrawsOfConsequences holds what care not delivered costs other sectors in a draw to a run of the
// tables with the drawn figures in their cells: of a service whose care is short, with stand-ins,
// personal budgets and a market.
func TestDrawsOfConsequences(t *testing.T) {
	m := read(t, over(probed, map[string]string{
		"consequences.csv": "sector,currency,pounds\nAcute care,1,3200\nAcute care,2,2100\nPolice,1,900\n",
		// Whatever is available as a share is of what the baseline asks, which no draw moves.
		"resources.csv": strings.Replace(probed["resources.csv"], ",0.95,", ",,", 1),
		"cuts.csv":      "cut,line,cells,share,amount,from,every_year\n",
		"uncertainty.csv": uncertaintyHeader + strings.Join([]string{
			"pounds,consequences.pounds,multiply,0.8,1.3,pert,,",
			"own,\"resources[resource=W1,provider=RX1].unit_cost\",multiply,0.9,1.2,pert,,",
			"team,resources[resource=A06].capacity,multiply,0.4,0.6,uniform,,",
			"contacts,packages[resource=A06].quantity,multiply,0.8,1.2,uniform,,",
		}, "\n") + "\n"}))
	drawable, err := NewDrawable(m, Selection{Scenarios: []string{"base", "times"}})
	if err != nil {
		t.Fatal(err)
	}
	const draws, rounding = 1_000, 10 // pounds: half a thousandth of a person-year at its pounds, of each contract, currency and month
	drawn, err := drawable.Draw(t.Context(), risk.Origin{Seed: 7, Range: risk.Whole(draws)}, 2, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	sampler, err := drawn.Sampler(7)
	if err != nil {
		t.Fatal(err)
	}
	lane := make([][]float64, sampler.Slots())
	for slot := range lane {
		lane[slot] = make([]float64, 1)
	}
	for _, k := range []int{0, 17, 999} {
		sampler.Fill(uint64(k), lane)
		written := m.Clone()
		for row := range written.Table("uncertainty").Rows {
			at, _ := sampler.Slot(row)
			write(written, row, []float64{lane[at][0]})
		}
		study, err := Simulate(written, Selection{Scenarios: []string{"base", "times"}})
		if err != nil {
			t.Fatal(err)
		}
		held := 0
		for column, o := range drawn.Sample.Outcomes() {
			sector, is := strings.CutPrefix(o.Item, engine.ItemConsequence)
			if !is || o.Period != (risk.Period{}) {
				continue
			}
			want := 0.0
			for _, of := range study.Scenarios[o.Scenario].Result.BySector() {
				if of.Sector == sector {
					want = of.Cost.Pence.Pounds()
				}
			}
			values, err := drawn.Sample.Values(column)
			if err != nil {
				t.Fatal(err)
			}
			if held++; !(math.Abs(values[k]-want) <= rounding) || want < 30*rounding {
				t.Errorf("draw %d, scenario %d: %s bears %v, and a run of the drawn tables gives %v", k, o.Scenario, sector, values[k], want)
			}
		}
		if held != 4 {
			t.Errorf("%d figures of sectors, want those of two sectors in two scenarios", held)
		}
	}
}
