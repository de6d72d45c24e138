package review

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
)

// The deadlines of a view: by organ and month, and day by day.
type (
	calendarPage struct {
		narrowed
		Grid    crosstab
		Signs   []mark // the kinds that occur
		Today   taizhang.Date
		Overdue heat
		Soon    heat
		ICS     string
		More    string
	}
	timelinePage struct {
		narrowed
		Days  []day
		Today taizhang.Date
		ICS   string
		More  string
	}
	day struct {
		Date    taizhang.Date
		Weekday string
		Past    bool
		Today   bool
		Dues    []due
	}
	// due is a deadline of a task on its day.
	due struct {
		*task
		Deadline taizhang.Deadline
		Nth      int // of the task's deadlines, from 0
		Sign     string
		Roles    []unitGroup
		First    bool // of its notice that day
	}
)

// mostMonths is up to how many months a calendar shows; a longer one shows years.
const mostMonths = 18

// calendar counts the tasks of a view by organ and month.
func (s *Server) calendar(r *http.Request) (answer, error) {
	v, notices, err := s.view(r)
	if err != nil {
		return answer{}, err
	}
	p := calendarPage{Today: v.today, ICS: v.address("/calendar.ics", "", "")}
	var shown []*task
	p.narrowed, shown = s.narrowed(v, notices, "/calendar")
	f := facetOf("due")
	p.Grid = v.crosstab(shown, f, v.months(shown), true)
	late := v.crosstab(shown, facetOf("late"), []crosstabColumn{{Word: lateWords["overdue"], Values: []string{"overdue"}}, {Values: []string{"soon"}}}, false)
	p.Overdue, p.Soon = late.Sum.Cells[0], late.Sum.Cells[1]
	if p.Overdue.Count > 0 {
		p.Grid.beside(&late)
	}
	for _, x := range signs {
		if slices.ContainsFunc(shown, func(t *task) bool {
			return v.chosen("kind", string(x.Kind)) && slices.ContainsFunc(t.Deadlines, func(d taizhang.Deadline) bool { return d.Kind == x.Kind })
		}) {
			p.Signs = append(p.Signs, mark{Sign: x.Sign, Word: catalog.Word(x.Kind)})
		}
	}
	p.Grid.Rows, p.More = paged(r, p.Grid.Rows, pageRows)
	return answer{template: "calendar", data: s.frame(r, "tasks", "日历", p)}, nil
}

// beside adds the first column of another crosstab of the same tasks, without a shade.
func (g *crosstab) beside(other *crosstab) {
	g.Columns = append(g.Columns, other.Columns[0])
	g.Sum.Cells = append(g.Sum.Cells, other.Sum.Cells[0])
	for i := range g.Rows { // the same organs, with the same totals
		c := other.Rows[i].Cells[0]
		c.Shade = 0
		g.Rows[i].Cells = append(g.Rows[i].Cells, c)
	}
}

// months are the columns of a calendar: every month from the first to the last, or the
// years that occur; then the kinds of what has no day, and no deadline at all.
func (v *view) months(shown []*task) (out []crosstabColumn) {
	f := facetOf("due")
	var values []string
	some := false // without any deadline
	for _, t := range shown {
		has := f.of(v, t)
		values = append(values, has...)
		some = some || len(has) == 0
	}
	slices.Sort(values)
	values = slices.Compact(values)
	dated := slices.IndexFunc(values, func(s string) bool { return s[0] > '9' })
	if dated < 0 {
		dated = len(values)
	}
	now := string(v.today)[:min(7, len(v.today))]
	if dated > 0 {
		first, last := values[0], values[dated-1]
		if span := monthsBetween(first, last); span > 0 && span <= mostMonths {
			for m := first; m <= last; m = nextMonth(m) {
				c := crosstabColumn{Word: strconv.Itoa(number(m[5:])) + "月", Values: []string{m}, Now: m == now}
				if m == first || c.Word == "1月" {
					c.Over = m[:4] + "年"
				}
				out = append(out, c)
			}
		} else {
			for _, m := range values[:dated] {
				if n := len(out); n == 0 || out[n-1].Word != m[:4]+"年" {
					out = append(out, crosstabColumn{Word: m[:4] + "年", Now: m[:4] == now[:4]})
				}
				c := &out[len(out)-1]
				c.Values = append(c.Values, m)
			}
		}
	}
	for _, s := range signs {
		if slices.Contains(values[dated:], string(s.Kind)) {
			c := crosstabColumn{Word: catalog.Word(s.Kind), Values: []string{string(s.Kind)}}
			if s.Kind != taizhang.Ongoing && s.Kind != taizhang.Unspecified {
				c.Over = "无日期"
			}
			out = append(out, c)
		}
	}
	if some {
		out = append(out, crosstabColumn{Word: "没有时限", Values: []string{none}})
	}
	return slices.DeleteFunc(out, func(c crosstabColumn) bool {
		return !slices.ContainsFunc(c.Values, func(s string) bool { return v.chosen("due", s) })
	})
}

func nextMonth(m string) string {
	t, _ := time.Parse("2006-01", m)
	return t.AddDate(0, 1, 0).Format("2006-01")
}

// monthsBetween counts the months from the first to the last, both included.
func monthsBetween(first, last string) int {
	return (number(last[:4])-number(first[:4]))*12 + number(last[5:]) - number(first[5:]) + 1
}

// timeline lists the deadlines of a view day by day.
func (s *Server) timeline(r *http.Request) (answer, error) {
	v, notices, err := s.view(r)
	if err != nil {
		return answer{}, err
	}
	p := timelinePage{Today: v.today, ICS: v.address("/calendar.ics", "", "")}
	var shown []*task
	p.narrowed, shown = s.narrowed(v, notices, "/timeline")
	dues, more := paged(r, v.dues(shown), pageTasks)
	p.More = more
	for _, x := range dues {
		on := x.Deadline.Due
		if n := len(p.Days); n == 0 || p.Days[n-1].Date != on {
			p.Days = append(p.Days, day{Date: on, Weekday: weekday(on), Past: on < v.today, Today: on == v.today})
		}
		d := &p.Days[len(p.Days)-1]
		x.First = len(d.Dues) == 0 || d.Dues[len(d.Dues)-1].In != x.In
		d.Dues = append(d.Dues, x)
	}
	return answer{template: "timeline", data: s.frame(r, "tasks", "日程", p)}, nil
}

// dues are the deadlines with a day that a view asks for, in their order.
func (v *view) dues(shown []*task) (out []due) {
	for _, t := range shown {
		for i, d := range t.Deadlines {
			if d.Due != "" && v.chosen("kind", string(d.Kind)) && v.chosen("due", month(&d)) {
				out = append(out, due{task: t, Deadline: d, Nth: i, Sign: sign(d.Kind), Roles: unitGroups(t.Assignments)})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b due) int { return cmp.Compare(a.Deadline.Due, b.Deadline.Due) })
	return out
}

func weekday(d taizhang.Date) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return "星期" + string([]rune("日一二三四五六")[t.Weekday()])
}
