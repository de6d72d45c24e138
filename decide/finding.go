package decide

import "github.com/taizhang/taizhang"

// finding says that a finding needs nothing more.
type finding struct{ about }

func (finding) word() string { return "核对完毕" }
func (finding) once() bool   { return true }

func (finding) said(s *Settled) string {
	if s.Every {
		return "本通知同类全部"
	}
	return ""
}

func (finding) same(d, other *Decision) bool {
	if d.Set.Every || other.Set.Every {
		return d.Kind == other.Kind && d.Notice == other.Notice && d.Code == other.Code
	}
	return about{}.same(d, other)
}

// apply takes a finding away: one with that code, about that entry and that text; or all
// with the code.
func (finding) apply(w *work, x *Decision) State {
	if x.Set.Every {
		if w.drop(func(f *taizhang.Finding) bool { return f.Code == x.Code }) {
			return Applied
		}
		return Unused
	}
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
