package review_test

import (
	"bytes"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/export"
)

// Every number in a picture is that of the tasks that its link lists.
func TestNumbersAreOfWhatTheyLeadTo(t *testing.T) {
	o := officeOf(t, readShipped(t))
	p := open(t, o)
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

	hand(t, o, "2017Q1", 1)
	hand(t, o, "2017Q2", 2)
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
	body := open(t, officeOf(t, l)).get("/matrix")
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
				if catalog.Word(role) == columns[i+1][1] && roles[role] != n {
					t.Errorf("%s %s: %d, counted %d", row[1], catalog.Word(role), n, roles[role])
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
	o := officeOf(t, readShipped(t))
	p := open(t, o)
	if body := p.get("/progress"); !strings.Contains(body, "还没有下发") {
		t.Error("progress before anything was handed out")
	}
	if body := p.get("/tasks"); strings.Contains(body, "完成状态") || strings.Contains(body, `>进度</a> </nav>`) {
		t.Error("a status before anything was handed out")
	}
	if w := p.ask("/progress.xlsx"); w.Code != http.StatusNotFound {
		t.Errorf("a roll-up before anything was handed out: %d", w.Code)
	}
	hand(t, o, "2017Q1", 1)
	hand(t, o, "2017Q2", 2)
	all, err := o.Overview(t.Context(), "2017Q2", "2017-12-15", nil)
	must(t, err)
	body := p.get("/progress")
	for _, x := range all.Organs {
		if x.Receipt == nil && !strings.Contains(body[strings.Index(body, `id="silent"`):], html.EscapeString(x.Organ)) {
			t.Errorf("%s is silent, and not listed", x.Organ)
		}
	}
	for status, n := range all.ByStatus {
		if !strings.Contains(body, fmt.Sprintf(">%s %d<", status, n)) {
			t.Errorf("%s is not %d", status, n)
		}
	}
	if n := strings.Count(body[strings.Index(body, `id="soon"`):strings.Index(body, `id="silent"`)], "<tr><td"); n != min(all.Soon, 50) || n == 0 {
		t.Errorf("%d tasks are soon due, want %d", n, all.Soon)
	}
	rows := make(map[string]bool)
	stored, err := o.Ledgers(t.Context(), "")
	must(t, err)
	for _, x := range stored[0].Ledger.Tasks() {
		rows[stored[0].UIDs[x.ID]] = x.Row
	}
	some, err := o.Overview(t.Context(), "2017Q2", "2017-12-15", func(task string) bool { return rows[task] })
	must(t, err)
	var want bytes.Buffer
	must(t, export.OverviewXLSX(&want, some))
	if w := p.ask("/progress.xlsx?from=row"); !bytes.Equal(w.Body.Bytes(), want.Bytes()) || some.Tasks.Len() != 55 {
		t.Errorf("the workbook is another than export's, of %d tasks", some.Tasks.Len())
	}
	if w := p.ask("/tasks?round=2016Q9"); w.Code != http.StatusNotFound {
		t.Errorf("a round that is none: %d", w.Code)
	}
}

// The pages of a list have every task once.
func TestPagesFollow(t *testing.T) {
	var b strings.Builder
	b.WriteString("四川省工作领导小组关于印发2018年工作计划的通知\n\n川工领〔2018〕1号\n\n一、重点任务\n\n")
	const tasks = 700
	for i := range tasks {
		fmt.Fprintf(&b, "%d.开展第%d项培训，%d月底前完成。（教育厅牵头）\n\n", i+1, i+1, i%12+1)
	}
	p := open(t, officeOf(t, read(t, b.String())))
	more := regexp.MustCompile(`<a href="([^"]*)">下一页</a>`)
	for _, address := range []string{"/tasks?from=item", "/timeline"} {
		seen, pages := make(map[string]bool), 0
		for address != "" {
			body := p.get(address)
			for _, m := range regexp.MustCompile(`开展(第\d+项)培训`).FindAllStringSubmatch(body, -1) {
				if seen[m[1]] {
					t.Errorf("%s repeats %s", address, m[1])
				}
				seen[m[1]] = true
			}
			next := more.FindStringSubmatch(body)
			if address, pages = "", pages+1; next != nil {
				address = html.UnescapeString(next[1])
			}
		}
		if len(seen) != tasks || pages != 3 {
			t.Errorf("%d tasks on %d pages, want %d on 3", len(seen), pages, tasks)
		}
	}
}
