package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// organsAbove goes up from the line that says 关于 over the organs printed above it: whole
// lines of them where the line begins with 关于, and lines over which the name before 关于 is torn.
func (w *work) organsAbove(i int) int {
	name, _, about := strings.Cut(w.folded(i), "关于")
	if !about {
		return i
	}
	for i > 0 && w.open(i-1) {
		whole := len(w.issuers(i-1)) > 0
		if name == "" && !whole || name != "" && !w.torn(i-1, name, whole) {
			break
		}
		i--
		if name != "" {
			name = w.folded(i) + name
		}
	}
	return i
}

// torn reports whether a name that begins as none does goes on from the last one in line i:
// 佛山市顺德区教育 ⏎ 局关于….
func (w *work) torn(i int, name string, whole bool) bool {
	parts := w.parted(i)
	if len(parts) == 0 || w.labelled(i) || innerNumber.MatchString(w.folded(i)) || w.words.headed(name) || whole && !w.words.beginsOrgan(name) || !w.words.headed(w.lastWord(i)) {
		return false
	}
	for k, s := range parts {
		word := taizhang.FoldString(w.text[s.Start:s.End])
		if k == len(parts)-1 {
			word += name
		}
		if !w.words.organ(word, true) || strings.ContainsAny(word, "。;:,《") {
			return false
		}
	}
	return true
}

// parted returns the words of line i between its blanks; nil of a long line.
func (w *work) parted(i int) taizhang.Spans {
	s := w.lines[i].span
	if s.Len() > 300 {
		return nil
	}
	return atBlanks(w.text, s)
}

// atBlanks returns what a stretch of text shows between its blanks.
func atBlanks(text string, s taizhang.Span) taizhang.Spans {
	var out taizhang.Spans
	start := s.Start
	for i := s.Start; i < s.End; {
		n := taizhang.AsItIs(text, i)
		if n == 0 {
			var r rune
			if r, n = utf8.DecodeRuneInString(text[i:s.End]); taizhang.Blank(r) {
				if i > start {
					out = append(out, taizhang.Span{Start: start, End: i})
				}
				start = i + n
			}
		}
		i += n
	}
	if s.End > start {
		out = append(out, taizhang.Span{Start: start, End: s.End})
	}
	return out
}

// lastWord returns the folded last word of line i; empty where it has none.
func (w *work) lastWord(i int) string {
	parts := w.parted(i)
	if len(parts) == 0 {
		return ""
	}
	s := parts[len(parts)-1]
	return taizhang.FoldString(w.text[s.Start:s.End])
}

// issuers returns the organs that line i names and nothing else: one, or several
// with blanks between them.
func (w *work) issuers(i int) taizhang.Spans {
	out := w.parted(i)
	if n := len(out) - 1; n > 0 && sealLine.MatchString(taizhang.FoldString(w.text[out[n].Start:out[n].End])) {
		out = out[:n]
	}
	for k, o := range out {
		f := hanzi.FoldSpans(w.text, taizhang.Spans{o})
		name := unsealed(f.Text)
		if !w.words.organ(name, true) || utf8.RuneCountInString(name) < 3 || strings.ContainsAny(name, "。;:,《") {
			if whole := w.folded(i); len(out) > 1 && w.words.organ(whole, true) && !strings.ContainsAny(whole, "。;:,《") {
				return taizhang.Spans{w.lines[i].span} // one name, spaced out
			}
			return nil
		}
		if len(name) < len(f.Text) {
			_, out[k].End = f.Back(0, len(name))
		}
	}
	return out
}
