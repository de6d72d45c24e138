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

// TestStatedDuties reads texts in which a convention, a heading or a line over several tasks says who is responsible, as fixtures/duties/stated.tsv has them.
func TestStatedDuties(t *testing.T) {
	rows, err := tsv.Read(os.DirFS("../fixtures/duties"), "stated.tsv", "text", "duties")
	must(t, err)
	p := pipeline(t)
	for _, r := range rows {
		text := "关于印发2020年重点任务分工的通知\n各有关单位：\n" + strings.ReplaceAll(r.Cells[0], "⏎", "\n")
		if !strings.HasSuffix(text, "、") && !strings.HasSuffix(text, "特") && !strings.HasSuffix(text, "省") { // not cut off
			text += "\n云海市人民政府办公室\n2020年4月20日\n"
		}
		var got []string
		for _, n := range read(t, p, "notice.txt", []byte(text)).Nodes {
			if n.Section {
				continue
			}
			var duties []string
			for _, a := range n.Assignments {
				duties = append(duties, string(a.Role)+" "+a.Mention)
			}
			if len(duties) == 0 {
				duties = []string{"-"}
			}
			slices.Sort(duties)
			got = append(got, strings.Join(duties, " "))
		}
		var want []string
		for task := range strings.SplitSeq(r.Cells[1], " | ") {
			var duties []string
			for pair := range slices.Chunk(strings.Fields(task), 2) {
				duties = append(duties, strings.Join(pair, " "))
			}
			slices.Sort(duties)
			want = append(want, strings.Join(duties, " "))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s\n got %v\nwant %v", r.Cells[0], got, want)
		}
	}
}
