package review

import (
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// The source, painted: its blocks in reading order, cut into pieces where what it
// became changes.
type (
	// chunk is some blocks that the browser lays out together, when they come into view.
	chunk struct{ Blocks []block }
	block struct {
		Kind   string // the block's, as a class
		At     string
		Pieces []piece
		Rows   [][]gridCell
	}
	gridCell struct {
		Pieces       []piece
		Across, Down int
	}
	// piece is a stretch that became one thing.
	piece struct {
		Text  string
		Entry int    // its number on the page, 0 for none
		First bool   // of its entry
		Class string // what it became: unit lead, deadline, unclaimed…
		Title string // the same in words
		Part  int    // of an unclaimed stretch: its number, from 1
	}
)

// chunkBlocks is how many blocks are laid out together.
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
func newPaint(l *taizhang.Ledger, numbers map[string]int) *paint {
	text := l.Docs[0].Text
	p := &paint{text: text, entry: make([]int32, len(text)), mark: make([]int32, len(text)), seen: make(map[int32]bool), kinds: make(map[int32]string)}
	for i := range l.Notice.Fields {
		f := &l.Notice.Fields[i]
		p.add(f.Spans, piece{Class: "field", Title: f.Name})
	}
	for i := range l.Nodes {
		n := &l.Nodes[i]
		p.kinds[int32(numbers[n.ID])] = "item"
		if n.Section {
			p.kinds[int32(numbers[n.ID])] = "section"
		}
		for _, ss := range []taizhang.Spans{n.LabelSpans, n.TitleSpans, n.Spans} {
			p.own(ss, numbers[n.ID])
		}
		p.marksOf(&n.Marks)
	}
	for i := range l.Tables {
		for j := range l.Tables[i].Rows {
			r := &l.Tables[i].Rows[j]
			p.kinds[int32(numbers[r.ID])] = "row"
			for _, c := range r.Cells {
				p.own(c.Spans, numbers[r.ID])
			}
			p.marksOf(&r.Marks)
		}
	}
	for i, u := range l.Coverage.Unclaimed {
		p.add(u.Spans, piece{Class: "unclaimed", Title: "尚未归类的文字", Part: i + 1})
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
		title := d.Kind.Word()
		if d.Due != "" {
			title += "，" + string(d.Due)
		}
		p.add(d.Spans, piece{Class: "deadline", Title: title})
	}
	for _, a := range m.Assignments {
		if a.From == "" {
			p.add(a.Spans, piece{Class: "unit " + string(a.Role), Title: a.Role.Word() + "：" + a.Unit})
		}
	}
}

// pieces cuts spans of the text where the paint changes. Line ends between spans stay.
func (p *paint) pieces(ss taizhang.Spans) (out []piece) {
	for k, s := range ss {
		if k > 0 && len(out) > 0 {
			out[len(out)-1].Text += "\n"
		}
		for at := s.Start; at < s.End; {
			end := at + 1
			for end < s.End && p.entry[end] == p.entry[at] && p.mark[end] == p.mark[at] {
				end++
			}
			var x piece
			if m := p.mark[at]; m > 0 {
				x = p.marks[m-1]
			}
			x.Text, x.Entry = p.text[at:end], int(p.entry[at])
			if e := p.entry[at]; e > 0 {
				x.Class = strings.TrimSpace(p.kinds[e] + " " + x.Class)
				x.First, p.seen[e] = !p.seen[e], true
			}
			out = append(out, x)
			at = end
		}
	}
	return out
}

// chunks paints the blocks of a document.
func (p *paint) chunks(d *taizhang.Document) (out []chunk) {
	for i := range d.Blocks {
		b := &d.Blocks[i]
		x := block{Kind: string(b.Kind), At: taizhang.Place(b.At)}
		if b.Grid == nil {
			x.Pieces = p.pieces(b.Spans)
		} else {
			x.Rows = p.rows(b.Grid)
		}
		if len(out) == 0 || len(out[len(out)-1].Blocks) == chunkBlocks {
			out = append(out, chunk{})
		}
		last := &out[len(out)-1]
		last.Blocks = append(last.Blocks, x)
	}
	return out
}

// rows are the cells of a grid that are not covered by another.
func (p *paint) rows(g *taizhang.Grid) [][]gridCell {
	out := make([][]gridCell, len(g.Rows))
	for i, row := range g.Rows {
		for j, c := range row {
			if c.Covered {
				continue
			}
			x := gridCell{Pieces: p.pieces(c.Spans), Across: 1, Down: 1}
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
