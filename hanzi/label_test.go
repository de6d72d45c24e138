package hanzi

import "testing"

func TestLabels(t *testing.T) {
	for label, want := range map[string][2]string{ // number, style
		"一、":    {"一", "#、"},
		"十二、":   {"十二", "#、"},
		"（一）":   {"一", "(#)"},
		"6.":    {"6", "#."},
		"１．":    {"1", "#."},
		"★1.":   {"1", "★#."},
		"1.2.3": {"1.2.3", "#.#.#"},
		"第二十条":  {"二十", "第#条"},
		"问题1：":  {"1", "问题#:"},
		"①":     {"①", "#"},
		"•":     {"", ""},
	} {
		if got := [2]string{LabelNumber(label), LabelStyle(label)}; got != want {
			t.Errorf("%s: %q, want %q", label, got, want)
		}
	}
}
