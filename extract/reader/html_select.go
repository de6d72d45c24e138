package reader

import (
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"github.com/taizhang/taizhang/lazy"
)

// selector is one of a list: its words, each of which speaks of one element.
type selector struct {
	words  []selectorWord
	pseudo string // before or marker: what CSS writes there
}

type selectorWord struct {
	link    byte // how it leads back to the word before: a blank, >, + or ~
	match   goquery.Matcher
	weight  int
	counted bool // it may go through siblings and children
}

var (
	pseudo = lazy.NewPattern(`(?i)::?(before|marker)$`)
	// What browsers do not know, and what looks at much for each element.
	searching = lazy.NewPattern(`(?i):(?:has|haschild|contains|containsown|matches|matchesown|enabled|disabled)\b|:not\([^)]*[\s>+~]`)
	quoted    = lazy.NewPattern(`"[^"]*"|'[^']*'`)
)

// selectors reads a list of selectors. One that can't be understood matches nothing.
func selectors(list string) (all []selector) {
	begin := 0
	add := func(end int) {
		if end-begin <= cssLong {
			all = append(all, newSelector(strings.TrimSpace(list[begin:end])))
		}
		begin = end + 1
	}
	bare(list, func(i int, c byte) {
		if c == ',' {
			add(i)
		}
	})
	add(len(list))
	return all
}

func newSelector(text string) (s selector) {
	if of := pseudo.FindStringSubmatch(text); of != nil {
		s.pseudo, text = strings.ToLower(of[1]), strings.TrimSuffix(text, of[0])
	}
	begin, link, known := 0, byte(0), true
	cut := func(end int) {
		if w := text[begin:end]; w != "" {
			known = known && (link != 0) == (len(s.words) > 0) && !searching.MatchString(quoted.ReplaceAllString(w, ""))
			s.words = append(s.words, selectorWord{link, goquery.Single(w), 1 + len(w)/16, strings.Contains(w, ":")})
			link = ' '
		}
		begin = end + 1
	}
	bare(text, func(i int, c byte) {
		switch c {
		case ' ', '\t', '\r', '\n', '\f':
			cut(i)
		case '>', '+', '~':
			cut(i)
			link = c
		}
	})
	cut(len(text))
	if !known || link != ' ' {
		s.words = nil
	}
	return s
}

// bare calls at for each byte of CSS outside of strings, brackets and escapes.
func bare(s string, at func(i int, c byte)) {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case c == '"' || c == '\'':
			i += 1 + max(0, strings.IndexByte(s[i+1:], c))
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth--
		case depth == 0:
			at(i, c)
		}
	}
}

// selection finds the elements that selectors name. It keeps what it finds of an element on the
// way to another, and counts its steps: the library goes back to all ancestors and siblings
// for each element, and for each of these again with each word of a selector.
type selection struct {
	elements []pageElement
	steps    int
	// Of the selector in hand, by word and element: whether the element ends it up to that
	// word, and whether it does or one that it leads back to; 0 where that was not asked.
	ends, leads []int8
}

// pageElement is one of a page: parent, elder and last are places in the list, or -1.
type pageElement struct {
	node                *html.Node
	parent, elder, last int // last of its children so far
	weight, children    int
}

// newSelection lists the elements of a page, parents and elder siblings first.
func newSelection(page *goquery.Document) *selection {
	all := page.Find("*").Nodes
	s := &selection{elements: make([]pageElement, 0, len(all))}
	at := make(map[*html.Node]int, len(all))
	for i, n := range all {
		e := pageElement{node: n, parent: -1, elder: -1, last: -1, weight: 1 + len(n.Attr)/4}
		for _, a := range n.Attr {
			e.weight += len(a.Val) / 64
		}
		for range n.ChildNodes() {
			e.children++
		}
		if p, ok := at[n.Parent]; ok {
			e.parent, e.elder, s.elements[p].last = p, s.elements[p].last, i
		}
		at[n] = i
		s.elements = append(s.elements, e)
	}
	return s
}

// find returns the elements that a selector names.
func (s *selection) find(of selector) (found []*html.Node) {
	last := len(of.words) - 1
	if s.steps += 20; last < 0 || s.steps > cssWork {
		return nil
	}
	s.ends, s.leads = s.ends[:0], s.leads[:0]
	for i := range s.elements {
		if s.matches(of.words, last, i) {
			found = append(found, s.elements[i].node)
		}
	}
	return found
}

// matches reports whether element i ends words up to the k-th, which it matches.
func (s *selection) matches(words []selectorWord, k, i int) bool {
	w, e := &words[k], &s.elements[i]
	s.steps += w.weight * e.weight
	if w.counted {
		s.steps += e.children
		if e.parent >= 0 {
			s.steps += s.elements[e.parent].children
		}
	}
	if s.steps > cssWork || !w.match.Match(e.node) {
		return false
	}
	switch w.link {
	case '>':
		return s.ended(words, k-1, e.parent)
	case '+':
		return s.ended(words, k-1, e.elder)
	case ' ':
		return s.led(words, k-1, e.parent, func(e *pageElement) int { return e.parent })
	case '~':
		return s.led(words, k-1, e.elder, func(e *pageElement) int { return e.elder })
	}
	return true
}

// ended is what matches says, asked once.
func (s *selection) ended(words []selectorWord, k, i int) bool {
	if i < 0 {
		return false
	}
	if n := (len(words) - 1) * len(s.elements); len(s.ends) == 0 {
		s.steps += n / 8
		s.ends, s.leads = slices.Grow(s.ends, n)[:n], slices.Grow(s.leads, n)[:n]
		clear(s.ends)
		clear(s.leads)
	}
	at := k*len(s.elements) + i
	if s.ends[at] == 0 {
		s.ends[at] = -1
		if s.matches(words, k, i) {
			s.ends[at] = 1
		}
	}
	return s.ends[at] > 0
}

// led reports whether i, or one that it leads back to, ends words up to the k-th.
func (s *selection) led(words []selectorWord, k, i int, back func(*pageElement) int) bool {
	answer, j := int8(0), i
	for j >= 0 && answer == 0 {
		s.steps++
		if s.ended(words, k, j) {
			answer = 1
		} else if answer = s.leads[k*len(s.elements)+j]; answer == 0 {
			j = back(&s.elements[j])
		}
	}
	if answer == 0 {
		answer = -1
	}
	for ; i != j; i = back(&s.elements[i]) {
		s.leads[k*len(s.elements)+i] = answer
	}
	return answer > 0
}
