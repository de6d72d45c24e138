package reader

import (
	"encoding/json"
	"html"
	"strconv"
	"strings"
	"unicode"

	"github.com/PuerkitoBio/goquery"

	"github.com/taizhang/taizhang"
)

// htmlArticle is an article that a page shows by script, from data in a <script>,
// or that stands in a <noscript>, <template> or <textarea>.
type htmlArticle struct {
	title, body string // body is HTML
	chinese     int    // characters in it
	where       string // the element
}

const (
	articleLeast = 80      // Chinese characters of an article in data
	articleShare = 2       // how many times as much it has as the page shows
	articleMost  = 8 << 20 // bytes of the data of one element
)

// articleInScript returns the longest article that the page holds out of sight.
func articleInScript(page *goquery.Document) (best *htmlArticle) {
	page.Find("script,noscript,template,textarea").Each(func(_ int, s *goquery.Selection) {
		var one *htmlArticle
		switch name := goquery.NodeName(s); {
		case name == "script":
			if text := s.Text(); len(text) <= articleMost {
				one = articleInData(text)
			}
		case name == "textarea":
			one = &htmlArticle{body: s.Text(), where: "<textarea>"}
		case name == "noscript":
			one = &htmlArticle{body: s.Text(), where: "<" + name + ">"} // the parser keeps its markup as text
			if s.Children().Length() > 0 {
				one.body, _ = s.Html()
			}
		default:
			body, _ := s.Html()
			one = &htmlArticle{body: body, where: "<" + name + ">"}
		}
		if one == nil {
			return
		}
		if one.chinese == 0 {
			one.chinese = chineseIn(markup.ReplaceAllString(one.body, ""))
		}
		if one.chinese >= articleLeast && (best == nil || one.chinese > best.chinese) {
			best = one
		}
	})
	return best
}

var (
	markup = taizhang.NewPattern(`<[^>]+>`)
	// A string of JavaScript or JSON that is long enough, behind the name of what it is.
	dataString = taizhang.NewPattern("(?s)\"((?:[^\"\\\\]|\\\\.)*)\"|'((?:[^'\\\\\\n]|\\\\.)*)'|`((?:[^`\\\\]|\\\\.)*)`")
	titleKey   = taizhang.NewPattern(`(?i)["']?\b(?:doc|article|info|news|page|content)?_?(?:title|headline|biaoti|bt)["']?\s*[:=]\s*$`)
)

// articleInData finds the longest text among the strings of a script, and the
// string nearest to it that is named a title.
func articleInData(script string) *htmlArticle {
	best, at := &htmlArticle{where: "<script>"}, -1
	type title struct {
		text string
		at   int
	}
	var titles []title
	for _, m := range dataString.FindAllStringSubmatchIndex(script, -1) {
		for g := 2; g < len(m); g += 2 {
			if m[g] < 0 {
				continue
			}
			raw := script[m[g]:m[g+1]]
			if len(raw) < 600 && titleKey.MatchString(script[max(0, m[0]-40):m[0]]) {
				titles = append(titles, title{unquoted(raw), m[0]})
				continue
			}
			if len(raw) < 3*articleLeast {
				continue
			}
			body := unquoted(raw)
			if n := chineseIn(markup.ReplaceAllString(body, "")); n > best.chinese {
				best.body, best.chinese, at = body, n, m[0]
			}
		}
	}
	if at < 0 {
		return nil
	}
	near := -1
	for _, t := range titles {
		if d := max(t.at-at, at-t.at); near < 0 || d < near {
			best.title, near = t.text, d
		}
	}
	return best
}

var jsEscape = taizhang.NewPattern(`\\(?:u[0-9a-fA-F]{4}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?|x[0-9a-fA-F]{2}|\n|.)`)

// unquoted undoes the escapes of a string, and those of HTML in which some keep a page.
func unquoted(s string) string {
	s = jsEscape.ReplaceAllStringFunc(s, func(e string) string {
		switch e[1] {
		case 'u':
			var out string
			if json.Unmarshal([]byte(`"`+e+`"`), &out) == nil {
				return out
			}
		case 'x':
			n, _ := strconv.ParseUint(e[2:], 16, 8)
			return string(rune(n))
		case 'n', 'r':
			return "\n"
		case 't':
			return "\t"
		case 'b', 'f', '\n':
			return ""
		}
		return e[1:]
	})
	if !strings.Contains(s, "<") && strings.Contains(s, "&lt;") {
		s = html.UnescapeString(s)
	}
	return s
}

func chineseIn(s string) (n int) {
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}

// chinese counts the Chinese characters of what is no chrome.
func (w *walker) chinese() (n int) {
	text := w.b.text.String()
	for _, bl := range w.b.blocks {
		if bl.Kind != taizhang.Chrome {
			n += chineseIn(bl.Spans.Cut(text))
		}
	}
	return n
}

// article reads an article that the page keeps out of sight, behind what it shows.
func (w *walker) article(a *htmlArticle) {
	body := a.body
	if !markup.MatchString(body) {
		body = "<pre>" + html.EscapeString(body) + "</pre>"
		body = strings.ReplaceAll(body, "\n", "<br>")
	}
	page, err := goquery.NewDocumentFromReader(strings.NewReader(strings.ReplaceAll(body, "\x00", "")))
	if err != nil {
		return
	}
	inner := &walker{b: w.b, kind: taizhang.Paragraph, limits: w.limits, looks: looks(page)}
	page.Find("script,style,noscript,template,iframe,object").Remove()
	if title := strings.TrimSpace(markup.ReplaceAllString(a.title, "")); title != "" && !strings.Contains(squeezed(page.Text()), squeezed(title)) {
		inner.kind = taizhang.Heading
		inner.words(title)
		inner.flush()
		inner.kind = taizhang.Paragraph
	}
	inner.page(page)
	w.b.findings = inner.u.finding(w.b.findings)
	w.b.findings = append(w.b.findings, taizhang.Finding{Code: "article-in-script", Severity: taizhang.Info,
		Message: "网页的正文不在页面上，由脚本显示，已从 " + a.where + " 中读出；请与网页核对"})
}
