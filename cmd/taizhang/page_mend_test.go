package main

import (
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

const misreadNotice = "../../fixtures/review/misread.txt"

// edits opens the form of the task that says something.
func (x *tab) edits(says string) {
	x.Helper()
	x.until(`document.querySelector(".source")`)
	x.js(`(el => el.querySelector("a.edit").click())([...document.querySelectorAll("article")].find(el => el.querySelector(".say, h3").textContent.includes("` + says + `")))`)
	x.until(`document.querySelector("form.edit [name=task]")`)
}

// press clicks on what may still move, as a form does that was just opened.
func (x *tab) press(css string) { x.Helper(); x.js(`document.querySelector("` + css + `").click()`) }

// done waits until a decision was said to be recorded.
func (x *tab) done() {
	x.Helper()
	x.until(`document.querySelector(".done, .entries form.edit .error:not([hidden])") && location.pathname === "/notice" && document.querySelector(".source")`)
	if why := eval[string](x, `(document.querySelector(".entries form.edit .error:not([hidden])") || {textContent: ""}).textContent`); why != "" {
		x.Fatalf("refused: %s", why)
	}
	x.js(`document.querySelector(".done").remove()`)
}

// walkMend puts right all that was read wrong of a notice, has it read again, and takes it all back.
func walkMend(t *testing.T, x *tab, db string) {
	digest := func() string {
		t.Helper()
		out, err := exec.Command("taizhang", "check", "--digest", "--db", db).Output()
		must(t, err)
		return string(out)
	}
	before := digest()
	x.click("main table a")
	x.until(`document.querySelector(".headedit")`)
	x.click(".headedit summary")
	x.axe("the notice's own fields")
	x.shoot("review-mend-1440")
	x.set(`[name="field.title"]`, "四川省2017年知识产权工作要点")
	x.set(`[name="field.plan_year"]`, "明年")
	x.press(`.headedit button`)
	x.until(`document.querySelector(".headedit .error").textContent.includes("不是年份")`)
	x.set(`[name="field.plan_year"]`, "2017")
	x.set(`[name="field.issuer"]`, "四川省人民政府办公厅、四川省知识产权局")
	x.set(`[name="field.signed_on"]`, "2017年2月4日")
	x.press(`.headedit button`)
	x.done()
	if got := exported(t, db); !strings.Contains(got, "四川省公安厅") || !strings.Contains(got, "2017-06-30") {
		t.Errorf("units and days are not resolved again: %s", got)
	}

	x.edits("组织专项行动")
	x.axe("a task's form")
	x.js(`document.querySelector(".entries form.edit").scrollIntoView()`)
	x.do(chromedp.EmulateViewport(390, 844))
	x.fits("a task's form")
	x.do(chromedp.EmulateViewport(1440, 900))
	x.set(`[name=words]`, "建立名录")
	x.press(`[name=form][value=split]`)
	x.done()
	x.edits("项试点")
	x.press(`[name=form][value=join]`)
	x.done()
	x.edits("本要点由")
	x.press(`[name=form][value=drop]`)
	x.done()
	x.edits("举办活动")
	x.js(`(s => s.value = [...s.options].find(o => o.text.includes("打击侵权")).value)(document.querySelector("[name=to]"))`)
	x.press(`[name=form][value=move]`)
	x.done()
	x.edits("打击侵权")
	x.set(`[name=title]`, "打击侵权假冒")
	x.press(`.entries form.edit button`)
	x.done()
	x.edits("建立名录")
	x.set(`[name=text]`, "建立重点企业名录，9月底前完成。")
	x.set(`[name="time.new"]`, "2017年10月底前；每季度末")
	x.set(`[name="target.new"]`, "50家企业以上")
	x.press(`.entries form.edit button`)
	x.done()
	x.edits("举办展览")
	x.js(`document.querySelector('[name="unit.lead"]').value = ""; document.querySelector('[name="unit.support"]').value = "四川省文化厅"; document.querySelector("[name=everywhere]").checked = true`)
	x.press(`.entries form.edit button`)
	x.done()
	x.axe("mended")
	check := func(when string) {
		t.Helper()
		got := exported(t, db)
		for _, want := range []string{"四川省2017年知识产权工作要点,,2017", "1.,组织专项行动，6月底前完成。,四川省公安厅", ",建立重点企业名录，9月底前完成。,四川省公安厅,四川省知识产权局", "2017年10月底前〔2017-10-31〕\n每季度末", ",50家企业以上,",
			"打击侵权假冒,2.,开展培训，推进3.项试点", "打击侵权假冒,1.,举办活动。（省文化厅负责）,,四川省文化厅", "宣传,2.,举办展览。（省文化厅负责）,,四川省文化厅"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s, %q is not in\n%s", when, want, got)
			}
		}
		if strings.Contains(got, "本要点由") {
			t.Errorf("%s, what is no task is one: %s", when, got)
		}
	}
	check("mended")
	if out, err := exec.Command("taizhang", "ingest", "--force", "--plan-year", "2018", misreadNotice, "--db", db).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	check("read again")
	if out, err := exec.Command("taizhang", "ingest", "--force", misreadNotice, "--db", db).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	check("and once more")
	readAgain(t, db, check, misreadNotice)

	// Taken away it is in no list, and comes back whole.
	x.open("/")
	x.click("main table a")
	x.until(`document.querySelector(".headedit")`)
	x.click(".headedit summary")
	x.press(`form[action='/away'] button`)
	x.until(`location.pathname === "/removed" && document.querySelector("tbody form")`)
	x.axe("taken away")
	x.fits("taken away")
	x.open("/")
	x.until(`document.body.textContent.includes("还没有通知")`)
	x.open("/removed")
	x.click("tbody form button")
	x.until(`document.querySelector(".done") && !document.querySelector("tbody form")`)
	check("brought back")
	for range 20 {
		x.open("/decisions")
		if !eval[bool](x, `!!document.querySelector("tbody form button")`) {
			break
		}
		x.click("tbody form button")
		x.until(`document.querySelector(".done")`)
	}
	if digest() != before {
		t.Error("all undone, the digest is another than before")
	}
}

