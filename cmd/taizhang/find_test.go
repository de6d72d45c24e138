package main

import (
	"bytes"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/store"
)

// A match is marked on a terminal, and nothing a notice holds is obeyed by it.
func TestPrintHits(t *testing.T) {
	var b bytes.Buffer
	err := printHits(&environ{stdout: &b}, []store.Hit{
		{Notice: "k", DocNumber: "川工领〔2018〕1号", NoticeTitle: "通知", Number: "1.", UID: "u1", ID: "plan/1", Text: "开展专利\x1b[31m培训。",
			Before: "开展", Match: "专利", After: "\x1b[31m培训。", Deadlines: []taizhang.Deadline{{Raw: "持续实施", Kind: taizhang.Ongoing}}},
		{Notice: "k", Number: "2", UID: "u2", ID: "t1/r2", Text: "修订条例。", Match: "省专利局", After: "负责",
			Assignments: []taizhang.Assignment{{Unit: "四川省专利局", Role: taizhang.Joint}, {Unit: "四川省教育厅", Role: taizhang.Lead}, {Unit: "四川省专利局", Role: taizhang.Joint}},
			Deadlines:   []taizhang.Deadline{{Raw: "6月底", Kind: taizhang.By, Due: "2018-06-30"}}},
		{Notice: "l", NoticeTitle: "公告", Number: "1.", UID: "u3", ID: "plan/1", Text: "甲\n乙"},
	}, "<", ">")
	want := `川工领〔2018〕1号  通知
  1.  u1  plan/1
    开展<专利>\u001b[31m培训。
    ongoing (持续实施)
  2  u2  t1/r2
    修订条例。
    <省专利局>负责
    lead 四川省教育厅; joint 四川省专利局
    due 2018-06-30 (6月底)

公告
  1.  u3  plan/1
    甲 乙
`
	if err != nil || b.String() != want {
		t.Errorf("%v\n%s", err, b.String())
	}
}
