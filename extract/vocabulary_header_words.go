package extract

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// headersFrom is what begins with one character: listed words, stems and nouns of units, each the longest
// first.
type headersFrom struct {
	listed       []string
	stems, nouns []headerPart
}

// indexHeaders sorts header words by their characters: they are looked for everywhere.
func (v *vocabulary) indexHeaders() {
	h := &v.headerWords
	h.from, h.nounsTo, h.stemsTo = make(map[rune]*headersFrom), make(map[rune][]headerPart), make(map[rune][]headerPart)
	from := func(word string) *headersFrom {
		first, n := utf8.DecodeRuneInString(word)
		x := h.from[first]
		if x == nil {
			x = &headersFrom{}
			h.from[first] = x
		}
		second := firstRune(word[n:])
		if h.starts.Add(twoOf(first, second)); second == utf8.RuneError {
			h.alone.Add(first)
		}
		return x
	}
	for word := range v.headers {
		x := from(word)
		x.listed = append(x.listed, word)
	}
	for _, x := range h.from {
		slices.SortFunc(x.listed, func(a, b string) int { return len(b) - len(a) })
	}
	for _, s := range h.stems {
		x := from(s.word)
		x.stems = append(x.stems, s)
		h.stemsTo[lastRune(s.word)] = append(h.stemsTo[lastRune(s.word)], s)
	}
	for _, n := range h.nouns {
		if n.kind == "unit" && len(n.word) > 3 {
			x := from(n.word)
			x.nouns = append(x.nouns, n)
		}
		h.nounsTo[lastRune(n.word)] = append(h.nounsTo[lastRune(n.word)], n)
	}
}

// twoOf is a number for two characters, which few others have.
func twoOf(first, second rune) rune { return (first*37 + second) & 0xffff }

// mayHead tells folded text that begins as no header word does, as it nearly always does.
func (h *headerWords) mayHead(text string) bool {
	first, n := utf8.DecodeRuneInString(text)
	second, _ := utf8.DecodeRuneInString(text[n:])
	return h.starts.Has(twoOf(first, second)) || h.alone.Has(first)
}

// headerAt returns the bytes of the longest header word at the start of folded text, listed or a stem and a
// noun, and what it says; 0 where none begins there.
func (v *vocabulary) headerAt(s string) (n int, h header) {
	if !v.headerWords.mayHead(s) {
		return 0, header{}
	}
	x := v.headerWords.from[firstRune(s)]
	if x == nil {
		return 0, header{}
	}
	for _, word := range x.listed {
		if strings.HasPrefix(s, word) {
			n, h = len(word), v.headers[word]
			break
		}
	}
	for _, stem := range x.stems {
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

// headsPersons reports whether a folded header is of people: 责任人, 分管校领导, and not what is counted in them (贫困人口/人).
func (v *vocabulary) headsPersons(name string) bool {
	name = withoutBrackets(name)
	return !strings.Contains(name, "/") && slices.ContainsFunc(v.headerWords.nouns, func(n headerPart) bool { return n.kind == "person" && strings.HasSuffix(name, n.word) })
}

// headsFigures reports whether a folded header is of figures: 投资(万元), 分值.
func (v *vocabulary) headsFigures(name string) bool {
	if i := strings.LastIndexByte(name, '('); i > 0 && strings.HasSuffix(name, ")") {
		return v.measures(name[i+1:]) || v.endsWith(name[:len(name)-1], "measure")
	}
	return v.kinds["figures"].has(name)
}
