package normalize

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// The rules by which a mention becomes a unit, as assignments name them.
const (
	ruleOrgan      = "organ"         // organ type × level × region, or a named unit
	ruleFull       = "full-name"     // the mention is the legal name
	ruleGroup      = "leading-group" // 省…领导小组(办公室): the region's name before it
	ruleGovernment = "government"    // a region stands for its people's government
	ruleShared     = "shared-suffix" // 成都市、绵阳市人民政府
	ruleClass      = "class"         // 各市(州)人民政府
	ruleComposed   = "composed"      // a full type name that no table has, after its region: 县森林公安局
	ruleDefined    = "defined"       // as the notice itself calls it: 以下简称…
	ruleTypo       = "typo"          // one character short of one known form
	ruleUnresolved = "unresolved"
)

// Resolved is what a mention means: Unit is the full legal name, or the mention
// as printed when Rule is "unresolved".
type Resolved struct {
	Unit, Organ, Rule string
}

// Place is where and when a mention stands; a nil Region is not known, Year 0 neither.
type Place struct {
	Region *Region
	Year   int
}

// round writes round brackets for pointed ones: 各县<市、区>人民政府.
var round = strings.NewReplacer("<", "（", ">", "）", "〈", "（", "〉", "）")

// Unit resolves one mention. The rules are tried in this order: a known form as it
// stands; a class of organs; a known form after a region or level; one with the
// region inside; a central organ named as such; then what is composed: a
// government, a leading group, a party organ, a full type name; a bracket left
// out; a typo.
func (n *Normalizer) Unit(mention string, at Place) Resolved {
	if at.Region == nil {
		at.Region = country
	}
	printed := strings.Trim(round.Replace(n.written(mention)), "，。；：、,;:· \u3000")
	if u, ok := n.resolve(taizhang.FoldString(printed), printed, at); ok {
		if u.Rule == ruleGroup || u.Rule == ruleComposed || u.Rule == ruleFull {
			same := u.Organ == u.Unit
			if u.Unit = n.quoted(u.Unit, mention); same {
				u.Organ = u.Unit
			}
		}
		return u
	}
	return Resolved{mention, mention, ruleUnresolved}
}

// plain is a mention as look-up wants it.
func (n *Normalizer) plain(mention string) string {
	return taizhang.FoldString(n.written(mention))
}

// resolve resolves a mention in plain characters, folded in s.
func (n *Normalizer) resolve(s, printed string, at Place) (Resolved, bool) {
	if t, ok := n.organs.find(s, at.Region, at.Year); ok {
		return n.give(t, at.Region, s, at.Year), true
	}
	if u, ok := n.class(s, printed, at); ok {
		return u, true
	}
	bare := strings.TrimPrefix(s, party)
	h := n.head(bare, at)
	if h.region == nil {
		return Resolved{}, false
	}
	if h.core == "" { // 成都市
		if h.by != byName || h.region == country {
			return Resolved{}, false
		}
		u := n.organs.government(h.region, at.Year)
		return Resolved{u, u, ruleGovernment}, true
	}
	if h.by == byName || h.by == byShort {
		if t, ok := n.organs.find(regionMark+h.core, h.region, at.Year); ok {
			return n.give(t, h.region, s, at.Year), true
		}
	}
	if h.by != byNothing || len(bare) < len(s) {
		if t, ok := n.organs.find(h.core, h.region, at.Year); ok {
			return n.give(t, h.region, s, at.Year), true
		}
	}
	if core, ok := strings.CutPrefix(h.core, "党"); ok && h.by != byNothing { // 自治区党委宣传部
		if t, ok := n.organs.find(core, h.region, at.Year); ok && strings.HasPrefix(t.name, "中共{R}委") {
			t.name = strings.Replace(strings.Replace(t.name, "{R}委员会", "{R}委", 1), "{R}委", "{R}委员会", 1)
			return n.give(t, h.region, s, at.Year), true
		}
	}
	if u, ok := n.inside(bare, s, at); ok {
		return u, true
	}
	if u, ok := n.central(s, h, at); ok {
		return u, true
	}
	if slices.ContainsFunc(n.lexicon.cut(h.core), func(w token) bool { return n.nameWords[w.text] == 0 && n.lexicon.words[w.text]&(isName|isOrgan) == 0 }) {
		if u, ok := n.typo(h, bare, at, 0); ok {
			return u, true
		}
	}
	if u, ok := n.composed(s, h, at); ok {
		return u, true
	}
	if t, ok := n.organs.loosely(h.core, h.region, at.Year); ok {
		return n.give(t, h.region, s, at.Year), true
	}
	if i := strings.LastIndexByte(s, '('); i > 0 && strings.HasSuffix(s, ")") && i > len(s)-30*3 {
		if k := strings.LastIndexAny(printed, "(（〔[【"); k > 0 {
			if u, ok := n.resolve(s[:i], printed[:k], at); ok {
				return u, true
			}
		}
	}
	if x, ok := strings.CutSuffix(s, "机关"); ok && h.by != byNothing && len(x) >= 2*3 && strings.HasSuffix(printed, "机关") {
		return n.resolve(x, strings.TrimSuffix(printed, "机关"), at) // 市纪委监委机关
	}
	return n.typo(h, bare, at, 1)
}

