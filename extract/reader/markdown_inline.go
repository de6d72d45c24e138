package reader

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"golang.org/x/net/html"

	"github.com/taizhang/taizhang/lazy"
)

// breakTag and strikeTag are pieces of HTML between words.
var (
	breakTag  = lazy.NewPattern(`(?i)^<(br|/p|/div|/li|/tr)\b`)
	strikeTag = lazy.NewPattern(`(?i)^<(/?)(s|del|strike)[\s>]`)
)

// inline returns the text in a block, a string a line.
func (r *mdReader) inline(n ast.Node) []string {
	var b strings.Builder
	r.words(&b, n)
	return r.plain(b.String())
}

func (r *mdReader) words(b *strings.Builder, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			r.write(b, unescaped(string(c.Segment.Value(r.source))))
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte('\n')
			}
		case *ast.String:
			r.write(b, string(c.Value))
		case *ast.AutoLink:
			r.write(b, string(c.Label(r.source)))
		case *ast.CodeSpan:
			for t := c.FirstChild(); t != nil; t = t.NextSibling() {
				if t, ok := t.(*ast.Text); ok {
					r.write(b, string(t.Segment.Value(r.source)))
				}
			}
		case *east.TaskCheckBox: // [x] is a mark of the list
		case *ast.Image: // its words describe it, and are not seen
		case *ast.RawHTML:
			tag := string(c.Segments.Value(r.source))
			switch m := strikeTag.FindStringSubmatch(tag); {
			case breakTag.MatchString(tag):
				b.WriteByte('\n')
			case m != nil && m[1] == "":
				r.quiet++
			case m != nil:
				r.quiet = max(r.quiet-1, 0)
			}
		default:
			r.words(b, c)
		}
	}
}

func (r *mdReader) write(b *strings.Builder, s string) {
	if r.quiet > 0 {
		r.u.add(s, byStrike)
		return
	}
	b.WriteString(s)
}

var (
	mdPunctuation = lazy.NewPattern("\\\\([!-/:-@\\[-`{-~])")
	mdEntity      = lazy.NewPattern(`&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});`)
	mdStruck      = lazy.NewPattern(`~~([^~\n]+)~~`)
	mdCircled     = lazy.NewPattern(`\$\s*\\textcircled\s*\{\s*(\d{1,2})\s*\}\s*\$`) // as MinerU writes ①
	mdMath        = lazy.NewPattern(`\$([0-9A-Za-z.,%+\-~～<>=≥≤×()（） ]{1,60})\$`)
)

// unescaped undoes escapes: 1\. is 1.
func unescaped(s string) string {
	if strings.Contains(s, "&") {
		s = mdEntity.ReplaceAllStringFunc(s, html.UnescapeString)
	}
	if strings.Contains(s, `\`) {
		s = mdPunctuation.ReplaceAllString(s, "$1")
	}
	return s
}

// plain takes out the marks that Markdown's rules leave in Chinese text — bold words
// that end in a bracket or colon before another character, numbers set as formulas —
// and what is struck through: one ~ is a range and no mark.
func (r *mdReader) plain(s string) []string {
	s = mdStruck.ReplaceAllStringFunc(s, func(m string) string {
		r.u.add(strings.Trim(m, "~"), byStrike)
		return ""
	})
	if strings.Contains(s, `\textcircled`) {
		s = mdCircled.ReplaceAllStringFunc(s, func(m string) string {
			n, _ := strconv.Atoi(mdCircled.FindStringSubmatch(m)[1])
			return formatNumber(n, "decimalEnclosedCircleChinese")
		})
	}
	s = mdMath.ReplaceAllString(strings.ReplaceAll(s, "**", ""), "$1")
	return strings.Split(lineEnds(s), "\n")
}
