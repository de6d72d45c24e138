package export

import (
	"bytes"
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/taizhang/taizhang"
)

func gold(t testing.TB) *taizhang.Ledger {
	raw, err := os.ReadFile("/work/shared/gold/seed.gold.json")
	if err != nil {
		t.Fatal(err)
	}
	var g struct {
		Notice struct {
			Title, Doc_number, Issuer, Signed_on string
			Addressees                           []string
			Plan_year                            int
		}
		Sections []struct{ Label, Title, Unit string }
		Items    []struct {
			Label       string
			Parents     []string
			Text        string
			Assignments []struct{ Mention, Unit, Role string }
			Deadlines   []struct{ Raw, Kind, Start, End string }
			Targets     []struct{ Raw string }
		}
		Rows []struct {
			Number                                int
			Task, Units_raw, Deadline_raw, Result string
			Assignments                           []struct{ Mention, Unit, Role string }
			Deadline                              struct{ Raw, Kind, Start, End string }
		}
	}
	if err := json.Unmarshal(raw, &g); err != nil {
		t.Fatal(err)
	}
	l := &taizhang.Ledger{}
	src, _ := os.ReadFile("../seeds/notices/sichuan-2017-ip-plan.txt")
	l.Docs = []*taizhang.Document{{Text: string(src)}}
	l.Sources = []taizhang.Source{{Name: "sichuan-2017-ip-plan.txt", SHA256: strings.Repeat("0a1b2c3d", 8)}}
	n := &l.Notice
	n.Title, n.DocNumber, n.Issuer, n.SignedOn, n.PlanYear, n.Addressees, n.Jurisdiction = g.Notice.Title, g.Notice.Doc_number, g.Notice.Issuer, taizhang.Date(g.Notice.Signed_on), g.Notice.Plan_year, g.Notice.Addressees, "四川省"
	n.Key = "k"
	organ := func(u string) string {
		if u == "四川省版权局" {
			return "四川省新闻出版广电局"
		}
		return u
	}
	secs := map[string]string{}
	k := 0
	for _, s := range g.Sections {
		id := "plan/" + s.Label
		secs[s.Label] = id
		l.Nodes = append(l.Nodes, taizhang.Node{ID: id, Part: "plan", Label: s.Label, Title: s.Title, Unit: s.Unit, Section: true, Level: 1})
		for _, it := range g.Items {
			if it.Parents[0] != s.Label {
				continue
			}
			k++
			nd := taizhang.Node{ID: "plan/" + s.Label + "/" + it.Label, Part: "plan", Label: it.Label, Parents: []string{id}, Text: it.Text, At: "p[" + strconv.Itoa(20+k) + "]"}
			for _, a := range it.Assignments {
				nd.Assignments = append(nd.Assignments, taizhang.Assignment{Mention: a.Mention, Unit: a.Unit, Organ: organ(a.Unit), Role: taizhang.Role(a.Role), From: id})
			}
			for _, d := range it.Deadlines {
				nd.Deadlines = append(nd.Deadlines, taizhang.Deadline{Raw: d.Raw, Kind: taizhang.DeadlineKind(d.Kind), Start: taizhang.Date(d.Start), End: taizhang.Date(d.End), Due: taizhang.Date(d.End)})
			}
			if strings.Contains(it.Text, "100项") {
				nd.Targets = append(nd.Targets, taizhang.Target{Raw: "100项重大关键技术攻关"}, taizhang.Target{Raw: "5—8个省级重点实验室"})
			}
			l.Nodes = append(l.Nodes, nd)
		}
	}
	tb := taizhang.Table{ID: "schedule/t1", Part: "schedule", Kind: taizhang.ScheduleTable, Title: "进度安排表", Columns: []taizhang.Column{{Name: "序号", Role: "number"}, {Name: "工作任务", Role: "task"}, {Name: "责任单位", Role: "unit"}, {Name: "时间进度", Role: "deadline"}, {Name: "成果形式", Role: "result"}}}
	for _, r := range g.Rows {
		no := strconv.Itoa(r.Number)
		row := taizhang.Row{ID: "schedule/t1/r" + no, Number: no, Kind: taizhang.TaskRow, At: "table[1]/tr[" + no + "]"}
		for _, c := range []string{no, r.Task, r.Units_raw, r.Deadline_raw, r.Result} {
			row.Cells = append(row.Cells, taizhang.Cell{Text: c})
		}
		for _, a := range r.Assignments {
			row.Assignments = append(row.Assignments, taizhang.Assignment{Mention: a.Mention, Unit: a.Unit, Organ: organ(a.Unit), Role: taizhang.Role(a.Role)})
		}
		d := r.Deadline
		dl := taizhang.Deadline{Raw: d.Raw, Kind: taizhang.DeadlineKind(d.Kind), Start: taizhang.Date(d.Start), End: taizhang.Date(d.End)}
		if d.End != "" {
			dl.Due = dl.End
		}
		row.Deadlines = append(row.Deadlines, dl)
		tb.Rows = append(tb.Rows, row)
	}
	l.Tables = append(l.Tables, tb)
	for i := range l.Nodes {
		if l.Nodes[i].Label == "19." {
			l.Links = append(l.Links, taizhang.Link{A: l.Nodes[i].ID, B: "schedule/t1/r37", Kind: "overlap", Score: .9})
		}
	}
	l.Findings = append(l.Findings, taizhang.Finding{Code: "unit-typo", Severity: taizhang.Warning, Message: "“省知识产权”疑有漏字，按“四川省知识产权局”处理", Task: "schedule/t1/r33", Spans: taizhang.Of(0, 30)},
		taizhang.Finding{Code: "date-order", Severity: taizhang.Warning, Message: "“04.02.2017  19:09”的日、月先后有两种读法:按日在前读作 2017-02-04，若月在前则为 2017-04-02"},
		taizhang.Finding{Code: "inclusive-before", Severity: taizhang.Info, Message: "“2017年4月前”按“含当期”理解,截止日期取 2017-04-30;如应不含当期,请更正", Task: l.Nodes[1].ID})
	l.Coverage = taizhang.Coverage{Runes: 15000}
	return l
}

func TestDev(t *testing.T) {
	l := gold(t)
	uids := map[string]string{}
	if os.Getenv("UIDS") != "" {
		for _, x := range l.Tasks() {
			uids[x.ID] = "T-7Q2M4K9X"
		}
	}
	in := []Input{{Ledger: l, UIDs: uids}}
	var buf bytes.Buffer
	if err := XLSX(&buf, in); err != nil {
		t.Fatal(err)
	}
	os.WriteFile("/tmp/exp/seed.xlsx", buf.Bytes(), 0o644)
	var c bytes.Buffer
	CSV(&c, in)
	os.WriteFile("/tmp/exp/seed.csv", c.Bytes(), 0o644)
	c.Reset()
	JSONL(&c, in)
	os.WriteFile("/tmp/exp/seed.jsonl", c.Bytes(), 0o644)
	for i := 0; i < 6; i++ {
		s := time.Now()
		var x bytes.Buffer
		XLSX(&x, in)
		t.Log(time.Since(s), x.Len(), bytes.Equal(x.Bytes(), buf.Bytes()))
	}
}
func BenchmarkGold(b *testing.B) {
	in := []Input{{Ledger: gold(b)}}
	for b.Loop() {
		var x bytes.Buffer
		XLSX(&x, in)
	}
}
func TestDevLong(t *testing.T) {
	os.WriteFile("/tmp/exp/long.xlsx", build(t, append(inputs(), Input{Ledger: seedLike()})...), 0o644)
}