// walkFirst begins with nothing, reads the shipped notice with one click, and works through a
// queue with keys alone.
func walkFirst(t *testing.T, x *tab, db string) {
	x.axe("nothing yet")
	if got := eval[string](x, `document.querySelector("main").innerText`); !strings.Contains(got, "拖到本页") || !strings.Contains(got, db) {
		t.Errorf("the first page says %s", got)
	}
	x.click(`form[action="/sample"] button`)
	x.until(`location.pathname === "/job" && !document.querySelector("[data-live]") && document.querySelector("tbody a")`)
	x.open("/")
	x.until(`document.querySelectorAll("tbody a[href^='/notice']").length === 2`)
	// Two years are there to be compared, with one click.
	x.open("/compare")
	x.js(`[...document.querySelectorAll("main a")].find(el => el.href.includes("old=") && el.href.includes("2018")).click()`)
	x.until(`location.search.includes("old=") && document.querySelectorAll("del").length > 0`)
	x.open("/")
	if got := eval[string](x, `document.querySelector('nav a[href="/queue"]').textContent`); !strings.ContainsAny(got, "0123456789") {
		t.Errorf("the menu does not count what waits: %q", got)
	}
	x.js(`fetch(document.querySelector('a[href="/backup"]').href).then(r => r.text()).then(s => window.copy = s)`)
	x.until(`window.copy && window.copy.startsWith("SQLite format 3")`)
	// What each view is for is one key away.
	for _, at := range []string{"/", "/tasks", "/timeline", "/compare", "/queue", "/decisions", "/rounds"} {
		x.open(at)
		x.keys("h")
		x.until(`document.querySelector(".about").open && document.querySelector(".about div").innerText.length > 20`)
		x.axe("the help of " + at)
		x.do(chromedp.EmulateViewport(390, 844))
		x.fits("the help of " + at)
		x.do(chromedp.EmulateViewport(1440, 900))
		x.keys("\x1b")
		x.until(`!document.querySelector(".about").open`)
	}
	x.open("/")
	x.do(chromedp.EmulateViewport(390, 844))
	x.fits("the first page")
	if h := eval[float64](x, `document.querySelector(".bar").getBoundingClientRect().height`); h > 60 {
		t.Errorf("the head is %v pixels high at 390", h)
	}
	x.axe("the first page at 390")
	x.do(chromedp.EmulateViewport(1440, 900))
	x.open("/queue?kind=unit")
	x.until(`document.querySelector("article.group")`)
	for left := eval[int](x, `document.querySelectorAll("article.group").length`); left > 0; left-- {
		x.keys("n")
		x.until(`document.querySelector("article.group.now")`)
		x.keys("1")
		x.until(`document.querySelectorAll("article.group").length === ` + strconv.Itoa(left-1))
	}
	x.axe("a queue that is done")
}

// walkClose settles what was read by a small margin the other way, with one click or one key, and a list
// that was read as one name as all of its units; and takes it back.
func walkClose(t *testing.T, x *tab, db string) {
	before := digestOf(t, db)
	const second = `[...document.querySelectorAll("form.accept button[data-second]")]`
	x.click("main table a")
	x.until(second + `.length === 2`)
	x.axe("second readings")
	x.js(second + `.find(el => el.textContent.includes("由此另为一项")).click()`)
	x.until(`document.querySelector(".done") && [...document.querySelectorAll("article .say")].some(el => el.textContent.includes("(5)开展专项行动")) && ` + second + `.length === 1`)
	x.open("/queue?kind=info")
	x.until(`document.querySelector("article.group").innerText.includes("次。（省教育厅负责）")`)
	x.keys("n1")
	x.until(`document.querySelector(".done") && !document.querySelector("article.group")`)
	x.open("/queue?kind=unit")
	if got := eval[string](x, `document.querySelector("[data-accept]").innerText`); got != "是 四川省教育厅、四川省科学技术厅、四川省财政厅" {
		t.Errorf("the list is offered as %q", got)
	}
	x.keys("na")
	x.until(`document.querySelector(".done") && !document.querySelector("article.group")`)
	got := exported(t, db)
	for _, want := range []string{"总结经验。（省教育厅负责）,四川省教育厅", "(5)开展专项行动。（省公安厅负责）,四川省公安厅", "全年不少于(三)次。", "四川省教育厅、四川省科学技术厅、四川省财政厅"} {
		if !strings.Contains(strings.ReplaceAll(got, "\n", "、"), want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	if out, err := exec.Command("taizhang", "ingest", "--force", "../../fixtures/review/close.txt", "--db", db).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if again := exported(t, db); again != got {
		t.Errorf("read again it is\n%s\nand was\n%s", again, got)
	}
	program(t, exitDone, "undo", "3", "2", "1", "--db", db)
	if digestOf(t, db) != before {
		t.Error("all undone, the digest is another than before")
	}
}
