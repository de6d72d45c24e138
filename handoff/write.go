package handoff

import (
	"errors"
	"io"
	"strings"
	"time"

	"github.com/taizhang/taizhang/export"
	"github.com/xuri/excelize/v2"
)

// The sheets of a department's workbook.
const (
	SheetTable = "填报表" // in a template the table may be on a sheet of another name
	SheetGuide = "填报说明"
	SheetMeta  = "taizhang" // very hidden: pairs of a name and a value, see Meta…
)

// The names in column A of the sheet [SheetMeta].
const (
	MetaFormat  = "format"
	MetaRound   = "round"
	MetaReplyBy = "reply_by"
	MetaOrgan   = "organ"
	MetaFile    = "file"
	MetaSheet   = "sheet" // where the table is
)

const metaFormat = "1"

// Write writes the book as a workbook: the table to fill in, what each column means,
// and, out of sight, whose it is. Template is a unit's own workbook, or nil: its
// named cells (see names) are filled, the table begins where it says, and all the
// rest of it stays. The same book always gives the same bytes.
func (b *Book) Write(w io.Writer, template []byte) (err error) {
	p, err := open(template)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.f.Close()) }()
	for _, step := range []func(*Book) error{p.blank, p.fill, p.begin, p.signOff, p.legend, p.table, p.rules, p.protect, p.paper, p.guide, p.meta} {
		if err := step(b); err != nil {
			return err
		}
	}
	return export.WriteCanonical(p.f, w, b.Title, time.Time{})
}

// page is the sheet with the table, in the making.
type page struct {
	f      *excelize.File
	sheet  string
	own    bool // no template was given
	names  map[string]cellRange
	styles map[look]int

	col, row int // of the next row of the table: its first cell
	header   int // the row of the header
	last     int // the last row, a spare one
}

// at names a cell of the current row by the place of its column in the table.
func (p *page) at(column, row int) string { return cell(p.col+column, row) }

// columns counts those of the table, the hidden one included.
func (p *page) columns() int { return len(Columns) + 1 }

// meta says, out of sight, which round and organ the workbook is of.
func (p *page) meta(b *Book) error {
	if _, err := p.f.NewSheet(SheetMeta); err != nil {
		return err
	}
	for i, v := range [][2]string{{MetaFormat, metaFormat}, {MetaRound, b.Round.Name}, {MetaReplyBy, string(b.Round.ReplyBy)}, {MetaOrgan, b.Organ},
		{MetaFile, b.File}, {MetaSheet, p.sheet}} {
		for j, s := range v {
			if err := p.write(SheetMeta, cell(j+1, i+1), s); err != nil {
				return err
			}
		}
	}
	return p.f.SetSheetVisible(SheetMeta, false, true)
}

// paper makes the sheet fit for print, and keeps the header in sight. A template
// keeps what it says of that.
func (p *page) paper(b *Book) error {
	f, rows := p.f, p.absolute(p.header, p.header)
	if p.own {
		a3, landscape, one, free := 8, "landscape", 1, 0
		yes, no := true, false
		side, top, foot := 0.4, 0.5, 0.3 // inches
		if err := f.SetPageLayout(p.sheet, &excelize.PageLayoutOptions{Size: &a3, Orientation: &landscape, FitToWidth: &one, FitToHeight: &free}); err != nil {
			return err
		}
		if err := f.SetSheetProps(p.sheet, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
			return err
		}
		if err := f.SetPageMargins(p.sheet, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &top,
			Header: &foot, Footer: &foot, Horizontally: &yes}); err != nil {
			return err
		}
		if err := f.SetHeaderFooter(p.sheet, &excelize.HeaderFooterOptions{OddFooter: "&L" + footer(b.Title) + "&R第 &P 页，共 &N 页"}); err != nil {
			return err
		}
		if err := f.SetSheetView(p.sheet, -1, &excelize.ViewOptions{ShowGridLines: &no}); err != nil {
			return err
		}
	}
	const titles = "_xlnm.Print_Titles"
	for _, n := range f.GetDefinedName() {
		if n.Name == titles && n.Scope == p.sheet {
			rows = ""
		}
	}
	if rows != "" {
		if err := f.SetDefinedName(&excelize.DefinedName{Name: titles, Scope: p.sheet, RefersTo: rows}); err != nil {
			return err
		}
	}
	if panes, err := f.GetPanes(p.sheet); err != nil || panes.Freeze || panes.Split || p.header > maxFrozen {
		return err
	}
	// The task stays in sight beside what is typed about it, unless it takes the whole screen.
	left, width := p.col+placeOf(ColText), 0.0
	for i := 1; i <= left; i++ {
		name, err := excelize.ColumnNumberToName(i)
		if err != nil {
			return err
		}
		w, err := f.GetColWidth(p.sheet, name)
		if err != nil {
			return err
		}
		width += w
	}
	if width > maxFrozenWidth {
		left = p.col
	}
	first := cell(left+1, p.header+1)
	return f.SetPanes(p.sheet, &excelize.Panes{Freeze: true, XSplit: left, YSplit: p.header, TopLeftCell: first, ActivePane: "bottomRight",
		Selection: []excelize.Selection{{SQRef: first, ActiveCell: first, Pane: "bottomRight"}}})
}

// How much may stay in sight before it takes the place of the table: rows, and characters.
const (
	maxFrozen      = 10
	maxFrozenWidth = 100
)

// absolute is a reference to whole rows of the sheet.
func (p *page) absolute(from, to int) string {
	return quote(p.sheet) + "!$" + itoa(from) + ":$" + itoa(to)
}

// quote writes the name of a sheet as references do.
func quote(sheet string) string { return "'" + strings.ReplaceAll(sheet, "'", "''") + "'" }

// footer writes a text as it stands where & begins a code; 255 characters is all it holds.
func footer(s string) string {
	r := []rune(s)
	return strings.ReplaceAll(string(r[:min(len(r), 90)]), "&", "&&")
}
