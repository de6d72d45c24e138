package extract_test

import "testing"

// TestFlat: a cell a line, within an outline.
func TestFlat(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"the first row is no word of the header, and the count of the outline ends the table",
			"一、对象\n全体毕业生。\n二、时间和地点\n安排见下表：\n系别\n时间\n地点\n负责人\n机电工程系\n5月20日\n教学楼A101\n王小明\n信息工程系\n5月21日\n实训楼B203\n李文\n经济管理系\n5月22日\n教学楼C305\n张红\n三、要求\n（一）各系要成立委员会，于5月10日前报教务处。\n四、其他\n请各系按时完成。\n",
			"[task 系别, deadline 时间, other 地点, other 负责人] 机电工程系, 5月20日, 教学楼A101, 王小明; 信息工程系, 5月21日, 实训楼B203, 李文; 经济管理系, 5月22日, 教学楼C305, 张红"},
		{"街道 with a name is a cell as towns are",
			"片区\n主责部门\n计划投资\n推进事项\n青石镇\n市水利局\n38%\n整治河道\n北关街道\n区市场监管局、图书馆\n34万元\n新建市场\n南坪镇\n教育局\n854\n改造校舍\n城关镇\n民政局\n455\n建养老院\n",
			"[other 片区, lead 主责部门, other 计划投资, task 推进事项] 青石镇, 市水利局, 38%, 整治河道; 北关街道, 区市场监管局、图书馆, 34万元, 新建市场; 南坪镇, 教育局, 854, 改造校舍; 城关镇, 民政局, 455, 建养老院"},
		{"figures without a number's order are enough",
			"系别\n检查时间\n指标\n护理系\n6月26日\n79%\n外语系\n10月18日\n536\n机电系\n9月23日\n465\n艺术系\n9月21日\n24.4\n",
			"[task 系别, deadline 检查时间, measure 指标] 护理系, 6月26日, 79%; 外语系, 10月18日, 536; 机电系, 9月23日, 465; 艺术系, 9月21日, 24.4"},
		{"one row under words that no table knows: the header ends before the first of its numbers, an empty last cell is none",
			"序号\n抽查任务名称\n抽查事项\n抽查对象\n抽查基数\n抽查比例\n检查时间\n备注\n1\n苗木检查\n苗木生产许可\n种苗基地\n51\n5%\n9月底前\n",
			"[number 序号, other 抽查任务名称, task 抽查事项, other 抽查对象, other 抽查基数, other 抽查比例, deadline 检查时间, note 备注] 1, 苗木检查, 苗木生产许可, 种苗基地, 51, 5%, 9月底前, "},
		{"columns that nobody filled in, and two numbered rows",
			"序号\n检查事项\n检查时间\n抽查频次\n是否双随机\n是否联合检查\n备注\n1\n粮库安全检查\n3月-6月\n至少1次\n2\n夏粮收购检查\n6月-9月\n至少2次\n",
			"[number 序号, task 检查事项, deadline 检查时间, other 抽查频次, other 是否双随机, other 是否联合检查, note 备注] 1, 粮库安全检查, 3月-6月, 至少1次, , , ; 2, 夏粮收购检查, 6月-9月, 至少2次, , , "},
		{"labels that run on tell rows of text alone",
			"一级指标\n二级指标\n评价标准\n数据来源\n签约数量\n1.重点人群覆盖率\n较上一年增加。\n业务系统\n签约数量\n2.签约服务覆盖率\n每年增加。\n统计年报\n服务供给\n3.家庭医生人数\n比上一年增加，力争翻番。\n现场抽查\n服务供给\n4.门诊居民占比\n较上一年增加。\n诊疗记录\n",
			"[category 一级指标, measure 二级指标, other 评价标准, other 数据来源] data 签约数量, 1.重点人群覆盖率, 较上一年增加。, 业务系统; data 签约数量, 2.签约服务覆盖率, 每年增加。, 统计年报; data 服务供给, 3.家庭医生人数, 比上一年增加，力争翻番。, 现场抽查; data 服务供给, 4.门诊居民占比, 较上一年增加。, 诊疗记录"},
		{"a step that pages print as a word of their own, too",
			"阶段\n责任单位\n时限\n起草\n市司法局\n3月底\n审查\n市财政局\n5月底\n发布\n市政府办公室\n6月底\n",
			"[task 阶段, unit 责任单位, deadline 时限] 起草, 市司法局, 3月底; 审查, 市财政局, 5月底; 发布, 市政府办公室, 6月底"},
	} {
		if got := tablesOf(t, c.text); got != "任务分工表"+c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestFewRowsInBlanks: wide blanks part the cells of one row, where most words above it are a header's.
func TestFewRowsInBlanks(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a dash is an empty cell", "序号    决策事项    承办单位    拟决策时间    备注\n1    河湖岸线规划    县水务局    2025年12月    —\n",
			"任务分工表[number 序号, task 决策事项, unit 承办单位, deadline 拟决策时间, note 备注] 1, 河湖岸线规划, 县水务局, 2025年12月, "},
		{"the labels of a form stand below labels", "姓名    性别    出生年月    联系电话\n工作单位    职务    政治面貌    备注\n", ""},
		{"two words over rows of two cells", "时间    重点工作\n2月    制定工作计划\n3月    开展主题教育活动\n4月    祭扫烈士陵园\n",
			"任务分工表[deadline 时间, task 重点工作] 2月, 制定工作计划; 3月, 开展主题教育活动; 4月, 祭扫烈士陵园"},
	} {
		if got := tablesOf(t, c.text); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
