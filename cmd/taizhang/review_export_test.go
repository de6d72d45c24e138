package main

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/xuri/excelize/v2"
)

// walkExport narrows the tasks down, and opens the workbook of what is shown.
func walkExport(t *testing.T, x *tab, _ string) {
	dir := t.TempDir()
	x.open("/tasks")
	x.axe("tasks")
	x.do(chromedp.Click(`//nav[@class="facets"]//a[contains(., "限期完成")]`))
	x.until(`document.querySelectorAll(".chip").length === 1`)
	x.do(chromedp.Click(`//nav[@class="facets"]//a[contains(., "配合")]`))
	x.until(`document.querySelectorAll(".chip").length === 2`)
	shown := eval[[]string](x, `[...document.querySelectorAll(".hits li .say")].map(el => [...el.childNodes].slice(1).map(n => n.textContent).join("").replace(/\\s/g, ""))`)
	if len(shown) < 5 || len(shown) > 40 {
		t.Fatalf("%d tasks are shown", len(shown))
	}
	if got := eval[string](x, `document.querySelector("h1").innerText`); !strings.Contains(got, strconv.Itoa(len(shown))+" 项") {
		t.Errorf("the heading says %q, and %d are shown", got, len(shown))
	}
	x.downloads(dir)
	x.click("a[download]")
	path := filepath.Join(dir, "任务台账.xlsx")
	waits(t, func() bool { _, err := os.Stat(path); return err == nil })
	f, err := excelize.OpenFile(path)
	must(t, err)
	defer f.Close()
	got := 0
	for _, sheet := range []string{"部门任务", "进度安排"} {
		rows, err := f.GetRows(sheet)
		if err != nil && !strings.Contains(err.Error(), "does not exist") {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if slices.Contains(shown, strings.Join(strings.Fields(cell), "")) {
					got++
					break
				}
			}
		}
		if len(rows) > len(shown)+8 { // its heading and headers
			t.Errorf("%s has %d rows, and %d tasks are shown", sheet, len(rows), len(shown))
		}
	}
	if got != len(shown) {
		t.Errorf("the workbook has %d of the tasks, the page shows %d", got, len(shown))
	}
}

// walkHostile looks at a notice that tries to run scripts: it is all text.
func walkHostile(t *testing.T, x *tab, _ string) {
	for _, path := range []string{"/", "/tasks", "/queue", "/tasks?q=%3Cscript%3Ealert(9)%3C/script%3E", "/tasks?unit=%22%3E%3Cimg%20src=x%20onerror=alert(8)%3E"} {
		x.open(path)
	}
	x.open("/")
	x.click("main table a")
	x.until(`document.querySelector(".source")`)
	x.keys("jje")
	x.until(`document.querySelector("form.edit")`)
	if got := eval[string](x, `document.body.innerText + document.querySelector("form.edit textarea").value`); !strings.Contains(got, `alert(3)</script>推进`) || !strings.Contains(got, "{{.Secret}}") {
		t.Errorf("the text is not shown as it is: %s", got)
	}
	if got := eval[int](x, `document.querySelectorAll("main img, main svg, main script, [onmouseover], [onload], [onerror]").length`); got != 0 {
		t.Errorf("%d elements came out of the notice", got)
	}
	if got := eval[string](x, "document.title"); strings.Contains(got, "坏了") {
		t.Error("a script of the notice ran")
	}
}

// walkReadOnly finds nothing to press.
func walkReadOnly(t *testing.T, x *tab, _ string) {
	for _, path := range []string{"/notice?key=" + shippedKey, "/queue", "/decisions", "/tasks"} {
		x.open(path)
		if got := eval[int](x, `document.querySelectorAll("form[method=post]").length`); got != 0 {
			t.Errorf("%s: %d forms", path, got)
		}
	}
	if !eval[bool](x, `document.body.innerText.includes("只读")`) {
		t.Error("the page does not say that it only shows")
	}
}
