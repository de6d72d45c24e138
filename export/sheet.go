package export

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// Every sheet has a title, a line on what it holds, and a header on these rows.
const (
	headerRow = 3
	firstRow  = headerRow + 1
	lastSheet = 1048576 // the most rows a sheet can have
)

// sheet is a sheet in the making: one record a T, each on one row, or on several
// where a text is too long for one. Every record is looked at twice: by survey,
// after which columns and rows are settled, and by add, which writes it.
type sheet[T any] struct {
	name, title, meaning string
	columns              []column[T]
	records              iter.Seq[T] // of a sheet that is not filled from outside, notice by notice
	look                 func(T) look
	before               func(b *book, sheet string) error // e.g. a chart, which must come before the rows

	used     []bool     // whether a record fills the column
	sample   [][]string // the texts of the first records, by column
	deepest  []int      // the most lines of a cell in the column, at its own width
	widths   []float64  // of the columns, once they are settled
	last     int        // the row of the last record surveyed
	filtered int        // the last row that the filter is over
	w        *rowWriter
	lines    []line // scratch
}

// line is a row of the sheet: its cells and its height.
type line struct {
	cells  []value
	height float64
}

// survey counts the rows of a record, and notes which columns it fills. It
// returns the first row.
func (s *sheet[T]) survey(b *book, r T) int {
	if s.used == nil {
		s.used, s.deepest = make([]bool, len(s.columns)), make([]int, len(s.columns))
		s.last, s.filtered = headerRow, headerRow
	}
	at, rows := s.last+1, 1
	var texts []string
	if len(s.sample) < Balanced {
		texts = make([]string, len(s.columns))
		s.sample = append(s.sample, texts)
	}
	for i, c := range s.columns {
		v := c.fill(b, r)
		if v.kind == none {
			continue
		}
		s.used[i] = true
		if texts != nil && (v.kind == text || v.kind == rich) {
			texts[i] = v.text
		}
		if v.wraps(c.Width) {
			ends, counts := split(v.text, capacity(c.Width))
			rows = max(rows, len(ends))
			s.deepest[i] = max(s.deepest[i], slices.Max(counts))
		}
	}
	s.last += rows
	if s.looks(r) != total {
		s.filtered = s.last
	}
	return at
}

func (s *sheet[T]) looks(r T) look {
	if s.look == nil {
		return plain
	}
	return s.look(r)
}

// settle leaves out the optional columns that no record fills, and makes the
// sheet in all but its rows.
func (s *sheet[T]) settle(b *book) error {
	if s.records != nil {
		for r := range s.records {
			s.survey(b, r)
		}
	}
	if s.last > lastSheet {
		return &taizhang.Error{Kind: taizhang.TooLarge, Path: s.name, What: "a sheet holds no more than 1,048,576 rows",
			Remedy: "export fewer notices at once, or use csv or jsonl"}
	}
	var kept []column[T]
	var places []int
	for i, c := range s.columns {
		if !c.Optional || s.used != nil && s.used[i] {
			kept, places = append(kept, c), append(places, i)
			s.widths = append(s.widths, c.Width)
		}
	}
	s.columns = kept
	s.balance(places)
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
	for i, c := range slices.Backward(s.columns) { // excelize puts each before the others, and Excel wants them in order
		if err := sw.SetColWidth(i+1, i+1, s.widths[i]); err != nil {
			return err
		}
		if c.hidden {
			if err := sw.SetColVisible(i+1, i+1, false); err != nil {
				return err
			}
		}
	}
	for r := 1; r < headerRow && s.printed() > 1; r++ {
		if err := sw.MergeCell(cell(1, r), cell(s.printed(), r)); err != nil {
			return err
		}
	}
	if err := b.f.AutoFilter(s.name, "A"+strconv.Itoa(headerRow)+":"+cell(len(s.columns), max(headerRow, s.filtered)), nil); err != nil {
		return err
	}
	return sw.Flush()
}

// open writes the rows above the records, and the records of a sheet that has its own.
func (s *sheet[T]) open(b *book, part *zipPart) error {
	s.w = newRowWriter(part, &b.styles, len(s.columns))
	meaning, width := s.meaning, 0.0
	if b.from != "" { // so that a printed page says where it is from
		meaning += "　文件：" + clip(visible(b.from), 120)
	}
	var names []string
	lines := 1
	for i, c := range s.columns {
		names = append(names, c.Name)
		lines = max(lines, Lines(c.Name, s.widths[i]-headerButton))
		if i < s.printed() {
			width += s.widths[i]
		}
	}
	_, under := split(meaning, capacity(width))
	for _, top := range []struct {
		style  int
		height float64
		values []string
	}{
		{b.styles.title, 30, []string{s.title}},
		{b.styles.subtitle, heightOf(under[0]), []string{meaning}},
		{b.styles.header, heightOf(lines) + 4, names},
	} {
		if err := s.w.head(top.values, top.style, top.height); err != nil {
			return err
		}
	}
	if s.records == nil {
		return nil
	}
	return s.add(b, s.records)
}

// add writes records.
func (s *sheet[T]) add(b *book, records iter.Seq[T]) error {
	for r := range records {
		lk := s.looks(r)
		s.lines = s.layOut(b, r, s.lines[:0])
		for i, l := range s.lines {
			if i > 0 {
				lk = more
			}
			if err := s.w.row(l, lk); err != nil {
				return err
			}
		}
	}
	return nil
}

// balance shares out the printed width among the columns of text, whose places among all
// there are are given. A column keeps so much that no cell gets higher than a row can be.
func (s *sheet[T]) balance(places []int) {
	printed := s.printed()
	least := make([]float64, printed)
	for i, c := range s.columns[:printed] {
		if least[i] = c.Width; c.Type == typeText {
			least[i] = min(c.Width, max(narrowest, c.Width*narrowed, c.Width*float64(s.depth(places[i])+1)/maxLines))
		}
	}
	balanceTexts(s.widths[:printed], least, len(s.sample), func(column, row int) string { return s.sample[row][places[column]] })
}

// depth is the most lines of a cell in a column, at its own width.
func (s *sheet[T]) depth(place int) int {
	if s.deepest == nil {
		return 0
	}
	return s.deepest[place]
}

// headerButton is how many digits the button of a filter takes from a header.
const headerButton = 2

// A column of text is at least so many digits wide, and at least that part of its own width.
const (
	narrowest = 9.5
	narrowed  = 0.7
)

// printed is how many columns go on paper.
func (s *sheet[T]) printed() int {
	n := len(s.columns)
	for n > 0 && s.columns[n-1].screen {
		n--
	}
	return n
}

// layOut makes the rows of a record. The first holds everything that fits; a text that
// does not goes on below, beside the values by which a person finds or filters it.
func (s *sheet[T]) layOut(b *book, r T, out []line) []line {
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
		if !v.wraps(col.Width) {
			continue
		}
		from := 0
		ends, _ := split(v.text, capacity(col.Width))
		for i, end := range ends {
			grow(i)
			out[i].cells[c] = v.cut(from, end)
			out[i].height = max(out[i].height, heightOf(Lines(v.text[from:end], s.widths[c])))
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

// wraps reports whether a value may take several lines in a column of that width.
func (v value) wraps(width float64) bool {
	if v.kind != text && v.kind != code && v.kind != rich {
		return false
	}
	return len(v.text) >= int(width) || strings.IndexByte(v.text, '\n') >= 0
}
