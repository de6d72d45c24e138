package extract

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
	"github.com/taizhang/taizhang/lazy"
)

// annexes takes the list of attachments at the end of a cover or body: 附件：1.…方案,
// and the numbered lines that go on from it.
func (w *work) annexes() {
	for i := range w.lines {
		if !w.open(i) || len(w.str(i)) > 300 && (!strings.HasPrefix(w.folded(i), "附件:") || listEnd(w.folded(i), 0) == 0) {
			continue
		}
		if _, heads := w.annexHead(i, nil); heads {
			continue // of an attachment that follows
		}
		var names []taizhang.Spans
		next := i + 1
		switch text := hanzi.Fold(w.str(i)); {
		case annexList.MatchString(text.Text):
			at := w.lines[i].span.Start + text.At(strings.IndexByte(text.Text, ':')+1) // the names begin behind the colon
			names, next = w.listedAnnexes([]taizhang.Spans{taizhang.Of(at, w.lines[i].span.End)}, next, 2)
		case annexAlone.MatchString(text.Text):
			if names, next = w.listedAnnexes(nil, next, 1); len(names) == 0 || next < len(w.lines) && !w.signs(next) {
				continue // the heading of an attachment that follows
			}
		case w.listBehindDate(i, text.Text):
			if names, next = w.listedAnnexes(nil, next, 1); len(names) == 0 {
				continue
			}
			if !w.words.holds(text.Text, "annex-list") {
				w.useAll(i, next, asOther)
				continue
			}
		default:
			continue
		}
		for j := i; j < next; j++ {
			if w.open(j) {
				w.lines[j].use = asField
			}
		}
		for _, name := range names {
			w.annexNames(name)
		}
	}
}

// listBehindDate reports whether line i, folded, heads a list right behind the date of a signature: 需报送的材料清单：1.…. It hands out nothing.
func (w *work) listBehindDate(i int, s string) bool {
	words, ok := strings.CutSuffix(s, ":")
	if !ok || w.labelled(i) || runes(words) > longestHead || w.words.endsIn(words, "list-opens") {
		return false
	}
	for i--; i >= 0 && w.lines[i].use == asRun; i-- {
	}
	return i >= 0 && w.lines[i].use == asField && dateLine.MatchString(w.folded(i))
}

// moreLines is over how many more lines the name of an attachment may go on.
const moreLines = 3

// listedAnnexes adds the names of attachments that begin at line i with the number want, over
// page numbers and the lines that names go on over; it returns the line after them.
func (w *work) listedAnnexes(names []taizhang.Spans, i, want int) ([]taizhang.Spans, int) {
	next := i
	var torn taizhang.Spans // lines that the last name may go on over
	for ; i < len(w.lines) && (w.open(i) || w.lines[i].use == asRun); i++ {
		if w.lines[i].use == asRun {
			continue
		}
		l, ok := w.label(i)
		if len(w.str(i)) > 200 || strings.Contains(strings.TrimSuffix(w.folded(i), "。"), "。") || ok && l.number != want {
			break
		}
		if s := w.folded(i); !ok && (len(names) == 0 || len(torn) == moreLines || strings.HasPrefix(s, "(") || strings.Contains(s, ":") || w.closes(s) || w.signs(i) || annexLine.MatchString(s)) {
			break // (此件公开发布), a telephone number
		}
		if !ok {
			torn = append(torn, w.lines[i].span)
			continue
		}
		if len(torn) > 0 {
			names[len(names)-1] = append(names[len(names)-1], torn...)
		}
		names, torn, next, want = append(names, taizhang.Spans{w.lines[i].span}), nil, i+1, want+1
	}
	if n := len(names); len(torn) > 0 && i < len(w.lines) && (w.lines[i].use == asField || w.signs(i) || w.closes(w.folded(i))) {
		names[n-1], next = append(names[n-1], torn...), i
	}
	return names, next
}

// annexNames takes the names in one entry of the list: one, or several with numbers.
func (w *work) annexNames(entry taizhang.Spans) {
	if len(entry) > 1 {
		w.annexName(entry)
		return
	}
	s := entry[0]
	for _, c := range clauses(w.text[s.Start:s.End], "；;") {
		for _, e := range numberedNames(w.text[s.Start+c.Start : s.Start+c.End]) {
			w.annexName(taizhang.Spans{trimSpan(w.text, s.Start+c.Start+e.Start, s.Start+c.Start+e.End)})
		}
	}
}

// numberedNames returns what stands behind each of the numbers of 1.甲2.乙, the first of which may be lost.
func numberedNames(s string) []taizhang.Span {
	out, last := []taizhang.Span{{End: len(s)}}, label{}
	for i := range s {
		l, ok := readLabel(s[i:])
		if !ok || i > 0 && !(l.number == last.number+1 && (last.style == "" || l.style == last.style)) {
			continue
		}
		if i > 0 {
			out[len(out)-1].End = i
			out = append(out, taizhang.Span{End: len(s)})
		}
		out[len(out)-1].Start, last = i+l.len, l
	}
	return out
}

