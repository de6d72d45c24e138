package normalize

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// define reads what the notice itself calls units: 江西省开放型经济领导小组（以下简称
// “省开放办”）. Only what stands before the bracket and reads as a unit counts.
func (w *work) define() {
	w.defined = map[string]Resolved{}
	for at := 0; ; {
		i := strings.Index(w.text[at:], "简称")
		if i < 0 {
			return
		}
		at += i + len("简称")
		short := strings.TrimLeft(w.text[at:min(at+40*3, len(w.text))], "为:：“\"‘「 ")
		end := strings.IndexAny(short, "）)”\"’」，,、；;。\n")
		open := strings.LastIndexAny(w.text[:at], "（(")
		if end <= 0 || open < 0 || at-open > 10*3 {
			continue
		}
		if u, ok := w.unitBefore(w.text[max(0, open-50*3):open]); ok {
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
	for _, verb := range []string{"成立", "组建", "设立", "建立"} {
		if i := strings.LastIndex(s, verb); i >= 0 {
			s = s[i+len(verb):]
		}
	}
	if utf8.RuneCountInString(s) >= 6 && w.organs.looksLikeOrgan(s, false) {
		return Resolved{s, s, ruleDefined}, true
	}
	return Resolved{}, false
}

// called resolves a mention that no rule resolves by a company's name that the notice
// also prints in full.
func (w *work) called(s string) (Resolved, bool) {
	if !strings.HasSuffix(s, "公司") && !strings.HasSuffix(s, "集团") || strings.HasSuffix(s, "有限公司") {
		return Resolved{}, false
	}
	first, _ := utf8.DecodeRuneInString(s)
	var names []string
	for _, m := range w.mentions() {
		name := w.plain(m)
		if strings.HasSuffix(name, "公司") && len(name) > len(s) && strings.HasPrefix(name, string(first)) && covers(name, s) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) != 1 {
		return Resolved{}, false
	}
	return Resolved{names[0], names[0], ruleDefined}, true
}
