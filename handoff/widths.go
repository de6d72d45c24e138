package handoff

import (
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

// balance shares out what is left of the paper: all of it to the task's text first, then as
// [export.Balance] does.
func (p *page) balance(b *Book) {
	rows, shown := b.Handouts[:min(len(b.Handouts), export.Balanced)], p.shown()
	left, text := float64(paperWidth), p.place(ColText)
	for _, w := range p.widths[:shown] {
		left -= w
	}
	least := slices.Clone(p.widths)
	p.widths[text] += max(0, left)
	export.Balance(p.widths[:shown], least, len(rows), func(column, row int, width float64) int {
		text := p.text(column, row+1, &rows[row])
		if text == "" {
			return 0
		}
		return export.Lines(text, width)
	})
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
