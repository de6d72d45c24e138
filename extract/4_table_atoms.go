package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// atoms are what a table without known edges is rebuilt from: lines that are a cell
// or a part of one, or the pieces of a line in which cells stand without any mark
// between them.
type atoms struct {
	w      *work
	spans  []taizhang.Span
	at     []string // the place of each
	folded string   // the text of all, joined
	start  []int    // where atom i starts in it; the last is its end
	number []int    // the integer that an atom is, or -1
	count  []int    // that, or the number of the label that it begins with (1.指标)
	sym    []symbol
	joined [][maxPieces]kind // of atoms i…i+n, joined; kinds is unknown
	line   []int             // of lines: the one that each stands on, counted from the first
	broken []bool            // a value that goes on in the next atom
	title  []bool            // reads as the title of a table
	goesOn []bool            // of lines: goes on with the count of headings above the table
	first  []bool            // begins a line that is a row; nil where lines are none
	full   bool              // empty cells are atoms too: none is missing
	whole  bool              // all of it is a table
	width  int               // columns, where bars say how many
	edge   float64           // what a cell loses that goes on over an edge
	wrap   float64           // what a row loses that goes on in the next line
}

// symbol is what an atom looks like to a column: its kind, the length of its prose,
// or, where one text stands again and again, that text.
type symbol uint8

const (
	symEmpty symbol = iota
	symNumber
	symFigure
	symTime
	symUnits
	symOrgan
	symShort
	symMiddle
	symLong
	symSentence
	symDuty    // labels with their units
	symLabel   // a numbered block of an outline
	symHeader  // a header word
	symPerson  // a person's name or post, in a table with a column of people
	symRepeats // and further ones: texts that repeat
	symbols    = symRepeats + 24
)

// maxPieces is how many lines a value (number, unit, deadline) may be broken over;
// maxParagraphs how many a cell of prose may have.
const (
	maxPieces     = 4
	maxParagraphs = 12
)

// atomsOf takes lines [from, to) as atoms.
func (w *work) atomsOf(from, to int) *atoms {
	a := &atoms{w: w, start: []int{0}}
	var all strings.Builder
	anew := map[style]bool{} // counts that the table has of its own
	for i := from; i < to; i++ {
		l := w.lines[i].label
		goesOn := l.heads() && !anew[l.style] && l.number == w.above[l.style]+1 && l.number > 1
		if l.heads() && !goesOn {
			anew[l.style] = true
		}
		for k, x := range w.gluedCells(i) {
			all.WriteString(x.folded)
			a.start = append(a.start, all.Len())
			a.spans = append(a.spans, x.span)
			a.title = append(a.title, k == 0 && w.titleAtom(i))
			a.goesOn = append(a.goesOn, k == 0 && goesOn)
			a.at = append(a.at, w.lines[i].at)
			a.line = append(a.line, i-from)
		}
	}
	a.folded = all.String()
	a.look()
	return a
}

// atomsIn takes the cells of a printed table as atoms.
func (w *work) atomsIn(p *printedTable) *atoms {
	a := &atoms{w: w, start: []int{0}, edge: edgeOf[p.by], wrap: wrapOf[p.by], full: p.by == byCells || p.by == byBlanks}
	var all strings.Builder
	for r, row := range p.rows {
		for c, s := range row {
			if p.by != byCells {
				a.first = append(a.first, c == 0)
			}
			all.WriteString(taizhang.FoldString(w.text[s.Start:s.End]))
			a.start, a.spans = append(a.start, all.Len()), append(a.spans, s)
			a.title, a.at = append(a.title, false), append(a.at, p.at[r])
		}
	}
	a.folded = all.String()
	a.look()
	return a
}

// half reports whether atom i goes on on its line with the next.
func (a *atoms) half(i int) bool {
	return a.line != nil && i+1 < len(a.line) && a.line[i] == a.line[i+1]
}

// above reports whether atom i is a heading that goes on with the count of those above the table.
func (a *atoms) above(i int) bool { return a.goesOn != nil && a.goesOn[i] }

// rows calls for each line that is a row with its first atom and the number of its atoms.
func (a *atoms) rows(from int, row func(at, n int)) {
	for i := from; i < a.len(); {
		n := 1
		for i+n < a.len() && !a.first[i+n] {
			n++
		}
		row(i, n)
		i += n
	}
}

func (a *atoms) len() int { return len(a.spans) }

// text returns the folded text of atoms [i, i+n), joined.
func (a *atoms) text(i, n int) string { return a.folded[a.start[i]:a.start[i+n]] }

// slice returns atoms [i, j).
func (a *atoms) slice(i, j int) *atoms {
	b := *a
	b.spans, b.at, b.start = a.spans[i:j], a.at[i:j], a.start[i:j+1]
	b.number, b.count, b.sym, b.joined, b.title, b.broken = a.number[i:j], a.count[i:j], a.sym[i:j], a.joined[i:j], a.title[i:j], a.broken[i:j]
	if a.first != nil {
		b.first = a.first[i:j]
	}
	if a.line != nil {
		b.line, b.goesOn = a.line[i:j], a.goesOn[i:j]
	}
	return &b
}

// from returns the atoms from i on, upTo the first n.
func (a *atoms) from(i int) *atoms { return a.slice(i, a.len()) }
func (a *atoms) upTo(n int) *atoms { return a.slice(0, min(n, a.len())) }

