package handoff

import (
	"strconv"

	"github.com/taizhang/taizhang/export"
	"github.com/xuri/excelize/v2"
)

// The colours, which the legend and the guide say in words.
const (
	colorFill      = "E3EFF9" // to fill in: blue
	colorGiven     = "F2F2F2" // given: grey
	colorFillHead  = "BDD7EE"
	colorGivenHead = "D9D9D9"
	colorLate      = "F4B9B4" // overdue: red
	colorLateFill  = "FBE0DD"
	colorSoon      = "FFDD7F" // due soon: yellow
	colorSoonFill  = "FFF3CF"
)

// kind says how a cell is written.
type kind int

const (
	kindText kind = iota // in text format, so that 3-1 or =1 stays what it is when it is edited
	kindLong             // too long for the text format
	kindDate
	kindNumber
	kindHeader
	kindTitle
	kindNote
	kindLabel
	kindSigned // a cell of the sign-off block
	kindSignedDate
)

// look is what a style is made of.
type look struct {
	kind    kind
	color   string
	centred bool
	open    bool // may be filled in
	line    bool // on one line, so that what is hidden makes no row higher
}

// style returns the id of a look.
func (p *page) style(l look) (int, error) {
	if id, ok := p.styles[l]; ok {
		return id, nil
	}
	st := &excelize.Style{Font: &excelize.Font{Family: export.FontName, Size: export.FontSize},
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: !l.line}, Protection: &excelize.Protection{Locked: !l.open}}
	border := func() {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			st.Border = append(st.Border, excelize.Border{Type: side, Style: 1, Color: "BFBFBF"})
		}
	}
	switch l.kind {
	case kindText:
		st.NumFmt = 49
		border()
	case kindLong, kindNumber:
		border()
	case kindDate, kindSignedDate:
		iso := "yyyy-mm-dd"
		st.CustomNumFmt = &iso
		border()
	case kindSigned:
		st.NumFmt = 49
		border()
	case kindHeader:
		st.Font.Bold, st.Alignment.Vertical = true, "center"
		border()
	case kindTitle:
		st.Font.Bold, st.Font.Size, st.Alignment.Vertical = true, 18, "center"
	case kindNote:
		st.Font.Color, st.Alignment.Vertical = "404040", "center"
	case kindLabel:
		st.Alignment.Horizontal, st.Alignment.Vertical = "right", "center"
	}
	if l.line {
		st.Alignment.Horizontal = "left" // else it shows beside what hides it
	} else if l.centred || l.kind == kindDate || l.kind == kindNumber || l.kind == kindHeader || l.kind == kindTitle {
		st.Alignment.Horizontal = "center"
	}
	if l.kind == kindSigned || l.kind == kindSignedDate {
		st.Alignment.Horizontal, st.Alignment.Vertical = "center", "center"
	}
	if l.color != "" {
		st.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.color}}
	}
	id, err := p.f.NewStyle(st)
	p.styles[l] = id
	return id, err
}

// cell names a cell by column and row, from 1.
func cell(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		panic(err) // our own numbers
	}
	return name
}

func itoa(n int) string { return strconv.Itoa(n) }
