package store_test

import (
	"math/rand"
	"os"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/store"
)

// TestHeadingsAndCellsMended: headings, numbers, cells, headers and whole tables are put right, another
// version of the stages keeps it, and undone in any order all is as before.
func TestHeadingsAndCellsMended(t *testing.T) { onBoth(t, testHeadingsAndCellsMended) }

func testHeadingsAndCellsMended(t *testing.T, on engine) {
	page, err := os.ReadFile("../fixtures/review/misread-rows.html")
	must(t, err)
	s := on.openReading(t)
	read := func() *taizhang.Ledger { return readText(t, "安排表.html", string(page)) }
	put(t, s, read(), "1", store.Added)
	before := digest(t, s)
	m := &mended{T: t, s: s, key: read().Notice.Key}
	b := m.builder
	ok := m.decide(decide.Applied)
	row := func(says string) decide.Entry {
		t.Helper()
		of := b().Of.Ledger
		for i := range of.Tables {
			for _, r := range of.Tables[i].Rows {
				if len(r.Cells) > 0 && (r.Cells[0].Text == says || len(r.Cells) > 1 && r.Cells[1].Text == says) {
					e, _ := decide.EntryOf(b().Of, b().Of.UIDs[r.ID])
					return e
				}
			}
		}
		t.Fatalf("no row says %s", says)
		return decide.Entry{}
	}
	ok(b().Heading(m.entry("宣传培训")))
	ok(b().Label(m.entry("宣传培训"), "（二）"))
	ok(b().Move(m.entry("举办展览"), m.entry("宣传培训")))
	ok(b().Make(m.entry("加强保障")))
	ok(b().Tabular(m.entry("开展巡查"), []taizhang.ColumnRole{taizhang.ColTask, taizhang.ColLead}, "工作", ""))
	ok(b().Text(m.entry("组织回访"), "组织用户回访"))
	ok(b().Shift(m.entry("建立名录"), 3, decide.ShiftLeft))
	ok(b().CellsSaid(m.entry("开展专项行动"), map[int]string{2: "总结", 3: "省公安厅、省财政厅", 5: "已启动"}))
	ok(b().Label(m.entry("开展专项行动"), "壹"))
	ok(b().Table(row("服务各类企业"), []taizhang.ColumnRole{taizhang.ColTask, taizhang.ColNote}, "", "要求"))
	ok(b().Body(row("服务各类企业")))
	ok(b().Text(m.entry("宣传保护成果"), "宣传知识产权保护成果"))
	ok(b().Header(row("组织知识竞赛")))
	ok(b().Prose(row("表扬先进集体")))
	ok(b().Part(m.entry("健全机制"), "schedule", "进度安排"))
	ok(b().Printed("attachment", "任务分公表", "任务分工表"))
	const want = `重点工作|健全机制。（省知识产权局负责）|牵头四川省知识产权局
宣传培训|举办展览。（省文化厅负责）|牵头四川省文化厅
重点工作|开展讲座。（省教育厅负责）|牵头四川省教育厅
|加强保障，加大投入（省财政厅负责）|牵头四川省财政厅
|落实资金。（省财政厅负责）|牵头四川省财政厅
|5.开展巡查|牵头省公安厅
|组织用户回访|牵头省文化厅
|开展专项行动|牵头省公安厅|牵头省财政厅|2017-06-30
|建立名录|牵头省知识产权局|2017-10-31
|组织培训|牵头四川省教育厅|2017-12-31
|宣传知识产权保护成果
|服务各类企业`
	check := func(when string) {
		t.Helper()
		clean(t, s)
		if got := m.tasks(); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", when, got, want)
		}
		l := b().Of.Ledger
		if r := l.Tables[1].Rows[0]; r.Number != "壹" || r.Cells[0].Text != "壹" || r.Cells[5].Text != "已启动" {
			t.Errorf("%s the first row is %+v", when, r)
		}
		if c := l.Tables[1].Rows[1].Cells; c[2].Text != "名录一份" || c[5].Text != "" || c[3].Spans.Cut(l.Text()) != "省知识产权局" {
			t.Errorf("%s the second row is %+v", when, c)
		}
		if p := l.Parts[0]; p.Kind != taizhang.SchedulePart || p.Title != "进度安排" {
			t.Errorf("%s the part is %+v", when, p)
		}
		if n := l.Tables[2].Columns[1].Name; n != "" {
			t.Errorf("%s the column is headed %q, and what headed it is a task", when, n)
		}
	}
	check("mended")
	again := read()
	again.Nodes[1].Number = "壹"
	again.Tables[0].Rows[2].Number = "叁"
	put(t, s, again, "2", store.Replaced)
	check("read by another version")
	put(t, s, read(), "3", store.Replaced)
	check("and the first again")
	ds, err := s.Decisions(ctx)
	must(t, err)
	for _, d := range ds {
		if d.State != decide.Applied || strings.TrimSpace(d.Said()) == "" {
			t.Errorf("decision %d, %q, is %s", d.ID, d.Said(), d.State)
		}
	}
	for _, i := range rand.Perm(len(m.ids)) {
		must(t, s.Undo(ctx, m.ids[i], "2017-03-02", "李"))
		clean(t, s)
	}
	if digest(t, s) != before {
		t.Error("all undone, the digest is another than before")
	}
}
