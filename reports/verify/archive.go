package verify

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"
)

// archive is a workbook's file: its sheets in the order of their tabs, not yet read.
type archive struct {
	sheets []sheetPart
	parts  map[string]*zip.File
	shared []string // texts that the sheets share
}

type sheetPart struct{ name, part string }

// mostUnpacked is how many bytes a workbook may come to: many times the largest that Parity
// writes, and less than memory holds.
const mostUnpacked = 1 << 30

// Names of parts and of what they say.
const (
	workbookPart      = "xl/workbook.xml"
	relationshipsPart = "xl/_rels/workbook.xml.rels"
	sharedPart        = "xl/sharedStrings.xml"
)

// NotResultError is a file that is no workbook of results.
type NotResultError struct{ Name, Found, Remedy string }

// Error says what the file is instead and what to give.
func (e *NotResultError) Error() string {
	return fmt.Sprintf("%s: found %s; what is checked is a result that parity run or parity risk wrote (.xlsx, .json or .csv); %s", e.Name, e.Found, e.Remedy)
}

// Empty is a file with nothing in it.
func Empty(name string) *NotResultError {
	return &NotResultError{name, "an empty file", "this may be a download or copy that broke off; fetch it again"}
}

// open finds the sheets of a workbook.
func open(file io.ReaderAt, size int64, name string) (*archive, error) {
	if size == 0 {
		return nil, Empty(name)
	}
	zipped, err := zip.NewReader(file, size)
	if err != nil {
		return nil, &NotResultError{name, "a file that is no workbook, or one that is cut off", "fetch it again, or ask for it to be saved as .xlsx without a password"}
	}
	a := &archive{parts: map[string]*zip.File{}}
	unpacked := uint64(0)
	for _, part := range zipped.File {
		key := strings.TrimPrefix(part.Name, "/")
		if a.parts[key] != nil {
			return nil, fmt.Errorf("%s: %w", name, &damagedError{key, "it is there twice, and which one a spreadsheet shows is not known"})
		}
		a.parts[key] = part
		if unpacked += min(part.UncompressedSize64, mostUnpacked+1); unpacked > mostUnpacked {
			return nil, &NotResultError{name, fmt.Sprintf("a file that unpacks to more than %d MiB", mostUnpacked>>20), "no result of Parity is that large"}
		}
	}
	if a.parts[workbookPart] == nil {
		return nil, &NotResultError{name, "an archive that is no workbook", "give the .xlsx file"}
	}
	if err := a.findSheets(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if a.parts[sharedPart] != nil {
		part, err := a.read(sharedPart)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		a.shared = sharedTexts(part)
	}
	return a, nil
}

// read unpacks a part.
func (a *archive) read(name string) (string, error) {
	part := a.parts[name]
	if part == nil {
		return "", &damagedError{name, "the part is missing"}
	}
	content, err := part.Open()
	if err != nil {
		return "", &damagedError{name, err.Error()}
	}
	defer content.Close()
	var b strings.Builder
	b.Grow(int(part.UncompressedSize64))
	if _, err := io.Copy(&b, content); err != nil { // no more than the size that was added up
		return "", &damagedError{name, err.Error()}
	}
	return b.String(), nil
}

func (a *archive) findSheets() error {
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	var relationships struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	for name, into := range map[string]any{workbookPart: &book, relationshipsPart: &relationships} {
		content, err := a.read(name)
		if err != nil {
			return err
		}
		if err := xml.NewDecoder(bytes.NewReader([]byte(content))).Decode(into); err != nil {
			return &damagedError{name, err.Error()}
		}
	}
	targets := map[string]string{}
	for _, r := range relationships.List {
		if strings.HasPrefix(r.Target, "/") {
			targets[r.ID] = strings.TrimPrefix(r.Target, "/")
		} else {
			targets[r.ID] = path.Join("xl", r.Target)
		}
	}
	for _, s := range book.Sheets {
		if strings.HasPrefix(targets[s.ID], "xl/worksheets/") {
			a.sheets = append(a.sheets, sheetPart{s.Name, targets[s.ID]})
		}
	}
	return nil
}

// sharedTexts are the texts that sheets refer to by their number.
func sharedTexts(part string) []string {
	var texts []string
	r := xmlReader{part: part}
	inside, phonetic, text := "", false, ""
	for {
		t := r.next()
		switch t.kind {
		case noToken:
			return texts
		case startTag:
			inside = t.name
			phonetic = phonetic || t.name == "rPh"
			if t.name == "si" {
				text = ""
			}
		case emptyTag:
			if t.name == "si" {
				texts = append(texts, "")
			}
		case textToken:
			if inside == "t" && !phonetic {
				text += t.text
			}
		case endTag:
			inside = ""
			switch t.name {
			case "rPh":
				phonetic = false
			case "si":
				texts = append(texts, text)
			}
		}
	}
}

// find is the sheet with a name; false where there is none.
func (a *archive) find(name string) (sheetPart, bool) {
	for _, s := range a.sheets {
		if strings.EqualFold(s.name, name) {
			return s, true
		}
	}
	return sheetPart{}, false
}

// cells reads a sheet.
func (a *archive) cells(s sheetPart) ([]cell, error) {
	part, err := a.read(s.part)
	if err != nil {
		return nil, err
	}
	return readCells(s.name, part, a.shared)
}
