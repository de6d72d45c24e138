package reader

import (
	"bytes"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// mdReader makes blocks of Markdown's tree: what its marks say, without the marks.
type mdReader struct {
	b      *builder
	source []byte
	limits Limits
	u      unseen
	quiet  int    // open elements of HTML that strike through
	lists  []rune // the marks of the open lists
}

// readMarkdown reads Markdown as people write it and as MinerU, Docling and
// language models do: headings, lists, pipe tables, HTML inside.
func readMarkdown(in input) (*taizhang.Document, error) {
	source, name, findings := decode(in.data, "")
	in.src.Charset = name
	r := &mdReader{b: &builder{findings: findings}, limits: in.opt.Limits}
	front, source := frontMatter(lineEnds(source))
	for _, l := range front {
		title, is := strings.CutPrefix(strings.ToLower(l[:min(len(l), 6)])+l[min(len(l), 6):], "title:")
		if title = strings.Trim(strings.TrimSpace(title), `"'`); !is || title == "" {
			r.line(taizhang.Chrome, l)
		} else if !strings.Contains(squeezed(beginning(source, 1000)), squeezed(title)) {
			r.line(taizhang.Heading, title)
		}
	}
	if opensTooMuch(source) {
		return readText(in)
	}
	r.source = []byte(oneBlock(source))
	r.blocks(r.parse())
	r.b.findings = r.u.finding(r.b.findings)
	return r.b.document(in.src)
}

func (r *mdReader) parse() ast.Node {
	return goldmark.New(goldmark.WithExtensions(extension.Table, extension.TaskList)).Parser().Parse(text.NewReader(r.source))
}

// opensTooMuch reports whether a paragraph opens more brackets than any that people write:
// the library looks for the end of each in all that follows. Such a file is read as text.
func opensTooMuch(s string) bool {
	const most = 20_000
	opened := 0
	for line := range strings.Lines(s) {
		if strings.TrimSpace(line) == "" {
			opened = 0
		}
		if opened += strings.Count(line, "["); opened > most {
			return true
		}
	}
	return false
}

// frontMatter takes the fields off that a file begins with between two lines of dashes.
func frontMatter(s string) (fields []string, rest string) {
	body, ok := strings.CutPrefix(s, "---\n")
	if !ok {
		return nil, s
	}
	head, rest, ok := strings.Cut(body, "\n---\n")
	if !ok || len(head) > 8<<10 {
		return nil, s
	}
	for l := range strings.SplitSeq(head, "\n") {
		if !strings.Contains(l, ":") && !strings.Contains(l, "：") && !strings.HasPrefix(strings.TrimSpace(l), "-") && strings.TrimSpace(l) != "" {
			return nil, s // no fields
		}
		fields = append(fields, l)
	}
	return fields, rest
}

var (
	mdTable    = lazy.NewPattern(`(?is)<table[\s>].*?</table\s*>`)
	blankLines = lazy.NewPattern(`\n\s*\n`)
)

// oneBlock makes each HTML table a block by itself: to Markdown it ends at a blank line.
func oneBlock(s string) string {
	return mdTable.ReplaceAllStringFunc(s, func(t string) string { return "\n\n" + blankLines.ReplaceAllString(t, "\n") + "\n\n" })
}

func (r *mdReader) blocks(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.block(c, "")
	}
}

// block reads a block, whose first line is given the label of its list item.
func (r *mdReader) block(n ast.Node, label string) {
	switch n := n.(type) {
	case *ast.Heading:
		r.lines(taizhang.Heading, label, r.inline(n))
	case *ast.Paragraph, *ast.TextBlock:
		r.lines(taizhang.Paragraph, label, r.inline(n))
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		var b strings.Builder
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			b.Write(line.Value(r.source))
		}
		if f, ok := n.(*ast.FencedCodeBlock); ok && len(r.lists) == 0 && slices.Contains([]string{"markdown", "md"}, string(f.Language(r.source))) {
			inner := &mdReader{b: r.b, source: []byte(b.String()), limits: r.limits}
			inner.blocks(inner.parse())
			r.u.hidden, r.u.struck = r.u.hidden+inner.u.hidden, r.u.struck+inner.u.struck
			return
		}
		r.lines(taizhang.Paragraph, label, r.plain(b.String()))
	case *ast.HTMLBlock:
		var b strings.Builder
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			b.Write(line.Value(r.source))
		}
		if n.HasClosure() {
			b.Write(n.ClosureLine.Value(r.source))
		}
		r.html(b.String())
	case *ast.List:
		r.list(n)
	case *east.Table:
		r.table(n)
	case *ast.ThematicBreak, *ast.LinkReferenceDefinition:
	default:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			r.block(c, label)
			label = ""
		}
	}
}

