package handoff

import (
	"archive/zip"
	"bytes"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
)

// patched replaces text in a part of a workbook, as a program that is not excelize
// writes it.
func patched(t testing.TB, data []byte, part, old, new string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	found := false
	for _, f := range z.File {
		r, err := f.Open()
		must(t, err)
		b, err := io.ReadAll(r)
		must(t, err)
		if f.Name == part {
			found = strings.Contains(string(b), old)
			b = []byte(strings.Replace(string(b), old, new, 1))
		}
		p, err := w.Create(f.Name)
		must(t, err)
		_, err = p.Write(b)
		must(t, err)
	}
	must(t, w.Close())
	if !found {
		t.Fatalf("%s has no %q", part, old)
	}
	return out.Bytes()
}

// reportedBook is sampleBook after every task reported its second quarter and its status.
func reportedBook() (*Book, []taizhang.Progress) {
	b := sampleBook("省科技厅")
	var present []taizhang.Progress
	for i := range b.Handouts {
		h := &b.Handouts[i]
		h.Report = taizhang.Report{taizhang.Quarter2: "已立项", taizhang.Quarter3: "已验收", taizhang.Status: "进行中"}
		for f, v := range h.Report {
			present = append(present, taizhang.Progress{Round: h.Round, Organ: h.Organ, Task: h.Task, Child: h.Child, Field: f, Value: v})
		}
	}
	return b, present
}

// TestUnreadableCells: a cell whose value can't be told never changes what was reported,
// and is a conflict that nobody can accept blindly.
func TestUnreadableCells(t *testing.T) {
	formula := func(v string) func(t testing.TB, data []byte) []byte {
		return func(t testing.TB, data []byte) []byte {
			data = edit(t, data, func(f *excelize.File) { set(t, f, map[string]any{"O6": 4711}) })
			return patched(t, data, "xl/worksheets/sheet1.xml", "<v>4711</v>", "<f>Z1&amp;\"x\"</f>"+v)
		}
	}
	merged := func(from, to string, cells map[string]any) func(t testing.TB, data []byte) []byte {
		return func(t testing.TB, data []byte) []byte {
			return edit(t, data, func(f *excelize.File) {
				must(t, f.MergeCell("填报表", from, to))
				set(t, f, cells)
			})
		}
	}
	for name, c := range map[string]struct {
		change    func(t testing.TB, data []byte) []byte
		conflicts int
		taken     int
		note      string
		returned  string
	}{
		"a formula without a value":     {formula(""), 1, 0, "公式没有存下结果（=Z1&\"x\"）", ""},
		"a formula with an empty value": {formula("<v></v>"), 1, 0, "公式没有存下结果", ""},
		"a formula with a value":        {formula("<v>12</v>"), 0, 1, "", ""},
		"a shared text that is not there": {func(t testing.TB, data []byte) []byte {
			data = edit(t, data, func(f *excelize.File) { set(t, f, map[string]any{"O6": 4711}) })
			return patched(t, data, "xl/worksheets/sheet1.xml", `<c r="O6"`, `<c t="s" r="O6"`)
		}, 1, 0, "所引用的文本不在工作簿中", ""},
		"merged over rows":                {merged("O6", "O8", map[string]any{"O6": "全部验收"}), 0, 3, "", ""},
		"merged over rows and columns":    {merged("O6", "P8", map[string]any{"O6": "全部验收"}), 6, 0, "单元格O6:P8合并", "全部验收"},
		"merged over columns":             {merged("O6", "P6", map[string]any{"O6": "全部验收"}), 2, 0, "单元格O6:P6合并", "全部验收"},
		"merged, what was reported stays": {merged("O6", "P6", nil), 1, 0, "单元格O6:P6合并", "已立项"},
		"emptied":                         {merged("A2", "B2", map[string]any{"O6": ""}), 0, 1, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			b, present := reportedBook()
			r := readOne(t, c.change(t, workbook(t, b)))
			m := Merge(b.Handouts, present, []Return{r}, MergeOptions{ParseDate: typedDates(t)})
			if len(m.Conflicts) != c.conflicts || len(m.Progress) != c.taken || len(m.Missing) != 0 {
				t.Fatalf("%d conflicts, %d cells taken, %d rows missing: %+v, %+v", len(m.Conflicts), len(m.Progress), len(m.Missing), m.Conflicts, m.Progress)
			}
			for _, x := range m.Conflicts {
				if x.Kind != taizhang.ConflictInvalid || !strings.Contains(x.Note, c.note) || x.Returned != c.returned || x.Present == "" {
					t.Errorf("%+v", x)
				}
				if _, ok := Accept(x); ok != (c.returned != "") {
					t.Errorf("may be accepted: %v", ok)
				}
			}
		})
	}
}

