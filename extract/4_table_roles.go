package extract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// roles says what each column of a table holds, from its header and, where that
// says nothing, from its cells; whether the table hands out tasks; and what its
// rows are.
func (w *work) roles(t *table) {
	shares := make([]share, len(t.Columns))
	heads := make([]header, len(t.Columns))
	t.source = make([]columnSource, len(t.Columns))
	for c := range t.Columns {
		heads[c] = w.columnHeader(&t.Columns[c])
		t.Columns[c].Role = heads[c].role
		var texts []string
		for i, r := range t.Rows {
			if r.Kind == "" && (i == 0 || c >= len(t.Rows[i-1].Cells) || !sameSpans(r.Cells[c].Spans, t.Rows[i-1].Cells[c].Spans)) {
				texts = append(texts, r.Cells[c].Text)
			}
		}
		shares[c] = w.share(texts)
	}
	facts, plans := w.about(t)
	if plans && slices.ContainsFunc(heads, func(h header) bool { return h.strong && (h.role == taizhang.ColUnit || h.role == taizhang.ColLead) }) {
		facts = false // 重点任务推进情况表 hands out
	}
	plans = plans && !facts
	for c := range heads { // 2022年培训情况表: its dates are past
		if facts && heads[c].role == taizhang.ColDeadline && !heads[c].strong {
			heads[c].role, t.Columns[c].Role = taizhang.ColOther, taizhang.ColOther
		}
	}
	w.periods(t, shares)
	w.byMarks(t)
	w.byContent(t, heads, shares)
	if w.handsOut(t, heads, shares, plans) {
		t.Kind = taizhang.ScheduleTable
	} else {
		t.Kind = taizhang.DataTable
		for c := range t.source { // a table of facts has no duties
			if t.source[c] == byContent {
				t.Columns[c].Role = heads[c].role
				t.source[c] = byHeader
			}
		}
	}
	w.finish(t)
}

// columnHeader reads the header of a column. A stroke that one cell prints (责任单位/责任人) parts no levels:
// the first words count.
func (w *work) columnHeader(c *taizhang.Column) header {
	name := taizhang.FoldString(c.Name)
	h := w.header(name)
	if h.role == taizhang.ColOther && len(c.Spans) == 1 && strings.Contains(name, "/") {
		h = w.header(strings.ReplaceAll(name, "/", "、"))
	}
	return h
}

func sameSpans(a, b taizhang.Spans) bool {
	return len(a) > 0 && len(b) > 0 && a.Start() == b.Start() && a.End() == b.End()
}

// byContent gives a role to columns whose header says nothing, or too little.
func (w *work) byContent(t *table, heads []header, shares []share) {
	numbered, timed := false, false
	for c := range t.Columns {
		numbered = numbered || t.Columns[c].Role == taizhang.ColNumber
		timed = timed || t.Columns[c].Role == taizhang.ColDeadline || heads[c].known == unknown && shares[c].most(kindTime)
	}
	var organs []int
	for c := range t.Columns {
		s, role := shares[c], t.Columns[c].Role
		if t.source[c] == byPeriod || t.source[c] == byMark {
			continue
		}
		switch {
		case role == taizhang.ColUnit && heads[c].known == bareNoun:
			if !s.most(kindUnits, kindOrgan) && !w.organColumn(t, c, 1) {
				t.Columns[c].Role = taizhang.ColOther
				if s.most(kindProse, kindShort) {
					t.Columns[c].Role = taizhang.ColCategory
				}
			}
		case heads[c].persons && s.texts > 1 && w.organColumn(t, c, 0): // 责任人: 教务处
			organs = append(organs, c)
		case heads[c].known == listed && heads[c].strong, role == taizhang.ColLead, role == taizhang.ColSupport, role == taizhang.ColUnit:
		case heads[c].known >= built && role == taizhang.ColOther: // 联系人, 申报单位: it says what it is
		case !numbered && c == 0 && role == taizhang.ColOther && s.texts > 1 && s.kinds[kindNumber] == s.texts:
			t.Columns[c].Role, numbered = taizhang.ColNumber, true
		case s.most(kindUnits) || w.organColumn(t, c, 2) || timed && heads[c].known == unknown && s.texts > 2 && w.organColumn(t, c, 0):
			organs = append(organs, c)
		case heads[c].known == unknown && s.filled*2 >= s.cells && s.most(kindTime) && role == taizhang.ColOther && w.wholeTimes(t, c):
			t.Columns[c].Role, t.source[c] = taizhang.ColDeadline, byContent
		}
	}
	w.organColumns(t, organs, shares)
	w.taskColumn(t, heads, shares)
}

// wholeTimes reports whether most times of column c are nothing else, or what is done then follows a colon: 春节前家访 is a task.
func (w *work) wholeTimes(t *table, c int) bool {
	whole, all := w.timesOf(t, c, func(s string) bool {
		before, _, _ := strings.Cut(s, ":")
		return w.times.Whole(before)
	})
	return whole*2 >= all
}

