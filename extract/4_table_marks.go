package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// byMarks finds columns that are organs, each with nothing but marks below: ★ who leads a task, ● who
// takes part. One alone is none.
func (w *work) byMarks(t *table) {
	var cols []int
	for c, col := range t.Columns {
		name := taizhang.FoldString(col.Name)
		name = name[strings.LastIndexByte(name, '/')+1:]
		if len(col.Spans) > 0 && (w.words.organ(name, false) && w.header(name).known < built || w.words.group(name)) && w.marksOnly(t, c) {
			cols = append(cols, c)
		}
	}
	if len(cols) < 2 {
		return
	}
	for _, c := range cols {
		t.Columns[c].Role, t.source[c] = taizhang.ColUnit, byMark
	}
	t.marks = w.meanings(t, cols)
}

// marksOnly reports whether a column holds marks, and nothing else.
func (w *work) marksOnly(t *table, c int) bool {
	filled := false
	for _, r := range t.Rows {
		if c >= len(r.Cells) || r.Kind != "" {
			continue
		}
		switch s := taizhang.FoldString(r.Cells[c].Text); {
		case s == "" || s == "-" || s == "/":
		case utf8.RuneCountInString(s) == 1 && w.words.chars("marks", firstRune(s)):
			filled = true
		default:
			return false
		}
	}
	return filled
}

// meanings says what each mark in the columns makes of its organ: what the notice says of it (★为牵头单位),
// else of two marks the first of the table of marks leads.
func (w *work) meanings(t *table, cols []int) map[string]taizhang.Duty {
	seen, kinds := map[string]bool{}, 0
	for _, r := range t.Rows {
		for _, c := range cols {
			if c >= len(r.Cells) {
				continue
			}
			if s := taizhang.FoldString(r.Cells[c].Text); utf8.RuneCountInString(s) == 1 && w.words.chars("marks", firstRune(s)) && !seen[s] {
				seen[s] = true
				kinds++
			}
		}
	}
	out := map[string]taizhang.Duty{}
	text := taizhang.FoldString(w.text)
	rest := taizhang.DutyResponsible
	for _, r := range strings.Join(w.words.phrases["marks"], "") {
		mark := string(r)
		if !seen[mark] {
			continue
		}
		if duty := w.legend(text, mark); duty != "" {
			out[mark] = duty
		} else if out[mark] = rest; len(out) == 1 && kinds > 1 {
			out[mark] = taizhang.DutyLead
		}
		if out[mark] == taizhang.DutyLead {
			rest = taizhang.DutySupport
		}
	}
	return out
}

// legend returns what a folded text says of a mark: ★为牵头单位, “●”表示配合; empty where it says nothing.
func (w *work) legend(text, mark string) taizhang.Duty {
	for at := 0; ; {
		k := strings.Index(text[at:], mark)
		if k < 0 {
			return ""
		}
		at += k + len(mark)
		said := strings.TrimLeft(beginning(text[at:], 12), "”\"):")
		for _, x := range w.words.phrases["means"] {
			said = strings.TrimPrefix(said, x)
		}
		for n := len(said); n > 0; n-- {
			if x, ok := w.words.alone[said[:n]]; ok {
				return x.duty
			}
		}
	}
}

// markedUnits reads the marks of a row: each gives the organ above it a duty.
func (w *work) markedUnits(t *table, r *taizhang.DraftRow, cells []taizhang.Spans) {
	for c, spans := range cells {
		if t.source[c] != byMark || len(spans) == 0 {
			continue
		}
		duty, ok := t.marks[taizhang.FoldString(spans.Cut(w.text))]
		if !ok {
			continue
		}
		head := t.Columns[c].Spans
		for _, g := range w.groups(head[len(head)-1:], duty, "mark") {
			if k := len(r.Groups) - 1; k >= 0 && r.Groups[k].Rule == g.Rule && r.Groups[k].Duty == g.Duty {
				r.Groups[k].Mentions = append(r.Groups[k].Mentions, g.Mentions...)
			} else {
				r.Groups = append(r.Groups, g)
			}
		}
	}
}
