package decide

import (
	"slices"

	"github.com/taizhang/taizhang"
)

// link says whether two entries are one task.
type link struct{}

func (link) word() string             { return "同一任务" }
func (link) once() bool               { return true }
func (link) settles(*Decision) string { return "" }

func (link) said(s *Settled) string {
	if s.Same != nil && *s.Same {
		return "是同一任务"
	}
	return "不是同一任务"
}

func (link) check(d *Decision) (what, remedy string) {
	if d.Task == "" || d.Set.Other == "" || d.Task == d.Set.Other || d.Set.Same == nil {
		return "a link of less than two tasks, or without a verdict", "name two tasks, and whether they are the same"
	}
	return "", ""
}

func (link) same(d, other *Decision) bool {
	return d.Kind == other.Kind && (d.Task == other.Task && d.Set.Other == other.Set.Other || d.Task == other.Set.Other && d.Set.Other == other.Task)
}

// apply makes the link of two entries as sure as can be, or takes it away.
func (link) apply(w *work, x *Decision) State {
	a, state := w.task(x)
	if state == Lost {
		return Lost
	}
	b, ok := w.byUID[x.Set.Other]
	switch {
	case !ok || x.Set.Other == "":
		return Lost
	case x.Set.Same == nil, a.marks() == nil:
		return Stale
	case a.id() == b.id() && *x.Set.Same:
		return Unused
	case a.id() == b.id():
		return Stale // they became one
	}
	if w.digests[x.Set.Other] != x.Set.OtherDigest {
		state = Changed
	}
	for _, p := range w.places { // in reading order
		if p.id() == b.id() {
			a, b = b, a
		}
		if p.id() == a.id() || p.id() == b.id() {
			break
		}
	}
	pair, links := [2]string{a.id(), b.id()}, w.l.Links
	between := func(k taizhang.Link) bool {
		return k.A == pair[0] && k.B == pair[1] || k.A == pair[1] && k.B == pair[0]
	}
	at := slices.IndexFunc(links, between)
	if same, decided := w.linked[pair]; decided && same == *x.Set.Same || !*x.Set.Same && at < 0 {
		return Unused
	}
	if w.linked == nil {
		w.linked = make(map[[2]string]bool)
	}
	w.linked[pair] = *x.Set.Same
	w.keepWhole()
	links = slices.Clone(links)
	switch {
	case !*x.Set.Same:
		links = slices.DeleteFunc(links, between)
	case at < 0:
		links = append(links, taizhang.Link{A: pair[0], B: pair[1], Kind: "overlap", Score: 1})
	default:
		links[at].Score = 1
	}
	w.l.Links = links
	return state
}
