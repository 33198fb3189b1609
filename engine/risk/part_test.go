package risk

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// partOf is a sample as a part file.
func partOf(t testing.TB, s *Sample) []byte {
	t.Helper()
	var to bytes.Buffer
	if err := s.WritePart(&to); err != nil {
		t.Fatal(err)
	}
	return to.Bytes()
}

func readPart(t testing.TB, part []byte) *Sample {
	t.Helper()
	s, err := ReadPart(bytes.NewReader(part), int64(len(part)))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// everything is all that can be asked of a sample.
func everything(t testing.TB, s *Sample) []any {
	t.Helper()
	var all []any
	take := func(x any, err error) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, x)
	}
	columns := make([]int, len(s.Outcomes()))
	for c := range columns {
		columns[c] = c
		take(s.Curve(c))
	}
	take(s.Summaries(columns, 2))
	take(s.Compare(payment, block))
	take(s.Exposure(payment, cost))
	take(s.Binding(capped))
	return all
}

// However a run is cut into parts, over however many workers each is drawn, and in whatever
// order they are merged, it comes to the same bytes and the same figures as in one go: where
// months are kept draw by draw and where they are counted.
func TestAnyPartsInAnyOrderGiveTheSameBytes(t *testing.T) {
	for _, draws := range []int{6000, 12_000} {
		t.Run(fmt.Sprint(draws, " draws"), func(t *testing.T) {
			one := collect(t, contract(), Whole(draws), 1)
			want, figures := partOf(t, one), everything(t, one)
			rapid.Check(t, func(r *rapid.T) {
				cuts := []int{0, draws}
				for _, cut := range rapid.SliceOfNDistinct(rapid.IntRange(1, draws/BlockDraws-1), 0, 4, rapid.ID).Draw(r, "cuts") {
					cuts = append(cuts, cut*BlockDraws)
				}
				slices.Sort(cuts)
				var parts []*Sample
				for i := range cuts[1:] {
					workers := rapid.IntRange(1, 5).Draw(r, "workers")
					part := collect(t, contract(), Range{cuts[i], cuts[i+1], draws}, workers)
					if rapid.Bool().Draw(r, "through a file") {
						part = readPart(t, partOf(t, part))
					}
					parts = append(parts, part)
				}
				merged, err := Merge(rapid.Permutation(parts).Draw(r, "order")...)
				if err != nil {
					r.Fatal(err)
				}
				if !bytes.Equal(partOf(t, merged), want) {
					r.Fatalf("parts cut at %v differ from one run", cuts)
				}
				if got := everything(t, merged); !reflect.DeepEqual(got, figures) {
					r.Fatalf("parts cut at %v come to %v, want %v", cuts, got, figures)
				}
			})
		})
	}
}

