package scenarios

import "testing"

func TestFaultsOfRationingAndStandIns(t *testing.T) {
	const rationing, standIns = "resource,provider,from,rule,protect\n", "resource,stand_in,provider,from,share,units\n"
	for _, c := range []struct{ name, file, text, want string }{
		{"protection of nobody", "rationing.csv", rationing + "*,*,,protect,\n",
			`rationing.csv, row 2, column protect: found nothing; the rule protect says which currencies are served first; name them, as currency=10|11, or choose another rule`},
		{"protection of a cluster there is not", "rationing.csv", rationing + "*,*,,protect,currency=2|12\n",
			`rationing.csv, row 2, column protect: found "currency=12", which is not in currencies; protect names currencies that there are; name others; there are 1, 2, 14`},
		{"protection under another rule", "rationing.csv", rationing + "A06,*,,simplest_first,currency=2\n",
			`rationing.csv, row 2, column protect: found "currency=2" with simplest_first; only the rule protect serves some currencies first; leave the cell blank, or set rule to protect`},
		{"protection by what is no column of currencies", "rationing.csv", rationing + "A06,*,,protect,cluster=2\n",
			`rationing.csv, row 2, column protect: found "cluster=2"; the columns of currencies that may be named here are currency, group; name one of them`},
		{"a rule there is not", "rationing.csv", rationing + "A06,*,,simplest,\n",
			`rationing.csv, row 2, column rule: found "simplest"; rule is one of proportional, protect, simplest_first; did you mean simplest_first?`},
		{"a resource there is not", "rationing.csv", rationing + "A66,*,,proportional,\n",
			`rationing.csv, row 2, column resource: found "A66", which is not in resources; resource names a row of resources, or * for all; did you mean A06?`},
		{"a stand-in for itself", "stand_ins.csv", standIns + "A06,A06,*,,0.5,\n",
			`stand_ins.csv, row 2, column stand_in: found "A06", the resource itself; another resource stands in; name another, or take the row out`},
		{"a stand-in for a stand-in", "stand_ins.csv", standIns + "A06,A07,*,,0.5,\nA07,W1,*,,0.5,\n",
			`stand_ins.csv, row 2, column stand_in: found "A07", for which W1 stands in (row 3); what stands in has nothing stand in for it: work is handed on once; take one of the two rows out`},
		{"more taken over than there is", "stand_ins.csv", standIns + "A06,A07,*,,0.5,\nA06,W1,*,,0.6,\n",
			`stand_ins.csv, row 3, column share: found shares of what A06 does not deliver that sum to 1.1; no more is taken over than is not delivered: the shares sum to 1 at most; lower one of them`},
		{"a stand-in of no units", "stand_ins.csv", standIns + "A06,A07,*,,0.5,0\n",
			`stand_ins.csv, row 2, column units: found "0"; units is a number above 0; give a number above 0, or leave the cell blank`},
		{"a provider's own that begins on the way", "stand_ins.csv", standIns + "A06,A07,*,,0.5,\nA06,A07,RT2,2025-06,0.5,\n",
			`stand_ins.csv, row 3, column from: found "2025-06" as the first month of provider RT2's own rows; they stand in for the rows of * in every month of the run; add a row of its own with a blank from, that says what holds until then`},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := cuttingOf()
			delete(files, "cuts.csv")
			files[c.file] = c.text
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
