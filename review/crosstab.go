package review

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
)

// A crosstab counts the tasks of a view by organ and by the values of a facet. A cell counts
// what its address lists, as the facets themselves decide what it is.
type (
	crosstab struct {
		Columns []crosstabColumn
		Rows    []crosstabRow // those with most tasks first
		Sum     crosstabRow   // of all tasks
		Steps   []string      // how many each shade stands for, the lightest first
	}
	crosstabColumn struct {
		Over, Word string
		Values     []string // of the facet
		Now        bool     // today is in it
	}
	crosstabRow struct {
		Organ string
		Total heat
		Cells []heat
	}
	heat struct {
		Count   int
		Shade   int // 1…5; 0 is none
		Address string
		Marks   []mark
	}
	// mark is how many of a cell's tasks have a deadline of a kind.
	mark struct {
		Sign, Word, Address string
		Count               int
	}
)

// shades is how many there are.
const shades = 5

// signs stand for kinds of deadlines, in the order in which they are shown.
var signs = []struct {
	Kind taizhang.DeadlineKind
	Sign string
}{
	{taizhang.By, "●"}, {taizhang.Start, "▷"}, {taizhang.During, "━"}, {taizhang.Recurring, "↻"}, {taizhang.Relative, "△"}, {taizhang.Ongoing, "∞"}, {taizhang.Unspecified, "…"},
}

func facetOf(key string) *facet {
	return &facets[slices.IndexFunc(facets, func(f facet) bool { return f.Key == key })]
}

// with is the view with the values of some facets replaced.
func (v *view) with(set map[string][]string) *view {
	w := *v
	w.values = make(map[string][]string, len(v.values)+len(set))
	for k, values := range v.values {
		w.values[k] = values
	}
	for k, values := range set {
		w.values[k] = values
	}
	return &w
}

// shows reports whether a task has a chosen value of some facets.
func (v *view) shows(t *task, keys []string) bool {
	for _, key := range keys {
		want := v.values[key]
		if len(want) == 0 {
			continue
		}
		f := facetOf(key)
		has := f.of(v, t)
		if len(has) == 0 {
			has = []string{none}
		}
		if !slices.ContainsFunc(has, func(s string) bool { return slices.Contains(want, s) }) {
			return false
		}
	}
	return true
}

// organs are the rows in which a task counts.
func (v *view) organs(t *task) []string {
	out := each(t.Assignments, func(a taizhang.Assignment) string { return a.Organ })
	if len(v.values["unit"]) > 0 {
		out = slices.DeleteFunc(facetOf("unit").of(v, t), func(s string) bool { return !v.chosen("unit", s) })
	}
	if len(out) == 0 {
		return []string{none}
	}
	return out
}

// tabulate counts tasks by the columns of a facet's values. They are tasks of a wider view,
// of whose facets only those need be asked again whose values depend on what it was
// narrowed to.
type tabulation struct {
	view    *view
	asks    []string
	total   int
	columns []int
	kinds   []*tabulation // by signs, of one kind of deadlines each; nil where they are not told apart
}

func (v *view) tabulate(columns int, kinds bool, asks ...string) *tabulation {
	c := &tabulation{view: v, asks: asks, columns: make([]int, columns)}
	if kinds {
		for _, s := range signs {
			if v.chosen("kind", string(s.Kind)) {
				c.kinds = append(c.kinds, v.with(map[string][]string{"kind": {string(s.Kind)}}).tabulate(columns, false, "due"))
			}
		}
	}
	return c
}

func (c *tabulation) add(f *facet, at map[string]int, t *task) {
	if !c.view.shows(t, c.asks) {
		return
	}
	c.total++
	values := f.of(c.view, t)
	if len(values) == 0 {
		values = []string{none}
	}
	in := make([]bool, len(c.columns))
	for _, value := range values {
		if i, ok := at[value]; ok && !in[i] && c.view.chosen(f.Key, value) {
			in[i] = true
			c.columns[i]++
		}
	}
	for _, k := range c.kinds {
		kind := k.view.values["kind"][0]
		if slices.ContainsFunc(t.Deadlines, func(d taizhang.Deadline) bool { return string(d.Kind) == kind }) {
			k.add(f, at, t)
		}
	}
}

