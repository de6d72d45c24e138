package export

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
)

// comparison has a change of every kind, and what is hard to write.
func comparison() *taizhang.Comparison {
	unit := func(name string, role taizhang.Role) taizhang.UnitRole {
		return taizhang.UnitRole{Unit: name, Role: role}
	}
	keep, del, ins := taizhang.Keep, taizhang.Delete, taizhang.Insert
	c := &taizhang.Comparison{Old: taizhang.Compared{Key: "k1", DocNumber: "某政发〔2021〕1号", Year: 2021, Tasks: 6},
		New: taizhang.Compared{Key: "k2", Title: "某省2023年工作计划", Year: 2023, Tasks: 5},
		Changes: []taizhang.Change{
			{Verdicts: []taizhang.Verdict{taizhang.Same}, Score: 1, Old: []taizhang.Side{{ID: "a", Number: "1.", Text: "=1+1"}}, New: []taizhang.Side{{ID: "b", Number: "2.", Text: "=1+1"}}},
			{Verdicts: []taizhang.Verdict{taizhang.Reworded, taizhang.Moved, taizhang.DeadlineMoved}, Score: 0.736,
				Old:       []taizhang.Side{{Number: "2.", Text: "推动\x01建设", Units: []taizhang.UnitRole{unit("某省甲厅", taizhang.Lead), unit("某省乙厅", taizhang.Support)}, Due: []taizhang.Date{"2021-06-30"}}},
				New:       []taizhang.Side{{Number: "3.", Text: "推进\x01建设", Units: []taizhang.UnitRole{unit("某省丙厅", taizhang.Lead), unit("某省乙厅", taizhang.Support)}, Due: []taizhang.Date{"2023-09-30"}}},
				Diff:      []taizhang.Edit{{Op: del, Text: "推动"}, {Op: ins, Text: "推进"}, {Op: keep, Text: "\x01建设"}},
				Units:     taizhang.UnitShift{Gone: []taizhang.UnitRole{unit("某省甲厅", taizhang.Lead)}, Come: []taizhang.UnitRole{unit("某省丙厅", taizhang.Lead)}},
				Deadlines: taizhang.DateShift{Gone: []taizhang.Date{"2021-06-30"}, Come: []taizhang.Date{"2023-09-30"}}},
			{Verdicts: []taizhang.Verdict{taizhang.Split}, Score: 0.5, Old: []taizhang.Side{{Number: "3.", Text: "甲和乙"}},
				New:  []taizhang.Side{{Number: "4.", Text: "甲"}, {Number: "5.", Text: prose("丁", longRunes)}},
				Diff: []taizhang.Edit{{Op: keep, Text: "甲"}, {Op: del, Text: "和乙"}, {Op: ins, Text: "\n" + prose("丁", longRunes)}}},
			{Verdicts: []taizhang.Verdict{taizhang.Reworded}, Score: 0.2, Old: []taizhang.Side{{Number: "5.", Text: "从前"}}, New: []taizhang.Side{{Number: "7.", Text: "而今"}},
				Diff: []taizhang.Edit{{Op: del, Text: "从前"}, {Op: ins, Text: "而今"}}},
			{Verdicts: []taizhang.Verdict{taizhang.Added}, New: []taizhang.Side{{Number: "6.", Text: "新的任务"}}},
			{Verdicts: []taizhang.Verdict{taizhang.Dropped}, Old: []taizhang.Side{{Number: "4.", Text: "旧的任务"}}},
		}, Summary: map[taizhang.Verdict]int{taizhang.Same: 1, taizhang.Reworded: 2, taizhang.Moved: 1, taizhang.DeadlineMoved: 1, taizhang.Split: 1, taizhang.Added: 1, taizhang.Dropped: 1}}
	return c
}

