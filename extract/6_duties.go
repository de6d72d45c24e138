package extract

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// duties finds, in every node and row, the groups of units that a verb makes
// responsible, and the expressions of time.
func (w *work) duties() {
	w.noteBelow()
	ranges := w.ranges()
	closings := w.closings()
	for i := range w.draft.Nodes {
		n := &w.draft.Nodes[i]
		if n.Section {
			w.phrases(&n.Phrases, w.without(n.Title))
		}
		w.phrases(&n.Phrases, w.without(n.Text))
		if n.Section {
			w.seats(n)
		}
	}
	for _, c := range closings {
		if n := &w.draft.Nodes[c.node]; len(n.Groups) == 0 {
			groups, _ := w.region(w.passage(w.without(n.Text)), c.from, c.to, taizhang.DutyResponsible, c.rule)
			n.Groups, n.Unread = oneList(groups), nil
		}
	}
	w.ranged(ranges)
	w.governing()
	w.headed()
	w.offices()
	for i := range w.draft.Nodes {
		n := &w.draft.Nodes[i]
		if n.Section {
			w.prose(&n.Phrases, w.without(n.Title))
		}
		w.prose(&n.Phrases, w.without(n.Text))
	}
	w.includes()
	w.dittos()
	w.otherwiseBy()
	w.unheld()
}

// mostUnheld is how many lines are reported that say who answers, and stand in no task.
const mostUnheld = 20

// unheld finds the lines outside all tasks that say who answers: what has no number is no task, and is not passed over in silence.
func (w *work) unheld() {
	for i, l := range w.lines {
		if l.grid != nil || l.use != free && l.use != asOther || len(w.draft.Unheld) == mostUnheld {
			continue
		}
		var p taizhang.Phrases
		w.phrases(&p, w.without(taizhang.Spans{w.lines[i].span}))
		p.Groups = withVerbs(p.Groups)
		switch {
		case len(p.Groups) > 0:
			w.draft.Unheld = append(w.draft.Unheld, p.Groups[0].Mentions[0].Spans)
		case len(p.Unread) > 0:
			w.draft.Unheld = append(w.draft.Unheld, p.Unread)
		}
	}
}

// withVerbs leaves out groups of names in a bracket that no verb makes responsible: outside tasks they are as often something else.
func withVerbs(groups []taizhang.Group) []taizhang.Group {
	return slices.DeleteFunc(groups, func(g taizhang.Group) bool { return g.Rule == "bracket-organs" })
}

// headed gives the blocks under a line of organs these, where they state nobody.
func (w *work) headed() {
	for k, h := range w.heads {
		end := len(w.draft.Nodes)
		if k+1 < len(w.heads) {
			end = w.heads[k+1].node
		}
		groups := w.groups(taizhang.Spans{h.span}, taizhang.DutyResponsible, "heading")
		for i := h.node; i < end && w.draft.Nodes[i].Level >= w.draft.Nodes[h.node].Level; i++ {
			n := &w.draft.Nodes[i]
			if i > h.node && n.Parent == w.draft.Nodes[h.node].Parent && n.Number == w.draft.Nodes[h.node].Number {
				break // another count
			}
			if n.Level == w.draft.Nodes[h.node].Level && len(n.Groups) == 0 {
				n.Groups = slices.Clone(groups)
			}
		}
	}
}

// closing is a place [from, to) at the end of a task's text that holds organs and no verb, and the rule that reads it.
type closing struct {
	rule           string
	node, from, to int
}

// fewClosings is how many tasks end alike in organs at least where that assigns: one alone may be a signature.
const fewClosings = 3

// closings returns where tasks end in organs on a line of their own, if a third of the tasks do, or behind a dash
// (建设公园——市园林局, A--B): it is the notice's way to say who answers for each. Where brackets end so, one office
// (人事处) in a bracket is enough, two otherwise.
func (w *work) closings() []closing {
	var found []closing
	sure, leaves := map[string]int{}, 0
	for i, n := range w.draft.Nodes {
		if n.Section {
			continue
		}
		leaves++
		p := w.passage(w.without(n.Text))
		end := len(strings.TrimRight(p.text, "。;；"))
		var places []closing
		if k := strings.LastIndexByte(p.text[:end], '('); k > 0 && p.closing(k) == end-1 {
			places = append(places, closing{"bracket-organs", i, k + 1, end - 1})
		}
		if last := len(p.from) - 1; last > 0 && len(p.raw)-p.from[last] <= mostLine && end == len(p.text) {
			places = append(places, closing{"paragraph-organs", i, p.fold.Index(p.from[last]), end})
		}
		from := max(strings.LastIndex(p.text[:end], "。"), 0)
		if k := strings.Index(p.text[from:end], "--"); k >= 0 && !strings.Contains(p.text[from+k+2:end], "---") { // not 申请人→村委会→镇政府
			places = append(places, closing{"dash-organs", i, from + k + 2, end})
		}
		for _, c := range places {
			n, organs, offices := w.bareOrgans(p, c.from, c.to)
			if n == 0 {
				continue
			}
			found = append(found, c)
			if c.rule == "bracket-organs" && organs+offices == n || c.rule != "bracket-organs" && organs > 0 {
				sure[c.rule]++
			}
		}
	}
	w.fewOffices = 2
	if sure["bracket-organs"] >= fewClosings {
		w.fewOffices = 1
	}
	return slices.DeleteFunc(found, func(c closing) bool {
		return c.rule == "bracket-organs" || sure[c.rule] < fewClosings || c.rule == "paragraph-organs" && sure[c.rule]*3 < leaves
	})
}

// mostLine is how many bytes a line of organs has at most.
const mostLine = 300

// mostBefore is how many bytes a word before a label has at most: 整改责任单位.
const mostBefore = 4 * 3

// dutyLine reports whether a folded line begins with a label of units.
func (w *work) dutyLine(s string) bool {
	colon := strings.IndexByte(s, ':')
	if colon < 0 {
		return false
	}
	at, kind, _ := w.labelAt(s, 0, colon)
	return kind == dutyPiece && at <= mostBefore && !strings.ContainsAny(s[:at], "、,;.()")
}

// governing moves a responsibility paragraph after a section's last child up to
// the section, where no other child has any: it governs them all.
func (w *work) governing() {
	children := make([][]int, len(w.draft.Nodes))
	for i, n := range w.draft.Nodes {
		if n.Parent >= 0 {
			children[n.Parent] = append(children[n.Parent], i)
		}
	}
	for parent := range slices.Backward(children) { // what stands deepest first: it may give a child units
		k := len(children[parent]) - 1
		if k < 1 {
			continue
		}
		n, up := &w.draft.Nodes[children[parent][k]], &w.draft.Nodes[parent]
		stated := func(i int) bool { return len(w.draft.Nodes[i].Groups) > 0 }
		if n.Section || len(n.Groups) == 0 || len(n.Text) < 2 || slices.ContainsFunc(children[parent][:k], stated) {
			continue
		}
		tail := n.Text[len(n.Text)-1]
		whole := true
		for _, g := range n.Groups {
			whole = whole && g.Mentions[0].Spans.Start() >= tail.Start
		}
		text := strings.TrimRight(taizhang.FoldString(w.text[tail.Start:tail.End]), "。")
		if whole && (w.dutyLine(text) || strings.HasPrefix(text, "(") && strings.HasSuffix(text, ")")) {
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
