package match_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/taizhang/taizhang"
)

// outline makes a ledger of lines: "# 标题" is a section, "| 任务" a row of the
// schedule, anything else an item of the section above it. Numbers run on.
func outline(lines ...string) *taizhang.Ledger {
	l := &taizhang.Ledger{}
	t := taizhang.Table{ID: "t1", Kind: taizhang.ScheduleTable, Title: "进度安排表", Columns: []taizhang.Column{
		{Name: "序号", Role: taizhang.ColNumber}, {Name: "工作任务", Role: taizhang.ColTask}, {Name: "成果形式", Role: taizhang.ColResult}}}
	var parents []string
	for _, s := range lines {
		n := fmt.Sprint(len(l.Nodes) + 1)
		if title, ok := strings.CutPrefix(s, "# "); ok {
			l.Nodes = append(l.Nodes, taizhang.Node{ID: "s" + n, Label: n + "、", Title: title, Section: true})
			parents = []string{"s" + n}
		} else if task, ok := strings.CutPrefix(s, "| "); ok {
			no := fmt.Sprint(len(t.Rows) + 1)
			task, result, _ := strings.Cut(task, " | ")
			t.Rows = append(t.Rows, taizhang.Row{ID: "r" + no, Number: no, Kind: taizhang.TaskRow,
				Cells: []taizhang.Cell{{Text: no}, {Text: task}, {Text: result}}})
		} else {
			l.Nodes = append(l.Nodes, taizhang.Node{ID: "i" + n, Label: n + ".", Text: s, Parents: parents})
		}
	}
	l.Tables = []taizhang.Table{t}
	return l
}

// says returns what the entry with an id says.
func says(l *taizhang.Ledger, id string) string {
	for _, n := range l.Nodes {
		if n.ID == id {
			return n.Title + n.Text
		}
	}
	for _, r := range l.Tables[0].Rows {
		if r.ID == id {
			return r.Cells[1].Text
		}
	}
	return ""
}

var (
	verbs  = strings.Fields("推进 加快 完善 建立 开展 组织 实施 深化 强化 扩大 制定 落实 支持 培育 规范")
	things = strings.Fields(`农村公路 中小学食堂 医保支付 专利导航 不动产登记 高标准农田 养老机构 城市绿道 电子证照 污水管网 职业技能
		普惠金融 招标投标 冷链物流 森林防火 食品抽检 应急广播 地名标志 社区矫正 远程诊疗 数据共享 集体林权 水库除险 校车安全 商事制度
		港口集疏运 充电桩 老旧小区 非遗传承 图书馆 全民健身 粮食仓储 畜禽粪污 工业园区 科技特派员 知识产权 首台套 中小企业 民族团结 退役军人`)
	forms = strings.Fields("改造 试点 监管 改革 建设 治理 示范 培训 清单 平台 标准 机制 评价 服务 目录 普查 专项检查 数据库 行动计划 管理办法")
	ends  = []string{"，完善体制机制，形成可复制可推广的经验。", "，确保取得实效。", "，年底前完成。", "，定期通报进展情况。", "。"}
)

// tasks makes n different tasks in the manner of plans, boilerplate and all.
func tasks(r *rand.Rand, n int) []string {
	out := make([]string, n)
	pick := func(words []string) string { return words[r.IntN(len(words))] }
	for i := range out {
		var b strings.Builder
		for k := range 2 + r.IntN(3) {
			if k > 0 {
				b.WriteString("，")
			}
			fmt.Fprintf(&b, "%s%s%s%s", pick(verbs), pick(things), pick(things), pick(forms))
		}
		fmt.Fprintf(&b, "，覆盖%d个乡镇", r.IntN(900)+10)
		b.WriteString(pick(ends))
		out[i] = b.String()
	}
	return out
}
