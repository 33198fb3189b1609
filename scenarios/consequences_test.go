package scenarios

import "testing"

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
