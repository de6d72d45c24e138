package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// A program that takes the text out of a page puts a bar behind each cell, and breaks lines where the cells have paragraphs. What a cell
// merged over others leaves out it adds in bars at the row's end: all rows have as many. Or the bar stands before each further cell,
// and alone behind the last.

// barCell is a cell with the bar behind it.
type barCell struct {
	span taizhang.Span
	line int  // on which the bar stands, from the first
	ends bool // nothing stands behind it there
	pad  bool // nor between it and the bar before
}

// barRows reads the table of such cells that begins at line i; false where none does.
func (w *work) barRows(lines []line, i int) (p printedTable, ok bool) {
	l := lines[i]
	if l.grid != nil || l.use != free {
		return p, false
	}
	text := w.text[l.span.Start:l.span.End]
	before := i+1 < len(lines) && !strings.ContainsFunc(text, isBar) && w.opensCell(lines[i+1])
	if !before && (!isBar(lastRune(text)) || isBar(firstRune(text))) {
		return p, false
	}
	cells, read, cut := w.barCells(lines, i)
	if p.by, p.read = byBars, read; len(cells) < 4 {
		return p, false
	}
	p.read = cells[len(cells)-1].line + 1
	if before {
		p.byEnds(cells)
	} else {
		p.width = w.barWidth(cells, cut)
		for k := 0; p.width > 0 && k < len(cells); k += p.width {
			p.addBarred(cells[k:min(k+p.width, len(cells))])
		}
	}
	if len(p.rows) < 2 || p.width < 2 || p.width > maxColumns || w.knownIn(p.rows[0]) < 2 || slices.ContainsFunc(p.rows[0][:len(p.rows[0])-padsOf(p.rows[0])], func(s taizhang.Span) bool { return s.Len() == 0 }) {
		return p, false
	}
	from, last := 0, -1
	for k, r := range p.rows {
		last += len(r)
		p.at = append(p.at, lines[i+from].at)
		from = p.line[k] + 1
		n := len(r)
		for n > 1 && cells[last-len(r)+n].pad {
			n-- // bars that nothing parts
		}
		if n > 1 && r[n-1].Len() == 0 && (n < len(r) || r[n-2].Len() > 0) {
			n-- // the first of them, or one alone; several that blanks part are printed empty
		}
		p.rows[k] = r[:n]
		if len(p.rows[k]) == p.width {
			p.most++
		}
	}
	if !slices.ContainsFunc(p.rows[1:], func(r []taizhang.Span) bool { return len(r) > 1 }) {
		return p, false // headings alone
	}
	p.sure, p.cut = true, cut && len(cells)%p.width > 0
	return p, true
}

// opensCell reports whether a line begins with a bar that has a text behind it, and no other.
func (w *work) opensCell(l line) bool {
	s := w.text[l.span.Start:l.span.End]
	return l.grid == nil && l.use == free && isBar(firstRune(s)) && strings.LastIndexFunc(s, isBar) == 0
}

// barCells takes the lines from i on apart at their bars, as far as each has one a few lines further; read is how many were looked at;
// cut: they reach the document's end.
func (w *work) barCells(lines []line, i int) (cells []barCell, read int, cut bool) {
	from, bare := lines[i].span.Start, 0
	last := i
	for n := i; n < len(lines) && bare <= mostBroken; n++ {
		l := lines[n]
		s := w.text[l.span.Start:l.span.End]
		k := strings.IndexFunc(s, isBar)
		if l.grid != nil || l.use != free && (l.use != asRun || k < 0) {
			break
		}
		if k < 0 {
			if n > i && w.outside(l) && !(n+1 < len(lines) && isBar(firstRune(w.text[lines[n+1].span.Start:lines[n+1].span.End]))) {
				break
			}
			bare++
			continue
		}
		if bare > 0 && len(cells) > 0 && w.headerWords(l, 1) > 0 && (w.headerWords(l, 2) > 1 || n+1 < len(lines) && w.headerWords(lines[n+1], 1) > 0) {
			break // another table
		}
		for at, r := range s {
			if !isBar(r) {
				continue
			}
			end := l.span.Start + at
			rest := s[at+utf8.RuneLen(r):]
			line, _, _ := strings.Cut(rest, "\n")
			cells = append(cells, barCell{trimSpan(w.text, from, end), n - i, strings.TrimFunc(line, taizhang.Blank) == "", from == end && len(cells) > 0})
			from = end + utf8.RuneLen(r)
		}
		last, bare = n, 0
	}
	tail := w.text[from:lines[last].span.End]
	if cut = last >= len(lines)-2; cut { // the text was cut off within a cell
		if last = len(lines) - 1; strings.TrimFunc(w.text[from:lines[last].span.End], taizhang.Blank) != "" {
			cells = append(cells, barCell{trimSpan(w.text, from, lines[last].span.End), last - i, true, false})
		}
	} else if strings.TrimFunc(tail, taizhang.Blank) != "" {
		return nil, last - i + 1, false
	}
	return cells, last - i + 1, cut
}

