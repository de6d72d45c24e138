package extract

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
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

var annexTitle = regexp.MustCompile(`^(.*?)(附\s*(?:件|表)\s*[\d一二三四五六七八九十]{0,2}\s*[:：]?)?\s*([^。；;：:，,、\d]{4,40})$`)

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

// beginsWith reports whether s begins with any of the phrases of a kind.
func (w *work) beginsWith(s, kind string) bool {
	for _, word := range w.words.phrases[kind] {
		if strings.HasPrefix(s, word) {
			return true
		}
	}
	return false
}

func endsWith(s string, words []string) bool {
	for _, word := range words {
		if strings.HasSuffix(s, word) {
			return true
		}
	}
	return false
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
		f := taizhang.Fold(text[k:min(len(text), k+400)])
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
		w.glues++
	}
	return nil
}

// gluedHeader reads listed header words one after the other, the longest first; a
// number's column must be the first, and one of units or times among them.
func (w *work) gluedHeader(f taizhang.Folded) (words []taizhang.Span, roles []taizhang.ColumnRole) {
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

// gluedRows reads rows as long as their numbers run on.
func (w *work) gluedRows(t *gluedTable, roles []taizhang.ColumnRole, body taizhang.Span) {
	t.end = body.Start
	at := w.gluedSection(t, body.Start, body.End)
	a, b := w.gluedNumber(at, min(at+6, body.End), 1)
	if a < 0 || strings.TrimFunc(w.text[at:a], taizhang.Blank) != "" {
		return
	}
	for v := 1; a >= 0; v++ {
		number := taizhang.Span{Start: a, End: b}
		best, bestGain := []taizhang.Span(nil), -1e9
		next, after, from := -1, -1, b
		for tries := 0; tries < 6; tries++ { // which of the places where the next number stands
			x, y := w.gluedNumber(from, min(b+longestRow, body.End), v+1)
			if x < 0 {
				break
			}
			from = y
			end := x
			if section := w.sectionAt(b, x); section >= 0 {
				end = section
			}
			cells, gain := w.gluedCells(roles[1:], taizhang.Span{Start: b, End: end}, false)
			if gain > bestGain+.01 {
				best, bestGain, next, after = cells, gain, x, y
			}
			if gain >= w.gluedFull(roles[1:]) {
				break
			}
		}
		if next < 0 || bestGain <= 0 {
			if last, gain := w.gluedCells(roles[1:], taizhang.Span{Start: b, End: min(b+longestRow, body.End)}, true); gain > 0 {
				t.rows = append(t.rows, append([]taizhang.Span{number}, last...))
				t.end = number.End
				for _, c := range last {
					t.end = max(t.end, c.End)
				}
			}
			return
		}
		t.rows = append(t.rows, append([]taizhang.Span{number}, best...))
		t.end = next
		if section := w.sectionAt(b, next); section >= 0 {
			w.gluedSection(t, section, next)
		}
		a, b = next, after
	}
}

var sectionTail = regexp.MustCompile(`[一二三四五六七八九十]{1,3}、[^。，；、：\d（）()]{2,20}$`)

// sectionAt returns where a section's heading begins that ends the text before a
// number, or -1.
func (w *work) sectionAt(from, to int) int {
	if m := sectionTail.FindStringIndex(w.text[from:to]); m != nil {
		return from + m[0]
	}
	return -1
}

// gluedSection takes the section's heading that begins at a byte, up to the next
// number; it returns the byte after it.
func (w *work) gluedSection(t *gluedTable, from, to int) int {
	s := w.text[from:min(to, from+120)]
	if k := strings.IndexAny(s, "0123456789"); k > 0 {
		s = s[:k]
	}
	l, ok := readLabel(strings.TrimLeftFunc(s, taizhang.Blank))
	if !ok || l.style != "一、" || utf8.RuneCountInString(s) > 30 {
		return from
	}
	t.rows = append(t.rows, []taizhang.Span{trimSpan(w.text, from, from+len(s))})
	return from + len(s)
}

// gluedNumber finds a row's number: its digits alone, and no part of an amount, a
// date or a label.
func (w *work) gluedNumber(from, to, v int) (start, end int) {
	digits := strconv.Itoa(v)
	for at := from; at < to; {
		k := strings.Index(w.text[at:to], digits)
		if k < 0 {
			return -1, -1
		}
		a, b := at+k, at+k+len(digits)
		at = b
		before, _ := utf8.DecodeLastRuneInString(w.text[:a])
		after, _ := utf8.DecodeRuneInString(w.text[b:])
		if isWord(byte(before)) && before < utf8.RuneSelf || strings.ContainsRune("第.．—-~至〔[（(、，", before) {
			continue
		}
		if after < utf8.RuneSelf && isWord(byte(after)) || strings.ContainsRune("年月日季个项家万亿户人名次台套部所条件批%％号级岁届〕]）)、.．—-~周天小元倍类种", after) {
			continue
		}
		return a, b
	}
	return -1, -1
}

// gluedFull is what a row gains in which every value is of its column's kind.
func (w *work) gluedFull(roles []taizhang.ColumnRole) float64 {
	gain := 0.0
	for _, r := range roles {
		if !prose(r) {
			gain += 4
		}
	}
	return gain - 1
}

// gluedCells cuts a row's text into its columns where that gains most. open: the
// text may go on after the row.
func (w *work) gluedCells(roles []taizhang.ColumnRole, s taizhang.Span, open bool) ([]taizhang.Span, float64) {
	cuts := w.gluedCuts(s, open)
	k, n := len(roles), len(cuts)
	if n < 2 {
		return nil, -1e9
	}
	const none = -1e9
	ends := make([]bool, n)
	for j := 1; j < n; j++ {
		tail := w.text[max(s.Start, cuts[j]-30):cuts[j]]
		for !utf8.RuneStart(tail[0]) {
			tail = tail[1:]
		}
		ends[j] = w.words.organ(taizhang.FoldString(tail), true)
	}
	gain := make([][]float64, k+1)
	from := make([][]int, k+1)
	for c := range gain {
		gain[c], from[c] = make([]float64, n), make([]int, n)
		for i := range gain[c] {
			gain[c][i] = none
		}
	}
	gain[0][0] = 0
	for c, role := range roles {
		for i := range n {
			if gain[c][i] == none {
				continue
			}
			for j := i; j < n; j++ {
				if unitRole(role) && j > i && !ends[j] {
					continue // no organ's name ends there
				}
				g := gain[c][i] + w.gluedCell(role, taizhang.Span{Start: cuts[i], End: cuts[j]})
				if g > gain[c+1][j] {
					gain[c+1][j], from[c+1][j] = g, i
				}
			}
		}
	}
	end := n - 1
	if open {
		for j := range n {
			if gain[k][j] > gain[k][end] || j < end && gain[k][j] == gain[k][end] {
				end = j
			}
		}
	}
	if gain[k][end] == none {
		return nil, none
	}
	cells := make([]taizhang.Span, k)
	for c, j := k, end; c > 0; c-- {
		i := from[c][j]
		cells[c-1] = trimSpan(w.text, cuts[i], cuts[j])
		j = i
	}
	return cells, gain[k][end]
}

// gluedCell says what a piece gains as a cell of a role.
func (w *work) gluedCell(role taizhang.ColumnRole, s taizhang.Span) float64 {
	if s.Len() == 0 {
		if role == taizhang.ColNote {
			return 0
		}
		return -3
	}
	if prose(role) {
		switch {
		case role == taizhang.ColNote:
			return -2
		case s.Len() < 12:
			return -1
		}
		return 0
	}
	if s.Len() > 1200 || role == taizhang.ColDeadline && s.Len() > 120 {
		return -6
	}
	text := taizhang.FoldString(w.text[s.Start:s.End])
	if role == taizhang.ColDeadline {
		switch {
		case w.kindOf(text) == kindTime:
			return 4 - .01*float64(s.Len())
		}
		return -1.5
	}
	return w.gluedUnits(text)
}

// gluedUnits says what a folded piece gains as a list of units: the longer the
// better, but not by a first name that swallows what stands before it. The names of
// a list begin alike: 市民政局、市财政局.
func (w *work) gluedUnits(text string) float64 {
	items := clauses(text, listMarks)
	if len(items) == 0 || items[0].Start > 0 {
		return -4 // it begins with a mark
	}
	organs := 0
	level := ""
	for i, r := range items {
		name := text[r.Start:r.End]
		if len(name) < 3 || len(name) > 75 || strings.ContainsAny(name, "0123456789") || strings.Contains(name, "的") {
			return -4
		}
		if i > 0 && level == "" && strings.ContainsAny(name[:3], "市省县区州") {
			level = name[:3]
		}
		if w.words.organ(name, true) {
			organs++
		}
	}
	last := text[items[len(items)-1].Start:items[len(items)-1].End]
	if organs == 0 || organs*6 < len(items)*5 || !w.words.organ(last, true) {
		return -4
	}
	first := text[items[0].Start:items[0].End]
	if i := strings.IndexByte(first, '('); i > 0 {
		first = first[:i]
	}
	gain := 4 - .25*float64(max(utf8.RuneCountInString(first)-10, 0)) + .02*float64(min(len(text), 100))
	if level == "" {
		for _, l := range []string{"市", "省", "县"} {
			if strings.Contains(first, l) {
				level = l
				break
			}
		}
	}
	switch {
	case level == "":
	case strings.HasPrefix(first, level), w.beginsWith(first, "organ-head"):
		gain += 1.5
	case strings.Contains(first, level):
		gain -= 1.5
	}
	if !w.words.organ(first, false) {
		gain--
	}
	return gain
}

// gluedCuts returns the bytes at which a cell may end: before a name's first
// character, after an organ's last one, where a sentence ends, around times.
func (w *work) gluedCuts(s taizhang.Span, open bool) []int {
	const limit = 70
	text := w.text[s.Start:s.End]
	marks := map[int]bool{0: true}
	for i, r := range text {
		n := utf8.RuneLen(r)
		if n < 0 {
			continue
		}
		switch {
		case strings.ContainsRune("市省县区州各国中人团园", r):
			marks[i] = true
		case strings.ContainsRune("。；;）)", r):
			marks[i+n] = true
		case strings.ContainsRune("局委厅办部院府会处联协行关队司门位心室所署站道镇乡", r):
			marks[i+n] = true
		case r == '2' && i+3 < len(text) && text[i+1] == '0' || strings.ContainsRune("持长每逐年立按全上下", r):
			marks[i] = true
		}
	}
	for _, t := range w.times.Find(text) {
		marks[t.Start], marks[t.End] = true, true
	}
	if !open {
		marks[len(text)] = true
	}
	var cuts []int
	for i := range len(text) + 1 {
		if marks[i] {
			cuts = append(cuts, s.Start+i)
		}
	}
	if len(cuts) > limit { // the values stand at a row's end
		if open {
			return cuts[:limit]
		}
		cuts = append(cuts[:1:1], cuts[len(cuts)-limit+1:]...)
	}
	return cuts
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
