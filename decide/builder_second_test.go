package decide_test

import (
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// TestSecond: the other reading of a field, a deadline and a column is one decision, after which nothing is in doubt.
func TestSecond(t *testing.T) {
	roles := []taizhang.ColumnRole{taizhang.ColTask, taizhang.ColOther}
	for of, f := range map[string]taizhang.Finding{
		"plan_year":          {Second: &taizhang.Second{Of: "plan_year", Value: "2023"}},
		taizhang.OfDeadline:  {Spans: taizhang.Of(3, 6), Task: "1", Second: &taizhang.Second{Of: taizhang.OfDeadline, Value: "2024-05-31"}},
		taizhang.OfColumns:   {Task: "r1", Second: &taizhang.Second{Of: taizhang.OfColumns, Value: "task,other"}},
		"nothing that it is": {Second: &taizhang.Second{Of: "nothing that it is", Value: "4"}},
	} {
		l := &taizhang.Ledger{Doc: &taizhang.Document{Text: "6月前培训调查市局"}, Findings: []taizhang.Finding{f}, Notice: taizhang.Notice{Key: "n", PlanYear: 2024},
			Nodes: []taizhang.Node{{ID: "1", Text: "6月前培训", Spans: taizhang.Of(0, 13), Marks: taizhang.Marks{Deadlines: []taizhang.Deadline{{Raw: "6月前", End: "2024-06-30", Due: "2024-06-30", Spans: taizhang.Of(0, 7)}}}}},
			Tables: []taizhang.Table{{Kind: taizhang.ScheduleTable, Columns: []taizhang.Column{{Role: taizhang.ColTask}, {Role: taizhang.ColUnit}},
				Rows: []taizhang.Row{{ID: "r1", Kind: taizhang.TaskRow, Cells: []taizhang.Cell{{Text: "调查", Spans: taizhang.Of(13, 19)}, {Text: "市局", Spans: taizhang.Of(19, 25)}}}}}}}
		uids := map[string]string{"1": "u1", "r1": "u2"}
		b := &decide.Builder{Of: decide.Ledger{Ledger: l, UIDs: uids}, Skills: decide.Skills{Deadlines: func(s string, _ *taizhang.Notice) []taizhang.Deadline {
			return []taizhang.Deadline{{Raw: s, Kind: taizhang.By, End: taizhang.Date(s), Due: taizhang.Date(s)}}
		}}}
		_, offered := b.SecondOf(&l.Findings[0])
		d, err := b.Second(&l.Findings[0])
		if known := of != "nothing that it is"; offered != known || (err == nil) != known {
			t.Errorf("%s: offered %v, %v", of, offered, err)
		}
		if err != nil {
			continue
		}
		if e, ok := decide.EntryOf(b.Of, d.Task); ok {
			d.Digest = taizhang.TextDigest(e.Text)
		}
		now, _ := decide.Apply(decide.Ledger{Ledger: l, UIDs: uids}, []decide.Decision{d}, nil)
		got := map[string]bool{"plan_year": now.Notice.PlanYear == 2023, taizhang.OfDeadline: now.Nodes[0].Deadlines[0].Due == "2024-05-31",
			taizhang.OfColumns: now.Tables[0].Columns[1].Role == roles[1]}
		if !got[of] || len(now.Findings) != 0 {
			t.Errorf("%s: %+v, findings %+v", of, got, now.Findings)
		}
	}
}
