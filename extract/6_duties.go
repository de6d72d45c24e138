package extract

import (
	"strings"

	"github.com/taizhang/taizhang"
)

// duties finds, in every node and row, the groups of units that a verb makes
// responsible, and the expressions of time.
func (w *work) duties() {
	bare := w.organLines()
	w.countOffices()
	for i := range w.draft.Nodes {
		n := &w.draft.Nodes[i]
		if n.Section {
			w.phrases(&n.Phrases, w.without(n.Title))
		}
		w.phrases(&n.Phrases, w.without(n.Text))
		if bare[i] && len(n.Groups) == 0 {
			n.Groups = oneList(w.groups(w.without(n.Text[len(n.Text)-1:]), taizhang.DutyResponsible, "paragraph-organs"))
			n.Unread = nil
		}
	}
	w.dashed()
	w.governing()
	w.includes()
}

// dashed reads tasks that end in organs behind a dash (建设公园——市园林局, A--B), where several end so.
func (w *work) dashed() {
	found := map[int][]taizhang.Group{}
	for i, n := range w.draft.Nodes {
		if n.Section || len(n.Groups) > 0 {
			continue
		}
		p := w.passage(w.without(n.Text))
		end := len(strings.TrimRight(p.text, "。;；"))
		from := max(strings.LastIndex(p.text[:end], "。"), 0)
		var groups []taizhang.Group
		for k := end; ; {
			k = strings.LastIndex(p.text[from:k], "--")
			if k < 0 {
				break
			}
			k += from
			if _, sure, _ := w.bareOrgans(p, k+2, end); sure == 0 {
				break
			}
			last, _ := w.region(p, k+2, end, taizhang.DutyResponsible, "dash-organs")
			groups, end = append(last, groups...), k
		}
		if len(groups) > 0 {
			found[i] = oneList(groups)
		}
	}
	if len(found) < fewOrganLines {
		return
	}
	for i, groups := range found {
		w.draft.Nodes[i].Groups, w.draft.Nodes[i].Unread = groups, nil
	}
}

// fewOrganLines is how many tasks end in a line of organs at least where such lines assign: one
// alone may be a signature.
const fewOrganLines = 3

// organLines tells the nodes whose last line is organs and nothing else, where at least a third of the
// tasks end so: it is the notice's way to say who answers for each.
func (w *work) organLines() map[int]bool {
	sure, bare, leaves := 0, map[int]bool{}, 0
	for i, n := range w.draft.Nodes {
		if n.Section {
			continue
		}
		leaves++
		if len(n.Text) < 2 {
			continue
		}
		last := taizhang.FoldString(n.Text[len(n.Text)-1:].Cut(w.text))
		if len(last) > 300 || strings.HasSuffix(last, "。") {
			continue
		}
		bare[i] = true
		for _, c := range clauses(last, listMarks) {
			bare[i] = bare[i] && w.words.organ(last[c.Start:c.End], true)
		}
		if bare[i] && w.responsible(last) {
			sure++
		}
	}
	if sure < fewOrganLines || sure*3 < leaves {
		return nil
	}
	return bare
}

// governing moves a responsibility paragraph after a section's last child up to
// the section, where no other child has any: it governs them all.
func (w *work) governing() {
	last, others := map[int]int{}, map[int]int{} // by parent: the last child, and how many before it state units
	children := map[int]int{}
	for i, n := range w.draft.Nodes {
		if n.Parent < 0 {
			continue
		}
		if l, ok := last[n.Parent]; ok && len(w.draft.Nodes[l].Groups) > 0 {
			others[n.Parent]++
		}
		last[n.Parent] = i
		children[n.Parent]++
	}
	for parent, i := range last {
		n, up := &w.draft.Nodes[i], &w.draft.Nodes[parent]
		if n.Section || children[parent] < 2 || others[parent] > 0 || len(n.Groups) == 0 || len(n.Text) < 2 {
			continue
		}
		tail := n.Text[len(n.Text)-1]
		whole := true
		for _, g := range n.Groups {
			whole = whole && g.Mentions[0].Spans.Start() >= tail.Start
		}
		text := strings.TrimRight(taizhang.FoldString(w.text[tail.Start:tail.End]), "。")
		_, _, labelled := w.words.labelled(text)
		if whole && (labelled || strings.HasPrefix(text, "(") && strings.HasSuffix(text, ")")) {
			up.Groups, n.Groups = append(up.Groups, n.Groups...), nil
			var own []taizhang.TimePhrase
			for _, t := range n.Times {
				if t.Spans.Start() >= tail.Start {
					up.Times = append(up.Times, t)
				} else {
					own = append(own, t)
				}
			}
			n.Times = own
			cut := len(n.Text) - 1
			for cut > 0 && strings.TrimFunc(n.Text[cut-1:cut].Cut(w.text), taizhang.Blank) == "" {
				cut--
			}
			n.Text, up.Text = n.Text[:cut], append(up.Text, tail)
		}
	}
}
