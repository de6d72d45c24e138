package reader

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/taizhang/taizhang"
)

var (
	htmlTag     = regexp.MustCompile(`(?i)<(!doctype html|html|head|body|table|tbody|tr|td|div|p|br|span|h[1-6]|ul|ol)[\s/>]`)
	metaCharset = regexp.MustCompile(`(?i)<meta[^>]+charset\s*=\s*["']?([\w-]+)`)
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
	page.Find("script,style,noscript,template,head,iframe,object").Remove()
	w := &walker{b: &builder{findings: findings}, kind: taizhang.Paragraph, limits: in.opt.Limits}
	for _, n := range page.Nodes {
		w.children(n)
	}
	w.flush()
	return w.b.document(src)
}

// walker goes through a page in reading order; x/net/html bounds the depth of
// open elements to 512, so that it may recurse.
type walker struct {
	b    *builder
	line strings.Builder
	kind taizhang.BlockKind
	cell *taizhang.Spans // where lines go inside a table cell, or nil

	limits Limits
}

func (w *walker) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
}

func (w *walker) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.words(n.Data)
		return
	case html.ElementNode:
	default:
		return
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
	default:
		if block[n.DataAtom] {
			w.flush()
			w.children(n)
			w.flush()
		} else {
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

// words appends text as a browser shows it: runs of ASCII white space are one blank.
func (w *walker) words(s string) {
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		s = s[n:]
		if r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f' {
			if l := w.line.String(); l != "" && l[len(l)-1] != ' ' {
				w.line.WriteByte(' ')
			}
			continue
		}
		if r == '\v' || r == '\u0085' || r == '\u2028' || r == '\u2029' {
			r = ' '
		}
		w.line.WriteRune(r)
	}
}

// flush ends the line, if it shows anything.
func (w *walker) flush() {
	s := strings.TrimRight(w.line.String(), " ")
	w.line.Reset()
	if trim(s, 0, len(s)).Len() == 0 {
		return
	}
	span := w.b.line(s)
	switch {
	case w.cell != nil:
		*w.cell = append(*w.cell, span)
	default:
		w.b.block(w.kind, taizhang.Spans{span})
	}
}

// isGrid tells a true table from one that lays out a page: it holds no other
// table, and has at least two rows and two columns.
func isGrid(table *html.Node) bool {
	rows, wide := 0, false
	for n := range table.Descendants() {
		switch n.DataAtom {
		case atom.Table:
			return false
		case atom.Tr:
			rows++
			cells := 0
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
					cells++
				}
			}
			wide = wide || cells > 1
		}
	}
	return rows > 1 && wide
}

// grid reads a table.
func (w *walker) grid(table *html.Node) {
	w.b.tables++
	at := fmt.Sprintf("table[%d]", w.b.tables)
	var rows [][]mergedCell
	for n := range table.Descendants() {
		switch n.DataAtom {
		case atom.Caption:
			w.children(n)
			w.flush()
		case atom.Tr:
			var row []mergedCell
			for td := n.FirstChild; td != nil; td = td.NextSibling {
				if td.DataAtom != atom.Td && td.DataAtom != atom.Th {
					continue
				}
				cell := mergedCell{rows: extent(td, "rowspan"), cols: extent(td, "colspan")}
				cell.At = fmt.Sprintf("%s/tr[%d]/td[%d]", at, len(rows)+1, len(row)+1)
				w.cell = &cell.Spans
				w.children(td)
				w.flush()
				w.cell = nil
				row = append(row, cell)
			}
			rows = append(rows, row)
		}
	}
	w.b.table(at, rows, w.limits.Cells)
}

// extent reads rowspan or colspan as browsers bound them, at least 1.
func extent(n *html.Node, name string) int {
	for _, a := range n.Attr {
		if a.Key == name {
			v := 0
			for _, c := range strings.TrimSpace(a.Val) {
				if c < '0' || c > '9' || v > 65534 {
					break
				}
				v = v*10 + int(c-'0')
			}
			if name == "colspan" {
				v = min(v, 1000)
			}
			return max(v, 1)
		}
	}
	return 1
}
