package reader

import (
	"encoding/base64"
	"html"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/taizhang/taizhang/lazy"
)

var (
	base64Text     = lazy.NewPattern(`^[A-Za-z0-9+/\s]{200,}={0,2}\s*$`)
	percentEscape  = lazy.NewPattern(`(?:%u[0-9a-fA-F]{4})+|(?:%[0-9a-fA-F]{2})+`)
	percentsLeast  = 20 // escapes of a text that is kept as an address's
	escapedOpening = "&lt;"
)

// decoded undoes what scripts keep a page's text in: base64, the escapes of addresses
// (%E4%B8%80, %u4E00), those of HTML.
func decoded(s string) string {
	if base64Text.MatchString(s) {
		if b, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(s), "")); err == nil && utf8.Valid(b) && chineseIn(string(b)) > 0 {
			s = string(b)
		}
	}
	if strings.Count(s, "%") >= percentsLeast && len(percentEscape.FindAllString(s, percentsLeast/2)) > 0 {
		if t := percentEscape.ReplaceAllStringFunc(s, percentDecoded); chineseIn(t) > chineseIn(s) {
			s = t
		}
	}
	if !strings.Contains(s, "<") && strings.Contains(s, escapedOpening) {
		s = html.UnescapeString(s)
	}
	return s
}

// percentDecoded is what one run of escapes stands for; what is no text stays.
func percentDecoded(run string) string {
	if run[1] == 'u' {
		var units []uint16
		for part := range strings.SplitSeq(run[2:], "%u") {
			n, _ := strconv.ParseUint(part, 16, 16)
			units = append(units, uint16(n))
		}
		return string(utf16.Decode(units))
	}
	var b []byte
	for part := range strings.SplitSeq(run[1:], "%") {
		n, _ := strconv.ParseUint(part, 16, 8)
		b = append(b, byte(n))
	}
	if !utf8.Valid(b) {
		return run
	}
	return string(b)
}

// articlePieces are the strings of data by the name they stand under: an article kept a
// paragraph a string.
type articlePieces map[string]*articlePiece

type articlePiece struct {
	paragraphs []string
	chinese    int
	at         int  // the first
	whole      bool // one of them is an article by itself
}

// Bounds of an article in pieces: so many of them, with so many Chinese characters on average.
const (
	piecesLeast = 3
	pieceLeast  = 10
)

// dataKey is the name that a string stands under: a field's, a variable's to which it is
// added, the function's to which it is given.
var dataKey = lazy.NewPattern(`["']?([\w-]+)["']?\s*(?:[:=]|\+=|\()\s*$`)

// add takes a string behind what stands before it.
func (p articlePieces) add(before, raw string, at int) {
	text := unquoted(raw)
	n := chineseIn(text)
	if n == 0 {
		return
	}
	key, added := "", false
	if m := dataKey.FindStringSubmatch(before); m != nil {
		key, added = m[1], strings.Contains(m[0], "+=")
	}
	one := p[key]
	if one == nil {
		one = &articlePiece{at: at}
		p[key] = one
	}
	one.paragraphs = append(one.paragraphs, text)
	one.chinese += n
	one.whole = one.whole || !added && n >= articleLeast && (strings.Contains(text, "\n") || strings.Contains(text, "</p>"))
}

// article joins the pieces under the name that has most, unless they are summaries of
// several articles, each with its title.
func (p articlePieces) article(titles int) (whole *htmlArticle, at int) {
	for _, one := range p {
		n := len(one.paragraphs)
		if one.whole || n < piecesLeast || one.chinese < pieceLeast*n || one.chinese < articleLeast || 2*titles > n {
			continue
		}
		if whole != nil && (one.chinese < whole.chinese || one.chinese == whole.chinese && one.at > at) {
			continue
		}
		var b strings.Builder
		for _, text := range one.paragraphs {
			if !markup.MatchString(text) {
				text = html.EscapeString(text)
			}
			b.WriteString("<p>" + text + "</p>")
		}
		whole, at = &htmlArticle{where: "<script>", body: b.String(), chinese: one.chinese}, one.at
	}
	return whole, at
}
