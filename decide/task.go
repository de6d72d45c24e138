package decide

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
)

// task says what a task says, or who does it.
type task struct{ about }

func (task) word() string { return "任务" }

func (task) settles(d *Decision) string {
	switch {
	case d.Set.Label != nil:
		return "label"
	case d.Set.Cells != nil:
		var columns []string
		for _, s := range d.Set.Cells {
			columns = append(columns, cmp.Or(s.Name, strconv.Itoa(s.Column)))
		}
		return "cells " + strings.Join(columns, "\x00")
	case d.Set.Title != nil:
		return "title"
	case d.Set.Text != nil && d.Set.Assignments == nil:
		return "text"
	case d.Set.Text == nil && d.Set.Assignments != nil:
		return "units"
	}
	return ""
}

func (task) said(s *Settled) string {
	var out []string
	if s.Label != nil {
		out = append(out, "编号改为“"+*s.Label+"”")
	}
	for _, c := range s.Cells {
		name := c.Name
		if name == "" {
			name = "第" + strconv.Itoa(c.Column+1) + "栏"
		}
		out = append(out, name+"改为“"+c.Text+"”")
	}
	if s.Cells != nil {
		return strings.Join(out, "；")
	}
	if s.Title != nil {
		out = append(out, "标题改为“"+*s.Title+"”")
	}
	if s.Text != nil {
		out = append(out, "改为“"+*s.Text+"”")
	}
	for _, role := range taizhang.Roles {
		var units []string
		for _, a := range s.Assignments {
			if a.Role == role && !slices.Contains(units, a.Unit) {
				units = append(units, a.Unit)
				out = append(out, catalog.Word(role)+" "+a.Unit)
			}
		}
	}
	return strings.Join(out, "；")
}

func (task) apply(w *work, x *Decision) State {
	p, state := w.task(x)
	switch {
	case state == Lost:
		return Lost
	case p.marks() == nil || state == Changed && x.Set.Text != nil:
		return Stale // a text would hide what is new
	}
	if x.Set.Label != nil {
		w.relabel(p, *x.Set.Label)
		return state
	}
	if x.Set.Cells != nil {
		if is := w.recell(p, x); is != Applied {
			return is
		}
		return state
	}
	if x.Set.Title != nil {
		w.keepOutline()
		if p.node != nil {
			p.node.Title = *x.Set.Title
		} else {
			p.table.Title = *x.Set.Title
		}
		return state
	}
	w.keepEntry(p)
	if x.Set.Text != nil && !p.set(*x.Set.Text) {
		return Stale
	}
	if x.Set.Assignments != nil {
		p.marks().Assignments = slices.Clone(x.Set.Assignments)
	}
	return state
}
