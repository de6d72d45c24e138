package handoff

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
)

// sampleBook has three tasks, and a row that the organ added before under the second.
func sampleBook(organ string) *Book {
	b := &Book{Round: taizhang.Round{Name: testRound}, Organ: organ, File: organ + ".xlsx", Title: organ + "任务填报表"}
	for i, text := range []string{"开展专项检查", "建设示范项目5个", "修订管理办法"} {
		b.Handouts = append(b.Handouts, taizhang.Handout{Round: testRound, Organ: organ, Notice: "n", Task: fmt.Sprintf("%016x", i+1), Role: taizhang.Lead, Unit: organ,
			Text: text, Lead: organ, DeadlineRaw: "2017年6月底前", Due: "2017-06-30", Kind: taizhang.By, Report: taizhang.Report{taizhang.Phone: "13800000000"}})
		if i == 1 {
			c := b.Handouts[1]
			c.Child, c.Text, c.Report = "c1", "选定项目单位", taizhang.Report{}
			b.Handouts = append(b.Handouts, c)
		}
	}
	return b
}

// edit opens a workbook as a department does, and saves it.
func edit(t testing.TB, data []byte, f func(*excelize.File)) []byte {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(data))
	must(t, err)
	defer book.Close()
	f(book)
	var out bytes.Buffer
	must(t, book.Write(&out))
	return out.Bytes()
}

func set(t testing.TB, f *excelize.File, cells map[string]any) {
	t.Helper()
	for at, v := range cells {
		must(t, f.SetCellValue(f.GetSheetName(0), at, v))
	}
}

func readOne(t testing.TB, data []byte) Return {
	t.Helper()
	rs, err := Read("反馈.xlsx", data, ReadOptions{ParseDate: typedDates(t)})
	must(t, err)
	if len(rs) != 1 {
		t.Fatalf("%d returns", len(rs))
	}
	return rs[0]
}

func TestRead(t *testing.T) {
	b := sampleBook("省科技厅")
	r := readOne(t, edit(t, workbook(t, b), func(f *excelize.File) {
		set(t, f, map[string]any{"F3": "张 三", "H3": "李四", "J3": "7月5日", "R5": "已完成", "O6": " 已立项，\r\n进展顺利。 "})
	}))
	if r.Round != testRound || r.OrganID != organID(&b.Handouts[0]) || len(r.Rows) != 4 || len(r.SHA256) != 64 {
		t.Fatalf("%+v", r)
	}
	if want := (SignOff{"省科技厅", "张 三", "李四", "2017-07-05", ""}); r.SignOff != want {
		t.Errorf("sign-off %+v, want %+v", r.SignOff, want)
	}
	for i, h := range b.Handouts {
		if row := r.Rows[i]; row.Key != Key(&h) || row.Task != h.Task || row.Child != h.Child || row.Added {
			t.Errorf("row %d: %+v", i, row)
		}
	}
	if c := r.Rows[1].Cells["二季度进展"]; c != (ReturnedCell{Value: "已立项，\n进展顺利。", At: "填报表!O6"}) {
		t.Errorf("%+v", c)
	}
}

