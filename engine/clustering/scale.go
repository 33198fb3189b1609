package clustering

import "strings"

// Scale is one of the scales of the Mental Health Clustering Tool, in the order of the tool.
type Scale uint8

// ScaleCount is how many scales the tool has: the twelve of HoNOS, one more of how things are
// now, and five of what has been.
const ScaleCount = 18

// scales are the scales' codes and names: NHS Data Dictionary, Mental Health Clustering Tool.
var scales = [ScaleCount]struct {
	code, name string
	historical bool
}{
	{"1", "Overactive, aggressive, disruptive or agitated behaviour", false},
	{"2", "Non-accidental self-injury", false},
	{"3", "Problem drinking or drug taking", false},
	{"4", "Cognitive problems", false},
	{"5", "Physical illness or disability problems", false},
	{"6", "Problems associated with hallucinations and delusions", false},
	{"7", "Problems with depressed mood", false},
	{"8", "Other mental and behavioural problems", false},
	{"9", "Problems with relationships", false},
	{"10", "Problems with activities of daily living", false},
	{"11", "Problems with living conditions", false},
	{"12", "Problems with occupation and activities", false},
	{"13", "Strong unreasonable beliefs (not psychotic)", false},
	{"A", "Agitated behaviour or expansive mood", true},
	{"B", "Repeat self-harm", true},
	{"C", "Safeguarding other children and vulnerable dependent adults", true},
	{"D", "Engagement", true},
	{"E", "Vulnerability", true},
}

// Code is the scale's code in the tool: 1 to 13, A to E.
func (s Scale) Code() string { return scales[s].code }

// Name is what the scale rates.
func (s Scale) Name() string { return scales[s].name }

// Historical says whether the scale rates what has been, and not how things are now.
func (s Scale) Historical() bool { return scales[s].historical }

// ParseScale finds the scale of a code; capitals make no difference.
func ParseScale(code string) (Scale, bool) {
	for s := range Scale(ScaleCount) {
		if strings.EqualFold(code, scales[s].code) {
			return s, true
		}
	}
	return 0, false
}

// Score is a rating on a scale: 0 (no problem) to 4 (severe), or Unknown.
type Score uint8

const (
	MaxScore Score = 4
	Unknown  Score = 9 // "not known", as the tool codes it
)

// Valid says whether the score is one the tool has.
func (s Score) Valid() bool { return s <= MaxScore || s == Unknown }

// Scores are one person's ratings, by Scale.
type Scores [ScaleCount]Score

// Known is on how many scales the person is rated.
func (s *Scores) Known() int {
	known := 0
	for _, score := range s {
		if score != Unknown {
			known++
		}
	}
	return known
}
