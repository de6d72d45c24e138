package decide

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// Listed are the names that a mention lists, where all of it is units that are known, with
// what joins names between them or nothing, as a copy leaves it; nil of a single name. Of
// several ways to divide it that into the fewest counts, and of those the one with the
// longest first.
func (s Skills) Listed(mention string, n *taizhang.Notice) (out []string) {
	text := []rune(strings.TrimPrefix(taizhang.Plain(mention), "以"))
	best := make([][]string, len(text)+1) // the names from there to the end
	best[len(text)] = []string{}
	known := make(map[string]bool)
	for at := len(text) - 2; at >= 0; at-- {
		for end := min(len(text), at+longestName); end >= at+2; end-- {
			rest := best[passed(text, end)]
			name := string(text[at:end])
			if rest == nil || best[at] != nil && len(best[at]) <= len(rest)+1 {
				continue
			}
			is, asked := known[name]
			if !asked {
				is = s.Known(name, n)
				known[name] = is
			}
			if is {
				best[at] = append([]string{name}, rest...)
			}
		}
	}
	if len(best[0]) < 2 {
		return nil
	}
	for _, name := range best[0] {
		unit, _ := s.Unit(name, n, false)
		out = append(out, unit)
	}
	if out = slices.Compact(out); len(out) < 2 {
		return nil
	}
	return out
}

// longestName is how many characters a unit's name has at most.
const longestName = 40

// joints are what may stand between two names, the longer first.
var joints = []string{"会同", "以及", "等", "、", "，", ",", ";", "；", "和", "及", "与", "并", "同", "或", "-", "－", "—", "–"}

// passed is where the next name begins, behind what joins it to the one that ends at a place.
func passed(text []rune, end int) int {
	for again := true; again; {
		again = false
		for _, j := range joints {
			if strings.HasPrefix(string(text[end:min(len(text), end+2)]), j) {
				end, again = end+len([]rune(j)), true
				break
			}
		}
	}
	return end
}
