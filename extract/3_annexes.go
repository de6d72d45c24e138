package extract

import (
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// annexes takes the list of attachments at the end of a cover or body: 附件：1.…方案,
// and the numbered lines that go on from it.
func (w *work) annexes() {
	for i := range w.lines {
		if !w.open(i) || len(w.str(i)) > 300 {
			continue
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
		w.annexName(taizhang.Spans{trimSpan(w.text, s.Start+c.Start, s.Start+c.End)})
	}
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
	title := w.value("title")
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