var mdNumber = lazy.NewPattern(`(\d{1,9})[.)][ \t]*(?:\[[ xX]\][ \t]*)?$`)

// list reads a list. Items have the number they were written with, as long as it
// grows; all being 1, they are counted.
func (r *mdReader) list(l *ast.List) {
	next, mark := l.Start, '•'
	if l.IsOrdered() {
		mark = rune(l.Marker)
	}
	r.lists = append(r.lists, mark)
	defer func() { r.lists = r.lists[:len(r.lists)-1] }()
	for item := l.FirstChild(); item != nil; item = item.NextSibling() {
		label := "• "
		if l.IsOrdered() {
			if own := r.written(item); own > next {
				next = own
			}
			label = formatNumber(next, "decimal") + string(mark) + " "
			next++
		}
		if first := item.FirstChild(); first != nil && numbered.MatchString(strings.Join(r.inlineOf(first), "")) {
			label = "" // a mark of its own is what the notice printed
		}
		for c := item.FirstChild(); c != nil; c = c.NextSibling() {
			r.block(c, label)
			label = ""
		}
	}
}

// inlineOf returns the text of a block that holds text itself.
func (r *mdReader) inlineOf(n ast.Node) []string {
	switch n.(type) {
	case *ast.Paragraph, *ast.TextBlock, *ast.Heading:
		u := r.u
		lines := r.inline(n)
		r.u = u
		return lines
	}
	return nil
}

// written returns the number an item has in the source, or 0.
func (r *mdReader) written(item ast.Node) int {
	first := item.FirstChild()
	if first == nil || first.Type() == ast.TypeInline || first.Lines() == nil || first.Lines().Len() == 0 {
		return 0
	}
	start := first.Lines().At(0).Start
	from := bytes.LastIndexByte(r.source[:start], '\n') + 1
	m := mdNumber.FindSubmatch(r.source[from:start])
	if m == nil {
		return 0
	}
	n := 0
	for _, d := range m[1] {
		n = n*10 + int(d-'0')
	}
	return n
}

func (r *mdReader) table(t *east.Table) {
	r.b.tables++
	at := tableAt(r.b.tables)
	var rows [][]mergedCell
	for tr := t.FirstChild(); tr != nil; tr = tr.NextSibling() {
		var row []mergedCell
		shown := false
		for td := tr.FirstChild(); td != nil; td = td.NextSibling() {
			cell := mergedCell{rows: 1, cols: 1}
			cell.At = cellAt(at, len(rows)+1, len(row)+1)
			for _, l := range r.inline(td) {
				if sp := r.b.line(l); sp.Len() > 0 {
					cell.Spans = append(cell.Spans, sp)
					shown = true
				}
			}
			row = append(row, cell)
		}
		if shown {
			rows = append(rows, row)
		}
	}
	if len(rows) > 0 {
		r.b.table(at, r.b.titles(rows), r.limits.Cells)
	}
}

// html reads a piece of HTML as a page is read.
func (r *mdReader) html(s string) {
	page, err := goquery.NewDocumentFromReader(strings.NewReader(s))
	if err != nil {
		return
	}
	w := &walker{b: r.b, kind: taizhang.Paragraph, limits: r.limits, looks: looks(page), styles: counterStyles(page)}
	page.Find("script,style,noscript,template,head,iframe,object").Remove()
	w.page(page)
	r.u.hidden, r.u.struck = r.u.hidden+w.u.hidden, r.u.struck+w.u.struck
}

func (r *mdReader) lines(kind taizhang.BlockKind, label string, lines []string) {
	for _, l := range lines {
		if trim(l, 0, len(l)).Len() == 0 {
			continue
		}
		level := 0
		if label != "" {
			l, label = joinLabel(label, strings.TrimLeft(l, " \t")), ""
			for _, mark := range r.lists[:len(r.lists)-1] {
				if mark == r.lists[len(r.lists)-1] {
					level++
				}
			}
		}
		r.line(kind, l)
		if n := len(r.b.blocks); n > 0 && level > 0 {
			r.b.blocks[n-1].Level = level
		}
	}
}

func (r *mdReader) line(kind taizhang.BlockKind, l string) {
	if sp := r.b.line(l); sp.Len() > 0 {
		r.b.block(kind, taizhang.Spans{sp})
	}
}
