package store_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/taizhang/taizhang"
)

// page writes a document and remembers where each piece of it stands.
type page struct {
	text   strings.Builder
	blocks []taizhang.Block
}

func (p *page) put(s string) taizhang.Spans {
	at := p.text.Len()
	p.text.WriteString(s)
	p.text.WriteByte('\n')
	return taizhang.Of(at, at+len(s))
}

func (p *page) block(kind taizhang.BlockKind, s string) taizhang.Spans {
	ss := p.put(s)
	p.blocks = append(p.blocks, taizhang.Block{Kind: kind, Spans: ss, At: fmt.Sprintf("p[%d]", len(p.blocks)+1)})
	return ss
}

// sub returns the spans of the first s in ss.
func (p *page) sub(ss taizhang.Spans, s string) taizhang.Spans {
	at := strings.Index(ss.Cut(p.text.String()), s)
	if at < 0 {
		panic("no " + s)
	}
	return ss.Slice(at, at+len(s))
}

func real(f float64) *float64 { return &f }

// rich is a ledger that uses every field of every type.
func rich(key string) *taizhang.Ledger {
	p := &page{}
	docNumber := "川知领〔2017〕" + key + "号"
	number := p.block(taizhang.Paragraph, docNumber)
	p.block(taizhang.Chrome, "首页 > 正文")
	p.block(taizhang.Running, "— 1 —")
	head := p.block(taizhang.Heading, "一、省知识产权局")
	item := p.block(taizhang.Paragraph, "1.推进(IP)强省建设,建设5—8个省级重点实验室,力争在2017年4月前 挂牌运行。省版权局、各市州 负责。")
	second := p.block(taizhang.Paragraph, "2.实施专利“护航”行动;每年2月底前报告。")
	g := &taizhang.Grid{}
	start := p.text.Len()
	var cells [][]taizhang.Spans
	for i, row := range [][]string{{"序 号", "工作任务", "责任单位", "成果形式"}, {"第一部分", "第一部分", "第一部分", "第一部分"},
		{"1", "修订《专利\n条例》", "省法制办", "条例"}, {"2", "", "省法制办\"", ""}} {
		var out []taizhang.GridCell
		var spans []taizhang.Spans
		for j, c := range row {
			s := p.put(c)
			if c == "" {
				s = nil
			}
			if i == 1 && j > 0 {
				s = spans[0]
			}
			spans = append(spans, s)
			out = append(out, taizhang.GridCell{Spans: s, At: fmt.Sprintf("table[1]/tr[%d]/td[%d]", i+1, j+1), Covered: i == 1 && j > 0})
		}
		cells = append(cells, spans)
		g.Rows = append(g.Rows, out)
	}
	p.blocks = append(p.blocks, taizhang.Block{Kind: taizhang.TableGrid, Spans: taizhang.Of(start, p.text.Len()-1), At: "table[1]", Grid: g})
	stray := p.put("走失的文字")
	text := p.text.String()
	cell := func(r, c int) taizhang.Cell {
		return taizhang.Cell{Text: strip(cells[r][c].Cut(text)), Spans: cells[r][c]}
	}
	row := func(r int) (out []taizhang.Cell) {
		for c := range cells[r] {
			out = append(out, cell(r, c))
		}
		return out
	}
	src := taizhang.Source{Name: "通知.txt", SHA256: fmt.Sprintf("%064x", "ab"+key), Bytes: int64(len(text)), MediaType: "text/plain", Charset: "utf-8"}
	own := taizhang.Finding{Code: "charset", Severity: taizhang.Info, Message: "read as <utf-8> & \"so\"", Spans: number}
	itemText := p.sub(item, "推进(IP)强省建设,建设5—8个省级重点实验室,力争在2017年4月前 挂牌运行。省版权局、各市州 负责。")
	return &taizhang.Ledger{
		Notice: taizhang.Notice{Key: key, Title: "通知", DocNumber: docNumber, Issuer: "领导小组", Issuers: []string{"领导小组", "\"乙\""},
			Addressees: []string{"各市州"}, SignedOn: "2017-01-25", PublishedAt: "2017-02-04T19:09", PlanYear: 2017, Jurisdiction: "四川省",
			Fields: []taizhang.Field{{Name: "doc_number", Value: docNumber, Raw: docNumber, Spans: number}}},
		Parts: []taizhang.Part{{ID: "plan", Kind: taizhang.PlanPart, Title: "计划", Source: src.Name, Spans: taizhang.Spans{head[0], item[0]}},
			{ID: "s1", Kind: taizhang.SchedulePart, Title: "进度", Source: src.Name}},
		Nodes: []taizhang.Node{
			{ID: "plan/1", Part: "plan", Label: "一、", Number: "1", Level: 1, Title: "省知识产权局", Unit: "四川省知识产权局", At: "p[4]", Section: true,
				LabelSpans: p.sub(head, "一、"), TitleSpans: p.sub(head, "省知识产权局"), Marks: taizhang.Marks{Assignments: []taizhang.Assignment{
					{Mention: "省知识产权局", Unit: "四川省知识产权局", Organ: "四川省知识产权局", Role: taizhang.Lead, Rule: "heading", Spans: p.sub(head, "省知识产权局")}}}},
			{ID: "plan/1/1", Part: "plan", Label: "1.", Number: "1", Level: 2, Parents: []string{"plan/1"}, Text: itemText.Cut(text), Spans: itemText, At: "p[5]",
				LabelSpans: p.sub(item, "1."), Marks: taizhang.Marks{
					Assignments: []taizhang.Assignment{
						{Mention: "省版权局", Unit: "四川省版权局", Organ: "四川省新闻出版广电局", Role: taizhang.Joint, Rule: "organ", Spans: p.sub(item, "省版权局")},
						{Mention: "各市州", Unit: "各市(州)人民政府", Organ: "各市(州)人民政府", Role: taizhang.Joint, Rule: "class", Spans: p.sub(item, "各市州")},
						{Mention: "省知识产权局", Unit: "四川省知识产权局", Organ: "四川省知识产权局", Role: taizhang.Lead, Rule: "heading", From: "plan/1", Spans: p.sub(head, "省知识产权局")}},
					Deadlines: []taizhang.Deadline{
						{Raw: "在2017年4月前", Kind: taizhang.By, End: "2017-04-30", Due: "2017-04-30", DueBasis: "end", What: "挂牌", Rule: "month", Spans: p.sub(item, "在2017年4月前")},
						{Raw: "2017年", Kind: taizhang.During, Start: "2017-01-01", End: "2017-12-31", Rule: "year", Spans: p.sub(item, "2017年")}},
					Targets: []taizhang.Target{{Raw: "5—8个省级重点实验室", Min: real(5), Max: real(8), Measure: "个", Of: "省级重点实验室", Comparison: "=", Spans: p.sub(item, "5—8个省级重点实验室")},
						{Raw: "5", Min: real(0), Spans: p.sub(item, "5")}}}},
			{ID: "plan/1/2", Part: "plan", Label: "2.", Number: "2", Level: 2, Parents: []string{"plan/1"}, Text: "实施专利“护航”行动;每年2月底前报告。",
				Spans: p.sub(second, "实施专利“护航”行动;每年2月底前报告。"), LabelSpans: p.sub(second, "2."), At: "p[6]", Marks: taizhang.Marks{
					Deadlines: []taizhang.Deadline{{Raw: "每年2月底前", Kind: taizhang.Recurring, Repeat: &taizhang.Repeat{Every: "year", Month: 2}, Rule: "yearly", Spans: p.sub(second, "每年2月底前")},
						{Raw: "每年", Kind: taizhang.Ongoing, Repeat: &taizhang.Repeat{Every: "month", Day: 5}, Spans: p.sub(second, "每年")}}}},
		},
		Tables: []taizhang.Table{{ID: "s1/t1", Part: "s1", Kind: taizhang.ScheduleTable, Title: "进度表",
			Columns: []taizhang.Column{{Name: "序号", Role: taizhang.ColNumber, Spans: cells[0][0]}, {Name: "工作任务", Role: taizhang.ColTask, Spans: cells[0][1]},
				{Name: "责任单位", Role: taizhang.ColUnit, Spans: cells[0][2]}, {Name: "成果形式", Role: taizhang.ColResult, Spans: cells[0][3]}},
			Rows: []taizhang.Row{{ID: "s1/t1/r1", Kind: taizhang.SectionRow, At: "table[1]/tr[2]", Cells: row(1)},
				{ID: "s1/t1/r2", Number: "1", Kind: taizhang.TaskRow, At: "table[1]/tr[3]", Cells: row(2), Marks: taizhang.Marks{Assignments: []taizhang.Assignment{
					{Mention: "省法制办", Unit: "四川省人民政府法制办公室", Organ: "四川省人民政府法制办公室", Role: taizhang.Lead, From: "s1/t1/r1", Spans: cells[2][2]}}}},
				{ID: "s1/t1/r3", Number: "2", Kind: taizhang.TotalRow, At: "table[1]/tr[4]", Cells: row(3)}}},
			{ID: "t2", Kind: taizhang.DataTable}},
		Links:    []taizhang.Link{{A: "plan/1/1", B: "s1/t1/r2", Kind: "overlap", Score: 0.75}},
		Coverage: taizhang.Coverage{Runes: 100, Claimed: taizhang.Claimed{Record: 1, Field: 2, Chrome: 3, Running: 4, Other: 5}, Unclaimed: []taizhang.Unclaimed{{Text: "走失的文字", Spans: stray, At: "p[9]"}}},
		Findings: []taizhang.Finding{own, {Code: "unit", Severity: taizhang.Warning, Message: "?", Spans: item, Task: "plan/1/1"}, {Code: "x", Severity: taizhang.Fault}},
		Doc:      &taizhang.Document{Source: src, Reader: "text 1", Text: text, Blocks: p.blocks, Findings: []taizhang.Finding{own}},
	}
}

