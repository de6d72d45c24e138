package reader

import (
	"bytes"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

var (
	htmlTag     = lazy.NewPattern(`(?i)<(!doctype html|html|head|body|table|tbody|tr|td|div|p|br|span|h[1-6]|ul|ol)[\s/>]`)
	metaCharset = lazy.NewPattern(`(?i)<meta[^>]+charset\s*=\s*["']?([\w-]+)`)
)

// isHTML looks for a tag that pages have, in the first bytes that show anything.
func isHTML(data []byte) bool {
	head := data[:min(len(data), 64<<10)]
	if order, bom := utf16Order(data); order != nil {
		head = []byte(fromUTF16(head[bom:], order))
	}
	if !bytes.ContainsRune(head, '<') {
		return false
	}
	return htmlTag.Match(head)
}

// readHTML keeps what a page shows: paragraphs, true tables as grids, and as
// chrome what the page puts around the notice.
func readHTML(in input) (*taizhang.Document, error) {
	src, data := in.src, in.data
	declared := ""
	if m := metaCharset.FindSubmatch(data[:min(len(data), 4096)]); m != nil {
		declared = string(m[1])
	}
	text, name, findings := decode(data, declared)
	src.Charset = name
	page, err := goquery.NewDocumentFromReader(strings.NewReader(strings.ReplaceAll(text, "\x00", "")))
	if err != nil {
		return nil, &taizhang.Error{Kind: taizhang.Malformed, Path: src.Name, What: "the page can't be parsed", Err: err,
			Remedy: "save the page again, or save it as text"}
	}
	w := &walker{b: &builder{findings: findings}, kind: taizhang.Paragraph, limits: in.opt.Limits, looks: looks(page), styles: counterStyles(page)}
	article, other := articleInScript(page), elsewhere(page)
	page.Find(unshown).Remove()
	w.page(page)
	inScript := article != nil && article.chinese > articleShare*w.chinese()
	if w.u.hidden > hiddenMost*w.shown && !(inScript && 2*article.chinese > w.u.hidden) {
		// A page that shows next to nothing is opened by its script.
		w = &walker{b: &builder{findings: findings}, kind: taizhang.Paragraph, limits: in.opt.Limits, looks: map[*html.Node]*htmlLook{}}
		w.page(page)
		w.b.findings = append(w.b.findings, taizhang.Finding{Code: "hidden-text", Severity: taizhang.Warning,
			Message: "网页的大部分文字设为不显示，应由脚本打开，已一并读入；请与网页核对"})
	}
	w.b.findings = w.u.finding(w.b.findings)
	if article != nil && article.chinese > articleShare*w.chinese() {
		w.article(article)
	}
	w.links.foot(w.b)
	w.b.copies()
	w.b.findings = other.finding(w.chinese(), w.b.findings)
	if err := other.empty(src.Name); err != nil && len(w.b.blocks) == 0 {
		return nil, err
	}
	return w.b.document(src)
}

// unshown are elements whose content no browser shows as text of the page.
const unshown = "script,style,noscript,template,head,title,iframe,object,datalist,dialog:not([open])"

// hiddenMost is how many times what a page shows may be hidden in it.
const hiddenMost = 4

// walker goes through a page in reading order; x/net/html bounds the depth of
// open elements to 512, so that it may recurse.
type walker struct {
	b     *builder
	line  strings.Builder
	kind  taizhang.BlockKind
	cell  *taizhang.Spans // where lines go inside a table cell, or nil
	looks map[*html.Node]*htmlLook
	lists []*htmlList
	label string // of the list item whose first words are to come
	inner int    // how many lists around that item mark theirs alike
	level int    // inner, where the line at hand begins with such a label
	links linkCount

	styles   map[string]*counterStyle // of lists, that the page defines
	counters map[string][]htmlCounter // of CSS, by name
	nested   int                      // markup in text, which is in markup
	pre      bool                     // line ends in the source are line ends

	why    concealed // why text at hand is not seen
	white  bool      // its color is
	ground bool      // it stands on another, or may
	u      unseen
	shown  int // visible runes

	limits Limits
}

func (w *walker) page(page *goquery.Document) {
	for _, n := range page.Nodes {
		w.children(n)
	}
	w.flush()
}

func (w *walker) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
}

// absent reports whether an element takes no place on the page, and counts its text.
func (w *walker) absent(n *html.Node) bool {
	l := w.looks[n]
	if l == nil || !l.gone {
		return false
	}
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			w.u.add(d.Data, byHiding)
		}
	}
	return true
}

// within calls do with the look that n gives to what is in it.
func (w *walker) within(n *html.Node, do func()) {
	why, white, ground, pre := w.why, w.white, w.ground, w.pre
	if l := w.looks[n]; l != nil {
		if l.lines != 0 {
			w.pre = l.lines > 0
		}
		l.over(&w.why)
		if l.color != 0 {
			w.white = l.color > 0
		}
		w.ground = w.ground || l.ground
	}
	switch n.DataAtom {
	case atom.Table, atom.A, atom.Button: // whose ground a style sheet elsewhere may set
		w.ground = true
	case atom.Pre, atom.Textarea, atom.Xmp, atom.Listing, atom.Plaintext:
		w.pre = true
	}
	do()
	w.why, w.white, w.ground, w.pre = why, white, ground, pre
}

func (w *walker) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.words(n.Data)
	case html.ElementNode:
		if !w.absent(n) {
			w.within(n, func() { w.element(n) })
		}
	}
}

func (w *walker) element(n *html.Node) {
	before := w.before(n)
	if n.DataAtom != atom.Li {
		w.label += before
	}
	switch n.DataAtom {
	case atom.Br, atom.Hr:
		w.flush()
	case atom.Table:
		w.flush()
		if w.cell == nil && isGrid(n) {
			w.grid(n)
		} else {
			w.children(n)
		}
		w.flush()
	case atom.Nav, atom.Footer, atom.Button, atom.Select, atom.Textarea, atom.Form:
		w.as(taizhang.Chrome, n)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.as(taizhang.Heading, n)
	case atom.Ol, atom.Ul, atom.Menu:
		w.list(n)
	case atom.Li:
		w.item(n, before)
	case atom.A:
		w.links.within(n, func() { w.children(n) })
	case atom.Rt, atom.Rp: // readings stand above the text
	default:
		switch {
		case isFoot(n):
			w.as(taizhang.Chrome, n)
		case block[n.DataAtom]:
			w.flush()
			w.children(n)
			w.flush()
		default:
			w.children(n)
		}
	}
}

// as walks n with another kind of block; what is chrome outside stays chrome.
func (w *walker) as(kind taizhang.BlockKind, n *html.Node) {
	w.flush()
	old := w.kind
	if old != taizhang.Chrome {
		w.kind = kind
	}
	w.children(n)
	w.flush()
	w.kind = old
}

var block = map[atom.Atom]bool{
	atom.Address: true, atom.Article: true, atom.Aside: true, atom.Blockquote: true, atom.Body: true, atom.Caption: true,
	atom.Center: true, atom.Dd: true, atom.Div: true, atom.Dl: true, atom.Dt: true, atom.Fieldset: true,
	atom.Figcaption: true, atom.Figure: true, atom.Header: true, atom.Html: true, atom.Legend: true, atom.Li: true,
	atom.Main: true, atom.Ol: true, atom.Option: true, atom.P: true, atom.Pre: true, atom.Section: true, atom.Tbody: true,
	atom.Td: true, atom.Tfoot: true, atom.Th: true, atom.Thead: true, atom.Title: true, atom.Tr: true, atom.Ul: true,
}
