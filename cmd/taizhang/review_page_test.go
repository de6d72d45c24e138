package main

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

const (
	shippedNotice   = "../../seeds/notices/sichuan-2017-ip-plan.txt"
	nextYearsNotice = "../../seeds/notices/sichuan-2018-invented.html"
)

// shippedKey is the shipped notice's key as an address has it.
const shippedKey = "%E5%9B%9B%E5%B7%9D%E7%9C%81%E7%9F%A5%E8%AF%86%E4%BA%A7%E6%9D%83%E5%B7%A5%E4%BD%9C%E9%A2%86%E5%AF%BC%E5%B0%8F%E7%BB%84%7C%E5%B7%9D%E7%9F%A5%E9%A2%86%282017%292%E5%8F%B7"

// TestPage walks the page in a real browser, as an analyst would.
func TestPage(t *testing.T) {
	t.Parallel()
	chrome := chromium(t)
	for _, c := range []struct {
		name string
		walk func(*testing.T, *tab, string)
		from []string
		args []string
	}{
		{"both sides", walkSides, []string{shippedNotice}, nil},
		{"findings by keyboard", walkFindings, []string{shippedNotice}, nil},
		{"a queue, one doubt after the other", walkQueue, []string{shippedNotice}, nil},
		{"a hundred doubts by keyboard", walkHundred, []string{doubtfulNotices(t)}, nil},
		{"a deadline is edited", walkDeadline, []string{shippedNotice}, nil},
		{"unclaimed text", walkUnclaimed, []string{"../../fixtures/review/left-over.txt"}, nil},
		{"other text is a task after all", walkLoose, []string{shippedNotice}, nil},
		{"what is shown is exported", walkExport, []string{shippedNotice}, nil},
		{"a hostile notice", walkHostile, []string{"../../fixtures/review/hostile.txt"}, nil},
		{"the whole job", walkJob, nil, nil},
		{"pictures", walkPictures, []string{shippedNotice}, nil},
		{"two years", walkCompare, []string{"../../fixtures/compare/2017.txt", "../../fixtures/compare/2019.txt"}, nil},
		{"a notice that was read wrong", walkMend, []string{misreadNotice}, nil},
		{"a table that was read wrong", walkTable, []string{misreadTable, misreadNotice}, nil},
		{"rows that were read wrong", walkRows, []string{misreadRows}, nil},
		{"read by a small margin", walkClose, []string{"../../fixtures/review/close.txt"}, nil},
		{"the first minutes", walkFirst, nil, nil},
		{"reading only", walkReadOnly, []string{shippedNotice}, []string{"--read-only"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := filepath.Join(t.TempDir(), "new.db")
			if c.from != nil {
				db = ingested(t, c.from...)
			}
			c.walk(t, newTab(t, chrome, serve(t, db, c.args...), 1440, 900), db)
		})
	}
}

// now is what keys act on: the text of the element.
const now = `(document.querySelector("article.now, .finding.now, li.now") || document.body).textContent`

