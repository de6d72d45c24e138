package decide

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// Quote is a stretch of text with what stands before and after it, without white space.
type Quote struct {
	Exact  string `json:"exact"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// quoteRunes is how much of what stands around it a quotation keeps.
const quoteRunes = 16

// QuoteOf quotes what spans cut out of text.
func QuoteOf(text string, spans taizhang.Spans) Quote {
	if len(spans) == 0 || !spans.Valid(len(text)) {
		return Quote{}
	}
	before, after := text[:spans.Start()], text[spans.End():]
	i, j := len(before), 0
	for range quoteRunes {
		_, n := utf8.DecodeLastRuneInString(before[:i])
		_, m := utf8.DecodeRuneInString(after[j:])
		i, j = i-n, j+m
	}
	return Quote{taizhang.Plain(spans.Cut(text)), taizhang.Plain(before[i:]), taizhang.Plain(after[:j])}
}

// QuoteFinding quotes what a finding is about in a ledger's text, or else what it says.
func QuoteFinding(l *taizhang.Ledger, f *taizhang.Finding) Quote {
	if q := QuoteOf(l.Text(), f.Spans); q.Exact != "" {
		return q
	}
	return Quote{Exact: taizhang.Plain(f.Message)}
}

// fits says how well what stands around a place agrees with the quotation, in runes.
func (q Quote) fits(p Quote) int {
	a, b := []rune(q.Before), []rune(p.Before)
	c, d := []rune(q.After), []rune(p.After)
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	m := 0
	for m < len(c) && m < len(d) && c[m] == d[m] {
		m++
	}
	return n + m
}

// around reports whether what stands before and after a place is what the quotation has
// there, as far as both go.
func (q Quote) around(p Quote) (before, after bool) {
	before = q.Before == p.Before || q.Before != "" && p.Before != "" && (strings.HasSuffix(p.Before, q.Before) || strings.HasSuffix(q.Before, p.Before))
	after = q.After == p.After || q.After != "" && p.After != "" && (strings.HasPrefix(p.After, q.After) || strings.HasPrefix(q.After, p.After))
	return before, after
}

// within reports whether one quotation is a part of the other.
func (q Quote) within(p Quote) bool {
	return strings.Contains(q.Exact, p.Exact) || strings.Contains(p.Exact, q.Exact)
}
