package taizhang

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Visible is text of others as it may be shown on one line of a terminal or a log:
// what a terminal obeys, breaks the line, turns the direction or shows nothing is
// written as \u001b, as JSON does.
func Visible(s string) string { return escaped(s, "") }

// VisibleLines is Visible for several lines with tabs.
func VisibleLines(s string) string { return escaped(s, "\n\t") }

func escaped(s, kept string) string {
	if strings.IndexFunc(s, func(r rune) bool { return hidden(r) && !strings.ContainsRune(kept, r) }) < 0 && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case !hidden(r) || strings.ContainsRune(kept, r):
			b.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

// hidden reports whether a rune is no mark on paper: a control or format character, or
// the end of a line or paragraph.
func hidden(r rune) bool {
	if r < utf8.RuneSelf {
		return r < ' ' || r == 0x7f
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}
