package store_test

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// words are what the tasks of the model are made of.
var words = strings.Fields(`知识 产权 保护 专利 商标 执法 培训 宣传 统计 调查 报告 质量 安全 标准 企业 园区 试点 示范 平台 服务 数据 信息 资源 人才 资金 项目
	审批 监管 检查 整治 农村 城市 交通 水利 环境 生态 污染 防治 教育 卫生 医疗 就业 社保 养老 扶贫 旅游 文化 体育 科技 创新 金融 税收 外贸 投资 能源 电力 煤炭 钢铁`)

var units = strings.Fields(`省知产局 省科技局 省教育局 省财政局 省水利局`)

// said is one task as it is printed.
type said struct {
	measure, what, unit, due string
	missed                   bool // by versions before the second
}

func (t said) text() string {
	s := t.what + "，" + t.unit + "负责"
	if t.due != "" {
		s += "，" + t.due + "完成"
	}
	return s + "。"
}

func phrase(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(words[r.Intn(len(words))])
	}
	return b.String()
}

func newTask(r *rand.Rand) said {
	t := said{what: phrase(r, 8+r.Intn(8)), unit: units[r.Intn(len(units))]}
	if r.Intn(3) == 0 {
		t.what += "；" + phrase(r, 8+r.Intn(8))
	}
	if r.Intn(2) == 0 {
		t.due = fmt.Sprintf("%d月底前", 1+r.Intn(12))
	}
	if r.Intn(2) == 0 {
		t.measure = phrase(r, 8)
	}
	return t
}

func reword(r *rand.Rand, t said) said {
	switch r.Intn(3) {
	case 0:
		t.unit = units[r.Intn(len(units))]
	case 1:
		t.due = fmt.Sprintf("%d月底前", 1+r.Intn(12))
	default:
		w := []rune(t.what)
		at := r.Intn(len(w) / 2)
		t.what = string(w[:at]) + words[r.Intn(len(words))] + string(w[at:])
	}
	return t
}

// edition is one published source: a revision of a work, on some page.
type edition struct {
	work, site int
	published  string
	unnumbered bool // the page leaves the document number out
	lateNumber bool // and versions before the second do not see it
	tasks      []said
	table      bool
	more       bool // with text that no version reads, and links
}

