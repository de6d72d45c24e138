package export

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// setUp makes a sheet fit for screen and paper: frozen header, A4 landscape, one
// page wide, the header on every page. It must come before the stream writer.
func (s *sheet[T]) setUp(b *book) error {
	a4, landscape, one, free := 9, "landscape", 1, 0
	yes, no := true, false
	side, top, bottom, foot := 0.3, 0.3, 0.45, 0.2 // inches
	header := strconv.Itoa(headerRow)
	f := b.f
	if err := f.SetPageLayout(s.name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &one, FitToHeight: &free}); err != nil {
		return err
	}
	if err := f.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	if err := f.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &bottom,
		Header: &foot, Footer: &foot, Horizontally: &yes}); err != nil {
		return err
	}
	if err := f.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&R第 &P 页，共 &N 页"}); err != nil {
		return err
	}
	if err := f.SetSheetView(s.name, -1, &excelize.ViewOptions{ShowGridLines: &no}); err != nil {
		return err
	}
	if err := f.SetPanes(s.name, &excelize.Panes{Freeze: true, YSplit: headerRow, TopLeftCell: "A" + strconv.Itoa(firstRow), ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: "A" + strconv.Itoa(firstRow), ActiveCell: "A" + strconv.Itoa(firstRow), Pane: "bottomLeft"}}}); err != nil {
		return err
	}
	if n := s.printed(); n < len(s.columns) {
		if err := f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: s.name,
			RefersTo: "'" + s.name + "'!$A:$" + strings.TrimRight(cell(n, 1), "1")}); err != nil {
			return err
		}
	}
	return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: s.name,
		RefersTo: "'" + s.name + "'!$" + header + ":$" + header})
}
