package extract

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// about reports whether a table tells of what was, or of what is to come: by its own title, else by the notice's; of words of
// both the last counts (统计工作日程安排).
func (w *work) about(t *table) (facts, plans bool) {
	for _, title := range []string{t.Title, w.first("title").Value} {
		if was, will := w.words.lastOf(title, "facts"), w.words.lastOf(title, "plans"); was != will {
			return was > will, will > was
		}
	}
	return false, false
}

// lastOf returns where the last of the words of a kind ends in s; 0 where none stands.
func (v *vocabulary) lastOf(s, kind string) (end int) {
	for _, word := range v.phrases[kind] {
		if k := strings.LastIndex(s, word); k >= 0 {
			end = max(end, k+len(word))
		}
	}
	return end
}

// handsOut reports whether a table is a schedule: what is to be done, and who
// answers for it or until when. In one that plans, any time is until when.
func (w *work) handsOut(t *table, heads []header, shares []share, plans bool) bool {
	what, units, strong, when, content, tasks, ends := false, false, false, false, false, false, false
	hint := w.says(t.Title, "hands-out")
	for c, col := range t.Columns {
		strong = strong || heads[c].strong
		switch col.Role {
		case taizhang.ColTask:
			what = true
			tasks = tasks || heads[c].strong
		case taizhang.ColMeasure, taizhang.ColCategory, taizhang.ColResult:
			tasks = tasks || heads[c].strong
		case taizhang.ColUnit, taizhang.ColLead, taizhang.ColSupport:
			units = true
			content = content || t.source[c] == byContent || heads[c].known == bareNoun
		case taizhang.ColDeadline:
			when = true
			ends = ends || w.dueColumn(t, c)
			if t.source[c] == byContent {
				hint = hint || strings.ContainsAny(t.Columns[c].Name, "时期限节点") || w.dueColumn(t, c)
			}
		}
	}
	if !units && w.organSections(t) {
		units, content = true, true
	}
	plans = plans && when
	for c, col := range t.Columns { // beside units, what is measured or sorted is the task
		what = what || (units || plans || when && strong) && (col.Role == taizhang.ColMeasure || col.Role == taizhang.ColCategory) && shares[c].texts > 0
	}
	for c := range t.Columns { // so are figures that stand beside who is responsible
		what = what || units && strong && t.Columns[c].Role == taizhang.ColOther && heads[c].known == unknown && shares[c].most(kindFigure, kindNumber) && shares[c].texts > 1
	}
	person := func(c taizhang.Column) bool {
		return slices.Contains(w.words.phrases["person"], taizhang.FoldString(c.Name))
	}
	if w.says(t.Title, "table-persons") || slices.ContainsFunc(t.Columns, person) {
		return false
	}
	switch {
	case !what:
		return false
	case units && (strong || hint || plans || ends):
		return true
	case units && content: // duties: something is said of each organ
		return w.duty(t, shares)
	case units:
		return true
	}
	return when && (strong || hint || tasks || plans)
}

// dueColumn reports whether the times of column c say what is to be done by then: a
// step after the period (3月：完成…), an end (6月底前); a bare date may be past.
func (w *work) dueColumn(t *table, c int) bool {
	due, all := w.timesOf(t, c, w.due)
	return all >= 3 && due*10 >= all*6
}

// timesOf counts the times of column c, and how many of them are as asked for.
func (w *work) timesOf(t *table, c int, as func(string) bool) (some, all int) {
	for _, r := range t.Rows {
		if r.Kind == "" && c < len(r.Cells) && w.kindOf(r.Cells[c].Text) == kindTime {
			if all++; as(r.Cells[c].Text) {
				some++
			}
		}
	}
	return some, all
}

func (w *work) due(s string) bool {
	return holds(s, ":", "前", "底", "季度", "持续", "长期") || !w.times.Whole(s)
}

// duty reports whether a column beside the organs says what they do: sentences, and
// no figures and single words.
func (w *work) duty(t *table, shares []share) bool {
	for c, col := range t.Columns {
		if prose(col.Role) && col.Role != taizhang.ColNote && shares[c].most(kindProse) && shares[c].texts > 1 {
			return true
		}
	}
	return false
}
