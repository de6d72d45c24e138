package decide

import (
	"slices"

	"github.com/taizhang/taizhang"
)

// target says what number a task is to reach.
type target struct{ about }

func (target) word() string               { return "量化目标" }
func (target) settles(d *Decision) string { return d.Quote.Exact }

func (target) said(s *Settled) string {
	if s.Target == nil {
		return "删去"
	}
	return s.Target.Raw
}

// apply replaces, takes away or adds a target of an entry. One that an earlier decision took
// away comes back.
func (target) apply(w *work, x *Decision) State {
	p, state := w.task(x)
	m := p.marks()
	switch {
	case state == Lost:
		return Lost
	case m == nil:
		return Stale
	}
	var old taizhang.Target
	at := -1
	if x.Quote.Exact != "" {
		is := func(t taizhang.Target) bool { return taizhang.Plain(t.Raw) == x.Quote.Exact }
		read := w.asRead(p).targets(m)
		i := slices.IndexFunc(read, is)
		if i < 0 { // one that a person added
			read = m.Targets
			i = slices.IndexFunc(read, is)
		}
		if i < 0 {
			return Stale
		}
		old = read[i]
		at = slices.IndexFunc(m.Targets, func(t taizhang.Target) bool {
			return slices.Equal(t.Spans, old.Spans) && (len(t.Spans) > 0 || t.Raw == old.Raw)
		})
	}
	w.keepEntry(p)
	set := x.Set.Target
	if set != nil {
		set = new(*set)
		set.Spans = old.Spans // where what it stands for is printed
	}
	m.Targets = amended(m.Targets, at, set)
	return state
}

// Target says what number a task is to reach, instead of its target of that number, or besides
// all that it has for -1. An empty phrase takes the target away.
func (b *Builder) Target(e Entry, i int, phrase string) (Decision, error) {
	d := b.on(KindTarget, e)
	if i >= 0 {
		d.Quote.Exact = taizhang.Plain(e.Targets[i].Raw)
		if phrase == "" {
			return d, nil
		}
	}
	found := b.Skills.Targets(phrase)
	if len(found) != 1 {
		return d, &InvalidError{NoTarget, phrase, len(found)}
	}
	found[0].Raw, found[0].Spans = phrase, nil
	d.Set.Target = &found[0]
	return d, nil
}
