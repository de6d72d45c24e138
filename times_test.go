package taizhang_test

import (
	"testing"

	"github.com/taizhang/taizhang"
)

// asked is a finder to which 3月 alone is a time; it counts what it is asked.
type asked map[string]int

func (a asked) Whole(s string) bool   { a["whole "+s]++; return s == "3月" }
func (a asked) Leading(s string) bool { a["leading "+s]++; return s == "3月" }
func (a asked) Dates(string) bool     { return false }

// A finder that remembers is asked each question once, and gives the same answers.
func TestRemember(t *testing.T) {
	a := asked{}
	f := taizhang.Remember(a)
	for range 3 {
		for _, s := range []string{"3月", "某局"} {
			if f.Whole(s) != (s == "3月") || f.Leading(s) != (s == "3月") {
				t.Errorf("%s: %v %v", s, f.Whole(s), f.Leading(s))
			}
		}
	}
	for question, n := range a {
		if n != 1 {
			t.Errorf("%s was asked %d times", question, n)
		}
	}
}
