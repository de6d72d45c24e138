package normalize

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// jurisdiction is the region whose organ issues the notice: the first of issuers
// and title that begins with a region's name or is a central organ. Where none does,
// whatever else speaks of a region is weighed.
func (w *work) jurisdiction() *Region {
	n := &w.ledger.Notice
	near := Place{w.numbered(), w.at.Year}
	if near.Region == country {
		near.Region = nil
	}
	for _, s := range append(append([]string{}, n.Issuers...), n.Title) {
		s = strings.TrimPrefix(w.plain(s), party)
		if r, n := w.regions.Prefix(s, near); n > 0 {
			return r
		}
		if r, n := w.regions.shortPrefix(s, near); n > 0 && r.Level != County && w.organs.local(s[n:]) {
			return r // 成都知识产权局
		}
		if r := w.branchOf(s, near); r != nil {
			return r
		}
		if w.centralLead(s) {
			return country
		}
		if u := w.Unit(strings.TrimSuffix(strings.TrimSuffix(s, "办公厅"), "办公室"), Place{Region: country, Year: w.at.Year}); u.Rule == ruleOrgan || u.Rule == ruleFull {
			return country
		}
		if w.namesRegion(s) { // 云海省: one that is in no table; 阜蒙县: one that the title gives in full
			return w.inTitle(near)
		}
	}
	r, next, margin := w.likeliest(near)
	switch {
	case r == nil:
		if next != nil {
			w.find("region-inferred", taizhang.Info, fmt.Sprintf("标题和发文机关未写地区，按正文等也不能断定，可能是%s", next.Path()), nil, "")
		}
	case r != w.numbered():
		w.find("region-inferred", taizhang.Info, fmt.Sprintf("标题和发文机关未写地区，按正文等推断为%s", r.Path()), nil, "")
	default:
		return r
	}
	if next != nil {
		w.second("jurisdiction", next.Path(), "weight", margin)
	}
	return r
}

// inTitle is the first region that the title names in full, or nil.
func (w *work) inTitle(near Place) *Region {
	title := w.plain(w.ledger.Notice.Title)
	for i := range title {
		if r, n := w.regions.Prefix(title[i:], near); n > 0 {
			return r
		}
	}
	return nil
}

// branchOf is the region inside the name of an organ that begins otherwise:
// 国家税务总局四川省税务局, 国网陕西省电力有限公司; nil where there is none.
func (w *work) branchOf(s string, near Place) *Region {
	name, _, _ := strings.Cut(s, "关于")
	if !w.organs.looksLikeOrgan(name, strings.Contains(name, "公司")) {
		return nil
	}
	for _, lead := range append([]string{"国网"}, w.organs.marked...) {
		rest, ok := strings.CutPrefix(name, lead)
		if !ok {
			continue
		}
		if r, n := w.regions.Prefix(rest, near); n > 0 {
			return r
		}
		if r, n := w.regions.shortPrefix(rest, near); n > 0 && r.Level != County {
			return r
		}
	}
	return nil
}

// centralLead reports whether a name says that it is a central organ's.
func (w *work) centralLead(s string) bool { return w.organs.parts.lead("state", s) }

// namesRegion reports whether a name begins with what may be a region's, and goes on
// as organs of regions do.
func (w *work) namesRegion(s string) bool {
	runes := 0
	for i := range s {
		for _, l := range w.organs.levels {
			if rest, ok := strings.CutPrefix(s[i:], l.word); ok && runes > 1 && (rest == "" || strings.HasPrefix(rest, government) || w.organs.looksLikeOrgan(rest, false)) {
				return true
			}
		}
		if runes++; runes > 4 {
			break
		}
	}
	return false
}

// numbered is the region that the document number speaks of, or nil.
func (w *work) numbered() *Region {
	s := w.plain(w.ledger.Notice.DocNumber)
	_, size := utf8.DecodeRuneInString(s)
	if r := w.prefixes[s[:size]]; r != nil {
		return r
	}
	if r, n := w.regions.shortPrefix(s, Place{Year: w.at.Year}); n >= 2*3 && r.Level != County {
		return r // 广安府办发
	}
	return nil
}

