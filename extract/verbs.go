package extract

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/seeds/tsv"
)

// verb is a word that governs a list of units, and what it makes of them.
type verb struct {
	word  string
	duty  taizhang.Duty
	loose bool // prose is full of it: it assigns only in a bracket or cell, or beside another
}

// verbs is seeds/verbs.tsv: what ends a list and what stands before that, longest
// first, and the labels that stems and nouns make.
type verbs struct {
	ends   verbList
	names  verbList // ends of names that end as verbs do: 政协办
	before verbList
	modals verbList        // 要, 应当: before a verb that leads or answers
	preps  verbList        // 按照
	manner verbList        // 各自, 职责, 分工
	alone  map[string]verb // 牵头: at the start of a clause
	heads  map[rune][]verb // of labels (牵头单位, 牵头责任单位), by their first character
	inner  map[string]taizhang.Duty
	nouns  []string
	begins *wordList // how labels begin: their first two characters
	most   int       // bytes of the longest label
}

func readVerbs(fsys fs.FS) (*verbs, error) {
	rows, err := tsv.Read(fsys, "verbs.tsv", "verb", "where", "duty")
	if err != nil {
		return nil, err
	}
	v := &verbs{alone: make(map[string]verb), heads: make(map[rune][]verb), inner: make(map[string]taizhang.Duty)}
	var heads []verb
	for _, r := range rows {
		x := verb{word: taizhang.FoldString(r.Cells[0]), duty: taizhang.Duty(r.Cells[2])}
		if x.word == "" {
			return nil, r.Errorf("want a verb")
		}
		switch x.duty {
		case taizhang.DutyLead, taizhang.DutySupport, taizhang.DutyResponsible, taizhang.DutySeparate:
		case "-":
			if x.duty = ""; r.Cells[1] == "before" || r.Cells[1] == "noun" || r.Cells[1] == "inner" || r.Cells[1] == "manner" || r.Cells[1] == "prep" || r.Cells[1] == "modal" || r.Cells[1] == "name" {
				break
			}
			fallthrough
		default:
			return nil, r.Errorf("duty %q; want lead, support, responsible or separate", r.Cells[2])
		}
		switch r.Cells[1] {
		case "stem", "loose":
			x.loose = r.Cells[1] == "loose"
			v.ends.list = append(v.ends.list, x)
			v.alone[x.word] = x
			heads = append(heads, x)
		case "head":
			v.alone[x.word] = x
			heads = append(heads, x)
		case "end":
			v.ends.list = append(v.ends.list, x)
		case "name":
			v.names.list = append(v.names.list, x)
		case "before":
			v.before.list = append(v.before.list, x)
		case "modal":
			v.modals.list = append(v.modals.list, x)
		case "prep":
			v.preps.list = append(v.preps.list, x)
		case "manner":
			v.manner.list = append(v.manner.list, x)
		case "noun":
			v.nouns = append(v.nouns, x.word)
		case "inner":
			v.inner[x.word] = x.duty
		default:
			return nil, r.Errorf("where %q; want stem, loose, head, end, name, before, modal, prep, manner, noun or inner", r.Cells[1])
		}
	}
	most, inner, noun := 0, 0, 0
	var begins []string
	for _, h := range heads {
		v.heads[firstRune(h.word)] = append(v.heads[firstRune(h.word)], h)
		if b := beginning(h.word, 6); len(b) == 6 && !slices.Contains(begins, b) {
			begins = append(begins, b)
		}
		most = max(most, len(h.word))
	}
	for i := range v.inner {
		inner = max(inner, len(i))
	}
	for _, n := range v.nouns {
		noun = max(noun, len(n))
	}
	v.begins, v.most = newWordList(begins), most+inner+noun
	for _, l := range []*verbList{&v.ends, &v.names, &v.before, &v.modals, &v.preps, &v.manner} {
		l.index()
	}
	return v, nil
}

// label reads a word as a head and a noun, and perhaps a word between them that is not the head again.
func (v *verbs) label(word string) (verb, bool) {
	for _, h := range v.heads[firstRune(word)] {
		rest, ok := strings.CutPrefix(word, h.word)
		if !ok {
			continue
		}
		for _, n := range v.nouns {
			between, ok := strings.CutSuffix(rest, n)
			if !ok {
				continue
			}
			if duty, is := v.inner[between]; is && between != h.word {
				return verb{word: word, duty: join(h.duty, duty)}, true
			} else if between == "" {
				return verb{word: word, duty: h.duty}, true
			}
		}
	}
	return verb{}, false
}

func (v *verbs) isLabel(word string) bool {
	_, ok := v.label(word)
	return ok
}

// join is the duty of two words together: 牵头负责 leads, 按职责分工配合 supports.
func join(a, b taizhang.Duty) taizhang.Duty {
	for _, d := range []taizhang.Duty{taizhang.DutyLead, taizhang.DutySupport, taizhang.DutySeparate} {
		if a == d || b == d {
			return d
		}
	}
	if a == "" {
		return b
	}
	return a
}

