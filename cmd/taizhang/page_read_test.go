package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/fixtures/generate"
	"github.com/taizhang/taizhang/review"
)

// TestPageReads: what is dropped on the page is read as ingest reads it, under the names
// it has where it comes from; what can't be read is said in Chinese, and the rest is read.
func TestPageReads(t *testing.T) {
	p := openPage(t, filepath.Join(t.TempDir(), "a.db"), nil)
	p.holds(p.get("/", http.StatusOK), `action="/read"`, `enctype="multipart/form-data"`, "webkitdirectory")
	_, to := p.send("/read", url.Values{"year": {""}}, []sent{
		{"notice.txt", shippedBytes(t)},
		{"2018/通知.txt", []byte(smallPlan)},
		{"2018/附件1：安排.txt", []byte("附件1\n\n一、另一任务\n\n1.修订办法。（财政厅负责）\n")},
		{"坏.zip", []byte("PK\x03\x04 broken")},
		{"坏的.bin", []byte("\x01\x00\x02\x00\x03")},
		{".DS_Store", []byte("x")},
	}, http.StatusOK)
	page := p.watch(to)
	p.holds(page, "已完成", "notice.txt", "2018/通知.txt", "坏.zip", "坏的.bin", "文件已损坏", "不是能读的文件", "新读入 <b>2</b>", "未读入 <b>2</b>", "王芳")
	if strings.Contains(page, "DS_Store") || strings.Contains(page, p.temp) {
		t.Errorf("the page speaks of what it should not: %s", contentOf(page))
	}
	names := map[string]int{}
	notices, err := p.s.Current(t.Context())
	p.ok(err)
	for _, n := range notices {
		l, _, err := p.s.Load(t.Context(), n.Key)
		p.ok(err)
		names[l.Doc.Source.Name] = len(l.Tasks())
		for _, part := range l.Parts {
			names[part.Source] = len(l.Tasks())
		}
		p.holds(page, url.QueryEscape(n.Key))
		p.get("/notice?key="+url.QueryEscape(n.Key), http.StatusOK)
	}
	if names["notice.txt"] != 156 || names["2018/通知.txt"] != 3 || names["2018/附件1：安排.txt"] != 3 {
		t.Errorf("tasks by source: %v", names)
	}
	runs, err := p.s.Runs(t.Context())
	p.ok(err)
	if len(runs) != 1 || runs[0].Who != "王芳" || runs[0].Finished == "" || runs[0].Failed != 2 {
		t.Errorf("the run is recorded as %+v", runs)
	}

	// The same again is nothing new; read again on demand.
	_, to = p.send("/read", nil, []sent{{"notice.txt", shippedBytes(t)}, {"坏的.bin", []byte("\x01\x00\x02\x00\x03")}}, http.StatusOK)
	p.holds(p.watch(to), "此前已读入，未变 <b>1</b>", "与上次相同")
	_, to = p.send("/read", url.Values{"force": {"1"}}, []sent{{"notice.txt", shippedBytes(t)}}, http.StatusOK)
	p.holds(p.watch(to), "用时")
	p.holds(p.get("/jobs", http.StatusOK), "坏的.bin", "原文件不在手边", "已完成")
	page, _ = p.post("/away", url.Values{"what": {"file"}, "name": {regexp.MustCompile(`name="name" value="([^"]*坏的.bin)"`).FindStringSubmatch(p.get("/jobs", http.StatusOK))[1]}, "back": {"/removed"}}, http.StatusOK)
	p.holds(page, "未能读入的文件", "坏的.bin", "放回")
	if strings.Contains(p.get("/jobs", http.StatusOK), "坏的.bin</b>") {
		t.Error("the file was taken away, and is listed as failed")
	}
	p.post("/undo", url.Values{"id": {regexp.MustCompile(`name="id" value="(\d+)"`).FindStringSubmatch(page)[1]}}, http.StatusOK)
	p.holds(p.get("/jobs", http.StatusOK), "坏的.bin", "原文件不在手边")
	p.leavesNothing()

	// One notice of all files, of a year that is said.
	_, to = p.send("/read", url.Values{"as-one": {"1"}, "year": {"2019"}}, []sent{
		{"甲.txt", []byte(strings.ReplaceAll(smallPlan, "2018", ""))}, {"乙.txt", []byte("一、又一任务\n\n1.修订细则。（财政厅负责）\n")}}, http.StatusOK)
	p.holds(p.watch(to), "新读入 <b>1</b>")
	text, _ := p.send("/read", url.Values{"year": {"去年"}}, []sent{{"甲.txt", []byte(smallPlan)}}, http.StatusBadRequest)
	p.holds(text, "四位数字")
	p.leavesNothing()
}

