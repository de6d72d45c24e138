package normalize

import (
	"cmp"
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
		if w.centralLead(s) {
			return country
		}
		if u := w.Unit(strings.TrimSuffix(strings.TrimSuffix(s, "办公厅"), "办公室"), Place{Region: country, Year: w.at.Year}); u.Rule == ruleOrgan || u.Rule == ruleFull {
			return country
		}
		if w.namesRegion(s) {
			return nil // 云海省: one that is in no table
		}
	}
	return w.likeliest(near)
}

// centralLead reports whether a name says that it is a central organ's.
func (w *work) centralLead(s string) bool {
	for _, lead := range []string{"国务院", "国家", "中央", "中华人民共和国"} {
		if strings.HasPrefix(s, lead) {
			return true
		}
	}
	return false
}

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

// What speaks of a region, and how much it says. Mentions weigh the more, the more of
// them are organs that the region has.
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
)

// likeliest is the region that most of what is printed speaks for, the higher one of
// several; nil where that is too little.
func (w *work) likeliest(near Place) *Region {
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
	title := w.plain(n.Title)
	for i := range title {
		if _, n := w.regions.Prefix(title[i:], near); n > 0 {
			say(title[i:], byTitle)
			break
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
		name := strings.Split(w.plain(strings.ReplaceAll(w.draft.Doc.Source.Name, "\\", "/")), "/")
		say(name[len(name)-1], byFile)
		for _, folder := range name[:len(name)-1] {
			say(folder, byFolder)
		}
		w.weigh(weight, near)
	}
	var best *Region
	for r, much := range weight {
		if best == nil || cmp.Or(cmp.Compare(much, weight[best]), cmp.Compare(rank(r), rank(best)), strings.Compare(best.Path(), r.Path())) > 0 {
			best = r
		}
	}
	if best == nil || weight[best] < enough {
		return nil
	}
	return best
}

// rank orders regions from counties to the country.
func rank(r *Region) int { return strings.IndexByte("axmpc", byte(r.Level)) }

// weigh adds what the text says: how often it names a region, and how many of the
// organs that are mentioned are those of one.
func (w *work) weigh(weight map[*Region]float64, near Place) {
	text, named, all := w.folded(), map[*Region]int{}, 0
	for i := 0; i < len(text); {
		if r, n := w.regions.Prefix(text[i:], near); n > 0 {
			named[r]++
			all++
			i += n
			continue
		}
		_, n := utf8.DecodeRuneInString(text[i:])
		i += n
	}
	for r, n := range named {
		weight[r] += byText * float64(n) / float64(all)
	}
	most := []*Region{country}
	for r := range weight {
		if r != country {
			most = append(most, r)
		}
	}
	slices.SortFunc(most, func(a, b *Region) int {
		return cmp.Or(cmp.Compare(weight[b], weight[a]), strings.Compare(a.Path(), b.Path()))
	})
	mentions := w.mentions()
	votes, of := map[*Region]int{}, 0
	for _, m := range mentions {
		s, ours := w.plain(m), false
		for i, r := range most {
			if (i < mostRegions || r == country) && w.ours(s, r) {
				votes[r]++
				ours = true
			}
		}
		if ours {
			of++
		}
	}
	for r, n := range votes {
		weight[r] += byMentions * float64(n) / float64(of)
	}
}

// Only so many regions and mentions are looked at, so that time stays in proportion.
const mostRegions, mostMentions = 8, 200

// mentions lists the first mentions of units in the notice, each once.
func (w *work) mentions() (out []string) {
	if w.named != nil {
		return w.named
	}
	out = []string{}
	defer func() { w.named = out }()
	seen := map[string]bool{}
	add := func(p taizhang.Phrases) {
		for _, g := range p.Groups {
			for _, m := range g.Mentions {
				if len(out) < mostMentions && !seen[m.Text] {
					seen[m.Text] = true
					out = append(out, m.Text)
				}
			}
		}
	}
	for _, n := range w.draft.Nodes {
		add(n.Phrases)
	}
	for _, t := range w.draft.Tables {
		for _, r := range t.Rows {
			add(r.Phrases)
		}
	}
	return out
}

// ours reports whether a mention is of an organ of r itself: 市教育局 of a city.
func (w *work) ours(s string, r *Region) bool {
	if _, ok := w.organs.find(s, r, w.at.Year); ok {
		return true
	}
	for _, l := range w.organs.levels {
		if rest, ok := strings.CutPrefix(s, l.word); ok && r.lying(l) == r {
			_, ok := w.organs.find(rest, r, w.at.Year)
			return ok
		}
	}
	return false
}
