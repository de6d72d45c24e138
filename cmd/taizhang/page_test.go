package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/textproto"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/taizhang/taizhang/review"
	"github.com/taizhang/taizhang/store"
)

// openedPage is the page on a database, and a browser that was let in.
type openedPage struct {
	t      *testing.T
	db     string
	s      *store.Store
	server *review.Server
	url    string
	temp   string // the temporary folder
	client *http.Client
}

// openPage serves the page on a database; change changes its options.
func openPage(t *testing.T, db string, change func(*review.Options)) *openedPage {
	t.Helper()
	p := &openedPage{t: t, db: db, temp: t.TempDir()}
	t.Setenv("TMPDIR", p.temp)
	t.Setenv("TMP", p.temp)
	f := &flags{e: &environ{now: time.Now, stdout: io.Discard, stderr: io.Discard}, db: db}
	opt := review.Options{Samples: samples(), Token: "secret", Who: "王芳", Now: time.Now}
	if change != nil {
		change(&opt)
	}
	o, err := f.setup().Open(t.Context(), access(opt.ReadOnly))
	must(t, err)
	p.s = o.Store
	t.Cleanup(func() { p.s.Close() })
	ts := httptest.NewUnstartedServer(nil)
	opt.Host = ts.Listener.Addr().String()
	p.server = review.New(o, opt)
	ts.Config.Handler = p.server
	ts.Start()
	t.Cleanup(ts.Close)
	t.Cleanup(p.server.Close)
	p.url = ts.URL
	jar, err := cookiejar.New(nil)
	must(t, err)
	p.client = &http.Client{Jar: jar}
	p.get("/?token=secret", http.StatusOK)
	return p
}

func (p *openedPage) do(method, at, media string, body io.Reader, want int) (text, to string) {
	p.t.Helper()
	req, err := http.NewRequestWithContext(p.t.Context(), method, p.url+at, body)
	if err != nil {
		p.t.Fatal(err)
	}
	req.Header.Set("Content-Type", media)
	req.Header.Set("Origin", p.url)
	resp, err := p.client.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	if resp.StatusCode != want {
		p.t.Fatalf("%s %s: status %d, want %d: %s", method, at, resp.StatusCode, want, contentOf(string(b)))
	}
	return string(b), resp.Request.URL.RequestURI()
}

// mainPart is the content of a page.
var mainPart = regexp.MustCompile(`(?s)<main.*</main>`)

func contentOf(page string) string { return mainPart.FindString(page) }

func (p *openedPage) get(at string, want int) string {
	p.t.Helper()
	text, _ := p.do(http.MethodGet, at, "", nil, want)
	return text
}

func (p *openedPage) post(at string, form url.Values, want int) (text, to string) {
	p.t.Helper()
	return p.do(http.MethodPost, at, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()), want)
}

// sent is a file as a browser sends it.
type sent struct {
	name string
	data []byte
}

// send sends a form with files.
func (p *openedPage) send(at string, fields url.Values, files []sent, want int) (text, to string) {
	p.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name := range fields {
		p.ok(w.WriteField(name, fields.Get(name)))
	}
	for _, f := range files {
		part, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="file"; filename="` + f.name + `"`}, "Content-Type": {"application/octet-stream"}})
		p.ok(err)
		_, err = part.Write(f.data)
		p.ok(err)
	}
	p.ok(w.Close())
	return p.do(http.MethodPost, at, w.FormDataContentType(), &b, want)
}

// refusedAfter fails unless a form over its bound can be sent to its end and is refused then:
// a browser that is cut off while it sends shows no answer.
func (p *openedPage) refusedAfter(at string, bytes int) {
	p.t.Helper()
	u, err := url.Parse(p.url)
	p.ok(err)
	c, err := net.Dial("tcp", u.Host)
	p.ok(err)
	defer c.Close()
	_, err = fmt.Fprintf(c, "POST %s HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nCookie: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n",
		at, u.Host, p.url, p.client.Jar.Cookies(u)[0], bytes)
	p.ok(err)
	if n, err := io.Copy(c, strings.NewReader(strings.Repeat("x", bytes))); err != nil {
		p.t.Fatalf("%s: cut off after %d of %d bytes: %v", at, n, bytes, err)
	}
	resp, err := http.ReadResponse(bufio.NewReader(c), nil)
	p.ok(err)
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusRequestEntityTooLarge {
		p.t.Errorf("%s: status %d", at, resp.StatusCode)
	}
}

func (p *openedPage) ok(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// watch follows a job until it ends, and returns its page.
func (p *openedPage) watch(at string) string {
	p.t.Helper()
	page := ""
	if !waits(p.t, func() bool {
		page = p.get(at, http.StatusOK)
		live := strings.Contains(page, "data-live")
		if live && !strings.Contains(page, `<noscript><meta http-equiv="refresh"`) {
			p.t.Fatal("without the script the page of a job stays as it is")
		}
		return !live
	}) {
		p.t.Fatal("the job does not end")
	}
	return page
}

// holds fails unless a page says something.
func (p *openedPage) holds(page string, want ...string) {
	p.t.Helper()
	for _, w := range want {
		if !strings.Contains(page, w) {
			p.t.Errorf("the page does not say %q: %s", w, contentOf(page))
		}
	}
}

// leavesNothing fails when files were left in the temporary folder.
func (p *openedPage) leavesNothing() {
	p.t.Helper()
	var left []os.DirEntry
	if !waits(p.t, func() bool { // the job's page may be sent a moment before its files are gone
		var err error
		if left, err = os.ReadDir(p.temp); err != nil {
			p.t.Fatal(err)
		}
		return len(left) == 0
	}) {
		p.t.Errorf("left in the temporary folder: %v", left)
	}
}

func shippedBytes(t *testing.T) []byte {
	t.Helper()
	b, err := os.ReadFile("../../seeds/notices/sichuan-2017-ip-plan.txt")
	must(t, err)
	return b
}

const smallPlan = `四川省工作领导小组关于印发2018年工作计划的通知

川工领〔2018〕1号

一、重点任务

1.开展培训，6月底前完成。（教育厅牵头，财政厅配合）

2.完善制度。（科技厅负责）
`
