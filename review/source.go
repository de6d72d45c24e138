package review

import (
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/decide"
)

// The source, painted: its blocks in reading order, cut into pieces where what it
// became changes.
type (
	// chunk is some blocks that the browser lays out together, when they come into view.
	chunk struct{ Blocks []block }
	block struct {
		Kind string // the block's, as a class
		Runs []run
		Cols []int // of a table: how much of its width each column takes, in percent
		Rows [][]gridCell
	}
	gridCell struct {
		Runs         []run
		Across, Down int
	}
	// run is a stretch that belongs to one entry, or to none.
	run struct {
		Entry  int    // its number on the page, 0 for none
		First  bool   // of its entry
		Kind   string // section, item or row
		Pieces []piece
	}
	// piece is a stretch of a run that became one thing.
	piece struct {
		Text  string
		Class string // what it became: unit lead, deadline, unclaimed…
		Title string // the same in words
		Start int    // of text that can be claimed: the byte at which its stretch begins, plus 1
	}
)

// chunkBlocks is how many blocks, or rows of a table, are laid out together.
const chunkBlocks = 40

// paint is what each byte of a text became: an entry, and within it something more.
type paint struct {
	text  string
	entry []int32 // the number of the entry, 0 for none
	mark  []int32 // an index into marks, plus 1
	marks []piece // class, title and part
	seen  map[int32]bool
	kinds map[int32]string // of entries, by number
}

// newPaint paints the text of a notice.
func newPaint(l *taizhang.Ledger, known map[string]known) *paint {
	text := l.Text()
	p := &paint{text: text, entry: make([]int32, len(text)), mark: make([]int32, len(text)), seen: make(map[int32]bool), kinds: make(map[int32]string)}
	for i := range l.Notice.Fields {
		f := &l.Notice.Fields[i]
		p.add(f.Spans, piece{Class: "field", Title: f.Name})
	}
	for i := range l.Nodes {
		n := &l.Nodes[i]
		number := known[n.ID].N
		p.kinds[int32(number)] = "item"
		if n.Section {
			p.kinds[int32(number)] = "section"
		}
		for _, ss := range []taizhang.Spans{n.LabelSpans, n.TitleSpans, n.Spans} {
			p.own(ss, number)
		}
		p.marksOf(&n.Marks)
	}
	for i := range l.Tables {
		for j := range l.Tables[i].Rows {
			r := &l.Tables[i].Rows[j]
			for _, c := range r.Cells {
				if r.Kind == taizhang.TaskRow {
					p.own(c.Spans, known[r.ID].N)
				} else {
					p.add(c.Spans, piece{Class: "data", Title: "表中不是任务的行"})
				}
			}
			if r.Kind == taizhang.TaskRow {
				p.kinds[int32(known[r.ID].N)] = "row"
				p.marksOf(&r.Marks)
			}
		}
	}
	for _, u := range l.Coverage.Unclaimed {
		p.add(u.Spans, piece{Class: "unclaimed", Title: "尚未归类的文字", Start: u.Spans.Start() + 1})
	}
	for _, u := range decide.Loose(l) {
		m := piece{Class: "loose", Start: u.Spans.Start() + 1}
		if i := decide.FieldAt(l, u.Spans.Start()); i >= 0 {
			m.Class, m.Title = "field loose", l.Notice.Fields[i].Name
		}
		p.add(u.Spans, m)
	}
	return p
}

func (p *paint) own(ss taizhang.Spans, entry int) {
	for _, s := range ss {
		for i := max(s.Start, 0); i < min(s.End, len(p.entry)); i++ {
			p.entry[i] = int32(entry)
		}
	}
}

func (p *paint) add(ss taizhang.Spans, m piece) {
	p.marks = append(p.marks, m)
	for _, s := range ss {
		for i := max(s.Start, 0); i < min(s.End, len(p.mark)); i++ {
			p.mark[i] = int32(len(p.marks))
		}
	}
}

// marksOf paints what an entry says itself; what it has from above is painted there.
func (p *paint) marksOf(m *taizhang.Marks) {
	for _, t := range m.Targets {
		p.add(t.Spans, piece{Class: "target", Title: "量化目标：" + t.Raw})
	}
	for _, d := range m.Deadlines {
		title := catalog.Word(d.Kind)
		if d.Due != "" {
			title += "，" + string(d.Due)
		}
		p.add(d.Spans, piece{Class: "deadline", Title: title})
	}
	for _, a := range m.Assignments {
		if a.From == "" {
			p.add(a.Spans, piece{Class: "unit " + string(a.Role), Title: catalog.Word(a.Role) + "：" + a.Unit})
		}
	}
}

