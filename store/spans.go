package store

import (
	"strings"

	"github.com/taizhang/taizhang"
)

// parseSpans is [taizhang.ParseSpans] for what Spans.String wrote; anything
// else goes to the thorough way. A notice has 2,000 of them.
func parseSpans(s string) (taizhang.Spans, error) {
	if s == "[]" {
		return nil, nil
	}
	ss := make(taizhang.Spans, 0, max(strings.Count(s, "[")-1, 0))
	rest, ok := strings.CutPrefix(s, "[")
	for ok {
		var v taizhang.Span
		if v, rest, ok = parseSpan(rest); !ok {
			break
		}
		ss = append(ss, v)
		if rest == "]" {
			return ss, nil
		}
		rest, ok = strings.CutPrefix(rest, ",")
	}
	return taizhang.ParseSpans(s)
}

func parseSpan(s string) (v taizhang.Span, rest string, ok bool) {
	if s, ok = strings.CutPrefix(s, "["); !ok {
		return v, s, false
	}
	if v.Start, s, ok = parseInt(s, ','); !ok {
		return v, s, false
	}
	v.End, s, ok = parseInt(s, ']')
	return v, s, ok
}

// parseInt reads digits up to end.
func parseInt(s string, end byte) (n int, rest string, ok bool) {
	for i := 0; i < len(s) && i < 18; i++ {
		if c := s[i]; c >= '0' && c <= '9' {
			n = n*10 + int(c-'0')
		} else {
			return n, s[i+1:], c == end && i > 0
		}
	}
	return 0, s, false
}
