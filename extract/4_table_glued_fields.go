package extract

import "github.com/taizhang/taizhang"

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
			g.fields[k].n++
			continue
		}
		g.fields = append(g.fields, gluedField{kind, c, 1, note, kind == fieldUnits && len(g.fields) > 0 && g.fields[len(g.fields)-1].kind == fieldUnits})
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
