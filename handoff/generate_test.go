package handoff

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/taizhang/taizhang"
)

// world is a round that was handed out, what came back of it, and what must come of
// that: every operation on a workbook notes its own outcome.
type world struct {
	t       testing.TB
	r       *rand.Rand
	books   []*Book
	present []taizhang.Progress
	changed map[string]bool // tasks that changed since
	files   []returned
	n       int // of values, so that each is another

	progress  map[cellID]string
	conflicts map[outcome]bool
	missing   map[keyParts]bool
	children  map[keyParts]bool
	unread    map[string]bool
	unclear   string // a file that does not say of which round it is
}

// outcome is a conflict that must be listed. Of a row of no certain task only what it
// says is known.
type outcome struct {
	kind           taizhang.ConflictKind
	organ, task    string
	child          string
	column         string
	given, present string
	returned       string
}

type returned struct {
	name string
	data []byte
	err  taizhang.ErrorKind
}

// sheetOf is a department's table while it works on it.
type sheetOf struct {
	organ   string
	columns []string          // by our names, in order
	titles  map[string]string // as the department names them
	rows    []*line
	worn    bool
}

type line struct {
	h     *taizhang.Handout // nil of a row that was added
	key   string
	cells map[string]string
	state string // what was done to the row as a whole; empty: nothing
}

func (w *world) value(what string) string {
	w.n++
	return fmt.Sprintf("%s%d", what, w.n)
}

func newWorld(t testing.TB, seed uint64, organs int) *world {
	w := &world{t: t, r: rand.New(rand.NewPCG(seed, 7)), changed: map[string]bool{}, progress: map[cellID]string{}, conflicts: map[outcome]bool{},
		missing: map[keyParts]bool{}, children: map[keyParts]bool{}, unread: map[string]bool{}}
	task := 0
	handout := func(organ string, role taizhang.Role) taizhang.Handout {
		h := taizhang.Handout{Round: testRound, Organ: organ, File: organ + ".xlsx", Notice: "n", Task: fmt.Sprintf("%016x", 0xabc000+task), Role: role, Unit: organ,
			Section: "一、重点工作", Text: fmt.Sprintf("推进第%d项重点工作（2017 年），建成项目%d个；\n完善配套政策。", task, task%9+1), Result: "印发文件",
			Lead: organ, Support: "省财政厅、省审计厅", DeadlineRaw: "2017年6月底前", Due: "2017-06-30", Kind: taizhang.By, Source: "第3段", Report: taizhang.Report{}}
		for _, f := range []taizhang.ReportField{taizhang.Person, taizhang.Quarter1, taizhang.Status} {
			if w.r.IntN(2) == 0 {
				h.Report[f] = w.value("原")
			}
		}
		if h.Report[taizhang.Status] != "" {
			h.Report[taizhang.Status] = "进行中"
		}
		h.Report[taizhang.Phone] = strconv.Itoa(13800000000 + task)
		return h
	}
	for i := range organs {
		organ := fmt.Sprintf("第%d单位", i+1)
		b := &Book{Round: taizhang.Round{Name: testRound}, Organ: organ, File: organ + ".xlsx", Title: organ + "任务填报表"}
		for range 14 + w.r.IntN(6) {
			task++
			b.Handouts = append(b.Handouts, handout(organ, taizhang.Lead))
		}
		if i%2 == 1 { // a task that two organs answer for
			task++
			for _, o := range []*Book{w.books[i-1], b} {
				h := handout(o.Organ, taizhang.Joint)
				h.Lead, h.Report = "第"+strconv.Itoa(i)+"单位、"+organ, taizhang.Report{}
				o.Handouts = append(o.Handouts, h)
			}
		}
		w.books = append(w.books, b)
	}
	for _, b := range w.books {
		for i := range b.Handouts {
			h := &b.Handouts[i]
			if h.Role == taizhang.Lead && w.r.IntN(20) == 0 {
				w.changed[h.Task] = true
			}
			for _, f := range taizhang.ReportFields {
				if v := h.Report[f]; v != "" {
					w.present = append(w.present, taizhang.Progress{Round: "2017Q1", Organ: h.Organ, Task: h.Task, Field: f, Value: v})
				}
			}
		}
	}
	return w
}

func (w *world) given() (out []taizhang.Handout) {
	for _, b := range w.books {
		out = append(out, b.Handouts...)
	}
	return out
}

func (w *world) options() MergeOptions {
	tasks := map[string]taizhang.Handout{}
	for _, h := range w.given() {
		if w.changed[h.Task] {
			h.Text += "（修订）"
		}
		tasks[h.Task] = h
	}
	return MergeOptions{At: "2017-07-05T09:00:00Z", ParseDate: typedDates(w.t), Current: func(uid string) (taizhang.Handout, bool) {
		h, ok := tasks[uid]
		return h, ok
	}}
}

