package review

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"slices"
	"strconv"

	"github.com/taizhang/taizhang"
)

// What came back of a round, in pictures.
type (
	progressPage struct {
		narrowed
		Rounds   []way
		Round    taizhang.Round
		AsOf     taizhang.Date
		Total    int
		Whole    statusBar
		Organs   []organProgress
		Quarters []quarter
		Overdue  standings
		Soon     standings
		Silent   []silent
		ReplyDue int    // days since the date of reply
		RollUp   string // the address of the roll-up workbook
		More     string
		AllDone  int // percent of what is not given up
	}
	// statusBar is counts by status, as stretches of a bar.
	statusBar struct {
		Label string // in words
		Parts []statusPart
	}
	statusPart struct {
		Status, Class, Address string
		Count                  int
		At, Width              float64 // percent
	}
	organProgress struct {
		*taizhang.OrganStanding
		Bar     statusBar
		Address string // its tasks
	}
	quarter struct {
		Word  string
		Count int
	}
	// standings are tasks that are late or soon are, the first of them.
	standings struct {
		Word    string
		Count   int
		Address string // of all of them
		Tasks   []standing
	}
	standing struct {
		*taizhang.TaskStanding
		Key   string // of the notice that has it now; empty: none
		Roles []unitGroup
	}
	silent struct {
		*taizhang.OrganStanding
		Address string
	}
)

// statusClasses are the statuses as bars show them, the most advanced first.
var statusClasses = []struct{ status, class string }{
	{taizhang.Done, "done"}, {taizhang.UnderWay, "underway"}, {taizhang.Behind, "behind"}, {taizhang.NotBegun, "notbegun"},
	{taizhang.Cancelled, "cancelled"}, {taizhang.NotReported, "notreported"},
}

var quarterWords = [4]string{"一季度", "二季度", "三季度", "四季度"}

// mostStandings is how many tasks that are late the page of progress lists.
const mostStandings = 50

// lookUpReports looks up what was said of the tasks in the round that a view is of.
func (s *Server) lookUpReports(ctx context.Context, v *view) (err error) {
	if v.rounds, err = s.office.HandedOut(ctx); err != nil || len(v.rounds) == 0 {
		return err
	}
	name, err := v.roundNamed()
	if err == nil {
		v.said, err = s.office.Standings(ctx, name)
	}
	return err
}

// roundNamed is the name of the round that a view is of.
func (v *view) roundNamed() (string, error) {
	name := cmp.Or(v.Round, v.rounds[len(v.rounds)-1].Name)
	if !slices.ContainsFunc(v.rounds, func(r taizhang.Round) bool { return r.Name == name }) {
		return "", fault{http.StatusNotFound, "没有名为“" + name + "”的轮次。"}
	}
	return name, nil
}

// overview is where the round of a view stands today, of some tasks or of all.
func (s *Server) overview(ctx context.Context, v *view, only func(task string) bool) (*taizhang.Overview, error) {
	name, err := v.roundNamed()
	if err != nil {
		return nil, err
	}
	return s.office.Overview(ctx, name, v.today, only)
}

// asked is a view's round as it stands, of the tasks that the view shows, or of all that
// were handed out when it asks for none in particular.
func (s *Server) asked(ctx context.Context, v *view, shown []*task) (*taizhang.Overview, error) {
	if len(v.Words) == 0 && !slices.ContainsFunc(facets, func(f facet) bool { return len(v.values[f.Key]) > 0 }) {
		return s.overview(ctx, v, nil)
	}
	uids := make(map[string]bool, len(shown))
	for _, t := range shown {
		uids[t.UID] = true
	}
	return s.overview(ctx, v, func(task string) bool { return uids[task] })
}

