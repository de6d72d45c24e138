package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// noticeTitle finds the notice's own title: the one its page names, else of the
// lines, or lines joined, that end as titles do, the one that most speaks for. Where it is printed several
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
			if end := w.titleEnd(i, map[string]bool{plain(want): true}); end > 0 {
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
	if first < 0 {
		if top, end := w.likeliestTitle(n); end > 0 {
			s, _ := w.title(top, end)
			want = taizhang.FoldString(s)
			find()
		}
	}
	if first < 0 {
		if first = w.bareTitle(n); first < 0 {
			return
		}
		last = first + 1
	}
	if name, _ := w.title(first, last); !strings.Contains(name, "关于") && w.wholeTop(first) {
		first = 0
	}
	_, spans := w.title(first, last)
	spans = w.unheaded(unquoted(w.text, spans))
	w.useAll(first, last, asField)
	w.field("title", tidy(spans.Cut(w.text)), spans)
	for i := range first {
		if w.open(i) && !docNumber.MatchString(w.folded(i)) && !stampLine.MatchString(w.folded(i)) {
			w.lines[i].use = asChrome
			if utf8.RuneCountInString(w.str(i)) > 60 {
				w.lines[i].use = asOther // too long for a menu
			}
		}
	}
}

// wholeTop reports whether nothing but one or two short lines stands before a title
// that names no organ and no subject: they are its first lines.
func (w *work) wholeTop(first int) bool {
	if first < 1 || first > 2 || len(w.draft.Doc.Blocks) == 0 {
		return false
	}
	for i := range first {
		s := w.folded(i)
		if !isName(s) || strings.HasPrefix(w.folded(first), s) || i > 0 && s == w.folded(i-1) { // in another script; whose the title is; a watermark
			return false
		}
		if n := utf8.RuneCountInString(s); !w.open(i) || n < 4 || n > 30 || w.labelled(i) || strings.ContainsAny(s, "。:;，,)") || docNumber.MatchString(s) || stampLine.MatchString(s) || len(w.issuers(i)) > 0 || w.words.genre(s) || strings.HasPrefix(s, "附") {
			return false
		}
	}
	return true
}

// likeliestTitle returns the lines [top, end) that are most like a title of those
// before line n; end is 0 where none are.
func (w *work) likeliestTitle(n int) (top, end int) {
	best := 0
	for i := range n {
		for _, most := range []int{1, 4} {
			e := w.titleAt(i, n, most)
			if most == 1 && e == 0 && w.headsPage(i) {
				if e = w.titleAt(i, n, 4); e == 0 || w.lines[e-1].kind != taizhang.Heading { // a heading torn over lines is whole
					e = i + 1
				}
			}
			if e == 0 || most > 1 && e == i+1 {
				continue
			}
			t := w.titleTop(i, e)
			s, _ := w.title(t, e)
			f := taizhang.FoldString(s)
			score := 10 - 2*(e-t)
			if w.headsPage(i) {
				score += 3 + 2*(e-t-1)
			}
			if strings.Contains(f, "关于") {
				score += 5
			}
			if strings.Contains(w.str(i), "关于") && w.words.asks(f) {
				score += 2 * (e - i - 1)
			}
			if strings.HasSuffix(plain(f), "通知") || strings.HasSuffix(f, "意见") || strings.HasSuffix(f, "函") {
				score++
			}
			if utf8.RuneCountInString(f) < 8 {
				score -= 4
			}
			for k := e; k < min(e+3, len(w.lines)); k++ {
				if w.open(k) && (docNumber.MatchString(w.folded(k)) || w.addressed(k)) {
					score += 4
					break
				}
			}
			for k := t; k < e; k++ {
				if k > t && strings.Contains(w.str(k-1), "关于") && w.words.asks(f) {
					break
				}
				if utf8.RuneCountInString(w.folded(k)) < 5 {
					score -= 4 // an entry of a menu
				}
			}
			if score > best {
				best, top, end = score, t, e
			}
		}
	}
	return top, end
}

// headsPage reports whether line i is a heading of the page that is as long as a title, and no organ's name.
func (w *work) headsPage(i int) bool {
	s := w.folded(i)
	n := utf8.RuneCountInString(s)
	return w.lines[i].kind == taizhang.Heading && w.open(i) && n >= 8 && n <= 80 && !w.labelled(i) && !strings.ContainsAny(s, "。;:") &&
		!w.words.organ(s, false) && !w.words.isChrome(s) && !dateLine.MatchString(s) && !docNumber.MatchString(s) && !annexLine.MatchString(s)
}