// TestPageReadsAgain: what failed where it lies is read again from there when it was
// mended; what was uploaded, or became another file of that name, is not.
func TestPageReadsAgain(t *testing.T) {
	dir := t.TempDir()
	db, bad := filepath.Join(dir, "a.db"), filepath.Join(dir, "坏.txt")
	must(t, os.WriteFile(bad, []byte("无"), 0o600))
	if s := runCommand(t, "ingest", bad, "--db", db); s.code == exitDone {
		t.Fatal("it was read")
	}
	p := openPage(t, db, nil)
	_, to := p.send("/read", nil, []sent{{"page_test.go", []byte("无")}}, http.StatusOK) // there is a file of that name here
	p.watch(to)
	page := p.get("/jobs", http.StatusOK)
	p.holds(page, "全部再读一次（1 个）", "原文件不在手边")
	text, _ := p.post("/retry", url.Values{"name": {"page_test.go"}}, http.StatusConflict)
	p.holds(text, "不在原处")
	p.ok(os.WriteFile(bad, []byte(smallPlan), 0o600))
	_, to = p.post("/retry", url.Values{"name": {bad}}, http.StatusOK)
	p.holds(p.watch(to), "新读入 <b>1</b>", bad)
	if failed, err := p.s.FailedSources(t.Context()); err != nil || len(failed) != 1 || failed[0].Name != "page_test.go" {
		t.Errorf("failed are %+v, %v", failed, err)
	}
}

// TestPageRefusesFiles: names that lead elsewhere, too much at once, and all of it where the
// page is for reading only; nothing stays on the disk.
func TestPageRefusesFiles(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "a.db")
	p := openPage(t, db, func(o *review.Options) { o.UploadBytes, o.UploadFiles = 64<<10, 5 })
	for _, name := range []string{"../a.txt", "a/../../b.txt", "/etc/a.txt", `..\a.txt`, `C:\a.txt`, `\\server\share\a.txt`, "CON.txt", "2017/nul", "COM1.docx", "a\u0085.txt", "..", ".", strings.Repeat("长", 99) + ".txt"} {
		text, _ := p.send("/read", nil, []sent{{"好.txt", []byte(smallPlan)}, {name, []byte(smallPlan)}}, http.StatusBadRequest)
		p.holds(text, "不能使用")
	}
	text, _ := p.send("/read", nil, []sent{{"a.txt", make([]byte, 65<<10)}}, http.StatusRequestEntityTooLarge)
	p.holds(text, "超过 64 KB")
	p.refusedAfter("/read", 64<<20)
	body, w := io.Pipe() // of a length that is not said
	go func() { w.CloseWithError(io.ErrUnexpectedEOF) }()
	if _, err := p.client.Post(p.url+"/read", "multipart/form-data; boundary=x", body); err == nil {
		t.Error("a form that breaks off is answered as if it were whole")
	}
	unsaid := io.MultiReader(strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n"), bytes.NewReader(make([]byte, 70<<10)))
	text, _ = p.do(http.MethodPost, "/read", "multipart/form-data; boundary=x", unsaid, http.StatusRequestEntityTooLarge)
	p.holds(text, "超过 64 KB")
	var many []sent
	for i := range 6 {
		many = append(many, sent{fmt.Sprintf("%d.txt", i), []byte("x")})
	}
	text, _ = p.send("/read", nil, many, http.StatusRequestEntityTooLarge)
	p.holds(text, "超过 5 个")
	text, _ = p.send("/read", nil, nil, http.StatusBadRequest)
	p.holds(text, "请选择文件")
	if n, err := p.s.Notices(t.Context()); err != nil || len(n) > 0 {
		t.Errorf("%v was read, %v", n, err)
	}

	// Two files of one name are both kept.
	_, to := p.send("/read", nil, []sent{{"a.txt", []byte(smallPlan)}, {"a.txt", []byte(smallNotice(1))}}, http.StatusOK)
	p.holds(p.watch(to), "a.txt", "a(2).txt", "新读入 <b>2</b>")
	p.leavesNothing()
	p.s.Close()

	// More of a name, or in a field, than can be kept is refused, not cut.
	p = openPage(t, filepath.Join(dir, "b.db"), nil)
	same := slices.Repeat([]sent{{"a.txt", []byte("x")}}, 1000)
	text, _ = p.send("/read", nil, same, http.StatusRequestEntityTooLarge)
	p.holds(text, "名为“a.txt”的文件超过 999 个")
	long := url.Values{"unit": {strings.Repeat("x", 5<<20)}}
	text, _ = p.send("/read", long, many[:1], http.StatusRequestEntityTooLarge)
	p.holds(text, "所填内容超过 4 MB")
	text, _ = p.post("/retry", long, http.StatusRequestEntityTooLarge)
	p.refusedAfter("/retry", 64<<20)
	p.holds(text, "所填内容超过 4 MB")
	p.leavesNothing()
	p.s.Close()

	p = openPage(t, db, func(o *review.Options) { o.ReadOnly = true })
	for _, at := range []string{"/read", "/collect", "/handout"} {
		text, _ := p.send(at, nil, []sent{{"b.txt", []byte(smallPlan)}}, http.StatusForbidden)
		p.holds(text, "只读")
	}
	text, _ = p.send("/who", url.Values{"who": {"甲"}}, []sent{{"b.txt", make([]byte, 5<<20)}}, http.StatusOK) // its fields come in no such form
	if strings.Contains(text, `value="甲"`) {
		t.Error("a form with files is read where none are asked for")
	}
	for _, at := range []string{"/retry", "/stop", "/resolve"} {
		p.post(at, url.Values{"id": {"1"}, "how": {"present"}}, http.StatusForbidden)
	}
	if page := p.get("/", http.StatusOK) + p.get("/rounds", http.StatusOK); strings.Contains(page, `action="/read"`) || strings.Contains(page, `action="/handout"`) {
		t.Error("a page for reading only asks for files")
	}
	p.leavesNothing()
}

