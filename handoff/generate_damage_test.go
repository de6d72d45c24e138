package handoff

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

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
			w.expect(taizhang.ConflictKey, l.h, KeyHeader, Key(l.h), "", l.key)
		case 5: // another task's uid
			l := w.free(s, "key")
			l.key = strings.Replace(l.key, l.h.Task, "ffffffffffffffff", 1)
			w.expect(taizhang.ConflictKey, l.h, KeyHeader, Key(l.h), "", l.key)
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
			w.expect(taizhang.ConflictKey, a.h, KeyHeader, Key(a.h), "", a.key)
			w.expect(taizhang.ConflictKey, b.h, KeyHeader, Key(b.h), "", b.key)
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
