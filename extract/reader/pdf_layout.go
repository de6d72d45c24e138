package reader

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// layout makes the document, in this order: ruled tables, columns, lines, running heads, footnotes,
// unruled tables, paragraphs; the last two join what goes on over a page.
func (f *pdfFile) layout() (*taizhang.Document, error) {
	var before []pageSegment
	var last *pdfTable // of the page before
	for _, p := range f.pages {
		p.ruledTables(last)
		if last = nil; len(p.tables) > 0 {
			last = p.tables[len(p.tables)-1]
		}
		up, other := partTurned(p.chars)
		if p.ocr {
			read := slices.DeleteFunc(slices.Clone(up), func(c pdfChar) bool { return !c.read })
			for _, row := range baselines(read) { // what stands in frames that are no tables
				p.lines = append(p.lines, newLine(p.number, row, true))
			}
			up = slices.DeleteFunc(up, func(c pdfChar) bool { return c.read })
			p.askew = append(turnedLines(p.number, other), makeLines(p.number, up)...)
			continue
		}
		p.askew = turnedLines(p.number, other)
		rows := baselines(up)
		p.segments = p.setInColumns(rows, before)
		before = p.segments
		p.lines = p.columned(rows, p.segments)
	}
	running(f.pages)
	footnotes(f.pages)
	var open *pdfTable // without rules, at the end of the page before
	for _, p := range f.pages {
		if len(p.segments) == 0 {
			open = p.unruledTables(open)
		} else {
			open = nil
		}
		for i, t := range p.tables {
			t.at = fmt.Sprintf("page %d/table[%d]", p.number, i+1)
		}
	}
	w := &pdfWriter{b: &builder{}, cells: f.opt.Limits.Cells, ocr: map[int]taizhang.Spans{}}
	var views []*pdfPage
	for _, p := range f.pages {
		views = append(views, p.views()...)
	}
	columns := measure(views)
	for _, p := range views {
		w.page(p, columns[p.size()])
		w.before = columns[p.size()]
	}
	w.close()
	f.findings(w)
	return w.b.document(f.src)
}

// pdfWriter writes what pages show. What runs at their edges waits until the
// paragraph or table that goes on over them is written.
type pdfWriter struct {
	b       *builder
	cells   int
	para    *paragraph
	table   []*pdfTable // its parts, one a page
	before  column      // of the page before
	waiting []func()
	ocr     map[int]taizhang.Spans // what tesseract read, by page
}

// page writes a page's lines and tables from top to bottom.
func (w *pdfWriter) page(p *pdfPage, col column) {
	for _, l := range p.heads {
		w.apart(taizhang.Running, l)
	}
	type item struct {
		y     float64
		line  *pdfLine
		table *pdfTable
	}
	var items []item
	for i := range p.lines {
		items = append(items, item{y: p.lines[i].y - p.lines[i].em/2, line: &p.lines[i]})
	}
	for _, t := range p.tables {
		items = append(items, item{y: t.ys[0], table: t})
	}
	slices.SortStableFunc(items, func(a, b item) int { return cmp.Compare(a.y, b.y) })
	for _, it := range items {
		switch {
		case it.table != nil && len(w.table) > 0 && w.table[len(w.table)-1].goesOn(it.table):
			w.table = append(w.table, it.table)
		case it.table != nil:
			w.close()
			w.table = []*pdfTable{it.table}
		case w.para != nil && w.para.goesOn(*it.line, w.over(it.line, col)):
			w.para.lines = append(w.para.lines, *it.line)
		default:
			w.close()
			w.para = newParagraph(*it.line)
		}
	}
	for _, note := range noteLines(p.notes) {
		w.later(func() { w.paragraph(note) })
	}
	for _, l := range p.askew {
		kind := taizhang.Running
		if l.quarter > 0 {
			kind = taizhang.Paragraph // set sideways, but no watermark
		}
		w.apart(kind, l)
	}
	for _, l := range p.feet {
		w.apart(taizhang.Running, l)
	}
}

// over is the column in which a line follows the one before it: where that stands
// on the page before, its right edge is that page's.
func (w *pdfWriter) over(l *pdfLine, col column) column {
	if last := w.para.lines[len(w.para.lines)-1]; last.page != l.page || last.column != l.column {
		col.right = w.before.right
	}
	return col
}

// apart writes a line that is no part of the text around it.
func (w *pdfWriter) apart(kind taizhang.BlockKind, l pdfLine) {
	w.later(func() {
		span := w.b.line(l.text)
		w.read(l, span)
		w.block(kind, l.page, taizhang.Spans{span})
	})
}

// later writes what is no part of the text around it, once that is written.
func (w *pdfWriter) later(write func()) {
	if w.para == nil && w.table == nil {
		write()
	} else {
		w.waiting = append(w.waiting, write)
	}
}

