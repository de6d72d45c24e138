package extract

import (
	"strings"
	"testing"
)

// dutiesOf says who is responsible for each task of a text, and for a section that says so, as "1. lead 甲 乙; support 丙".
func dutiesOf(t *testing.T, text string) string {
	t.Helper()
	var out []string
	for _, n := range draftOf(t, text).Nodes {
		if n.Section && n.Groups == nil {
			continue
		}
		var groups []string
		for _, g := range n.Groups {
			s := string(g.Duty)
			for _, m := range g.Mentions {
				s += " " + m.Text
			}
			if g.Others {
				s += " +"
			}
			groups = append(groups, s)
		}
		out = append(out, strings.TrimSpace(n.Label+" "+strings.Join(groups, "; ")))
	}
	return strings.Join(out, " | ")
}

// TestDuties: whom a task makes responsible, wherever it says so; + for others that it does not name.
func TestDuties(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a bracket at the end", "1.修管网。（市水利局负责）", "1. responsible 市水利局"},
		{"lead and support", "1.修管网。（市水利局牵头，市财政局、市住建局配合）", "1. lead 市水利局; support 市财政局 市住建局"},
		{"others that are not named", "1.修管网。（市水利局等部门按职责分工负责）", "1. separate 市水利局 +"},
		{"a label in a bracket", "1.修管网。（责任单位：市水利局、市财政局）", "1. responsible 市水利局 市财政局"},
		{"labels in a sentence", "1.修管网。牵头单位：市水利局；配合单位：市财政局。", "1. lead 市水利局; support 市财政局"},
		{"labels without colons", "1.责任单位市水利局；完成时间6月底前。", "1. responsible 市水利局"},
		{"a label on a line of its own", "1.修管网。\n责任单位：市水利局", "1. responsible 市水利局"},
		{"a sentence", "1.由市水利局负责修管网，市财政局配合。", "1. responsible 市水利局; support 市财政局"},
		{"how each answers, before a comma", "1.市水利局、市财政局按照各自职能，分工负责，修管网。", "1. separate 市水利局 市财政局"},
		{"what they keep to, before a comma", "1.市水利局按照有关规定，负责修管网。", "1. responsible 市水利局"},
		{"how each helps, before a comma", "1.各有关单位按照职责分工，密切配合。", "1."},
		{"a task before its organ", "1.修管网。此项工作由办公室负责。", "1. responsible 办公室"},
		{"a task that belongs to an organ", "1.会务工作归口市教育局办公室负责。", "1. responsible 市教育局办公室"},
		{"由 and 归口 within a name", "1.修管网。（各归口管理部门负责）\n2.清河道。责任单位：市外事归口办公室", "1. responsible 各归口管理部门 | 2. responsible 市外事归口办公室"},
		{"a list that somebody is to make", "1.市水利局负责收集名单反馈意见。", "1. responsible 市水利局"},
		{"a word of a label over a count", "1.修管网。\n参加单位：\n1.市水利局", "1. | 1."},
		{"together with another, and nobody answers", "1.由市水利局会同市财政局修订管网办法。", "1."},
		{"together with another, who answers", "1.修管网。（市水利局会同市财政局负责）", "1. lead 市水利局; support 市财政局"},
		{"a suffix that names share stays as printed", "1.修管网。（云海市、雾州市人民政府负责）", "1. responsible 云海市 雾州市人民政府"},
		{"one more unit for all that follow", "1.修管网。（市水利局负责）以下各项均需市财政局配合；不再列出。\n2.清河道。（市水利局负责）", "1. responsible 市水利局; support 市财政局 | 2. responsible 市水利局; support 市财政局"},
		{"a line below for all above", "1.修管网。\n2.清河道。\n以上任务由市水利局牵头，市财政局配合。\n3.建公园。（市园林局负责）", "1. lead 市水利局; support 市财政局 | 2. lead 市水利局; support 市财政局 | 3. responsible 市园林局"},
		{"a line below by numbers", "1.修管网。\n2.清河道。\n3.建公园。\n以上1—2项由市水利局负责，第3项由市园林局负责。", "1. responsible 市水利局 | 2. responsible 市水利局 | 3. responsible 市园林局"},
		{"a line below by numbers in brackets", "（一）修管网。\n（二）清河道。\n（三）建公园。\n以上（一）至（二）项由市水利局负责，第（三）项由市园林局负责。", "（一） responsible 市水利局 | （二） responsible 市水利局 | （三） responsible 市园林局"},
		{"a bullet over a task that ends as an organ does", "★ 建设档案馆\n牵头部门：市档案局\n★ 编纂志书\n牵头部门：市史志办", "★ lead 市档案局 | ★ lead 市史志办"},
		{"who is told to lead", "1.责成市水利局牵头修管网。", "1. lead 市水利局"},
		{"what is above, and hands out nothing", "1.修管网。\n2.清河道。\n以上任务完成情况报市水利局。", "1. | 2."},
		{"who answers stands above each task", "责任单位：市水利局\n1.修管网。\n责任单位：市园林局\n2.建公园。\n责任单位：市城管局\n3.清河道。", "1. responsible 市水利局 | 2. responsible 市园林局 | 3. responsible 市城管局"},
		{"above the first, for all", "责任单位：市水利局\n1.修管网。\n2.清河道。", "一、 responsible 市水利局 | 1. | 2."},
		{"bullets with lines below", "- 修管网工程\n责任单位：市水利局\n完成时限：6月底前\n- 清河道淤泥\n责任单位：市城管局", "- responsible 市水利局 | - responsible 市城管局"},
		{"a dash behind who does it", "1.分工\n市教育局——负责考务\n市公安局——负责押运", "1. responsible 市教育局; responsible 市公安局"},
		{"roles that are explained", "1.职责\n主办：负责统筹\n协办：负责现场", "1."},
		{"what another document says", "1.《某法》规定，市水利局负责管网。", "1."},
		{"pointed brackets", "1.修管网。（市水利局、各县<市、区>人民政府负责）", "1. responsible 市水利局 各县<市、区>人民政府"},
		{"a clause behind a list", "1.责任部门为市水利局、市财政局，推进修管网。", "1. responsible 市水利局 市财政局"},
		{"a group whose last word stands before verbs, too", "1.修管网。（市水利局、各群团组织负责）", "1. responsible 市水利局 各群团组织"},
		{"offices one blank apart", "1.修管网。责任科室：医保办 药剂科", "1. responsible 医保办 药剂科"},
		{"由 and who sees to it", "1.修管网，由市水利局组织实施。", "1. responsible 市水利局"},
		{"each for its part", "1.修管网。（市水利局、各县人民政府按职责分工负责）", "1. separate 市水利局 各县人民政府"},
		{"a list of its own below the last task is the section's", "1.修管网。\n2.清河道。\n（市水利局负责）", "一、 responsible 市水利局 | 1. | 2."},
		{"who is told of it", "1.修管网，并报市水利局。", "1."},
		{"a verb that hands out nothing", "1.组织市水利局学习文件。", "1."},
		{"a name that does its own work", "1.市水利局组织修管网。", "1."},
		{"organs over counts", "教育局：\n1.建校舍。\n2.修操场。\n公安局：\n1.治超载。（交警支队牵头）\n2.查酒驾。", "1. responsible 教育局 | 2. responsible 教育局 | 1. lead 交警支队 | 2. responsible 公安局"},
		{"organs alone on a line over counts", "财政局\n1.落实资金。\n2.开展评价。\n教育局\n1.建校舍。", "1. responsible 财政局 | 2. responsible 财政局 | 1. responsible 教育局"},
		{"organs over counts, no line ends", "一、任务\n教育局：1.建校舍。2.修操场。公安局、交通局：1.治超载。\n二、要求", "一、 | 1. responsible 教育局 | 2. responsible 教育局 | 1. responsible 公安局 交通局 | 二、"},
	} {
		if got := dutiesOf(t, "关于印发2020年任务分工的通知\n各部门：\n一、任务\n"+c.text); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
