package extract_test

import "testing"

// TestBarredCells: a bar behind each cell, as many in every row: what cells merged over others leave out, the row's end has in bars.
func TestBarredCells(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"merged at both sides of what is printed", "序号 |\n检查领域 |\n检查事项 |\n检查比例 |\n牵头单位 |\n配合单位 |\n1 |\n学校检查 |\n招生、收费等情况的检查 |\n10% |\n市教育局 |\n市市场监管局 |\n教学设备的检查 |\n20% |\n||||\n2 |\n旅店检查 |\n取得许可证情况的检查 |\n5% |\n市公安局 |\n市卫生健康局 |\n旅店卫生情况的检查 |\n8% |\n||||\n",
			"[number 序号, other 检查领域, task 检查事项, other 检查比例, lead 牵头单位, support 配合单位] 1, 学校检查, 招生、收费等情况的检查, 10%, 市教育局, 市市场监管局; 1, 学校检查, 教学设备的检查, 20%, 市教育局, 市市场监管局; " +
				"2, 旅店检查, 取得许可证情况的检查, 5%, 市公安局, 市卫生健康局; 2, 旅店检查, 旅店卫生情况的检查, 8%, 市公安局, 市卫生健康局"},
		{"one row", "序号 |\n决策事项 |\n承办单位 |\n完成时限 |\n1 |\n供水专项规划 |\n市水利局 |\n6月底前 |\n",
			"[number 序号, task 决策事项, unit 承办单位, deadline 完成时限] 1, 供水专项规划, 市水利局, 6月底前"},
		{"a bar before each further cell, and alone behind the last", "工作任务\n| 具体内容\n| 责任单位\n| 完成时限\n|\n办事更方便\n| 梳理办事材料，取消重复证明。\n| 市司法局\n| 6月底前\n|\n公布取消的证明，接受监督。\n| 市行政审批局\n| 9月底前\n|\n服务更主动\n| 上门办理老年人事项。\n| 市民政局\n| 9月底前\n|\n",
			"[task 工作任务, task 具体内容, unit 责任单位, deadline 完成时限] 办事更方便, 梳理办事材料，取消重复证明。, 市司法局, 6月底前; 办事更方便, 公布取消的证明，接受监督。, 市行政审批局, 9月底前; 服务更主动, 上门办理老年人事项。, 市民政局, 9月底前"},
	} {
		if got := tablesOf(t, c.text); got != "任务分工表"+c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
