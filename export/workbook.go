package export

import (
	"errors"
	"io"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
)

// The sheets, in the order of the workbook.
const (
	sheetAbout   = "说明"
	sheetItems   = "部门任务"
	sheetRows    = "进度安排"
	sheetDuties  = "责任分解"
	sheetSummary = "部门汇总"
	sheetIssues  = "待核事项"

	SheetDictionary = "数据字典" // which every workbook of a ledger or roll-up has, and none that is filled in
)

var sheetNames = []string{sheetAbout, sheetItems, sheetRows, sheetDuties, sheetSummary, sheetIssues, SheetDictionary}

// book is a workbook in the making: what its sheets share.
type book struct {
	f          *excelize.File
	styles     styles
	from       string // the name of the only notice
	several    bool   // there are several notices
	renumbered bool   // the printed numbers of the rows are not our running ones
	duties     *sheet[duty]
	organs     []*organDuties
}

// page is a sheet, whatever its records are.
type page interface {
	settle(b *book) error
	open(b *book, part *zipPart) error
}

// XLSX writes one workbook that holds all ledgers. It reads each notice up to three
// times and holds one at a time: memory grows with the largest notice, not with all.
func XLSX(w io.Writer, src Source) (err error) {
	b, err := newBook(ledgerLooks, sheetNames)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.f.Close()) }()
	b.several = src.Len() > 1
	items, rows, duties, issues := itemSheet(), rowSheet(), dutySheet(), issueSheet()
	b.duties = duties
	o := &survey{src: src, findings: map[taizhang.Severity]int{}, organDuties: dutiesByOrgan{byOrgan: map[string]*organDuties{}}}
	if err := o.take(b, items, rows, duties, issues); err != nil {
		return err
	}
	title := "任务台账"
	if o.only != nil {
		title = "任务台账：" + clip(visible(o.title), 200)
	}
	pages := []page{aboutSheet(o), items, rows, duties, summarySheet(b, o), issues, dictSheet(ledgerDocs())}
	return b.write(w, pages, func() error { return o.fill(b, items, rows, duties, issues) }, title, o.latest)
}

// newBook makes a workbook with these sheets, and the styles of the looks before upTo.
func newBook(upTo look, sheets []string) (*book, error) {
	b := &book{f: excelize.NewFile()}
	var err error
	if b.styles, err = newStyles(b.f, upTo); err == nil {
		err = b.f.SetSheetName("Sheet1", sheets[0])
	}
	for _, name := range sheets[1:] {
		if err == nil {
			_, err = b.f.NewSheet(name)
		}
	}
	if err != nil {
		return nil, errors.Join(err, b.f.Close())
	}
	return b, nil
}

// write writes the workbook. excelize makes all of it but the rows of the sheets, which
// come into their parts of the archive here: those that pages have themselves, then what
// fill adds.
func (b *book) write(w io.Writer, pages []page, fill func() error, title string, stamp time.Time) (err error) {
	for _, p := range pages {
		if err := p.settle(b); err != nil {
			return err
		}
	}
	if err := properties(b.f, title, stamp); err != nil {
		return err
	}
	z := &canonicalZip{}
	defer func() { err = errors.Join(err, z.discard()) }()
	b.f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return z })
	if err := b.f.Write(io.Discard); err != nil {
		return err
	}
	for i, p := range pages {
		part, err := z.divide("xl/worksheets/sheet"+itoa(i+1)+".xml", "<sheetData>")
		if err == nil {
			err = p.open(b, part)
		}
		if err != nil {
			return err
		}
	}
	if fill != nil {
		if err := fill(); err != nil {
			return err
		}
	}
	return z.write(w)
}

// WriteCanonical writes a workbook that another room made so that the same content is
// the same bytes. The times are those of stamp.
func WriteCanonical(f *excelize.File, w io.Writer, title string, stamp time.Time) (err error) {
	if err := properties(f, title, stamp); err != nil {
		return err
	}
	z := &canonicalZip{}
	defer func() { err = errors.Join(err, z.discard()) }()
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return z })
	if err := f.Write(io.Discard); err != nil {
		return err
	}
	return z.write(w)
}

// properties fixes what excelize would take from its template. The times are those of
// stamp, at the earliest 2000-01-01, for a clock would change every export.
func properties(f *excelize.File, title string, stamp time.Time) error {
	if fixed := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC); stamp.Before(fixed) {
		stamp = fixed
	}
	at := stamp.Format(time.RFC3339)
	if err := f.SetDocProps(&excelize.DocProperties{Title: strings.TrimSpace(title), Creator: "taizhang",
		LastModifiedBy: "taizhang", Created: at, Modified: at}); err != nil {
		return err
	}
	if err := f.SetAppProps(&excelize.AppProperties{Application: "Microsoft Excel", AppVersion: "16.0300"}); err != nil {
		return err
	}
	return nil
}

// ParseDay returns the day a date names, at midnight UTC; false for none.
func ParseDay(d taizhang.Date) (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, string(d))
	return t, err == nil
}
