package normalize

import (
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/seeds/tsv"
)

// lying returns the region that a word for a level means in a notice of r: r or
// the nearest one around it whose name ends in the word.
func (r *Region) lying(w levelWord) *Region {
	for here := true; r != nil; r, here = r.Parent, false {
		if strings.IndexByte(w.levels, byte(r.Level)) >= 0 && strings.HasSuffix(r.Name, w.word) && (here || !w.here) {
			return r
		}
	}
	return nil
}

// classWord is a row of classes.tsv; after means only after a word for a level.
type classWord struct {
	word  string
	after bool
}

// class resolves a mention of many: 各市(州)人民政府, 有关部门, 省直各单位.
func (n *Normalizer) class(s, printed string, at Place) (Resolved, bool) {
	give := func(r *Region, printed string) (Resolved, bool) {
		if strings.HasSuffix(printed, "政府") && !strings.HasSuffix(printed, government) {
			printed = strings.TrimSuffix(printed, "政府") + government
		} else if every(taizhang.FoldString(printed)) {
			printed += government
		}
		if r != country {
			printed = r.Full + printed
		}
		return Resolved{printed, printed, ruleClass}, true
	}
	if strings.Count(s, "(") != strings.Count(s, ")") {
		return Resolved{}, false // 各县（市, cut off
	}
	for _, c := range n.classes {
		if !c.after && strings.HasPrefix(s, c.word) {
			return give(at.Region, printed)
		}
	}
	if kinds := strings.TrimSuffix(strings.TrimSuffix(s, government), "政府"); len(kinds) < len(s) && strings.ContainsAny(kinds, "(、") && every(kinds) {
		return give(at.Region, "各"+printed) // 县(市、区)人民政府
	}
	for _, w := range n.organs.levels {
		if !strings.HasPrefix(s, w.word) || !strings.HasPrefix(printed, w.word) {
			continue
		}
		for _, c := range n.classes {
			if !strings.HasPrefix(s[len(w.word):], c.word) {
				continue
			}
			if r := at.Region.lying(w); r != nil && c.after {
				return give(r, printed)
			} else if r != nil {
				return give(r, printed[len(w.word):])
			}
		}
	}
	if r, used := n.regions.Prefix(s, at); used > 0 && used < len(s) && strings.HasPrefix(printed, s[:used]) {
		for _, c := range n.classes {
			if strings.HasPrefix(s[used:], c.word) && !c.after {
				return give(r, printed[used:])
			}
		}
	}
	return Resolved{}, false
}

// every reports whether s is 各 and kinds of regions: 各县(市、区).
func every(s string) bool {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "各"), "有关")
	return s != "" && strings.Trim(s, "县市区州旗盟省自治直辖有关、和()") == "" && strings.ContainsAny(s, "县市区州旗盟省")
}

// wordKind is what words.tsv says of a word in organs' names.
type wordKind byte

const (
	wholeWord   wordKind = iota + 1 // stands so in full names
	clippedWord                     // a short form: the full name is another, and not sure
	besideWord                      // a short form that stands in full names beside other words (文化广电旅游局)
	endWord                         // ends the full name of an organ of a region
)

func readWords(fsys fs.FS) (map[string]wordKind, []string, error) {
	rows, err := tsv.Read(fsys, "words.tsv", "word", "kind")
	if err != nil {
		return nil, nil, err
	}
	words := make(map[string]wordKind, len(rows))
	var ends []string
	for _, r := range rows {
		if strings.ContainsAny(r.Cells[0], "第一二三四五六七八九十") {
			return nil, nil, r.Errorf("a numeral in a word would change how deadlines are cut")
		}
		switch r.Cells[1] {
		case "whole":
			words[r.Cells[0]] = wholeWord
		case "clipped":
			words[r.Cells[0]] = clippedWord
		case "beside":
			words[r.Cells[0]] = besideWord
		case "end":
			words[r.Cells[0]] = endWord
			ends = append(ends, r.Cells[0])
		default:
			return nil, nil, r.Errorf("want a kind out of whole, clipped, beside, end")
		}
	}
	slices.SortStableFunc(ends, func(a, b string) int { return len(b) - len(a) })
	return words, ends, nil
}

