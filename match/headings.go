package match

import (
	"strings"
	"unicode/utf8"
)

const (
	headMost  = 30  // runes: a longer first sentence is no heading
	condensed = 0.5 // how alike the headings of a section and of the task that it became are
)

// headings holds the grams of headings: of sections, and of those with which tasks begin.
type headings struct {
	a        *aligner
	old, new [][]int32
}

func newHeadings(a *aligner) *headings {
	of := func(list []entry) [][]int32 {
		out := make([][]int32, len(list))
		for i := range list {
			e := &list[i]
			head, rest, _ := strings.Cut(e.text, "\n")
			if e.kind != section && rest == "" {
				head, rest, _ = strings.Cut(e.text, "。")
			}
			if k := utf8.RuneCountInString(head); k <= headMost && (e.kind == section || k < utf8.RuneCountInString(rest)) {
				out[i] = a.in.lookUp(head)
			}
		}
		return out
	}
	return &headings{a, of(a.old), of(a.new)}
}

func (h *headings) score(o, n int) float64 {
	if len(h.old[o]) == 0 || len(h.new[n]) == 0 {
		return 0
	}
	return h.a.dice(h.old[o], h.new[n])
}

// condensed groups the tasks of a section with the one task that it became, or that
// became it: they bear the same heading, and nothing else became of any of them.
func (s *sorter) condensed(h *headings) {
	a := s.a
	for n := range a.new {
		if s.byNew[n] != nil || a.new[n].kind == section {
			continue
		}
		for o := range a.old {
			if a.old[o].kind != section {
				continue
			}
			if score := h.score(o, n); score >= condensed {
				if tasks := free(a.old, o, s.byOld); len(tasks) > 1 {
					s.start(group{old: tasks, new: []int{n}, score: score})
					break
				}
			}
		}
	}
	for o := range a.old {
		if s.byOld[o] != nil || a.old[o].kind == section {
			continue
		}
		for n := range a.new {
			if a.new[n].kind != section {
				continue
			}
			if score := h.score(o, n); score >= condensed {
				if tasks := free(a.new, n, s.byNew); len(tasks) > 1 {
					s.start(group{old: []int{o}, new: tasks, score: score})
					break
				}
			}
		}
	}
}

// free returns the tasks of a section, or none if one of them is in a group or there
// is a section among them.
func free(list []entry, of int, in []*group) (out []int) {
	for i, e := range list {
		if e.parent == of {
			if in[i] != nil || e.kind == section {
				return nil
			}
			out = append(out, i)
		}
	}
	return out
}
