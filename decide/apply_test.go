package decide_test

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

const printed = "培训。省知产局负责，6月底前完成。\n调查。省局负责。\n略。\n"

// sample is a notice of an item and a row, a doubt, and a line that nothing accounts for.
func sample() decide.Ledger {
	at := func(from, to int) taizhang.Spans { return taizhang.Of(from, to) }
	item, stray := at(0, len("培训。省知产局负责，6月底前完成。")), at(len(printed)-len("略。\n"), len(printed)-1)
	row := at(item.End()+1, item.End()+1+len("调查。省局负责。"))
	mention := item.Slice(len("培训。"), len("培训。省知产局"))
	return decide.Ledger{UIDs: map[string]string{"1": "u1", "r1": "u2"}, Ledger: &taizhang.Ledger{
		Notice: taizhang.Notice{Key: "k", Jurisdiction: "四川省", PlanYear: 2017},
		Doc:    &taizhang.Document{Text: printed, Blocks: []taizhang.Block{{Kind: taizhang.Paragraph, Spans: at(0, len(printed)-1), At: "p[1]"}}},
		Nodes: []taizhang.Node{{ID: "1", Text: item.Cut(printed), Spans: item, Level: 1, Marks: taizhang.Marks{
			Assignments: []taizhang.Assignment{{Mention: "省知产局", Unit: "省知产局", Spans: mention}},
			Deadlines:   []taizhang.Deadline{{Raw: "6月底前", Due: "2017-06-30", Spans: item.Slice(len("培训。省知产局负责，"), len("培训。省知产局负责，6月底前"))}}}}},
		Tables: []taizhang.Table{{ID: "t", Columns: []taizhang.Column{{Role: taizhang.ColTask}},
			Rows: []taizhang.Row{{ID: "r1", Kind: taizhang.TaskRow, Cells: []taizhang.Cell{{Text: row.Cut(printed), Spans: row}}}}}},
		Coverage: taizhang.Coverage{Unclaimed: []taizhang.Unclaimed{{Text: "略。", Spans: stray, At: "p[1]"}}},
		Findings: []taizhang.Finding{{Code: "unit-unknown", Message: "?", Spans: mention, Task: "1"}, {Code: "x", Message: "不明"}},
	}}
}

func builder(l decide.Ledger) *decide.Builder {
	return &decide.Builder{Of: l, Skills: decide.Skills{
		Deadlines: func(phrase string, _ *taizhang.Notice) []taizhang.Deadline {
			return []taizhang.Deadline{{Raw: phrase, Kind: taizhang.By, Due: taizhang.Date(phrase)}}
		},
		Unit: func(name string, _ *taizhang.Notice, _ bool) (string, string) {
			return "四川省" + name, "四川省" + name
		},
	}}
}

