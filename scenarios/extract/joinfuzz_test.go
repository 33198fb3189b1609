package extract

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// fuzzedTable is the file that fuzzed mappings may join.
const fuzzedTable = "table.csv"

// FuzzJoin reads any mapping, any table that it joins and any extract, to be priced and to be
// followed, by one slow worker in one block and by several in small ones: no panic, the same from
// both, and every record is either read or an exception.
func FuzzJoin(f *testing.F) {
	rows := strings.ReplaceAll(referralRows, "referrals.csv", fuzzedTable)
	f.Add([]byte(rows), []byte(referrals), []byte("person,"+strings.ReplaceAll(strings.TrimSpace(joinedText), "\n", "\nann,")+"\n"))
	f.Add([]byte(rows+"reviewed,Seen,,,referral\nrecord,No,,,\n"), []byte("ID,Trust,Purchaser,Seen\n1,RT2,NTH,2025-04-03\n1,RT2,NTH,\n1,RT2,NTH,29/02/2025\n2,RT2,OLD,2025-02-29\n"),
		[]byte("person,Referral,Cluster,From,To,No\na,1,1,2025-04-01,2025-04-11,7\na,2,02,2025-04-01,,x\n"))
	f.Add([]byte("join,person,person,table.csv,people\ncommissioner,area,,,people\nprovider,,,RT2,\n"), []byte("\ufeffperson\tarea\nann\tNTH\n\"bob\"\tSTH\n"), []byte("person,currency,start,end\nann,1,2025-04-01,2025-04-02\nbob,1,2025-04-01,\n"))
	f.Add([]byte(rows), []byte("ID,Trust,Purchaser\n1,RT2,\"NTH"), []byte(joinedText))
	f.Add([]byte(rows), []byte("ID,Trust,Purchaser\n1,\"RT2\"x,NTH\n"), []byte(joinedText))
	f.Add([]byte(rows), []byte("ID,Trust,Purchaser\n1,RT2\x00,NTH\n"), []byte(joinedText))
	f.Add([]byte(rows), []byte("ID,Trust\n1,RT2\n"), []byte(joinedText))
	f.Add([]byte(rows), []byte("\x1f\x8b"), []byte(joinedText))
	f.Add([]byte(rows), []byte("PK\x03\x04"), []byte(joinedText))
	f.Add([]byte("join,a,b,table.csv,\n\"join\",,,table.csv,t\n"), []byte("b\n"), []byte("a\n"))
	folder := f.TempDir()
	f.Fuzz(func(t *testing.T, rows, table, text []byte) {
		read := func() *Mapping {
			mapping, err := ReadMapping(strings.NewReader(TablesHeader+"\n"+string(rows)), "m.csv")
			if err != nil || slices.ContainsFunc(mapping.tables, func(t Table) bool { return t.File != fuzzedTable }) {
				return nil // nothing else of the machine is read
			}
			mapping.In(folder)
			return mapping
		}
		if read() == nil {
			return
		}
		if err := os.WriteFile(filepath.Join(folder, fuzzedTable), table, 0o600); err != nil {
			t.Fatal(err)
		}
		one, several := newJob(t), newJob(t)
		one.Mapping, one.workers, one.block, one.slowly = read(), 1, longestRecord, true
		several.Mapping, several.workers, several.block = read(), 3, 37
		sameFrom(t, string(text), one, several)
		follow := func(slowly bool) string {
			source, err := Open(StandardInput, strings.NewReader(string(text)))
			if err != nil {
				return "not read"
			}
			defer source.Close()
			job := &EpisodesJob{Mapping: read(), Parties: one.Parties, workers: 1, slowly: slowly}
			if !slowly {
				job.workers, job.block = 3, 37
			}
			all, read, err := Episodes(context.Background(), source, job)
			if err != nil {
				return "not read"
			}
			if int64(all.Len())+read.Refused != read.Records {
				t.Fatalf("%d records are %d episodes and %d exceptions", read.Records, all.Len(), read.Refused)
			}
			return fmt.Sprint(slices.Collect(all.All()), read.Exceptions, read.Codes, read.Layout)
		}
		if slow, fast := follow(true), follow(false); slow != fast {
			t.Fatalf("one worker: %s\nseveral:    %s", slow, fast)
		}
	})
}
