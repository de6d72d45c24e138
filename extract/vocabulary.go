package extract

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
	"github.com/taizhang/taizhang/seeds/tsv"
)

// vocabulary is the reference data of this room, compiled.
type vocabulary struct {
	headers     map[string]header
	headerWords headerWords
	*verbs
	costs       *costs // of labels
	headings    headingPrices
	assigning   *wordList // verbs by which a sentence makes its subject responsible
	script      *hanzi.Script
	parts       func() *nameParts // of organs that stand glued
	suffixes    map[rune][]suffix // by last character, longest first
	genres      []string          // longest first
	prefixes    []string          // what numbers of documents begin with: 川, 国
	conventions []convention
	stating     *wordList            // what any of them must hold
	phrases     map[string][]string  // by kind
	kinds       map[string]*wordList // the same, to be looked for
	metadata    map[string]string    // 发文机关 → issuer
	chrome      []chromeLine
	chromeAt    map[rune][]chromeLine // those that tell a line by its beginning, by first character
	chromeEnds  []string              // and by its end

	pageEnds, pageEndsGlued *wordList // what heads what a page adds behind the notice, alone in its line and before more
	pageWords               *wordList // what a page puts around a notice, of four characters and more
	closers                 *wordList // what may begin the last sentences of a notice
}

// chromeLine is a folded text that a page puts around a notice; match is whole,
// prefix or suffix.
type chromeLine struct{ text, match string }

// foot reports whether the text tells the foot of a page, and nothing elsewhere.
func (c chromeLine) foot() bool {
	return slices.Contains([]string{"foot", "filed", "near", "key"}, c.match)
}

type convention struct {
	code    string
	must    [][]string // of each list one stands in the line
	pattern *regexp.Regexp
}

func compile(fsys fs.FS) (*vocabulary, error) {
	v := &vocabulary{phrases: make(map[string][]string), metadata: make(map[string]string), chromeAt: make(map[rune][]chromeLine)}
	err := v.headerTables(fsys)
	if err != nil {
		return nil, err
	}
	if v.verbs, err = readVerbs(fsys); err != nil {
		return nil, err
	}
	if err = v.readNames(fsys); err != nil {
		return nil, err
	}
	if v.costs, err = readCosts(fsys); err != nil {
		return nil, err
	}
	if v.headings, err = readHeadings(fsys); err != nil {
		return nil, err
	}
	rows, err := tsv.Read(fsys, "genres.tsv", "word")
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		v.genres = append(v.genres, r.Cells[0])
	}
	if rows, err = tsv.Read(fsys, "docprefixes.tsv", "prefix", "region"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		v.prefixes = append(v.prefixes, r.Cells[0])
	}
	slices.SortStableFunc(v.genres, func(a, b string) int { return len(b) - len(a) })
	var stating []string
	if rows, err = tsv.Read(fsys, "conventions.tsv", "code", "must", "pattern"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		p, err := regexp.Compile(r.Cells[2])
		if err != nil {
			return nil, r.Errorf("%v", err)
		}
		c := convention{code: r.Cells[0], pattern: p}
		for all := range strings.SplitSeq(r.Cells[1], "&") {
			one := strings.Split(all, "|")
			if slices.Contains(one, "") {
				return nil, r.Errorf("want words of which one stands in what the pattern finds")
			}
			c.must = append(c.must, one)
		}
		v.conventions = append(v.conventions, c)
		stating = append(stating, c.must[0]...)
	}
	v.stating = newWordList(stating)
	if rows, err = tsv.Read(fsys, "phrases.tsv", "kind", "word"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		if r.Cells[1] == "" {
			return nil, r.Errorf("want a word")
		}
		v.phrases[r.Cells[0]] = append(v.phrases[r.Cells[0]], r.Cells[1])
	}
	v.parts = sync.OnceValue(func() *nameParts {
		parts, err := v.readNameParts(fsys)
		if err != nil { // a table that normalize refuses
			return &nameParts{}
		}
		return parts
	})
	for _, kind := range []string{"copula", "joint", "no-object", "object", "office", "organ-duties", "other-label", "predicate", "says", "time-label"} { // one may begin with another
		slices.SortStableFunc(v.phrases[kind], func(a, b string) int { return len(b) - len(a) })
	}
	v.kinds = make(map[string]*wordList, len(v.phrases))
	for kind, list := range v.phrases {
		v.kinds[kind] = newWordList(list)
	}
	v.closers = newWordList(slices.Concat(v.phrases["closing-prefix"], v.phrases["contact"]))
	v.assigning = newWordList(slices.Concat(v.phrases["predicate"], v.phrases["predicate-beside"]))
	if rows, err = tsv.Read(fsys, "metadata.tsv", "key", "field"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		v.metadata[taizhang.FoldString(r.Cells[0])] = r.Cells[1]
	}
	if rows, err = tsv.Read(fsys, "chrome.tsv", "text", "match"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		if m := r.Cells[1]; !slices.Contains([]string{"whole", "prefix", "suffix", "rest", "foot", "filed", "near", "key"}, m) {
			return nil, r.Errorf("match %q; want whole, prefix, suffix, rest, foot, filed, near or key", m)
		}
		c := chromeLine{taizhang.FoldString(r.Cells[0]), r.Cells[1]}
		if c.text == "" {
			return nil, r.Errorf("want a text")
		}
		v.chrome = append(v.chrome, c)
		switch c.match {
		case "whole", "prefix":
			v.chromeAt[firstRune(c.text)] = append(v.chromeAt[firstRune(c.text)], c)
		case "suffix":
			v.chromeEnds = append(v.chromeEnds, c.text)
		}
	}
	var ends, glued, long []string
	for _, c := range v.chrome {
		if c.match == "rest" {
			ends = append(ends, c.text)
		}
		if len(c.text) >= 12 && c.match != "near" {
			glued = append(glued, c.text)
		}
		if len(c.text) >= 12 && !c.foot() {
			long = append(long, c.text)
		}
	}
	v.pageEnds, v.pageEndsGlued, v.pageWords = newWordList(ends), newWordList(glued), newWordList(long)
	return v, nil
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
	return v.genreEnds(strings.TrimSuffix(title, "》"))
}