// universe makes works of several revisions, each on one page or more.
func universe(r *rand.Rand) (out []edition) {
	for work := range 1 + r.Intn(2) {
		var tasks []said
		for range 2 + r.Intn(4) {
			tasks = append(tasks, newTask(r))
		}
		table, late, month := r.Intn(3) == 0, r.Intn(4) == 0, 1
		for range 1 + r.Intn(3) {
			for page := range 1 + r.Intn(2) {
				e := edition{work: work, site: len(out), published: fmt.Sprintf("2017-%02d-%02d", month, 1+page), tasks: slices.Clone(tasks), table: table, lateNumber: late}
				e.unnumbered = r.Intn(4) == 0
				if r.Intn(5) == 0 {
					e.published = ""
				}
				out = append(out, e)
			}
			month += 2
			for range 1 + r.Intn(2) {
				switch at := r.Intn(len(tasks)); r.Intn(5) {
				case 0:
					tasks = append(tasks, newTask(r))
				case 1:
					if len(tasks) > 1 {
						tasks = slices.Delete(tasks, at, at+1)
					}
				default:
					tasks[at] = reword(r, tasks[at])
				}
			}
		}
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

func (e edition) sha() string { return taizhang.TextDigest(fmt.Sprintf("%d/%d", e.work, e.site)) }

// read is what a version of the program makes of the edition. The second splits
// tasks and names entries otherwise, the third numbers them otherwise.
func (e edition) read(version int) *taizhang.Ledger {
	p := &page{}
	var strays []taizhang.Unclaimed
	stray := func(s string) {
		strays = append(strays, taizhang.Unclaimed{Text: s, Spans: p.block(taizhang.Paragraph, s), At: p.blocks[len(p.blocks)-1].At})
	}
	p.block(taizhang.Chrome, fmt.Sprintf("首页 > 网站%d", e.site))
	number := fmt.Sprintf("川知领〔2017〕%d号", e.work+1)
	l := &taizhang.Ledger{Parts: []taizhang.Part{{ID: "p", Kind: taizhang.PlanPart, Source: "通知.html"}}}
	l.Notice = taizhang.Notice{Key: "领导小组|" + number, Title: fmt.Sprintf("2017年第%d号工作计划", e.work+1), DocNumber: number, Issuer: "领导小组",
		PublishedAt: e.published, PlanYear: 2017, Jurisdiction: "四川省"}
	if e.unnumbered || e.lateNumber && version < 2 {
		l.Notice.Key, l.Notice.DocNumber, l.Notice.Issuer = fmt.Sprintf("%s|%s", l.Notice.Title, e.published), "", ""
	}
	marks := func(ss taizhang.Spans, text, id string) (m taizhang.Marks) {
		for _, u := range units {
			if at := strings.Index(text, u); at >= 0 {
				at := ss.Slice(at, at+len(u))
				m.Assignments = append(m.Assignments, taizhang.Assignment{Mention: u, Unit: u, Organ: u, Role: taizhang.Lead, Rule: "unresolved", Spans: at})
				l.Findings = append(l.Findings, taizhang.Finding{Code: "unit-unknown", Severity: taizhang.Warning, Message: "未能确定" + u, Spans: at, Task: id})
			}
		}
		if end := strings.Index(text, "月底前"); end >= 0 {
			from := strings.LastIndex(text[:end], "，") + len("，")
			raw := text[from : end+len("月底前")]
			month := 0
			fmt.Sscanf(raw, "%d月", &month)
			due := taizhang.Date(fmt.Sprintf("2017-%02d-28", month))
			m.Deadlines = append(m.Deadlines, taizhang.Deadline{Raw: raw, Kind: taizhang.By, End: due, Due: due, Rule: "month", Spans: ss.Slice(from, end+len("月底前"))})
		}
		return m
	}
	metadata := p.block(taizhang.Heading, "一、省知产局")
	organ := p.sub(metadata, "省知产局")
	section := taizhang.Node{ID: "p/一", Part: "p", Label: "一、", Level: 1, Title: "省知产局", TitleSpans: organ, Unit: "省知产局", Section: true}
	section.Assignments = []taizhang.Assignment{{Mention: "省知产局", Unit: "省知产局", Organ: "省知产局", Role: taizhang.Lead, Rule: "heading", Spans: organ}}
	inherited := section.Assignments[0]
	inherited.From, inherited.Role = section.ID, taizhang.Support
	l.Nodes = append(l.Nodes, section)
	var rows []taizhang.Row
	for i, t := range e.tasks {
		name := fmt.Sprintf("v%d/%d", version/2, i+1)
		label := []string{"%d.", "%d.", "%d.", "（%d）"}[version]
		text := t.text()
		if e.table {
			id := "p/t1/r" + name
			var cells []taizhang.Cell
			for _, c := range []string{fmt.Sprintf(label, i+1), text, t.measure} {
				cell := taizhang.Cell{Text: c}
				if c != "" {
					cell.Spans = p.put(c)
				}
				cells = append(cells, cell)
			}
			rows = append(rows, taizhang.Row{ID: id, Number: fmt.Sprint(i + 1), Kind: taizhang.TaskRow, Cells: cells, Marks: marks(cells[1].Spans, text, id)})
			continue
		}
		if t.missed && version < 2 {
			stray(text)
			continue
		}
		ss := p.block(taizhang.Paragraph, text)
		pieces := []int{0, len(text)}
		if at := strings.Index(text, "；"); version == 2 && at >= 0 {
			pieces = []int{0, at + len("；"), len(text)}
		}
		for k := 1; k < len(pieces); k++ {
			id := fmt.Sprintf("p/一/%s.%d", name, k)
			part := ss.Slice(pieces[k-1], pieces[k])
			said := part.Cut(p.text.String())
			n := taizhang.Node{ID: id, Part: "p", Label: fmt.Sprintf(label, i+1), Number: fmt.Sprint(i + 1), Level: 2, Parents: []string{section.ID}, Text: said, Spans: part,
				Marks: marks(part, said, id)}
			n.Assignments = append(n.Assignments, inherited)
			l.Nodes = append(l.Nodes, n)
		}
	}
	if e.table {
		l.Tables = []taizhang.Table{{ID: "p/t1", Part: "p", Kind: taizhang.ScheduleTable, Rows: rows, Columns: []taizhang.Column{
			{Name: "序号", Role: taizhang.ColNumber}, {Name: "重点任务", Role: taizhang.ColTask}, {Name: "具体措施", Role: taizhang.ColTask}}}}
	}
	for _, m := range []string{"附件一未能读入", "附件二未能读入"} {
		l.Findings = append(l.Findings, taizhang.Finding{Code: "attachment-unread", Severity: taizhang.Fault, Message: m})
	}
	if e.more {
		stray(fmt.Sprintf("联系人：办公室，第%d处。 打印本页", e.work))
		stray(fmt.Sprintf("以上计划由第%d号网站转载。", e.site))
		ids := decide.Entries(l)[1:]
		for i := 0; i+1 < min(len(ids), 4); i += 2 {
			l.Links = append(l.Links, taizhang.Link{A: ids[i].ID, B: ids[i+1].ID, Kind: "overlap", Score: .8})
		}
	}
	text := p.text.String()
	l.Coverage = taizhang.Coverage{Runes: visible(text), Claimed: taizhang.Claimed{Record: visible(text)}, Unclaimed: strays}
	for _, u := range strays {
		l.Coverage.Claimed.Record -= visible(u.Text)
		l.Findings = append(l.Findings, taizhang.Finding{Code: "unclaimed", Severity: taizhang.Warning, Message: "未归入", Spans: u.Spans})
	}
	src := taizhang.Source{Name: "通知.html", SHA256: e.sha(), Bytes: int64(len(text))}
	l.Doc = &taizhang.Document{Source: src, Reader: "text 1", Text: text, Blocks: p.blocks}
	return l
}

func visible(s string) (n int) {
	for _, r := range s {
		if !taizhang.Blank(r) {
			n++
		}
	}
	return n
}