// runs cuts spans of the text where the paint changes. Line ends between spans stay.
func (p *paint) runs(ss taizhang.Spans) (out []run) {
	for k, s := range ss {
		for at := s.Start; at < s.End; {
			end, e := at+1, p.entry[at]
			for end < s.End && p.entry[end] == e && p.mark[end] == p.mark[at] {
				end++
			}
			var x piece
			if m := p.mark[at]; m > 0 {
				x = p.marks[m-1]
			}
			if x.Text = p.text[at:end]; k > 0 && at == s.Start {
				x.Text = "\n" + x.Text
			}
			if n := len(out); n == 0 || out[n-1].Entry != int(e) {
				out = append(out, run{Entry: int(e), Kind: p.kinds[e], First: e > 0 && !p.seen[e]})
				p.seen[e] = true
			}
			r := &out[len(out)-1]
			r.Pieces = append(r.Pieces, x)
			at = end
		}
	}
	return out
}

// chunks paints the blocks of a document. A long table is cut into several of the same
// columns, so that no chunk is long.
func (p *paint) chunks(d *taizhang.Document) (out []chunk) {
	size := 0
	add := func(b block, weight int) {
		if size += weight; len(out) == 0 || size > chunkBlocks {
			out, size = append(out, chunk{}), weight
		}
		last := &out[len(out)-1]
		last.Blocks = append(last.Blocks, b)
	}
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Grid == nil {
			add(block{Kind: string(b.Kind), Runs: p.runs(b.Spans)}, 1)
			continue
		}
		rows, cols := p.rows(b.Grid), columnWidths(b.Grid)
		for from, until := 0, 0; from < len(rows); from = until {
			for until = min(from+chunkBlocks, len(rows)); until < len(rows) && reachesDown(b.Grid, until); {
				until++
			}
			add(block{Kind: string(b.Kind), Cols: cols, Rows: rows[from:until]}, until-from)
		}
	}
	return out
}

// reachesDown reports whether a cell reaches from the row above into row i.
func reachesDown(g *taizhang.Grid, i int) bool {
	for j, c := range g.Rows[i-1] {
		if covers(c, g.Rows[i][j]) {
			return true
		}
	}
	return false
}

// columnWidths shares the width of a table out by how much its columns hold.
func columnWidths(g *taizhang.Grid) []int {
	if len(g.Rows) == 0 {
		return nil
	}
	weight, sum := make([]int, len(g.Rows[0])), 0
	for j := range weight {
		for _, row := range g.Rows {
			n := 0
			for _, s := range row[j].Spans {
				n += s.Len()
			}
			weight[j] += min(n, 200)
		}
		weight[j] = weight[j]/len(g.Rows) + 12 // bytes: four characters, so that a number fits
		sum += weight[j]
	}
	for j := range weight {
		weight[j] = max(1, weight[j]*100/sum)
	}
	return weight
}

// rows are the cells of a grid that are not covered by another.
func (p *paint) rows(g *taizhang.Grid) [][]gridCell {
	out := make([][]gridCell, len(g.Rows))
	for i, row := range g.Rows {
		for j, c := range row {
			if c.Covered {
				continue
			}
			x := gridCell{Runs: p.runs(c.Spans), Across: 1, Down: 1}
			for j+x.Across < len(row) && covers(c, row[j+x.Across]) {
				x.Across++
			}
			for i+x.Down < len(g.Rows) && covers(c, g.Rows[i+x.Down][j]) {
				x.Down++
			}
			out[i] = append(out[i], x)
		}
	}
	return out
}

// covers reports whether a cell is covered by c, which is to the left or above.
func covers(c, other taizhang.GridCell) bool {
	return other.Covered && other.At == c.At && slices.Equal(other.Spans, c.Spans)
}

// utf16Range is the byte range of s that a browser counts as [from, to).
func utf16Range(s string, from, to int) (start, end int, ok bool) {
	start, end = -1, -1
	units := 0
	for i, r := range s + "\x00" {
		if units == from {
			start = i
		}
		if units == to {
			end = i
		}
		if r > 0xFFFF {
			units++
		}
		units++
	}
	return start, end, start >= 0 && end > start && end <= len(s)
}

func number(s string) int { n, _ := strconv.Atoi(strings.TrimSpace(s)); return n }