func TestWhatCannotBeMerged(t *testing.T) {
	part := func(study string, seed uint64, r Range, of formulas) *Sample {
		s, err := Collect(t.Context(), of, newNormals(seed, 3), Origin{study, seed, r}, 1, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	draws := func(first, until int) *Sample { return part("a1", 1, Range{first, until, 6000}, contract()) }
	long := func(first, until int, of formulas) *Sample {
		return part("a1", 1, Range{first, until, 11_000}, of)
	}
	shifted := contract()
	inApril := shifted[april].of
	shifted[april].of = func(d []float64) float64 { return inApril(d) + 1 }
	for _, c := range []struct {
		what  string
		parts []*Sample
		want  string
	}{
		{"nothing", nil, "no part to merge; give the parts of a run"},
		{"another study", []*Sample{draws(0, 3000), part("b2", 1, Range{3000, 6000, 6000}, contract())},
			`the parts 0:3000 and 3000:6000 are not of one study: found the fingerprints "a1" and "b2"; the parts of a run come of the same model, scenarios and version; draw one of them again`},
		{"another seed", []*Sample{part("a1", 2, Range{3000, 6000, 6000}, contract()), draws(0, 3000)},
			"the parts 0:3000 and 3000:6000 have the seeds 1 and 2; the parts of a run have one seed; draw one of them again"},
		{"another total", []*Sample{draws(0, 3000), part("a1", 1, Range{3000, 6000, 7000}, contract())},
			"the parts 0:3000 and 3000:6000 are of runs of 6000 and of 7000 draws; the parts of a run name the same number of draws; draw one of them again"},
		{"other outcomes", []*Sample{draws(0, 3000), part("a1", 1, Range{3000, 6000, 6000}, contract()[:2])},
			"the parts 0:3000 and 3000:6000 do not hold the same outcomes; the parts of a run come of the same version; draw one of them again"},
		{"other first draws", []*Sample{long(0, 3000, contract()), long(3000, 11_000, shifted)},
			"the parts 0:3000 and 3000:11000 count months in different bins, as the first 1000 draws did not come to the same where they were drawn; draw one of them again, on the other's machine"},
		{"a gap between", []*Sample{draws(4000, 6000), draws(0, 3000)},
			"draws 3000:4000 are in no part; the parts of a run of 6000 draws hold all of 0:6000; draw the range 3000:4000"},
		{"gaps at both ends", []*Sample{draws(1000, 5000)},
			"draws 0:1000 are in no part; the parts of a run of 6000 draws hold all of 0:6000; draw the range 0:1000\n" +
				"draws 5000:6000 are in no part; the parts of a run of 6000 draws hold all of 0:6000; draw the range 5000:6000"},
		{"an overlap", []*Sample{draws(0, 4000), draws(3000, 6000)},
			"draws 3000:4000 are in the parts 0:4000 and 3000:6000; each draw counts once; leave one part out, or draw another range"},
		{"a part within another", []*Sample{draws(0, 6000), draws(3000, 4000)},
			"draws 3000:4000 are in the parts 0:6000 and 3000:4000; each draw counts once; leave one part out, or draw another range"},
		{"the same part twice", []*Sample{draws(0, 3000), draws(0, 3000), draws(3000, 6000)},
			"draws 0:3000 are in the parts 0:3000 and 0:3000; each draw counts once; leave one part out, or draw another range"},
	} {
		if _, err := Merge(c.parts...); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.what, err, c.want)
		}
	}
}

func TestFilesThatAreNoPart(t *testing.T) {
	whole := partOf(t, collect(t, contract()[:2], Whole(1000), 1))
	size := len(whole)
	changed := func(at int, to byte) []byte {
		part := bytes.Clone(whole)
		part[at] = to
		return part
	}
	const damage = "the part is damaged: its bytes are not those that were written, by the checksum at its end; copy it again, or draw it again"
	for _, c := range []struct {
		what string
		part []byte
		want string
	}{
		{"an empty file", nil, `this is no part of a run: found "" at its beginning, where a part has "parity part\n"; give a file that was drawn as a part`},
		{"another file", []byte("scenario,contract,item"), `this is no part of a run: found "scenario,con" at its beginning, where a part has "parity part\n"; give a file that was drawn as a part`},
		{"another version", changed(len(partMagic), 7), "the part is of version 7, and this program reads version 2; draw the part with the program that merges it"},
		{"its magic alone", whole[:14], "the part is cut short: found 14 bytes, and a part has more before its draws alone; copy it again, or draw it again"},
		{"half of the header", whole[:100], fmt.Sprintf("the part is cut short: found 100 bytes, and its header alone ends at %d; copy it again, or draw it again", size-2*1000*8-sha256.Size)},
		{"all but a byte", whole[:size-1], fmt.Sprintf("the part is cut short: found %d bytes, and the part 0:1000 has %d; copy it again, or draw it again", size-1, size)},
		{"a byte more", append(bytes.Clone(whole), 0), fmt.Sprintf("the part is followed by something: found %d bytes, and the part 0:1000 has %d; copy it again, or draw it again", size+1, size)},
		{"another draw", changed(size-1000, whole[size-1000]+1), damage},
		{"another checksum", changed(size-1, whole[size-1]+1), damage},
		{"a header that is no JSON", changed(len(partMagic)+8, 'x'), damage},
		{"a header without end", changed(len(partMagic)+7, 0xff), damage},
	} {
		if _, err := ReadPart(bytes.NewReader(c.part), int64(len(c.part))); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.what, err, c.want)
		}
	}
}

