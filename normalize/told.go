package normalize

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/seeds/tsv"
)

// tales are the words of reports.tsv by where they stand: in the end of a title, in a title, at the
// beginning of lines, in headings of what was and of what is to be done, and in a sentence that speaks of what is to come, or only seems to, or of what is done.
type tales map[string][]string

const (
	endOfTitle  = 10 // runes from its end, where a title says what kind of text it heads
	asTitle     = 40 // first runes of a text that stand for the title it has not
	fewLines    = 2  // lines that mark an interview or an article: one may be any
	mostHeading = 20 // runes of a heading of plans: a longer one is a sentence
)

func readTales(seeds fs.FS) (tales, error) {
	rows, err := tsv.Read(seeds, "reports.tsv", "where", "word")
	if err != nil {
		return nil, err
	}
	t := tales{"ahead": nil, "article": nil, "done": nil, "heading": nil, "interview": nil, "order": nil, "plans": nil, "seems": nil, "title": nil, "title-end": nil}
	for _, r := range rows {
		if _, ok := t[r.Cells[0]]; !ok {
			return nil, r.Errorf("where %q; want one of %v", r.Cells[0], slices.Sorted(maps.Keys(t)))
		}
		t[r.Cells[0]] = append(t[r.Cells[0]], r.Cells[1])
	}
	return t, nil
}

// in reports whether one of the words for a place stands in s.
func (t tales) in(place, s string) bool {
	return slices.ContainsFunc(t[place], func(word string) bool { return strings.Contains(s, word) })
}

// tells reports whether a text tells of what was done: by its title, or its opening where it has none, by its
// questions and other lines; and states nowhere but in its sentences who is responsible.
func (w *work) tells() bool {
	if charges(w.draft, func(g taizhang.Group) bool { return !spoken(g) }) {
		return false
	}
	n := &w.ledger.Notice
	title := n.Title
	if title == "" {
		title, _, _ = strings.Cut(strings.TrimSpace(w.twin), "\n")
		title = string([]rune(title)[:min(asTitle, len([]rune(title)))])
	}
	title = taizhang.FoldString(title)
	if i := strings.LastIndexByte(title, '('); i > 0 && strings.HasSuffix(title, ")") {
		title = title[:i] // 发展报告（2024）
	}
	rs := []rune(title)
	if slices.ContainsFunc(w.tales["order"], func(word string) bool { return strings.HasSuffix(title, word) }) {
		return false // 关于报送工作总结的通知
	}
	if w.tales.in("title", title) || w.tales.in("title-end", string(rs[max(0, len(rs)-endOfTitle):])) {
		return true
	}
	if n.DocNumber != "" || len(n.Addressees) > 0 {
		return false // 问答 and 摘要 in it are annexes, and forms to fill in
	}
	marked := map[string]int{}
	for line := range strings.SplitSeq(w.twin, "\n") {
		line = strings.TrimFunc(line, taizhang.Blank)
		for _, kind := range []string{"article", "interview"} {
			if slices.ContainsFunc(w.tales[kind], func(word string) bool { return strings.HasPrefix(line, word) }) {
				marked[kind]++
			}
		}
	}
	w.article = marked["article"] >= fewLines
	asked := 0
	for _, n := range w.draft.Nodes {
		text := first(n.Title.Cut(w.twin), n.Text.Cut(w.twin))
		if i := strings.IndexAny(text, "。：？?"); i >= 0 && (text[i] == '?' || strings.HasPrefix(text[i:], "？")) {
			asked++
		}
	}
	return w.article || marked["interview"] >= fewLines || asked >= fewLines && asked*2 >= len(w.draft.Nodes)
}

// tense says what a heading makes of what stands below it: past of 一、上半年工作情况, plans of 三、下一步打算.
// It may have run into the text: （三）职责分工发展部负责….
func (w *work) tense(title, text string) (past, plans bool) {
	title = taizhang.FoldString(title)
	if title == "" {
		text = taizhang.FoldString(text[:min(len(text), mostHeading*3)])
		return false, slices.ContainsFunc(w.tales["plans"], func(word string) bool { return len(word) > 6 && strings.HasPrefix(text, word) })
	}
	for _, word := range w.tales["heading"] {
		if before, ok := strings.CutSuffix(title, word); ok && (before == "" || w.calendar.Whole(before)) {
			past = true
		}
	}
	plans = utf8.RuneCountInString(title) <= mostHeading && slices.ContainsFunc(w.tales["plans"], func(word string) bool { return strings.HasSuffix(title, word) })
	return past, plans && !past
}

