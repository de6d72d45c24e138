package normalize

import (
	"strings"

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
		spans := n.Head
		if n.Section {
			spans = n.Title
		}
		ok, strong := true, true
		sure[i] = true
		for _, m := range w.headNames(spans) {
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

// beside is what a bracket behind an organ's name holds that is no part of it: how many tasks, and whom to call.
var beside = taizhang.NewPattern(`^\((?:共?\d+[项条个件]|.*:.*)\)$`)

// headNames splits a heading into the names it may list; none where it reads as
// anything else.
func (w *work) headNames(spans taizhang.Spans) []taizhang.Mention {
	text := spans.Cut(w.text)
	if len(text) > 120 || strings.ContainsAny(text, "。；;，,《") {
		return nil
	}
	text = strings.TrimRight(text, ":： \u00a0\u3000")
	if k := strings.LastIndexAny(text, "(（"); k > 0 && beside.MatchString(taizhang.FoldString(text[k:])) {
		text = text[:k]
	}
	var out []taizhang.Mention
	for at := 0; at < len(text); {
		end := len(text)
		if k := strings.Index(text[at:], "、"); k >= 0 {
			end = at + k
		}
		if name := squeeze(text[at:end]); name != "" {
			out = append(out, taizhang.Mention{Text: name, Spans: spans.Slice(at, end)})
		}
		at = end + len("、")
	}
	return out
}
