package main

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// selectTask selects what is to be done in the unclaimed row.
const selectTask = `(el => {
		const r = document.createRange(), s = el.firstChild, at = s.data.indexOf("制定");
		r.setStart(s, at); r.setEnd(s, s.data.indexOf("  市司法局"));
		getSelection().removeAllRanges(); getSelection().addRange(r);
		document.dispatchEvent(new MouseEvent("mouseup", {bubbles: true}));
	})(document.querySelector(".source [data-start]"))`

// walkUnclaimed selects text that nothing accounts for, and says what it is.
func walkUnclaimed(t *testing.T, x *tab, db string) {
	x.click("main table a")
	x.until(`document.querySelector(".source [data-start]")`)
	x.axe("unclaimed text")
	x.js(selectTask)
	x.until(`document.querySelector("#claim").open`)
	x.click(`#claim [data-close]`)
	// Three clicks take the paragraph, and begin the next: of the stretch it is all.
	x.js(`((el) => {
		const r = document.createRange();
		r.setStart(el.firstChild, 0);
		r.setEnd(el.closest("p").nextElementSibling, 0);
		getSelection().removeAllRanges(); getSelection().addRange(r);
		document.dispatchEvent(new MouseEvent("mouseup", {bubbles: true}));
	})(document.querySelector(".source [data-start]"))`)
	x.until(`document.querySelector("#claim").open && document.querySelector("#claim blockquote").innerText.endsWith("已完成")`)
	x.click(`#claim [data-close]`)
	x.js(selectTask)
	x.until(`document.querySelector("#claim").open`)
	if got := eval[string](x, `document.querySelector("#claim blockquote").innerText`); got != "制定公共数据管理办法" {
		t.Errorf("the page quotes %q", got)
	}
	x.axe("what is it")
	x.set(`#claim select`, "item")
	x.click(`#claim button`)
	x.until(`document.querySelector(".done") && [...document.querySelectorAll("article.item")].some(el => el.textContent.includes("制定公共数据管理办法"))`)
	if got := exported(t, db); !strings.Contains(got, "制定公共数据管理办法") {
		t.Error("the task is in no export")
	}
	// The rest is still there, and is something else.
	x.open("/queue?kind=unclaimed")
	x.axe("queue of unclaimed text")
	if got := eval[string](x, `document.querySelector("main").innerText`); !strings.Contains(got, "2020.12") {
		t.Errorf("the queue reads %q", got)
	}
	x.keys("u")
	if x.open("/"); strings.Contains(exported(t, db), "制定公共数据管理办法") {
		x.open("/decisions")
		x.click(`tbody form button`)
		x.until(`document.querySelector(".done").innerText.includes("已撤销")`)
	}
	if strings.Contains(exported(t, db), "制定公共数据管理办法") {
		t.Error("undone, and the task is still there")
	}
}

// walkLoose selects text that was taken for a preamble, and makes it a task; of an entry's
// text it is not asked.
func walkLoose(t *testing.T, x *tab, db string) {
	before := digestOf(t, db)
	x.open("/notice?key=" + shippedKey)
	choose := x.selects
	choose(".source .item", "大力建设技术创新平台")
	x.do(chromedp.Sleep(600 * time.Millisecond)) // longer than it waits for another click
	if eval[bool](x, `document.querySelector("#claim").open`) {
		t.Error("it asks what an item is")
	}
	choose(".source .loose", "经省政府领导同意")
	x.until(`document.querySelector("#claim").open`)
	x.axe("what other text is")
	if got := eval[[]string](x, `[...document.querySelectorAll("#claim option")].filter(o => !o.disabled).map(o => o.value)`); !slices.Equal(got, []string{"item", "field"}) {
		t.Errorf("it may be %v", got)
	}
	x.click(`#claim button`)
	x.until(`document.querySelector(".done") && [...document.querySelectorAll("article.item")].some(el => el.textContent.includes("经省政府领导同意"))`)
	if !strings.Contains(exported(t, db), "经省政府领导同意") {
		t.Error("the task is in no export")
	}
	x.keys("u")
	x.until(`document.querySelector(".done").innerText.includes("已撤销")`)
	// What was taken for a field is none, or a task.
	choose(".source .field.loose", "《四川省知识产权战略行动计划(2016—2020年)》")
	x.until(`document.querySelector("#claim").open`)
	if got := eval[[]string](x, `[...document.querySelectorAll("#claim option")].filter(o => !o.disabled).map(o => o.value)`); !slices.Equal(got, []string{"item", "other", "field"}) {
		t.Errorf("a field may be %v", got)
	}
	x.set(`#claim [name=as]`, "other")
	x.js(`document.querySelector(".done").remove()`)
	x.click(`#claim button`)
	x.until(`document.querySelector(".done") && ![...document.querySelectorAll(".source .field")].some(el => el.textContent.includes("战略行动计划"))`)
	x.keys("u")
	x.until(`document.querySelector(".done").innerText.includes("已撤销")`)
	if digestOf(t, db) != before {
		t.Error("undoing does not give the digest back")
	}
}

// selects selects words in what a CSS selector finds, as the mouse does.
func (x *tab) selects(css, words string) {
	x.Helper()
	x.js(`((words) => {
		const el = [...document.querySelectorAll(` + strconv.Quote(css) + `)].find(el => el.textContent.includes(words)), s = el.firstChild;
		const r = document.createRange(), at = s.data.indexOf(words);
		r.setStart(s, at); r.setEnd(s, at + words.length);
		getSelection().removeAllRanges(); getSelection().addRange(r);
		document.dispatchEvent(new MouseEvent("mouseup", {bubbles: true}));
	})("` + words + `")`)
}
