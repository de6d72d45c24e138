package handoff

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/fixtures/libreoffice"
	"github.com/xuri/excelize/v2"
)

// A real round through LibreOffice: what was typed, and nothing else, comes back.
func TestLibreOffice(t *testing.T) {
	b := sampleBook("省科技厅")
	dir := t.TempDir()
	name := filepath.Join(dir, "单位.xlsx")
	must(t, os.WriteFile(name, workbook(t, b), 0o600))
	libreoffice.Convert(t, dir, "ods", name)
	must(t, os.Remove(name))
	libreoffice.Convert(t, dir, "xlsx", filepath.Join(dir, "单位.ods"))
	data, err := os.ReadFile(name)
	must(t, err)
	data = edit(t, data, func(f *excelize.File) {
		sheet := f.GetSheetName(0)
		must(t, f.DuplicateRowTo(sheet, 5, 9)) // 1 goes last
		must(t, f.RemoveRow(sheet, 5))
		set(t, f, map[string]any{"F3": "张三", "O5": "已立项", "R6": "进行中", "R8": "已完成", "L7": "2017年6月", "A9": "3-1", "E9": "排查", "E7": "修订办法", "J5": 13800000000.0})
	})
	must(t, os.WriteFile(name, data, 0o600))
	out := filepath.Join(dir, "存过")
	libreoffice.Convert(t, out, "xlsx", name)
	data, err = os.ReadFile(filepath.Join(out, "单位.xlsx"))
	must(t, err)
	r := readOne(t, data)
	present := []taizhang.Progress{}
	for _, h := range b.Handouts {
		if v := h.Report[taizhang.Phone]; v != "" {
			present = append(present, taizhang.Progress{Organ: h.Organ, Task: h.Task, Child: h.Child, Field: taizhang.Phone, Value: v})
		}
	}
	m := Merge(b.Handouts, present, []Return{r}, MergeOptions{At: "now", ParseDate: typedDates(t)})
	var got []string
	for _, p := range m.Progress {
		who := p.Child
		if who != "" && who != "c1" {
			who = "new"
		}
		got = append(got, strings.TrimLeft(p.Task, "0")+"/"+who+"/"+string(p.Field)+"="+p.Value+"@"+p.Cell+" "+p.Who)
	}
	want := "1//status=已完成@填报表!R8 张三; 2//q2=已立项@填报表!O5 张三; 2/c1/status=进行中@填报表!R6 张三; 3/new/序号=3-1@填报表!A9 张三; 3/new/任务内容=排查@填报表!E9 张三"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("taken %s\nwant %s", s, want)
	}
	if len(m.Conflicts) != 1 || m.Conflicts[0].Kind != taizhang.ConflictEdited || m.Conflicts[0].Returned != "修订办法" || len(m.Missing) != 0 || len(m.Children) != 1 {
		t.Errorf("conflicts %+v, missing %+v", m.Conflicts, m.Missing)
	}
}
