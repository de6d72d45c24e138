package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// walkJob does the whole job on the page: it drops a notice, hands its tasks out, drops
// what came back, settles a conflict and looks at where the round stands.
func walkJob(t *testing.T, x *tab, db string) {
	x.axe("no notice yet")
	text, err := os.ReadFile(shippedNotice)
	must(t, err)
	x.drop(map[string]string{"推进计划.txt": string(text), "坏文件.docx": "PK\x03\x04 no archive"})
	x.until(`location.pathname === "/job" && !document.querySelector("[data-live]") && document.querySelector(".failed")`)
	if got := eval[string](x, `document.querySelector("main").innerText`); !strings.Contains(got, "推进计划.txt") || !strings.Contains(got, "156") || !strings.Contains(got, "坏文件.docx") || !strings.Contains(got, "已损坏") {
		t.Errorf("the job says %s", got)
	}
	x.axe("a job that ended")
	x.open("/rounds")
	x.axe("rounds")
	dir := t.TempDir()
	x.downloads(dir)
	x.set(`input[name=round]`, "2017Q2")
	x.set(`input[name="reply-by"]`, "2017-07-10")
	x.click(`#handout button:not([value])`)
	x.until(`document.querySelector(".made") && document.querySelector("meter")`)
	zip := waitFile(t, dir, ".zip")
	archive, err := os.ReadFile(zip)
	must(t, err)
	books := unpacked(t, string(archive))
	if len(books) != 57 {
		t.Fatalf("%d workbooks", len(books))
	}
	var finance, other string
	for name := range books {
		switch {
		case strings.Contains(name, "四川省财政厅"):
			finance = name
		case strings.Contains(name, "四川省知识产权局") && !strings.Contains(name, "总册"):
			other = name
		}
	}
	const task = "加快成都高新区国家知识产权服务业集聚发展试验区建设"
	back := t.TempDir()
	write := func(name string, book []byte) string {
		path := filepath.Join(back, name)
		must(t, os.WriteFile(path, book, 0o600))
		return path
	}
	first := write("返回-甲.xlsx", filled(t, books[other], task, "完成状态", "进行中"))
	second := write("返回-乙.xlsx", filled(t, books[other], task, "完成状态", "已完成"))
	third := write("返回-财政.xlsx", books[finance])
	x.do(chromedp.SetUploadFiles(chromedp.CSS(`form[action="/collect"] input[type=file]:not([webkitdirectory])`), []string{first, second, third}))
	x.click(`form[action="/collect"] button`)
	x.until(`location.pathname === "/job" && !document.querySelector("[data-live]") && document.querySelector("a[href='/conflicts']")`)
	x.axe("what came back")
	x.open("/conflicts")
	x.axe("conflicts")
	before := eval[int](x, `document.querySelectorAll("article.group").length`)
	if before < 2 {
		t.Fatalf("too few conflicts: %s", eval[string](x, `document.querySelector("main").innerText`))
	}
	x.keys("j")
	x.until(`document.querySelector("article.now")`)
	x.keys("a")
	x.until(`document.querySelectorAll("article.group").length === ` + strconv.Itoa(before-1) + ` && document.querySelector(".made") && document.querySelector("article.now")`) // the next
	// What was settled is reopened for a reason, and that is taken back where it stands.
	x.js(`document.querySelector('form[action="/reopen"]').closest("details").open = true`)
	x.set(`form[action="/reopen"] [name=why]`, "单位来电更正")
	x.axe("a conflict is to be reopened")
	x.js(`document.querySelector('form[action="/reopen"] button').click()`)
	x.until(`document.querySelectorAll("article.group").length === ` + strconv.Itoa(before) + ` && document.body.innerText.includes("重开：单位来电更正")`)
	x.axe("a conflict that was reopened")
	x.js(`[...document.querySelectorAll("article.group")].find(el => el.innerText.includes("单位来电更正")).scrollIntoView({block: "center"})`)
	x.shoot("review-reopen-1440")
	x.do(chromedp.EmulateViewport(390, 844))
	x.fits("a conflict that was reopened")
	x.shoot("review-reopen-390")
	x.do(chromedp.EmulateViewport(1440, 900))
	x.js(`[...document.querySelectorAll("article.group form[action='/undo'] button")][0].click()`)
	x.until(`document.querySelectorAll("article.group").length === ` + strconv.Itoa(before-1) + ` && document.querySelector(".done").innerText.includes("已撤销")`)
	x.open("/progress?round=2017Q2")
	x.axe("progress")
	if got := eval[string](x, `document.querySelector("main").innerText`); !strings.Contains(got, "已完成") && !strings.Contains(got, "进行中") {
		t.Errorf("the round stands so: %s", got)
	}
	digestOf(t, db) // whole
}

