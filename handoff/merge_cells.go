package handoff

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// settle decides cell by cell: what was given, what came back, what is present.
func (m *merger) settle() {
	for _, id := range slices.SortedFunc(maps.Keys(m.claims), cellID.compare) {
		m.cell(id, m.claims[id])
	}
}

// cell settles what came back for one cell, from one row or from several.
func (m *merger) cell(id cellID, claims []claim) {
	h := claims[0].h
	given := m.base(h, id.field)
	present := m.present[cellID{"", id.organ, id.task, id.child, id.field}]
	changed := m.changed(h)
	var clean []claim
	for _, c := range claims {
		if c.cell.Unknown != "" && c.cell.Value == "" {
			m.list(taizhang.ConflictInvalid, id, c, given, present, c.cell.Unknown)
			continue
		}
		if m.sameGiven(fieldColumn(id.field), given, c.cell.Value) {
			continue // nobody can tell what it says, but not that
		}
		v, note := canHold(id.field, c.cell.Value)
		c.cell.Value = v
		switch {
		case c.key != "" && !same(v, present):
			m.list(taizhang.ConflictKey, id, c, given, present, c.key)
		case same(v, present):
			clean = append(clean, c)
		case changed != "":
			m.list(taizhang.ConflictTask, id, c, given, present, changed)
		case note != "", c.cell.Unknown != "":
			m.list(taizhang.ConflictInvalid, id, c, given, present, cmp.Or(c.cell.Unknown, note))
		default:
			clean = append(clean, c)
		}
	}
	if len(clean) == 0 {
		return
	}
	differ := slices.ContainsFunc(clean, func(c claim) bool { return !same(c.cell.Value, clean[0].cell.Value) })
	for _, c := range clean {
		v := c.cell.Value
		switch {
		case same(v, present):
		case differ:
			m.list(taizhang.ConflictValues, id, c, given, present, "本单位的几份反馈不一致")
		case !same(present, given):
			m.list(taizhang.ConflictValues, id, c, given, present, "下发以后库中已有别的内容")
		default:
			m.out.Progress = append(m.out.Progress, taizhang.Progress{Round: id.round, Organ: id.organ, Task: id.task, Child: id.child,
				Field: id.field, Value: v, Who: c.who, File: c.file, SHA256: c.sha, Cell: c.cell.At})
			return // the others say the same
		}
	}
}

// list adds a conflict over one cell.
func (m *merger) list(kind taizhang.ConflictKind, id cellID, c claim, base, present, note string) {
	m.out.Conflicts = append(m.out.Conflicts, taizhang.Conflict{Kind: kind, Round: id.round, Organ: id.organ, Task: id.task, Child: id.child,
		Field: id.field, Column: fieldColumn(id.field), Given: base, Present: present, Returned: c.cell.Value,
		File: c.file, SHA256: c.sha, Cell: c.cell.At, Note: note})
}

// fieldColumn is the header over a field.
func fieldColumn(f taizhang.ReportField) string {
	if name, ok := columnsOf()[f]; ok {
		return name
	}
	return string(f) // of a row that an organ added
}

var columnsOf = sync.OnceValue(func() map[taizhang.ReportField]string {
	m := map[taizhang.ReportField]string{}
	for _, c := range Columns {
		if c.Field != "" {
			m[c.Field] = c.Name
		}
	}
	return m
})

// base is what was given in a cell that the department may fill in.
func (m *merger) base(h *taizhang.Handout, f taizhang.ReportField) string {
	if i := columnIndex(string(f)); i >= 0 && !m.fresh[idOf(h)] {
		return Columns[i].Given(0, h)
	}
	return h.Report[f]
}