// close writes the paragraph or the table that is open, and what waits for it.
func (w *pdfWriter) close() {
	if w.para != nil {
		w.paragraph(w.para.lines)
	}
	if w.table != nil {
		w.writeTable(joinTables(w.table))
	}
	w.para, w.table = nil, nil
	for _, write := range w.waiting {
		write()
	}
	w.waiting = nil
}

// paragraph writes lines as one.
func (w *pdfWriter) paragraph(lines []pdfLine) {
	var text strings.Builder
	start := w.b.text.Len()
	for i, l := range lines {
		if i > 0 {
			text.WriteString(joined(lines[i-1].text, l.text))
		}
		from := start + text.Len()
		text.WriteString(l.text)
		w.read(l, taizhang.Span{Start: from, End: start + text.Len()})
	}
	w.block(taizhang.Paragraph, lines[0].page, taizhang.Spans{w.b.line(text.String())})
}

func (w *pdfWriter) block(kind taizhang.BlockKind, page int, spans taizhang.Spans) {
	if spans[0].Len() > 0 {
		w.b.blocks = append(w.b.blocks, taizhang.Block{Kind: kind, Spans: spans, At: "page " + strconv.Itoa(page)})
	}
}

// read notes what was read by tesseract.
func (w *pdfWriter) read(l pdfLine, span taizhang.Span) {
	if l.ocr && span.Len() > 0 {
		w.ocr[l.page] = append(w.ocr[l.page], span)
	}
}

// writeTable writes a table's cells row by row; a cell goes on in the one that
// holds its text.
func (w *pdfWriter) writeTable(t *pdfTable) {
	var rows [][]mergedCell
	for _, row := range t.rows {
		var out []mergedCell
		for _, c := range row {
			for _, text := range t.unwrapped(c) {
				if span := w.b.line(text); span.Len() > 0 {
					c.spans = append(c.spans, span)
					w.read(c.lines[0], span)
				}
			}
			out = append(out, mergedCell{taizhang.GridCell{Spans: c.spans, At: c.at}, c.rows, c.cols})
		}
		rows = append(rows, out)
	}
	body := w.b.titles(rows)
	w.b.table(t.at, body, w.cells)
	grid := w.b.blocks[len(w.b.blocks)-1].Grid.Rows
	for i, row := range t.rows[len(rows)-len(body):] {
		for _, c := range row {
			if c.same == nil {
				continue
			}
			for y := i; y < min(i+c.rows, len(grid)); y++ {
				for x := c.col; x < min(c.col+c.cols, len(grid[y])); x++ {
					grid[y][x] = taizhang.GridCell{Spans: c.same.spans, At: c.same.at, Covered: true}
				}
			}
		}
	}
}

// findings says what of the document is in doubt.
func (f *pdfFile) findings(w *pdfWriter) {
	w.b.findings = f.unseen.finding(w.b.findings)
	var pictures, unmapped, poor, garbled []string
	for _, p := range f.pages {
		n := strconv.Itoa(p.number)
		if p.picture && !p.ocr {
			pictures = append(pictures, n)
		}
		if p.garbled && !p.ocr {
			garbled = append(garbled, n)
		}
		if p.unmapped {
			unmapped = append(unmapped, n)
		}
		if p.ocr && p.sure < ocrPoor {
			poor = append(poor, n)
		}
		if p.ocr && (len(w.ocr[p.number]) > 0 || p.garbled) {
			w.find("ocr", "第"+n+"页文字由 OCR 识别，请与原件核对", w.ocr[p.number])
		}
	}
	if len(garbled) > 0 {
		w.find("page-garbled", "第"+strings.Join(garbled, "、")+"页的字体没有说明字符，读出的不是页面上的文字；请加 --ocr 重新读取", nil)
	}
	if len(poor) > 0 {
		w.find("ocr-poor", "第"+strings.Join(poor, "、")+"页 OCR 识别的把握很小，可能有误或缺漏；请换更清晰的扫描件，或用 --ocr-dpi 400 重新读取，并逐字核对", nil)
	}
	if len(pictures) > 0 {
		w.find("page-picture", "第"+strings.Join(pictures, "、")+"页是图片，没有文字，未读入；请加 --ocr 重新读取", nil)
	}
	if len(unmapped) > 0 {
		w.find("bad-bytes", "第"+strings.Join(unmapped, "、")+"页有字符在 PDF 中没有对应文字，以 � 代替", nil)
	}
}

func (w *pdfWriter) find(code, message string, spans taizhang.Spans) {
	w.b.findings = append(w.b.findings, taizhang.Finding{Code: code, Severity: taizhang.Warning, Message: message, Spans: spans})
}
