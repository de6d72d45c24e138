package main

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/taizhang/taizhang/fixtures/postgres"
)

// client is a browser without a window: it keeps cookies.
type client struct {
	*testing.T
	*http.Client
	base string
}

func newClient(t *testing.T, address string) *client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &client{t, &http.Client{Jar: jar}, ""}
	c.base, _, _ = strings.Cut(address, "/?")
	if code, body := c.get(strings.TrimPrefix(address, c.base)); code != http.StatusOK {
		t.Fatalf("%d %s", code, body)
	}
	return c
}

func (c *client) ask(r *http.Request, err error) (int, string) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
	resp, err := c.Do(r)
	if err != nil {
		c.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		c.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

func (c *client) get(path string) (int, string) {
	c.Helper()
	return c.ask(http.NewRequest("GET", c.base+path, nil))
}

// post sends a form as a page of the server does.
func (c *client) post(path string, form url.Values) (int, string) {
	c.Helper()
	r, err := http.NewRequest("POST", c.base+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", c.base)
	return c.ask(r, err)
}

// hidden are the hidden fields of the first form on a page that has a field of that
// name and value.
func (c *client) hidden(page, name, value string) url.Values {
	c.Helper()
	for form := range strings.SplitSeq(page, "<form") {
		form, _, _ = strings.Cut(form, "</form>")
		fields := url.Values{}
		for input := range strings.SplitSeq(form, "<input ") {
			input, _, _ = strings.Cut(input, ">")
			if n, v := attribute(input, "name"), attribute(input, "value"); strings.Contains(input, `type="hidden"`) {
				fields.Set(n, v)
			}
		}
		if fields.Get(name) == value {
			return fields
		}
	}
	c.Fatalf("no form with %s=%s", name, value)
	return nil
}

// areas adds the text areas of a page to a form, as they stand.
func areas(page string, form url.Values) {
	for area := range strings.SplitSeq(page, "<textarea ") {
		if name := attribute(area, "name"); name == "text" || strings.HasPrefix(name, "unit.") {
			_, rest, _ := strings.Cut(area, ">")
			text, _, _ := strings.Cut(rest, "</textarea>")
			form.Set(name, unescape.Replace(text))
		}
	}
}

func attribute(tag, name string) string {
	_, rest, _ := strings.Cut(tag, name+`="`)
	value, _, _ := strings.Cut(rest, `"`)
	return unescape.Replace(value)
}

var unescape = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#34;", `"`, "&#39;", "'", "&#43;", "+", "&amp;", "&")

// TestPageRefuses: other hosts, other origins and those without the token see nothing and
// change nothing.
func TestPageRefuses(t *testing.T) {
	db := ingested(t, shippedNotice)
	s := serve(t, db)
	c := newClient(t, s.url)
	before := digestOf(t, db)
	_, page := c.get("/notice?key=" + shippedKey)
	dismiss := c.hidden(page, "action", "dismiss")
	port := s.base[strings.LastIndex(s.base, ":"):]
	request := func(method, path string, header ...string) (int, string) {
		r, err := http.NewRequest(method, s.base+path, strings.NewReader(dismiss.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for i := 0; i < len(header); i += 2 {
			if r.Header.Set(header[i], header[i+1]); header[i] == "Host" {
				r.Host = header[i+1]
			}
		}
		return c.ask(r, err)
	}
	for name, header := range map[string][]string{
		"another host":            {"Host", "evil.example" + port},
		"another port":            {"Host", "127.0.0.1:1"},
		"another origin":          {"Origin", "http://evil.example"},
		"another scheme":          {"Origin", strings.Replace(s.base, "http:", "https:", 1)},
		"an origin hidden":        {"Origin", "null"},
		"no origin":               {},
		"a page of another site":  {"Origin", s.base, "Sec-Fetch-Site", "cross-site"},
		"another port's page":     {"Origin", s.base, "Sec-Fetch-Site", "same-site"},
		"a frame of another site": {"Origin", s.base, "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"},
	} {
		for _, path := range []string{"/decide", "/undo"} {
			if code, body := request("POST", path, header...); code != http.StatusForbidden {
				t.Errorf("%s: %s: %d %.100s", name, path, code, body)
			}
		}
		if name == "no origin" {
			continue
		}
		if code, body := request("GET", "/tasks", header...); code != http.StatusForbidden || strings.Contains(body, "知识产权") {
			t.Errorf("%s: reading: %d %.100s", name, code, body)
		}
	}
	stranger := &client{t, &http.Client{}, s.base}
	for _, path := range []string{"/", "/notice?key=" + shippedKey, "/tasks.xlsx", "/static/style.css", "/?token=wrong", "/?token="} {
		if code, body := stranger.get(path); code != http.StatusForbidden || strings.Contains(body, "知识产权") {
			t.Errorf("without the token: %s: %d %.100s", path, code, body)
		}
	}
	if digestOf(t, db) != before || strings.Contains(decided(t, db), "finding") {
		t.Error("a refused request changed the database")
	}
	// The token leaves the address at once, and leads to this server alone.
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	_, token, _ := strings.Cut(s.url, "token=")
	for path, want := range map[string]string{"/?token=": "/", "/tasks?q=a&token=": "/tasks?q=a", "//evil.example/?token=": "/evil.example/"} {
		resp, err := c.Get(s.base + path + token)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if got := resp.Header.Get("Refresh"); got != "0; url="+want {
			t.Errorf("%s leads to %q, want %q", path, got, want)
		}
		if cookie := resp.Header.Get("Set-Cookie"); !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Strict") {
			t.Errorf("the cookie is %q", cookie)
		}
	}
	if code, _ := c.post("/decide", dismiss); code != http.StatusSeeOther {
		t.Errorf("what the page itself sends: %d", code)
	}
}

// TestTwoReviewers: what another decided meanwhile is not overwritten, and the second is
// told who it was.
func TestTwoReviewers(t *testing.T) {
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
	claim.Set("stretch", "4  制定公共数据管理办法  市司法局  2020.12  已完成")
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

// TestPageReadsOnly: with --read-only every request that would change something is refused.
func TestPageReadsOnly(t *testing.T) {
	db := ingested(t, shippedNotice)
	s := serve(t, db, "--read-only")
	c := newClient(t, s.url)
	for _, path := range []string{"/decide", "/undo"} {
		if code, body := c.post(path, url.Values{"id": {"1"}, "key": {"x"}, "action": {"dismiss"}}); code != http.StatusForbidden || !strings.Contains(body, "只读") {
			t.Errorf("%s: %d %.200s", path, code, body)
		}
	}
}

// TestPageOpensTheBrowser: the browser is led to the page, with its token, by a file that
// only its owner can read; a command line does not say it.
func TestPageOpensTheBrowser(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the browser is opened by xdg-open")
	}
	bin, temp := t.TempDir(), t.TempDir()
	said := filepath.Join(bin, "said")
	if err := os.WriteFile(filepath.Join(bin, "xdg-open"), []byte("#!/bin/sh\necho \"$@\" >"+said+".new && mv "+said+".new "+said+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
	t.Setenv("DISPLAY", ":0")
	t.Setenv("TMPDIR", temp)
	s := serve(t, ingested(t, shippedNotice), "--open")
	var path string
	for range 500 {
		if b, err := os.ReadFile(said); err == nil {
			path = strings.TrimSpace(string(b))
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	_, token, _ := strings.Cut(s.url, "token=")
	if path == "" || strings.Contains(path, token) {
		t.Fatalf("the browser is opened with %q", path)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v, %v", info.Mode(), err)
	}
	x := &tab{TB: t, base: s.base}
	var cancel context.CancelFunc
	x.ctx, cancel = context.WithTimeout(chromium(t), time.Minute)
	defer cancel()
	x.do(chromedp.Navigate("file://" + path))
	x.until(`location.href === "` + s.base + `/" && document.querySelector("main table")`)
	s.stop()
	if left, err := filepath.Glob(filepath.Join(temp, "taizhang-*")); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

// TestPageEnds: Ctrl-C ends the page after what was being decided is decided.
func TestPageEnds(t *testing.T) {
	db := ingested(t, shippedNotice)
	s := serve(t, db)
	c := newClient(t, s.url)
	_, page := c.get("/notice?key=" + shippedKey)
	if code, _ := c.post("/decide", c.hidden(page, "action", "dismiss")); code != http.StatusOK {
		t.Fatal(code)
	}
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Wait(); err != nil || !strings.Contains(s.said.String(), "what was decided is kept") {
		t.Errorf("%v: %s", err, s.said)
	}
	if !strings.Contains(decided(t, db), "applied") {
		t.Error("what was decided is gone")
	}
	digestOf(t, db) // whole
}

// TestPageEndsWhileHandingOut: Ctrl-C stops a hand-out, and nothing of it is left on the disk.
func TestPageEndsWhileHandingOut(t *testing.T) {
	db, temp := ingested(t, shippedNotice), t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("TMP", temp)
	s := serve(t, db)
	c := newClient(t, s.url)
	r, err := http.NewRequest("POST", c.base+"/handout", strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"round\"\r\n\r\n2017Q2\r\n--x--\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	r.Header.Set("Origin", c.base)
	answered := make(chan int, 1)
	go func() {
		code := 0 // the program may be gone before it answers
		if resp, err := c.Do(r); err == nil {
			code = resp.StatusCode
			resp.Body.Close()
		}
		answered <- code
	}()
	for begun := false; !begun; time.Sleep(time.Millisecond) { // until there is something of the archive
		left, err := filepath.Glob(filepath.Join(temp, "taizhang-*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range left {
			info, err := os.Stat(path)
			begun = begun || err == nil && info.Mode().IsRegular() && info.Size() > 0
		}
		select {
		case code := <-answered:
			t.Fatalf("answered at once: %d", code)
		default:
		}
	}
	s.stop()
	if code := <-answered; code == http.StatusOK {
		t.Error("it was handed out to its end")
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
	digestOf(t, db) // whole
}

// TestPageWithoutArguments: the program alone opens the page on the database in the
// documents folder, which it makes.
func TestPageWithoutArguments(t *testing.T) {
	home := t.TempDir()
	cmd := exec.Command("taizhang")
	cmd.Env = append(os.Environ(), "HOME="+home, "XDG_CONFIG_HOME="+home, "DISPLAY=", "WAYLAND_DISPLAY=")
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	defer cmd.Wait()
	defer cmd.Process.Kill()
	line := make([]byte, 200)
	n, _ := out.Read(line)
	c := newClient(t, strings.TrimSpace(string(line[:n])))
	if _, page := c.get("/"); !strings.Contains(page, "还没有通知") {
		t.Errorf("%s", page)
	}
	if _, err := os.Stat(home + "/Documents/" + defaultDB); err != nil {
		t.Error(err)
	}
}

// TestListenLocal: the page is served to this computer alone.
func TestListenLocal(t *testing.T) {
	for address, ok := range map[string]bool{"127.0.0.1:0": true, "[::1]:0": true, "localhost:0": true, "0.0.0.0:0": false, ":0": false, "192.0.2.1:80": false, "127.0.0.1": false} {
		ln, err := listenLocal(address)
		if (err == nil) != ok && !(address == "[::1]:0" && err != nil && exitOf(err) != exitUsage) { // a machine without IPv6
			t.Errorf("%s: %v", address, err)
		}
		if err == nil {
			ln.Close()
		}
	}
}
