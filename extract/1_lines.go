package extract

import (
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// use says what took a line.
type use uint8

const (
	free     use = iota // not taken yet
	asField             // a printed field
	asTitle             // the title of a part
	asRecord            // in a node or a row
	asOther             // preamble, closing formula
	asChrome            // the page's own
	asRun               // running heads and page numbers
)

// pageNumber is a line between two pages: - 3 -, ·3·, 第3页.
var pageNumber = lazy.NewPattern(`^(?:-\d{1,4}-|·\d{1,4}·|第\d{1,4}页(?:[,，]?共\d{1,4}页)?)$`)

// line is a paragraph of the document, or a whole table grid.
type line struct {
	span taizhang.Span
	at   string
	kind taizhang.BlockKind
	grid *taizhang.Grid
	use  use

	ruled  bool   // a grid of lines of text with marks between the cells
	folded string // what a paragraph shows, folded
	label  label  // the number it begins with, if it has a style
	zone   bool   // something else begins here: a title, an annex
	piece  bool   // of a line that was cut
	level  int    // how many lists around that of its label print theirs alike
	cont   bool   // goes on with the paragraph of the line before, over a page number
}

// split makes lines of the document's blocks; a block of several spans is one
// line a span.
func split(doc *taizhang.Document) []line {
	lines := make([]line, 0, len(doc.Blocks))
	for _, b := range doc.Blocks {
		if b.Grid != nil {
			if b.Spans.Start() < 0 {
				continue // an empty table
			}
			lines = append(lines, line{span: taizhang.Span{Start: b.Spans.Start(), End: b.Spans.End()}, at: b.At, kind: b.Kind, grid: b.Grid})
			continue
		}
		for _, s := range b.Spans {
			l := line{span: s, at: b.At, kind: b.Kind, level: b.Level}
			switch {
			case b.Kind == taizhang.Chrome:
				l.use = asChrome
			case b.Kind == taizhang.Running, pageSpan(doc.Text, s), strings.TrimFunc(doc.Text[s.Start:s.End], isRule) == "":
				l.use = asRun // bars alone stand between cells that are a line each, rules between rows
			}
			lines = append(lines, l)
		}
	}
	return lines
}

// fold gives the paragraphs among lines their folded text and their label, which
// nearly every stage asks for; bars at their ends, of cells that made no table, are none of it.
func fold(text string, lines []line) []line {
	for i := range lines {
		if l := &lines[i]; l.grid == nil {
			if s := text[l.span.Start:l.span.End]; l.use == free && (isBar(firstRune(s)) || isBar(lastRune(strings.TrimRightFunc(s, taizhang.Blank)))) {
				if inner := unbarred(text, l.span.Start, l.span.End); inner.Len() > 0 {
					l.span = inner
				} else {
					l.use = asRun // what a table left of its line
				}
			}
			s := text[l.span.Start:l.span.End]
			l.folded = taizhang.FoldString(s)
			l.label, _ = readLabel(s)
		}
	}
	return lines
}

// folded returns what paragraph i shows, folded.
func (w *work) folded(i int) string { return w.lines[i].folded }

// label returns the label that paragraph i begins with.
func (w *work) label(i int) (label, bool) { return w.lines[i].label, w.lines[i].label.style != "" }

// str returns what line i shows.
func (w *work) str(i int) string { return w.text[w.lines[i].span.Start:w.lines[i].span.End] }

// open reports whether line i is a paragraph that nothing took yet.
func (w *work) open(i int) bool { return w.lines[i].use == free && w.lines[i].grid == nil }

// title joins lines that are one title printed on several, without a break.
func (w *work) title(from, to int) (string, taizhang.Spans) {
	var ss taizhang.Spans
	for i := from; i < to; i++ {
		ss = append(ss, w.lines[i].span)
	}
	return ss.Cut(w.text), ss
}

// unbarred is a stretch of text without the blanks and the bars of a copied table at its ends.
func unbarred(text string, from, to int) taizhang.Span {
	edge := func(r rune) bool { return taizhang.Blank(r) || isBar(r) }
	s := strings.TrimRightFunc(text[from:to], edge)
	return taizhang.Span{Start: from + len(s) - len(strings.TrimLeftFunc(s, edge)), End: from + len(s)}
}

// isBar reports whether r is a bar, as between the cells of a table that is typed and not drawn.
func isBar(r rune) bool { return r == '|' || r == '｜' }

// isRule reports whether a character is of the rules of a table that is drawn: a bar, or one that box drawing has.
func isRule(r rune) bool { return isBar(r) || r >= '─' && r <= '╿' || taizhang.Blank(r) }