// give makes what a type means in a region.
func (n *Normalizer) give(t organType, r *Region, s string, year int) Resolved {
	u := full(t.name, r)
	rule := ruleOrgan
	switch {
	case t.kind == "local-governments" && r == country:
		rule = ruleClass
	case taizhang.FoldString(u) == s:
		rule = ruleFull
	}
	return Resolved{u, n.organs.organ(t.name, r, year), rule}
}

const government = "人民政府"

// How a mention says of which region it speaks.
const (
	byNothing = iota // it doesn't: the notice's own
	byLevel          // 省…
	byName           // 四川省…
	byShort          // 四川…
)

// head is the beginning of a mention: the region it speaks of, nil where it can't
// be told, and the rest.
type headOf struct {
	region *Region
	core   string
	by     int
}

// head reads the region or level a mention begins with.
func (n *Normalizer) head(s string, at Place) headOf {
	if r, used := n.regions.Prefix(s, at); used > 0 {
		// 江苏省市场监管局 is not 江苏省市 …, and 市中区 begins no 市中区委 of a city's notice.
		return headOf{r, s[used:], byName}
	}
	level := false
	for _, w := range n.organs.levels {
		if !strings.HasPrefix(s, w.word) || len(s) == len(w.word) {
			continue
		}
		level = true
		if r := at.Region.lying(w); r != nil {
			return headOf{r, s[len(w.word):], byLevel}
		}
	}
	if level {
		return headOf{nil, s, byNothing}
	}
	if r, used := n.regions.shortPrefix(s, at); used > 0 && used < len(s) {
		near := r.Level != County || r.within(at.Region) || at.Region.within(r)
		for _, w := range n.organs.levels {
			near = near && !strings.HasPrefix(s[used:], w.word) // 海东省
		}
		if _, ok := n.organs.forms[regionMark+s[used:]]; ok || near {
			return headOf{r, s[used:], byShort}
		}
	}
	return headOf{at.Region, s, byNothing}
}

// inside looks for a form with the region, or the word for its level, inside:
// 人行成都分行, 国家税务总局包头市税务局, 团省委.
func (n *Normalizer) inside(bare, s string, at Place) (Resolved, bool) {
	for _, lead := range n.organs.marked {
		if !strings.HasPrefix(bare, lead) {
			continue
		}
		rest := bare[len(lead):]
		r, used := n.regions.Prefix(rest, at)
		if short, m := n.regions.shortPrefix(rest, at); m > used {
			r, used = short, m
		}
		if used > 0 {
			form := lead + regionMark + rest[used:]
			t, ok := n.organs.find(form, r, at.Year)
			if !ok {
				t, ok = n.organs.loosely(form, r, at.Year) // 人行长沙中支
			}
			if ok {
				return n.give(t, r, s, at.Year), true
			}
		}
		for _, w := range n.organs.levels {
			if !strings.HasPrefix(rest, w.word) {
				continue
			}
			if r := at.Region.lying(w); r != nil {
				if t, ok := n.organs.find(lead+levelMark+rest[len(w.word):], r, at.Year); ok {
					return n.give(t, r, s, at.Year), true
				}
			}
		}
	}
	return Resolved{}, false
}

// typo resolves a mention that is one character away from one known form, and from no
// other, after a region or level, or with the region inside. longer is by how many
// characters the two may differ in length.
func (n *Normalizer) typo(h headOf, bare string, at Place, longer int) (Resolved, bool) {
	give := func(t organType, r *Region) (Resolved, bool) {
		return Resolved{full(t.name, r), n.organs.organ(t.name, r, at.Year), ruleTypo}, true
	}
	if h.by == byLevel || h.by == byName {
		if t, ok := n.slip(h.core, h.region, at.Year, longer); ok {
			return give(t, h.region)
		}
		return Resolved{}, false
	}
	for _, lead := range n.organs.marked {
		rest, ok := strings.CutPrefix(bare, lead)
		if !ok {
			continue
		}
		r, used := n.regions.Prefix(rest, at)
		if short, m := n.regions.shortPrefix(rest, at); m > used {
			r, used = short, m
		}
		if used > 0 {
			if t, ok := n.slip(lead+regionMark+rest[used:], r, at.Year, longer); ok {
				return give(t, r)
			}
		}
	}
	return Resolved{}, false
}