// ending returns the verb at the end of a folded clause, with all that belongs to
// it (按职责分工负责, 牵头负责), and the clause before it.
func (v *verbs) ending(clause string) (before string, found verb, ok bool) {
	before = clause
	for {
		x, cut := v.ends.end(before)
		if !cut {
			break
		}
		if _, name := v.names.end(before); name {
			break
		}
		before = before[:len(before)-len(x.word)]
		found.duty = join(found.duty, x.duty)
		found.loose = x.loose && (found.loose || !ok)
		ok = true
	}
	for ok {
		if _, name := v.names.end(before); name {
			break // 群团组织
		}
		x, cut := v.before.end(before) // 按规定负责, before 按职责负责
		if !cut {
			x, cut = v.mannerEnd(before)
		}
		if !cut || len(x.word) == len(before) && x.duty == "" {
			break
		}
		before = before[:len(before)-len(x.word)]
		if x.duty != "" {
			found.duty = join(found.duty, x.duty)
			found.loose = false
		}
	}
	if x, modal := v.modals.end(before); modal && ok && !found.loose && (found.duty == taizhang.DutyLead || found.duty == taizhang.DutyResponsible && x.duty == "") {
		before = before[:len(before)-len(x.word)]
	}
	found.word = clause[len(before):]
	return before, found, ok
}

// behind reads a clause whose verb stands behind organs, before what they do: 市教育局负责学校.
func (v *vocabulary) behind(clause string) (before string, found verb, ok bool) {
	for _, x := range v.phrases["predicate"] {
		k := strings.Index(clause, x)
		if k <= 0 || !v.assigns(clause[k+len(x):]) {
			continue
		}
		if with, _ := v.withAt(clause[k+len(x):]); with == 0 {
			continue // 牵头会同某局: a list goes on
		}
		if before, found, ok = v.ending(clause[:k+len(x)]); ok && v.unit(before, true) {
			return before, found, true
		}
	}
	return clause, verb{}, false
}

// mannerEnd returns the words of manner at the end of a clause, commas among them too: 按照各自职责分工. Each answers for a part of
// its own where one of them says so: not 按照有关规定.
func (v *verbs) mannerEnd(clause string) (found verb, ok bool) {
	rest := clause
	for {
		bare := strings.TrimRight(rest, ",，")
		x, cut := v.manner.end(bare)
		if !cut {
			break
		}
		rest = bare[:len(bare)-len(x.word)]
		found.duty = join(found.duty, x.duty)
	}
	x, ok := v.preps.end(rest)
	found.word = clause[len(rest)-len(x.word):]
	return found, ok && len(rest) < len(clause)
}

// verbList is words with what they make of a list, the longest first, found as those of a wordList are.
type verbList struct {
	list []verb
	last chain
}

func (l *verbList) index() {
	slices.SortStableFunc(l.list, func(a, b verb) int { return len(b.word) - len(a.word) })
	l.last = newChain(len(l.list), func(i int) byte { return l.list[i].word[len(l.list[i].word)-1] })
}

// end returns the longest of the words that s ends with.
func (l *verbList) end(s string) (verb, bool) {
	if s == "" {
		return verb{}, false
	}
	for i := l.last.head[s[len(s)-1]&63]; i > 0; i = l.last.next[i-1] {
		if strings.HasSuffix(s, l.list[i-1].word) {
			return l.list[i-1], true
		}
	}
	return verb{}, false
}

// labelled returns the verb that heads a folded clause (责任单位:…), and what
// follows it.
func (v *verbs) labelled(clause string) (after string, found verb, ok bool) {
	colon := strings.IndexByte(beginning(clause, v.most+1+30), ':')
	if colon <= 0 {
		return clause, verb{}, false
	}
	if start, found, ok := v.labelBefore(clause, 0, colon); ok && start == 0 {
		return clause[colon+1:], found, true
	}
	return clause, verb{}, false
}

// labelBefore returns the label of units that ends right before a colon at byte
// colon of folded text, from byte from on: the longest one, or a verb that stands there alone.
func (v *verbs) labelBefore(text string, from, colon int) (start int, found verb, ok bool) {
	word := text[from:colon]
	if strings.HasSuffix(word, ")") {
		if at := strings.LastIndexByte(word, '('); at > 0 && len(word)-at <= mostNote {
			word = word[:at]
		}
	}
	if strings.HasSuffix(word, "人") || strings.HasSuffix(word, "领导") {
		if at := strings.LastIndexAny(word, "及和、"); at > 0 && len(word)-at <= mostNote {
			word = word[:at] // 责任单位及责任人
		}
	}
	for n := min(len(word), v.most) / 3 * 3; n >= 6; n -= 3 {
		if x, is := v.label(word[len(word)-n:]); is {
			return from + len(word) - n, x, true
		}
	}
	found, ok = v.alone[strings.TrimLeft(word, "①②③④⑤⑥⑦⑧⑨★▲·-")] // 牵头:
	return from, found, ok
}
