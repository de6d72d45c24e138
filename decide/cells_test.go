package decide_test

import (
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// table is a notice of one row with these columns and cells.
func table(columns, cells string) decide.Ledger {
	l := &taizhang.Ledger{Notice: taizhang.Notice{Key: "k"}, Doc: &taizhang.Document{}, Tables: []taizhang.Table{{ID: "t"}}}
	for name := range strings.SplitSeq(columns, "|") {
		l.Tables[0].Columns = append(l.Tables[0].Columns, taizhang.Column{Name: name, Role: taizhang.ColNote})
	}
	l.Tables[0].Columns[0].Role = taizhang.ColTask
	row := taizhang.Row{ID: "r1", Kind: taizhang.TaskRow}
	for text := range strings.SplitSeq(cells, "|") {
		row.Cells = append(row.Cells, taizhang.Cell{Text: text})
	}
	l.Tables[0].Rows = []taizhang.Row{row}
	return decide.Ledger{Ledger: l, UIDs: map[string]string{"r1": "u"}}
}

// Cells go where their columns are now, where another reading has one column more.
func TestShiftAfterAnotherReading(t *testing.T) {
	read := table("甲|乙|丙|丁", "任务|一|二|")
	e, _ := decide.EntryOf(read, "u")
	d, err := builder(read).Shift(e, 1, decide.ShiftRight)
	must(t, err)
	d.Digest = taizhang.TextDigest(e.Text)
	for _, c := range []struct{ columns, cells, want string }{
		{"甲|乙|丙|丁", "任务|一|二|", "任务||一|二"},
		{"甲|新|乙|丙|丁", "任务|〇|一|二|", "任务|〇||一|二"},
	} {
		out, _ := decide.Apply(table(c.columns, c.cells), []decide.Decision{d}, nil)
		var got []string
		for _, cell := range out.Tables[0].Rows[0].Cells {
			got = append(got, cell.Text)
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s is %s, want %s", c.cells, s, c.want)
		}
	}
}