// addBarred takes a row.
func (p *printedTable) addBarred(cells []barCell) {
	p.rows, p.line = append(p.rows, cellSpans(cells)), append(p.line, cells[len(cells)-1].line)
}

func cellSpans(cells []barCell) []taizhang.Span {
	row := make([]taizhang.Span, len(cells))
	for c := range cells {
		row[c] = cells[c].span
	}
	return row
}

// byEnds takes the cells up to each bar behind which the line ends for a row.
func (p *printedTable) byEnds(cells []barCell) {
	from := 0
	for k := range cells {
		if cells[k].ends {
			p.addBarred(cells[from : k+1])
			p.width, from = max(p.width, k+1-from), k+1
		}
	}
}

// barWidth returns how many bars all rows have: behind so many a line ends, and bars alone stand before; 0 where no number will do.
func (w *work) barWidth(cells []barCell, cut bool) (width int) {
	best := 0.0
	for n := 2; n <= min(maxColumns, len(cells)/2); n++ {
		if len(cells)%n > 0 && !cut {
			continue
		}
		fits := true
		for k := 0; k < len(cells) && fits; k++ {
			ends := (k+1)%n == 0
			fits = !ends || cells[k].ends
			if cells[k].pad && (k+1 == len(cells) || !cells[k+1].pad) && !ends {
				fits = false
			}
		}
		if !fits {
			continue
		}
		if s := w.alikeIn(cells, n); s > best {
			best, width = s, n
		}
	}
	return width
}

// alikeIn says how well rows of n cells agree: what share of the first are words of a header, and how alike in kind those of a column are
// below. A row that is cut off may be none.
func (w *work) alikeIn(cells []barCell, n int) float64 {
	known := func(row []barCell) (k int) {
		for _, c := range row {
			if w.headerIn(c.span).known >= built {
				k++
			}
		}
		return k
	}
	head, below := known(cells[:n]), n
	for _, c := range cells[:n] {
		if text := w.text[c.span.Start:c.span.End]; (w.kindAt(c.span).value() || strings.Contains(text, "。") || w.section(c.span)) && w.headerIn(c.span).known < built && !w.timeWord(taizhang.FoldString(text)) {
			head-- // rows have begun
		}
	}
	if cells[2*n-1].pad && known(cells[n:2*n])*2 >= n-padsOf(cellSpans(cells[n:2*n])) { // words of a second level
		below += n
	}
	var count [maxColumns][kinds]int
	for k := below; k < len(cells); k++ {
		if is := w.kindAt(cells[k].span); is != kindEmpty && cells[min(k-k%n+n, len(cells))-1].span.Len() > 0 {
			count[k%n][is]++
		}
		if k < below+2*n && w.headerIn(cells[k].span).known >= built {
			head-- // the header goes on
		}
	}
	all, same := 0, 0
	for k := below; k < len(cells); k += n {
		row := cells[k:min(k+n, len(cells))]
		pads, best := padsOf(cellSpans(row)), 0
		for _, shift := range []int{0, pads} { // what is merged, the first columns are most often
			fits := 0
			for c := range len(row) - pads {
				if x := count[c+shift]; x[w.kindAt(row[c].span)] == slices.Max(x[:]) {
					fits++
				}
			}
			best = max(best, fits)
		}
		same, all = same+best, all+len(row)-pads
	}
	runs := 0 // rows that begin with the next number
	for k := below + n; k < len(cells); k += n {
		if v := w.numberIn(cells[k].span); v > 0 && v == w.numberIn(cells[k-n].span)+1 {
			runs++
		}
	}
	if (same*4 < all*3 || head*2 < n-padsOf(cellSpans(cells[:n])) && (w.headerIn(cells[0].span).role != taizhang.ColNumber || w.numberIn(cells[n].span) < 0) || w.headerIn(cells[n].span).known >= built || len(cells)%n > 0 && w.headerIn(cells[n-1].span).known < built) && !slices.ContainsFunc(cells, func(c barCell) bool { return c.pad }) {
		return 0 // nothing says that all rows have as many
	}
	gain := 2*float64(head)/float64(max(n-padsOf(cellSpans(cells[:n])), 1)) + float64(same)/float64(max(all, 1)) + float64(runs*n)/float64(len(cells))
	if len(cells)%n > 0 {
		gain -= lossCut
	}
	return gain
}

const lossCut = .4

// padsOf counts the cells that a row ends with and that are empty.
func padsOf(row []taizhang.Span) (n int) {
	for n < len(row) && row[len(row)-1-n].Len() == 0 {
		n++
	}
	return n
}