// drop drops files on the page, by name with what they say.
func (x *tab) drop(files map[string]string) {
	x.Helper()
	list, err := json.Marshal(files)
	if err != nil {
		x.Fatal(err)
	}
	x.js(`((files) => {
		const t = new DataTransfer();
		for (const name in files) t.items.add(new File([files[name]], name));
		for (const type of ["dragover", "drop"]) document.querySelector("main").dispatchEvent(new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: t}));
	})(` + string(list) + `)`)
}

// waitFile waits for a download to be whole, and returns its path.
func waitFile(t *testing.T, dir, ext string) string {
	t.Helper()
	var found []string
	if waits(t, func() bool { found, _ = filepath.Glob(filepath.Join(dir, "*"+ext)); return len(found) > 0 }) {
		return found[0]
	}
	left, _ := os.ReadDir(dir)
	t.Fatalf("no %s was downloaded: %v", ext, left)
	return ""
}

// walkPictures goes from a list to its pictures and back: each number is what it leads to.
func walkPictures(t *testing.T, x *tab, _ string) {
	x.open("/tasks?role=lead")
	x.do(chromedp.Click(`//nav//a[contains(., "矩阵")]`))
	x.until(`location.pathname.startsWith("/matrix") && location.search.includes("role=lead") && document.querySelector("main table")`)
	x.axe("matrix")
	x.leads(`main table td a`)
	x.open("/calendar")
	x.axe("calendar")
	x.leads(`main table td a`)
	x.open("/timeline")
	x.axe("timeline")
	x.keys("jj")
	x.until(`document.querySelector(".now")`)
	dir := t.TempDir()
	x.downloads(dir)
	x.open("/calendar")
	x.click(`a[href^="/calendar.ics"]`)
	ics, err := os.ReadFile(waitFile(t, dir, ".ics"))
	if err != nil || !strings.HasPrefix(string(ics), "BEGIN:VCALENDAR\r\n") || strings.Count(string(ics), "BEGIN:VEVENT") < 20 {
		t.Errorf("%v %.200s", err, ics)
	}
	for line := range strings.SplitSeq(string(ics), "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line of %d bytes: %s", len(line), line)
		}
	}
	x.open("/progress")
	x.axe("no progress yet")
	x.open("/compare")
	x.axe("nothing to compare yet")
}

// leads follows the first link whose text is a number, and compares that with the list.
func (x *tab) leads(css string) {
	x.Helper()
	n := eval[string](x, `((a) => { a.click(); return a.textContent.match(/[0-9]+/)[0] })([...document.querySelectorAll(`+strconv.Quote(css)+`)].find(a => /[0-9]/.test(a.textContent)))`)
	x.until(`location.pathname === "/tasks" && document.querySelector("h1 small").innerText.startsWith("` + n + ` 项")`)
}

// walkCompare compares two plans, word by word.
func walkCompare(t *testing.T, x *tab, _ string) {
	x.open("/compare")
	x.axe("what to compare")
	keys := eval[[]string](x, `[...document.querySelector("select[name=old]").options].map(o => o.value).filter(v => v)`)
	if len(keys) != 2 {
		t.Fatalf("%d notices to compare", len(keys))
	}
	slices.Sort(keys)
	x.set(`select[name=old]`, keys[0])
	x.set(`select[name=new]`, keys[1])
	x.click(`form[action="/compare"] button`)
	x.until(`document.querySelector("ins") && document.querySelector("del")`)
	x.axe("compared")
	x.keys("jj")
	x.until(`document.querySelector(".now")`)
}
