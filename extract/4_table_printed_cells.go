package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
	"github.com/taizhang/taizhang/lazy"
)

// mostQuoted is how many lines a cell between quotes has at most.
const mostQuoted = 40

// quoted joins the lines of cells that have line ends: a spreadsheet's clipboard parts cells by tabs and puts these into quotes.
func (w *work) quoted(lines []line) []line {
	out := lines[:0:0]
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		at := openQuote(w.text[l.span.Start:l.span.End])
		for n := i + 1; at >= 0 && n < min(len(lines), i+mostQuoted) && lines[n].use == free && lines[n].grid == nil; n++ {
			text := w.text[l.span.Start:lines[n].span.End]
			k := quotedCell(text[at:])
			if k < 0 {
				continue
			}
			if k == 0 { // the quote is in the text
				break
			}
			rest := openQuote(text[at+k:])
			if at += k + rest; rest < 0 {
				at = -1
				if strings.Contains(text, "\t") {
					l.span.End = lines[n].span.End
					i = n
				}
			}
		}
		out = append(out, l)
	}
	return out
}

// barred joins the lines of cells that have line ends in a table whose cells or rows all end with a bar: what does not goes on up
// to the next, unless that is a row by itself, or a heading or a note stands before it.
func (w *work) barred(lines []line) []line {
	out := lines[:0:0]
	run, words, width := 0, 0, 0 // lines before that end with a bar, or less than none that don't; words of a header among the former; cells of the last
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		n := i
		inRow := strings.ContainsFunc(w.text[l.span.Start:l.span.End], isBar)
		for run >= leastBarred && words > 1 && n < min(len(lines), i+mostBroken) && lines[n].use == free && lines[n].grid == nil && !w.endsWithBar(lines[n]) && (inRow || !w.outside(lines[n])) {
			n++
		}
		if n > i && n < min(len(lines), i+mostBroken) && w.endsWithBar(lines[n]) && w.headerWords(lines[n], 1) == 0 && (width < 2 || len(w.cellsOf(lines[n], byBars)) < width) {
			l.span.End = lines[n].span.End
			i = n
		}
		if w.endsWithBar(l) {
			run, width = max(run, 0)+1, len(w.cellsOf(l, byBars))
			if words < 2 {
				words += w.headerWords(l, maxColumns)
			}
		} else if run = min(run, 0) - 1; run < -mostBroken {
			words = 0
		}
		out = append(out, l)
	}
	return out
}

// outside reports whether a line without bars is of no cell: a heading, a note, the caption of another table.
func (w *work) outside(l line) bool {
	s := w.text[l.span.Start:min(l.span.End, l.span.Start+longestHeader)]
	if label, ok := readLabel(s); ok {
		return label.style == "一、"
	}
	s = taizhang.FoldString(s)
	return w.note(s) || tableCaption.MatchString(s)
}

// tableCaption is how a table that is counted begins: 表2, 附表一.
var tableCaption = lazy.NewPattern(`^附?表[0-9一二三四五六七八九十]`)

const (
	leastBarred = 3 // lines that end with a bar by no chance
	mostBroken  = 8 // lines of a cell
)

func (w *work) endsWithBar(l line) bool {
	return l.grid == nil && isBar(lastRune(w.text[l.span.Start:l.span.End]))
}

// isEdge reports whether r stands between cells: a bar, typed or drawn.
func isEdge(r rune) bool { return isBar(r) || r == '│' || r == '┃' || r == '║' }

// headerWords counts the words of a header among the first cells of a line with bars.
func (w *work) headerWords(l line, most int) int {
	cells := w.cellsOf(l, byBars)
	return w.knownIn(cells[:min(most, len(cells))])
}

// openQuote returns where the cell of a line with tabs begins with a quote that nothing closes; less than 0 where none does.
func openQuote(s string) int {
	for at := 0; ; {
		n := quotedCell(s[at:])
		if n < 0 {
			return at
		}
		k := strings.IndexByte(s[at+n:], '\t')
		if k < 0 {
			return -1
		}
		at += n + k + 1
	}
}

// quotedCell returns the bytes of a cell between quotes that text begins with; 0 where none does, less where it has no end.
func quotedCell(s string) int {
	if s == "" || s[0] != '"' {
		return 0
	}
	for k := 1; k < len(s); k++ {
		switch {
		case s[k] != '"':
		case k+1 < len(s) && s[k+1] == '"':
			k++
		case k+1 == len(s) || s[k+1] == '\t':
			return k + 1
		default:
			return 0
		}
	}
	return -1
}

var gaps = lazy.NewPattern(`[ \x{a0}\x{3000}]*\t[ \t\x{a0}\x{3000}]*|[ \x{a0}\x{3000}]{2,}`)

