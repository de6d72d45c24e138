package main

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

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
		must(t, err)
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