// annexMark begins the heading of an attachment, and what lists one.
var annexMark = lazy.NewPattern(`^附(?:件|表|录)(\d{1,2}|[一二三四五六七八九十]{1,3})?[:.、]?`)

// annexMarks returns where gluedAnnex matches, and its number.
func annexMarks(s string) [][]int {
	ms := gluedAnnex.FindAllStringSubmatchIndex(s, -1)
	for _, m := range ms {
		yearless(s, m)
	}
	return ms
}

// yearless takes the year that a name begins with from the number of a match: 附件1 2021年….
func yearless(s string, m []int) {
	if m == nil || m[2] < 0 {
		return
	}
	digits := len(s[m[2]:]) - len(strings.TrimLeft(s[m[2]:], "0123456789"))
	if number := digits - len("2021"); number >= 0 && strings.HasPrefix(s[m[2]+digits:], "年") {
		m[1], m[3] = m[2]+number, m[2]+number
		if number == 0 {
			m[2], m[3] = -1, -1
		}
	}
}

// listEnd returns the byte of folded text behind the last number of a list of attachments at byte at: 附件:1.甲2.乙; at where none is.
func listEnd(s string, at int) int {
	list, _, _ := strings.Cut(beginning(s[at+len("附件:"):], 600), "。")
	es := numberedNames(list)
	if es[0].Start == 0 || len(es) == 1 {
		return at
	}
	return at + len("附件:") + es[len(es)-1].Start
}

// longestAnnex is how many characters the name of an attachment has at most that stands behind its number.
const longestAnnex = 40

// annexHead reports whether line i is the heading of an attachment: 附件1 alone, or with a name behind it that is one of names or
// stands below the signature, and returns that name: 附件1 防汛检查要点.
func (w *work) annexHead(i int, names map[string]bool) (name taizhang.Spans, ok bool) {
	s := w.folded(i)
	m := annexMark.FindStringSubmatchIndex(s)
	if yearless(s, m); m == nil {
		return nil, annexLine.MatchString(s) && names != nil
	}
	rest, colon := s[m[1]:], s[m[1]-1] == ':'
	if rest == "" {
		return nil, names != nil
	}
	f := hanzi.Fold(w.str(i))
	name = taizhang.Of(w.lines[i].span.Start+f.At(m[1]), w.lines[i].span.End)
	if names[plain(rest)] && !colon {
		return name, true
	}
	signed := slices.IndexFunc(w.draft.Fields, func(f taizhang.Field) bool { return f.Name == "signed_on" })
	if signed < 0 || w.lines[i].span.Start < w.draft.Fields[signed].Spans.End() || runes(rest) > longestAnnex || m[2] < 0 && colon ||
		strings.ContainsAny(rest, "。;:，,!?") || strings.ContainsRune("、和与及至到-)为是中所的内由按", firstRune(rest)) || isWord(rest[len(rest)-1]) { // 附件1.doc
		return nil, false
	}
	next := i + 1
	for next < len(w.lines) && w.lines[next].use == asRun {
		next++
	}
	if next == len(w.lines) || w.lines[next].grid == nil && (!w.open(next) || annexMark.MatchString(w.folded(next))) {
		return name, !colon && m[2] >= 0
	}
	l, labelled := w.label(next)
	return name, m[2] >= 0 || w.lines[next].grid != nil || labelled && l.number == 1
}

// annexName takes one name, without its number.
func (w *work) annexName(name taizhang.Spans) {
	first := name[0]
	if l, ok := readLabel(w.text[first.Start:first.End]); ok {
		name[0] = trimSpan(w.text, first.Start+l.len, first.End)
	}
	if name[0].Len() == 0 {
		name = name[1:]
	}
	if value := strings.TrimRight(tidy(name.Cut(w.text)), "。；;"); value != "" {
		w.field("attachment", value, name)
	}
}

// attached returns the folded titles that the notice's own title and cover quote.
func (w *work) attached() map[string]bool {
	names := map[string]bool{}
	add := func(s string) {
		for _, q := range quoted.FindAllString(s, -1) {
			names[plain(taizhang.FoldString(q))] = true
		}
	}
	title := w.first("title").Value
	add(title)
	if m := printedTitle.FindStringSubmatch(taizhang.FoldString(title)); m != nil {
		names[plain(m[1])] = true // 关于印发2024年实施方案的通知, without 《》
	}
	for i := range min(len(w.lines), coverLines) {
		if w.lines[i].grid != nil {
			break
		}
		if s := w.str(i); w.words.holds(s, "attaches") {
			add(s)
		}
	}
	for _, f := range w.draft.Fields {
		if f.Name == "attachment" {
			names[plain(taizhang.FoldString(f.Value))] = true
		}
	}
	delete(names, "")
	return names
}
