package reader

import (
	"slices"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/taizhang/taizhang/lazy"
)

// htmlLook is what CSS and attributes say of an element's look, as far as it
// decides what a person sees.
type htmlLook struct {
	gone        bool // display: none, or out of the page: nothing inside can show itself again
	concealment      // hidden, struck through
	color       int8 // of the text: 1 white, -1 another, 0 unsaid
	ground      bool // it has a ground that is not white
	list        string
	lines       int8           // 1 keeps line ends as they are written, -1 does not, 0 unsaid
	counts      *htmlGenerated // the element itself
	before      *htmlGenerated
	marker      *htmlGenerated
}

// Bounds of a page's style sheets: beyond them they are left aside, and only what elements
// say of themselves counts.
const (
	cssRules = 20_000
	cssWork  = 50_000_000 // steps: to compare a plain element with a plain selector is one
	cssLong  = 1000       // bytes of a selector; a longer one matches nothing
	cssWidth = 1280       // pixels of the screen that media rules are asked for
)

// looks reads the style sheets of a page and what its elements say of themselves.
func looks(page *goquery.Document) map[*html.Node]*htmlLook {
	all := map[*html.Node]*htmlLook{}
	look := func(n *html.Node) *htmlLook {
		if all[n] == nil {
			all[n] = &htmlLook{}
		}
		return all[n]
	}
	var rules []cssRule
	page.Find("style").Each(func(_ int, s *goquery.Selection) {
		if screen(s.AttrOr("media", "")) {
			rules = append(rules, styleRules(s.Text(), 0)...)
		}
	})
	if len(rules) > 0 && len(rules) <= cssRules {
		s := newSelection(page)
		for _, r := range rules {
			if s.steps > cssWork {
				break
			}
			for _, one := range selectors(r.selector) {
				for _, n := range s.find(one) {
					s.steps += 30 + len(r.declared)/2
					switch l := look(n); one.pseudo {
					case "before":
						declares(&l.before, r.declared)
					case "marker":
						declares(&l.marker, r.declared)
					default:
						l.declare(r.declared)
					}
				}
			}
		}
		if s.steps > cssWork {
			clear(all)
		}
	}
	page.Find("[style],[hidden],[bgcolor],[background],font[color],font[size],s,strike,del,[aria-hidden]").Each(func(_ int, s *goquery.Selection) {
		n := s.Nodes[0]
		l := look(n)
		switch n.DataAtom {
		case atom.S, atom.Strike, atom.Del:
			l.set(byStrike, true)
		case atom.Font:
			l.setColor(s.AttrOr("color", ""))
		}
		if _, hidden := s.Attr("hidden"); hidden {
			l.gone = true
		}
		if g := s.AttrOr("bgcolor", s.AttrOr("background", "")); g != "" && !white(g) {
			l.ground = true
		}
		l.declare(s.AttrOr("style", ""))
	})
	// A page that is hidden as a whole is shown by its script when it has been loaded.
	page.Find("html,body").Each(func(_ int, s *goquery.Selection) {
		if l := all[s.Nodes[0]]; l != nil {
			l.gone, l.concealment = false, concealment{}
		}
	})
	return all
}

// cssRule is a list of selectors with what it declares.
type cssRule struct{ selector, declared string }

// told is a declaration that matters here.
var told = lazy.NewPattern(`(?i)(?:^|;)\s*(display|visibility|opacity|white-space|mso-hide|font-size|color|background(?:-color|-image)?|text-(?:decoration(?:-line)?|indent)|margin-(?:left|top)|left|top|clip(?:-path)?|` +
	`transform|content(?:-visibility)?|list-style(?:-type)?|counter-(?:reset|set|increment)|overflow|(?:max-)?height|width)\s*:((?:"[^"]*"|'[^']*'|[^;"'])*)`)

// brief returns the declarations that matter, the last of each property.
func brief(declared string) string {
	all := told.FindAllStringSubmatch(declared, -1)
	seen := map[string]bool{}
	var kept []string
	for _, m := range slices.Backward(all) {
		if name := strings.ToLower(m[1]); !seen[name] && len(m[2]) <= longestDeclared {
			seen[name] = true
			kept = append(kept, name+":"+m[2])
		}
	}
	slices.Reverse(kept)
	return strings.Join(kept, ";")
}

var cssComment = lazy.NewPattern(`(?s)/\*.*?\*/|<!--|-->`)

// styleRules reads a style sheet, and those media rules that hold for a wide screen.
func styleRules(sheet string, depth int) (all []cssRule) {
	sheet = cssComment.ReplaceAllString(sheet, " ")
	for depth < 4 && len(all) <= cssRules {
		open := strings.IndexByte(sheet, '{')
		if open < 0 {
			break
		}
		head := strings.TrimSpace(sheet[:open])
		if i := strings.LastIndexByte(head, ';'); i >= 0 { // @import …;
			head = strings.TrimSpace(head[i+1:])
		}
		end := blockEnd(sheet, open)
		body := sheet[open+1 : end]
		sheet = sheet[min(end+1, len(sheet)):]
		switch media, isMedia := strings.CutPrefix(strings.ToLower(head), "@media"); {
		case isMedia:
			if screen(media) {
				all = append(all, styleRules(body, depth+1)...)
			}
		case !strings.HasPrefix(head, "@"):
			if body = brief(body); body != "" {
				all = append(all, cssRule{head, body})
			}
		}
	}
	return all
}

