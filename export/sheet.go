package export

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
)

// Every sheet has a title, a line on what it holds, and a header on these rows.
const (
	headerRow = 3
	firstRow  = headerRow + 1
	lastSheet = 1048576 // the most rows a sheet can have
)

// sheet is a sheet in the making: one record a T, each on one row, or on several
// where a text is too long for one.
type sheet[T any] struct {
	name, title, meaning string
	columns              []column[T]
	records              iter.Seq[T]
	look                 func(T) look
	placed               func(T, int)                      // told the first row of a record
	before               func(b *book, sheet string) error // e.g. a chart, which must come before the rows
}

// drop leaves out the optional columns that no record fills.
func (s *sheet[T]) drop(b *book) {
	open := 0
	used := make([]bool, len(s.columns))
	for i, c := range s.columns {
		if used[i] = !c.Optional; c.Optional {
			open++
		}
	}
	for r := range s.records {
		if open == 0 {
			break
		}
		for i, c := range s.columns {
			if !used[i] && c.fill(b, r).kind != none {
				used[i] = true
				open--
			}
		}
	}
	var kept []column[T]
	for i, c := range s.columns {
		if used[i] {
			kept = append(kept, c)
		}
	}
	s.columns = kept
}

// layout tells each record the row on which it will stand.
func layout[T any](b *book, s *sheet[T]) {
	s.drop(b)
	at := firstRow
	var lines []line
	for r := range s.records {
		s.placed(r, at)
		lines = s.lines(b, r, lines[:0])
		at += len(lines)
	}
}

// line is a row of the sheet: its cells and its height.
type line struct {
	cells  []value
	height float64
}

// lines lays a record out. The first row holds everything that fits; a text that
// does not goes on below, beside the values by which a person finds or filters it.
func (s *sheet[T]) lines(b *book, r T, out []line) []line {
	grow := func(i int) {
		for len(out) <= i {
			if len(out) < cap(out) && out[:len(out)+1][len(out)].cells != nil {
				out = out[:len(out)+1] // reuse its cells
				clear(out[len(out)-1].cells)
				out[len(out)-1].height = minHeight
			} else {
				out = append(out, line{make([]value, len(s.columns)), minHeight})
			}
		}
	}
	grow(0)
	for c, col := range s.columns {
		v := col.fill(b, r)
		out[0].cells[c] = v
		if v.kind != text && v.kind != code && v.kind != rich {
			continue
		}
		if len(v.text) < int(col.Width) && strings.IndexByte(v.text, '\n') < 0 { // one line, whatever it holds
			continue
		}
		from := 0
		ends, counts := split(v.text, capacity(col.Width))
		for i, end := range ends {
			grow(i)
			out[i].cells[c] = v.cut(from, end)
			out[i].height = max(out[i].height, heightOf(counts[i]))
			from = end
		}
	}
	for i := 1; i < len(out); i++ {
		for c, col := range s.columns {
			v := &out[i].cells[c]
			if v.kind == none && (col.key || col.keep) {
				if *v = out[0].cells[c]; v.kind == number {
					*v = value{kind: code, text: itoa(v.n)}
				}
				if col.key {
					*v = value{kind: code, text: v.text + "续" + itoa(i)}
					out[i].height = max(out[i].height, heightOf(3))
				}
			}
		}
	}
	return out
}