// addressed reports whether line i is a list of organs that ends in a colon.
func (w *work) addressed(i int) bool {
	body, ok := strings.CutSuffix(w.folded(i), ":")
	return ok && utf8.RuneCountInString(body) >= 4 && !w.labelled(i) && !w.words.isChrome(w.folded(i)) && w.words.addressees(body) != nil
}

// titleTop goes up from the last line of a title printed on several to its first:
// to the line that says 关于, and the organs named above it.
func (w *work) titleTop(i, end int) int {
	for k := i; k < end; k++ {
		if strings.Contains(w.str(k), "关于") {
			return w.organsAbove(i)
		}
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

// bareTitle returns the first line, where it is short, reads as no sentence and heads a text or a table;
// -1 where none does.
func (w *work) bareTitle(n int) int {
	seen := 0
	if !slices.ContainsFunc(w.lines, func(l line) bool { return l.grid != nil }) && len(w.lines) < 5 {
		return -1
	}
	for i := range n {
		if !w.open(i) {
			continue
		}
		if seen++; seen > 3 || w.labelled(i) {
			break
		}
		s := w.folded(i)
		if c := utf8.RuneCountInString(s); c < 6 || c > 40 || strings.ContainsAny(s, "。;:!?") || seen > 1 && strings.Contains(s, ",") || strings.Contains(s, "://") || dateLine.MatchString(s) || stampLine.MatchString(s) || docNumber.MatchString(s) {
			return -1
		}
		return i
	}
	return -1
}

// coverLimit returns how many lines may be looked through for a title: those
// before the body's first label.
func (w *work) coverLimit() int {
	n := max(w.coverEnds(), min(coverLines, len(w.lines)))
	for i := range n {
		if !w.open(i) {
			continue
		}
		if l, ok := w.label(i); ok && l.number == 1 {
			return i
		}
		if w.addressed(i) || i > 0 && w.open(i-1) && dateLine.MatchString(w.folded(i)) && len(w.issuers(i-1)) > 0 {
			return i // what follows is under another title
		}
	}
	return n
}

func (w *work) useAll(from, to int, u use) {
	for i := from; i < to; i++ {
		w.lines[i].use = u
	}
}

// titleAt returns the line after at most so many from i that, joined, end as a
// title does, rather where what 关于… asks for is said; 0 when none do.
func (w *work) titleAt(i, n, most int) (end int) {
	joined := ""
	for j := i; j < min(i+most, n) && w.open(j); j++ {
		s := w.folded(j)
		if len(s) > 400 || strings.ContainsAny(s, "。;") || strings.HasSuffix(s, ":") || dateLine.MatchString(s) ||
			docNumber.MatchString(s) || stampLine.MatchString(s) || strings.Contains(s, "://") || annexLine.MatchString(s) || annexList.MatchString(s) {
			break
		}
		if _, labelled := w.label(j); labelled {
			break
		}
		if strings.Contains(joined, "关于") && strings.Contains(s, "关于") && strings.Count(joined, "《") <= strings.Count(joined, "》") {
			break // another title
		}
		if joined += s; utf8.RuneCountInString(joined) >= 6 && w.words.genre(joined) && strings.Count(joined, "《") <= strings.Count(joined, "》") && strings.Count(joined, "“") == strings.Count(joined, "”") {
			if end == 0 || w.words.asks(joined) {
				end = j + 1
			}
			if !strings.Contains(joined, "关于") || w.words.asks(joined) {
				break
			}
		}
	}
	return end
}

// unheaded leaves out what stands glued before a title and is none of it: a mark of the page, [转载], and a letterhead, 某某局文件|关于….
func (w *work) unheaded(spans taizhang.Spans) taizhang.Spans {
	s := spans.Cut(w.text)
	if m := tagged.FindStringSubmatch(s); m != nil && w.words.kinds["title-tag"].has(m[1]) {
		spans, s = spans.Slice(len(m[0]), len(s)), s[len(m[0]):]
	}
	head, _, _ := strings.Cut(s, "关于")
	if organ := w.words.kinds["letterhead"].ends(head); organ != "" && len(head) < len(s) && !w.words.beginsWith(head, "attaches") && w.words.organ(taizhang.FoldString(strings.TrimSuffix(head, organ)), true) {
		spans = spans.Slice(len(head), len(s))
	}
	return spans
}

var tagged = lazy.NewPattern(`^[\[【［](\p{Han}{2,4})[\]】］]\s*`)

// unquoted leaves out the marks 《》 that stand around a whole title.
func unquoted(text string, spans taizhang.Spans) taizhang.Spans {
	s := spans.Cut(text)
	if s == "" || quoted.FindString(s) != s {
		return spans // 《甲》和《乙》
	}
	return spans.Slice(len("《"), len(s)-len("》"))
}