// blockEnd returns where the block that opens at i is closed, or the end.
func blockEnd(s string, i int) int {
	for depth := 0; i < len(s); i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(s)
}

var mediaWidth = lazy.NewPattern(`(min|max)-width\s*:\s*(\d+)`)

// screen reports whether a media query holds for a wide screen.
func screen(query string) bool {
	query = strings.ToLower(query)
	for one := range strings.SplitSeq(query, ",") {
		holds := !strings.Contains(one, "print") && !strings.Contains(one, "speech")
		for _, m := range mediaWidth.FindAllStringSubmatch(one, -1) {
			n, _ := strconv.Atoi(m[2])
			holds = holds && (m[1] == "min") == (n <= cssWidth)
		}
		if holds {
			return true
		}
	}
	return false
}

// declare takes declarations: display: none; color: #fff.
func (l *htmlLook) declare(declared string) {
	if declared == "" {
		return
	}
	declares(&l.counts, declared)
	flat := map[string]string{}
	for one := range strings.SplitSeq(declared, ";") {
		name, value, ok := strings.Cut(one, ":")
		if !ok {
			continue
		}
		name = strings.ToLower(strings.TrimSpace(name))
		value = strings.ToLower(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(strings.ToLower(value)), "!important")))
		flat[name] = value
		switch name {
		case "display":
			l.gone = value == "none"
		case "mso-hide":
			l.gone = l.gone || value == "all"
		case "white-space":
			l.lines = -1
			if strings.HasPrefix(value, "pre") || value == "break-spaces" {
				l.lines = 1
			}
		case "visibility":
			l.set(byHiding, value == "hidden" || value == "collapse")
		case "opacity":
			if v, err := strconv.ParseFloat(strings.TrimSuffix(value, "%"), 64); err == nil && v == 0 {
				l.gone = true
			}
		case "font-size":
			if n, ok := pixels(value); ok {
				l.set(bySize, n == 0)
			}
		case "color":
			l.setColor(value)
		case "background", "background-color", "background-image":
			l.ground = l.ground || !white(value)
		case "text-decoration", "text-decoration-line":
			if strings.Contains(value, "line-through") {
				l.set(byStrike, true)
			}
		case "text-indent", "left", "top", "margin-left", "margin-top":
			if n, ok := pixels(value); ok && n <= -900 {
				l.gone = true
			}
		case "clip":
			l.gone = l.gone || regexpClip.MatchString(value)
		case "transform", "clip-path", "content-visibility":
			l.gone = l.gone || regexpNone.MatchString(value)
		case "list-style", "list-style-type":
			if kind := listStyle(value); kind != "" {
				l.list = kind
			}
		}
	}
	if strings.HasPrefix(flat["overflow"], "hidden") {
		for _, side := range []string{"height", "max-height", "width"} {
			if n, ok := pixels(flat[side]); ok && n == 0 {
				l.gone = true
			}
		}
	}
}

var (
	regexpClip   = lazy.NewPattern(`^rect\(\s*[01](px)?\s*,?\s*[01](px)?\s*,?\s*[01](px)?\s*,?\s*[01](px)?\s*\)`)
	regexpNone   = lazy.NewPattern(`^(?:scale(?:3d|x|y)?\(\s*0\s*[,)]|inset\(\s*(?:50|100)%|circle\(\s*0|hidden)`)
	regexpPixels = lazy.NewPattern(`^(-?\d*\.?\d+)(px|pt|em|rem|cm|mm|in|%|vw|vh)?$`)
)

// pixels reads a length; its unit is of no matter, as only nothing and far away are asked for.
func pixels(value string) (float64, bool) {
	m := regexpPixels.FindStringSubmatch(value)
	if m == nil {
		return 0, false
	}
	n, err := strconv.ParseFloat(m[1], 64)
	if m[2] == "em" || m[2] == "rem" {
		n *= 16
	}
	return n, err == nil
}

func (l *htmlLook) setColor(value string) {
	switch value = strings.ToLower(strings.TrimSpace(value)); {
	case value == "", value == "inherit":
	case value == "transparent", whiteOnly.MatchString(value):
		l.color = 1
	default:
		l.color = -1
	}
}

var whiteOnly = lazy.NewPattern(`^(white|#fff|#ffffff|ffffff|window|rgba?\(\s*255\s*,\s*255\s*,\s*255\s*(,\s*[\d.]+\s*)?\))$`)

// white reports whether a ground is none, or white.
func white(value string) bool {
	switch value = strings.ToLower(strings.TrimSpace(value)); value {
	case "", "none", "transparent", "inherit", "initial", "unset":
		return true
	}
	return whiteOnly.MatchString(value)
}
