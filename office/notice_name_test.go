package office

import (
	"testing"

	"github.com/taizhang/taizhang/store"
)

func TestNamed(t *testing.T) {
	o := &Office{Database: "a.db"}
	notices := []store.NoticeInfo{
		{Key: "甲|川办发(2017)1号", DocNumber: "川办发〔2017〕1号", Title: "关于印发2017年工作计划的通知", Standing: "current"},
		{Key: "乙|川办发(2018)2号", DocNumber: "川办发〔2018〕2号", Title: "关于印发《2018年工作计划》的通知", Standing: "current"},
		{Key: "丙|川办发(2016)3号", DocNumber: "川办发〔2016〕3号", Title: "关于印发2016年工作计划的通知", Standing: "superseded"},
	}
	for name, want := range map[string]string{
		"甲|川办发(2017)1号": "甲|川办发(2017)1号", "川办发〔2017〕1号": "甲|川办发(2017)1号", "川办发[2017]1号": "甲|川办发(2017)1号", "川办发（2017）1 号": "甲|川办发(2017)1号",
		"2": "乙|川办发(2018)2号", "2018年工作计划": "乙|川办发(2018)2号", "丙|川办发(2016)3号": "丙|川办发(2016)3号",
		"工作计划": "", "3": "", "0": "", "川办发〔2016〕3号": "", "": "", "（）": "",
	} {
		got, err := o.named(notices, name)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q is %q, want %q (%v)", name, got, want, err)
		}
	}
}
