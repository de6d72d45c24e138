package handoff

import (
	"slices"

	"github.com/taizhang/taizhang"
)

// added takes in a row without a key: one that was put under a task, or one whose key
// was lost.
func (m *merger) added(r *Return, row *ReturnedRow, tasks map[string]bool) {
	if number := row.Cells[ColTask].Value; number == "" || !tasks[number] {
		if h := m.byShown(r, row); h != nil && !tasks[h.Task] {
			m.badKey(r, row, h, "本行的键没有了")
			return
		}
	}
	parent := m.given[keyParts{round: r.Round, task: row.Task, organ: r.OrganID}]
	doubt := row.Doubt
	switch number := row.Cells[ColTask].Value; {
	case doubt != "":
	case parent == nil:
		doubt = "任务编号不在下发之列"
	case number != "" && !tasks[number]:
		doubt = "不能确定是任务本身（键没有了，内容也改了），还是新增的子任务"
	}
	if doubt != "" {
		m.doubtful(r, row, doubt)
		return
	}
	id := keyParts{round: r.Round, task: row.Task, child: row.Child, organ: r.OrganID}
	h := m.given[id]
	if h == nil {
		h = m.child(row, parent)
		m.given[id] = h // the next row that says so is the same
		m.fresh[id] = true
		if _, known := m.present[cellID{"", h.Organ, h.Task, h.Child, taizhang.ReportField(ColText)}]; !known {
			m.out.Children = append(m.out.Children, *h)
			if s := m.from[receipt{r.File, r.SHA256, r.Round, m.organ(r)}]; s != nil {
				s.Children++
			}
		}
	}
	m.seen[id] = true
	m.claim(r, row, h, "")
}

// child makes a handout of a row that was added under a task.
func (m *merger) child(row *ReturnedRow, parent *taizhang.Handout) *taizhang.Handout {
	c := *parent
	value := func(name string) string { return row.Cells[name].Value }
	c.Child, c.Report = row.Child, nil
	c.Number = value(ColSeq)
	if parent, own, ok := childNumber(taizhang.FoldString(c.Number)); ok {
		c.Number = parent + "-" + own
	}
	c.Text, c.Result = value(ColText), value(ColResult)
	c.Lead, c.Support, c.DeadlineRaw = value(ColLead), value(ColSupport), value(ColRaw)
	if s := value(colSection); s != "" {
		c.Section = s
	}
	c.Due, c.Kind = "", ""
	for _, s := range []string{value(ColDue), c.DeadlineRaw} {
		if d, ok := dateOf(s, m.opt.ParseDate); ok {
			c.Due, c.Kind = d, taizhang.By
			break
		}
	}
	return &c
}

// own reports whether a given column holds what the organ itself said.
func own(h *taizhang.Handout, column string) bool {
	return h.Child != "" && slices.Contains(childColumns, column)
}
