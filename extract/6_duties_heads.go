package extract

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// answers reports whether a folded name before a colon is of organs that may answer for what follows.
func (w *work) answers(name string) bool {
	_, ok := w.charges(name + ":")
	_, role := w.words.alone[name] // 主办：负责统筹
	return ok && !role
}

// offices notes the headings that name organs by their last words alone (教务处, 卫生所), which are those of ordinary
// words too: an office's is beyond doubt, whom to call stands beside it, or the text before says that it hands out duties.
func (w *work) offices() {
	named := func(head taizhang.Spans) (organs, sure bool, beside string) {
		name, beside := w.words.bracketed(strings.TrimRight(taizhang.FoldString(head.Cut(w.text)), ": "))
		organs, sure = w.words.offices(w.words.whose(name))
		return organs, sure, beside
	}
	hands := map[int]bool{} // by parent
	// 1.设备部：负责…2.营销部：督促…: as one says, so do the others.
	for _, n := range w.draft.Nodes {
		if len(n.Head) > 0 && len(n.Groups) > 0 && n.Groups[0].Mentions[0].Spans.End() <= n.Head.End() {
			if organs, sure, _ := named(n.Head); organs && !sure {
				hands[n.Parent] = true
			}
		}
	}
	for i := range w.draft.Nodes {
		n := &w.draft.Nodes[i]
		if _, ok := hands[n.Parent]; !ok {
			hands[n.Parent] = w.assignsBelow(n)
		}
		head := n.Head
		if n.Section {
			head = n.Title
		}
		if len(head) == 0 || head.Len() > mostLine {
			continue
		}
		n.Organs, n.Others = w.headNames(head)
		w.byLines(n, taizhang.FoldString(head.Cut(w.text)))
		organs, sure, beside := named(head)
		if p := n.Parent; p >= 0 && w.says(taizhang.FoldString(w.draft.Nodes[p].Title.Cut(w.text)), "staffing") {
			continue // who the organs are, not what they do
		}
		n.Office = organs && (sure || hands[n.Parent] || w.words.calls(beside) || w.saysWhom(head.End()))
	}
}

// besideName is what a bracket behind an organ's name holds that is no part of it: how many tasks, and whom to call.
var besideName = lazy.NewPattern(`^\((?:共?\d+[项条个件]|.*:.*)\)$`)

// headNames splits a heading into the names it may list, whatever they are; none where it reads as anything else.
func (w *work) headNames(head taizhang.Spans) (out []taizhang.Mention, others bool) {
	if head.Len() > mostHeading || strings.ContainsAny(head.Cut(w.text), "。；;，,《") {
		return nil, false
	}
	p := w.passage(head)
	text := strings.TrimRight(p.text, ":")
	if k := strings.LastIndexByte(text, '('); k > 0 && besideName.MatchString(text[k:]) {
		text = text[:k]
	}
	text = w.words.whose(text)
	for _, c := range clauses(text, "、") {
		names, more, _ := w.mentions(p, entry{start: c.Start, end: c.End})
		if len(names) == 0 {
			return nil, false
		}
		out, others = append(out, names...), others || more
	}
	return out, others
}

// whose returns the organ in a folded heading that says what its duties are: 省教育厅的主要职责.
func (v *vocabulary) whose(heading string) string {
	for x := v.kinds["organ-duties"].ends(heading); x != "" && !v.beginsWith(heading, "no-name"); x = v.kinds["organ-duties"].ends(heading) { // not 落实政府职责
		heading = heading[:len(heading)-len(x)]
	}
	return heading
}

// mostHeading is how many bytes a heading has at most that lists organs.
const mostHeading = 120

// byLines finds who answers for a part of a task whose heading hands out duties, one organ a line: 教务处：制定计划.
func (w *work) byLines(n *taizhang.DraftNode, heading string) {
	if n.Section || len(n.Groups) > 0 || !w.says(heading, "hands-out") {
		return
	}
	p := w.passage(w.without(n.Text))
	for k, from := range p.from {
		at, end := p.fold.Index(from), len(p.text)
		if k+1 < len(p.from) {
			end = p.fold.Index(p.from[k+1])
		}
		i := strings.IndexByte(beginning(p.text[at:end], mostLine), ':')
		if i > 0 && w.answers(p.text[at:at+i]) {
			n.Groups = append(n.Groups, w.said(p, at, at+i, verb{duty: taizhang.DutyResponsible}, false)...)
		}
	}
}

// offices reports whether a folded heading is nothing but names that may be organs', and whether they are beyond doubt.
func (v *vocabulary) offices(heading string) (organs, sure bool) {
	names := clauses(heading, "、")
	sure = true
	for _, c := range names {
		name := heading[c.Start:c.End]
		if organs = true; slices.Contains(v.phrases["office"], name) || slices.Contains(v.phrases["organ-alone"], name) {
			sure = sure && len(names) > 1 // 办公室 alone may be a place, or who is looked for
			continue
		}
		if !v.name(name) || v.bare(name) {
			return false, false
		}
		sure = sure && (v.organ(name, false) || v.office(name) && v.ofLevel(name))
	}
	return organs, organs && sure
}

// assignsBelow reports whether the heading over a block, or the text before it, says that duties are handed out.
func (w *work) assignsBelow(n *taizhang.DraftNode) bool {
	at := n.LabelSpans.Start()
	if at < 0 {
		at = max(n.Title.Start(), 0) // a heading without a number
	}
	before := w.text[max(0, at-mostLine):at]
	if n.Parent >= 0 {
		before = w.draft.Nodes[n.Parent].Title.Cut(w.text)
	} else if k := strings.LastIndexByte(strings.TrimRight(before, "\n"), '\n'); k >= 0 {
		before = before[k:]
	}
	return w.says(taizhang.FoldString(before), "hands-out")
}

// seats marks what a section says of where an office has its seat, and of what it does there (办公室设在某局，由某局负责日常工作): that is
// of the office, and no item below is.
func (w *work) seats(n *taizhang.DraftNode) {
	var in sentence
	for k, g := range n.Groups {
		at := g.Mentions[0].Spans
		in = w.around(at.Start(), at.End(), in)
		n.Groups[k].Apart = w.says(taizhang.FoldString(w.text[in.span.Start:in.span.End]), "seat")
	}
}

// saysWhom reports whether the line that follows byte at, below a heading, says whom to call there: 联系人:张三, or a post with a
// number; 责任人:张三 may stand below a place.
func (w *work) saysWhom(at int) bool {
	line, _, _ := strings.Cut(strings.TrimLeftFunc(beginning(w.text[at:], mostLine), taizhang.Blank), "\n")
	line = taizhang.FoldString(line)
	return w.words.beginsWith(line, "contact") || w.words.calls(line) && holds(line, w.words.phrases["contact"]...)
}

// calls reports whether a folded text says whom to call, or who answers: 联系人:张三.
func (v *vocabulary) calls(s string) bool {
	who, _, ok := strings.Cut(s, ":")
	return ok && (v.beginsWith(s, "contact") || slices.Contains(v.phrases["other-label"], who) || slices.Contains(v.phrases["post"], who))
}