// row makes the cells of what was counted.
func (c *tabulation) row(f *facet, columns []crosstabColumn) (r crosstabRow) {
	r.Total = heat{Count: c.total, Address: c.view.address("/tasks", "", "")}
	for i, col := range columns {
		x := heat{Count: c.columns[i]}
		if x.Count > 0 {
			x.Address = c.view.with(map[string][]string{f.Key: col.Values}).address("/tasks", "", "")
		}
		for _, k := range c.kinds {
			if n := k.columns[i]; n > 0 {
				kind := taizhang.DeadlineKind(k.view.values["kind"][0])
				x.Marks = append(x.Marks, mark{Sign: sign(kind), Word: catalog.Word(kind), Count: n,
					Address: k.view.with(map[string][]string{f.Key: col.Values}).address("/tasks", "", "")})
			}
		}
		r.Cells = append(r.Cells, x)
	}
	return r
}

func sign(kind taizhang.DeadlineKind) string {
	for _, s := range signs {
		if s.Kind == kind {
			return s.Sign
		}
	}
	return ""
}

// crosstab counts the tasks shown; kinds tells the kinds of deadlines in a cell apart.
func (v *view) crosstab(shown []*task, f *facet, columns []crosstabColumn, kinds bool) (g crosstab) {
	at := make(map[string]int)
	for i, c := range columns {
		for _, value := range c.Values {
			at[value] = i
		}
	}
	sum, by := v.tabulate(len(columns), kinds), make(map[string]*tabulation)
	for _, t := range shown {
		sum.add(f, at, t)
		for _, organ := range v.organs(t) {
			c := by[organ]
			if c == nil {
				asks := []string{"role", "said"}
				if organ == none { // any other has a part in the task
					asks = append(asks, "unit")
				}
				c = v.with(map[string][]string{"unit": {organ}}).tabulate(len(columns), kinds, asks...)
				by[organ] = c
			}
			c.add(f, at, t)
		}
	}
	g.Columns, g.Sum = columns, sum.row(f, columns)
	most := 1
	for organ, c := range by {
		if c.total == 0 { // of the other organs' roles alone
			continue
		}
		r := c.row(f, columns)
		r.Organ = organ
		g.Rows = append(g.Rows, r)
		if organ != none {
			most = max(most, slices.Max(append(c.columns, 1)))
		}
	}
	slices.SortFunc(g.Rows, func(a, b crosstabRow) int {
		if (a.Organ == none) != (b.Organ == none) {
			return cmp.Compare(b.Organ, a.Organ) // tasks of nobody last
		}
		return cmp.Or(cmp.Compare(b.Total.Count, a.Total.Count), cmp.Compare(a.Organ, b.Organ))
	})
	g.shade(most)
	return g
}

// shade gives the cells their shades: in steps that grow alike, as a few organs have
// most of the tasks.
func (g *crosstab) shade(most int) {
	from := 1
	var to []int
	for i := 1; i <= shades && from <= most; i++ {
		n := int(math.Ceil(math.Pow(float64(most), float64(i)/shades)))
		if n < from {
			continue
		}
		said := strconv.Itoa(from)
		if n > from {
			said += "–" + strconv.Itoa(n)
		}
		g.Steps, to, from = append(g.Steps, said), append(to, n), n+1
	}
	for i := range g.Rows {
		for j := range g.Rows[i].Cells {
			c := &g.Rows[i].Cells[j]
			for g.Rows[i].Organ != none && c.Shade < len(to) && c.Count > 0 && (c.Shade == 0 || c.Count > to[c.Shade-1]) {
				c.Shade++
			}
		}
	}
}

// Word is what a row is called.
func (r crosstabRow) Word() string {
	if r.Organ == none {
		return "（没有责任机构）"
	}
	return r.Organ
}
