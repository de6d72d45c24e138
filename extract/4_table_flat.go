package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// A schedule flattened to one cell a paragraph is found by trial: from a line that
// may begin a header, every number of columns is tried on the first rows, and the one
// whose path gains most is searched to its end.

const (
	leastEvidence = -3 // what a header must show of itself
	maxColumns    = 20
	window        = 110 // atoms on which a number of columns is tried
	turns         = 7   // of search and learning, at most
	stops         = 12  // places in a table at which another is looked for
	trials        = 60  // of the window a document may cost: a page of headers is no table
)

// flattened makes grids of the flattened tables, before anything else is read: to
// the other stages they are tables as any.
func (w *work) flattened() {
	w.headersRepeated()
	var running []line // page numbers, headers of later pages, and bars alone, stand between cells and part nothing
	w.lines = slices.DeleteFunc(w.lines, func(l line) bool {
		if l.use == asRun {
			running = append(running, l)
		}
		return l.use == asRun
	})
	w.brokenHeaders()
	out := w.lines[:0:0]
	w.above = map[style]int{}
	pass := func(from, to int) {
		for _, l := range w.lines[from:to] {
			if l.label.heads() {
				w.above[l.label.style] = l.label.number
			}
		}
		out = append(out, w.lines[from:to]...)
	}
	for i := 0; i < len(w.lines); i++ {
		if g, head, next := w.flatTable(i); g != nil {
			pass(i, head)
			l := w.lines[head]
			l.span.End, l.kind, l.grid = w.lines[next-1].span.End, taizhang.TableGrid, g
			l.label, l.folded = label{}, ""
			out = append(out, l)
			i = next - 1
			continue
		}
		n := w.headsNothing(i) // a header that heads nothing
		if n == 0 {
			n = max(w.rowsUnread(i), 1)
		}
		pass(i, i+n)
		i += n - 1
	}
	w.lines = inOrder(append(out, running...))
}

// brokenHeaders joins a header's word that is broken over two lines, beside one that is whole: 责任股室⏎(单位), 完成⏎时限.
func (w *work) brokenHeaders() {
	out := w.lines[:0]
	for i := 0; i < len(w.lines); i++ {
		l := w.lines[i]
		if n := len(out); i+1 < len(w.lines) && (n > 0 && w.wholeWord(out[n-1]) || i+2 < len(w.lines) && w.wholeWord(w.lines[i+2])) && w.brokenWord(l, w.lines[i+1]) {
			i++
			l.span.End, l.folded = w.lines[i].span.End, l.folded+w.lines[i].folded
		}
		out = append(out, l)
	}
	w.lines = out
}

func (w *work) wholeWord(l line) bool { return l.use == free && l.headerWord(w) }

// brokenWord reports whether two lines are one word of a header: the first says nothing alone, or the second is a note in brackets.
func (w *work) brokenWord(a, b line) bool {
	if a.use != free || b.use != free || a.grid != nil || b.grid != nil || a.folded == "" || b.folded == "" || len(a.folded)+len(b.folded) > longestHeader {
		return false
	}
	if strings.HasPrefix(b.folded, "(") {
		return strings.HasSuffix(b.folded, ")") && rowNumber(b.folded) < 0 && w.header(a.folded).known >= built
	}
	_, word := w.words.headers[a.folded+b.folded]
	return word && w.header(a.folded).known == unknown
}

// headsNothing reports a header of a schedule from which no table could be read, the first
// few of them; it returns how many lines it has, or 0.
func (w *work) headsNothing(i int) int {
	n, strong := 0, false
	for i+n < len(w.lines) && n < maxColumns && w.open(i+n) && w.lines[i+n].headerWord(w) {
		strong = strong || w.header(w.folded(i+n)).strong
		n++
	}
	if n < 3 && w.headerRow(i) { // 序号  工作任务  责任单位 on one line, and cells that nothing parts below it
		n, strong = 1, true
	} else if n < 3 || !strong {
		return 0
	}
	w.tableUnread(taizhang.Span{Start: w.lines[i].span.Start, End: w.lines[i+n-1].span.End})
	return n
}

// rowsUnread reports lines one after the other that look like rows of a table, and returns how many they are, or 0.
func (w *work) rowsUnread(i int) int {
	n := 0
	for i+n < len(w.lines) && w.open(i+n) && w.likeRow(i+n) {
		n++
	}
	if n < leastRows {
		return 0
	}
	w.tableUnread(taizhang.Span{Start: w.lines[i].span.Start, End: w.lines[i+n-1].span.End})
	return n
}

const leastRows = 3 // that stand below each other by no chance

// likeRow reports whether a line is three words or more, the last of which is organs, a time or figures.
func (w *work) likeRow(i int) bool {
	if w.lines[i].span.Len() > 300 {
		return false
	}
	words := atBlanks(w.text, w.lines[i].span)
	if len(words) < 3 {
		return false
	}
	s := words[len(words)-1]
	return w.kindOf(taizhang.FoldString(w.text[s.Start:s.End])).value()
}

