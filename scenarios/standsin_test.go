package scenarios

import (
	"maps"
	"strings"
	"testing"
)

func TestAProvidersOwnRowsBeginWithTheRun(t *testing.T) {
	const general = "CMHT,*,,100\n"
	for _, c := range []struct {
		name, own string
		faulty    bool
	}{
		{"from the start", "CMHT,RT2,,90\n", false},
		{"from the first month", "CMHT,RT2,2025-04,90\n", false},
		{"from later on alone", "CMHT,RT2,2025-08,90\n", true},
		{"from later on, after one from the start", "CMHT,RT2,,100\nCMHT,RT2,2025-08,90\n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := maps.Clone(smallModel)
			files["resources.csv"] = "resource,provider,from,unit_cost\n" + general + c.own
			files["packages.csv"] = "currency,resource,per,provider,quantity\n1,CMHT,day,*,0.2\n"
			_, err := Compile(read(t, files))
			if said := err != nil && strings.Contains(err.Error(), `found "2025-08" as the first month of provider RT2's own rows`); said != c.faulty {
				t.Errorf("error %v", err)
			}
		})
	}
}
