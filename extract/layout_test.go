package extract

import (
	"fmt"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/seeds"
)

// timeless finds no times: the layout needs none.
type timeless struct{}

func (timeless) Whole(string) bool   { return false }
func (timeless) Leading(string) bool { return false }
func (timeless) Dates(string) bool   { return false }

// draftOf reads a text, a line a paragraph.
func draftOf(t *testing.T, text string) *taizhang.Draft {
	t.Helper()
	e, err := New(seeds.FS(), timeless{})
	if err != nil {
		t.Fatal(err)
	}
	doc := &taizhang.Document{Text: text}
	at := 0
	for _, l := range strings.SplitAfter(text, "\n") {
		if n := len(strings.TrimSuffix(l, "\n")); n > 0 {
			doc.Blocks = append(doc.Blocks, taizhang.Block{Kind: taizhang.Paragraph, Spans: taizhang.Of(at, at+n), At: fmt.Sprint(at)})
		}
		at += len(l)
	}
	return e.Extract(doc)
}

// outlineOf returns the labels of a text, each with its depth, as "一、>（一）>1.".
func outlineOf(t *testing.T, text string) string {
	t.Helper()
	var out []string
	for _, n := range draftOf(t, text).Nodes {
		out = append(out, strings.Repeat(">", n.Level-1)+n.Label)
	}
	return strings.Join(out, " ")
}

