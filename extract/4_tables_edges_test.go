package extract_test

import (
	"strings"
	"testing"
)

// TestEdges: tables whose edges a page, a title, a level of the header or a merged cell blurs.
func TestEdges(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a second level of known words, a cell a line", "序号\n工作任务\n责任分工\n完成时限\n牵头单位\n配合单位\n1\n布点助餐站\n市民政局\n市财政局\n6月底前\n2\n改造旧电梯\n市住建局\n市残联\n10月底前\n3\n培训护理员\n市人社局\n市卫健委\n12月底前\n",
			"任务分工表[number 序号, task 工作任务, lead 责任分工/牵头单位, support 责任分工/配合单位, deadline 完成时限] 1, 布点助餐站, 市民政局, 市财政局, 6月底前; 2, 改造旧电梯, 市住建局, 市残联, 10月底前; 3, 培训护理员, 市人社局, 市卫健委, 12月底前"},
		{"cells merged over rows, between tabs", "类别\t任务\t责任单位\t时限\n教育\t建幼儿园\t市教育局\t8月底\n\t招教师\t市人社局\t7月底\n卫生\t建卫生院\t市卫健委\t9月底\n",
			"任务分工表[category 类别, task 任务, unit 责任单位, deadline 时限] 教育, 建幼儿园, 市教育局, 8月底; 教育, 招教师, 市人社局, 7月底; 卫生, 建卫生院, 市卫健委, 9月底"},
		{"sums and notes are of no row above", "责任单位\t任务\t说明\n市教育局\t建校\t新建\n\t合计\t1项\n市民政局\t救助\t全市\n\t注：\t以上为初步安排\n",
			"任务分工表[unit 责任单位, task 任务, note 说明] 市教育局, 建校, 新建; total , 合计, 1项; 市民政局, 救助, 全市; data , 注：, 以上为初步安排"},
		{"a number alone is of its row", "序号\t任务\t责任单位\n1\t修路\t市交通局\n\t其中：支路\t市交通局\n2\t架桥\t市住建局\n",
			"任务分工表[number 序号, task 任务, unit 责任单位] 1, 修路, 市交通局; , 其中：支路, 市交通局; 2, 架桥, 市住建局"},
		{"what pages print between rows", "序号\t任务\t责任单位\n1\t修路\t市交通局\n2\t架桥\t市住建局\n· 12 ·\n东河市政府公报\n序号\t任务\t责任单位\n3\t建校\t市教育局\n· 13 ·\n东河市政府公报\n4\t种树\t市园林局\n",
			"任务分工表[number 序号, task 任务, unit 责任单位] 1, 修路, 市交通局; 2, 架桥, 市住建局; 3, 建校, 市教育局; 4, 种树, 市园林局"},
		{"organs over rows that count anew", "市发改委\n1\n编制地图\n3月底前\n2\n调度项目\n每季度\n市商务局\n1\n举办购物节\n5月底前\n2\n培育主体\n12月底前\n",
			"市发改委[number , task , deadline ] 1, 编制地图, 3月底前; 2, 调度项目, 每季度; section 市商务局, 市商务局, 市商务局; 1, 举办购物节, 5月底前; 2, 培育主体, 12月底前"},
		{"months, and numbered lines of what is done then", "月份\n工作内容\n责任科室\n1月\n1.制定计划\n2.签订责任书\n办公室\n2月\n1.慰问职工\n工会\n3月\n1.植树\n2.评比\n后勤科\n",
			"任务分工表[deadline 月份, task 工作内容, unit 责任科室] 1月, 1.制定计划⏎2.签订责任书, 办公室; 2月, 1.慰问职工, 工会; 3月, 1.植树⏎2.评比, 后勤科"},
		{"words in 【】 are a card's", "【事项】清理证明\n【责任单位】市司法局\n【完成时限】8月底前\n【事项】培训窗口\n【责任单位】市人社局\n【完成时限】4月底前\n",
			"任务分工表[task 事项, unit 责任单位, deadline 完成时限] 清理证明, 市司法局, 8月底前; 培训窗口, 市人社局, 4月底前"},
		{"a card a line", "时间：3月—4月，内容：摸底，排查，责任单位：市民政局\n时间：5月，内容：整治，责任单位：市公安局、市民政局\n",
			"任务分工表[deadline 时间, task 内容, unit 责任单位] 3月—4月, 摸底，排查, 市民政局; 5月, 整治, 市公安局、市民政局"},
		{"tasks called what pages call their links, and those behind the table", "重点任务\n工作内容\n责任科室\n政策解读\n解读本局文件。\n综合科\n政务服务\n公布流程。\n业务科\n推荐阅读\n推出书目。\n综合科\n信息发布\n公布预算。\n财务科\n政策解读\n一图读懂本局文件\n新闻发布会实录\n",
			"任务分工表[task 重点任务, task 工作内容, unit 责任科室] 政策解读, 解读本局文件。, 综合科; 政务服务, 公布流程。, 业务科; 推荐阅读, 推出书目。, 综合科; 信息发布, 公布预算。, 财务科"},
		{"where it is held is nobody's duty", "日期\n时间\n内容\n地点\n5月6日\n9:00\n开幕式\n市文化馆\n5月7日\n14:30\n比武\n职教中心\n5月8日\n10:00\n颁奖\n大剧院\n",
			"任务分工表[deadline 日期, deadline 时间, task 内容, other 地点] 5月6日, 9:00, 开幕式, 市文化馆; 5月7日, 14:30, 比武, 职教中心; 5月8日, 10:00, 颁奖, 大剧院"},
	} {
		if got := tablesOf(t, c.text); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if got := tablesOf(t, "序号\t任务\t责任单位\n1\t建校\t市教育局\n2\t修路\t市交通局\n第三类：卫生任务\n- 2 -\n由市财政局保障资金，6月底前到位。\n3\t建医院\t市卫健委\n4\t绿化\t市园林局\n"); strings.Contains(got, "市交通局; 3") {
		t.Errorf("text beside a page's number is no running head: %s", got)
	}
	for _, text := range []string{ // a notice whose lines fall into threes, a sentence behind who, prizes of the past, duties of tasks that stand between, who presides
		"关于做好2024年工作的通知\n各县人民政府：\n一、总体要求\n按时完成。\n二、报送\n市教育局\n6月底前完成建校\n无困难\n市财政局\n7月底前拨款\n无困难\n市民政局\n8月底前救助\n人手不足\n",
		"时间：3月，内容：摸底，责任单位：市民政局\n时间：4月，内容：整治，责任单位：市公安局。其间要每周报送，另由市委办督查\n",
		"春到水乡\n市文旅局\n2020年5月\n山路弯弯\n市交通局\n2020年6月\n灯火\n市总工会\n2020年9月\n渔歌\n市农业局\n2020年10月\n",
		"1.修路。\n责任单位：市交通局；配合单位：市财政局；完成时限：6月底\n2.架桥。\n责任单位：市住建局；配合单位：市财政局；完成时限：9月底\n",
		"时间：3月5日，地点：会议室，主持：市教育局\n时间：3月6日，地点：礼堂，主持：市公安局\n时间：3月7日，地点：广场，主持：市水利局\n",
	} {
		if got := tablesOf(t, text); got != "" {
			t.Errorf("%q: %s, want none", text, got)
		}
	}
}

// TestListsPublished: the times of a list that is published are past, where its header does not say that they are to come.
func TestListsPublished(t *testing.T) {
	for header, want := range map[string]string{"拟决策时间": "deadline", "预计出台时间": "deadline", "出台时间": "other", "决策时间": "other"} {
		text := "云海市2023年重大决策目录\n序号\n决策事项\n申报单位\n" + header + "\n1\n编制供水规划\n市水利局\n2023年6月\n2\n调整公交票价\n市交通局\n2023年9月\n3\n扩建体育中心\n市体育局\n2023年10月\n"
		if got := tablesIn(t, documentOf(text)); !strings.Contains(got, want+" "+header) {
			t.Errorf("%s: %s, want %s", header, got, want)
		}
	}
}