// take lays a book on the department's desk.
func take(b *Book) *sheetOf {
	s := &sheetOf{organ: b.Organ, titles: map[string]string{}}
	for _, c := range Columns {
		s.columns = append(s.columns, c.Name)
		s.titles[c.Name] = c.Name
	}
	for i := range b.Handouts {
		h := &b.Handouts[i]
		l := &line{h: h, key: Key(h), cells: map[string]string{}}
		for _, c := range Columns {
			if l.cells[c.Name] = h.Report[c.Field]; c.Given != nil {
				l.cells[c.Name] = c.Given(i+1, h)
			}
		}
		s.rows = append(s.rows, l)
	}
	return s
}

// free picks a row to which nothing was done yet; of tasks that one organ answers for.
func (w *world) free(s *sheetOf, state string) *line {
	var rows []*line
	for _, l := range s.rows {
		if l.h != nil && l.state == "" && l.h.Role == taizhang.Lead {
			rows = append(rows, l)
		}
	}
	if len(rows) == 0 {
		w.t.Fatal("no row is left: give organs more tasks")
	}
	l := rows[w.r.IntN(len(rows))]
	l.state = state
	return l
}

func (w *world) expect(kind taizhang.ConflictKind, h *taizhang.Handout, column, given, present, returned string) {
	w.conflicts[outcome{kind, h.Organ, h.Task, h.Child, column, given, present, returned}] = true
}

// presentOf is what the database holds of a cell.
func (w *world) presentOf(h *taizhang.Handout, f taizhang.ReportField) string {
	v := ""
	for _, p := range w.present {
		if p.Organ == h.Organ && p.Task == h.Task && p.Child == h.Child && p.Field == f {
			v = p.Value
		}
	}
	return v
}

var freeFields = []taizhang.ReportField{taizhang.Quarter1, taizhang.Quarter2, taizhang.Quarter3, taizhang.Problems, taizhang.NextStep, taizhang.Evidence, taizhang.Remark, taizhang.Person}

// fill fills in cells of the rows that are as they were, and of those that are marked:
// what comes of it depends on what was done to the row.
func (w *world) fill(s *sheetOf) {
	for _, l := range s.rows {
		if l.h == nil || l.h.Role != taizhang.Lead || l.state == "deleted" || l.state == "emptied" {
			continue
		}
		for _, f := range freeFields {
			name := fieldColumn(f)
			if w.r.IntN(5) > 0 || s.titles[name] == "" {
				continue
			}
			v := w.value("已办 ")
			given := l.h.Report[f]
			switch w.r.IntN(8) {
			case 0:
				v = "" // cleared, if it was filled
			case 1:
				v += "：\n一是（完成）；"
			}
			if v == given {
				continue
			}
			l.cells[name] = v
			present := given
			if l.state == "" && !w.changed[l.h.Task] && w.r.IntN(10) == 0 { // somebody changed it in the database meanwhile
				present = w.value("库")
				w.present = append(w.present, taizhang.Progress{Round: "2017Q1", Organ: l.h.Organ, Task: l.h.Task, Field: f, Value: present})
				w.expect(taizhang.ConflictValues, l.h, name, given, present, v)
				continue
			}
			switch {
			case l.state == "key":
				w.expect(taizhang.ConflictKey, l.h, name, given, present, v)
			case l.state == "lost":
			case w.changed[l.h.Task]:
				w.expect(taizhang.ConflictTask, l.h, name, given, present, v)
			default:
				w.progress[cellID{testRound, l.h.Organ, l.h.Task, "", f}] = v
			}
		}
		w.status(s, l)
	}
}

// status reports a status, as people write it.
func (w *world) status(s *sheetOf, l *line) {
	if s.titles[ColStatus] == "" || l.state != "" || w.changed[l.h.Task] {
		return
	}
	given := l.h.Report[taizhang.Status]
	id := cellID{testRound, l.h.Organ, l.h.Task, "", taizhang.Status}
	switch w.r.IntN(6) {
	case 0:
		l.cells[ColStatus], w.progress[id] = " 已 完成　", "已完成"
	case 1:
		l.cells[ColStatus], w.progress[id] = "滞后", "滞后"
	case 2:
		v := []string{"完成", "未完成", "90%", "启动", "#N/A"}[w.r.IntN(5)]
		l.cells[ColStatus] = v
		w.expect(taizhang.ConflictInvalid, l.h, ColStatus, given, given, v)
	}
}
