package review

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/office"
)

// What came back and was not taken, by the file it came in.
type (
	conflictsPage struct {
		Rounds  []tab
		Round   string
		Groups  []conflictGroup
		Open    int
		Decided []office.Conflict // the latest first
		More    int               // decided ones that are not listed
		Settled string            // how many were just decided
	}
	conflictGroup struct {
		File, Round, Organ string
		Items              []conflictLine
		Takes              []office.Conflict // of those, what came back can be taken
	}
)

// conflictLine is an open conflict; Next is the one to go on with, 0 for none.
type conflictLine struct {
	office.Conflict
	Next int64
}

// mostDecided is how many decided conflicts are listed.
const mostDecided = 200

// conflicts lists what is to be decided, and what was.
func (s *Server) conflicts(r *http.Request) (answer, error) {
	all, err := s.office.Conflicts(r.Context())
	if err != nil {
		return answer{}, err
	}
	q := r.URL.Query()
	p := conflictsPage{Round: q.Get("round"), Settled: q.Get("settled")}
	tabs := []tab{{Word: "全部轮次", Address: "/conflicts", Here: p.Round == ""}}
	for _, c := range all {
		at := slices.IndexFunc(tabs, func(t tab) bool { return t.Kind == c.Round })
		if at < 0 {
			at = len(tabs)
			tabs = append(tabs, tab{c.Round, c.Round, 0, query("/conflicts", "round", c.Round), p.Round == c.Round})
		}
		if c.Decided == "" {
			tabs[0].Count++
			tabs[at].Count++
		}
		switch {
		case p.Round != "" && c.Round != p.Round:
		case c.Decided != "":
			p.Decided = append(p.Decided, c)
		default:
			p.Open++
			p.add(c)
		}
	}
	var before *conflictLine
	for i := range p.Groups {
		for j := range p.Groups[i].Items {
			c := &p.Groups[i].Items[j]
			if before != nil {
				before.Next, c.Next = c.ID, before.ID // of the last, the one before
			}
			before = c
		}
	}
	p.Rounds = tabs
	slices.SortStableFunc(p.Decided, func(a, b office.Conflict) int { return -strings.Compare(a.DecidedAt, b.DecidedAt) })
	if p.More = len(p.Decided) - mostDecided; p.More > 0 {
		p.Decided = p.Decided[:mostDecided]
	}
	return answer{template: "conflicts", data: s.frame(r, "rounds", "反馈冲突", p)}, nil
}

func (p *conflictsPage) add(c office.Conflict) {
	at := slices.IndexFunc(p.Groups, func(g conflictGroup) bool { return g.File == c.File && g.Round == c.Round && g.Organ == c.Organ })
	if at < 0 {
		at = len(p.Groups)
		p.Groups = append(p.Groups, conflictGroup{File: c.File, Round: c.Round, Organ: c.Organ})
	}
	g := &p.Groups[at]
	g.Items = append(g.Items, conflictLine{Conflict: c})
	if c.Takes {
		g.Takes = append(g.Takes, c)
	}
}

// resolve decides conflicts, one or all of a file.
func (s *Server) resolve(r *http.Request) (answer, error) {
	how := r.PostForm.Get("how")
	decided, seen := make(map[int64]string), make(map[int64]string)
	shown := r.PostForm["seen"]
	for i, id := range r.PostForm["id"] {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil || i >= len(shown) {
			return answer{}, fault{http.StatusBadRequest, "没有这条冲突，请刷新页面。"}
		}
		decided[n], seen[n] = how, shown[i]
	}
	if how != "returned" && how != "present" || len(decided) == 0 {
		return answer{}, fault{http.StatusBadRequest, "请选择采用反馈或保留现有。"}
	}
	n, before, err := s.office.Resolve(r.Context(), decided, seen, s.name(r), s.opt.Now())
	if err != nil {
		return answer{}, err
	}
	if len(before) > 0 {
		return answer{}, fault{http.StatusConflict, notAsShown(n, before)}
	}
	to, err := url.Parse(r.PostForm.Get("back"))
	if err != nil || !local(r.PostForm.Get("back")) {
		to = &url.URL{Path: "/conflicts"}
	}
	q := to.Query()
	q.Set("settled", text(n))
	to.RawQuery = q.Encode()
	to.Fragment = r.PostForm.Get("at")
	return answer{redirect: to.String()}, nil
}

// notAsShown tells who was faster, and that his word stands.
func notAsShown(n int, before []taizhang.Conflict) string {
	var b strings.Builder
	for _, x := range before {
		b.WriteString(oneNotAsShown(x))
	}
	if n > 0 {
		b.WriteString("其余 " + strconv.Itoa(n) + " 项已记下。")
	}
	return b.String()
}

func oneNotAsShown(x taizhang.Conflict) string {
	about := x.Organ + "“" + x.Column + "”"
	switch {
	case x.Decided != "":
		return about + "已由 " + x.DecidedBy + " 于 " + clock(x.DecidedAt) + " 先定为" + decide.SettledWords[x.Decided] + "，未作改动。"
	case x.Reopened != nil:
		return about + "已由 " + x.Reopened.Who + " 于 " + clock(x.Reopened.At) + " 重开（" + x.Reopened.Why + "），现值为“" + clipped(x.Present, 40) + "”，未作改动，请看过再定。"
	default:
		return about + "的现值在您打开之后已变为“" + clipped(x.Present, 40) + "”，未作改动，请看过再定。"
	}
}

// reopen puts a settled conflict before a person again.
func (s *Server) reopen(r *http.Request) (answer, error) {
	id, err := strconv.ParseInt(r.PostFormValue("id"), 10, 64)
	if err != nil {
		return answer{}, fault{http.StatusBadRequest, "没有这条冲突，请刷新页面。"}
	}
	d := decide.Reopen(id)
	d.Who, d.At, d.Why = s.name(r), s.time(), strings.TrimSpace(r.PostFormValue("why"))
	if d.Why == "" {
		return answer{}, fault{http.StatusBadRequest, "请写明为什么重开。"}
	}
	ids, err := s.office.Decide(r.Context(), []decide.Decision{d}, nil)
	if err != nil {
		return answer{}, err
	}
	return s.back(r, "did", ids), nil
}
