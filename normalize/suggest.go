package normalize

import (
	"cmp"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// Region returns the region that s names as a full name path, a GB/T 2260 code or
// 中央; nil when it names none.
func (n *Normalizer) Region(s string) *Region { return n.regions.Path(s) }

// Deadlines reads a phrase as the value of a cell: one deadline for each milestone
// in it. year is the plan year; issued the date of the notice, or empty.
func (n *Normalizer) Deadlines(phrase string, year int, issued taizhang.Date) []taizhang.Deadline {
	var out []taizhang.Deadline
	for _, m := range n.calendar.deadlines(phrase, true, year, issued) {
		m.Raw = squeeze(phrase[m.from:m.to])
		out = append(out, m.Deadline)
	}
	return out
}

// suggestions is how many names are suggested for a mention that no rule resolves.
const suggestions = 3

// Suggest ranks the names that an unresolved mention may mean: first what a name of
// another year was called in this one, then by the characters they share; none
// for one that was resolved.
func (n *Normalizer) Suggest(mention string, at Place, u Resolved) []string {
	if u.Rule != ruleUnresolved {
		return nil
	}
	if at.Region == nil {
		at.Region = country
	}
	s := n.plain(mention)
	h := n.head(s, at)
	r, core := h.region, h.core
	if r == nil {
		r = at.Region
	}
	type candidate struct {
		name  string
		score float64
	}
	var all []candidate
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
