package extract_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/seeds"
)

// extractor is the one of all tests of tables.
var extractor = sync.OnceValues(func() (*extract.Extractor, error) {
	n, err := normalize.New(seeds.FS())
	if err != nil {
		return nil, err
	}
	return extract.New(seeds.FS(), n.Times())
})

// tablesOf gives the tables below a notice as "role header, …: cell, …; cell, …"; of a row that is no task its kind stands before it.
func tablesOf(t *testing.T, text string) string {
	t.Helper()
	text = "关于印发2020年任务分工的通知\n各部门：\n请认真落实。\n附件：任务分工表\n任务分工表\n" + text
	return tablesIn(t, documentOf(text))
}

// documentOf has a paragraph a line.
func documentOf(text string) *taizhang.Document {
	doc := &taizhang.Document{Text: text}
	at := 0
	for line := range strings.SplitAfterSeq(text, "\n") {
		if n := len(strings.TrimSuffix(line, "\n")); n > 0 {
			doc.Blocks = append(doc.Blocks, taizhang.Block{Kind: taizhang.Paragraph, Spans: taizhang.Of(at, at+n), At: fmt.Sprint(at)})
		}
		at += len(line)
	}
	return doc
}

// tablesIn gives the tables of a document in the same words.
func tablesIn(t *testing.T, doc *taizhang.Document) string {
	t.Helper()
	e, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	var tables []string
	for _, table := range e.Extract(doc).Tables {
		var columns, rows []string
		for _, c := range table.Columns {
			columns = append(columns, string(c.Role)+" "+c.Name)
		}
		for _, r := range table.Rows {
			kind := ""
			if r.Kind != taizhang.TaskRow {
				kind = string(r.Kind) + " "
			}
			var cells []string
			for _, c := range r.Cells {
				cells = append(cells, strings.ReplaceAll(c.Text, "\n", "⏎"))
			}
			rows = append(rows, kind+strings.Join(cells, ", "))
		}
		tables = append(tables, strings.TrimSpace(table.Title+" ")+"["+strings.Join(columns, ", ")+"] "+strings.Join(rows, "; "))
	}
	return strings.Join(tables, " || ")
}

// TestTables: in whatever clothes a table comes, it is the same table.
func TestTables(t *testing.T) {
	const want = "任务分工表[number 序号, task 工作任务, unit 责任单位, deadline 完成时限] " +
		"1, 改造老城区供水管网，更换水表, 市水利局, 6月底前; 2, 开展城区河道清淤, 市城管局, 9月底前; 3, 新建口袋公园3个, 市园林局, 12月底前"
	rows := [][]string{
		{"序号", "工作任务", "责任单位", "完成时限"},
		{"1", "改造老城区供水管网，更换水表", "市水利局", "6月底前"},
		{"2", "开展城区河道清淤", "市城管局", "9月底前"},
		{"3", "新建口袋公园3个", "市园林局", "12月底前"},
	}
	for _, c := range []struct{ name, before, between, behind string }{
		{"tabs", "", "\t", "\n"},
		{"wide blanks", "", "  ", "\n"},
		{"single blanks", "", " ", "\n"},
		{"bars", "| ", " | ", " |\n"},
		{"bars between the cells alone", "", "|", "\n"},
		{"a cell a line", "", "\n", "\n"},
		{"a cell a line, a bar behind each", "", " |\n", " |\n"},
		{"a cell a line, blank lines between", "", "\n\n", "\n\n"},
		{"bars, on one line", "", " | ", " | "},
		{"nothing between", "", "", ""},
	} {
		var text strings.Builder
		for _, r := range rows {
			text.WriteString(c.before + strings.Join(r, c.between) + c.behind)
		}
		if got := tablesOf(t, text.String()); got != want {
			t.Errorf("%s: %s, want %s", c.name, got, want)
		}
	}
}

