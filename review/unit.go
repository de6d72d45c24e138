package review

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/office"
)

// One organ's sheet: its tasks in every notice, and what it reported, to read and to print.
type (
	unitPage struct {
		Organ    string
		AsOf     taizhang.Date
		Contact  taizhang.Contact
		Roles    []roleCount
		Bar      statusBar
		Total    int
		Overdue  int
		Soon     int
		Rounds   []office.UnitRound // the latest first
		Notices  []unitNotice
		Gone     []unitTask // handed out, and in no current notice any more
		Tasks    string     // the address of the list, and of the same as a workbook
		Workbook string
	}
	roleCount struct {
		Role  taizhang.Role
		Word  string
		Count int
	}
	unitNotice struct {
		Key, Title, DocNumber string
		Year                  int
		Tasks                 []unitTask
	}
	unitTask struct {
		Key, UID, Number string
		Row              bool
		Under, Text      string
		Role             taizhang.Role
		Word             string // the role; with the plate under which the organ acts
		With             []unitGroup
		Deadlines        []taizhang.Deadline
		Status           string
		taizhang.Timeliness
		Reports []unitReport // the latest first
	}
	// unitReport is what was said of a task in one round.
	unitReport struct {
		Round, Who, Day string
		Said            []unitSaid
	}
	unitSaid struct {
		Of    string // the row that it added; empty: the task
		Name  string
		Value string
	}
)

// unit shows one organ's sheet.
func (s *Server) unit(r *http.Request) (answer, error) {
	organ := strings.TrimSpace(r.URL.Query().Get("organ"))
	notices, err := s.index.notices(r.Context())
	if err != nil {
		return answer{}, err
	}
	record, err := s.office.Unit(r.Context(), organ)
	if err != nil {
		return answer{}, err
	}
	p := unitPage{Organ: organ, AsOf: s.today(), Contact: record.Contact, Rounds: record.Rounds}
	slices.Reverse(p.Rounds)
	of := (&view{}).with(map[string][]string{"unit": {organ}})
	p.Tasks, p.Workbook = of.address("/tasks", "", ""), of.address("/tasks.xlsx", "", "")
	given := map[string]*taizhang.Handout{}
	for i := range record.Given {
		given[record.Given[i].Task] = &record.Given[i]
	}
	said := map[string][]taizhang.Progress{}
	for _, x := range record.Said {
		said[x.Task] = append(said[x.Task], x)
	}
	counts, roles := taizhang.Counts{}, map[taizhang.Role]int{}
	for _, in := range notices {
		n := unitNotice{Key: in.Key, Title: in.Head.Title, DocNumber: in.Head.DocNumber, Year: in.Head.PlanYear}
		for i := range in.Tasks {
			t := &in.Tasks[i]
			h := given[t.UID]
			delete(given, t.UID)
			x, ok := unitTaskOf(t, organ, h)
			if !ok {
				continue
			}
			x.report(said[t.UID])
			x.Timeliness = t.given().Timeliness(x.Status, p.AsOf)
			counts.Add(x.Status, x.Timeliness)
			roles[x.Role]++
			n.Tasks = append(n.Tasks, x)
		}
		if len(n.Tasks) > 0 {
			p.Notices = append(p.Notices, n)
		}
	}
	for _, h := range record.Given {
		if given[h.Task] == nil || h.Role == "" {
			continue
		}
		x := unitTask{UID: h.Task, Number: h.Number, Under: h.NoticeTitle, Text: h.Text, Role: h.Role, Word: catalog.Word(h.Role)}
		if h.DeadlineRaw != "" {
			x.Deadlines = []taizhang.Deadline{{Raw: h.DeadlineRaw, Kind: h.Kind, Due: h.Due}}
		}
		x.report(said[h.Task])
		p.Gone = append(p.Gone, x)
	}
	if len(p.Notices) == 0 && len(p.Gone) == 0 && len(p.Rounds) == 0 {
		return answer{}, fault{http.StatusNotFound, "没有任务写明由“" + organ + "”承担；请从“进度”或任务列表中点选单位。"}
	}
	p.Total, p.Overdue, p.Soon = counts.Total(), counts.Overdue, counts.Soon
	p.Bar = of.bar(&counts, "said")
	for _, role := range taizhang.Roles {
		if roles[role] > 0 {
			p.Roles = append(p.Roles, roleCount{role, catalog.Word(role), roles[role]})
		}
	}
	return answer{template: "unit", data: s.frame(r, "tasks", organ, p)}, nil
}

// unitTaskOf is a task as one organ has it: as it was handed out, else by its strongest role
// in the notice. It is none of what the organ only oversees.
func unitTaskOf(t *task, organ string, h *taizhang.Handout) (x unitTask, ok bool) {
	x = unitTask{Key: t.In.Key, UID: t.UID, Number: t.Number, Row: t.Row, Under: t.Under, Text: t.Text, Deadlines: t.Deadlines}
	var others []taizhang.Assignment
	unit := organ
	for _, a := range t.Assignments {
		if a.Organ != organ {
			others = append(others, a)
			continue
		}
		if x.Role == "" || slices.Index(taizhang.Roles, a.Role) < slices.Index(taizhang.Roles, x.Role) {
			x.Role, unit = a.Role, a.Unit
		}
	}
	if h != nil && h.Role != "" && x.Role == "" { // a member of a class that the notice names
		x.Role, unit = h.Role, h.Unit
	}
	if x.Word = catalog.Word(x.Role); unit != organ {
		x.Word += "（" + unit + "）"
	}
	x.With = unitGroups(others)
	return x, x.Role != ""
}

// report lays out what was said of a task, round by round, and takes its status from it.
func (x *unitTask) report(said []taizhang.Progress) {
	x.Status = taizhang.NotReported
	rows := map[string]string{} // those that the organ added, by what they say
	for _, p := range said {
		if p.Child != "" && p.Field == "任务内容" {
			rows[p.Child] = p.Value
		}
	}
	order := func(f taizhang.ReportField) int { return slices.Index(taizhang.ReportFields, f) }
	for _, p := range slices.Backward(said) {
		if !slices.ContainsFunc(x.Reports, func(r unitReport) bool { return r.Round == p.Round }) {
			x.Reports = append(x.Reports, unitReport{Round: p.Round})
		}
	}
	slices.SortStableFunc(said, func(a, b taizhang.Progress) int {
		return cmp.Or(cmp.Compare(a.Child, b.Child), cmp.Compare(order(a.Field), order(b.Field)))
	})
	for _, p := range said {
		if p.Field == taizhang.Status && p.Child == "" {
			x.Status = cmp.Or(p.Value, taizhang.NotReported)
		}
		r := &x.Reports[slices.IndexFunc(x.Reports, func(r unitReport) bool { return r.Round == p.Round })]
		r.Who, r.Day = cmp.Or(r.Who, p.Who), max(r.Day, p.At[:min(10, len(p.At))])
		line := unitSaid{rows[p.Child], catalog.Word(p.Field), cmp.Or(p.Value, "（清空）")}
		if p.Child != "" && p.Field == "任务内容" {
			line.Of, line.Name = "", "新增一行"
		}
		r.Said = append(r.Said, line)
	}
}
