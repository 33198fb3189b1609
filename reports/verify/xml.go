package verify

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// token is a piece of XML: the start or end of an element, or text.
type token struct {
	kind       tokenKind
	name       string // of the element, without its namespace
	attributes string // as written
	text       string // with its signs decoded
}

type tokenKind uint8

const (
	noToken tokenKind = iota // the end of the part, or XML that breaks off
	startTag
	endTag
	emptyTag // start and end in one
	textToken
)

// xmlReader reads the XML of a workbook's parts. It is for that alone: a sheet has some
// hundred thousand elements, of which the standard library reads a million a second.
type xmlReader struct {
	part string
	at   int
	cut  bool // the part broke off inside something
}

// next is the next token. Comments, declarations and processing instructions are passed over.
func (r *xmlReader) next() token {
	for r.at < len(r.part) {
		rest := r.part[r.at:]
		if rest[0] != '<' {
			text, _, more := strings.Cut(rest, "<")
			if r.at += len(text); !more {
				r.at = len(r.part)
			}
			return token{kind: textToken, text: decoded(text)}
		}
		switch {
		case strings.HasPrefix(rest, "<!--"):
			r.skip("-->")
			continue
		case strings.HasPrefix(rest, "<![CDATA["):
			from := r.at + len("<![CDATA[")
			r.skip("]]>")
			if r.cut {
				return token{}
			}
			return token{kind: textToken, text: r.part[from : r.at-len("]]>")]}
		case rest[1:] == "" || rest[1] == '?' || rest[1] == '!':
			r.skip(">")
			continue
		}
		return r.tag()
	}
	return token{}
}

// skip passes over everything up to and with a sign.
func (r *xmlReader) skip(sign string) {
	length := strings.Index(r.part[r.at:], sign)
	if length < 0 {
		r.at, r.cut = len(r.part), true
		return
	}
	r.at += length + len(sign)
}

// tag reads a start or end of an element. An attribute may hold the sign that ends a tag.
func (r *xmlReader) tag() token {
	from := r.at + 1
	quote := byte(0)
	for i := from; i < len(r.part); i++ {
		c := r.part[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			r.at = i + 1
			return newTag(r.part[from:i])
		}
	}
	r.at, r.cut = len(r.part), true
	return token{}
}

func newTag(inside string) token {
	t := token{kind: startTag}
	if rest, is := strings.CutPrefix(inside, "/"); is {
		t.kind, inside = endTag, rest
	} else if rest, is := strings.CutSuffix(inside, "/"); is {
		t.kind, inside = emptyTag, rest
	}
	t.name = inside
	if space := strings.IndexAny(inside, " \t\r\n"); space >= 0 {
		t.name, t.attributes = inside[:space], inside[space:]
	}
	if colon := strings.IndexByte(t.name, ':'); colon >= 0 {
		t.name = t.name[colon+1:]
	}
	return t
}

// attribute is the value of an attribute, "" where the tag has none such.
func (t *token) attribute(name string) string {
	for rest := t.attributes; ; {
		at := strings.Index(rest, name)
		if at < 0 {
			return ""
		}
		before, after := rest[:at], rest[at+len(name):]
		rest = after
		if before == "" || strings.IndexByte(" \t\r\n", before[len(before)-1]) < 0 {
			continue
		}
		after = strings.TrimLeft(after, " \t\r\n")
		if !strings.HasPrefix(after, "=") {
			continue
		}
		after = strings.TrimLeft(after[1:], " \t\r\n")
		if after == "" {
			return ""
		}
		value, _, _ := strings.Cut(after[1:], after[:1])
		return decoded(value)
	}
}

// decoded is text with the signs that XML spells out put in place.
func decoded(text string) string {
	if strings.IndexByte(text, '\r') >= 0 {
		text = lineEnds.Replace(text)
	}
	at := strings.IndexByte(text, '&')
	if at < 0 {
		return text
	}
	var b strings.Builder
	for ; at >= 0; at = strings.IndexByte(text, '&') {
		b.WriteString(text[:at])
		name, rest, closed := strings.Cut(text[at+1:], ";")
		sign, known := entity(name)
		if !closed || !known {
			b.WriteByte('&')
			text = text[at+1:]
			continue
		}
		b.WriteRune(sign)
		text = rest
	}
	b.WriteString(text)
	return b.String()
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func entity(name string) (rune, bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	digits, base := strings.TrimPrefix(name, "#"), 10
	if digits == name {
		return 0, false
	}
	if hex, is := strings.CutPrefix(strings.ToLower(digits), "x"); is {
		digits, base = hex, 16
	}
	code, err := strconv.ParseUint(digits, base, 32)
	if err != nil || !utf8.ValidRune(rune(code)) {
		return 0, false
	}
	return rune(code), true
}