// TestLayout says which numbers are labels, and what they stand under.
func TestLayout(t *testing.T) {
	const long = "健全工作机制，细化任务分工，压实各方责任，加强督促检查，确保各项任务落到实处，形成齐抓共管的良好局面。"
	for _, c := range []struct{ name, text, want string }{
		{"lines", "一、总体要求\n（一）目标。\n1.一。\n2.二。\n（二）原则。\n二、任务\n（一）甲。", "一、 >（一） >>1. >>2. >（二） 二、 >（一）"},
		{"numbers that run on across parents", "一、甲\n（一）子。\n（二）丑。\n二、乙\n（三）寅。\n（四）卯。", "一、 >（一） >（二） 二、 >（三） >（四）"},
		{"a lone number under a heading", "一、甲\n1.只有一项。\n二、乙\n1.也只有一项。", "一、 >1. 二、 >1."},
		{"a number is missing", "1.甲。\n2.乙。\n4.丁。", "1. 2. 4."},
		{"no line ends", "一、总体要求（一）目标。" + long + "（二）原则。" + long + "二、任务1.推进改革。" + long + "2.完善制度。" + long, "一、 >（一） >（二） 二、 >1. >2."},
		{"a label behind a closing bracket", "1.推进改革。（甲局负责）2.完善制度。（乙局负责）3.加强检查。（丙局负责）", "1. 2. 3."},
		{"a list in a sentence", "1.完善制度，包括：（1）准入；（2）运行；（3）退出等制度。\n2.加强检查。", "1. 2."},
		{"a list that goes on behind semicolons", "一、工作任务1.完善全部档案的基本情况;2.形成整体方案;3.推进改革。" + long + "二、要求", "一、 >1. >2. >3. 二、"},
		{"one in sequence behind a comma", "一、工作任务1.推进改革。" + long + "2.光缆应选用符合要求的光缆，3.通信线悬挂标志。" + long + "4.加强检查。" + long, "一、 >1. >2. >3. >4."},
		{"a label before a quantity", "一、条件1.在职职工。2.3年以上工龄。3.18至45周岁。4.身体健康。二、方式", "一、 >1. >2. >3. >4. 二、"},
		{"a label before a quantity, in lines", "一、条件\n1.政治素质好。\n2.2名同行推荐。\n3.身体健康。", "一、 >1. >2. >3."},
		{"a decimal in a sentence", "一、管控。厚度低于0.02毫米的不得生产。\n二、检测。直径为1.5厘米。2.5厘米以上的不合格。\n三、验收。", "一、 二、 三、"},
		{"a line that begins with a decimal", "一、投资\n总投资由去年的一点五亿元提高到今年的\n2.6亿元，增长明显。\n二、进度", "一、 二、"},
		{"the first of a style is missing", "一、范围1.甲类人员。2.乙类人员。（二）队伍组成每队三人。二、内容理论和实操。", "一、 >1. >2. >（二） 二、"},
		{"numbers that are cited", "一、依照第二十条第一款第(二)项处理。二、讲授高等数学(二)。三、见附表(二)。", "一、 二、 三、"},
		{"a list behind the date of a signature", "一、巡查。每日两次。\n二、值守。\n云海市水利局\n2022年4月3日\n附送材料目录：\n1.专题报告之一：关于东河的报告\n2.专题报告之二：关于西河的报告", "一、 二、"},
		{"a count under a number of its own style", "一、机构\n1.成立领导小组。\n2.下设办公室，分工如下：\n1.秘书组。\n2.会务组。\n3.宣传组。\n二、要求", "一、 >1. >2. >>1. >>2. >>3. 二、"},
		{"and the outer one goes on", "一、步骤\n1.动员部署。\n2.抓好以下工作：\n1.排查。\n2.建账。\n3.整治。\n3.总结提升。\n二、要求", "一、 >1. >2. >>1. >>2. >>3. >3. 二、"},
		{"numbers that begin again behind no colon", "一、任务\n1.修路。\n2.架桥。\n1.改厕。\n2.改水。\n二、要求", "一、 >1. >2. >1. >2. 二、"},
		{"what closes a bracket", "一、请于11月27日(星期一)前报送，见(表1)。\n二、加强领导。", "一、 二、"},
		{"numbers one after the other", "一、改造1、2号楼和220千伏1、2号主变，填写表1、表2。\n等级为一、二级的，由第二、三批解决。\n二、组织高一(1)班、(2)班参加。", "一、 二、"},
		{"words that begin with the next number", "任务一、加强领导由市财政局负责二、三农工作由市农业农村局负责三、四好农村路由市交通局负责", "一、 二、 三、"},
		{"a number behind a label that is not the next one", "一、改造措施1、5个县建站。2、12月底前验收。\n二、加强领导。", "一、 >1、 >2、 二、"},
		{"a class that no number tells from others", "一、落实措施1)班子带头。2)类别分清。\n二、加强领导。", "一、 >1) >2) 二、"},
		{"a bracket that was left open", "一、措施（含以下几项：1)清淤。2)增蓄。\n二、加强领导。", "一、 >1) >2) 二、"},
		{"a list behind 如下", "一、选址\n1.就近。\n二、时间安排为做好工作，特安排如下：1. 2024年1月：确定计划；2. 2024年3月：完成选址；3. 2024年6月：验收。\n三、要求", "一、 >1. 二、 >1. >2. >3. 三、"},
		{"a dash for 一", "一、甲\n（—）子。\n（二）丑。\n二、乙\n检测阴性（—）者放行。", "一、 >（—） >（二） 二、"},
		{"numerals before a blank", "一 交通工作\n1 修路\n2 架桥\n二 水利工作\n1 清淤\n二 是重点", "一 >1 >2 二 >1"},
		{"one of a sentence", "一、坚持一、二、三产业融合，统一、规范管理。\n二、加强领导。", "一、 二、"},
		{"what the text speaks of", "一、甲\n按照第二条（一）项规定执行，见附件1.清单。\n二、乙", "一、 二、"},
		{"a loan is no clause", "一、完善创业担保贷款\n1.扩大范围。\n二、优化服务\n2.简化手续。", "一、 >1. 二、 >2."},
		{"a mark that ends no number, between two that do", "一、要求\n1.甲。" + long + "2。乙。" + long + "3.丙。\n二、其他", "一、 >1. >2。 >3. 二、"},
		{"a sentence that is like one", "1.把认识统一，到2020年达到12。\n2.同一，不二。", "1. 2."},
		{"a title that speaks of what it rests on", "一、编制依据1.《办法》。2.《意见》。二、原则" + long, "一、 >1. >2. 二、"},
		{"chapters without a mark", "某市防汛应急预案\n1总则\n1.1编制目的\n为了防汛，制定本预案。\n1.2适用范围\n本市。\n2组织机构\n2.1指挥部\n由市政府组成。", "1 >1.1 >1.2 2 >2.1"},
		{"chapters without a mark, no line ends", "1总则1.1编制目的为了防汛，制定本预案。1.2适用范围本市。2组织机构2.1指挥部由市政府组成，" + long + "2.2办公室" + long, "1 >1.1 >1.2 2 >2.1 >2.2"},
		{"figures at a line's start", "一、目标\n全年新建\n12所学校，改造\n8处管网。\n二、措施", "一、 二、"},
		{"decimals of figures", "1.增长1.5个百分点，达到2.6万张。\n2.下降3.4%。", "1. 2."},
		{"a number before digits", "10.引进人才。\n11.121人才梯队建设。\n12.博士后培养。", "10. 11. 12."},
		{"numbers behind a label's blank", "1. 建成体系。\n2. 3年内完成。\n3. 48小时内放行。\n4. 5.5公里道路改造。\n5. 完善制度。", "1. 2. 3. 4. 5."},
		{"numbers that touch their label", "1.建成体系。\n2.3年内完成。\n3.48小时内放行。\n4.10项行动。\n5.完善制度。", "1. 2. 3. 4. 5."},
		{"the same in joined text", "一、条件1.在岗职工。2.3年以上工龄。3.身体健康。二、要求", "一、 >1. >2. >3. 二、"},
		{"numbers that touch the label below a heading", "一、目标\n1.5所学校开工。\n2.8所学校竣工。\n3.100%覆盖。\n二、措施\n1.12个县推进。\n2.3个市试点。", "一、 >1. >2. >3. 二、 >1. >2."},
		{"a figure below a short task", "1.新增就业\n1.3万人。\n2.建成道路\n2.5公里。\n3.完成投资\n3.2亿元。", "1. 2. 3."},
		{"a figure below the task of its number", "1.道路工程由去年转来，总投资三点五亿元，上半年完成\n1.2亿元。\n2.水利工程。", "1. 2."},
		{"a decimal on a torn line", "1.全年新建和改造城区供水管网及污水管网，总长度比上一年度增长\n1.5倍，达到120公里。\n2.下降3.4%。", "1. 2."},
		{"decimals below a number", "1.总则\n1.1目的\n1. 2依据\n1.3 2年内完成。\n2.职责\n2.1局里\n2.2处里", "1. >1.1 >1.2 >1.3 2. >2.1 >2.2"},
		{"a date that is like one", "一、安排\n5.25-5.31 第13周，组织考试。\n6.1-6.7 第14周，阅卷。\n二、要求", "一、 二、"},
		{"a date behind a label", "1.2021年底前完成。\n2.6月底前启动。", "1. 2."},
		{"decimal outline", "1 总则\n1.1 目的\n1.1.1 依据\n1.2 范围\n2 分工\n2.1 职责", "1 >1.1 >>1.1.1 >1.2 2 >2.1"},
		{"decimals with a last mark", "1.建设\n1.1.学校\n1.1.1.建校舍。\n1.1.2.修操场。\n1.2.医院\n2.管理\n2.1.培训", "1. >1.1. >>1.1.1. >>1.1.2. >1.2. 2. >2.1."},
		{"Roman characters", "Ⅰ、建设\n1.建校舍。\nⅡ类水质达标。\n2.修操场。\nⅡ、管理\n1.抓培训。", "Ⅰ、 >1. >2. Ⅱ、 >1."},
		{"marks behind circles", "一、建设\n①、建校舍。\n②、修操场。\n⑴.购设备。\n⑵.招教师。", "一、 >①、 >②、 >⑴. >⑵."},
		{"articles", "第一章 总则\n第一条 为规范管理，制定本办法。\n第二条 适用范围如下：\n第二章 职责\n第三条 各部门各负其责。", "第一章 >第一条 >第二条 第二章 >第三条"},
		{"marks before numbers", "一、甲\n★1.子。\n▲2.丑。\n3.寅。", "一、 >★1. >▲2. >3."},
		{"articles below headings that say nothing else", "一、总则\n第一条 为规范管理，制定本办法。\n第二条 本办法适用于本市。\n二、职责\n第三条 各负其责。\n三、附则\n第四条 自公布之日起施行。", "一、 >第一条 >第二条 二、 >第三条 三、 >第四条"},
		{"the same in joined text", "一、总则第一条为规范管理，制定本办法。第二条适用于本市。二、职责第三条各负其责。第四条" + long + "三、附则第五条自公布之日起施行。", "一、 >第一条 >第二条 二、 >第三条 >第四条 三、 >第五条"},
		{"names are no headings", "1.张三\n2.李四\n一、要求\n1.认真组织。", "1. 2. 一、 >1."},
		{"an article with a count", "第一条 甲。\n一、子。\n二、丑。\n第二条 乙。\n一、寅。", "第一条 >一、 >二、 第二条 >一、"},
		{"numbers with a dash", "一、教育\n1-1 新建幼儿园2所。\n1-2 2024年改造校舍。\n二、健康\n2-1 免费体检。", "一、 >1-1 >1-2 二、 >2-1"},
		{"periods and ranges", "一、进度\n1-3月完成立项。\n1-2名专家踏勘。\n1-6岁儿童体检。\n1-2号楼改造。\n二、要求", "一、 二、"},
		{"ranges before a blank", "一、标准\n1-3 岁儿童体检。\n4-6 个示范点验收。\n2-3 杯每人。\n二、要求", "一、 二、"},
		{"ordinals in a sentence", "一、抓好第一板块（理论）和第二板块（实务）的培训。\n二、要求", "一、 二、"},
		{"an amount and what is under it", "第一条为规范管理，制定本办法。第二条违者处五百元以下罚款：（一）首次警告；（二）再次罚款。第三条" + long, "第一条 第二条 第三条"},
		{"a word before a range", "一、组别\n小组1-3 在东区巡查。\n小组4-6 在西区巡查。\n小组1：张三。\n小组2：李四。\n二、时间", "一、 >小组1： >小组2： 二、"},
		{"tasks below a word of notes", "一、任务\n1.撰写。\n注释：\n2.核对，7月底前由市档案局负责。", "一、 >1. >2."},
		{"decimals behind a word", "（一）底座\n任务1.1 归集目录。\n任务1.2 打通通道。\n（二）服务\n任务2.1 一网通办。", "（一） >任务1.1 >任务1.2 （二） >任务2.1"},
		{"decimals behind a word that begin with no 1", "一、目标\n建成。\n二、服务\n任务2.1 一网通办。\n任务2.2 跨省通办。", "一、 二、 >任务2.1 >任务2.2"},
		{"counts of a lower rank below headings that say nothing else", "专项一：教育\n（一）学校。\n专项二：健康\n（一）医院。\n（二）村室。\n专项三：文化\n（一）场馆。", "专项一： >（一） 专项二： >（一） >（二） 专项三： >（一）"},
		{"things that are counted", "第一件 新建广场\n时限：10月底前。\n第二件 安装路灯\n时限：6月底前。", "第一件 第二件"},
		{"what is told of in joined text", "第一条为规范管理，制定本办法。第二条有下列情形之一的，不予受理：（一）材料不全；（二）逾期提交。第三条" + long, "第一条 第二条 >（一） >（二） 第三条"},
		{"far before the colon, in the same sentence", "第一条为规范评估，制定本办法。第二条有下列行为之一的，依法给予处分；涉嫌犯罪的，移送司法机关依法追究刑事责任：（一）未经评估的；（二）隐瞒真相的。第三条" + long, "第一条 第二条 >（一） >（二） 第三条"},
		{"right behind the number of an article", "第一条为规范评估，制定本办法。第二条下列重大决策应当开展风险评估：（一）涉及改制的；（二）涉及搬迁的。第三条" + long, "第一条 第二条 >（一） >（二） 第三条"},
		{"and in another sentence", "第一条有下列情形之一的，按本办法办理。第二条申请分为：（一）口头申请；（二）书面申请。第三条" + long, "第一条 第二条 第三条"},
		{"and in a paragraph", "一、条件\n申请人应当符合下列条件：（一）年满十八周岁；（二）身体健康。\n二、其他", "一、 二、"},
		{"notes below the text", "一、现状\n覆盖率98%[1]。\n二、任务\n1.建设平台。\n注释：\n[1] 见统计公报。\n[2] 见年鉴。", "一、 二、 >1."},
		{"tasks behind what is explained", "一、术语\n注释：\n甲指某物。\n二、任务\n1.建库。\n2.修渠。", "一、 二、 >1. >2."},
		{"decimals behind brackets, no line ends", "1总则1.1目的为了防汛，制定本预案。（市水利局负责）1.2范围本市。（市水利局负责）2机构2.1指挥部由市政府组成，" + long + "（市政府办负责）2.2办公室" + long, "1 >1.1 >1.2 2 >2.1 >2.2"},
		{"sentences that an article lists", "第一条" + long + "第二条市水利局职责包括：（一）编制规划。" + long + "（二）监督检查。" + long + "第三条" + long, "第一条 第二条 >（一） >（二） 第三条"},
		{"a list that had lines of its own, no line ends", "一、范围（一）城区。" + long + "（二）乡镇。" + long + "二、摸底对象包括：（一）孤儿；（二）重病儿童；（三）困难家庭儿童。三、保障" + long, "一、 >（一） >（二） 二、 >（一） >（二） >（三） 三、"},
		{"and one of paragraphs", "一、范围（一）城区。" + long + "（二）申请企业应当具备下列条件：1.在本市注册并且依法纳税，近两年没有违法行为；2.大专以上学历的职工占职工总数的七成以上。二、程序" + long, "一、 >（一） >（二） >>1. >>2. 二、"},
		{"and one of a few words", "一、范围（一）城区。" + long + "（二）申请人须提供：1.身份证；2.购机发票；3.行驶证。二、程序" + long, "一、 >（一） >（二） 二、"},
		{"an outline whose head was cut off", "（二）摸底阶段。" + long + "（三）总结阶段。" + long + "五、保障措施（一）加强领导。" + long + "（二）加强宣传。" + long, "（二） （三） 五、 >（一） >（二）"},
		{"and what it only cites", "（二）摸底阶段。" + long + "（三）总结阶段，形成材料五、六份。" + long, "（二） （三）"},
		{"numbers of pages", "1.建校舍。2.修操场，— 3 —换门窗。— 4 —3.治超载。4.查酒驾。- 5 -5.清淤。", "1. 2. 3. 4. 5."},
		{"numbers between dashes", "1.比分为 2 - 3 - 4。\n2.编号甲 - 1 - 乙的工程。", "1. 2."},
		{"and clauses", "第一条" + long + "第二条市水利局负责：（一）编制规划；（二）监督检查；（三）受理投诉。第三条" + long, "第一条 第二条 第三条"},
		{"bullets", "一、甲\n●建设展示馆。\n●建设图书馆。", "一、 >● >●"},
		{"bullets before phrases", "一、甲\n• 修建校舍\n• 修整操场\n二、乙\n- 清理河道\n- 加固堤防\n三、丙\n- 只有一行", "一、 >• >• 二、 >- >- 三、"},
		{"a page's keys in a list", "- 信息来源:市政府\n- 发布日期:2019-01-18\n- 浏览次数:\n一、甲\n二、乙", "一、 二、"},
		{"dashes without a blank", "一、原则\n——坚持以人为本\n——坚持统筹推进\n-15度以下停工\n-20度以下停课", "一、"},
		{"organs over counts, no line ends", "一、任务\n教育局：1.建校舍。2.修操场。公安局：1.治超载。2.查酒驾。水利局：1.清淤。\n二、要求", "一、 >1. >2. >1. >2. >1. 二、"},
		{"headings without a number, below which counts begin anew", "一、任务\n基础设施：\n1.建校舍。\n2.修操场。\n民生保障：\n1.治超载。\n二、要求\n主要内容：\n1.清淤。", "一、 > >>1. >>2. > >>1. 二、 >1."},
		{"a field of each problem heads none", "一、问题\n问题1：道路破损\n整改措施：\n1.修路。\n2.设标志。\n问题2：路灯不亮\n整改措施：\n1.换灯。\n2.修线。\n二、要求", "一、 >问题1： >>1. >>2. >问题2： >>1. >>2. 二、"},
		{"classes of a school", "一、任务\n1.七年级(1)班、七年级(2)班打扫操场，计算机(1)班打扫走廊。\n2.要求(1)班子成员带头。(2)全员参加。", "一、 >1. >2. >>(1) >>(2)"},
		{"what opens a list heads none", "一、任务\n主要工作如下：\n1.建校舍。\n有关要求如下：\n1.治超载。\n二、要求", "一、 >1. >1. 二、"},
		{"a count in a sentence is no organ's", "一、任务\n1.清淤。包括：1.河道；2.管网。\n2.增蓄。", "一、 >1. >2."},
		{"sentences of one length", "一、甲\n1.推行承诺制度。责任单位：市司法局。\n2.上线电子证照。责任单位：市数据局。\n二、乙\n●建设展示馆室。责任单位：市文旅局。\n●建设体育馆室。责任单位：市体育局。\n●建设档案馆室。责任单位：市档案局。\n●建设科技馆室。责任单位：市科技局。\n●建设美术馆室。责任单位：市文旅局。\n三、丙", "一、 >1. >2. 二、 >● >● >● >● >● 三、"},
		{"Roman numbers", "一、甲\nA.子。\nB.丑。\ni.寅。\nii.卯。\niv.辰。\n二、乙\n（i）巳。\n（ii）午。\nxml.格式。", "一、 >A. >B. >>i. >>ii. >>iv. 二、 >（i） >（ii）"},
		{"a word and its number on two lines", "一、主要任务\n1.推行承诺。\n2.上线证照。\n二、项目任务\n任务1：建设展示馆。\n任务2：建设体育馆。\n任务3：建设档案馆。", "一、 >1. >2. 二、 >任务1： >任务2： >任务3："},
		{"a bracket that was lost", "一、甲\n一）子。\n二）丑。", "一、 >一） >二）"},
		{"label marks of all kinds", "1﹒甲。\n2．乙。\n3、丙。\n4·丁。", "1﹒ 2． 3、 4·"},
		{"an ordinal in a sentence", "1.开展第1项培训。\n2.开展第2项培训。\n3.开展第3项培训。", "1. 2. 3."},
		{"a function", "1.调用f(1)和g(2)。\n2.完成。", "1. 2."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := outlineOf(t, "关于做好工作的通知\n各部门：\n"+c.text+"\n"); got != c.want {
				t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
			}
		})
	}
}

