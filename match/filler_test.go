package match

import (
	"testing"
	"unicode/utf8"

	"github.com/taizhang/taizhang/seeds"
	"github.com/taizhang/taizhang/seeds/tsv"
)

// Each row is of a kind, and a verb has two characters.
func TestFillersTable(t *testing.T) {
	rows, err := tsv.Read(seeds.FS(), "fillers.tsv", "word", "kind")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		word, kind := r.Cells[0], r.Cells[1]
		if kind != "filler" && kind != "verb" || kind == "verb" && utf8.RuneCountInString(word) != 2 {
			t.Errorf("%s:%d: %s is no %q", r.File, r.Line, word, kind)
		}
	}
}

func TestFiller(t *testing.T) {
	for text, want := range map[string]string{"进一步加强监管": "进一步加强", "建设平台": "建设", "知识产权": ""} {
		if n := words().filler(text); text[:n] != want {
			t.Errorf("%s begins with the filler %q, want %q", text, text[:n], want)
		}
	}
}