// TestTableParts: what stands in tables beside rows of one line each.
func TestTableParts(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a missing cell, a cell a line", "序号\n工作任务\n责任单位\n完成时限\n1\n修管网\n市水利局\n6月底前\n2\n清河道\n市城管局\n3\n种行道树\n市园林局\n12月底前\n",
			"[number 序号, task 工作任务, unit 责任单位, deadline 完成时限] 1, 修管网, 市水利局, 6月底前; 2, 清河道, 市城管局, ; 3, 种行道树, 市园林局, 12月底前"},
		{"a cell of two paragraphs, a cell a line", "序号\n工作任务\n责任单位\n完成时限\n1\n改造老城区的管网。\n更换水表。\n市水利局\n6月底前\n2\n清河道\n市城管局\n9月底前\n3\n种行道树\n市园林局\n12月底前\n",
			"[number 序号, task 工作任务, unit 责任单位, deadline 完成时限] 1, 改造老城区的管网。⏎更换水表。, 市水利局, 6月底前; 2, 清河道, 市城管局, 9月底前; 3, 种行道树, 市园林局, 12月底前"},
		{"a cell that goes on below itself", "序号   工作任务            责任单位    完成时限\n1      修老城区的管网，换  市水利局    6月底前\n       水表\n2      清河道              市城管局    9月底前\n",
			"[number 序号, task 工作任务, unit 责任单位, deadline 完成时限] 1, 修老城区的管网，换⏎水表, 市水利局, 6月底前; 2, 清河道, 市城管局, 9月底前"},
		{"two rows, a bar behind each cell", "序号 |\n决策事项名称 |\n决策承办单位 |\n1 |\n修管网 |\n市水利局 |\n2 |\n清河道 |\n市城管局 |\n",
			"[number 序号, task 决策事项名称, unit 决策承办单位] 1, 修管网, 市水利局; 2, 清河道, 市城管局"},
		{"cells broken over lines, a bar behind each", "序号 |\n工作任务 |\n责任单位 |\n1 |\n改造管网。\n更换水表。 |\n市水利局 |\n2 |\n清河道 |\n市城管局、\n市水利局 |\n",
			"[number 序号, task 工作任务, unit 责任单位] 1, 改造管网。⏎更换水表。, 市水利局; 2, 清河道, 市城管局、市水利局"},
		{"cells merged from above are left out", "周次 | 日期 | 主要工作 | 责任处室 |\n第一周 | 3月1日-3月7日 | 开学典礼 | 教育处、团委 |\n迎检 | 督导室 | ||\n备课 | 教务处 | ||\n第二周 | 3月8日-3月14日 | 主题班会 | 教育处 |\n",
			"[other 周次, deadline 日期, task 主要工作, unit 责任处室] 第一周, 3月1日-3月7日, 开学典礼, 教育处、团委; 第一周, 3月1日-3月7日, 迎检, 督导室; 第一周, 3月1日-3月7日, 备课, 教务处; 第二周, 3月8日-3月14日, 主题班会, 教育处"},
		{"sections, nothing between", "序号工作任务责任单位完成时限一、城市建设1修管网市水利局6月底前2清河道市城管局9月底前二、绿化3种行道树市园林局12月底前",
			"[number 序号, task 工作任务, unit 责任单位, deadline 完成时限] section 一、城市建设, 一、城市建设, 一、城市建设, 一、城市建设; 1, 修管网, 市水利局, 6月底前; 2, 清河道, 市城管局, 9月底前; section 二、绿化, 二、绿化, 二、绿化, 二、绿化; 3, 种行道树, 市园林局, 12月底前"},
		{"a section and a total", "序号\t工作任务\t责任单位\n一、城市建设\t\t\n1\t修管网\t市水利局\n2\t清河道\t市城管局\n合计\t\t\n",
			"[number 序号, task 工作任务, unit 责任单位] section 一、城市建设, , ; 1, 修管网, 市水利局; 2, 清河道, 市城管局; total 合计, , "},
		{"a ditto stays as printed", "序号\t工作任务\t责任单位\n1\t修管网\t市水利局\n2\t清河道\t〃\n3\t种树\t同上\n",
			"[number 序号, task 工作任务, unit 责任单位] 1, 修管网, 市水利局; 2, 清河道, 〃; 3, 种树, 同上"},
		{"two tables", "序号\t工作任务\t责任单位\n1\t修管网\t市水利局\n2\t清河道\t市城管局\n序号\t考核内容\t分值\n1\t修管网\t10\n2\t清河道\t20\n",
			"[number 序号, task 工作任务, unit 责任单位] 1, 修管网, 市水利局; 2, 清河道, 市城管局 || [number 序号, task 考核内容, other 分值] data 1, 修管网, 10; data 2, 清河道, 20"},
	} {
		if got := tablesOf(t, c.text); got != "任务分工表"+c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestShapes: tables that are wide, or whose lines are not their rows, or whose header lacks a word.
func TestShapes(t *testing.T) {
	const columns = "[number 序号, task 工作任务, unit 责任单位, deadline 完成时限] "
	months := strings.Repeat(" | 施工", 12)
	for _, c := range []struct{ name, text, want string }{
		{"a line that goes on in one cell of a drawn table", "序号│工作任务│责任单位\n────┼────────┼────────\n1   │修管网，│市水利局\n    │换水表  │\n────┼────────┼────────\n2   │清河道  │市城管局\n────┼────────┼────────\n3   │种树    │市园林局\n",
			"[number 序号, task 工作任务, unit 责任单位] 1, 修管网，⏎换水表, 市水利局; 2, 清河道, 市城管局; 3, 种树, 市园林局"},
		{"sixteen columns with bars", "| 序号 | 工作任务 | 责任单位 | 1月 | 2月 | 3月 | 4月 | 5月 | 6月 | 7月 | 8月 | 9月 | 10月 | 11月 | 12月 | 备注 |\n| 1 | 修管网 | 市水利局" + months + " | 略 |\n| 2 | 清河道 | 市城管局" + months + " | 略 |\n",
			"[number 序号, task 工作任务, unit 责任单位, deadline 1月, deadline 2月, deadline 3月, deadline 4月, deadline 5月, deadline 6月, deadline 7月, deadline 8月, deadline 9月, deadline 10月, deadline 11月, deadline 12月, note 备注] " +
				"1, 修管网, 市水利局" + strings.Repeat(", 施工", 12) + ", 略; 2, 清河道, 市城管局" + strings.Repeat(", 施工", 12) + ", 略"},
		{"rows that end anywhere in lines with bars", "序号 | 工作任务 | 责任单位 | 完成时限 | 1 | 修管网 | 市水利局 | 6月底前 | 2 | 清河道 | 市城管局 | 9月底前 | 3 | 种树\n| 市园林局 | 12月底前 | 4 | 建学校 | 市教育局 | 12月底前\n",
			columns + "1, 修管网, 市水利局, 6月底前; 2, 清河道, 市城管局, 9月底前; 3, 种树, 市园林局, 12月底前; 4, 建学校, 市教育局, 12月底前"},
		{"narrow cells that were broken in print, blanks between all", "序号 类别 主要任务 措施 牵头单位 责任单位\n1 加强水资源保 护 严守用水总量红线 实施双控行动，防止不合理取水。 市水利局 各县人民政府\n2  严守用水 效率控制 红线 落实用水效率评估，把节水目标纳入考核。 市水利局 各县人民政府\n3   抓好工业节水，推广节水技术。 市工信局 各县人民政府\n",
			"[number 序号, category 类别, task 主要任务, task 措施, lead 牵头单位, unit 责任单位] 1, 加强水资源保护, 严守用水总量红线, 实施双控行动，防止不合理取水。, 市水利局, 各县人民政府; " +
				"2, 加强水资源保护, 严守用水效率控制红线, 落实用水效率评估，把节水目标纳入考核。, 市水利局, 各县人民政府; 3, 加强水资源保护, 严守用水效率控制红线, 抓好工业节水，推广节水技术。, 市工信局, 各县人民政府"},
		{"cells of several lines as a word processor copies them", "任务\t目标\t措施\t责任单位\t完成时限\n修\n管网\t全部换新\t分段施工，\n夜间作业\t市水利局\t6月底前\n清河道\t清淤\t1.机械清淤。\n2.人工清理。\t市城管局\t9月底前\n种树\t100棵\t春季栽植\t市园林局\t12月底前\n各单位要抓好落实。\n",
			"[task 任务, category 目标, task 措施, unit 责任单位, deadline 完成时限] 修⏎管网, 全部换新, 分段施工，⏎夜间作业, 市水利局, 6月底前; 清河道, 清淤, 1.机械清淤。⏎2.人工清理。, 市城管局, 9月底前; 种树, 100棵, 春季栽植, 市园林局, 12月底前"},
		{"the last column has no word", "序号 | 工作任务 | 责任单位\n1 | 修管网 | 市水利局 | 6月底前\n2 | 清河道 | 市城管局 | 9月底前\n3 | 种树 | 市园林局 | 12月底前\n",
			"[number 序号, task 工作任务, unit 责任单位, deadline ] 1, 修管网, 市水利局, 6月底前; 2, 清河道, 市城管局, 9月底前; 3, 种树, 市园林局, 12月底前"},
		{"a column between has no word", "序号 | 工作任务 | 完成时限\n1 | 修管网 | 市水利局 | 6月底前\n2 | 清河道 | 市城管局 | 9月底前\n3 | 种树 | 市园林局 | 12月底前\n",
			"[number 序号, task 工作任务, unit , deadline 完成时限] 1, 修管网, 市水利局, 6月底前; 2, 清河道, 市城管局, 9月底前; 3, 种树, 市园林局, 12月底前"},
	} {
		if got := tablesOf(t, c.text); got != "任务分工表"+c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestCellsALine: what a table of one cell a line leaves out, breaks or puts between its rows.
func TestCellsALine(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"sections, some with no rows, and numbers that do not run on", "序号\n工作任务\n主要责任单位\n协同配合单位\n一、稳增长\n3\n投资增长7%。\n县发改局\n县工信局、县住建局。\n二、强产业\n三、惠民生\n68\n建成托位200个。\n县教育局\n县财政局。\n71\n改造老旧小区3个。\n县住建局\n县民政局。\n",
			"[number 序号, task 工作任务, unit 主要责任单位, support 协同配合单位] section 一、稳增长, 一、稳增长, 一、稳增长, 一、稳增长; 3, 投资增长7%。, 县发改局, 县工信局、县住建局。; section 二、强产业, 二、强产业, 二、强产业, 二、强产业; " +
				"section 三、惠民生, 三、惠民生, 三、惠民生, 三、惠民生; 68, 建成托位200个。, 县教育局, 县财政局。; 71, 改造老旧小区3个。, 县住建局, 县民政局。"},
		{"a header's word broken over two lines, most cells merged from above", "序号\n类别\n工作任务\n完成时限\n责任领导\n责任股室\n(单位)\n备注\n1\n阅读推广\n馆舍免费开放天数不少于300天。\n12月底前\n王小明\n阅读股\n图书馆\n2\n举办读书会24场。\n阅读股\n3\n送书下乡30次。\n4\n文物保护\n完成古塔修缮方案。\n6月底前\n李大勇\n文物股\n博物馆\n5\n开展巡查12次。\n文物股\n6\n产业发展\n培育文创企业2家。\n产业股\n",
			"[number 序号, category 类别, task 工作任务, deadline 完成时限, other 责任领导, unit 责任股室(单位), note 备注] 1, 阅读推广, 馆舍免费开放天数不少于300天。, 12月底前, 王小明, 阅读股, 图书馆; 2, 阅读推广, 举办读书会24场。, , , 阅读股, ; 3, 阅读推广, 送书下乡30次。, , , , ; " +
				"4, 文物保护, 完成古塔修缮方案。, 6月底前, 李大勇, 文物股, 博物馆; 5, 文物保护, 开展巡查12次。, , , 文物股, ; 6, 产业发展, 培育文创企业2家。, , , 产业股, "},
		{"words broken in the middle", "序号\n工作任务\n责任\n单位\n完成\n时限\n1\n修管网\n市水利局\n6月底前\n2\n清河道\n市城管局\n9月底前\n3\n种行道树\n市园林局\n12月底前\n",
			"[number 序号, task 工作任务, unit 责任单位, deadline 完成时限] 1, 修管网, 市水利局, 6月底前; 2, 清河道, 市城管局, 9月底前; 3, 种行道树, 市园林局, 12月底前"},
		{"a numbered heading above", "三、任务分解\n任务\n完成时间\n负责单位\n负责人\n召开筹备会。\n3月12日\n校工会\n王强\n编排秩序册。\n4月7日前\n教务处\n张明\n商定开幕式议程。\n4月10日前\n学生处\n李华\n",
			"[task 任务, deadline 完成时间, unit 负责单位, other 负责人] 召开筹备会。, 3月12日, 校工会, 王强; 编排秩序册。, 4月7日前, 教务处, 张明; 商定开幕式议程。, 4月10日前, 学生处, 李华"},
	} {
		if got := tablesOf(t, c.text); got != "任务分工表"+c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestWhereTablesEnd: what stands between and behind tables is of no cell.
func TestWhereTablesEnd(t *testing.T) {
	const head = "| 序号 | 工作任务 | 责任单位 | 完成时限 |\n"
	const rows = "| 1 | 修管网 | 市水利局 | 6月底前 |\n| 2 | 清河道 | 市城管局 | 9月底前 |\n"
	const columns = "[number 序号, task 工作任务, unit 责任单位, deadline 完成时限] "
	const read = columns + "1, 修管网, 市水利局, 6月底前; 2, 清河道, 市城管局, 9月底前"
	const cards = "[task 重点工作, unit 责任单位, deadline 完成时限] 修管网, 市水利局、市财政局, 6月底前; 清河道, 市城管局, 9月底前"
	const card = "重点工作：修管网\n责任单位：市水利局、\n市财政局\n完成时限：6月底前\n重点工作：清河道\n责任单位：市城管局\n完成时限：9月底前\n"
	for _, c := range []struct{ name, text, want string }{
		{"a note and a caption between tables with bars", head + rows + "注：以上任务按月调度。\n表2 教育任务\n| 3 | 建学校 | 市教育局 | 6月底前 |\n| 4 | 建医院 | 市卫生健康委 | 9月底前 |\n",
			read + " || 表2教育任务[number , task , unit , deadline ] 3, 建学校, 市教育局, 6月底前; 4, 建医院, 市卫生健康委, 9月底前"},
		{"a sentence between tables with bars", head + rows + "各单位要加强领导。\n" + rows,
			read + " || [number , task , unit , deadline ] 1, 修管网, 市水利局, 6月底前; 2, 清河道, 市城管局, 9月底前"},
		{"a cell that goes on in a table with bars", head + rows + "| 3 | 建学校，\n附近修路 | 市教育局 | 6月底前 |\n", read + "; 3, 建学校，⏎附近修路, 市教育局, 6月底前"},
		{"what stands in the last card alone", card + "备注：按月调度。\n", cards},
		{"a sentence and a signature behind cards", card + "各单位要按月报送进展情况。\n市政府办公室\n2020年3月1日\n联系人：张三\n", cards},
		{"a word that the first card lacks", "重点工作：修管网\n责任单位：市水利局\n重点工作：清河道\n责任单位：市城管局\n完成时限：9月底前\n重点工作：种树\n责任单位：市园林局\n完成时限：10月底前\n",
			"[task 重点工作, unit 责任单位, deadline 完成时限] 修管网, 市水利局, ; 清河道, 市城管局, 9月底前; 种树, 市园林局, 10月底前"},
		{"a sum and a heading in rows that end in empty cells", "工作任务 | 项目数 | 责任单位 | 完成时限 |\n修管网 | 3 | 市水利局 | 6月底前 |\n清河道 | 5 | 市城管局 | 9月底前 |\n城市绿化 | | | |\n种树 | 3 | 市园林局 | 12月底前 |\n合计 | 11 | | |\n",
			"[task 工作任务, other 项目数, unit 责任单位, deadline 完成时限] 修管网, 3, 市水利局, 6月底前; 清河道, 5, 市城管局, 9月底前; 城市绿化, , , ; 种树, 3, 市园林局, 12月底前; total 合计, 11, , "},
		{"quotes that are none", "序号\t工作任务\t责任单位\n1\t修管网\t市水利局\n2\t\"一站式\t市数据局\n3\t\"一网通办\"平台\t市数据局\n4\t\"修路，\n种树\"\t市园林局\n",
			"[number 序号, task 工作任务, unit 责任单位] 1, 修管网, 市水利局; 2, \"一站式, 市数据局; 3, \"一网通办\"平台, 市数据局; 4, 修路，⏎种树, 市园林局"},
		{"the header of a later page, a word a line", "序号\n工作任务\n责任单位\n完成时限\n1\n修老城区的管网\n市水利局\n6月底前\n2\n清河道\n市城管局\n9月底前\n— 2 —\n序号\n工作任务\n责任单位\n完成时限\n3\n种树\n市园林局\n9月底前\n",
			columns + "1, 修老城区的管网, 市水利局, 6月底前; 2, 清河道, 市城管局, 9月底前; 3, 种树, 市园林局, 9月底前"},
		{"a last column that is empty throughout, below a heading printed in each cell", "序号 | 工作任务 | 责任单位 | 完成时限 | 备注\n一、民生 | 一、民生 | 一、民生 | 一、民生 | 一、民生\n1 | 修老城区的管网 | 市水利局 | 6月底前 |\n2 | 清河道 | 市城管局 | 9月底前 |\n3 | 种树 | 市园林局 | 9月底前 |\n",
			"[number 序号, task 工作任务, unit 责任单位, deadline 完成时限, note 备注] section 一、民生, 一、民生, 一、民生, 一、民生, 一、民生; 1, 修老城区的管网, 市水利局, 6月底前, ; 2, 清河道, 市城管局, 9月底前, ; 3, 种树, 市园林局, 9月底前, "},
		{"cards of words no table lists, and one that lacks some", "档次：A\n重点工作：修管网\n责任单位：市水利局\n完成时限：6月底前\n档次：B\n重点工作：清河道\n完成时限：9月底前\n档次：A\n重点工作：种树\n责任单位：市园林局\n完成时限：10月底前\n",
			"[other 档次, task 重点工作, unit 责任单位, deadline 完成时限] A, 修管网, 市水利局, 6月底前; B, 清河道, , 9月底前; A, 种树, 市园林局, 10月底前"},
		{"cards far down", strings.Repeat("各单位要高度重视。\n", 14) + card, cards},
		{"quotes around each cell", "\"序号\"\t\"工作任务\"\t\"责任单位\"\n\"1\"\t\"修管网\"\t\"市水利局\"\n\"2\"\t\"清河道\"\t\"\"\n\"3\"\t\"种树\"\t\"市园林局\"\n",
			"[number 序号, task 工作任务, unit 责任单位] 1, 修管网, 市水利局; 2, 清河道, ; 3, 种树, 市园林局"},
		{"and so on, within an aligned table", "序号   工作任务            责任单位    完成时限\n1      修老城区的管网      市水利局    6月底前\n2      清河道              市城管局    9月底前\n……\n5      种树                市园林局    9月底前\n",
			columns + "1, 修老城区的管网, 市水利局, 6月底前; 2, 清河道, 市城管局, 9月底前; data ……, , , ; 5, 种树, 市园林局, 9月底前"},
	} {
		if got := tablesOf(t, c.text); got != "任务分工表"+c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestColumns: what a column holds is said by its header, and by its cells.
func TestColumns(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"by their cells, whatever their headers", "序号\t项目\t主办\t何时\n1\t修管网\t市水利局\t6月底前\n2\t清河道\t市城管局\t9月底前\n3\t种行道树\t市园林局\t12月底前\n", "number task lead deadline"},
		{"quarters date what stands in them", "序号\t工作任务\t责任单位\t一季度\t二季度\n1\t修管网\t市水利局\t完成设计\t开工\n2\t清河道\t市城管局\t完成招标\t完工\n", "number task unit deadline deadline"},
		{"no number", "工作任务\t责任单位\n修管网\t市水利局\n清河道\t市城管局\n", "task unit"},
		{"standing duties", "部门\t工作职责\n市水利局\t负责修管网\n市城管局\t负责清河道\n", "unit task"},
		{"times of what is handed out, whatever the title", "2020年重点任务推进情况表\n序号\t工作任务\t责任单位\t时间节点\n1\t修管网\t市水利局\t6月底\n2\t清河道\t市城管局\t9月底\n", "number task unit deadline"},
		{"times of what was, by the title", "2020年培训情况表\n序号\t培训内容\t参加单位\t培训日期\n1\t修管网\t市水利局\t6月20日\n2\t清河道\t市城管局\t9月3日\n", "number task support other"},
		{"tasks that begin with a year or a festival", "类别\t事宜\t日期\n教学\t春节前完成家访\t1月\n教学\t2020年学籍核对\t3月\n德育\t国庆节文艺汇演\t9月底\n", "category task deadline"},
		{"results are the tasks where no column else is", "预期成果\t责任单位\t完成时限\n修好管网\t市水利局\t6月底\n清完河道\t市城管局\t9月底\n", "task unit deadline"},
		{"a name beside what is required", "决策事项名称\t承办科室\t履行程序要求\t完成时间\n杜鹃花节\t文化站\t公众参与，合法性审查\t4月底\n", "task unit result deadline"},
		{"kinds that read like times", "任务名称\t检查类型\t实施单位\n检查管网\t日常\t市水利局\n检查河道\t日常\t市城管局\n", "task other unit"},
		{"figures", "指标\t2019年\t2020年\n产值\t100\t120\n税收\t10\t12\n", "measure other other"},
	} {
		_, columns, _ := strings.Cut(tablesOf(t, c.text), "[")
		columns, _, _ = strings.Cut(columns, "]")
		var roles []string
		for column := range strings.SplitSeq(columns, ", ") {
			role, _, _ := strings.Cut(column, " ")
			roles = append(roles, role)
		}
		if got := strings.Join(roles, " "); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