// What speaks of a region, and how much it says. Organs that the text mentions weigh the
// more, the more of them are of a kind that the region has.
const (
	bySignature = 6.0
	byMentions  = 6.0
	byTitle     = 4.0
	byNumber    = 3.0
	byAddressee = 3.0
	byFile      = 3.0
	byFolder    = 2.0
	byText      = 2.0
	enough      = 3.0
	tooNear     = 0.2
)

// likeliest is the region that most of what is printed speaks for, the higher one of
// several; nil where that is too little. next is what comes next, or would be first, with how much less it is worth.
func (w *work) likeliest(near Place) (best, next *Region, margin float64) {
	n := &w.ledger.Notice
	weight := map[*Region]float64{}
	say := func(s string, much float64) {
		if r, n := w.regions.Prefix(s, near); n > 0 {
			weight[r] += much
		} else if w.centralLead(s) {
			weight[country] += much
		}
	}
	if r := w.numbered(); r != nil {
		weight[r] += byNumber
	}
	if w.draft != nil {
		say(w.signed().organ, bySignature)
	}
	within := func(s string, much float64) bool { // the first region that a name holds
		for i := range s {
			if _, n := w.regions.Prefix(s[i:], near); n > 0 {
				say(s[i:], much)
				return true
			}
		}
		return false
	}
	title := w.plain(n.Title)
	within(title, byTitle)
	if title == "" && w.draft != nil {
		lines := 0
		for line := range strings.Lines(w.text[:min(len(w.text), 600)]) { // a title that was not recognized
			line = w.plain(line)
			if _, n := w.regions.Prefix(line, near); n > 0 && !strings.ContainsAny(line, "。;；") {
				say(line, byTitle)
				break
			}
			if lines++; lines == 5 {
				break
			}
		}
	}
	addressees := n.Addressees
	if len(addressees) == 0 && w.draft != nil {
		addressees = []string{w.folded()} // copied without its title, a notice begins with them
	}
	for _, s := range addressees {
		s = w.plain(s[:min(len(s), 100*3)])
		if r, n := w.regions.Prefix(s, Place{Year: w.at.Year}); n > 0 && r.Level != County {
			weight[r.up("p")] += byAddressee // the organs of a prefecture are told by its province
			break
		}
		if strings.HasPrefix(s, "各省") && strings.Contains(s, "直辖市") {
			weight[country] += byAddressee
			break
		}
	}
	if w.draft != nil {
		names := w.sourceNames()
		for i, name := range names {
			much := byFolder
			if i == len(names)-1 {
				much = byFile
			}
			if name = w.plain(name); within(name, much) {
				continue
			}
			if r, n := w.regions.shortPrefix(strings.TrimLeft(name, "0123456789年度-_. "), near); n > 0 && r.Level != County {
				weight[r] += much // 宜昌2023年分工表
				continue
			}
			say(name, much)
		}
		w.weigh(weight, near)
	}
	all := slices.SortedFunc(maps.Keys(weight), func(a, b *Region) int {
		return -cmp.Or(cmp.Compare(weight[a], weight[b]), cmp.Compare(rank(a), rank(b)), strings.Compare(b.Path(), a.Path()))
	})
	if len(all) == 0 || weight[all[0]] < enough {
		return nil, nil, 0
	}
	best = all[0]
	for _, r := range all[1:] { // two of one kind, and nothing between them
		if !r.within(best) && !best.within(r) && weight[r] > weight[best]-tooNear {
			return nil, best, 0
		}
	}
	if len(all) > 1 && weight[all[1]]*2 > weight[best] {
		next, margin = all[1], weight[best]-weight[all[1]]
	}
	return best, next, margin
}

// rank orders regions from counties to the country.
func rank(r *Region) int { return strings.IndexByte("axmpc", byte(r.Level)) }