// asks reports whether a title says what it is about and what it is: 关于…的意见.
func (v *vocabulary) asks(title string) bool {
	_, about, ok := strings.Cut(title, "关于")
	i := strings.LastIndex(about, "的")
	return ok && i >= 0 && utf8.RuneCountInString(about[i:]) <= 9 && v.genre(about[i+len("的"):])
}

// genreEnds reports whether folded text ends in the last word of a title.
func (v *vocabulary) genreEnds(s string) bool { return endsWith(s, v.genres) }

// lastGenre returns where the last word of a title ends last in folded text; 0
// where none stands in it.
func (v *vocabulary) lastGenre(s string) int {
	end := 0
	for _, g := range v.genres {
		if i := strings.LastIndex(s, g); i >= 0 && len(g) > 3 {
			end = max(end, i+len(g))
		}
	}
	return end
}

// isChrome reports whether a folded line is one that a page puts around a notice.
func (v *vocabulary) isChrome(s string) bool {
	if len(s) > 400 {
		return false
	}
	for _, c := range v.chromeAt[firstRune(s)] {
		if s == c.text || c.match == "prefix" && strings.HasPrefix(s, c.text) {
			return true
		}
	}
	return slices.ContainsFunc(v.chromeEnds, func(end string) bool { return strings.HasSuffix(s, end) })
}

// endsPage reports whether a folded line heads what a page adds after the notice;
// where lines have run together, what follows the word stands on its line.
func (v *vocabulary) endsPage(s string, glued bool) bool {
	s = strings.TrimRight(s, ":")
	if _, behind, ok := strings.Cut(s, ")"); ok && behind != "" && strings.HasPrefix(s, "(") {
		s = behind // 【工作计划】相关文章：
	}
	return v.pageEnds.has(s) || glued && v.pageEndsGlued.begins(s) != ""
}

// cited reports whether a label is one that the text speaks of: 依照第八条规定, 附件1.,
// 第三条（一）项.
func (v *vocabulary) cited(before, after string, l label) bool {
	if v.endsWith(before, "numbers-before") {
		return true
	}
	for _, word := range []string{"条", "款"} { // 第三条（一）, and not 贷款（一）
		if rest, ok := strings.CutSuffix(before, word); ok && (hanzi.IsNumeral(lastRune(rest)) || lastRune(rest) >= '0' && lastRune(rest) <= '9') {
			return true
		}
	}
	if l.rank > articleRank && !strings.HasPrefix(string(l.style), "（") {
		return false
	}
	return v.endsWith(before, "cites-before") || v.beginsWith(after, "cites-after")
}

// chars reports whether a character is of a kind.
func (v *vocabulary) chars(kind string, r rune) bool {
	return slices.ContainsFunc(v.phrases[kind], func(set string) bool { return strings.ContainsRune(set, r) })
}

// measures reports whether folded text goes on as after a quantity: 万, 个, 倍.
func (v *vocabulary) measures(s string) bool { return v.beginsWith(s, "measure") }

// opensList reports whether what stands before a colon says that a list follows: 有下列情形. Behind a number and its measure
// 以下 is of an amount: 五百元以下.
func (v *vocabulary) opensList(s string) bool {
	return slices.ContainsFunc(v.phrases["list-follows"], func(word string) bool {
		k := strings.LastIndex(s, word)
		if k < 0 {
			return false
		}
		before := []rune(s[:k])
		if len(before) < 2 {
			return true
		}
		r := before[len(before)-2]
		return !digit(r) && !hanzi.IsNumeral(r) && !strings.ContainsRune("千万亿", r)
	})
}