// A part may come with a checksum that is right and yet be none that was written.
func TestPartsThatWereNeverWritten(t *testing.T) {
	signed := func(change func(part []byte) []byte) []byte {
		part := partOf(t, collect(t, contract()[april:may], Range{0, 1000, 11_000}, 1))
		part = change(part[:len(part)-sha256.Size])
		header := part[len(partMagic)+8:]
		binary.LittleEndian.PutUint32(part[len(partMagic)+4:], uint32(bytes.Index(header, []byte("]}"))+2))
		sum := sha256.Sum256(part)
		return append(part, sum[:]...)
	}
	edited := func(old, new string) func([]byte) []byte {
		return func(part []byte) []byte { return bytes.Replace(part, []byte(old), []byte(new), 1) }
	}
	const damage = "the part is damaged: its bytes are not those that were written, by the checksum at its end; copy it again, or draw it again"
	for _, c := range []struct {
		what   string
		change func(part []byte) []byte
		want   string
	}{
		{"nothing changed", func(part []byte) []byte { return part }, ""},
		{"a draw counted twice", func(part []byte) []byte { part[len(part)-4]++; return part }, damage},
		{"a range that cannot be", edited(`"until":1000`, `"until":1500`), damage},
		{"bins without width", edited(`"width"`, `"depth"`), damage},
		{"bins of no month", edited(`"of":11000`, `"of":10000`), damage},
		{"a month too many", edited(`"outcomes":[`, `"outcomes":[{"Period":{"Month":24300}},`), damage},
	} {
		part := signed(c.change)
		_, err := ReadPart(bytes.NewReader(part), int64(len(part)))
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: %v, want %q", c.what, err, c.want)
		}
	}
}

// A part says whose it is, and where its draws are.
func TestAPartIsReadAsItWasWritten(t *testing.T) {
	want := collect(t, contract(), Range{2000, 4000, 12_000}, 2)
	got := readPart(t, partOf(t, want))
	if got.Origin() != want.Origin() || got.Draws() != 2000 || !slices.Equal(got.Outcomes(), want.Outcomes()) {
		t.Errorf("the part is %+v, want %+v", got.Origin(), want.Origin())
	}
	if !reflect.DeepEqual(everything(t, got), everything(t, want)) {
		t.Error("a part comes to something else after it is read")
	}
}

// fullDisk is a writer and a Store without room.
type fullDisk struct{}

var errFull = errors.New("no space left")

func (fullDisk) Write([]byte) (int, error)          { return 0, errFull }
func (fullDisk) WriteAt([]byte, int64) (int, error) { return 0, errFull }
func (fullDisk) ReadAt([]byte, int64) (int, error)  { return 0, errFull }

func TestAFullDiskIsSaid(t *testing.T) {
	err := collect(t, contract(), Whole(1000), 1).WritePart(fullDisk{})
	if want := "write the part 0:1000: no space left"; err == nil || err.Error() != want || !errors.Is(err, errFull) {
		t.Errorf("%v, want %s", err, want)
	}
}

func FuzzReadPart(f *testing.F) {
	for _, draws := range []int{1000, 11_000} {
		part := partOf(f, collect(f, contract()[5:], Range{0, 1000, draws}, 1))
		f.Add(part)
		f.Add(part[:len(part)/2])
	}
	f.Fuzz(func(t *testing.T, part []byte) {
		s, err := ReadPart(bytes.NewReader(part), int64(len(part)))
		if err != nil {
			return
		}
		if again := partOf(t, s); !bytes.Equal(again, part) {
			t.Errorf("a part of %d bytes is written as %d others", len(part), len(again))
		}
		for c := range s.Outcomes() {
			if _, err := s.Summary(c); err != nil {
				t.Error(err)
			}
		}
	})
}

// A part whose file is taken away is said, whatever is asked of it.
func TestAStoreThatCannotBeReadIsSaid(t *testing.T) {
	sample := collect(t, contract(), Range{1000, 2000, 11_000}, 1)
	sample.spans[0].panels = fullDisk{}
	asked := map[string]func() error{
		"summary":            func() error { _, err := sample.Summary(cost); return err },
		"summary of a month": func() error { _, err := sample.Summary(april); return err },
		"summaries":          func() error { _, err := sample.Summaries([]int{cost, april}, 2); return err },
		"curve":              func() error { _, err := sample.Curve(cost); return err },
		"pair":               func() error { _, err := sample.Compare(cost, payment); return err },
		"exposure":           func() error { _, err := sample.Exposure(payment, cost); return err },
		"binding":            func() error { _, err := sample.Binding(capped); return err },
	}
	for what, ask := range asked {
		if err := ask(); err == nil || err.Error() != "read draw 1000: no space left" {
			t.Errorf("%s: %v", what, err)
		}
	}
}
