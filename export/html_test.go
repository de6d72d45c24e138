package export

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

func html(t testing.TB, src Source) string {
	t.Helper()
	var b bytes.Buffer
	must(t, HTML(&b, src))
	return b.String()
}

// elements reads a page as strictly as XML, which ours is but for its void elements.
func elements(t *testing.T, page string, each func(xml.StartElement), text func(string)) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(regexp.MustCompile(`<meta [^>]*`).ReplaceAllString(page, "$0/")))
	for {
		switch token, err := d.Token(); {
		case err == io.EOF:
			return
		case err != nil:
			t.Fatal(err)
		default:
			switch e := token.(type) {
			case xml.StartElement:
				each(e)
			case xml.CharData:
				text(string(e))
			}
		}
	}
}

// The page needs nothing beside it and runs nothing, whatever the notice says.
func TestHTML(t *testing.T) {
	several := append(inputs(), Input{Ledger: seedLike()}, Input{Ledger: &taizhang.Ledger{}})
	for name, in := range map[string]Inputs{"one": inputs(), "several": several, "none": {}} {
		page := html(t, in)
		if page != html(t, in) {
			t.Errorf("%s: another run gives other bytes", name)
		}
		ids, links, level := map[string]bool{}, []string{}, 0
		var all strings.Builder
		elements(t, page, func(e xml.StartElement) {
			if !slices.Contains(strings.Fields("html head meta title style body a nav ul li main article h1 h2 h3 h4 h5 h6 dl dt dd p table caption thead tbody tr th td div span time"), e.Name.Local) {
				t.Errorf("%s: an element %s", name, e.Name.Local)
			}
			if h := e.Name.Local; len(h) == 2 && h[0] == 'h' {
				n := int(h[1] - '0')
				if n > level+1 || n == 1 && level > 0 {
					t.Errorf("%s: h%d after h%d", name, n, level)
				}
				level = n
			}
			for _, a := range e.Attr {
				switch a.Name.Local {
				case "id":
					if ids[a.Value] {
						t.Errorf("%s: two elements are %s", name, a.Value)
					}
					ids[a.Value] = true
				case "href":
					links = append(links, a.Value)
				case "src", "style", "srcset", "action", "data":
					t.Errorf("%s: %s has %s", name, e.Name.Local, a.Name.Local)
				}
				if strings.HasPrefix(a.Name.Local, "on") {
					t.Errorf("%s: %s has %s", name, e.Name.Local, a.Name.Local)
				}
				if e.Name.Local == "th" && a.Name.Local == "scope" && a.Value != "col" && a.Value != "row" {
					t.Errorf("%s: scope %s", name, a.Value)
				}
			}
			if e.Name.Local == "th" && !slices.ContainsFunc(e.Attr, func(a xml.Attr) bool { return a.Name.Local == "scope" }) {
				t.Errorf("%s: a header of no column or row", name)
			}
		}, func(s string) { all.WriteString(s) })
		for _, l := range links {
			if !strings.HasPrefix(l, "#") || !ids[l[1:]] {
				t.Errorf("%s: a link to %s", name, l)
			}
		}
		for _, want := range []string{`<html lang="zh-CN">`, `content="default-src 'none'; style-src 'unsafe-inline'"`, `<meta name="viewport"`} {
			if !strings.Contains(page, want) {
				t.Errorf("%s lacks %s", name, want)
			}
		}
		if strings.Contains(page, "url(") || strings.Contains(page, "@import") {
			t.Errorf("%s: the style needs another file", name)
		}
		for i := range in {
			for _, task := range in[i].Ledger.Tasks() {
				for _, s := range []string{task.Text, task.Result} {
					if s = visible(strings.ReplaceAll(s, "\r", "")); !strings.Contains(all.String(), s) {
						t.Errorf("%s: %.60q is not on the page", name, s)
					}
				}
			}
		}
	}
	page := html(t, inputs())
	for _, want := range []string{"&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;", `<time class="note" datetime="2017-06-30">2017-06-30</time>`, "某省新闻出版广电局", "单位名称疑有误"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for i := range 20 { // each task can be led to
		id := fmt.Sprintf(`id="n1-i%d"`, i+1)
		if i >= 12 {
			id = fmt.Sprintf(`id="n1-r%d"`, i-11)
		}
		if strings.Count(page, id) != 1 {
			t.Errorf("%d elements have %s", strings.Count(page, id), id)
		}
	}
}

// Every colour of a text stands out from what may be behind it: 4.5 to 1, WCAG AA.
func TestContrast(t *testing.T) {
	css, err := pageFiles.ReadFile("page.css")
	must(t, err)
	luminance := func(hex string) float64 {
		if len(hex) == 3 {
			hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
		}
		sum := 0.0
		for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
			n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
			must(t, err)
			c := float64(n) / 255
			if c <= 0.04045 {
				c /= 12.92
			} else {
				c = math.Pow((c+0.055)/1.055, 2.4)
			}
			sum += weight * c
		}
		return sum
	}
	texts := regexp.MustCompile(`[ {]color: #([0-9a-f]{3,6})\b`).FindAllStringSubmatch(string(css), -1)
	grounds := regexp.MustCompile(`background: #([0-9a-f]{3,6})\b`).FindAllStringSubmatch(string(css), -1)
	if len(texts) < 3 || len(grounds) < 3 {
		t.Fatalf("%d colours on %d", len(texts), len(grounds))
	}
	for _, a := range texts {
		for _, b := range grounds {
			if ratio := (luminance(b[1]) + 0.05) / (luminance(a[1]) + 0.05); ratio < 4.5 {
				t.Errorf("#%s on #%s: %.1f to 1", a[1], b[1], ratio)
			}
		}
	}
}