// told reports whether a time in a sentence is one of what was done, and no deadline: it had passed when the notice was
// signed or its plan began; or it stands where a text tells, and neither its day nor its sentence is to come; or it is
// a year named alone in a text that makes nobody responsible.
func (w *work) told(d taizhang.Deadline) bool {
	n := &w.ledger.Notice
	since := n.SignedOn
	if since == "" && !w.handsOut && len(n.PublishedAt) >= len("2006-01-02") {
		since = taizhang.Date(n.PublishedAt[:len("2006-01-02")])
	}
	dated := since != ""
	if !dated {
		since = dateOf(day(w.at.Year, 1, 1))
	}
	switch {
	case d.End != "" && d.End < since:
		days, _ := d.End.Until(since) // a plan may be signed when its first days have gone
		return w.tale || d.Kind != taizhang.By || !strings.HasSuffix(d.Raw, "前") || days > mostLate || w.tales.in("done", w.sentence(d.Spans))
	case w.tale:
		to := d.End
		if d.Kind == taizhang.During {
			to = d.Start
		}
		return w.article || !(dated && to > since && strings.Contains(d.Raw, "年")) && !w.ahead(d.Spans)
	}
	return !w.handsOut && d.Kind == taizhang.During && strings.HasSuffix(string(d.Start), "-01-01") && string(d.End) == string(d.Start[:4])+"-12-31" // 全年召开会议27次
}

// mostLate is how many days before a plan was signed a day by which it asks for something may lie.
const mostLate = 31

// mostSaid is how many bytes on either side of a place are read for what its sentence says.
const mostSaid = 600

// sentence is what a place stands in, up to mostSaid bytes on either side.
func (w *work) sentence(at taizhang.Spans) string {
	const ends = "。；！？"
	from, to := max(0, at.Start()-mostSaid), min(len(w.twin), at.End()+mostSaid)
	if i := strings.LastIndexAny(w.twin[from:at.Start()], ends); i >= 0 {
		from += i
	}
	if i := strings.IndexAny(w.twin[at.End():to], ends); i >= 0 {
		to = at.End() + i
	}
	return w.twin[from:to]
}

// ahead reports whether the sentence around a place speaks of what is to come: 力争, 应当, 将于; not 主要.
func (w *work) ahead(at taizhang.Spans) bool {
	said := w.sentence(at)
	for _, word := range w.tales["seems"] {
		said = strings.ReplaceAll(said, word, "")
	}
	return w.tales.in("ahead", said)
}

// spoken reports whether a group is the subject of a sentence, which may tell as well as charge.
func spoken(g taizhang.Group) bool { return g.Rule == "sentence" || strings.HasPrefix(g.Rule, "prose") }

// charges reports whether a draft makes anybody responsible by a group that is asked for.
func charges(d *taizhang.Draft, by func(taizhang.Group) bool) bool {
	return slices.ContainsFunc(d.Nodes, func(n taizhang.DraftNode) bool { return slices.ContainsFunc(n.Groups, by) }) ||
		slices.ContainsFunc(d.Tables, func(t taizhang.DraftTable) bool {
			return slices.ContainsFunc(t.Rows, func(r taizhang.DraftRow) bool { return slices.ContainsFunc(r.Groups, by) })
		})
}

// passed says once where times and organs made nothing because they stand in what was done.
func (w *work) passed() {
	if len(w.past) > 0 {
		slices.SortFunc(w.past, func(a, b taizhang.Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
		past := slices.Compact(w.past)
		w.find("told", taizhang.Info, fmt.Sprintf("%d 处时间、单位所在的文字说的是已做的事或已过的时间，未列为时限和分工", len(past)), past, "")
	}
}
