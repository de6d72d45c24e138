package handoff

import (
	"math"
	"slices"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/xuri/excelize/v2"
)

// paperWidth is how many digits wide an A4 sheet is across, at the size of the text: what
// is wider is printed smaller.
const paperWidth = 128

// columns settles how wide the columns are; what a template says prevails. What is out of
// sight is hidden, the last with the keys too.
func (p *page) columns(b *Book) error {
	p.form = b.Columns()
	plain, err := p.f.GetColWidth(p.sheet, "XFD")
	if err != nil {
		return err
	}
	p.widths = make([]float64, len(p.form))
	for i, c := range p.form {
		name, err := excelize.ColumnNumberToName(p.col + i)
		if err != nil {
			return err
		}
		if p.widths[i], err = p.f.GetColWidth(p.sheet, name); err != nil {
			return err
		}
		if p.widths[i] == plain {
			p.widths[i] = c.Width
		}
	}
	if p.own && !b.Full {
		p.balance(b)
	}
	text := p.place(ColText)
	for _, h := range b.Handouts { // no row may be higher than a row can be
		for p.widths[text] < 2*p.form[text].Width && !fits(h.Text, p.widths[text]) {
			p.widths[text] += 4
		}
	}
	for i, c := range p.form {
		name, err := excelize.ColumnNumberToName(p.col + i)
		if err != nil {
			return err
		}
		if err := p.f.SetColWidth(p.sheet, name, name, p.widths[i]); err != nil {
			return err
		}
		if c.Hidden {
			if err := p.f.SetColVisible(p.sheet, name, false); err != nil {
				return err
			}
		}
	}
	key, err := excelize.ColumnNumberToName(p.col + len(p.form))
	if err != nil {
		return err
	}
	return p.f.SetColVisible(p.sheet, key, false)
}

func fits(s string, width float64) bool {
	_, ok := export.Height(export.Lines(s, width))
	return ok
}

// weighed is of how many rows widths are balanced.
const weighed = 300

// steps are by how many digits widths are balanced, from coarse to fine.
var steps = []float64{6, 3, 1.5}

// balance shares out what is left of the paper so that the rows are lowest together: all of
// it to the task's text first, then from column to column as long as that saves height. A
// row is taken for as high as the 4-norm of its cells' lines, which is near the highest of
// them and lets others count.
func (p *page) balance(b *Book) {
	rows, shown := b.Handouts[:min(len(b.Handouts), weighed)], p.shown()
	left, text := float64(paperWidth), p.place(ColText)
	for _, w := range p.widths[:shown] {
		left -= w
	}
	least := slices.Clone(p.widths)
	p.widths[text] += max(0, left)
	known := make([]map[float64][]float64, shown)
	lines := func(i int, width float64) []float64 { // to the fourth power, by row
		if out, ok := known[i][width]; ok {
			return out
		}
		out := make([]float64, len(rows))
		for n := range rows {
			if text := p.text(i, n+1, &rows[n]); text != "" {
				out[n] = math.Pow(float64(export.Lines(text, width)), 4)
			}
		}
		if known[i] == nil {
			known[i] = map[float64][]float64{}
		}
		known[i][width] = out
		return out
	}
	height := func() (sum float64) {
		row := make([]float64, len(rows))
		for i := range shown {
			for n, l := range lines(i, p.widths[i]) {
				row[n] += l
			}
		}
		for _, l := range row {
			sum += math.Sqrt(math.Sqrt(l))
		}
		return sum
	}
	now := height()
	for _, step := range steps {
		for saved := true; saved; {
			saved = false
			for from := range shown {
				for to := range shown {
					if from == to || p.widths[from]-step < least[from] {
						continue
					}
					p.widths[from] -= step
					p.widths[to] += step
					if h := height(); h < now {
						now, saved = h, true
						continue
					}
					p.widths[from] += step
					p.widths[to] -= step
				}
			}
		}
	}
}

// text is what a cell of the table shows.
func (p *page) text(column, n int, h *taizhang.Handout) string {
	c := &p.form[column]
	if c.Field != "" {
		return h.Report[c.Field]
	}
	return c.Given(n, h)
}

// shown is how many columns of the table can be seen; those that are hidden come last.
func (p *page) shown() int {
	n := len(p.form)
	for n > 0 && p.form[n-1].Hidden {
		n--
	}
	return n
}
