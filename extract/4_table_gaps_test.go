package extract_test

import "testing"

// TestGaps: a cell a line, where blank lines say which cells are empty.
func TestGaps(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"columns that are empty in every row", "序号\n\n检查事项\n\n检查时间\n\n检查比例\n\n频次\n\n是否联合\n\n备注\n\n1\n\n水库检查\n\n4月-5月\n\n\n1次\n\n\n\n2\n\n取水巡查\n\n6月-8月\n\n\n2次\n\n\n\n3\n\n水质抽检\n\n9月\n\n\n1次\n",
			"[number 序号, task 检查事项, deadline 检查时间, other 检查比例, other 频次, other 是否联合, note 备注] 1, 水库检查, 4月-5月, , 1次, , ; 2, 取水巡查, 6月-8月, , 2次, , ; 3, 水质抽检, 9月, , 1次, , "},
		{"months over what is done in them, on several lines", "月份\n内 容\n备 注\n1-2月\n 放假\n \n3月\n一、义务劳动\n1、清扫街道；\n \n \n4月\n二、读书节\n三、歌手赛（4月20日）\n \n5月\n郊游\n \n \n活动表.doc\n",
			"[deadline 月份, task 内容, note 备注] 1-2月, 放假, ; 3月, 一、义务劳动⏎1、清扫街道；, ; 4月, 二、读书节⏎三、歌手赛（4月20日）, ; 5月, 郊游, "},
		{"organs merged over two tasks of one number", "序号\n\n实事内容\n\n责任单位\n\n完成时限\n\n1\n\n新建公厕8座。\n\n县城管局\n\n9月底前\n\n2\n\n建设中医院。\n\n县卫计委\n\n4月底前\n\n建设妇幼院。\n\n11月底前\n\n3\n\n改造小区6个。\n\n县住建局\n\n10月底前\n\n4\n\n新建幼儿园3所。\n\n县教育局\n\n8月底前\n",
			"[number 序号, task 实事内容, unit 责任单位, deadline 完成时限] 1, 新建公厕8座。, 县城管局, 9月底前; 2, 建设中医院。, 县卫计委, 4月底前; 2, 建设妇幼院。, 县卫计委, 11月底前; 3, 改造小区6个。, 县住建局, 10月底前; 4, 新建幼儿园3所。, 县教育局, 8月底前"},
	} {
		if got := tablesOf(t, c.text); got != "任务分工表"+c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