// TestApply: each kind changes what it says and no more, leaves what was read as it was,
// and is led back to it.
func TestApply(t *testing.T) {
	l := sample()
	b := builder(l)
	item, _ := decide.EntryOf(l, "u1")
	row, _ := decide.EntryOf(l, "u2")
	digest := taizhang.TextDigest
	must := func(d decide.Decision, err error) decide.Decision {
		t.Helper()
		must(t, err)
		if d.Task != "" {
			d.Digest = digest(map[string]string{"u1": item.Text, "u2": row.Text}[d.Task])
		}
		if d.Set.Other != "" {
			d.Set.OtherDigest = digest(row.Text)
		}
		return d
	}
	field, _ := b.Claim(l.Coverage.Unclaimed[0].Spans, decide.ClaimField, "备注", nil)
	other, _ := b.Claim(l.Coverage.Unclaimed[0].Spans, decide.ClaimItem, "", nil)
	other.Task = "u3"
	for name, c := range map[string]struct {
		d     decide.Decision
		state decide.State
		holds func(l decide.Ledger) bool
	}{
		"unit": {must(b.Unit("省知产局", "知识产权局")), decide.Applied, func(l decide.Ledger) bool {
			return l.Nodes[0].Assignments[0].Unit == "四川省知识产权局" && len(l.Findings) == 1
		}},
		"unit elsewhere": {decide.Mention("省知产局", "云南省", 0, 0, "云南省知识产权局", ""), decide.Unused, nil},
		"deadline":       {must(b.Deadline(item, 0, "2017-07-31")), decide.Applied, func(l decide.Ledger) bool { return l.Nodes[0].Deadlines[0].Due == "2017-07-31" }},
		"no deadline":    {must(b.Deadline(item, 0, "")), decide.Applied, func(l decide.Ledger) bool { return len(l.Nodes[0].Deadlines) == 0 }},
		"one more":       {must(b.Deadline(row, -1, "2017-07-31")), decide.Applied, func(l decide.Ledger) bool { return len(l.Tables[0].Rows[0].Deadlines) == 1 }},
		"text":           {must(b.Text(row, "宣传。")), decide.Applied, func(l decide.Ledger) bool { return l.Tables[0].Rows[0].Cells[0].Text == "宣传。" }},
		"units": {must(b.Units(item, map[taizhang.Role][]string{taizhang.Support: {"省知产局"}, taizhang.Lead: {"公安厅"}})), decide.Applied, func(l decide.Ledger) bool {
			as := l.Nodes[0].Assignments
			return len(as) == 2 && as[0].Unit == "四川省公安厅" && as[0].Role == taizhang.Lead && as[1].Spans != nil && as[1].Role == taizhang.Support
		}},
		"finding": {must(b.Dismiss("x", "", decide.QuoteFinding(l.Ledger, &l.Findings[1])), nil), decide.Applied, func(l decide.Ledger) bool { return len(l.Findings) == 1 }},
		"field": {field, decide.Applied, func(l decide.Ledger) bool {
			return len(l.Notice.Fields) == 1 && l.Notice.Fields[0].Value == "略。" && l.Coverage.Unclaimed == nil
		}},
		"item":  {other, decide.Applied, func(l decide.Ledger) bool { return len(l.Nodes) == 2 && l.UIDs[l.Nodes[1].ID] == "u3" }},
		"link":  {must(b.Link(item, "u2", true), nil), decide.Applied, func(l decide.Ledger) bool { return len(l.Links) == 1 && l.Links[0].Score == 1 }},
		"lost":  {decide.Decision{Kind: decide.KindTask, Task: "gone"}, decide.Lost, nil},
		"stale": {decide.Decision{Kind: decide.KindDeadline, Task: "u1", Quote: decide.Quote{Exact: "9月底前"}, Digest: digest(item.Text)}, decide.Stale, nil},
		"changed": {decide.Decision{Kind: decide.KindTask, Task: "u1", Digest: "another", Set: decide.Settled{Assignments: []taizhang.Assignment{{Unit: "甲"}}}}, decide.Changed,
			func(l decide.Ledger) bool { return l.Nodes[0].Assignments[0].Unit == "甲" && len(l.Findings) == 3 }},
	} {
		got, out := decide.Apply(l, []decide.Decision{c.d}, nil)
		if out.States[0] != c.state || c.holds != nil && !c.holds(got) {
			t.Errorf("%s: %s, %+v", name, out.States[0], got)
		}
		if !reflect.DeepEqual(l, sample()) {
			t.Fatalf("%s changed what was read", name)
		}
		if back := decide.AsRead(got, out.Before); !reflect.DeepEqual(back, l) {
			t.Errorf("%s: led back to %+v", name, back)
		}
		if c.d.Kind.Word() == "" || c.state != decide.Unused && (c.d.Check() != nil && c.d.Kind != decide.KindTask) {
			t.Errorf("%s: %q, %v", name, c.d.Kind.Word(), c.d.Check())
		}
	}
}

// TestKindsAreDocumented: each kind has its row in docs/review.md.
func TestKindsAreDocumented(t *testing.T) {
	b, err := os.ReadFile("../docs/review.md")
	must(t, err)
	for _, k := range decide.Kinds() {
		if !strings.Contains(string(b), "\n| `"+string(k)+"` |") {
			t.Errorf("docs/review.md has no row for %s", k)
		}
	}
}

// must fails the test at once.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
