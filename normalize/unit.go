package normalize

import (
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

// Unit resolves one mention.
func (n *Normalizer) Unit(mention string, at Place) Resolved {
	s := taizhang.FoldString(mention)
	if at.Region == nil {
		at.Region = country
	}
	if u, ok := n.class(s, mention, at); ok {
		return u
	}
	r, core, named := n.head(s, at)
	if r == nil {
		return Resolved{mention, mention, ruleUnresolved}
	}
	if core == "" { // 成都市
		if !named || r == country {
			return Resolved{mention, mention, ruleUnresolved}
		}
		u := r.Name + "人民政府"
		return Resolved{u, u, ruleGovernment}
	}
	if u, ok := n.typed(s, core, r, named, at.Year); ok {
		return u
	}
	for _, end := range []string{"领导小组", "领导小组办公室", "委员会办公室", "联席会议办公室", "联席会议", "指挥部", "指挥部办公室"} {
		if strings.HasSuffix(core, end) && r != country {
			u := r.Name + core
			return Resolved{u, u, ruleGroup}
		}
	}
	if named && strings.HasPrefix(s, r.Name) && n.organs.looksLikeOrgan(s, false) {
		return Resolved{mention, n.organs.organ(mention, r, at.Year), ruleFull}
	}
	if u, ok := n.typo(core, r, at.Year); ok {
		return u
	}
	return Resolved{mention, mention, ruleUnresolved}
}

// class resolves a mention of many: 各市(州)人民政府, 有关部门.
func (n *Normalizer) class(s, mention string, at Place) (Resolved, bool) {
	for _, lead := range n.classes {
		if strings.HasPrefix(s, lead) {
			u := mention
			if at.Region != country {
				u = at.Region.Name + mention
			}
			return Resolved{u, u, ruleClass}, true
		}
	}
	return Resolved{}, false
}

// head reads the region or level a mention begins with, and returns the region
// it speaks of and the rest. named says that a region's own name is printed.
func (n *Normalizer) head(s string, at Place) (r *Region, core string, named bool) {
	r = at.Region
	words := n.lexicon.cut(s)
	i := 0
	if t, used := n.regions.Prefix(s); used > 0 {
		r, named = t, true
		for i < len(words) && words[i].start < used {
			i++
		}
		if i < len(words) && words[i].start > used || i == len(words) && used < len(s) {
			return r, s[used:], true // jieba cut elsewhere
		}
	} else if len(words) > 0 && words[0].class&isRegion != 0 && (len(words) > 1 || words[0].text != s) {
		if t := n.regions.Named(words[0].text, at.Region); t != nil {
			r, named = t, true
			i = 1
		}
	}
	if i < len(words) && words[i].class&isLevel != 0 && i+1 < len(words) && !named {
		up := r.up(n.organs.levels[words[i].text])
		if up == nil {
			return nil, s, false
		}
		r = up
		i++
	}
	if i == len(words) {
		return r, "", named
	}
	return r, s[words[i].start:], named
}

// typed looks core up among the organ types, first with a region's name as part
// of the form ({N}海关, 人行{N}分行), then as it is.
func (n *Normalizer) typed(s, core string, r *Region, named bool, year int) (Resolved, bool) {
	give := func(t organType, r *Region) (Resolved, bool) {
		u := full(t.name, r)
		rule := ruleOrgan
		if u == s {
			rule = ruleFull
		}
		return Resolved{u, n.organs.organ(u, r, year), rule}, true
	}
	if named {
		if t, ok := n.organs.find(regionMark+core, r, year); ok {
			return give(t, r)
		}
	}
	if t, ok := n.organs.find(core, r, year); ok {
		return give(t, r)
	}
	for _, w := range n.lexicon.cut(s) {
		if w.class&isRegion == 0 || w.start == 0 {
			continue
		}
		inner := n.regions.Named(w.text, r)
		if inner == nil {
			continue
		}
		if t, ok := n.organs.find(s[:w.start]+regionMark+s[w.end:], inner, year); ok {
			return give(t, inner)
		}
	}
	return Resolved{}, false
}

// typo resolves a core that is one known form short of its last character
// (省知识产权): only where it can be just one.
func (n *Normalizer) typo(core string, r *Region, year int) (Resolved, bool) {
	if len(core) < 3*3 {
		return Resolved{}, false
	}
	var found *organType
	for _, form := range n.formList {
		if !strings.HasPrefix(form, core) || len(form) != len(core)+3 {
			continue
		}
		if t, ok := n.organs.find(form, r, year); ok {
			if found != nil && found.name != t.name {
				return Resolved{}, false
			}
			found = &t
		}
	}
	if found == nil {
		return Resolved{}, false
	}
	u := full(found.name, r)
	return Resolved{u, n.organs.organ(u, r, year), ruleTypo}, true
}
