package extract

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

var (
	decreeLine   = lazy.NewPattern(`^\p{Han}{2,20}令(?:\(\d{4}\))?(?:第?[\d〇○零一二三四五六七八九十百]{1,4}号)?`)
	annexLine    = lazy.NewPattern(`^附(?:件|表|录)?[\d一二三四五六七八九十]{0,3}[:.、]?$`)
	printedTitle = lazy.NewPattern(`(?:印发|发布|下达)(.+)的通知$`)
	annexAlone   = lazy.NewPattern(`^附件?:$`)
	annexList    = lazy.NewPattern(`^附(?:件|表)?[\d一二三四五六七八九十]{0,3}:.`)
)

// part is a stretch of lines with a title of its own.
type part struct {
	kind        taizhang.PartKind
	first, last int // its lines are [first, last), title included
	body        int // the first line after the title
	title       string
	spans       taizhang.Spans // of the title
}

// parts cuts the document into the cover notice and what is attached to it. An
// attachment begins at a line 附件, or where lines joined are a title that the
// cover quotes (《…》).
func (w *work) parts() {
	w.annexes()
	names := w.attached()
	ps := []part{{kind: taizhang.NoticePart, title: w.first("title").Value}}
	begin := w.coverEnd()
	opened := map[style]bool{} // the styles of chapters since the last title
	for i := begin; i < len(w.lines); i++ {
		if !w.open(i) {
			continue
		}
		if l, ok := w.label(i); ok && l.rank <= chapterRank {
			opened[l.style] = true
		}
		member := w.startsMember(i)
		if name, ok := w.annexHead(i, names); ok {
			p := part{kind: taizhang.AnnexPart, first: i, body: i + 1, title: name.Cut(w.text), spans: name}
			w.lines[i].use = asTitle
			if end := max(w.titleEnd(i+1, names), w.genreEnd(i+1)); end > 0 && name == nil {
				p.title, p.spans = w.title(i+1, end)
				p.body = end
			}
			ps = append(ps, p)
			i = p.body - 1
			continue
		}
		end := w.titleEnd(i, names)
		if end == 0 && member {
			if end = w.genreEnd(i); end == 0 {
				ps = append(ps, part{kind: taizhang.AnnexPart, first: i, body: i})
				continue
			}
		}
		if end == 0 {
			end = w.beginsAnew(i, opened)
		}
		if end > 0 {
			p := part{kind: taizhang.AnnexPart, first: i, body: end}
			p.title, p.spans = w.title(i, end)
			ps = append(ps, p)
			i = end - 1
			clear(opened)
		}
	}
	for i := range ps {
		p := &ps[i]
		p.last = len(w.lines)
		if i+1 < len(ps) {
			p.last = ps[i+1].first
		}
		p.title = tidy(p.title)
		if i > 0 {
			p.kind = w.kindOfPart(p.title)
		}
		for k := p.first; k < p.body; k++ {
			w.lines[k].use = asTitle
		}
	}
	if len(ps) > 1 && ps[0].title == "" && ps[1].title != "" && w.decreed() { // it has no title but what it publishes
		ps[0].title = ps[1].title
		w.field("title", ps[1].title, ps[1].spans)
	}
	w.number(ps)
}

// chapterRank is the highest rank of the numbers that a plan begins with: 一、.
const chapterRank = 5

// beginsAnew returns the line after the title at line i under which the numbers of the chapters before begin anew, as where
// several plans stand in one text; 0 where none does.
func (w *work) beginsAnew(i int, opened map[style]bool) int {
	if len(opened) == 0 || i == 0 || utf8.RuneCountInString(w.folded(i)) < 8 || !ends(lastRune(w.folded(i-1))) {
		return 0
	}
	end := w.genreEnd(i)
	for k := end; end > 0 && k < min(end+4, len(w.lines)); k++ {
		if l, ok := w.label(k); ok && w.open(k) {
			if l.number == 1 && l.rank <= chapterRank && opened[l.style] {
				return end
			}
			break
		}
	}
	return 0
}

