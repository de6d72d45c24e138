package reader

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// builder collects a document's text and blocks.
type builder struct {
	text     strings.Builder
	blocks   []taizhang.Block
	findings []taizhang.Finding
	paras    int
	tables   int
}

// paragraphs takes text whole: each line that shows anything is a paragraph.
func (b *builder) paragraphs(text string) {
	if strings.Contains(text, "\t") {
		lines := strings.Split(text, "\n")
		for i, l := range lines {
			lines[i] = labelTab(l)
		}
		text = strings.Join(lines, "\n")
	}
	b.text.WriteString(text)
	b.blocks = make([]taizhang.Block, 0, strings.Count(text, "\n")/2+1)
	for start := 0; start < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		if s := trim(text, start, end); s.Len() > 0 {
			b.block(taizhang.Paragraph, taizhang.Spans{s})
		}
		start = end + 1
	}
}

// line appends one line of text and returns the span of what it shows.
func (b *builder) line(s string) taizhang.Span {
	s = labelTab(s)
	start := b.text.Len()
	b.text.WriteString(s)
	b.text.WriteByte('\n')
	sp := trim(s, 0, len(s))
	return taizhang.Span{Start: start + sp.Start, End: start + sp.End}
}

// labelTab makes blanks of the tab behind a paragraph's label, as Word sets it: other tabs
// part the cells of tables.
func labelTab(s string) string {
	tab := strings.IndexByte(s, '\t')
	if tab <= 0 {
		return s
	}
	start := len(s) - len(strings.TrimLeftFunc(s, taizhang.Blank))
	label := itemLabel.FindString(s[start:])
	if end := start + len(label); label != "" && strings.HasSuffix(label, "\t") && end < len(s) && strings.IndexByte(s[end:], '\t') < 0 {
		return strings.ReplaceAll(s[:end], "\t", " ") + s[end:]
	}
	return s
}

// block appends a block that is no table, and names its place.
func (b *builder) block(kind taizhang.BlockKind, spans taizhang.Spans) {
	b.paras++
	b.blocks = append(b.blocks, taizhang.Block{Kind: kind, Spans: spans, At: fmt.Sprintf("p[%d]", b.paras)})
}

func (b *builder) document(src taizhang.Source) (*taizhang.Document, error) {
	if len(b.blocks) == 0 {
		return nil, &taizhang.Error{Kind: taizhang.Empty, Path: src.Name, What: "the file shows no text",
			Remedy: "open it to check; a page that is drawn by a script must be saved as text"}
	}
	text := b.text.String()
	contents(text, b.blocks)
	return &taizhang.Document{Source: src, Text: text, Blocks: b.blocks, Findings: b.findings}, nil
}

// contentsLine is a line of a table of contents: dots lead to the number of a page.
var contentsLine = lazy.NewPattern(`(?:[.·…．] ?){4,}\s*[-—(（]?\s*[\divx]{1,4}\s*[-—)）]?$`)

// mayEnd tells lines that end as none of a table of contents does, which are nearly all.
func mayEnd(line string) bool {
	r, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune("0123456789ivx-—)） \t\n\f\r", r)
}

// contents makes the lines of tables of contents running, as they repeat the headings:
// three or more, with what one of them is broken into and their title.
func contents(text string, blocks []taizhang.Block) {
	var entries []int
	for i, b := range blocks {
		if b.Kind == taizhang.Paragraph && mayEnd(b.Spans.Cut(text)) && contentsLine.MatchString(b.Spans.Cut(text)) {
			entries = append(entries, i)
		}
	}
	if len(entries) < 3 {
		return
	}
	broken := func(i int) bool {
		s := blocks[i].Spans.Cut(text)
		return blocks[i].Kind == taizhang.Paragraph && utf8.RuneCountInString(s) <= 40 && !strings.ContainsAny(s, "。；！？")
	}
	for n, i := range entries {
		blocks[i].Kind = taizhang.Running
		switch {
		case n > 0 && i == entries[n-1]+2 && broken(i-1), n == 0 && i > 0 && squeezed(blocks[i-1].Spans.Cut(text)) == "目录":
			blocks[i-1].Kind = taizhang.Running
		}
	}
}
