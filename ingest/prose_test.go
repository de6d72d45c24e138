package ingest_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/seeds/tsv"
)

// TestProseDeadlines reads sentences as the items of a notice: exactly the deadlines of
// fixtures/deadlines/prose.tsv are found, and in fixtures/deadlines/none.txt, where
// dates are of laws, facts and names, none.
func TestProseDeadlines(t *testing.T) {
	var sentences []string
	want := map[string][]string{}
	none, err := os.ReadFile("../fixtures/deadlines/none.txt")
	must(t, err)
	for line := range strings.Lines(string(none)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			sentences = append(sentences, line)
		}
	}
	negative := len(sentences)
	rows, err := tsv.Read(os.DirFS("../fixtures/deadlines"), "prose.tsv", "sentence", "raw", "kind", "start", "end", "rule")
	must(t, err)
	for _, r := range rows {
		if !slices.Contains(sentences, r.Cells[0]) {
			sentences = append(sentences, r.Cells[0])
		}
		want[r.Cells[0]] = append(want[r.Cells[0]], strings.Join(r.Cells[1:], " "))
	}
	if negative < 40 || len(sentences)-negative < 25 {
		t.Fatalf("%d sentences without a deadline, %d with one", negative, len(sentences)-negative)
	}

	var b strings.Builder
	b.WriteString("关于印发《云海市2020年重点工作任务分工方案》的通知\n\n各县（市、区）人民政府：\n\n一、重点任务\n\n")
	for i, s := range sentences {
		fmt.Fprintf(&b, "%d、%s（市教育局牵头，市财政局配合）\n\n", i+1, s)
	}
	b.WriteString("云海市人民政府办公室\n\n2020年4月20日\n")
	l := read(t, pipeline(t), "notice.txt", []byte(b.String()))
	if l.Notice.SignedOn != "2020-04-20" || l.Notice.PlanYear != 2020 {
		t.Fatalf("signed on %s, plan year %d", l.Notice.SignedOn, l.Notice.PlanYear)
	}
	var items []taizhang.Node
	for _, n := range l.Nodes {
		if !n.Section {
			items = append(items, n)
		}
	}
	if len(items) != len(sentences) {
		t.Fatalf("%d items of %d sentences", len(items), len(sentences))
	}
	for i, n := range items {
		if len(n.Assignments) != 2 {
			t.Errorf("%s: %d assignments", sentences[i], len(n.Assignments))
		}
		var got []string
		for _, d := range n.Deadlines {
			got = append(got, fmt.Sprintf("%s %s %s %s %s", d.Raw, d.Kind, d.Start, d.End, d.Rule))
		}
		if !slices.Equal(got, want[sentences[i]]) {
			t.Errorf("%s\n  got %q\n want %q", sentences[i], got, want[sentences[i]])
		}
	}
}
