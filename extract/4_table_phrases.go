package extract

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// rowPhrases reads who answers for the rows of a schedule, and until when.
func (w *work) rowPhrases(t *table) {
	if t.Kind != taizhang.ScheduleTable {
		return
	}
	timed, lead, units := t.has(taizhang.ColDeadline), t.has(taizhang.ColLead), t.has(taizhang.ColUnit, taizhang.ColLead, taizhang.ColSupport)
	both := make([]bool, len(t.Columns)) // columns of lead and support in one
	for c, col := range t.Columns {
		both[c] = w.words.firstLeads(taizhang.FoldString(col.Name))
	}
	above := make([]taizhang.Spans, len(t.Columns)) // the last value of each column, for 同上
	for i := range t.Rows {
		r := &t.Rows[i]
		if r.Kind != taizhang.TaskRow {
			clear(above)
			continue
		}
		cells := make([]taizhang.Spans, len(r.Cells))
		for c, cell := range r.Cells {
			cells[c] = cell.Spans
			if w.ditto(cell.Text) && above[c] != nil {
				cells[c] = above[c]
			} else if len(cell.Spans) > 0 {
				above[c] = cell.Spans
			}
			w.errorValue(t, r, c)
			if unitRole(t.Columns[c].Role) {
				cells[c] = w.timeBehind(r, cells[c])
			}
		}
		w.rowUnits(t, r, cells, lead, both)
		w.rowTimes(t, i, cells, timed)
		for c := 0; c < len(cells) && !units; c++ { // 制定方案。责任单位:办公室
			if prose(t.Columns[c].Role) && w.alone(t, i, c) {
				var p taizhang.Phrases
				w.phrases(&p, cells[c])
				r.Groups = append(r.Groups, withVerbs(p.Groups)...) // its times are read with those of columns
			}
		}
		if len(r.Groups) == 0 {
			w.inherited(t, r, i)
		}
	}
}

// has reports whether a column has one of the roles.
func (t *table) has(roles ...taizhang.ColumnRole) bool {
	return slices.ContainsFunc(t.Columns, func(c taizhang.Column) bool { return slices.Contains(roles, c.Role) })
}

// rowUnits reads the columns of units. Columns of one duty with no verb of their own
// are one list; one of 责任单位 beside a lead supports it; a cell merged over two
// columns is read once.
func (w *work) rowUnits(t *table, r *taizhang.DraftRow, cells []taizhang.Spans, lead bool, both []bool) {
	led := false
	plain := -1 // the group of units responsible, nothing else said
	w.markedUnits(t, r, cells)
	for c, spans := range cells {
		if t.source[c] == byMark {
			continue
		}
		duty := taizhang.Duty("")
		switch t.Columns[c].Role {
		case taizhang.ColLead:
			duty = taizhang.DutyLead
		case taizhang.ColSupport:
			duty = taizhang.DutySupport
		case taizhang.ColUnit:
			duty = taizhang.DutyResponsible
			if led {
				duty = taizhang.DutySupport
			}
		default:
			continue
		}
		text := taizhang.FoldString(spans.Cut(w.text))
		if text == "" || w.kindOf(text) == kindEmpty || errorCell(text) || w.ditto(text) {
			continue
		}
		if t.source[c] == byContent && w.kindOf(text) != kindUnits && !w.organs(text) {
			continue
		}
		again, other := false, false
		for k := range c {
			if again = again || sameSpans(cells[k], spans) && unitRole(t.Columns[k].Role); again {
				break
			}
		}
		for k := c + 1; k < len(cells); k++ {
			other = other || sameSpans(cells[k], spans) && unitRole(t.Columns[k].Role) && t.Columns[k].Role != t.Columns[c].Role
		}
		if again {
			continue
		}
		if other {
			duty = taizhang.DutyResponsible // 牵头 and 配合 merged: they share it
		}
		rule := "column"
		if t.source[c] == byContent {
			rule = "content"
		}
		var groups []taizhang.Group
		if both[c] {
			groups = w.firstLead(spans, rule)
		} else {
			groups = w.groups(w.without(spans), duty, rule)
		}
		led = led || duty == taizhang.DutyLead && len(groups) > 0
		for _, g := range groups {
			if g.Duty != taizhang.DutyResponsible || g.Verb != "" {
				r.Groups = append(r.Groups, g)
			} else if plain < 0 {
				plain = len(r.Groups)
				r.Groups = append(r.Groups, g)
			} else {
				one := &r.Groups[plain]
				one.Mentions = append(one.Mentions, g.Mentions...)
				one.Others = one.Others || g.Others
			}
		}
	}
	if plain >= 0 && led && lead { // the column of units stood before the lead's
		r.Groups[plain].Duty = taizhang.DutySupport
	}
}