func TestCompareWorkbook(t *testing.T) {
	var first bytes.Buffer
	for range 10 { // always the same bytes
		var b bytes.Buffer
		must(t, CompareXLSX(&b, comparison()))
		if first.Len() > 0 && !bytes.Equal(first.Bytes(), b.Bytes()) {
			t.Fatal("another run gives other bytes")
		}
		first = b
	}
	f, err := excelize.OpenReader(bytes.NewReader(first.Bytes()))
	must(t, err)
	defer f.Close()
	if got := f.GetSheetList(); !slices.Equal(got, []string{sheetCompare, sheetCounts}) {
		t.Errorf("sheets %v", got)
	}
	s := read(t, f, sheetCompare)
	find := func(number string) int { // the row of a change
		for r := firstRow; r <= len(s.rows); r++ {
			if s.get("序号", r) == number {
				return r
			}
		}
		t.Fatalf("no change %s", number)
		return 0
	}
	row := find("2")
	for column, want := range map[string]string{"变化": "改写\n责任单位调整\n时限调整", "原编号": "2.", "新编号": "3.", "原任务": "推动␁建设", "新任务": "推进␁建设",
		"原责任单位": "牵头：某省甲厅\n配合：某省乙厅", "新责任单位": "牵头：某省丙厅\n配合：某省乙厅", "原时限": "2021-06-30", "新时限": "2023-09-30", "相近程度": "74"} {
		if got := s.get(column, row); got != want {
			t.Errorf("%s is %q, want %q", column, got, want)
		}
	}
	for column, want := range map[string]string{"原任务": "推动", "新任务": "推进", "原责任单位": "某省甲厅", "新责任单位": "某省丙厅", "原时限": "2021-06-30", "新时限": "2023-09-30"} {
		runs, err := f.GetCellRichText(sheetCompare, s.ref(column, row))
		must(t, err)
		var marked []string
		for _, r := range runs {
			if r.Font != nil && (r.Font.Strike || r.Font.Bold) {
				marked = append(marked, r.Text)
			}
		}
		if !slices.Equal(marked, []string{want}) {
			t.Errorf("%s: marked %q, want %q", column, marked, want)
		}
	}
	if runs, _ := f.GetCellRichText(sheetCompare, s.ref("原任务", find("4"))); s.get("原任务", find("4")) != "从前" || len(runs) > 1 || len(runs) == 1 && runs[0].Font != nil {
		t.Errorf("a text that was rewritten altogether is marked: %v", runs)
	}
	if got, _ := f.GetCellFormula(sheetCompare, s.ref("原任务", find("1"))); got != "" {
		t.Errorf("a text became the formula %s", got)
	}
	fills := map[string]bool{}
	for _, n := range []string{"1", "2", "3", "5", "6"} {
		id, _ := f.GetCellStyle(sheetCompare, s.ref("变化", find(n)))
		style, err := f.GetStyle(id)
		must(t, err)
		fills[strings.Join(style.Fill.Color, "")] = true
	}
	if len(fills) != 5 {
		t.Errorf("%d colours of 5: %v", len(fills), fills)
	}
	var long strings.Builder // what takes several rows is all there
	for r := find("3"); r < find("4"); r++ {
		long.WriteString(s.get("新任务", r))
	}
	if want := "甲\n" + prose("丁", longRunes); long.String() != want {
		t.Errorf("a long text is cut: %d of %d bytes", long.Len(), len(want))
	}
	counts := read(t, f, sheetCounts)
	if n := len(counts.rows); n != headerRow+len(taizhang.Verdicts)+1 || counts.get("项数", n) != "6" || counts.get("变化", firstRow) != "未变" {
		t.Errorf("counts %v", counts.rows)
	}
	for _, sheet := range []string{sheetCompare, sheetCounts} {
		if p, _ := f.GetPanes(sheet); !p.Freeze || p.YSplit != headerRow {
			t.Errorf("%s: the header is not frozen", sheet)
		}
	}
}

// TestCompareText: the columns of the table stand under their headers, two columns a character.
func TestCompareText(t *testing.T) {
	var b bytes.Buffer
	must(t, CompareText(&b, comparison()))
	lines := strings.Split(b.String(), "\n")
	at := func(line, word string) int {
		before, _, ok := strings.Cut(line, word)
		if !ok {
			t.Fatalf("no %s in %q", word, line)
		}
		return termWidth(before)
	}
	for _, c := range []struct {
		line         int
		header, word string
	}{{1, "任务", "=1+1"}, {2, "任务", "推进\\u0001"}, {3, "新编号", "4. 5."}, {6, "任务", "旧的任务"}, {4, "改动", "通篇改写"}, {2, "改动", "单位：某省甲厅（牵头）→某省丙厅"}} {
		if got, want := at(lines[c.line], c.word), at(lines[0], c.header); got != want {
			t.Errorf("%s stands at %d, its header at %d", c.word, got, want)
		}
	}
	if !strings.Contains(b.String(), "共 6 项：未变 1，改写 2，拆分 1，责任单位调整 1，时限调整 1，新增 1，取消 1") {
		t.Errorf("no such count in %s", b.String())
	}
	for _, line := range lines {
		if strings.ContainsAny(line, "\x01\t") {
			t.Errorf("a control character in %q", line)
		}
	}
}