// TestUnwrapped: lines cut at one width are the paragraphs they were.
// TestHeadInsideLine reads a text cut at one width in which a page number parts a sentence and a title runs into 一、.
func TestHeadInsideLine(t *testing.T) {
	line := strings.Repeat("乙", 34) + "\n"
	text := strings.Repeat(line, 4) + "- 3 -\n" + line + "某某县重点工作实施方案一、总体要求" + strings.Repeat("乙", 17) + "\n" + strings.Repeat(line, 6)
	if got := outlineOf(t, text); !strings.Contains(got, "一、") {
		t.Errorf("the outline of a wrapped text is %q", got)
	}
}

// TestLabelsBehindPageEnd reads a text cut at one width in one paragraph, in which labels stand behind a page number that parts it.
func TestLabelsBehindPageEnd(t *testing.T) {
	const clause = "市水利局要健全工作机制，细化任务分工，压实各方责任，加强督促检查，确保各项任务落到实处。"
	joined := []rune("第一条" + clause + "第二条有下列情形之一的，不予受理：（一）材料不全；（二）逾期提交。第三条" + clause)
	text := ""
	for i := 0; i < len(joined); i += 30 {
		if text += string(joined[i:min(len(joined), i+30)]) + "\n"; i == 30 {
			text += "- 3 -\n"
		}
	}
	if got := outlineOf(t, strings.Repeat(strings.Repeat("乙", 30)+"\n", 10)+text); got != "第一条 第二条 >（一） >（二） 第三条" {
		t.Errorf("the outline is %q", got)
	}
}

