package extract

import (
	"strings"

	"github.com/taizhang/taizhang"
)

// fieldKind is what a column of a glued table holds.
type fieldKind uint8

const (
	fieldText fieldKind = iota
	fieldNumber
	fieldUnits
	fieldTime
	fieldPerson
	fieldFigure
)

// gluedField is a column, or several of text beside each other.
type gluedField struct {
	kind     fieldKind
	first, n int // columns
	task     int // of them, the first of tasks
	note     bool
	support  bool // units beside others: these cells are missing more often
}

// fieldsOf makes fields of the columns.
func (g *gluedSearch) fieldsOf(w *work, t *gluedTable, cols []header) {
	gaps := 0
	for c, h := range cols {
		name := taizhang.FoldString(w.text[t.header[c].Start:t.header[c].End])
		kind := fieldText
		switch {
		case h.role == taizhang.ColNumber:
			kind = fieldNumber
		case unitRole(h.role):
			kind = fieldUnits
		case h.role == taizhang.ColDeadline:
			kind = fieldTime
		case w.words.headsPersons(name):
			kind = fieldPerson
		case w.words.headsFigures(name):
			kind = fieldFigure
		}
		if c > 0 && t.header[c].Start > t.header[c-1].End {
			gaps++
		}
		note := h.role == taizhang.ColNote
		if k := len(g.fields) - 1; kind == fieldText && k >= 0 && g.fields[k].kind == fieldText && g.fields[k].note == note {
			if g.fields[k].n++; h.role == taizhang.ColTask && cols[g.fields[k].first+g.fields[k].task].role != taizhang.ColTask {
				g.fields[k].task = c - g.fields[k].first
			}
			continue
		}
		g.fields = append(g.fields, gluedField{kind, c, 1, 0, note, kind == fieldUnits && len(g.fields) > 0 && g.fields[len(g.fields)-1].kind == fieldUnits})
	}
	g.numbered = g.fields[0].kind == fieldNumber
	g.parted = gaps*2 >= len(cols)-1
}

// full is what a row gains whose values are all there.
func (g *gluedSearch) full() (gain float64) {
	for _, f := range g.fields {
		switch f.kind {
		case fieldUnits, fieldTime:
			gain += 4
		case fieldPerson:
			gain++
		}
	}
	return gain
}

// unparted reports columns of text beside each other, which nothing printed parts.
func (g *gluedSearch) unparted(w *work, t *gluedTable) {
	for _, f := range g.fields {
		if f.n < 2 {
			continue
		}
		var names []string
		for _, s := range t.header[f.first : f.first+f.n] {
			names = append(names, w.text[s.Start:s.End])
		}
		w.find("table-cell", taizhang.Warning, "“"+strings.Join(names, "”“")+"”各栏的文字连在一起，原文没有分隔，未能分开，合放在“"+names[f.task]+"”一栏，请与原文核对",
			taizhang.Of(t.header[f.first].Start, t.header[f.first+f.n-1].End), "")
	}
}
