package handoff

import (
	"errors"
	"io"
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
	for _, step := range []func(*Book) error{p.begin, p.columns, p.paper, p.freeze, p.flow, p.fill, p.above, p.signOff, p.legend, p.table, p.rules, p.protect, p.guide, p.meta, p.end} {
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
	form   []Column // of the table
	widths []float64

	col, row int // of the current row of the table: its first cell
	header   int // the row of the header
	last     int // the last row, a spare one

	cells  map[int]excelize.Cell // of the current row, by the place of the column
	stream *excelize.StreamWriter
}

// at names a cell by the place of its column in the table.
func (p *page) at(column, row int) string { return cell(p.col+column, row) }

// meta says, out of sight, which round and organ the workbook is of.
func (p *page) meta(b *Book) error {
	if _, err := p.f.NewSheet(SheetMeta); err != nil {
		return err
	}
	for i, v := range [][2]string{{MetaFormat, metaFormat}, {MetaRound, b.Round.Name}, {MetaReplyBy, string(b.Round.ReplyBy)}, {MetaOrgan, b.Organ},
		{MetaFile, b.File}, {MetaSheet, p.sheet}} {
		for j, s := range v {
			if err := p.set(SheetMeta, cell(j+1, i+1), s); err != nil {
				return err
			}
		}
	}
	return p.f.SetSheetVisible(SheetMeta, false, true)
}
