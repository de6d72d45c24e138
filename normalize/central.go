package normalize

import (
	"slices"
	"strings"
)

// central resolves, in the notice of a region, an organ that says it is central:
// 国家…, 中央…, 国务院…, or a ministry. One that no table has is taken as printed
// where it reads as a full name.
func (n *Normalizer) central(s string, h headOf, at Place) (Resolved, bool) {
	if h.by != byLevel && company(s) {
		return Resolved{s, s, ruleFull}, true
	}
	if h.by != byNothing {
		return Resolved{}, false
	}
	says := n.organs.parts.lead("central", s)
	if t, ok := n.organs.find(s, country, at.Year); ok && (says || strings.HasSuffix(s, "部") && strings.HasPrefix(t.name, "中华人民共和国")) {
		return n.give(t, country, s, at.Year), true
	}
	if strings.HasSuffix(s, ")") || strings.ContainsAny(s, "等、,;:") {
		return Resolved{}, false
	}
	// Towns are in no table.
	if x, ok := strings.CutSuffix(s, government); ok && n.organs.parts.townName(x) || strings.HasSuffix(s, "街道办事处") && n.organs.parts.townName(strings.TrimSuffix(s, "街道办事处")+"街道") {
		return Resolved{s, s, ruleFull}, true
	}
	if x, ok := strings.CutSuffix(s, "政府"); ok && n.organs.parts.townName(x) {
		return Resolved{x + government, x + government, ruleGovernment}, true
	}
	if says && (strings.Contains(s, "相关") || strings.Contains(s, "有关")) && strings.HasSuffix(s, "部门") {
		return Resolved{s, s, ruleClass}, true // 国务院有关部门
	}
	if says {
		for i := len(s) - 3*3; i >= 4*3; i-- { // 国家药监局药品审评中心
			t, ok := n.organs.find(s[:i], country, at.Year)
			if ends := func(end string) bool { return strings.HasSuffix(s[i:], end) }; ok && t.name != s[:i] && strings.HasPrefix(t.name, "国家") && slices.ContainsFunc(n.ends, ends) && n.whole(s[i:]) {
				u := t.name + s[i:]
				return Resolved{u, u, ruleComposed}, true
			}
		}
	}
	if says && n.organs.looksLikeOrgan(s, len(s) >= 6*3) && !strings.HasSuffix(s, "办") && n.whole(s) {
		return Resolved{s, s, ruleFull}, true
	}
	return Resolved{}, false
}

// company reports whether a name is a company's in full.
func company(s string) bool {
	return len(s) > 6*3 && (strings.HasSuffix(s, "有限公司") || strings.HasSuffix(s, "有限责任公司")) && !strings.ContainsAny(s, "等、,;:")
}
