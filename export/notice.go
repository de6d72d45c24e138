package export

import (
	"iter"
	"strings"

	"github.com/taizhang/taizhang"
)

// notice is one ledger as it is shown: its entries in order, and the way from an
// id to its entry.
type notice struct {
	*taizhang.Ledger
	name    string   // what the 文件 column shows
	items   []*entry // of 部门任务: items, and sections with a text of their own
	rows    []*entry // of 进度安排: task rows, and section and total rows
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

// newNotice lays a ledger out. The running numbers of its tasks go on from what
// was counted before.
func newNotice(in Input, before numbers) *notice {
	n := &notice{Ledger: in.Ledger, uids: in.UIDs, byID: map[string]*entry{}, at: map[string]target{}, overlap: map[string][]string{}}
	for _, s := range []string{n.Notice.DocNumber, n.Called(), n.Notice.Key, "未命名文件"} {
		if n.name == "" {
			n.name = strings.TrimSpace(s)
		}
	}
	for _, l := range n.Links {
		if l.Kind == "overlap" {
			n.overlap[l.A] = append(n.overlap[l.A], l.B)
			n.overlap[l.B] = append(n.overlap[l.B], l.A)
		}
	}
	rest := n.addNodes(n.Tasks(), before.items)
	n.addTables(rest, before.rows)
	return n
}

// addNodes takes the items off the front of tasks.
func (n *notice) addNodes(tasks []taizhang.Task, seq int) []taizhang.Task {
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
			seq++
			e.seq = seq
		}
		n.items = append(n.items, e)
		n.byID[e.task.ID] = e
	}
	return tasks
}

func (n *notice) addTables(tasks []taizhang.Task, seq int) {
	for i := range n.Tables {
		tb := &n.Tables[i]
		for j := range tb.Rows {
			r := &tb.Rows[j]
			e := &entry{notice: n, table: tb, cells: r}
			switch {
			case r.Kind == taizhang.TaskRow:
				e.task, tasks = tasks[0], tasks[1:]
				seq++
				e.seq = seq
			case tb.Kind == taizhang.ScheduleTable:
				e.task = taizhang.Task{ID: r.ID, Part: tb.Part, Row: true, Number: r.Number, Text: JoinCells(r.Cells), At: r.At, Marks: &r.Marks}
			default:
				continue
			}
			n.rows = append(n.rows, e)
			n.byID[r.ID] = e
		}
	}
}

// place lets a section or table without a row of its own stand for its first entry.
func (n *notice) place() {
	for _, list := range [][]*entry{n.items, n.rows} {
		for _, e := range list {
			if e.table != nil {
				n.stand(e.table.ID, e)
			}
			n.stand(e.task.Part, e)
		}
	}
	for i := range n.Nodes {
		if e := n.byID[n.Nodes[i].ID]; e != nil {
			for _, id := range n.Nodes[i].Parents {
				n.stand(id, e)
			}
		}
	}
}

func (n *notice) stand(id string, e *entry) {
	if _, ok := n.at[id]; !ok && id != "" {
		n.at[id] = target{e.sheet(), e.row}
	}
}

// JoinCells joins the texts of a row that is no task; what a merged cell repeats
// is said once.
func JoinCells(cells []taizhang.Cell) string {
	var out []string
	for i, c := range cells {
		if c.Text != "" && (i == 0 || c.Text != cells[i-1].Text) {
			out = append(out, c.Text)
		}
	}
	return strings.Join(out, "　")
}

// tasks calls f for each task, items first.
func (n *notice) tasks(f func(*entry) bool) {
	for _, list := range [][]*entry{n.items, n.rows} {
		for e := range tasksOf(list) {
			if !f(e) {
				return
			}
		}
	}
}

// tasksOf leaves out the entries that are no tasks.
func tasksOf(list []*entry) iter.Seq[*entry] {
	return func(yield func(*entry) bool) {
		for _, e := range list {
			if e.seq > 0 && !yield(e) {
				return
			}
		}
	}
}
