package extract

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// headerAt returns the bytes of the longest header word at the start of folded text, listed or a stem and a
// noun, and what it says; 0 where none begins there.
func (v *vocabulary) headerAt(s string) (n int, h header) {
	first, _ := utf8.DecodeRuneInString(s)
	if !v.headsWord.Has(first) {
		return 0, header{}
	}
	for c, i := 0, 0; c < 12 && i < len(s); c++ {
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if x, ok := v.headers[s[:i]]; ok {
			n, h = i, x
		}
	}
	for _, stem := range v.headerWords.stems {
		rest, ok := strings.CutPrefix(s, stem.word)
		if !ok {
			continue
		}
		for _, noun := range v.headerWords.nouns {
			if k := len(stem.word) + len(noun.word); k > n && len(noun.word) > 3 && strings.HasPrefix(rest, noun.word) {
				if x := v.product(s[:k]); x.known == built {
					n, h = k, x
				}
			}
		}
	}
	return n, h
}

// firstLeads reports whether a folded header names who leads and, behind a mark, who else takes
// part: 牵头及配合单位, 主责单位/协办单位, 责任单位(第一个为牵头单位).
func (v *vocabulary) firstLeads(name string) bool {
	leads, others := false, false
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("及和与、/(),;，；", r) }) {
		kind, at := "", -1
		for _, x := range v.headerWords.stems { // what a part says last
			if k := strings.LastIndex(part, x.word); k > at {
				kind, at = x.kind, k
			}
		}
		if at < 0 || !v.namesUnits(part[at:]) {
			continue
		}
		leads = leads || kind == "lead"
		others = others || kind == "support" || kind == "responsible"
	}
	return leads && others
}

// namesUnits reports whether a stem stands alone or before a noun of units: 牵头, 责任单位, and not 责任人.
func (v *vocabulary) namesUnits(s string) bool {
	for _, x := range v.headerWords.stems {
		rest, ok := strings.CutPrefix(s, x.word)
		if ok && (rest == "" || slices.ContainsFunc(v.headerWords.nouns, func(n headerPart) bool { return n.kind == "unit" && n.word == rest })) {
			return true
		}
	}
	return false
}

// withoutBrackets drops what stands in brackets: 完成时限(月底前).
func withoutBrackets(s string) string {
	for {
		a := strings.IndexByte(s, '(')
		if a < 0 {
			return s
		}
		b := strings.IndexByte(s[a:], ')')
		if b < 0 {
			return s[:a]
		}
		s = s[:a] + s[a+b+1:]
	}
}

// headsPersons reports whether a folded header is of people: 责任人, 分管校领导.
func (v *vocabulary) headsPersons(name string) bool {
	name = withoutBrackets(name)
	return slices.ContainsFunc(v.headerWords.nouns, func(n headerPart) bool { return n.kind == "person" && strings.HasSuffix(name, n.word) })
}

// headsFigures reports whether a folded header is of figures: 投资(万元), 分值.
func (v *vocabulary) headsFigures(name string) bool {
	if i := strings.LastIndexByte(name, '('); i > 0 && strings.HasSuffix(name, ")") {
		return v.measures(name[i+1:]) || endsWith(name[:len(name)-1], v.phrases["measure"])
	}
	return slices.Contains(v.phrases["figures"], name)
}
