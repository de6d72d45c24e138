package review

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/office"
)

// A facet is a property by which tasks are narrowed down. A task may have several
// values of it, and a view any number of facets with any number of values each.
type facet struct {
	Key, Name string
	add       func(v *view, t *task, to []string) []string // the values that a task has of it
	word      func(value string) string                    // what a value is called; nil: itself
}

// of are the values that a task has of a facet.
func (f *facet) of(v *view, t *task) []string { return f.add(v, t, nil) }

// none is the value of a facet that a task has nothing of.
const none = "-"

var facets = []facet{
	{"year", "计划年度", func(_ *view, t *task, to []string) []string { return one(to, t.In.Year != "", t.In.Year) }, nil},
	{"notice", "通知", func(_ *view, t *task, to []string) []string { return append(to, t.In.Key) }, nil},
	{"section", "章节", func(_ *view, t *task, to []string) []string { return one(to, t.Under != "", t.Under) }, nil},
	{"unit", "责任机构", func(v *view, t *task, to []string) []string {
		return eachTo(to, v.parts(t), func(p *office.OrganStatus) string { return p.Organ })
	}, nil},
	{"role", "角色", func(v *view, t *task, to []string) []string {
		return eachTo(to, v.parts(t), func(p *office.OrganStatus) string { return v.of("unit", p.Organ, string(p.Role)) })
	}, catalog.Word[string]},
	{"kind", "时限类型", func(_ *view, t *task, to []string) []string {
		return eachTo(to, t.Deadlines, func(d *taizhang.Deadline) string { return string(d.Kind) })
	}, catalog.Word[string]},
	{"due", "截止月份", func(v *view, t *task, to []string) []string {
		return eachTo(to, t.Deadlines, func(d *taizhang.Deadline) string { return v.of("kind", string(d.Kind), month(d)) })
	}, catalog.Word[string]},
	{"finding", "待核事项", func(_ *view, t *task, to []string) []string { return append(to, t.Codes...) }, catalog.Word[string]},
	{"late", "到期情况", (*view).timely, func(s string) string { return lateWords[s] }},
	{"status", "完成状态", func(v *view, t *task, to []string) []string { return one(to, v.said[t.UID] != nil, v.status(t)) }, nil},
	{"said", "单位填报", func(v *view, t *task, to []string) []string {
		return eachTo(to, v.parts(t), func(p *office.OrganStatus) string { return v.of("unit", p.Organ, p.Status) })
	}, nil},
	{"from", "来源", func(_ *view, t *task, to []string) []string {
		if t.Row {
			return append(to, "row")
		}
		return append(to, "item")
	}, func(s string) string { return map[string]string{"row": "进度表的行", "item": "正文条目"}[s] }},
}

func one(to []string, is bool, value string) []string {
	if !is {
		return to
	}
	return append(to, value)
}

// each are the different texts of some, but for empty ones.
func each[T any](in []T, of func(T) string) []string {
	return eachTo(nil, in, func(x *T) string { return of(*x) })
}

// eachTo adds them to what is none of them.
func eachTo[T any](to []string, in []T, of func(*T) string) []string {
	from := len(to)
	for i := range in {
		if s := of(&in[i]); s != "" && !slices.Contains(to[from:], s) {
			to = append(to, s)
		}
	}
	return to
}

// view is what an address asks for: words, and values by facet.
type view struct {
	Words  []string // folded
	Query  string   // as typed
	values map[string][]string
	Round  string // of the hand-off, as asked for; empty: the last one
	today  taizhang.Date
	rounds []taizhang.Round            // oldest first
	said   map[string]*office.Standing // by uid, in the round; nil when nothing was handed out

	at      *task // of which partsAt are the parts: several facets ask for them
	partsAt []office.OrganStatus
}

func viewOf(q url.Values) *view {
	v := &view{Query: strings.TrimSpace(q.Get("q")), Round: q.Get("round"), values: make(map[string][]string)}
	for w := range strings.FieldsSeq(v.Query) {
		v.Words = append(v.Words, foldWord(w))
	}
	for _, f := range facets {
		for _, value := range q[f.Key] {
			if value != "" && !slices.Contains(v.values[f.Key], value) {
				v.values[f.Key] = append(v.values[f.Key], value)
			}
		}
	}
	return v
}

// chosen reports whether a value of a facet may show.
func (v *view) chosen(key, value string) bool {
	return len(v.values[key]) == 0 || slices.Contains(v.values[key], value)
}

// of is a value of a task's part, where the part has a chosen value of another facet:
// the role of the units asked for.
func (v *view) of(key, has, value string) string {
	if !v.chosen(key, has) {
		return ""
	}
	return value
}

