package normalize

import (
	"github.com/taizhang/taizhang"
)

// head is an organ that a node's heading names.
type head struct {
	mention taizhang.Mention
	unit    Resolved
}

// headings resolves the headings that are organs, several joined by 、 among them.
// One that no rule resolves counts as an organ where it ends as one and so do
// most of its siblings: then the outline goes by departments. An item's heading
// is its first words, which are an organ's only in such an outline.
// names are the items that are such a name and nothing else: a list of them hands out nothing.
func (w *work) headings() (heads [][]head, names []bool) {
	d := w.draft
	heads, names = make([][]head, len(d.Nodes)), make([]bool, len(d.Nodes))
	sure := make([]bool, len(d.Nodes))
	all, organs := map[int]int{}, map[int]int{} // by parent
	for i, n := range d.Nodes {
		all[n.Parent]++
		ok, strong := true, true
		sure[i] = true
		for _, m := range n.Organs {
			u := w.unit(m.Text)
			switch u.Rule {
			case ruleTypo, ruleClass, ruleGovernment:
				u = Resolved{m.Text, m.Text, ruleUnresolved}
			}
			if w.organs.parts.lead("founding", m.Text) { // 成立领导小组
				ok, n.Office = false, false
			}
			if u.Rule == ruleUnresolved {
				sure[i] = false
				folded := taizhang.FoldString(m.Text)
				ok = ok && w.organs.looksLikeOrgan(folded, true)
				strong = strong && w.organs.looksLikeOrgan(folded, false)
			}
			heads[i] = append(heads[i], head{m, u})
		}
		if !ok && !n.Office {
			heads[i] = nil
		}
		if len(heads[i]) > 0 && (strong || n.Office) {
			organs[n.Parent]++
		}
	}
	for i, n := range d.Nodes {
		names[i] = !n.Section && len(heads[i]) > 0 && n.Text.End() == n.Head.End()
		if names[i] || (!sure[i] || !n.Section) && organs[n.Parent]*2 <= all[n.Parent] {
			heads[i] = nil
		}
	}
	return heads, names
}
