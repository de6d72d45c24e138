package extract

import (
	"slices"
	"strconv"
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
	if l.grid != nil || l.use != free || len(text) > 2*longestHeader || !w.words.headerWords.mayHead(taizhang.FoldString(text)) || w.gluesFound >= mostGlued || w.gluesVain >= mostVain || strings.ContainsFunc(text, taizhang.Blank) {
		return nil, i
	}
	f := hanzi.Fold(text)
	words, cols, who := w.gluedHeader(f)
	if !who || len(words) < leastWords || words[len(words)-1].End != len(f.Text) {
		return nil, i
	}
	end := w.gluedLinesEnd(lines, i, cols[0].role == taizhang.ColNumber)
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

// gluedLinesEnd returns the line behind the last that may be of a row below the header on line i. Where a column of numbers begins
// the rows, each has the next number, written as the first one is; so many lines as a row before it took go on with the last.
func (w *work) gluedLinesEnd(lines []line, i int, numbered bool) int {
	end, last, most, next := i+1, i+1, 1, 1
	sections, anew, counted, mark, sentence := false, false, false, "", false
	before, style := "", style("")
	for ; end < min(len(lines), i+mostGluedLines) && lines[end].grid == nil && (lines[end].use == free || lines[end].use == asRun); end++ {
		text := w.text[lines[end].span.Start:lines[end].span.End]
		s := taizhang.FoldString(text)
		l, labelled := readLabel(s)
		n := strconv.Itoa(next)
		switch first := end == i+1; {
		case lines[end].use == asRun:
		case w.closes(s), w.signsAlone(text):
			return lastOfRows(last, end, most, counted)
		case dateLine.MatchString(s) && w.words.organ(before, false): // a signature
			return lastOfRows(last, end-1, most, counted)
		case first && labelled && l.style == "一、":
			sections = true
		case labelled && l.style == "一、":
			if !sections {
				return lastOfRows(last, end, most, counted)
			}
			anew = true
		case counted && anew && strings.HasPrefix(s, "1") && afterNumber(s[1:]) == mark && !strings.HasPrefix(s, n):
			last, next, anew = end, 2, false
		case numbered && (first || sections && !counted) && strings.HasPrefix(s, n):
			counted, mark, last, next, anew = true, afterNumber(s[len(n):]), end, next+1, false
		case counted && strings.HasPrefix(s, n) && afterNumber(s[len(n):]) == mark:
			if !anew {
				most = max(most, end-last)
			}
			last, next, anew = end, next+1, false
		case counted && end-last > mostFurther:
			return lastOfRows(last, end, most, counted)
		case !counted && first:
			style, sentence = l.style, strings.HasSuffix(s, "。")
		case !counted && (labelled && l.style != style || strings.HasSuffix(s, "。") && !sentence):
			return end
		}
		before = s
	}
	return lastOfRows(last, end, most, counted)
}

// lastOfRows is the line behind the rows: before line end, and at most so many lines behind the last number as a row before it took.
func lastOfRows(last, end, most int, counted bool) int {
	if counted {
		return min(end, last+most)
	}
	return end
}

// afterNumber is the mark behind a row's number; nothing where none stands.
func afterNumber(s string) string {
	if r := firstRune(s); strings.ContainsRune(".、)", r) {
		return string(r)
	}
	return ""
}

// signsAlone reports whether a line is an organ, a blank and a date.
func (w *work) signsAlone(text string) bool {
	k := strings.LastIndexFunc(text, taizhang.Blank)
	return k > 0 && dateLine.MatchString(taizhang.FoldString(text[k:])) && w.words.organ(taizhang.FoldString(text[:k]), false)
}
