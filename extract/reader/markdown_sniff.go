package reader

import (
	"bytes"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

var (
	mdHeading = lazy.NewPattern(`(?m)^ {0,3}#{1,6}[ \t]+\S`)
	// A heading on a line of its own, underlined; plain text draws longer lines between its parts.
	mdUnderlined = lazy.NewPattern(`(?m)^[^\s\-=|#>][^\n]{0,200}\n(?:=+|-{2,})[ \t]*\r?$`)
	// The fields that site generators and note programs put before a text.
	mdFront   = lazy.NewPattern(`^\s*---\r?\n(?:[\w-]+[ \t]*:[^\n]*\n(?:[ \t]+[^\n]*\n|- [^\n]*\n)*)+---\r?\n`)
	mdRule    = lazy.NewPattern(`(?m)^ {0,3}\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*\r?$`)
	mdBold    = lazy.NewPattern(`\*\*[^*\s][^*\n]*\*\*`)
	mdEscape  = lazy.NewPattern(`(?m)^[ \t]*(?:\*\*)?\d{1,3}\\[.)]`)
	mdLink    = lazy.NewPattern(`!?\[[^\]\n]{0,200}\]\([^()\s]+\)`)
	mdBegins  = lazy.NewPattern(`(?i)^<(?:img|table)[\s>]`) // as Markdown may, before its first mark
	wholePage = lazy.NewPattern(`(?i)<(!doctype|html|body)[\s>]`)
)

// isMarkdown looks for marks that plain text has no use for: a table's rule or an
// escaped number is enough, headings, bold words and links together. It comes before
// HTML, pieces of which Markdown may hold.
func isMarkdown(data []byte) bool {
	head := bytes.TrimPrefix(data[:min(len(data), 256<<10)], []byte("\xef\xbb\xbf"))
	has := func(mark string) bool { return bytes.Contains(head, []byte(mark)) } // told much faster than an expression that needs it
	lead := bytes.TrimSpace(head)
	for bytes.HasPrefix(lead, []byte("<!--")) { // a page's mark, or a picture's place
		_, after, _ := bytes.Cut(lead, []byte("-->"))
		lead = bytes.TrimSpace(after)
	}
	if !isText(data) || len(lead) == 0 || has("<") && wholePage.Match(head) || lead[0] == '<' && !mdBegins.Match(lead) {
		return false
	}
	if has("--") && has("|") && mdRule.Match(head) || has(`\`) && mdEscape.Match(head) || has("---") && mdFront.Match(head) {
		return true
	}
	headings, bold := 0, 0
	if has("#") {
		headings += len(mdHeading.Compiled().FindAll(head, 3))
	}
	if has("\n=") || has("\n--") {
		headings += len(mdUnderlined.Compiled().FindAll(head, 3))
	}
	if has("**") {
		bold += len(mdBold.Compiled().FindAll(head, 3))
	}
	return headings > 1 || headings+bold > 1 || headings > 0 && mdLink.Match(head) || bold > 0 && mdLink.Match(head)
}

// markdown is the Markdown that the paragraphs of a document are, as it was pasted or written by a script; "" where they are none, or
// anything else stands among them.
func (b *builder) markdown() string {
	if !isMarkdown([]byte(b.text.String())) {
		return ""
	}
	var out strings.Builder
	row := false
	for _, x := range b.blocks {
		if x.Grid != nil || x.Kind != taizhang.Paragraph && x.Kind != taizhang.Heading {
			return ""
		}
		s := x.Spans.Cut(b.text.String())
		if was := row; out.Len() > 0 {
			if row = strings.HasPrefix(s, "|"); !was || !row {
				out.WriteByte('\n')
			}
		}
		out.WriteString(s + "\n")
	}
	return out.String()
}
