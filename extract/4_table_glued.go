package extract

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
	"github.com/taizhang/taizhang/lazy"
)

// A glued table is the text of a table with nothing between its cells, in one line
// with all the rest: 序号工作任务责任单位时间进度1…市民政局2017年6月底前2…. Header words one
// after the other begin it; the path search of 4_table_glued_rows.go parts its rows and cells.

// A header is followed to the line's end: so many glued tables may a document have, and so many headers that head nothing.
const (
	mostGlued = 40
	mostVain  = 4
)

// glued cuts lines at the tables glued into them.
func (w *work) glued(lines []line) []line {
	out := lines[:0:0]
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		if l.grid != nil || l.use != free || l.span.Len() < 150 {
			if t, end := w.gluedLines(lines, i); t != nil {
				l.span.End, l.kind, l.grid = t.end, taizhang.TableGrid, t.grid(l.at)
				i = end - 1
			}
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
				before.span, before.piece = s, true
				out = append(out, before)
			}
			table := l
			table.span = taizhang.Span{Start: t.header[0].Start, End: t.end}
			table.kind, table.grid = taizhang.TableGrid, t.grid(l.at)
			out = append(out, table)
			l.span, l.piece = trimSpan(w.text, t.end, l.span.End), true
		}
		if l.span.Len() > 0 {
			if s := w.text[l.span.Start:l.span.End]; longNumber(s) {
				if m := gluedFigures.FindStringIndex(s); m != nil {
					w.tableUnread(taizhang.Span{Start: l.span.Start + m[0], End: l.span.Start + m[1]})
				}
			}
			out = append(out, l)
		}
	}
	return out
}

// longNumber reports whether seven digits stand in s one after the other, as in what gluedFigures finds.
func longNumber(s string) bool {
	n := 0
	for i := range len(s) {
		if n++; s[i] < '0' || s[i] > '9' {
			n = 0
		}
		if n == 7 {
			return true
		}
	}
	return false
}

// gluedFigures are rows of figures with nothing between them: 会师镇32001800100040012甘沟驿镇….
var gluedFigures = lazy.NewPattern(`(?:\p{Han}{1,12}\d{7,}){3,}`)

var annexTitle = lazy.NewPattern(`^(.*?)(附\s*(?:件|表)\s*[\d一二三四五六七八九十]{0,2}\s*[:：]?)?\s*([^。；;：:，,、\d]{4,40})$`)

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
	if !w.words.genre(title) && !w.says(title, "hands-out") && !w.words.endsWith(title, "table-title") {
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
	whole := hanzi.Fold(text)
	for i := 0; w.gluesFound < mostGlued && w.gluesVain < mostVain && i < len(whole.Text); {
		_, size := utf8.DecodeRuneInString(whole.Text[i:])
		if n, _ := w.headerOrNoun(whole.Text[i:]); n == 0 { // as nearly everywhere
			i += size
			continue
		}
		at := whole.At(i)
		f := hanzi.Fold(beginning(text[at:], 500))
		words, cols, who := w.gluedHeader(f)
		if !who && len(words) >= leastWords && cols[0].role == taizhang.ColNumber {
			a, b := f.Back(words[0].Start, words[len(words)-1].End)
			w.tableUnread(taizhang.Span{Start: s.Start + at + a, End: s.Start + at + b})
			i = whole.Index(at + b)
			continue
		}
		if !who || len(words) < 3 && !standing(cols) || cols[0].role != taizhang.ColNumber && !w.mayBegin(text[:at], f.Text, words) && !(i == 0 && standing(cols)) {
			i += size
			continue
		}
		t := &gluedTable{}
		for _, x := range words {
			a, b := f.Back(x.Start, x.End)
			t.header = append(t.header, taizhang.Span{Start: s.Start + at + a, End: s.Start + at + b})
		}
		if w.gluedRows(t, cols, taizhang.Span{Start: t.header[len(t.header)-1].End, End: s.End}) {
			w.gluesFound++
			return t
		}
		w.gluesVain++
		i = whole.Index(t.header[len(t.header)-1].End - s.Start)
		w.tableUnread(taizhang.Span{Start: t.header[0].Start, End: t.header[len(t.header)-1].End})
	}
	return nil
}