// decreed reports whether the text begins as a decree does: 某某令第432号.
func (w *work) decreed() bool {
	return slices.ContainsFunc(w.lines[:min(len(w.lines), 5)], func(l line) bool { return l.grid == nil && decreeLine.MatchString(l.folded) })
}

// startsMember reports whether line i is the first of a file that was joined to
// the cover.
func (w *work) startsMember(i int) bool {
	for k, m := range w.draft.Doc.Members {
		if k > 0 && w.lines[i].span.Start >= m.Start && (i == 0 || w.lines[i-1].span.Start < m.Start) {
			return true
		}
	}
	return false
}

// sourceAt names the file that byte at is of.
func (w *work) sourceAt(at int) string {
	name := w.draft.Doc.Source.Name
	for _, m := range w.draft.Doc.Members {
		if m.Start <= at {
			name = m.Source.Name
		}
	}
	return name
}

func (w *work) kindOfPart(title string) taizhang.PartKind {
	switch {
	case title == "":
		return taizhang.AnnexPart
	case w.words.endsWith(title, "schedule"):
		return taizhang.SchedulePart
	}
	return taizhang.PlanPart
}

// number gives each part its id and puts it into the draft.
func (w *work) number(ps []part) {
	seen := map[taizhang.PartKind]int{}
	for i := range ps {
		p := &ps[i]
		seen[p.kind]++
		id := string(p.kind)
		if n := seen[p.kind]; n > 1 {
			id = fmt.Sprintf("%s%d", id, n)
		}
		spans := taizhang.Spans{}
		if p.first < p.last {
			spans = taizhang.Of(w.lines[p.first].span.Start, w.lines[p.last-1].span.End)
		}
		w.draft.Parts = append(w.draft.Parts, taizhang.Part{ID: id, Kind: p.kind, Title: p.title,
			Source: w.sourceAt(spans.Start()), Spans: spans})
	}
	w.spread = ps
}

// plain removes what a title may be printed with or without.
func plain(s string) string { return strings.Trim(s, "《》“”\"") }

// titleEnd returns the line after those from i that, joined, are one of names;
// 0 when none are.
func (w *work) titleEnd(i int, names map[string]bool) int {
	joined := ""
	for j := i; j < min(i+5, len(w.lines)) && w.open(j); j++ {
		joined += w.folded(j)
		if !begins(names, plain(joined)) {
			break
		}
		if names[plain(joined)] {
			return j + 1
		}
	}
	return 0
}

// begins reports whether any of names begins with s.
func begins(names map[string]bool, s string) bool {
	for name := range names {
		if strings.HasPrefix(name, s) {
			return true
		}
	}
	return false
}

// genreEnd returns the line after those from i that, joined, end as a title
// does; 0 when none do.
func (w *work) genreEnd(i int) int {
	joined := ""
	for j := i; j < min(i+4, len(w.lines)) && w.open(j); j++ {
		s := w.folded(j)
		if _, labelled := w.label(j); labelled || len(s) > 200 || strings.ContainsAny(s, "。:") {
			break
		}
		if joined += s; w.words.genre(joined) {
			return j + 1
		}
	}
	return 0
}

// coverEnd returns the first line after which attachments are looked for: after
// the title, and after the date of the signature where there is one.
func (w *work) coverEnd() int {
	end := 0
	for _, f := range w.draft.Fields {
		if f.Name != "title" && f.Name != "signed_on" {
			continue
		}
		for i := range w.lines {
			if w.lines[i].span.Start < f.Spans.End() {
				end = max(end, i+1)
			}
		}
		if f.Name == "signed_on" {
			break
		}
	}
	return end
}

// first returns the first field of that name; an empty one of none.
func (w *work) first(name string) taizhang.Field {
	for _, f := range w.draft.Fields {
		if f.Name == name {
			return f
		}
	}
	return taizhang.Field{}
}