// query is what the view asks for, as an address has it.
func (v *view) query() url.Values {
	q := url.Values{}
	if v.Query != "" {
		q.Set("q", v.Query)
	}
	if v.Round != "" {
		q.Set("round", v.Round)
	}
	for k, values := range v.values {
		q[k] = slices.Clone(values)
	}
	return q
}

// address is the view's own, with a value added to a facet or taken from it.
func (v *view) address(path, key, value string) string {
	q := v.query()
	if at := slices.Index(q[key], value); at >= 0 {
		q[key] = slices.Delete(q[key], at, at+1)
	} else if key != "" {
		q[key] = append(q[key], value)
	}
	return joined(path, q)
}

func joined(path string, q url.Values) string {
	if s := q.Encode(); s != "" {
		return path + "?" + s
	}
	return path
}

// misses counts the facets that a task has no chosen value of, up to 2, and says
// which one it is when there is one.
func (v *view) misses(t *task, has [][]string) (n, which int) {
	for i, f := range facets {
		want := v.values[f.Key]
		if len(want) == 0 {
			continue
		}
		ok := len(has[i]) == 0 && slices.Contains(want, none)
		for _, value := range has[i] {
			ok = ok || slices.Contains(want, value)
		}
		if !ok {
			if which, n = i, n+1; n == 2 {
				return
			}
		}
	}
	return n, which
}

// facetCount is a facet with its values among the tasks that the other facets leave.
type facetCount struct {
	facet
	Values []valueCount
	More   int  // values that are not listed
	Open   bool // one is chosen
}

type valueCount struct {
	Value, Word string
	Count       int
	Chosen      bool
	Address     string
}

// mostValues bounds what a facet lists, those with most tasks first.
const mostValues = 40

// narrow returns the tasks that a view shows, and what each facet offers: of one, the
// counts are of the tasks that all other facets leave, so that another value can be
// added to those chosen.
func (v *view) narrow(notices []*indexed, path string) (shown []*task, counts []facetCount) {
	counted := make([]map[string]int, len(facets))
	for i := range counted {
		counted[i] = make(map[string]int)
	}
	has := make([][]string, len(facets))
	titles := make(map[string]string)
	for _, in := range notices {
		titles[in.Key] = in.Head.Title
		for i := range in.Tasks {
			t := &in.Tasks[i]
			if !t.says(v.Words) {
				continue
			}
			for k, f := range facets {
				has[k] = f.add(v, t, has[k][:0])
			}
			misses, which := v.misses(t, has)
			if misses == 0 {
				shown = append(shown, t)
			}
			for k := range facets {
				if misses > 1 || misses == 1 && which != k {
					continue
				}
				for _, value := range has[k] {
					counted[k][value]++
				}
				if len(has[k]) == 0 {
					counted[k][none]++
				}
			}
		}
	}
	for k, f := range facets {
		c := facetCount{facet: f}
		for value, n := range counted[k] {
			c.Values = append(c.Values, valueCount{Value: value, Count: n})
		}
		for _, value := range v.values[f.Key] {
			if counted[k][value] == 0 {
				c.Values = append(c.Values, valueCount{Value: value})
			}
		}
		if len(c.Values) == 0 || len(c.Values) == 1 && c.Values[0].Value == none && len(v.values[f.Key]) == 0 {
			continue
		}
		for i := range c.Values {
			x := &c.Values[i]
			x.Chosen = slices.Contains(v.values[f.Key], x.Value)
			c.Open = c.Open || x.Chosen
		}
		slices.SortFunc(c.Values, func(a, b valueCount) int {
			switch {
			case a.Chosen != b.Chosen:
				if a.Chosen {
					return -1
				}
				return 1
			case f.ordered():
				return cmp.Compare(a.Value, b.Value)
			}
			return cmp.Or(-cmp.Compare(a.Count, b.Count), cmp.Compare(a.Value, b.Value))
		})
		if n := len(c.Values); n > mostValues {
			c.Values, c.More = c.Values[:mostValues], n-mostValues
		}
		for i := range c.Values {
			x := &c.Values[i]
			x.Word, x.Address = f.say(x.Value, titles), v.address(path, f.Key, x.Value)
		}
		counts = append(counts, c)
	}
	return shown, counts
}

// ordered reports whether a facet's values have an order of their own.
func (f *facet) ordered() bool { return f.Key == "due" || f.Key == "year" }

func (f *facet) say(value string, titles map[string]string) string {
	switch {
	case value == none:
		return "（无）"
	case f.Key == "notice":
		return cmp.Or(titles[value], value)
	case f.word != nil:
		return cmp.Or(f.word(value), value)
	}
	return value
}
