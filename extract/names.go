package extract

import (
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang/hanzi"
	"github.com/taizhang/taizhang/seeds/tsv"
)

// suffix ends names of organs; a weak one ends ordinary words too.
type suffix struct {
	word         string
	weak, office bool // office: of a government's organs, as offices within others are too
}

// mostName is how many runes the name of an organ in a sentence has at most.
const mostName = 24

// longestName is how many bytes of a list are looked at for the name that stands in it.
const longestName = 4 * 3 * mostName

func (v *vocabulary) readNames(fsys fs.FS) error {
	rows, err := tsv.Read(fsys, "suffixes.tsv", "suffix", "kind", "weak")
	if err != nil {
		return err
	}
	v.suffixes = make(map[rune][]suffix)
	for _, r := range rows {
		last, _ := utf8.DecodeLastRuneInString(r.Cells[0])
		v.suffixes[last] = append(v.suffixes[last], suffix{r.Cells[0], r.Cells[2] == "1", r.Cells[1] == "government"})
	}
	for _, s := range v.suffixes {
		slices.SortStableFunc(s, func(a, b suffix) int { return len(b.word) - len(a.word) })
	}
	v.script, err = hanzi.ReadScript(fsys)
	return err
}

// organ reports whether a folded name ends as organs' names do; a weak ending,
// shared with ordinary words, counts only where weak is allowed.
func (v *vocabulary) organ(name string, weak bool) bool {
	name = strings.TrimRight(name, "等")
	if strings.HasSuffix(name, ")") {
		if i := strings.LastIndexByte(name, '('); i > 0 {
			name = name[:i] // 新闻出版广电局（版权局）
		}
	}
	last, _ := utf8.DecodeLastRuneInString(name)
	if v.endsWith(name, "no-organ") {
		return false
	}
	for _, s := range v.suffixes[last] {
		before, ok := strings.CutSuffix(name, s.word)
		if ok && (weak || !s.weak) && before != "" && !(s.weak && digit(lastRune(before))) { // 新建停车场10处
			return true
		}
	}
	return v.kinds["organ-alone"].has(name)
}

// office reports whether a folded name ends as those of offices within an organ do: 医务部, 人事处.
func (v *vocabulary) office(name string) bool {
	last, _ := utf8.DecodeLastRuneInString(name)
	return v.organ(name, true) && slices.ContainsFunc(v.suffixes[last], func(s suffix) bool {
		return s.office && strings.HasSuffix(name, s.word) && len(name) > len(s.word)
	})
}

// headed reports whether a folded name begins as names of organs do: with a region's name,
// or one of the words that stand before organs of none.
func (v *vocabulary) headed(name string) bool {
	if v.beginsWith(name, "organ-head") {
		return true
	}
	runes := 0
	for i := range name {
		prefix := name[:i]
		if runes == 3 || runes == 4 || strings.Contains(prefix, "自治") {
			if v.place(prefix) && !strings.HasSuffix(prefix, "乡") { // 城乡建设局
				return true
			}
		}
		if runes++; runes > 12 {
			break
		}
	}
	return false
}

// beginsOrgan reports whether a folded text begins with the last word of organs' names: 办公室, 局.
func (v *vocabulary) beginsOrgan(s string) bool {
	for _, ends := range v.suffixes {
		for _, e := range ends {
			if strings.HasPrefix(s, e.word) {
				return true
			}
		}
	}
	return false
}

// unmarked returns a folded line without the words at its ends that say how urgent and how
// open a notice is: 特急, 依申请公开.
func (v *vocabulary) unmarked(s string) string {
	for cut := true; cut; {
		cut = false
		for _, word := range v.phrases["urgency"] {
			before, ok1 := strings.CutSuffix(s, word)
			after, ok2 := strings.CutPrefix(before, word)
			s, cut = after, cut || ok1 || ok2
		}
	}
	return s
}

// place reports whether a folded name ends as names of regions do.
func (v *vocabulary) place(name string) bool { return v.endsIn(name, "place") }

// group reports whether a folded name is a group of units: 各有关部门, 相关区, 国务院相关部门和单位.
func (v *vocabulary) group(name string) bool {
	if strings.HasSuffix(name, ")") {
		if i := strings.LastIndexByte(name, '('); i > 0 {
			name = name[:i] // 各县（市、区）, 市级相关部门（单位）
		}
	}
	lead := v.kinds["group-lead"].head(name)
	if lead == "" {
		return false
	}
	rest := name[len(lead):]
	return v.bare(rest) || v.endsIn(rest, "group") || v.place(name) || v.organ(name, true)
}

// bare reports whether a word is one of a group's, and no name without what stands
// before it.
func (v *vocabulary) bare(word string) bool {
	return v.kinds["group"].has(word) || v.kinds["place"].has(word)
}

func (v *vocabulary) endsIn(name, kind string) bool {
	return v.kinds[kind].tail(name) != ""
}

// name reports whether a folded phrase of a sentence reads as an organ or a group
// of units, and as nothing else.
func (v *vocabulary) name(s string) bool {
	s = strings.TrimSuffix(s, "等")
	if s == "" || utf8.RuneCountInString(s) > mostName || !v.organ(s, true) && !v.group(s) || v.holds(s, "not-in-name") {
		return false
	}
	if v.clean(s) {
		return true
	}
	for _, word := range v.phrases["in-names"] { // 所在, 经济
		s = strings.ReplaceAll(s, word, "")
	}
	// A region's name may hold what else stands in none: 即墨区, 无为市.
	return v.clean(s) || v.clean(s[len(beginning(s, len("若尔盖"))):]) && v.clean(s[v.parts().region(s):])
}

// clean reports whether a folded phrase holds nothing, and begins with no word, that tells prose from names.
func (v *vocabulary) clean(s string) bool {
	return !strings.ContainsAny(s, "的为是将把被,;:。“”《》在要于") && !strings.Contains(s, "--") && !v.beginsWith(s, "no-name")
}

// sharesEnd reports whether a region's bare name has its last word from the name that ends its list: 江苏、四川公司.
func (v *vocabulary) sharesEnd(name, last string) bool {
	if runes(name) > 5 || !v.organ(last, true) || v.parts().region(name) < len(name) {
		return false
	}
	at := v.parts().region(last)
	return at > 0 && at < len(last)
}

// isPost reports whether a folded name is a person's post, and no organ stands before it: 秘书长, and not 县交通局局长.
func (v *vocabulary) isPost(name string) bool {
	post := v.kinds["post"].tail(name)
	return post != "" && !v.organ(name[:len(name)-len(post)], false)
}
