package review_test

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/match"
	"github.com/taizhang/taizhang/review"
	"github.com/taizhang/taizhang/seeds"
)

const shipped = "../seeds/notices/sichuan-2017-ip-plan.txt"

// shelf is ledgers in memory, with rounds.
type shelf struct {
	ledgers []*taizhang.Ledger
	older   []*taizhang.Ledger
	rollUps []*handoff.RollUp
}

func (s *shelf) Current(context.Context) (out []review.Notice, err error) {
	for _, l := range s.ledgers {
		out = append(out, review.Notice{Key: l.Notice.Key, Digest: "1"})
	}
	return out, nil
}

func (s *shelf) Load(_ context.Context, key string) (*taizhang.Ledger, map[string]string, error) {
	for _, l := range slices.Concat(s.ledgers, s.older) {
		if l.Notice.Key == key {
			return l, uidsOf(l), nil
		}
	}
	return nil, nil, &taizhang.Error{Kind: taizhang.Empty, What: "no notice " + key}
}

func uidsOf(l *taizhang.Ledger) map[string]string {
	out := make(map[string]string)
	for _, e := range l.Entries() {
		out[e.ID] = fmt.Sprintf("%d:%s", l.Notice.PlanYear, e.ID)
	}
	return out
}

func (s *shelf) Task(context.Context, string) (string, error)           { return "", nil }
func (s *shelf) Decisions(context.Context) ([]taizhang.Decision, error) { return nil, nil }
func (s *shelf) Decide(context.Context, []taizhang.Decision, map[string]string) ([]int64, error) {
	return nil, nil
}
func (s *shelf) Undo(context.Context, int64, string, string) error { return nil }

func (s *shelf) Older(context.Context) (out []review.Edition, err error) {
	for _, l := range s.older {
		out = append(out, review.Edition{Key: l.Notice.Key, Title: l.Notice.Title, PlanYear: l.Notice.PlanYear, Revision: 1})
	}
	return out, nil
}

func (s *shelf) HandedOut(context.Context) ([]taizhang.Round, error) {
	if len(s.rollUps) == 0 {
		return nil, nil
	}
	return s.rollUps[len(s.rollUps)-1].Rounds, nil
}

func (s *shelf) Overview(_ context.Context, round string, asOf taizhang.Date, only func(string) bool) (*taizhang.Overview, error) {
	for _, x := range s.rollUps {
		if x.Rounds[len(x.Rounds)-1].Name == round {
			r := *x
			r.AsOf = asOf
			r.Handouts = slices.DeleteFunc(slices.Clone(r.Handouts), func(h taizhang.Handout) bool { return only != nil && !only(h.Task) })
			return r.Overview(), nil
		}
	}
	return nil, &taizhang.Error{Kind: taizhang.Empty, What: "no round " + round}
}

// hand adds a round of all tasks. Every third organ returns nothing, the others say a
// status that follows from the task and the organ.
func (s *shelf) hand(t *testing.T, name string) {
	in := make([]export.Input, len(s.ledgers))
	for i, l := range s.ledgers {
		in[i] = export.Input{Ledger: l, UIDs: uidsOf(l)}
	}
	r := &handoff.RollUp{Returned: make(map[string]taizhang.Receipt)}
	if n := len(s.rollUps); n > 0 {
		r.Rounds, r.Progress = slices.Clone(s.rollUps[n-1].Rounds), slices.Clone(s.rollUps[n-1].Progress)
	}
	round := taizhang.Round{ID: int64(len(r.Rounds) + 1), Name: name, ReplyBy: "2017-07-10"}
	r.Rounds = append(r.Rounds, round)
	for i, b := range handoff.Books(in, round, func(string) []string { return nil }, nil) {
		r.Handouts = append(r.Handouts, b.Handouts...)
		if i%3 == 2 {
			continue
		}
		r.Returned[b.Organ] = taizhang.Receipt{Who: "张三", At: "2017-07-05T09:00:00Z", File: b.File}
		for j, h := range b.Handouts {
			status := taizhang.Statuses[(i+j*j+len(r.Rounds))%len(taizhang.Statuses)]
			r.Progress = append(r.Progress,
				taizhang.Progress{Round: name, Organ: h.Organ, Task: h.Task, Field: taizhang.Status, Value: status},
				taizhang.Progress{Round: name, Organ: h.Organ, Task: h.Task, Field: taizhang.Quarter2, Value: "已开展培训。"})
		}
	}
	s.rollUps = append(s.rollUps, r)
	if len(r.Handouts) == 0 || len(r.Returned) == 0 {
		t.Fatal("nothing was handed out")
	}
}

