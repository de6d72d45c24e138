package extract

import (
	"io/fs"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang/seeds/tsv"
)

// Where an organ's name begins is told by nothing printed when prose or another name stands right before it. So every
// stretch that ends as names do is a candidate, and its price is that of its parts: a region or a level, a name
// that the tables of organs list behind it, else how long and how odd what is left is, and whether it stands again
// elsewhere behind something else.

// nameParts are what names of organs are made of.
type nameParts struct {
	regions map[string]bool // full names and short ones
	organs  map[string]bool // without a region: 教育局, 教务处
	fields  map[string]bool // these without their last character: 教育
	words   map[string]bool // of organs' names: 教育, 局
}

// readNameParts reads the regions, the organs and the words of their names. It is called when the first names are seen
// that stand glued, as few texts have some.
func (v *vocabulary) readNameParts(fsys fs.FS) (*nameParts, error) {
	parts := &nameParts{make(map[string]bool, 8192), make(map[string]bool, 2048), make(map[string]bool, 2048), make(map[string]bool, 1024)} // so that none grows
	rows, err := tsv.Read(fsys, "regions.tsv", "code", "name", "short", "parent")
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		parts.regions[r.Cells[1]] = true
		if utf8.RuneCountInString(r.Cells[2]) > 1 {
			parts.regions[r.Cells[2]] = true
		}
	}
	if rows, err = tsv.Read(fsys, "organs.tsv", "forms", "name", "levels", "kind", "from", "to"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		for form := range strings.SplitSeq(r.Cells[0], "|") {
			if !strings.Contains(form, "{") {
				_, n := utf8.DecodeLastRuneInString(form)
				parts.organs[form], parts.fields[form[:len(form)-n]] = true, true
			}
		}
	}
	for _, kind := range []string{"office", "government"} {
		for _, word := range v.phrases[kind] {
			parts.organs[word] = true
		}
	}
	if rows, err = tsv.Read(fsys, "words.tsv", "word", "kind"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		parts.words[r.Cells[0]] = true
	}
	for _, ends := range v.suffixes {
		for _, x := range ends {
			parts.words[x.word] = true
		}
	}
	return parts, nil
}

// The prices of a name's parts.
const (
	gainRegion  = 2.0 // it begins with a region's name
	gainShort   = 1.2 // with its short one
	gainLevel   = 1.5 // with a level: 市, or as organs of none do: 各, 国家
	gainListed  = 2.5 // what is behind that is a listed organ
	gainWords   = 1.4 // or is made of words
	mostWords   = 2.2
	priceWord   = .12 // each character of them
	priceOther  = -.5 // each other character
	priceWeak   = -.8 // its ending ends other words too
	priceNever  = -3. // a character that stands in no name
	priceLevels = -3. // a level before the level it begins with: 县市|区人民政府
	priceTorn   = -2. // its edge parts a word: 社|区
	gainAgain   = .8  // it stands again, behind something else
	gainAfresh  = 1.0 // a mark or a figure stands before it
	leastName   = -2. // what a candidate must be worth
	mostNameLen = 20  // characters
)

