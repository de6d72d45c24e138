package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

const misreadRows = "../../fixtures/review/misread-rows.html"

// walkRows puts right what was read wrong of headings, numbers, rows, their cells and whole tables,
// has the notice read by another version of the stages, and takes it all back.
func walkRows(t *testing.T, x *tab, db string) {
	before := digestOf(t, db)
	x.click("main table a")
	x.until(`document.querySelector(".headedit")`)
	edit := func(says string) {
		t.Helper()
		x.js(`for (const el of document.querySelectorAll(".facts-of")) el.open = true`)
		x.edits(says)
		x.js(`for (const el of document.querySelectorAll("form.edit details")) el.open = true`)
	}
	form := func(says, how string) {
		t.Helper()
		edit(says)
		x.press(`form.edit [name=form][value=` + how + `]`)
		x.done()
	}
	refused := func(why string) {
		t.Helper()
		x.until(`document.querySelector("form.edit .error:not([hidden])") && document.querySelector("form.edit .error").innerText.includes("` + why + `")`)
		x.js(`document.querySelector("form.edit .error").hidden = true`)
	}

	// A task is a heading, with a number of its own; another stands under it; a heading is a task.
	form("宣传培训", "heading")
	x.until(`document.querySelectorAll("article.section").length === 3`)
	edit("宣传培训")
	x.axe("a section's form")
	x.set(`[name=label]`, "（二）")
	x.press(`form.edit button`)
	x.done()
	edit("举办展览")
	x.js(`(s => s.value = [...s.options].find(o => o.text.includes("宣传培训")).value)(document.querySelector("[name=to]"))`)
	x.press(`[name=form][value=move]`)
	x.done()
	edit("举办展览")
	x.set(`[name=label]`, "1.")
	x.set(`[name="twin.new"]`, "开展")
	x.press(`form.edit button`)
	refused("项任务都符合")
	x.set(`[name="twin.new"]`, "开展讲座")
	x.press(`form.edit button`)
	x.done()
	form("加强保障", "make")
	x.until(`document.querySelectorAll("article.section").length === 2`)

	// A text is a table, with rows of its own.
	edit("开展巡查")
	x.set(`[name=roles]`, "序号、任务、牵头单位")
	x.press(`form.edit [value=table]`)
	refused("读不成 3 栏的表")
	x.set(`[name=roles]`, "任务、牵头单位")
	x.press(`form.edit [value=table]`)
	x.done()

	// A row that was read a column too far to the right; cells that say something else.
	edit("建立名录")
	x.axe("a row's form")
	x.js(`document.querySelector("form.edit .cells").scrollIntoView()`)
	x.shoot("review-cells-1440")
	x.do(chromedp.EmulateViewport(390, 844))
	x.fits("a row's form")
	x.js(`document.querySelector("form.edit .cells").scrollIntoView()`)
	x.shoot("review-cells-390")
	x.do(chromedp.EmulateViewport(1440, 900))
	x.press(`[name=shift][value='left 3']`)
	x.done()
	edit("开展专项行动")
	x.set(`[name="cell.2"]`, "总结")
	x.set(`[name="cell.5"]`, "已启动")
	x.set(`[name="cell.3"]`, "不知道哪个局")
	x.press(`form.edit button`)
	refused("不在单位表中")
	x.set(`[name="cell.3"]`, "省财政厅、省公安厅")
	x.press(`form.edit button`)
	x.done()
	// What heads a table is a task, once it is said what the columns hold; a row of another heads it.
	edit("服务各类企业")
	x.js(`document.querySelector("[name='column.0']").value = "task"`)
	x.set(`[name="name.1"]`, "要求")
	x.press(`form.edit [value=columns]`)
	x.done()
	form("服务各类企业", "body")
	x.until(`[...document.querySelectorAll("article.row")].some(el => el.innerText.includes("宣传保护成果"))`)
	form("组织知识竞赛", "header")
	x.until(`[...document.querySelectorAll("article.fact, article.row")].every(el => !el.innerText.includes("组织知识竞赛"))`)
	// The table is none, and what it says a task.
	form("表扬先进集体", "prose")
	x.selects(".source .loose", "树立良好风气")
	x.until(`document.querySelector("#claim").open`)
	x.click(`#claim button`)
	x.until(`document.querySelector(".done") && [...document.querySelectorAll("article.item")].some(el => el.textContent.includes("树立良好风气"))`)
	x.js(`document.querySelector(".done").remove()`)

	// The part, and a field that is only printed.
	edit("健全机制")
	x.set(`[name=parttitle]`, "进度安排")
	x.js(`document.querySelector("[name=part]").value = "schedule"`)
	x.press(`form.edit [value=part]`)
	x.done()
	x.js(`document.querySelector(".headedit").open = true; for (const el of document.querySelectorAll(".headedit details")) el.open = true`)
	x.axe("the other fields")
	x.js(`[...document.querySelectorAll(".headedit input")].find(el => el.value === "任务分公表").value = "任务分工表"`)
	x.press(`.headedit button`)
	x.done()
	x.axe("rows mended")

	check := func(when string) {
		t.Helper()
		got := exported(t, db)
		for _, want := range []string{"宣传培训,1.,举办展览", "重点工作,4.,开展讲座", "二、,加强保障，加大投入", ",（一）,落实资金", "开展巡查,四川省公安厅", "组织回访,四川省文化厅", "2,建立名录,四川省知识产权局", "2017-10-31,,名录一份",
			"1,开展专项行动,四川省财政厅、四川省公安厅", ",总结,", "宣传保护成果", "服务各类企业", "树立良好风气"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s, %q is not in\n%s", when, want, got)
			}
		}
		for _, no := range []string{"组织知识竞赛", "表扬先进集体", "总洁"} {
			if strings.Contains(got, no) {
				t.Errorf("%s, %q is in\n%s", when, no, got)
			}
		}
		out, errs := program(t, exitDone, "export", "--format", "jsonl", "--db", db)
		if !strings.Contains(out, `"id":"notice/一/3"`) {
			t.Errorf("%s\n%s", out, errs)
		}
	}
	check("mended")
	readAgain(t, db, check, misreadRows)
	x.open("/decisions")
	said := eval[string](x, `document.querySelector("tbody").innerText`)
	for _, want := range []string{"编号改为“（二）”", "备注改为“已启动”", "是标题", "是一项任务", "是一张表", "不是表格", "所在部分是任务表 进度安排", "附件 任务分工表", "测试员"} {
		if !strings.Contains(said, want) {
			t.Errorf("what was decided does not say %q:\n%s", want, said)
		}
	}
	x.axe("what was decided of rows")
	for range 30 {
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