// TestIndents parts the paragraphs of a text on one line by what they were set in with, and no other words with blanks between.
func TestIndents(t *testing.T) {
	const set = "　　"
	long := set + strings.Repeat("各单位要高度重视。", 12)
	text := "关于巡查的通知" + long + set + "一、健全制度" + set + "完善值守制度。" + set + "（一）记录。每日记录。" + set + "（二）报告。及时报告。" + long + set + "附件：1.表" + set + "2.图" + "　　　　　　" + "国" + set + "务" + set + "院"
	d := draftOf(t, text)
	if got := d.Nodes[0].Title.Cut(d.Doc.Text); got != "健全制度" {
		t.Errorf("the title is %q", got)
	}
}

// TestHeadsAlone reads pages of nothing but more lines of a running head than heads have.
func TestHeadsAlone(t *testing.T) {
	var b strings.Builder
	for page := range 9 {
		fmt.Fprintf(&b, "%s- %d -\n", strings.Repeat("某某县年度重点工作手册\n", 7), page+1)
	}
	if got := outlineOf(t, b.String()); got != "" {
		t.Errorf("the outline of running heads is %q", got)
	}
}

// TestLabelsAtPageTops keeps what begins alike at the tops of pages where it is a label.
func TestLabelsAtPageTops(t *testing.T) {
	b := "关于印发2020年任务分工的通知\n各部门：\n一、任务\n"
	for page, organ := range []string{"教育局", "财政局", "水利局", "民政局"} {
		b += fmt.Sprintf("%d.推进改革，完善制度。\n—%d—\n责任单位：市%s\n", page+1, page+1, organ)
	}
	if got := dutiesOf(t, b); strings.Count(got, "responsible 市") != 4 {
		t.Errorf("responsible are %q", got)
	}
}

