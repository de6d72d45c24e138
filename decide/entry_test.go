package decide_test

import (
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// TestEntryDigest: all that decisions can change of an entry is in its digest, and
// nothing else.
func TestEntryDigest(t *testing.T) {
	digests := func(change func(*taizhang.Node, *taizhang.Row)) [2]string {
		l := &taizhang.Ledger{Nodes: []taizhang.Node{{ID: "1", Text: "培训", Unit: "省局", Section: true}},
			Tables: []taizhang.Table{{Columns: []taizhang.Column{{Role: taizhang.ColTask}}, Rows: []taizhang.Row{{ID: "r1", Cells: []taizhang.Cell{{Text: "调查"}}}}}}}
		for _, m := range []*taizhang.Marks{&l.Nodes[0].Marks, &l.Tables[0].Rows[0].Marks} {
			m.Assignments, m.Deadlines = []taizhang.Assignment{{Mention: "省局", Unit: "省局"}}, []taizhang.Deadline{{Raw: "6月底", Due: "2017-06-30"}}
		}
		change(&l.Nodes[0], &l.Tables[0].Rows[0])
		var out [2]string
		for i, e := range decide.Entries(l) {
			out[i] = e.Digest()
		}
		return out
	}
	was := digests(func(*taizhang.Node, *taizhang.Row) {})
	if len(was[0]) != 16 || was[0] == was[1] {
		t.Errorf("digests %v", was)
	}
	for name, c := range map[string]struct {
		change func(*taizhang.Node, *taizhang.Row)
		want   [2]bool
	}{
		"text": {func(n *taizhang.Node, r *taizhang.Row) { n.Text, r.Cells[0].Text = "宣传", "宣传" }, [2]bool{true, true}},
		"unit": {func(n *taizhang.Node, r *taizhang.Row) { n.Unit = "省厅" }, [2]bool{true, false}},
		"role": {func(n *taizhang.Node, r *taizhang.Row) {
			n.Assignments[0].Role, r.Assignments[0].Unit = taizhang.Lead, "省厅"
		}, [2]bool{true, true}},
		"deadline": {func(n *taizhang.Node, r *taizhang.Row) { n.Deadlines[0].Due, r.Deadlines = "2017-07-01", nil }, [2]bool{true, true}},
		"number":   {func(n *taizhang.Node, r *taizhang.Row) { n.Number, r.Number, r.ID = "7", "7", "r7" }, [2]bool{}},
	} {
		if now := digests(c.change); [2]bool{now[0] != was[0], now[1] != was[1]} != c.want {
			t.Errorf("%s: %v, was %v", name, now, was)
		}
	}
	none := func(n *taizhang.Node, r *taizhang.Row) { n.Assignments, n.Deadlines, r.Deadlines = nil, nil, nil }
	empty := func(n *taizhang.Node, r *taizhang.Row) {
		n.Assignments, n.Deadlines, r.Deadlines = []taizhang.Assignment{}, []taizhang.Deadline{}, []taizhang.Deadline{}
	}
	if digests(none) != digests(empty) {
		t.Error("none and an empty list differ")
	}
}