// read reads a text as a notice.
func read(t testing.TB, text string) *taizhang.Ledger {
	t.Helper()
	p, err := ingest.New(seeds.FS())
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.File(t.Context(), "-", strings.NewReader(text), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func readShipped(t testing.TB) *taizhang.Ledger {
	t.Helper()
	p, err := ingest.New(seeds.FS())
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.File(t.Context(), shipped, nil, ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// page answers requests of someone who was let in.
type page struct {
	t testing.TB
	h http.Handler
}

func open(t testing.TB, s *shelf) page {
	return page{t, review.New(s, review.Skills{
		RollUp:      export.OverviewXLSX,
		Compare:     func(old, new *taizhang.Ledger) *taizhang.Comparison { return match.Compare(old, new, match.Options{}) },
		CompareBook: export.CompareXLSX,
		Workbook:    func(io.Writer, []*taizhang.Ledger, []map[string]string) error { return nil },
	}, review.Options{Token: "secret", Host: "127.0.0.1:80", Now: func() time.Time { return time.Date(2017, 12, 15, 9, 0, 0, 0, time.UTC) }})}
}

func (p page) ask(address string) *httptest.ResponseRecorder {
	p.t.Helper()
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:80"+address, nil)
	r.AddCookie(&http.Cookie{Name: "taizhang_token_80", Value: "secret"})
	w := httptest.NewRecorder()
	p.h.ServeHTTP(w, r)
	return w
}

func (p page) get(address string) string {
	p.t.Helper()
	w := p.ask(address)
	if w.Code != http.StatusOK {
		p.t.Fatalf("%s: %d %s", address, w.Code, w.Body)
	}
	if strings.Contains(w.Body.String(), " style=") || strings.Contains(w.Body.String(), "ZgotmplZ") {
		p.t.Errorf("%s has a style or a script in it", address)
	}
	return w.Body.String()
}

var (
	countLink = regexp.MustCompile(`(?s)<a [^>]*href="(/tasks[^"]*)"[^>]*>(.*?)</a>`)
	tags      = regexp.MustCompile(`<[^>]*>`)
	lastCount = regexp.MustCompile(`(\d+)( 项)?$`)
	shownHead = regexp.MustCompile(`<h1>任务 <small>(\d+) 项`)
)

// counted are the links from a picture's results to tasks that end in a number.
func counted(body string) map[string]int {
	_, body, _ = strings.Cut(body, `<div class="results">`)
	out := make(map[string]int)
	for _, m := range countLink.FindAllStringSubmatch(body, -1) {
		if n := lastCount.FindStringSubmatch(strings.TrimSpace(tags.ReplaceAllString(m[2], ""))); n != nil {
			out[html.UnescapeString(m[1])], _ = strconv.Atoi(n[1])
		}
	}
	return out
}

// Every number in a picture is that of the tasks that its link lists.
func TestNumbersAreOfWhatTheyLeadTo(t *testing.T) {
	s := &shelf{ledgers: []*taizhang.Ledger{readShipped(t)}}
	p := open(t, s)
	q := func(pairs ...string) string {
		v := url.Values{}
		for i := 0; i < len(pairs); i += 2 {
			v.Add(pairs[i], pairs[i+1])
		}
		return "?" + v.Encode()
	}
	lists := make(map[string]int)
	look := func(address string, least int) {
		t.Helper()
		links := counted(p.get(address))
		if len(links) < least {
			t.Errorf("%s has %d links with numbers, want %d and more", address, len(links), least)
		}
		for to, n := range links {
			if _, ok := lists[to]; !ok {
				lists[to], _ = strconv.Atoi(shownHead.FindStringSubmatch(p.get(to))[1])
			}
			if lists[to] != n {
				said, _ := url.QueryUnescape(to)
				t.Errorf("%s: %d at %s, which lists %d", address, n, said, lists[to])
			}
		}
	}
	look("/matrix", 60)
	look("/matrix"+q("role", "lead"), 20)
	look("/matrix"+q("role", "support", "unit", "四川省财政厅", "unit", "四川省公安厅"), 3)
	look("/matrix"+q("unit", "-"), 0)
	look("/matrix/kind", 60)
	look("/matrix/section"+q("q", "专利"), 20)
	look("/calendar", 80)
	look("/calendar"+q("kind", "by", "kind", "start"), 20)
	look("/calendar"+q("due", "2017-12", "role", "lead"), 10)
	look("/calendar"+q("late", "soon"), 20)
	look("/calendar"+q("kind", "-"), 20)

	s.hand(t, "2017Q1")
	s.hand(t, "2017Q2")
	clear(lists)
	look("/matrix/said", 60)
	look("/matrix/said"+q("status", "滞后"), 10)
	look("/matrix"+q("said", "已完成", "role", "lead"), 10)
	look("/calendar"+q("status", "已完成"), 10)
	look("/progress", 80)
	look("/progress"+q("round", "2017Q1"), 80)
	look("/progress"+q("status", "未启动", "from", "row"), 10)
	look("/progress"+q("unit", "四川省知识产权局"), 5)
}

// The cells of a matrix, counted another way.
func TestMatrixCounts(t *testing.T) {
	l := readShipped(t)
	body := open(t, &shelf{ledgers: []*taizhang.Ledger{l}}).get("/matrix")
	want := make(map[string]map[taizhang.Role]int)
	for _, task := range l.Tasks() {
		seen := make(map[string]bool)
		for _, a := range task.Assignments {
			if k := a.Organ + string(a.Role); !seen[k] {
				seen[k] = true
				if want[a.Organ] == nil {
					want[a.Organ] = make(map[taizhang.Role]int)
				}
				want[a.Organ][a.Role]++
			}
		}
	}
	rows := regexp.MustCompile(`<tr><th scope="row">([^<]*)</th>(.*?)</tr>`).FindAllStringSubmatch(body, -1)
	cells := regexp.MustCompile(`<td[^>]*>(.*?)</td>`)
	columns := regexp.MustCompile(`<th scope="col">([^<]*)</th>`).FindAllStringSubmatch(body, -1)
	if len(rows) < len(want) || len(columns) < 4 {
		t.Fatalf("%d rows for %d organs, columns %v", len(rows), len(want), columns)
	}
	for _, row := range rows {
		roles, ok := want[html.UnescapeString(row[1])]
		if !ok {
			continue // no organ, all tasks
		}
		for i, cell := range cells.FindAllStringSubmatch(row[2], -1) {
			n, _ := strconv.Atoi(tags.ReplaceAllString(cell[1], ""))
			for _, role := range []taizhang.Role{taizhang.Lead, taizhang.Joint, taizhang.Separate, taizhang.Support} {
				if role.Word() == columns[i+1][1] && roles[role] != n {
					t.Errorf("%s %s: %d, counted %d", row[1], role.Word(), n, roles[role])
				}
			}
		}
		delete(want, html.UnescapeString(row[1]))
	}
	if len(want) > 0 {
		t.Errorf("no rows of %v", want)
	}
}

// A status is what the units asked for say, else what the task comes to; a round is chosen
// by its name, and the workbook is of what is shown.
func TestProgress(t *testing.T) {
	s := &shelf{ledgers: []*taizhang.Ledger{readShipped(t)}}
	p := open(t, s)
	if body := p.get("/progress"); !strings.Contains(body, "还没有下发") {
		t.Error("progress before anything was handed out")
	}
	if body := p.get("/tasks"); strings.Contains(body, "完成状态") || strings.Contains(body, `>进度</a> </nav>`) {
		t.Error("a status before anything was handed out")
	}
	if w := p.ask("/progress.xlsx"); w.Code != http.StatusNotFound {
		t.Errorf("a roll-up before anything was handed out: %d", w.Code)
	}
	s.hand(t, "2017Q1")
	s.hand(t, "2017Q2")
	o, _ := s.Overview(t.Context(), "2017Q2", "2017-12-15", nil)
	body := p.get("/progress")
	for _, x := range o.Organs {
		if x.Receipt == nil && !strings.Contains(body[strings.Index(body, `id="silent"`):], html.EscapeString(x.Organ)) {
			t.Errorf("%s is silent, and not listed", x.Organ)
		}
	}
	for status, n := range o.ByStatus {
		if !strings.Contains(body, fmt.Sprintf(">%s %d<", status, n)) {
			t.Errorf("%s is not %d", status, n)
		}
	}
	if n := strings.Count(body[strings.Index(body, `id="soon"`):strings.Index(body, `id="silent"`)], "<tr><td"); n != min(o.Soon, 50) || n == 0 {
		t.Errorf("%d tasks are soon due, want %d", n, o.Soon)
	}
	for address, only := range map[string]func(string) bool{
		"/progress.xlsx": nil,
		"/progress.xlsx?from=row": func(task string) bool {
			for _, x := range s.ledgers[0].Tasks() {
				if uidsOf(s.ledgers[0])[x.ID] == task {
					return x.Row
				}
			}
			return false
		},
	} {
		o, _ := s.Overview(t.Context(), "2017Q2", "2017-12-15", only)
		var want bytes.Buffer
		if err := export.OverviewXLSX(&want, o); err != nil {
			t.Fatal(err)
		}
		if w := p.ask(address); !bytes.Equal(w.Body.Bytes(), want.Bytes()) {
			t.Errorf("%s is another workbook than export's", address)
		}
	}
	if w := p.ask("/tasks?round=2016Q9"); w.Code != http.StatusNotFound {
		t.Errorf("a round that is none: %d", w.Code)
	}
}

// A calendar file is what RFC 5545 wants, and the same each time.
func TestICS(t *testing.T) {
	l := read(t, "四川省知识产权工作领导小组关于印发2018年推进计划的通知\n\n川知领〔2018〕1号\n\n一、重点任务\n\n"+
		"1.开展培训; 制定\\方案, 6月底前完成。（教育厅牵头，财政厅配合）\n\n2.建设平台，2018年启动。（科技厅负责）\n\n3.持续实施。（科技厅负责）\n\n"+
		"四川省知识产权工作领导小组\n\n2018年3月2日\n")
	p := open(t, &shelf{ledgers: []*taizhang.Ledger{l}})
	w := p.ask("/calendar.ics")
	raw := w.Body.String()
	if again := p.ask("/calendar.ics").Body.String(); again != raw {
		t.Error("asked twice, it is other bytes")
	}
	for _, line := range strings.Split(raw, "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
	}
	all := strings.Split(strings.TrimSuffix(strings.ReplaceAll(raw, "\r\n ", ""), "\r\n"), "\r\n")
	count := func(line string) (n int) {
		for _, x := range all {
			if strings.HasPrefix(x, line) {
				n++
			}
		}
		return n
	}
	for line, n := range map[string]int{"BEGIN:VEVENT": 2, "END:VEVENT": 2, "DTSTART;VALUE=DATE:20180630": 1, "DTEND;VALUE=DATE:20180701": 1, "DTSTART;VALUE=DATE:20181231": 1,
		"DTSTAMP:20180302T000000Z": 2, `SUMMARY:【限期完成】开展培训\; 制定\\方案\, 6月底前完成。`: 1, "SUMMARY:【限期启动】建设平台": 1} {
		if count(line) != n {
			t.Errorf("%d lines begin with %q, want %d:\n%s", count(line), line, n, raw)
		}
	}
	if all[0] != "BEGIN:VCALENDAR" || all[len(all)-1] != "END:VCALENDAR" || !strings.Contains(strings.Join(all, "\n"), `\n牵头：四川省教育厅\n配合：四川省财政厅`) {
		t.Errorf("not a calendar, or without its units:\n%s", raw)
	}
	if got := p.ask("/calendar.ics?kind=ongoing"); got.Code != http.StatusNotFound {
		t.Errorf("a calendar without a day: %d", got.Code)
	}
	if got := strings.Count(p.get("/timeline"), `<section class="day`); got != 2 {
		t.Errorf("%d days in the timeline, want 2", got)
	}
}

// Two notices side by side: what went is struck out, what came is underlined.
func TestCompare(t *testing.T) {
	head := "四川省工作领导小组关于印发%d年工作计划的通知\n\n川工领〔%d〕1号\n\n一、重点任务\n\n"
	old := read(t, fmt.Sprintf(head, 2018, 2018)+"1.开展知识产权专题培训，提升企业管理能力，6月底前完成。（教育厅牵头，财政厅配合）\n\n2.完善省级专利奖励制度<script>alert(1)</script>。（科技厅负责）\n\n3.建设省级重点实验室平台。（科技厅负责）\n")
	new := read(t, fmt.Sprintf(head, 2019, 2019)+"1.开展知识产权专业培训，提升企业管理能力，9月底前完成。（教育厅牵头，公安厅配合）\n\n2.完善省级专利奖励制度<script>alert(1)</script>。（科技厅负责）\n\n3.举办全省农民丰收节系列文化活动。（农业厅负责）\n")
	draft := *old
	draft.Notice.Key = old.Notice.Key + "@1"
	s := &shelf{ledgers: []*taizhang.Ledger{old, new}, older: []*taizhang.Ledger{&draft}}
	p := open(t, s)
	body := p.get("/compare")
	if !strings.Contains(body, "2018 年 → 2019 年") || !strings.Contains(body, "第 1 稿") {
		t.Error("the series, or the older text, is not offered")
	}
	address := "/compare?old=" + url.QueryEscape(old.Notice.Key) + "&new=" + url.QueryEscape(new.Notice.Key)
	body = p.get(address)
	for _, want := range []string{"<del>题</del>", "<ins>业</ins>", "<del>四川省财政厅</del>", "<ins>四川省公安厅</ins>", "<del>2018-06-30</del>", "<ins>2019-09-30</ins>",
		"新文件没有这项任务", "原文件没有这项任务", "&lt;script&gt;alert(1)&lt;/script&gt;"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in the comparison", want)
		}
	}
	if strings.Contains(body, "<script>alert") {
		t.Error("the notice's markup is the page's")
	}
	c := match.Compare(old, new, match.Options{})
	for _, v := range taizhang.Verdicts {
		if got := strings.Count(p.get(address+"&verdict="+string(v)), `<tr class="step"`); got != c.Summary[v] {
			t.Errorf("%s: %d are shown, want %d", v, got, c.Summary[v])
		}
	}
	var want bytes.Buffer
	if err := export.CompareXLSX(&want, c); err != nil {
		t.Fatal(err)
	}
	if got := p.ask(strings.Replace(address, "/compare", "/compare.xlsx", 1)); !bytes.Equal(got.Body.Bytes(), want.Bytes()) {
		t.Error("the workbook is another than export's")
	}
	if body := p.get("/compare?old=" + url.QueryEscape(draft.Notice.Key) + "&new=" + url.QueryEscape(old.Notice.Key)); strings.Count(body, `class="tag verdict same"`) != 3 {
		t.Error("a text and its revision are not the same")
	}
	if w := p.ask("/compare?old=x&new=y"); w.Code != http.StatusNotFound {
		t.Errorf("notices that are none: %d", w.Code)
	}
}