// TestTableBehindProse reads a table behind many lines that have a blank after their label.
func TestTableBehindProse(t *testing.T) {
	prose := strings.Repeat("（一） 各级各部门要加强组织领导，健全工作机制，落实工作责任。\n", 30)
	table := "序号 工作任务 责任单位 完成时限\n1 修管网 市水利局 6月底\n2 清河道 市水利局 7月底\n3 建学校 市教育局 8月底\n"
	if n := len(draftOf(t, prose+table).Tables); n != 1 {
		t.Errorf("%d tables behind prose", n)
	}
}

// TestPageLabels: numbers that a file site prints before its pages are no labels, where they tear sentences.
func TestPageLabels(t *testing.T) {
	page := strings.Repeat("健全工作机制，细化任务分工，压实各方责任，", 6)
	text := "1、某某县实施方案为推进改革，制定本方案。一、总体要求。" + page + "共同负责\n2、的组织协调。二、主要任务。" + page + "形成良好\n3、氛围。三、工作要求。" + page + "抓好落实。\n"
	if got := outlineOf(t, text); got != "一、 二、 三、" {
		t.Errorf("the outline of torn pages is %q", got)
	}
	list := "一、任务\n1、" + page + "抓好落实。\n2、" + page + "形成合力。\n3、" + page + "加强检查。\n"
	if got := outlineOf(t, list); got != "一、 >1、 >2、 >3、" {
		t.Errorf("the outline of a list is %q", got)
	}
	for _, text := range []string{
		"1、" + page + "抓好落实\n2、" + page + "形成合力。\n",      // two are a list
		"1、" + page + "抓好落实\n2、形成合力。\n3、" + page + "。\n", // of a page that is no page long
		"一、任务\n1、" + page + "抓好落实\n2、" + page + "形成合力\n3、" + page + "加强检查。\n",
	} {
		if got := outlineOf(t, text); !strings.Contains(got, "1、") {
			t.Errorf("the outline of %q is %q", text, got)
		}
	}
}

