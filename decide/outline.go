package decide

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// Form says what a person does to the outline at a task.
type Form string

// The forms.
const (
	Drop  Form = "drop"  // this is no task
	Split Form = "split" // another begins at the quotation
	Join  Form = "join"  // it is the end of the one before
	Move  Form = "move"  // it stands under another section, or under none

	Make    Form = "make"    // this row of a table, or this section, is one
	Heading Form = "heading" // it heads what follows
	Columns Form = "columns" // what the columns of its table hold
	Header  Form = "header"  // this row heads the columns of its table
	Body    Form = "body"    // what heads the columns of its table is a task
	Table   Form = "table"   // its text is a table
	Prose   Form = "prose"   // its table is none
	InPart  Form = "part"    // what the part is that it stands in
)

var formWords = map[Form]string{Drop: "不是任务", Split: "由此另为一项", Join: "并入上一项", Move: "移到", Make: "是任务", Columns: "表的各栏",
	Heading: "是标题", Header: "是表头", Body: "表头是一项任务", Table: "是一张表", Prose: "不是表格", InPart: "所在部分"}

// Word is what a form says, in Chinese; empty of what is none.
func (f Form) Word() string { return formWords[f] }

// outline says where tasks begin and end, and under what they stand. The text is never
// changed: what is no task becomes other text.
type outline struct{ about }

func (outline) word() string { return "任务划分" }
func (outline) once() bool   { return true }

func (outline) said(s *Settled) string {
	if s.Form == Move {
		if s.Other == "" {
			return "移到各章节之外"
		}
		return "移到“" + s.Name + "”之下"
	}
	if s.Form == InPart {
		return strings.TrimSpace(s.Form.Word() + "是" + PartWord(taizhang.PartKind(s.Value)) + " " + s.Name)
	}
	if s.Form == Columns || s.Form == Table {
		var words []string
		for i, role := range s.Columns {
			word := ColumnWord(role)
			if i < len(s.Names) && s.Names[i] != "" {
				word = s.Names[i] + "（" + word + "）"
			}
			words = append(words, word)
		}
		return s.Form.Word() + "：" + strings.Join(words, "、")
	}
	return s.Form.Word()
}

func (outline) settles(d *Decision) string {
	if d.Set.Form == Move || d.Set.Form == Columns || d.Set.Form == InPart {
		return string(d.Set.Form)
	}
	return ""
}

func (outline) check(d *Decision) (what, remedy string) {
	switch {
	case d.Task == "":
		return "a change of the outline at no task", "name the task"
	case d.Set.Form.Word() == "":
		return "a change of the outline says “" + string(d.Set.Form) + "”", "use the version of the program that made it"
	case d.Set.Form == Split && d.Quote.Exact == "":
		return "a split at no place", "quote what the second task says"
	case (d.Set.Form == Columns || d.Set.Form == Table) && !slices.Contains(d.Set.Columns, taizhang.ColTask):
		return "a table without a column of tasks", "say which column says what is to be done"
	case d.Set.Other == d.Task:
		return "a task under itself", "name another section"
	}
	return "", ""
}

func (outline) apply(w *work, x *Decision) State {
	p, state := w.task(x)
	if state == Lost || p.marks() == nil {
		if w.readSo(x) {
			return Unused
		}
		return Lost
	}
	var done bool
	var label taizhang.Spans
	if p.node != nil {
		label = p.node.LabelSpans
	}
	switch x.Set.Form {
	case Drop:
		if p.row != nil {
			done = w.dropRow(p)
		} else {
			done = w.dropNode(p)
		}
	case Split:
		if made := w.byUID[x.Set.Makes]; made.marks() != nil { // it was read as two
			if made.node != nil {
				w.told(taizhang.OfLabel, made.node.LabelSpans...)
			}
			return Unused
		}
		done = w.split(p, x)
	case Join:
		if p.row != nil {
			done = w.joinRow(p)
		} else {
			done = w.joinNode(p)
		}
	case Move:
		to, ok := w.byUID[x.Set.Other]
		if x.Set.Other != "" && !ok {
			return Lost
		}
		done = w.move(p, to, x)
	case Make:
		if p.row != nil && p.row.Kind == taizhang.TaskRow {
			return Unused // it was read so
		}
		if p.node != nil && !p.node.Section {
			return Unused
		}
		if p.node != nil {
			done = w.item(p)
		} else {
			done = w.makeRow(p, x)
		}
	case Heading:
		if p.node != nil && p.node.Section || p.row != nil && p.row.Kind == taizhang.SectionRow {
			return Unused
		}
		done = w.heading(p, x)
	case Columns:
		done = w.columns(p, x)
	case Header:
		done = w.header(p, x)
	case Body:
		if w.readSo(x) {
			return Unused
		}
		done = w.body(p, x)
	case Table:
		done = w.table(p, x)
	case Prose:
		done = w.prose(p)
	case InPart:
		done = w.inPart(p, x)
	}
	if !done {
		return Stale
	}
	if x.Set.Form == Drop || x.Set.Form == Join {
		w.told(taizhang.OfLabel, label...)
	}
	return state
}

// readSo reports whether what a decision made was read so, as far as that can be seen where its
// task is no more.
func (w *work) readSo(x *Decision) bool {
	says := func(text string) bool { return strings.Contains(taizhang.Plain(text), x.Quote.Exact) }
	rows := func(is func(t *taizhang.Table, r *taizhang.Row) bool) bool {
		for i := range w.l.Tables {
			t := &w.l.Tables[i]
			for k := range t.Rows {
				if is(t, &t.Rows[k]) {
					return true
				}
			}
		}
		return false
	}
	switch x.Set.Form {
	case Drop:
		return true
	case Join:
		return slices.ContainsFunc(w.places, func(p place) bool { return says(p.says()) })
	case Prose:
		return says(w.l.Text()) && !rows(func(_ *taizhang.Table, r *taizhang.Row) bool { return says(line(r)) })
	case Header:
		return slices.ContainsFunc(w.l.Tables, func(t taizhang.Table) bool {
			head := headRow(w.l.Text(), t.Columns)
			return taizhang.Plain(line(&head)) == x.Quote.Exact
		})
	case Body, Table:
		return len(x.Set.Made) > 0 && rows(func(t *taizhang.Table, r *taizhang.Row) bool {
			says := taizhang.Plain(x.Set.Made[0].Says)
			return says != "" && r.Kind == taizhang.TaskRow && taizhang.Plain(t.Task(r).Text) == says
		})
	}
	return false
}
