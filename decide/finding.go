package decide

import "github.com/taizhang/taizhang"

// finding says that a finding needs nothing more.
type finding struct{ about }

func (finding) word() string           { return "核对完毕" }
func (finding) said(s *Settled) string { return "" }
func (finding) once() bool             { return true }

// apply takes a finding away: one with that code, about that entry and that text.
func (finding) apply(w *work, x *Decision) State {
	p, state := w.task(x)
	if state == Lost {
		return Lost
	}
	fits := func(f *taizhang.Finding) int {
		if f.Code != x.Code || f.Task != p.id() {
			return -1
		}
		q := QuoteFinding(w.l, f)
		if q.Exact != x.Quote.Exact {
			return -1
		}
		return x.Quote.fits(q)
	}
	best := -1
	for i := range w.l.Findings {
		best = max(best, fits(&w.l.Findings[i]))
	}
	if best < 0 {
		return Unused
	}
	w.drop(func(f *taizhang.Finding) bool { return fits(f) == best })
	return Applied // what was dismissed stands there word for word
}
