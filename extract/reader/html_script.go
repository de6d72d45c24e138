package reader

import (
	"encoding/json"
	"html"

	"strconv"
	"strings"
	"unicode"

	"github.com/PuerkitoBio/goquery"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
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

// articleInScript returns the longest article that the page holds out of sight: in an
// element whose content is not shown, or in an attribute for a script.
func articleInScript(page *goquery.Document) (best *htmlArticle) {
	take := func(one *htmlArticle) {
		if one == nil {
			return
		}
		if one.chinese == 0 {
			one.chinese = chineseIn(markup.ReplaceAllString(one.body, ""))
		}
		if one.chinese >= articleLeast && (best == nil || one.chinese > best.chinese) {
			best = one
		}
	}
	page.Find("script,noscript,template,textarea").Each(func(_ int, s *goquery.Selection) {
		name := goquery.NodeName(s)
		where := "<" + name + ">"
		switch {
		case name == "script" && scriptMarkup.MatchString(s.AttrOr("type", "")):
			take(&htmlArticle{body: s.Text(), where: where})
		case name == "script":
			if text := s.Text(); len(text) <= articleMost {
				take(articleInData(text))
			}
		case name == "textarea", name == "noscript" && s.Children().Length() == 0: // the parser keeps its markup as text
			take(&htmlArticle{body: decoded(s.Text()), where: where})
		default:
			body, _ := s.Html()
			take(&htmlArticle{body: body, where: where})
		}
	})
	for _, root := range page.Nodes {
		for n := range root.Descendants() {
			for _, a := range n.Attr {
				if len(a.Val) >= 3*articleLeast && (a.Key == "srcdoc" || a.Key == "value" || strings.HasPrefix(a.Key, "data-")) {
					take(&htmlArticle{body: decoded(a.Val), where: "<" + n.Data + " " + a.Key + ">"})
				}
			}
		}
	}
	return best
}

// scriptMarkup is the type of a script that is markup for others.
var scriptMarkup = lazy.NewPattern(`(?i)template|handlebars|mustache|text/html`)

var (
	markup = lazy.NewPattern(`<[^>]+>`)
	// A string of JavaScript or JSON that is long enough, behind the name of what it is.
	dataString = lazy.NewPattern("(?s)\"((?:[^\"\\\\]|\\\\.)*)\"|'((?:[^'\\\\\\n]|\\\\.)*)'|`((?:[^`\\\\]|\\\\.)*)`")
	titleKey   = lazy.NewPattern(`(?i)["']?\b(?:doc|article|info|news|page|content)?_?(?:title|headline|biaoti|bt)["']?\s*[:=]\s*$`)
)

// articleInData finds the longest text among the strings of a script, and the
// string nearest to it that is named a title.
func articleInData(script string) *htmlArticle { return articleWithin(script, 0) }

func articleWithin(script string, depth int) *htmlArticle {
	best, at := &htmlArticle{where: "<script>"}, -1
	type title struct {
		text string
		at   int
	}
	var titles []title
	pieces := articlePieces{}
	for _, m := range dataString.FindAllStringSubmatchIndex(script, -1) {
		for g := 2; g < len(m); g += 2 {
			if m[g] < 0 {
				continue
			}
			raw, key := script[m[g]:m[g+1]], script[max(0, m[0]-40):m[0]]
			if len(raw) < 600 && titleKey.MatchString(key) {
				titles = append(titles, title{unquoted(raw), m[0]})
				continue
			}
			if len(raw) < 3*articleLeast {
				pieces.add(key, raw, m[0])
				continue
			}
			body := unquoted(raw)
			n := chineseIn(markup.ReplaceAllString(body, ""))
			if start := strings.TrimSpace(body); depth < 3 && n >= articleLeast && (strings.HasPrefix(start, "{") || strings.HasPrefix(start, "[")) && json.Valid([]byte(start)) {
				if one := articleWithin(start, depth+1); one != nil && one.chinese > best.chinese {
					best, at = one, m[0]
					if one.title != "" {
						titles = append(titles, title{one.title, m[0]})
					}
				}
				continue
			}
			if n > best.chinese {
				best.body, best.chinese, at = body, n, m[0]
			}
			pieces.add(key, raw, m[0])
		}
	}
	if whole, from := pieces.article(len(titles)); whole != nil && 2*whole.chinese > 3*best.chinese {
		best, at = whole, from
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

var jsEscape = lazy.NewPattern(`\\(?:u[0-9a-fA-F]{4}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?|x[0-9a-fA-F]{2}|\n|.)`)

// unquoted undoes the escapes of a string of a script, and what else it is wrapped in.
func unquoted(s string) string {
	return decoded(jsEscape.ReplaceAllStringFunc(s, func(e string) string {
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
	}))
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
	}
	page, err := goquery.NewDocumentFromReader(strings.NewReader(strings.ReplaceAll(body, "\x00", "")))
	if err != nil {
		return
	}
	inner := &walker{b: w.b, kind: taizhang.Paragraph, limits: w.limits, looks: looks(page), styles: counterStyles(page)}
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
