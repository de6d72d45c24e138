package ingest_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/match"
)

// TestCompareMIIT compares two notices of the shared corpus and looks for the pairs
// that were named before.
func TestCompareMIIT(t *testing.T) {
	const corpus = "../../shared/corpus"
	if _, err := os.Stat(corpus); err != nil {
		t.Skipf("no corpus: %v", err)
	}
	p := pipeline(t)
	ledger := func(name string) *taizhang.Ledger {
		data, err := os.ReadFile(filepath.Join(corpus, name))
		if err != nil {
			t.Fatal(err)
		}
		return read(t, p, name, data)
	}
	c := match.Compare(ledger("miit-quality-brand-2021.txt"), ledger("miit-quality-brand-2023.txt"), match.Options{})
	for _, ch := range c.Changes {
		t.Logf("%v %.3f %s → %s", ch.Verdicts, ch.Score, begins(ch.Old), begins(ch.New))
	}
	rows, err := taizhang.ReadTable(os.DirFS("testdata"), "compare-miit.tsv", "old", "new", "verdict")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if !slices.ContainsFunc(c.Changes, func(ch taizhang.Change) bool {
			return slices.Contains(ch.Verdicts, taizhang.Verdict(r.Cells[2])) && sidesAre(ch.Old, r.Cells[0]) && sidesAre(ch.New, r.Cells[1])
		}) {
			t.Errorf("%s:%d: %s → %s is not %s", r.File, r.Line, r.Cells[0], r.Cells[1], r.Cells[2])
		}
	}
}

// sidesAre reports whether the tasks named by phrases, joined with +, are all among sides;
// without a phrase there must be none.
func sidesAre(sides []taizhang.Side, phrases string) bool {
	if phrases == "" {
		return len(sides) == 0
	}
	for _, phrase := range strings.Split(phrases, "+") {
		if !slices.ContainsFunc(sides, func(s taizhang.Side) bool { return strings.HasPrefix(s.Text, phrase) }) {
			return false
		}
	}
	return true
}

func begins(sides []taizhang.Side) string {
	var out []string
	for _, s := range sides {
		head, _, _ := strings.Cut(s.Text, "\n")
		head, _, _ = strings.Cut(head, "。")
		out = append(out, head)
	}
	return strings.Join(out, " + ")
}
