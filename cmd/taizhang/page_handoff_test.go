package main

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
)

// filled is a workbook with a value in a column of the row with a text.
func filled(t *testing.T, book []byte, text, column, value string) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	must(t, err)
	defer f.Close()
	fillCell(t, f, text, column, value)
	var b bytes.Buffer
	must(t, f.Write(&b))
	return b.Bytes()
}

func fillCell(t *testing.T, f *excelize.File, text, column, value string) {
	t.Helper()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		must(t, err)
		at := -1
		for r, row := range rows {
			for c, v := range row {
				if v == column {
					at = c
				}
			}
			if at < 0 || !strings.Contains(strings.Join(row, "\n"), text) {
				continue
			}
			cell, err := excelize.CoordinatesToCellName(at+1, r+1)
			must(t, err)
			must(t, f.SetCellStr(sheet, cell, value))
			return
		}
	}
	t.Fatalf("no row with %q under %q", text, column)
}

// TestPageHandsOut: a round goes out as export --by-unit writes it, comes back filled
// in, and what is in doubt is settled once, by whoever is first.
func TestPageHandsOut(t *testing.T) {
	p := openPage(t, filepath.Join(t.TempDir(), "a.db"), nil)
	_, to := p.send("/read", nil, []sent{{"plan.txt", []byte(smallPlan)}}, http.StatusOK)
	p.watch(to)
	for _, c := range []struct{ round, by, want string }{{"", "", "轮次名称"}, {"2018Q1", "4月10日", "报送期限"}} {
		text, _ := p.send("/handout", url.Values{"round": {c.round}, "reply-by": {c.by}}, nil, http.StatusBadRequest)
		p.holds(text, c.want)
	}
	text, _ := p.send("/handout", url.Values{"round": {"2018Q1"}}, []sent{{"模板.xlsx", []byte("no workbook")}}, http.StatusBadRequest)
	p.holds(text, "模板不能使用", "没有下发")
	page, _ := p.send("/handout", url.Values{"round": {"2018Q1"}, "do": {"preview"}}, nil, http.StatusOK)
	p.holds(page, "2018Q1，尚未下发", "4 个单位，5 行，出自 1 份通知", "四川省科学技术厅.xlsx")
	p.holds(p.get("/rounds", http.StatusOK), "还没有下发过任务")
	page, _ = p.send("/handout", url.Values{"round": {"2018Q1"}, "reply-by": {"2018-04-10"}}, nil, http.StatusOK)
	p.holds(page, "已下发 2018Q1，共 4 份", "已反馈 0 / 4", "已过期限")
	books := unpacked(t, p.get(regexp.MustCompile(`/handout\.zip\?id=\w+`).FindString(page), http.StatusOK))
	out := filepath.Join(t.TempDir(), "out")
	if s := runCommand(t, "export", "--by-unit", out, "--round", "2018Q1", "--reply-by", "2018-04-10", "--db", p.db); s.code != exitDone {
		t.Fatal(s.errors)
	}
	files, err := os.ReadDir(out)
	p.ok(err)
	if len(files) != len(books) {
		t.Errorf("%d workbooks, the command writes %d", len(books), len(files))
	}
	for _, f := range files {
		want, err := os.ReadFile(filepath.Join(out, f.Name()))
		p.ok(err)
		if !bytes.Equal(books[f.Name()], want) {
			t.Errorf("%s differs from what the command writes", f.Name())
		}
	}

	edu := filled(t, books["四川省教育厅.xlsx"], "开展培训", "一季度进展", "已开展一次")
	tech := filled(t, books["四川省科学技术厅.xlsx"], "完善制度", "完成状态", "完成")
	var archive bytes.Buffer
	z := zip.NewWriter(&archive)
	w, err := z.Create("返回/科技厅.xlsx")
	p.ok(err)
	_, err = w.Write(tech)
	p.ok(err)
	p.ok(z.Close())
	_, to = p.send("/collect", nil, []sent{{"教育厅.xlsx", edu}, {"返回.zip", archive.Bytes()}, {"别的.xlsx", []byte("no workbook")}, {"填报.docx", []byte("PK\x03\x04")}, {"填报.csv", []byte("状态\n已完成\n")}, {"照片.jpg", []byte("\xff\xd8\xff\xe0")}}, http.StatusOK)
	page = p.watch(to)
	p.holds(page, "教育厅.xlsx", "四川省教育厅", "返回.zip!/返回/科技厅.xlsx", "四川省科学技术厅", "别的.xlsx", "填报.docx", "填报.csv", "照片.jpg", "请返回下发的 .xlsx", "处理 1 项冲突")
	if n := strings.Count(page, "未收取"); n != 4 {
		t.Errorf("%d files are said not to be collected: %s", n, contentOf(page))
	}
	if strings.Contains(page, p.temp) {
		t.Errorf("the page speaks of what it should not: %s", contentOf(page))
	}
	p.holds(p.get("/rounds", http.StatusOK), "已反馈 2 / 4", "1 项冲突待处理")
	page = p.get("/conflicts", http.StatusOK)
	p.holds(page, "1 项待处理", "四川省科学技术厅", "完善制度", "返回.zip!/返回/科技厅.xlsx", "采用反馈", "保留现有", "已完成")
	id, seen := conflictOn(t, page)
	p.post("/who", url.Values{"who": {"赵强"}}, http.StatusOK)
	page, _ = p.post("/resolve", url.Values{"id": {id}, "seen": {seen}, "how": {"returned"}, "back": {"/conflicts?round=2018Q1"}}, http.StatusOK)
	p.holds(page, "已记下 1 项", "没有待处理的冲突", "采用反馈", "赵强")
	p.post("/who", url.Values{"who": {"李娜"}}, http.StatusOK)
	text, _ = p.post("/resolve", url.Values{"id": {id}, "seen": {seen}, "how": {"present"}}, http.StatusConflict)
	p.holds(text, "赵强", "先定为采用反馈", "未作改动")
	progress, err := p.s.Progress(t.Context(), 0)
	p.ok(err)
	got := map[string]string{}
	for _, x := range progress {
		got[x.Organ+" "+string(x.Field)] = x.Value + " " + x.Who
	}
	if got["四川省科学技术厅 status"] != "已完成 赵强" || !strings.HasPrefix(got["四川省教育厅 q1"], "已开展一次") {
		t.Errorf("what is known: %v", got)
	}
	p.post("/resolve", url.Values{"id": {id}, "seen": {seen}, "how": {"both"}}, http.StatusBadRequest)
	p.post("/resolve", url.Values{"id": {id}, "how": {"present"}}, http.StatusBadRequest)

	// The letters of a round: one as it is, several as an archive, of one unit, of a day.
	p.holds(p.get("/rounds", http.StatusOK), "交办单", "督办单", "情况通报", "销号清单")
	letters := unpacked(t, p.get("/letters?round=2018Q1&as-of=2018-07-15&within=30", http.StatusOK))
	for _, name := range []string{"交办单_四川省教育厅.docx", "督办单（红）_四川省教育厅.docx", "情况通报.docx", "短信.txt"} {
		if letters[name] == nil {
			t.Errorf("no %s among the letters", name)
		}
	}
	written := filepath.Join(t.TempDir(), "letters")
	if s := runCommand(t, "remind", "--round", "2018Q1", "--as-of", "2018-07-15", "-o", written, "--db", p.db); s.code != exitDone {
		t.Fatal(s.errors)
	}
	for name, data := range letters {
		if want, err := os.ReadFile(filepath.Join(written, name)); err != nil || !bytes.Equal(data, want) {
			t.Errorf("%s is not what the command writes: %v", name, err)
		}
	}
	if one := p.get("/letters?round=2018Q1&kind=chase&as-of=2018-07-15&organ="+url.QueryEscape("四川省教育厅"), http.StatusOK); !bytes.Equal([]byte(one), letters["督办单（红）_四川省教育厅.docx"]) {
		t.Error("the letter of one unit is another")
	}
	p.holds(p.get("/letters?round=2018Q1&kind=chase&as-of=2018-01-01&within=0", http.StatusNotFound), "没有可出的督办单")
	p.get("/letters?round=none", http.StatusNotFound)
	p.holds(p.get("/letters?round=2018Q1&as-of=7.15", http.StatusBadRequest), "统计日期")

	// One unit's sheet says what it was given and what it reported, and whose it can be.
	page = p.get("/unit?organ="+url.QueryEscape("四川省教育厅"), http.StatusOK)
	p.holds(page, "四川省教育厅", "牵头 1 项", "本单位文书（2018Q1）", "开展培训", "2018Q1", "一季度进展：已开展一次", "教育厅.xlsx", "2018年工作计划的通知")
	if text := contentOf(page); strings.Contains(text, "完善制度") || strings.Contains(page, `method="post"`) && strings.Contains(page, "/decide") {
		t.Errorf("the sheet of one unit has another's: %s", text)
	}
	p.holds(p.get("/rounds", http.StatusOK), "/unit?organ="+url.QueryEscape("四川省教育厅"))
	p.holds(p.get("/unit?organ=nobody", http.StatusNotFound), "没有任务写明由“nobody”承担")

	// Whom to ask is entered there, and a draft of a mail has the unit's letters and the workbook as it went out.
	p.holds(page, "登记联系人", "邮件草稿")
	text, _ = p.post("/contact", url.Values{"organ": {"四川省教育厅"}, "mail": {"不是邮箱"}}, http.StatusBadRequest)
	p.holds(text, "“不是邮箱”不是邮箱地址", "没有登记")
	p.post("/contact", url.Values{"mail": {"a@b.cn"}}, http.StatusBadRequest)
	page, _ = p.post("/contact", url.Values{"organ": {"四川省教育厅"}, "person": {"张三"}, "mail": {"zs@example.gov.cn"}}, http.StatusOK)
	p.holds(page, "联系人：张三", "zs@example.gov.cn")
	addressee, attached := draftOf(t, p.get("/letters?round=2018Q1&kind=mail&as-of=2018-07-15&organ="+url.QueryEscape("四川省教育厅"), http.StatusOK))
	if addressee.Name != "张三" || addressee.Address != "zs@example.gov.cn" || len(attached) != 3 || !bytes.Equal(attached["四川省教育厅.xlsx"], books["四川省教育厅.xlsx"]) ||
		!bytes.Equal(attached["督办单（红）_四川省教育厅.docx"], letters["督办单（红）_四川省教育厅.docx"]) || attached["交办单_四川省教育厅.docx"] == nil {
		t.Errorf("the draft is to %v, with %d files, or with others than went out", addressee, len(attached))
	}

	// Several at once: what another decided stays, the rest is done.
	again := filled(t, edu, "开展培训", "完成状态", "办了")
	_, to = p.send("/collect", nil, []sent{{"教育厅二.xlsx", again}}, http.StatusOK)
	p.watch(to)
	page = p.get("/conflicts", http.StatusOK)
	p.holds(page, "教育厅二.xlsx", "本文件全部保留现有（1 项）")
	second, seen2 := conflictOn(t, page)
	// What came back meanwhile is not what was shown: it is told, and stays.
	_, to = p.send("/collect", nil, []sent{{"教育厅三.xlsx", filled(t, edu, "开展培训", "完成状态", "已完成")}}, http.StatusOK)
	p.watch(to)
	text, _ = p.post("/resolve", url.Values{"id": {second}, "seen": {seen2}, "how": {"returned"}}, http.StatusConflict)
	p.holds(text, "的现值在您打开之后已变为“已完成”", "未作改动")
	now := regexp.MustCompile(`name="id" value="` + second + `"><input type="hidden" name="seen" value="(\w+)"`).FindStringSubmatch(p.get("/conflicts", http.StatusOK))
	if now == nil || now[1] == seen2 {
		t.Fatalf("the page shows the value of before: %v", now)
	}
	text, _ = p.post("/resolve", url.Values{"id": {id, second}, "seen": {seen, now[1]}, "how": {"present"}}, http.StatusConflict)
	p.holds(text, "先定为采用反馈", "其余 1 项已记下")
	p.holds(p.get("/conflicts", http.StatusOK), "没有待处理的冲突", "李娜")

	// A settled one is reopened for a reason, what was taken goes back, and that is undone where it stands.
	statusOf := func(organ string) string {
		t.Helper()
		all, err := p.s.Progress(t.Context(), 0)
		p.ok(err)
		for _, x := range all {
			if x.Organ == organ && x.Field == taizhang.Status {
				return x.Value
			}
		}
		return ""
	}
	p.post("/reopen", url.Values{"id": {id}, "why": {" "}}, http.StatusBadRequest)
	page, _ = p.post("/reopen", url.Values{"id": {id}, "why": {"单位来电更正"}, "back": {"/conflicts"}}, http.StatusOK)
	p.holds(page, "1 项待处理", "此前定为“采用反馈”，李娜 于", "重开：单位来电更正", "撤销重开")
	if got := statusOf("四川省科学技术厅"); got != "" {
		t.Errorf("reopened, what is known is still %q", got)
	}
	text, _ = p.post("/reopen", url.Values{"id": {id}, "why": {"再来"}}, http.StatusConflict)
	p.holds(text, "已先作了决定")
	text, _ = p.post("/resolve", url.Values{"id": {id}, "seen": {seen}, "how": {"present"}}, http.StatusConflict)
	p.holds(text, "重开（单位来电更正）", "未作改动")
	p.holds(p.get("/decisions", http.StatusOK), "重开冲突", "此前定为采用反馈，重新待定", "单位来电更正")
	page, _ = p.post("/undo", url.Values{"id": {regexp.MustCompile(`action="/undo" method="post"><input type="hidden" name="id" value="(\d+)"`).FindStringSubmatch(page)[1]}, "back": {"/conflicts"}}, http.StatusOK)
	p.holds(page, "没有待处理的冲突", "赵强")
	if got := statusOf("四川省科学技术厅"); got != "已完成" {
		t.Errorf("the reopening undone, what is known is %q", got)
	}

	// Taken away, the round is in no list, nor is what came back of it; put back, all is there.
	before := p.get("/rounds", http.StatusOK)
	page, _ = p.post("/away", url.Values{"what": {"round"}, "name": {"2018Q1"}, "why": {"试下发"}, "back": {"/removed"}}, http.StatusOK)
	p.holds(page, "下发轮次", "2018Q1", "试下发", "放回")
	p.holds(p.get("/rounds", http.StatusOK), "还没有下发过任务")
	p.holds(p.get("/conflicts", http.StatusOK), "没有待处理的冲突")
	p.post("/undo", url.Values{"id": {regexp.MustCompile(`name="id" value="(\d+)"`).FindStringSubmatch(page)[1]}, "back": {"/removed"}}, http.StatusOK)
	if contentOf(p.get("/rounds", http.StatusOK)) != contentOf(before) {
		t.Error("put back, the round is not what it was")
	}

	// What comes back of a closed round is not taken; with a second notice, the page asks of which a round is.
	page, _ = p.post("/round", url.Values{"round": {"2018Q1"}, "state": {"closed"}}, http.StatusOK)
	p.holds(page, "已结", "恢复收取")
	_, to = p.send("/collect", nil, []sent{{"教育厅四.xlsx", filled(t, edu, "开展培训", "备注", "晚了")}}, http.StatusOK)
	p.holds(p.watch(to), "该轮次已结")
	p.post("/round", url.Values{"round": {"2018Q1"}, "state": {"lost"}}, http.StatusBadRequest)
	_, to = p.send("/read", nil, []sent{{"plan2.txt", []byte(strings.Replace(strings.Replace(smallPlan, "〔2018〕1号", "〔2018〕2号", 1), "2018年工作计划", "2018年补充计划", 1))}}, http.StatusOK)
	p.watch(to)
	text, _ = p.send("/handout", url.Values{"round": {"2018Q2"}}, nil, http.StatusBadRequest)
	p.holds(text, "请选择本轮下发的")
	p.server.Close()
	p.leavesNothing()
}

// conflictOn is the first conflict on a page: its ID, and the digest of what is shown.
func conflictOn(t *testing.T, page string) (id, seen string) {
	t.Helper()
	m := regexp.MustCompile(`name="id" value="(\d+)"><input type="hidden" name="seen" value="(\w+)"`).FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no conflict: %s", contentOf(page))
	}
	return m[1], m[2]
}

// unpacked are the files of an archive, by name; each name must be marked as UTF-8.
func unpacked(t *testing.T, archive string) map[string][]byte {
	t.Helper()
	r, err := zip.NewReader(strings.NewReader(archive), int64(len(archive)))
	must(t, err)
	out := map[string][]byte{}
	for _, f := range r.File {
		if f.NonUTF8 || f.Flags&0x800 == 0 {
			t.Errorf("%s: the name is not marked as UTF-8", f.Name)
		}
		rc, err := f.Open()
		must(t, err)
		if out[f.Name], err = io.ReadAll(rc); err != nil {
			t.Fatal(err)
		}
		rc.Close()
	}
	return out
}