func strip(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// large is a ledger of the size of the shipped notice: 128 nodes, 55 rows of
// five cells, 350 assignments, 440 blocks.
func large(tb testing.TB, key string) *taizhang.Ledger {
	p := &page{}
	l := &taizhang.Ledger{Notice: taizhang.Notice{Key: key, Title: key, PlanYear: 2017}, Parts: []taizhang.Part{{ID: "p", Kind: taizhang.PlanPart, Source: "n"}}}
	prose := func(seed, n int) string { // of 600 words of two to four characters, as in a real notice
		var out []rune
		for next := uint32(seed); len(out) < n; {
			next = next*1664525 + 1013904223
			word := next >> 8 % 600 * (next >> 20 % 7) % 600 // a few words make up most of a text
			for i := range 2 + word%3 {
				out = append(out, rune(0x4E00+(word*31+i*977)%2000))
			}
		}
		return string(out[:n])
	}
	assign := func(m *taizhang.Marks, ss taizhang.Spans, n, seed int, from string) {
		for i := range n {
			unit := fmt.Sprintf("四川省第%d厅局委办公室", (seed+i*7)%41)
			m.Assignments = append(m.Assignments, taizhang.Assignment{Mention: ss.Cut(p.text.String()), Unit: unit, Organ: unit, Role: taizhang.Support, Rule: "named", From: from, Spans: ss})
		}
	}
	for s := range 27 {
		id := fmt.Sprintf("p/%d", s+1)
		ss := p.block(taizhang.Heading, prose(s, 10))
		n := taizhang.Node{ID: id, Part: "p", Label: "一、", Level: 1, Title: ss.Cut(p.text.String()), TitleSpans: ss, Section: true, At: "p[1]"}
		l.Nodes = append(l.Nodes, n)
		for i := range 4 {
			if s == 26 && i > 0 {
				break
			}
			ss := p.block(taizhang.Paragraph, prose(1000+s*10+i, 130))
			n := taizhang.Node{ID: fmt.Sprintf("%s/%d", id, i+1), Part: "p", Label: "1.", Level: 2, Parents: []string{id}, Text: ss.Cut(p.text.String()), Spans: ss, At: "p[2]"}
			assign(&n.Marks, ss.Slice(0, 18), 1, s*3+i, id)
			l.Nodes = append(l.Nodes, n)
		}
	}
	t := taizhang.Table{ID: "p/t1", Part: "p", Kind: taizhang.ScheduleTable, Columns: []taizhang.Column{{Name: "序号", Role: taizhang.ColNumber},
		{Name: "任务", Role: taizhang.ColTask}, {Name: "单位", Role: taizhang.ColUnit}, {Name: "时间", Role: taizhang.ColDeadline}, {Name: "成果", Role: taizhang.ColResult}}}
	for i := range 55 {
		r := taizhang.Row{ID: fmt.Sprintf("p/t1/r%d", i+1), Number: fmt.Sprint(i + 1), Kind: taizhang.TaskRow, At: "table[1]/tr[1]"}
		for c, n := range []int{1, 35, 40, 8, 12} {
			ss := p.block(taizhang.Paragraph, prose(9000+i*10+c, n))
			r.Cells = append(r.Cells, taizhang.Cell{Text: ss.Cut(p.text.String()), Spans: ss})
		}
		assign(&r.Marks, r.Cells[2].Spans.Slice(0, 15), 4+i%2, i, "")
		r.Deadlines = []taizhang.Deadline{{Raw: r.Cells[3].Text, Kind: taizhang.By, End: "2017-12-31", Due: "2017-12-31", Rule: "year-end", Spans: r.Cells[3].Spans}}
		t.Rows = append(t.Rows, r)
	}
	l.Tables = []taizhang.Table{t}
	for len(p.blocks) < 440 {
		p.block(taizhang.Paragraph, prose(len(p.blocks), 20))
	}
	src := taizhang.Source{Name: "n", SHA256: key}
	l.Doc = &taizhang.Document{Source: src, Text: p.text.String(), Blocks: p.blocks}
	if n := len(l.Nodes); n < 120 {
		tb.Fatalf("%d nodes", n)
	}
	return l
}
