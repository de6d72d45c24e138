package review

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/office"
)

// A view can be seen in several ways, between which it is kept.
type (
	narrowed struct {
		View   *view
		Facets []facetCount
		Ways   []way
		Chips  []chip
		Shown  int
		All    int
		Book   string // the address of what is shown as a workbook
		Unit   string // the one organ that is asked for
		Clear  string
	}
	way struct {
		Word, Address string
		Here          bool
	}
	chip struct{ Name, Word, Address string }
)

// ways lists them. Progress is one once something was handed out.
var ways = []struct{ path, word string }{{"/tasks", "列表"}, {"/matrix", "矩阵"}, {"/calendar", "日历"}, {"/timeline", "日程"}, {"/progress", "进度"}}

// view reads what an address asks for, and the notices it is asked of.
func (s *Server) view(r *http.Request) (*view, []*indexed, error) {
	notices, err := s.index.notices(r.Context())
	if err != nil {
		return nil, nil, err
	}
	v := viewOf(r.URL.Query())
	v.today = s.today()
	return v, notices, s.lookUpReports(r.Context(), v)
}

// today is the day that decides what is overdue.
func (s *Server) today() taizhang.Date { return taizhang.Date(s.opt.Now().Format(time.DateOnly)) }

// narrowed is what every way of seeing a view shows around it, and the tasks.
func (s *Server) narrowed(v *view, notices []*indexed, path string) (narrowed, []*task) {
	shown, counts := v.narrow(notices, path)
	p := narrowed{View: v, Facets: counts, Shown: len(shown), Book: v.address("/tasks.xlsx", "", ""), Clear: path}
	for _, in := range notices {
		p.All += len(in.Tasks)
	}
	for _, c := range counts {
		for _, x := range c.Values {
			if x.Chosen {
				p.Chips = append(p.Chips, chip{c.Name, x.Word, x.Address})
			}
		}
	}
	if chosen := v.values["unit"]; len(chosen) == 1 && chosen[0] != none {
		p.Unit = chosen[0]
	}
	for _, w := range ways {
		if w.path != "/progress" || len(v.rounds) > 0 {
			p.Ways = append(p.Ways, way{w.word, v.address(w.path, "", ""), w.path == path || strings.HasPrefix(path, w.path+"/")})
		}
	}
	return p, shown
}

// paged cuts out the page that an address asks for, and gives the address of the next.
func paged[T any](r *http.Request, all []T, size int) (page []T, more string) {
	q := r.URL.Query()
	after := min(max(number(q.Get("after")), 0), len(all))
	if all = all[after:]; len(all) <= size {
		return all, ""
	}
	q.Set("after", strconv.Itoa(after+size))
	return all[:size], r.URL.Path + "?" + q.Encode()
}

// month is when a deadline is to be acted on; of one without a day, its kind.
func month(d *taizhang.Deadline) string {
	if len(d.Due) >= 7 {
		return string(d.Due[:7])
	}
	return string(d.Kind)
}

var lateWords = map[string]string{"overdue": "已过期限", "soon": strconv.Itoa(taizhang.SoonDays) + "日内到期"}

// parts are the organs that have a part in a task: as it is printed, and as it was
// handed out, where a class stands for its members, with what each reported.
func (v *view) parts(t *task) []office.OrganStatus {
	if v.at == t {
		return v.partsAt
	}
	out := v.partsAt[:0]
	for i := range t.Assignments {
		out = append(out, office.OrganStatus{Organ: t.Assignments[i].Organ, Role: t.Assignments[i].Role})
	}
	if s := v.said[t.UID]; s != nil {
		out = append(out, s.Organs...)
	}
	v.at, v.partsAt = t, out
	return out
}

// status is what a task comes to, by what its organs reported.
func (v *view) status(t *task) string {
	if s := v.said[t.UID]; s != nil {
		return s.Status
	}
	return taizhang.NotReported
}

// timely says whether a task is overdue or soon due.
func (v *view) timely(t *task, to []string) []string {
	given := t.given()
	if s := v.said[t.UID]; s != nil {
		given = &taizhang.Handout{Due: s.Due, Kind: s.Kind}
	}
	switch x := given.Timeliness(v.status(t), v.today); {
	case x.Overdue > 0:
		return append(to, "overdue")
	case x.Soon:
		return append(to, "soon")
	}
	return to
}

// given is when a task is to be acted on, as it would be handed out.
func (t *task) given() *taizhang.Handout {
	h := &taizhang.Handout{Due: t.Due()}
	for _, d := range t.Deadlines {
		if d.Due == h.Due {
			h.Kind = d.Kind
			break
		}
	}
	return h
}
