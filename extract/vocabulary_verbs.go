package extract

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// verbs are the words that say who answers for a task, compiled from verbs.tsv.
type verbs struct {
	end   byLast // verbs behind a list
	weak  byLast // verbs that need a word of manner before them
	how   byLast // words of manner; a duty of theirs prevails
	label byLast // stems with their nouns
}

type verb struct {
	word string
	duty taizhang.Duty
}

// byLast are verbs by their last character, longest first.
type byLast map[rune][]verb

func (b byLast) add(x verb) {
	last := lastRune(x.word)
	b[last] = append(b[last], x)
	slices.SortStableFunc(b[last], func(a, b verb) int { return len(b.word) - len(a.word) })
}

// is returns the verb that a word is.
func (b byLast) is(word string) (verb, bool) {
	for _, x := range b[lastRune(word)] {
		if x.word == word {
			return x, true
		}
	}
	return verb{}, false
}

func compileVerbs(fsys fs.FS) (verbs, error) {
	v := verbs{byLast{}, byLast{}, byLast{}, byLast{}}
	rows, err := taizhang.ReadTable(fsys, "verbs.tsv", "verb", "where", "duty")
	if err != nil {
		return v, err
	}
	var stems, nouns []verb
	for _, r := range rows {
		x := verb{taizhang.FoldString(r.Cells[0]), taizhang.Duty(r.Cells[2])}
		switch x.duty {
		case taizhang.DutyLead, taizhang.DutySupport, taizhang.DutyResponsible, taizhang.DutySeparate:
		case "":
			if r.Cells[1] != "how" && r.Cells[1] != "noun" {
				return v, r.Errorf("no duty; want lead, support, responsible or separate")
			}
		default:
			return v, r.Errorf("duty %q; want lead, support, responsible or separate", x.duty)
		}
		switch r.Cells[1] {
		case "end":
			v.end.add(x)
		case "weak":
			v.weak.add(x)
		case "how":
			v.how.add(x)
		case "stem":
			stems = append(stems, x)
		case "noun":
			nouns = append(nouns, x)
		case "alone":
			v.label.add(x)
		default:
			return v, r.Errorf("where %q; want end, weak, how, stem, noun or alone", r.Cells[1])
		}
	}
	for _, s := range stems {
		for _, n := range nouns {
			v.label.add(verb{s.word + n.word, s.duty})
		}
	}
	return v, nil
}

// ending returns the verb at the end of a folded clause, and the clause before it
// and its words of manner: …按职责分工负责.
func (v *verbs) ending(clause string) (before string, found verb, ok bool) {
	before, found, ok = cutVerb(clause, v.end)
	weak := !ok
	if weak {
		if before, found, ok = cutVerb(clause, v.weak); !ok {
			before = clause
		}
	}
	duty, manner := found.duty, false
	for {
		rest, how, cut := cutVerb(before, v.how)
		if !cut {
			break
		}
		before, manner = rest, true
		if how.duty != "" {
			if duty == "" || duty == taizhang.DutyResponsible || duty == taizhang.DutyLead && how.word != "统筹" && strings.HasPrefix(how.word, "按") {
				duty = how.duty
			}
			ok = true
		}
	}
	if !ok || weak && !manner || duty == "" {
		return clause, verb{}, false
	}
	return before, verb{clause[len(before):], duty}, true
}

// cutVerb cuts the longest of words off the end of a clause.
func cutVerb(clause string, words byLast) (before string, found verb, ok bool) {
	for _, x := range words[lastRune(clause)] {
		if strings.HasSuffix(clause, x.word) {
			return clause[:len(clause)-len(x.word)], x, true
		}
	}
	return clause, verb{}, false
}

// labelled returns the verb that heads a folded clause (责任单位:…), and what follows it.
func (v *verbs) labelled(clause string) (after string, found verb, ok bool) {
	k := strings.IndexByte(beginning(clause, 90), ':')
	if k <= 0 {
		return clause, verb{}, false
	}
	head := clause[:k]
	if open := strings.IndexByte(head, '('); open > 0 && strings.HasSuffix(head, ")") {
		if x, ok := v.label.is(head); ok {
			return clause[k+1:], x, true // 责任部门(单位)
		}
		head = head[:open] // 牵头单位(盖章)
	}
	if x, ok := v.label.is(head); ok {
		return clause[k+1:], verb{clause[:k], x.duty}, true
	}
	return clause, verb{}, false
}

// labelBefore returns the label of units that ends at byte k of a folded text, and
// where it begins.
func (v *verbs) labelBefore(s string, k int) (from int, found verb, ok bool) {
	before, found, ok := cutVerb(s[:k], v.label)
	return len(before), found, ok
}