// walkSides opens the shipped notice and goes from either side to the other.
func walkSides(t *testing.T, x *tab, _ string) {
	x.click("main table a")
	x.until(`location.pathname === "/notice" && document.querySelector(".source")`)
	if got := eval[[]int](x, `["section", "item", "row"].map(kind => document.querySelectorAll("article." + kind).length)`); !slices.Equal(got, []int{27, 101, 55}) {
		t.Errorf("%v sections, items and rows", got)
	}
	x.keys("jj")
	x.until(`document.querySelector("article.now .no").innerText === "2."`)
	seen := `(el => { const a = el.getBoundingClientRect(), b = el.closest(".source, .entries").getBoundingClientRect(); return a.top >= b.top - 1 && a.top < b.bottom })`
	x.until(seen + `(document.querySelector(".source .now")) && ` + seen + `(document.querySelector("article.now"))`)
	if got := eval[string](x, `document.querySelector(".source .now").closest("p").innerText`); !strings.HasPrefix(got, "2.") {
		t.Errorf("the source shows %q", got)
	}
	// From the source to the entry: far down, in the schedule.
	x.js(`(el => { el.scrollIntoView(); el.click() })([...document.querySelectorAll(".source .row")].find(el => el.textContent.startsWith("加快成都高新区国家知识产权服务业集聚发展试验区建设")))`)
	x.until(`document.querySelector("article.now").matches(".row") && ` + seen + `(document.querySelector("article.now"))`)
	if got := eval[string](x, now); !strings.Contains(got, "成都市人民政府") || !strings.Contains(got, "2017-12-31") {
		t.Errorf("the entry is %q", got)
	}
	// What the mouse rests on shows which belong together, and the other side comes along.
	x.js(`document.querySelector(".entries").scrollTop = 0`)
	at := eval[[]float64](x, `(el => { const r = el.getClientRects()[0]; return [r.left + r.width / 2, r.top + r.height / 2] })(document.querySelector(".source .now"))`)
	x.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, at[0], at[1]))
	x.until(`document.querySelectorAll(".source .on").length && document.querySelectorAll("article.on").length === 1 && ` + seen + `(document.querySelector("article.on"))`)
	x.keys("k")
	x.until(`!document.querySelector("article.now").textContent.includes("加快成都高新区国家知识产权服务业集聚发展试验区建设")`)
	x.keys("?")
	x.until(`document.querySelector("#keys").open`)
	x.axe("help")
	x.keys("\x1b")
	x.keys("/")
	x.until(`document.activeElement.id === "q"`)
	x.set("#q", "质押融资")
	x.click(".find button")
	x.until(`location.pathname === "/tasks" && document.querySelectorAll("mark").length > 1`)
	if got := eval[string](x, `document.querySelector("mark").innerText`); got != "质押融资" {
		t.Errorf("the word found is %q", got)
	}
}

// walkFindings goes through all findings with n, accepts a unit with a, and takes it
// back with u; what is decided holds when the notice is read again.
func walkFindings(t *testing.T, x *tab, db string) {
	x.open("/notice?key=" + shippedKey)
	var seen []string
	for range 4 {
		x.keys("n")
		seen = append(seen, eval[string](x, now))
	}
	for i, want := range []string{"列第一位为牵头单位", "04.02.2017", "2017年4月前", "省知识产权"} {
		if !strings.Contains(seen[i], want) {
			t.Errorf("finding %d is %q, want one of %s", i+1, seen[i], want)
		}
	}
	x.axe("a finding")
	x.keys("a")
	x.until(`document.querySelector(".done")`)
	if got := eval[int](x, `document.querySelectorAll(".finding").length`); got != 3 {
		t.Errorf("%d findings are left, want 3", got)
	}
	x.until(`document.querySelector("article.now").textContent.includes("33")`)
	if got := decided(t, db); !strings.Contains(got, "unit") || !strings.Contains(got, "测试员") || !strings.Contains(got, "省知识产权") {
		t.Errorf("decided: %s", got)
	}
	if out, err := exec.Command("taizhang", "ingest", "--force", "--db", db, shippedNotice).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	x.open("/notice?key=" + shippedKey)
	if got := eval[int](x, `document.querySelectorAll(".finding").length`); got != 3 {
		t.Errorf("after another run %d findings are left, want 3", got)
	}
	x.keys("u")
	x.until(`document.querySelector(".done") && document.querySelectorAll(".finding").length === 4`)
	x.open("/queue?kind=unit")
	x.axe("queue of units")
	x.set(`input[name=unit]`, "别的单位") // typed, and then a suggestion taken
	x.click(`[data-accept]`)
	x.until(`document.querySelector(".done") && document.body.innerText.includes("没有待核的事项")`)
	if got := decided(t, db); !strings.Contains(got, `"unit":"四川省知识产权局"`) || strings.Contains(got, "别的单位") {
		t.Errorf("the suggestion was pressed: %s", got)
	}
	x.keys("u")
	x.until(`document.querySelector(".done").innerText.includes("已撤销") && document.querySelector("[data-accept]")`)
	x.set(`input[name=unit]`, "四川省知识产权局")
	x.set(`input[name=why]`, "漏字")
	x.click(`form.accept button:not([name])`)
	x.until(`document.querySelector(".done") && document.body.innerText.includes("没有待核的事项")`)
	x.open("/decisions")
	if got := eval[string](x, `document.querySelector("tbody tr").innerText`); !strings.Contains(got, "四川省知识产权局") || !strings.Contains(got, "漏字") || !strings.Contains(got, "测试员") {
		t.Errorf("the last decision reads %q", got)
	}
	x.axe("decisions")
}