// changed says what of a task is not as it was given; "" for nothing.
func (m *merger) changed(h *taizhang.Handout) string {
	if parent := m.given[keyParts{round: h.Round, task: h.Task, organ: organID(h)}]; h.Child != "" && parent != nil {
		h = parent
	}
	if h.Child != "" && m.opt.Current != nil {
		if _, ok := m.opt.Current(h.Task); !ok {
			return taskGone
		}
		return ""
	}
	now, ok := m.current(h)
	if !ok {
		return taskGone
	}
	var names []string
	for _, col := range Columns {
		if col.Given != nil && col.Name != ColSeq && !same(col.Given(0, h), col.Given(0, &now)) {
			names = append(names, col.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "下发以后任务已有变化：" + strings.Join(names, "、")
}

const taskGone = "下发以后任务已不在库中"

// cellError is what a formula that failed shows.
var cellError = lazy.NewPattern(`^#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)$`)

// canHold returns a value as the column holds it, or why it can't.
func canHold(f taizhang.ReportField, v string) (value, why string) {
	if cellError.MatchString(v) {
		return v, "单元格的公式出错"
	}
	if f == taizhang.ReportField(ColDue) && v != "" {
		if _, err := time.Parse(time.DateOnly, v); err != nil {
			return v, "不是日期"
		}
	}
	if f != taizhang.Status || v == "" {
		return v, ""
	}
	for _, s := range taizhang.Statuses {
		if same(s, v) {
			return s, ""
		}
	}
	if s := suggest(v); s != "" {
		return v, "不在可选状态之列，疑为“" + s + "”"
	}
	return v, "不在可选状态之列：" + strings.Join(taizhang.Statuses, "、")
}

// disagree takes back the statuses over which organs that answer for the same task
// contradict each other in one round.
func (m *merger) disagree() {
	type task struct{ round, uid string }
	answer := map[task][]string{} // organs
	for _, id := range slices.SortedFunc(maps.Keys(m.given), func(a, b keyParts) int { return strings.Compare(a.organ, b.organ) }) {
		if h := m.given[id]; h.Child == "" && roleAnswers(h.Role) {
			t := task{h.Round, h.Task}
			answer[t] = append(answer[t], h.Organ)
		}
	}
	says := map[cellID]string{}
	for _, p := range m.out.Progress {
		if p.Field == taizhang.Status && p.Child == "" {
			says[cellID{p.Round, p.Organ, p.Task, "", p.Field}] = p.Value
		}
	}
	m.out.Progress = slices.DeleteFunc(m.out.Progress, func(p taizhang.Progress) bool {
		id := cellID{p.Round, p.Organ, p.Task, p.Child, p.Field}
		organs := answer[task{p.Round, p.Task}]
		if says[id] == "" || !slices.Contains(organs, p.Organ) {
			return false
		}
		var others []string
		for _, o := range organs {
			other := cellID{p.Round, o, p.Task, "", p.Field}
			v, new := says[other]
			if !new {
				v = m.inRound[other]
			}
			if o != p.Organ && v != "" && v != p.Value {
				others = append(others, o+"报“"+v+"”")
			}
		}
		if len(others) == 0 {
			return false
		}
		slices.Sort(others)
		h := m.given[keyParts{round: p.Round, task: p.Task, organ: organID(&taizhang.Handout{Organ: p.Organ})}]
		m.list(taizhang.ConflictValues, id, claim{cell: ReturnedCell{Value: p.Value, At: p.Cell}, file: p.File, sha: p.SHA256},
			h.Report[p.Field], m.present[cellID{"", p.Organ, p.Task, "", p.Field}], strings.Join(others, "，"))
		return true
	})
}

// Accept is what is stored of a conflict that is decided for what came back; false
// where nothing can be: a row of no task, a given column, a value that the column
// can't hold.
func Accept(c taizhang.Conflict) (p taizhang.Progress, ok bool) {
	if c.Field == "" || c.Task == "" || c.Kind == taizhang.ConflictInvalid && c.Returned == "" { // what came back can't be told
		return p, false
	}
	v, why := canHold(c.Field, c.Returned)
	if why != "" {
		if v = ""; c.Field == taizhang.Status {
			v = suggest(c.Returned)
		}
		if v == "" {
			return p, false
		}
	}
	return taizhang.Progress{Round: c.Round, Organ: c.Organ, Task: c.Task, Child: c.Child, Field: c.Field, Value: v,
		File: c.File, SHA256: c.SHA256, Cell: c.Cell}, true
}
