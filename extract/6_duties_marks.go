package extract

import (
	"slices"
	"strings"
)

// parted reports whether what stands between two texts parts two organs of a list: 市教育局．市财政局.
func (v *vocabulary) parted(left, right string) bool {
	if k := strings.IndexAny(right, "、,;.。("); k >= 0 {
		right = right[:k]
	}
	return v.unit(left, false) && v.unit(right, false) && v.name(right)
}

// oneClass reports whether a mark stands within the name of one class: 各市、县(区)人民政府.
func (v *vocabulary) oneClass(left, right string) bool {
	for _, lead := range v.phrases["class-lead"] {
		level, ok := strings.CutPrefix(left, lead)
		if !ok || !slices.ContainsFunc(strings.Split(level, "、"), v.levelled) {
			continue
		}
		for _, l := range v.phrases["level"] {
			rest, ok := strings.CutPrefix(right, l)
			if ok && (strings.HasPrefix(rest, "(") || strings.HasPrefix(rest, "〔") || slices.ContainsFunc(v.phrases["class-end"], func(e string) bool { return strings.HasPrefix(rest, e) }) || strings.HasPrefix(rest, "、") && v.oneClass(left+"、"+l, rest[len("、"):])) {
				return true
			}
		}
	}
	return false
}

// levelled reports whether a word is a level alone, but for a bracket: 县(市).
func (v *vocabulary) levelled(s string) bool {
	bare, _ := v.bracketed(s)
	return slices.Contains(v.phrases["level"], bare)
}
