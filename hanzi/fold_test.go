package hanzi_test

import (
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// TestFold folds each text, and finds the way back to each of its characters.
func TestFold(t *testing.T) {
	for s, want := range map[string]string{
		"":                     "",
		"省教育厅":                 "省教育厅",
		" 省\u3000教\u200b育 厅\n": "省教育厅",
		"（１）ＡＢ，：；．":            "(1)AB,:;.",
		"〔2017〕【6】[a]{b}":      "(2017)(6)(a)(b)",
		"5—8个～9－10":            "5-8个-9-10",
		"“一”、《二》。":             "“一”、《二》。",
		"a\xffb省\xe7":          "a\ufffdb省\ufffd",
	} {
		f := hanzi.Fold(s)
		if f.Text != want || taizhang.FoldString(s) != want {
			t.Errorf("%q folds to %q and %q, want %q", s, f.Text, taizhang.FoldString(s), want)
		}
		if taizhang.FoldString(want) != want {
			t.Errorf("%q folds once more", want)
		}
		for i, r := range f.Text {
			a, b := f.Back(i, i+len(string(r)))
			if got := taizhang.FoldString(s[a:b]); got != string(r) {
				t.Errorf("%q: byte %d of the folded text leads back to %q", s, i, s[a:b])
			}
			if at := f.At(i + len(string(r)) - 1); at != a || f.Index(a) != i || f.Index(b) < i+len(string(r)) {
				t.Errorf("%q: byte %d is of %d, which is of %d", s, i, at, f.Index(a))
			}
		}
	}
}
