package reader

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/taizhang/taizhang/lazy"
)

// htmlGenerated is what CSS writes before an element that the page itself does not
// say: counters, and content with them.
type htmlGenerated struct{ reset, set, increment, content string }

var (
	generating = lazy.NewPattern(`(?i)(?:^|;)\s*(counter-reset|counter-set|counter-increment|content)\s*:\s*((?:"[^"]*"|'[^']*'|[^;"'])*)`)
	// A piece of content: a string, counter(name, style), counters(name, "between", style), attr(name).
	generated = lazy.NewPattern(`"([^"]*)"|'([^']*)'|(?i:(counters?|attr))\(\s*([\w-]+)\s*(?:,\s*["']([^"']*)["'])?\s*(?:,\s*([\w-]+))?\s*\)`)
	cssEscape = lazy.NewPattern(`\\(?:([0-9a-fA-F]{1,6})\s?|(.))`)
)

// longestDeclared is how many bytes a value may have: a number with words around it has
// fewer, and it is written before every element that it applies to.
const longestDeclared = 500

// declare takes the declarations that count or write.
func (g *htmlGenerated) declare(declared string) {
	for _, m := range generating.FindAllStringSubmatch(declared, -1) {
		value := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(m[2]), "!important"))
		if len(value) > longestDeclared {
			continue
		}
		switch strings.ToLower(m[1]) {
		case "counter-reset":
			g.reset = value
		case "counter-set":
			g.set = value
		case "counter-increment":
			g.increment = value
		case "content":
			g.content = value
		}
	}
}

// declares reads declarations into g, which is made where they say something.
func declares(g **htmlGenerated, declared string) {
	if !generating.MatchString(declared) {
		return
	}
	if *g == nil {
		*g = &htmlGenerated{}
	}
	(*g).declare(declared)
}

// htmlCounter is a counter of CSS: its scope is the element that began it, its
// siblings behind it and all in them.
type htmlCounter struct {
	parent *html.Node
	value  int
}

// count carries out what g says of counters at n.
func (w *walker) count(g *htmlGenerated, n *html.Node) {
	if w.counters == nil {
		w.counters = map[string][]htmlCounter{}
	}
	each := func(value string, otherwise int, do func(name string, v int)) {
		words := strings.Fields(value)
		for i, name := range words {
			if _, err := strconv.Atoi(name); err == nil || name == "none" {
				continue
			}
			v := otherwise
			if i+1 < len(words) {
				if given, err := strconv.Atoi(words[i+1]); err == nil {
					v = given
				}
			}
			do(name, v)
		}
	}
	begin := func(name string, v int) {
		all := w.counters[name]
		for len(all) > 0 && !encloses(all[len(all)-1].parent, n.Parent) {
			all = all[:len(all)-1]
		}
		if last := len(all) - 1; last >= 0 && all[last].parent == n.Parent {
			all = all[:last]
		}
		w.counters[name] = append(all, htmlCounter{n.Parent, v})
	}
	change := func(do func(c *htmlCounter, v int)) func(string, int) {
		return func(name string, v int) {
			if len(w.scoped(name, n)) == 0 {
				begin(name, 0)
			}
			all := w.counters[name]
			do(&all[len(all)-1], v)
		}
	}
	each(g.reset, 0, begin)
	each(g.increment, 1, change(func(c *htmlCounter, v int) { c.value += v }))
	each(g.set, 0, change(func(c *htmlCounter, v int) { c.value = v }))
}

// scoped returns the counters of a name in whose scope n is, outermost first.
func (w *walker) scoped(name string, n *html.Node) []htmlCounter {
	all := w.counters[name]
	for len(all) > 0 && !encloses(all[len(all)-1].parent, n.Parent) {
		all = all[:len(all)-1]
	}
	if w.counters != nil {
		w.counters[name] = all
	}
	return all
}

// encloses reports whether n is outer, or in it.
func encloses(outer, n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return outer == nil
}

// before counts at n and returns what CSS writes before it: what holds a number or
// a word, as all else is ornament.
func (w *walker) before(n *html.Node) string {
	l := w.looks[n]
	if l == nil || l.counts == nil && l.before == nil {
		return ""
	}
	if l.counts != nil {
		w.count(l.counts, n)
	}
	if l.before == nil {
		return ""
	}
	w.count(l.before, n)
	return w.content(l.before.content, n, 0)
}

// content returns what a value of content prints at n; item is the number of a list's item.
func (w *walker) content(value string, n *html.Node, item int) string {
	var b strings.Builder
	says := false
	for _, m := range generated.FindAllStringSubmatch(value, -1) {
		switch strings.ToLower(m[3]) {
		case "counter", "counters":
			all := w.scoped(m[4], n)
			if m[4] == "list-item" {
				all = []htmlCounter{{value: item}}
			}
			if len(all) == 0 {
				all = []htmlCounter{{}}
			}
			if !strings.EqualFold(m[3], "counters") {
				all = all[len(all)-1:]
			}
			format := htmlMarks[strings.ToLower(m[6])].format
			if m[6] == "" {
				format = "decimal"
			}
			for i, c := range all {
				if i > 0 {
					b.WriteString(m[5])
				}
				b.WriteString(formatNumber(c.value, format))
			}
			says = says || format != ""
		case "attr":
			b.WriteString(attribute(n, strings.ToLower(m[4])))
			says = says || attribute(n, strings.ToLower(m[4])) != ""
		default:
			text := cssEscape.ReplaceAllStringFunc(m[1]+m[2], unescapedCSS)
			b.WriteString(text)
			says = says || chineseIn(text) > 0
		}
	}
	if !says {
		return ""
	}
	return b.String()
}

func unescapedCSS(s string) string {
	m := cssEscape.FindStringSubmatch(s)
	if m[1] == "" {
		return m[2]
	}
	r, _ := strconv.ParseUint(m[1], 16, 32)
	if r == '\n' || r == 0 || r > 0x10ffff {
		return " "
	}
	return string(rune(r))
}