// nameWorth says how good a folded stretch is as one organ's name; bare: it begins with no region or level.
func (v *vocabulary) nameWorth(s string) (worth float64, bare bool) {
	head, at := v.nameHead(s)
	rest := s[at:]
	switch {
	case rest == "" && strings.HasPrefix(s, "各"), at == 0 && (strings.HasPrefix(s, "该") || strings.HasPrefix(s, "本")):
		return noName, false
	case rest == "" && v.place(s):
		return .5, false // 鸦鹊岭镇
	case v.parts().organs[rest] || v.parts().organs[s]:
		return head + gainListed, head == 0
	case v.unitGroup(s):
		return gainLevel + gainListed, false
	}
	for _, word := range v.phrases["government"] { // 七里镇政府
		if name, ok := strings.CutSuffix(rest, word); ok && v.place(name) && runes(name) >= 2 {
			return head + gainListed - .4*float64(max(runes(name)-3, 0)), false
		}
	}
	if runes(s) > 2 && (strings.HasSuffix(s, "镇") || strings.HasSuffix(s, "乡") || strings.HasSuffix(s, "街道")) {
		return -.4 * float64(max(runes(s)-3, 0)), false
	}
	if !v.organ(s, true) {
		return noName, false
	}
	n, other := runes(rest), v.otherThanWords(rest)
	worth = min(mostWords, gainWords+priceWord*float64(n-other)) + priceOther*float64(other)
	if n < 2 || head == 0 && v.parts().words[rest] {
		return noName, false
	}
	if !v.organ(s, false) {
		worth += priceWeak
	}
	if strings.ContainsAny(rest, "的为将把被对在于是等使向从") || head == 0 && v.beginsWith(s, "no-name") {
		worth += priceNever
	}
	return head + worth, head == 0
}

const noName = -9

// nameHead returns what the region or the level is worth with which a folded name begins, and its bytes.
func (v *vocabulary) nameHead(s string) (head float64, at int) {
	if at = v.parts().region(s); at > 0 {
		if !v.place(s[:at]) {
			return gainShort, at
		}
		return gainRegion, at
	}
	for lead := v.kinds["organ-head"].head(s); lead != ""; lead = v.kinds["organ-head"].head(s[at:]) { // 中共国网
		head, at = gainLevel, at+len(lead)
	}
	if n := v.parts().region(s[at:]); at > 3 && n > 0 { // 国网吐鲁番供电公司
		return gainRegion + gainLevel, at + n
	}
	if r, size := utf8.DecodeRuneInString(s); at == 0 && v.chars("level-begins", r) {
		head, at = gainLevel, size
	}
	return head, at
}

// region returns the bytes of the longest region's name that a folded text begins with.
func (p *nameParts) region(s string) (at int) {
	for i, n := 0, 0; i < len(s) && n < 12; n++ {
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if n > 0 && p.regions[s[:i]] {
			at = i
		}
	}
	return at
}

// unitGroup reports whether a folded name is a group of units, and of a level and no more: 各县(市、区)人民政府, 有关部门.
func (v *vocabulary) unitGroup(s string) bool {
	s = withoutBrackets(s)
	for _, lead := range v.phrases["group-lead"] {
		if rest, ok := strings.CutPrefix(s, lead); ok && rest != "" && runes(rest) <= 8 && (runes(lead) > 1 || lead == "各") {
			if v.bare(rest) || v.endsIn(rest, "group") || v.parts().organs[rest] || v.unitGroup(rest) {
				return true
			}
			for _, word := range v.phrases["government"] {
				if name, ok := strings.CutSuffix(rest, word); ok && (v.bare(name) || v.place(name) && runes(name) <= 4) {
					return true
				}
			}
		}
	}
	return false
}

// otherThanWords returns how many characters of a name are left when words of names take as many as they can.
func (v *vocabulary) otherThanWords(s string) int {
	at := make([]int, 0, mostNameLen+1)
	for i := range s {
		at = append(at, i)
	}
	at = append(at, len(s))
	left := make([]int, len(at))
	for j := 1; j < len(at); j++ {
		left[j] = left[j-1] + 1
		for i := max(0, j-6); i < j; i++ {
			if left[i] < left[j] && v.parts().words[s[at[i]:at[j]]] {
				left[j] = left[i]
			}
		}
	}
	return left[len(left)-1]
}

// endsName reports whether a name may end at the end of folded text.
func (v *vocabulary) endsName(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	for _, x := range v.suffixes[last] {
		if strings.HasSuffix(s, x.word) {
			return true
		}
	}
	if strings.ContainsRune("区县市州旗盟省镇乡园", last) {
		return true
	}
	return v.endsWith(s, "organ-alone") || v.endsWith(s, "group")
}
