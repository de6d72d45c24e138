package main

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
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
	must(t, err)
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
