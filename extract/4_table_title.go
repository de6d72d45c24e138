package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// tableTitle takes the line before a table that is its title, with a note of the
// unit of its figures (单位：人) between them or not.
func (w *work) tableTitle(i int, p *part) string {
	k := i - 1
	if k >= p.body && w.open(k) {
		if s := w.folded(k); len(s) <= 60 && (strings.HasPrefix(s, "单位:") || strings.HasPrefix(s, "(单位:")) {
			w.lines[k].use = asTitle
			k--
		}
	}
	if k < 0 {
		return ""
	}
	if w.lines[k].use == asField { // the notice's own title stands right above its table
		if at := w.lines[k].span.Start; w.isTitle(at) {
			return w.value("title")
		}
	}
	if k < p.body || !w.open(k) || !w.titlesTable(k) {
		return ""
	}
	w.lines[k].use = asTitle
	return tidy(w.str(k))
}

func (w *work) isTitle(at int) bool {
	for _, f := range w.draft.Fields {
		if f.Name == "title" && f.Spans.Contains(at) {
			return true
		}
	}
	return false
}

// titlesTable reports whether line i reads as the title of a table.
func (w *work) titlesTable(i int) bool {
	s := w.folded(i)
	if utf8.RuneCountInString(s) > 60 || strings.ContainsAny(s, "。;") || strings.HasSuffix(s, ":") {
		return false
	}
	if _, labelled := w.label(i); labelled {
		return false
	}
	if strings.HasPrefix(s, "表") || strings.HasPrefix(s, "附表") || w.words.genre(s) {
		return true
	}
	for _, end := range w.words.phrases["table-title"] {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

func sameColumns(a, b []taizhang.Column) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Name != b[i].Name {
			return false
		}
	}
	return true
}

// adjoin reports whether nothing but titles stands between line i and the table
// before it.
func (w *work) adjoin(i int, p *part) bool {
	for k := i - 1; k >= p.body; k-- {
		switch l := w.lines[k]; {
		case l.use == asTitle, l.use == asRun:
		case l.use == asRecord:
			return true
		default:
			return false
		}
	}
	return false
}

// continues appends the rows of a table to the one it goes on from.
func continues(t, more *taizhang.DraftTable) {
	t.Rows = append(t.Rows, more.Rows...)
	for i := range t.Columns {
		t.Columns[i].Spans = append(t.Columns[i].Spans, more.Columns[i].Spans...)
	}
}

// unitColumn finds, in a table whose title says that it hands out tasks and whose
// header names no units, the column that holds organs.
func (w *work) unitColumn(t *taizhang.DraftTable) {
	for _, c := range t.Columns {
		switch c.Role {
		case taizhang.ColUnit, taizhang.ColLead, taizhang.ColSupport:
			return
		}
	}
	said := false
	for _, word := range w.words.phrases["hands-out"] {
		said = said || strings.Contains(t.Title, word)
	}
	if !said {
		return
	}
	best, most := -1, 1
	for c := range t.Columns {
		all, organs := map[string]bool{}, map[string]bool{}
		for _, r := range t.Rows {
			s := taizhang.FoldString(r.Cells[c].Text)
			all[s] = true
			if organ := w.words.organ(s, false) && !strings.HasSuffix(s, "部门") && !strings.HasSuffix(s, "单位"); organ && utf8.RuneCountInString(s) <= 16 {
				organs[s] = true
			}
		}
		if len(organs) > most && len(organs)*2 > len(all) {
			best, most = c, len(organs)
		}
	}
	if best < 0 {
		return
	}
	t.Kind = taizhang.ScheduleTable
	for i := range t.Rows {
		r := &t.Rows[i]
		if r.Kind != taizhang.DataRow {
			continue
		}
		r.Kind = taizhang.TaskRow
		if cell := r.Cells[best]; w.words.organ(taizhang.FoldString(cell.Text), true) {
			r.Groups = w.groups(cell.Spans, taizhang.DutyResponsible, "content")
		}
	}
}