// Where the sign-off stands and how it is written.
func TestReadSignOff(t *testing.T) {
	full := SignOff{"省科技厅", "张三", "李四", "2017-06-30", ""}
	for name, c := range map[string]struct {
		change func(f *excelize.File)
		want   SignOff
	}{
		"one cell": {func(f *excelize.File) {
			set(t, f, map[string]any{"A3": "填报单位（盖章）：省科技厅　填 报 人：张三　审核人:李四　填报日期：2017年6月30日", "C3": "", "E3": "", "G3": "", "I3": ""})
		}, full},
		"below": {func(f *excelize.File) {
			set(t, f, map[string]any{"A3": "", "C3": "", "E3": "", "G3": "", "I3": "", "A12": "填报单位(盖章)", "C12": "省科技厅", "A13": "填报人：张三", "D13": "审核人", "E13": "李四",
				"A14": "填报日期", "B14": 42916})
		}, full},
		"a sheet of its own": {func(f *excelize.File) {
			set(t, f, map[string]any{"A3": "", "C3": "", "E3": "", "G3": "", "I3": ""})
			_, err := f.NewSheet("签报")
			must(t, err)
			for i, v := range []string{"填报单位（盖章）：省科技厅", "填报人：张三____", "审核人：李四", "填报时间：６月底"} {
				must(t, f.SetCellValue("签报", fmt.Sprintf("B%d", i+1), v))
			}
		}, full},
		"not filled in": {func(*excelize.File) {}, SignOff{Unit: "省科技厅"}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := readOne(t, edit(t, workbook(t, sampleBook("省科技厅")), c.change)).SignOff; got != c.want {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
}

// What is added: where it belongs, and when that is not certain.
func TestReadAdded(t *testing.T) {
	type cells = map[string]any
	for name, c := range map[string]struct {
		cells cells // the spare rows are 9 and below; A 序号, B 任务编号, E 任务内容
		task  string
		doubt string
	}{
		"by number":             {cells{"A9": "1-1", "E9": "排查"}, "1", ""},
		"in full width":         {cells{"A9": "３－１", "E9": "排查"}, "3", ""},
		"as a fraction":         {cells{"A9": 2.1, "E9": "排查"}, "2", ""},
		"a date to Excel":       {cells{"A9": "3月1日", "E9": "排查"}, "3", ""},
		"by the task":           {cells{"B9": "0000000000000003", "E9": "排查"}, "3", ""},
		"no such number":        {cells{"A9": "8-1", "E9": "排查"}, "", "第8项不在本表"},
		"they disagree":         {cells{"A9": "1-1", "B9": "0000000000000003", "E9": "排查"}, "", "不是同一任务"},
		"nothing says so":       {cells{"E9": "排查"}, "", "没有写明"},
		"no text":               {cells{"A9": "1-1", "I9": "王五"}, "1", "没有填任务内容"},
		"a number of the table": {cells{"A9": 4, "E9": "排查"}, "", "没有写明"},
	} {
		t.Run(name, func(t *testing.T) {
			r := readOne(t, edit(t, workbook(t, sampleBook("省科技厅")), func(f *excelize.File) { set(t, f, c.cells) }))
			if len(r.Rows) != 5 {
				t.Fatalf("%d rows", len(r.Rows))
			}
			row := r.Rows[4]
			if !row.Added || row.Key != "" || strings.TrimLeft(row.Task, "0") != c.task || (row.Doubt == "") != (c.doubt == "") || !strings.Contains(row.Doubt, c.doubt) {
				t.Errorf("%+v", row)
			}
			if (row.Child != "") != (c.doubt == "") {
				t.Errorf("child %q", row.Child)
			}
		})
	}
	t.Run("put in between", func(t *testing.T) {
		data := edit(t, workbook(t, sampleBook("省科技厅")), func(f *excelize.File) {
			must(t, f.InsertRows("填报表", 6, 1))
			set(t, f, map[string]any{"E6": "排查"})
		})
		if row := readOne(t, data).Rows[1]; row.Doubt != "" || row.Task != "0000000000000001" {
			t.Errorf("%+v", row)
		}
		data = edit(t, data, func(f *excelize.File) { set(t, f, map[string]any{"A5": 9}) }) // sorted: what is above says nothing
		if row := readOne(t, data).Rows[1]; row.Doubt == "" {
			t.Errorf("%+v", row)
		}
	})
}

func TestReadValues(t *testing.T) {
	r := readOne(t, edit(t, workbook(t, sampleBook("省科技厅")), func(f *excelize.File) {
		sheet := f.GetSheetName(0)
		set(t, f, map[string]any{"J5": 13912345678.0, "J6": "13912345678.0", "L5": 42916, "I5": "王五", "A11": "注：本表一式两份。", "Z4": "处室意见", "Z6": "同意"})
		id, err := f.NewStyle(&excelize.Style{NumFmt: 11}) // 0.00E+00
		must(t, err)
		must(t, f.SetCellStyle(sheet, "J5", "J5", id))
		must(t, f.MergeCell(sheet, "I5", "I6"))
		must(t, f.SetRowVisible(sheet, 7, false))
	}))
	for i, want := range []map[string]string{{colPhone: "13912345678", ColDue: "2017-06-30", "责任人": "王五"}, {colPhone: "13912345678", "责任人": "王五"}, {}, {}} {
		for name, v := range want {
			if got := r.Rows[i].Cells[name].Value; got != v {
				t.Errorf("row %d, %s: %q, want %q", i, name, got, v)
			}
		}
	}
	if len(r.Unread) != 2 || r.Unread[0] != (Unread{Column: "注：本表一式两份。", At: "填报表!A11", Cells: 1}) || r.Unread[1] != (Unread{Column: "处室意见", At: "填报表!Z6", Cells: 1}) {
		t.Errorf("unread %+v", r.Unread)
	}
}

// Headers as departments rename them.
func TestHeader(t *testing.T) {
	for shown, want := range map[string]string{
		"完成状态": ColStatus, "完 成\n状态 ": ColStatus, "任务完成状态": ColStatus, "状态": ColStatus, "完成状态（必填）*": ColStatus,
		"第一季度进展情况": "一季度进展", "第二季度工作进展情况": "二季度进展", "存在的主要困难和问题": "存在问题", "下一步措施": "下步措施", "存在的问题": "存在问题", "联系电话(手机)": "联系电话", "完成时限": ColRaw, "完成时限（原文）": ColRaw,
		"本季度进展": "", "进展情况": "", "完成情况": "", "处室意见": "",
	} {
		cells := []string{"序号", "任务编号", "任务内容", "备注", shown}
		h := headerOf(&sheetRow{number: 4, cells: cells})
		if h == nil || h.columns[4] != want || (h.unknown[4] == "") == (want == "") {
			t.Errorf("%s: %+v, want %q", shown, h, want)
		}
	}
	if h := headerOf(&sheetRow{number: 4, cells: []string{"1", "任务内容", "备注", "已完成"}}); h != nil {
		t.Errorf("taken for a header: %+v", h)
	}
	h := headerOf(&sheetRow{number: 4, cells: []string{"序号", "任务编号", "任务内容", "备注", "备注2"}})
	if h.columns[4] != "" {
		t.Errorf("a second column of remarks became %s", h.columns[4])
	}
}

// A sheet into which rows of several organs were copied.
func TestReadMerged(t *testing.T) {
	a, b := sampleBook("省科技厅"), sampleBook("省教育厅")
	data := edit(t, workbook(t, a), func(f *excelize.File) {
		other, err := excelize.OpenReader(bytes.NewReader(workbook(t, b)))
		must(t, err)
		rows, err := other.GetRows("填报表")
		must(t, err)
		for i, r := range rows[4:] {
			must(t, f.SetSheetRow("填报表", fmt.Sprintf("A%d", 9+i), &r))
		}
		set(t, f, map[string]any{"A13": "1-1", "E13": "排查", "B13": a.Handouts[0].Task})
	})
	rs, err := Read("合并.xlsx", data, ReadOptions{})
	must(t, err)
	if len(rs) != 2 || len(rs[0].Rows)+len(rs[1].Rows) != 9 || rs[0].OrganID == rs[1].OrganID {
		t.Fatalf("%d returns", len(rs))
	}
	for _, r := range rs {
		if len(r.Rows) == 5 && r.OrganID != organID(&b.Handouts[0]) {
			t.Error("the row below the second organ's went to the first")
		}
	}
}

func TestReadErrors(t *testing.T) {
	good := workbook(t, sampleBook("省科技厅"))
	unknown := edit(t, good, func(f *excelize.File) {
		must(t, errors.Join(f.RemoveCol("填报表", "X"), f.RemoveCol("填报表", "D"), f.RemoveCol("填报表", "B"))) // nothing says that it is ours
	})
	wide := edit(t, good, func(f *excelize.File) {
		for i := range 200 {
			must(t, f.SetCellValue("填报表", fmt.Sprintf("XFD%d", 20+i), "x"))
		}
	})
	if rs, err := Read("单位.xlsx", tinyBook(t, tinySheet(), "", ""), ReadOptions{}); err != nil || len(rs) != 1 || len(rs[0].Rows) != 1 {
		t.Fatalf("the small workbook that is damaged below: %+v, %v", rs, err)
	}
	var ods bytes.Buffer
	z := zip.NewWriter(&ods)
	w, err := z.Create("mimetype")
	must(t, err)
	_, err = w.Write([]byte("application/vnd.oasis.opendocument.spreadsheet"))
	must(t, err)
	must(t, z.Close())
	for name, c := range map[string]struct {
		data []byte
		opt  ReadOptions
		want taizhang.ErrorKind
	}{
		"no keys":       {unknown, ReadOptions{}, taizhang.Unsupported},
		"too wide":      {wide, ReadOptions{MaxCells: 100_000}, taizhang.TooLarge},
		"too large":     {good, ReadOptions{MaxExpanded: 1000}, taizhang.TooLarge},
		"too full":      {good, ReadOptions{MaxCells: 10}, taizhang.TooLarge},
		"broken off":    {tinyBook(t, strings.TrimSuffix(tinySheet(), "</row></sheetData></worksheet>"), "", ""), ReadOptions{}, taizhang.Malformed},
		"a cell twice":  {tinyBook(t, strings.Replace(tinySheet(), `<c r="D2"`, `<c r="C2"`, 1), "", ""), ReadOptions{}, taizhang.Malformed},
		"a row twice":   {tinyBook(t, strings.Replace(tinySheet(), `<row r="2">`, `<row r="1">`, 1), "", ""), ReadOptions{}, taizhang.Malformed},
		"another's row": {tinyBook(t, strings.Replace(tinySheet(), `<c r="D2"`, `<c r="D1"`, 1), "", ""), ReadOptions{}, taizhang.Malformed},
		"past the last": {tinyBook(t, strings.Replace(tinySheet(), `<row r="2">`, `<row r="1048577">`, 1), "", ""), ReadOptions{}, taizhang.Malformed},
		"too long":      {tinyBook(t, strings.Replace(tinySheet(), `<row r="2">`, `<row r="1000000">`, 1), "", ""), ReadOptions{MaxCells: 10_000}, taizhang.TooLarge},
		"cut short":     {good[:len(good)-100], ReadOptions{}, taizhang.Malformed},
		"ods":           {ods.Bytes(), ReadOptions{}, taizhang.NeedsConverter},
	} {
		_, err := Read("单位.xlsx", c.data, c.opt)
		var e *taizhang.Error
		if !errors.As(err, &e) || e.Kind != c.want || e.Path != "单位.xlsx" || e.What == "" || e.Remedy == "" {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}
