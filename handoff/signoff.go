package handoff

import (
	"github.com/taizhang/taizhang/export"
	"github.com/xuri/excelize/v2"
)

// signCell is a cell of the block that a department signs, by places in the table.
type signCell struct {
	name, label string
	row         int // of the block
	at, to      int // the label
	value, end  int
}

// signOffCells are the block. It stands above the header, where no sorting reaches it.
func signOffCells(b *Book) []signCell {
	if b.Full {
		return []signCell{
			{NameSigned, "填报单位（盖章）：", 0, 0, 3, 4, 4},
			{NameWriter, "填报人：", 0, 5, 5, 6, 6},
			{NamePhone, "联系电话：", 0, 7, 7, 8, 9},
			{NameChecker, "审核人：", 0, 10, 10, 11, 12},
			{NameDate, "填报日期：", 0, 13, 13, 14, 14},
		}
	}
	return []signCell{
		{NameSigned, "填报单位（盖章）：", 0, 0, 1, 2, 4},
		{NameWriter, "填报人：", 0, 5, 5, 6, 6},
		{NamePhone, "联系电话：", 0, 7, 7, 8, 9},
		{NameChecker, "审核人：", 1, 0, 1, 2, 4},
		{NameDate, "填报日期：", 1, 5, 5, 6, 6},
	}
}

// signRows is how many rows the block has.
func signRows(b *Book) int {
	cells := signOffCells(b)
	return cells[len(cells)-1].row + 1
}

// signed reports whether a template has a sign-off block of its own.
func (p *page) signed() bool {
	_, ok := p.names[NameWriter]
	return ok
}

const signHeight = 24 // points

// signOff writes the block, or opens the cells of a template's own.
func (p *page) signOff(b *Book) error {
	if p.signed() {
		for _, c := range signOffCells(b) {
			if at, ok := p.names[c.name]; ok {
				if err := p.unlock(at); err != nil {
					return err
				}
				if c.name == NameDate {
					if err := p.date(at.sheet, at.from); err != nil {
						return err
					}
				}
			}
		}
		return nil
	}
	for i, c := range signOffCells(b) {
		if i > 0 && c.row != signOffCells(b)[i-1].row {
			if err := p.flush(signHeight); err != nil {
				return err
			}
		}
		l, text := look{kind: kindSigned, color: colorFill, open: true}, ""
		switch c.name {
		case NameDate:
			l.kind = kindSignedDate
			if err := p.date(p.sheet, p.at(c.value, p.row)); err != nil {
				return err
			}
		case NameSigned:
			text = b.Organ
		}
		if err := p.across(c.at, c.to, c.label, look{kind: kindLabel}); err != nil {
			return err
		}
		if err := p.across(c.value, c.end, text, l); err != nil {
			return err
		}
		if _, named := p.names[c.name]; named {
			continue
		}
		if err := p.name(c.name, p.at(c.value, p.row)); err != nil {
			return err
		}
	}
	return p.flush(signHeight)
}

// above writes the title and a line of instructions, where no template has its own.
func (p *page) above(b *Book) error {
	if !p.own {
		return nil
	}
	text := "填报轮次：" + roundWords(b.Round.Name)
	if b.Round.ReplyBy != "" {
		text += "　　报送期限：" + export.Day(b.Round.ReplyBy) + "前"
	}
	text += "　　请填写蓝底各列，灰底各列请勿改动；需分解到处室的，在表末空行增加子任务，序号写作“3-1”。各列含义和填法见“" + SheetGuide + "”。"
	width := 0.0
	for i := range p.shown() {
		width += p.widths[i]
	}
	under, _ := export.Height(export.Lines(text, width))
	if err := p.name(NameTitle, p.at(0, p.row)); err != nil {
		return err
	}
	for _, line := range []struct {
		text   string
		look   look
		height float64
	}{{b.Title, look{kind: kindTitle}, 34}, {text, look{kind: kindNote}, max(under, 22)}} {
		if err := p.across(0, p.shown()-1, line.text, line.look); err != nil {
			return err
		}
		if err := p.flush(line.height); err != nil {
			return err
		}
	}
	return nil
}

// unlock lets a template's cell be filled in, whatever else its style says.
func (p *page) unlock(at cellRange) error {
	id, err := p.f.GetCellStyle(at.sheet, at.from)
	if err != nil {
		return err
	}
	st, err := p.f.GetStyle(id)
	if err != nil {
		return err
	}
	st.Protection = &excelize.Protection{}
	if id, err = p.f.NewStyle(st); err != nil {
		return err
	}
	from, to := at.from, at.to
	merged, err := p.f.GetMergeCells(at.sheet)
	if err != nil {
		return err
	}
	for _, m := range merged {
		if m.GetStartAxis() == from {
			to = m.GetEndAxis()
		}
	}
	return p.f.SetCellStyle(at.sheet, from, to, id)
}

// legend says the colours in words, each on its own.
func (p *page) legend(b *Book) error {
	if !p.own {
		return nil // the guide says it, and a letterhead is kept short
	}
	at := []int{3, 4, 7, 11} // where each ends
	if !b.Full {
		at = []int{1, 4, 6, 9}
	}
	from := 0
	for i, c := range []struct{ color, text string }{
		{colorFill, "蓝底：由本单位填写"},
		{colorGiven, "灰底：下发的内容，请勿改动"},
		{colorLate, "红底：已过截止日期，尚未完成"},
		{colorSoon, "黄底：30 天内到期，尚未完成"},
	} {
		if err := p.across(from, at[i], c.text, look{kind: kindHeader, color: c.color}); err != nil {
			return err
		}
		from = at[i] + 1
	}
	return p.flush(20)
}
