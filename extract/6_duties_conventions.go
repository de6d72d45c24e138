package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// conventions notes what the notice states once, such as who leads in a list.
func (w *work) conventions() {
	for _, c := range w.words.conventions {
		if !strings.Contains(w.text, c.must) {
			continue
		}
		for _, m := range w.matches(c) {
			start, end := w.sentence(m[0], m[1])
			s := trimSpan(w.text, start, end)
			if c.code == "carry-forward" {
				w.find("carry-forward", taizhang.Info, "文中说明“"+squeeze(w.text[s.Start:s.End])+"”，以下各项未补列，请按需要自行增补", taizhang.Spans{s}, "")
				continue
			}
			w.field("convention", squeeze(w.text[s.Start:s.End]), taizhang.Spans{s})
			w.cut = append(w.cut, s)
			if w.draft.FirstLeadsFrom < 0 {
				// The list it follows is the first it holds for.
				w.draft.FirstLeadsFrom = strings.LastIndexByte(w.text[:start], '\n') + 1
				w.find("convention", taizhang.Info, "按文中约定“"+squeeze(w.text[s.Start:s.End])+"”，自此处起“负责”的各单位中列第一位的为牵头单位，其余为配合单位", taizhang.Spans{s}, "")
			}
		}
	}
}

// matches finds a convention in the lines that hold its literal.
func (w *work) matches(c convention) [][]int {
	var out [][]int
	for at := 0; ; {
		k := strings.Index(w.text[at:], c.must)
		if k < 0 {
			return out
		}
		from := strings.LastIndexByte(w.text[:at+k], '\n') + 1
		to := len(w.text)
		if i := strings.IndexByte(w.text[at+k:], '\n'); i >= 0 {
			to = at + k + i
		}
		for _, m := range c.pattern.FindAllStringIndex(w.text[from:to], -1) {
			out = append(out, []int{from + m[0], from + m[1]})
		}
		at = to
	}
}

// sentence widens [start, end) to the sentence around it, within its line.
func (w *work) sentence(start, end int) (int, int) {
	const marks = "\n。;；(（)）"
	from := 0
	if i := strings.LastIndexAny(w.text[:start], marks); i >= 0 {
		_, n := utf8.DecodeRuneInString(w.text[i:])
		from = i + n
	}
	to := len(w.text)
	if i := strings.IndexAny(w.text[end:], marks); i >= 0 {
		to = end + i
		if strings.HasPrefix(w.text[to:], "。") {
			to += len("。")
		}
	}
	return from, to
}

// without returns spans less the text of conventions.
func (w *work) without(spans taizhang.Spans) taizhang.Spans {
	out := spans
	for _, c := range w.cut {
		var next taizhang.Spans
		for _, s := range out {
			if a := min(s.End, c.Start); a > s.Start {
				next = append(next, taizhang.Span{Start: s.Start, End: a})
			}
			if b := max(s.Start, c.End); b < s.End {
				next = append(next, taizhang.Span{Start: b, End: s.End})
			}
		}
		out = next
	}
	return out
}
