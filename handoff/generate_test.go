package handoff

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
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
		l := &line{h: h, key: h.Key(), cells: map[string]string{}}
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

// damage does things to rows and columns; whole says that the table stays in order.
func (w *world) damage(s *sheetOf, several bool) {
	for range 1 + w.r.IntN(4) {
		switch w.r.IntN(12) {
		case 0:
			l := w.free(s, "deleted")
			s.rows = slices.DeleteFunc(s.rows, func(o *line) bool { return o == l })
			w.missing[idOf(l.h)] = true
		case 1:
			l := w.free(s, "emptied")
			seq := l.cells[ColSeq]
			clear(l.cells)
			l.cells[ColSeq] = seq
			w.missing[idOf(l.h)] = true
		case 2:
			w.addChild(s, several)
		case 3:
			w.editGiven(s)
		case 4: // the checksum of another
			l := w.free(s, "key")
			l.key = l.key[:len(l.key)-8] + "00000000"
			w.expect(taizhang.ConflictKey, l.h, KeyHeader, l.h.Key(), "", l.key)
		case 5: // another task's uid
			l := w.free(s, "key")
			l.key = strings.Replace(l.key, l.h.Task, "ffffffffffffffff", 1)
			w.expect(taizhang.ConflictKey, l.h, KeyHeader, l.h.Key(), "", l.key)
		case 6: // the key is gone
			if several {
				continue // whose the row is can't be known then
			}
			w.free(s, "unkeyed").key = "" // all that was given says which it is
		case 7: // nothing of the key is left, nor of the text
			l := w.free(s, "lost")
			l.key, l.cells[ColText] = "Sheet1!"+w.value("REF"), w.value("另一项工作")
			w.missing[idOf(l.h)] = true
			w.conflicts[outcome{kind: taizhang.ConflictKey, column: KeyHeader, returned: l.key}] = true
		case 8: // sorted without the hidden column
			a, b := w.free(s, "key"), w.free(s, "key")
			a.key, b.key = b.key, a.key
			w.expect(taizhang.ConflictKey, a.h, KeyHeader, a.h.Key(), "", a.key)
			w.expect(taizhang.ConflictKey, b.h, KeyHeader, b.h.Key(), "", b.key)
		case 9: // a year that was never handed out
			l := w.free(s, "lost")
			l.key = strings.Replace(l.key, testRound, "2016Q2", 1)
			w.missing[idOf(l.h)] = true
			w.conflicts[outcome{kind: taizhang.ConflictKey, column: KeyHeader, returned: l.key}] = true
		case 10: // a copy of a row for something else
			l := w.free(s, "copied")
			c := &line{key: l.key, cells: maps.Clone(l.cells)}
			c.cells[ColText], c.cells["二季度进展"] = w.value("照抄的行"), w.value("新")
			w.conflicts[outcome{kind: taizhang.ConflictRow, returned: c.cells[ColText]}] = true
			s.insertAfter(l, c)
		case 11:
			w.harmless(s)
		}
	}
}

func (s *sheetOf) insertAfter(l, added *line) {
	s.rows = slices.Insert(s.rows, slices.Index(s.rows, l)+1, added)
}