// composed writes the region before a name that needs nothing else to be full: a
// leading group, a party organ, or a type of organ spelt out that no table has.
// Where the mention prints no region, only groups are certain.
func (n *Normalizer) composed(s string, h headOf, at Place) (Resolved, bool) {
	if h.region == country {
		return Resolved{}, false
	}
	if h.by == byShort && h.region.Level == County {
		h = headOf{at.Region, s, byNothing}
	}
	if h.by == byLevel { // 市场…: the word for the level must be a word
		if ws := n.lexicon.cut(s); len(ws) == 0 || ws[0].end != len(s)-len(h.core) {
			return Resolved{}, false
		}
	}
	lead := h.region.Full
	core, inParty := strings.CutPrefix(h.core, "委")
	if inParty {
		lead = party + lead + "委"
	} else if core, inParty = strings.CutPrefix(h.core, "党委"); inParty { // 自治区党委
		lead = party + lead + "委员会"
	}
	if inParty && h.by == byNothing {
		return Resolved{}, false
	}
	give := func(core, rule string) (Resolved, bool) {
		u := lead + core
		if u == s {
			rule = ruleFull
		}
		return Resolved{u, n.organs.organ(strings.Replace(u, h.region.Full, "{R}", 1), h.region, at.Year), rule}, true
	}
	if n.severalIn(h.core) {
		return Resolved{}, false // 商务局市司法局
	}
	if n.organs.group(core, h.by != byNothing) {
		return give(core, ruleGroup)
	}
	if h.by == byNothing || h.by == byShort || core == "" || strings.ContainsAny(core, "、(,;/") || n.organs.local(h.core) {
		return Resolved{}, false
	}
	if rest, ok := strings.CutPrefix(core, "政府"); ok && !inParty && rest != "" {
		core = government + rest // 市政府督查室
	}
	if stem, ok := strings.CutSuffix(core, "委"); ok && !inParty && utf8.RuneCountInString(stem) >= 4 && n.whole(stem) {
		return give(stem+"委员会", ruleComposed)
	}
	for _, end := range n.ends {
		if stem, ok := strings.CutSuffix(core, end); ok && (stem != "" || inParty || len(end) >= 4*3) && n.whole(core) {
			if end == "局" {
				if x, ok := strings.CutSuffix(stem, "监管"); ok && utf8.RuneCountInString(x) >= 2 {
					core = x + "监督管理局"
				}
			}
			return give(core, ruleComposed)
		}
	}
	return Resolved{}, false
}

// whole reports whether a name is spelt out: jieba finds no short form in it, and
// it is long, or made of words that full names have.
func (n *Normalizer) whole(name string) bool {
	unknown, runes := 0, 0
	for _, w := range n.lexicon.cut(name) {
		c := utf8.RuneCountInString(w.text)
		runes += c
		switch {
		case n.nameWords[w.text] == clippedWord:
			return false
		case n.nameWords[w.text] == besideWord && utf8.RuneCountInString(name) < 6:
			return false
		case n.nameWords[w.text] != 0 || n.lexicon.words[w.text]&isName != 0:
		case n.lexicon.words[w.text]&isOrgan != 0:
			return false // 环保局
		default:
			unknown += c
		}
	}
	return unknown == 0 || runes-unknown >= 1 && runes >= 5 || runes >= 6
}

// severalIn reports whether a name is two, without a mark between: a known form, and
// then one that begins with a region or the word for a level.
func (n *Normalizer) severalIn(core string) bool {
	for i := range core {
		if i < 2*3 || !n.organs.local(core[:i]) {
			continue
		}
		rest := core[i:]
		for _, w := range n.organs.levels {
			if tail, ok := strings.CutPrefix(rest, w.word); ok && (n.organs.local(tail) || n.organs.looksLikeOrgan(tail, false)) {
				return true
			}
		}
		if _, used := n.regions.Prefix(rest, Place{}); used > 0 && used < len(rest) && n.organs.looksLikeOrgan(rest[used:], false) {
			return true
		}
	}
	return false
}

// quoted gives a composed name the quotation marks that its mention has in what both
// end in: 江西省推进“三大战略”领导小组.
func (n *Normalizer) quoted(name, mention string) string {
	if !strings.ContainsFunc(mention, quote) {
		return name
	}
	printed := n.script.Twin(taizhang.Squeeze(mention))
	end, head := len(printed), len(name) // printed[end:] and name[head:] say the same
	for end > 0 {
		r, size := utf8.DecodeLastRuneInString(printed[:end])
		if !quote(r) {
			if last, _ := utf8.DecodeLastRuneInString(name[:head]); last != r {
				break
			}
			head -= size
		}
		end -= size
	}
	return name[:head] + printed[end:]
}