// organColumn reports whether most texts of column c are names of organs, loosely; least of
// them strictly.
func (w *work) organColumn(t *table, c, least int) bool {
	strict, loose, all := 0, 0, 0
	seen := map[string]bool{}
	for _, r := range t.Rows {
		if r.Kind != "" || c >= len(r.Cells) {
			continue
		}
		s := r.Cells[c].Text
		if s == "" || seen[s] || w.kindOf(s) == kindEmpty || c > 0 && sameSpans(r.Cells[c].Spans, r.Cells[c-1].Spans) {
			continue
		}
		seen[s] = true
		all++
		if strings.HasSuffix(s, "部门") || strings.HasSuffix(s, "单位") || len(s) > 48 && w.kindOf(s) != kindUnits {
			continue
		}
		switch {
		case w.kindOf(s) == kindUnits:
			strict++
		case w.organs(s):
			loose++
		}
	}
	return strict >= least && (strict+loose)*3 >= all*2
}

// organColumns gives columns of organs under unknown words their duty: what a
// character of the word hints at, else the first beside another leads.
func (w *work) organColumns(t *table, organs []int, shares []share) {
	var plain []int
	for _, c := range organs {
		role := taizhang.ColumnRole("")
		for _, h := range w.words.headerWords.hints {
			if strings.Contains(t.Columns[c].Name, h.word) {
				role = taizhang.ColumnRole(h.kind)
			}
		}
		t.source[c] = byContent
		if role == "" || role == taizhang.ColLead && t.has(taizhang.ColLead) {
			plain = append(plain, c)
			continue
		}
		t.Columns[c].Role = role
	}
	for i, c := range plain {
		switch {
		case t.has(taizhang.ColLead, taizhang.ColUnit):
			t.Columns[c].Role = taizhang.ColSupport
		case t.has(taizhang.ColSupport), i+1 < len(plain):
			t.Columns[c].Role = taizhang.ColLead
		default:
			t.Columns[c].Role = taizhang.ColUnit
		}
	}
}

// taskColumn makes the column of the longest texts the tasks', where no header word
// says which it is and the table has who or when. One of results is it where no other is.
func (w *work) taskColumn(t *table, heads []header, shares []share) {
	if t.has(taizhang.ColTask) || !w.organSections(t) && !t.has(taizhang.ColUnit, taizhang.ColLead, taizhang.ColSupport, taizhang.ColDeadline) {
		return
	}
	for _, others := range [...][]taizhang.ColumnRole{{taizhang.ColOther, taizhang.ColMeasure, taizhang.ColCategory}, {taizhang.ColResult}} {
		best := -1
		for c := range t.Columns {
			role := t.Columns[c].Role
			if !slices.Contains(others, role) || role == taizhang.ColOther && (heads[c].known == listed || heads[c].known == built) {
				continue
			}
			if shares[c].most(kindProse, kindShort, kindOrgan, kindTime) && (best < 0 || shares[c].long() > shares[best].long()) {
				best = c
			}
		}
		if best >= 0 {
			if role := &t.Columns[best].Role; *role == taizhang.ColOther || *role == taizhang.ColResult {
				*role = taizhang.ColTask
			}
			return
		}
	}
}

// doubtColumns reports the columns of a schedule that say by their cells alone who answers or until when.
func (w *work) doubtColumns(t *table) {
	row := slices.IndexFunc(t.Rows, func(r taizhang.DraftRow) bool { return r.Kind == taizhang.TaskRow })
	if row < 0 || t.Kind != taizhang.ScheduleTable {
		return
	}
	for c := range t.Columns {
		if t.source[c] != byContent {
			continue
		}
		var texts, roles []string
		for _, r := range t.Rows {
			texts = append(texts, r.Cells[c].Text)
		}
		for k := range t.Columns {
			roles = append(roles, string(t.Columns[k].Role))
		}
		roles[c] = string(taizhang.ColOther)
		s, message := w.share(texts), "“%s”一栏的表头未写明，按内容读作责任单位，也可能与分工无关"
		sure := s.kinds[kindUnits] + s.kinds[kindOrgan]
		if t.Columns[c].Role == taizhang.ColDeadline {
			sure, message = s.kinds[kindTime], "“%s”一栏的表头未写明，按内容读作完成时限，也可能与时限无关"
		}
		w.find("close-reading", taizhang.Info, fmt.Sprintf(message, t.Columns[c].Name), t.Columns[c].Spans, t.Rows[row].ID)
		w.second(taizhang.OfColumns, strings.Join(roles, ","), "header", float64(2*sure)/float64(max(1, s.texts))-1)
	}
}

// says reports whether any of the phrases of a kind stands in s.
func (w *work) says(s, kind string) bool {
	return w.words.holds(s, kind)
}