// progress shows where the tasks of a round stand.
func (s *Server) progress(r *http.Request) (answer, error) {
	v, notices, err := s.view(r)
	if err != nil {
		return answer{}, err
	}
	var p progressPage
	var shown []*task
	p.narrowed, shown = s.narrowed(v, notices, "/progress")
	if len(v.rounds) == 0 {
		return answer{template: "progress", data: s.frame(r, "progress", "进度", p)}, nil
	}
	o, err := s.asked(r.Context(), v, shown)
	if err != nil {
		return answer{}, err
	}
	for _, x := range slices.Backward(v.rounds) {
		other := *v
		other.Round = x.Name
		p.Rounds = append(p.Rounds, way{x.Name, other.address("/progress", "", ""), x.Name == o.Round.Name})
	}
	p.Round, p.AsOf, p.Total = o.Round, o.AsOf, o.Total()
	p.RollUp = v.address("/progress.xlsx", "", "")
	p.Whole = v.bar(&o.Counts, "status")
	if whole := p.Total - o.ByStatus[taizhang.Cancelled]; whole > 0 {
		p.AllDone = (o.ByStatus[taizhang.Done]*200 + whole) / (2 * whole)
	}
	for i, word := range quarterWords {
		p.Quarters = append(p.Quarters, quarter{word, o.Quarters[i]})
	}
	p.ReplyDue, _ = o.Round.ReplyBy.Until(o.AsOf)
	for i := range o.Organs {
		x := &o.Organs[i]
		if !v.chosen("unit", x.Organ) {
			continue
		}
		of := v.with(map[string][]string{"unit": {x.Organ}})
		line := organProgress{OrganStanding: x, Bar: of.bar(&x.Counts, "said"), Address: of.address("/tasks", "", "")}
		p.Organs = append(p.Organs, line)
		if x.Receipt == nil {
			p.Silent = append(p.Silent, silent{x, line.Address})
		}
	}
	p.Organs, p.More = paged(r, p.Organs, pageRows)
	keys := make(map[string]*task)
	for _, in := range notices {
		for i := range in.Tasks {
			keys[in.Tasks[i].UID] = &in.Tasks[i]
		}
	}
	p.Overdue = v.standings("overdue", o, keys, func(t *taizhang.TaskStanding) int { return -t.Overdue })
	p.Soon = v.standings("soon", o, keys, func(t *taizhang.TaskStanding) int {
		if !t.Soon {
			return 0
		}
		return t.Left - taizhang.SoonDays - 1
	})
	return answer{template: "progress", data: s.frame(r, "progress", "进度", p)}, nil
}

// standings lists the tasks for which order is below 0, the lowest first.
func (v *view) standings(late string, o *taizhang.Overview, now map[string]*task, order func(*taizhang.TaskStanding) int) standings {
	out := standings{Word: lateWords[late], Address: v.with(map[string][]string{"late": {late}}).address("/tasks", "", "")}
	for i := range o.Tasks.Len() {
		t := o.Tasks.At(i)
		if order(t) < 0 {
			out.Tasks = append(out.Tasks, standing{TaskStanding: t})
		}
	}
	slices.SortStableFunc(out.Tasks, func(a, b standing) int { return order(a.TaskStanding) - order(b.TaskStanding) })
	out.Count = len(out.Tasks)
	out.Tasks = out.Tasks[:min(out.Count, mostStandings)]
	for i := range out.Tasks {
		x := &out.Tasks[i]
		if t := now[x.Given.Task]; t != nil {
			x.Key = t.In.Key
		}
		var as []taizhang.Assignment
		for _, p := range x.Organs {
			if p.Answers {
				as = append(as, taizhang.Assignment{Unit: p.Organ, Organ: p.Organ, Role: p.Role})
			}
		}
		x.Roles = unitGroups(as)
	}
	return out
}

// bar lays counts by status out as a bar; its parts lead to the tasks with that value of
// a facet.
func (v *view) bar(c *taizhang.Counts, facet string) (b statusBar) {
	total, at := c.Total(), 0.0
	for _, x := range statusClasses {
		n := c.ByStatus[x.status]
		part := statusPart{Status: x.status, Class: x.class, Count: n}
		if n > 0 {
			part.At, part.Width = at, float64(n)*100/float64(total)
			at += part.Width
			part.Address = v.with(map[string][]string{facet: {x.status}}).address("/tasks", "", "")
			b.Label += x.status + " " + strconv.Itoa(n) + "；"
		}
		b.Parts = append(b.Parts, part)
	}
	return b
}

// progressWorkbook is the roll-up of the round of a view, as a workbook.
func (s *Server) progressWorkbook(r *http.Request) (answer, error) {
	v, notices, err := s.view(r)
	if err != nil {
		return answer{}, err
	}
	if len(v.rounds) == 0 {
		return answer{}, fault{http.StatusNotFound, "任务还没有下发，没有可汇总的进度。"}
	}
	shown, _ := v.narrow(notices, "/progress")
	o, err := s.asked(r.Context(), v, shown)
	if err != nil {
		return answer{}, err
	}
	return inMemory("进度汇总（"+o.Round.Name+"）.xlsx", typeXLSX, func(w io.Writer) error { return s.office.OverviewBook(w, o) })
}
