package handoff

import (
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// paper makes the sheet fit for print: A4 across, in the full form A3, one page wide, the
// header on every page. A template that says how it is to be printed keeps that.
func (p *page) paper(b *Book) error {
	f := p.f
	page, err := f.GetPageLayout(p.sheet)
	if err != nil {
		return err
	}
	props, err := f.GetSheetProps(p.sheet)
	if err != nil {
		return err
	}
	fitted := props.FitToPage != nil && *props.FitToPage
	if p.own || !fitted && *page.AdjustTo == 100 && *page.Orientation != "landscape" {
		size, landscape, one, free := 9, "landscape", 1, 0 // A4
		if b.Full {
			size = 8 // A3
		}
		yes := true
		side, top, bottom, foot := 0.3, 0.35, 0.5, 0.25 // inches
		if err := f.SetPageLayout(p.sheet, &excelize.PageLayoutOptions{Size: &size, Orientation: &landscape, FitToWidth: &one, FitToHeight: &free}); err != nil {
			return err
		}
		if err := f.SetSheetProps(p.sheet, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
			return err
		}
		if err := f.SetPageMargins(p.sheet, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &bottom,
			Header: &foot, Footer: &foot, Horizontally: &yes}); err != nil {
			return err
		}
	}
	foot, err := f.GetHeaderFooter(p.sheet)
	if err != nil {
		return err
	}
	if foot == nil {
		if err := f.SetHeaderFooter(p.sheet, &excelize.HeaderFooterOptions{OddFooter: "&L" + footer(b.Title) + "&R第 &P 页，共 &N 页"}); err != nil {
			return err
		}
	}
	const titles = "_xlnm.Print_Titles"
	if slices.ContainsFunc(f.GetDefinedName(), func(n excelize.DefinedName) bool { return n.Name == titles && n.Scope == p.sheet }) {
		return nil
	}
	row := itoa(p.header)
	return f.SetDefinedName(&excelize.DefinedName{Name: titles, Scope: p.sheet, RefersTo: quote(p.sheet) + "!$" + row + ":$" + row})
}

// How much may stay in sight before it takes the place of the table: rows, and characters.
const (
	maxFrozen      = 10
	maxFrozenWidth = 100
)

// freeze keeps the header in sight, and the task beside what is typed about it, unless
// a template has panes of its own or they would take the whole screen.
func (p *page) freeze(*Book) error {
	if p.own {
		no := false
		if err := p.f.SetSheetView(p.sheet, -1, &excelize.ViewOptions{ShowGridLines: &no}); err != nil {
			return err
		}
	}
	if panes, err := p.f.GetPanes(p.sheet); err != nil || panes.Freeze || panes.Split || p.header > maxFrozen {
		return err
	}
	left, width := p.col+p.place(ColText), 0.0
	for i := 1; i <= left; i++ {
		name, err := excelize.ColumnNumberToName(i)
		if err != nil {
			return err
		}
		w, err := p.f.GetColWidth(p.sheet, name)
		if err != nil {
			return err
		}
		width += w
	}
	if width > maxFrozenWidth {
		left = p.col
	}
	first := cell(left+1, p.header+1)
	return p.f.SetPanes(p.sheet, &excelize.Panes{Freeze: true, XSplit: left, YSplit: p.header, TopLeftCell: first, ActivePane: "bottomRight",
		Selection: []excelize.Selection{{SQRef: first, ActiveCell: first, Pane: "bottomRight"}}})
}

// quote writes the name of a sheet as references do.
func quote(sheet string) string { return "'" + strings.ReplaceAll(sheet, "'", "''") + "'" }

// footer writes a text as it stands where & begins a code; 255 characters is all it holds.
func footer(s string) string {
	r := []rune(s)
	return strings.ReplaceAll(string(r[:min(len(r), 90)]), "&", "&&")
}
