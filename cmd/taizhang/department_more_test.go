package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/handoff"
	"github.com/xuri/excelize/v2"
)

// moreDamages are others that departments do.
var moreDamages = []damage{
	{name: "the sheet renamed, and others put before it", says: ", 0 conflicts", open: func(b *returned, _ string) {
		b.must(b.f.SetSheetName(b.sheet, "Sheet1 (2)"))
		b.sheet = "Sheet1 (2)"
		_, err := b.f.NewSheet("通讯录")
		b.must(err)
		b.must(b.f.SetCellStr("通讯录", "A1", "姓名"))
		b.must(b.f.MoveSheet("通讯录", b.sheet))
	}},
	{name: "columns hidden", says: ", 0 conflicts", open: func(b *returned, p string) {
		for _, column := range []string{p, handoff.ColStatus} {
			letter := strings.TrimRight(b.cell(column, 1), "1")
			b.must(b.f.SetColVisible(b.sheet, letter, false))
		}
	}},
	{name: "columns changed places", says: ", 0 conflicts", open: func(b *returned, p string) {
		for _, r := range append([]int{b.head}, b.rows...) {
			x, y := b.cell(p, r), b.cell("备注", r)
			one, other := b.get(x), b.get(y)
			b.set(x, other)
			b.set(y, one)
		}
	}},
	{name: "a column of their own in the middle", says: `"分管领导" is no column`, open: func(b *returned, p string) {
		letter := strings.TrimRight(b.cell(p, 1), "1")
		b.must(b.f.InsertCols(b.sheet, letter, 1))
		b.must(b.f.SetCellStr(b.sheet, fmt.Sprint(letter, b.head), "分管领导"))
		for _, r := range b.rows {
			b.must(b.f.SetCellStr(b.sheet, fmt.Sprint(letter, r), "王五"))
		}
	}},
	{name: "a filter on, and rows hidden by it", says: ", 0 conflicts", open: func(b *returned, _ string) {
		for _, r := range b.rows[1:] {
			b.must(b.f.SetRowVisible(b.sheet, r, false))
		}
	}},
	{name: "two tasks pasted into one cell", says: "edited 任务内容", open: func(b *returned, _ string) {
		b.set(b.cell(handoff.ColText, b.rows[0]), b.get(b.cell(handoff.ColText, b.rows[0]))+"\n"+b.get(b.cell(handoff.ColText, b.rows[1])))
	}},
	{name: "dates as text", says: ", 10 rows added, 0 conflicts", open: func(b *returned, p string) {
		at := b.rows[len(b.rows)-1]
		for i, date := range []string{"2017年9月30日", "2017.9.30", "17/9/30", "9月底", "9.30", "二〇一七年九月三十日", "2017-9-30", "20170930", "九月底前", "第三季度末"} {
			r := at + 1 + i
			b.set(b.cell(handoff.ColSeq, r), fmt.Sprintf("1-%d", i+1))
			b.set(b.cell(handoff.ColText, r), fmt.Sprintf("由%d处办理", i+1))
			b.set(b.cell("完成时限", r), date)
			b.set(b.cell(p, r), fmt.Sprintf("完成进展88乙%d丙", i))
		}
	}},
	{name: "shares instead of a status", says: "80 不在可选状态之列，疑为“进行中”", open: func(b *returned, _ string) {
		b.must(b.f.SetCellFloat(b.sheet, b.cell(handoff.ColStatus, b.rows[0]), 0.8, -1, 64))
		b.must(b.f.SetCellInt(b.sheet, b.cell(handoff.ColStatus, b.rows[1]), 80))
		b.set(b.cell(handoff.ColStatus, b.rows[2]), "80%")
		b.set(b.cell(handoff.ColStatus, b.rows[3]), "八成")
	}},
	{name: "statuses in their own words", says: "完成了一半 不在可选状态之列，疑为“进行中”", open: func(b *returned, _ string) {
		for i, s := range []string{"已完成。", "正在推进", "进度滞后", "完成了一半"} {
			b.set(b.cell(handoff.ColStatus, b.rows[i]), s)
		}
	}},
	{name: "what is to be filled in put into a given column", says: "edited 牵头单位 完成进展", open: func(b *returned, p string) {
		b.set(b.cell("牵头/配合单位", b.rows[0]), b.get(b.cell(p, b.rows[0])))
		b.set(b.cell(p, b.rows[0]), "")
	}},
	{name: "the status in the column of the progress, and the other way round", says: "不在可选状态之列", open: func(b *returned, p string) {
		x, y := b.cell(p, b.rows[0]), b.cell(handoff.ColStatus, b.rows[0])
		one, other := b.get(x), b.get(y)
		b.set(x, other)
		b.set(y, one)
	}},
	{name: "protected with a password", says: ", 0 conflicts", open: func(b *returned, _ string) {
		b.must(b.f.UnprotectSheet(b.sheet))
		b.must(b.f.ProtectSheet(b.sheet, &excelize.SheetProtectionOptions{Password: "mima", SelectLockedCells: true, SelectUnlockedCells: true}))
		b.must(b.f.ProtectWorkbook(&excelize.WorkbookProtectionOptions{Password: "mima", LockStructure: true}))
	}},
	{name: "two versions of it", says: "values ", saved: func(t *testing.T, path, p string) {
		data, err := os.ReadFile(path)
		if err == nil {
			err = os.WriteFile(strings.TrimSuffix(path, ".xlsx")+"（改）.xlsx", data, 0o600)
		}
		must(t, err)
		b := openReturned(t, strings.TrimSuffix(path, ".xlsx")+"（改）.xlsx")
		b.set(b.cell(p, b.rows[0]), "完成进展77乙0丙")
		b.save()
	}},
	{name: "sent as .xls", says: ", 0 conflicts", saved: saveAs("xls:MS Excel 97", "xls")},
	{name: "pasted into Word", says: "not read: no workbook", refused: true, saved: func(t *testing.T, path, p string) {
		b := openReturned(t, path)
		table := &export.LetterTable{Head: []string{"任务内容", "进展"}, Shares: []int{2, 1}}
		for _, r := range b.rows {
			table.Rows = append(table.Rows, []string{b.get(b.cell(handoff.ColText, r)), b.get(b.cell(p, r))})
		}
		var doc bytes.Buffer
		b.must((&export.Letter{Title: "任务进展", Blocks: []export.LetterBlock{{Table: table}}}).Write(&doc))
		b.must(os.WriteFile(strings.TrimSuffix(path, "xlsx")+"docx", doc.Bytes(), 0o600))
		b.must(os.Remove(path))
	}},
}

// Two more rounds, with other damages.
func TestTwoOtherRounds(t *testing.T) {
	t.Parallel()
	db, _ := handedOut(t)
	y := &year{t: t, dir: filepath.Dir(db), db: db}
	y.round("2017Q2", "二季度进展", moreDamages)
	reversed := slices.Clone(moreDamages)
	slices.Reverse(reversed)
	y.round("2017Q3", "三季度进展", reversed)
	y.must(exitDone, "check", "--db", db)
}
