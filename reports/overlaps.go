package reports

import (
	"fmt"
	"strconv"
	"strings"

	"parity/engine/episodes"
	"parity/scenarios/extract"
)

// overlapCount is how many records there are of a kind that does not fit together, what they
// are, what becomes of them where people are followed, and what JSON calls them.
type overlapCount struct {
	n                int64
	what, then, json string
}

// overlapsOf are the kinds that looking at people finds, alone or beside others of theirs.
func overlapsOf(f *episodes.Found) []overlapCount {
	return []overlapCount{
		{f.Duplicates, "like an earlier one of the same person, contract, currency and dates", "they count once", "duplicates"},
		{f.Replaced, "of the same person, provider, currency and start as a later one", "that holds alone, as of monthly submissions the last does", "replaced"},
		{f.TwoAtOnce, "in another currency or contract while one of the same person goes on", "the later start counts, then the higher record number", "two_at_once"},
		{f.SameAtOnce, "in the same currency while one of the same person goes on", "a day counts once", "same_at_once"},
		{f.ShortGaps, fmt.Sprintf("begun within %d days of the end of the one before it", episodes.ShortGap), "leaving and starting, not a move", "short_gaps"},
	}
}

// loneOverlapsOf are the kinds of which following people takes nothing.
func loneOverlapsOf(f *episodes.Found) []overlapCount {
	return []overlapCount{
		{f.Momentary, "ending on the day of the start", "nothing of them counts", "momentary"},
		{f.Later, "starting after the last month", "nothing of them counts", "later"},
	}
}

// followed says what became of records that do not fit together as people were followed.
func followed(b *strings.Builder, f *episodes.Found) {
	b.WriteString("\nOne currency at a time for each person\n")
	for _, o := range append(overlapsOf(f), loneOverlapsOf(f)...) {
		if o.n > 0 {
			b.WriteString(paragraph("- ", fmt.Sprintf("%s %s: %s", manyRecords(o.n), o.what, o.then)))
		}
	}
	b.WriteString(paragraph("- ", fmt.Sprintf("%s back in one that a later one lay on; %s between two of a person", timesOf(f.Resumed), gapsOf(f.Gaps))))
}

func timesOf(n int64) string {
	if n == 1 {
		return "once"
	}
	return commas(strconv.FormatInt(n, 10)) + " times"
}

func gapsOf(n int64) string {
	if n == 1 {
		return "1 gap"
	}
	return commas(strconv.FormatInt(n, 10)) + " gaps"
}

// inWhichOrder says how it is told which of repeated records is the later one where their
// numbers do not say; blank where they do, or none is repeated.
func inWhichOrder(f *episodes.Found, read *extract.Read) string {
	if f.Replaced == 0 || read.Has(extract.Record) {
		return ""
	}
	return "Look first: records are repeated and have no numbers (a column record), so that of each the one furthest down the file holds. Is the file in the order in which they were submitted?"
}
