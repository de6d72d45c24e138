package extract

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// vocabulary is the reference data of this room, compiled.
type vocabulary struct {
	headers     map[string]header
	headerWords headerWords
	endVerbs    []verb // longest first
	labelVerbs  []verb // longest first
	suffixes    []suffix
	genres      []string // longest first
	conventions []convention
	phrases     map[string][]string // by kind
	metadata    map[string]string   // 发文机关 → issuer
	chrome      []chromeLine
}

type verb struct {
	word string
	duty taizhang.Duty
}

type suffix struct {
	word string
	weak bool
}

// chromeLine is a folded text that a page puts around a notice; match is whole,
// prefix or suffix.
type chromeLine struct{ text, match string }

type convention struct {
	code, must string
	pattern    *regexp.Regexp
}

func compile(fsys fs.FS) (*vocabulary, error) {
	v := &vocabulary{phrases: make(map[string][]string), metadata: make(map[string]string)}
	if err := v.headerTables(fsys); err != nil {
		return nil, err
	}
	rows, err := taizhang.ReadTable(fsys, "verbs.tsv", "verb", "where", "duty")
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		x := verb{taizhang.FoldString(r.Cells[0]), taizhang.Duty(r.Cells[2])}
		switch x.duty {
		case taizhang.DutyLead, taizhang.DutySupport, taizhang.DutyResponsible, taizhang.DutySeparate:
		default:
			return nil, r.Errorf("duty %q; want lead, support, responsible or separate", x.duty)
		}
		switch r.Cells[1] {
		case "end":
			v.endVerbs = append(v.endVerbs, x)
		case "label":
			v.labelVerbs = append(v.labelVerbs, x)
		default:
			return nil, r.Errorf("where %q; want end or label", r.Cells[1])
		}
	}
	longest := func(a, b verb) int { return len(b.word) - len(a.word) }
	slices.SortStableFunc(v.endVerbs, longest)
	slices.SortStableFunc(v.labelVerbs, longest)
	if rows, err = taizhang.ReadTable(fsys, "suffixes.tsv", "suffix", "kind", "weak"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		v.suffixes = append(v.suffixes, suffix{r.Cells[0], r.Cells[2] == "1"})
	}
	if rows, err = taizhang.ReadTable(fsys, "genres.tsv", "word"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		v.genres = append(v.genres, r.Cells[0])
	}
	slices.SortStableFunc(v.genres, func(a, b string) int { return len(b) - len(a) })
	if rows, err = taizhang.ReadTable(fsys, "conventions.tsv", "code", "must", "pattern"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		p, err := regexp.Compile(r.Cells[2])
		if err != nil {
			return nil, r.Errorf("%v", err)
		}
		v.conventions = append(v.conventions, convention{r.Cells[0], r.Cells[1], p})
	}
	if rows, err = taizhang.ReadTable(fsys, "phrases.tsv", "kind", "word"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		v.phrases[r.Cells[0]] = append(v.phrases[r.Cells[0]], r.Cells[1])
	}
	if rows, err = taizhang.ReadTable(fsys, "metadata.tsv", "key", "field"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		v.metadata[taizhang.FoldString(r.Cells[0])] = r.Cells[1]
	}
	if rows, err = taizhang.ReadTable(fsys, "chrome.tsv", "text", "match"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		if m := r.Cells[1]; m != "whole" && m != "prefix" && m != "suffix" && m != "rest" {
			return nil, r.Errorf("match %q; want whole, prefix, suffix or rest", m)
		}
		v.chrome = append(v.chrome, chromeLine{taizhang.FoldString(r.Cells[0]), r.Cells[1]})
	}
	return v, nil
}

// organ reports whether a folded name ends as organs' names do; a weak ending,
// shared with ordinary words, counts only where weak is allowed.
func (v *vocabulary) organ(name string, weak bool) bool {
	name = strings.TrimRight(name, "等")
	if i := strings.LastIndexByte(name, '('); i > 0 && strings.HasSuffix(name, ")") {
		name = name[:i] // 新闻出版广电局（版权局）
	}
	for _, s := range v.suffixes {
		if strings.HasSuffix(name, s.word) && (weak || !s.weak) && len(name) > len(s.word) {
			return true
		}
	}
	return false
}

// genre reports whether a folded title ends as titles of notices and plans do.
func (v *vocabulary) genre(title string) bool {
	for strings.HasSuffix(title, ")") {
		i := strings.LastIndexByte(title, '(')
		if i <= 0 {
			break
		}
		title = title[:i] // …方案（试行）
	}
	title = strings.TrimSuffix(title, "》")
	for _, g := range v.genres {
		if strings.HasSuffix(title, g) {
			return true
		}
	}
	return false
}

// ending returns the verb at the end of a folded clause, and the clause before it.
func (v *vocabulary) ending(clause string) (before string, found verb, ok bool) {
	for _, x := range v.endVerbs {
		if strings.HasSuffix(clause, x.word) {
			return clause[:len(clause)-len(x.word)], x, true
		}
	}
	return clause, verb{}, false
}

// labelled returns the verb that heads a folded clause (责任单位:…), and what follows it.
func (v *vocabulary) labelled(clause string) (after string, found verb, ok bool) {
	for _, x := range v.labelVerbs {
		if rest, ok := strings.CutPrefix(clause, x.word); ok && strings.HasPrefix(rest, ":") {
			return rest[1:], x, true
		}
	}
	return clause, verb{}, false
}

// isChrome reports whether a folded line is one that a page puts around a notice.
func (v *vocabulary) isChrome(s string) bool {
	if len(s) > 400 {
		return false
	}
	for _, c := range v.chrome {
		switch {
		case s == c.text && c.match != "rest", c.match == "prefix" && strings.HasPrefix(s, c.text), c.match == "suffix" && strings.HasSuffix(s, c.text):
			return true
		}
	}
	return false
}

// endsPage reports whether a folded line heads what a page adds after the notice.
func (v *vocabulary) endsPage(s string) bool {
	s = strings.TrimRight(s, ":")
	for _, c := range v.chrome {
		if c.match == "rest" && s == c.text {
			return true
		}
	}
	return false
}

// duties splits a folded sentence into clauses, at commas and before each label of
// units inside one (牵头单位:A配合单位:B).
func (v *vocabulary) duties(text string, sentence taizhang.Span) []taizhang.Span {
	var out []taizhang.Span
	for _, c := range clauses(text[sentence.Start:sentence.End], ",，") {
		c.Start, c.End = c.Start+sentence.Start, c.End+sentence.Start
		for {
			at := v.nextLabel(text[c.Start:c.End])
			if at <= 0 {
				break
			}
			out = append(out, taizhang.Span{Start: c.Start, End: c.Start + at})
			c.Start += at
		}
		out = append(out, c)
	}
	return out
}

// nextLabel returns where a label of units begins after the first byte of a
// folded clause, or -1.
func (v *vocabulary) nextLabel(clause string) int {
	for at := 0; ; {
		k := strings.IndexByte(clause[at:], ':')
		if k < 0 {
			return -1
		}
		before := clause[:at+k]
		for _, x := range v.labelVerbs {
			if strings.HasSuffix(before, x.word) && len(before) > len(x.word) {
				return len(before) - len(x.word)
			}
		}
		at += k + 1
	}
}

// place reports whether a folded name ends as names of regions do.
func (v *vocabulary) place(name string) bool {
	for _, end := range v.phrases["place"] {
		if strings.HasSuffix(name, end) && len(name) > len(end) {
			return true
		}
	}
	return false
}
