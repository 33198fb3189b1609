package scenarios

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
)

// ContentTypesPart is the part of a workbook that says what the others are.
const ContentTypesPart = "[Content_Types].xml"

// contentTypes is the one part of a workbook whose entries come in an order that changes from run
// to run.
type contentTypes struct {
	XMLName   xml.Name          `xml:"http://schemas.openxmlformats.org/package/2006/content-types Types"`
	Defaults  []defaultType     `xml:"Default"`
	Overrides []partContentType `xml:"Override"`
}

type defaultType struct {
	Extension   string `xml:"Extension,attr"`
	ContentType string `xml:"ContentType,attr"`
}

type partContentType struct {
	PartName    string `xml:"PartName,attr"`
	ContentType string `xml:"ContentType,attr"`
}

// StableZip gives a workbook the same bytes whenever its content is the same: its parts stand in the
// order of their names after [Content_Types].xml, without times, and the entries of that part
// are sorted. The error says what of the archive cannot be read.
func StableZip(xlsx []byte) ([]byte, error) {
	archive, err := zip.NewReader(bytes.NewReader(xlsx), int64(len(xlsx)))
	if err != nil {
		return nil, fmt.Errorf("read the workbook's archive: %w", err)
	}
	parts := slices.Clone(archive.File)
	slices.SortStableFunc(parts, func(a, b *zip.File) int {
		return ByPart(a.Name, b.Name)
	})
	var stable bytes.Buffer
	w := zip.NewWriter(&stable)
	for _, part := range parts {
		if err := copyPart(w, part); err != nil {
			return nil, fmt.Errorf("copy %s: %w", part.Name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("write the workbook's archive: %w", err)
	}
	return stable.Bytes(), nil
}

// ByPart orders the parts of a workbook as StableZip does, by their names.
func ByPart(a, b string) int {
	switch {
	case a == b:
		return 0
	case a == ContentTypesPart:
		return -1
	case b == ContentTypesPart:
		return 1
	}
	return strings.Compare(a, b)
}

func copyPart(w *zip.Writer, part *zip.File) error {
	if part.Name == ContentTypesPart {
		content, err := part.Open()
		if err != nil {
			return err
		}
		defer content.Close()
		return CopyContentTypes(w, content)
	}
	// The compressed bytes are taken over as they are: the same content compresses to the same bytes.
	from, err := part.OpenRaw()
	if err != nil {
		return err
	}
	to, err := w.CreateRaw(&zip.FileHeader{Name: part.Name, Method: part.Method, CRC32: part.CRC32,
		CompressedSize64: part.CompressedSize64, UncompressedSize64: part.UncompressedSize64})
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	return err
}

// CopyContentTypes writes the part of content types with its entries sorted.
func CopyContentTypes(w *zip.Writer, content io.Reader) error {
	var types contentTypes
	if err := xml.NewDecoder(content).Decode(&types); err != nil {
		return err
	}
	slices.SortFunc(types.Defaults, func(a, b defaultType) int { return bytes.Compare([]byte(a.Extension), []byte(b.Extension)) })
	slices.SortFunc(types.Overrides, func(a, b partContentType) int { return bytes.Compare([]byte(a.PartName), []byte(b.PartName)) })
	sorted, err := xml.Marshal(types)
	if err != nil {
		return err
	}
	to, err := w.CreateHeader(&zip.FileHeader{Name: ContentTypesPart, Method: zip.Deflate})
	if err != nil {
		return err
	}
	_, err = to.Write(append([]byte(xml.Header), sorted...))
	return err
}
