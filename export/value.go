package export

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// kind says what a cell holds.
type kind int

const (
	none kind = iota
	text
	rich     // text in pieces, some of them marked
	longText // text that Excel before 2010 shows as #### in a cell of text format
	code     // short text, centred
	number
	leftNumber
	date
	leftDate
	link
	kinds
)

// value is a cell: text as it is shown, a number, a date, or a link whose label is
// ours alone.
type value struct {
	kind kind
	text string
	n    int
	by   string // the formula that a number is the value of
	to   target
	runs []run // of a rich text; text holds them joined
	look look  // in place of that of its row
}

// as is the value with a look of its own.
func (v value) as(l look) value {
	v.look = l
	return v
}

// run is a piece of a rich text.
type run struct {
	text string
	mark mark
}

// mark says how a piece of text stands out.
type mark int

const (
	unmarked mark = iota
	markGone
	markCome
)

// target is a cell of the workbook; row 0 is nowhere.
type target struct {
	sheet string
	row   int
}

func textOf(s string) value { return shown(text, s) }
func codeOf(s string) value { return shown(code, s) }

func shown(k kind, s string) value {
	if s == "" {
		return value{}
	}
	return value{kind: k, text: visible(s)}
}

// richOf is text with marked pieces, or plain text where none is marked.
func richOf(runs []run) value {
	v := value{kind: text}
	for _, r := range runs {
		if r.text == "" {
			continue
		}
		r.text = visible(r.text)
		v.text += r.text
		v.runs = append(v.runs, r)
		if r.mark != unmarked {
			v.kind = rich
		}
	}
	if v.text == "" {
		return value{}
	}
	return v
}

// cut returns the bytes of a text from one to another, with their marks.
func (v value) cut(from, to int) value {
	out := value{kind: v.kind, text: v.text[from:to], look: v.look}
	at := 0
	for _, r := range v.runs {
		a, b := max(from-at, 0), min(to-at, len(r.text))
		if a < b {
			out.runs = append(out.runs, run{r.text[a:b], r.mark})
		}
		at += len(r.text)
	}
	return out
}

func numberOf(n int) value { return value{kind: number, n: n} }

// dateOf is a real date, or the text where it is none.
func dateOf(d taizhang.Date) value {
	if _, ok := ParseDay(d); ok {
		return value{kind: date, text: string(d)}
	}
	return codeOf(string(d))
}

// linkOf leads to a cell; label must hold nothing of a notice but whole numbers.
func linkOf(label string, to target) value { return value{kind: link, text: label, to: to} }

// styled is the kind by which a value is formatted. Short text gets the text format,
// so that it stays text when a person edits it.
func (v value) styled() kind {
	if v.kind == text && len(v.text) > 255 && utf8.RuneCountInString(v.text) > 255 && harmless(v.text) == v.text {
		return longText
	}
	return v.kind
}

// visible replaces what XML can't hold: control characters by their pictures
// (␀…), what is no character by U+FFFD. Nothing disappears.
func visible(s string) string {
	bad := func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\t' || r == utf8.RuneError || r == 0xfffe || r == 0xffff || r == 0x7f
	}
	if strings.IndexFunc(s, bad) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case !bad(r):
			return r
		case r < ' ':
			return 0x2400 + r
		case r == 0x7f:
			return 0x2421
		}
		return utf8.RuneError
	}, s)
}

// clip shortens a text to n characters, and says so.
func clip(s string, n int) string {
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n]) + "……"
}