// TestMergedBeyondBounds: merged cells without end are refused, as what they cover could
// not be told from what was emptied.
func TestMergedBeyondBounds(t *testing.T) {
	data := edit(t, workbook(t, sampleBook("省科技厅")), func(f *excelize.File) { must(t, f.MergeCell("填报表", "A60", "B60")) })
	many := patched(t, data, "xl/worksheets/sheet1.xml", `<mergeCell ref="A60:B60"`, strings.Repeat(`<mergeCell ref="A60:B60"/>`, maxMerges)+`<mergeCell ref="A60:B60"`)
	if _, err := Read("反馈.xlsx", many, ReadOptions{}); taizhang.KindOf(err) != taizhang.TooLarge {
		t.Errorf("%v", err)
	}
	senseless := patched(t, data, "xl/worksheets/sheet1.xml", `<mergeCell ref="A60:B60"`, `<mergeCell ref="A60:?"`)
	if _, err := Read("反馈.xlsx", senseless, ReadOptions{}); taizhang.KindOf(err) != taizhang.Malformed {
		t.Errorf("%v", err)
	}
}

// TestAddedBeyondBounds: rows without end that nobody handed out are refused.
func TestAddedBeyondBounds(t *testing.T) {
	data := edit(t, workbook(t, sampleBook("省科技厅")), func(f *excelize.File) {
		for i := range 4 {
			set(t, f, map[string]any{"A" + strconv.Itoa(9+i): "1-" + strconv.Itoa(i+1), "E" + strconv.Itoa(9+i): "排查" + strconv.Itoa(i)})
		}
	})
	if _, err := Read("反馈.xlsx", data, ReadOptions{MaxAdded: 4}); err != nil {
		t.Error(err)
	}
	if _, err := Read("反馈.xlsx", data, ReadOptions{MaxAdded: 3}); taizhang.KindOf(err) != taizhang.TooLarge {
		t.Errorf("%v", err)
	}
}

// TestRenamedColumn: a column that may be one that is missing is a conflict, one of the
// department's own is not.
func TestRenamedColumn(t *testing.T) {
	for header, want := range map[string]struct{ conflicts, taken int }{
		"第二季度工作进展情况": {0, 1}, "进展情况": {1, 0}, "本季完成内容": {1, 0}, "": {1, 0},
	} {
		b, present := reportedBook()
		r := readOne(t, edit(t, workbook(t, b), func(f *excelize.File) { set(t, f, map[string]any{"O4": header, "O6": "全部验收"}) }))
		m := Merge(b.Handouts, present, []Return{r}, MergeOptions{ParseDate: typedDates(t)})
		if len(m.Conflicts) != want.conflicts || len(m.Progress) != want.taken {
			t.Errorf("%s: %+v, %+v", header, m.Conflicts, m.Progress)
		}
		for _, c := range m.Conflicts {
			if _, ok := Accept(c); ok || !strings.Contains(c.Note, "二季度进展") || !strings.Contains(c.Cell, "O") {
				t.Errorf("%s: %+v", header, c)
			}
		}
	}
	b, present := reportedBook()
	r := readOne(t, edit(t, workbook(t, b), func(f *excelize.File) { set(t, f, map[string]any{"Z4": "处室意见", "Z6": "同意"}) }))
	if m := Merge(b.Handouts, present, []Return{r}, MergeOptions{}); len(m.Conflicts) != 0 {
		t.Errorf("%+v", m.Conflicts)
	}
}

// TestRetypedKeys: a key is known in capitals, in full width and with blanks.
func TestRetypedKeys(t *testing.T) {
	b, present := reportedBook()
	for name, change := range map[string]func(string) string{
		"capitals":   func(k string) string { r, rest, _ := strings.Cut(k, "|"); return r + "|" + strings.ToUpper(rest) },
		"full width": func(k string) string { return strings.ReplaceAll(k, "|", "｜") },
		"blanks":     func(k string) string { return strings.ReplaceAll(k, "|", " | ") + " " },
	} {
		r := readOne(t, edit(t, workbook(t, b), func(f *excelize.File) {
			key, err := f.GetCellValue("填报表", "X6")
			must(t, err)
			set(t, f, map[string]any{"O6": "全部验收", "X6": change(key)})
		}))
		if m := Merge(b.Handouts, present, []Return{r}, MergeOptions{ParseDate: typedDates(t)}); len(m.Conflicts) != 0 || len(m.Progress) != 1 || len(m.Missing) != 0 {
			t.Errorf("%s: %+v, %+v, %d missing", name, m.Conflicts, m.Progress, len(m.Missing))
		}
	}
}
