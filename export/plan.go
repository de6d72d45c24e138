package export

import (
	"strings"

	"github.com/taizhang/taizhang"
)

// plan is what the sheets show, in order, and where each entry stands. It is made
// before the first cell is written, since links point forwards too.
type plan struct {
	notices []*notice
	items   []*entry // of 部门任务: items, and sections with a text of their own
	rows    []*entry // of 进度安排: task rows, and section and total rows
	tally   []*tally // see tallies
	inOrder *bool    // whether the printed numbers of rows run from 1; see numbered
}

// notice is one ledger with the way from an id to its entry.
type notice struct {
	*taizhang.Ledger
	name    string // what the 文件 column shows
	uids    map[string]string
	byID    map[string]*entry
	at      map[string]target   // of everything else that has a row to point at
	overlap map[string][]string // ids of the entries that say the same task
}

// entry is a line of 部门任务 or 进度安排.
type entry struct {
	notice *notice
	task   taizhang.Task
	seq    int // running number among the tasks of its sheet; 0 for no task
	row    int // its first row in the sheet
	under  string
	unit   string
	table  *taizhang.Table
	cells  *taizhang.Row
}

func (e *entry) sheet() string {
	if e.table != nil {
		return sheetRows
	}
	return sheetItems
}

func newPlan(inputs []Input) *plan {
	p := &plan{}
	names := map[string]int{}
	for _, in := range inputs {
		n := &notice{Ledger: in.Ledger, uids: in.UIDs, byID: map[string]*entry{}, at: map[string]target{}, overlap: map[string][]string{}}
		for _, s := range []string{n.Notice.DocNumber, n.Notice.Title, n.Notice.Key, "未命名文件"} {
			if n.name == "" {
				n.name = strings.TrimSpace(s)
			}
		}
		if names[n.name]++; names[n.name] > 1 {
			n.name += "（" + itoa(names[n.name]) + "）"
		}
		for _, l := range n.Links {
			if l.Kind == "overlap" {
				n.overlap[l.A] = append(n.overlap[l.A], l.B)
				n.overlap[l.B] = append(n.overlap[l.B], l.A)
			}
		}
		p.notices = append(p.notices, n)
		tasks := n.Tasks()
		rest := p.addNodes(n, tasks)
		p.addTables(n, rest)
	}
	return p
}

// addNodes takes the items off the front of tasks.
func (p *plan) addNodes(n *notice, tasks []taizhang.Task) []taizhang.Task {
	type section struct{ path, unit string }
	sections := map[string]section{}
	for i := range n.Nodes {
		node := &n.Nodes[i]
		var up section
		if k := len(node.Parents); k > 0 {
			up = sections[node.Parents[k-1]]
		}
		e := &entry{notice: n, under: up.path, unit: up.unit}
		if node.Section {
			s := section{node.Title, up.unit}
			if up.path != "" {
				s.path = up.path + "／" + node.Title
			}
			if node.Unit != "" {
				s.unit = node.Unit
			}
			sections[node.ID] = s
			if node.Text == "" && len(node.Deadlines)+len(node.Targets) == 0 && (node.Unit != "" || len(node.Assignments) == 0) {
				continue // a heading and no more
			}
			e.under, e.unit = s.path, s.unit
			e.task = taizhang.Task{ID: node.ID, Part: node.Part, Number: node.Label, Text: node.Text, At: node.At, Spans: node.Spans, Marks: &node.Marks}
		} else {
			e.task, tasks = tasks[0], tasks[1:]
			if node.Unit != "" {
				e.unit = node.Unit
			}
			e.seq = p.next(p.items)
		}
		p.items = append(p.items, e)
		n.byID[e.task.ID] = e
	}
	return tasks
}

func (p *plan) addTables(n *notice, tasks []taizhang.Task) {
	for i := range n.Tables {
		tb := &n.Tables[i]
		for j := range tb.Rows {
			r := &tb.Rows[j]
			e := &entry{notice: n, table: tb, cells: r}
			switch {
			case r.Kind == taizhang.TaskRow:
				e.task, tasks = tasks[0], tasks[1:]
				e.seq = p.next(p.rows)
			case tb.Kind == taizhang.ScheduleTable:
				e.task = taizhang.Task{ID: r.ID, Part: tb.Part, Row: true, Number: r.Number, Text: joinCells(r.Cells), At: r.At, Marks: &r.Marks}
			default:
				continue
			}
			p.rows = append(p.rows, e)
			n.byID[r.ID] = e
		}
	}
}

// next is the running number of the next task.
func (p *plan) next(list []*entry) int {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].seq > 0 {
			return list[i].seq + 1
		}
	}
	return 1
}

// place lets a section or table without a row of its own stand for its first entry.
func (p *plan) place() {
	for _, list := range [][]*entry{p.items, p.rows} {
		for _, e := range list {
			if e.table != nil {
				e.notice.stand(e.table.ID, e)
			}
			e.notice.stand(e.task.Part, e)
		}
	}
	for _, n := range p.notices {
		for i := range n.Nodes {
			if e := n.byID[n.Nodes[i].ID]; e != nil {
				for _, id := range n.Nodes[i].Parents {
					n.stand(id, e)
				}
			}
		}
	}
}

func (n *notice) stand(id string, e *entry) {
	if _, ok := n.at[id]; !ok && id != "" {
		n.at[id] = target{e.sheet(), e.row}
	}
}

// joinCells joins the texts of a row that is no task; what a merged cell repeats
// is said once.
func joinCells(cells []taizhang.Cell) string {
	var out []string
	for i, c := range cells {
		if c.Text != "" && (i == 0 || c.Text != cells[i-1].Text) {
			out = append(out, c.Text)
		}
	}
	return strings.Join(out, "　")
}

// tasks calls f for each task of the plan, items first.
func (p *plan) tasks(f func(*entry) bool) {
	for _, list := range [][]*entry{p.items, p.rows} {
		for _, e := range list {
			if e.seq > 0 && !f(e) {
				return
			}
		}
	}
}
