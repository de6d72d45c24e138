package extract

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// mostGluedLines is how many lines a glued table may have whose rows are lines.
const mostGluedLines = 300

// gluedLines reads the table that begins at line i with header words that nothing parts, and whose rows are lines of cells that
// nothing parts: 序号任务责任单位完成时限⏎1完成方案编制办公室3月底. It returns the line behind it; nil where none does.
func (w *work) gluedLines(lines []line, i int) (*gluedTable, int) {
	l := lines[i]
	text := w.text[l.span.Start:l.span.End]
	if l.grid != nil || l.use != free || len(text) > 2*longestHeader || !w.words.headerWords.mayHead(text) || w.gluesFound >= mostGlued || w.gluesVain >= mostVain || strings.ContainsFunc(text, taizhang.Blank) {
		return nil, i
	}
	f := hanzi.Fold(text)
	words, cols, who := w.gluedHeader(f)
	if !who || len(words) < leastWords || words[len(words)-1].End != len(f.Text) {
		return nil, i
	}
	end := i + 1
	for end < min(len(lines), i+mostGluedLines) && lines[end].grid == nil && (lines[end].use == free || lines[end].use == asRun) {
		end++
	}
	t := &gluedTable{}
	for _, x := range words {
		a, b := f.Back(x.Start, x.End)
		t.header = append(t.header, taizhang.Span{Start: l.span.Start + a, End: l.span.Start + b})
	}
	if end-i <= leastRegular || !w.gluedRows(t, cols, taizhang.Span{Start: l.span.End, End: lines[end-1].span.End}) {
		w.gluesVain++
		w.tableUnread(l.span)
		return nil, i
	}
	next, found := slices.BinarySearchFunc(lines[i:end], t.end, func(l line, at int) int { return l.span.End - at })
	if !found {
		w.gluesVain++ // it ends within a line: rows are none
		return nil, i
	}
	w.gluesFound++
	return t, i + next + 1
}