// pieces splits line i at gaps of two or more blanks.
func (w *work) pieces(i int) taizhang.Spans {
	s := w.lines[i].span
	text := w.text[s.Start:s.End]
	var out taizhang.Spans
	at := 0
	for _, g := range append(gaps.FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
		if g[0] > at {
			out = append(out, trimSpan(w.text, s.Start+at, s.Start+g[0]))
		}
		at = g[1]
	}
	return out
}

// linesIn returns the lines of a cell.
func (w *work) linesIn(s taizhang.Span) (out taizhang.Spans) {
	for at := s.Start; at < s.End; {
		k := strings.IndexByte(w.text[at:s.End], '\n')
		if k < 0 {
			return append(out, taizhang.Span{Start: at, End: s.End})
		}
		if t := trimSpan(w.text, at, at+k); t.Len() > 0 {
			out = append(out, t)
		}
		at += k + 1
	}
	return out
}

// dashes tells the line of Markdown between header and body: |---|:-:|.
func dashes(text string, row []taizhang.Span) bool {
	return !slices.ContainsFunc(row, func(s taizhang.Span) bool {
		return strings.Trim(text[s.Start:s.End], "-:=－—─ ") != "" || s.Len() < 2
	})
}

// mayPart reports whether there is anything in a line, or beside it, that may stand between two cells: a blank or a bar.
func (w *work) mayPart(s taizhang.Span) bool {
	with := strings.Trim(w.text[max(0, s.Start-1):min(s.End+1, len(w.text))], "\n")
	return strings.ContainsFunc(with, func(r rune) bool { return !hanzi.Unified(r) && (taizhang.Blank(r) || isEdge(r)) })
}

// cellsOf splits a line at marks: its cells, empty ones too.
func (w *work) cellsOf(l line, by mark) (cells []taizhang.Span) {
	if l.grid != nil || l.use != free && (by != byCells || l.use != asRun) {
		return nil
	}
	start, end := l.span.Start, l.span.End
	if by == byTabs || by == byBlanks { // cells at the edges may be empty
		for start > 0 && w.text[start-1] != '\n' && taizhang.Blank(rune(w.text[start-1])) {
			start--
		}
		for end < len(w.text) && (w.text[end] == '\t' || by == byBlanks && w.text[end] == ' ') {
			end++
		}
	}
	text := w.text[start:end]
	var cuts [][]int
	switch by {
	case byBars, byCells:
		for k := range len(text) {
			if text[k] != '|' && text[k] != "│"[0] && text[k] != "｜"[0] {
				continue
			}
			if r, n := utf8.DecodeRuneInString(text[k:]); isEdge(r) {
				cuts = append(cuts, []int{k, k + n})
			}
		}
	case byTabs, byBlanks:
		for k := 0; k < len(text); k++ {
			if by == byTabs && (k == 0 || text[k-1] == '\t') {
				k += max(0, quotedCell(text[k:]))
			}
			if k < len(text) && (text[k] == '\t' || by == byBlanks && text[k] == ' ') {
				cuts = append(cuts, []int{k, k + 1})
			}
		}
	case byGaps:
		if strings.Contains(text, "  ") || strings.Contains(text, "\u3000") || strings.Contains(text, "\u00a0\u00a0") {
			cuts = gaps.FindAllStringIndex(text, -1)
		}
	case byWords:
		if len(text) > mostPrintedRow {
			return nil
		}
		return atBlanks(w.text, l.span)
	}
	if len(cuts) == 0 {
		if (by == byTabs || by == byBlanks) && len(text) <= mostPrintedRow {
			return []taizhang.Span{l.span}
		}
		return nil
	}
	at := 0
	for _, c := range append(cuts, []int{len(text), len(text)}) {
		cells = append(cells, trimSpan(w.text, start+at, start+c[0]))
		at = c[1]
	}
	switch by {
	case byTabs:
		for c, s := range cells {
			if n := quotedCell(w.text[s.Start:s.End]); n == s.Len() && n >= 2 {
				cells[c] = taizhang.Span{Start: s.Start + 1, End: s.End - 1}
			}
		}
	case byCells: // one text with a bar behind, and before it where a row begins; bars alone are empty cells
		n := len(cells) - 1
		texts := slices.DeleteFunc(slices.Clone(cells), func(s taizhang.Span) bool { return s.Len() == 0 })
		if cells[n].Len() > 0 || len(texts) > 1 || len(texts) == 1 && n > 1 && (n > 2 || cells[1].Len() == 0) && !w.section(cells[0]) {
			return nil
		}
		cells = cells[:n]
	case byBars: // bars at the edges bound nothing
		if len(cells) > 1 && cells[0].Len() == 0 {
			cells = cells[1:]
		}
		if len(cells) > 1 && cells[len(cells)-1].Len() == 0 {
			cells = cells[:len(cells)-1]
		}
	}
	return cells
}
