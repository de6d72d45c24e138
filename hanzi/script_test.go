package hanzi_test

import (
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
	"github.com/taizhang/taizhang/seeds"
)

// TestTwin writes each text as it is read, in as many bytes.
func TestTwin(t *testing.T) {
	script, err := hanzi.ReadScript(seeds.FS())
	if err != nil {
		t.Fatal(err)
	}
	for s, want := range map[string]string{
		"":             "",
		"省教育厅（版权局）负责":  "省教育厅（版权局）负责",
		"負責單位：縣發改局":    "负责单位：县发改局",
		"農業(yè)部":      "农业部",
		"經濟開發（fā）區":    "经济开发区",
		"平台(app)、(fā)": "平台(app)、(fā)",
		"⽔利⼚":          "水利厂",
		"a\xff負\xe7":   "a\xff负\xe7",
	} {
		got := script.Twin(s)
		if len(got) != len(s) {
			t.Errorf("%q: the twin has %d bytes, want %d", s, len(got), len(s))
		}
		if taizhang.FoldString(got) != taizhang.FoldString(want) {
			t.Errorf("%q is read as %q, want %q", s, got, want)
		}
	}
}
