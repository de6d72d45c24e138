package reader

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/taizhang/taizhang"
)

var (
	footName  = taizhang.NewPattern(`(?i)(^|[\s_-])(foot|footer|pagefoot|bottom|copyright|banquan|bq|dibu|yejiao)([\s_-]|\d*$|$)|footer|copyright`)
	footWords = taizhang.NewPattern(`备案|ICP|公安?网?安备|网站标识码|版权所有|主办单位|承办单位|技术支持|关于我们|联系我们|网站地图|站点地图|Copyright|©`)
)

// footMost is how many runes the foot of a page has at most.
const footMost = 1200

// isFoot knows the foot of a page by its name and by what is in it.
func isFoot(n *html.Node) bool {
	if !footName.MatchString(attribute(n, "class")) && !footName.MatchString(attribute(n, "id")) {
		return false
	}
	text := textOf(n)
	return utf8.RuneCountInString(text) <= footMost && footWords.MatchString(text)
}

// textOf returns the words in a node, whatever their look.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// Bounds of what is taken for a second copy of an article: so many blocks, and so
// much of the page's text.
const (
	copyBlocks = 4
	copyShare  = 0.3
)

// copies makes chrome of an article's second copy, which pages have for phones or
// for printing: blocks in the order of earlier ones, a large part of the page.
func (b *builder) copies() {
	text := b.text.String()
	words := make([]string, len(b.blocks))
	total := 0
	first := map[string][]int{}
	for i, bl := range b.blocks {
		if bl.Kind == taizhang.Chrome {
			continue
		}
		words[i] = squeezed(bl.Spans.Cut(text))
		total += len(words[i])
		if len(first[words[i]]) < 8 {
			first[words[i]] = append(first[words[i]], i)
		}
	}
	found := false
	for i := 1; i < len(words); i++ {
		for _, from := range first[words[i]] {
			n, size := 0, 0
			for from+n < i && i+n < len(words) && words[i+n] != "" && words[from+n] == words[i+n] {
				size += len(words[i+n])
				n++
			}
			if n < copyBlocks || float64(size) < copyShare*float64(total) {
				continue
			}
			for k := range n {
				b.blocks[i+k].Kind, b.blocks[i+k].Grid = taizhang.Chrome, nil
			}
			i, found = i+n-1, true
			break
		}
	}
	if found {
		b.findings = append(b.findings, taizhang.Finding{Code: "repeated-article", Severity: taizhang.Info,
			Message: "网页中正文出现了不止一次（供手机或打印），只读第一次的"})
	}
}
