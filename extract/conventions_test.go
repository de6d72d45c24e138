package extract

import (
	"regexp/syntax"
	"slices"
	"testing"
)

// TestConventionsEndWithTheirSentence: they are looked for sentence by sentence, so no pattern may read over a full stop.
func TestConventionsEndWithTheirSentence(t *testing.T) {
	for _, c := range words(t).conventions {
		re, err := syntax.Parse(c.pattern.String(), syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		prog, err := syntax.Compile(re.Simplify())
		if err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(prog.Inst, func(i syntax.Inst) bool {
			switch i.Op {
			case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
				return i.MatchRune('。')
			}
			return false
		}) {
			t.Errorf("%s: %s reads over a full stop", c.code, c.pattern)
		}
	}
}

// TestWordsOfList: a text is gone through once for all words of a list.
func TestWordsOfList(t *testing.T) {
	list := newWordList([]string{"某局", "a", "上一篇", "一篇文章", "局"})
	for text, want := range map[string][]string{
		"某局上一篇文章:某局": {"某局", "上一篇", "一篇文章", "局"},
		"局a":         {"a", "局"},
		"上篇":         nil,
		"":           nil,
	} {
		if got := list.all(text); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
