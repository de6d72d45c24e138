package office

import (
	"strings"
	"testing"
)

func TestRoundName(t *testing.T) {
	for typed, want := range map[string]string{
		"2017Q2": "2017Q2", " 2017Q2\n": "2017Q2", "\u200b2017Q2": "2017Q2", "　2017年 第二季度　": "2017年 第二季度", "a|b": "a|b",
		"": "", " \u200b\n": "", "2017\nQ2": "", "2017\x1bQ2": "", "2017\u202eQ2": "", "2017\u200bQ2": "", "\xff": "",
		strings.Repeat("季", 60): strings.Repeat("季", 60), strings.Repeat("季", 61): "",
	} {
		if got, err := RoundName(typed); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v; want %q", typed, got, err, want)
		}
	}
}
