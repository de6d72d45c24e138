package extract

import (
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// marked takes the roles that stand behind names: 市交通运输局（牵头）、市财政局（配合单位）, and what
// a bracket there says of others: （市财政局配合）. Where any leads so, the others support it.
func (w *work) marked(g taizhang.Group) []taizhang.Group {
	if len(g.Mentions) == 0 {
		return nil
	}
	left := g.Left
	g.Left = nil
	lead, support, rest := g, g, g
	lead.Duty, lead.Mentions = taizhang.DutyLead, nil
	support.Duty, support.Mentions = taizhang.DutySupport, nil
	rest.Mentions = nil
	var others []taizhang.Group
	for _, m := range g.Mentions {
		name, inner := w.words.bracketed(m.Text)
		if inner == "" {
			rest.Mentions = append(rest.Mentions, m)
			continue
		}
		f := hanzi.Fold(m.Spans.Cut(w.text))
		_, b := f.Back(0, len(name))
		bare := m
		bare.Spans = m.Spans.Slice(0, b)
		bare.Text = taizhang.Squeeze(bare.Spans.Cut(w.text))
		switch duty := w.words.role(inner); duty {
		case taizhang.DutyLead:
			lead.Mentions = append(lead.Mentions, bare)
		case taizhang.DutySupport:
			support.Mentions = append(support.Mentions, bare)
		case "":
			_, manner := w.words.mannerEnd(inner)
			if manner && g.Duty == taizhang.DutyResponsible {
				rest.Duty = taizhang.DutySeparate // 市教育局、市财政局（按职责分工）
			}
			if manner || w.words.person(inner) { // 市教育局（张三）
				rest.Mentions = append(rest.Mentions, bare)
				break
			}
			from, to := f.Back(len(name)+1, len(name)+1+len(inner))
			said := w.groups(m.Spans.Slice(from, to), "", "bracket")
			if len(said) == 0 && !strings.Contains(inner, ":") { // not （主管领导：张三）
				bare = m
			}
			rest.Mentions = append(rest.Mentions, bare)
			others = append(others, said...)
		}
	}
	if len(lead.Mentions) > 0 {
		rest.Duty = taizhang.DutySupport
	}
	var out []taizhang.Group
	for _, g := range []taizhang.Group{lead, rest, support} {
		if len(g.Mentions) > 0 {
			out = append(out, g)
		}
	}
	if out = append(out, others...); len(out) > 0 {
		out[0].Left = left
	}
	return out
}

// bracketed returns a folded name without the bracket at its end, and what that holds; no
// bracket, nothing.
func (v *vocabulary) bracketed(name string) (bare, inner string) {
	f := taizhang.FoldString(name)
	at := strings.IndexByte(f, '(')
	if at <= 0 || !strings.HasSuffix(f, ")") || strings.Count(f, "(") > 1 {
		return f, ""
	}
	return f[:at], f[at+1 : len(f)-1]
}

// roled reports whether a folded text is the name of a unit with its role in a bracket behind: 市教育局(牵头).
func (v *vocabulary) roled(s string) bool {
	name, inner := v.bracketed(s)
	return v.role(inner) != "" && v.unit(name, true)
}

// role is the duty that a word alone gives: 牵头, 配合单位; empty for any other.
func (v *vocabulary) role(word string) taizhang.Duty {
	x, ok := v.alone[word]
	if !ok {
		x, ok = v.label(word)
	}
	if !ok || x.duty == taizhang.DutyResponsible || x.duty == taizhang.DutySeparate {
		return ""
	}
	return x.duty
}