// TestPageStopsReading: a reading that the server's end cuts short leaves what is stored, and
// nothing on the disk or running; a reading in turn does not begin.
func TestPageStopsReading(t *testing.T) {
	p := openPage(t, filepath.Join(t.TempDir(), "a.db"), nil)
	var many []sent
	for i := range 300 {
		name, data := generate.Notice(i, generate.Options{Seed: 7})
		many = append(many, sent{name, data})
	}
	_, first := p.send("/read", nil, many, http.StatusOK)
	_, second := p.send("/read", nil, many[:1], http.StatusOK)
	p.holds(p.get(second, http.StatusOK), "等待前一项完成")
	p.post("/stop", url.Values{"id": {strings.TrimPrefix(second, "/job?id=")}}, http.StatusOK)
	p.holds(p.watch(second), "已停止")
	waits(t, func() bool { n, err := p.s.Current(t.Context()); return err == nil && len(n) > 0 }) // until something is stored
	p.server.Close()
	p.holds(p.get(first, http.StatusOK), "已停止")
	p.leavesNothing()
	text, _ := p.send("/read", nil, many[:1], http.StatusServiceUnavailable)
	p.holds(text, "正在退出")
	notices, err := p.s.Current(t.Context())
	p.ok(err)
	if len(notices) == 0 || len(notices) == 300 {
		t.Errorf("%d notices are stored", len(notices))
	}
	p.s.Close()
	digestOf(t, p.db)
}

// TestPageExports: the same bytes as the command's.
func TestPageExports(t *testing.T) {
	p := openPage(t, filepath.Join(t.TempDir(), "a.db"), nil)
	p.get("/export?format=xlsx", http.StatusNotFound) // there is nothing yet
	_, to := p.send("/read", nil, []sent{{"notice.txt", shippedBytes(t)}}, http.StatusOK)
	p.watch(to)
	for format := range export.Formats {
		out := filepath.Join(t.TempDir(), "out."+format)
		got := p.get("/export?format="+format, http.StatusOK)
		if s := runCommand(t, "export", "--db", p.db, "-o", out); s.code != exitDone {
			t.Fatal(s.errors)
		}
		want, err := os.ReadFile(out)
		p.ok(err)
		if got != string(want) {
			t.Errorf("%s: %d bytes, the command writes %d", format, len(got), len(want))
		}
	}
	p.get("/export?format=exe", http.StatusBadRequest)
	p.leavesNothing()
}
