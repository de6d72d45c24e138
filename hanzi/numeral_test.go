package hanzi

import "testing"

// TestNumeral says what is a whole number, and what only looks like one.
func TestNumeral(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
		ok   bool
	}{
		{"12", 12, true}, {"１２", 12, true}, {"十二", 12, true}, {"二〇一七", 2017, true}, {"一百零一", 101, true}, {"一百一十", 110, true},
		{"十四五", 0, false}, {"二十二三", 0, false}, {"", 0, false},
	} {
		if got, ok := Numeral(c.text); got != c.want || ok != c.ok {
			t.Errorf("%q: got %d %v, want %d %v", c.text, got, ok, c.want, c.ok)
		}
	}
}
