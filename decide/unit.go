package decide

import (
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// unit says what a mention means, wherever it stands in a jurisdiction.
type unit struct{}

func (unit) word() string                     { return "单位名称" }
func (unit) once() bool                       { return false }
func (unit) check(*Decision) (string, string) { return "", "" }

// said is the unit, or all of a list that was read as one name.
func (unit) said(s *Settled) string {
	names := []string{}
	for _, a := range s.Assignments {
		names = append(names, a.Unit)
	}
	if len(names) == 0 {
		return s.Unit
	}
	return strings.Join(names, "、")
}

func (unit) settles(d *Decision) string {
	return strings.Join([]string{taizhang.FoldString(d.Quote.Exact), d.Region, strconv.Itoa(d.From), strconv.Itoa(d.To)}, "\x00")
}

func (unit) same(d, other *Decision) bool {
	return d.Kind == other.Kind && taizhang.FoldString(d.Quote.Exact) == taizhang.FoldString(other.Quote.Exact)
}

// apply gives a mention its unit wherever it stands, and takes away the doubt.
func (unit) apply(w *work, x *Decision) State {
	n := &w.l.Notice
	if x.Region != "" && x.Region != n.Jurisdiction || x.From != 0 && n.PlanYear < x.From || x.To != 0 && n.PlanYear > x.To {
		return Unused
	}
	mention, state := taizhang.FoldString(x.Quote.Exact), Unused
	if mention == "" {
		return state
	}
	for _, p := range w.places {
		if p.node != nil && taizhang.FoldString(w.asRead(p).Unit) == mention {
			w.keepEntry(p)
			p.node.Unit, state = x.Set.Unit, Applied
		}
		cloned, m := false, p.marks()
		for i, a := range m.Assignments {
			if taizhang.FoldString(a.Mention) != mention || a.Rule == RuleDecided {
				continue
			}
			if !cloned {
				w.keepEntry(p)
				m.Assignments, cloned = slices.Clone(m.Assignments), true
			}
			a.Unit, a.Organ, a.Rule = x.Set.Unit, x.Set.Organ, RuleAccepted
			m.Assignments[i], state = a, Applied
		}
		if len(x.Set.Assignments) > 0 && cloned {
			var all []taizhang.Assignment
			for _, a := range m.Assignments {
				if taizhang.FoldString(a.Mention) != mention || a.Rule != RuleAccepted {
					all = append(all, a)
					continue
				}
				for _, one := range x.Set.Assignments {
					b := a
					b.Unit, b.Organ = one.Unit, one.Organ
					if !slices.ContainsFunc(all, func(c taizhang.Assignment) bool { return c.Unit == b.Unit && c.Role == b.Role }) {
						all = append(all, b)
					}
				}
			}
			m.Assignments = all
		}
	}
	w.drop(func(f *taizhang.Finding) bool {
		return (f.Code == "unit-unknown" || f.Code == "unit-typo") && f.Spans.Valid(len(w.l.Text())) && taizhang.FoldString(f.Spans.Cut(w.l.Text())) == mention
	})
	return state
}
