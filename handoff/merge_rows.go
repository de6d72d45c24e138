package handoff

import (
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// claim is a value that came back.
type claim struct {
	h    *taizhang.Handout
	cell ReturnedCell
	who  string
	file string
	sha  string
	key  string // why the row's key is not to be trusted, in Chinese; empty: it is
}

// read takes in the rows of a return: claims for what is filled in, conflicts for
// the rest.
func (m *merger) read(r *Return) {
	organ := m.organ(r)
	m.came[owner{r.Round, organ}] = true
	for _, u := range r.Lost {
		c := m.conflict(taizhang.ConflictRow, r, nil)
		c.Column, c.Cell = u.Column, u.At
		c.Note = "表头“" + u.Column + "”不是下发的栏目，而表中没有“" + strings.Join(r.Absent, "”“") + "”：该列所填 " + strconv.Itoa(u.Cells) + " 格未读入"
		m.out.Conflicts = append(m.out.Conflicts, c)
	}
	tasks := map[string]bool{} // that came with their keys, or are known without
	whole := map[string]bool{} // keys of rows whose text is as given
	for i := range r.Rows {
		row := &r.Rows[i]
		if row.Key == "" {
			continue
		}
		tasks[row.Task] = true
		if h, good := m.handout(row.Key); good && same(h.Text, row.Cells[ColText].Value) {
			whole[row.Key] = true
		}
	}
	recovered := map[*ReturnedRow]*taizhang.Handout{}
	for i := range r.Rows {
		row := &r.Rows[i]
		if number := row.Cells[ColTask].Value; row.Key == "" && (number == "" || !tasks[number]) {
			if h := m.recovered(r, row); h != nil && !tasks[h.Task] {
				recovered[row], tasks[h.Task] = h, true
			}
		}
	}
	for i := range r.Rows {
		row := &r.Rows[i]
		switch h := recovered[row]; {
		case h != nil:
			m.seen[idOf(h)] = true
			m.claim(r, row, h, "")
		case row.Added:
			m.added(r, row, tasks)
		default:
			m.keyed(r, row, whole[row.Key])
		}
	}
}

// handout is what was given under a key; good if the key is as it was then.
func (m *merger) handout(key string) (h *taizhang.Handout, good bool) {
	id, ok := parseKey(key)
	if !ok {
		return nil, false
	}
	checksum := id.checksum
	id.checksum = ""
	h = m.given[id]
	return h, h != nil && checksumOf(h) == checksum
}

// keyed takes in a row that has a key; whole: some row with that key has the text that
// was given.
func (m *merger) keyed(r *Return, row *ReturnedRow, whole bool) {
	h, good := m.handout(row.Key)
	if !good && h != nil {
		m.badKey(r, row, h, "本行的校验码与下发时不符")
		return
	}
	if !good {
		id, ok := parseKey(row.Key)
		why := "本行的键不是下发时的样子"
		switch {
		case ok && !m.rounds[id.round]: // what it says may be as old as its key
			m.badKey(r, row, nil, "批次“"+id.round+"”未曾下发")
			return
		case ok && m.organs[id.organ] == "":
			why = "键中的单位没有任务"
		case ok:
			why = "键中的任务编号不在下发之列"
		}
		m.badKey(r, row, m.byNumber(r, row), why)
		return
	}
	if blank(row) {
		return // emptied is deleted
	}
	text, ok := row.Cells[ColText]
	number := row.Cells[ColTask].Value
	if ok && !same(h.Text, text.Value) {
		switch other := m.elsewhere(r, row, h); {
		case other != nil, number != "" && number != h.Task:
			// The table was sorted without its hidden column.
			m.badKey(r, row, other, "本行的键属于另一任务")
			return
		case whole:
			m.doubtful(r, row, "与另一行的键相同而任务内容不同；新增的子任务请将序号写作“3-1”")
			return
		}
	}
	m.seen[idOf(h)] = true
	m.claim(r, row, h, "")
	m.edited(r, row, h)
}

// elsewhere finds the other task of which all that is seen of a row is: by its number, or,
// as the short form hides that one, by the rest.
func (m *merger) elsewhere(r *Return, row *ReturnedRow, h *taizhang.Handout) *taizhang.Handout {
	if other := m.byNumber(r, row); other != nil {
		return other
	}
	if other := m.byText(r, row); other != nil && other != h && m.asGiven(row, other, hiddenColumn) {
		return other
	}
	return nil
}

// byNumber finds what was given by the task's number that the row shows, if the row
// also shows the task's text.
func (m *merger) byNumber(r *Return, row *ReturnedRow) *taizhang.Handout {
	h := m.given[keyParts{round: r.Round, task: row.Cells[ColTask].Value, organ: r.OrganID}]
	if h == nil || !same(h.Text, row.Cells[ColText].Value) {
		return nil
	}
	return h
}

// doubtful lists a row that is of no certain task.
func (m *merger) doubtful(r *Return, row *ReturnedRow, why string) {
	c := m.conflict(taizhang.ConflictRow, r, nil)
	c.Returned, c.Cell, c.Note = spell(row), row.At, why
	m.out.Conflicts = append(m.out.Conflicts, c)
}

// badKey lists a row whose key is not to be trusted: the row, and if it is known
// which it is, each value that it would change.
func (m *merger) badKey(r *Return, row *ReturnedRow, h *taizhang.Handout, why string) {
	c := m.conflict(taizhang.ConflictKey, r, h)
	c.Column, c.Returned, c.Cell = KeyHeader, row.Key, row.At
	if c.Note = why; h != nil {
		c.Given = Key(h)
		m.seen[idOf(h)] = true
		m.claim(r, row, h, why)
	} else if s := spell(row); s != "" {
		c.Returned = strings.TrimSpace(row.Key + "\n" + s)
	}
	m.out.Conflicts = append(m.out.Conflicts, c)
}

// claim takes down what a row says in the columns that are filled in.
func (m *merger) claim(r *Return, row *ReturnedRow, h *taizhang.Handout, badKey string) {
	for _, col := range Columns {
		cell, ok := row.Cells[col.Name]
		id := cellID{h.Round, h.Organ, h.Task, h.Child, col.Field}
		if own(h, col.Name) {
			id.field = taizhang.ReportField(col.Name)
		}
		if id.field == "" || !ok {
			continue
		}
		switch col.Name {
		case ColSeq: // only says where it stands: the first holds
			anywhere := id
			anywhere.round = ""
			if !m.fresh[idOf(h)] || h.Number == "" || m.present[anywhere] != "" || len(m.claims[id]) > 0 {
				continue
			}
			cell.Value = h.Number
		case ColDue:
			if d, ok := dateOf(cell.Value, m.opt.ParseDate); ok {
				cell.Value = string(d)
			}
		}
		if cell.Unknown == "" && (m.sameGiven(col.Name, m.base(h, id.field), cell.Value) || own(h, col.Name) && !m.fresh[idOf(h)] && brief(&col, h, cell.Value)) {
			continue // says nothing new, whatever happened since
		}
		m.claims[id] = append(m.claims[id], claim{h, cell, r.SignOff.Writer, r.File, r.SHA256, badKey})
	}
}

// edited lists the given columns that were changed. The running number is the
// department's to change.
func (m *merger) edited(r *Return, row *ReturnedRow, h *taizhang.Handout) {
	for _, col := range Columns {
		cell, ok := row.Cells[col.Name]
		if col.Given == nil || col.Name == ColSeq || own(h, col.Name) || !ok {
			continue
		}
		given := col.Given(0, h)
		if m.sameGiven(col.Name, given, cell.Value) || brief(&col, h, cell.Value) {
			continue
		}
		c := m.conflict(taizhang.ConflictEdited, r, h)
		c.Column, c.Given, c.Returned, c.Cell, c.Note = col.Name, given, cell.Value, cell.At, cell.Unknown
		c.Present = given
		if now, ok := m.current(h); ok {
			c.Present = col.Given(0, &now)
		}
		m.out.Conflicts = append(m.out.Conflicts, c)
	}
}

// brief reports whether a value is what the short form gave.
func brief(col *Column, h *taizhang.Handout, returned string) bool {
	for _, c := range shortForm {
		if c.Name == col.Name && c.Given != nil {
			return same(c.Given(0, h), returned)
		}
	}
	return false
}

// sameGiven reports whether a given column still says what it said: as text, or as a date.
func (m *merger) sameGiven(column, given, returned string) bool {
	if same(given, returned) {
		return true
	}
	if column == ColDue || column == ColRaw {
		a, ok := dateOf(given, m.opt.ParseDate)
		b, too := dateOf(returned, m.opt.ParseDate)
		return ok && too && a == b
	}
	return cutShort(given, returned)
}

// current is a task as it is now, as this organ would be given it.
func (m *merger) current(h *taizhang.Handout) (taizhang.Handout, bool) {
	if m.opt.Current == nil || h.Child != "" {
		return *h, true
	}
	now, ok := m.opt.Current(h.Task)
	if !ok {
		return *h, false
	}
	out := *h
	out.Text, out.Result, out.Lead, out.Support = now.Text, now.Result, now.Lead, now.Support
	out.DeadlineRaw, out.Due, out.Kind = now.DeadlineRaw, now.Due, now.Kind
	return out, true
}

// conflict begins one; h is nil where it is not known what the row is of.
func (m *merger) conflict(kind taizhang.ConflictKind, r *Return, h *taizhang.Handout) taizhang.Conflict {
	c := taizhang.Conflict{Kind: kind, Round: r.Round, Organ: m.organ(r), File: r.File, SHA256: r.SHA256}
	if h != nil {
		c.Round, c.Organ, c.Task, c.Child = h.Round, h.Organ, h.Task, h.Child
	}
	return c
}

// blank reports whether nothing is left of a row but its key and running number.
func blank(row *ReturnedRow) bool {
	for name, c := range row.Cells {
		if (c.Value != "" || c.Unknown != "") && name != ColSeq {
			return false
		}
	}
	return true
}

// spell writes out what a row holds, a column a line, so that nothing of it is lost.
func spell(row *ReturnedRow) string {
	var lines []string
	for _, col := range Columns {
		if v := row.Cells[col.Name].Value; v != "" {
			lines = append(lines, col.Name+"："+v)
		}
	}
	return strings.Join(lines, "\n")
}

// roleAnswers reports whether an organ in that role answers for the whole task.
func roleAnswers(r taizhang.Role) bool { return r == taizhang.Lead || r == taizhang.Joint }