// firstLead reads a cell under a header of two duties: what stands before the first mark that
// parts more than names leads, else the first name; the rest supports. Words in the cell go before.
func (w *work) firstLead(spans taizhang.Spans, rule string) []taizhang.Group {
	groups := w.groups(w.without(spans), taizhang.DutyLead, rule)
	if len(groups) == 0 || slices.ContainsFunc(groups, func(g taizhang.Group) bool { return g.Verb != "" }) {
		return groups
	}
	text := spans.Cut(w.text)
	if k := strings.IndexAny(text, "/；;（(\n"); k > 0 {
		rest := strings.TrimLeft(text[k:], "/／；;（(\n ")
		lead := w.groups(w.without(spans.Slice(0, k)), taizhang.DutyLead, rule)
		from, to := len(text)-len(rest), len(text)-len(rest)+len(strings.TrimRight(rest, "）) "))
		return append(lead, w.groups(w.without(spans.Slice(from, to)), taizhang.DutySupport, rule)...)
	}
	if g := groups[0]; len(g.Mentions) > 1 {
		rest := g
		rest.Duty, rest.Mentions = taizhang.DutySupport, g.Mentions[1:]
		groups[0].Mentions, groups[0].Others = g.Mentions[:1], false
		groups = append(groups, rest)
	}
	return groups
}

func unitRole(role taizhang.ColumnRole) bool {
	return role == taizhang.ColUnit || role == taizhang.ColLead || role == taizhang.ColSupport
}

// rowTimes reads the columns of deadlines, and the times in a task's text where the
// table has no such column or the text is of that row only.
func (w *work) rowTimes(t *table, i int, cells []taizhang.Spans, timed bool) {
	r := &t.Rows[i]
	seen := map[int]bool{} // a cell merged over periods is read once
	for c, spans := range cells {
		if len(spans) == 0 || seen[spans.Start()] && t.Columns[c].Role == taizhang.ColDeadline {
			continue
		}
		text := r.Cells[c].Text
		switch col := t.Columns[c]; {
		case col.Role == taizhang.ColDeadline && t.source[c] == byPeriod:
			folded := taizhang.FoldString(text)
			if w.kindOf(folded) == kindEmpty {
				continue
			}
			if w.kindOf(folded) == kindTime {
				r.Times = append(r.Times, taizhang.TimePhrase{Spans: spans, Value: true})
			} else if ps := w.periodSpans(col); ps != nil {
				r.Times = append(r.Times, taizhang.TimePhrase{Spans: ps, Value: true})
			}
		case col.Role == taizhang.ColDeadline:
			seen[spans.Start()] = true
			if errorCell(taizhang.FoldString(text)) || w.words.nothing(taizhang.FoldString(text)) {
				continue
			}
			r.Times = append(r.Times, taizhang.TimePhrase{Spans: spans, Value: true, As: w.timeOf(col.Name)})
		case (col.Role == taizhang.ColTask || col.Role == taizhang.ColMeasure) && (!timed || w.alone(t, i, c)):
			w.prose(&r.Phrases, spans)
		}
	}
}

// alone reports whether a cell is of its row only: where a task is merged over its steps, or printed again at each, each
// step has its time.
func (w *work) alone(t *table, i, c int) bool {
	shown := func(k int) string { return t.Rows[k].Cells[c].Spans.Cut(w.text) }
	return !slices.ContainsFunc([]int{i - 1, i + 1}, func(k int) bool {
		return k >= 0 && k < len(t.Rows) && c < len(t.Rows[k].Cells) && len(t.Rows[k].Cells[c].Spans) > 0 && shown(k) == shown(i)
	})
}

// ditto tells a cell that means the value above it.
func (w *work) ditto(text string) bool {
	return len(text) <= 36 && slices.Contains(w.words.phrases["ditto"], taizhang.FoldString(text))
}

// errorCell tells the error values of a workbook: #REF!, #N/A.
func errorCell(folded string) bool {
	return len(folded) > 3 && len(folded) <= 8 && folded[0] == '#' && strings.ContainsAny(folded[len(folded)-1:], "!?A")
}

// errorValue reports a workbook's error value where a unit or a time should stand.
func (w *work) errorValue(t *table, r *taizhang.DraftRow, c int) {
	if role := t.Columns[c].Role; (unitRole(role) || role == taizhang.ColDeadline) && errorCell(taizhang.FoldString(r.Cells[c].Text)) {
		w.find("cell-error", taizhang.Warning, "“"+t.Columns[c].Name+"”一栏是错误值“"+r.Cells[c].Text+"”，未读作单位或时间，请按原表更正",
			r.Cells[c].Spans, r.ID)
	}
}

// inherited gives a row without units the organ of its section, or of its table.
func (w *work) inherited(t *table, r *taizhang.DraftRow, i int) {
	organ := t.heads[i]
	if organ == nil {
		organ = t.organ
	}
	if organ == nil {
		return
	}
	r.Groups = append(r.Groups, w.groups(organ, taizhang.DutyResponsible, "table-heading")...)
}
