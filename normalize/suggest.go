package normalize

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// Region returns the region that s names as a full name path, a GB/T 2260 code or
// 中央; nil when it names none.
func (n *Normalizer) Region(s string) *Region { return n.regions.Path(s) }

// Deadlines reads a phrase as the value of a cell: one deadline for each milestone
// in it. year is the plan year; issued the date of the notice, or empty.
func (n *Normalizer) Deadlines(phrase string, year int, issued taizhang.Date) []taizhang.Deadline {
	var out []taizhang.Deadline
	for _, m := range n.calendar.deadlines(phrase, year, issued) {
		m.Raw = taizhang.Squeeze(phrase[m.from:m.to])
		out = append(out, m.Deadline)
	}
	return out
}

// suggestions is how many names are suggested for a mention that no rule resolves.
const suggestions = 3

// Suggest ranks the names that an unresolved mention may mean: first what a name of
// another year was called in this one and regions of the name it begins with, then by
// the characters they share. None leaves out a part of the mention; none is given for
// one that was resolved.
func (n *Normalizer) Suggest(mention string, at Place, u Resolved) []string {
	if u.Rule != ruleUnresolved {
		return nil
	}
	if at.Region == nil {
		at.Region = country
	}
	s := n.plain(mention)
	h := n.head(s, at)
	type candidate struct {
		name  string
		score float64
	}
	var all []candidate
	regions, used := n.regions.alike(strings.TrimPrefix(s, party), at)
	for _, r := range regions {
		core := strings.TrimPrefix(s, party)[used:]
		if t, ok := n.organs.find(core, r, at.Year); ok {
			all = append(all, candidate{full(t.name, r), 2})
		} else if core == "" {
			all = append(all, candidate{n.organs.government(r, at.Year), 2})
		}
	}
	r, core := h.region, h.core
	if r == nil || len(regions) > 0 && h.by == byNothing {
		r, core = at.Region, "" // 市财政局 in a province's notice is none of the province's
	}
	if t, ok := n.organs.find(core, r, 0); ok && at.Year != 0 {
		name := full(t.name, r)
		stood := func(name string) {
			if _, ok := n.organs.find(strings.TrimPrefix(strings.TrimPrefix(name, party), r.Full), r, at.Year); ok {
				all = append(all, candidate{name, 3})
			}
		}
		for _, s := range n.Lineage(name, 0, at.Year) {
			stood(s.New)
		}
		for _, s := range n.Ancestry(name, at.Year, 9999) {
			stood(s.Old)
		}
	}
	for _, form := range n.formList {
		if strings.ContainsAny(form, regionMark+levelMark) {
			continue
		}
		if !covers(form, core) {
			continue
		}
		if score := alike(core, form); score >= 0.5 {
			if t, ok := n.organs.find(form, r, at.Year); ok {
				all = append(all, candidate{full(t.name, r), score})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.name, b.name))
	})
	var out []string
	for _, c := range all {
		if !slices.Contains(out, c.name) && len(out) < suggestions {
			out = append(out, c.name)
		}
	}
	return out
}

// covers reports whether all characters of a mention stand in a form, in their order.
func covers(form, mention string) bool {
	for _, r := range mention {
		i := strings.IndexRune(form, r)
		if i < 0 {
			return false
		}
		form = form[i+utf8.RuneLen(r):]
	}
	return mention != ""
}

// alike says how alike two names are, from 0 to 1: the characters they share in
// their order, the edits between them, and whether they end alike, as organs of
// one type do.
func alike(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	row := make([]int, len(y)+1) // of the longest common subsequence
	for i := range x {
		diagonal := 0
		for j := range y {
			up := row[j+1]
			if x[i] == y[j] {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = up
		}
	}
	common := row[len(y)]
	edits := len(x) + len(y) - 2*common // without substitution
	score := 0.7*2*float64(common)/float64(len(x)+len(y)) + 0.15*(1-float64(edits)/float64(len(x)+len(y)))
	if x[len(x)-1] == y[len(y)-1] {
		score += 0.15
	}
	return score
}
