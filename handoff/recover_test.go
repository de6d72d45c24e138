package handoff

import (
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
)

// A workbook that lost its hidden columns is read by what is left of it: the sheet that
// nobody sees, its heading, the texts. What is not certain is listed, and the rest is taken.
func TestLostColumns(t *testing.T) {
	drop := func(columns ...string) func(*testing.T, *excelize.File) {
		return func(t *testing.T, f *excelize.File) {
			for _, c := range columns {
				must(t, f.RemoveCol(f.GetSheetName(0), c))
			}
		}
	}
	hidden := drop("N", "M", "L", "K")
	for name, c := range map[string]struct {
		change func(*testing.T, *excelize.File)
		want   string
	}{
		"the keys":                  {drop("N"), "1/q2=已立项; 2/status=进行中"},
		"all hidden columns":        {hidden, "1/q2=已立项; 2/status=进行中"},
		"and the sheet nobody sees": {func(t *testing.T, f *excelize.File) { hidden(t, f); must(t, f.DeleteSheet(SheetMeta)) }, "1/q2=已立项; 2/status=进行中"},
		"and a text edited": {func(t *testing.T, f *excelize.File) { hidden(t, f); set(t, f, map[string]any{"B8": "别的"}) },
			"1/q2=已立项; !row  序号：2\n承担角色：牵头\n任务内容：别的\n牵头单位：省科技厅\n完成时限(原文)：2017年6月底前\n完成状态：进行中"},
		"and the units edited": {func(t *testing.T, f *excelize.File) { hidden(t, f); set(t, f, map[string]any{"E8": "省财政厅"}) },
			"1/q2=已立项; !key 校验码 ; !key 完成状态 进行中"},
		"the header": {func(t *testing.T, f *excelize.File) { must(t, f.RemoveRow(f.GetSheetName(0), 6)) }, "1/q2=已立项; 2/status=进行中"},
		"all above the table": {func(t *testing.T, f *excelize.File) {
			for range 6 {
				must(t, f.RemoveRow(f.GetSheetName(0), 1))
			}
		}, "1/q2=已立项; 2/status=进行中"},
		"sorted without them": {func(t *testing.T, f *excelize.File) {
			set(t, f, map[string]any{"A7": "2", "B7": "建设示范项目5个", "G7": "", "H7": "进行中", "A8": "1", "B8": "开展专项检查", "G8": "已立项", "H8": ""})
		}, "!key 校验码 2017Q2|0000000000000002||b502acd2|088ca4fa; !key 二季度进展 已立项; !key 校验码 2017Q2|0000000000000001||b502acd2|d8122598; !key 完成状态 进行中"},
	} {
		t.Run(name, func(t *testing.T) {
			b := sampleBook("省科技厅")
			b.Handouts = append(b.Handouts[:2:2], b.Handouts[3])
			b.Title = "省科技厅任务落实情况填报表（2017年第二季度）"
			data := edit(t, shortBook(t, b), func(f *excelize.File) {
				set(t, f, map[string]any{"G7": "已立项", "H8": "进行中"})
				c.change(t, f)
			})
			m := Merge(b.Handouts, nil, []Return{readOne(t, data)}, MergeOptions{ParseDate: typedDates(t)})
			if got := taken(m); got != c.want || m.Returns[0].Err != nil || m.Returns[0].Organ != "省科技厅" {
				t.Errorf("%s\nwant %s\n%+v", got, c.want, m.Returns[0])
			}
		})
	}
	b := sampleBook("省科技厅")
	b.Title = "任务表"
	data := edit(t, shortBook(t, b), func(f *excelize.File) {
		hidden(t, f)
		must(t, f.DeleteSheet(SheetMeta))
		set(t, f, map[string]any{"A2": ""})
	})
	m := Merge(b.Handouts, nil, []Return{readOne(t, data)}, MergeOptions{})
	if err := m.Returns[0].Err; taizhang.KindOf(err) != taizhang.Unsupported || len(m.Progress) != 0 {
		t.Errorf("nothing says which round it is of: %v, %+v", err, m.Progress)
	}
}
