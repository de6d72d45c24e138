package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// doubtfulNotices writes notices with a hundred doubts and more: names of units that no rule
// knows, days that no month has, text that is in no entry.
func doubtfulNotices(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for k, city := range []string{"成都市", "绵阳市", "德阳市", "宜宾市"} {
		var b strings.Builder
		fmt.Fprintf(&b, "四川省%s%d年重点任务清单\n\n制定第%d号数据管理办法  司法局  2020.12  已完成\n\n一、重点任务\n\n", city, 2016+k, k+1)
		for i, first := range []rune("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥") {
			name, when := string(first)+"字专班", ""
			if i%4 == 3 {
				name = "综合协调专班"
			}
			if i%2 == 0 {
				when = "，9月31日前完成"
			}
			fmt.Fprintf(&b, "%d.开展第%d次%c类培训%s。（%s%s）\n\n", i+1, i+1, first, when, name, []string{"负责", "牵头"}[i%2])
		}
		must(t, os.WriteFile(filepath.Join(dir, city+".txt"), []byte(b.String()), 0o644))
	}
	return dir
}

// key presses a key as a keyboard does: what the page takes for itself writes nothing.
func (x *tab) key(key string) {
	x.Helper()
	for _, how := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
		p := input.DispatchKeyEventParams{Type: how, Key: key}
		if how == input.DispatchKeyEventTypeKeyDown {
			p.Text = key
		}
		if _, err := chromedp.Call(x.ctx, input.DispatchKeyEvent, p); err != nil {
			x.Fatal(err)
		}
	}
}

// walkHundred works through more than a hundred doubts with the keyboard alone: one after the
// other, several at once, in words of one's own, and taken back.
func walkHundred(t *testing.T, x *tab, db string) {
	before := digestOf(t, db)
	const shown = `document.querySelectorAll("article.group").length`
	count := func() int { t.Helper(); return eval[int](x, shown) }
	said := func() string {
		t.Helper()
		return strings.TrimSpace(eval[string](x, `document.querySelector(".sitting").innerText`))
	}
	settle := func(keys string, fewer int) { // which leads to the next doubt
		t.Helper()
		left := count() - fewer
		x.keys(keys)
		x.until(fmt.Sprintf(`%s === %d && document.querySelector(".done")`, shown, left))
		if left > 0 {
			x.until(`document.querySelector("article.now")`)
		}
	}
	x.open("/queue")
	var all int
	if _, err := fmt.Sscanf(said(), "已处理 0 / %d", &all); err != nil || all < 100 {
		t.Fatalf("too few doubts: %s", said())
	}
	x.axe("a long queue")
	x.do(chromedp.EmulateViewport(390, 844))
	x.fits("a long queue")
	x.keys("nxx")
	x.until(`!document.querySelector("#many").hidden`)
	x.fits("with two marked")
	x.axe("two are marked at 390")
	x.shoot("review-queue-many-390")
	x.do(chromedp.EmulateViewport(1440, 900))
	x.shoot("review-queue-many-1440")
	x.open("/queue")

	// Names: that which most tasks print comes first; of two with as many the one that leads.
	x.keys("n")
	x.until(`document.querySelector("article.now h2").textContent.includes("综合协调专班")`)
	settle("d", 1)
	for range 10 {
		settle("d", 1)
	}
	// A name of one's own is typed, asked about, and taken with Enter.
	name := eval[string](x, `document.querySelector("article.now h2").firstChild.textContent.trim()`)
	x.key("f")
	x.until(`document.activeElement.matches("article.now input[name=unit]")`)
	x.keys("成都市某某局\r")
	x.until(`document.querySelector("article.now .error:not([hidden])") && document.activeElement.matches("input[name=unit]")`)
	x.keys("\t")
	x.until(`document.activeElement.matches("input[name=sure]")`)
	x.keys(" ")
	settle("\r", 1)
	if got := decided(t, db); !regexp.MustCompile(name + ` +\{"unit":"成都市某某局"`).MatchString(got) {
		t.Errorf("%s is not decided as typed: %s", name, got)
	}
	// Three are marked and settled together, taken back together, and settled again.
	left := count()
	x.keys("xxx")
	x.until(`!document.querySelector("#many").hidden && document.querySelector("#many output").value.trim() === "3"`)
	x.axe("three are marked")
	x.keys("d")
	x.until(fmt.Sprintf(`%s === %d && document.querySelector(".done")`, shown, left-3))
	x.keys("u")
	x.until(fmt.Sprintf(`%s === %d && document.querySelector(".done").innerText.includes("已撤销")`, shown, left))
	x.keys("X")
	x.until(fmt.Sprintf(`document.querySelector("#many output").value.trim() === "%d"`, left))
	x.keys("2")
	x.until(`document.querySelector(".done") && !location.search.includes("kind=unit") && document.querySelector(".tabs [aria-current]").textContent.includes("时限")`)

	// Deadlines, each looked at.
	for range count() - 4 {
		if !eval[bool](x, `!!document.querySelector("article.now")`) {
			x.keys("n")
			x.until(`document.querySelector("article.now")`)
		}
		settle("d", 1)
	}
	// One is corrected instead, and the queue goes on where it was.
	x.keys("n")
	x.until(`document.querySelector("article.now")`)
	x.keys("e")
	x.until(`location.pathname === "/notice" && document.querySelector("form.edit")`)
	x.until(`document.activeElement.matches("form.edit textarea")`)
	for !eval[bool](x, `document.activeElement.matches('[name="time.0"]')`) {
		x.keys("\t")
	}
	x.keys("9月30日前\r")
	x.until(`location.pathname === "/queue" && document.querySelector(".done")`)
	for count() > 1 {
		if !eval[bool](x, `!!document.querySelector("article.now")`) {
			x.keys("p")
			x.until(`document.querySelector("article.now")`)
		}
		settle("d", 1)
	}
	x.keys("n")
	x.until(`document.querySelector("article.now")`)
	x.keys("d")
	x.until(`document.querySelector(".tabs [aria-current]").textContent.includes("未归类")`)

	// Text: other text, a task, and the rest together.
	x.keys("]")
	x.until(`document.querySelector(".tabs [aria-current]").textContent.includes("提示")`)
	x.keys("[")
	x.until(`document.querySelector(".tabs [aria-current]").textContent.includes("未归类")`)
	x.keys("n")
	x.until(`document.querySelector("article.now")`)
	settle("a", 1)
	settle("2", 1)
	x.keys("X")
	x.keys("1")
	x.until(`document.querySelector(".sitting").innerText.includes("全部处理完了")`)
	if got := said(); !strings.Contains(got, fmt.Sprintf("已处理 %d / %d", all, all)) {
		t.Errorf("at the end the page says %s", got)
	}
	if got := exported(t, db); !strings.Contains(got, "号数据管理办法") {
		t.Error("the text that is a task is in no export")
	}
	x.axe("a long queue that is done")
	for range 40 {
		if x.open("/decisions"); !eval[bool](x, `!!document.querySelector("tbody form button")`) {
			break
		}
		ids := eval[[]string](x, `[...document.querySelectorAll("tbody form input[name=id]")].map(el => el.value)`)
		if _, errs := program(t, exitDone, append([]string{"undo", "--db", db}, ids...)...); errs != "" {
			t.Log(errs)
		}
	}
	if digestOf(t, db) != before {
		t.Error("all undone, the digest is another than before")
	}
}
