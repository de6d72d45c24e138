package extract

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// title returns where the title that begins at byte at ends; 0 where none does.
// Where a heading (附件1) says that a title begins, any text may follow it.
func (z *zoner) title(at int, headed ...bool) int {
	s := beginning(z.f.Text[at:], 480)
	depth, found, loose := 0, 0, 0
	for i, r := range s {
		switch r {
		case '《', '“', '(', '〈', '<':
			depth++
			continue
		case '》', '”', ')', '〉', '>':
			depth--
			continue
		}
		if depth <= 0 && strings.ContainsRune("。;；:!?，,", r) {
			break
		}
		end := i + utf8.RuneLen(r)
		if depth > 0 || i < 15 || !z.w.words.genreEnds(s[:end]) {
			continue
		}
		if innerNumber.MatchString(s[:end]) && !strings.ContainsAny(s[:end], "《〈<") {
			break
		}
		rest := z.f.Text[at+end:]
		if z.numberFollows(rest) {
			return at + end // 的批复国函〔2016〕178号: 函 is no title's
		}
		if m := afterTitle.FindString(rest); m != "" && !z.begins(rest) {
			end += len(m)
			rest = rest[len(m):]
		}
		if strings.ContainsRune("的》〉>", firstRune(rest)) {
			continue
		}
		if z.addressees(rest) > 0 {
			found = at + end // the shortest list of addressees is the one
			continue
		}
		if found == 0 && (z.begins(rest) || gluedAbout.MatchString(z.f.Text[at:at+end]) && !strings.ContainsRune("和与及或等、中要", firstRune(rest))) {
			found = at + end
			if _, n := utf8.DecodeRuneInString(rest); n > 0 && z.addressees(rest) == 0 {
				break
			}
		}
		if (loose == 0 || at+end-loose <= 12) && !strings.ContainsRune("的》中和、，是及与等之为性化", firstRune(rest)) {
			loose = at + end
		}
	}
	if found == 0 && len(headed) > 0 {
		return loose
	}
	return found
}

// numberFollows reports whether a text begins with a document number, and no title ends inside it.
func (z *zoner) numberFollows(s string) bool {
	m := gluedNumber.FindString(s)
	name, _, _ := strings.Cut(strings.TrimPrefix(m, "("), "(")
	if m == "" || strings.HasPrefix(s, "的") {
		return false
	}
	for i := range name {
		if i > 0 && len(name)-i >= 6 && z.w.words.genreEnds(name[:i]) { // a number has two characters
			return false
		}
	}
	return true
}

// begins reports whether what follows a title begins here: the number, addressees,
// a preamble, a block, the title once more.
func (z *zoner) begins(s string) bool {
	if m := innerNumber.FindStringIndex(beginning(s, 30)); m != nil && m[0] == 0 || s == "" || z.numberFollows(s) || z.addressees(s) > 0 || z.metadata(s) > 0 {
		return true
	}
	if l, ok := labelAt(beginning(s, 60)); ok && l.number == 1 || z.chrome(s, 6) > 0 {
		return true
	}
	return z.w.words.beginsWith(s, "preamble") || slices.ContainsFunc(z.names, func(name string) bool { return strings.HasPrefix(s, name) })
}

// addressees returns the bytes of a list of organs that ends in a colon.
func (z *zoner) addressees(s string) int {
	k := strings.IndexByte(beginning(s, longestAddress), ':')
	if k <= 0 || z.w.words.addressees(s[:k]) == nil {
		return 0
	}
	return k + 1
}

// quoted returns the bytes of a title that s begins with in 《》, where a number, a day or addressees stand behind it; else 0.
func (z *zoner) quoted(s string) int {
	title, rest, ok := strings.Cut(beginning(s, 900), "》")
	if !ok || !strings.HasPrefix(title, "《") || !strings.Contains(title, "关于") || !z.w.words.genre(title) {
		return 0
	}
	if gluedNumber.MatchString(rest) || gluedStamp.MatchString(rest) || z.addressees(rest) > 0 {
		return len(title) + len("》")
	}
	return 0
}