// addChild adds a row under a task, in one of the ways in which people do.
func (w *world) addChild(s *sheetOf, several bool) {
	l := w.free(s, "parent")
	c := &line{cells: map[string]string{ColText: w.value("处室任务"), "责任人": w.value("李"), "二季度进展": w.value("处室进展")}}
	kind := w.r.IntN(5)
	if several {
		kind = 1 + w.r.IntN(2)
	}
	seq := ""
	switch kind {
	case 0:
		c.cells[ColSeq] = l.cells[ColSeq] + []string{"-1", "－1", ".1", "—1", "（1）"}[w.r.IntN(5)]
		seq = l.cells[ColSeq] + "-1"
		s.rows = append(s.rows, c) // in the spare rows
	case 1:
		c.cells[ColTask] = l.h.Task
		s.insertAfter(l, c)
	case 2:
		// Nothing says where it belongs.
		if n, _ := strconv.Atoi(l.cells[ColSeq]); n > 12 {
			c.cells[ColSeq] = "99-1"
		}
		s.rows = append(s.rows, c)
		w.conflicts[outcome{kind: taizhang.ConflictRow, returned: c.cells[ColText]}] = true
		return
	case 3: // copied with its key, then renumbered
		c.key, c.cells[ColSeq] = l.key, l.cells[ColSeq]+"-2"
		seq = l.cells[ColSeq] + "-2"
		s.insertAfter(l, c)
	case 4: // what Excel makes of 3-1
		c.cells[ColSeq] = l.cells[ColSeq] + "月2日"
		if n, _ := strconv.Atoi(l.cells[ColSeq]); n > 12 {
			c.cells[ColSeq] = l.cells[ColSeq] + "-2"
		}
		seq = l.cells[ColSeq] + "-2"
		c.cells[ColDue] = []string{"2017年9月", "9.30", "９月底", "2017/9/30", "43008"}[w.r.IntN(5)]
		s.rows = append(s.rows, c)
	}
	id := keyParts{round: testRound, task: l.h.Task, organ: organID(l.h), child: childID(l.h.Task, organID(l.h), c.cells[ColText], "")}
	w.children[id] = true
	for name, v := range c.cells {
		f := taizhang.ReportField(name)
		for _, col := range Columns {
			if col.Name == name && col.Field != "" {
				f = col.Field
			}
		}
		switch {
		case s.titles[name] == "", name == ColTask:
			continue
		case name == ColSeq:
			v = seq
		case name == ColDue:
			v = "2017-09-30"
		}
		if w.changed[l.h.Task] {
			h := *l.h
			h.Child = id.child
			w.expect(taizhang.ConflictTask, &h, name, "", "", v)
			continue
		}
		w.progress[cellID{testRound, l.h.Organ, l.h.Task, id.child, f}] = v
	}
}

// editGiven changes a protected column.
func (w *world) editGiven(s *sheetOf) {
	l := w.free(s, "edited")
	name := []string{ColText, ColRaw, ColDue, ColLead, "类别/来源", ColTask}[w.r.IntN(6)]
	l.state = ""
	if s.titles[name] == "" {
		return
	}
	given := Columns[columnIndex(name)].Given(0, l.h)
	now := given
	v := w.value("改")
	switch {
	case name == ColDue:
		v = "2017-12-31"
	case name == ColText && w.changed[l.h.Task]:
		now += "（修订）"
	}
	l.cells[name] = v
	w.expect(taizhang.ConflictEdited, l.h, name, given, now, v)
	l.state = "edited" // one edit a row
}

// harmless changes how things look, not what they say.
func (w *world) harmless(s *sheetOf) {
	if s.worn {
		return
	}
	s.worn = true
	for _, l := range s.rows {
		if l.h == nil || l.state != "" {
			continue
		}
		switch w.r.IntN(6) {
		case 0:
			l.cells[ColText] = strings.NewReplacer("，", ",", "\n", "", "2017 年", "２０１７年").Replace(l.cells[ColText]) + "  "
		case 1:
			l.cells[ColDue] = []string{"2017年6月", "6.30", "６月底", "2017/6/30", "42916", "2017年6月30日", "2017-06-30 "}[w.r.IntN(7)]
		case 2:
			if l.cells["联系电话"] != "" {
				l.cells["联系电话"] += ".0"
			}
		case 3:
			l.cells[ColRaw] = "2017年6月30日前"
		case 4:
			l.cells["责任人"] += "\n"
		}
	}
}