func TestUnwrapped(t *testing.T) {
	const paragraph = "1.推进改革任务落实，完善体制机制建设，形成一批可复制可推广的经验做法，持续提升服务水平，让群众有更多获得感。"
	var whole, cut strings.Builder
	for i := range 12 {
		p := strings.Replace(paragraph, "1.", fmt.Sprintf("%d.", i+1), 1)
		whole.WriteString(p + "\n")
		for r := []rune(p); len(r) > 0; r = r[min(20, len(r)):] {
			cut.WriteString(string(r[:min(20, len(r))]) + "\n")
		}
	}
	if got, want := outlineOf(t, cut.String()), outlineOf(t, whole.String()); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

// TestSearchIsLinear: twice the text takes twice the readings, whatever is repeated. Readings are
// counted and not timed.
func TestSearchIsLinear(t *testing.T) {
	e, err := New(seeds.FS(), timeless{})
	if err != nil {
		t.Fatal(err)
	}
	for _, piece := range []string{"1.甲。", "一、甲（一）乙1.丙", "（1）、1.二、", "第一条甲1.1乙", "1.", "一、二、三、", "附件1某某方案2021年1月1日某市人民政府", "①甲；②乙；"} {
		count := func(n int) int {
			text := "关于做好工作的通知\n" + strings.Repeat(piece, n)
			w := &work{Extractor: e, text: text, draft: &taizhang.Draft{}}
			for _, l := range strings.Split(text, "\n") {
				k := strings.Index(text, l)
				w.lines = append(w.lines, fold(text, []line{{span: taizhang.Span{Start: k, End: k + len(l)}}})...)
			}
			_, _, weighed := w.words.costs.searchBlocks(w.candidates(w.stream(w.openLines(0, len(w.lines))), true))
			return weighed
		}
		if a, b := count(400), count(800); b > a*5/2+100 {
			t.Errorf("%q: %d steps for 400, %d for 800", piece, a, b)
		}
	}
}