// look gives each atom its symbol.
func (a *atoms) look() {
	n := a.len()
	a.number, a.count, a.sym, a.joined, a.broken = make([]int, n), make([]int, n), make([]symbol, n), make([][maxPieces]kind, n), make([]bool, n)
	count := make(map[string]int)
	for i := range n {
		if s := a.text(i, 1); len(s) <= 120 {
			count[s]++
		}
	}
	persons := false
	for i := range min(n, 2*maxColumns) {
		persons = persons || a.w.header(a.text(i, 1)).persons
	}
	repeats := map[string]symbol{}
	for i := range n {
		s := a.text(i, 1)
		a.number[i] = rowNumber(s)
		if a.count[i] = a.number[i]; a.count[i] < 0 {
			a.count[i] = countLabel(s)
		}
		for p := range a.joined[i] {
			a.joined[i][p] = kinds
		}
		if a.sym[i] = a.w.symbol(s, a.is(i, 1)); persons && a.sym[i] == symShort && a.w.words.person(s) {
			a.sym[i] = symPerson
		}
		if y := a.sym[i]; y == symShort || y == symMiddle || y == symLong || y == symSentence || y == symLabel {
			if c := count[s]; c >= 3 && c*60 >= n {
				if _, ok := repeats[s]; !ok && int(symRepeats)+len(repeats) < int(symbols) {
					repeats[s] = symRepeats + symbol(len(repeats))
				}
				if r, ok := repeats[s]; ok {
					a.sym[i] = r
				}
			}
		}
	}
	for i := range n {
		a.broken[i] = a.breaks(i)
	}
}

// countLabel returns the number of a label 1. at the head of a text; -1 for none.
func countLabel(s string) int {
	if l, ok := readLabel(s); ok && l.style == "1." && l.len < len(s) {
		return l.number
	}
	return -1
}

// is returns the kind of atoms [i, i+n), joined; asked often, it remembers.
func (a *atoms) is(i, n int) kind {
	k := &a.joined[i][n-1]
	if *k != kinds {
		return *k
	}
	switch s := a.text(i, n); {
	case len(s) > 1200:
		*k = kindProse
	case n > 1 && strings.HasSuffix(a.text(i, n-1), "。"):
		// A sentence has ended: what follows must be a value of its own.
		*k = kindProse
		if x := a.is(i, n-1); x == a.is(i+n-1, 1) {
			*k = x
		}
	case n > 1 && a.organsAll(i, n):
		*k = kindUnits // an organ a line
	default:
		*k = a.w.kindOf(s)
		if *k == kindTime && n > 1 && a.w.times.Whole(a.text(i, n-1)) && !a.w.times.Whole(s) {
			*k = kindProse // what is done then is a cell of its own
		}
		for j := i; j < i+n && n > 1 && (*k == kindUnits || *k == kindTime); j++ {
			if l, ok := readLabel(a.text(j, 1)); ok && (l.style != "1." || *k == kindUnits && a.is(j, 1) != kindUnits || j > i && a.w.times.Whole(a.text(i, j-i))) || *k == kindUnits && (a.number[j] >= 0 || a.is(j, 1) == kindTime) || *k == kindTime && a.is(j, 1) == kindUnits {
				*k = kindProse // a number, a deadline and a heading are cells of their own
			}
		}
	}
	return *k
}

// organsAll reports whether each of atoms [i, i+n) is an organ, loosely.
func (a *atoms) organsAll(i, n int) bool {
	for j := i; j < i+n; j++ {
		if k := a.is(j, 1); k != kindUnits && k != kindOrgan || a.number[j] >= 0 {
			return false
		}
	}
	return true
}

// symbol reads a folded atom of a kind.
func (w *work) symbol(s string, k kind) symbol {
	switch k {
	case kindEmpty:
		return symEmpty
	case kindNumber:
		return symNumber
	case kindFigure:
		return symFigure
	case kindTime:
		if l, ok := readLabel(s); ok && l.style != "1." {
			return symLabel
		}
		return symTime
	case kindUnits:
		if _, _, labelled := w.words.labelled(s); labelled || strings.HasPrefix(s, "(") {
			return symDuty // in prose, a paragraph that hands out what stands above it
		}
		if l, ok := readLabel(s); ok && l.len < len(s) {
			return symLabel
		}
		return symUnits
	}
	if len(s) <= longestHeader && w.header(s).known >= built {
		return symHeader
	}
	if l, ok := readLabel(s); ok && l.style != "①" && l.style != "（1）" {
		return symLabel
	}
	switch n := utf8.RuneCountInString(s); {
	case k == kindOrgan:
		return symOrgan
	case strings.HasSuffix(s, "。") || strings.HasSuffix(s, ";"):
		return symSentence
	case n <= shortCell:
		return symShort
	case n <= middleCell:
		return symMiddle
	}
	return symLong
}

// titleAtom reports whether line i reads as the title of a table, and not as a header
// word.
func (w *work) titleAtom(i int) bool {
	s, known := w.folded(i), w.header(w.folded(i)).known
	if i > 0 && annexLine.MatchString(w.folded(i-1)) && utf8.RuneCountInString(s) >= 4 && i+1 < len(w.lines) && w.header(w.folded(i+1)).known >= built {
		return known == unknown && w.titlesTable(i) || w.words.genre(s) // right below 附件 stands what it is called
	}
	if i > 0 && w.columnWord(s) && w.header(w.folded(i-1)).known >= built {
		return false // 二级指标, 评价标准
	}
	n := utf8.RuneCountInString(s)
	return (n >= 4 && known != listed || n == 3 && known == unknown) && (w.titlesTable(i) || w.says(s, "hands-out"))
}