// shuffleColumns moves, renames and removes columns, and adds one.
func (w *world) shuffleColumns(s *sheetOf) {
	renamed := map[string][]string{ColStatus: {"任务完成状态", "状态", "完成状态*"}, "存在问题": {"存在的问题", "存在问题及原因"}, "下步措施": {"下一步措施"},
		"一季度进展": {"第一季度进展情况", "一季度 进展"}, "联系电话": {"电话", "联系电话（手机）"}, ColRaw: {"完成时限", "完成时限（原文）"}, "备注": {"备 注", "备注说明"}}
	for name, forms := range renamed {
		if w.r.IntN(3) == 0 {
			s.titles[name] = forms[w.r.IntN(len(forms))]
		}
	}
	for _, name := range []string{"原文出处", "时限类型", "佐证材料", "四季度进展", ColLead, ColSeq} {
		if w.r.IntN(6) == 0 && name != ColSeq {
			s.titles[name] = ""
			s.columns = slices.DeleteFunc(s.columns, func(c string) bool { return c == name })
		}
	}
	if w.r.IntN(2) == 0 {
		w.r.Shuffle(len(s.columns), func(i, j int) { s.columns[i], s.columns[j] = s.columns[j], s.columns[i] })
	}
}

// send saves tables as one workbook.
func (w *world) send(name string, oneSheet bool, tables ...*sheetOf) {
	f := excelize.NewFile()
	defer f.Close()
	sheet, at := "Sheet1", 1
	if w.r.IntN(2) == 0 {
		must(w.t, f.SetSheetName(sheet, "填报 表"))
		sheet = "填报 表"
	}
	style, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: w.r.IntN(2) == 0}, NumFmt: []int{0, 49}[w.r.IntN(2)]})
	must(w.t, err)
	col := 1 + w.r.IntN(2)
	for i, s := range tables {
		if i > 0 && !oneSheet {
			sheet, at = fmt.Sprintf("表%d", i), 1
			_, err := f.NewSheet(sheet)
			must(w.t, err)
		}
		at = w.write(f, sheet, s, col, at, style)
	}
	var out bytes.Buffer
	must(w.t, f.Write(&out))
	w.files = append(w.files, returned{name: name, data: out.Bytes()})
}

// write writes a table below what stands there, and returns the next row.
func (w *world) write(f *excelize.File, sheet string, s *sheetOf, col, at, style int) int {
	put := func(c, r int, v any) {
		name, err := excelize.CoordinatesToCellName(c, r)
		must(w.t, err)
		must(w.t, f.SetCellValue(sheet, name, v))
		must(w.t, f.SetCellStyle(sheet, name, name, style))
	}
	put(col, at, "任务填报表")
	put(col, at+1, "填报单位（盖章）："+s.organ)
	put(col+3, at+1, "填报人：")
	put(col+4, at+1, s.organ+"的人")
	at += 2 + w.r.IntN(2)
	extra := w.r.IntN(4) == 0
	header := func() {
		for i, name := range s.columns {
			put(col+i, at, s.titles[name])
		}
		if w.r.IntN(2) == 0 {
			put(col+len(s.columns), at, KeyHeader)
		}
		if extra {
			put(col+len(s.columns)+1, at, "处室意见")
		}
		at++
	}
	header()
	for i, l := range s.rows {
		if i > 0 && w.r.IntN(12) == 0 {
			header()
		}
		for j, name := range s.columns {
			v := l.cells[name]
			var typed any = v
			if n, err := strconv.Atoi(v); err == nil && w.r.IntN(2) == 0 && len(v) < 12 {
				typed = n
			}
			if d, err := time.Parse(time.DateOnly, v); err == nil && w.r.IntN(2) == 0 {
				typed = d // a real date, in the workbook's own format
			}
			if v != "" {
				put(col+j, at, typed)
			}
		}
		if l.key != "" {
			put(col+len(s.columns), at, l.key)
		}
		if extra && i == 2 {
			put(col+len(s.columns)+1, at, "同意")
			w.unread[s.organ] = true
		}
		if w.r.IntN(9) == 0 {
			must(w.t, f.SetRowVisible(sheet, at, false))
		}
		at++
	}
	return at + 3
}
