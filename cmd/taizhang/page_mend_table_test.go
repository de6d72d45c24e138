package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

const misreadTable = "../../fixtures/review/misread-table.html"

// otherStages is a folder with a table of the stages that is another than the shipped one: what
// is read with it is read by another version of them. Times that end in 底前 are not known to it.
func otherStages(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("../../seeds/timewords.tsv")
	must(t, err)
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "timewords.tsv"), []byte(strings.Replace(string(b), "\n底前\tedge-before\t\n", "\n", 1)), 0o644))
	return dir
}

// readAgain has notices read by another version of the stages and by this one, and checks after each.
func readAgain(t *testing.T, db string, check func(when string), from ...string) {
	t.Helper()
	for _, args := range [][]string{{"--seeds", otherStages(t)}, nil} {
		out, err := exec.Command("taizhang", append(append([]string{"ingest", "--db", db}, args...), from...)...).CombinedOutput()
		if err != nil || !strings.Contains(string(out), "replaced") {
			t.Fatalf("read with %q: %v\n%s", args, err, out)
		}
		check("read again")
	}
}

// walkTable says of a table that was read as one of facts what its columns hold, of a row that it
// is a task, how the table is headed, and of the notice with which other it is one; has all read
// by another version of the stages, and takes it back.
func walkTable(t *testing.T, x *tab, db string) {
	before := digestOf(t, db)
	x.js(`[...document.querySelectorAll("main table a")].find(el => el.textContent.includes("工作计划")).click()`)
	x.until(`document.querySelector(".facts-of")`)
	x.press(".facts-of summary")
	x.axe("rows that are no tasks")
	edit := func(says string) {
		t.Helper()
		x.js(`(el => el.querySelector("a.edit").click())([...document.querySelectorAll("article.fact, article.row")].find(el => el.querySelector(".say").textContent.includes("` + says + `")))`)
		x.until(`document.querySelector("form.edit .columns")`)
	}
	edit("举办展览")
	x.axe("the form of a row that is no task")
	x.js(`document.querySelector("form.edit").scrollIntoView()`)
	x.shoot("review-table-1440")
	x.do(chromedp.EmulateViewport(390, 844))
	x.fits("the form of a row that is no task")
	x.js(`document.querySelector("form.edit").scrollIntoView()`)
	x.shoot("review-table-390")
	x.do(chromedp.EmulateViewport(1440, 900))
	x.press(`form.edit [value=columns]`) // which says nothing new
	x.until(`document.querySelector("form.edit .error").textContent.includes("没有改动")`)
	x.js(`document.querySelector("form.edit .error").hidden = true; document.querySelector("[name='column.2']").value = "task"; document.querySelector("[name='column.3']").value = "unit"`)
	x.press(`form.edit [value=columns]`)
	x.done()
	x.until(`document.querySelectorAll("article.row").length === 2`)
	x.press(".facts-of summary")
	edit("建立名录")
	x.press(`form.edit [value=make]`)
	x.done()
	x.until(`document.querySelectorAll("article.row").length === 3`)
	edit("建立名录")
	x.js(`document.querySelector(".columns").open = true; document.querySelector(".columns [name=title]").value = "重点任务表"`)
	x.press(`form.edit p > button:not([name])`)
	x.done()

	if got := eval[string](x, `document.querySelector(".entries").innerText`); strings.Contains(got, "没有分派任务") {
		t.Error("it says that nobody is assigned a task, and somebody is")
	}

	// It is a later text of the other notice.
	x.click(".headedit summary")
	x.axe("of which notice it is a text")
	x.press(`form[action='/belongs'] button`)
	x.until(`document.querySelector('form[action="/belongs"] .error:not([hidden])') || document.body.textContent.includes("请写明与哪份通知是同一份")`)
	x.open("/")
	x.js(`[...document.querySelectorAll("main table a")].find(el => el.textContent.includes("工作计划")).click()`)
	x.until(`document.querySelector(".headedit")`)
	x.click(".headedit summary")
	x.set(`[name=other]`, "知识产权工作要点")
	x.set(`form[action="/belongs"] [name=why]`, "要点的正式稿")
	x.press(`form[action='/belongs'] button`)
	x.done()
	x.click(".headedit summary")
	x.until(`document.querySelector('form[action="/belongs"]').innerText.includes("已有修订")`)
	x.axe("two texts of a notice")
	x.js(`document.querySelector('form[action="/belongs"]').scrollIntoView()`)
	x.shoot("review-belongs-1440")
	x.do(chromedp.EmulateViewport(390, 844))
	x.fits("two texts of a notice")
	x.do(chromedp.EmulateViewport(1440, 900))
	x.open("/decisions")
	if got := eval[string](x, `document.querySelector("tbody tr").innerText`); !strings.Contains(got, "所属通知") || !strings.Contains(got, "测试员") || !strings.Contains(got, "要点的正式稿") || !strings.Contains(got, "知识产权工作要点") {
		t.Errorf("of the decision is said %q", got)
	}
	x.axe("what was decided")
	check := func(when string) {
		t.Helper()
		got := exported(t, db)
		for _, want := range []string{"重点任务表", "建立名录,四川省知识产权局", "打击侵权假冒", "四川省公安厅", "宣传保护成果\",四川省文化厅", "2017-10-31"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s, %q is not in\n%s", when, want, got)
			}
		}
		if strings.Contains(got, "开展培训") {
			t.Errorf("%s, the earlier text is current: %s", when, got)
		}
	}
	check("mended")
	readAgain(t, db, check, misreadTable, misreadNotice)
	x.open("/")
	if n := eval[int](x, `document.querySelectorAll("main tbody tr").length`); n != 1 {
		t.Errorf("%d notices are listed", n)
	}
	for range 9 {
		x.open("/decisions")
		if !eval[bool](x, `!!document.querySelector("tbody form button")`) {
			break
		}
		x.click("tbody form button")
		x.until(`document.querySelector(".done")`)
	}
	if digestOf(t, db) != before {
		t.Error("all undone, the digest is another than before")
	}
}