// walkQueue leaves some doubts of a queue out, and settles one: the next is chosen,
// on which the keys act.
func walkQueue(t *testing.T, x *tab, _ string) {
	x.open("/queue?kind=overlap")
	ids := eval[[]string](x, `[...document.querySelectorAll("article.group")].map(el => el.id)`)
	if len(ids) != 3 {
		t.Fatalf("%d doubts", len(ids))
	}
	x.keys("nn")
	x.until(`document.querySelector("article.now").id === "` + ids[1] + `"`)
	x.keys("a")
	x.until(`!document.getElementById("` + ids[1] + `") && document.querySelector("article.now").id === "` + ids[2] + `"`)
	x.keys("a") // after the last, the one before
	x.until(`document.querySelectorAll("article.group").length === 1 && document.querySelector("article.now").id === "` + ids[0] + `"`)
}

// walkDeadline edits a task with e, is told what can't be read, saves, and undoes.
func walkDeadline(t *testing.T, x *tab, db string) {
	before := digestOf(t, db)
	x.open("/notice?key=" + shippedKey)
	x.js(`[...document.querySelectorAll("article.row")].find(el => el.textContent.includes("加快成都高新区国家知识产权服务业集聚发展试验区建设")).focus()`)
	x.keys("e")
	x.until(`document.querySelector("form.edit textarea") === document.activeElement`)
	x.axe("a form")
	x.set(`input[name="time.0"]`, "有空再说")
	x.click(`form.edit button`)
	x.until(`document.querySelector("form.edit .error").innerText.includes("读不出")`)
	x.set(`input[name="time.0"]`, "2017年9月底前")
	x.set(`textarea[name="unit.support"]`, "成都市人民政府、财政厅")
	x.do(chromedp.SendKeys(chromedp.CSS(`form.edit input[name=why]`), "电话核实\r")) // by key: what was refused scrolls into view, and a button moves under the pointer
	x.until(`document.querySelector(".done") && document.querySelector("article.now") && document.querySelector("article.now").textContent.includes("2017-09-30")`)
	if got := eval[string](x, now); !strings.Contains(got, "四川省财政厅") || !strings.Contains(got, "已有人工决定") {
		t.Errorf("the task reads %q", got)
	}
	if got := exported(t, db); !strings.Contains(got, "2017-09-30") {
		t.Error("the decided date is in no export")
	}
	x.keys("u") // the units and the date, which were saved together
	x.until(`document.querySelector(".done").innerText.includes("已撤销")`)
	if digestOf(t, db) != before {
		t.Error("undoing does not give the digest back")
	}
	if eval[bool](x, `location.search.includes("undid")`) {
		t.Error("what was done stays in the address")
	}
	// With the program gone nothing typed is lost, and the page says so.
	x.js(`document.querySelector("article.item").focus()`)
	x.keys("e")
	x.until(`document.querySelector("form.edit textarea") === document.activeElement`)
	x.set(`form.edit textarea`, "写了很久的话")
	x.s.cmd.Process.Kill()
	x.click(`form.edit button`)
	x.until(`document.querySelector("form.edit .error").innerText.includes("没有应答") && document.querySelector("form.edit textarea").value === "写了很久的话"`)
}
