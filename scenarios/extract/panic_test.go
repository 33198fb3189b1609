package extract

import (
	"strings"
	"testing"

	"github.com/sourcegraph/conc/panics"
)

// A panic of who is told of records is that of who asked, though workers wait for each other.
func TestAPanicOfAWorkerReachesWhoAsked(t *testing.T) {
	var text strings.Builder
	text.WriteString("provider,commissioner,currency,measure,start,end\n")
	for range 20_000 { // more blocks than workers may run ahead
		text.WriteString("RT2,NTH,1,day,2025-04-01,2025-04-30\n")
	}
	for name, slip := range map[string]func(*Job){
		"each": func(j *Job) {
			j.Each = func() func([]byte, *Each) []byte { return func([]byte, *Each) []byte { panic("a slip") } }
		},
		"progress": func(j *Job) { j.Progress = func(int64, int64) { panic("a slip") } },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if fault, is := recover().(*panics.Recovered); !is || fault.Value != "a slip" {
					t.Errorf("recovered %v, want the worker's own panic", fault)
				}
			}()
			job := newJob(t)
			job.workers, job.block = 4, 1000
			slip(job)
			price(t, text.String(), job)
		})
	}
}
