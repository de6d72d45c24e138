package extract

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// A glued table is the text of a table with nothing between its cells, in one line
// with all the rest: 序号工作任务责任单位时间进度1…市民政局2017年6月底前2…. Header words one
// after the other begin it; its numbers, which run on, part the rows; in a row the
// kinds of the pieces decide which cut gains most.

// longestRow is how far, in bytes, the next row's number is looked for.
const longestRow = 3000

// glueTrials is how many headers without rows a document may show before no more
// are followed.
const glueTrials = 20

// glued cuts lines at the tables glued into them.
func (w *work) glued(lines []line) []line {
	out := lines[:0:0]
	for _, l := range lines {
		if l.grid != nil || l.use != free || l.span.Len() < 150 {
			out = append(out, l)
			continue
		}
		for l.span.Len() > 0 {
			t := w.gluedTable(l.span)
			if t == nil {
				break
			}
			for _, s := range w.gluedTitle(taizhang.Span{Start: l.span.Start, End: t.header[0].Start}) {
				before := l
				before.span = s
				out = append(out, before)
			}
			table := l
			table.span = taizhang.Span{Start: t.header[0].Start, End: t.end}
			table.kind, table.grid = taizhang.TableGrid, t.grid(l.at)
			out = append(out, table)
			l.span = trimSpan(w.text, t.end, l.span.End)
		}
		if l.span.Len() > 0 {
			out = append(out, l)
		}
	}
	return out
}

var annexTitle = taizhang.NewPattern(`^(.*?)(附\s*(?:件|表)\s*[\d一二三四五六七八九十]{0,2}\s*[:：]?)?\s*([^。；;：:，,、\d]{4,40})$`)

// gluedTitle parts the title of a glued table, and 附件 before it, from the text.
func (w *work) gluedTitle(s taizhang.Span) []taizhang.Span {
	s = trimSpan(w.text, s.Start, s.End)
	if s.Len() == 0 {
		return nil
	}
	text := w.text[s.Start:s.End]
	from := 0 // the last sentence, date or 附件
	for _, mark := range []string{"。", "日", "附件", "附表"} {
		if k := strings.LastIndex(text, mark); k >= 0 {
			if strings.HasPrefix(mark, "附") {
				from = max(from, k)
			} else {
				from = max(from, k+len(mark))
			}
		}
	}
	m := annexTitle.FindStringSubmatchIndex(text[from:])
	if m == nil || m[2] != m[3] {
		return []taizhang.Span{s}
	}
	title := taizhang.FoldString(text[from+m[6] : from+m[7]])
	if !w.words.genre(title) && !w.says(title, "hands-out") && !endsWith(title, w.words.phrases["table-title"]) {
		return []taizhang.Span{s}
	}
	var out []taizhang.Span
	for _, p := range [][2]int{{0, from}, {from + max(m[4], 0), from + max(m[5], 0)}, {from + m[6], from + m[7]}} {
		if t := trimSpan(w.text, s.Start+p[0], s.Start+p[1]); t.Len() > 0 && p[0] < p[1] {
			out = append(out, t)
		}
	}
	return out
}

// gluedTable is one glued table: spans of the text.
type gluedTable struct {
	header []taizhang.Span
	rows   [][]taizhang.Span // a section's row has one
	end    int
}

// gluedTable finds the first table in a line.
func (w *work) gluedTable(s taizhang.Span) *gluedTable {
	text := w.text[s.Start:s.End]
	for at := 0; w.glues < glueTrials; {
		k := strings.Index(text[at:], "序")
		if k < 0 {
			return nil
		}
		k += at
		at = k + len("序")
		f := hanzi.Fold(text[k:min(len(text), k+400)])
		words, roles := w.gluedHeader(f)
		if len(words) < 3 {
			continue
		}
		t := &gluedTable{}
		for _, x := range words {
			a, b := f.Back(x.Start, x.End)
			t.header = append(t.header, taizhang.Span{Start: s.Start + k + a, End: s.Start + k + b})
		}
		w.gluedRows(t, roles, taizhang.Span{Start: t.header[len(t.header)-1].End, End: s.End})
		rows := 0
		for _, r := range t.rows {
			rows += min(len(r)-1, 1)
		}
		if rows >= 2 {
			return t
		}
		if w.glues++; w.unreads < 5 {
			w.unreads++
			w.find("table-unread", taizhang.Warning, "此处像是任务表的表头，但未能读出表格，其后的任务、单位和时限可能遗漏，请与原文核对",
				taizhang.Of(t.header[0].Start, t.header[len(t.header)-1].End), "")
		}
	}
	return nil
}

// gluedHeader reads listed header words one after the other, the longest first; a
// number's column must be the first, and one of units or times among them.
func (w *work) gluedHeader(f hanzi.Folded) (words []taizhang.Span, roles []taizhang.ColumnRole) {
	const longest = 12
	who := false
	for at := 0; at < len(f.Text); {
		end := at
		best := header{}
		for n, i := 0, at; n < longest && i < len(f.Text); n++ {
			_, size := utf8.DecodeRuneInString(f.Text[i:])
			i += size
			if h, ok := w.words.headers[f.Text[at:i]]; ok {
				end, best = i, h
			}
		}
		if end == at {
			break
		}
		words, roles = append(words, taizhang.Span{Start: at, End: end}), append(roles, best.role)
		who = who || unitRole(best.role) || best.role == taizhang.ColDeadline
		at = end
	}
	if len(roles) == 0 || roles[0] != taizhang.ColNumber || !who {
		return nil, nil
	}
	return words, roles
}

// grid makes a grid of the table.
func (t *gluedTable) grid(at string) *taizhang.Grid {
	g := &taizhang.Grid{}
	cells := func(spans []taizhang.Span, row int) []taizhang.GridCell {
		out := make([]taizhang.GridCell, len(t.header))
		for c := range out {
			out[c].At = cellPlace(at+"/row["+strconv.Itoa(row)+"]", c)
			if c < len(spans) && spans[c].Len() > 0 {
				out[c].Spans = taizhang.Spans{spans[c]}
			}
			if len(spans) == 1 { // a section
				out[c].At, out[c].Covered, out[c].Spans = out[0].At, c > 0, taizhang.Spans{spans[0]}
			}
		}
		return out
	}
	g.Rows = append(g.Rows, cells(t.header, 0))
	for i, r := range t.rows {
		g.Rows = append(g.Rows, cells(r, i+1))
	}
	return g
}
