package reader

import (
	"maps"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// escapedTwice is an entity that is left when entities have been resolved.
var escapedTwice = lazy.NewPattern(`&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});`)

// escapedMarkup is a tag that stands in the text, as the markup was escaped once too often.
var escapedMarkup = lazy.NewPattern(`(?i)<(?:/?(?:p|div|span|strong|b|font|section|h[1-6]|table|tbody|tr|td|th|ul|ol|li)(?:\s[^<>]*)?|br\s*/?)>`)

// escapesMost is how often a page may be escaped that is read all the same.
const escapesMost = 3

// markup walks text that is markup itself.
func (w *walker) markup(s string) {
	page, err := goquery.NewDocumentFromReader(strings.NewReader(s))
	if err != nil {
		return
	}
	if w.looks == nil {
		w.looks = map[*html.Node]*htmlLook{}
	}
	maps.Copy(w.looks, looks(page))
	page.Find(unshown).Remove()
	w.nested++
	page.Find("body").Each(func(_ int, body *goquery.Selection) { w.children(body.Nodes[0]) })
	w.nested--
}

// words appends text as a browser shows it: runs of ASCII white space are one blank.
func (w *walker) words(s string) {
	for range escapesMost {
		if strings.IndexByte(s, '&') < 0 || !escapedTwice.MatchString(s) {
			break
		}
		s = escapedTwice.ReplaceAllStringFunc(s, html.UnescapeString)
	}
	s = withWidth(s)
	if why := w.why; why != 0 || w.white && !w.ground {
		if why == 0 {
			why = byHiding
		}
		w.u.add(s, why)
		return
	}
	if w.nested < escapesMost && strings.IndexByte(s, '<') >= 0 && escapedMarkup.MatchString(s) {
		w.markup(s)
		return
	}
	if w.label != "" && trim(s, 0, len(s)).Len() > 0 {
		s = joinLabel(w.label, strings.TrimLeft(s, " \t\r\n\f"))
		w.label, w.level = "", w.inner
	}
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		s = s[n:]
		if r == '\n' && w.pre {
			w.flush()
			continue
		}
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
		w.links.count(r)
	}
}

// flush ends the line, if it shows anything.
func (w *walker) flush() {
	s := strings.TrimRight(w.line.String(), " ")
	w.line.Reset()
	level := w.level
	w.level = 0
	listed := w.links.listed(s)
	if trim(s, 0, len(s)).Len() == 0 {
		return
	}
	span := w.b.line(s)
	w.shown += utf8.RuneCountInString(s)
	switch {
	case w.cell != nil:
		*w.cell = append(*w.cell, span)
	default:
		if listed {
			w.links.blocks[len(w.b.blocks)] = true
		}
		w.b.block(w.kind, taizhang.Spans{span})
		w.b.blocks[len(w.b.blocks)-1].Level = level
	}
}
