package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// noticeTitle finds the notice's own title: the one its page names, else the
// first line, or lines joined, that end as titles do. Where it is printed several
// times, the last before the body is the notice's; what stands before that is the page's.
func (w *work) noticeTitle() {
	n := w.coverLimit()
	want := ""
	for _, f := range w.onPage {
		if f.name == "title" && want == "" {
			want = taizhang.FoldString(f.value)
		}
	}
	first, last := -1, -1
	find := func() {
		for i := range n {
			if end := w.sameTitle(i, n, want); end > 0 {
				if first >= 0 {
					w.useAll(first, last, asChrome)
				}
				first, last = i, end
			}
		}
	}
	if want != "" {
		find()
	}
	for most := 1; most <= 4 && first < 0; most += 3 { // one line before several
		for i := 0; i < n && first < 0; i++ {
			if end := w.titleAt(i, n, most); end > 0 {
				s, _ := w.title(w.titleTop(i), end)
				want = taizhang.FoldString(s)
				find()
			}
		}
	}
	if first < 0 {
		if first = w.bareTitle(n); first < 0 {
			return
		}
		last = first + 1
	}
	title, spans := w.title(first, last)
	w.useAll(first, last, asField)
	w.field("title", tidy(title), spans)
	for i := range first {
		if w.open(i) && !docNumber.MatchString(w.folded(i)) && !stampLine.MatchString(w.folded(i)) {
			w.lines[i].use = asChrome
			if utf8.RuneCountInString(w.str(i)) > 60 {
				w.lines[i].use = asOther // too long for a menu
			}
		}
	}
}

// titleTop goes up from the last line of a title printed on several to its first:
// to the line that says 关于, and the organs named above it.
func (w *work) titleTop(i int) int {
	if strings.Contains(w.str(i), "关于") {
		return w.organsAbove(i)
	}
	for top := i - 1; top >= 0 && top >= i-3 && w.open(top); top-- {
		s := w.folded(top)
		if utf8.RuneCountInString(s) > 40 || strings.ContainsAny(s, "。;:") || docNumber.MatchString(s) || dateLine.MatchString(s) || stampLine.MatchString(s) {
			break
		}
		if strings.Contains(s, "关于") {
			return w.organsAbove(top)
		}
	}
	return i
}

// organsAbove goes up from a line that begins with 关于 over lines of issuing organs.
func (w *work) organsAbove(i int) int {
	for strings.HasPrefix(w.str(i), "关于") && i > 0 && w.open(i-1) && len(w.issuers(i-1)) > 0 {
		i--
	}
	return i
}

// issuers returns the organs that line i names and nothing else: one, or several
// with blanks between them.
func (w *work) issuers(i int) taizhang.Spans {
	s := w.lines[i].span
	if s.Len() > 300 {
		return nil
	}
	var out taizhang.Spans
	at := s.Start
	for _, word := range strings.FieldsFunc(w.text[s.Start:s.End], taizhang.Blank) {
		at += strings.Index(w.text[at:s.End], word)
		out = append(out, taizhang.Span{Start: at, End: at + len(word)})
		at += len(word)
	}
	for _, o := range out {
		name := taizhang.FoldString(w.text[o.Start:o.End])
		if !w.words.organ(name, true) || utf8.RuneCountInString(name) < 3 || strings.ContainsAny(name, "。;:,《") {
			if whole := taizhang.FoldString(w.text[s.Start:s.End]); len(out) > 1 && w.words.organ(whole, true) && !strings.ContainsAny(whole, "。;:,《") {
				return taizhang.Spans{s} // one name, spaced out
			}
			return nil
		}
	}
	return out
}

// bareTitle returns the first line, where it is short and reads as no sentence;
// -1 where it does not.
func (w *work) bareTitle(n int) int {
	for i := range min(n, 3) {
		if !w.open(i) || len(w.lines) < 5 {
			continue
		}
		s := w.folded(i)
		if c := utf8.RuneCountInString(s); c < 6 || c > 40 || strings.ContainsAny(s, "。;:!?,") || strings.Contains(s, "://") || dateLine.MatchString(s) || stampLine.MatchString(s) {
			return -1
		}
		return i
	}
	return -1
}

// coverLimit returns how many lines may be looked through for a title: those
// before the body's first label.
func (w *work) coverLimit() int {
	n := min(len(w.lines), coverLines)
	for i := range n {
		if !w.open(i) {
			continue
		}
		if l, ok := w.label(i); ok && l.number == 1 {
			return i
		}
	}
	return n
}

func (w *work) useAll(from, to int, u use) {
	for i := from; i < to; i++ {
		w.lines[i].use = u
	}
}

// sameTitle returns the line after those from i that, joined, are the folded
// title; 0 when none are.
func (w *work) sameTitle(i, n int, title string) int {
	joined := ""
	for j := i; j < min(i+5, n) && w.open(j); j++ {
		if joined += w.folded(j); joined == title {
			return j + 1
		}
		if len(joined) > len(title) {
			break
		}
	}
	return 0
}

// titleAt returns the line after at most so many from i that, joined, end as a
// title does; 0 when none do.
func (w *work) titleAt(i, n, most int) int {
	joined := ""
	for j := i; j < min(i+most, n) && w.open(j); j++ {
		s := w.folded(j)
		if len(s) > 400 || strings.ContainsAny(s, "。;") || strings.HasSuffix(s, ":") || dateLine.MatchString(s) ||
			docNumber.MatchString(s) || stampLine.MatchString(s) || strings.Contains(s, "://") || annexLine.MatchString(s) || annexList.MatchString(s) {
			return 0
		}
		if _, labelled := w.label(j); labelled {
			return 0
		}
		if joined += s; utf8.RuneCountInString(joined) >= 6 && w.words.genre(joined) {
			return j + 1
		}
	}
	return 0
}
