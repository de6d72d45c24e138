package normalize

import (
	"os"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/seeds/tsv"
)

// TestSpells: the glance of spells must not refuse a phrase of which every word is
// part of an expression of time.
func TestSpells(t *testing.T) {
	c := normalizer(t).calendar
	rows, err := tsv.Read(os.DirFS("../fixtures/deadlines"), "phrases.tsv", "raw", "year", "issued", "kind", "start", "end", "due", "rule")
	if err != nil {
		t.Fatal(err)
	}
	whole := 0
	for _, r := range rows {
		s := c.script.Twin(taizhang.FoldString(strings.ReplaceAll(r.Cells[0], "⏎", "")))
		at := 0
		for _, h := range c.hits(s, anywhere) {
			if strings.Trim(s[at:h.start], "、,;，；") != "" {
				break
			}
			at = h.end
		}
		if at == len(s) {
			if whole++; !c.spells(s) {
				t.Error(r.Errorf("%s is all time, but spells says no", s))
			}
		}
	}
	if whole < len(rows)/3 {
		t.Errorf("only %d of %d phrases are time as a whole", whole, len(rows))
	}
}

// TestFullExpression: of a value an expression that has its act is whole without what the act is done to, as in a sentence;
// 取得 and its like are nothing without it.
func TestFullExpression(t *testing.T) {
	c := normalizer(t).calendar
	for value, want := range map[string]string{
		"2020年4季度出台具体措施": "2020年4季度出台",
		"2020年启动试点工作":    "2020年启动",
		"10月取得明显成效":      "10月取得明显成效",
		"6月底前":           "6月底前",
		"3月：完成招标":        "3月",
	} {
		got := c.deadlines(value, 2020, "2020-01-20")
		if len(got) != 1 || value[got[0].from:got[0].to] != want {
			t.Errorf("%s: %v, want %s", value, got, want)
		}
	}
}
