package reader

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// isText reports whether data is text: it has no NUL, or is UTF-16.
func isText(data []byte) bool {
	if order, _ := utf16Order(data); order != nil {
		return true
	}
	return bytes.IndexByte(data, 0) < 0
}

// readText makes each line that shows anything a paragraph, p[1] the first.
func readText(in input) (*taizhang.Document, error) {
	text, name, findings := decode(in.data, "")
	in.src.Charset = name
	b := &builder{findings: findings}
	b.paragraphs(lineEnds(text))
	return b.document(in.src)
}

// noWidth are marks that show nothing and part nothing: where a word may be broken, and
// which way it runs.
var noWidth = []string{"\u200b", "\u00ad", "\u2060", "\ufeff", "\u200e", "\u200f"}

var noWidths = strings.NewReplacer("\u200b", "", "\u00ad", "", "\u2060", "", "\ufeff", "", "\u200e", "", "\u200f", "")

// withWidth takes them out.
func withWidth(text string) string {
	for _, mark := range noWidth { // one after the other is faster than all at once
		if strings.Contains(text, mark) {
			return noWidths.Replace(text)
		}
	}
	return text
}

// lineEnds makes every kind of line end a LF and removes NULs and what has no width.
func lineEnds(text string) string {
	text = withWidth(text)
	for _, end := range oddEnds {
		if strings.Contains(text, end) {
			return oddEnd.Replace(text)
		}
	}
	return text
}

var oddEnds = []string{"\r", "\f", "\v", "\u0085", "\u2028", "\u2029", "\x00"}

var oddEnd = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n", "\v", "\n", "\u0085", "\n", "\u2028", "\n",
	"\u2029", "\n", "\x00", "")

// trim returns the part of text[start:end] between its first and last visible runes.
func trim(text string, start, end int) taizhang.Span {
	for start < end {
		r, n := utf8.DecodeRuneInString(text[start:end])
		if !taizhang.Blank(r) {
			break
		}
		start += n
	}
	for start < end {
		r, n := utf8.DecodeLastRuneInString(text[start:end])
		if !taizhang.Blank(r) {
			break
		}
		end -= n
	}
	return taizhang.Span{Start: start, End: end}
}
