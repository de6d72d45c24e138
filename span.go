package taizhang

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Span is a half-open byte range [Start, End) into [Document].Text.
type Span struct{ Start, End int }

// Len returns the length of s in bytes.
func (s Span) Len() int { return s.End - s.Start }

// UnmarshalJSON reads [start,end].
func (s *Span) UnmarshalJSON(b []byte) error {
	var pair [2]int
	if err := json.Unmarshal(b, &pair); err != nil {
		return fmt.Errorf("span: want [start,end]: %w", err)
	}
	s.Start, s.End = pair[0], pair[1]
	return nil
}

// Spans is an ordered list of disjoint spans; the text of a record is what its
// spans cut out, joined.
type Spans []Span

// Of returns the one-element list [start, end).
func Of(start, end int) Spans { return Spans{{start, end}} }

// Cut returns the parts of text that ss covers, joined without a separator.
// Spans that lie outside text panic, as slicing does.
func (ss Spans) Cut(text string) string {
	if len(ss) == 1 {
		return text[ss[0].Start:ss[0].End]
	}
	var b strings.Builder
	for _, s := range ss {
		b.WriteString(text[s.Start:s.End])
	}
	return b.String()
}

// Start returns the first byte covered, or -1 when there is none.
func (ss Spans) Start() int {
	if len(ss) == 0 {
		return -1
	}
	return ss[0].Start
}

// End returns the byte after the last one covered, or -1 when there is none.
func (ss Spans) End() int {
	if len(ss) == 0 {
		return -1
	}
	return ss[len(ss)-1].End
}

// Valid reports whether ss is ordered, disjoint, not empty anywhere, and within
// a text of n bytes.
func (ss Spans) Valid(n int) bool {
	end := 0
	for _, s := range ss {
		if s.Start < end || s.End <= s.Start || s.End > n {
			return false
		}
		end = s.End
	}
	return true
}

// Contains reports whether the byte at offset at is covered.
func (ss Spans) Contains(at int) bool {
	i, _ := slices.BinarySearchFunc(ss, at, func(s Span, at int) int {
		switch {
		case s.End <= at:
			return -1
		case s.Start > at:
			return 1
		}
		return 0
	})
	return i < len(ss) && ss[i].Start <= at && at < ss[i].End
}

// Slice returns the spans that cut out bytes [from, to) of ss.Cut(text): the
// way back from an offset in a record's text to the document.
func (ss Spans) Slice(from, to int) Spans {
	var out Spans
	at := 0
	for _, s := range ss {
		a, b := max(from-at, 0), min(to-at, s.Len())
		if a < b {
			out = append(out, Span{s.Start + a, s.Start + b})
		}
		at += s.Len()
	}
	return out
}

// String returns ss as JSON, the form in which the store keeps it.
func (ss Spans) String() string {
	b := make([]byte, 0, 2+16*len(ss))
	b = append(b, '[')
	for i, s := range ss {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '[')
		b = strconv.AppendInt(b, int64(s.Start), 10)
		b = append(b, ',')
		b = strconv.AppendInt(b, int64(s.End), 10)
		b = append(b, ']')
	}
	return string(append(b, ']'))
}

// MarshalJSON writes [[start,end],…], and [] for none.
func (ss Spans) MarshalJSON() ([]byte, error) { return []byte(ss.String()), nil }

// ParseSpans reads what [Spans.String] wrote.
func ParseSpans(s string) (Spans, error) {
	if s == "[]" || s == "" {
		return nil, nil
	}
	var ss Spans
	if err := json.Unmarshal([]byte(s), (*[]Span)(&ss)); err != nil {
		return nil, fmt.Errorf("spans %.40q: %w", s, err)
	}
	return ss, nil
}

// Len returns how many bytes ss covers.
func (ss Spans) Len() int {
	n := 0
	for _, s := range ss {
		n += s.Len()
	}
	return n
}
