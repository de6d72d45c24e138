package ingest_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/seeds/tsv"
)

// TestProseDuties reads sentences as the items of a notice: each makes those responsible
// that fixtures/duties/prose.tsv says, and nobody else.
func TestProseDuties(t *testing.T) {
	rows, err := tsv.Read(os.DirFS("../fixtures/duties"), "prose.tsv", "sentence", "duties")
	must(t, err)
	var b strings.Builder
	b.WriteString("关于印发《云海市2020年重点工作任务分工方案》的通知\n\n各县（市、区）人民政府：\n\n一、重点任务\n\n")
	for i, r := range rows {
		fmt.Fprintf(&b, "%d、%s\n\n", i+1, r.Cells[0])
	}
	b.WriteString("云海市人民政府办公室\n\n2020年4月20日\n")
	at := 0
	for _, n := range read(t, pipeline(t), "notice.txt", []byte(b.String())).Nodes {
		if n.Section {
			continue
		}
		var got []string
		for _, a := range n.Assignments {
			got = append(got, string(a.Role)+" "+a.Mention)
		}
		if at >= len(rows) || n.Text != rows[at].Cells[0] {
			t.Fatalf("item %d is %q", at+1, n.Text)
		}
		fields := strings.Fields(rows[at].Cells[1])
		var want []string
		for pair := range slices.Chunk(fields, 2) {
			want = append(want, strings.Join(pair, " "))
		}
		if fields[0] == "-" {
			want = nil
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s\n got %v\nwant %v", n.Text, got, want)
		}
		at++
	}
	if at != len(rows) {
		t.Errorf("%d items of %d sentences", at, len(rows))
	}
}
