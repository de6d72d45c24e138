package normalize

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// mostText is how much of a text is read for the regions and organs that it names, so
// that a long one takes no longer.
const mostText = 60_000

// fewMinistries is how many central organs a text names at least that is of the country.
const fewMinistries = 3

// ofShort is how much a province's short name says where no organ's name follows it: 健康海南.
const ofShort = 0.5

// ofParent is how much a region's name says of the ones around it.
const ofParent = 0.4

// weigh adds what the text says: how often it names a region, and of which level the
// organs are that it mentions. 市教育局 and 全市 speak for every city that it names.
func (w *work) weigh(weight map[*Region]float64, near Place) {
	text := w.folded()
	text = text[:min(len(text), mostText)]
	named, all := map[*Region]float64{}, 0.0
	levels, organs, central, ministries := map[string]int{}, 0, 0, map[string]bool{}
	for i := 0; i < len(text); {
		if r, n := w.names(text[i:], near); n > 0 {
			named[r]++
			all++
			for r = r.Parent; r != nil; r = r.Parent {
				named[r] += ofParent
			}
			i += n
			continue
		}
		if r, n := w.regions.shortPrefix(text[i:], near); n > 0 && r.Level == Province && r.Name != r.Short {
			named[r] += ofShort
			all += ofShort
			i += n
			continue
		}
		if word, n := w.leveled(text[i:]); n > 0 {
			levels[word]++
			organs++
			i += n
			continue
		}
		if n := w.ofCountry(text[i:]); n > 0 {
			central++
			ministries[text[i:i+n]] = true
			i += n
			continue
		}
		_, n := utf8.DecodeRuneInString(text[i:])
		i += n
	}
	for r, n := range named {
		if n > 1 || weight[r] > 0 { // a region named once may be anybody's
			weight[r] += byText * n / all
		}
	}
	if len(ministries) < fewMinistries {
		central = 0
	}
	if organs += central; organs == 0 {
		return
	}
	if central > 0 {
		weight[country] += byMentions * float64(central) / float64(organs)
	}
	for r := range weight {
		lies := map[string]bool{}
		for _, l := range w.organs.levels {
			if n := levels[l.word]; n > 0 && !lies[l.word] && r.lying(l) == r {
				lies[l.word] = true
				weight[r] += byMentions * float64(n) / float64(organs)
			}
		}
	}
}

// names returns the region that a text begins with, by its full name or, before a form
// of its organs or a zone, by its short one: 广安银监分局, 广安经开区.
func (w *work) names(s string, near Place) (*Region, int) {
	if r, n := w.regions.Prefix(s, near); n > 0 {
		return r, n
	}
	r, n := w.regions.shortPrefix(s, near)
	if n == 0 || r.Level == County || r.Name == r.Short {
		return nil, 0
	}
	rest := s[n:]
	if w.organs.parts.lead("zone", rest) {
		return r, n
	}
	for k, runes := 0, 0; k < len(rest) && runes < 8; runes++ {
		_, size := utf8.DecodeRuneInString(rest[k:])
		k += size
		if _, ok := w.organs.forms[regionMark+rest[:k]]; ok {
			return r, n
		}
	}
	return nil, 0
}

// leveled returns the word for a level that a text begins with where it stands for a
// region: before a form of its organs, or behind 我, 全 and 本.
func (w *work) leveled(s string) (string, int) {
	rest := s
	for _, our := range w.organs.parts["own"] {
		rest = strings.TrimPrefix(rest, our)
	}
	for _, l := range w.organs.levels {
		if !strings.HasPrefix(rest, l.word) {
			continue
		}
		if len(rest) < len(s) {
			return l.word, len(s) - len(rest) + len(l.word)
		}
		tail := rest[len(l.word):]
		for k, runes := 0, 0; k < len(tail) && runes < 12; runes++ {
			_, size := utf8.DecodeRuneInString(tail[k:])
			if k += size; runes > 0 && w.organs.local(tail[:k]) {
				return l.word, len(l.word) + k
			}
		}
	}
	return "", 0
}

// ofCountry returns the length of the form of a central organ alone that a text begins with.
func (w *work) ofCountry(s string) int {
	first, n := utf8.DecodeRuneInString(s)
	most, length := w.organs.central[first], 0
	for k, runes := n, 1; k < len(s) && runes < most; runes++ {
		_, size := utf8.DecodeRuneInString(s[k:])
		if k += size; w.organs.onlyCentral(s[:k]) {
			if _, ok := w.organs.find(s[:k], country, w.at.Year); ok {
				length = k
			}
		}
	}
	return length
}

// mostMentions is how many mentions are looked at.
const mostMentions = 200

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
