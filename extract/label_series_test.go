package extract

import "testing"

// TestSeries: the same word with 1 and with 2 where blocks begin is a label, and no list knows it.
func TestSeries(t *testing.T) {
	for text, want := range map[string]string{
		"问题1：修管网。\n问题2：清河道。":              "问题1： 问题2：",
		"一、问题清单问题1：修管网。时限：12月31日问题2：清河道。": "一、 >问题1： >问题2：",
		"专项行动一、修管网。\n专项行动二、清河道。":          "专项行动一、 专项行动二、",
		"第一阶段（3月）：修管网。\n第二阶段（4月）：清河道。":    "第一阶段 第二阶段",
		"任务（1）修管网。\n任务（2）清河道。":            "任务（1） 任务（2）",
		"工程1 修管网。\n工程2 清河道。":              "工程1 工程2",
		"问题1：修管网。\n对策2：清河道。":              "", // two words, once each
		"附件1：管网表\n附件2：河道表":                "", // no block
		"第一季度，修管网。\n第二季度，清河道。":            "",
	} {
		if got := outlineOf(t, text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
