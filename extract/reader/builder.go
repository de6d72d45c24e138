package reader

import (
	"fmt"
	"strings"

	"github.com/taizhang/taizhang"
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
	start := b.text.Len()
	b.text.WriteString(s)
	b.text.WriteByte('\n')
	sp := trim(s, 0, len(s))
	return taizhang.Span{Start: start + sp.Start, End: start + sp.End}
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
	return &taizhang.Document{Source: src, Text: b.text.String(), Blocks: b.blocks, Findings: b.findings}, nil
}