// gluedHeader reads header words one after the other, the longest first; where the first is a number's, some of the others
// may be words that nobody knows. who: one is of units or times.
func (w *work) gluedHeader(f hanzi.Folded) (words []taizhang.Span, cols []header, who bool) {
	known := 0
	for at := 0; at < len(f.Text) && len(words) < maxColumns; {
		n, h := w.headerOrNoun(f.Text[at:])
		if n == 0 {
			gap := 0
			if len(cols) > 0 && cols[0].role == taizhang.ColNumber && known*2 >= len(words) {
				gap = w.gluedGap(f.Text[at:])
			}
			if gap == 0 {
				break
			}
			n, h = gap, header{role: taizhang.ColOther}
			if k, next := w.headerOrNoun(f.Text[at+gap:]); k > 0 && (k <= 2*3 || w.words.chars("level-begins", firstRune(f.Text[at:]))) { // 改革任务, 区政府分管领导
				n, h = gap+k, next
			} else if at+gap+6 <= len(f.Text) { // 改革任务|工作要求, and not 改革|任务工作
				if next := w.header(f.Text[at+gap : at+gap+6]); next.known >= built {
					if m, _ := w.headerOrNoun(f.Text[at+gap+6:]); 6+m > k {
						n, h = gap+6, next
					}
				}
			}
		} else {
			known++
		}
		if len(cols) > 0 && h.role == taizhang.ColNumber {
			break // the header once more
		}
		words, cols = append(words, taizhang.Span{Start: at, End: at + n}), append(cols, h)
		who = who || whoOrWhen(h.role)
		at += n
	}
	if known < 3 && !standing(cols) {
		return nil, nil, false
	}
	return words, cols, who
}

// headerOrNoun reads the header word at the start of folded text with what a bracket behind it says, or a noun of
// units alone before another header word: 单位主要职责.
func (w *work) headerOrNoun(s string) (n int, h header) {
	if !w.words.headerWords.mayHead(s) {
		return 0, h
	}
	if n, h = w.words.headerAt(s); n == 0 {
		if from := w.words.headerWords.from[firstRune(s)]; from != nil {
			for _, x := range from.nouns {
				if rest, ok := strings.CutPrefix(s, x.word); ok {
					if k, _ := w.words.headerAt(rest); k > 0 {
						return len(x.word), header{role: taizhang.ColUnit, known: bareNoun}
					}
				}
			}
		}
		return 0, h
	}
	if strings.HasPrefix(s[n:], "(") {
		if k := strings.IndexByte(beginning(s[n:], 40), ')'); k > 0 {
			n += k + 1
		}
	}
	return n, h
}

// standing reports whether columns are who, what it does always, and remarks.
func standing(cols []header) bool {
	return len(cols) >= 2 && unitRole(cols[0].role) && cols[1].role == taizhang.ColTask && (len(cols) == 2 || cols[2].role == taizhang.ColNote)
}

// mayBegin reports whether a header without a number's column may stand behind what is before it: words that
// are no others' parts, behind a title or the end of a sentence.
func (w *work) mayBegin(before, header string, words []taizhang.Span) bool {
	before = strings.TrimRightFunc(before[max(0, len(before)-60):], taizhang.Blank)
	if before == "" || w.words.endsWith(before, "table-title") {
		return true
	}
	for _, x := range words {
		if x.Len() <= 2*3 && w.words.headers[header[x.Start:x.End]].role != taizhang.ColNote {
			return false // 项目牵头承担单位应当…
		}
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	return ends(r) || w.words.genreEnds(before)
}

// gluedGap returns the bytes of a header word that nobody knows: a few characters up to one that is
// known, or to the number 1.
func (w *work) gluedGap(s string) int {
	for n, i := 0, 0; i < len(s) && n <= 8; n++ {
		r, size := utf8.DecodeRuneInString(s[i:])
		if n >= 2 {
			if r == '1' && !strings.HasPrefix(s[i+1:], "0") {
				return i
			}
			if k, _ := w.words.headerAt(s[i:]); k > 0 {
				return i
			}
		}
		if r < 0x2e80 && r != '(' && r != ')' || strings.ContainsRune("，。、；：", r) {
			return 0
		}
		i += size
	}
	return 0
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
