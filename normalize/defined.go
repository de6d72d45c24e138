package normalize

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// define reads what the notice itself calls units: 江西省开放型经济领导小组（以下简称
// “省开放办”）. Only what stands before the bracket and reads as a unit counts.
func (w *work) define() {
	w.defined = map[string]Resolved{}
	for at := 0; ; {
		i := strings.Index(w.twin[at:], "简称")
		if i < 0 {
			return
		}
		at += i + len("简称")
		short := strings.TrimLeft(w.twin[at:min(at+40*3, len(w.twin))], "为:：“\"‘「 ")
		end := strings.IndexAny(short, "）)”\"’」，,、；;。\n")
		from := max(0, at-10*3)
		open := strings.LastIndexAny(w.twin[from:at], "（(")
		if end <= 0 || open < 0 {
			continue
		}
		open += from
		if u, ok := w.unitBefore(w.twin[max(0, open-50*3):open]); ok {
			w.defined[w.plain(short[:end])] = u
		}
	}
}

// unitBefore is the unit that text ends in: from the first place on from which a rule
// resolves it, or the whole clause where it ends as units' names do.
func (w *work) unitBefore(text string) (Resolved, bool) {
	for text != "" && !utf8.RuneStart(text[0]) {
		text = text[1:]
	}
	if i := strings.LastIndexAny(text, "，。；：、！？,;:!?《》“”）)\n"); i >= 0 {
		_, n := utf8.DecodeRuneInString(text[i:])
		text = text[i+n:]
	}
	s := w.plain(text)
	for i := range s {
		h := w.head(strings.TrimPrefix(s[i:], party), w.at)
		if h.by == byNothing && !w.centralLead(s[i:]) {
			continue
		}
		switch u := w.Unit(s[i:], w.at); u.Rule {
		case ruleUnresolved, ruleTypo, ruleClass:
		default:
			return u, true
		}
	}
	for _, verb := range w.organs.parts["founding"] {
		if i := strings.LastIndex(s, verb); i >= 0 {
			s = s[i+len(verb):]
		}
	}
	if utf8.RuneCountInString(s) >= 6 && w.organs.looksLikeOrgan(s, false) {
		return Resolved{s, s, ruleDefined}, true
	}
	return Resolved{}, false
}

// called resolves a mention that no rule resolves by a name that the notice prints in
// full elsewhere: 市审批服务局 where 包头市行政审批服务局 stands in the text, a company that
// another mention spells out. It counts only where one such name is there.
func (w *work) called(s string) (Resolved, bool) {
	var names []string
	add := func(name, core, short string) {
		a, _ := utf8.DecodeLastRuneInString(core)
		b, _ := utf8.DecodeLastRuneInString(short)
		if a == b && len(core) > len(short) && covers(core, short) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if strings.HasSuffix(s, "公司") || strings.HasSuffix(s, "集团") {
		first, _ := utf8.DecodeRuneInString(s)
		for _, m := range w.mentions() {
			if name := w.plain(m); company(name) && strings.HasPrefix(name, string(first)) {
				add(name, strings.TrimSuffix(name, "有限公司")+"公司", strings.TrimSuffix(s, "公司")+"公司")
			}
		}
	} else if h := w.head(s, w.at); h.region != nil && len(h.core) >= 3*3 {
		for _, name := range w.spelled() {
			if core, ok := strings.CutPrefix(name, h.region.Full); ok && len(core) <= len(h.core)+8*3 {
				add(name, core, h.core)
			}
		}
	}
	if len(names) != 1 {
		return Resolved{}, false
	}
	return Resolved{names[0], names[0], ruleDefined}, true
}

// spelled lists the names of organs that the text prints in full: what stands behind
// the name of the notice's region or one around it, up to the last word of such names.
func (w *work) spelled() []string {
	if w.full != nil {
		return w.full
	}
	w.full = []string{}
	text := taizhang.FoldString(w.twin)
	for r := w.at.Region; r != nil && r != country; r = r.Parent {
		for at := 0; len(w.full) < mostMentions; {
			i := strings.Index(text[at:], r.Full)
			if i < 0 {
				break
			}
			at += i + len(r.Full)
			runes := 0
			for k, c := range text[at:] {
				if runes++; runes > 20 || !hanzi.Unified(c) {
					break
				}
				name := text[at : at+k+utf8.RuneLen(c)]
				ends := func(end string) bool { return len(name) >= len(end)+2*3 && strings.HasSuffix(name, end) }
				if slices.ContainsFunc(w.ends, ends) && w.whole(name) && !w.severalIn(name) && !slices.Contains(w.full, r.Full+name) {
					w.full = append(w.full, r.Full+name)
				}
			}
		}
	}
	return w.full
}
