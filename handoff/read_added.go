package handoff

import (
	"strconv"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// childNumbers are the forms of a child's running number, folded: 3-1, 3.1, 3、1,
// 3(1), and what a spreadsheet makes of 3-1: 3月1日, 2017/3/1.
var childNumbers = []*lazy.Pattern{
	lazy.NewPattern(`^(\d+)[-.、/_·(](\d+)\)?$`),
	lazy.NewPattern(`^(\d+)月(\d+)日$`),
	lazy.NewPattern(`^\d{4}[-/年](\d+)[-/月](\d+)日?$`),
}

// childNumber returns 3 and 1 for 3-1.
func childNumber(seq string) (parent, own string, ok bool) {
	for _, p := range childNumbers {
		if m := p.FindStringSubmatch(seq); m != nil {
			n, err := strconv.Atoi(m[1])
			return strconv.Itoa(n), m[2], err == nil
		}
	}
	return "", "", false
}

// family is the rows of a sheet, of all its blocks.
type family []*blockRow

// tasksOf are the rows of a family that are tasks by their numbers, each task once a
// number, so that no row needs to look through all others.
type tasksOf struct {
	bySeq, byUID map[string][]int
	last         int // the last row that was handed out; -1 for none
	inOrder      bool
}

func (rows family) tasks() tasksOf {
	t := tasksOf{bySeq: map[string][]int{}, byUID: map[string][]int{}, last: -1, inOrder: rows.inOrder()}
	type named struct {
		id   keyParts
		name string
	}
	seqs, uids := map[named]bool{}, map[named]bool{}
	for i, r := range rows {
		if !r.ours {
			continue
		}
		t.last = i
		if r.out.Added || r.id.child != "" {
			continue
		}
		if n := (named{r.id, r.seq}); !seqs[n] {
			seqs[n] = true
			t.bySeq[r.seq] = append(t.bySeq[r.seq], i)
		}
		uid := taizhang.FoldString(r.id.task)
		if n := (named{r.id, uid}); !uids[n] {
			uids[n] = true
			t.byUID[uid] = append(t.byUID[uid], i)
		}
	}
	for i, r := range rows { // a task that has lost its key, as far as can be told here
		uid := taizhang.FoldString(r.out.Cells[ColTask].Value)
		if _, _, child := childNumber(r.seq); r.out.Key == "" && !r.out.Added && !child && uid != "" && len(t.byUID[uid]) == 0 {
			r.id.task = r.out.Cells[ColTask].Value
			t.byUID[uid] = []int{i}
			t.bySeq[r.seq] = append(t.bySeq[r.seq], i)
		}
	}
	return t
}

// adopt finds the task under which each row without a key was added, or says why it
// is not certain.
func (rows family) adopt(around owner, count map[owner]int) {
	rows.copied()
	tasks := rows.tasks()
	above := -1
	for i, r := range rows {
		if r.ours {
			if r.owner = r.id.owner(); count[r.owner] > 1 {
				around = r.owner
			}
		} else {
			r.owner = around
		}
		switch {
		case r.ours && !r.out.Added:
			above = i
		case r.ours:
			r.setChild() // a copy of a row, made one under it
		case r.out.Key == "":
			r.out.Added = true
			parent, doubt := rows.parent(tasks, i, above)
			switch {
			case doubt != "":
				r.out.Doubt = doubt
			case parent >= 0:
				p := rows[parent]
				if r.out.Task = p.id.task; p.ours {
					r.owner = p.id.owner()
				}
			default:
				r.out.Task = r.out.Cells[ColTask].Value // known to Merge, or not
			}
			if r.out.Doubt == "" {
				r.setChild()
			}
		}
	}
}

// copied tells rows that were copied with their key and renumbered as children from
// the rows they are copies of.
func (rows family) copied() {
	top := map[string]bool{}
	for _, r := range rows {
		if _, _, child := childNumber(r.seq); r.ours && !child {
			top[r.out.Key] = true
		}
	}
	for _, r := range rows {
		if _, _, child := childNumber(r.seq); r.ours && child && top[r.out.Key] && r.id.child == "" {
			r.out.Added, r.out.Key = true, ""
		}
	}
}

func (r *blockRow) setChild() {
	text := r.out.Cells[ColText].Value
	if text == "" {
		r.out.Doubt = "新增的行没有填任务内容"
		return
	}
	r.out.Child = childID(r.out.Task, r.owner.organ, text, r.out.Cells[ColLead].Value)
}

// parent returns the row of the task to which row i was added: by its running number,
// by the task's, else by the row above it; -1 if only [Merge] can know.
func (rows family) parent(t tasksOf, i, above int) (parent int, doubt string) {
	r := rows[i]
	// one of several is the one whose rows stand right above
	one := func(found []int) int {
		for _, j := range found {
			if len(found) == 1 || above >= 0 && rows[j].id.task == rows[above].id.task && rows[j].id.organ == rows[above].id.organ {
				return j
			}
		}
		return -1
	}
	number, _, numbered := childNumber(r.seq)
	uid := taizhang.FoldString(r.out.Cells[ColTask].Value)
	byNumber, byTask := -1, -1
	if numbered {
		if byNumber = one(t.bySeq[number]); byNumber < 0 && uid == "" {
			return -1, "序号“" + r.out.Cells[ColSeq].Value + "”对应的第" + number + "项不在本表，或不止一项"
		}
	}
	if uid != "" {
		found := t.byUID[uid]
		if byTask = one(found); byTask < 0 && len(found) > 0 {
			return -1, "表内有几个单位的任务都是这一任务编号，不能确定属于哪一个"
		}
	}
	switch {
	case byNumber >= 0 && uid != "" && (byTask < 0 || rows[byTask].id != rows[byNumber].id):
		return -1, "序号与任务编号所指的不是同一任务"
	case byNumber >= 0:
		return byNumber, ""
	case uid != "":
		return byTask, ""
	}
	if above < 0 || t.last < i || !t.inOrder { // below the last it was put just below the table
		return -1, "新增的行没有写明属于哪一项：请在序号栏写作“3-1”，或填任务编号"
	}
	return above, ""
}

// inOrder reports whether the tasks still stand as they were handed out.
func (rows family) inOrder() bool {
	last := 0
	for _, r := range rows {
		if !r.ours || r.out.Added || r.id.child != "" {
			continue
		}
		n, err := strconv.Atoi(r.seq)
		if err != nil || n <= last {
			return false
		}
		last = n
	}
	return true
}