// tableUnread reports what looks like a table and became none, the first few of them.
func (w *work) tableUnread(s taizhang.Span) {
	if s.Start < w.lastUnread.End && w.lastUnread.Start < s.End {
		return // the same, from a later line on
	}
	w.lastUnread = s
	if w.unreads++; w.unreads <= mostUnread {
		w.find("table-unread", taizhang.Warning, "此处像是表格（表头或并列的单元格），但未能读出，其后的任务、单位和时限可能遗漏，请与原文核对", taizhang.Of(s.Start, s.End), "")
	}
}

const mostUnread = 5

// headerRow reports whether line i is header words with blanks between them, one of units or times among them.
func (w *work) headerRow(i int) bool {
	if !w.open(i) || w.lines[i].span.Len() > 3*longestHeader {
		return false
	}
	words, who := atBlanks(w.text, w.lines[i].span), false
	for _, s := range words {
		h := w.headerIn(s)
		if h.known < built {
			return false
		}
		who = who || whoOrWhen(h.role)
	}
	return len(words) >= leastWords && who
}

// flatTable rebuilds the flattened table whose header, or the title above it, starts
// at line i: its grid, the line of its header, and the line after it.
func (w *work) flatTable(i int) (g *taizhang.Grid, head, next int) {
	for head = i; head < min(i+3, len(w.lines)) && w.open(head); head++ { // a title may stand before the header
		if g, next = w.gapTable(head); g != nil {
			return g, head, next
		}
	}
	if !w.mayHead(i) && !w.mayStart(i) {
		return nil, 0, 0
	}
	end := w.tableEnd(i)
	if end-i < 6 {
		return nil, 0, 0
	}
	known, after := 0, i
	for j := i; j < min(i+maxColumns, end) && w.mayHead(j); j++ {
		if s := w.folded(j); w.header(s).known >= built || w.columnWord(s) {
			known, after = known+1, j+1
		}
	}
	if known < 2 && !w.values(i, end) || w.tried >= trials {
		return nil, 0, 0
	}
	if known == maxColumns && !slices.ContainsFunc(w.lines[min(after, len(w.lines)):min(after+3, len(w.lines))], func(l line) bool { return !l.headerWord(w) }) {
		return nil, 0, 0 // a page of headers
	}
	if !w.mayHead(i) {
		if w.headless++; w.headless > trials/4 {
			return nil, 0, 0
		}
	}
	w.tried++
	near := w.atomsOf(i, min(end, i+window))
	skips := 1 // a title may stand before the header
	for skips < 3 && w.mayHead(i+skips) {
		skips++
	}
	best := w.best(near, skips)
	if best.gain < best.want() {
		return nil, 0, 0
	}
	head = i + near.line[best.head]
	a := w.atomsOf(head, end)
	full := w.solve(a, &best)
	w.stop(&full)
	if full.gain+best.evidence < full.want() || !full.proved() || a.half(full.end-1) {
		if best.evidence >= 3 {
			w.tableUnread(taizhang.Span{Start: a.spans[0].Start, End: a.spans[best.body-1].End})
		}
		return nil, 0, 0
	}
	return w.rebuilt(full), head, head + a.line[full.end-1] + 1
}

// mayHead reports whether line i may be a header's cell: a few words, no label, no
// value.
func (w *work) mayHead(i int) bool {
	if i >= len(w.lines) || !w.open(i) {
		return false
	}
	s := w.folded(i)
	if s == "" || len(s) > longestHeader || hasAny(s, "。;") || strings.HasSuffix(s, ":") {
		return false
	}
	l, labelled := w.label(i)
	if l.style == "一、" {
		return false // 三、任务分解 stands over a table
	}
	if w.header(s).known >= built {
		return true
	}
	if labelled {
		return false
	}
	switch w.kindOf(s) {
	case kindShort, kindOrgan:
		return true
	case kindProse:
		return utf8.RuneCountInString(s) <= 20
	}
	return false
}

// mayStart reports whether the rows of a table without a header may begin at line i: the first one's number or time.
func (w *work) mayStart(i int) bool {
	if i >= len(w.lines) || !w.open(i) || len(w.folded(i)) > longestHeader {
		return false
	}
	s := w.folded(i)
	return rowNumber(s) == 1 || w.kindOf(s) == kindTime && w.times.Whole(s)
}

// values reports whether values stand among the lines after a header that no word
// tells: numbers that run on, or organs, times and figures on lines of their own.
func (w *work) values(i, end int) bool {
	n, last, runs := 0, 0, 0
	from := i + 2
	if !w.mayHead(i) {
		from = i
	}
	for j := from; j < min(i+3*maxColumns, end); j++ {
		s := w.folded(j)
		if len(s) > 400 {
			continue
		}
		switch w.kindOf(s) {
		case kindNumber:
			if v := rowNumber(s); v == last+1 {
				last = v
				runs++
			}
			n++
		case kindUnits, kindTime, kindFigure:
			if y := w.symbol(s, w.kindOf(s)); y != symLabel && y != symSentence {
				n++
			}
		}
	}
	return runs >= 2 || n >= 4
}

func (l line) headerWord(w *work) bool {
	return l.grid == nil && l.label.style != "一、" && len(l.folded) <= longestHeader && w.header(l.folded).known == listed
}
