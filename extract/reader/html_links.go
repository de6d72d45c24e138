package reader

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// linkCount tells the lines of a page that are entries of a list of links: other notices,
// menus. What links to a file is the notice's attachment.
type linkCount struct {
	open        bool // a link to a page
	linked, all int  // letters of the line at hand
	blocks      map[int]bool
}

var fileLink = lazy.NewPattern(`(?i)\.(?:docx?|wps|xlsx?|et|pdf|ofd|pptx?|rar|zip|7z|txt)(?:$|[?#&])`)

// linkRun is how many lines of links at the end of a page are a list.
const linkRun = 3

func (l *linkCount) within(n *html.Node, do func()) {
	old := l.open
	href := attribute(n, "href")
	l.open = href != "" && !fileLink.MatchString(path.Base(href))
	do()
	l.open = old
}

func (l *linkCount) count(r rune) {
	if unicode.IsLetter(r) {
		if l.all++; l.open {
			l.linked++
		}
	}
}

// listed reports whether the line that ends is links, but for dates, and no sentence.
func (l *linkCount) listed(line string) bool {
	if l.blocks == nil {
		l.blocks = map[int]bool{}
	}
	is := l.linked > 0 && l.linked*10 >= l.all*9 && !strings.ContainsAny(line, "。；：")
	l.linked, l.all = 0, 0
	return is
}

// foot makes chrome of the lists of links behind all else on a page.
func (l *linkCount) foot(b *builder) {
	text, total := b.text.String(), 0
	for i := range b.blocks {
		total += utf8.RuneCountInString(b.blocks[i].Spans.Cut(text))
	}
	from, n, size := len(b.blocks), 0, 0
	for i := len(b.blocks) - 1; i >= 0; i-- {
		bl := &b.blocks[i]
		heads := bl.Kind == taizhang.Heading && from == i+1 // 您可能还想看
		if bl.Kind != taizhang.Chrome && !l.blocks[i] && !heads {
			break
		}
		if l.blocks[i] {
			n++
			size += utf8.RuneCountInString(bl.Spans.Cut(text))
		}
		from = i
	}
	if n < linkRun || size > 4*(total-size) { // a page of links alone is a list itself
		return
	}
	for i := from; i < len(b.blocks); i++ {
		b.blocks[i].Kind, b.blocks[i].Grid = taizhang.Chrome, nil
	}
}
