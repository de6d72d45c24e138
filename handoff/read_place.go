package handoff

import (
	"slices"

	"github.com/taizhang/taizhang"
)

// byPlace finds rows with keys on a sheet without a header: the first of them, and the
// columns of the form in which they were handed out, if each row's task has its number
// where that form has it. It returns -1 where there are none.
func (b *returnedBook) byPlace(rows []sheetRow) (first int, h *header) {
	bl := &block{header: &header{key: -1}}
	for i := range rows {
		bl.rows = append(bl.rows, blockRow{sheetRow: &rows[i]})
	}
	bl.findKeys()
	if bl.key < 0 {
		return -1, nil
	}
	forms := [][]Column{Columns}
	if q := quarterSaid(taizhang.Round{Name: bl.round, ReplyBy: b.said.ReplyBy}); q > 0 {
		forms = append(forms, ShortColumns(q))
	}
	for _, form := range forms {
		from := bl.key - len(form)
		number := from + slices.IndexFunc(form, func(c Column) bool { return c.Name == ColTask })
		first = -1
		for i := range rows {
			id, _, ok := retyped(rows[i].cell(bl.key))
			switch {
			case !ok:
			case from < 0, taizhang.FoldString(rows[i].cell(number)) != taizhang.FoldString(id.task):
				first = len(rows)
			case first < 0:
				first = i
			}
		}
		if first < 0 || first == len(rows) {
			continue
		}
		h = &header{columns: map[int]string{}, unknown: map[int]string{}, key: bl.key}
		for i, c := range form {
			h.columns[from+i] = c.Name
		}
		return first, h
	}
	b.headless = true
	return -1, nil
}

// findProgress knows the progress of the short form's one quarter, if that is known,
// under another name: by the word for it or by its place, if only one column has either.
func (h *header) findProgress(quarter int) {
	if quarter == 0 || !h.short() || slices.ContainsFunc(taizhang.Quarters, func(f taizhang.ReportField) bool { return h.column(fieldColumn(f)) >= 0 }) {
		return
	}
	name := fieldColumn(taizhang.Quarters[quarter-1])
	var found []int
	for col := range h.unknown {
		if h.mayBe(col, []string{name}) {
			found = append(found, col)
		}
	}
	if len(found) == 1 {
		h.columns[found[0]] = name
		delete(h.unknown, found[0])
	}
}
