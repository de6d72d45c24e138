package handoff

import (
	"cmp"
	"slices"

	"github.com/taizhang/taizhang"
)

// Colour says how urgently a task is to be chased.
type Colour string

// The colours: of them a task has the first that it is.
const (
	Red    Colour = "red"    // overdue
	Yellow Colour = "yellow" // reported as behind
	Blue   Colour = "blue"   // due soon
)

// Colours are all of them, the most urgent first.
var Colours = []Colour{Red, Yellow, Blue}

// Word is the colour and what it means, in Chinese.
func (c Colour) Word() string {
	return map[Colour]string{Red: "红·逾期", Yellow: "黄·滞后", Blue: "蓝·临期"}[c]
}

// paint is how a colour is printed.
func (c Colour) paint() string {
	return map[Colour]string{Red: "C00000", Yellow: "B8860B", Blue: "1F4E9E"}[c]
}

// Chase is a task of which a unit is to be reminded.
type Chase struct {
	Colour Colour
	Organ  string
	Status string // that the unit reported itself
	Task   *taizhang.TaskStanding
	taizhang.Timeliness
}

// Chases are the tasks that are overdue, behind, or due within so many days, each for every
// unit that answers for it: the most urgent first. What a unit reports as done is not chased.
func Chases(o *taizhang.Overview, within int) (out []Chase) {
	for i := range o.Tasks.Len() {
		t := o.Tasks.At(i)
		for _, p := range t.Organs {
			if !p.Answers || p.Role == "" {
				continue
			}
			late := t.Given.Timeliness(p.Status, o.AsOf)
			left, dated := o.AsOf.Until(t.Given.Due)
			c := Chase{Organ: p.Organ, Status: p.Status, Task: t, Timeliness: late}
			switch {
			case late.Overdue > 0:
				c.Colour = Red
			case p.Status == taizhang.Behind:
				c.Colour = Yellow
			case dated && left >= 0 && left <= within && p.Status != taizhang.Done && p.Status != taizhang.Cancelled:
				c.Colour, c.Soon, c.Left = Blue, true, left
			default:
				continue
			}
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Chase) int {
		return cmp.Or(cmp.Compare(slices.Index(Colours, a.Colour), slices.Index(Colours, b.Colour)), cmp.Compare(a.Task.Given.Due, b.Task.Given.Due), cmp.Compare(a.Organ, b.Organ))
	})
	return out
}
