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

// Suggest ranks the names that an unresolved mention may mean, by the characters
// they share; none for one that was resolved.
func (n *Normalizer) Suggest(mention string, at Place, u Resolved) []string {
	if u.Rule != ruleUnresolved {
		return nil
	}
	if at.Region == nil {
		at.Region = country
	}
	s := taizhang.FoldString(mention)
	r, core, _ := n.head(s, at)
	if r == nil || core == "" {
		return nil
	}
	type candidate struct {
		name  string
		score float64
	}
	var all []candidate
	for _, form := range n.formList {
		t, ok := n.organs.find(form, r, at.Year)
		if !ok || strings.Contains(form, regionMark) {
			continue
		}
		if score := alike(core, form); score >= 0.5 {
			all = append(all, candidate{full(t.name, r), score})
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

// alike is the share of characters two names have in common, in their order: the
// longest common subsequence over the mean length.
func alike(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
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
	return 2 * float64(row[len(y)]) / float64(len(x)+len(y))
}
