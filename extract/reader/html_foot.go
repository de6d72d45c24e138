package reader

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

var (
	footName  = lazy.NewPattern(`(?i)(^|[\s_-])(foot|footer|pagefoot|bottom|copyright|banquan|bq|dibu|yejiao)([\s_-]|\d*$|$)|footer|copyright`)
	footWords = lazy.NewPattern(`备案|ICP|公安?网?安备|网站标识码|版权所有|主办单位|承办单位|技术支持|关于我们|联系我们|网站地图|站点地图|Copyright|©`)
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
// much of the page's text; and of how often each block is looked at for it, as those of
// a page made of one word are all alike.
const (
	copyBlocks = 4
	copyShare  = 0.3
	copyLooks  = 64
)

// copies makes chrome of an article's second copy, which pages have for phones or
// for printing: blocks in the order of earlier ones, a large part of the page.
func (b *builder) copies() {
	text := b.text.String()
	words := make([]string, len(b.blocks))
	before := make([]int, len(b.blocks)+1) // how much text there is before each
	first := map[string][]int{}
	for i, bl := range b.blocks {
		before[i+1] = before[i]
		if bl.Kind == taizhang.Chrome {
			continue
		}
		words[i] = squeezed(bl.Spans.Cut(text))
		before[i+1] += len(words[i])
		if len(first[words[i]]) < 8 {
			first[words[i]] = append(first[words[i]], i)
		}
	}
	enough := int(copyShare * float64(before[len(words)]))
	found := false
	left := copyLooks * len(words)
	for i := 1; i < len(words) && left > 0; i++ {
		for _, from := range first[words[i]] {
			if from >= i || before[i]-before[from] < enough {
				break // what lies between the two is too little
			}
			n := 0
			for from+n < i && i+n < len(words) && words[i+n] != "" && words[from+n] == words[i+n] {
				n++
			}
			if left -= n; n < copyBlocks || before[i+n]-before[i] < enough {
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
