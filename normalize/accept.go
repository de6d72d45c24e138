package normalize

import (
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// Named resolves a full name that a person gives for a unit: the name, and the organ
// behind it. A name that no table has stands for itself.
func (n *Normalizer) Named(name string, at Place) Resolved {
	name = taizhang.Squeeze(name)
	u := n.Unit(name, at)
	if u.Rule == ruleUnresolved || u.Rule == ruleTypo || taizhang.FoldString(u.Unit) != n.plain(name) {
		return Resolved{name, name, ruleUnresolved}
	}
	return u
}

// SeedRow is the row of units.tsv that makes a mention mean a unit: in the region
// the mention speaks of, from one plan year to another, 0 for open. The form is
// what follows the region or level in the mention.
func (n *Normalizer) SeedRow(mention string, at Place, unit string, from, to int, source string) []string {
	form, region := n.plain(mention), ""
	if at.Region != nil {
		region = at.Region.Path()
		if h := n.head(strings.TrimPrefix(form, party), at); h.region != nil && h.by != byNothing && h.core != "" {
			form, region = h.core, h.region.Path()
		}
	}
	year := func(y int) string {
		if y == 0 {
			return ""
		}
		return strconv.Itoa(y)
	}
	return []string{region, form, unit, n.kindOf(unit, at), year(from), year(to), source}
}

// kindOf is the kind of organ that a full name is of.
func (n *Normalizer) kindOf(name string, at Place) string {
	s := n.plain(name)
	h := n.head(strings.TrimPrefix(s, party), at)
	for _, r := range []*Region{h.region, at.Region, country} {
		for _, core := range []string{h.core, s} {
			if t, ok := n.organs.find(core, r, at.Year); r != nil && ok {
				return t.kind
			}
		}
	}
	switch {
	case strings.HasSuffix(s, "公司"):
		return "enterprise"
	case n.organs.looksLikeOrgan(s, false):
		return "government"
	}
	return "other"
}

// Known reports whether a name is a unit's by the tables, or composed by their rules.
func (n *Normalizer) Known(name string, at Place) bool {
	u := n.Unit(name, at)
	return u.Rule != ruleUnresolved && u.Rule != ruleTypo
}

// Units lists the full names of the units that the tables have for a region and year, in
// order: those that a person may complete a name from.
func (n *Normalizer) Units(at Place) (out []string) {
	if at.Region == nil {
		at.Region = country
	}
	for _, form := range n.formList {
		if strings.ContainsAny(form, regionMark+levelMark) {
			continue
		}
		if t, ok := n.organs.find(form, at.Region, at.Year); ok {
			out = append(out, full(t.name, at.Region))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