// write writes a sheet whose columns are settled or whose optional ones are still
// to be dropped.
func write[T any](b *book, s *sheet[T]) error {
	if s.placed == nil {
		s.drop(b)
	}
	if err := s.setUp(b); err != nil {
		return err
	}
	if s.before != nil {
		if err := s.before(b, s.name); err != nil {
			return err
		}
	}
	sw, err := b.f.NewStreamWriter(s.name)
	if err != nil {
		return err
	}
	width := 0.0
	for i, c := range slices.Backward(s.columns) { // excelize puts each before the others, and Excel wants them in order
		width += c.Width
		if err := sw.SetColWidth(i+1, i+1, c.Width); err != nil {
			return err
		}
	}
	w := rowWriter{b: b, sw: sw}
	meaning := s.meaning
	if len(b.notices) == 1 { // so that a printed page says where it is from
		meaning += "　文件：" + clip(visible(b.notices[0].name), 120)
	}
	_, under := split(meaning, capacity(width))
	for _, top := range []struct {
		style  int
		height float64
		values []string
	}{
		{b.styles.title, 30, []string{s.title}},
		{b.styles.subtitle, heightOf(under[0]), []string{meaning}},
		{b.styles.header, 34, s.header()},
	} {
		if err := w.head(top.values, len(s.columns), top.style, top.height); err != nil {
			return err
		}
	}
	for r := 1; r < headerRow && len(s.columns) > 1; r++ {
		if err := sw.MergeCell(cell(1, r), cell(len(s.columns), r)); err != nil {
			return err
		}
	}
	filtered := headerRow
	var lines []line
	for r := range s.records {
		lk := plain
		if s.look != nil {
			lk = s.look(r)
		}
		lines = s.lines(b, r, lines[:0])
		for i, l := range lines {
			if i > 0 {
				lk = more
			}
			if err := w.row(l, lk); err != nil {
				return err
			}
		}
		if lk != total {
			filtered = w.at
		}
	}
	if err := b.f.AutoFilter(s.name, "A"+strconv.Itoa(headerRow)+":"+cell(len(s.columns), filtered), nil); err != nil {
		return err
	}
	return sw.Flush()
}

func (s *sheet[T]) header() (names []string) {
	for _, c := range s.columns {
		names = append(names, c.Name)
	}
	return names
}

// rowWriter writes row after row, reusing one row of cells.
type rowWriter struct {
	b     *book
	sw    *excelize.StreamWriter
	at    int
	cells []excelize.Cell
	refs  []any
}

func (w *rowWriter) begin(n int) error {
	if w.at++; w.at > lastSheet {
		return &taizhang.Error{Kind: taizhang.TooLarge, Path: w.sw.Sheet, What: "a sheet holds no more than 1,048,576 rows",
			Remedy: "export fewer notices at once, or use csv or jsonl"}
	}
	for len(w.cells) < n {
		w.cells = append(w.cells, excelize.Cell{})
	}
	if len(w.refs) != n {
		w.refs = make([]any, n)
		for i := range w.refs {
			w.refs[i] = &w.cells[i]
		}
	}
	return nil
}

// head writes one of the rows above the records, over n columns.
func (w *rowWriter) head(values []string, n, style int, height float64) error {
	if err := w.begin(n); err != nil {
		return err
	}
	for i := range n {
		w.cells[i] = excelize.Cell{StyleID: style}
		if i < len(values) {
			w.cells[i].Value = values[i]
		}
	}
	return w.sw.SetRow(cell(1, w.at), w.refs, excelize.RowOpts{Height: height})
}

func (w *rowWriter) row(l line, lk look) error {
	if err := w.begin(len(l.cells)); err != nil {
		return err
	}
	for i, v := range l.cells {
		c := excelize.Cell{StyleID: w.b.styles.cell[cmp.Or(v.look, lk)][v.styled()]}
		switch v.kind {
		case text, code:
			c.Value = v.text
		case rich:
			c.Value = w.b.styles.runs(v.runs)
		case number, leftNumber:
			c.Value = v.n
		case date, leftDate:
			c.Value, _ = ParseDay(taizhang.Date(v.text))
		case link:
			if c.Value = v.text; v.to.row > 0 {
				c.Formula = `HYPERLINK("#'` + v.to.sheet + `'!A` + itoa(v.to.row) + `","` + v.text + `")`
			}
		}
		w.cells[i] = c
	}
	return w.sw.SetRow(cell(1, w.at), w.refs, excelize.RowOpts{Height: l.height})
}

// cell names a cell by column and row, from 1.
func cell(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		panic(err) // our own column numbers
	}
	return name
}

func itoa(n int) string { return strconv.Itoa(n) }
