package export

import "github.com/xuri/excelize/v2"

// The one font: 宋体 is on every Chinese Windows and taken for granted by Excel and
// WPS, needs no licence of its own, and its Latin letters are half as wide as a
// character, so that the height of a wrapped text can be computed.
const (
	fontName = "宋体"
	fontSize = 10
)

// WidthFont is the font of the workbook itself, by whose digits columns are as wide as they
// are: they are 8 pixels in it, in 宋体 as well, and LibreOffice and WPS have one of the same
// measure where they lack it. Cells say their own.
const WidthFont = "Arial"

// look is how a whole row looks.
type look int

const (
	plain  look = iota
	tinted      // a heading or lead-in that is no task of its own
	more        // a continuation row
	total
	ledgerLooks // those of a ledger end here; those of a comparison follow

	lookChanged look = iota - 1 // what became of a task
	lookRegrouped
	lookAdded
	lookDropped
	compareLooks // those of an overview follow

	lookDone look = iota - 2 // the status of a task
	lookUnderWay
	lookBehind
	lookNotBegun
	lookCancelled
	lookNotReported
	lookOverdue
	lookSoon
	looks
)

// tints are the fills of the rows of a comparison, and of the cells of an overview: of those
// no two are alike to a person who is blind to red, green or blue.
var tints = map[look]string{lookChanged: "FFF8E1", lookRegrouped: "E8EEF9", lookAdded: "E9F5E6", lookDropped: "F0F0F0",
	lookDone: "0072B2", lookUnderWay: "74C0EE", lookBehind: "C44F00", lookNotBegun: "F2E04E", lookCancelled: "595959", lookNotReported: "B8B8B8",
	lookOverdue: "F8CBAD", lookSoon: "FFF2CC"}

// inks are the colours of text on the darker of them.
var inks = map[look]string{lookDone: "FFFFFF", lookBehind: "FFFFFF", lookCancelled: "FFFFFF"}

// styles are the style ids of a workbook: of data cells by look and kind of value.
type styles struct {
	title, subtitle, header int
	cell                    [looks][kinds]int
}

// newStyles makes the styles of the looks before upTo.
func newStyles(f *excelize.File, upTo look) (styles, error) {
	var s styles
	var first error
	add := func(st *excelize.Style) int {
		id, err := f.NewStyle(st)
		if first == nil {
			first = err
		}
		return id
	}
	if err := f.SetDefaultFont(WidthFont); err != nil {
		return s, err
	}
	var border []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		border = append(border, excelize.Border{Type: side, Style: 1, Color: "BFBFBF"})
	}
	fill := func(color string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
	}
	s.title = add(&excelize.Style{Font: &excelize.Font{Family: fontName, Size: 16, Bold: true},
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center"}})
	s.subtitle = add(&excelize.Style{Font: &excelize.Font{Family: fontName, Size: fontSize, Color: "595959"},
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}})
	s.header = add(&excelize.Style{Font: &excelize.Font{Family: fontName, Size: fontSize, Bold: true}, Border: border, Fill: fill("D9E2F3"),
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}})

	iso := "yyyy-mm-dd"
	for l := plain; l < upTo; l++ {
		for k := none; k < kinds; k++ {
			st := &excelize.Style{Border: border, Font: &excelize.Font{Family: fontName, Size: fontSize, Bold: l == total},
				Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}
			switch k {
			case date:
				st.CustomNumFmt, st.Alignment.Horizontal = &iso, "center"
			case number:
				st.Alignment.Horizontal = "center"
			case leftDate:
				st.CustomNumFmt, st.Alignment.Horizontal = &iso, "left"
			case leftNumber:
				st.Alignment.Horizontal = "left"
			case code:
				st.Alignment.Horizontal, st.NumFmt = "center", 49 // text: a printed 1-2 stays no date when edited
			case text, none:
				st.NumFmt = 49
			case link:
				st.Alignment.Horizontal = "center"
				st.Font.Color, st.Font.Underline = "0563C1", "single"
			}
			switch l {
			case tinted, total:
				st.Fill = fill("F2F2F2")
			case more:
				st.Font.Color = "7F7F7F"
				if k == text || k == longText || k == none {
					st.Font.Color = ""
				}
			}
			if color, ok := tints[l]; ok {
				st.Fill = fill(color)
			}
			if color, ok := inks[l]; ok {
				st.Font.Color = color
			}
			s.cell[l][k] = add(st)
		}
	}
	return s, first
}
