package reader

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/taizhang/taizhang/lazy"
)

// htmlList is an open <ol> or <ul>: how its items are marked.
type htmlList struct {
	kind    string // of list-style-type; empty for none
	said    bool   // the page names the kind itself
	ordered bool
	next    int
	step    int
}

// ueditor are the kinds of list that UEditor, of most government sites, writes as
// a class with a picture for each number; %s is the number.
var ueditor = map[string]htmlMark{
	"custom_num": {"decimal", "", "."}, "custom_num1": {"decimal", "", ")"}, "custom_num2": {"decimal", "(", ")"},
	"custom_cn": {"chineseCountingThousand", "", "、"}, "custom_cn1": {"chineseCountingThousand", "（", "）"}, "custom_cn2": {"chineseCountingThousand", "（", "）"},
}

// htmlMark is a way to number items: one of Word's formats between two marks.
type htmlMark struct{ format, before, after string }

// htmlMarks are the kinds of CSS by name.
var htmlMarks = map[string]htmlMark{
	"decimal": {"decimal", "", "."}, "decimal-leading-zero": {"decimalZero", "", "."},
	"lower-alpha": {"lowerLetter", "", "."}, "lower-latin": {"lowerLetter", "", "."}, "upper-alpha": {"upperLetter", "", "."}, "upper-latin": {"upperLetter", "", "."},
	"lower-roman": {"lowerRoman", "", "."}, "upper-roman": {"upperRoman", "", "."},
	"cjk-ideographic": {"chineseCountingThousand", "", "、"}, "simp-chinese-informal": {"chineseCountingThousand", "", "、"}, "trad-chinese-informal": {"chineseCountingThousand", "", "、"},
	"cjk-decimal": {"ideographDigital", "", "、"}, "simp-chinese-formal": {"chineseLegalSimplified", "", "、"}, "trad-chinese-formal": {"ideographLegalTraditional", "", "、"},
	"cjk-heavenly-stem": {"ideographTraditional", "", "、"}, "cjk-earthly-branch": {"ideographZodiac", "", "、"},
	"disc": {"", "•", ""}, "circle": {"", "◦", ""}, "square": {"", "▪", ""},
}

// listTypes are the values of the attribute type.
var listTypes = map[string]string{"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "disc": "disc", "circle": "circle", "square": "square"}

// notListStyle are words of list-style that name no kind.
var notListStyle = []string{"inside", "outside", "inherit", "initial", "unset", "revert", "revert-layer"}

// listStyle finds the kind of list in a value of list-style or list-style-type: one of CSS, none, a string, or
// a name that the page may define.
func listStyle(value string) string {
	named := ""
	for _, word := range cssWord.FindAllString(value, 8) {
		if _, known := htmlMarks[word]; known || word == "none" || word[0] == '"' || word[0] == '\'' {
			return word
		}
		if named == "" && !slices.Contains(notListStyle, word) && !strings.Contains(word, "(") {
			named = word
		}
	}
	return named
}

// list walks an <ol> or <ul> with counting of its own.
func (w *walker) list(n *html.Node) {
	l := &htmlList{ordered: n.DataAtom == atom.Ol, next: 1, step: 1}
	if l.ordered {
		l.kind = "decimal"
	}
	for _, c := range strings.Fields(attribute(n, "class")) {
		if _, known := ueditor[c]; known && l.ordered {
			l.kind, l.said = c, true
		}
	}
	if kind := listTypes[attribute(n, "type")]; kind != "" {
		l.kind, l.said = kind, true
	}
	if look := w.looks[n]; look != nil && w.marks(look.list) && !(l.said && strings.HasPrefix(l.kind, "custom")) {
		l.kind, l.said = look.list, true
	}
	if hasAttribute(n, "reversed") {
		l.step, l.next = -1, 0
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Li {
				l.next++
			}
		}
	}
	if start, err := strconv.Atoi(strings.TrimSpace(attribute(n, "start"))); err == nil {
		l.next = start
	}
	w.flush()
	w.label = ""
	w.lists = append(w.lists, l)
	w.children(n)
	w.lists = w.lists[:len(w.lists)-1]
	w.flush()
	w.label = ""
}

// item walks a <li>, whose first words are given its mark.
func (w *walker) item(n *html.Node, before string) {
	w.flush()
	w.label = ""
	if len(w.lists) > 0 {
		l := w.lists[len(w.lists)-1]
		if v, err := strconv.Atoi(strings.TrimSpace(attribute(n, "value"))); err == nil && l.ordered {
			l.next = v
		}
		kind, said := l.kind, l.said
		if own := listTypes[attribute(n, "type")]; own != "" {
			kind, said = own, true
		}
		if look := w.looks[n]; look != nil && w.marks(look.list) {
			kind, said = look.list, true
		}
		mark, known := w.marker(kind, l.next)
		// Most pages' style sheets, which are not at hand, take away the numbers of lists: what is numbered by itself keeps its own number alone.
		if known && (said || !numbered.MatchString(beginningOf(n))) {
			w.label = mark + " "
			w.inner = w.alike(kind)
		}
		if look := w.looks[n]; look != nil && look.marker != nil && look.marker.content != "" {
			w.label = w.content(look.marker.content, n, l.next)
		}
		l.next += l.step
	}
	w.label += before
	w.children(n)
	w.flush()
	w.label = ""
}

// marks reports whether a kind of list is one that says how items are marked: none says that they are not.
func (w *walker) marks(kind string) bool {
	_, known := w.marker(kind, 1)
	return known || kind == "none"
}

// alike returns how many lists around the one at hand mark their items as it does, so that their labels can't be
// told apart by what they print.
func (w *walker) alike(kind string) (n int) {
	for _, l := range w.lists[:len(w.lists)-1] {
		if l.kind == kind {
			n++
		}
	}
	return n
}

// numbered is how an item begins that carries a number or mark of its own.
var numbered = lazy.NewPattern(`^\s*(?:[（(]?[0-9０-９一二三四五六七八九十百]{1,4}[、.．。)）]|第[0-9一二三四五六七八九十百]+[条章节部]|[①-⓿㈠-㉃⒈-⒛●•◆■★▲])`)

// beginningOf returns the first words in a node.
func beginningOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			if b.WriteString(strings.TrimSpace(d.Data)); b.Len() > 32 {
				break
			}
		}
	}
	return b.String()
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttribute(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}
