package extract

import "testing"

// TestSaysOf: what says something of itself is no word of a header.
func TestSaysOf(t *testing.T) {
	for s, want := range map[string]bool{
		"组长:张某 市水利局局长":  true,
		"责任单位:":         false,
		"责任单位":          false,
		"完成时限(格式:年月)":   false,
		"备注(注:须盖章):已核对": false,
	} {
		if got := saysOf(s); got != want {
			t.Errorf("%s: %v, want %v", s, got, want)
		}
	}
}
