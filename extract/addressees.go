package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// longestAddress is how many bytes a list of addressees has at most.
const longestAddress = 1500

// addressees returns those whom a folded text names, where it is a list of them and nothing else. Names share what
// they end in (各省、自治区、直辖市教育、科技主管部门) and are one then; the first and the last are whole.
func (v *vocabulary) addressees(s string) (names []taizhang.Span) {
	if s == "" || len(s) > longestAddress || strings.ContainsAny(s, "。;:《!?") || innerNumber.MatchString(s) || holds(s, "关于", "印发", "的通知") {
		return nil
	}
	if v.keyAtEnd(s) > 0 || v.isLabel(s) {
		return nil // 发文机关：, 责任单位：
	}
	open := false // the last name goes on
	for i, r := range clauses(s, listMarks) {
		name := s[r.Start:r.End]
		level := slices.Contains(v.phrases["level"], strings.TrimPrefix(name, "各")) || v.place(name)
		whole := !level && (v.organ(name, true) || v.group(name)) || v.endsIn(name, "addressee")
		tail := !whole && slices.ContainsFunc(v.suffixes[lastRune(name)], func(s suffix) bool { return s.word == name }) // 市政府各委、办、局
		switch {
		case !whole && !level && !tail && (i == 0 && !strings.HasPrefix(name, "各") || utf8.RuneCountInString(name) > 16 || strings.ContainsAny(name, "的是为将把要应请")):
			return nil
		case (open || tail) && i > 0 && strings.HasPrefix(s[names[len(names)-1].End:], "、"):
			names[len(names)-1].End = r.End
		default:
			names = append(names, r)
		}
		open = !whole && !tail
	}
	if open && !strings.HasPrefix(s, "各") {
		return nil // 推进县、区：
	}
	return names
}
