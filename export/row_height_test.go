package export

import (
	"strings"
	"testing"
)

// A cell is as high as its lines: a word is not cut, no line begins with a full stop, and none
// ends with an opening bracket.
func TestLines(t *testing.T) {
	for text, want := range map[string]int{
		"":                  1,
		"一二三四五":             1,
		"一二三四五六":            2,
		"一二三四五。":            2, // 五。 goes down
		"一二三四（五六":           2,
		"一二三四五六七八九”。":       3, // 一二三四五, 六七八, 九”。
		"一二三\n四五":           2,
		"2017年底前":           2,
		"一二三2017":           2, // 2017 as a whole
		"abcdefghijklmnopq": 3, // longer than a line
		"。。。。。。":            2,
		"一\n\n二":            3,
	} {
		ends, lines := split(text, 5*20)
		if len(ends) != 1 || ends[0] != len(text) || lines[0] != want {
			t.Errorf("%q: %v lines, want %d", text, lines, want)
		}
	}
	long := strings.Repeat("一二三四五", maxLines+1)
	if ends, lines := split(long, 5*20); len(ends) != 2 || lines[0] != maxLines || lines[1] != 1 || long[:ends[0]]+long[ends[0]:] != long {
		t.Errorf("%v %v", ends, lines)
	}
}
