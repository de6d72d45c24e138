// Package export writes ledgers as what a person or a program reads: a workbook
// in Chinese, CSV and JSON lines. The same ledgers always give the same bytes.
package export

import (
	"errors"
	"io"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
)

// Input is a ledger to export. UIDs maps the ids of its entries to the uids the
// store gave them; nil when it was never stored.
type Input struct {
	Ledger *taizhang.Ledger
	UIDs   map[string]string
}

// The sheets, in the order of the workbook.
const (
	sheetAbout   = "说明"
	sheetItems   = "部门任务"
	sheetRows    = "进度安排"
	sheetDuties  = "责任分解"
	sheetSummary = "部门汇总"
	sheetIssues  = "待核事项"
	sheetDict    = "数据字典"
)

var sheetNames = []string{sheetAbout, sheetItems, sheetRows, sheetDuties, sheetSummary, sheetIssues, sheetDict}

// book is a workbook in the making: what its sheets share.
type book struct {
	f *excelize.File
	*plan
	styles styles
}

// newBook makes a workbook with the looks before upTo, and with empty sheets.
func newBook(upTo look, sheets []string) (b *book, err error) {
	b = &book{f: excelize.NewFile(), plan: &plan{}}
	if b.styles, err = newStyles(b.f, upTo); err != nil {
		return nil, errors.Join(err, b.f.Close())
	}
	if err := b.f.SetSheetName("Sheet1", sheets[0]); err != nil {
		return nil, errors.Join(err, b.f.Close())
	}
	for _, name := range sheets[1:] {
		if _, err := b.f.NewSheet(name); err != nil {
			return nil, errors.Join(err, b.f.Close())
		}
	}
	return b, nil
}

// XLSX writes one workbook that holds all ledgers. It streams: memory grows with
// the ledgers and the compressed result, not with the cells.
func XLSX(w io.Writer, ledgers []Input) (err error) {
	b, err := newBook(ledgerLooks, sheetNames)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.f.Close()) }()
	b.plan = newPlan(ledgers)
	items, rows := itemSheet(b), rowSheet(b)
	layout(b, items)
	layout(b, rows)
	b.place()
	duties := dutySheet(b)
	for _, write := range []func() error{
		func() error { return write(b, aboutSheet(b)) },
		func() error { return write(b, items) },
		func() error { return write(b, rows) },
		func() error { return write(b, duties) },
		func() error { return write(b, summarySheet(b)) },
		func() error { return write(b, issueSheet(b)) },
		func() error { return write(b, dictSheet(ledgerDocs())) },
	} {
		if err := write(); err != nil {
			return err
		}
	}
	title, stamp := "任务台账", time.Time{}
	for _, n := range b.notices {
		if d, ok := ParseDay(n.Notice.SignedOn); ok && d.After(stamp) {
			stamp = d
		}
	}
	if len(b.notices) == 1 {
		title = "任务台账：" + clip(visible(b.notices[0].Notice.Title), 200)
	}
	return b.finish(w, title, stamp)
}

// finish writes the workbook.
func (b *book) finish(w io.Writer, title string, stamp time.Time) error {
	return WriteCanonical(b.f, w, title, stamp)
}

// WriteCanonical writes a workbook so that the same content is the same bytes. It fixes
// what excelize would leave to chance or to its template: the times are those of stamp,
// at the earliest 2000-01-01, for a clock would change every export.
func WriteCanonical(f *excelize.File, w io.Writer, title string, stamp time.Time) error {
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
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return newCanonicalZip(w) })
	return f.Write(io.Discard)
}

// ParseDay returns the day a date names, at midnight UTC; false for none.
func ParseDay(d taizhang.Date) (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, string(d))
	return t, err == nil
}
