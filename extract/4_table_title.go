package extract

import (
	"strings"

	"github.com/taizhang/taizhang"
)

// tableTitle takes the line before a table that is its title, with a note of the
// unit of its figures (单位：人) between them or not, and where it is printed.
func (w *work) tableTitle(i int, p *part) (string, taizhang.Spans) {
	k := i - 1
	for k >= p.body && w.lines[k].use == asRun { // the rule over it
		k--
	}
	if k >= p.body && w.open(k) {
		if s := w.folded(k); len(s) <= 60 && (strings.HasPrefix(s, "单位:") || strings.HasPrefix(s, "(单位:")) {
			w.lines[k].use = asTitle
			k--
		}
	}
	if k < 0 {
		return "", nil
	}
	if w.lines[k].use == asField { // the notice's own title stands right above its table
		if f := w.first("title"); f.Spans.Contains(w.lines[k].span.Start) {
			return f.Value, f.Spans
		}
	}
	if k >= 0 && !w.open(k) && strings.HasSuffix(w.folded(k), ")") { // the part's title: 附件：任务分解表（责任单位：某局）
		return "", taizhang.Spans{w.lines[k].span}
	}
	if k < p.body || !w.open(k) || !w.titlesTable(k) && w.organIn(taizhang.Spans{w.lines[k].span}) == nil {
		return "", nil
	}
	w.lines[k].use = asTitle
	return tidy(w.str(k)), taizhang.Spans{w.lines[k].span}
}

// organAbove finds the organ that a heading above a table's title names, as a sheet's name does: the whole sheet is its.
func (w *work) organAbove(i int) taizhang.Spans {
	for k := i - 1; k >= 0 && k >= i-linesAbove && w.lines[k].grid == nil; k-- {
		l := &w.lines[k]
		if l.kind != taizhang.Heading || l.use != free && l.use != asChrome {
			continue
		}
		organ := w.organIn(taizhang.Spans{l.span})
		if _, labelled := w.label(k); organ == nil || labelled {
			break
		}
		l.use = asTitle
		return organ
	}
	return nil
}

// linesAbove is how many lines may stand between a sheet's name and its table: a title, a second one, a note.
const linesAbove = 4

// titlesTable reports whether line i reads as the title of a table.
func (w *work) titlesTable(i int) bool {
	s := w.folded(i)
	if len(s) > 240 || runes(s) > 60 || hasAny(s, "。;") || strings.HasSuffix(s, ":") {
		return false
	}
	if _, labelled := w.label(i); labelled {
		return false
	}
	return strings.HasPrefix(s, "表") || strings.HasPrefix(s, "附表") || w.words.genre(s) || w.words.endsWith(s, "table-title")
}
