package match

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// Options are what Compare needs of other rooms.
type Options struct {
	// Lineage names what a unit, by its full name, had become by a later year, or had
	// been called in an earlier one; nil: units never change their names.
	Lineage func(unit string, from, to int) []string
}

// Compare says task by task what became of old in new: another year's plan, or a
// revision. Tasks are matched by what they say, as Carry does, then by likeness
// that is slight but beyond that of every other task; see groups.
func Compare(old, new *taizhang.Ledger, opt Options) *taizhang.Comparison {
	c := &comparer{opt: opt, fromYear: yearOf(old), toYear: yearOf(new)}
	olds, news := sides(old, c.fromYear), sides(new, c.toYear)
	a := newAligner(meanings(entries(old), olds), meanings(entries(new), news))
	a.same()
	a.partSections()
	a.alike(carryThreshold, func(o, n *entry) bool { return o.kind == section && n.kind == section })
	a.alike(carryThreshold, func(o, n *entry) bool { return o.kind != section && n.kind != section })
	groups := a.groups()

	out := &taizhang.Comparison{Old: compared(old, c.fromYear), New: compared(new, c.toYear),
		Summary: make(map[taizhang.Verdict]int, len(taizhang.Verdicts))}
	for _, v := range taizhang.Verdicts {
		out.Summary[v] = 0
	}
	for _, g := range groups {
		ch := c.change(pick(g.old, a.old, olds), pick(g.new, a.new, news), g)
		for _, v := range ch.Verdicts {
			out.Summary[v]++
		}
		out.Changes = append(out.Changes, ch)
	}
	return out
}

// comparer holds what every change is judged by.
type comparer struct {
	opt              Options
	fromYear, toYear int
}

// group is tasks of either side that are one change, as indices of entries.
type group struct {
	old, new []int
	score    float64
}

// task is a task with the side of it that is shown.
type task struct {
	taizhang.Task
	text    string // with the result of a row
	meaning string // see says
	side    taizhang.Side
}

// sides returns the tasks of l by id.
func sides(l *taizhang.Ledger, year int) map[string]task {
	out := make(map[string]task)
	for _, t := range l.Tasks() {
		x := task{Task: t, text: t.Text}
		if t.Result != "" {
			x.text = strings.TrimPrefix(t.Text+"\n"+t.Result, "\n")
		}
		x.side = taizhang.Side{ID: t.ID, Number: t.Number, Under: t.Under, Text: x.text, Units: []taizhang.UnitRole{}, Due: []taizhang.Date{}}
		for _, a := range t.Assignments {
			if u := (taizhang.UnitRole{Unit: cmp.Or(a.Unit, a.Mention), Role: a.Role}); !slices.Contains(x.side.Units, u) {
				x.side.Units = append(x.side.Units, u)
			}
		}
		for _, d := range t.Deadlines {
			if d.Due != "" && !slices.Contains(x.side.Due, d.Due) {
				x.side.Due = append(x.side.Due, d.Due)
			}
		}
		slices.Sort(x.side.Due)
		x.meaning = x.says(year)
		out[t.ID] = x
	}
	return out
}

// meanings lets the tasks among entries say what they mean; see [task.says].
func meanings(list []entry, tasks map[string]task) []entry {
	for i := range list {
		if t, ok := tasks[list[i].id]; ok && said(t.meaning) != "" {
			list[i].text, list[i].key = t.meaning, said(t.meaning)
		}
	}
	neighbours(list)
	return list
}

func pick(indices []int, list []entry, tasks map[string]task) (out []task) {
	for _, i := range indices {
		out = append(out, tasks[list[i].id])
	}
	return out
}

func compared(l *taizhang.Ledger, year int) taizhang.Compared {
	n := &l.Notice
	return taizhang.Compared{Key: n.Key, Title: l.Called(), DocNumber: n.DocNumber, Year: year, Tasks: len(l.Tasks())}
}

// change judges one group.
func (c *comparer) change(olds, news []task, g group) taizhang.Change {
	ch := taizhang.Change{Score: math.Round(g.score*1000) / 1000, Diff: []taizhang.Edit{}, Old: shown(olds), New: shown(news),
		Units: taizhang.UnitShift{Gone: []taizhang.UnitRole{}, Come: []taizhang.UnitRole{}}, Deadlines: taizhang.DateShift{Gone: []taizhang.Date{}, Come: []taizhang.Date{}}}
	switch {
	case len(olds) == 0:
		ch.Verdicts = []taizhang.Verdict{taizhang.Added}
		return ch
	case len(news) == 0:
		ch.Verdicts = []taizhang.Verdict{taizhang.Dropped}
		return ch
	}
	add := func(v taizhang.Verdict, is bool) {
		if is {
			ch.Verdicts = append(ch.Verdicts, v)
		}
	}
	add(taizhang.Reworded, len(olds) == 1 && len(news) == 1 && said(olds[0].meaning) != said(news[0].meaning))
	add(taizhang.Split, len(news) > 1)
	add(taizhang.Merged, len(olds) > 1)
	var support bool
	ch.Units, support = c.units(olds, news)
	add(taizhang.Moved, slices.ContainsFunc(append(slices.Clip(ch.Units.Gone), ch.Units.Come...), answers))
	add(taizhang.SupportChanged, support)
	ch.Deadlines = c.dates(olds, news)
	add(taizhang.DeadlineMoved, len(ch.Deadlines.Gone)+len(ch.Deadlines.Come) > 0)
	if len(ch.Verdicts) == 0 {
		ch.Verdicts = []taizhang.Verdict{taizhang.Same}
		return ch
	}
	ch.Diff = diff(joined(olds), joined(news))
	return ch
}

func shown(tasks []task) []taizhang.Side {
	out := []taizhang.Side{}
	for _, t := range tasks {
		out = append(out, t.side)
	}
	return out
}

func joined(tasks []task) string {
	var texts []string
	for _, t := range tasks {
		texts = append(texts, t.text)
	}
	return strings.Join(texts, "\n")
}

// partSections takes apart a section and a task that say the same: a task that has
// become a section lives on in the tasks under it.
func (a *aligner) partSections() {
	for n, o := range a.of {
		if o >= 0 && (a.old[o].kind == section) != (a.new[n].kind == section) {
			a.of[n], a.taken[o] = -1, false
		}
	}
}
