package handoff

import (
	"bytes"
	"fmt"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"
)

// send saves tables as one workbook.
func (w *world) send(name string, oneSheet bool, tables ...*sheetOf) {
	f := excelize.NewFile()
	defer f.Close()
	sheet, at := "Sheet1", 1
	if w.r.IntN(2) == 0 {
		must(w.t, f.SetSheetName(sheet, "填报 表"))
		sheet = "填报 表"
	}
	style, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: w.r.IntN(2) == 0}, NumFmt: []int{0, 49}[w.r.IntN(2)]})
	must(w.t, err)
	col := 1 + w.r.IntN(2)
	for i, s := range tables {
		if i > 0 && !oneSheet {
			sheet, at = fmt.Sprintf("表%d", i), 1
			_, err := f.NewSheet(sheet)
			must(w.t, err)
		}
		at = w.write(f, sheet, s, col, at, style)
	}
	var out bytes.Buffer
	must(w.t, f.Write(&out))
	w.files = append(w.files, returned{name: name, data: out.Bytes()})
}

// write writes a table below what stands there, and returns the next row.
func (w *world) write(f *excelize.File, sheet string, s *sheetOf, col, at, style int) int {
	put := func(c, r int, v any) {
		name, err := excelize.CoordinatesToCellName(c, r)
		must(w.t, err)
		must(w.t, f.SetCellValue(sheet, name, v))
		must(w.t, f.SetCellStyle(sheet, name, name, style))
	}
	put(col, at, "任务填报表")
	put(col, at+1, "填报单位（盖章）："+s.organ)
	put(col+3, at+1, "填报人：")
	put(col+4, at+1, s.organ+"的人")
	at += 2 + w.r.IntN(2)
	extra := w.r.IntN(4) == 0
	header := func() {
		for i, name := range s.columns {
			put(col+i, at, s.titles[name])
		}
		if w.r.IntN(2) == 0 {
			put(col+len(s.columns), at, KeyHeader)
		}
		if extra {
			put(col+len(s.columns)+1, at, "处室意见")
		}
		at++
	}
	header()
	for i, l := range s.rows {
		if i > 0 && w.r.IntN(12) == 0 {
			header()
		}
		for j, name := range s.columns {
			v := l.cells[name]
			var typed any = v
			if n, err := strconv.Atoi(v); err == nil && w.r.IntN(2) == 0 && len(v) < 12 {
				typed = n
			}
			if d, err := time.Parse(time.DateOnly, v); err == nil && w.r.IntN(2) == 0 {
				typed = d // a real date, in the workbook's own format
			}
			if v != "" {
				put(col+j, at, typed)
			}
		}
		if l.key != "" {
			put(col+len(s.columns), at, l.key)
		}
		if extra && i == 2 {
			put(col+len(s.columns)+1, at, "同意")
			w.unread[s.organ] = true
		}
		if w.r.IntN(9) == 0 {
			must(w.t, f.SetRowVisible(sheet, at, false))
		}
		at++
	}
	return at + 3
}
