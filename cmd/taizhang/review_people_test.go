package main

import (
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/fixtures/postgres"
)

// TestTwoReviewers: what another decided meanwhile is not overwritten, and the second is
// told who it was.
func TestTwoReviewers(t *testing.T) {
	t.Parallel()
	for name, db := range map[string]string{"SQLite": filepath.Join(t.TempDir(), "a.db"), "PostgreSQL": postgres.Shared(t).Database(t)} {
		t.Run(name, func(t *testing.T) { twoReviewers(t, db) })
	}
}

func twoReviewers(t *testing.T, db string) {
	if out, err := exec.Command("taizhang", "ingest", "--db", db, shippedNotice).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	first, second := newClient(t, serve(t, db).url), newClient(t, serve(t, db).url) // two programs on one database
	first.post("/who", url.Values{"who": {"甲"}, "back": {"/"}})
	second.post("/who", url.Values{"who": {"乙"}, "back": {"/"}})
	uid := taskUID(t, db, "schedule/t1/r33")
	_, form := first.get("/form?key=" + shippedKey + "&task=" + uid)
	edit := first.hidden(form, "action", "task")
	areas(form, edit)
	edit.Set("text", "改过的任务。")
	if code, body := first.post("/decide", edit); code != http.StatusOK { // after it was led back
		t.Fatalf("the first: %d %s", code, body)
	}
	edit.Set("text", "另改的任务。")
	code, body := second.post("/decide", edit)
	if code != http.StatusConflict || !strings.Contains(body, "甲") || !strings.Contains(body, "没有记下") {
		t.Errorf("the second: %d %.2000s", code, body)
	}
	if got := exported(t, db); !strings.Contains(got, "改过的任务。") || strings.Contains(got, "另改的任务。") {
		t.Error("the first decision did not stay")
	}
	// The same for a doubt about a unit, and for a finding that both dismiss.
	_, page := first.get("/notice?key=" + shippedKey)
	for action, more := range map[string]url.Values{"unit": {"unit": {"四川省知识产权局"}}, "dismiss": {}} {
		form := first.hidden(page, "action", action)
		for k, v := range more {
			form[k] = v
		}
		if code, body := first.post("/decide", form); code != http.StatusOK {
			t.Errorf("%s: the first: %d %s", action, code, body)
		}
		if code, body := second.post("/decide", form); code != http.StatusConflict || !strings.Contains(body, "甲") {
			t.Errorf("%s: the second: %d %.2000s", action, code, body)
		}
	}
	// What one decided, the other sees, and can take back.
	_, page = second.get("/decisions")
	if !strings.Contains(page, "改过的任务。") {
		t.Error("the second does not see what the first decided")
	}
	undo := second.hidden(page, "id", "3")
	if code, _ := second.post("/undo", undo); code != http.StatusOK {
		t.Errorf("undo: %d", code)
	}
	if code, body := first.post("/undo", undo); code == http.StatusOK || !strings.Contains(body, "未完成") {
		t.Errorf("undone twice: %d %.300s", code, body)
	}
}

// TestPageWithoutScript: what a browser without JavaScript is sent does the same.
func TestPageWithoutScript(t *testing.T) {
	t.Parallel()
	db := ingested(t, shippedNotice, "../../fixtures/review/left-over.txt")
	c := newClient(t, serve(t, db).url)
	uid := taskUID(t, db, "schedule/t1/r33")
	code, page := c.get("/task/" + uid + "?edit=1")
	if code != http.StatusOK || strings.Count(page, "<textarea name=\"text\"") != 1 {
		t.Fatalf("%d, no form", code)
	}
	edit := c.hidden(page, "action", "task")
	areas(page, edit)
	if code, page := c.post("/decide", edit); code != http.StatusBadRequest || !strings.Contains(page, "没有改动") {
		t.Errorf("nothing changed: %d %.300s", code, page)
	}
	edit.Set("time.new", "2017年10月15日前")
	if code, page := c.post("/decide", edit); code != http.StatusOK || !strings.Contains(page, "已记下决定 1") || !strings.Contains(page, "2017-10-15") {
		t.Errorf("a date more: %d", code)
	}
	_, page = c.get("/queue?kind=unclaimed")
	claim := c.hidden(page, "action", "claim")
	claim.Set("stretch", "制定公共数据管理办法  市司法局  2020.12  已完成")
	claim.Set("text", "制定别的办法")
	claim.Set("as", "item")
	if code, page := c.post("/decide", claim); code != http.StatusBadRequest || !strings.Contains(page, "原样选取") {
		t.Errorf("other words: %d %.300s", code, page)
	}
	claim.Set("text", "制定公共数据管理办法")
	if code, _ := c.post("/decide", claim); code != http.StatusOK || !strings.Contains(exported(t, db), "制定公共数据管理办法") {
		t.Errorf("a task that was missed: %d", code)
	}
	_, page = c.get("/queue?kind=overlap")
	link := c.hidden(page, "action", "link")
	_, rest, _ := strings.Cut(page, `name="pair" value="`)
	pair, _, _ := strings.Cut(rest, `"`)
	link.Set("pair", strings.TrimSuffix(pair, "1")+"0")
	before := strings.Count(page, `value="link"`)
	if _, page := c.post("/decide", link); strings.Count(page, `value="link"`) != before-1 {
		t.Errorf("of %d links %d are left", before, strings.Count(page, `value="link"`))
	}
	for path, want := range map[string]int{"/notice?key=none": 404, "/task/none": 404, "/none": 404, "/tasks?from=-3": 200, "/tasks?from=99999": 200, "/queue?kind=none": 200, "/form?key=none": 404} {
		if code, page := c.get(path); code != want {
			t.Errorf("%s: %d, want %d: %.200s", path, code, want, page)
		}
	}
}
