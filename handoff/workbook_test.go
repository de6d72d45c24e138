package handoff

import (
	"bytes"
	"fmt"
	"sync"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/seeds"
	"github.com/xuri/excelize/v2"
)

const testRound = "2017Q2"

// workbook writes a department's workbook as it is handed out.
func workbook(t testing.TB, b *Book) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	const sheet = "填报表"
	must(t, f.SetSheetName("Sheet1", sheet))
	row := func(n int, values ...any) {
		must(t, f.SetSheetRow(sheet, fmt.Sprintf("A%d", n), &values))
	}
	row(1, b.Title)
	row(2, "请填写蓝底的单元格，其余请勿改动。")
	row(3, "填报单位（盖章）：", nil, b.Organ, nil, "填报人：", "", "审核人：", "", "填报日期：")
	var names []any
	for _, c := range Columns {
		names = append(names, c.Name)
	}
	row(4, append(names, KeyHeader)...)
	n, child := 0, 0
	for i := range b.Handouts {
		h := &b.Handouts[i]
		if child++; h.Child == "" {
			n, child = n+1, 0
		}
		var cells []any
		for _, c := range Columns {
			v := h.Report[c.Field]
			if c.Given != nil {
				v = c.Given(n, h)
			}
			if c.Name == ColSeq && h.Child != "" {
				v = fmt.Sprintf("%d-%d", n, child)
			}
			cells = append(cells, v)
		}
		row(5+i, append(cells, Key(h))...)
	}
	key, err := excelize.ColumnNumberToName(len(Columns) + 1)
	must(t, err)
	must(t, f.SetColVisible(sheet, key, false))
	_, err = f.NewSheet("taizhang")
	must(t, err)
	must(t, f.SetCellStr("taizhang", "A1", "round"))
	must(t, f.SetCellStr("taizhang", "B1", b.Round.Name))
	must(t, f.SetSheetVisible("taizhang", false, true))
	var out bytes.Buffer
	must(t, f.Write(&out))
	return out.Bytes()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var normalizer = sync.OnceValues(func() (*normalize.Normalizer, error) { return normalize.New(seeds.FS()) })

// typedDates reads dates as the program does.
func typedDates(t testing.TB) func(string) (taizhang.Date, bool) {
	t.Helper()
	n, err := normalizer()
	must(t, err)
	return func(s string) (taizhang.Date, bool) {
		for _, d := range n.Deadlines(s, 2017, "2017-01-25") {
			if d.Due != "" {
				return d.Due, true
			}
		}
		return "", false
	}
}
